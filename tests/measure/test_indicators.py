"""Who stands in the denominator and the numerator of each indicator (docs/definitions.md, section 6)."""

from __future__ import annotations

import pytest

from pipeline.schema.indicators import INDICATORS
from tests.measure.matter_rows import FEBRUARY, RESOLVED, figure, measured, one, published, with_options

pytestmark = pytest.mark.slow

OUT, MISSED, HIT = (0, 0), (0, 1), (1, 1)
OPEN = {"concluded_on": None}
NEW = {"accepted_on": None, "concluded_on": None}


def test_a_matter_that_nothing_in_the_month_asks_for_is_in_no_figure() -> None:
    """The grid is full all the same: 0 of 0 for rates on matters, 0 for counts, null where there is no register."""
    result = measured({})
    off = {"backlog_clearance", "backlog_overdue", "at_fault", "reported_on_time"}
    for indicator in INDICATORS:
        expected = (None, None) if indicator.id in off else (0, None) if indicator.count else (0, 0)
        for township in ("甲镇", "乙镇", "丙镇", "全县"):
            assert figure(result, indicator.id, township) == expected, indicator.id
    assert len(result.table) == len(INDICATORS) * 4


@pytest.mark.parametrize(
    ("registered", "found"), [("2023-01-16", OUT), ("2023-01-17", HIT), ("2023-02-13", HIT), ("2023-02-14", OUT)]
)
def test_the_acceptance_limit_falls_in_the_month(registered: str, found: tuple[int, int]) -> None:
    """Registered on 17 January is due on 1 February, on 13 February on the 28th."""
    assert one("accepted_on_time", {**NEW, "registered_on": registered, "accepted_on": registered}) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"accepted_on": "2023-02-16"}, HIT),
        ({"accepted_on": "2023-02-17"}, MISSED),
        ({"accepted_on": "2023-02-16", "notified_on": "2023-02-16"}, HIT),
        ({"accepted_on": "2023-02-16", "notified_on": "2023-02-17"}, MISSED),
        ({"accepted_on": "2023-02-10", "bad": ("accepted_on",)}, MISSED),
        ({"accepted_on": "2023-02-10", "bad": ("notified_on",)}, MISSED),
        ({"accepted_on": "2023-02-10", "bad": ("received_on",)}, MISSED),
        ({"concluded_on": "2023-02-16"}, HIT),
        ({}, MISSED),
        ({"accepted_on": "2023-02-10", "procedure": "检举控告"}, OUT),
        ({"accepted_on": "2023-02-10", "purpose": "检举控告"}, OUT),
        ({"accepted_on": "2023-02-10", "procedure": "法定程序"}, HIT),
        ({"accepted_on": "2023-02-10", "bad": ("procedure",)}, HIT),
        ({"accepted_on": "2023-02-10", "withdrawn_on": "2023-02-10", "handed_back": True}, OUT),
        ({"accepted_on": "2023-02-10", "withdrawn_on": "2023-02-10"}, HIT),
        ({"accepted_on": "2023-02-10", "withdrawn_on": "2023-03-01", "handed_back": True}, HIT),
        ({"level": "县", "received_on": "2023-02-02", "accepted_on": "2023-02-17"}, HIT),
        ({"level": "县", "received_on": "2023-02-02", "accepted_on": "2023-02-18"}, MISSED),
        ({"level": "县"}, OUT),
    ],
)
def test_accepted_and_notified_by_the_limit(row: dict[str, object], found: tuple[int, int]) -> None:
    """Registered on 1 February: the limit is the 16th; at a higher level without 收到日期 it falls in March."""
    assert one("accepted_on_time", {**NEW, "registered_on": "2023-02-01", **row}) == found


