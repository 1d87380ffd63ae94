"""Faults planted in the rows of single ledgers: 石门乡's clerk makes every mistake there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tools.sample.rows import Mark, Row, Sample

MISTAKEN = "石门乡"
Values = dict[str, object]


def _day(values: Values, column: str) -> date:
    value = values[column]
    assert isinstance(value, date)
    return value


def _change(column: str, what: str, expect: str, **values: object) -> Callable[[Row], None]:
    def plant(row: Row) -> None:
        row.values.update(values)
        row.marks.append(Mark(column, what, expect))

    return plant


def _concluded_before_registered(row: Row) -> None:
    row.values.update(
        concluded_on=_day(row.values, "registered_on") - timedelta(days=3),
        outcome="解释说明",
        settled="未化解",
        accepted_on=None,
        notified_on=None,
        due_on=None,
    )
    row.marks.append(Mark("concluded_on", "办结日期早于登记日期", "错误：办结早于登记"))


def _accepted_after_concluded(row: Row) -> None:
    row.values["accepted_on"] = _day(row.values, "concluded_on") + timedelta(days=4)
    row.values["notified_on"] = row.values["due_on"] = None
    row.marks.append(Mark("accepted_on", "受理日期晚于办结日期", "错误：办结早于受理；按已受理、未办结计"))


def _accepted_before_registered(row: Row) -> None:
    row.values["accepted_on"] = _day(row.values, "registered_on") - timedelta(days=4)
    row.values["notified_on"] = row.values["due_on"] = None
    row.marks.append(Mark("accepted_on", "受理日期早于登记日期", "错误：受理早于登记"))


def _too_long(row: Row) -> None:
    base = _day(row.values, "accepted_on") + timedelta(days=60)
    row.values.update(
        extended_to=base + timedelta(days=45),
        extension_approved_on=base - timedelta(days=5),
        extension_reason="情况复杂",
        due_on=None,
    )
    row.marks.append(Mark("extended_to", "延期45天，超过30天", "错误：延期超过30天，延期无效，仍按原限计"))


def _approved_late(row: Row) -> None:
    base = _day(row.values, "accepted_on") + timedelta(days=60)
    row.values.update(
        extended_to=base + timedelta(days=20),
        extension_approved_on=base + timedelta(days=2),
        extension_reason="情况复杂",
        due_on=None,
    )
    row.marks.append(Mark("extension_approved_on", "到期之后才批准延期", "错误：批准晚于原期限，延期无效"))


def _wrong_due(row: Row) -> None:
    row.values["due_on"] = _day(row.values, "accepted_on") + timedelta(days=90)
    row.marks.append(Mark("due_on", "限办日期按90天填写", "提醒：限办日期与受理日期加60天不符，以条例为准"))


def _own_relation(row: Row) -> None:
    row.values.update(occurrence="重件", related_case_no=row.values["case_no"])
    row.marks.append(Mark("related_case_no", "关联件编号填了本件编号", "错误：关联件编号不能是本件"))


def _simple_repeat(row: Row) -> None:
    row.values.update(procedure="简易办理", due_on=None)
    row.marks.append(Mark("procedure", "重件按简易办理", "提醒：重件不适用简易办理"))


def _concluded(values: Values) -> bool:
    since = date(2023, 2, 3)
    return (
        values["procedure"] == "信访处理意见"
        and values["extended_to"] is None
        and isinstance(day := values["concluded_on"], date)
        and day >= since
    )


def _in_hand(values: Values) -> bool:
    """Accepted, not concluded, and due only after February."""
    due = values["due_on"]
    return (
        values["concluded_on"] is None
        and values["procedure"] == "信访处理意见"
        and isinstance(due, date)
        and due > date(2023, 3, 1)
    )


def _new(values: Values) -> bool:
    """Registered in February, so that January's ledger says nothing of it."""
    day = values["registered_on"]
    return (
        isinstance(day, date)
        and day >= date(2023, 2, 1)
        and values["occurrence"] == "初件"
        and values["procedure"] == "信访处理意见"
    )


def _late_and_new(values: Values) -> bool:
    """Registered late enough in February: a date a few days earlier is still after January's cut-off.

    So no other fault arises beside the planted one.
    """
    return _new(values) and _day(values, "registered_on") >= date(2023, 2, 6)


def _due_in_february(values: Values) -> bool:
    due = values["due_on"]
    return _concluded(values) and isinstance(due, date) and date(2023, 2, 10) <= due <= date(2023, 2, 24)


