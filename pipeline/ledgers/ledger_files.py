"""A township's file: which of its sheets are ledgers, whose they are, and whether the file can be taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.ledgers.carried import split_marks
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.register_names import is_offices_ledger
from pipeline.ledgers.sheet.kind import Kind
from pipeline.ledgers.sheet.tables import SheetTable, read_table, used_rows
from pipeline.schema.convert import plain
from pipeline.schema.fields import FORM_SHEETS
from pipeline.schema.registers import REGISTER, REGISTER_FILE
from pipeline.schema.showable import may_be_shown
from pipeline.sheets.files import SourceFile
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.grids import Opened, open_workbook
from pipeline.sheets.personal import MASK, is_id_number, sheet_named

_DRESSING = re.compile(
    r"[(（](\d+|正式版?|最终版?|终稿|定稿|修改版?|副本)[)）]|正式版?$|最终版?$|终稿$|定稿$|^副本|副本$|[-_\s]+"
)
NAMED_OTHERWISE = frozenset({"R058", "R059"})
"""What is said of a form that names another unit than the one as whose it was taken."""
_MOST_ROWS = 0.8
"""The share of the rows with a unit that makes the whole sheet that township's."""


@dataclass
class FileRead:
    """A file as read: the ``tables`` of its visible sheets, and (sheet, used rows, decision) of the ``skipped`` ones.

    ``claimed``: its township by the office's word (认领.xlsx), which goes before all that the file says.
    ``units``: sheet -> township, '' when its rows name several. ``by``: sheet -> the name of the decision that settled
    its township. ``unit``: the file's township, '' when there are several. ``refusal``: why the file is refused.
    ``ignored``: why it is no input. ``zero``: it declares that there is nothing to report. ``carried``: the SHA-256 of
    the files that it replaces, where it was sent back marked. ``register``: it is a workbook of registers. ``sheets``:
    the names of its sheets, in the workbook's order.
    """

    source: SourceFile
    tables: list[SheetTable] = field(default_factory=list)
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    refusal: Issue | None = None
    ignored: str = ""
    zero: bool = False
    carried: tuple[str, ...] = ()
    register: bool = False
    sheets: tuple[str, ...] = ()
    claimed: str = ""
    issues: list[Issue] = field(default_factory=list)

    @property
    def taken(self) -> list[SheetTable]:
        """The sheets whose rows count."""
        return [t for t in self.tables if t.header_row and t.usable] if not self.refusal and not self.ignored else []


def read_file(
    source: SourceFile,
    ledger: Kind,
    registers: Mapping[str, Kind],
    is_register: Callable[[str, Iterable[str]], bool],
    open_sheets: Callable[[SourceFile], Opened] = open_workbook,
) -> FileRead:
    """Read a file's visible sheets as ``ledger``, or in a workbook of registers those that ``registers`` has by name.

    ``is_register`` says by a file's name and the names of its visible sheets with content whether it is a workbook of
    registers. ``open_sheets``: reads the sheets. Nothing is raised: a refusal is noted.
    """
    read = FileRead(replace(source, data=b""), ignored=source.skipped, register=is_register(source.stem, ()))
    if source.skipped:
        return read
    try:
        opened = open_sheets(source)
    except Refused as refusal:
        read.refusal = refusal.issue
        return read
    read.issues += opened.notes
    read.sheets = tuple(grid.name for grid in opened.grids)
    grids, marks, read.carried = split_marks(opened.source, opened.grids)
    read.skipped += [(grid.name, used_rows(grid), "marks") for grid in marks]
    read.skipped += [(grid.name, used_rows(grid), "form") for grid in grids if grid.name in FORM_SHEETS]
    own = [grid for grid in grids if grid.name not in FORM_SHEETS]
    read.register = is_register(source.stem, [grid.name for grid in own if not grid.hidden and used_rows(grid)])
    for grid in own:
        if not read.register and not grid.hidden and is_offices_ledger(grid.name):
            read.skipped.append((grid.name, used_rows(grid), "offices"))
            words = {"sheet": sheet_named(grid.name), "register": REGISTER["superior"].name, "file": REGISTER_FILE}
            read.issues.append(Issue("R079", grid.name, words=words))
            continue
        kind = registers.get(grid.name.strip()) if read.register else ledger
        if grid.hidden or kind is None:
            read.skipped.append((grid.name, used_rows(grid), "hidden" if grid.hidden else "no_register"))
            if grid.hidden and used_rows(grid):
                read.issues.append(Issue("R020", grid.name, words={"sheet": sheet_named(grid.name)}))
        else:
            read.tables.append(read_table(grid, kind))
    return read


def judge(read: FileRead, roster: Roster) -> None:
    """Settle whose a ledger file is and whether it is taken; the results are noted in ``read``."""
    read.unit = read.claimed or _by_name(read.source.stem, roster)
    if read.ignored or read.refusal:
        return
    known = [t for t in read.tables if t.header_row]
    usable = read.taken
    read.zero = not any(t.rows for t in usable) and any(t.zero for t in read.tables)
    if not known and not read.zero:
        read.refusal = next((t.card for t in read.tables if t.card), Issue("R012"))
    elif known and not usable:
        _settle_units(read, known, roster)
        read.refusal = next(i for t in known for i in t.issues if i.code in {"R013", "R015", "R089"})
    else:
        _judge_content(read, usable, roster)
    if known or read.zero:
        read.issues += [
            Issue("R021", t.name, words={"sheet": sheet_named(t.name)})
            for t in read.tables
            if not t.header_row and t.rows_read and not t.zero
        ]


