"""Three townships whose office keeps every register: what one of them writes is changed, and what it gains by that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd

from pipeline.archive import Edition
from pipeline.compute import Computed, compute
from pipeline.grid import Grid
from pipeline.model import Rate
from pipeline.parquet import read_table, table_bytes
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTER
from pipeline.settings_reader import read_settings
from pipeline.sources import choose
from tools.sample.books import write_xlsx
from tools.sample.layout import Page

Row = dict[str, object]
Rows = dict[str, Row]
JANUARY, FEBRUARY = "2023-01", "2023-02"
MONTHS = {JANUARY: date(2023, 1, 31), FEBRUARY: date(2023, 2, 28)}
TRICKSTER, RIVAL, OTHER = "甲镇", "乙镇", "丙镇"
LETTERS = {TRICKSTER: "A", RIVAL: "B", OTHER: "C"}
SETTINGS = read_settings([Grid("乡镇名录", (("序号", "乡镇"), *enumerate(LETTERS, start=1)))], "设置.xlsx")
_STEPS = ("received_on", "notified_on", "accepted_on", "extension_approved_on", "concluded_on", "withdrawn_on")
_WITH_CONCLUSION = ("outcome", "settled", "rating_unit")
_ABOVE = ("case_no", "township", "registered_on", "channel", "occurrence", "related_case_no", "procedure", "rating_unit")
"""What 上级登记台账 of this county says of a matter; of acceptance and conclusion it knows nothing."""
LOWER_IS_BETTER = ("repeat",)
NEUTRAL = ("extended",)


def _matter(registered: str, accepted: str, concluded: str = "", settled: str = "", rating: str = "", **more: object) -> Row:
    row: Row = {"registered_on": registered, "accepted_on": accepted, "channel": "来访", "occurrence": "初件", "procedure": "信访处理意见"}
    if concluded:
        row |= {"concluded_on": concluded, "outcome": "予以支持", "settled": settled or "已化解", "rating_unit": rating or "满意"}
    return {**row, **more}


_TRUTH: Rows = {
    "01": _matter("2022-12-03", "2022-12-05", "2023-01-20"),
    "02": _matter("2022-12-08", "2022-12-10", "2023-02-20", "未化解", "不满意"),
    "03": _matter("2022-12-18", "2022-12-20"),
    "04": _matter("2022-12-26", "2022-12-28", "2023-02-15"),
    "05": _matter("2023-01-30", "2023-02-20"),
    "06": _matter("2023-02-01", "2023-02-03"),
    "07": _matter("2023-02-02", "2023-02-05"),
    "08": _matter("2023-02-06", "2023-02-08", occurrence="重件", related_case_no="01"),
    "09": _matter("2022-11-28", "2022-12-01", "2023-01-10", "未化解", "不满意"),
    "10": _matter("2022-11-28", "2022-12-01", "2023-01-12"),
    "11": _matter("2022-11-29", "2022-12-02", "2023-01-15"),
    "12": _matter("2022-10-08", "2022-10-10", "2022-11-15"),
    "13": _matter("2022-10-08", "2022-10-11", "2022-11-16", "未化解", "不满意"),
    "14": _matter("2022-10-08", "2022-10-12", "2022-11-17"),
    "15": _matter("2021-03-01", "2021-03-05"),
    "16": _matter("2022-12-20", "2022-12-22", "2023-02-10"),
    "17": _matter("2023-02-07", "2023-02-09", "2023-02-25"),
    "18": _matter("2023-02-03", ""),
}
"""Of each township: bad are 02 (concluded late), 03 (overdue), 05 (accepted late), 08 (comes back to 01), 09, 13 (discontent), 15 (backlog), 18."""


def truth(township: str) -> Rows:
    """A township's matters by the last two digits of their numbers; the rivals' work differs a little."""
    rows = {key: {"case_no": LETTERS[township] + key, "township": township, **row} for key, row in _TRUTH.items()}
    for row in rows.values():
        if row.get("related_case_no"):
            row["related_case_no"] = f"{LETTERS[township]}{row['related_case_no']}"
    if township == RIVAL:
        rows["03"] |= {"concluded_on": "2023-02-18", "outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}
    if township == OTHER:
        rows["04"] |= {"concluded_on": "2023-02-27"}
    return rows


@dataclass
class County:
    """What lies in the folders: ledgers (None: no file) and registers by month; ``zero``: townships that declare 零报告 in February.
    ``letters``: with what the numbers of a township's matters begin."""

    ledgers: dict[tuple[str, str], list[Row] | None]
    superior: list[Row]
    sent: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(LETTERS, "2023-03-02"))
    zero: tuple[str, ...] = ()
    decisions: list[Row] = field(default_factory=list)
    letters: Mapping[str, str] = field(default_factory=lambda: LETTERS)

    def row(self, key: str) -> Row:
        """The trickster's row of February."""
        rows = self.ledgers[FEBRUARY, TRICKSTER]
        assert rows is not None
        return next(row for row in rows if row["case_no"] == f"A{key}")

    def drop(self, key: str, *months: str) -> None:
        """Leave the row out, of February's ledger or of those of ``months``."""
        for month in months or (FEBRUARY,):
            rows = self.ledgers[month, TRICKSTER]
            assert rows is not None
            self.ledgers[month, TRICKSTER] = [row for row in rows if row["case_no"] != f"A{key}"]


