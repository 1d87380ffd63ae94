"""The sheet 指标 of 算稿.xlsx: each term is a sum over the sheet 事项, as docs/definitions.md says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.schema.indicators import INDICATORS
from tools.golden_year.county import ASSIGNED, SUPERVISED, UNITS
from tools.golden_year.items import state_column

_REPORTS, _ASSIGNED, _SUPERVISED = 12 * len(UNITS) + 1, len({row[0] for row in ASSIGNED}) + 1, len(SUPERVISED) + 1
NAMES = (*UNITS, COUNTY)
_BLOCK = len(NAMES) * len(INDICATORS)
"""How many rows a period has."""


def figure_row(periods: Sequence[str], period: str, name: str, id_: str) -> int:
    """Return the sheet's row of an indicator of a unit in a period."""
    position = [i.id for i in INDICATORS].index(id_)
    return 2 + periods.index(period) * _BLOCK + NAMES.index(name) * len(INDICATORS) + position


def figure_formulas(periods: Sequence[str], last: int) -> Iterator[list[object]]:
    """Yield rows of 期间, 乡镇, 指标, 分子, 分母, then numerator and denominator of the last 12 months.

    Those are the months from January up to the period's last. 全县 counts every matter, also those that nobody took
    over. A unit that was renamed has its name of the year's end.
    """
    for position, name in enumerate(periods, start=2):
        period = parse_period(name)
        for unit in NAMES:
            for indicator in INDICATORS:
                row = figure_row(periods, name, unit, indicator.id)
                whose = "" if unit == COUNTY else f"$B{row}"
                terms = _Terms(whose, position, period.last_day.month, last, monthly=period.kind == "month")
                own = terms.figure(indicator.id)
                yield [
                    name,
                    unit,
                    indicator.label,
                    *(None if term is None else f"={term}" for term in (*own, *_year(periods, name, row, own))),
                ]


