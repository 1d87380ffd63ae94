#!/usr/bin/env bash
# Three things Chinese Word papers are full of print otherwise in a headless conversion: a Chinese date, IF, a bound title.
#
# One would guess: a conversion prints the result that Word stored in each field, or works it out as Word would; and a content
# control prints the text that a program put into it.
# What happens, all without a message:
# - SAVEDATE \@ "EEEE年O月A日", the form that Chinese Word itself inserts for 二〇二三年二月一日, prints the year twice:
#   二〇二三二〇二三年二月一日. (Put CREATEDATE in its place and the stored text is printed: the fields aren't even treated alike.)
# - IF "甲" = "甲" "是" "否" prints nothing, neither the stored result nor the right one; the .txt export has the stored one.
# - a content control bound to the document property Title prints the property, not the text in the control. A program that
#   fills the control by its text (python-docx, docxtpl) sees its text in the file, and the property is what is printed.
# Seen with LibreOffice 7.4.7.2, poppler 22.12.0, python-docx 1.2.0.
#
# Why it matters: covers and datelines of templates made in Word hold all three. The check "the value is in document.xml"
# passes, and the PDF has another title, no word or a wrong date.
# Source: ECMA-376 part 1, 17.16 (fields, date pictures), 17.5.2.6 dataBinding.
set -euo pipefail
for tool in soffice pdftotext; do command -v $tool >/dev/null || { echo "needs $tool"; exit 2; }; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3
cat > show.py <<'PY'
import datetime as dt
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


def office(kind):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", "paper.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def field(code, stored):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark.format("begin") + told + mark.format("separate") + f"<w:r><w:t>{stored}</w:t></w:r>" + mark.format("end")


BOUND = (
    "<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings=\"xmlns:d='http://purl.org/dc/elements/1.1/' "
    "xmlns:c='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'\" "
    'w:xpath="/c:coreProperties[1]/d:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>二月通报</w:t></w:r></w:sdtContent></w:sdt>"
)
DATE = '\\@ "EEEE年O月A日"'
print("python-docx", version("python-docx"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
paper = docx.Document()
lines = [field(f"SAVEDATE {DATE}", "旧"), field(f"CREATEDATE {DATE}", "旧"), field('IF "甲" = "甲" "是" "否"', "旧"), BOUND]
for number, line in enumerate(lines):
    text = f"<w:p {nsdecls('w')}><w:r><w:t>第{'一二三四'[number]}行〔</w:t></w:r>{line}<w:r><w:t>〕</w:t></w:r></w:p>"
    paper.element.body.insert(number, parse_xml(text))
paper.core_properties.title = "模板的标题"
paper.core_properties.created = paper.core_properties.modified = dt.datetime(2023, 2, 1, 8)
paper.save("paper.docx")

office("pdf")
printed = subprocess.run(["pdftotext", "saved/paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
seen = ["".join(line.split()) for line in printed.splitlines() if "〔" in line]
expect("SAVEDATE", seen[0], "第一行〔二〇二三二〇二三年二月一日〕")
expect("CREATEDATE", seen[1], "第二行〔旧〕")
expect("IF", seen[2], "第三行〔〕")
expect("bound control", seen[3], "第四行〔模板的标题〕")
office("txt:Text (encoded):UTF8")
expect("IF in .txt", Path("saved/paper.txt").read_text("utf-8-sig").splitlines()[2], "第三行〔旧〕")
PY
venv/bin/python show.py
echo "Shown: a year twice, nothing, and another title."
