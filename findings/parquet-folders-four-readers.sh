#!/usr/bin/env bash
# One folder of parquet files, split by township, number and month, reads differently in four libraries.
#
# One would guess: the values of partition columns were texts when they were written, and come back as the same texts.
# What happens: the folders' names carry no types, so each reader guesses. Written by pyarrow (乡镇=…/编号=0012/期间=2023-02):
# - 编号 "0012" is the text 0012 for duckdb and the number 12 for pyarrow, polars and fastparquet;
# - 期间 "2023-02" stays a text everywhere but in fastparquet, where it is the first of February;
# - 乡镇 城关镇 is %E5%9F%8E%E5%85%B3%E9%95%87 for fastparquet: pyarrow percent-encodes names of folders when it writes, and it
# alone doesn't decode.
# The other way round polars keeps the partition columns inside the files too, and pyarrow then refuses its folder
# (pandas.read_parquet with it): the column is large_string in the file and a dictionary in the folder's name.
# Seen with pyarrow 26.0.1, polars 2.1.0, duckdb 2.0.1, fastparquet 2026.9.0, pandas 3.1.1.
#
# Why it matters: "parquet keeps types" ends at the folder's name. Numbers with leading zeros lose them, and keys no longer
# match. Keep such columns inside one file, or give every reader the schema of the partitions.
# Source: Apache Arrow documentation, "Partitioned datasets" (types are inferred, segments are URI-encoded).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 fastparquet==2026.9.0 pandas==3.1.1 numpy==2.4.6
cat > show.py <<'PY'
import sys
import warnings
from importlib.metadata import version

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

warnings.simplefilter("ignore")


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print(*(f"{name} {version(name)}" for name in ("pyarrow", "polars", "duckdb", "fastparquet", "pandas")))
KEYS = ["乡镇", "编号", "期间"]
table = pa.table({"乡镇": ["城关镇"], "编号": ["0012"], "期间": ["2023-02"], "件数": [3]})
pq.write_to_dataset(table, "by_pyarrow", partition_cols=KEYS)
row = pq.read_table("by_pyarrow").to_pylist()[0]
expect("pyarrow", [row[key] for key in KEYS], ["城关镇", 12, "2023-02"])
row = pl.read_parquet("by_pyarrow/**/*.parquet", hive_partitioning=True).to_dicts()[0]
expect("polars", [row[key] for key in KEYS], ["城关镇", 12, "2023-02"])
asked = 'select "乡镇", "编号", "期间" from read_parquet(\'by_pyarrow/**/*.parquet\', hive_partitioning=true)'
expect("duckdb", list(duckdb.sql(asked).fetchall()[0]), ["城关镇", "0012", "2023-02"])
row = pd.read_parquet("by_pyarrow", engine="fastparquet").iloc[0]
expect("fastparquet", [str(row[key]) for key in KEYS], ["%E5%9F%8E%E5%85%B3%E9%95%87", "12", "2023-02-01 00:00:00"])

pl.from_arrow(table).write_parquet("by_polars", partition_by=["乡镇"])
try:
    pq.read_table("by_polars")
    refused = "read"
except pa.ArrowTypeError as error:
    refused = str(error).split(":")[0]
expect("pyarrow of polars' folder", refused, "Unable to merge")
expect("polars of its own folder", pl.read_parquet("by_polars").height, 1)
PY
venv/bin/python show.py
echo "Shown: one folder, several answers."
