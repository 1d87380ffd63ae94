#!/usr/bin/env bash
# A line break pasted from Windows, and a text like 编号_x0041_1, come out of a workbook as other texts.
#
# One would guess: a text that one library writes into an .xlsx is the text that another reads from it.
# What happens: OOXML writes control characters as _xHHHH_ inside texts, and a literal _xHHHH_ with its underline escaped
# as _x005F_. XlsxWriter follows that. openpyxl writes neither, and on reading only takes x005F_ away. So
# - "甲\r\n乙" written by XlsxWriter is "甲_x000D_\n乙" for openpyxl (calamine: as written; LibreOffice: "甲\n乙");
# - "编号_x0041_1" written by openpyxl is "编号A1" for calamine, and stays 编号_x0041_1 for openpyxl and LibreOffice;
# - "甲_x000D_乙" typed as letters and written by openpyxl has a carriage return for calamine and LibreOffice.
# And openpyxl writes a carriage return so that it survives only where lxml is installed beside it: "甲\r\n乙" arrives as written
# with lxml, as "甲\n乙" without.
# Seen with openpyxl 3.1.5 (lxml 6.1.3 on and off by OPENPYXL_LXML), xlsxwriter 3.3.1, python-calamine 0.9.1, LibreOffice 7.4.7.2.
#
# Why it matters: texts that are keys (a heading, a unit's name, a number with underlines made by a system) don't match between
# two steps of one program that write by one library and read by the other.
# Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0 xlsxwriter==3.3.1 python-calamine==0.9.1 lxml==6.1.3
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def by_openpyxl(file):
    return [row[0].value for row in openpyxl.load_workbook(file).active.iter_rows()]


def by_calamine(file):
    return [row[0] for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


def through_office(file):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", "saved", file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return by_calamine(f"saved/{Path(file).stem}.ods")


print(*(f"{name} {version(name)}" for name in ("openpyxl", "xlsxwriter", "python-calamine")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
texts = ["甲\r\n乙", "甲_x000D_乙", "编号_x0041_1"]
book = xlsxwriter.Workbook("xlsxwriter.xlsx")
sheet = book.add_worksheet()
for row, text in enumerate(texts):
    sheet.write_string(row, 0, text)
book.close()
other = openpyxl.Workbook()
for text in texts:
    other.active.append([text])
other.save("openpyxl.xlsx")

expect("XlsxWriter's by openpyxl", by_openpyxl("xlsxwriter.xlsx"), ["甲_x000D_\n乙", "甲_x000D_乙", "编号_x0041_1"])
expect("XlsxWriter's by calamine", by_calamine("xlsxwriter.xlsx"), texts)
expect("XlsxWriter's by LibreOffice", through_office("xlsxwriter.xlsx"), ["甲\n乙", "甲_x000D_乙", "编号_x0041_1"])
written = "甲\r\n乙" if openpyxl.LXML else "甲\n乙"
print("openpyxl writes by lxml:", openpyxl.LXML)
expect("openpyxl's by calamine", by_calamine("openpyxl.xlsx"), [written, "甲\r乙", "编号A1"])
expect("openpyxl's by openpyxl", by_openpyxl("openpyxl.xlsx"), [written, *texts[1:]])
expect("openpyxl's by LibreOffice", through_office("openpyxl.xlsx"), ["甲\n乙", "甲\r乙", "编号_x0041_1"])
PY
OPENPYXL_LXML=True venv/bin/python show.py
OPENPYXL_LXML=False venv/bin/python show.py
echo "Shown: three readers, three texts."
