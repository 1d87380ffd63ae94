"""Each limit and event is counted once: in the window, or late where a closed one lacked it (docs/definitions.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.measure.judges import Judge
from pipeline.measure.once import Fall, Once, once_of, stood_table
from pipeline.measure.stands import keys
from pipeline.rules.windows import Closing
from tests.measure.matter_rows import FEBRUARY, windows

JANUARY_DAYS, FEBRUARY_DAYS = (date(2023, 1, 1), date(2023, 1, 31)), (date(2023, 2, 1), date(2023, 2, 28))
UNITS = ("甲镇", "乙镇")


def days(*texts: str | None) -> pd.Series:
    """Days of 2023 as 02-10."""
    return pd.Series(pd.to_datetime([text and f"2023-{text}" for text in texts]), dtype="datetime64[s]")


def state(
    *rows: tuple[str, str], clock: tuple[str | None, ...] = (), until: tuple[str | None, ...] = ()
) -> pd.DataFrame:
    """Stands by number and unit, whose window is February. ``until``: the day on which each one ended."""
    frame = pd.DataFrame({"case_no": [r[0] for r in rows], "part": [r[1] for r in rows]}, dtype="str")
    none = (None,) * len(rows)
    frame = frame.assign(clock_on=days(*(clock or none)), held_from=days(*none), held_until=days(*(until or none)))
    return frame.assign(
        key=keys(frame),
        moved=frame["held_until"].notna(),
        first=pd.Timestamp("2023-02-01"),
        last=pd.Timestamp("2023-02-28"),
    )


def counted(*rows: tuple[str, str, str], clock: tuple[str | None, ...] = ()) -> pd.DataFrame:
    """A table stood: number, unit, side."""
    frame = pd.DataFrame(rows, columns=["case_no", "part", "side"], dtype="str")
    return frame.assign(clock_on=days(*(clock or (None,) * len(rows))))


def january(*rows: tuple[str, str | None], name: str = "2023-01", backfilled: tuple[str, ...] = ()) -> Closing:
    """An edition that closes January: number and 办结日期 of its matters, concluded_on of ``backfilled`` as 补登."""
    late = ["办结" if number in backfilled else None for number, _ in rows]
    matters = pd.DataFrame(
        {
            "case_no": pd.Series([r[0] for r in rows], dtype="str"),
            "township": "甲镇",
            "accepted_on": days(*(None for _ in rows)),
            "concluded_on": days(*(r[1] for r in rows)),
            "backfilled": pd.Series(late, dtype="str"),
            "unreadable": pd.Series([None] * len(rows), dtype="object"),
        }
    )
    edition = PastEdition(name, date(2023, 1, 31), matters)
    return Closing(edition, dict.fromkeys(UNITS, JANUARY_DAYS), frozenset(), frozenset(), {})


def of(fall: Fall) -> dict[str, list[bool]]:
    """Its masks, those that are None left out."""
    names = ("inside", "unit", "county", "late", "unknown", "there", "taken")
    masks = {name: getattr(fall, name) for name in names}
    return {name: mask.tolist() for name, mask in masks.items() if mask is not None}


FOUR = (("01", "甲镇"), ("02", "甲镇"), ("03", "甲镇"), ("04", "甲镇"))
AROUND = days("01-31", "02-01", "02-28", "03-01")


def test_without_an_edition_a_day_falls_where_the_window_has_it() -> None:
    once = Once(FEBRUARY, ())
    assert of(once.falls(state(*FOUR), "resolution", AROUND)) == {
        "inside": [False, True, True, False],
        "late": [False] * 4,
        "unknown": [False] * 4,
        "there": [True] * 4,
        "taken": [False] * 4,
    }
    event = days("02-05", "02-05", None, "02-05")
    assert once.falls(state(*FOUR), "resolution", AROUND, event).inside.tolist() == [False, True, False, False]
    ended = state(*FOUR, until=("01-30", "01-31", "02-28", None))
    assert once.falls(ended, "resolution", AROUND).there.tolist() == [False, False, True, True]
    whose = pd.Series([True, True, False, True])
    mine = once.falls(ended, "backlog", days("02-01", "02-01", "02-01", None), whose=whose)
    assert mine.inside.tolist() == [True, True, False, False]


def test_of_another_indicator_nothing_was_counted() -> None:
    once = Once(FEBRUARY, (), done={"resolution": counted(("02", "甲镇", "both"))})
    assert once.falls(state(*FOUR), "conclusion", AROUND).unit is None


def test_what_an_edition_counted_is_counted_no_more_on_the_side_for_which_it_was() -> None:
    """01 on both, 02 for the county, 03 for 甲镇 alone, 04 by another clock, 05 for 乙镇 alone; all in the window."""
    rows = (("01", "甲镇"), ("02", "甲镇"), ("03", "甲镇"), ("04", "甲镇"), ("05", "甲镇"), ("06", "甲镇"))
    then = counted(
        ("01", "甲镇", "both"),
        ("02", "甲镇", "county"),
        ("03", "甲镇", "unit"),
        ("04", "甲镇", "both"),
        ("05", "乙镇", "unit"),
    )
    clock = (None, None, None, "01-20", None, None)
    basis = days(*("02-10",) * 6)
    once = Once(FEBRUARY, (), done={"resolution": then})
    assert of(once.falls(state(*rows, clock=clock), "resolution", basis)) == {
        "inside": [False, True, True, True, True, True],
        "unit": [False, True, False, True, True, True],
        "county": [False, False, True, True, True, True],
        "late": [False] * 6,
        "unknown": [False] * 6,
        "there": [True] * 6,
        "taken": [True, False, False, False, False, False],
    }
    by_number = once.falls(state(*rows, clock=clock), "resolution", basis, whose=pd.Series([True] * 6))
    assert by_number.taken.tolist() == [True, False, False, True, False, False]


def test_what_the_periods_own_edition_counted_stays_where_its_matter_is() -> None:
    """01 on both sides, 02 for the county; 03 left before the day; 04 wasn't counted, and its day is past."""
    kept = counted(("01", "甲镇", "both"), ("02", "甲镇", "county"), ("03", "甲镇", "both"))
    done = counted(("01", "甲镇", "both"), ("02", "甲镇", "both"), ("03", "甲镇", "both"))
    once = Once(FEBRUARY, (), done={"resolution": done}, kept={"resolution": kept})
    fall = once.falls(
        state(*FOUR, until=(None, None, "01-10", None)), "resolution", days("01-20", "02-20", "02-20", "01-20")
    )
    assert of(fall) == {
        "inside": [True, True, False, False],
        "unit": [True, False, False, True],
        "county": [True, True, False, True],
        "late": [False, False, False, False],
        "unknown": [False] * 4,
        "there": [True, True, False, True],
        "taken": [False, False, False, False],
    }