@pytest.mark.parametrize(
    ("accepted", "found"), [("2022-12-02", OUT), ("2022-12-03", HIT), ("2022-12-30", HIT), ("2022-12-31", OUT)]
)
def test_the_due_date_falls_in_the_month(accepted: str, found: tuple[int, int]) -> None:
    """60 days after 3 December is 1 February, after 30 December the 28th."""
    row = {"registered_on": "2022-12-01", "accepted_on": accepted, "concluded_on": "2023-01-05"}
    assert one("concluded_on_time", row) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"concluded_on": "2023-02-08"}, HIT),
        ({"concluded_on": "2023-02-09"}, MISSED),
        ({"concluded_on": "2022-12-09"}, MISSED),
        ({"concluded_on": "2023-02-01", "bad": ("procedure",)}, MISSED),
        ({"concluded_on": "2023-02-01", "bad": ("concluded_on",)}, MISSED),
        ({"concluded_on": "2023-02-01", "procedure": "法定程序"}, OUT),
        ({"concluded_on": "2023-02-01", "procedure": "建议意见"}, OUT),
        ({"concluded_on": "2023-02-01", "procedure": "检举控告"}, OUT),
        ({"extended_to": "2023-03-10", "extension_approved_on": "2023-02-08"}, OUT),
        ({"extended_to": "2023-03-11", "extension_approved_on": "2023-02-08"}, MISSED),
        ({"extended_to": "2023-03-10", "extension_approved_on": "2023-02-09"}, MISSED),
    ],
)
def test_concluded_by_the_due_date(row: dict[str, object], found: tuple[int, int]) -> None:
    """Accepted on 10 December: due on 8 February, unless validly extended by at most 30 days."""
    assert (
        one(
            "concluded_on_time",
            {"registered_on": "2022-12-10", "accepted_on": "2022-12-10", "concluded_on": None, **row},
        )
        == found
    )


def test_an_unreadable_acceptance_is_due_from_registration_and_never_on_time() -> None:
    """Registered on 10 December, concluded long before 8 February."""
    row = {"registered_on": "2022-12-10", "bad": ("accepted_on",), "concluded_on": "2022-12-20"}
    assert one("concluded_on_time", row) == MISSED
    assert one("concluded_on_time", {**row, "procedure": "简易办理"}) == MISSED
    assert one("overdue_open", {**row, "concluded_on": None, "procedure": "简易办理"}) == (1, None)


@pytest.mark.parametrize(
    ("row", "simple", "opinion"),
    [
        ({"concluded_on": "2022-12-23"}, OUT, OUT),
        ({"concluded_on": "2022-12-26"}, OUT, HIT),
        ({}, OUT, MISSED),
        ({"accepted_on": "2023-02-06", "concluded_on": "2023-02-20"}, HIT, OUT),
        ({"accepted_on": "2023-02-06", "concluded_on": "2023-02-21"}, MISSED, OUT),
        ({"accepted_on": "2023-02-15"}, OUT, OUT),
    ],
)
def test_a_simple_matter_past_its_ten_working_days_is_an_opinion_matter(
    row: dict[str, object], simple: tuple[int, int], opinion: tuple[int, int]
) -> None:
    """Accepted on Friday 9 December: its own limit is the 23rd, the Regulation's 7 February."""
    full = {
        "registered_on": "2022-12-09",
        "accepted_on": "2022-12-09",
        "concluded_on": None,
        "procedure": "简易办理",
        **row,
    }
    assert one("simple_on_time", full) == simple
    assert one("concluded_on_time", full) == opinion


@pytest.mark.parametrize(
    ("concluded", "found"), [("2023-01-31", OUT), ("2023-02-01", HIT), ("2023-02-28", HIT), ("2023-03-01", OUT)]
)
def test_resolution_is_measured_on_what_the_month_concluded(concluded: str, found: tuple[int, int]) -> None:
    """Both days of the month belong to it."""
    assert one("resolution", {**RESOLVED, "concluded_on": concluded}) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"procedure": "简易办理", "accepted_on": "2023-02-09"}, HIT),
        ({"procedure": "建议意见"}, OUT),
        ({"procedure": "法定程序"}, OUT),
        ({"settled": "部分化解"}, MISSED),
        ({"settled": None}, MISSED),
        ({"outcome": None}, MISSED),
        ({"rating_unit": "不满意"}, HIT),
        ({"rating_unit": "基本满意"}, HIT),
        ({"found_false": True}, MISSED),
        ({"bad": ("settled",)}, MISSED),
        ({"bad": ("outcome",)}, MISSED),
        ({"bad": ("rating_unit",)}, HIT),
        ({"bad": ("procedure",)}, MISSED),
        ({"bad": ("rating_office",)}, HIT),
        ({"bad": ("accepted_on",)}, HIT),
    ],
)
def test_resolved_means_settled_with_an_outcome_and_no_word_against_it(
    row: dict[str, object], found: tuple[int, int]
) -> None:
    """An unreadable value keeps the matter in the denominator and out of the numerator that needs it; no rating is
    asked for.
    """
    assert one("resolution", {**RESOLVED, **row}) == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"rating_unit": "不满意"}, MISSED),
        ({"bad": ("rating_unit",)}, MISSED),
        ({"rating_unit": "基本满意"}, HIT),
        ({"rating_unit": None}, HIT),
    ],
)
def test_where_the_county_says_so_discontent_is_no_resolution(row: dict[str, object], found: tuple[int, int]) -> None:
    assert one("resolution", {**RESOLVED, **row}, with_options(discontent_is_unsettled=True)) == found


