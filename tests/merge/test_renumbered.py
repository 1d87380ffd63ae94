"""改号: where each number leads, by decisions and by what editions know (docs/definitions.md, 编号)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.merge.numbers.renumbered import Renumbered, new_number, renumbered
from tests.merge.merge_rows import FEBRUARY, JANUARY


def decided(
    *entries: tuple[str, str], local: str = "", editions: tuple[PastEdition, ...] = (), folders: str = ""
) -> Renumbered:
    """(Subject, decision) of each row of 处理决定, of February; ``folders``: a letter each, J for January."""
    names = [{"J": JANUARY, "F": FEBRUARY}[letter] for letter in folders or "F" * len(entries)]
    frame = pd.DataFrame(
        {
            "subject": [subject for subject, _ in entries],
            "decision": [decision for _, decision in entries],
            "folder": names,
            "decided_on": pd.Timestamp("2023-02-01"),
            "source_file": "登记簿.xlsx",
            "source_row": range(2, 2 + len(entries)),
        }
    ).astype({"subject": "str", "decision": "str"})
    return renumbered(frame, (JANUARY, FEBRUARY), editions, frozenset(local))


def edition(number: str, others: str | None) -> PastEdition:
    matters = pd.DataFrame({"case_no": [number], "other_numbers": pd.Series([others], dtype="str")})
    return PastEdition(JANUARY, date(2023, 1, 31), matters)


def test_a_changed_number_leads_to_the_new_one_and_a_chain_to_its_end() -> None:
    assert decided(("A", "改号：B")).leads == {"A": "B"}
    chain = decided(("A", "改号：B"), ("B", "改号：C"))
    assert chain.leads == {"A": "C", "B": "C"}
    assert (chain.written, chain.cls("A"), chain.cls("X")) == ({"C": "C"}, "C", "X")


def test_of_several_decisions_on_a_number_the_newest_folders_counts() -> None:
    assert decided(("A", "改号：B"), ("A", "改号：C"), folders="FJ").leads == {"A": "B"}
    assert decided(("A", "改号：B"), ("A", "改号：C"), folders="FF").leads == {"A": "C"}


def test_numbers_that_lead_to_each_other_are_one_matter_shown_as_the_newest_decision_has_it() -> None:
    ring = decided(("A", "改号：B"), ("B", "改号：A"), ("X", "改号：A"))
    assert ring.leads == {"A": "A", "B": "A", "X": "A"}
    assert ring.cycles["subject"].tolist() == ["A", "B"]
    other = decided(("B", "改号：A"), ("A", "改号：B"))
    assert other.leads == {"A": "B", "B": "B"}


def test_a_decision_without_a_number_is_unclear_and_leads_nowhere() -> None:
    result = decided(("A", "改号"), ("B", "改号：C"))
    assert result.leads == {"B": "C"}
    assert result.unclear["subject"].tolist() == ["A"]


def test_other_decisions_say_nothing_of_numbers() -> None:
    result = decided(("A", "归属乡镇：甲镇"))
    assert (result.leads, len(result.unclear)) == ({}, 0)


def test_a_number_of_several_units_cannot_be_followed() -> None:
    assert decided(("A", "改号：B"), ("C", "改号：D"), local="A").leads == {"C": "D"}


def test_another_writing_of_the_same_number_is_shown_as_the_decision_writes_it() -> None:
    result = decided(("a-1", "改号：A－1"))
    assert (result.leads, result.written, result.rewritten) == ({"A-1": "A-1"}, {"A-1": "A－1"}, {"A-1"})


def test_editions_know_the_numbers_of_decisions_no_longer_read() -> None:
    assert decided(editions=(edition("B", "A、A2"), edition("X", None))).leads == {"A": "B", "A2": "B"}


def test_a_decision_back_to_an_editions_old_number_is_no_ring() -> None:
    """The edition has A as B; now B is A again: what was known under A2 follows."""
    result = decided(("B", "改号：A"), editions=(edition("B", "A、A2"),))
    assert result.leads == {"B": "A", "A2": "A"}
    assert result.cycles.empty


def test_new_numbers_are_read_out_of_several_ways_to_write_them() -> None:
    written = ("改号：QH1", "改号为新编号 QH1", "改号（QH1）", "改号=>QH1", " 改号, QH1 ", "改号", "不改号：QH1")
    assert [new_number(text) for text in written] == ["QH1"] * 5 + ["", ""]
