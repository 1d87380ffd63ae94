"""The sheets of 设置.xlsx become Settings. Every fault is named with its cell, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from pipeline.base.county import COUNTY
from pipeline.base.finding import Severity
from pipeline.base.grid import Grid
from pipeline.messages.catalogue import CATALOGUE
from pipeline.schema.convert import plain
from pipeline.schema.ledger import LEDGER, REFUSED_HEADINGS, REFUSED_PARTS
from pipeline.schema.options import OPTION_BY_LABEL, OPTIONS, Option, Options
from pipeline.schema.settings_sheets import (
    SETTINGS_SHEET,
    SETTINGS_SHEETS,
)
from pipeline.settings.another_county import without_another_countys
from pipeline.settings.attention import read_attention, ruled_papers
from pipeline.settings.conditions import read_conditions
from pipeline.settings.documents import read_documents
from pipeline.settings.labelled_rows import NOTE_SHEETS, has_content, read_entries
from pipeline.settings.named_indicators import find_indicator
from pipeline.settings.office import pairs, read_office
from pipeline.settings.own_rules import read_own_rules
from pipeline.settings.parts import Entry, Faults, nearest, split_names
from pipeline.settings.record import BUILT_IN_CITATIONS, Citation, RuleSwitch, Settings
from pipeline.settings.roster import Names, read_roster
from pipeline.settings.weights import read_weights

_FIRST_YEAR = 1949
_PRESET = next(option for option in OPTIONS if option.id == "three_none_preset")


def read_settings(grids: Sequence[Grid], file: str) -> Settings:
    """The settings of a workbook's sheets; ``file`` is its name in the sentences.

    Sheets are known by name. All except 乡镇名录 may be left out, and then their defaults hold. Blank rows are ignored;
    ``notes`` say which columns aren't read. Raises UserError with one line per fault, such as
    '设置.xlsx“历年三无”工作表 B4：“城官镇”不在乡镇名录中，最接近的是“城关镇”；请改成名录里的名称或改名录。'
    """
    faults = Faults(file)
    by_name = _by_name(grids, faults)

    def entries(id_: str) -> list[Entry]:
        sheet = SETTINGS_SHEET[id_]
        return read_entries(sheet, by_name.get(sheet.name), faults)

    roster, names = read_roster(entries("roster"), faults)
    office_rows = entries("office")
    office = read_office(office_rows)
    years = [entries("past_titles"), entries("history")]
    past_titles, history = without_another_countys(office_rows, years, names)
    cells: dict[tuple[object, ...], str] = {}
    conditions = read_conditions(entries("conditions"))
    documents = read_documents(entries("documents"), names)
    attention = read_attention(entries("attention"), documents)
    asked_for = {rule.document for rule in attention}
    for name in (name for name in ruled_papers(documents) if name not in asked_for):
        faults.add("R365", SETTINGS_SHEET["documents"].name, documents[name].cell, document=name)
    settings = Settings(
        roster=roster,
        weights=MappingProxyType(read_weights(entries("weights"))),
        conditions=conditions,
        attention=attention,
        office=MappingProxyType(office),
        options=_options(entries("options"), list(dict.fromkeys(c.preset for c in conditions)), faults),
        rule_switches=MappingProxyType(_rules(entries("rules"))),
        own_rules=read_own_rules(entries("own_rules")),
        heading_aliases=MappingProxyType(_headings(entries("headings"))),
        value_aliases=MappingProxyType(_values(entries("values"))),
        holidays=MappingProxyType(_holidays(entries("holidays"))),
        past_titles=MappingProxyType(_past_titles(past_titles, names, office["县名"], cells)),
        history=MappingProxyType(_history(history, names, cells)),
        documents=MappingProxyType(documents),
        citations=_citations(entries("citations")),
        cells=MappingProxyType(cells),
        notes=tuple(faults.notes),
    )
    faults.raise_any()
    return settings


def _by_name(grids: Sequence[Grid], faults: Faults) -> dict[str, Grid]:
    known = [sheet.name for sheet in SETTINGS_SHEETS]
    by_name: dict[str, Grid] = {}
    for grid in grids:
        name = grid.name.strip()
        if name in by_name:
            faults.add("R309", name, found=name, first=f"“{by_name[name].name}”")
        by_name.setdefault(name, grid)
        if name not in known and name not in NOTE_SHEETS and has_content(grid):
            faults.add("R301", found=name, nearest=nearest(name, known))
    return by_name


def _options(entries: list[Entry], presets: list[str], faults: Faults) -> Options:
    given = pairs(entries, list(OPTION_BY_LABEL))
    values = {OPTION_BY_LABEL[label].id: _value(OPTION_BY_LABEL[label], entry) for label, entry in given.items()}
    options = Options(**values)  # type: ignore[arg-type]  # each value is of its row's type
    preset = options.three_none_preset
    if presets and preset not in presets:
        entry = given.get(_PRESET.label)
        cell = entry.address("value") if entry else ""
        sheet = SETTINGS_SHEET["options"].name
        faults.add("R321", sheet, cell, found=preset, nearest=nearest(preset, presets), presets="、".join(presets))
    return options


def _value(option: Option, entry: Entry) -> object:
    """What a row of 参数 says; the default where its cell can't be read, which is a fault."""
    if option.type is bool:
        return entry.flag("value", blank=bool(option.default), label=option.label)
    if option.type is date:
        return entry.day("value", label=option.label)
    return _whole(option, entry) if option.type is int else entry.text("value")


