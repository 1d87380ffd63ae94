"""A page with a ledger on it, written as clerks write one, and what the reader must tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.ledgers.mess_cells import example, filled_down, hint, total, written
from tests.ledgers.mess_styles import completed, in_another_order, struck_through
from tests.ledgers.mess_truth import Matter
from tests.ledgers.mess_words import DITTO, DRESS, FEET, HEADINGS, LABELS, SECTIONS, TOTALS

_DITTO_IDS = ("township", "registered_on", "channel", "occurrence", "persons", "accepted_on")
_TALL_IDS = ("township", "registered_on", "channel", "occurrence", "accepted_on")


@dataclass
class Page:
    rows: list[list[object]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column, all from 0."""
    matters_at: list[int] = field(default_factory=list)
    truth: list[Matter] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    def shifted(self, right: int) -> tuple[list[list[object]], list[tuple[int, int, int, int]]]:
        """The rows and merged areas, moved to the right."""
        rows = [[*[None] * right, *row] for row in self.rows]
        return rows, [(a, b + right, c, d + right) for a, b, c, d in self.merges]


def fill(page: Page, rng: Random, has: dict[str, bool], levels: int, down: int, *, flat: bool) -> None:
    """Write a ledger on an empty page, from ``down`` rows below its top."""
    page.rows = [[] for _ in range(down)]
    columns = _columns(rng, has, page)
    _above(page, rng, has, len(columns), page.truth)
    header = _header(page, rng, columns, levels)
    if has["hint"]:
        page.rows.append(hint(columns))
        page.told.add(("R088", ""))
    if has["example"] and columns[0] == "序号":
        page.rows.append(example(columns, page.truth[0]))
        page.told.add(("R090", ""))
    _body(page, rng, has, columns, header, flat=flat)


def _columns(rng: Random, has: dict[str, bool], page: Page) -> list[str]:
    columns = list(HEADINGS)
    if has["unit"] and len({m["township"] for m in page.truth}) == 1 and rng.random() < 0.5:
        columns.remove("township")
    for flag, name, code in (("personal", "信访人姓名", "R017"), ("unknown", "备注", "R016")):
        if has[flag]:
            columns.append(name)
            page.told.add((code, ""))
    if has["beside"] and "township" in columns:
        columns.append("承办单位")
        page.told.add(("R091", ""))
    rng.shuffle(columns)
    if has["nameless"]:
        columns.append("nameless")
        page.told.add(("R055", ""))
    if has["blank column"]:
        columns.insert(rng.randrange(1, len(columns)), "")
    return ["序号", *columns] if has["serial"] else columns


def _above(sheet: Page, rng: Random, has: dict[str, bool], width: int, truth: Sequence[Matter]) -> None:
    if has["titles"]:
        for title in (["附件1"], ["青禾县信访事项台账（2023年1—2月）"], [], ["（截至2023年2月28日）"])[
            rng.randrange(4) :
        ]:
            sheet.rows.append(list(title))
            if title and rng.random() < 0.5:
                at = len(sheet.rows) - 1
                sheet.merges.append((at, 0, at, width - 1))
    if has["unit"]:
        sheet.rows.append([f"填报单位（盖章）：{truth[0]['township']}", None, "填报日期：2023年3月2日"])


def _header(sheet: Page, rng: Random, columns: Sequence[str], levels: int) -> list[list[object]]:
    """The header's rows: groups over some columns, tall headings beside them, every heading a synonym in some dress."""
    top = len(sheet.rows)
    rows: list[list[object]] = [[None] * len(columns) for _ in range(levels)]
    names = {id_: rng.choice(DRESS)(rng.choice(HEADINGS[id_])) for id_ in columns if id_ in HEADINGS}
    if "承办单位" in columns:
        names["township"] = LABELS["township"]
    words = [names.get(id_, "" if id_ in ("", "nameless") else id_) for id_ in columns]
    column = 0
    while column < len(columns):
        span = 1 + rng.randrange(3)
        group = words[column : column + span]
        if levels == 1 or rng.random() < 0.4 or not all(group) or len(group) >= 0.8 * len(columns):
            rows[0][column] = words[column] or None
            if levels > 1 and words[column]:
                sheet.merges.append((top, column, top + levels - 1, column))
            column += 1
            continue
        for level in range(levels - 1):
            rows[level][column] = rng.choice(("基本情况", "办理情况", "有关情况"))
            if len(group) > 1:
                sheet.merges.append((top + level, column, top + level, column + len(group) - 1))
        rows[levels - 1][column : column + len(group)] = group
        column += len(group)
    sheet.rows += [list(row) for row in rows]
    return rows


