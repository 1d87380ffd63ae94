"""Phrases of Chinese sentences: how names, counts, rates and days are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from pipeline.base.rate import Rate

MOST_NAMED = 12
"""The most townships that a sentence names; of more it gives the number and the attachment that lists them."""


TOWNSHIPS, UNITS = "乡镇", "单位"


def called(names: Iterable[str], departments: Collection[str]) -> str:
    """What units are called together: 乡镇, or 单位 where a 县直部门 is among them.

    >>> called(["城关镇"], {"县住建局"}), called(["城关镇", "县住建局"], {"县住建局"})
    ('乡镇', '单位')
    """
    return TOWNSHIPS if not departments or set(departments).isdisjoint(names) else UNITS


def units(names: Sequence[str], attachment: str = "", departments: Collection[str] = ()) -> str:
    """Townships by name; two or more with their number, as units where one of ``departments`` is among them.

    More than MOST_NAMED that are listed in ``attachment`` ('附件1') give the number alone.

    >>> units([]), units(["城关镇"]), units(["城关镇", "东禾镇"])
    ('', '城关镇', '城关镇、东禾镇2个乡镇')
    >>> units(["城关镇"] * 13, "附件1"), units(["城关镇", "县住建局"], departments={"县住建局"})
    ('13个乡镇（见附件1）', '城关镇、县住建局2个单位')
    """
    number = f"{len(names)}个{called(names, departments)}"
    if attachment and len(names) > MOST_NAMED:
        return f"{number}（见{attachment}）"
    return "、".join(names) + (number if len(names) > 1 else "")


TITLE_LINE = 20
"""The most characters on a line of a title, at 22 points."""


def sense_lines(name: str, county: str, most: int = TITLE_LINE) -> str:
    r"""An office's name for a title, with a break behind the county when it is longer than ``most`` characters.

    >>> sense_lines("青禾县信访局", "青禾县"), sense_lines("双江自治县信访工作联席会议办公室", "双江自治县", 12)
    ('青禾县信访局', '双江自治县\n信访工作联席会议办公室')
    """
    own_name = name.removeprefix(county)
    return name if len(name) <= most or own_name == name or not own_name else f"{county}\n{own_name}"


ON_THE_DAY = "当日期满"


def days_over(days: int) -> str:
    """Days past a limit, as papers and lists print them.

    A limit on the day of the cut-off is missed although no day has passed since.

    >>> days_over(3), days_over(0)
    ('3', '当日期满')
    """
    return str(days) if days else ON_THE_DAY


def counted(counts: Mapping[str, int], unit: str) -> str:
    """Names with their counts, without those that are 0: 来信12件、来访41件."""
    return "、".join(f"{name}{count}{unit}" for name, count in counts.items() if count)


def rate_words(rate: Rate) -> str:
    """A rate in running text.

    >>> rate_words(Rate(17, 18))
    '94.4%（17/18）'
    """
    return f"{rate.percent}（{rate.numerator}/{rate.denominator}）"


def compared(now: Rate, then: Rate | None, word: str) -> str:
    """The difference of the printed percentages in 百分点; '' when either has no value.

    >>> compared(Rate(17, 18), Rate(12, 13), "上月"), compared(Rate(1, 2), Rate(2, 4), "上月")
    ('，较上月上升2.1个百分点', '，与上月持平')
    >>> compared(Rate(1, 2), None, "上月")
    ''
    """
    if then is None or now.tenths is None or then.tenths is None:
        return ""
    gap = now.tenths - then.tenths
    if not gap:
        return f"，与{word}持平"
    return f"，较{word}{'上升' if gap > 0 else '下降'}{abs(gap) // 10}.{abs(gap) % 10}个百分点"


def in_lines(listed: str, width: float) -> str:
    r"""A list joined by 、, on lines of at most ``width`` characters. A line ends behind a 、, never within an item.

    >>> in_lines("QH01、QH02、QH03", 6), in_lines("", 6)
    ('QH01、QH02、\nQH03', '')
    """
    lines: list[str] = []
    for part in listed.replace("、", "、\0").split("\0"):
        if lines and width_in_characters(lines[-1] + part) <= width:
            lines[-1] += part
        else:
            lines.append(part)
    return "\n".join(lines)


def day_words(day: date) -> str:
    """A day as papers write it: 2023年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_in_characters(text: str) -> float:
    """The width of a text in Chinese characters; an ASCII character is half as wide.

    >>> width_in_characters("2023年3月6日"), width_in_characters("〔2023〕")
    (6.0, 4.0)
    """
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))
