"""The sheet 排名 of 算稿.xlsx: score, group, rank, conditions and letters of each township, from the sheet 指标."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model import COUNTY
from pipeline.period import parse_period
from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATORS
from tools.golden_year.county import PAST_TITLES, TOWNSHIPS

HEADING = (
    "期间", "乡镇", "得分", "自有权重", "权重合计", "未报送", "在办", "分母合计", "组", "名次", "上期名次", "无逾期未受理、未办结件", "无到期未化解积案",
    "无有责督办件", "缺台账", "漏报", "有错误", "三无", "连续年数", "督办函·逾期未受理", "督办函·逾期未办结", "工作提示函·按期办结率",
    "工作提示函·责任单位满意率", "工作提示函·漏报", "约谈建议·逾期未受理", "约谈建议·逾期未办结", "约谈建议·按期办结率", "约谈建议·责任单位满意率", "约谈建议·漏报",
)  # fmt: skip
"""A to AC."""
_IDS = [i.id for i in INDICATORS]
_MATTER_RATES = [i.id for i in INDICATORS if i.matter and not i.count]
_NAMES = (*TOWNSHIPS, COUNTY)
_MATTERS, _REPORTS = 400, 12 * len(TOWNSHIPS) + 1
"""More rows than the sheet 事项 has: rows with nothing typed count for nobody."""


def standing_sheet(sheet: Worksheet, periods: Sequence[str]) -> None:
    """A row a township and period."""
    sheet.append(list(HEADING))
    for name in periods:
        for township in TOWNSHIPS:
            sheet.append(_Row(periods, name, township).cells())
    sheet.freeze_panes = "C2"


class _Row:
    def __init__(self, periods: Sequence[str], period: str, township: str) -> None:
        self.periods, self.period, self.township = periods, parse_period(period), township
        self.at = self.row_of(period, township)
        position = periods.index(period) + 2
        self.first_day, self.last_day = f"期间!$B${position}", f"期间!$C${position}"

    def row_of(self, period: str, township: str) -> int:
        return 2 + self.periods.index(period) * len(TOWNSHIPS) + TOWNSHIPS.index(township)

    def cell(self, id_: str, letter: str, township: str = "", period: str = "") -> str:
        """A numerator (D) or denominator (E) of the sheet 指标."""
        block = self.periods.index(period or self.period.name) * len(_NAMES) + _NAMES.index(township or self.township)
        return f"指标!${letter}${2 + block * len(_IDS) + _IDS.index(id_)}"

    def cells(self) -> list[object]:
        at = self.at
        first = self.row_of(self.period.name, TOWNSHIPS[0])
        same = f"{first}:${{0}}${first + len(TOWNSHIPS) - 1}"
        groups, scores = (f"${letter}${same.format(letter)}" for letter in "IC")
        previous = self.period.previous().name
        return [
            self.period.name, self.township, *self._score(),
            f'=SUMPRODUCT((报送!$A$2:$A${_REPORTS}=B{at})*(报送!$B$2:$B${_REPORTS}={self.last_day})*(报送!$D$2:$D${_REPORTS}=""))',
            (f'=SUMPRODUCT((事项!$B$2:$B${_MATTERS}=B{at})*(事项!$C$2:$C${_MATTERS}<={self.last_day})'
            f'*(((事项!$N$2:$N${_MATTERS}="")+(事项!$N$2:$N${_MATTERS}>={self.first_day}))>0)'
            f'*(((事项!$U$2:$U${_MATTERS}="")+(事项!$U$2:$U${_MATTERS}>{self.last_day}))>0))'),
            "=" + "+".join(self.cell(id_, "E") for id_ in _MATTER_RATES),
            f'=IF(F{at}>0,"未报送",IF(AND(G{at}=0,H{at}=0),"无件",IF(D{at}*100<60*E{at},"样本不足","排名")))',
            f'=IF(I{at}="排名",1+SUMPRODUCT(({groups}="排名")*(ROUND({scores},9)>ROUND(C{at},9))),"")',
            f"=J{self.row_of(previous, self.township)}" if previous in self.periods else "",
            *self._conditions(),
            f'=IF(AND(I{at}<>"未报送",L{at}=0,M{at}=0,N{at}=0,O{at}=0,P{at}=0,Q{at}=0),"是","否")',
            *self._streak(), *self._letters(), *self._talks(previous),
        ]  # fmt: skip

    def _score(self) -> tuple[str, str, str]:
        got, own, whole = [], [], []
        for id_, weight in DEFAULT_WEIGHTS.items():
            n, of, county_n, county_of = self.cell(id_, "D"), self.cell(id_, "E"), self.cell(id_, "D", COUNTY), self.cell(id_, "E", COUNTY)
            got.append(f"IF({county_of}>0,{weight}*IF({of}>=3,{n}/{of},{county_n}/{county_of}),0)")
            own.append(f"IF(AND({county_of}>0,{of}>=3),{weight},0)")
            whole.append(f"IF({county_of}>0,{weight},0)")
        return f"=100*({'+'.join(got)})/E{self.at}", f"={'+'.join(own)}", f"={'+'.join(whole)}"

    def _months(self) -> list[str]:
        """Of a quarter or year: a condition must hold at each of its months' ends too."""
        return [] if self.period.kind == "month" else self.period.months()

    def _conditions(self) -> tuple[str, ...]:
        """Counts that bar the title; a quarter's or year's is the largest of its own and its months'."""
        at = self.at
        ids = (("overdue_unaccepted", "overdue_open"), ("backlog_overdue",), ("at_fault",))
        own = ["+".join(self.cell(id_, "D") for id_ in group) for group in ids]
        held = [
            f"=MAX({','.join((count, *(f'{letter}{self.row_of(month, self.township)}' for month in self._months())))})"
            for letter, count in zip("LMN", own, strict=True)
        ]
        due = f"(报送!$A$2:$A${_REPORTS}=B{at})*(报送!$B$2:$B${_REPORTS}>={self.first_day})*(报送!$B$2:$B${_REPORTS}<={self.last_day})"
        omitted = f'(事项!$W$2:$W${_MATTERS}<>"")*(事项!$W$2:$W${_MATTERS}<={self.last_day})*(事项!$X$2:$X${_MATTERS}>={self.last_day})'
        return (
            *held, f'=SUMPRODUCT({due}*(报送!$D$2:$D${_REPORTS}=""))', f"=SUMPRODUCT((事项!$B$2:$B${_MATTERS}=B{at})*{omitted})",
            f"=SUMPRODUCT({due}*(报送!$E$2:$E${_REPORTS}=1))",
        )  # fmt: skip

    def _streak(self) -> tuple[object]:
        """Of a year: 1 and the years before it that were titled without a break."""
        if self.period.kind != "year":
            return ("",)
        before = self.period.first_day.year - 1
        run = 0
        while (before - run, self.township) in PAST_TITLES:
            run += 1
        return (f'=IF(R{self.at}="是",{run + 1},"")',)

    def _missed(self, id_: str, line: str, period: str = "") -> str:
        n, of = self.cell(id_, "D", period=period), self.cell(id_, "E", period=period)
        return f"AND({of}>0,{n}<{line}*{of})"

    def _letters(self) -> tuple[str, ...]:
        """How many matters the 督办函 lists; 1 where a 工作提示函 names the rate; how many omissions it names."""
        at = self.at
        slow, sour = self._missed("concluded_on_time", "0.9"), self._missed("satisfaction", "0.8")
        return (
            f"={self.cell('overdue_unaccepted', 'D')}", f"={self.cell('overdue_open', 'D')}",
            f"=IF(AND({slow},OR({self.cell('concluded_on_time', 'E')}>=10,{sour}),U{at}=0),1,0)",
            f"=IF(AND({sour},OR({self.cell('satisfaction', 'E')}>=10,{slow})),1,0)",
            f"=P{at}",
        )  # fmt: skip

    def _talks(self, previous: str) -> tuple[object, ...]:
        """1 where the same was met in the month before: counts, rates over 10 matters or more, omissions."""
        if self.period.kind != "month" or previous not in self.periods:
            return (0,) * 5
        then = self.row_of(previous, self.township)
        rates = []
        for id_, line in (("concluded_on_time", "0.9"), ("satisfaction", "0.8")):
            both = (
                self._missed(id_, line),
                self._missed(id_, line, previous),
                f"{self.cell(id_, 'E')}>=10",
                f"{self.cell(id_, 'E', period=previous)}>=10",
            )
            rates.append(f"=IF(AND({','.join(both)}),1,0)")
        counts = [f"=IF(AND({letter}{self.at}>0,{letter}{then}>0),1,0)" for letter in "TUX"]
        return (*counts[:2], *rates, counts[2])
