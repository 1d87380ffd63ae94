"""What holds for every rule: grouping, privacy, consequences, switches, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from pipeline.base.finding import Severity
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.check import check_ledgers
from pipeline.check.catalogue import RULES
from pipeline.check.date_rules import EVENTS
from pipeline.messages.catalogue import CATALOGUE
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import Options
from pipeline.settings.record import RuleSwitch
from tests.check.check_rows import COLUMNS, FILE, SETTINGS, SHEET, check, check_each, ledger, told

pytestmark = pytest.mark.slow

FEBRUARY = parse_period("2023-02")
ACCEPTED = {"registered_on": "2023-01-03", "accepted_on": "2023-01-05"}
ACCUSATION = {"purpose": "检举控告", "procedure": "检举控告"}


def test_a_clean_ledger_has_no_finding():
    assert (
        check(
            {},
            ACCEPTED,
            {
                **ACCEPTED,
                "concluded_on": "2023-02-10",
                "outcome": "予以支持",
                "settled": "已化解",
                "rating_unit": "满意",
            },
        )
        == ()
    )


def test_an_empty_ledger_has_no_finding():
    assert check_ledgers([(FEBRUARY, ledger())], COLUMNS, SETTINGS, cut_off=date(2023, 2, 28)) == ()


def test_alike_faults_of_one_column_are_one_finding_with_its_cells_and_numbers():
    wrong = {"accepted_on": "2023-02-05"}
    (found,) = check(wrong, {**wrong, "channel": "来信"}, {}, wrong)
    assert found.place == Place(FILE, SHEET, "P4:P5、P7")
    assert (
        found.message == "3件受理日期早于登记日期（如编号01：受理日期2023-02-05、登记日期2023-02-06），不计为及时受理"
    )
    assert found.remedy == "请按受理告知书核对，例如登记是 2023-02-06，受理应在当日或以后"
    assert (found.severity, found.township, found.row, found.cells, found.case_nos) == (
        Severity.ERROR,
        "城关镇",
        4,
        3,
        ("01", "02", "04"),
    )


def test_every_cell_is_named_however_scattered():
    """The sender's workbook is marked from these cells."""
    rows = [{"channel": None} if number % 2 else {} for number in range(40)]
    (found,) = [f for f in check(*rows) if f.code == "R101"]
    assert found.cells == len(found.place.cell.split("、")) == 20


def test_two_townships_and_two_files_are_told_apart():
    places = [
        (f.township, f.place.file)
        for f in check(
            {"channel": None},
            {"channel": None, "township": "柳树镇"},
            {"channel": None, "source_file": "2023-02/b.xlsx"},
        )
    ]
    assert places == [("城关镇", "2023-02/b.xlsx"), ("城关镇", FILE), ("柳树镇", FILE)]


def test_a_sheet_without_the_column_is_marked_at_the_number():
    columns = {(FILE, SHEET): {"case_no": 2, "occurrence": 1}}
    (found,) = check_ledgers([(FEBRUARY, ledger({"occurrence": "重件"}))], columns, SETTINGS, cut_off=date(2023, 2, 28))
    assert (found.code, found.place.cell) == ("R106", "C4")


def test_a_required_column_that_the_sheet_lacks_is_not_told_of_row_by_row():
    columns = {(FILE, SHEET): {"case_no": 0, "occurrence": 1}}
    rows = ledger({"channel": None, "occurrence": None})
    codes = [f.code for f in check_ledgers([(FEBRUARY, rows)], columns, SETTINGS, cut_off=date(2023, 2, 28))]
    assert codes == ["R102"]


