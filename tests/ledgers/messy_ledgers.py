"""Any table of matters, written with any mixture of what clerks do to a ledger; and what the reader must say of it,
worked out from the mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from tests.ledgers.mess_cells import example, filled_down, hint, total, written
from tests.ledgers.mess_files import file_of
from tests.ledgers.mess_truth import Matter, matters
from tests.ledgers.mess_words import DITTO, DRESS, FEET, HEADINGS, LABELS, SECTIONS, TOTALS

_DITTO_IDS = ("township", "registered_on", "channel", "occurrence", "persons", "accepted_on")
_TALL_IDS = ("township", "registered_on", "channel", "occurrence", "accepted_on")


@dataclass
class Mess:
    """A file to read, what must come of it, and what must be told: (code, label) of each finding, label '' where it
    names no column.
    """

    name: str
    data: bytes = field(repr=False)
    matters: list[Matter]
    told: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class _Sheet:
    rows: list[list[object]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column, all from 0."""
    matters_at: list[int] = field(default_factory=list)


@st.composite
def messes(draw: st.DrawFn) -> Mess:
    """A messy file and its truth."""
    truth = draw(matters())
    kind = draw(st.sampled_from(["xlsx", "xlsx", "xls", "csv"]))
    rng = draw(st.randoms(use_true_random=False))
    has = {
        name: draw(st.booleans())
        for name in (
            "serial",
            "titles",
            "unit",
            "personal",
            "unknown",
            "nameless",
            "blank column",
            "blank rows",
            "again",
            "subtotal",
            "total",
            "wrong total",
            "feet",
            "ditto",
            "tall",
            "hidden rows",
            "gap",
            "unwritten",
            "notes sheet",
            "hidden sheet",
            "wide",
            "noted dates",
            "same",
            "sections",
            "hint",
            "example",
            "filled down",
            "small table",
            "error",
            "noted words",
            "beside",
        )
    }
    levels, down, right = draw(st.integers(1, 3)), draw(st.integers(0, 3)), draw(st.integers(0, 3))
    if has["same"]:
        truth = [
            {
                **m,
                "township": truth[0]["township"],
                "registered_on": truth[0]["registered_on"],
                "accepted_on": truth[0]["accepted_on"],
                "concluded_on": None,
            }
            for m in truth
        ]
    has["error"] &= kind != "csv"
    mess = Mess(f"台账.{kind}", b"", truth)
    columns = _columns(rng, has, mess)
    sheet = _Sheet(rows=[[] for _ in range(down)])
    _above(sheet, rng, has, len(columns), truth)
    header = _header(sheet, rng, columns, levels)
    if has["hint"]:
        sheet.rows.append(hint(columns))
        mess.told.add(("R088", ""))
    if has["example"] and columns[0] == "序号":
        sheet.rows.append(example(columns, truth[0]))
        mess.told.add(("R090", ""))
    _body(sheet, rng, has, columns, header, mess, flat=kind == "csv")
    shifted = [[*[None] * right, *row] for row in sheet.rows]
    merges = [(a, b + right, c, d + right) for a, b, c, d in sheet.merges]
    hidden = [at + 1 for at in sheet.matters_at if rng.random() < 0.4] if has["hidden rows"] and kind != "csv" else []
    if hidden:
        mess.told.add(("R018", ""))
    mess.data = file_of(kind, shifted, merges, hidden, rng, has, mess.told)
    return mess


def _columns(rng: Random, has: dict[str, bool], mess: Mess) -> list[str]:
    columns = list(HEADINGS)
    if has["unit"] and len({m["township"] for m in mess.matters}) == 1 and rng.random() < 0.5:
        columns.remove("township")
    for flag, name, code in (("personal", "信访人姓名", "R017"), ("unknown", "备注", "R016")):
        if has[flag]:
            columns.append(name)
            mess.told.add((code, ""))
    if has["beside"] and "township" in columns:
        columns.append("承办单位")
        mess.told.add(("R091", ""))
    rng.shuffle(columns)
    if has["nameless"]:
        columns.append("nameless")
        mess.told.add(("R055", ""))
    if has["blank column"]:
        columns.insert(rng.randrange(1, len(columns)), "")
    return ["序号", *columns] if has["serial"] else columns


