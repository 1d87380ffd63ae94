"""Blank forms on disk: ledgers for the townships of 设置.xlsx, the registers, a fresh 设置.xlsx.

No file is overwritten unless that is asked for.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.base.county import COUNTY
from pipeline.base.errors import UserError
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
        raise UserError(
            f"乡镇名录里没有“{township}”；请写名录里的名称，例如 --for {names[0]}；各乡镇通用的一份写 --for {COUNTY}。"
        )
    county = settings.office["县名"]
    wanted = names if township is None else [township]
    files = {f"{name}台账.xlsx": ledger_form(names, name, county) for name in wanted if name != COUNTY}
    if township == COUNTY:
        files[FOR_ALL_FILE] = ledger_form(names, "", county)
    if township is None:
        files[REGISTERS_FILE] = registers_form(names)
    _write_new(out, files)
    return sorted(files)


def write_settings(out: Path, *, force: bool) -> None:
    """Write a fresh 设置.xlsx to ``out``. Raises UserError when the file exists already, unless ``force``."""
    if out.exists() and not force:
        raise UserError(
            f"“{out.parent.name}”里已经有“{out.name}”，没有改动；请用 --out 另写一个文件名，确要替换的加 --force。"
        )
    # xlsxwriter is slow to import
    from pipeline.render.forms.settings_defaults import default_tables  # noqa: PLC0415
    from pipeline.render.forms.settings_form import settings_form  # noqa: PLC0415

    _write(out.parent, {out.name: settings_form(default_tables())})


def _write_new(folder: Path, files: dict[str, bytes]) -> None:
    existing = sorted(name for name in files if (folder / name).exists())
    if existing:
        raise UserError(
            f"“{folder.name}”里已经有“{existing[0]}”，没有改动任何文件；请另选一个文件夹，或先移走原来的文件。"
        )
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
        raise UserError(
            f"写不进“{folder.name}”文件夹；请关闭正在打开的同名文件，检查磁盘空间和权限后重新运行。"
        ) from fault
