"""What comes up soon, and what became of the matters past their limit."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.bundles import contract_table
from pipeline.measure.lists.due_soon import due_soon
from pipeline.measure.lists.follow_up import follow_up
from tests.measure.matter_rows import FEBRUARY, Row, state

NAMES = ("甲镇", "乙镇", "丙镇")
C = FEBRUARY.last_day
OPEN: Row = {"concluded_on": None}


def soon(*rows: Row) -> list[tuple[str, str, int]]:
    frame = due_soon(state(*rows), NAMES, C)
    return list(zip(frame["case_no"], frame["kind"], frame["days_left"], strict=True))


@pytest.mark.parametrize(("accepted", "left"), [("2022-12-31", 1), ("2023-01-29", 30)])
def test_a_due_date_of_the_next_thirty_days_is_told(accepted: str, left: int) -> None:
    """2022-12-31 and 60 days is 2023-03-01; 2023-01-29 and 60 days is 2023-03-30."""
    assert soon({**OPEN, "registered_on": "2022-12-30", "accepted_on": accepted}) == [("01", "待办结", left)]


@pytest.mark.parametrize("accepted", ["2022-12-30", "2023-01-30"])
def test_one_that_fell_due_or_comes_later_is_not(accepted: str) -> None:
    assert soon({**OPEN, "registered_on": "2022-12-30", "accepted_on": accepted}) == []


def test_a_matter_to_be_accepted_is_told_by_its_limit() -> None:
    assert soon({**OPEN, "registered_on": "2023-02-20", "accepted_on": None}) == [("01", "待受理", 7)]


@pytest.mark.parametrize(
    "row",
    [
        {"procedure": "检举控告"},
        {"procedure": "法定程序"},
        {"claim": "待定"},
        {"withdrawn_on": "2023-02-10", "handed_back": True},
        {"concluded_on": "2023-02-20"},
    ],
)
def test_what_has_no_such_limit_or_nobody_to_tell_is_left_out(row: Row) -> None:
    assert soon({**OPEN, "registered_on": "2023-01-09", "accepted_on": "2023-01-10", **row}) == []


def test_the_soonest_comes_first_within_the_rosters_order() -> None:
    told = soon(
        {**OPEN, "township": "乙镇", "registered_on": "2023-01-01", "accepted_on": "2023-01-02"},
        {**OPEN, "registered_on": "2023-01-11", "accepted_on": "2023-01-12"},
        {**OPEN, "registered_on": "2023-01-09", "accepted_on": "2023-01-10"},
    )
    assert [case for case, _, _ in told] == ["03", "02", "01"]


def listed(kind: str, number: str = "01", township: str = "甲镇") -> pd.DataFrame:
    """The table overdue of January's edition, with one matter."""
    return contract_table("overdue", [{"township": township, "case_no": number, "kind": kind}])


def followed(before: pd.DataFrame, *now: Row) -> list[tuple[str, str, bool]]:
    """What January's edition listed, against February's matters."""
    frame = follow_up(before, state(*now), {n: n for n in NAMES} | {"老乙乡": "乙镇"}, NAMES)
    return list(zip(frame["case_no"], frame["township"], frame["mended"], strict=True))


LATE: Row = {"registered_on": "2022-11-01", "accepted_on": "2022-11-02", "concluded_on": None}
UNACCEPTED: Row = {"registered_on": "2023-01-10", "accepted_on": None, "concluded_on": None}


@pytest.mark.parametrize(
    ("now", "mended"),
    [
        (LATE, False),
        ({**LATE, "concluded_on": "2023-02-03"}, True),
        ({**LATE, "withdrawn_on": "2023-02-03", "handed_back": True}, True),
    ],
)
def test_a_matter_past_its_due_date_is_mended_by_its_conclusion(now: Row, mended: bool) -> None:
    assert followed(listed("逾期未办结"), now) == [("01", "甲镇", mended)]


def test_one_not_accepted_in_time_is_mended_by_its_acceptance() -> None:
    assert followed(listed("逾期未受理"), UNACCEPTED) == [("01", "甲镇", False)]
    assert followed(listed("逾期未受理"), {**UNACCEPTED, "accepted_on": "2023-02-02"}) == [("01", "甲镇", True)]


def test_one_that_has_gone_from_the_ledgers_is_not_mended() -> None:
    assert followed(listed("逾期未办结", "77"), LATE) == [("77", "甲镇", False)]


def test_a_renamed_unit_keeps_what_it_had_past_its_limit() -> None:
    """Renaming frees nobody: what 老乙乡 had is asked of 乙镇, also when the ledger has it no more."""
    assert followed(listed("逾期未办结", "77", "老乙乡"), LATE) == [("77", "乙镇", False)]


def test_a_matter_that_is_not_settled_any_more_stays_with_the_unit_that_had_it() -> None:
    before = pd.DataFrame({"case_no": ["01"], "township": ["甲镇"], "kind": ["逾期未办结"]}, dtype="str")
    for claim, holder in (("确定", "乙镇"), ("待定", "甲镇")):
        now = state({"township": "乙镇", "claim": claim, "concluded_on": None})
        assert follow_up(before, now, {n: n for n in NAMES}, NAMES)["township"].tolist() == [holder]
