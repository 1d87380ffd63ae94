"""Three townships whose office keeps every register: what one of them writes is changed, and what it gains by that
is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.base.grid import Grid
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings

Row = dict[str, object]
Rows = dict[str, Row]
JANUARY, FEBRUARY, MARCH = "2023-01", "2023-02", "2023-03"
MONTHS = {JANUARY: date(2023, 1, 31), FEBRUARY: date(2023, 2, 28), MARCH: date(2023, 3, 31)}
TRICKSTER, RIVAL, OTHER = "甲镇", "乙镇", "丙镇"
LETTERS = {TRICKSTER: "A", RIVAL: "B", OTHER: "C"}


def settings_of(units: Iterable[str]) -> Settings:
    """Settings of a county with these townships and every default."""
    return read_settings([Grid("乡镇名录", (("序号", "乡镇"), *enumerate(units, start=1)))], "设置.xlsx")


SETTINGS = settings_of(LETTERS)
_STEPS = ("received_on", "notified_on", "accepted_on", "extension_approved_on", "concluded_on", "withdrawn_on")
_WITH_CONCLUSION = ("outcome", "settled", "rating_unit")
ABOVE = (
    "case_no",
    "township",
    "registered_on",
    "received_on",
    "channel",
    "purpose",
    "occurrence",
    "related_case_no",
    "level",
    "procedure",
    "rating_unit",
)
"""What 上级登记台账 of this county says of a matter; of notice, acceptance, extension and conclusion it knows
nothing.
"""
_USUAL: Row = {"level": "乡镇", "purpose": "申诉求决"}
"""What it says of every matter; the ledgers leave it blank."""


def _matter(
    registered: str, accepted: str, concluded: str = "", settled: str = "", rating: str = "", **more: object
) -> Row:
    row: Row = {
        "registered_on": registered,
        "accepted_on": accepted,
        "channel": "来访",
        "occurrence": "初件",
        "procedure": "信访处理意见",
    }
    if concluded:
        row |= {
            "concluded_on": concluded,
            "outcome": "予以支持",
            "settled": settled or "已化解",
            "rating_unit": rating or "满意",
        }
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
    "19": _matter("2023-01-10", "2023-01-12", "2023-03-20", "未化解", "不满意"),
    "20": _matter("2023-01-12", "2023-01-14", "2023-03-10"),
    "21": _matter("2023-01-15", "2023-01-17"),
    "22": _matter("2022-10-20", "2022-10-22", "2022-12-05", "未化解", "不满意"),
    "23": _matter("2022-10-20", "2022-10-22", "2022-12-06"),
    "24": _matter("2022-10-21", "2022-10-23", "2022-12-08"),
    "25": _matter("2023-03-02", "2023-03-28"),
    "26": _matter("2023-03-03", "2023-03-05", notified_on="2023-03-25"),
    "27": _matter("2023-03-06", "2023-03-08"),
    "28": _matter("2023-03-15", "2023-03-16", occurrence="重件", related_case_no="20"),
    "29": _matter("2023-01-14", "2023-01-16", "2023-03-12"),
    "30": _matter("2023-01-14", "2023-01-16", "2023-03-14"),
    "31": _matter("2023-03-09", "2023-03-10", "2023-03-24", "未化解", "不满意"),
}
"""Of each township: bad are 02 (concluded late), 03 (overdue), 05 (accepted late), 08 (comes back to 01), 09, 13
(discontent), 15 (backlog), 18 (not accepted);

of March 19 (concluded late, discontent), 21 (overdue), 22 (not settled at once), 25 (accepted late), 26 (told late), 28
(comes back to 20), 31 (not settled).
"""


def truth(township: str) -> Rows:
    """A township's matters by the last two digits of their numbers; the rivals' work differs a little."""
    rows = {key: {"case_no": LETTERS[township] + key, "township": township, **row} for key, row in _TRUTH.items()}
    for row in rows.values():
        if row.get("related_case_no"):
            row["related_case_no"] = f"{LETTERS[township]}{row['related_case_no']}"
    if township == RIVAL:
        done = {"outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}
        rows["03"] |= {"concluded_on": "2023-02-18", **done}
        rows["21"] |= {"concluded_on": "2023-03-15", **done}
    if township == OTHER:
        rows["04"] |= {"concluded_on": "2023-02-27"}
        rows["30"] |= {"concluded_on": "2023-03-29"}
    return rows


@dataclass
class County:
    """What lies in the folders: ledgers (None: no file) and registers by month.

    ``superior``: None when the office keeps none. ``sent``: the days on which

    February's were; ``zero``: townships that declare 零报告 in February. ``letters``: with what the numbers of a
    township's matters begin. ``others``: further files, rows of a ledger or bytes, by month and name;
    ``corrected``: rows of a file that says it replaces the township's own, by month and township. ``decisions``,
    ``checked``: 处理决定 and 抽查登记 of February.
    """

    ledgers: dict[tuple[str, str], list[Row] | None]
    superior: list[Row] | None
    sent: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(LETTERS, "2023-03-02"))
    zero: tuple[str, ...] = ()
    decisions: list[Row] = field(default_factory=list)
    checked: list[Row] = field(default_factory=list)
    letters: Mapping[str, str] = field(default_factory=lambda: LETTERS)
    others: dict[tuple[str, str], list[Row] | bytes] = field(default_factory=dict)
    corrected: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def row(self, key: str, month: str = FEBRUARY) -> Row:
        """The trickster's row of a month."""
        return next(row for row in self.rows(month) if row["case_no"] == f"A{key}")

    def rows(self, month: str = FEBRUARY) -> list[Row]:
        """The trickster's ledger of a month."""
        rows = self.ledgers[month, TRICKSTER]
        assert rows is not None
        return rows

    def write(self, key: str, *months: str, **values: object) -> None:
        """Write something else into a row, from February on or in ``months``, where the row is."""
        for month in months or (FEBRUARY, MARCH):
            for row in self.rows(month):
                if row["case_no"] == f"A{key}":
                    row.update(values)

    def add(self, *rows: Row, months: tuple[str, ...] = (FEBRUARY, MARCH), township: str = TRICKSTER) -> None:
        """Append rows to a ledger."""
        for month in months:
            ledger = self.ledgers[month, township]
            assert ledger is not None
            ledger += [dict(row) for row in rows]

    def drop(self, key: str, *months: str) -> None:
        """Leave the row out, from February on or in ``months``."""
        for month in months or (FEBRUARY, MARCH):
            self.ledgers[month, TRICKSTER] = [row for row in self.rows(month) if row["case_no"] != f"A{key}"]


def honest(*, register: bool = True) -> County:
    """Everybody writes what is true."""
    everything = {name: truth(name) for name in LETTERS}
    ledgers: dict[tuple[str, str], list[Row] | None] = {
        (month, name): [_as_known(row, end) for row in rows.values() if str(row["registered_on"]) <= end.isoformat()]
        for month, end in MONTHS.items()
        for name, rows in everything.items()
    }
    above = [
        {**_USUAL, **{id_: row.get(id_) for id_ in (*ABOVE, "concluded_on") if row.get(id_)}}
        for rows in everything.values()
        for row in rows.values()
    ]
    return County(ledgers, above if register else None)


def _as_known(row: Row, end: date) -> Row:
    known = {id_: value for id_, value in row.items() if id_ not in _STEPS or str(value or "") <= end.isoformat()}
    if "concluded_on" not in known:
        known = {id_: value for id_, value in known.items() if id_ not in _WITH_CONCLUSION}
    return known
