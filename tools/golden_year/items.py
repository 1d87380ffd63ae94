"""The sheets 事项 and 状态 of 算稿.xlsx: each matter's limits, the months in which they count, its monthly state.

A month is a number: 1 to 12, 0 for a day before the year (no edition was made for it, so it counts in no month), 13 for
a day after the last window, 99 where there is no day. A day counts in the month of its unit's window, or in the later
month in which a ledger first reported it.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from pipeline.base.period import parse_period
from tools.golden_year.county import FOUND_FALSE, MONTHS, OMITTED, UNITS, Row

TYPED = (
    "信访件编号",
    "责任单位",
    "登记日期",
    "收到日期",
    "信访目的",
    "初重件",
    "首件编号",
    "信访层级",
    "办理程序",
    "受理日期",
    "告知日期",
    "延期批准日期",
    "延期至",
    "办结日期",
    "办理结果",
    "化解状态",
    "包案领导",
    "积案批次",
    "对责任单位评价",
    "对信访部门评价",
    "退回日期",
    "不属实自",
    "漏报始",
    "漏报止",
    "接手日",
    "移出日",
    "接手方式",
    "办结补登月",
    "撤回月",
    "补编号月",
)
"""Columns A to AD, which are typed. A matter that changed hands or was opened anew has a row for each clock."""
_WINDOWS = 12 * (len(UNITS) + 1) + 1


def _month(day: str, at: int) -> str:
    """Return the formula of the month's number in whose window a day falls, for the unit of the row."""
    within = f'1+COUNTIFS(时段!$A$2:$A${_WINDOWS},$B{at},时段!$D$2:$D${_WINDOWS},"<"&{day})'
    return f'IF({day}="",99,IF({day}<DATE(2023,1,1),0,{within}))'


def _formulas(at: int) -> dict[str, str]:
    """Return the formulas of columns AE and on, by heading."""
    routed = f'IF(D{at}="",C{at}+15,MIN(MAX(C{at},D{at}),C{at}+15))'
    local = f'IF(D{at}="",C{at},MAX(C{at}-15,MIN(C{at},D{at})))'
    works = f"VLOOKUP(J{at},日历!$A$2:$C$501,3,FALSE)+10"
    elsewhere = f'OR(AND(Y{at}<>"",{{0}}<Y{at}),AND(Z{at}<>"",{{0}}>Z{at}))'
    """The formula for a day before the unit took the matter over, or after it gave it away."""
    return {
        "收到起算日": f'IF(AA{at}="决定",Y{at},IF(H{at}="乡镇",{local},{routed}))',
        "受理期限": f"AE{at}+15",
        "受理起算日": f'IF(J{at}="",IF(N{at}="","",N{at}),IF(AND(AA{at}="决定",J{at}<Y{at}),Y{at},J{at}))',
        "60日期限": f'IF(AA{at}="重办",Y{at}+60,IF(J{at}="",IF(N{at}="","",C{at}+60),AG{at}+60))',
        "延期有效": (
            f'IF(OR(L{at}="",M{at}="",J{at}=""),0,IF(AND(L{at}>=AG{at},L{at}<=AH{at},M{at}>AH{at},M{at}<=AH{at}+'
            "30),1,0))"
        ),
        "办理期限": f'IF(AH{at}="","",IF(AI{at}=1,M{at},AH{at}))',
        "简易期限": f'IF(OR(I{at}<>"简易办理",J{at}=""),"",INDEX(日历!$A$2:$A$501,MATCH({works},日历!$C$2:$C$501,0)))',
        "检举控告": f'IF(OR(I{at}="检举控告",E{at}="检举控告"),1,0)',
        "登记月": f'IF(Y{at}<>"",99,MAX({_month(f"C{at}", at)},AD{at}))',
        "受理期限月": (
            f'IF(OR(AL{at}=1,AA{at}="重办",{elsewhere.format(f"AF{at}")},AD{at}<>""),99,{_month(f"AF{at}", at)})'
        ),
        "受理期限月（季年）": f'IF(AD{at}="",AN{at},MAX({_month(f"AF{at}", at)},AD{at}))',
        "受理月": f'IF(AG{at}="",99,MAX({_month(f"AG{at}", at)},AD{at}))',
        "受理计入月": f'IF(AG{at}="",99,IF({elsewhere.format(f"AG{at}")},99,AP{at}))',
        "办理期限月": (
            f'IF(AJ{at}="",99,IF({elsewhere.format(f"AJ{at}")},99,MAX({_month(f"AJ{at}", at)},IF(J{at}="",AS{at},0))))'
        ),
        "办结月": f'IF(N{at}="",99,MAX({_month(f"N{at}", at)},AB{at}))',
        "办结30日月": f'IF(N{at}="",99,MAX({_month(f"(N{at}+30)", at)},AS{at}))',
        "办结90日月": f'IF(N{at}="",99,MAX({_month(f"(N{at}+90)", at)},AS{at}))',
        "简易期限月": _month(f"AK{at}", at),
        "告知月": _month(f"K{at}", at),
        "在手首月": f'IF(Y{at}<>"",{_month(f"Y{at}", at)},AM{at})',
        "移出月": f'IF(Z{at}="",99,{_month(f"(Z{at}+1)", at)})',
        "退回月": _month(f"U{at}", at),
    }


