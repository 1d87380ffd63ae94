"""Which dates an edition had of a matter, submitted or kept from before, by its cut-off and not as 补登."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.measure.judges import Judge, entered_late, had_dates
from pipeline.rules.windows import Closing

JANUARY = {"甲镇": (date(2023, 1, 1), date(2023, 1, 31))}
DAYS = ("accepted_on", "concluded_on", "acceptance_limit", "due_date")
Row = dict[str, object]


def january(*rows: Row, kept: list[tuple[str, str | None, str, str]] | None = None) -> Closing:
    """An edition of January that closes it. ``kept``: number, claimant, column and value."""
    made = [{"case_no": f"{at:02}", "township": "甲镇", **row} for at, row in enumerate(rows, start=1)]
    matters = pd.DataFrame({id_: [row.get(id_) for row in made] for id_ in ("case_no", "township", "backfilled")})
    matters = matters.astype("str").assign(unreadable=[row.get("unreadable") for row in made])
    for id_ in DAYS:
        days = pd.to_datetime(pd.Series([row.get(id_) for row in made], dtype="object"))
        matters[id_] = days.astype("datetime64[s]")
    names = ["case_no", "part", "column", "value"]
    tables = {} if kept is None else {"kept": pd.DataFrame(kept, columns=names).astype("str")}
    edition = PastEdition("2023-01", date(2023, 1, 31), matters, frozenset(), tables)
    return Closing(edition, JANUARY, frozenset(), frozenset(), {})


def had(of: Closing, *columns: str, in_time: bool = False, numbers: tuple[str, ...] = ("01", "02", "03")) -> list[bool]:
    return had_dates(of, pd.Series(numbers, dtype="str"), columns, in_time=in_time).tolist()


def test_a_day_by_the_cut_off_was_known_and_a_limit_that_lies_ahead_too() -> None:
    of = january({"accepted_on": "2023-01-31", "acceptance_limit": "2023-02-14"}, {"accepted_on": "2023-02-01"}, {})
    assert had(of, "accepted_on") == [True, False, False]
    assert had(of, "acceptance_limit") == [True, False, False]
    assert had(of, "accepted_on", "case_no") == [True, True, True]
    assert had(of, "case_no", numbers=("02", "09")) == [True, False]
    assert had(of, "case_no", numbers=("09",)) == [False]


def test_so_was_what_was_kept_but_nothing_of_a_claimant_that_lay_ahead() -> None:
    kept = [
        ("01", None, "accepted_on", "2023-02-03"),
        ("02", "甲镇", "accepted_on", "2023-02-03"),
        ("03", "甲镇", "accepted_on", "2023-01-31"),
        ("09", None, "accepted_on", "2023-01-03"),
    ]
    of = january({}, {}, {}, kept=kept)
    assert had(of, "accepted_on") == [True, False, True]
    assert had(of, "concluded_on") == [False, False, False]
    assert had(of, "accepted_on", numbers=("09",)) == [False], "a matter that it has not"


def test_what_it_had_as_late_in_its_own_window_it_did_not_know_in_time() -> None:
    """01 and 03 are 补登, 03 in December, which January's edition doesn't close."""
    late = {"backfilled": "受理、办结"}
    of = january(
        {"accepted_on": "2023-01-12", **late},
        {"accepted_on": "2023-01-12", "backfilled": "办结"},
        {"accepted_on": "2022-12-12", **late},
    )
    assert had(of, "accepted_on", in_time=True) == [False, True, True]
    assert had(of, "accepted_on") == [True, True, True]
    kept = january(
        {"accepted_on": "2023-01-12", **late}, {}, kept=[(n, None, "accepted_on", "2023-01-12") for n in ("01", "02")]
    )
    assert had(kept, "accepted_on", in_time=True, numbers=("01", "02")) == [False, True]
    older = replace(of, edition=replace(of.edition, matters=of.edition.matters.drop(columns="backfilled")))
    assert not entered_late(older, "accepted_on").any()


def test_a_conclusion_stands_for_an_acceptance_that_is_blank_but_not_for_one_that_cannot_be_read() -> None:
    of = january({"concluded_on": "2023-01-20"}, {"concluded_on": "2023-01-20", "unreadable": ["accepted_on"]}, {})
    numbers = pd.Series(["01", "02", "03"], dtype="str")
    assert Judge(of, JANUARY).counted("conclusion", numbers).tolist() == [True, False, False]
    assert Judge(of, JANUARY).counted("resolution", numbers).tolist() == [True, True, False]
    assert Judge(of, JANUARY).counted("accepted_on_time", numbers).tolist() == [False, False, False]
