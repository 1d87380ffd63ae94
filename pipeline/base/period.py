"""The period on which a run reports, and what comes before it.

It is a month, a quarter, a year, a part of a year from January on (上半年, 前三季度, 1—N月), or a range of days.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_TO = r"(?:[-—–~〜至到]|\.\.)"
_MEANT = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?:年度?|[-./_—–])?(?P<month>\d{{1,2}})月?份?",
        r"(?P<month>\d{1,2})月份?",
        rf"{_YEAR}(?:年度?|[-./_—–])?(?:[Qq](?P<quarter>[1-4])|第?(?P<quarter_>[1-4一二三四])季度?)",
        rf"{_YEAR}年?(?P<half>[上下])半年",
        rf"{_YEAR}(?:年度?|[-./_—–])?(?P<first_half>[Hh]1)",
        rf"{_YEAR}(?:年度?|[-./_—–])?(?P<three>前[3三]季度?|[Qq]1{_TO}[Qq]3|[1一]{_TO}[3三]季度)",
        rf"{_YEAR}(?:年度?|[-./_—–])?0?1月?{_TO}(?P<until>\d{{1,2}})月份?",
        rf"{_YEAR}-0?1\.\.(?:(?P=year)-)?(?P<until_>\d{{1,2}})",
        rf"{_YEAR}(?:年度?|全年|年全年)",
    )
)
_QUARTERS = str.maketrans("一二三四", "1234")
EXAMPLES = (
    "2023-02（月）、2023-Q1（季）、2023-H1（上半年）、2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、2023（年）、"
    "2023-03-04..2023-03-20（起止日）"
)
_HALF, _THREE_QUARTERS = "-H1", "-Q1-Q3"
_CALLED_OTHERWISE = {1: "-01", 3: "-Q1", 6: _HALF, 9: _THREE_QUARTERS, 12: ""}
"""Last month of a span that begins in January and has a name of its own -> that name behind its year."""


_EARLIER = {"month": "上月", "quarter": "上季度", "year": "上年", "cumulative": "上年同期", "range": "上期"}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included.

    ``name`` is that of its folder. ``kind``: month, quarter, year, cumulative (上半年, 前三季度, 1—N月) or range.
    ``cut`` says that the period was cut short at the end of the newest folder.
    """

    name: str
    kind: str
    first_day: date
    last_day: date
    cut: bool = False

    @property
    def label(self) -> str:
        """The period in titles: 2023年2月, 2023年第一季度, 上半年, 2023年1—5月, 2023年度, 2023年3月4日—3月20日.

        A quarter, a year or a part of one that was cut short says its months.
        """
        first, last = self.first_day, self.last_day
        if self.kind == "month":
            return f"{first.year}年{first.month}月"
        if self.kind == "range":
            tail = f"{last.month}月{last.day}日"
            if last.year != first.year:
                tail = f"{last.year}年{tail}"
            return f"{first.year}年{first.month}月{first.day}日—{tail}"
        if self.kind == "cumulative" and not self.cut and self.name.endswith((_HALF, _THREE_QUARTERS)):
            return f"{first.year}年{'上半年' if self.name.endswith(_HALF) else '前三季度'}"
        if self.cut or self.kind == "cumulative":
            months = f"{first.month}月" if first.month == last.month else f"{first.month}—{last.month}月"
            return f"{first.year}年{months}"
        if self.kind == "quarter":
            return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"
        return f"{first.year}年度"

    @property
    def of_months(self) -> bool:
        """Whether it is judged month by month: a quarter, a year or a part of one from January on."""
        return self.kind not in ("month", "range")

    @property
    def yearly(self) -> bool:
        """Whether it counts as its year does, of which 上半年, 前三季度 and 1—N月 are the beginning.

        The period just before it is then that of a year ago.
        """
        return self.kind in ("year", "cumulative")

    @property
    def special(self) -> bool:
        """Whether it is a special period, a range of days: nobody is ranked and its papers print no rate."""
        return self.kind == "range"

    @property
    def earlier_word(self) -> str:
        """The word for the period just before, in a sentence: 上月, 上季度, 上年, 上年同期, 上期."""
        return _EARLIER[self.kind]

    @property
    def order(self) -> tuple[date, int]:
        """A key that sorts periods by their last day; of those that end together the shorter one comes first.

        So a quarter comes after its last month.
        """
        whole = parse_period(self.name)
        return self.last_day, (whole.last_day - whole.first_day).days

    def previous(self) -> Period:
        """Return the calendar period just before, of the same kind.

        For a range it is as many days just before it, for a part of a year the same part of the year before.
        """
        before = self.first_day - timedelta(days=1)
        if self.kind == "range":
            start = self.first_day - (self.last_day - self.first_day) - timedelta(days=1)
            return parse_period(f"{start.isoformat()}..{before.isoformat()}")
        if self.kind == "month":
            return parse_period(f"{before:%Y-%m}")
        if self.kind == "quarter":
            return parse_period(f"{before.year}-Q{(before.month - 1) // 3 + 1}")
        return self._years_ago()

    def a_year_before(self) -> Period | None:
        """Return the same period of the year before; None for a range of days, which has none."""
        return None if self.kind == "range" else self._years_ago()

    def _years_ago(self) -> Period:
        year = self.first_day.year
        return parse_period(self.name.replace(f"{year:04d}", f"{year - 1:04d}"))

    def cut_to(self, day: date) -> Period:
        """Return the period cut short at ``day``; the period itself when it has ended by then."""
        return self if day >= self.last_day else replace(self, last_day=day, cut=True)

    def months(self) -> list[str]:
        """Return the names of the calendar months that the period touches, oldest first."""
        names, day = [], self.first_day.replace(day=1)
        while day <= self.last_day:
            names.append(f"{day:%Y-%m}")
            day = (day + timedelta(days=31)).replace(day=1)
        return names


