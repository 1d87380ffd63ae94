#!/usr/bin/env bash
# openpyxl reads other values from the same file in its two modes, and takes texts away when it saves it.
#
# One would guess: read_only=True is the same reader, only faster, so every cell has the value it has without it.
# What happens: values can lie hidden under a merged cell (programs write them: XlsxWriter does when cells of a merged range
# are written afterwards, other office programs when they merge and keep). openpyxl in its normal mode blanks
# them while it loads and saves the file without them; with read_only=True they are there. pandas, which opens by openpyxl with
# read_only=True, and calamine give them as well. So a column that reads as 城关镇 for three rows in one tool holds three
# townships in another.
# Seen with openpyxl 3.1.5, pandas 3.1.1, python-calamine 0.9.1, xlsxwriter 3.3.1.
#
# Why it matters: a blank under a merge is often filled with the merge's value ("as above"). Whether that happens, or another
# unit's name stands there, depends on the reader; a marked-up copy saved by openpyxl loses what the first reader counted.
# Source: openpyxl documentation, "Optimised modes" and "Merge / Unmerge cells", neither of which says it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0 xlsxwriter==3.3.1 python-calamine==0.9.1 pandas==3.1.1 numpy==2.4.6
cat > show.py <<'PY'
import sys
from importlib.metadata import version

import openpyxl
import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def by_openpyxl(file, **how):
    return [row[0].value for row in openpyxl.load_workbook(file, **how).active.iter_rows(min_row=2)]


def by_calamine(file):
    return [row[0] for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[1:]]


print(*(f"{name} {version(name)}" for name in ("openpyxl", "pandas", "python-calamine", "xlsxwriter")))
book = xlsxwriter.Workbook("ledger.xlsx")
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["单位", "编号"])
sheet.merge_range("A2:A4", "城关镇")
sheet.write("A3", "西河镇")
sheet.write("A4", "石门乡")
sheet.write_column("B2", ["XF-1", "XF-2", "XF-3"])
book.close()

all_three = ["城关镇", "西河镇", "石门乡"]
expect("openpyxl, read_only", by_openpyxl("ledger.xlsx", read_only=True), all_three)
expect("openpyxl, normal", by_openpyxl("ledger.xlsx"), ["城关镇", None, None])
expect("calamine", by_calamine("ledger.xlsx"), all_three)
for engine in ("openpyxl", "calamine"):
    expect(f"pandas by {engine}", pd.read_excel("ledger.xlsx", engine=engine)["单位"].tolist(), all_three)
openpyxl.load_workbook("ledger.xlsx").save("saved.xlsx")
expect("calamine, after openpyxl loaded and saved it", by_calamine("saved.xlsx"), ["城关镇", "", ""])
PY
venv/bin/python show.py
echo "Shown: two answers from one library."
