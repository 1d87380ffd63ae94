"""Small ledgers for the tests of rules: a dict a row, a clean matter of February where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.check import check_ledgers
from pipeline.check.catalogue import RULES
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from pipeline.settings.record import RuleSwitch, Settings
from tools.check_cases.rows import FIRST_ROW, SHEET, Row, numbered

FILE = "2023-02/城关镇.xlsx"
SETTINGS = Settings(roster=(), weights={}, conditions=())


def ledger(*rows: Row) -> pd.DataFrame:
    """Rows as bundles.Reading.ledger has them, from sheet row 4; ``bad`` names the ids whose cells are unreadable."""
    full = [{"bad": (), **row} for row in numbered(rows)]
    data: dict[str, pd.Series] = {}
    for field in LEDGER:
        values = [row.get(field.id) for row in full]
        if field.type == "date":
            data[field.id] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[s]")
        else:
            data[field.id] = pd.Series(values, dtype="Int64" if field.type == "count" else "str")
        if field.type in ("date", "count", "code"):
            data[f"{field.id}_bad"] = pd.Series([field.id in row["bad"] for row in full])
            data[field.id] = data[field.id].mask(data[f"{field.id}_bad"])
    data["source_file"] = pd.Series([row.get("source_file", FILE) for row in full], dtype="str")
    data["source_sheet"] = pd.Series([SHEET] * len(full), dtype="str")
    data["source_row"] = pd.Series(range(FIRST_ROW, FIRST_ROW + len(full)), dtype="Int64")
    return pd.DataFrame(data)


_COLUMNS = {id_: index for index, id_ in enumerate(LEDGER_IDS)}
COLUMNS = {(FILE, SHEET): _COLUMNS}
"""case_no in A, related_case_no in B, township in C and so on, as the schema has them."""


def check(*rows: Row, settings: Settings = SETTINGS, cut_off: date = date(2023, 2, 28)) -> tuple[Finding, ...]:
    """Every finding about these rows, for February 2023."""
    return check_ledgers([(parse_period("2023-02"), ledger(*rows))], COLUMNS, settings, cut_off=cut_off)


def asking_alone(code: str, settings: Settings = SETTINGS) -> Settings:
    """The settings with every rule of the program turned off but this one, so that a check costs one rule."""
    off = {rule.code: RuleSwitch(severity="", enabled=False) for rule in RULES if rule.code != code}
    return replace(settings, rule_switches=off)


def told(code: str, *rows: Row) -> list[tuple[str, str]]:
    """Cells and sentences of the findings of one rule."""
    return [(found.place.cell, found.message) for found in check(*rows, settings=asking_alone(code))]


def check_each(ledgers: Mapping[str, Sequence[Row]], settings: Settings = SETTINGS) -> dict[str, list[Finding]]:
    """Township -> the findings about the rows of its file, by one check of all for February 2023.

    A rule is asked of all townships' rows as fast as of one row. What looks from row to row keeps to a township, but
    that a 关联件 which its own ledger lacks is the first row of its number in the whole folder.
    """
    frames = [ledger(*rows).assign(township=name, source_file=f"{name}.xlsx") for name, rows in ledgers.items()]
    columns = {(f"{name}.xlsx", SHEET): _COLUMNS for name in ledgers}
    rows = pd.concat(frames, ignore_index=True)
    found = check_ledgers([(parse_period("2023-02"), rows)], columns, settings, cut_off=date(2023, 2, 28))
    return {name: [each for each in found if each.township == name] for name in ledgers}
