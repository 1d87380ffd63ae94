"""The sheet 指标 of 算稿.xlsx: each numerator and denominator as a sum over the sheet 事项, by docs/definitions.md, 指标."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from pipeline.model import COUNTY
from pipeline.period import parse_period
from pipeline.schema.indicators import INDICATORS
from tools.golden_year.county import ASSIGNED, SUPERVISED, TOWNSHIPS

_REPORTS, _ASSIGNED, _SUPERVISED = 12 * len(TOWNSHIPS) + 1, len({row[0] for row in ASSIGNED}) + 1, len(SUPERVISED) + 1


def figure_formulas(periods: Sequence[str], last: int) -> Iterator[list[object]]:
    """Rows of 期间, 乡镇, 指标, 分子, 分母; the county's are the sums of the six above it."""
    at = 2
    for position, period in enumerate(periods, start=2):
        first = at
        for name in (*TOWNSHIPS, COUNTY):
            terms = _Terms(f"B{at}", position, parse_period(period).last_day.month, last)
            for indicator in INDICATORS:
                own = terms.figure(indicator.id)
                if name == COUNTY:
                    whole = range(first, first + len(TOWNSHIPS) * len(INDICATORS))
                    own = _sum(at, whole, "D"), None if own[1] is None else _sum(at, whole, "E")
                terms.township = f"B{at + 1}"
                yield [period, name, indicator.label, *(None if term is None else f"={term}" for term in own)]
                at += 1


def _sum(at: int, whole: range, letter: str) -> str:
    """What stands in a column for the indicator of row ``at``, over the rows of the townships."""
    return f"SUMIF($C${whole.start}:$C${whole.stop - 1},C{at},{letter}${whole.start}:{letter}${whole.stop - 1})"