def test_an_unreadable_cell_has_no_consequences():
    assert check({"channel": "来访", "bad": ("channel",)}, {**ACCEPTED, "bad": ("occurrence",)}) == ()
    assert (
        check(
            {
                **ACCEPTED,
                "settled": "已化解",
                "outcome": "予以支持",
                "concluded_on": "2023-02-10",
                "bad": ("concluded_on",),
            }
        )
        == ()
    )
    assert (
        check(
            {
                **ACCEPTED,
                "extended_to": "2023-04-30",
                "extension_approved_on": "2023-02-01",
                "extension_reason": "有",
                "bad": ("accepted_on",),
            }
        )
        == ()
    )


def test_a_conclusion_before_registration_is_told_once():
    assert [f.code for f in check({**ACCEPTED, "concluded_on": "2023-01-01", "outcome": "予以支持"})] == ["R112"]


def test_an_acceptance_after_the_conclusion_is_told_once_and_not_as_late_work_too():
    rows = {
        "registered_on": "2022-11-01",
        "accepted_on": "2023-02-05",
        "concluded_on": "2023-02-01",
        "outcome": "予以支持",
        "due_on": "2023-01-09",
    }
    assert [f.code for f in check(rows)] == ["R113"]


def test_accusations_are_counted_but_never_named():
    both = check({"channel": None, **ACCUSATION}, {"channel": None}, {"channel": None, "purpose": "检举控告"})
    (found,) = [f for f in both if f.code == "R101"]
    assert (found.message, found.case_nos, found.cells) == ("3件没有填信访形式（如编号02），无法按形式统计", ("02",), 3)
    (alone,) = check({"accepted_on": "2023-02-05", **ACCUSATION})
    assert (alone.message, alone.case_nos) == ("1件受理日期早于登记日期（检举控告件，编号不列），不计为及时受理", ())


def test_no_finding_at_all_names_an_accusation():
    wrong = {
        "case_no": "JB-7",
        "accepted_on": "2023-02-05",
        "settled": "已化解",
        "rating_unit": "满意",
        "occurrence": "重件",
        "extended_to": "2023-01-01",
    }
    found = check({**wrong, **ACCUSATION}, {**wrong, **ACCUSATION, "channel": "来信"})
    assert len(found) >= 4
    assert not [f for f in found if "JB-7" in f.message + f.remedy or f.case_nos]


def test_a_note_that_the_county_calls_an_error_is_one():
    settings = replace(
        SETTINGS, rule_switches={"R101": RuleSwitch("说明", enabled=True), "R102": RuleSwitch("", enabled=True)}
    )
    found = check({"channel": None, "occurrence": None}, settings=settings)
    assert [(f.code, f.severity) for f in found] == [("R102", Severity.ERROR), ("R101", Severity.NOTE)]


def test_a_rule_that_the_county_turned_off_is_silent():
    settings = replace(SETTINGS, rule_switches={"R101": RuleSwitch("错误", enabled=False)})
    assert check({"channel": None}, settings=settings) == ()


def test_findings_are_ordered_by_severity_township_and_place():
    found = check(
        {"township": "柳树镇", "channel": None},
        {"occurrence": None},
        {"channel": None},
        {"persons": 501},
        {"incident": "大规模聚集", "persons": 9},
    )
    assert [(f.severity.value, f.township, f.row) for f in found] == [
        ("错误", "城关镇", 5),
        ("错误", "城关镇", 6),
        ("错误", "柳树镇", 4),
        ("提醒", "城关镇", 7),
        ("说明", "城关镇", 8),
    ]


def test_a_later_cut_off_knows_later_events():
    row = {**ACCEPTED, "concluded_on": "2023-03-02", "outcome": "予以支持"}
    assert [f.code for f in check(row)] == ["R171"]
    assert check(row, cut_off=date(2023, 3, 2)) == ()


def test_a_number_twice_in_two_files_is_not_twice_in_one_ledger():
    assert told("R182", {"case_no": "07"}, {"case_no": "07", "channel": "来信", "source_file": "2023-02/b.xlsx"}) == []