def _year(
    periods: Sequence[str], name: str, row: int, own: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """Return both terms of the last 12 months: a month adds its own to those of the month before.

    A longer period has those of its last month.
    """
    period = parse_period(name)
    if own[1] is None:
        return None, None
    if period.kind != "month":
        month_row = row + _BLOCK * (periods.index(period.months()[-1]) - periods.index(name))
        return f"F{month_row}", f"G{month_row}"
    before = periods.index(name) > 0
    return (f"D{row}+F{row - _BLOCK}", f"E{row}+G{row - _BLOCK}") if before else (f"D{row}", f"E{row}")


class _Terms:
    """Conditions over the rows of 事项 for one period; ``unit`` is the cell with the unit's name, '' for 全县."""

    def __init__(self, unit: str, period: int, month: int, last: int, *, monthly: bool) -> None:
        self.unit, self.month, self.last = unit, month, last
        self.first, self.to, self.last_day = f"期间!$B${period}", f"期间!$C${period}", f"期间!$E${period}"
        self.limit = "AN" if monthly else "AO"
        """The column of 受理期限月.

        In a month a row set aside counts for its limit; in a quarter and a year the matter that it became does.
        """

    def column(self, letter: str) -> str:
        return f"事项!${letter}$2:${letter}${self.last}"

    def mark(self, state: str, value: int = 1) -> str:
        letter = state_column(self.month, state)
        return f"(状态!${letter}$2:${letter}${self.last}={value})"

    def on(self, letter: str, word: str) -> str:
        return f'({self.column(letter)}="{word}")'

    def one_of(self, letter: str, *words: str) -> str:
        return f"(({'+'.join(self.on(letter, word) for word in words)})>0)"

    def within(self, letter: str) -> str:
        """The number of the month lies in the period."""
        return f"({self.column(letter)}>={self.first})*({self.column(letter)}<={self.to})"

    def by(self, letter: str) -> str:
        """The number of the month isn't later than the period's last month."""
        return f"({self.column(letter)}<={self.to})"

    def not_by(self, letter: str) -> str:
        return f"({self.column(letter)}>{self.to})"

    def count(self, *conditions: str) -> str:
        """Count the unit's matters that meet all conditions and weren't handed back by the end of the period."""
        here = [f"({self.column('B')}={self.unit})"] if self.unit else []
        return f"SUMPRODUCT({'*'.join((*here, self.not_by('AZ'), *conditions))})"

    def figure(self, id_: str) -> tuple[str | None, str | None]:
        """Return numerator and denominator; a count has no denominator."""
        terms: tuple[str | None, str | None] = getattr(self, id_)()
        return terms

    def accepted_on_time(self) -> tuple[str, str]:
        due = self.within(self.limit)
        notified = f'((({self.column("K")}="")+{self.not_by("AW")}+({self.column("K")}<={self.column("AF")}))>0)'
        whose = f"搁置!$A$2:$A$20,{self.unit}," if self.unit else ""
        set_aside = f"COUNTIFS({whose}搁置!$B$2:$B$20,{self.to})"
        timely = self.count(due, self.by("AP"), f"({self.column('AG')}<={self.column('AF')})", notified)
        return timely, f"{self.count(due)}+{set_aside}"

    def concluded_on_time(self) -> tuple[str, str]:
        due = (self.mark("按意见计"), self.within("AR"))
        timely = (self.mark("已办结"), f"({self.column('N')}<={self.column('AJ')})", f'({self.column("AB")}="")')
        return self.count(*due, *timely), self.count(*due)

    def extended(self) -> tuple[str, str]:
        due = (self.mark("按意见计"), self.within("AR"))
        return self.count(*due, f"({self.column('AI')}=1)"), self.count(*due)

    def resolution(self) -> tuple[str, str]:
        solved = (self.one_of("I", "信访处理意见", "简易办理"), self.within("AS"))
        return self.count(*solved, self.mark("化解")), self.count(*solved)

    def first_time_resolution(self) -> tuple[str, str]:
        solved = (self.one_of("I", "信访处理意见", "简易办理"), self.on("F", "初件"), self.within("AU"))
        return self.count(*solved, self.mark("化解")), self.count(*solved)

    def _asked(self) -> tuple[str, ...]:
        return self.on("F", "初件"), self.one_of("I", "信访处理意见", "简易办理", "建议意见"), self.within("AT")

    def _satisfied(self, letter: str) -> tuple[str, str]:
        stands = f"(({self.mark('已办结')}+{self.on(letter, '不满意')})>0)"
        rated = (*self._asked(), self.one_of(letter, "满意", "基本满意", "不满意"), stands)
        return self.count(*rated, self.one_of(letter, "满意", "基本满意")), self.count(*rated)

    def satisfaction(self) -> tuple[str, str]:
        return self._satisfied("S")

    def office_satisfaction(self) -> tuple[str, str]:
        return self._satisfied("T")

    def rating_turnout(self) -> tuple[str, str]:
        rated = (self.one_of("S", "满意", "基本满意", "不满意"), self.mark("已办结"))
        return self.count(*self._asked(), *rated), self.count(*self._asked())

    def led_by_official(self) -> tuple[str, str]:
        assigned = (
            f'COUNTIFS(交办!$A$2:$A${_ASSIGNED},{self.column("A")},交办!$C$2:$C${_ASSIGNED},"<="&{self.last_day})'
        )
        backlog = f'((({self.column("R")}<>"")+{self.on("F", "重件")}+({assigned}>0))>0)'
        in_force = f"{self.by('AX')}*{self.not_by('AY')}*({self.column('AS')}>={self.first})"
        return self.count(in_force, backlog, f'({self.column("Q")}<>"")'), self.count(in_force, backlog)

    def conclusion(self) -> tuple[str, str]:
        return self.count(self.within("AQ"), self.mark("已办结")), self.count(self.within("AQ"))

    def repeat(self) -> tuple[str, str]:
        return self.count(self.within("AM"), self.on("F", "重件")), self.count(self.within("AM"))

    def simple_on_time(self) -> tuple[str, str]:
        due = (self.on("I", "简易办理"), self.within("AV"))
        return self.count(*due, self.mark("已办结"), f"({self.column('N')}<={self.column('AK')})"), self.count(*due)

    def overdue_unaccepted(self) -> tuple[str, None]:
        return self.count(self.by(self.limit), self.not_by("AP"), self.not_by("AY"), self.mark("已办结", 0)), None

    def overdue_open(self) -> tuple[str, None]:
        return self.count(self.mark("按意见计"), self.by("AR"), self.not_by("AY"), self.mark("已办结", 0)), None

    def _assigned(self, *conditions: str) -> str:
        rows = {letter: f"交办!${letter}$2:${letter}${_ASSIGNED}" for letter in "ABCD"}
        settled = state_column(self.month, "化解")
        solved = f"SUMIF({self.column('A')},{rows['A']},状态!${settled}$2:${settled}${self.last})"
        parts = [f"({rows['B']}={self.unit})"] if self.unit else []
        parts.append(f"({rows['C']}<={self.last_day})")
        terms = {"settled": f"({solved}=1)", "open": f"({solved}=0)", "due": f"({rows['D']}<={self.last_day})"}
        return f"SUMPRODUCT({'*'.join(parts + [terms[c] for c in conditions])})"

    def backlog_clearance(self) -> tuple[str, str]:
        return self._assigned("settled"), self._assigned()

    def backlog_overdue(self) -> tuple[str, None]:
        return self._assigned("due", "open"), None

    def at_fault(self) -> tuple[str, None]:
        rows = {letter: f"督办!${letter}$2:${letter}${_SUPERVISED}" for letter in "BDF"}
        here = f"({rows['B']}={self.unit})*" if self.unit else ""
        months = f"(MONTH({rows['F']})>={self.first})*(MONTH({rows['F']})<={self.to})"
        return f'SUMPRODUCT({here}{months}*({rows["D"]}="是"))', None

    def reported_on_time(self) -> tuple[str, str]:
        rows = {letter: f"报送!${letter}$2:${letter}${_REPORTS}" for letter in "ABEG"}
        here = f"({rows['A']}={self.unit})*" if self.unit else ""
        due = f"{here}({rows['B']}>={self.first})*({rows['B']}<={self.to})"
        return f'SUMPRODUCT({due}*({rows["E"]}<>"")*({rows["E"]}<={rows["G"]}))', f"SUMPRODUCT({due}*1)"