def _judge_content(read: FileRead, usable: list[SheetTable], roster: Roster) -> None:
    with_rows = [t for t in usable if t.rows]
    numbers = [[plain(cell) for cell in t.cells["case_no"] if cell is not None] for t in with_rows]
    every = [number for of_sheet in numbers for number in of_sheet if number]
    personal = sum(map(is_id_number, every))
    _settle_units(read, usable or [t for t in read.tables if t.zero], roster)
    twice = next(
        (
            n
            for i, of_sheet in enumerate(numbers)
            for n in of_sheet
            if n and any(n in other for other in map(set, numbers[:i]))
        ),
        "",
    )
    if personal * 2 > len(every):
        read.refusal = Issue("R029", words={"count": len(every), "personal": personal})
    elif twice:
        read.refusal = Issue("R023", words={"count": len(with_rows), "example": twice})
    elif not read.unit and not any(read.units.values()) and not _names_own_units(with_rows, roster):
        read.refusal = Issue("R024", words={"unit": roster.example})
    elif not with_rows and not read.zero:
        read.refusal = Issue("R027")
    if len(with_rows) > 1 and not read.refusal:
        read.issues.append(
            Issue("R022", words={"count": len(with_rows), "sheets": "、".join(sheet_named(t.name) for t in with_rows)})
        )
    for table in with_rows:
        if table.zero:
            read.issues.append(Issue("R028", table.name, words={"found": table.zero, "count": len(table.rows)}))


def _settle_units(read: FileRead, tables: list[SheetTable], roster: Roster) -> None:
    """Settle each sheet's unit, and by what.

    It is the one that the office named (认领.xlsx), else it is named by the line 填报单位, else by the title, else by
    all rows, else by the name of the file or the sheet, else by most rows. Where the line or the title names another
    unit than all rows do, the file's name decides between the two, and this is reported: the form was a neighbour's.
    """
    if read.claimed:
        read.units |= dict.fromkeys((table.name for table in tables), read.claimed)
        read.by |= dict.fromkeys((table.name for table in tables), "unit_claimed")
        read.issues += [issue for table in tables for issue in _named_otherwise(table, read.claimed, roster)]
        return
    file_unit, noted = read.unit, False
    for table in tables:
        written = roster.find(table.unit) if table.unit else None
        if table.unit and written is None:
            found = table.unit if may_be_shown(table.unit, roster.settings.unit_words) else MASK
            words = {"found": found, "nearest": roster.nearest(table.unit)}
            read.issues.append(Issue("R025", table.name, words=words))
        own = _row_units(table, roster)
        alone = next(iter(own)) if len(own) == 1 else ""
        titled = next((name for text in table.titles if (name := roster.mentioned(text))), "")
        if written and alone == file_unit != written and alone:
            read.issues.append(Issue("R059", table.name, "A1", 1, words={"found": written, "name": alone}))
            written = titled = ""
        if not written and titled and alone and titled != alone:
            chosen = alone if file_unit == alone else titled
            read.issues.append(
                Issue("R068", table.name, "A1", 1, words={"found": titled, "name": alone, "unit": chosen})
            )
            titled = chosen
        unit = written or titled or alone
        named = "" if unit else file_unit or _by_name(table.name, roster)
        if named and not noted:
            by = "文件名" if file_unit else "工作表名"
            read.issues.append(Issue("R026", table.name, words={"by": by, "name": named}))
            noted = bool(file_unit)
        top = max(own, key=lambda name: own[name], default="")
        most = top if own and own[top] >= _MOST_ROWS * own.total() else ""
        read.units[table.name] = unit or named or most
        ways: dict[str, object] = {
            "unit_line": written,
            "unit_rows": alone if alone == unit else "",
            "unit_title": titled,
            "unit_file": file_unit,
            "unit_sheet": named,
            "unit_most": most,
            "unit_each": own,
        }
        read.by[table.name] = next((way for way, unit_found in ways.items() if unit_found), "")
    units = set(read.units.values())
    if units:
        read.unit = units.pop() if len(units) == 1 else ""


def _named_otherwise(table: SheetTable, claimed: str, roster: Roster) -> Iterator[Issue]:
    """R058 where the title, the line 填报单位 or both name another unit than the one that the office named."""
    titled = next((name for text in table.titles if (name := roster.mentioned(text))), "")
    named = {"标题": titled, "填报单位": roster.find(table.unit) if table.unit else ""}
    for found in dict.fromkeys(name for name in named.values() if name and name != claimed):
        where = "和".join(place for place, name in named.items() if name == found)
        yield Issue("R058", table.name, "A1", 1, words={"where": where, "found": found, "name": claimed})


def _row_units(table: SheetTable, roster: Roster) -> Counter[str]:
    counted = Counter(cell for cell in table.cells.get("township", ()) if isinstance(cell, str))
    units: Counter[str] = Counter()
    for cell, count in counted.items():
        if unit := roster.find(cell):
            units[unit] += count
    return units


def _names_own_units(tables: list[SheetTable], roster: Roster) -> bool:
    return any(_row_units(table, roster) for table in tables)


def _by_name(stem: str, roster: Roster) -> str:
    """The township that a file's or sheet's name is, without marks of copies and versions, or the only one in it.

    清河镇（正式版） and 清河镇2月台账 are 清河镇; 清河镇、石门乡 and 新建 Microsoft Excel 工作表 are nobody.
    """
    return roster.find(stem) or roster.find(_DRESSING.sub("", stem)) or roster.mentioned(stem)
