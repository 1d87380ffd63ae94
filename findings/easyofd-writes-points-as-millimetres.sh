#!/usr/bin/env bash
# easyofd makes of an A4 page one of 595 by 842 millimetres, in a namespace that no standard knows, and can't be called twice.
#
# One would guess: pdf2ofd() gives a file of the standard GB/T 33190 with pages of the PDF's size, however often it is called.
# What happens:
# - with optional_text=True each page's PhysicalBox holds the PDF's points (595.3 x 841.9) where the standard has millimetres
#   (210 x 297); the document's own box is 140 x 90, the size of an invoice.
# - without it each page is a picture, on pages of 100.8 x 142.6 mm, and no word can be found.
# - the root's namespace is a page of the author's; the standard's is http://www.ofdspec.org/2016.
# - each call makes a folder ./test where it stands and leaves it; the next call raises FileExistsError.
# Seen with easyofd 20260427, reportlab 5.1.0 (as its maker of the A4 page).
#
# Why it matters: it is the package that a search for "PDF to OFD, Python" finds first, and its own reader opens its own files.
# Source: GB/T 33190-2016, 7.1 (namespace) and 7.2 (units are millimetres).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check easyofd==20260427 reportlab==5.1.0
cat > show.py <<'PY'
import io
import re
import shutil
import sys
import zipfile
from importlib.metadata import version

from easyofd import OFD
from reportlab.pdfgen.canvas import Canvas


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def boxes(ofd):
    package = zipfile.ZipFile(io.BytesIO(ofd))
    texts = [package.read(name).decode() for name in sorted(package.namelist()) if name.endswith(".xml")]
    found = {tuple(round(float(n), 1) for n in box.split()) for text in texts for box in re.findall(r"PhysicalBox>([\d. ]+)<", text)}
    return sorted(found), sorted({space for text in texts for space in re.findall(r'xmlns:ofd="([^"]+)"', text)})


page = io.BytesIO()
canvas = Canvas(page, pagesize=(595.28, 841.89))
canvas.drawString(72, 720, "A4")
canvas.save()
print("easyofd", version("easyofd"))
written, space = boxes(OFD().pdf2ofd(page.getvalue(), optional_text=True))
expect("boxes of an A4 page, as text", written, [(0.0, 0.0, 140.0, 90.0), (0.0, 0.0, 595.3, 841.9)])
expect("the standard's namespace", space == ["http://www.ofdspec.org/2016"], False)
shutil.rmtree("test")
drawn, _ = boxes(OFD().pdf2ofd(page.getvalue()))
expect("boxes of an A4 page, as a picture", drawn, [(0.0, 0.0, 100.8, 142.6)])
try:
    OFD().pdf2ofd(page.getvalue())
    again = "made"
except FileExistsError:
    again = "FileExistsError"
expect("a second call", again, "FileExistsError")
PY
venv/bin/python show.py 2>&1 | grep -v "DEBUG\|INFO\|uuid_map"
exit "${PIPESTATUS[0]}"
