"""The order of a roll-up: gather, add up, render, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.period import Period
from pipeline.bundles import RolledUp
from pipeline.editions import manifest
from pipeline.editions.archive import load_edition
from pipeline.editions.parquet import table_bytes
from pipeline.editions.publish import publish, recover
from pipeline.editions.room import expect_room
from pipeline.messages import door_words, rollup_words
from pipeline.messages.asked import asked_period
from pipeline.messages.issuing import NO_HEAD_ROLLED
from pipeline.messages.refusals import refusal, refusals
from pipeline.render.templates.files import find_template
from pipeline.report.rule_notes import rules_in_words
from pipeline.rollup.counties import Gathered, gather
from pipeline.rollup.totals import Ranks, totals
from pipeline.schema.contract import ROLLUP_TABLES
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.papers import REVIEW_PAGE, ROLLED_PAPER, SUMMARY_BOOK
from pipeline.schema.registers import REGISTER
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS
from pipeline.settings.as_json import rows_of
from pipeline.settings.as_text import condition_words, measuring_rows, settings_from_rows
from pipeline.settings.parts import sentence
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids

_WHOLE = {"省": "全省", "州": "全州", "盟": "全盟", "区": "全区"}
_RANKINGS = ("county_ranking", "township_ranking")


def roll_up(folders: Sequence[Path], name: str, outputs: Path, own: Path | None) -> tuple[list[str], bool]:
    """Publish the roll-up of the counties in ``folders`` into ``outputs``.

    Returns the lines that staff read, and whether every county is in. ``own``: the city's own 设置.xlsx; its 单位 gives
    letterhead and names, its 乡镇名录 lists the counties in order. Raises UserError, outputs untouched, with a sentence
    for each folder that can't be used.
    """
    from pipeline.render.page.rolled import ROLLED_PARTS, render_rolled  # noqa: PLC0415
    from pipeline.render.papers.rolled import ROLLED  # noqa: PLC0415 - docxtpl is slow to import
    from pipeline.render.templates.faults import check_template  # noqa: PLC0415
    from pipeline.render.word.filling import render_document  # noqa: PLC0415
    from pipeline.render.workbook.rolled_book import rolled_book  # noqa: PLC0415

    period = asked_period(name)
    expect_room(outputs)
    city = None if own is None else read_settings(read_grids(own), own.name)
    inputs = own.parent if own else Path("inputs")
    label, template = find_template(inputs, ROLLED.template)
    pages = {name: find_template(inputs, name) for name in ROLLED_PARTS}
    if faults := check_template(template, ROLLED.names):
        raise refusals("E039", ({"label": label, "fault": fault} for fault in faults))
    gathered, missing = _gathered(folders, period, city)
    before = _before(outputs, period)
    report = _report(gathered, period, city, missing, before)
    first = gathered.parts[0].measured.manifest
    files = {SUMMARY_BOOK: rolled_book(report)}
    files[REVIEW_PAGE] = render_rolled(report, {name: content.decode("utf-8") for name, (_, content) in pages.items()})
    made = ROLLED.make(report)
    files[made.path] = render_document(
        template, made.context(), report.settings.office, title=made.title, made_on=report.cut_off
    )
    files |= {
        f"data/{table}.parquet": table_bytes(table, frame, ROLLUP_TABLES) for table, frame in report.tables.items()
    }
    files[manifest.MANIFEST_FILE] = manifest.make(
        period=report.period,
        cut_off=report.cut_off,
        settings=measuring_rows(rows_of(first)) | _office_rows(city),
        choices=first.get("choices"),
        inputs={f"{part.name}/{manifest.MANIFEST_FILE}": part.manifest_sha256 for part in gathered.parts}
        | ({} if own is None else {own.name: manifest.sha256(own.read_bytes())}),
        templates={label: manifest.sha256(content) for label, content in ((label, template), *pages.values())},
        earlier={} if before is None else {before[0]: before[1]},
        outputs=files,
    )
    _guard(outputs, folders, period)
    recover(outputs)
    folder = publish(outputs, period.name, files)
    unread = [] if city is None else [sentence(note) for note in city.notes]
    return [*_lines(report, folder, sorted(files), missing), *unread], not missing


def _report(
    gathered: Gathered,
    period: Period,
    city: Settings | None,
    missing: Sequence[str],
    before: tuple[str, str, Ranks] | None,
) -> RolledUp:
    first = gathered.parts[0].measured.manifest
    cut = period.cut_to(date.fromisoformat(first["last_day"]))
    settings = settings_from_rows(measuring_rows(rows_of(first)) | _office_rows(city))
    whole = _WHOLE.get(settings.office.get("县名", "")[-1:], "全市")
    tables = totals(gathered, settings, whole, before[2] if before else {})
    return RolledUp(
        period=cut,
        cut_off=date.fromisoformat(first["cut_off"]),
        settings=settings,
        whole=whole,
        tables=tables,
        counties=tuple(gathered.counties),
        missing=tuple(missing),
        notes=_notes(gathered, settings, tables, whole, missing),
        earlier=before is not None,
    )


def _office_rows(city: Settings | None) -> dict[str, str]:
    office = OFFICE_DEFAULTS if city is None else city.office
    return {f"单位.{key}": value for key, value in office.items()}


def _gathered(folders: Sequence[Path], period: Period, city: Settings | None) -> tuple[Gathered, list[str]]:
    """Return what the folders hold, in the order of the city's list, and the names in the list that have no folder.

    Raises UserError as gather does, and for one that isn't in the list.
    """
    if city is None:
        return gather(folders, period.name), []
    names = [unit.name for unit in city.roster]
    gathered = gather(folders, period.name, names)
    if strange := [part for part in gathered.parts if part.name not in names]:
        raise refusals("E038", ({"place": each.place, "name": each.name} for each in strange))
    present = {part.name for part in gathered.parts}
    return gathered, [name for name in names if name not in present]


def _guard(outputs: Path, folders: Sequence[Path], period: Period) -> None:
    """Raise UserError where a county's own edition would be replaced, or a roll-up that is added up here."""
    edition = load_edition(outputs, period.name, ())
    if edition is not None and f"data/{_RANKINGS[0]}.parquet" not in edition.manifest["outputs"]:
        raise refusal("E029", outputs=outputs.name, period=period.name)
    if any(outputs.resolve() in (folder.resolve(), folder.resolve() / "outputs") for folder in folders):
        raise refusal("E174", outputs=outputs.name, period=period.name)


