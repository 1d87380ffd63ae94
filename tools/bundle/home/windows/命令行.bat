@echo off
setlocal enableextensions disabledelayedexpansion
set "app=%~dp0tongbao-{version}"
rem In a list of folders a semicolon ends a name: Python's own libraries wouldn't be found.
if not "%app:;=%"=="%app%" goto unzip
if exist "%app%\python\python.exe" goto run
:unzip
echo The folder tongbao-{version} is not whole beside this file: please unzip the whole zip again into a folder without a semicolon or percent sign in its path, and do not rename it (qing ba zheng ge ya suo bao chong xin jie ya, lu jing li bu yao you fen hao huo bai fen hao, wen jian jia tongbao-{version} bu yao gai ming).
pause
exit /b 2
:run
"%app%\python\python.exe" -X utf8 "%app%\start.py" shell
exit /b %errorlevel%
