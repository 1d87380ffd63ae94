#!/usr/bin/env bash
# 化解率95件 in a paper that LibreOffice printed is found by one PDF reader and not by three others.
#
# One would guess: the text of a PDF made from 化解率95件，共A类3件 contains 化解率95件, whichever library extracts it.
# What happens: LibreOffice sets the quarter of a character between Chinese characters and figures or Latin letters (w:autoSpaceDE,
# w:autoSpaceDN), without writing a space, even where the paragraph switches both settings off. pypdf and pdftotext take the
# gap for a space on both sides (化解率 95 件), PyMuPDF on one side (化解率95 件), pdfplumber on neither.
# Seen with LibreOffice 7.4.7.2, poppler 22.12.0, pypdf 7.1.1, pdfplumber 0.11.10, PyMuPDF 2.0; any Chinese font (Noto Sans CJK
# here).
#
# Why it matters: a check that a printed figure stands beside its words passes or fails by the reader. Compare with all
# white space taken out, on both sides.
# Source: ECMA-376 part 1, 17.3.1.2 autoSpaceDE, 17.3.1.3 autoSpaceDN.
set -euo pipefail
for tool in soffice pdftotext; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3 pypdf==7.1.1 pdfplumber==0.11.10 pdfminer.six==20260107 pypdfium2==5.15.2 pymupdf==2.0
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import docx
import pdfplumber
import pymupdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def read(settings):
    paper = docx.Document()
    text = f"<w:p {nsdecls('w')}><w:pPr>{settings}</w:pPr><w:r><w:t>化解率95件，共A类3件</w:t></w:r></w:p>"
    paper.element.body.insert(0, parse_xml(text))
    paper.save("paper.docx")
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "paper.docx"], check=True, capture_output=True, timeout=300)
    with pdfplumber.open("paper.pdf") as pdf:
        plumbed = pdf.pages[0].extract_text()
    poppler = subprocess.run(["pdftotext", "paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
    found = {
        "pypdf": PdfReader("paper.pdf").pages[0].extract_text(),
        "pdftotext": poppler,
        "pymupdf": pymupdf.open("paper.pdf")[0].get_text(),
        "pdfplumber": plumbed,
    }
    return {name: text.strip() for name, text in found.items()}


print(*(f"{name} {version(name)}" for name in ("python-docx", "pypdf", "pdfplumber", "pymupdf")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
text, spaced = "化解率95件，共A类3件", "化解率 95 件，共 A 类 3 件"
wanted = {"pypdf": spaced, "pdftotext": spaced, "pymupdf": "化解率95 件，共A 类3 件", "pdfplumber": text}
expect("as usual", read(""), wanted)
off = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
expect("with both settings off", read(off), wanted)
PY
venv/bin/python show.py
echo "Shown: three readers put spaces where none was written."