def item_sheet(rows: Sequence[Row]) -> tuple[list[str], list[list[object]]]:
    """Return headings and rows of 事项: A to AD are typed, AE to AZ worked out."""
    checked = {number: parse_period(month).last_day for number, month in FOUND_FALSE}
    table = []
    for at, row in enumerate(rows, start=2):
        number = str(row["信访件编号"])
        omitted = [parse_period(month) for month in OMITTED.get(number, ())]
        known = {
            "不属实自": checked.get(number),
            "漏报始": omitted[0].first_day if omitted else None,
            "漏报止": omitted[-1].last_day if omitted else None,
        }
        typed = {**row, **known}
        table.append([*(typed.get(column) for column in TYPED), *(f"={formula}" for formula in _formulas(at).values())])
    return [*TYPED, *_formulas(2)], table


STATES = ("已办结", "再次信访", "化解", "按意见计", "逾期")
"""The states at each month's end.

按意见计: handled as 信访处理意见 by then, or a 简易办理 that wasn't concluded by its limit. 逾期: not accepted or not
concluded by a limit.
"""


def state_column(month: int, state: str) -> str:
    """Return the column letter of a state at a month's end in the sheet 状态."""
    return get_column_letter(2 + len(STATES) * (month - 1) + STATES.index(state))


def state_sheet(last: int) -> tuple[list[str], list[list[object]]]:
    """Return headings and rows of 状态, one per row of 事项 (2 to ``last``)."""
    everyone = {letter: f"事项!${letter}$2:${letter}${last}" for letter in ("A", "B", "C", "F", "G", "AM", "AZ")}
    table = []
    for at in range(2, last + 1):
        row: list[object] = [f"=事项!A{at}"]
        for month in range(1, len(MONTHS) + 1):
            concluded, again, opinion = (
                f"{state_column(month, state)}{at}" for state in ("已办结", "再次信访", "按意见计")
            )
            repeats = (
                f'({everyone["G"]}=事项!G{at})*({everyone["F"]}="重件")*({everyone["B"]}=事项!B{at})'
                f"*({everyone['A']}<>事项!A{at})*({everyone['C']}>事项!N{at})*({everyone['C']}<=事项!N{at}+90)"
                f"*({everyone['AM']}<={month})*({everyone['AZ']}>{month})"
            )
            held = f"事项!AY{at}>{month},事项!AZ{at}>{month},{concluded}=0"
            row += [
                f'=IF(AND(事项!AS{at}<={month},OR(事项!AC{at}="",事项!AC{at}>{month})),1,0)',
                f'=IF(事项!N{at}="",0,IF(SUMPRODUCT({repeats})>0,1,0))',
                (
                    f'=IF(AND({concluded}=1,事项!P{at}="已化解",事项!O{at}<>"",'
                    f'OR(事项!V{at}="",事项!V{at}>期间!$E${month + 1}),{again}=0),1,0)'
                ),
                (
                    f'=IF(事项!I{at}="信访处理意见",1,'
                    f'IF(AND(事项!AV{at}<={month},OR(事项!N{at}="",事项!N{at}>事项!AK{at})),1,0))'
                ),
                (
                    f"=IF(AND({held},OR(AND(事项!AN{at}<={month},事项!AP{at}>{month}),"
                    f"AND({opinion}=1,事项!AR{at}<={month}))),1,0)"
                ),
            ]
        table.append(row)
    return ["信访件编号", *(f"{month}月{state}" for month in range(1, len(MONTHS) + 1) for state in STATES)], table