def _body(
    sheet: Page,
    rng: Random,
    has: dict[str, bool],
    columns: Sequence[str],
    header: list[list[object]],
    *,
    flat: bool,
) -> None:
    serial, since, last = 0, 0, -1
    above: dict[str, object] = {}
    for index, matter in enumerate(sheet.truth):
        if index:
            apart = _between(sheet, rng, has, columns, header, since)
            since = 0 if apart == "小计" else since
            if has["unwritten"] and columns[0] == "序号" and rng.random() < 0.3:
                serial += 1
                sheet.rows.append([serial])
        if has["gap"] and columns[0] == "序号" and index == 1:
            serial += 2
            sheet.told.add(("R053", ""))
        serial += 1
        since += 1
        cells = [written(id_, matter, rng, has, serial) for id_ in columns]
        row = [value for value, _ in cells]
        if has["error"] and rng.random() < 0.3:
            cells[columns.index("concluded_on")] = row[columns.index("concluded_on")], False
            row[columns.index("concluded_on")] = "#VALUE!"
            sheet.truth[index] = {**matter, "concluded_on": None}
            sheet.told.add(("R035", LABELS["concluded_on"]))
        number = len(sheet.rows)
        before = sheet.truth[index - 1] if index else None
        for at, id_ in enumerate(columns):
            same = before is not None and before.get(id_) == matter.get(id_) is not None
            if (
                has["tall"]
                and not flat
                and id_ in _TALL_IDS
                and same
                and last == number - 1
                and above.get(id_) is not None
            ):
                row[at] = None
                _grow(sheet, number, at)
                sheet.told.add(("R042", LABELS[id_]))
            elif has["ditto"] and id_ in _DITTO_IDS and same and above.get(id_) is not None and rng.random() < 0.6:
                row[at] = rng.choice(DITTO)
                sheet.told.add(("R043", LABELS[id_]))
            elif has["unit"] and id_ == "township" and matter[id_] == sheet.truth[0][id_] and rng.random() < 0.2:
                row[at] = None
            elif cells[at][1]:
                sheet.told.add(("R039", LABELS[id_]))
            above[id_] = row[at] or (
                above.get(id_) if same and row[at] is None and _in_merge(sheet, number, at) else None
            )
        if has["formats"]:
            row[columns.index("case_no")] = completed(str(matter["case_no"]))
        if has["struck"]:
            row = struck_through(row, columns, rng, sheet.told)
        sheet.matters_at.append(number)
        sheet.rows.append(row)
        if has["other order"] and not index:
            sheet.rows.append(in_another_order(header[-1], columns))
        last = number
    _below(sheet, rng, has, columns)


def _grow(sheet: Page, row: int, column: int) -> None:
    for at, (top, left, bottom, right) in enumerate(sheet.merges):
        if left == column == right and bottom == row - 1 and top in sheet.matters_at:
            sheet.merges[at] = (top, left, row, right)
            return
    sheet.merges.append((row - 1, column, row, column))


def _in_merge(sheet: Page, row: int, column: int) -> bool:
    return any(top <= row <= bottom and left == column == right for top, left, bottom, right in sheet.merges)


def _between(
    sheet: Page,
    rng: Random,
    has: dict[str, bool],
    columns: Sequence[str],
    header: list[list[object]],
    since: int,
) -> str:
    if has["sections"] and rng.random() < 0.3:
        sheet.rows.append([*[None] * columns.index("case_no"), rng.choice(SECTIONS)])
        sheet.told.add(("R088", ""))
        return "小标题"
    if has["subtotal"] and rng.random() < 0.3:
        sheet.rows.append(total("小计", since, columns))
        return "小计"
    if has["again"] and rng.random() < 0.3:
        sheet.rows += [list(row) for row in header]
        return "表头"
    if has["blank rows"] and rng.random() < 0.4:
        sheet.rows.append([None] * rng.randrange(len(columns)))
        return "空行"
    return ""


def _below(sheet: Page, rng: Random, has: dict[str, bool], columns: Sequence[str]) -> None:
    if has["filled down"]:
        sheet.rows += [filled_down(columns), filled_down(columns)]
    if has["total"]:
        row = total(
            "合 计" if columns[0] == "case_no" else rng.choice(TOTALS), len(sheet.truth) + has["wrong total"], columns
        )
        at = columns.index("persons")
        if at:
            row[at] = sum(m["persons"] for m in sheet.truth)
        sheet.rows.append(row)
        if has["wrong total"]:
            sheet.told.add(("R052", ""))
    if has["feet"]:
        sheet.rows += [[], *(list(foot) for foot in FEET[: 1 + rng.randrange(len(FEET))])]
    if has["small table"] and columns[0] != "信访人姓名":
        sheet.rows += [[], ["分类统计表"], ["信访形式", "来信", "来访", "网上"], ["件数", 0, 2, 1]]
        sheet.told.add(("R088", ""))
