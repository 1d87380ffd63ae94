#!/usr/bin/env bash
# In one LibreOffice sheet 23 of 80 is 28.7 % by the cell's format and 28.8 % by ROUND.
#
# One would guess: a number format and ROUND of one program round alike, and 57/80 = 71.25 % is treated as 23/80 = 28.75 % is.
# What happens: the format 0.0% multiplies the stored binary fraction by 100 and rounds what comes out: 0.2875 × 100 is
# 28.749999999999996, so 28.7% is shown, by the format and by TEXT(…, "0.0%") alike. ROUND(A1, 3) corrects for that and gives
# 0.288; so does 0.2875 multiplied in the sheet first, =ROUND(23/80*100, 1) gives 28.8. 57/80, 71/80, 19/80 and 29/80 are
# rounded up by all. Python's own format agrees with neither: f"{23/80:.1%}" is 28.7% as well, but f"{57/80:.1%}" is 71.2%,
# where LibreOffice shows 71.3%.
# Seen with LibreOffice 7.4.7.2, openpyxl 3.1.5, Python 3.11.7.
#
# Why it matters: a rate in a Word paper (worked out in decimals: 28.8 %) and the same rate in a table that shows the stored
# fraction by a percent format differ in the last digit, and a ranking printed from both contradicts itself. Store the rounded
# figure.
# Source: none found in public; seen by experiment.
set -euo pipefail
for tool in soffice pdftotext; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 et-xmlfile==2.0.0
cat > show.py <<'PY'
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from pathlib import Path

import openpyxl


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print("python", sys.version.split()[0], "openpyxl", version("openpyxl"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
book = openpyxl.Workbook()
sheet = book.active
sheet.column_dimensions["A"].width = 20
PARTS = (23, 57, 71, 19, 29)
for row, part in enumerate(PARTS, 1):
    sheet.cell(row, 1, part / 80).number_format = "0.0%"
    sheet.cell(row, 2, f'=TEXT(A{row},"0.0%")')
    sheet.cell(row, 3, f'=TEXT(ROUND(A{row},3),"0.0%")')
    sheet.cell(row, 4, f'=TEXT(ROUND({part}/80*100,1),"0.0")&"%"')
book.save("rates.xlsx")
profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
command = ["soffice", profile, "--headless", "--convert-to", "pdf", "rates.xlsx"]
subprocess.run(command, check=True, capture_output=True, timeout=300)
printed = subprocess.run(["pdftotext", "-layout", "rates.pdf", "-"], capture_output=True, check=True).stdout.decode()
seen = [line.split() for line in printed.splitlines() if "%" in line]
expect("23/80 by format, TEXT, ROUND, ROUND of the hundredfold", seen[0], ["28.7%", "28.7%", "28.8%", "28.8%"])
for part, wanted, line in zip(PARTS[1:], ("71.3%", "88.8%", "23.8%", "36.3%"), seen[1:], strict=True):
    expect(f"{part}/80, the same four", line, [wanted] * 4)
expect("Python's format of 23/80 and 57/80", [f"{part / 80:.1%}" for part in PARTS[:2]], ["28.7%", "71.2%"])
exact = [str((Decimal(part) / 80 * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)) for part in PARTS[:2]]
expect("decimals of 23/80 and 57/80", exact, ["28.8", "71.3"])
PY
venv/bin/python show.py
echo "Shown: one sheet, two roundings."