def test_a_day_of_a_closed_window_is_late_and_unknown_unless_an_edition_had_it_in_time() -> None:
    """In January, which is closed: 01 was known, 02 not, 03 was 补登 there; 04 was counted; 05 lies before January, 07
    after it, and 06 is of a unit whose January isn't closed.
    """
    rows = (*FOUR, ("05", "甲镇"), ("06", "丙镇"), ("07", "甲镇"))
    closing = january(("01", "01-20"), ("02", None), ("03", "01-20"), ("04", "01-20"), backfilled=("03",))
    once = Once(
        FEBRUARY,
        (Judge(closing, closing.windows),),
        (closing,),
        done={"concluded_on_time": counted(("04", "甲镇", "both"))},
    )
    basis = pd.concat([days("01-31", "01-01", "01-20", "01-20"), days("01-20")], ignore_index=True)
    basis = pd.concat([basis, days("01-20", "02-10")], ignore_index=True)
    basis[4] = pd.Timestamp("2022-12-31")
    fall = once.falls(state(*rows), "concluded_on_time", basis)
    assert fall.late.tolist() == [True, True, True, False, False, False, False]
    assert fall.unknown.tolist() == [False, True, True, False, False, False, False]
    assert fall.inside.tolist() == [True, True, True, False, False, False, True]
    assert fall.taken.tolist() == [False, False, False, True, False, False, False]


