"""Two folders of editions are the same when every table holds the same."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tools.compare_tables import differing, main


def write(folder: Path, name: str, values: list[str | None], compression: str = "snappy") -> None:
    path = folder / "2023-02" / "data" / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame({"township": values}).to_parquet(path, compression=compression)


def test_equal_tables_of_other_bytes_are_equal_and_a_missing_text_is_no_word(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    write(one, "matters", ["甲镇", None])
    write(other, "matters", ["甲镇", None], "gzip")
    assert differing(one, other) == []
    assert main([str(one), str(other)]) == 0
    write(other, "matters", ["甲镇", "None"])
    assert differing(one, other) == ["2023-02/data/matters.parquet"]
    assert main([str(one), str(other)]) == 1


def test_a_table_of_one_alone_differs_and_no_tables_are_no_success(tmp_path: Path):
    write(tmp_path / "one", "rows", ["甲镇"])
    assert differing(tmp_path / "one", tmp_path / "other") == ["2023-02/data/rows.parquet"]
    assert main([str(tmp_path / "nothing"), str(tmp_path / "other")]) == 1
