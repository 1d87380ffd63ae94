"""登记簿.xlsx of a month: every sheet of the office's registers, drawn from the same truth as the ledgers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from pipeline.schema.registers import REGISTERS
from tools.sample.county import (
    ABSENT_UNIT,
    ASSIGNED_ON,
    BATCH_ONE,
    BATCH_TWO,
    MONTHS,
    SEED,
    UNITS,
    ZERO_UNIT,
    is_working,
)
from tools.sample.layout import Page
from tools.sample.matter import Matter
from tools.sample.rows import Planted, Sample

LATE = {"2023-01": ("金穗镇", date(2023, 2, 6)), "2023-02": ("马头乡", date(2023, 3, 6))}
DUE = {"2023-01": date(2023, 2, 3), "2023-02": date(2023, 3, 3)}
AT_FAULT = {"2023-01": ("石门乡", "南坪乡"), "2023-02": ("石门乡", "太平川镇", "西岭乡")}
_BLAMELESS = {"2023-01": ("清河镇",), "2023-02": ("清河镇", "柳树镇")}
NOT_TRUE = "清河镇"
"""The township of the matter found 不属实 in February."""

_NOT_KEPT: defaultdict[str, tuple[str, ...]] = defaultdict(
    tuple,
    {
        "supervised": ("confirmed_on", "basis"),
        "spot_checks": ("checked",),
        "decisions": ("column", "from_on", "basis", "reviewed_by"),
    },
)
"""Register -> its columns that the sample county's office doesn't fill in."""
Table = list[list[object]]


def register_pages(sample: Sample, month: str) -> list[Page]:
    """Return the sheets of the month's registers in the schema's order, with the schema's headings."""
    tables: dict[str, Table] = {
        "报送登记": _reports(month),
        "上级登记台账": [list(row.values()) for row in sample.superior[month]],
        "交办清单": _assigned(sample),
        "督办登记": _supervised(sample, month),
        "接访登记": _visits(month),
        "抽查登记": [[number, result] for number, result in _spot_checks(sample, month)],
        "处理决定": [
            [subject, "", decision, "业务股", date.fromisoformat(day)]
            for subject, decision, day in sample.decisions[month]
        ],
    }
    pages = []
    for sheet in REGISTERS:
        if sheet.name not in tables:
            continue
        page = Page(sheet.name, header_rows={0})
        for column, field in enumerate(field for field in sheet.fields if field.id not in _NOT_KEPT[sheet.id]):
            page.cells[0, column] = field.label
        for row, values in enumerate(tables[sheet.name], start=1):
            for column, value in enumerate(values):
                if value not in (None, ""):
                    page.cells[row, column] = value
        pages.append(page)
    return pages


def _reports(month: str) -> Table:
    due = DUE[month]
    late_unit, late_day = LATE[month]
    rng = Random(f"{SEED}-{month}-reports")
    table: Table = []
    for unit in UNITS:
        sent: date | None = due - timedelta(days=rng.choice((0, 0, 1, 1, 2)))
        if unit.name == late_unit:
            sent = late_day
        if unit.name == ABSENT_UNIT and month == "2023-02":
            sent = None
        table.append([unit.name, due, sent, "是" if unit.name == ZERO_UNIT else "否", "", "否"])
    return table


def _assigned(sample: Sample) -> Table:
    """Both batches; a matter of both has a row in each."""
    table: Table = []
    for batch in (BATCH_ONE, BATCH_TWO):
        for matters in sample.truth.values():
            for m in matters:
                if batch in m.batches:
                    settle_by = date(2023, 2, 28) if batch == BATCH_TWO and BATCH_ONE in m.batches else m.settle_by
                    table.append([m.case_no, m.township, batch, ASSIGNED_ON[batch], settle_by])
    return table


def _open(matters: list[Matter], day: date) -> list[Matter]:
    """Return the accepted 信访处理意见 matters in hand at the end of ``day``, the one due first at the head."""
    ready = [m for m in matters if m.procedure == "信访处理意见" and m.accepted_on and m.accepted_on <= day]
    return sorted(
        (m for m in ready if m.concluded_on is None or m.concluded_on > day),
        key=lambda m: (m.due or date.max, m.case_no),
    )


def _supervised(sample: Sample, month: str) -> Table:
    cut_off = MONTHS[month]
    table: Table = []
    named = {p.case_no for p in sample.planted}
    for names, fault in ((AT_FAULT[month], "是"), (_BLAMELESS[month], "否")):
        for index, name in enumerate(names):
            matter = next(m for m in _open(sample.truth[name], cut_off) if m.case_no not in named)
            day = cut_off.replace(day=9 + 3 * index + (3 if fault == "否" else 0))
            replied = day + timedelta(days=10) if fault == "否" or index == 0 else None
            reason = "拖延" if fault == "是" else "逾期未办结" if matter.due and matter.due < day else "群众催办"
            table.append([matter.case_no, name, day, reason, fault, day + timedelta(days=14), replied])
    return table


def _visits(month: str) -> Table:
    first, last = MONTHS[month].replace(day=1), MONTHS[month]
    rng = Random(f"{SEED}-{month}-visits")
    table: Table = []
    day = first
    while day <= last:
        if is_working(day):
            visits = rng.randint(1, 6)
            table.append([day, "县级", "是", visits, rng.randint(0, visits // 2)])
            for unit in UNITS:
                if rng.random() < 0.12 and unit.name != ZERO_UNIT:
                    visits = rng.randint(0, 3)
                    table.append([day, unit.name, "是", visits, rng.randint(0, visits)])
        day += timedelta(days=1)
    return table


def _spot_checks(sample: Sample, month: str) -> list[tuple[str, str]]:
    """Return two settled matters of every third township as 属实, and in February one as 不属实."""
    cut_off = MONTHS[month]
    checks: list[tuple[str, str]] = []
    for unit in UNITS:
        settled = [
            m
            for m in sample.truth[unit.name]
            if m.settled == "已化解"
            and not m.batches
            and m.concluded_on
            and cut_off.replace(day=1) <= m.concluded_on <= cut_off
        ]
        if unit.order % 3 == 1:
            checks += [(m.case_no, "属实") for m in settled[:2]]
        if unit.name == NOT_TRUE and month == "2023-02":
            matter = next(m for m in settled[2:] if m.procedure == "信访处理意见" and m.rating_unit != "不满意")
            checks.append((matter.case_no, "不属实"))
            planted = Planted(
                month,
                f"{month}/登记簿.xlsx",
                "抽查登记",
                matter.case_no,
                "抽查结果为不属实",
                f"{NOT_TRUE}此件按未化解计",
            )
            if planted not in sample.planted:
                sample.planted.append(planted)
    return checks
