"""In whose ledger a row stands and whom it names, and which stands are published."""

from __future__ import annotations

import pandas as pd

from pipeline.merge.numbers.local_numbers import Own
from pipeline.merge.numbers.numbering import Numbering
from pipeline.merge.numbers.renumbered import renumbered
from pipeline.merge.publishing import stands_table
from pipeline.merge.registers import empty
from pipeline.merge.rows import listed_by

FOLDERS = ("2023-01", "2023-02")
UNIT_ON = {"2023-01": {"甲镇": "甲镇", "乙镇": "乙镇"}, "2023-02": {"甲镇": "甲镇", "乙镇": "甲镇"}}
"""乙镇 was merged into 甲镇 in February."""


def test_a_row_stands_in_the_ledger_of_the_unit_that_sent_it_as_that_was_called_then() -> None:
    """A workbook for several stands in the ledger of each row's own township."""
    files = pd.DataFrame({"file": ["a", "b", "c"], "township": ["乙镇", "乙镇", None]}, dtype="str")
    rows = [("2023-01", "a", "甲镇"), ("2023-02", "b", "乙镇"), ("2023-02", "c", "乙镇"), ("2023-01", "a", None)]
    ledger = pd.DataFrame(rows, columns=["folder", "source_file", "township"], dtype="str")
    listed = listed_by(ledger, files, FOLDERS, UNIT_ON)
    assert listed["part"].tolist() == ["乙镇", "甲镇", "甲镇", "乙镇"]
    assert listed["names"].tolist() == ["甲镇", "甲镇", "甲镇", "乙镇"]
    assert listed["folder_no"].tolist() == [0, 1, 1, 0]
    sender = pd.Series(["甲镇", None, "甲镇", "甲镇"], dtype="str")
    assert listed_by(ledger.assign(sender=sender), files, FOLDERS, UNIT_ON)["part"].tolist() == ["甲镇"] * 4


def test_a_folder_before_the_merger_goes_by_the_old_names_where_another_folder_has_no_rows() -> None:
    ledger = pd.DataFrame({"folder": ["2023-01"], "source_file": ["a"], "township": ["乙镇"]}, dtype="str")
    files = pd.DataFrame({"file": ["a"], "township": ["乙镇"]}, dtype="str")
    assert listed_by(ledger, files, FOLDERS, UNIT_ON)[["part", "names"]].to_numpy().tolist() == [["乙镇", "乙镇"]]


def test_stands_are_published_of_matters_that_one_row_does_not_describe() -> None:
    """Two stands, not settled, by another clock, held by a part; 05 is plain."""
    rows = [
        ("02", "甲镇", "确定", None, None),
        ("01", "乙镇", "确定", "2023-02-10", None),
        ("01", "甲镇", "确定", None, None),
        ("03", "甲镇", "待定", None, None),
        ("04", "甲镇", "确定", None, "2023-02-03"),
        ("05", "甲镇", "确定", None, None),
    ]
    names = ["case_no", "part", "claim", "held_from", "clock_on"]
    frame = pd.DataFrame(rows, columns=names).assign(township=["乙镇", "乙镇", "甲镇", "甲镇", "甲镇", "甲镇"])
    frame[["held_from", "clock_on"]] = frame[["held_from", "clock_on"]].apply(pd.to_datetime)
    table = stands_table(frame)
    assert table[["case_no", "part"]].to_numpy().tolist() == [
        ["01", "甲镇"],
        ["01", "乙镇"],
        ["02", "甲镇"],
        ["03", "甲镇"],
        ["04", "甲镇"],
    ]
    assert stands_table(frame.iloc[[5]]).empty


def test_a_number_of_several_units_is_known_by_the_units_of_then_and_of_today() -> None:
    """旧镇, which is 甲镇 today, gave the number."""
    owns = [Own("1（旧镇）", {"旧镇"}, {"甲镇"}), Own("1（乙镇）", {"乙镇"}, {"乙镇"})]
    none = renumbered(empty("decisions"), FOLDERS, (), frozenset())
    shown = {own.shown.replace("（", "(").replace("）", ")"): own.shown for own in owns}
    units = {"旧镇": "甲镇", "甲镇": "甲镇", "乙镇": "乙镇"}
    numbering = Numbering({}, shown, {}, frozenset({"1", "2"}), {"1": owns}, units, none)
    assert numbering.by_unit(["1", "2"]) == {
        ("1", "旧镇"): "1（旧镇）",
        ("1", "甲镇"): "1（旧镇）",
        ("1", "乙镇"): "1（乙镇）",
    }
    assert numbering.of("1", "丙镇", pd.Timestamp("2023-01-10")) == "1（丙镇）"
    assert numbering.of("1", None, None) == "1"
    assert numbering.of("2", "乙镇", None) == "2"
