#!/usr/bin/env bash
# Dates that pandas writes into an .ods are plain numbers as soon as LibreOffice has had the file.
#
# One would guess: pandas.to_excel("台账.ods") writes date cells (office:value-type="date"), LibreOffice is the home of
# that format, so it shows dates and keeps them.
# What happens: pandas writes the cell's type and value but no date style. LibreOffice keeps what a cell is only in its
# number format; without one the date is shown as 44989, a truth value as 1, and once the file is saved (here: converted
# to .ods and .xlsx) no reader can tell them from numbers any more. Read straight from the file that pandas wrote the dates are
# right in pandas and calamine, so a test that writes and reads back in Python sees nothing.
# Seen with pandas 3.1.1, odfpy 1.4.1, python-calamine 0.9.1 and LibreOffice 7.4.7.2: 2023-03-04 comes back as 44989.
#
# Why it matters: a form or ledger handed out as .ods is opened and saved by staff; every date then arrives as a
# number. Give date cells a style with a date format (odfpy can, pandas' writer doesn't), or hand out .xlsx.
# Source: ODF 1.2 part 1, office:value-type; no public issue found.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 numpy==2.4.6 odfpy==1.4.1 python-calamine==0.9.1
cat > show.py <<'PY'
import datetime as dt
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def office(kind, file):
    profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", "saved", file]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def second_row(file):
    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[1]


print("pandas", version("pandas"), "odfpy", version("odfpy"), "python-calamine", version("python-calamine"))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
table = pd.DataFrame({"编号": ["XF-1"], "受理日期": [dt.date(2023, 3, 4)], "登记时间": [pd.Timestamp("2023-03-04 08:30")], "办结": [True]})
table.to_excel("ledger.ods", index=False, engine="odf")
written = ["XF-1", dt.date(2023, 3, 4), dt.datetime(2023, 3, 4, 8, 30), True]
expect("calamine, of what pandas wrote", second_row("ledger.ods"), written)
for kind in ("ods", "xlsx"):
    office(kind, "ledger.ods")
    seen = second_row(f"saved/ledger.{kind}")
    expect(f"calamine, of what LibreOffice saved as .{kind}", [seen[0], seen[1], round(seen[2], 6), seen[3]], ["XF-1", 44989.0, 44989.354167, 1.0])
back = pd.read_excel("saved/ledger.ods", engine="odf").iloc[0]
expect("pandas, of what LibreOffice saved as .ods", [int(back["受理日期"]), int(back["办结"])], [44989, 1])
PY
venv/bin/python show.py
echo "Shown: the dates became numbers."
