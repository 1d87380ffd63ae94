#!/usr/bin/env bash
# LibreOffice keeps 76.3% and a full-width bracket with figures on one line; before a bracket with a word it breaks.
#
# One would guess: in Chinese text a line may break before any （, whatever stands on either side of it.
# What happens: 率76.3%（17/20） is never parted between % and （. The whole rate goes to the next line and the line before ends
# short, or is stretched where the paragraph is justified. With a word in the bracket, 76.3%（甲乙）, the line breaks
# there. The line-breaking rules of Unicode say so: LB25 holds PO × OP before a number only.
# Seen with LibreOffice 7.4.7.2, poppler 22.12.0, python-docx 1.2.0.
#
# Why it matters: circulars print rates as 率76.3%（17/20） by the dozen, so that justified text gets gaps that no setting of the
# paragraph takes away.
# Source: Unicode Standard Annex 14, rule LB25; ECMA-376 part 1, 17.18.44 ST_Jc.
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
from docx.shared import Pt


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def parted(inside):
    """Whether some line ends between % and the bracket, over fillings of 0 to 40 characters before them."""
    paper = docx.Document()
    for width in range(41):
        paper.add_paragraph("一" * width + f"76.3%（{inside}）" + "二" * 40).paragraph_format.space_after = Pt(12)
    paper.save("paper.docx")
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "paper.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    text = subprocess.run(["pdftotext", "-layout", "paper.pdf", "-"], capture_output=True, text=True, check=True).stdout
    lines = [line.strip() for line in text.splitlines()]
    return any(line.endswith("%") for line in lines), any(line.endswith("一") for line in lines)


print(f"python-docx {version('python-docx')}")
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.splitlines()[0])
expect("figures in the bracket: (a line ends at %, a line ends before the rate)", parted("17/20"), (False, True))
expect("words in the bracket", parted("甲乙"), (True, True))
PY
venv/bin/python show.py