def _whole(option: Option, entry: Entry) -> object:
    least, most = option.choice.least, option.choice.most
    value = entry.whole("value", example=option.written, label=option.label)
    if value is not None and not least <= value <= most:
        entry.fault("R336", "value", label=option.label, least=least, most=most, found=value, example=option.written)
    return option.default if value is None else value


def _rules(entries: list[Entry]) -> dict[str, RuleSwitch]:
    seen: dict[object, str] = {}
    switches = {}
    for entry in entries:
        code, severity = entry.text("code").upper(), entry.text("severity")
        if code not in CATALOGUE:
            entry.fault("R327", "code", found=entry.text("code"), nearest=nearest(code, sorted(CATALOGUE)))
        if severity and severity not in list(Severity):
            entry.fault("R328", "severity", found=severity)
        enabled = entry.flag("enabled", blank=True)
        if entry.once(seen, code, "code", code):
            switches[code] = RuleSwitch(severity, enabled)
    return switches


def _headings(entries: list[Entry]) -> dict[str, tuple[str, ...]]:
    """Label of a ledger column -> further headings that mean it. A cell may hold several, separated by 、."""
    labels = [f.label for f in LEDGER]
    owners = {heading: f.label for f in LEDGER for heading in f.all_headings}
    aliases: dict[str, list[str]] = {}
    for entry in entries:
        label = entry.text("label")
        if label not in labels:
            entry.fault("R329", "label", found=label, nearest=nearest(label, labels))
        for alias in split_names(entry.text("alias")):
            if alias in REFUSED_HEADINGS or any(part in alias for part in REFUSED_PARTS):
                entry.fault("R330", "alias", found=alias)
            elif owners.setdefault(alias, label) != label:
                entry.fault("R331", "alias", found=alias, owner=owners[alias])
            else:
                aliases.setdefault(label, []).append(alias)
    return {label: tuple(dict.fromkeys(headings)) for label, headings in aliases.items()}


