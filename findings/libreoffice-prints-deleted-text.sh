#!/usr/bin/env bash
# LibreOffice's PDF and text of a Word paper bring back what somebody struck out; python-docx drops what was put in.
#
# One would guess: a headless conversion gives the paper's current text: insertions in, tracked deletions out, hidden
# text out; and the paragraphs of python-docx are that text too.
# What happens: with a tracked change pending LibreOffice prints both, the insertion and the deletion (struck through, as on its
# screen), into the PDF, and writes both into .txt, where no stroke tells them apart. Hidden text isn't in the PDF but is in
# the .txt. python-docx's paragraph.text has neither of the two changes: the inserted words are missing. mammoth has the
# current text.
# Seen with LibreOffice 7.4.7.2, poppler 22.12.0, python-docx 1.2.0, mammoth 1.13.0.
#
# Why it matters: a paper that was edited with tracked changes and goes out as PDF shows the struck-out name or figure; a check by
# python-docx of the same file sees nothing of it. Look for w:ins and w:del before converting.
# Source: python-docx documentation, Paragraph.text; ECMA-376 part 1, 17.13.5.14 del, 17.13.5.18 ins.
set -euo pipefail
for tool in soffice pdftotext; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3 mammoth==1.13.0
cat > show.py <<'PY'
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def office(kind):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", "paper.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


print(*(f"{name} {version(name)}" for name in ("python-docx", "mammoth")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
paper = docx.Document()
change = 'w:author="甲" w:date="2023-02-01T08:00:00Z"'
paper.element.body.insert(
    0,
    parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t>责任单位：</w:t></w:r>"
        f'<w:del w:id="1" {change}><w:r><w:delText>西河镇</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {change}><w:r><w:t>东岭镇</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r></w:p>"
    ),
)
paper.save("paper.docx")
office("txt:Text (encoded):UTF8")
expect("LibreOffice .txt", Path("saved/paper.txt").read_text("utf-8-sig").strip(), "责任单位：西河镇东岭镇内部掌握")
office("pdf")
printed = subprocess.run(["pdftotext", "saved/paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
expect("LibreOffice .pdf", "".join(printed.split()), "责任单位：西河镇东岭镇")
expect("python-docx", docx.Document("paper.docx").paragraphs[0].text, "责任单位：内部掌握")
with open("paper.docx", "rb") as file:
    expect("mammoth", mammoth.extract_raw_text(file).value.strip(), "责任单位：东岭镇内部掌握")
PY
venv/bin/python show.py
echo "Shown: the deleted unit is printed."
