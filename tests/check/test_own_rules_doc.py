"""The ten worked examples of docs/own-rules.md are carried out as they stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.schema.ledger import LEDGER
from tests.check.check_rows import asking_alone, check
from tests.own_rule_rows import LABELS, own_rules
from tests.settings_sheets import settings
from tools.check_cases.rows import Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "own-rules.md"
FIELD = {f.label: f for f in LEDGER}


@dataclass(frozen=True)
class Example:
    """An example: its title, the row of 自设规则, a ledger row that breaks it, one that keeps it, and the sentence."""

    title: str
    rule: tuple[str, ...]
    broken: Row
    kept: Row
    sentence: str


def row_of(line: str) -> Row:
    """A ledger's row; a column that the line doesn't name is blank where a ledger may leave it blank."""
    row: Row = {f.id: None for f in LEDGER if f.required != "yes"}
    for part in line.split("，"):
        label, value = part.split(" ")
        row[FIELD[label].id] = int(value) if FIELD[label].type == "count" else value
    return row


def examples() -> list[Example]:
    found = []
    for block in re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        lines = block.splitlines()
        heading, _, rule = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
        assert tuple(heading) == LABELS
        broken, kept = [row_of(line.removeprefix("- 台账：")) for line in lines if line.startswith("- 台账：")]
        [sentence] = [line.removeprefix("- 提示：") for line in lines if line.startswith("- 提示：")]
        found.append(Example(lines[0], tuple(rule), broken, kept, sentence))
    return found


EXAMPLES = examples()


def test_there_are_ten():
    assert [example.rule[0] for example in EXAMPLES] == [f"C{number:03d}" for number in range(1, 11)]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.title for example in EXAMPLES])
def test_an_example_finds_its_first_row_with_its_sentence_and_not_the_second(example: Example):
    code, _, severity, _, remedy, marked = example.rule
    county = replace(asking_alone(code), own_rules=settings(own_rules(example.rule)).own_rules)
    (told,) = check(example.broken, settings=county)
    assert told.code == code
    assert (told.message, told.remedy, told.severity) == (example.sentence, remedy, severity)
    column = [f.label for f in LEDGER].index(marked)
    assert told.place.cell == f"{'' if column < 26 else 'A'}{chr(ord('A') + column % 26)}4"
    assert check(example.kept, settings=county) == ()