@pytest.mark.parametrize(
    ("concluded", "found"), [("2022-11-02", OUT), ("2022-11-03", HIT), ("2022-11-30", HIT), ("2022-12-01", OUT)]
)
def test_first_time_resolution_waits_ninety_days(concluded: str, found: tuple[int, int]) -> None:
    """Concluded on 3 November it is asked on 1 February.

    A 重件 never is; one whose 初重件 can't be read is, and doesn't count.
    """
    row = {**RESOLVED, "concluded_on": concluded}
    assert one("first_time_resolution", row) == found
    assert one("first_time_resolution", {**row, "occurrence": "重件"}) == OUT
    assert one("first_time_resolution", {**row, "bad": ("occurrence",)}) == (0, found[1])
    assert one("first_time_resolution", {**row, "occurrence": None}) == (0, found[1])


@pytest.mark.parametrize(
    ("rating", "turnout", "content"),
    [
        ("满意", HIT, HIT),
        ("基本满意", HIT, HIT),
        ("不满意", HIT, MISSED),
        ("未评价", MISSED, OUT),
        (None, MISSED, OUT),
        ("bad", MISSED, MISSED),
    ],
)
def test_ratings_are_asked_for_thirty_days_after_the_conclusion(
    rating: str | None, turnout: tuple[int, int], content: tuple[int, int]
) -> None:
    """Concluded on 2 and 29 January: asked on 1 and 28 February; a day before or after: not."""
    said = {"bad": ("rating_unit",)} if rating == "bad" else {"rating_unit": rating}
    for concluded in ("2023-01-02", "2023-01-29"):
        assert one("rating_turnout", {"concluded_on": concluded, **said}) == turnout
        assert one("satisfaction", {"concluded_on": concluded, **said}) == content
    for concluded in ("2023-01-01", "2023-01-30"):
        assert one("rating_turnout", {"concluded_on": concluded, **said}) == OUT
        assert one("satisfaction", {"concluded_on": concluded, **said}) == OUT


def test_advice_is_rated_and_repeats_and_other_procedures_are_not() -> None:
    """初件 of 信访处理意见, 简易办理 and 建议意见."""
    row = {"concluded_on": "2023-01-20", "rating_unit": "满意", "rating_office": "不满意"}
    assert one("rating_turnout", {**row, "procedure": "建议意见"}) == HIT
    assert one("office_satisfaction", row) == MISSED
    for other in ({"occurrence": "重件"}, {"procedure": "法定程序"}, {"procedure": "检举控告"}):
        assert one("rating_turnout", {**row, **other}) == OUT


def test_silence_counts_as_content_only_where_the_county_says_so() -> None:
    """逾期未评价视为满意: in both numbers; an unreadable rating still isn't content."""
    silent = with_options(silence_is_content=True)
    assert one("satisfaction", {"concluded_on": "2023-01-20"}, silent) == HIT
    assert one("satisfaction", {"concluded_on": "2023-01-20", "bad": ("rating_unit",)}, silent) == MISSED
    assert one("office_satisfaction", {"concluded_on": "2023-01-20"}, silent) == OUT


def test_who_did_not_rate_is_no_rating_where_the_conclusion_cannot_be_read() -> None:
    """办结日期 unreadable: a rating given counts without being content, one that never came is none; silence isn't
    content then.
    """
    row = {"registered_on": "2023-01-10", "accepted_on": "2023-01-10", "bad": ("concluded_on",)}
    assert one("satisfaction", {**row, "rating_unit": "满意"}) == MISSED
    assert one("satisfaction", row) == OUT
    assert one("rating_turnout", row) == MISSED
    assert one("satisfaction", row, with_options(silence_is_content=True)) == MISSED


@pytest.mark.parametrize("unread", ["procedure", "occurrence"])
def test_silence_is_not_content_where_what_it_hangs_on_cannot_be_read(unread: str) -> None:
    """Whether anybody was to be asked isn't known."""
    silent = with_options(silence_is_content=True)
    assert one("satisfaction", {"concluded_on": "2023-01-20", "bad": (unread,)}, silent) == MISSED


def test_an_edition_has_no_acceptance_limit_of_what_it_took_for_an_accusation() -> None:
    """So that a later quarter, in which 上级登记台账 says 申诉求决, doesn't take the limit for counted."""
    limits = published(FEBRUARY, {"purpose": "检举控告"}, {"purpose": "申诉求决"})["acceptance_limit"]
    assert list(limits.isna()) == [True, False]
