@echo off
setlocal
set "app=%~dp0tongbao-{version}"
if exist "%app%\python\python.exe" goto run
echo Please unzip the whole folder first (qing xian jie ya suo zheng ge wen jian jia).
pause
exit /b 2
:run
"%app%\python\python.exe" -X utf8 "%app%\start.py" shell
exit /b %errorlevel%
