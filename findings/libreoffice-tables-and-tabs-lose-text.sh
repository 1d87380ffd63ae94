#!/usr/bin/env bash
# Rows of a floating table that is longer than its page, and a text after a far tab, aren't printed at all by LibreOffice.
#
# One would guess: what doesn't fit runs on to the next page, or into the margin, or is clipped where one can see it.
# What happens: a table with w:tblpPr (the way to keep a 版记 at the foot of the page) that is longer than the page is cut: of 60 rows
# 33 are in the PDF, on one page, and the rest is nowhere. Without tblpPr all 60 rows are there, on three pages. A text after a
# tab whose stop lies far outside the page isn't in the PDF either, whereas the words before it are. No message, exit code 0;
# the .txt export of the same file has every row and word.
# Seen with LibreOffice 7.4.7.2 (newer ones split floating tables, release notes of 7.6 and 24.2), poppler 22.12.0, python-docx
# 1.2.0.
#
# Why it matters: a check on the .docx, or on the text that LibreOffice exports, finds every row of the table that the PDF has lost.
# Count the rows in the PDF, and keep floating tables short.
# Source: LibreOffice release notes 7.6, Writer ("multi-page floating tables").
set -euo pipefail
for tool in soffice pdftotext; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def office(kind, file):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def pages(name):
    office("pdf", f"{name}.docx")
    printed = subprocess.run(["pdftotext", f"saved/{name}.pdf", "-"], capture_output=True, check=True).stdout.decode()
    return printed.split("\f")[:-1]


def write(name, body):
    paper = docx.Document()
    paper.element.body.insert(0, parse_xml(body))
    paper.save(f"{name}.docx")


print("python-docx", version("python-docx"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
height = '<w:trPr><w:trHeight w:val="480" w:hRule="exact"/></w:trPr>'
rows = "".join(f"<w:tr>{height}<w:tc><w:p><w:r><w:t>行{number}</w:t></w:r></w:p></w:tc></w:tr>" for number in range(1, 61))
afloat = '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588" w:tblpYSpec="bottom"/>'
for name, place in (("plain", ""), ("afloat", afloat)):
    start = f'<w:tblPr>{place}<w:tblW w:w="3000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    write(name, f"<w:tbl {nsdecls('w')}>{start}{rows}</w:tbl>")
plain, cut = pages("plain"), pages("afloat")
expect("plain table: pages, rows", (len(plain), "".join(plain).count("行")), (3, 60))
expect("floating table: pages, rows", (len(cut), "".join(cut).count("行")), (1, 33))
office("txt:Text (encoded):UTF8", "afloat.docx")
expect("floating table in .txt, rows", Path("saved/afloat.txt").read_text("utf-8-sig").count("行"), 60)

stop = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="20000"/></w:tabs></w:pPr>'
write("tab", f"<w:p {nsdecls('w')}>{stop}<w:r><w:t>受理</w:t></w:r><w:r><w:tab/><w:t>二十三件</w:t></w:r></w:p>")
expect("after a far tab", "".join(pages("tab")).split(), ["受理"])
office("txt:Text (encoded):UTF8", "tab.docx")
expect("after a far tab in .txt", Path("saved/tab.txt").read_text("utf-8-sig").split(), ["受理", "二十三件"])
PY
venv/bin/python show.py
echo "Shown: rows and words are missing from the PDF."