def _before(outputs: Path, period: Period) -> tuple[str, str, Ranks] | None:
    """Return name, manifest's SHA-256 and ranks of the roll-up of the period just before; None without one."""
    edition = load_edition(outputs, period.previous().name, _RANKINGS)
    if edition is None or any(name not in edition.tables for name in _RANKINGS):
        return None
    ranks: dict[tuple[str, str], int] = {}
    for name in _RANKINGS:
        for row in edition.tables[name].dropna(subset=["rank"]).to_dict("records"):
            ranks[row["county"], row.get("township", "")] = int(row["rank"])
    return edition.name, edition.manifest_sha256, ranks


def _notes(
    gathered: Gathered, settings: Settings, tables: dict[str, pd.DataFrame], whole: str, missing: Sequence[str]
) -> tuple[str, ...]:
    first = gathered.parts[0].measured.manifest
    cut_off = date.fromisoformat(first["cut_off"])
    definitions = condition_words(rows_of(first))
    names = dict.fromkeys(tables["county_three_none"]["condition"])
    in_order = {name: definitions[name] for name in names if name in definitions}
    notes = [
        (
            rollup_words.CUT_OFF.format(
                year=cut_off.year,
                month=cut_off.month,
                day=cut_off.day,
                counties=len(gathered.counties),
                version=FORMULA_VERSION,
            )
        ),
        *rules_in_words(settings, in_order, whole),
        (rollup_words.SCORES.format(whole=whole)),
    ]
    frame = tables["county_indicators"]
    known = frame[frame["county"] != whole]
    for id_, rows in known[known["numerator"].isna()].groupby("indicator", sort=False):
        indicator = INDICATOR[str(id_)]
        notes.append(
            rollup_words.NO_REGISTER.format(
                counties="、".join(rows["county"]),
                register=REGISTER[indicator.register].name,
                indicator=indicator.label,
            )
        )
    if missing:
        notes.append(rollup_words.MISSING.format(counties="、".join(missing)))
    return tuple(notes)


def _lines(report: RolledUp, folder: Path, files: Sequence[str], missing: Sequence[str]) -> list[str]:
    from pipeline.render.papers.paper import names_a_place  # noqa: PLC0415 - docxtpl is slow to import

    lines = [
        door_words.PERIOD.format(
            period=report.period.label, year=report.cut_off.year, month=report.cut_off.month, day=report.cut_off.day
        ),
        (
            rollup_words.WRITTEN.format(
                counties=len(report.counties),
                townships=len(report.tables["township_ranking"]),
                files=len(files),
                folder=folder.parent.name,
                period=folder.name,
            )
        ),
        *(f"  {path}" for path in files if not path.startswith("data/")),
        "  data/",
    ]
    if missing:
        lines.append(rollup_words.TO_DO.format(counties="、".join(missing)))
    if not names_a_place(report.settings, report.settings.office.get(ROLLED_PAPER.issuer, "")):
        lines.append(NO_HEAD_ROLLED)
    return lines
