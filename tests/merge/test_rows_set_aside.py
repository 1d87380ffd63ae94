"""Rows set aside: which are one matter not accepted in time, which were so before, which are put right since."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.merge.context import Context
from pipeline.merge.set_aside import set_aside_rows, without_day
from pipeline.rules.windows import Windows
from pipeline.schema.ledger import LEDGER_IDS
from pipeline.settings.record import Settings, Township

FOLDERS = ("2023-01", "2023-02", "2023-03")
ROSTER = (
    Township(1, "甲镇"),
    Township(2, "乙镇"),
    Township(3, "丙镇", merged_into="乙镇", merged_on=date(2023, 2, 10)),
)
CELLS = {"accepted_on": "2023-01-12", "channel": "来访", "lead_official": "书记"}
ALL_SENT = [(folder, unit) for folder in FOLDERS for unit in ("甲镇", "乙镇")] + [("2023-01", "丙镇")]
Row = dict[str, object]


def context() -> Context:
    """丙镇 was merged into 乙镇 on 10 February; it is March."""
    period = parse_period("2023-03")
    return Context(Settings(ROSTER, {}, ()), FOLDERS, Windows(period, {}, {}, ()), period.last_day, period.last_day)


def table(*rows: Row) -> pd.DataFrame:
    """Rows with their cells, of 甲镇 in February unless said otherwise."""
    usual: Row = {"township": "甲镇", "folder": "2023-02", "source_file": "台账.xlsx", "source_sheet": "台账"}
    made = [{**usual, "source_row": 4 + at, **row} for at, row in enumerate(rows)]
    return pd.DataFrame(made, columns=[*LEDGER_IDS, "folder", "source_file", "source_sheet", "source_row"])


def listed(*rows: Row) -> pd.DataFrame:
    """Rows of ledgers, of 甲镇 in January with CELLS unless said otherwise."""
    usual: Row = {"part": "甲镇", "folder_no": 0, **CELLS}
    return pd.DataFrame([{**usual, **row} for row in rows], columns=[*LEDGER_IDS, "part", "folder_no"])


def aside(
    *rows: Row, among: pd.DataFrame | None = None, sent: list[tuple[str, str]] | None = None
) -> tuple[list[tuple[bool, str | None]], dict[str, str]]:
    """Of each row whether it was so before, and the matter that it is; number -> folder of the row put right since."""
    known = listed() if among is None else among
    frame, mended = set_aside_rows(table(*rows), table(), known, context(), ALL_SENT if sent is None else sent)
    found = [(again, None if pd.isna(number) else number) for again, number in frame[["again", "is_matter"]].to_numpy()]
    return found, mended


NEW = (False, None)
AGAIN = (True, None)


def test_nobody_has_a_day_that_no_ledger_of_the_folder_or_before_an_edition_or_a_register_has() -> None:
    rows = pd.DataFrame(
        [
            ("1", None, 1),
            ("2", None, 1),
            ("2", "2023-01-10", 1),
            ("3", None, 1),
            ("3", "2023-01-10", 2),
            ("4", None, 1),
            ("5", "2023-01-10", 0),
        ],
        columns=["case_no", "registered_on", "folder_no"],
    )
    rows["registered_on"] = pd.to_datetime(rows["registered_on"])
    assert without_day(rows, ["4"]).tolist() == [True, False, False, True, False, False, False]
    assert without_day(rows[rows["registered_on"].notna()], []).tolist() == [False] * 3


def test_without_such_rows_there_is_nothing() -> None:
    frame, mended = set_aside_rows(table(), table(), listed(), context(), ALL_SENT)
    assert (len(frame), list(frame.columns)[:3], mended) == (0, ["township", "part", "folder"], {})


def test_a_row_is_its_units_of_that_day_and_told_of_the_unit_of_today() -> None:
    """丙镇's of January is 乙镇's today. Of a folder that is no source, or of nobody, none is left."""
    rows = table(
        {"township": "丙镇", "folder": "2023-01"}, {"township": "丙镇"}, {"folder": "2022-12"}, {"township": None}
    )
    frame, _ = set_aside_rows(rows, table({"township": "乙镇"}), listed(), context(), ALL_SENT)
    assert frame[["part", "township"]].to_numpy().tolist() == [["丙镇", "乙镇"], ["乙镇", "乙镇"], ["乙镇", "乙镇"]]
    sender = table({"township": "甲镇"}).assign(sender="乙镇")
    assert set_aside_rows(sender, table(), listed(), context(), ALL_SENT)[0]["part"].tolist() == ["乙镇"]


def test_a_row_with_the_cells_of_one_in_the_units_ledger_before_is_that_one_again() -> None:
    """One for one: of two alike in March one answers for February's, and the other is new."""
    row = {"case_no": "x", **CELLS}
    then, now = {**row, "folder": "2023-02"}, {**row, "folder": "2023-03"}
    assert aside(then, now, now)[0] == [NEW, AGAIN, NEW]
    assert aside(then, {**now, "channel": "来信"})[0] == [NEW, NEW]
    assert aside({"folder": "2023-02"}, {"folder": "2023-03"})[0] == [NEW, NEW], "of no cell at all nothing can be said"


