"""The 口径 notes: what stands behind the figures, in the order they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.county import COUNTY
from pipeline.base.period import Period, parse_period
from pipeline.editions.archive import Edition
from pipeline.measure.indicators import Measured
from pipeline.measure.reminders import unannounced
from pipeline.measure.stands import in_force
from pipeline.report.basis import Basis
from pipeline.report.tables import Work
from pipeline.report.undecided import in_words
from pipeline.rules.accusations import OWN_LIMITS
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.registers import REGISTERS
from pipeline.schema.vocabulary import Claim
from pipeline.settings.as_text import condition_in_words
from pipeline.settings.record import Settings

_LAW_FROM = date(2022, 5, 1)
_SETTLED = (
    "化解指支持意见已落实，或协议已履行，或依法不予支持、已书面说明理由并帮助落实；不要求也不收取信访人的息诉承诺，办理结果为不予支持的同样可以化解。"
    "评为不满意而报已化解的一律列入抽查核实单，查实“不属实”的不算化解。"
)


def notes(work: Work, moved: pd.DataFrame, others: Sequence[Edition], *, draft_list: bool) -> tuple[str, ...]:
    """Whole Chinese sentences: cut-off, sources, limits, indicators, three-none, ranking, options, what is missing.

    ``moved``: the contract's undecided. ``others``: editions of another formula version that papers show beside this.
    """
    settings, period = work.basis.settings, work.basis.period
    return (
        _cut_off_and_sources(work.basis),
        limits_in_words(settings),
        *_indicators(settings),
        _SETTLED,
        _without_denominator(work.result.measured),
        *_standings(settings, period),
        *_choices(settings),
        *_missing(work, draft_list=draft_list),
        *_counts(work),
        *_other_formulas(others),
        *unannounced.in_words(work.judged.unannounced),
        *_decisions(work.reading.registers.get("decisions"), moved),
        *_first_edition(work.basis),
    )


def _cut_off_and_sources(basis: Basis) -> str:
    day, period = basis.cut_off, basis.period
    return (
        f"数据截至{day.year}年{day.month}月{day.day}日，统计期间为{period.label}"
        f"（{_day(period.first_day)}至{_day(period.last_day)}），"
        f"根据{_span(basis.sources.folders)}各乡镇台账和登记簿计算，公式版本{FORMULA_VERSION}。"
    )


def _without_denominator(measured: Measured) -> str:
    state = measured.state
    accusations = _count_in_force(state, state["hidden"])
    others = _count_in_force(state, state["procedure"].isin(OWN_LIMITS))
    return (
        "分母为0的比率记作“—”。法定程序、建议意见、检举控告件另有期限，不计入按期办结率，"
        f"本期在册{others}件；检举控告件（{accusations}件）只计数、不列表。"
    )


def _count_in_force(state: pd.DataFrame, mask: pd.Series) -> int:
    """Matters in force of which ``mask`` holds, one of several claimants once."""
    return int((in_force(state) & state["present"] & ~state["withdrawn_valid"] & mask).sum())


def _standings(settings: Settings, period: Period) -> Iterator[str]:
    """Three-none conditions, how years in a row are counted, and the ranking."""
    chosen = [c for c in settings.conditions if c.preset == settings.options.three_none_preset]
    yield _conditions(settings, {c.name: condition_in_words(c, settings.label) for c in chosen}, "本县")
    yield (
        "连续年数按年度名单计，"
        + ("含本年" if period.kind == "year" and not period.cut else "截至上年")
        + "；当年无件的不增不断，未列名或未评定的中断，撤并的取各组成单位中最短的。"
    )
    yield _ranking(settings, COUNTY)


def _missing(work: Work, *, draft_list: bool) -> Iterator[str]:
    """What couldn't be compared or falls outside the rules, for want of a register, of days or of months."""
    period, months = work.basis.period, work.judged.missing_months
    for register in REGISTERS:
        if register.without and register.id not in work.result.merged.registers:
            yield f"没有“{register.name}”，{register.without}。"
    if draft_list:
        yield "三无名单为拟定名单（未经比对）。"
    if period.last_day < _LAW_FROM:
        yield "本期早于2022年5月1日《信访工作条例》施行之日，期限仍按条例计算，仅供参考。"
    if period.cut:
        yield f"本期台账只到{_day(period.last_day)}，统计截短至该日，不列年度名单。"
    if months:
        yield f"缺少{_months(months)}的月度成果，相应月末未核对三无条件。"


def _counts(work: Work) -> Iterator[str]:
    """What is counted otherwise than by its township's ledger of the month."""
    merged, result = work.result.merged, work.result
    if pending := int((result.measured.state["claim"] == Claim.PENDING).sum()):
        yield f"{pending}件归属待定，只计入全县，不计入任何乡镇。"
    if early := result.windows.early:
        yield f"{early}个单位的台账在月末前报送，其后的办理情况计入下一期（12月的计入下一年）。"
    if aside := int(merged.set_aside["folder"].isin(work.basis.sources.own).sum()):
        yield f"{aside}行因编号或登记日期无法识别，不能逐件计算，按未及时受理各计一件，详见问题清单。"


