"""The reference against the cases of formula version 2 (docs/definitions.md, "What changed"): the figures that are
said to be right.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pipeline.schema.indicators import DEFAULT_WEIGHTS
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Settings, Township
from tests.reference.history import tell
from tests.reference.story import IDS, Folder, Run, Story, due, row

NAMES = ("甲镇", "乙镇", "丙镇")


def county(*names, merged=()):
    units = [Township(i, name) for i, name in enumerate(names or NAMES, start=1)]
    units += [Township(90 + i, name, merged_into=heir, merged_on=day) for i, (name, heir, day) in enumerate(merged)]
    weights = {id_: Fraction(w) for id_, w in DEFAULT_WEIGHTS.items()}
    return Settings(tuple(units), weights, BUILT_IN_CONDITIONS)


def day(month, n, year=2023):
    return date(year, month, n)


def sent(on, names=NAMES, due_on=None):
    return {"reports": [due(name, due_on or on, on) for name in names]}


def numbers(prefix, n):
    return [f"{prefix}{i:02}" for i in range(1, n + 1)]


def figure(figures, unit, id_):
    return tuple(figures.table[unit, id_])


def above(number, unit, registered_on, **values):
    return (
        dict.fromkeys(IDS)
        | {"case_no": number, "township": unit, "registered_on": registered_on, "bad": frozenset(), "sender": unit}
        | values
    )


def decided(number, decision, **values):
    return {"subject": number, "decision": decision, "rule": None, "column": None, "to": None, "from_on": None} | values


def story(*runs, settings=None):
    return tell(Story(settings or county(), list(runs)))


def test_case_1_what_happens_after_an_early_ledger_counts_by_its_dates():
    """Sent on the 25th of January; five matters registered on the 12th are accepted from the 26th on, the limit
    being the 27th.
    """
    before = [row(n, "甲镇", day(1, 12)) for n in numbers("a", 5)]
    after = [{**r, "accepted_on": day(1, 26)} for r in before]
    january = Folder(before, sent(day(1, 25)))
    february = Folder(after, sent(day(2, 25)))
    first, second = story(Run("2023-01", arrived={"2023-01": january}), Run("2023-02", arrived={"2023-02": february}))
    assert figure(first, "甲镇", "accepted_on_time") == (0, 0)
    assert figure(first, "甲镇", "overdue_unaccepted") == (0, None)
    assert figure(second, "甲镇", "accepted_on_time") == (5, 5)
    assert figure(second, "全县", "accepted_on_time") == (5, 5)


def test_case_2_a_later_cut_off_of_january_makes_nothing_of_february_late():
    before = [row(n, "甲镇", day(1, 25)) for n in numbers("a", 8)]
    after = [{**r, "accepted_on": day(2, 5)} for r in before]
    january = Folder(before, sent(day(2, 3)))
    february = Folder(after, sent(day(3, 3)))
    first, second = story(
        Run("2023-01", day(2, 10), {"2023-01": january}), Run("2023-02", arrived={"2023-02": february})
    )
    assert figure(first, "甲镇", "accepted_on_time") == (0, 0)
    assert figure(second, "甲镇", "accepted_on_time") == (8, 8)


def test_case_3_a_special_period_in_the_middle_of_a_month_closes_nothing():
    rows = [row(n, "甲镇", day(3, 2)) for n in numbers("a", 4)]
    special = Folder(rows)
    march = Folder([{**r, "accepted_on": day(3, 10)} for r in rows], sent(day(3, 31)))
    name = "2023-03-04..2023-03-15"
    runs = story(
        Run("2023-02", arrived={"2023-02": Folder()}),
        Run(name, arrived={name: special}),
        Run("2023-03", arrived={"2023-03": march}),
    )
    assert figure(runs[2], "甲镇", "accepted_on_time") == (4, 4)


def test_case_4_an_agreed_move_that_no_ledger_lists_later_stays_the_new_holders():
    old = row("a1", "甲镇", day(1, 5), accepted_on=day(1, 6))
    given = {**old, "township": "乙镇"}
    taken = {**old, "sender": "乙镇", "township": "乙镇"}
    done = {**taken, "concluded_on": day(2, 20), "outcome": "予以支持", "settled": "已化解"}
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([old])}),
        Run("2023-02", arrived={"2023-02": Folder([given, done])}),
        Run("2023-03", arrived={"2023-03": Folder(zero={"甲镇", "乙镇"})}),
    )
    assert figure(runs[1], "乙镇", "resolution") == (1, 1)
    assert figure(runs[2], "乙镇", "concluded_on_time") == (1, 1)
    assert figure(runs[2], "甲镇", "concluded_on_time") == (0, 0)
    assert figure(runs[2], "甲镇", "overdue_open") == (0, None)


def test_case_5_a_ledger_alone_gives_no_matter_away():
    """Overdue at the end of March; from then on 甲镇 names 乙镇, or leaves it out while 丙镇 lists it."""
    old = row("a1", "甲镇", day(1, 5), accepted_on=day(1, 6))
    other = row("a2", "甲镇", day(1, 5), accepted_on=day(1, 6))
    march = Folder([{**old, "township": "乙镇"}, {**other, "sender": "丙镇", "township": "丙镇"}])
    runs = story(Run("2023-01", arrived={"2023-01": Folder([old, other])}), Run("2023-03", arrived={"2023-03": march}))
    assert figure(runs[1], "甲镇", "overdue_open") == (2, None)
    assert figure(runs[1], "乙镇", "overdue_open") == (0, None)
    assert figure(runs[1], "丙镇", "overdue_open") == (0, None)


def test_case_6_handed_back_with_consent_and_left_lying_by_the_next():
    """甲镇 hands back on the 10th of January; 乙镇's own clock begins on the 11th: acceptance by the 26th."""
    old = row("a1", "甲镇", day(1, 5), withdrawn_on=day(1, 10))
    taken = row("a1", "乙镇", day(1, 5))
    january = Folder([old, taken], {"decisions": [decided("a1", "同意退回")]})
    (first,) = story(Run("2023-01", arrived={"2023-01": january}))
    assert figure(first, "甲镇", "accepted_on_time") == (0, 0)
    assert figure(first, "乙镇", "accepted_on_time") == (0, 1)
    assert figure(first, "乙镇", "overdue_unaccepted") == (1, None)