def _values(entries: list[Entry]) -> dict[str, dict[str, str]]:
    """Label of a ledger column with codes -> word -> the code that it means.

    A cell may hold several words, separated by 、.
    """
    coded = {f.label: f for f in LEDGER if f.codes}
    aliases: dict[str, dict[str, str]] = {}
    for entry in entries:
        label, code = entry.text("label"), entry.text("code")
        column = coded.get(label)
        if column is None:
            entry.fault("R329", "label", found=label, nearest=nearest(label, list(coded)))
            continue
        if code not in column.codes:
            entry.fault(
                "R076",
                "code",
                found=code,
                label=label,
                codes="、".join(column.codes),
                nearest=nearest(code, column.codes),
            )
            continue
        known = {**column.code_aliases, **{own: own for own in column.codes}}
        for word in ("".join(plain(name).split()) for name in split_names(entry.text("word"))):
            own = aliases.setdefault(label, {})
            owner = known.get(word) or own.setdefault(word, code)
            if owner != code:
                entry.fault("R077", "word", found=word, label=label, owner=owner)
    return aliases


def _holidays(entries: list[Entry]) -> dict[date, bool]:
    """Day -> True for 休息, False for 上班."""
    seen: dict[object, str] = {}
    days = {}
    for entry in entries:
        day, kind = entry.day("on"), entry.text("kind")
        if kind not in SETTINGS_SHEET["holidays"].field("kind").codes:
            entry.fault("R337", "kind", found=kind)
        if day and entry.once(seen, day, "on", entry.text("on")):
            days[day] = kind == "休息"
    return days


def _past_titles(
    entries: list[Entry], names: Names, county: str, cells: dict[tuple[object, ...], str]
) -> dict[tuple[int, str], bool]:
    """(Year, township or 全县) -> whether it had the title. 全县 may be written as the county's name (单位: 县名)."""
    seen: dict[object, str] = {}
    titles = {}
    for entry in entries:
        year = entry.whole("year", least=_FIRST_YEAR, example="2022")
        township = COUNTY if county and entry.text("township") == county else names.find(entry, "township")
        title = entry.flag("title", blank=False)
        if year and township and entry.once(seen, (year, township), "township", f"{year}年{township}"):
            titles[year, township] = title
            cells[year, township] = entry.address("title")
    return titles


def _history(
    entries: list[Entry], names: Names, cells: dict[tuple[object, ...], str]
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(Month YYYY-MM, township or 全县, indicator id) -> (n, N) before the program was used; N of a count is 0."""
    seen: dict[object, str] = {}
    figures = {}
    for entry in entries:
        month, township, indicator = _month(entry), names.find(entry, "township"), find_indicator(entry)
        numerator, denominator = entry.whole("numerator", example="17"), entry.whole("denominator", example="18")
        if indicator and indicator.count:
            denominator = 0
        elif not entry.text("denominator"):
            entry.fault("R303", "denominator", label=entry.sheet.field("denominator").label, example="18")
        elif numerator is not None and denominator is not None and numerator > denominator:
            entry.fault("R333", "numerator", numerator=numerator, denominator=denominator)
        key = (month, township, indicator.id if indicator else "")
        if (
            all(key)
            and numerator is not None
            and denominator is not None
            and entry.once(seen, key, "month", "、".join(key[:2]))
        ):
            figures[key] = (numerator, denominator)
            cells[key] = entry.address("numerator")
    return figures


def _month(entry: Entry) -> str:
    """YYYY-MM of '2022-11', '2022年11月', '2022.11' or a day of that month; '' for anything else, which is a fault."""
    text = entry.text("month")
    match = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*月|-\d{2})?", text)
    if not match or not 1 <= int(match[2]) <= 12:
        entry.fault("R332", "month", found=text)
        return ""
    return f"{match[1]}-{int(match[2]):02d}"


def _citations(entries: list[Entry]) -> tuple[Citation, ...]:
    """The rows of 依据条款; the built-in ones where the sheet has no row."""
    if not entries:
        return BUILT_IN_CITATIONS
    dated = [(entry, entry.day("in_force_from")) for entry in entries]
    return tuple(Citation(entry.text("topic"), day, entry.text("text")) for entry, day in dated if day)