class NotAPeriod(ValueError):
    """A name that can't be read as a period. ``meaning``: the period that it probably means, '' when it means none."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__(name)
        self.meaning = meaning


def parse_period(name: str) -> Period:
    """Read 2023-02, 2023-Q1, 2023, 2023-H1, 2023-Q1-Q3, 2023-01..2023-05 or 2023-03-04..2023-03-20.

    Raises NotAPeriod for anything else, also for 2023-01..2023-06, which is called 2023-H1: one span has one name.

    >>> parse_period("2023-Q1").last_day
    datetime.date(2023, 3, 31)
    """
    try:
        if match := re.fullmatch(r"([0-9]{4})", name):
            year = int(match[1])
            return Period(name, "year", date(year, 1, 1), date(year, 12, 31))
        if match := re.fullmatch(r"([0-9]{4})-Q([1-4])", name):
            year, month = int(match[1]), 3 * int(match[2])
            return Period(name, "quarter", date(year, month - 2, 1), month_end(year, month))
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", name):
            year, month = int(match[1]), int(match[2])
            return Period(name, "month", date(year, month, 1), month_end(year, month))
        if match := re.fullmatch(rf"([0-9]{{4}})({_HALF}|{_THREE_QUARTERS})", name):
            year = int(match[1])
            return Period(name, "cumulative", date(year, 1, 1), month_end(year, 6 if match[2] == _HALF else 9))
        if match := re.fullmatch(r"([0-9]{4})-01\.\.\1-([0-9]{2})", name):
            year, month = int(match[1]), int(match[2])
            if month not in _CALLED_OTHERWISE:
                return Period(name, "cumulative", date(year, 1, 1), month_end(year, month))
        if match := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})", name):
            first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
            if first <= last:
                return Period(name, "range", first, last)
    except ValueError:
        pass
    raise NotAPeriod(name, meant(name))


def meant(name: str) -> str:
    """The period that an unusual name means, as its folder should be called.

    '' when the name means no period, or is the usual one already. A month without a year is returned as 年-月.

    >>> meant("2023年2月"), meant("2023.02"), meant("２０２３Q1"), meant("2023年上半年"), meant("2023年1—5月")
    ('2023-02', '2023-02', '2023-Q1', '2023-H1', '2023-01..2023-05')
    >>> meant("2月"), meant("2023-02"), meant("模板")
    ('年-02', '', '')
    """
    text = "".join(unicodedata.normalize("NFKC", name).split())
    spelling = next((match for form in _MEANT if (match := form.fullmatch(text))), None)
    if spelling is None:
        return ""
    parts = spelling.groupdict()
    year = parts.get("year") or "年"
    if half := parts.get("half"):
        meaning = f"{year}{_HALF}" if half == "上" else f"{year}-07-01..{year}-12-31"
    elif parts.get("first_half"):
        meaning = f"{year}{_HALF}"
    elif parts.get("three"):
        meaning = f"{year}{_THREE_QUARTERS}"
    elif until := parts.get("until") or parts.get("until_"):
        meaning = _until(year, int(until))
    elif quarter := parts.get("quarter") or parts.get("quarter_"):
        meaning = f"{year}-Q{quarter.translate(_QUARTERS)}"
    elif month := parts.get("month"):
        meaning = f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else ""
    else:
        meaning = year
    return "" if meaning == name else meaning


def _until(year: str, month: int) -> str:
    """The name of the span from January to a month; '' for a month that doesn't exist.

    >>> _until("2023", 5), _until("2023", 6), _until("2023", 12), _until("2023", 13)
    ('2023-01..2023-05', '2023-H1', '2023', '')
    """
    if not 1 <= month <= 12:
        return ""
    return f"{year}{_CALLED_OTHERWISE.get(month, f'-01..{year}-{month:02d}')}"


def month_end(year: int, month: int) -> date:
    """Return the last day of a month. Raises ValueError for a month that doesn't exist."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])


def is_period(name: str) -> bool:
    """Whether ``name`` can be read as a period."""
    try:
        parse_period(name)
    except NotAPeriod:
        return False
    return True


def newest(names: list[str]) -> Period | None:
    """Return the period to run when none is named: the one that ends last, of those the shortest; None without any."""
    periods = [parse_period(name) for name in names if is_period(name)]
    return max(periods, key=lambda p: (p.last_day, p.first_day), default=None)
