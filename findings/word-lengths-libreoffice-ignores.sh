#!/usr/bin/env bash
# LibreOffice ignores indents given in characters and the widths of a table's cells, which are what Word goes by.
#
# One would guess: w:firstLineChars="200" (首行缩进2字符, as Word and WPS write it) indents by two characters; and a cell's own width, set
# by python-docx's cell.width, decides how wide it is, as it does in Word.
# What happens: with w:firstLineChars, w:leftChars or w:rightChars alone the paragraph starts and ends at the margin; only the
# lengths in twips beside them count, so firstLineChars="200" firstLine="100" indents by 5 points instead of two
# characters (in Word the characters win). In a table with fixed layout LibreOffice takes w:gridCol and ignores w:tcW: after
# cell.width of 100 mm and 20 mm both columns are as before, after column.width of 100 mm and 20 mm they are not.
# Seen with LibreOffice 7.4.7.2, python-docx 1.2.0, pdfplumber 0.11.10.
#
# Why it matters: one paper, two layouts. A document made for both needs both: characters and twips, cells and columns.
# Source: ECMA-376 part 1, 17.3.1.12 ind (firstLineChars goes before firstLine), 17.4 tcW.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3 pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import docx
import pdfplumber
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def places(name):
    """Each word of the first page with its left end in points from the left margin (90 points)."""
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", f"{name}.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with pdfplumber.open(f"{name}.pdf") as pdf:
        return {word["text"]: round(word["x0"] - 90) for word in pdf.pages[0].extract_words()}


print("python-docx", version("python-docx"), "pdfplumber", version("pdfplumber"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
paper = docx.Document()
for number, indent in enumerate(('w:firstLineChars="200"', 'w:firstLineChars="200" w:firstLine="100"', 'w:leftChars="400"', 'w:firstLine="440"')):
    text = f"<w:p {nsdecls('w')}><w:pPr><w:ind {indent}/></w:pPr><w:r><w:t>{'甲乙丙丁'[number]}</w:t></w:r></w:p>"
    paper.element.body.insert(number, parse_xml(text))
paper.save("indents.docx")
expect("indents in points", places("indents"), {"甲": 0, "乙": 5, "丙": 0, "丁": 22})


def table(name, by_cell):
    paper = docx.Document()
    made = paper.add_table(rows=1, cols=2)
    made.autofit = False
    for part, width in zip(made.rows[0].cells if by_cell else made.columns, (Mm(100), Mm(20)), strict=True):
        part.width = width
    made.cell(0, 0).text, made.cell(0, 1).text = "左", "右"
    paper.save(f"{name}.docx")
    seen = places(name)
    return seen["右"] - seen["左"]


def nearly(points, wanted):
    return wanted if abs(points - wanted) <= 2 else points


expect("100 mm (283 points) by cell.width", nearly(table("cells", by_cell=True), 216), 216)
expect("100 mm (283 points) by column.width", nearly(table("columns", by_cell=False), 283), 283)
PY
venv/bin/python show.py
echo "Shown: no indent, and cells as wide as before."
