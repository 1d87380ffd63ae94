"""A matter's number that is plain at first sight is read, and may go back, as it does after every look at it."""

from __future__ import annotations

import random

import pytest

from pipeline.ledgers.cells import values
from pipeline.ledgers.cells.values import ID_FIELDS, OK
from pipeline.schema.ledger import LEDGER
from pipeline.sheets.personal import holds_id, holds_number, is_phone, is_plain_number

FIELDS = [field for field in LEDGER if field.id in ID_FIELDS]
CHANCE = random.Random(22)
TEXTS = [
    "".join(CHANCE.choices("ABEX", k=CHANCE.randint(0, 7)))
    + "".join(CHANCE.choices("0123456789", k=CHANCE.randint(0, 26)))
    for _ in range(400)
] + [
    "１３９１２３４５６７８",
    "３７００００２０２３",
    "13912345678",
    "8613912345678",
    "11010519491231002X",
    "370000202302010001",
]
PLAIN = [text for text in TEXTS if is_plain_number(text)]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_a_plain_number_is_read_as_it_stands(field: values.Field, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = [values.outcome(field, text, None, str) for text in PLAIN]
    monkeypatch.setattr(values, "is_plain_number", lambda _: False)
    assert at_once == [values.outcome(field, text, None, str) for text in PLAIN]
    assert {state for state, _, _ in at_once} == {OK}
    assert len(PLAIN) > 200


def test_a_plain_number_is_neither_that_of_a_telephone_nor_of_a_person() -> None:
    assert not any(is_phone(text) or holds_id(text) for text in PLAIN)
    assert not [text for text in PLAIN if holds_number(text)]
    assert not [text for text in TEXTS[-6:] if is_plain_number(text)]
