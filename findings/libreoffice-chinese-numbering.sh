#!/usr/bin/env bash
# The page number "- 1 -" and four kinds of Chinese list numbers come out of LibreOffice as other numbers.
#
# One would guess: number formats that WordprocessingML names are printed as the standard shows them, all the more as LibreOffice
# prints 一、壹、甲、子 and ① well.
# What happens: numberInDash, with which a page number reads "- 1 -" (the dashes of a Chinese official paper), prints 1; the
# same for the field PAGE \* ArabicDash. decimalFullWidth prints 10 in half-width digits. ideographDigital counts
# 十, 十一, 一百 and not 一〇, 一一, 一〇〇 (koreanDigital beside it counts by digits, 일영, as it should). taiwaneseDigital prints 10.
# Nothing is reported; the .docx keeps the format.
# Seen with LibreOffice 7.4.7.2, poppler 22.12.0, python-docx 1.2.0.
#
# Why it matters: GB/T 9704 asks for a dash on each side of the page number. A template that takes them from the number format
# is right in Word and wrong in each PDF; write the dashes as text around the field.
# Source: ECMA-376 part 1, 17.18.59 ST_NumberFormat; GB/T 9704-2012, 7.5.
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


def office(kind):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", "paper.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def field(code):
    mark = '<w:fldChar w:fldCharType="{}"/>'
    parts = (mark.format("begin"), f"<w:instrText>{code}</w:instrText>", mark.format("separate"), "<w:t>X</w:t>", mark.format("end"))
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


print("python-docx", version("python-docx"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
NUMBERS = (9, 10, 11, 100)
WANTED = {
    "chineseCounting": ["九", "十", "十一", "一百"],
    "ideographDigital": ["九", "十", "十一", "一百"],
    "koreanDigital": ["구", "일영", "일일", "일영영"],
    "taiwaneseDigital": ["9", "10", "11", "100"],
    "decimalFullWidth": ["9", "10", "11", "100"],
    "numberInDash": ["9", "10", "11", "100"],
}
paper = docx.Document()
numbering = paper.part.numbering_part.element
for old in list(numbering):
    numbering.remove(old)
for at, kind in enumerate(WANTED):
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1"/></w:lvl>'
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{at}">{level}</w:abstractNum>'))
for at, kind in enumerate(WANTED):
    for step, number in enumerate(NUMBERS):
        name = at * 10 + step + 1
        start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/></w:lvlOverride>'
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{at}"/>{start}</w:num>'))
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
        item = parse_xml(f"<w:p {nsdecls('w')}>{listed}<w:r><w:t>={kind}</w:t></w:r></w:p>")
        paper.element.body.insert(len(paper.element.body) - 1, item)
section = paper.sections[0]
section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:fmt="numberInDash"/>'))
bottom = section.footer.paragraphs[0]._p
dashed = field(r"PAGE \* ArabicDash")
foot = f"<w:r><w:t>页〔</w:t></w:r>{field('PAGE')}<w:r><w:t>〕〔</w:t></w:r>{dashed}<w:r><w:t>〕</w:t></w:r>"
for part in parse_xml(f"<w:p {nsdecls('w')}>{foot}</w:p>"):
    bottom.append(part)
paper.save("paper.docx")

office("txt:Text (encoded):UTF8")
seen = {kind: [] for kind in WANTED}
for line in Path("saved/paper.txt").read_text("utf-8-sig").splitlines():
    if "=" in line:
        number, kind = line.split("=")
        seen[kind].append(number.strip())
for kind, wanted in WANTED.items():
    expect(f"9, 10, 11, 100 as {kind}", seen[kind], wanted)
office("pdf")
printed = subprocess.run(["pdftotext", "saved/paper.pdf", "-"], capture_output=True, check=True).stdout.decode()
expect("foot of the page", ["".join(line.split()) for line in printed.splitlines() if "页" in line], ["页〔1〕〔1〕"])
PY
venv/bin/python show.py
echo "Shown: no dashes, no full width, no digits in a row."
