"""The map as it is being made, in a browser on the same computer.

watch.py    a table on the disk → the map, again whenever it is saved
studio.py   a table dropped on the page → the map, again whenever something is chosen
board.py    what is shown now, for whoever waits for it
facts.py    the same as plain values for the page
server.py   who may ask for it, and how it is sent
web/        the two pages
"""
