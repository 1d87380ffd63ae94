"""What the circular says of overdue matters: those of the period, and what became of those of the period before."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from pipeline.bundles import Report
from pipeline.messages import note_words, paper_words
from pipeline.render.overview import Overview
from pipeline.render.papers.circular_names import Mended, Overdue
from pipeline.render.phrases import MOST_NAMED, called, counted, units
from pipeline.schema.papers import FEEDBACK

_MOST_OVERDUE = 3


def overdue_of(report: Report) -> Overdue:
    """逾期: each matter once, by township in its two ways; 检举控告 is left out.

    A matter that is overdue in both ways stands in both counts of its township, and in ``both``. Beside them stand how
    many matters have no settled unit yet, and how many are in no list, because the county's figure has both.
    """
    overview = Overview(report)
    lines, alone = overview.overdue, overview.overdue_alone.total()
    spread: dict[str, Counter[str]] = {}
    apart = report.settings.departments
    for name, kind in zip(lines["township"], lines["kind"], strict=True):
        spread.setdefault(name, Counter())[kind] += 1
    matters = lines.drop_duplicates(["township", "case_no"])
    if len(spread) > MOST_NAMED:
        totals = Counter(matters["township"])
        distribution = paper_words.MANY_OVERDUE.format(
            count=len(spread), units=called(spread, apart), foremost=_foremost(totals)
        )
        named = paper_words.MANY_CONCERNED.format(count=len(spread), units=called(spread, apart))
    else:
        distribution = "；".join(f"{name}{counted(kinds, '件')}" for name, kinds in spread.items())
        named = units(list(spread), departments=apart)
    beside = [note_words.OVERDUE_UNSETTLED.format(alone=alone)] if alone else []
    if unlisted := overview.overdue_unlisted.total():
        beside.append(note_words.OVERDUE_UNLISTED.format(count=unlisted))
    distribution = "；另".join([*([distribution] if distribution else []), *beside])
    in_feedback = report.settings.makes(FEEDBACK, report.period.kind)
    return Overdue(len(matters), len(lines) - len(matters), bool(beside), distribution, named, in_feedback)


def mended_of(report: Report) -> Mended:
    """整改: a matter that was overdue in two ways counts once, as mended when it is so in both."""
    frame, replies = report.follow_up, replies_of(report)
    if frame is None:
        return Mended(known=False, matters=0, mended=0, open=0, spread="", replies=replies)
    matters = frame.groupby("case_no", sort=False).agg(township=("township", "first"), mended=("mended", "all"))
    still_open = Counter(matters.loc[~matters["mended"], "township"])
    order = [n for n in report.submissions if n in still_open]
    return Mended(
        known=True,
        matters=len(matters),
        mended=int(matters["mended"].sum()),
        open=still_open.total(),
        spread=counted({n: still_open[n] for n in order}, "件")
        if len(order) <= MOST_NAMED
        else paper_words.MANY_OVERDUE.format(
            count=len(order), units=called(order, report.settings.departments), foremost=_foremost(still_open)
        ),
        replies=replies,
    )


def replies_of(report: Report) -> str:
    """What 督办登记 says of the answers due in the period, by 反馈期限 and 反馈日期; '' where none was due.

    An answer after the cut-off hasn't come yet.
    """
    register, period = report.registers.get("supervised"), report.period
    if register is None:
        return ""
    last = pd.Timestamp(report.cut_off)
    due = register[register["reply_by"].between(pd.Timestamp(period.first_day), last)]
    if due.empty:
        return ""
    came = due["replied_on"].notna() & (due["replied_on"] <= last)
    in_time = int((came & (due["replied_on"] <= due["reply_by"])).sum())
    late, missing = int(came.sum()) - in_time, int((~came).sum())
    owing = {report.settings.successor(str(name), period.last_day) for name in due.loc[~came, "township"]}
    parts = [paper_words.REPLIED.format(count=in_time)] if in_time else []
    parts += [paper_words.REPLIED_LATE.format(count=late)] if late else []
    if missing:
        named = units([name for name in report.submissions if name in owing], departments=report.settings.departments)
        parts.append(paper_words.NOT_REPLIED.format(count=missing, named=f"（{named}）" if named else ""))
    return paper_words.REPLIES.format(period=period.label, due=len(due), parts="，".join(parts))


def _foremost(counts: Counter[str]) -> str:
    """The three townships with the most matters, and every other with as many as the third.

    Where they would be too many to name, the largest and the smallest count of all.
    """
    least = sorted(counts.values(), reverse=True)[:_MOST_OVERDUE][-1]
    most = {name: count for name, count in counts.most_common() if count >= least}
    if len(most) <= MOST_NAMED:
        return paper_words.MOST_OVERDUE.format(named=counted(most, "件"))
    high, low = max(counts.values()), min(counts.values())
    return (
        paper_words.EACH_AS_MANY.format(count=high) if high == low else paper_words.FROM_TO.format(low=low, high=high)
    )
