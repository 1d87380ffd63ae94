"""How figures and names are put into a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.model import Rate


def units(names: Sequence[str]) -> str:
    """Townships by name, two or more with their number.

    >>> units([]), units(["城关镇"]), units(["城关镇", "东禾镇"])
    ('', '城关镇', '城关镇、东禾镇2个乡镇')
    """
    return "、".join(names) + (f"{len(names)}个乡镇" if len(names) > 1 else "")


def counted(counts: Mapping[str, int], unit: str) -> str:
    """Names with their counts: 来信12件、来访41件. Zeros are left out."""
    return "、".join(f"{name}{count}{unit}" for name, count in counts.items() if count)


def rate_words(rate: Rate) -> str:
    """A rate in running text.

    >>> rate_words(Rate(17, 18))
    '94.4%（17/18）'
    """
    return f"{rate.percent}（{rate.numerator}/{rate.denominator}）"


def compared(now: Rate, then: Rate | None, word: str) -> str:
    """The difference of the printed percentages in 百分点; '' when either has no value.

    >>> compared(Rate(17, 18), Rate(12, 13), "上月"), compared(Rate(1, 2), Rate(2, 4), "上月"), compared(Rate(1, 2), None, "上月")
    ('，较上月上升2.1个百分点', '，与上月持平', '')
    """
    if then is None or now.tenths is None or then.tenths is None:
        return ""
    gap = now.tenths - then.tenths
    if not gap:
        return f"，与{word}持平"
    return f"，较{word}{'上升' if gap > 0 else '下降'}{abs(gap) // 10}.{abs(gap) % 10}个百分点"


def day_words(day: date) -> str:
    """2023年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_in_characters(text: str) -> float:
    """How many full characters wide a text stands: ASCII is half one.

    >>> width_in_characters("2023年3月6日"), width_in_characters("〔2023〕")
    (6.0, 4.0)
    """
    return sum(0.5 if character < "\u0080" else 1.0 for character in text)
