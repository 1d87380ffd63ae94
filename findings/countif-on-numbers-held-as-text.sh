#!/usr/bin/env bash
# A ledger's own check for numbers that stand twice counts otherwise in each program that calculates it.
#
# One would guess: =COUNTIF(A$1:A$9,A1) over cells that are texts counts equal texts, in whatever program calculates it;
# at most long digits are rounded everywhere, as spreadsheet programs are known for.
# What happens, the cells being texts: LibreOffice counts equal texts alone. pycel takes whatever Python's float() takes as
# a number: 0012, 12, the full-width １２ and " 12" are four times the same. formulas does the same with some, fails with
# 0012, takes 2023-02-05 for 2023/2/5, and doesn't find a number of 18 digits in the column that it stands in: 0 times.
# The way round that handbooks give, =SUMPRODUCT(--(A$1:A$9=A1)), is right in two of the three; formulas 1.3.4 gives 0 for each.
# MATCH(A1,A$1:A$9,0) finds each text at its own place in all three.
# Seen with LibreOffice 7.4.7.2, formulas 1.3.4, pycel 1.0b30, openpyxl 3.1.5.
#
# Why it matters: offices put such a column into the ledgers that they send out. Recalculated on a server it may say
# that no matter stands twice, or that different ones do; case numbers are to be compared in the program that reads them.
# Source: none found in public; seen by experiment.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check formulas==1.3.4 schedula==1.6.15 pycel==1.0b30 \
  openpyxl==3.1.5 et-xmlfile==2.0.0 numpy==2.4.6 numpy-financial==1.0.0 networkx==2.6.3
cat > show.py <<'PY'
import subprocess
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import openpyxl

warnings.simplefilter("ignore")
NUMBERS = ("320102202302050001", "320102202302050002", "0012", "12", "１２", " 12", "2023-02-05", "2023/2/5", "信2023")
LAST = len(NUMBERS)
FORMULAS = (f"=COUNTIF(A$1:A${LAST},A{{0}})", f"=SUMPRODUCT(--(A$1:A${LAST}=A{{0}}))", f"=MATCH(A{{0}},A$1:A${LAST},0)")
NAMES = ("COUNTIF", "SUMPRODUCT", "MATCH")


def expect(what, seen, wanted):
    print(f"{what}: {seen}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen}, it used to be {wanted}.")


def by_libreoffice():
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "calculated", "ledger.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheet = openpyxl.load_workbook("calculated/ledger.xlsx", data_only=True).active
    return lambda cell: sheet[cell].value


def by_pycel():
    from pycel import ExcelCompiler

    compiler = ExcelCompiler(filename="ledger.xlsx")
    return lambda cell: compiler.evaluate(f"Sheet!{cell}")


def by_formulas():
    import formulas

    solution = formulas.ExcelModel().loads("ledger.xlsx").finish().calculate()
    return lambda cell: solution[f"'[ledger.xlsx]SHEET'!{cell}"].value.tolist()[0][0]


def plain(value):
    return str(value) if str(value).startswith("#") else int(value)


print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print("formulas", version("formulas"), "pycel", version("pycel"), "openpyxl", version("openpyxl"))
book = openpyxl.Workbook()
sheet = book.active
for row, number in enumerate(NUMBERS, 1):
    cell = sheet.cell(row, 1)
    cell.value, cell.data_type, cell.number_format = number, "s", "@"
    for column, formula in enumerate(FORMULAS, 2):
        sheet.cell(row, column).value = formula.format(row)
book.save("ledger.xlsx")
print("texts:", NUMBERS)
once, own = [1] * LAST, list(range(1, LAST + 1))
WANTED = {
    "LibreOffice": (by_libreoffice, once, once),
    "pycel": (by_pycel, [1, 1, 4, 4, 4, 4, 1, 1, 1], once),
    "formulas": (by_formulas, [0, 0, "#VALUE!", 4, 4, 4, 2, 2, 1], [0] * LAST),
}
for name, (calculated, count, summed) in WANTED.items():
    value = calculated()
    for what, letter, wanted in zip(NAMES, "BCD", (count, summed, own), strict=True):
        expect(f"{name} {what}", [plain(value(f"{letter}{row}")) for row in own], wanted)
PY
venv/bin/python show.py
echo "Shown: three programs, three counts of numbers that stand twice."
