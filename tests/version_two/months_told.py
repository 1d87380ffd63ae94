"""A county told in a few lines: months of ledgers and registers written as workbooks, published one after the
other, and read back.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pipeline import run
from pipeline.base.period import parse_period
from pipeline.schema.ledger import LEDGER
from tests.version_two.published_months import Published, Tables, made_from
from tools.sample.books import write_xlsx
from tools.sample.layout import Page

Row = Mapping[str, object]
"""A matter by the ledger's ids, or an entry of a register by its headings."""
A, B, C = "甲镇", "乙镇", "丙镇"
_REGISTERS: Mapping[str, tuple[str, ...]] = {
    "报送登记": ("乡镇", "应报日期", "报送日期", "零报告", "文件名", "每日"),
    "交办清单": ("信访件编号", "乡镇", "批次", "交办日期", "要求化解日期"),
    "督办登记": ("信访件编号", "乡镇", "督办日期", "事由", "有责", "认定日期", "认定依据", "反馈期限", "反馈日期"),
    "抽查登记": ("信访件编号", "核实事项", "核实结果"),
    "接访登记": ("日期", "乡镇或县级", "接访领导", "批次", "当场化解批次"),
    "建议登记": ("类别", "乡镇", "日期", "书面反馈日期", "采纳"),
    "处理决定": ("文件或信访件编号", "规则", "栏目", "决定", "依据", "经手", "复核人", "日期"),
}
"""The office's registers by their sheets' names; headings as docs/definitions.md has them."""
_ALWAYS = ("报送登记", "交办清单", "督办登记")
"""Kept in every month, with entries or without: a county that keeps them counts every condition."""


