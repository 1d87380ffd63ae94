"""Blank forms on disk: ledgers for the townships of 设置.xlsx, the registers, a fresh 设置.xlsx.

No file is overwritten unless that is asked for.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.base.county import COUNTY
from pipeline.doors.garbage import look_for_garbage_seldom
from pipeline.editions.listed import find_edition
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal
from pipeline.settings.place import settings_file

REGISTERS_FILE, FOR_ALL_FILE = "登记簿.xlsx", "空白台账.xlsx"


def write_ledgers(inputs: Path, out: Path, township: str | None) -> list[str]:
    """Write a ledger per township of the roster and 登记簿.xlsx, or one for ``township``; return the names.

    For 全县 it is one ledger that any township may fill in. Raises UserError when 设置.xlsx can't be used or lacks
    the township, or when one of the files exists already.
    """
    path = settings_file(inputs)
    # What reads and writes workbooks is slow to import.
    from pipeline.render.forms.ledger_form import ledger_form, registers_form  # noqa: PLC0415
    from pipeline.settings.reader import read_settings  # noqa: PLC0415
    from pipeline.sheets.grids import read_grids  # noqa: PLC0415

    settings = read_settings(read_grids(path), path.name)
    names = [unit.name for unit in settings.roster if unit.merged_on is None]
    if township not in (None, COUNTY, *names):
        raise refusal("E049", township=township, example=names[0], county=COUNTY)
    county = settings.office["县名"]
    wanted = names if township is None else [township]
    files = {f"{name}台账.xlsx": ledger_form(names, name, county) for name in wanted if name != COUNTY}
    if township == COUNTY:
        files[FOR_ALL_FILE] = ledger_form(names, "", county)
    if township is None:
        files[REGISTERS_FILE] = registers_form(names)
    _write_new(out, files)
    return sorted(files)


def write_registers(inputs: Path, place: Path) -> None:
    """Write a blank 登记簿.xlsx with the county's townships to choose from to ``place``, a file that isn't there.

    Raises UserError when 设置.xlsx can't be used.
    """
    path = settings_file(inputs)
    # What reads and writes workbooks is slow to import.
    from pipeline.render.forms.ledger_form import registers_form  # noqa: PLC0415
    from pipeline.settings.reader import read_settings  # noqa: PLC0415
    from pipeline.sheets.grids import read_grids  # noqa: PLC0415

    settings = read_settings(read_grids(path), path.name)
    names = [unit.name for unit in settings.roster if unit.merged_on is None]
    _write_new(place.parent, {place.name: registers_form(names)})


def write_filled(inputs: Path, outputs: Path, out: Path, period: str, last: str, township: str | None) -> list[str]:
    """Write the ledger of ``period`` per township, its matters filled in from the edition ``last``; return the names.

    Raises UserError when 设置.xlsx can't be used or lacks the township, when ``period`` is no month or not later than
    the edition, when there is no such edition, or when one of the files exists already.
    """
    path = settings_file(inputs)
    month, before = asked_period(period), find_edition(outputs, last)
    if month.kind != "month":
        raise refusal("E161", period=period)
    # What reads and writes workbooks is slow to import.
    from pipeline.editions.archive import published  # noqa: PLC0415
    from pipeline.render.forms.filled_ledger import filled_form  # noqa: PLC0415
    from pipeline.report.month_ahead import TABLES, months_ahead  # noqa: PLC0415
    from pipeline.settings.reader import read_settings  # noqa: PLC0415
    from pipeline.sheets.grids import read_grids  # noqa: PLC0415

    settings = read_settings(read_grids(path), path.name)
    edition = published(outputs, before, TABLES)
    if edition.period.last_day >= month.first_day:
        raise refusal("E162", last=before, period=period)
    if missing := [name for name in TABLES if name not in edition.tables]:
        raise refusal("E163", last=before, tables="、".join(missing))
    ahead = months_ahead(edition, month, settings)
    look_for_garbage_seldom()  # what is known stays to the end, and isn't looked through again for each form
    if township not in (None, *ahead):
        raise refusal("E164", township=township, example=next(iter(ahead)))
    wanted = list(ahead) if township is None else [township]
    names, county = list(ahead), settings.office["县名"]
    files = {f"{name}{period}台账.xlsx": filled_form(ahead[name], names, county) for name in wanted}
    _write_new(out, files)
    return sorted(files)


def write_settings(out: Path, *, force: bool) -> None:
    """Write a fresh 设置.xlsx to ``out``. Raises UserError when the file exists already, unless ``force``."""
    if out.exists() and not force:
        raise refusal("E050", folder=out.parent.name, file=out.name)
    # xlsxwriter is slow to import
    from pipeline.render.forms.settings_defaults import default_tables  # noqa: PLC0415
    from pipeline.render.forms.settings_form import settings_form  # noqa: PLC0415

    _write(out.parent, {out.name: settings_form(default_tables())})


def _write_new(folder: Path, files: dict[str, bytes]) -> None:
    existing = sorted(name for name in files if (folder / name).exists())
    if existing:
        raise refusal("E051", folder=folder.name, file=existing[0])
    _write(folder, files)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write each file whole or not at all: beside its place first, then moved there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            beside = folder / f".{name}.tmp"
            beside.write_bytes(content)
            beside.replace(folder / name)
    except OSError as fault:
        raise refusal("E052", folder=folder.name) from fault
