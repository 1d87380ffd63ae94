"""Who stands in the denominator and the numerator of each indicator (docs/definitions.md, section 6)."""

from __future__ import annotations

from pipeline.schema.indicators import INDICATORS
from tests.measure.matter_rows import FEBRUARY, RESOLVED, figure, measured, published, with_options, wrong

Figure = tuple[int | None, int | None]
Case = tuple[dict[str, object], *tuple[Figure, ...]]
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


def test_the_acceptance_limit_falls_in_the_month() -> None:
    """Registered on 17 January is due on 1 February, on 13 February on the 28th."""
    cases = [("2023-01-16", OUT), ("2023-01-17", HIT), ("2023-02-13", HIT), ("2023-02-14", OUT)]
    rows = [({"registered_on": day, "accepted_on": day}, found) for day, found in cases]
    assert wrong(rows, "accepted_on_time", concluded_on=None) == []


def test_accepted_and_notified_by_the_limit() -> None:
    """Registered on 1 February: the limit is the 16th; at a higher level without 收到日期 it falls in March."""
    cases: list[Case] = [
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
    ]
    assert wrong(cases, "accepted_on_time", registered_on="2023-02-01", **NEW) == []


def test_the_due_date_falls_in_the_month() -> None:
    """60 days after 3 December is 1 February, after 30 December the 28th."""
    cases = [("2022-12-02", OUT), ("2022-12-03", HIT), ("2022-12-30", HIT), ("2022-12-31", OUT)]
    rows = [({"accepted_on": day}, found) for day, found in cases]
    assert wrong(rows, "concluded_on_time", registered_on="2022-12-01", concluded_on="2023-01-05") == []


def test_concluded_by_the_due_date() -> None:
    """Accepted on 10 December: due on 8 February, unless validly extended by at most 30 days."""
    cases: list[Case] = [
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
    ]
    assert (
        wrong(cases, "concluded_on_time", registered_on="2022-12-10", accepted_on="2022-12-10", concluded_on=None) == []
    )


def test_an_unreadable_acceptance_is_due_from_registration_and_never_on_time() -> None:
    """Registered on 10 December, concluded long before 8 February."""
    row = {"registered_on": "2022-12-10", "bad": ("accepted_on",), "concluded_on": "2022-12-20"}
    cases: list[Case] = [
        (row, MISSED, (0, None)),
        ({**row, "procedure": "简易办理"}, MISSED, (0, None)),
        ({**row, "concluded_on": None, "procedure": "简易办理"}, MISSED, (1, None)),
    ]
    assert wrong(cases, "concluded_on_time", "overdue_open") == []


def test_a_simple_matter_past_its_ten_working_days_is_an_opinion_matter() -> None:
    """Accepted on Friday 9 December: its own limit is the 23rd, the Regulation's 7 February."""
    cases: list[Case] = [
        ({"concluded_on": "2022-12-23"}, OUT, OUT),
        ({"concluded_on": "2022-12-26"}, OUT, HIT),
        ({}, OUT, MISSED),
        ({"accepted_on": "2023-02-06", "concluded_on": "2023-02-20"}, HIT, OUT),
        ({"accepted_on": "2023-02-06", "concluded_on": "2023-02-21"}, MISSED, OUT),
        ({"accepted_on": "2023-02-15"}, OUT, OUT),
    ]
    day = "2022-12-09"
    usual = {"registered_on": day, "accepted_on": day, "concluded_on": None, "procedure": "简易办理"}
    assert wrong(cases, "simple_on_time", "concluded_on_time", **usual) == []


def test_resolution_is_measured_on_what_the_month_concluded() -> None:
    """Both days of the month belong to it."""
    cases = [("2023-01-31", OUT), ("2023-02-01", HIT), ("2023-02-28", HIT), ("2023-03-01", OUT)]
    rows = [({**RESOLVED, "concluded_on": day}, found) for day, found in cases]
    assert wrong(rows, "resolution") == []


def test_resolved_means_settled_with_an_outcome_and_no_word_against_it() -> None:
    """An unreadable value keeps the matter in the denominator and out of the numerator that needs it; no rating is
    asked for.
    """
    cases: list[Case] = [
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
    ]
    assert wrong(cases, "resolution", **RESOLVED) == []


def test_where_the_county_says_so_discontent_is_no_resolution() -> None:
    cases: list[Case] = [
        ({"rating_unit": "不满意"}, MISSED),
        ({"bad": ("rating_unit",)}, MISSED),
        ({"rating_unit": "基本满意"}, HIT),
        ({"rating_unit": None}, HIT),
    ]
    assert wrong(cases, "resolution", settings=with_options(discontent_is_unsettled=True), **RESOLVED) == []


