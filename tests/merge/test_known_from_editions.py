"""Which matters only editions have now, and in which folder's time each of them stands."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition
from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.holders.only_in_editions import unseen_rows
from pipeline.merge.rows import COUNTED_IDS
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings, Township

MERGED = {"merged_into": "甲镇", "merged_on": date(2023, 2, 10)}
Row = tuple[str, str | None, int | None]


def edition(name: str, *rows: Row, made_from: tuple[str, ...] = (), stands: pd.DataFrame | None = None) -> PastEdition:
    """``rows``: number, file and row of matters of 甲镇."""
    matters = pd.DataFrame(rows, columns=["case_no", "source_file", "source_row"]).astype({"source_row": "Int64"})
    matters = matters.astype({"case_no": "str", "source_file": "str"})
    matters = matters.assign(**dict.fromkeys(COUNTED_IDS)).assign(township="甲镇", level="县", ours=True)
    tables = {} if stands is None else {"stands": stands}
    return PastEdition(name, parse_period(name).last_day, matters, frozenset(made_from), tables)


def unseen(
    *editions: PastEdition,
    ledgers: tuple[tuple[str, str, int], ...] = (),
    files: tuple[str, ...] = (),
    ours: tuple[bool, ...] = (),
) -> pd.DataFrame | None:
    """Of February and March after these editions. ``ledgers``: number, unit, folder's number of the rows now."""
    counted = [e.matters for e in editions]
    if ours:
        counted[-1] = counted[-1].assign(ours=list(ours))
    rows = pd.DataFrame(ledgers, columns=["case_no", "part", "folder_no"])
    period = parse_period("2023-03")
    settings = Settings((Township(1, "甲镇"), Township(2, "乙镇", **MERGED), Township(3, "丙镇")), {}, ())
    folders = ("2023-02", "2023-03")
    context = Context(settings, folders, Windows(period, {}, {}, ()), period.last_day, period.last_day)
    return unseen_rows(Published(editions, counted), rows, context, files)


def known(found: pd.DataFrame | None) -> list[tuple[str, float]]:
    """Number and place in time of the rows."""
    return (
        [] if found is None else [(number, round(no, 2)) for number, no in found[["case_no", "folder_no"]].to_numpy()]
    )


FEBRUARYS = ("2023-02/甲镇.xlsx", 4)


def test_without_editions_or_where_the_ledgers_have_all_there_are_none() -> None:
    assert unseen() is None
    assert unseen(edition("2023-02", ("01", *FEBRUARYS)), ledgers=(("01", "甲镇", 0),)) is None
    assert unseen(edition("2023-02", ("01", *FEBRUARYS)), ledgers=(("01", "乙镇", 0),)) is None, "乙镇 is 甲镇 today"


def test_a_matter_whose_units_ledgers_have_only_an_older_row_is_the_editions() -> None:
    of_march = edition("2023-03", ("01", "2023-03/甲镇.xlsx", 4), ("02", *FEBRUARYS))
    found = unseen(of_march, ledgers=(("01", "甲镇", 0), ("02", "丙镇", 1)))
    assert known(found) == [("01", 1.0), ("02", 0.0)]
    assert found is not None
    assert found[["part", "names", "fresh"]].to_numpy().tolist() == [["甲镇", "甲镇", False]] * 2
    assert found["level_submitted"].tolist() == ["县", "县"]


def test_the_newest_edition_speaks_and_one_that_a_later_was_made_from_is_silent() -> None:
    january = edition("2023-01", ("01", "2023-01/甲镇.xlsx", 4), ("02", "2023-01/甲镇.xlsx", 5))
    february = edition("2023-02", ("01", *FEBRUARYS))
    assert known(unseen(january, february)) == [("01", 0.0), ("02", -0.5)]
    after_it = edition("2023-02", ("01", *FEBRUARYS), made_from=("2023-01",))
    assert known(unseen(january, after_it)) == [("01", 0.0)]
    not_ours = unseen(january, edition("2023-02", ("01", *FEBRUARYS), ("03", *FEBRUARYS)), ours=(False, True))
    assert known(not_ours) == [("03", 0.0), ("02", -0.5)]


def test_folders_that_are_no_source_stand_in_their_order_between_those_that_are() -> None:
    """2022-12 and 2023-01 before February; the quarter, which ends with March and began before it, after February."""
    rows = (("01", "2022-12/甲镇.xlsx", 4), ("02", "2023-01/甲镇.xlsx", 4), ("03", None, None))
    found = unseen(edition("2023-Q1", *rows))
    assert known(found) == [("01", -0.75), ("02", -0.5), ("03", 0.75)]


def test_the_row_of_a_file_that_is_read_again_may_be_anothers_by_now_and_is_not_named() -> None:
    found = unseen(edition("2023-02", ("01", *FEBRUARYS), ("02", "2023-02/丙镇.xlsx", 7)), files=("2023-02/甲镇.xlsx",))
    assert found is not None
    assert found["source_row"].fillna(0).tolist() == [0, 7]


def test_the_part_that_held_a_matter_is_the_editions_present_stand() -> None:
    stands = pd.DataFrame(
        [("01", "乙镇", "2023-02-09", "确定"), ("01", "丙镇", None, "确定"), ("02", "丙镇", None, "待定")],
        columns=["case_no", "part", "held_until", "claim"],
    )
    found = unseen(edition("2023-02", ("01", *FEBRUARYS), ("02", *FEBRUARYS), stands=stands))
    assert found is not None
    assert found["part"].tolist() == ["丙镇", "甲镇"]
