"""Days in unusual forms that can mean only one day, put into the usual form."""

from __future__ import annotations

import re
import unicodedata

_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_HOUR = re.compile(
    r"(?:T| )?(?:(?:上午|下午|中午|晚上|早上|凌晨)(?:\d{1,2}(?:[:时点]\d{0,2}分?)?)?"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?:Z|[+]\d\d:\d\d)?$"
)
_STATED = re.compile(r"(?:已办结|办结|已受理|受理|已告知|已登记)\(([^()]*)\)")
_ENGLISH_DATE = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ,]{1,2}(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_DAY = re.compile(
    r"[〇零○一二三四五六七八九]{4}年(?:十?[一二三四五六七八九]|十)月(?:[二三]?十?[一二三四五六七八九]|[二三]?十)[日号]"
)
_CHINESE_NUMBER = re.compile(r"[〇零○一二三四五六七八九十]+")


def tidied_day(text: str) -> str:
    """A day's text without weekday, hour and state, with plain dashes, and with digits in place of characters.

    >>> tidied_day("二〇二三年二月十五日"), tidied_day("2023-02-15（星期三）上午9时")
    ('2023年2月15日', '2023-02-15')
    >>> tidied_day("15-Feb-2023"), tidied_day("已办结(2023年元月5日)")
    ('2023-02-15', '2023年1月5日')
    """
    text = unicodedata.normalize("NFKC", text).strip("';,.。， ")
    text = re.sub(r"[–—―‐‑−]", "-", text)
    if (match := _ENGLISH_DATE.fullmatch(text)) and (month := match[2].lower()[:3]) in _MONTHS:
        return f"{match[3]}-{_MONTHS.index(month) + 1:02d}-{int(match[1]):02d}"
    text = _STATED.sub(r"\1", text)
    text = _WEEKDAY.sub("", text).strip()
    text = _HOUR.sub("", text).strip()
    text = text.replace("年元月", "年1月").replace("正月", "元月")
    if _CHINESE_DAY.fullmatch(text):
        return _CHINESE_NUMBER.sub(lambda number: _number_of(number[0]), text)
    return text


def _number_of(text: str) -> str:
    """The digits of a number in characters: 2023 for 二〇二三, 15 for 十五, 20 for 二十."""
    digits = text.translate(_DIGITS)
    if "十" not in digits:
        return digits
    tens, ones = digits.split("十")
    return str(int(tens or 1) * 10 + int(ones or 0))