def honest() -> County:
    """Everybody writes what is true."""
    everything = {name: truth(name) for name in LETTERS}
    ledgers: dict[tuple[str, str], list[Row] | None] = {
        (month, name): [_as_known(row, end) for row in rows.values() if str(row["registered_on"]) <= end.isoformat()]
        for month, end in MONTHS.items()
        for name, rows in everything.items()
    }
    return County(ledgers, [{id_: row.get(id_) for id_ in _ABOVE} for rows in everything.values() for row in rows.values()])


def _as_known(row: Row, end: date) -> Row:
    known = {id_: value for id_, value in row.items() if id_ not in _STEPS or str(value or "") <= end.isoformat()}
    if "concluded_on" not in known:
        known = {id_: value for id_, value in known.items() if id_ not in _WITH_CONCLUSION}
    return known


def _page(name: str, ids: list[tuple[str, str, str]], rows: list[Row], above: tuple[str, ...] = ()) -> Page:
    page = Page(name)
    for at, text in enumerate(above):
        page.cells[at, 0] = text
    top = len(above)
    page.header_rows = {top}
    for column, (id_, label, kind) in enumerate(ids):
        page.cells[top, column] = label
        for at, row in enumerate(rows, start=top + 1):
            value = row.get(id_)
            if value not in (None, ""):
                page.cells[at, column] = _day(str(value)) if kind == "date" else value
    return page


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _sheet(id_: str, rows: list[Row]) -> Page:
    sheet = REGISTER[id_]
    return _page(sheet.name, [(f.id, f.label, f.type) for f in sheet.fields], rows)


def _registers(county: County, month: str) -> list[Page]:
    end = MONTHS[month].isoformat()
    due = {JANUARY: "2023-02-03", FEBRUARY: "2023-03-03"}[month]
    reports = [
        {"township": name, "due_on": due, "sent_on": "2023-02-02" if month == JANUARY else county.sent[name],
         "zero": "是" if name in county.zero and month == FEBRUARY else "否"} for name in LETTERS
    ]  # fmt: skip
    assigned = [
        {"case_no": f"{letter}{key}", "township": name, "batch": "第二批", "assigned_on": "2022-06-01", "settle_by": "2023-02-28"}
        for name, letter in county.letters.items() for key in ("15", "12", "14")
    ]  # fmt: skip
    above = [row for row in county.superior if str(row["registered_on"]) <= end]
    above = [{**row, "rating_unit": row["rating_unit"] if month == FEBRUARY else None} for row in above]
    return [_sheet("reports", reports), _sheet("superior", above), _sheet("assigned", assigned), _sheet("supervised", []),
            _sheet("decisions", county.decisions if month == FEBRUARY else [])]  # fmt: skip


