"""Files made to harm: each is refused or read right within the limits, and nothing is written anywhere."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from pipeline.base.period import parse_period
from pipeline.doors.trial import Verdict, try_files
from pipeline.sheets.files import identify
from tests.ledgers.conftest import SETTINGS
from tests.sheets.hostile_files import hostile

pytestmark = pytest.mark.slow

ODD = "文件内部结构异常，为安全起见没有打开："
DAMAGED = "文件已损坏："
NO_LEDGER = "没有找到台账表头（要有信访件编号、登记日期等列名）"
MEMORY = "读取所需内存超过512MB（参数“读取内存上限MB”），已停止"
CHAINS = f"{DAMAGED}文件内部的索引残缺或成环"
NAMES = f"{ODD}内部部件重名或路径异常"
DOCTYPE = f"{ODD}内部含有 DOCTYPE 声明"
WHY = {
    "bomb.xlsx": "展开后的大小（MB）是302，超过300（参数“展开大小上限MB”）",
    "dense_part.xlsx": f"{ODD}压缩比超过100倍",
    "lie_about_size.xlsx": f"{DAMAGED}内部部件缺失或残缺",
    "overlapping.xlsx": "展开后的大小（MB）是1351，超过300（参数“展开大小上限MB”）",
    "many_parts.xlsx": f"{ODD}内部有3010个部件，上限2000个",
    "million_parts.xlsx": f"{ODD}内部有400000个部件，上限2000个",
    "doctype_sheet.xlsx": DOCTYPE,
    "entities.xlsx": DOCTYPE,
    "entities_book.xlsx": DOCTYPE,
    "entities_types.xlsx": "",  # no reader opens that part: the ledger is whole
    "far_cell.xlsx": f"{ODD}工作表的使用区域超过12000000格",
    "far_column.xlsx": NO_LEDGER,
    "far_row.xlsx": "工作表“Sheet1”的行数是1048576，超过200000（参数“行数上限”）",
    "unnumbered_row.xlsx": f"{ODD}工作表的使用区域超过12000000格",
    "beyond.xlsx": f"{DAMAGED}单元格地址超出工作表范围",
    "huge_number.xlsx": NO_LEDGER,
    "many_sheets.xlsx": "工作表数是65001，超过120（参数“工作表数上限”）",
    "slip.xlsx": NAMES,
    "absolute.xlsx": NAMES,
    "drive.xlsx": NAMES,
    "doubled.xlsx": NAMES,
    "doubled_case.xlsx": NAMES,
    "open_rows.xlsx": f"{DAMAGED}工作表内容残缺",
    "open_cells.xlsx": f"{DAMAGED}工作表内容残缺",
    "attributes.xlsx": NO_LEDGER,
    "string_count.xlsx": MEMORY,
    "no_such_string.xlsx": f"{DAMAGED}无法解析",
    **dict.fromkeys(
        (
            "dimension_far.xlsx",
            "dimension_small.xlsx",
            "dimension_none.xlsx",
            "dimension_far_odd.xlsx",
            "dimension_small_odd.xlsx",
            "outside_book.xlsx",
        ),
        "",
    ),  # a claim is no cell, and a link is nothing to follow
    "wide_columns.xlsx": NO_LEDGER,
    "merge_all.xlsx": NO_LEDGER,
    "merges.xlsx": f"{ODD}合并区域超过60000个",
    "long_cell.xlsx": "工作表“Sheet1”一格的字数是1000000，超过32767（参数“每格字数上限”）",
    "many_cells.xlsx": "单元格数是4000000，超过3000000（参数“单元格数上限”）",
    "outside_link.xlsx": f"{DAMAGED}无法解析",
    "slip_link.xlsx": f"{DAMAGED}无法解析",
    "loop_table.xls": CHAINS,
    "loop_far.xls": CHAINS,
    "loop_sectors.xls": CHAINS,
    "self_sectors.xls": CHAINS,
    "far_sector.xls": CHAINS,
    "sector_size.xls": CHAINS,
    "repeated_cells.ods": "这是ods文件，不是能读取的表格",
    "deep.ods": "这是ods文件，不是能读取的表格",
    "commas.csv": "单元格数是8000001以上，超过3000000（参数“单元格数上限”）",
    "lines.csv": "行数是200001以上，超过200000（参数“行数上限”）",
    "open_quote.csv": f"{DAMAGED}引号没有配对，或一格太长",
    "zeros.csv": f"{DAMAGED}引号没有配对，或一格太长",
}
ANY_REASON = ("deep_sheet.xlsx", "deep_book.xlsx", "quotes.csv")
"""Their verdict is asked, not its reason."""
NAMES_OF_FILES = (*WHY, *ANY_REASON)


@dataclass(frozen=True)
class Tried:
    """What became of a file, the work that the run's own process had with it, and by how much that process grew."""

    verdict: Verdict
    worked: float
    grown: int


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder where the reading is done."""
    here = tmp_path_factory.mktemp("hostile") / "inside"
    here.mkdir()
    return here


@pytest.fixture(scope="module")
def tried(place: Path) -> dict[str, Tried]:
    """Every file read, one after another, as in one run."""
    process = psutil.Process()
    before, results = process.memory_info().rss, {}
    with contextlib.chdir(place):
        for name, data in hostile().items():
            start = time.process_time()
            verdict = next(try_files([identify(data, name, "")], SETTINGS, parse_period("2023-02")))
            results[name] = Tried(verdict, time.process_time() - start, process.memory_info().rss - before)
    return results


def test_every_hostile_file_is_tried(tried: dict[str, Tried]) -> None:
    assert sorted(tried) == sorted(NAMES_OF_FILES)


@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_a_hostile_file_is_refused_or_read_right_in_time(name: str, tried: dict[str, Tried]) -> None:
    """Whatever it does, the verdict comes within the time limit and its sentence says which limit or guard it met.

    The process set apart is held to 5 seconds of work by itself; here the run's own work is, and the clock only to what
    a busy machine may make of either.
    """
    verdict = tried[name].verdict
    assert tried[name].worked < 5
    assert verdict.seconds < 4 * 5
    assert verdict.verdict in {"采用", "拒收"}
    if name in WHY:
        assert verdict.reason == WHY[name]
    assert (verdict.kept == 2) == (verdict.verdict == "采用")


def test_all_of_them_together_take_no_more_memory_than_one_may(place: Path, tried: dict[str, Tried]) -> None:
    """The run's own process stays small, and nothing is written, inside the working folder or out of it."""
    assert max(each.grown for each in tried.values()) < 512_000_000
    assert list(place.iterdir()) == []
    assert list(place.parent.iterdir()) == [place]
    assert not Path("/tmp/hostile_was_here.txt").exists()
