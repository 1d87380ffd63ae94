"""Merged matters for the tests of measuring: a dict a row; where nothing is said, one of 甲镇 that no figure of
February asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pandas as pd

from pipeline.base.period import Period, parse_period
from pipeline.bundles import Merged, PastEdition
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.measure.indicators import Measured, at_cut_off, measure
from pipeline.measure.masks import SOURCE
from pipeline.measure.matters_table import matters_table
from pipeline.rules.coded import coded
from pipeline.rules.windows import Windows, windows_of, windows_table
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import Options
from pipeline.schema.registers import REGISTER
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS, STEP_IDS
from pipeline.settings.record import Settings, Township

Row = Mapping[str, object]
FEBRUARY = parse_period("2023-02")
SETTINGS = Settings(roster=(Township(1, "甲镇"), Township(2, "乙镇"), Township(3, "丙镇")), weights={}, conditions=())
QUIET: Row = {
    "township": "甲镇",
    "registered_on": "2022-10-10",
    "accepted_on": "2022-10-10",
    "concluded_on": "2022-10-11",
    "channel": "来访",
    "occurrence": "初件",
    "procedure": "信访处理意见",
    "claim": "确定",
}
RESOLVED: Row = {"concluded_on": "2023-02-10", "settled": "已化解", "outcome": "予以支持"}
FLAGS = ("in_superior", "handed_back", "found_false", "received_above", "taken_back", "rating_own")
DAYS = ("open_at", "clock_on", "held_from", "held_until", "receipt_on", "rework_on")
_FIELD = {field.id: field for field in LEDGER}


def with_options(**options: object) -> Settings:
    """The settings with other local choices."""
    return replace(SETTINGS, options=replace(Options(), **options))


def column(field: Field, values: Sequence[object]) -> pd.Series:
    """A column in the types of bundles."""
    if field.type == "date":
        return pd.Series(pd.to_datetime(pd.Series(list(values), dtype="object")), dtype="datetime64[s]")
    return pd.Series(list(values), dtype="Int64" if field.type == "count" else "str")


def matters(*rows: Row) -> pd.DataFrame:
    """Rows as bundles.Merged.matters has them, numbered 01, 02, …; ``bad`` names the ids whose cells can't be read."""
    full = [{"case_no": f"{number:02}", "bad": (), **QUIET, **row} for number, row in enumerate(rows, start=1)]
    data: dict[str, pd.Series] = {}
    for field in LEDGER:
        data[field.id] = column(field, [None if field.id in row["bad"] else row.get(field.id) for row in full])
        if field.type in ("date", "count", "code", "township"):
            data[f"{field.id}_bad"] = pd.Series([field.id in row["bad"] for row in full], dtype="bool")
    for flag in FLAGS:
        data[flag] = pd.Series([bool(row.get(flag, False)) for row in full], dtype="bool")
    for id_ in DAYS:
        data[id_] = pd.Series(
            pd.to_datetime(pd.Series([row.get(id_) for row in full], dtype="object")), dtype="datetime64[s]"
        )
    frame = pd.DataFrame(data)
    for id_, like in (
        ("accepted_first", "accepted_on"),
        ("concluded_day", "concluded_on"),
        ("settled_cohort", "settled"),
        ("settled_returned", "settled"),
    ):
        frame[id_] = column(_FIELD[like], [None if like in row["bad"] else row.get(id_, row.get(like)) for row in full])
    words = {
        "claim": "确定",
        "way": "首报",
        "part": None,
        "first_part": None,
        "listed_in": "2023-02",
        "mended": None,
        "root_case_no": None,
    }
    for id_, usual in words.items():
        frame[id_] = pd.Series([row.get(id_, usual) for row in full], dtype="str")
    frame["part"] = frame["part"].fillna(frame["township"])
    frame["first_part"] = frame["first_part"].fillna(frame["part"])
    frame["root_case_no"] = pd.Series([row.get("root", row["case_no"]) for row in full], dtype="str")
    for id_ in STEP_IDS:
        frame[f"{id_}_confirmed"] = pd.Series([id_ in row.get("confirmed", ()) for row in full], dtype="bool")
    frame["registered_false"] = pd.Series([bool(row.get("registered_false", False)) for row in full], dtype="bool")
    frame["present"] = pd.Series([bool(row.get("present", True)) for row in full], dtype="bool")
    secret = [bool(row.get("hidden", "检举控告" in (row.get("purpose"), row.get("procedure")))) for row in full]
    frame["hidden"] = pd.Series(secret, dtype="bool")
    for id_ in ("source_file", "source_sheet"):
        frame[id_] = pd.Series([row.get(id_) for row in full], dtype="str")
    frame["source_row"] = pd.Series([row.get("source_row") for row in full], dtype="Int64")
    return frame


def windows(period: Period = FEBRUARY, settings: Settings = SETTINGS, editions: Sequence[PastEdition] = ()) -> Windows:
    """The calendar's windows."""
    return windows_of(period, (period.name,), None, editions, settings)


