"""Files made to harm: each is refused or read right within the limits, and nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from pipeline.ingest.files import identify
from pipeline.ingest.trial import Verdict, try_files
from pipeline.period import parse_period
from tests.ingest.conftest import SETTINGS
from tests.ingest.hostile_files import hostile

ODD = "文件内部结构异常，为安全起见没有打开："
DAMAGED = "文件已损坏："
NO_LEDGER = "没有找到台账表头（要有信访件编号、登记日期等列名）"
MEMORY = "读取所需内存超过512MB（参数“读取内存上限MB”），已停止"
CHAINS = f"{DAMAGED}文件内部的索引残缺或成环"
NAMES = f"{ODD}内部部件重名或路径异常"
DOCTYPE = f"{ODD}内部含有 DOCTYPE 声明"
WHY = {
    "bomb.xlsx": "展开后的大小（MB）是302，超过300（参数“展开大小上限MB”）",
    "dense_part.xlsx": f"{ODD}压缩比异常",
    "lie_about_size.xlsx": f"{DAMAGED}内部部件缺失或残缺",
    "overlapping.xlsx": "展开后的大小（MB）是1351，超过300（参数“展开大小上限MB”）",
    "many_parts.xlsx": f"{ODD}内部有3010个部件，上限2000个",
    "million_parts.xlsx": f"{ODD}内部有400000个部件，上限2000个",
    "doctype_sheet.xlsx": DOCTYPE, "entities.xlsx": DOCTYPE, "entities_book.xlsx": DOCTYPE,
    "entities_types.xlsx": "",  # no reader opens that part: the ledger is whole
    "far_cell.xlsx": f"{ODD}工作表的使用区域过大",
    "far_column.xlsx": NO_LEDGER,
    "far_row.xlsx": "工作表“Sheet1”的行数是1048576，超过200000（参数“行数上限”）",
    "unnumbered_row.xlsx": f"{ODD}工作表的使用区域过大",
    "beyond.xlsx": f"{DAMAGED}单元格地址超出工作表范围",
    "huge_number.xlsx": NO_LEDGER,
    "many_sheets.xlsx": "工作表数是65001，超过120（参数“工作表数上限”）",
    "slip.xlsx": NAMES, "absolute.xlsx": NAMES, "drive.xlsx": NAMES, "doubled.xlsx": NAMES, "doubled_case.xlsx": NAMES,
    "open_rows.xlsx": f"{DAMAGED}工作表内容残缺", "open_cells.xlsx": f"{DAMAGED}工作表内容残缺",
    "attributes.xlsx": NO_LEDGER,
    "string_count.xlsx": MEMORY,
    "no_such_string.xlsx": f"{DAMAGED}无法解析",
    "wide_columns.xlsx": NO_LEDGER, "merge_all.xlsx": NO_LEDGER,
    "merges.xlsx": f"{ODD}合并区域过多",
    "long_cell.xlsx": "工作表“Sheet1”一格的字数是1000000，超过32767（参数“每格字数上限”）",
    "many_cells.xlsx": "单元格数是4000000，超过3000000（参数“单元格数上限”）",
    "outside_link.xlsx": f"{DAMAGED}无法解析", "slip_link.xlsx": f"{DAMAGED}无法解析",
    "loop_table.xls": CHAINS, "loop_far.xls": CHAINS, "loop_sectors.xls": CHAINS, "self_sectors.xls": CHAINS, "far_sector.xls": CHAINS,
    "sector_size.xls": CHAINS,
    "repeated_cells.ods": "这是ods文件，不是能读取的表格", "deep.ods": "这是ods文件，不是能读取的表格",
    "commas.csv": "单元格数是8000001以上，超过3000000（参数“单元格数上限”）",
    "lines.csv": "行数是200001以上，超过200000（参数“行数上限”）",
    "open_quote.csv": f"{DAMAGED}引号没有配对，或一格太长", "zeros.csv": f"{DAMAGED}引号没有配对，或一格太长",
}  # fmt: skip
FILES = hostile()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_read_right_in_time(name: str) -> None:
    """Whatever it does, the verdict comes within the time limit and its sentence says which limit or guard it met."""
    verdict = _tried({name: FILES[name]})[name]
    assert verdict.verdict in {"采用", "拒收"}
    assert verdict.seconds < 5 + 1
    if name in WHY:
        assert verdict.reason == WHY[name]
    assert (verdict.kept == 2) == (verdict.verdict == "采用")


def test_all_of_them_together_take_no_more_memory_than_one_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own process stays small, and nothing is written, inside the working folder or out of it."""
    monkeypatch.chdir(tmp_path)
    process = psutil.Process()
    before, here = process.memory_info().rss, set(tmp_path.parent.iterdir())
    peak = 0
    for verdict in _each(FILES):
        peak = max(peak, process.memory_info().rss)
        assert verdict.verdict != "出错"
    assert peak - before < 512_000_000
    assert list(tmp_path.iterdir()) == []
    assert set(tmp_path.parent.iterdir()) == here
    assert not Path("/tmp/hostile_was_here.txt").exists()


def _each(files: Mapping[str, bytes]) -> Iterator[Verdict]:
    return try_files((identify(data, name, "") for name, data in files.items()), SETTINGS, parse_period("2023-02"))


def _tried(files: Mapping[str, bytes]) -> dict[str, Verdict]:
    return {verdict.file: verdict for verdict in _each(files)}