def test_the_ledger_before_is_the_last_one_that_is_in_and_a_merged_units_last() -> None:
    row = {"case_no": "x", **CELLS}
    january, march = {**row, "folder": "2023-01"}, {**row, "folder": "2023-03"}
    assert aside(january, march)[0] == [NEW, NEW], "February's ledger is in and hasn't it"
    lacking = [pair for pair in ALL_SENT if pair != ("2023-02", "甲镇")]
    assert aside(january, march, sent=lacking)[0] == [NEW, AGAIN]
    merged = {**january, "township": "丙镇"}, {**row, "township": "乙镇", "folder": "2023-02"}
    assert aside(*merged)[0] == [NEW, AGAIN]
    twice = aside(*merged, {**row, "township": "乙镇", "folder": "2023-03"})
    assert twice[0] == [NEW, AGAIN, AGAIN]
    assert aside(merged[0], {**row, "township": "甲镇", "folder": "2023-02"})[0] == [NEW, NEW]


def test_a_row_is_a_matter_that_its_ledger_lacks_and_whose_newest_row_before_has_its_cells() -> None:
    """01 and 02 had them; the first row is 01, the next 02, and a third one is neither."""
    among = listed({"case_no": "02"}, {"case_no": "01"})
    assert aside(CELLS, CELLS, CELLS, among=among)[0] == [(False, "01"), (False, "02"), NEW]
    here = listed({"case_no": "01"}, {"case_no": "01", "folder_no": 1, "channel": "来信"})
    assert aside(CELLS, among=here)[0] == [NEW], "the ledger lists it in another row"
    since = listed({"case_no": "01", "folder_no": 0}, {"case_no": "01", "folder_no": 1, "channel": "来信"})
    assert aside({**CELLS, "folder": "2023-03"}, among=since)[0] == [NEW], "its newest row before has another cell"
    of_others = listed({"case_no": "01", "part": "乙镇"})
    assert aside(CELLS, among=of_others)[0] == [NEW]
    of_the_part = listed({"case_no": "01", "part": "丙镇"})
    assert aside({**CELLS, "township": "乙镇"}, among=of_the_part)[0] == [(False, "01")]


def test_one_readable_cell_or_codes_that_many_share_say_nothing() -> None:
    among = listed({"case_no": "01"})
    assert aside({"accepted_on": "2023-01-12"}, among=among)[0] == [NEW]
    assert aside({"accepted_on": "2023-01-12", "channel": "来访"}, among=among)[0] == [(False, "01")]
    common = listed({"case_no": "01", "procedure": "简易办理"})
    assert aside({"channel": "来访", "procedure": "简易办理"}, among=common)[0] == [NEW]


def test_a_later_matter_that_was_first_listed_with_its_cells_is_the_row_put_right() -> None:
    """01 in March, after January's row; 02 had another cell when it was first listed."""
    later = listed(
        {"case_no": "02", "folder_no": 1, "channel": "来信"},
        {"case_no": "02", "folder_no": 2},
        {"case_no": "01", "folder_no": 2},
        {"case_no": "03", "folder_no": 2},
    )
    assert aside({**CELLS, "folder": "2023-01"}, among=later) == ([NEW], {"01": "2023-01"})
    twice = {**CELLS, "folder": "2023-01"}, {**CELLS, "folder": "2023-02"}
    assert aside(*twice, among=later)[1] == {"01": "2023-01"}, "the first such row is it"
    same = listed({"case_no": "01", "folder_no": 1})
    assert aside(CELLS, among=same) == ([NEW], {})
    merged = listed({"case_no": "01", "part": "乙镇", "folder_no": 2})
    assert aside({**CELLS, "township": "丙镇", "folder": "2023-01"}, among=merged)[1] == {"01": "2023-01"}