def _other_formulas(others: Sequence[Edition]) -> Iterator[str]:
    if others:
        labels = "、".join(edition.period.label for edition in others)
        yield f"{labels}的数按以前的公式版本计算，与本期并列只作参考。"


def _decisions(decisions: pd.DataFrame | None, moved: pd.DataFrame) -> Iterator[str]:
    if sentence := in_words(decisions, moved):
        yield sentence


def _first_edition(basis: Basis) -> Iterator[str]:
    if not basis.editions:
        yield "没有更早的已发布成果，升降、上期对比和补登核对从下期开始。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def rules_in_words(settings: Settings, conditions: Mapping[str, str], whole: str) -> list[str]:
    """The notes that hold for several counties alike: limits, indicators, conditions, ranking, choices.

    ``conditions``: name -> its wording. ``whole``: whose rate stands in for a small sample.
    """
    return [
        limits_in_words(settings),
        *_indicators(settings),
        _SETTLED,
        _conditions(settings, conditions, "各县"),
        _ranking(settings, whole),
        *_choices(settings),
    ]


def _indicators(settings: Settings) -> list[str]:
    definition = settings.options.definition
    return [
        f"{settings.label(i.id)}：分子为{definition(i.numerator)}，分母为{definition(i.denominator)}。"
        if i.denominator
        else f"{i.label}（件数）：{definition(i.numerator)}。"
        for i in INDICATORS
    ]


def _conditions(settings: Settings, conditions: Mapping[str, str], by: str) -> str:
    listed = "；".join(f"{name}（{wording}）" for name, wording in conditions.items())
    return (
        f"三无条件采用“{settings.options.three_none_preset}”方案，由{by}确定：{listed}。"
        "另须台账报送齐全、无遗漏、无未更正的错误。"
    )


def _ranking(settings: Settings, whole: str) -> str:
    weights = "、".join(f"{settings.label(i)}{w}" for i, w in settings.weights.items() if w)
    least = settings.options.smallest_sample
    own_ratings = "" if settings.options.self_rated_counts else "只有乡镇自己填报、上级登记台账没有的评价不计分。"
    departments = "县直部门单独排名，以县直部门合计的率代用，不参加三无，计入全县。" if settings.departments else ""
    return (
        f"排名权重为{weights}；信访数量、形式、层级和重复信访不计权重。分母不足{least}件的指标用本单位近12个月的率，近12个月也不足{least}件的以{whole}率代用，"
        f"分别注明；积案化解率、领导包案率不按月相加，按时报送率一律用本单位的率。"
        f"自有数据权重不足{settings.options.own_weight_line}%的列“样本不足”，不参加排名；本期没有事项的列“无件”，不评定三无；"
        "得分保留一位小数，名次按这一位小数排，相同的并列。"
        f"{departments}{own_ratings}"
    )


def _choices(settings: Settings) -> list[str]:
    choices = [
        f"再次信访指办结后{settings.options.came_back_days}日内同一事项的重件；评价期为办结后{settings.options.rating_days}日。"
    ]
    if settings.options.silence_is_content:
        choices.append("按本县设置，逾期未评价的计为满意，计入满意率的分子和分母。")
    if settings.options.discontent_is_unsettled:
        choices.append("按本县设置，评为不满意的不算化解。")
    return choices


def _span(folders: Sequence[str]) -> str:
    labels = [parse_period(name).label for name in folders]
    return labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}"


def _months(names: Sequence[str]) -> str:
    """2022年1月至10月 where they follow one another in a year, else each by name.

    >>> _months(["2022-01", "2022-02", "2022-03"]), _months(["2022-01", "2022-03"])
    ('2022年1月至3月', '2022年1月、2022年3月')
    """
    spans: list[list[Period]] = []
    for month in map(parse_period, names):
        if (
            spans
            and spans[-1][-1].name == month.previous().name
            and spans[-1][-1].first_day.year == month.first_day.year
        ):
            spans[-1].append(month)
        else:
            spans.append([month])
    return "、".join(run[0].label + (f"至{run[-1].first_day.month}月" if len(run) > 1 else "") for run in spans)


def limits_in_words(settings: Settings) -> str:
    """The limits in force, a whole sentence."""
    roll = "，期满日遇节假日顺延" if settings.options.roll_over_holidays else "，遇节假日不顺延"
    return (
        f"办理期限按自然日计算，起算当日不计入{roll}。"
        "受理期限为收到之日起15日：乡镇登记件自收到、登记两日中较早的一日起算，上级登记件的收到日期在登记之日至其后15日之间，未填的按登记后第15日；"
        "办结期限为受理之日起60日，依规延期一次不超过30日；"
        f"简易办理期限为受理之日起{settings.options.simple_working_days}个工作日，逾期未办结的按信访处理意见计算。"
        "期限当日终了仍未办的即为逾期，逾期天数记“当日期满”。"
    )
