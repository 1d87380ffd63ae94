"""Faults that only two sources together show: claims, omissions, vanished matters, 补登, changes, other registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from tools.sample.matter import Matter
from tools.sample.rows import Mark, Planted, Row, Sample

JAN, FEB = "2023-01", "2023-02"
_AFTER_JANUARY = ("concluded_on", "outcome", "handling", "settled", "rating_unit", "rating_office")


def _pick(sample: Sample, township: str, fits: Callable[[Matter], bool]) -> Matter:
    """The first matter of a township that fits, is referred to by no other, and bears no mark yet."""
    matters = sample.truth[township]
    related = {m.related_case_no for m in matters}
    marked = {r.values["case_no"] for month in (JAN, FEB) for r in sample.ledgers[month, township] if r.marks}
    named = {p.case_no for p in sample.planted}
    return next(
        m
        for m in matters
        if m.case_no not in related | marked | named
        and not m.batches
        and m.withdrawn_on is None
        and m.procedure == "信访处理意见"
        and fits(m)
    )


def _drop(sample: Sample, month: str, matter: Matter) -> None:
    sample.ledgers[month, matter.township].remove(sample.find(month, matter.township, matter.case_no))


def _note(sample: Sample, month: str, matter: Matter, what: str, expect: str) -> None:
    sample.planted.append(Planted(month, "", "", matter.case_no, what, expect))


def _first_visit_in_february(m: Matter, fits: Callable[[Matter], bool]) -> bool:
    return m.registered_on >= date(2023, 2, 2) and m.occurrence == "初件" and fits(m)


def _concluded_at_level(m: Matter, higher: bool) -> bool:
    """Concluded in January, and of a level above the township's when ``higher``."""
    due_later = m.due is not None and date(2023, 2, 1) <= m.due <= date(2023, 2, 28)
    return (
        due_later
        and m.concluded_on is not None
        and date(2023, 1, 9) <= m.concluded_on <= date(2023, 1, 31)
        and m.extended_to is None
        and (m.level != "乡镇") == higher
    )


def plant_crossings(sample: Sample) -> None:
    """Plant them all, in a fixed order; decisions that settle some of them are added to the registers."""
    _claims(sample)
    _omissions(sample)
    _vanished(sample)
    _backfilled(sample)
    _changes(sample)
    _register_differences(sample)
    _handed_back(sample)
    _after_cut_off(sample)


def _claims(sample: Sample) -> None:
    cases: tuple[tuple[str, str, Callable[[Matter], bool], str], ...] = (
        ("杨林镇", "太平川镇", lambda m: m.level != "乡镇", "提醒（对太平川镇）：两乡镇同报，按上级登记台账归杨林镇"),
        (
            "马头乡",
            "西岭乡",
            lambda m: m.level == "乡镇",
            "提醒（两乡镇各一条）：归属未定，不利的各按本行计，有利的只计入全县",
        ),
        ("金穗镇", "清河镇", lambda m: m.level == "乡镇", "提醒（对清河镇）：两乡镇同报，按处理决定归金穗镇"),
    )
    for owner, other, fits, expect in cases:
        matter = _pick(
            sample,
            owner,
            partial(_first_visit_in_february, fits=fits),
        )
        row = sample.find(FEB, owner, matter.case_no)
        copy = row.copy()
        copy.values["township"] = other
        copy.marks.append(Mark("case_no", f"{owner}与{other}同报一件", expect))
        row.marks.append(Mark("case_no", f"{owner}与{other}同报一件", expect))
        sample.ledgers[FEB, other].append(copy)
        if owner == "金穗镇":
            sample.decisions[FEB].append((matter.case_no, f"归属乡镇：{owner}", "2023-03-02"))


def _omissions(sample: Sample) -> None:
    only_now = _pick(
        sample, "甘泉镇", lambda m: m.level != "乡镇" and date(2023, 2, 15) <= m.received_on <= date(2023, 2, 24)
    )
    _drop(sample, FEB, only_now)
    _note(sample, FEB, only_now, "上级登记台账有此件，甘泉镇台账没有", "错误：遗漏，按上级登记台账计入甘泉镇")
    twice = _pick(
        sample, "西岭乡", lambda m: m.level != "乡镇" and date(2023, 1, 4) <= m.received_on <= date(2023, 1, 24)
    )
    for month in (JAN, FEB):
        _drop(sample, month, twice)
        _note(
            sample,
            month,
            twice,
            "上级登记台账有此件，西岭乡台账没有（连续两月）",
            "错误：遗漏；两月均遗漏，列入约谈建议",
        )


def _vanished(sample: Sample) -> None:
    matter = _pick(
        sample,
        "太平川镇",
        lambda m: (
            m.level == "乡镇"
            and m.registered_on < date(2023, 1, 20)
            and (m.concluded_on or date.max) > date(2023, 3, 1)
        ),
    )
    _drop(sample, FEB, matter)
    _note(sample, FEB, matter, "1月台账有、2月台账没有，且尚未办结", "错误：已报事项消失，按最后状态继续计数")