def test_a_month_without_an_edition_is_taken_to_have_counted_what_the_next_one_had() -> None:
    """For a quarter: of December there was none, and January's edition had 01's conclusion and not 02's."""
    closing = january(("01", "01-20"), ("02", None))
    whole = dict.fromkeys(UNITS, (date(2022, 12, 1), date(2023, 1, 31)))
    december = dict.fromkeys(UNITS, (date(2022, 12, 1), date(2022, 12, 31)))
    basis = days(None, None, None, None)
    basis[:] = pd.to_datetime(["2022-12-10", "2022-12-10", "2023-01-10", "2022-12-10"]).astype("datetime64[s]")
    two = (("01", "甲镇"), ("02", "甲镇"), ("01", "甲镇"), ("04", "乙镇"))
    plain = Once(FEBRUARY, (Judge(closing, whole, (december,)),))
    assert plain.falls(state(*two), "resolution", basis).late.tolist() == [False, True, True, True]
    refused = Once(FEBRUARY, (Judge(closing, whole, (december,), ({"乙镇": december["乙镇"]},)),))
    assert refused.falls(state(*two), "resolution", basis).unknown.tolist() == [False, True, True, False]


def test_a_row_set_aside_that_an_edition_counted() -> None:
    closing = january(("01", None))
    closing = Closing(
        closing.edition,
        closing.windows,
        frozenset(),
        frozenset(),
        {("甲镇", "2022-12"): JANUARY_DAYS, ("甲镇", "2023-01"): JANUARY_DAYS},
    )
    once = Once(FEBRUARY, (Judge(closing, closing.windows),))
    frame = pd.DataFrame({"mended": pd.Series(["2023-01", "2022-12", None], dtype="str")})
    assert once.counted_aside(frame).tolist() == [True, False, False]


def test_the_table_has_what_was_counted_by_indicator_and_number_with_its_side() -> None:
    rows = state(("02", "甲镇"), ("01", "甲镇"), ("03", "乙镇"), ("04", "乙镇"))
    true, false = pd.Series([True] * 4), pd.Series([False] * 4)
    basis = days("02-01", "02-02", "02-03", None)
    masks = dict.fromkeys(
        (
            "accepted_on_time",
            "concluded_on_time",
            "simple_on_time",
            "first_time_resolution",
            "rating_turnout",
            "conclusion",
            "repeat",
        ),
        (false, true, true, basis),
    )
    unit, county = pd.Series([True, True, False, True]), pd.Series([True, False, True, True])
    table = stood_table({**masks, "resolution": (true, unit, county, basis)}, rows)
    shown = table.assign(basis_on=table["basis_on"].dt.strftime("%m-%d"))[
        ["indicator", "case_no", "part", "side", "basis_on"]
    ]
    assert shown.astype("str").to_numpy().tolist() == [
        ["resolution", "01", "甲镇", "unit", "02-02"],
        ["resolution", "02", "甲镇", "both", "02-01"],
        ["resolution", "03", "乙镇", "county", "02-03"],
    ]


def test_without_editions_nothing_is_closed() -> None:
    once = once_of(FEBRUARY, windows(), None, ())
    assert (once.judges, once.knowing, once.done, once.kept) == ((), (), {}, {})


def test_what_the_periods_own_edition_counted_is_kept_and_what_another_counted_is_done() -> None:
    def edition(name: str, days_of: tuple[date, date], number: str) -> PastEdition:
        table = pd.DataFrame({"township": "甲镇", "month": name, "first": [days_of[0]], "last": [days_of[1]]})
        spans = table.assign(ledger="有", first=pd.to_datetime(table["first"]), last=pd.to_datetime(table["last"]))
        stood = counted((number, "甲镇", "both")).assign(indicator="resolution")
        matters = january((number, None)).edition.matters
        return PastEdition(name, days_of[1], matters, tables={"windows": spans, "stood": stood})

    before, own = edition("2023-01", JANUARY_DAYS, "01"), edition("2023-02", FEBRUARY_DAYS, "02")
    once = once_of(FEBRUARY, windows(editions=[before]), own, ())
    assert once.done["resolution"]["case_no"].tolist() == ["01"]
    assert once.kept["resolution"]["case_no"].tolist() == ["02"]
    assert [judge.closing.edition.name for judge in once.judges] == ["2023-01", "2023-02"]
    draft = once_of(FEBRUARY, windows(editions=[before]), replace(own, stays=False), ())
    assert (list(draft.kept), len(draft.judges)) == ([], 1)
