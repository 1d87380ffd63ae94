@echo off
setlocal enableextensions disabledelayedexpansion
set "app=%~dp0tongbao-{version}"
set "major="
for /f "tokens=2 delims=[]" %%a in ('ver') do for /f "tokens=2" %%b in ("%%a") do for /f "delims=." %%c in ("%%b") do set "major=%%c"
rem In a list of folders a semicolon ends a name: Python's own libraries wouldn't be found.
if not "%app:;=%"=="%app%" goto unzip
if not exist "%app%\python\python.exe" goto unzip
if defined major if %major% LSS 10 goto old
if /i "%PROCESSOR_ARCHITECTURE%"=="x86" if not defined PROCESSOR_ARCHITEW6432 goto bits
"%app%\python\python.exe" -X utf8 "%app%\start.py" desk %*
if errorlevel 2 pause
exit /b %errorlevel%
:unzip
echo The folder tongbao-{version} is not whole beside this file: please unzip the whole zip again into a folder without a semicolon or percent sign in its path, and do not rename it (qing ba zheng ge ya suo bao chong xin jie ya, lu jing li bu yao you fen hao huo bai fen hao, wen jian jia tongbao-{version} bu yao gai ming).
pause
exit /b 2
:old
start "" notepad "%app%\windows-too-old.txt"
exit /b 2
:bits
start "" notepad "%app%\windows-32-bit.txt"
exit /b 2
