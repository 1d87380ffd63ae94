"""Every register and every column says of itself what forms and readers need."""

from __future__ import annotations

from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEETS


def test_every_column_of_a_form_has_its_note() -> None:
    columns = {("台账", f.label): f.note for f in LEDGER}
    columns |= {(register.name, f.label): f.note for register in REGISTERS for f in register.fields}
    columns |= {("设置", sheet.name): sheet.note for sheet in SETTINGS_SHEETS}
    assert [column for column, note in columns.items() if not note] == []


def test_a_register_names_its_row_and_its_day_by_columns_of_its_own() -> None:
    for register in REGISTERS:
        ids = {f.id: f.type for f in register.fields}
        assert register.key in ids
        assert not register.day or ids[register.day] == "date"