def merged(frame: pd.DataFrame, registers: Mapping[str, pd.DataFrame] = MappingProxyType({})) -> Merged:
    """What merging hands over, with these matters and registers and nothing besides."""
    none = pd.DataFrame()
    aside = pd.DataFrame(
        {c: pd.Series([], dtype="str") for c in ("township", "part", "folder", *SOURCE, "is_matter")}
    ).assign(again=False)
    return Merged(
        matters=coded(frame),
        first=none,
        trace=none,
        files=none,
        registers=registers,
        omissions=none,
        submitted=frozenset(),
        zero=frozenset(),
        findings=(),
        set_aside=aside,
    )


def published(period: Period, *rows: Row) -> pd.DataFrame:
    """The matters table that an edition of the period would have of these rows, its cut-off the last day."""
    frame = matters(*rows)
    for id_ in (*FIRST_SUBMITTED_IDS, *OVERLAID_IDS, *HELD_IDS):
        frame[f"{id_}_submitted"] = frame[id_]
    now, _ = at_cut_off(merged(frame), SETTINGS, period.last_day, windows(period))
    edition = matters_table(frame.assign(origin="台账", folder=period.name), now)
    return read_table(table_bytes("matters", edition))


def edition(
    period: Period, *rows: Row, came: Sequence[str] = ("甲镇", "乙镇", "丙镇"), refused: Sequence[str] = ()
) -> PastEdition:
    """The period's edition, of these rows; ``came``: whose ledger it had, ``refused``: whose ledger it sent back."""
    keys = [frozenset((period.name, name) for name in names) for names in (came, refused)]
    closed = windows_table(windows(period), (period.name,), *keys, SETTINGS)
    return PastEdition(period.name, period.last_day, published(period, *rows), tables={"windows": closed})


def register(id_: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A register's rows of February, in their types."""
    listed = list(rows)
    data = {field.id: column(field, [row.get(field.id) for row in listed]) for field in REGISTER[id_].fields}
    data["folder"] = pd.Series([row.get("folder", FEBRUARY.name) for row in listed], dtype="str")
    data["source_file"] = pd.Series([f"{row.get('folder', FEBRUARY.name)}/登记簿.xlsx" for row in listed], dtype="str")
    data["source_sheet"] = pd.Series([REGISTER[id_].name] * len(listed), dtype="str")
    data["source_row"] = pd.Series(range(2, 2 + len(listed)), dtype="Int64")
    return pd.DataFrame(data)


def state(*rows: Row, settings: Settings = SETTINGS, cut_off: date = FEBRUARY.last_day) -> pd.DataFrame:
    """The matters as they stood at the cut-off."""
    now, _ = at_cut_off(merged(matters(*rows)), settings, cut_off, windows(settings=settings))
    return now


def measured(
    *rows: Row,
    settings: Settings = SETTINGS,
    cut_off: date = FEBRUARY.last_day,
    folders: Sequence[str] = ("2023-02",),
    editions: Sequence[PastEdition] = (),
    **registers: Iterable[Row],
) -> Measured:
    """February of these rows, after ``editions``."""
    given = {id_: register(id_, listed) for id_, listed in registers.items()}
    spans = windows(settings=settings, editions=editions)
    return measure(
        merged(matters(*rows), given), settings, period=FEBRUARY, cut_off=cut_off, folders=folders, windows=spans
    )


def figure(result: Measured, indicator: str, township: str = "甲镇") -> tuple[int | None, int | None]:
    """Numerator and denominator of one cell of the grid, None where null."""
    table = result.table
    row = table[(table["township"] == township) & (table["indicator"] == indicator)]
    assert len(row) == 1
    n, of = row["numerator"].iloc[0], row["denominator"].iloc[0]
    return None if pd.isna(n) else int(n), None if pd.isna(of) else int(of)


def one(indicator: str, row: Row, settings: Settings = SETTINGS, **more: object) -> tuple[int | None, int | None]:
    """The figure of a county that has this one matter."""
    return figure(measured(row, settings=settings, **more), indicator)  # type: ignore[arg-type]


def wrong(
    cases: Iterable[tuple[Row, *tuple[object, ...]]], *indicators: str, settings: Settings = SETTINGS, **usual: object
) -> list[tuple[object, ...]]:
    """The cases whose figures are others than they say: the row, then for each indicator the figure and the one said.

    ``cases``: (row, a figure for each indicator). Each row is the only matter of a township of its own, so that all are
    measured at once. ``usual``: what every row has unless it says otherwise.
    """
    listed = list(cases)
    units = [f"第{at}镇" for at in range(len(listed))]
    county = replace(settings, roster=tuple(Township(at, unit) for at, unit in enumerate(units, start=1)))
    rows = [{**usual, **row, "township": unit} for unit, (row, *_) in zip(units, listed, strict=True)]
    result = measured(*rows, settings=county)
    table = result.table.set_index(["township", "indicator"])[["numerator", "denominator"]].astype("object")
    found = {key: tuple(None if pd.isna(n) else int(n) for n in row) for key, row in table.T.to_dict("list").items()}
    return [
        (row, *((found[unit, id_], figure_) for id_, figure_ in zip(indicators, said, strict=True)))
        for unit, (row, *said) in zip(units, listed, strict=True)
        if any(found[unit, id_] != figure_ for id_, figure_ in zip(indicators, said, strict=True))
    ]
