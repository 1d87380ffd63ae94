#!/usr/bin/env bash
# cn2an turns 三四件 (three or four) into 34件, and refuses the numbers that a spreadsheet writes in Chinese.
#
# One would guess: a converter of Chinese numerals leaves an estimate alone or raises, and reads what Excel's and LibreOffice's
# own Chinese number format [DBNum1] writes.
# What happens: cn2an.transform joins two digits side by side: 三四件 is 34件, 七八月份 78月份; while 二三十件 is left with a warning, and
# 十分重要 is 10分重要. The other way a hyphen is a minus: 2023-02-03 becomes 二千零二十三负二负三.
# LibreOffice writes TEXT(1003,"[DBNum1][$-804]General") as 一千〇三. cn2an.cn2an in its default mode (strict) raises
# ValueError for 〇, although it reads 一千零三; the mode normal reads both.
# Seen with cn2an 0.5.24, LibreOffice 7.4.7.2, openpyxl 3.1.5.
#
# Why it matters: a reason typed as 来访三四人 gets a figure that nobody gave; a column numbered by [DBNum1] is unreadable from
# 100 on only where a zero stands inside, so a test with small numbers passes.
# Source: cn2an README (modes); no issue found for the estimates.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice (soffice)"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cn2an==0.5.24 proces==0.1.7 openpyxl==3.1.5 et-xmlfile==2.0.0
cat > show.py <<'PY'
import subprocess
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import cn2an
import openpyxl

warnings.simplefilter("ignore")


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print(*(f"{name} {version(name)}" for name in ("cn2an", "openpyxl")))
print(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True).stdout.strip())
texts = ["三四件", "七八月份", "二三十件", "十分重要"]
expect(f"transform of {texts}", [cn2an.transform(text, "cn2an") for text in texts], ["34件", "78月份", "二三十件", "10分重要"])
expect("transform of 2023-02-03", cn2an.transform("2023-02-03", "an2cn"), "二千零二十三负二负三")

book = openpyxl.Workbook()
for number in (23, 110, 1003, 10200):
    book.active.append([f'=TEXT({number},"[DBNum1][$-804]General")'])
book.save("numbers.xlsx")
profile = f"-env:UserInstallation=file://{Path.cwd()}/profile"
command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "numbers.xlsx"]
subprocess.run(command, check=True, capture_output=True, timeout=300)
written = [row[0] for row in openpyxl.load_workbook("saved/numbers.xlsx", data_only=True).active.iter_rows(values_only=True)]
expect("LibreOffice's [DBNum1]", written, ["二十三", "一百一十", "一千〇三", "一万〇二百"])


def read(text, *mode):
    try:
        return cn2an.cn2an(text, *mode)
    except ValueError:
        return "ValueError"


expect("cn2an of those", [read(text) for text in written], [23, 110, "ValueError", "ValueError"])
expect("cn2an of them with 零", [read(text.replace("〇", "零")) for text in written], [23, 110, 1003, 10200])
expect("cn2an in mode normal", [read(text, "normal") for text in written], [23, 110, 1003, 10200])
PY
venv/bin/python show.py
echo "Shown: 34 out of three or four, and no 1003."
