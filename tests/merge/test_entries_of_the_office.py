"""What registers, decisions and editions say, read from small tables: who said it, of what, and which entry counts."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.merge.context import Context
from pipeline.merge.holders.records import holder_records
from pipeline.merge.registers import Decisions, empty, latest, registers_of
from pipeline.settings.record import Settings, Township
from tests.merge.merge_rows import BOTH, FEBRUARY, JANUARY, Row, register

UNITS = (Township(1, "甲镇"), Township(2, "乙镇"), Township(3, "丙镇", merged_into="甲镇", merged_on=date(2023, 2, 1)))


def context() -> Context:
    """No step here asks for the windows."""
    return Context(Settings(UNITS, {}, ()), BOTH, None, date(2023, 2, 28), date(2023, 2, 28))  # type: ignore[arg-type]


def decisions(*rows: Row) -> Decisions:
    return Decisions(register("decisions", rows), BOTH)


def test_a_decision_is_found_by_its_kind_and_where_one_is_asked_by_its_folder() -> None:
    said = decisions(
        {"subject": "01", "decision": "同意退回", "folder": JANUARY},
        {"subject": "02", "decision": "归属：乙镇", "decided_on": "2023-02-03"},
    )
    assert said.has("01", "同意退回")
    assert said.has("01", "同意退回", JANUARY)
    assert not said.has("01", "同意退回", FEBRUARY)
    assert not said.has("01", "归属")
    assert not said.has("03", "同意退回")
    assert said.subjects("归属") == {"02"}
    (given,) = said.of("02", "归属")
    assert (given.to, given.from_on, given.day, given.folder_no) == ("乙镇", None, pd.Timestamp("2023-02-03"), 1)
    assert (given.rule, given.column) == ("", "")


def test_it_has_effect_from_the_day_that_it_names_else_from_its_own() -> None:
    named, own, none = decisions(
        {"subject": "01", "decision": "重新办理", "decided_on": "2023-02-03", "from_on": "2023-02-01"},
        {"subject": "02", "decision": "重新办理", "decided_on": "2023-02-03"},
        {"subject": "03", "decision": "重新办理"},
    )
    assert (named.from_on, named.day) == (pd.Timestamp("2023-02-01"),) * 2
    assert (own.from_on, own.day) == (None, pd.Timestamp("2023-02-03"))
    assert none.day is None
    assert set(decisions(*({"subject": e.subject, "decision": e.kind} for e in (named, own))).reworked()) == set()


def test_a_vanished_matter_is_taken_out_by_its_rule_and_any_other_entry_confirms_values() -> None:
    said = decisions(
        {"subject": "01", "decision": "更正属实", "rule": "R204"},
        {"subject": "02", "decision": "更正属实", "column": "accepted_on", "folder": JANUARY},
        {"subject": "03", "decision": "可列", "rule": "R204"},
        {"subject": "04", "decision": "更正属实", "rule": "R217"},
    )
    assert said.taken_out() == {"01"}
    assert list(said.confirmed()) == [("02", "accepted_on", 0), ("04", "concluded_on", 1), ("04", "outcome", 1)]


def test_of_entries_alike_the_newest_folders_last_counts_and_a_register_without_a_key_keeps_all() -> None:
    entries = [
        {"case_no": "01", "township": "甲镇", "folder": FEBRUARY},
        {"case_no": "01", "township": "乙镇", "folder": JANUARY},
        {"case_no": "01", "township": "丙镇", "folder": FEBRUARY},
    ]
    sent = [{"township": "甲镇", "due_on": "2023-02-05", "folder": JANUARY}] * 2
    newest = latest({"superior": register("superior", entries), "reports": register("reports", sent)}, BOTH)
    assert newest["superior"]["township"].tolist() == ["丙镇"]
    assert list(newest["superior"]) == list(register("superior", entries)), "no column is added"
    assert len(newest["reports"]) == 2
    one = {"subject": "01", "decision": "更正属实"}
    columns = [{**one, "column": "accepted_on"}, {**one, "column": "settled"}, {**one, "column": "settled"}]
    assert len(latest({"decisions": register("decisions", columns)}, BOTH)["decisions"]) == 2


def test_what_the_registers_agree_to() -> None:
    read = {
        "superior": register("superior", [{"case_no": "01", "withdrawn_on": "2023-02-02"}, {"case_no": "02"}]),
        "decisions": register(
            "decisions",
            [
                {"subject": "03", "decision": "同意退回"},
                {"subject": "04", "decision": "归属：丙镇", "decided_on": "2023-02-03"},
                {"subject": "05", "decision": "归属：丙镇", "decided_on": "2023-01-03"},
                {"subject": "06", "decision": "归属：丙镇"},
                {"subject": "07", "decision": "归属：乙镇", "decided_on": "2023-02-03"},
            ],
        ),
        "spot_checks": register(
            "spot_checks",
            [
                {"case_no": "01", "result": "属实"},
                {"case_no": "02", "checked": "化解", "result": "不属实"},
                {"case_no": "03", "checked": "评价", "result": "不属实"},
            ],
        ),
    }
    made = registers_of(read, context())
    assert made.agreed_back == {"01", "03"}
    assert made.settled_as("属实") == {"01"}
    assert made.settled_as("不属实") == {"02"}
    assert made.found_false["case_no"].tolist() == ["02", "03"]
    given = {subject: made.decisions.of(subject, "归属")[0].to for subject in ("04", "05", "06", "07")}
    assert given == {"04": "甲镇", "05": "丙镇", "06": "丙镇", "07": "乙镇"}, "to the unit that it is on that day"
    assert len(made.newest["assigned"]) == 0


def test_a_register_that_a_county_keeps_not_is_empty_and_may_be_written_into() -> None:
    made = empty("superior")
    made["case_no"] = pd.Series([], dtype="object")
    assert empty("superior")["case_no"].dtype != object
    assert empty("superior")["received_on"].dtype == "datetime64[s]"


def edition(
    name: str, end: date, matters: list[tuple[str, ...]], stands: list[dict[str, object]] | None = None
) -> PastEdition:
    """``matters``: number, origin, claim, unit; ``stands``: rows of that table, days of 2023 as 02-10."""
    columns = dict(zip(("case_no", "origin", "claim", "township"), zip(*matters, strict=True), strict=True))
    tables = {}
    if stands is not None:
        usual = dict.fromkeys(("clock_on", "held_from", "held_until")) | {"way": "首报", "claim": "确定"}
        rows = [{**usual, **row} for row in stands]
        tables["stands"] = pd.DataFrame(
            [
                {
                    k: pd.Timestamp(f"2023-{v}") if v and k in ("clock_on", "held_from", "held_until") else v
                    for k, v in r.items()
                }
                for r in rows
            ]
        )
    return PastEdition(name, end, pd.DataFrame(columns), frozenset(), tables)


def test_the_newest_edition_that_has_a_matter_speaks_of_who_held_it() -> None:
    older = edition(
        "2022-12",
        date(2022, 12, 31),
        [
            ("01", "台账", "确定", "甲镇"),
            ("02", "台账", "确定", "甲镇"),
            ("03", "台账", "待定", "甲镇"),
            ("06", "台账", "确定", "丙镇"),
        ],
        [
            {"case_no": "02", "part": "甲镇"},
            {"case_no": "03", "part": "甲镇", "claim": "争议"},
            {"case_no": "03", "part": "丙镇", "claim": "争议"},
            {"case_no": "07", "part": "甲镇", "claim": "争议"},
        ],
    )
    newer = edition(
        "2023-01",
        date(2023, 1, 31),
        [
            ("02", "台账", "确定", "乙镇"),
            ("03", "台账", "待定", "乙镇"),
            ("04", "上级", "确定", "乙镇"),
            ("05", "台账", "确定", "乙镇"),
        ],
        [
            {"case_no": "02", "part": "乙镇", "held_from": "01-20", "way": "重办", "clock_on": "01-20"},
            {"case_no": "02", "part": "甲镇", "held_until": "01-19", "clock_on": "01-02"},
            {"case_no": "03", "part": "乙镇", "claim": "争议"},
            {"case_no": "03", "part": "乙镇", "claim": "待定"},
            {"case_no": "04", "part": "乙镇"},
        ],
    )
    made = holder_records([older, newer], registers_of({}, context()), BOTH)
    assert {n: [(s.part, s.way) for s in of] for n, of in made.published.items()} == {
        "02": [("甲镇", "首报"), ("乙镇", "重办")]
    }
    assert [s.rework_on for s in made.published["02"]] == [None, pd.Timestamp("2023-01-20")]
    assert made.rivals == {"03": ("乙镇",), "07": ("甲镇",)}
    assert made.plain_parts.to_dict() == {"05": "乙镇", "01": "甲镇", "06": "丙镇"}
    assert made.after == 0
    assert holder_records([], registers_of({}, context()), BOTH).after == -1


def test_a_folder_is_covered_by_an_edition_that_was_not_cut_before_its_end() -> None:
    of = [("01", "台账", "确定", "甲镇")]
    ends = {date(2023, 1, 30): -1, date(2023, 1, 31): 0, date(2023, 2, 27): 0, date(2023, 3, 5): 1}
    for end, after in ends.items():
        assert holder_records([edition("2023-02", end, of)], registers_of({}, context()), BOTH).after == after
    assert holder_records([edition("2023-01", date(2023, 3, 5), of)], registers_of({}, context()), BOTH).after == 0