def test_case_7_a_merged_unit_answers_for_every_ledger_of_its_parts():
    """甲镇 owes twelve ledgers, 丁镇, merged on the 1st of December, eleven; 甲镇's of March is missing."""
    settings = county("甲镇", merged=[("丁镇", "甲镇", day(12, 1))])
    folders = {}
    for month in range(1, 13):
        reports = [
            due(n, day(month, 28), day(month, 28))
            for n in ("甲镇", "丁镇")
            if (n, month) not in (("甲镇", 3), ("丁镇", 12))
        ]
        folders[f"2023-{month:02}"] = Folder(registers={"reports": reports})
    (year,) = story(Run("2023", arrived=folders), settings=settings)
    assert figure(year, "甲镇", "reported_on_time") == (22, 23)


def test_case_8_told_after_the_limit_is_late_even_after_the_cut_off():
    january = Folder([row("a1", "甲镇", day(1, 10), accepted_on=day(1, 12), notified_on=day(2, 20))])
    (first,) = story(Run("2023-01", arrived={"2023-01": january}))
    assert figure(first, "甲镇", "accepted_on_time") == (0, 1)


def test_case_9_a_number_is_the_same_in_another_case_bracket_and_dash():
    ledger = [
        row("a0", "甲镇", day(1, 2), accepted_on=day(1, 4)),
        row("鲁〔2023〕5－1", "甲镇", day(1, 2), accepted_on=day(1, 4)),
    ]
    register = {"superior": [above("A0", "甲镇", day(1, 2)), above("鲁[2023]5-1", "甲镇", day(1, 2))]}
    (first,) = story(Run("2023-01", arrived={"2023-01": Folder(ledger, register)}))
    assert figure(first, "甲镇", "accepted_on_time") == (2, 2)
    assert len(first.matters.all) == 2


def test_case_10_a_published_acceptance_stands_when_it_cannot_be_read():
    old = row("a1", "甲镇", day(1, 20), accepted_on=day(1, 22))
    later = {**old, "accepted_on": None, "bad": frozenset({"accepted_on"})}
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([old])}), Run("2023-02", arrived={"2023-02": Folder([later])})
    )
    assert figure(runs[1], "甲镇", "accepted_on_time") == (1, 1)
    assert figure(runs[1], "甲镇", "overdue_unaccepted") == (0, None)