def test_first_time_resolution_waits_ninety_days() -> None:
    """Concluded on 3 November it is asked on 1 February.

    A 重件 never is; one whose 初重件 can't be read is, and doesn't count.
    """
    cases = [("2022-11-02", OUT), ("2022-11-03", HIT), ("2022-11-30", HIT), ("2022-12-01", OUT)]
    rows: list[Case] = []
    for day, found in cases:
        row = {**RESOLVED, "concluded_on": day}
        unsure = (0, found[1])
        rows += [(row, found), ({**row, "occurrence": "重件"}, OUT)]
        rows += [({**row, "bad": ("occurrence",)}, unsure), ({**row, "occurrence": None}, unsure)]
    assert wrong(rows, "first_time_resolution") == []


def test_ratings_are_asked_for_thirty_days_after_the_conclusion() -> None:
    """Concluded on 2 and 29 January: asked on 1 and 28 February; a day before or after: not."""
    cases: list[tuple[str | None, Figure, Figure]] = [
        ("满意", HIT, HIT),
        ("基本满意", HIT, HIT),
        ("不满意", HIT, MISSED),
        ("未评价", MISSED, OUT),
        (None, MISSED, OUT),
        ("bad", MISSED, MISSED),
    ]
    asked, before_or_after = ("2023-01-02", "2023-01-29"), ("2023-01-01", "2023-01-30")
    rows: list[Case] = []
    for rating, turnout, content in cases:
        said = {"bad": ("rating_unit",)} if rating == "bad" else {"rating_unit": rating}
        rows += [({**said, "concluded_on": day}, turnout, content) for day in asked]
        rows += [({**said, "concluded_on": day}, OUT, OUT) for day in before_or_after]
    assert wrong(rows, "rating_turnout", "satisfaction") == []


def test_advice_is_rated_and_repeats_and_other_procedures_are_not() -> None:
    """初件 of 信访处理意见, 简易办理 and 建议意见."""
    others: list[Case] = [
        (other, OUT, OUT) for other in ({"occurrence": "重件"}, {"procedure": "法定程序"}, {"procedure": "检举控告"})
    ]
    cases: list[Case] = [({"procedure": "建议意见"}, HIT, MISSED), ({}, HIT, MISSED), *others]
    said = {"concluded_on": "2023-01-20", "rating_unit": "满意", "rating_office": "不满意"}
    assert wrong(cases, "rating_turnout", "office_satisfaction", **said) == []


def test_silence_counts_as_content_only_where_the_county_says_so() -> None:
    """逾期未评价视为满意: in both numbers; an unreadable rating still isn't content. Nor is silence where what it hangs
    on can't be read: whether anybody was to be asked isn't known.
    """
    cases: list[Case] = [
        ({}, HIT, OUT),
        ({"bad": ("rating_unit",)}, MISSED, OUT),
        ({"rating_unit": "不满意"}, MISSED, OUT),
    ]
    cases += [({"bad": (unread,)}, MISSED, OUT) for unread in ("procedure", "occurrence")]
    silent = with_options(silence_is_content=True)
    assert wrong(cases, "satisfaction", "office_satisfaction", settings=silent, concluded_on="2023-01-20") == []


def test_who_did_not_rate_is_no_rating_where_the_conclusion_cannot_be_read() -> None:
    """办结日期 unreadable: a rating given counts without being content, one that never came is none; silence isn't
    content then.
    """
    row = {"registered_on": "2023-01-10", "accepted_on": "2023-01-10", "bad": ("concluded_on",)}
    cases: list[Case] = [({**row, "rating_unit": "满意"}, MISSED, MISSED), (row, OUT, MISSED)]
    assert wrong(cases, "satisfaction", "rating_turnout") == []
    assert wrong([(row, MISSED)], "satisfaction", settings=with_options(silence_is_content=True)) == []


def test_an_acceptance_that_cannot_be_read_may_lie_in_the_month_unless_the_matter_came_later_or_was_over() -> None:
    """It counts as accepted then, and as not concluded."""
    unread = {"bad": ("accepted_on",), "concluded_on": None}
    cases: list[Case] = [
        ({**unread, "registered_on": "2023-01-03"}, MISSED),
        ({**unread, "registered_on": "2023-02-28"}, MISSED),
        ({**unread, "registered_on": "2023-01-03", "concluded_on": "2023-02-01"}, MISSED),
        ({**unread, "registered_on": "2023-01-03", "concluded_on": "2023-01-31"}, OUT),
        ({"accepted_on": "2023-02-01", "concluded_on": "2023-02-20"}, HIT),
        ({"accepted_on": "2023-01-31", "concluded_on": "2023-02-20"}, OUT),
    ]
    assert wrong(cases, "conclusion") == []


def test_an_edition_has_no_acceptance_limit_of_what_it_took_for_an_accusation() -> None:
    """So that a later quarter, in which 上级登记台账 says 申诉求决, doesn't take the limit for counted."""
    limits = published(FEBRUARY, {"purpose": "检举控告"}, {"purpose": "申诉求决"})["acceptance_limit"]
    assert list(limits.isna()) == [True, False]
