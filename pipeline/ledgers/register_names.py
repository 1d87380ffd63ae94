"""Which workbooks and sheets are the office's registers, by their names."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from pipeline.schema.registers import REGISTER, REGISTER_FILE, REGISTERS

_NAMES = tuple(sheet.name for sheet in REGISTERS)
_REMARKS = frozenset({"说明", "备注", "使用说明", "填表说明"})
_ALIKE = 80


def is_register(stem: str, sheets: Iterable[str] = ()) -> bool:
    """Whether a workbook holds the registers: by its name, or by the names of all its sheets, except remarks.

    One of them must be exactly a register's name, the others may be written nearly so.

    >>> is_register("登记簿2月"), is_register("汇总", ["报送登记", "上级登记台帐"])
    (True, True)
    >>> is_register("汇总", ["上级登记台帐"]), is_register("汇总", ["报送登记", "信访台账"])
    (False, False)
    """
    names = [name.strip() for name in sheets if name.strip() not in _REMARKS]
    by_sheets = any(name in _NAMES for name in names) and all(map(_is_like_one, names))
    return stem.strip().startswith(REGISTER_FILE) or by_sheets


def is_offices_ledger(sheet: str) -> bool:
    """Whether a sheet of any other workbook is called 上级登记台账 or nearly so: no township's ledger is.

    It has a ledger's columns, so that its rows would pass for those of townships.

    >>> [is_offices_ledger(name) for name in ("上级登记台帐", "2023年上级登记台账", "上级交办台账", "信访登记台账")]
    [True, True, False, False]
    """
    return _is_like(sheet.strip(), REGISTER["superior"].name)


def _is_like_one(name: str) -> bool:
    return any(_is_like(name, register) for register in _NAMES)


def _is_like(name: str, register: str) -> bool:
    return register in name or fuzz.ratio(name, register) >= _ALIKE
