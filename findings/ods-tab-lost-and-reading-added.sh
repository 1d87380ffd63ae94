#!/usr/bin/env bash
# Readers of .ods glue two words at a tab, and put a word's pronunciation guide into the word.
#
# One would guess: a text cell of an .ods gives the text it shows: 甲<tab>乙 keeps something between the two, and a
# phonetic guide (拼音指南) over 乾县 stays out of the value, as in .xlsx.
# What happens: .ods keeps a tab as an element of its own (text:tab). calamine and pandas' odf engine drop it without a blank:
# 甲乙. A text with a tab in an .xlsx (a paste from Word) loses it on the way .xlsx -> LibreOffice -> .ods -> reader, while it is
# there in the .xlsx. A line break inside a paragraph (text:line-break) is kept by pandas and lost by calamine. A phonetic
# guide is read as "乾qián县"; pyexcel-ods3 reads "县" and loses the word itself. LibreOffice gives 乾县.
# Seen with python-calamine 0.9.1, pandas 3.1.1, odfpy 1.4.1, pyexcel-ods3 0.6.1 (lxml 6.1.3), LibreOffice 7.4.7.2.
#
# Why it matters: two numbers or names in one cell become one that nobody wrote; a township's name with a guide over its rare
# character is unknown.
# Source: ODF 1.2 part 1, 6.1.4 text:tab, 6.1.5 text:line-break, 6.4 text:ruby.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0 python-calamine==0.9.1 pandas==3.1.1 numpy==2.4.6 odfpy==1.4.1 \
  pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 pyexcel-ezodf==0.3.4 lml==0.2.0 lxml==6.1.3
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, Ruby, RubyBase, RubyText, Tab
from pyexcel_ods3 import get_data
from python_calamine import CalamineWorkbook


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def office(kind, file):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def by_calamine(file):
    return [row[0] for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


def by_pandas(file):
    return pd.read_excel(file, engine="odf", header=None)[0].tolist()


print(*(f"{name} {version(name)}" for name in ("python-calamine", "pandas", "odfpy", "pyexcel-ods3")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
book = OpenDocumentSpreadsheet()
table = Table(name="台账")
book.spreadsheet.addElement(table)
guide = Ruby()
guide.addElement(RubyBase(text="乾"))
guide.addElement(RubyText(text="qián"))
for parts in (["甲", Tab(), "乙"], ["甲", LineBreak(), "乙"], [guide, "县"]):
    row, cell, text = TableRow(), TableCell(valuetype="string"), P()
    for part in parts:
        text.addText(part) if isinstance(part, str) else text.addElement(part)
    cell.addElement(text)
    row.addElement(cell)
    table.addElement(row)
book.save("ledger.ods")
expect("calamine", by_calamine("ledger.ods"), ["甲乙", "甲乙", "乾qián县"])
expect("pandas (odf)", by_pandas("ledger.ods"), ["甲乙", "甲\n乙", "乾qián县"])
expect("pyexcel-ods3", [row[0] for row in get_data("ledger.ods")["台账"]], ["甲\t乙", "甲\n乙", "县"])
office("xlsx", "ledger.ods")
expect("LibreOffice's phonetic guide", openpyxl.load_workbook("saved/ledger.xlsx").active["A3"].value, "乾县")

other = openpyxl.Workbook()
other.active["A1"] = "510-1\t510-2"
other.save("pasted.xlsx")
expect("a tab in .xlsx by calamine", by_calamine("pasted.xlsx"), ["510-1\t510-2"])
office("ods", "pasted.xlsx")
expect("the same as LibreOffice's .ods by calamine", by_calamine("saved/pasted.ods"), ["510-1510-2"])
expect("the same as LibreOffice's .ods by pandas", by_pandas("saved/pasted.ods"), ["510-1510-2"])
PY
venv/bin/python show.py
echo "Shown: words glued, and a pronunciation in the value."
