@echo off
setlocal enableextensions disabledelayedexpansion
"%~dp0python\python.exe" -X utf8 "%~dp0start.py" %*