def _hide_conclusion(row: Row) -> None:
    row.values.update(dict.fromkeys(_AFTER_JANUARY))


def _backfilled(sample: Sample) -> None:
    for township, settled_by, expect in (
        ("松岗镇", "", "提醒：补登，算办结但不算按期"),
        ("松岗镇", "更正属实", "无须提示：处理决定“更正属实”已认可，按所填日期计"),
        ("杨林镇", "", "无须提示：上级登记台账有同一办结日期，按所填日期计"),
    ):
        matter = _pick(
            sample,
            township,
            partial(_concluded_at_level, higher=township == "杨林镇"),
        )
        _hide_conclusion(sample.find(JAN, township, matter.case_no))
        mark = Mark("concluded_on", "2月才补填1月的办结日期，1月台账未报办结", expect)
        sample.find(FEB, township, matter.case_no).marks.append(mark)
        if settled_by:
            sample.decisions[FEB].append((matter.case_no, settled_by, "2023-03-03"))


def _changes(sample: Sample) -> None:
    def open_now(m: Matter) -> bool:
        return (
            m.level == "乡镇"
            and m.registered_on < date(2023, 1, 25)
            and (m.concluded_on or date.max) > date(2023, 3, 5)
        )

    moved = _pick(sample, "松岗镇", open_now)
    row = sample.find(FEB, "松岗镇", moved.case_no)
    row.values["registered_on"] = date.fromordinal(moved.registered_on.toordinal() - 1)
    row.marks.append(Mark("registered_on", "登记日期比1月台账早一天", "无须提示：处理决定“更正属实”已认可"))
    sample.decisions[FEB].append((moved.case_no, "更正属实", "2023-03-03"))
    procedure = _pick(sample, "太平川镇", open_now)
    row = sample.find(FEB, "太平川镇", procedure.case_no)
    row.values.update(procedure="法定程序", due_on=None)
    row.marks.append(
        Mark("procedure", "1月为信访处理意见，2月改为法定程序", "提醒：与首次报送不同，仍按信访处理意见计")
    )


def _register_differences(sample: Sample) -> None:
    level = _pick(sample, "太平川镇", lambda m: m.level == "市" and m.registered_on < date(2023, 1, 25))
    occurrence = _pick(
        sample, "松岗镇", lambda m: m.level == "县" and m.occurrence == "重件" and m.registered_on < date(2023, 1, 25)
    )
    rating = _pick(
        sample,
        "城关镇",
        lambda m: (
            m.level != "乡镇"
            and m.rating_unit == "不满意"
            and m.occurrence == "初件"
            and m.rated_on is not None
            and date(2022, 12, 20) < m.rated_on < date(2023, 1, 30)
        ),
    )
    for matter, column, value, what in (
        (level, "level", "乡镇", "信访层级填乡镇，上级登记台账为市"),
        (occurrence, "occurrence", "初件", "初重件填初件，上级登记台账为重件"),
        (rating, "rating_unit", "满意", "评价填满意，上级登记台账为不满意"),
    ):
        for month in (JAN, FEB):
            row = sample.find(month, matter.township, matter.case_no)
            row.values[column] = value
            row.marks.append(Mark(column, what, "提醒：与上级登记台账不一致，以上级登记台账为准"))


def _handed_back(sample: Sample) -> None:
    def fits(m: Matter) -> bool:
        return m.level == "乡镇" and date(2023, 2, 6) <= m.registered_on <= date(2023, 2, 16) and m.occurrence == "初件"

    for township, agreed in (("马头乡", True), ("西岭乡", False)):
        matter = _pick(sample, township, fits)
        row = sample.find(FEB, township, matter.case_no)
        row.values.update(
            dict.fromkeys(("notified_on", "accepted_on", "due_on", *_AFTER_JANUARY)), withdrawn_on=date(2023, 2, 20)
        )
        expect = "无须提示：处理决定“同意退回”，不计入各项" if agreed else "提醒：退回未经同意，照常计数"
        row.marks.append(Mark("withdrawn_on", "填了退回日期", expect))
        if agreed:
            sample.decisions[FEB].append((matter.case_no, "同意退回", "2023-02-27"))


def _after_cut_off(sample: Sample) -> None:
    """城关镇 sent January's ledger on 2 February and wrote what had happened by then."""
    matter = _pick(
        sample,
        "城关镇",
        lambda m: m.concluded_on is not None and date(2023, 2, 1) <= m.concluded_on <= date(2023, 2, 2),
    )
    row = sample.find(JAN, "城关镇", matter.case_no)
    row.values.update(matter.view(date(2023, 2, 2)))
    row.marks.append(Mark("concluded_on", "办结日期在1月31日之后", "说明：截止日之后的办结本期不算，2月再计"))
