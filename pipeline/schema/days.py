"""A cell becomes a day: what is taken as it stands, what is taken with a note, and what isn't guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pipeline.base.tidied_days import tidied_day
from pipeline.schema.convert import BLANK, Converted, Unreadable, is_none_word, plain, refuse_fault

NO_YEAR_FITS = "没有写年份，按本期年份推算不成立"
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_YEARS = range(1949, 2100)
NEAR = timedelta(days=100)  # how far back a day without a year may reach over New Year
_CLOCK = r"(?:[T ]?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|时(?:\d{1,2}分(?:\d{1,2}秒)?)?))?"
_FULL_DATE = re.compile(rf"(\d{{4}})[-./\\年、·。](\d{{1,2}})[-./\\月、·。](\d{{1,2}})[日号.。]?{_CLOCK}")
_PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_DATE = re.compile(r"'?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?")
_YEAR_MONTH = re.compile(r"\d{4}[-./年]\d{1,2}月?|(?:19|20)\d{4}|\d{4}年?")
_AROUND_SIGN = re.compile(r" ?([-./\\年月日号、·。]) ?")
"""``plain`` leaves no two spaces together."""
_CLOCK_ONLY = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def to_date(
    value: object,
    *,
    period_year: int | None = None,
    epoch_1904: bool = False,
    around: date | None = None,
    ahead: bool = False,
) -> Converted:
    """A day, None for blank. Raises Unreadable.

    A day without a year (3月4日) takes the year of the period. Where ``around`` (the period's last day) is given, the
    year before and after are tried too: the nearest day counts when days to come are usual (``ahead``), else the last
    day that isn't later than ``around``, at most 100 days before it when it falls in another year. A serial number
    counts when its year is within one of the period's. Both are noted.

    >>> to_date("2024年3月4日"), to_date("12月5日", period_year=2023, around=date(2023, 1, 31))
    (Converted(value=datetime.date(2024, 3, 4), noted=False), Converted(value=datetime.date(2022, 12, 5), noted=True))
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Converted(_checked(value.year, value.month, value.day))
    if isinstance(value, time | timedelta):
        raise Unreadable("只有时间，没有日期")
    refuse_fault(value)
    text = plain(value)
    if is_none_word(text):
        return BLANK
    text = _AROUND_SIGN.sub(r"\1", text)
    if match := _FULL_DATE.fullmatch(text) or _PLAIN_DATE.fullmatch(text):
        return Converted(_checked(*map(int, match.groups())))
    if isinstance(value, bool) or _CLOCK_ONLY.fullmatch(text):
        raise Unreadable("只有时间，没有日期" if ":" in text else "不是日期")
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text), period_year, epoch_1904=epoch_1904)
    if _YEAR_MONTH.fullmatch(text):
        raise Unreadable("日期不完整，缺少“日”")
    if match := _SHORT_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
        if period_year is not None and abs(2000 + year - period_year) > 10:
            raise Unreadable("年份只写了两位，无法判断")
        return Converted(_checked(2000 + year, month, day), noted=True)
    if match := _MONTH_DAY.fullmatch(text):
        if isinstance(value, float) and match[2] in {"1", "2", "3"}:
            raise Unreadable("小数写的日期，分不清是1日还是10日")
        return Converted(_in_period(int(match[1]), int(match[2]), period_year, around, ahead=ahead), noted=True)
    if (tidied := tidied_day(text)) != text and (
        match := _FULL_DATE.fullmatch(tidied) or _PLAIN_DATE.fullmatch(tidied)
    ):
        return Converted(_checked(*map(int, match.groups())), noted=True)
    raise Unreadable("不是日期")


def month_and_day(text: str) -> tuple[int, int] | None:
    """Month and day of a text that names a day without its year; None for any other.

    >>> month_and_day("12月15日"), month_and_day("2021年12月15日")
    ((12, 15), None)
    """
    match = _MONTH_DAY.fullmatch(_AROUND_SIGN.sub(r"\1", plain(text)))
    return (int(match[1]), int(match[2])) if match else None


def _checked(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise Unreadable("年份不合理")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("没有这一天") from None


def _from_serial(number: float, period_year: int | None, *, epoch_1904: bool) -> Converted:
    day = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=int(number))
    if period_year is None or abs(day.year - period_year) > 1:
        raise Unreadable("是数字，不是日期")
    return Converted(day, noted=True)


def _in_period(month: int, day: int, year: int | None, around: date | None, *, ahead: bool) -> date:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        raise Unreadable("没有这一天")
    if year is None:
        raise Unreadable("没有写年份")
    if around is None:
        return _checked(year, month, day)
    days = []
    for guess in (year - 1, year, year + 1):
        try:
            days.append(_checked(guess, month, day))
        except Unreadable:
            continue
    if not days:
        raise Unreadable("没有这一天")
    if ahead:
        return min(days, key=lambda d: (abs(d - around), d))
    days = [d for d in days if d <= around and (d.year == around.year or around - d <= NEAR)]
    if not days:
        raise Unreadable(NO_YEAR_FITS)
    return max(days)
