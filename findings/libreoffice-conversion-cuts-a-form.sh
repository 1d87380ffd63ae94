#!/usr/bin/env bash
# A headless conversion by LibreOffice takes a form's frozen headings away and cuts its drop-downs short.
#
# One would guess: converting .xlsx to .xlsx (to recalculate, or from .ods and back) keeps what the format and the
# program both know: frozen panes and the cell ranges of data validations.
# What happens: every sheet loses its frozen panes, probably because they belong to a view and a headless conversion has none
# (print titles, which belong to the sheet, stay). A validation reaching further than the data is cut 1,000 rows after the last
# row in use: of A2:A5000 on a sheet with 300 rows A2:A1300 is left. Cells below it take any text.
# Seen with LibreOffice 7.4.7.2, xlsxwriter 3.3.1, openpyxl 3.1.5: as said, for .xlsx and for .ods between.
#
# Why it matters: blank ledgers sent out after such a conversion lose both aids without a word; a return whose row 1,301 has
# a free text in a column with a drop-down wasn't necessarily tampered with.
# Source: none found in public; seen by experiment.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.3.1 openpyxl==3.1.5 et-xmlfile==2.0.0
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import openpyxl
import xlsxwriter


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def office(kind, file, folder):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def form(file):
    sheet = openpyxl.load_workbook(file).active
    ranges = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    return {"frozen at": sheet.freeze_panes, "printed on each page": sheet.print_title_rows, "drop-down": ranges}


print("xlsxwriter", version("xlsxwriter"), "openpyxl", version("openpyxl"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
book = xlsxwriter.Workbook("form.xlsx")
sheet = book.add_worksheet("台账")
for row in range(300):
    sheet.write(row, 0, "是")
sheet.freeze_panes(2, 1)
sheet.repeat_rows(0, 1)
sheet.data_validation("A2:A5000", {"validate": "list", "source": ["是", "否"]})
book.close()
expect("as written", form("form.xlsx"), {"frozen at": "B3", "printed on each page": "$1:$2", "drop-down": ["A2:A5000"]})
left = {"frozen at": None, "printed on each page": "$1:$2", "drop-down": ["A2:A1300"]}
office("xlsx", "form.xlsx", "once")
expect("converted to .xlsx", form("once/form.xlsx"), left)
office("ods", "form.xlsx", "between")
office("xlsx", "between/form.ods", "back")
expect("converted to .ods and back", form("back/form.xlsx"), left)
PY
venv/bin/python show.py
echo "Shown: no frozen panes, and a drop-down cut 1,000 rows after the data."
