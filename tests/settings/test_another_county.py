"""The sample's settings in another county's hands: one sentence says what is left of the sample."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.base.errors import UserError
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[2] / "inputs" / "设置.xlsx"


def changed(tmp_path: Path, *, roster: bool = True, county: str = "样例县") -> Path:
    """The sample's settings with another county's name and, with ``roster``, three other townships."""
    book = openpyxl.load_workbook(SAMPLE)
    book["单位"]["B2"] = county
    sheet = book["乡镇名录"]
    if roster:
        sheet.delete_rows(2, sheet.max_row)
        for number, name in enumerate(("甲乡", "乙乡", "丙乡"), 1):
            sheet.append([number, name])
    path = tmp_path / "设置.xlsx"
    book.save(path)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(UserError) as fault:
        read_settings(read_grids(path), path.name)
    return str(fault.value).splitlines()


def test_a_new_county_and_roster_give_one_sentence_of_what_else_to_clear(tmp_path: Path) -> None:
    """Letterheads, imprint and the past years of twenty other townships, not a line for each."""
    (line,) = faults(changed(tmp_path))
    assert line == (
        "设置.xlsx“单位”工作表 B2：县名或乡镇名录已换，还有别的县的内容："
        "“单位”的B3、B4、B5、B11，“历年三无”的62行，“历史数据”的240行；"
        "请把这些行清空或改成本县的（单位里留空的按县名自动生成），负责人、联系人也请核对，例如清空“历年三无”列名以下的各行。"
    )


def test_the_samples_letterhead_alone_is_told_too(tmp_path: Path) -> None:
    (line,) = faults(changed(tmp_path, roster=False))
    assert "还有别的县的内容：“单位”的B3、B4、B5、B11；" in line


def test_once_all_is_cleared_the_settings_are_the_countys_own(tmp_path: Path) -> None:
    path = changed(tmp_path)
    book = openpyxl.load_workbook(path)
    for cell in ("B3", "B4", "B5", "B11"):
        book["单位"][cell] = None
    for name in ("历年三无", "历史数据"):
        book[name].delete_rows(2, book[name].max_row)
    book.save(path)
    settings = read_settings(read_grids(path), path.name)
    assert settings.office["信访局"] == "样例县信访局"


def test_the_sample_itself_has_no_fault() -> None:
    assert read_settings(read_grids(SAMPLE), SAMPLE.name).office["县名"] == "青禾县"
