#!/usr/bin/env bash
# A date with its weekday, in the code that Chinese Excel and WPS write for it, is printed by LibreOffice as another date.
#
# One would guess: yyyy/m/d aaaa is a date with its weekday; a program that doesn't know aaaa, the weekday in East Asian
# formats, leaves it out or prints the letters. The day, the month and the year are right in any case.
# What happens, wherever LibreOffice runs in English as on a server: the whole date is counted in the Hebrew calendar, but
# with the common year: 3 February 2023 becomes 2023/11/12, and with aaaa every Saturday is called Shabbat. Nothing tells
# that it is no plain date. [$-804] before the code, or LibreOffice run in Chinese, gives the right date with 星期五; dddd
# is right too.
# Seen with LibreOffice 7.4.7.2, openpyxl 3.1.5, in cells converted to .csv as shown, and in TEXT(A1,"yyyy/m/d aaaa").
#
# Why it matters: ledgers and duty lists carry the weekday beside the date; one converted on a server to .csv or .pdf shows
# days nine months off, which still look like days of that year. Values must be read, never their looks.
# Source: none found in public; seen by experiment.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0
cat > show.py <<'PY'
import csv
import os
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import openpyxl

DAYS = (date(2023, 2, 3), date(2023, 2, 4))
SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def expect(what, seen, wanted):
    print(f"{what}: {seen}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen}, it used to be {wanted}.")


def shown(formats, language):
    book = openpyxl.Workbook()
    for row, day in enumerate(DAYS, 1):
        for column, each in enumerate(formats, 1):
            cell = book.active.cell(row, column)
            cell.value, cell.number_format = day, each
    book.save("days.xlsx")
    profile = f"-env:UserInstallation=file://{Path.cwd()}/{language}"
    command = ["soffice", profile, "--headless", "--convert-to", SHOWN, "days.xlsx"]
    asked = {**os.environ, "LANG": language, "LC_ALL": language}
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=asked)
    with Path("days.csv").open(encoding="utf-8", newline="") as handle:
        return [list(column) for column in zip(*csv.reader(handle), strict=True)]


print("openpyxl", version("openpyxl"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
formats = ("yyyy/m/d aaaa", "aaaa", "yyyy/m/d aaa", "yyyy/m/d dddd", "[$-804]yyyy/m/d aaaa")
wanted = [
    ["2023/11/12 Friday", "2023/11/13 Shabbat"],
    ["Friday", "Shabbat"],
    ["2023/11/12 Fri", "2023/11/13 Sat"],
    ["2023/2/3 Friday", "2023/2/4 Saturday"],
    ["2023/2/3 星期五", "2023/2/4 星期六"],
]
print("days:", [day.isoformat() for day in DAYS])
for each, seen, right in zip(formats, shown(formats, "C"), wanted, strict=True):
    expect(f"in English, {each}", seen, right)
chinese = shown(formats[:1], "zh_CN.UTF-8")[0]
expect(f"in Chinese, {formats[0]}", chinese, ["2023/2/3 星期五", "2023/2/4 星期六"])
PY
venv/bin/python show.py
echo "Shown: a date with its weekday becomes a date of the Hebrew calendar."