def _above(sheet: _Sheet, rng: Random, has: dict[str, bool], width: int, truth: Sequence[Matter]) -> None:
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


def _header(sheet: _Sheet, rng: Random, columns: Sequence[str], levels: int) -> list[list[object]]:
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
    sheet: _Sheet,
    rng: Random,
    has: dict[str, bool],
    columns: Sequence[str],
    header: list[list[object]],
    mess: Mess,
    *,
    flat: bool,
) -> None:
    serial, since, last = 0, 0, -1
    above: dict[str, object] = {}
    for index, matter in enumerate(mess.matters):
        if index:
            apart = _between(sheet, rng, has, columns, header, since, mess)
            since = 0 if apart == "小计" else since
            if has["unwritten"] and columns[0] == "序号" and rng.random() < 0.3:
                serial += 1
                sheet.rows.append([serial])
        if has["gap"] and columns[0] == "序号" and index == 1:
            serial += 2
            mess.told.add(("R053", ""))
        serial += 1
        since += 1
        cells = [written(id_, matter, rng, has, serial) for id_ in columns]
        row = [value for value, _ in cells]
        if has["error"] and rng.random() < 0.3:
            cells[columns.index("concluded_on")] = row[columns.index("concluded_on")], False
            row[columns.index("concluded_on")] = "#VALUE!"
            mess.matters[index] = {**matter, "concluded_on": None}
            mess.told.add(("R035", LABELS["concluded_on"]))
        number = len(sheet.rows)
        before = mess.matters[index - 1] if index else None
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
                mess.told.add(("R042", LABELS[id_]))
            elif has["ditto"] and id_ in _DITTO_IDS and same and above.get(id_) is not None and rng.random() < 0.6:
                row[at] = rng.choice(DITTO)
                mess.told.add(("R043", LABELS[id_]))
            elif has["unit"] and id_ == "township" and matter[id_] == mess.matters[0][id_] and rng.random() < 0.2:
                row[at] = None
            elif cells[at][1]:
                mess.told.add(("R039", LABELS[id_]))
            above[id_] = row[at] or (
                above.get(id_) if same and row[at] is None and _in_merge(sheet, number, at) else None
            )
        sheet.matters_at.append(number)
        sheet.rows.append(row)
        last = number
    _below(sheet, rng, has, columns, mess)


def _grow(sheet: _Sheet, row: int, column: int) -> None:
    for at, (top, left, bottom, right) in enumerate(sheet.merges):
        if left == column == right and bottom == row - 1 and top in sheet.matters_at:
            sheet.merges[at] = (top, left, row, right)
            return
    sheet.merges.append((row - 1, column, row, column))


def _in_merge(sheet: _Sheet, row: int, column: int) -> bool:
    return any(top <= row <= bottom and left == column == right for top, left, bottom, right in sheet.merges)


def _between(
    sheet: _Sheet,
    rng: Random,
    has: dict[str, bool],
    columns: Sequence[str],
    header: list[list[object]],
    since: int,
    mess: Mess,
) -> str:
    if has["sections"] and rng.random() < 0.3:
        sheet.rows.append([*[None] * columns.index("case_no"), rng.choice(SECTIONS)])
        mess.told.add(("R088", ""))
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


def _below(sheet: _Sheet, rng: Random, has: dict[str, bool], columns: Sequence[str], mess: Mess) -> None:
    if has["filled down"]:
        sheet.rows += [filled_down(columns), filled_down(columns)]
    if has["total"]:
        row = total(
            "合 计" if columns[0] == "case_no" else rng.choice(TOTALS), len(mess.matters) + has["wrong total"], columns
        )
        at = columns.index("persons")
        if at:
            row[at] = sum(m["persons"] for m in mess.matters)
        sheet.rows.append(row)
        if has["wrong total"]:
            mess.told.add(("R052", ""))
    if has["feet"]:
        sheet.rows += [[], *(list(foot) for foot in FEET[: 1 + rng.randrange(len(FEET))])]
    if has["small table"] and columns[0] != "信访人姓名":
        sheet.rows += [[], ["分类统计表"], ["信访形式", "来信", "来访", "网上"], ["件数", 0, 2, 1]]
        mess.told.add(("R088", ""))