_FEBRUARY: tuple[tuple[Callable[[Values], bool], Callable[[Row], None]], ...] = (
    (_late_and_new, _concluded_before_registered),
    (_concluded, _accepted_after_concluded),
    (_late_and_new, _accepted_before_registered),
    (
        _late_and_new,
        _change(
            "registered_on",
            "登记日期写成“2023.12.5”（在填报之后）",
            "说明：登记日期晚于本期最后一天，本期不计",
            registered_on="2023.12.5",
            received_on=None,
            accepted_on=None,
            notified_on=None,
            due_on=None,
        ),
    ),
    (
        _in_hand,
        _change(
            "accepted_on",
            "受理日期写成“2023.2.30”",
            "错误：日期不存在；该件仍在各项分母中",
            accepted_on="2023.2.30",
            notified_on=None,
            due_on=None,
        ),
    ),
    (_in_hand, _change("channel", "信访形式写成“微信群”", "错误：信访形式不在规定的选项内", channel="微信群")),
    (_concluded, _change("outcome", "已办结而没有办理结果", "错误：办理结果缺失，不计入化解", outcome=None)),
    (_in_hand, _change("rating_unit", "未办结却有评价", "错误：未办结件不应有评价", rating_unit="满意")),
    (
        _new,
        _change(
            "occurrence", "重件没有填关联件编号", "错误：重件缺关联件编号", occurrence="重件", related_case_no=None
        ),
    ),
    (_due_in_february, _too_long),
    (_due_in_february, _approved_late),
    (_in_hand, _wrong_due),
    (_new, _own_relation),
    (lambda v: v["occurrence"] == "重件" and _in_hand(v), _simple_repeat),
    (_new, _change("registered_on", "登记日期空白", "错误：缺登记日期，该行搁置", registered_on=None)),
    (
        _new,
        _change(
            "case_no", "编号成了科学计数“2.02302E+13”", "错误：编号已失真，该行搁置，不修复", case_no="2.02302E+13"
        ),
    ),
    (_new, _change("case_no", "编号空白", "错误：缺信访件编号，该行搁置", case_no=None)),
    (
        _new,
        _change(
            "township", "责任单位写成“石门坎街道”", "错误：责任单位不在名录，给出最相近的乡镇", township="石门坎街道"
        ),
    ),
    (_in_hand, _change("persons", "人数写成“若干”", "错误：人数不是整数", persons="若干")),
    (_concluded, _change("rating_unit", "评价写成“一般般”", "错误：评价不在规定的选项内", rating_unit="一般般")),
    (_in_hand, _change("settled", "未办结却填已化解", "错误：填了已化解而没有办结日期，不计入化解", settled="已化解")),
)


def plant_row_faults(sample: Sample) -> None:
    """Plant the mistakes of 石门乡: two in January, the whole list in February, and two kinds of duplicate."""
    related = {str(v.values["related_case_no"]) for v in sample.ledgers["2023-02", MISTAKEN]}
    known = {str(v["case_no"]) for v in sample.superior["2023-02"]}

    def free(month: str) -> Iterator[Row]:
        """Yield rows of 乡镇 level that no other planter uses, each once."""
        for row in list(sample.ledgers[month, MISTAKEN]):
            number = str(row.values["case_no"])
            if not row.marks and number not in related and number not in known and not row.values["backlog_batch"]:
                yield row

    for fits, plant in _FEBRUARY:
        plant(next(r for r in free("2023-02") if fits(r.values)))
    january = free("2023-01")
    for column, what, expect in (
        ("channel", "信访形式写成“口头”", "错误：信访形式不在规定的选项内"),
        ("category", "内容分类写成“山林水利”", "错误：内容分类不在17个一级类内"),
    ):
        row = next(january)
        row.values[column] = what.split("“")[1].rstrip("”")
        row.marks.append(Mark(column, what, expect))
    _duplicates(sample, free("2023-02"))


def _duplicates(sample: Sample, rows: Iterator[Row]) -> None:
    ledger = sample.ledgers["2023-02", MISTAKEN]
    usable = [r for r in rows if _concluded(r.values)]
    same = usable[0].copy()
    same.marks.append(Mark("case_no", "与上文同一编号的行完全相同", "说明：重复行完全一致，按一件计"))
    differing = usable[1].copy()
    differing.values.update(
        concluded_on=None, outcome=None, handling=None, settled=None, rating_unit=None, rating_office=None
    )
    differing.marks.append(
        Mark("case_no", "同一编号两行内容不同（一行已办结，一行未办结）", "错误：编号重复而内容不同，按不利状态计")
    )
    ledger += [same, differing]