def write(county: County, inputs: Path) -> None:
    """The county's folders as workbooks."""
    columns = [(f.id, f.label, f.type) for f in LEDGER]
    for month in MONTHS:
        (inputs / month).mkdir(parents=True)
        write_xlsx(inputs / month / "登记簿.xlsx", _registers(county, month))
        for name in LETTERS:
            rows = county.ledgers[month, name]
            if rows is not None:
                write_xlsx(inputs / month / f"{name}.xlsx", [_page("台账", columns, rows, ("信访事项台账", f"填报单位：{name}"))])


def january(inputs: Path) -> Edition:
    """January as it was published: what is written in February doesn't change it."""
    write(honest(), inputs)
    tables = _computed(inputs, JANUARY, {}).report.tables
    return Edition(JANUARY, MONTHS[JANUARY], {name: read_table(table_bytes(name, table)) for name, table in tables.items()}, "", "")


def february(county: County, inputs: Path, published: Edition) -> Computed:
    """February's report, January's edition having been published."""
    write(county, inputs)
    return _computed(inputs, FEBRUARY, {JANUARY: published})


def _computed(inputs: Path, month: str, editions: Mapping[str, Edition]) -> Computed:
    sources = choose(list(MONTHS), month)
    return compute(inputs, SETTINGS, sources, sources.period.last_day, editions, lambda _: None)


Trick = Callable[[County], None]


def gains(tricked: Computed, true: Computed) -> list[str]:
    """What the trickster has better than its honest twin, in words; [] when nothing."""
    found = [
        f"{INDICATOR[id_].label} {_shown(was)} → {_shown(now)}"
        for id_, (was, now) in _figures(true, tricked).items()
        if _better(id_, was, now)
    ]
    held = [_held(each) for each in (true, tricked)]
    found += [f"{name} {held[0][name]} → {held[1][name]}" for name in held[0] if held[1][name] > held[0][name]]
    was, now = (_standing(each) for each in (true, tricked))
    if now["three_none"] == "是" and was["three_none"] != "是":
        found.append("三无")
    if now["group"] == "排名":
        if was["group"] != "排名" or int(now["rank"]) < int(was["rank"]):
            found.append(f"排名 {was['rank']} → {now['rank']}")
        elif Fraction(str(now["score"])) > Fraction(str(was["score"])):
            found.append(f"得分 {was['score_1dp']} → {now['score_1dp']}")
    elif now["group"] != was["group"] and now["group"] != "未报送":
        found.append(f"{was['group']} → {now['group']}")
    return found


def _shown(figure: tuple[int | None, int | None]) -> str:
    return f"{figure[0]}" if figure[1] is None else f"{figure[0]}/{figure[1]}"


def _figures(*computed: Computed) -> Mapping[str, tuple[tuple[int | None, int | None], ...]]:
    tables = [each.report.tables["indicators"] for each in computed]
    own = [table[table["township"] == TRICKSTER].set_index("indicator") for table in tables]
    return {
        str(id_): tuple(tuple(None if pd.isna(v) else int(v) for v in t.loc[id_, ["numerator", "denominator"]]) for t in own)
        for id_ in own[0].index
    }  # type: ignore[return-value]


def _better(id_: str, was: tuple[int | None, int | None], now: tuple[int | None, int | None]) -> bool:
    """A count that fell, a rate that rose. A rate that is no more is no better; what stands in for it shows in the score."""
    if id_ in NEUTRAL or was[0] is None or now[0] is None:
        return False
    if INDICATOR[id_].count:
        return now[0] < was[0]
    old, new = Rate(was[0], was[1] or 0).value, Rate(now[0], now[1] or 0).value
    if old is None or new is None:
        return False
    return new < old if id_ in LOWER_IS_BETTER else new > old


def _held(computed: Computed) -> dict[str, int]:
    """Condition -> 1 held, 0 not assessed, -1 failed."""
    table = computed.report.tables["three_none"]
    own = table[table["township"] == TRICKSTER]
    return {str(c): 0 if pd.isna(h) else 1 if h else -1 for c, h in zip(own["condition"], own["holds"].astype("object"), strict=True)}


def _standing(computed: Computed) -> dict[str, object]:
    table = computed.report.tables["ranking"]
    return {str(k): v for k, v in table[table["township"] == TRICKSTER].iloc[0].to_dict().items()}