def test_a_rolled_over_due_date_is_no_wrong_due_date():
    """Accepted 3 December 2022: 60 days end on Wednesday 1 February; accepted 6 December: on Saturday 4 February."""
    rolled = replace(SETTINGS, options=Options(roll_over_holidays=True))
    row = {"registered_on": "2022-12-06", "accepted_on": "2022-12-06", "due_on": "2023-02-06"}
    assert [f.message for f in check(row)] == [
        "1件限办日期不是受理日期加60天（编号01：限办日期2023-02-06、受理日期2022-12-06），以条例规定的日期为准"
    ]
    assert check(row, settings=rolled) == ()


def test_a_related_number_means_the_own_ledgers_row_whatever_a_neighbour_writes_beside_it():
    """城关镇's own 原件 was registered before its repeat; a neighbour that has the number too says another day, and
    names 城关镇's repeat.
    """
    repeat = {"case_no": "02", "occurrence": "重件", "related_case_no": "01", "registered_on": "2023-02-06"}
    own = {"case_no": "01", "registered_on": "2023-02-03"}
    neighbours = {
        **repeat,
        "case_no": "01",
        "related_case_no": "02",
        "township": "柳树镇",
        "registered_on": "2023-02-10",
    }
    asked = ("R153", "R154", "R155")
    assert [f.code for f in check(neighbours, repeat, own) if f.code in asked and f.township == "城关镇"] == []
    assert [f.code for f in check(neighbours, repeat) if f.code in asked and f.township == "城关镇"] == ["R154", "R155"]


def test_every_rule_has_a_sentence_and_every_sentence_a_rule():
    assert {rule.code for rule in RULES} == {code for code in CATALOGUE if code.startswith("R1")}
    assert len({rule.code for rule in RULES}) >= 45


def test_the_columns_of_every_rule_are_columns_of_the_ledger():
    ids = {field.id for field in LEDGER}
    assert all(set(rule.columns) <= ids and set(rule.quotes) <= set(rule.columns) for rule in RULES)


def test_no_rule_quotes_a_text_column():
    texts = {field.id for field in LEDGER if field.type not in ("date", "count", "code")}
    assert not [rule.code for rule in RULES if set(rule.quotes) & texts]


@pytest.mark.parametrize(
    "code", ["R121", "R122", "R123", "R124", "R126", "R127", "R128", "R171", "R172", "R174", "R183", "R184", "R185"]
)
def test_late_work_later_events_and_suspicions_are_never_errors(code):
    """An error keeps a township from the title of 三无."""
    assert CATALOGUE[code].severity is not Severity.ERROR


_DAYS = st.none() | st.dates(date(2022, 9, 1), date(2023, 4, 1)).map(str)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "case_no": st.sampled_from(["01", "02", "03"]),
            "related_case_no": st.none() | st.sampled_from(["01", "02", "99"]),
            "registered_on": st.dates(date(2022, 9, 1), date(2023, 4, 1)).map(str),
            **dict.fromkeys((*EVENTS, "due_on", "extended_to"), _DAYS),
            **{f.id: st.none() | st.sampled_from(f.codes) for f in LEDGER if f.type == "code"},
            "persons": st.none() | st.integers(1, 600),
        }
    ),
    min_size=1,
    max_size=6,
)


@example_settings(deadline=None, max_examples=10)
@given(st.lists(_ROWS, min_size=6, max_size=8))
def test_any_rows_give_whole_sentences_whose_cells_are_counted(ledgers):
    """Six ledgers and more at a time: ten examples are sixty ledgers."""
    sent = {f"{number}镇": rows for number, rows in enumerate(ledgers, start=1)}
    for township, findings in check_each(sent).items():
        rows = sent[township]
        numbers = {row["case_no"] for row in rows}
        for found in findings:
            assert "{" not in found.message + found.remedy
            assert "nan" not in found.message.lower()
            assert "NaT" not in found.message
            assert 1 <= found.cells <= len(rows)
            assert len(found.case_nos) <= found.cells
            assert set(found.case_nos) <= numbers
