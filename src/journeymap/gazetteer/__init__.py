"""Places of the world by their names, present and past, without a network.

Only ``geocoder`` imports geopy; the rest is light.
"""
