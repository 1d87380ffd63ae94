@echo off
setlocal
set "app=%~dp0tongbao-{version}"
set "major="
for /f "tokens=2 delims=[]" %%a in ('ver') do for /f "tokens=2" %%b in ("%%a") do for /f "delims=." %%c in ("%%b") do set "major=%%c"
if not exist "%app%\python\python.exe" goto unzip
if defined major if %major% LSS 10 goto old
if /i "%PROCESSOR_ARCHITECTURE%"=="x86" if not defined PROCESSOR_ARCHITEW6432 goto bits
"%app%\python\python.exe" -X utf8 "%app%\start.py" desk %*
if errorlevel 2 pause
exit /b %errorlevel%
:unzip
echo Please unzip the whole folder first (qing xian jie ya suo zheng ge wen jian jia).
pause
exit /b 2
:old
start "" notepad "%app%\windows-too-old.txt"
exit /b 2
:bits
start "" notepad "%app%\windows-32-bit.txt"
exit /b 2
