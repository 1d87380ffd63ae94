#!/usr/bin/env bash
# polars.read_excel loses a whole row of a ledger, without an error, when its texts come late.
#
# One would guess: a text in a column of numbers makes the column a text, or raises, or at worst leaves a null in its row.
# What happens: polars' default engine (fastexcel over calamine) settles a column's type by its first 1,000 rows. A text
# after that becomes null. Then polars removes rows in which everything is null (drop_empty_rows is on): the row
# "XF-1300, 待核" is gone, and every later row moves up by one. fastexcel alone keeps the row (as nulls); the engine openpyxl
# keeps the row and both texts. No warning.
# Seen with polars 2.1.0, fastexcel 0.21.0, xlsxwriter 3.3.1, openpyxl 3.1.5: 1,499 rows of 1,500.
#
# Why it matters: 编号 typed as numbers for 1,299 rows and once as a text is everyday. Counting rows is the only check
# that notices. Read with infer_schema_length=None, or as texts.
# Source: polars documentation, read_excel (infer_schema_length, drop_empty_rows: each is described, their meeting isn't).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1 openpyxl==3.1.5 et-xmlfile==2.0.0
cat > show.py <<'PY'
import sys
from importlib.metadata import version

import fastexcel
import polars as pl
import xlsxwriter


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print(*(f"{name} {version(name)}" for name in ("polars", "fastexcel", "xlsxwriter", "openpyxl")))
book = xlsxwriter.Workbook("ledger.xlsx")
sheet = book.add_worksheet()
sheet.write_row(0, 0, ["编号", "件数"])
for row in range(1, 1501):
    sheet.write_row(row, 0, [row, row])
sheet.write_row(1300, 0, ["XF-1300", "待核"])
book.close()

table = pl.read_excel("ledger.xlsx")
expect("polars: rows, type", (table.height, str(table.schema["编号"])), (1499, "Int64"))
expect("polars: the row before, and the next", table["编号"][1298:1300].to_list(), [1299, 1301])
expect("polars: nulls left behind", table.null_count().row(0), (0, 0))
alone = fastexcel.read_excel("ledger.xlsx").load_sheet(0).to_polars()
expect("fastexcel alone: rows, that row", (alone.height, alone.row(1299)), (1500, (None, None)))
other = pl.read_excel("ledger.xlsx", engine="openpyxl")
expect("polars by openpyxl: rows, that row", (other.height, other.row(1299)), (1500, ("XF-1300", "待核")))
whole = pl.read_excel("ledger.xlsx", infer_schema_length=None)
expect("polars asked to look at all rows", (whole.height, whole.row(1299)), (1500, ("XF-1300", "待核")))
PY
venv/bin/python show.py
echo "Shown: the row is gone."
