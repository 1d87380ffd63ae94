"""Why a 督办函 is sent, by what limits, and on which ledger its matters rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.report.columns_lacking import columns_lacking
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.showable import DEPARTMENT_ENDINGS, TOWNSHIP_ENDINGS
from pipeline.schema.vocabulary import Status, Verdict

OVERDUE_KINDS = ("overdue_unaccepted", "overdue_open")
UNACCEPTED, UNCONCLUDED = (INDICATOR[id_].label for id_ in OVERDUE_KINDS)
_ENDED_BY = ((UNACCEPTED, "accepted_on", paper_words.ACCEPTED), (UNCONCLUDED, "concluded_on", paper_words.CONCLUDED))


def you(report: Report, name: str) -> str:
    """How a letter speaks to the unit: 你镇, 你乡, 你局 …"""
    endings = DEPARTMENT_ENDINGS if name in report.settings.departments else TOWNSHIP_ENDINGS
    return "你" + next((ending for ending in endings if name.endswith(ending)), "单位")


def urge_rule(kinds: Mapping[str, int], *, today: bool) -> str:
    """Why the matters are urged, and how their limits are reckoned; only of the kinds that there are.

    ``today``: the limit of one of them ends with the cut-off.
    """
    if not kinds:
        return ""
    limits = paper_words.ACCEPT_LIMIT if UNACCEPTED in kinds else ""
    limits += paper_words.CONCLUDE_LIMIT if UNCONCLUDED in kinds else ""
    done = paper_words.EITHER
    if len(kinds) == 1:
        done = paper_words.ACCEPTED if UNACCEPTED in kinds else paper_words.CONCLUDED
    limits += paper_words.DAY_ENDS.format(done=done, today=paper_words.ENDS_TODAY if today else "")
    return paper_words.URGE_RULE.format(kinds=f"有{'、'.join(kinds)}事项", limits=limits)


def by_what(report: Report, name: str, mine: pd.DataFrame) -> str:
    """What the letter says of the ledger that its matters rest on, where that isn't simply the township's newest.

    ``mine``: the township's rows of the table overdue. Without its newest ledger, which in a quarter may be that of
    the last month alone, the matters stand as earlier ledgers and the registers have them. Where the
    ledger lacks the very column that would end the delay, the letter says so, as what was found of the ledger does. A
    办结日期 before the 受理日期 is no conclusion, and the matter is said to have one all the same.
    """
    if mine.empty:
        return ""
    reader = you(report, name)
    status = report.submissions.get(name)
    said = paper_words.BY_EARLIER.format(you=reader) if status == Status.UNSENT else ""
    said = paper_words.REFUSED_SINCE.format(you=reader) if status == Status.REFUSED else said
    for kind, id_, done in _ENDED_BY:
        for label in without_columns(report, name, [id_]) if (mine["kind"] == kind).any() else ():
            said += paper_words.NO_COLUMN_HERE.format(you=reader, label=label, kind=kind, done=done)
    matters = report.tables["matters"]
    contrary = matters.loc[matters["concluded_on"] < matters["accepted_on"], "case_no"]
    open_ = mine[(mine["kind"] == UNCONCLUDED) & mine["case_no"].isin(contrary)]
    count = open_["case_no"].nunique()
    return said + (paper_words.CONTRADICTED.format(count=count) if count else "")


def without_columns(report: Report, name: str, ids: Collection[str]) -> list[str]:
    """The labels of those columns ``ids`` that the unit's newest ledger lacks; none where that ledger isn't there.

    Who leaves a column out must not fare better for it, so that its letter is written; but it says how its figures
    came about.
    """
    files = report.tables["files"]
    mine = files.loc[(files["township"] == name) & (files["verdict"] == Verdict.ADOPTED), "file"]
    if mine.empty or report.submissions.get(name) in (Status.UNSENT, Status.REFUSED):
        return []
    newest = max(file.partition("/")[0] for file in mine)
    found = columns_lacking(report.tables["findings"], [name], ids)
    return list(dict.fromkeys(label for label, row in found if row["file"].partition("/")[0] == newest))
