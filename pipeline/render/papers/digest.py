"""内部/会议数据摘要.docx: one page with the numbers for a leader's speech, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.daily_grid import DailyGrid
from pipeline.render.naming import Name, describe
from pipeline.render.overview import Overview
from pipeline.render.papers.circular_names import ThreeNone
from pipeline.render.papers.digest_room import Number, fitted, lines_of, named, without_many_names
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.overdue_facts import mended_of
from pipeline.render.papers.paper import Kind, Made, Sheet, body_of, made_of, sheet_names
from pipeline.render.papers.work_done import received
from pipeline.render.ranking_marks import is_to_mend
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import PAPER
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Daily, Title

ROW = PAPER["会议数据摘要"]
_NONE = "没有"
_MOST_BATCHES, _MOST_LINES_OF_BATCHES = 5, 8


@dataclass(frozen=True, slots=True)
class Digest(Sheet):
    """The whole 会议数据摘要."""

    numbers: Annotated[tuple[Number, ...], Name("数据", "各项数据，按讲话常用的次序")]
    left_out: Annotated[str, Name("没有列的", "一页排不下、没有列的内容，没有时为空", "一页排不下，没有列：参加排名。")]


def numbers_of(report: Report) -> tuple[Number, ...]:
    """The numbers in the usual order of a speech; every one is read from the report's tables.

    They are 三无, rates, counts of overdue, backlog and supervised matters, batches assigned, last period's overdue
    matters, leaders on duty, registrations, ledgers, ranking. A special period has no 三无, rates and ranking.
    """
    facts = Facts(report)
    registered, three_none, standing = facts.registered(), facts.three_none(), facts.standing()
    source = "汇总表“指标”"
    overall = _where_volumes_stand(report)
    overview = Overview(report)
    titles = set(overview.three_none_names)
    titled = named([name for name in report.submissions if name in titles])
    special = report.period.special
    numbers = (
        []
        if special
        else [
            Number("“三无”乡镇", _titled(titled, three_none, len(overview.not_assessed)), "汇总表“三无”"),
            Number("三无县", _county(report), "汇总表“三无”" + ("、年度名单" if report.county_streak else "")),
        ]
    )
    numbers += [
        Number(f.label, f"{f.value}（{f.numerator}/{f.denominator}）{f.compared}", source) for f in facts.figures()
    ]
    numbers += [Number(c.label, f"{c.value}件" if c.value else _NONE, source) for c in facts.counts()]
    numbers += _of_batches(report)
    mended, earlier = mended_of(report), report.period.earlier_word
    if mended.known:
        outcome = f"{mended.matters}件中已解决{mended.mended}件" if mended.matters else _NONE
        numbers.append(Number(f"{earlier}逾期事项", outcome, f"{earlier}成果比对"))
    if mended.replies:
        numbers.append(Number("督办反馈", mended.replies.rstrip("。"), "督办登记"))
    if leaders := received(report):
        numbers.append(Number("领导接访", leaders, "接访登记"))
    numbers += [
        Number("登记信访事项", f"{registered.matters}件{registered.compared}", "汇总表“信访量”"),
        Number(
            "来访",
            f"{registered.visits}批次、{registered.persons}人次{registered.group_visits if registered.visits else ''}",
            overall,
        ),
        Number("信访形式", registered.channels or _NONE, overall),
    ]
    if registered.classes:
        numbers.append(Number("内容居前的", registered.classes, overall))
    ranked_to_mend = {str(row["township"]) for row in facts.townships_ranked if is_to_mend(row)}
    to_mend = [name for name in report.submissions if name in ranked_to_mend]
    ledgers = facts.ledgers()
    state = without_many_names(ledgers.state)
    if state and ledgers.several:
        state = paper_words.OF_NEWEST.format(state=state)
    in_time = Number("台账报送", state or _NONE, "汇总表“报送”")
    numbers.append(_day_by_day(report) if special else in_time)
    ranked = f"{standing.ranked}个乡镇" + (f"（其中待更正的有{named(to_mend)}）" if to_mend else "")
    return (*numbers, *([] if special else [Number("参加排名", ranked, "汇总表“排名”")]))


def _where_volumes_stand(report: Report) -> str:
    """The section of the period's own circular that has them. A year has none."""
    made = next((name for name in paper_words.VOLUMES_IN if report.settings.makes(name, report.period.kind)), "")
    return paper_words.VOLUMES_IN.get(made, paper_words.LEDGERS_TOGETHER)


def _day_by_day(report: Report) -> Number:
    """The daily reports of a special period, for which no ledger is due."""
    grid = DailyGrid(report.tables["daily"])
    sent, zero, late, missing = (
        grid.count(*states) for states in ((Daily.ON_TIME, Daily.ZERO), (Daily.ZERO,), (Daily.LATE,), (Daily.MISSING,))
    )
    value = paper_words.DAILY_SENT.format(due=len(grid.table), sent=sent, zero=zero, late=late, missing=missing)
    return Number("每日报送", value if grid.days else paper_words.NO_DAILY, "报送登记")


def _titled(names: str, three_none: ThreeNone, not_assessed: int) -> str:
    """The townships that are 三无, and how many weren't assessed."""
    unassessed = state_label(Title, Title.UNASSESSED)
    if not three_none.assessed:
        return f"{unassessed}（原因见口径）"
    said = (names or _NONE) + ("（拟定名单，未经比对）" if names and three_none.draft else "")
    return f"{said}；{not_assessed}个{unassessed}" if not_assessed else said


def _county(report: Report) -> str:
    """Whether the county is 三无: 是（连续3年）, or before the end of the year 是（截至上年连续2年）."""
    run = report.county_streak
    since = "" if report.period.kind == "year" and not report.period.cut else "截至上年"
    return report.county_title + (f"（{since}连续{run}年）" if run else "")


def _of_batches(report: Report) -> list[Number]:
    """A number for each batch; of many batches, or of such with long names, their sum in one line."""
    batches, source = _batches(report), "汇总表“积案批次”"
    each = [Number(batch, f"交办{of}件，已化解{settled}件", source) for batch, (of, settled) in batches.items()]
    if len(batches) <= _MOST_BATCHES and lines_of(each) <= _MOST_LINES_OF_BATCHES:
        return each
    assigned, settled = (sum(counts[i] for counts in batches.values()) for i in (0, 1))
    words = paper_words.ALL_BATCHES.format(count=len(batches), assigned=assigned, settled=settled)
    return [Number("交办各批次", words, source)]


def _batches(report: Report) -> dict[str, tuple[int, int]]:
    """Batch -> numbers of matters assigned and settled, by the day on which the batch was assigned."""
    rows = report.tables["assigned"].sort_values("assigned_on", kind="stable")
    counts = rows.groupby("batch", sort=False)["settled"].agg(["size", "sum"])
    return {str(batch): (int(assigned), int(settled)) for batch, assigned, settled in counts.itertuples()}


def _make(report: Report) -> Iterator[Made]:
    lines = "\n" if report.period.special else ""
    title = f"{report.period.label}{lines}信访工作数据摘要"
    names = sheet_names(report, title, body_of(report, ROW.issuer))
    rates = {report.settings.label(indicator.id) for indicator in INDICATORS if not indicator.count}
    fit = fitted(numbers_of(report), rates, title, f"{names['issuer']}{names['cut_off']}")
    yield made_of(ROW, Digest(**names, numbers=fit.numbers, left_out=fit.left_out))


DIGEST = Kind(ROW, describe(Digest), _make)
