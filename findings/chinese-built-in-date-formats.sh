#!/usr/bin/env bash
# Dates with Chinese Excel's own built-in formats are numbers for openpyxl and dates for calamine.
#
# One would guess: a cell that Excel shows as 2023年3月3日 is a date for each reader, and pandas gives the same column
# whichever engine reads it.
# What happens: the numbers 27 to 36 and 50 to 58 are date formats built in for Chinese (and Japanese, Korean) editions; a
# file names only the number (numFmtId="31") and defines no code for it. openpyxl knows no such number, calls the
# format General and gives 44988; calamine gives the date. pandas 3.1 reads by openpyxl unless told, and says that calamine will
# be its default: the same script will then see another type. openpyxl keeps the number on saving, so nothing looks damaged.
# LibreOffice agrees with calamine.
# Seen with openpyxl 3.1.5, python-calamine 0.9.1, pandas 3.1.1, xlsxwriter 3.3.1, LibreOffice 7.4.7.2: ids 27, 31, 36, 50, 57, 58.
#
# Why it matters: ledgers from Chinese Excel and WPS can hold 31, 57 and 58; a tool tried only on files
# made in the West takes those days for quantities, or refuses them.
# Source: ECMA-376 part 1, 18.8.30 numFmt (lists of ids per language).
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.3.1 openpyxl==3.1.5 et-xmlfile==2.0.0 python-calamine==0.9.1 pandas==3.1.1 numpy==2.4.6
cat > show.py <<'PY'
import datetime as dt
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print(*(f"{name} {version(name)}" for name in ("openpyxl", "python-calamine", "pandas", "xlsxwriter")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
IDS = (27, 31, 36, 50, 57, 58)
book = xlsxwriter.Workbook("days.xlsx")
sheet = book.add_worksheet()
sheet.write(0, 0, "受理日期")
for row, number in enumerate(IDS, 1):
    sheet.write_number(row, 0, 44988, book.add_format({"num_format": number}))
book.close()

cells = [row[0] for row in openpyxl.load_workbook("days.xlsx").active.iter_rows(min_row=2)]
expect("openpyxl", [(cell.value, cell.number_format) for cell in cells], [(44988, "General")] * len(IDS))
rows = CalamineWorkbook.from_path("days.xlsx").get_sheet_by_index(0).to_python()[1:]
expect("calamine", [str(row[0]) for row in rows], ["2023-03-03"] * len(IDS))
for engine, wanted in (("openpyxl", "int64"), ("calamine", "datetime64")):
    seen = str(pd.read_excel("days.xlsx", engine=engine)["受理日期"].dtype)
    expect(f"pandas by {engine}", seen.split("[")[0], wanted)
profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
subprocess.run(["soffice", profile, "--headless", "--convert-to", "ods", "days.xlsx"], check=True, capture_output=True, timeout=300)
rows = CalamineWorkbook.from_path("days.ods").get_sheet_by_index(0).to_python()[1:]
kinds = {isinstance(row[0], (dt.date, dt.datetime)) for row in rows}
expect("a date for LibreOffice, each of them", kinds, {True})
PY
venv/bin/python show.py
echo "Shown: openpyxl reads numbers where calamine and LibreOffice read days."
