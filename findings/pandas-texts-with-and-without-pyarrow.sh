#!/usr/bin/env bash
# Whether pandas takes 二〇二三 for numeric, and ½ for a digit, depends on whether pyarrow is installed.
#
# One would guess: pyarrow is an optional storage that makes texts faster; Series.str gives the same answers without it.
# What happens: pandas 3 keeps texts by pyarrow as soon as that can be imported, else as Python strings, under the same dtype
# name "str". str.isnumeric() of 二〇二三 and 三千 is True without pyarrow (as in Python) and
# False with it; str.isdigit() of ½ is False without and True with it; str.upper() makes STRASSE or STRAẞE of Straße.
# Nothing in the code changes, only what else is installed.
# Seen with pandas 3.1.1 with and without pyarrow 26.0.1, Python 3.11.7.
#
# Why it matters: a rule such as "a figure written in characters" passes on the developer's machine and fails on the office's,
# or the other way round. Say which storage is meant (pandas.options.mode.string_storage), or ask Python's own methods.
# Source: pandas documentation, "Migration guide for the new string data type" (pyarrow if installed), Series.str.isnumeric.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 numpy==2.4.6
cat > show.py <<'PY'
import sys
from importlib.metadata import version

import pandas as pd


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


storage = sys.argv[1]
texts = pd.Series(["二〇二三", "三千", "½", "Straße", "１２"])
print("pandas", version("pandas"), "python", sys.version.split()[0])
expect("type and storage", (str(texts.dtype), texts.dtype.storage), ("str", storage))
plain = storage == "python"
expect("isnumeric", [bool(each) for each in texts.str.isnumeric()], [plain, plain, True, False, True])
expect("isdigit", [bool(each) for each in texts.str.isdigit()], [False, False, not plain, False, True])
expect("upper of the fourth", texts.str.upper()[3], "STRASSE" if plain else "STRAẞE")
expect("Python itself", ["二〇二三".isnumeric(), "三千".isnumeric(), "½".isdigit()], [True, True, False])
PY
venv/bin/python show.py python
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1
venv/bin/python show.py pyarrow
echo "Shown: the same code, two answers."