def matter(number: str, registered: str, accepted: str = "", concluded: str = "", **more: object) -> dict[str, object]:
    """A ledger's row: a first visit, by 信访处理意见; one concluded is 予以支持, 已化解, 满意 unless said otherwise."""
    row: dict[str, object] = {
        "case_no": number,
        "registered_on": registered,
        "accepted_on": accepted,
        "channel": "来访",
        "occurrence": "初件",
    }
    if concluded:
        row |= {"concluded_on": concluded, "outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}
    return {**row, **more}


def decided(number: str, decision: str, on: str, column: str = "", rule: str = "") -> Row:
    """An entry of 处理决定."""
    return {
        "文件或信访件编号": number,
        "决定": decision,
        "日期": on,
        "栏目": column,
        "规则": rule,
        "依据": "会商",
        "经手": "业务股",
        "复核人": "分管负责同志",
    }


def assigned(number: str, unit: str, on: str = "2022-06-01", settle_by: str = "2023-12-31") -> Row:
    """An entry of 交办清单."""
    return {"信访件编号": number, "乡镇": unit, "批次": "第二批", "交办日期": on, "要求化解日期": settle_by}


@dataclass
class Story:
    """``roster``: rows of 乡镇名录 by its headings. ``told``: other sheets of 设置.xlsx, rows by heading.

    ``kept``: the folder of what stories of this session have published, by what it was made from; None to run anew.
    """

    folder: Path
    roster: Sequence[Row] = ()
    told: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    kept: Path | None = None

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    @property
    def units(self) -> list[str]:
        return [str(row["乡镇"]) for row in self.roster]

    def begin(self) -> Story:
        """Write 设置.xlsx."""
        self.inputs.mkdir(parents=True, exist_ok=True)
        pages = [
            _listed("乡镇名录", list(self.roster)),
            *(_listed(name, list(rows)) for name, rows in self.told.items()),
        ]
        write_xlsx(self.inputs / "设置.xlsx", pages)
        return self

    def month(
        self,
        name: str,
        ledgers: Mapping[str, Iterable[Row]],
        *,
        sent: str | Mapping[str, str] = "",
        due: str = "",
        zero: Sequence[str] = (),
        registers: Mapping[str, Sequence[Row]] | None = None,
        superior: Sequence[Row] | None = None,
        owing: Sequence[str] | None = None,
    ) -> None:
        """Write a folder anew.

        ``sent``: the day for all, or by unit; '' the second of the next month, ``due`` being the fifth or the first
        working day after it. ``superior``: rows of 上级登记台账 by the ledger's ids; None when the office keeps none.
        ``owing``: who stands in 报送登记.
        """
        end = parse_period(name).last_day
        folder = self.inputs / name
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for unit, rows in ledgers.items():
            self.ledger(name, unit, rows)
        days = sent if isinstance(sent, Mapping) else {}
        usual = sent if isinstance(sent, str) and sent else (end + timedelta(days=2)).isoformat()
        reports = [
            {
                "乡镇": unit,
                "应报日期": due or _working_day(end + timedelta(days=5)).isoformat(),
                "零报告": "是" if unit in zero else "否",
                "报送日期": days.get(unit, usual) if unit in ledgers or unit in zero else "",
            }
            for unit in (self.units if owing is None else owing)
        ]
        entries = {**dict.fromkeys(_ALWAYS, ()), "报送登记": reports, **(registers or {})}
        pages = [_sheet(sheet, _REGISTERS[sheet], list(rows)) for sheet, rows in entries.items()]
        if superior is not None:
            pages.append(_sheet("上级登记台账", [f.label for f in LEDGER], [_by_label(row) for row in superior]))
        write_xlsx(folder / "登记簿.xlsx", pages)

    def ledger(self, month: str, unit: str, rows: Iterable[Row], name: str = "") -> None:
        """Write one ledger, or another in its place, or beside it under a ``name`` of its own; a row without
        责任单位 is the sender's.
        """
        page = _sheet(
            "台账",
            [f.label for f in LEDGER],
            [_by_label({"township": unit, **row}) for row in rows],
            ("信访事项台账", f"填报单位：{unit}"),
        )
        write_xlsx(self.inputs / month / f"{name or unit}.xlsx", [page])

    def run(self, period: str, as_of: date | None = None) -> Published:
        """Publish a period as `generate.py run` does and read it back.

        Stories that begin alike have the same files, so what one has published is put in its place for the others.
        """
        outputs = self.folder / "outputs"
        outputs.mkdir(exist_ok=True)
        if self.kept is None:
            run.run_period(self.inputs, outputs, period, as_of, lambda _: None)
            return self.published(period)
        told = self.kept / made_from(self.folder, period, as_of)
        if told.is_dir():
            shutil.copytree(told, outputs, dirs_exist_ok=True)
        else:
            run.run_period(self.inputs, outputs, period, as_of, lambda _: None)
            shutil.copytree(outputs, told, ignore=shutil.ignore_patterns(".lock"))
        return self.published(period)

    def published(self, period: str) -> Published:
        """An edition that a run has published, this period's own or a later one's on its way."""
        folder = self.folder / "outputs" / period
        return Published(folder, Tables({path.stem: path.read_bytes() for path in (folder / "data").glob("*.parquet")}))


def _by_label(row: Row) -> Row:
    return {f.label: row[f.id] for f in LEDGER if f.id in row}


def _listed(name: str, rows: Sequence[Row]) -> Page:
    return _sheet(name, list(dict.fromkeys(heading for row in rows for heading in row)), rows)


def _sheet(name: str, headings: Sequence[str], rows: Sequence[Row], above: Sequence[str] = ()) -> Page:
    page = Page(name)
    page.header_rows = {len(above)}
    for at, text in enumerate(above):
        page.cells[at, 0] = text
    for column, heading in enumerate(headings):
        page.cells[len(above), column] = heading
        for at, row in enumerate(rows, start=len(above) + 1):
            if row.get(heading) not in (None, ""):
                page.cells[at, column] = _day(row[heading])
    return page


def _day(value: object) -> object:
    try:
        return date.fromisoformat(str(value)) if isinstance(value, str) and len(value) == len("2023-01-01") else value
    except ValueError:
        return value


def _working_day(day: date) -> date:
    """A plain one: from Monday to Friday. The stories name another where a holiday lies near."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


Begin = Callable[..., Story]


GOOD = matter("Aown1", "2023-01-02", "2023-01-02", "2023-01-03")


def two_months(
    story: Story, january: list[Row], february: list[Row], registers: Mapping[str, list[Row]] | None = None
) -> tuple[Published, Published]:
    """甲's ledgers of January and February beside one good matter; 乙 has nothing."""
    story.month("2023-01", {A: [*january, GOOD]}, zero=[B], registers=registers)
    first = story.run("2023-01")
    story.month("2023-02", {A: [*february, GOOD]}, zero=[B], registers=registers)
    return first, story.run("2023-02")
