"""The sheet 排名 of 算稿.xlsx: score, group, rank, conditions and letters of each unit, from the sheet 指标."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATORS
from tools.golden_year.county import DEPARTMENT, PAST_TITLES, UNITS, named
from tools.golden_year.figures import figure_row
from tools.golden_year.items import state_column

HEADING = (
    "期间",
    "乡镇",
    "得分",
    "自有权重",
    "权重合计",
    "未报送",
    "在办",
    "分母合计",
    "组",
    "名次",
    "上期名次",
    "无逾期未受理、未办结件",
    "无到期未化解积案",
    "无有责督办件",
    "缺台账",
    "漏报",
    "有错误",
    "三无",
    "连续年数",
    "印出得分",
    "逾期未受理",
    "逾期未办结",
    "按期办结率",
    "责任单位满意率",
    "遗漏",
    "约谈建议",
)
"""Columns A to Z.

U to Z: how many matters a 督办函 lists; 1 where a letter names the rate; the omissions that it names; 1 for a talk.
"""
_MATTER_RATES = [i.id for i in INDICATORS if i.matter and not i.count]
_STATES = {"backlog_clearance", "led_by_official"}
_DUTY = "reported_on_time"
_REPORTS = 12 * len(UNITS) + 1


def standing_sheet(sheet: Worksheet, periods: Sequence[str], last: int) -> None:
    """Fill the sheet, one row per period and unit."""
    sheet.append(list(HEADING))
    for name in periods:
        for unit in UNITS:
            sheet.append(_Row(periods, name, unit, last).cells())
    sheet.freeze_panes = "C2"


class _Row:
    def __init__(self, periods: Sequence[str], period: str, unit: str, last: int) -> None:
        self.periods, self.period, self.unit, self.last = periods, parse_period(period), unit, last
        self.at = self.row_of(period, unit)
        position = periods.index(period) + 2
        self.first, self.to, self.last_day = f"期间!$B${position}", f"期间!$C${position}", f"期间!$E${position}"

    def row_of(self, period: str, unit: str) -> int:
        return 2 + self.periods.index(period) * len(UNITS) + UNITS.index(unit)

    def cell(self, id_: str, letter: str, unit: str = "", period: str = "") -> str:
        """Return the cell in 指标 of a numerator (D) or denominator (E), or those of the last 12 months (F, G)."""
        return f"指标!${letter}${figure_row(self.periods, period or self.period.name, unit or self.unit, id_)}"

    def items(self, letter: str) -> str:
        return f"事项!${letter}$2:${letter}${self.last}"

    def cells(self) -> list[object]:
        at = self.at
        group = [DEPARTMENT] if self.unit == DEPARTMENT else [unit for unit in UNITS if unit != DEPARTMENT]
        same = f"{self.row_of(self.period.name, group[0])}:${{0}}${self.row_of(self.period.name, group[-1])}"
        groups, scores = (f"${letter}${same.format(letter)}" for letter in "IT")
        previous = self.period.previous().name
        here = f"(报送!$A$2:$A${_REPORTS}=B{at})"
        in_force = f"({self.items('AX')}<={self.to})*({self.items('AY')}>{self.to})*({self.items('AS')}>={self.first})"
        return [
            self.period.name,
            self.unit,
            *self._score(),
            f'=SUMPRODUCT({here}*(报送!$B$2:$B${_REPORTS}={self.to})*(报送!$E$2:$E${_REPORTS}=""))',
            f"=SUMPRODUCT(({self.items('B')}=B{at})*{in_force}*({self.items('AZ')}>{self.to}))",
            "=" + "+".join(self.cell(id_, "E") for id_ in _MATTER_RATES),
            f'=IF(F{at}>0,"未报送",IF(AND(G{at}=0,H{at}=0),"无件",IF(D{at}*100<60*E{at},"样本不足","排名")))',
            f'=IF(I{at}="排名",1+SUMPRODUCT(({groups}="排名")*({scores}>T{at})),"")',
            f"=J{self.row_of(previous, self.unit)}" if previous in self.periods else "",
            *self._conditions(here),
            self._title(),
            *self._streak(),
            f"=ROUND(ROUND(C{at},9),1)",
            *self._letters(),
            self._talk(previous),
        ]

    def _title(self) -> str:
        """A unit without matters isn't assessed, and 三无 is the townships' alone."""
        if self.unit == DEPARTMENT:
            return "不评"
        at = self.at
        held = ",".join(f"{letter}{at}=0" for letter in "LMNOPQ")
        return f'=IF(I{at}="未报送","否",IF(I{at}="无件","不评",IF(AND({held}),"是","否")))'

    def _score(self) -> tuple[str, str, str]:
        """Use a unit's own figures where the denominator is 3 or more, else those of its last 12 months, likewise.

        Failing both, those of 全县 count; for a 县直部门 those of its group, which are its own.
        """
        got, own, whole = [], [], []
        group = self.unit if self.unit == DEPARTMENT else COUNTY
        for id_, weight in DEFAULT_WEIGHTS.items():
            n, of, year_n, year_of = (self.cell(id_, letter) for letter in "DEFG")
            group_n, group_of = self.cell(id_, "D", group), self.cell(id_, "E", group)
            if id_ == _DUTY:
                got.append(f"IF({of}>0,{weight}*{n}/{of},0)")
                own.append(f"IF({of}>0,{weight},0)")
                whole.append(own[-1])
                continue
            instead, year = (
                (f"{group_n}/{group_of}", "")
                if id_ in _STATES
                else (f"IF({year_of}>=3,{year_n}/{year_of},{group_n}/{group_of})", year_of)
            )
            enough = f"OR({of}>=3,{year}>=3)" if year else f"{of}>=3"
            got.append(f"IF({group_of}>0,{weight}*IF({of}>=3,{n}/{of},{instead}),0)")
            own.append(f"IF(AND({group_of}>0,{enough}),{weight},0)")
            whole.append(f"IF({group_of}>0,{weight},0)")
        return f"=100*({'+'.join(got)})/E{self.at}", f"={'+'.join(own)}", f"={'+'.join(whole)}"

    def _months(self) -> list[str]:
        """Return the months of a quarter or year: a condition must hold at the end of each of them too."""
        return [] if self.period.kind == "month" else self.period.months()

    def _conditions(self, here: str) -> tuple[str, ...]:
        """Return the counts that bar the title; for a quarter or year the largest of its own and its months' counts."""
        at = self.at
        ids = (("overdue_unaccepted", "overdue_open"), ("backlog_overdue",), ("at_fault",))
        own = ["+".join(self.cell(id_, "D") for id_ in group) for group in ids]
        held = [
            f"=MAX({','.join((count, *(f'{letter}{self.row_of(month, self.unit)}' for month in self._months())))})"
            for letter, count in zip("LMN", own, strict=True)
        ]
        due = f"{here}*(报送!$B$2:$B${_REPORTS}>={self.first})*(报送!$B$2:$B${_REPORTS}<={self.to})"
        omitted = f'({self.items("W")}<>"")*({self.items("W")}<={self.last_day})*({self.items("X")}>={self.last_day})'
        return (
            *held,
            f'=SUMPRODUCT({due}*(报送!$E$2:$E${_REPORTS}=""))',
            f"=SUMPRODUCT(({self.items('B')}=B{at})*{omitted})",
            f"=SUMPRODUCT({due}*(报送!$F$2:$F${_REPORTS}=1))",
        )

    def _streak(self) -> tuple[object]:
        """Return for a year 1 plus the years before it with the title without a break, under whatever name."""
        if self.period.kind != "year":
            return ("",)
        before, names = self.period.first_day.year - 1, {self.unit, named(self.unit, "2023-01")}
        run = 0
        while any((before - run, name) in PAST_TITLES for name in names):
            run += 1
        return (f'=IF(R{self.at}="是",{run + 1},"")',)

    def _missed(self, id_: str, line: str, period: str = "") -> str:
        """The rate has a denominator of 10 or more and lies below its line."""
        n, of = self.cell(id_, "D", period=period), self.cell(id_, "E", period=period)
        return f"AND({of}>=10,{n}<{line}*{of})"

    def _letters(self) -> tuple[str, ...]:
        """A count of 1 or more asks for a 督办函; a unit with one for 逾期未办结 isn't reminded of 按期办结率."""
        return (
            f"={self.cell('overdue_unaccepted', 'D')}",
            f"={self.cell('overdue_open', 'D')}",
            f"=IF(AND({self._missed('concluded_on_time', '0.9')},V{self.at}=0),1,0)",
            f"=IF({self._missed('satisfaction', '0.8')},1,0)",
            f"=P{self.at}",
        )

    def _talk(self, previous: str) -> object:
        """Say for a month whether a talk is suggested. Any of these is enough:

        three matters overdue at this and the last cut-off and listed in a 督办函 of the month before, whose 15 days for
        a reply had passed before both; the same rate below its line in both months; omissions in both.
        """
        if self.period.kind != "month" or previous not in self.periods:
            return 0
        then, month = self.row_of(previous, self.unit), self.period.last_day.month
        causes = [
            f"AND({self._missed(id_, line)},{self._missed(id_, line, previous)})"
            for id_, line in (("concluded_on_time", "0.9"), ("satisfaction", "0.8"))
        ]
        causes.append(f"AND(Y{self.at}>0,Y{then}>0)")
        if month > 2:
            columns = (state_column(month - back, "逾期") for back in range(3))
            still = "*".join(f"(状态!${letter}$2:${letter}${self.last}=1)" for letter in columns)
            causes.append(f"SUMPRODUCT(({self.items('B')}=B{self.at})*{still})>=3")
        return f"=IF(OR({','.join(causes)}),1,0)"