def test_case_12_nothing_is_gained_by_receipt_level_purpose_or_procedure():
    old = row("a1", "甲镇", day(1, 10), level="乡镇", purpose="申诉求决", procedure="信访处理意见")
    for changed in ({"received_on": day(2, 1)}, {"level": "县"}, {"purpose": "检举控告"}, {"procedure": "法定程序"}):
        runs = story(
            Run("2023-01", arrived={"2023-01": Folder([old])}),
            Run("2023-02", arrived={"2023-02": Folder([old | changed])}),
        )
        assert figure(runs[0], "甲镇", "accepted_on_time") == (0, 1)
        assert figure(runs[1], "甲镇", "overdue_unaccepted") == (1, None), changed


def test_case_13_a_decision_speaks_for_its_column_and_its_folder():
    """更正属实 of the acceptance in February's folder lets that one count, not the earlier one of March."""
    old = row("a1", "甲镇", day(1, 20), accepted_on=day(2, 10))
    word = {"decisions": [decided("a1", "更正属实", column="accepted_on")]}
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([row("a1", "甲镇", day(1, 20))])}),
        Run("2023-02", arrived={"2023-02": Folder([{**old, "accepted_on": day(1, 30)}], word)}),
        Run("2023-03", arrived={"2023-03": Folder([{**old, "accepted_on": day(1, 22)}])}),
    )
    assert figure(runs[1], "甲镇", "accepted_on_time") == (1, 1)
    assert runs[2].matters.all["A1"].records["甲镇"]["accepted_on"] == day(1, 30)


def test_case_14_what_is_told_late_counts_in_the_month_in_which_it_is_known():
    """A conclusion of January told in February; a matter held back until its limit of the 25th of January has
    passed.
    """
    opened = row("a1", "甲镇", day(1, 2), accepted_on=day(1, 3))
    told = {**opened, "concluded_on": day(1, 20), "outcome": "予以支持", "settled": "已化解"}
    held = row("a2", "甲镇", day(1, 10), accepted_on=day(1, 12))
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([opened])}),
        Run("2023-02", arrived={"2023-02": Folder([told, held])}),
        Run("2023-03", arrived={"2023-03": Folder([told, held])}),
    )
    assert figure(runs[0], "甲镇", "accepted_on_time") == (1, 1)
    assert figure(runs[1], "甲镇", "resolution") == (1, 1)
    assert figure(runs[1], "甲镇", "accepted_on_time") == (0, 1)
    assert figure(runs[2], "甲镇", "resolution") == (0, 0)
    assert figure(runs[2], "甲镇", "concluded_on_time") == (0, 2)  # 补登 is never on time; a2 isn't concluded


def test_case_15_a_better_rating_waits_and_a_conclusion_taken_back_stays_in_n():
    """Five concluded on the 2nd of January and rated, one of them 不满意; the cohort of 30 days is February's."""
    done = {"accepted_on": day(1, 2), "concluded_on": day(1, 2), "outcome": "予以支持", "settled": "已化解"}
    rows = [row(n, "甲镇", day(1, 2), **done, rating_unit="满意") for n in numbers("a", 4)]
    bad = row("a05", "甲镇", day(1, 2), **done, rating_unit="不满意")
    for better in (
        {"rating_unit": "满意"},
        {"concluded_on": None, "outcome": None, "settled": None, "rating_unit": None},
    ):
        runs = story(
            Run("2023-01", arrived={"2023-01": Folder([*rows, bad])}),
            Run("2023-02", arrived={"2023-02": Folder([*rows, bad | better])}),
        )
        assert figure(runs[1], "甲镇", "satisfaction") == (4, 5), better


def test_case_16_concluded_without_an_acceptance_is_due_from_registration():
    done = row("a1", "甲镇", day(1, 2), concluded_on=day(3, 20), outcome="予以支持")
    (march,) = story(Run("2023-03", arrived={"2023-03": Folder([done])}))
    assert figure(march, "甲镇", "concluded_on_time") == (0, 1)


def test_case_17_what_is_bad_counts_for_its_claimant_and_what_is_good_for_nobody():
    bad, good = row("a1", "甲镇", day(1, 10)), row("a1", "乙镇", day(1, 10), accepted_on=day(1, 12))
    (first,) = story(Run("2023-01", arrived={"2023-01": Folder([bad, good])}))
    assert figure(first, "甲镇", "accepted_on_time") == (0, 1)
    assert figure(first, "乙镇", "accepted_on_time") == (0, 0)
    assert figure(first, "全县", "accepted_on_time") == (0, 1)
    assert figure(first, "甲镇", "overdue_unaccepted") == (1, None)
    assert figure(first, "乙镇", "overdue_unaccepted") == (0, None)
