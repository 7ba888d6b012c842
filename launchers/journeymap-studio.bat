@echo off
title journeymap studio
set "LAUNCHER=%~dp0start.py"
where py >nul 2>nul && (py -3 "%LAUNCHER%" %* & goto end)
where python >nul 2>nul && (python "%LAUNCHER%" %* & goto end)
echo journeymap needs Python 3.11 or newer. Get it at https://www.python.org/downloads/
echo and tick "Add python.exe to PATH" while installing. Then open this file again.
pause
exit /b 1
:end
if errorlevel 1 pause