class _Terms:
    """Conditions over the rows of 事项 for one period; ``township`` is the cell that names whose they are."""

    def __init__(self, township: str, period: int, month: int, last: int) -> None:
        self.township, self.last = township, last
        self.first_day, self.last_day = f"期间!$B${period}", f"期间!$C${period}"
        self.state = {"化解": get_column_letter(3 * month), "意见": get_column_letter(3 * month + 1)}

    def column(self, letter: str) -> str:
        return f"事项!${letter}$2:${letter}${self.last}"

    def mark(self, word: str) -> str:
        return f"(状态!${self.state[word]}$2:${self.state[word]}${self.last}=1)"

    def on(self, letter: str, word: str) -> str:
        return f'({self.column(letter)}="{word}")'

    def one_of(self, letter: str, *words: str) -> str:
        return f"(({'+'.join(self.on(letter, word) for word in words)})>0)"

    def by(self, letter: str, day: str | None = None) -> str:
        """The day in a column has come by the last day."""
        return f'({self.column(letter)}<>"")*({self.column(letter)}<={day or self.last_day})'

    def not_by(self, letter: str) -> str:
        return f'((({self.column(letter)}="")+({self.column(letter)}>{self.last_day}))>0)'

    def within(self, letter: str, days: int = 0) -> str:
        """The day, so many days on, falls in the period. Nothing typed is 0 and "" is more than any number: neither falls in it."""
        cells = self.column(letter)
        return f"({cells}>={self.first_day}-{days})*({cells}<={self.last_day}-{days})"

    def count(self, *conditions: str) -> str:
        """How many of the township's matters, registered by the last day and not handed back by it, meet them all."""
        here = (f"({self.column('B')}={self.township})", f"({self.column('C')}<={self.last_day})", self.not_by("U"))
        return f"SUMPRODUCT({'*'.join((*here, *conditions))})"

    def figure(self, id_: str) -> tuple[str | None, str | None]:
        """Numerator and denominator; a count has none."""
        made: tuple[str | None, str | None] = getattr(self, id_)()
        return made

    def accepted_on_time(self) -> tuple[str, str]:
        due = ("(" + self.column("AD") + "=0)", self.within("Y"))
        told = f'((({self.column("K")}="")+({self.column("K")}>{self.last_day})+({self.column("K")}<={self.column("Y")}))>0)'
        return self.count(*due, self.by("J"), f"({self.column('J')}<={self.column('Y')})", told), self.count(*due)

    def concluded_on_time(self) -> tuple[str, str]:
        due = (self.mark("意见"), self.within("AB"))
        return self.count(*due, self.by("N"), f"({self.column('N')}<={self.column('AB')})"), self.count(*due)

    def extended(self) -> tuple[str, str]:
        due = (self.mark("意见"), self.within("AB"))
        return self.count(*due, f"({self.column('AA')}=1)"), self.count(*due)

    def resolution(self) -> tuple[str, str]:
        solved = (self.one_of("I", "信访处理意见", "简易办理"), self.within("N"))
        return self.count(*solved, self.mark("化解")), self.count(*solved)

    def first_time_resolution(self) -> tuple[str, str]:
        solved = (self.one_of("I", "信访处理意见", "简易办理"), self.on("F", "初件"), self.within("N", 90))
        return self.count(*solved, self.mark("化解")), self.count(*solved)

    def _asked(self) -> tuple[str, ...]:
        return self.on("F", "初件"), self.one_of("I", "信访处理意见", "简易办理", "建议意见"), self.within("N", 30)

    def _satisfied(self, letter: str) -> tuple[str, str]:
        rated = (*self._asked(), self.one_of(letter, "满意", "基本满意", "不满意"))
        return self.count(*rated, self.one_of(letter, "满意", "基本满意")), self.count(*rated)

    def satisfaction(self) -> tuple[str, str]:
        return self._satisfied("S")

    def office_satisfaction(self) -> tuple[str, str]:
        return self._satisfied("T")

    def rating_turnout(self) -> tuple[str, str]:
        return self.count(*self._asked(), self.one_of("S", "满意", "基本满意", "不满意")), self.count(*self._asked())

    def led_by_official(self) -> tuple[str, str]:
        assigned = f'COUNTIFS(交办!$A$2:$A${_ASSIGNED},{self.column("A")},交办!$C$2:$C${_ASSIGNED},"<="&{self.last_day})'
        backlog = f'((({self.column("R")}<>"")+{self.on("F", "重件")}+({assigned}>0))>0)'
        in_force = f'((({self.column("N")}="")+({self.column("N")}>={self.first_day}))>0)'
        return self.count(in_force, backlog, f'({self.column("Q")}<>"")'), self.count(in_force, backlog)

    def conclusion(self) -> tuple[str, str]:
        return self.count(self.within("J"), self.by("N")), self.count(self.within("J"))

    def repeat(self) -> tuple[str, str]:
        return self.count(self.within("C"), self.on("F", "重件")), self.count(self.within("C"))

    def simple_on_time(self) -> tuple[str, str]:
        due = (self.on("I", "简易办理"), self.within("AC"))
        return self.count(*due, self.by("N"), f"({self.column('N')}<={self.column('AC')})"), self.count(*due)

    def overdue_unaccepted(self) -> tuple[str, None]:
        return self.count(f"({self.column('AD')}=0)", self.by("Y"), self.not_by("J"), self.not_by("N")), None

    def overdue_open(self) -> tuple[str, None]:
        return self.count(self.mark("意见"), self.by("AB"), self.not_by("N")), None

    def _assigned(self, *conditions: str) -> str:
        rows = {letter: f"交办!${letter}$2:${letter}${_ASSIGNED}" for letter in "ABCD"}
        solved = f"SUMIF({self.column('A')},{rows['A']},状态!${self.state['化解']}$2:${self.state['化解']}${self.last})"
        parts = [f"({rows['B']}={self.township})", f"({rows['C']}<={self.last_day})"]
        words = {"settled": f"({solved}=1)", "open": f"({solved}=0)", "due": f"({rows['D']}<={self.last_day})"}
        return f"SUMPRODUCT({'*'.join(parts + [words[c] for c in conditions])})"

    def backlog_clearance(self) -> tuple[str, str]:
        return self._assigned("settled"), self._assigned()

    def backlog_overdue(self) -> tuple[str, None]:
        return self._assigned("due", "open"), None

    def at_fault(self) -> tuple[str, None]:
        rows = {letter: f"督办!${letter}$2:${letter}${_SUPERVISED}" for letter in "BCD"}
        span = f"({rows['C']}>={self.first_day})*({rows['C']}<={self.last_day})"
        return f'SUMPRODUCT(({rows["B"]}={self.township})*{span}*({rows["D"]}="是"))', None

    def reported_on_time(self) -> tuple[str, str]:
        rows = {letter: f"报送!${letter}$2:${letter}${_REPORTS}" for letter in "ABCD"}
        due = f"({rows['A']}={self.township})*({rows['B']}>={self.first_day})*({rows['B']}<={self.last_day})"
        return f'SUMPRODUCT({due}*({rows["D"]}<>"")*({rows["D"]}<={rows["C"]}))', f"SUMPRODUCT({due})"
