"""Make the sample county under inputs/: 设置.xlsx, two months of ledgers and registers, the list of planted faults.

``uv run tools/make_sample.py`` writes the same bytes every time.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from tools.sample.answers import answer_sheet  # noqa: E402 -- after the path above
from tools.sample.books import write_book, write_xlsx  # noqa: E402
from tools.sample.county import ABSENT_UNIT, MONTHS, UNITS  # noqa: E402
from tools.sample.crossings import plant_crossings  # noqa: E402
from tools.sample.faults import plant_row_faults  # noqa: E402
from tools.sample.layout import lay_out  # noqa: E402
from tools.sample.ledgers import extra_pages, file_decisions, old_version, title_month  # noqa: E402
from tools.sample.life import simulate  # noqa: E402
from tools.sample.registers import register_pages  # noqa: E402
from tools.sample.rows import Planted, Sample, views  # noqa: E402
from tools.sample.settings_book import write_settings  # noqa: E402
from tools.sample.styles import STYLES  # noqa: E402

ANSWERS = "应查出的问题.md"


def make_sample(target: Path) -> Sample:
    """Write the whole sample into ``target`` (an inputs folder) over an earlier one, and return what it holds."""
    sample = views(simulate())
    plant_row_faults(sample)
    plant_crossings(sample)
    file_decisions(sample)
    target.mkdir(parents=True, exist_ok=True)
    write_settings(target / "设置.xlsx")
    for month in MONTHS:
        folder = target / month
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        _write_month(sample, month, folder)
    (target / ANSWERS).write_text(answer_sheet(sample), encoding="utf-8", newline="\n")
    return sample


def _write_month(sample: Sample, month: str, folder: Path) -> None:
    cut_off = MONTHS[month]
    for unit in UNITS:
        if unit.name == ABSENT_UNIT and month == "2023-02":
            continue
        style = STYLES[unit.name]
        file = style.file.format(m=cut_off.month)
        page = lay_out(unit.name, sample.ledgers[month, unit.name], style, cut_off, title_month(unit.name, month))
        write_book(folder / file, style.kind, [page, *extra_pages(style)])
        for sheet_row, row in page.row_of:
            for mark in row.marks:
                where = (
                    f"{page.name}!{page.address(sheet_row, mark.column)}"
                    if style.kind != "csv"
                    else page.address(sheet_row, mark.column)
                )
                number = str(row.values["case_no"] or "")
                sample.planted.append(Planted(month, f"{month}/{file}", where, number, mark.what, mark.expect))
        old = old_version(sample, unit.name, month)
        if old is not None:
            name, rows = old
            write_book(folder / name, style.kind, [lay_out(unit.name, rows, style, cut_off)])
    write_xlsx(folder / "登记簿.xlsx", register_pages(sample, month))


def main() -> None:
    """Write inputs/ of this project and say how large it is."""
    make_sample(ROOT / "inputs")
    files = sorted(p for p in (ROOT / "inputs").rglob("*") if p.is_file())
    print(f"已写入 {len(files)} 个文件，共 {sum(p.stat().st_size for p in files) / 1024:.0f} KB：inputs/")


if __name__ == "__main__":
    main()
