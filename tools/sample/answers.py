"""应查出的问题.md: which faults were planted where, and what the program must say of each, by the planters' marks."""

from __future__ import annotations

from collections.abc import Iterable

from tools.sample.county import ABSENT_UNIT, MONTHS, UNITS
from tools.sample.ledgers import file_faults
from tools.sample.registers import AT_FAULT
from tools.sample.rows import Planted, Sample

_HEAD = """# 样例县应查出的问题

青禾县及其乡镇、人名、编号全部是虚构的，由 `python tools/make_sample.py` 按固定种子生成，每次生成的文件逐字节相同。
这份清单由埋设问题的代码写出，地址与文件一致；程序不读此文件。改动样例请改 `tools/sample/`，再运行上面的命令。

"""


def answer_sheet(sample: Sample) -> str:
    """Return the whole page: files, cells by month, matters that no cell shows, clean townships, rows per ledger."""
    parts = [_HEAD, "## 一、整份文件\n\n", _table(file_faults())]
    for number, month in zip("二三", MONTHS, strict=True):
        rows = sorted((p for p in sample.planted if p.month == month), key=lambda p: (p.file or "~", _order(p)))
        parts += [f"## {number}、{month} 的单元格和事项\n\n", _table(rows)]
    parts += [
        "## 四、有责督办\n\n",
        *(f"- {month}：{'、'.join(units)}（督办登记“有责”为是）\n" for month, units in AT_FAULT.items()),
        "\n",
    ]
    clean = [u.name for u in UNITS if u.clean]
    parts += [
        "## 五、没有埋设错误、三无条件应当成立的乡镇\n\n",
        f"{'、'.join(clean)}。按化解类方案，两个月都应列入三无名单（云台乡为零报告）。其余乡镇各有逾期件、有责督办、遗漏、错误或未报送。\n",
        "双桥镇与东禾镇、北塘镇与甘泉镇的各项比率完全相同，排名应当并列。\n\n",
        "## 六、各乡镇事项数（按生成时的真实情况，不经程序计算）\n\n",
        "“已知”是到月底登记过、台账应当报送的件数；“台账行数”包含埋设的重复行和两地同报的行，不含遗漏和消失的件。\n\n",
        _counts(sample),
    ]
    return "".join(parts)


def _order(planted: Planted) -> tuple[int, str]:
    digits = "".join(c for c in planted.cell.rpartition("!")[2] if c.isdigit())
    return int(digits or 0), planted.what


def _table(rows: Iterable[Planted]) -> str:
    lines = ["| 期间 | 文件 | 单元格 | 信访件编号 | 埋设的问题 | 应查出 |\n", "| --- | --- | --- | --- | --- | --- |\n"]
    lines += [
        f"| {p.month} | {p.file or '—'} | {p.cell or '—'} | {p.case_no or '—'} | {p.what} | {p.expect} |\n"
        for p in rows
    ]
    return "".join(lines) + "\n"


def _counts(sample: Sample) -> str:
    lines = ["| 乡镇 | 1月已知 | 1月台账行数 | 2月已知 | 2月台账行数 |\n", "| --- | ---: | ---: | ---: | ---: |\n"]
    for unit in UNITS:
        cells: list[str] = []
        for month, day in MONTHS.items():
            known = sum(m.registered_on <= day for m in sample.truth[unit.name])
            absent = unit.name == ABSENT_UNIT and month == "2023-02"
            cells += [str(known), "未报送" if absent else str(len(sample.ledgers[month, unit.name]))]
        lines.append(f"| {unit.name} | {' | '.join(cells)} |\n")
    return "".join(lines)
