"""Proves or refutes each 反馈单 from the published tables alone: its lines, its tables, its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd

from tests.sentences.published import (
    WHOLE,
    Published,
    case_numbers,
    known,
    label_of,
    paragraphs,
    same_number,
    tables_of,
)

_NUMERALS = "一二三四五六七八"
_NOTHING = "—"
_SOON = 30


def refuted_in_feedback(edition: Published) -> Iterator[str]:
    """Lines and rows of every 反馈单 that don't hold, each with the file's name."""
    for path in sorted((edition.folder / "反馈单").glob("*.docx")):
        yield from (f"{path.name}：{wrong}" for wrong in _Sheet(edition, path).refuted())


@dataclass(frozen=True)
class _Sheet:
    """One township's sheet."""

    edition: Published
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def lines(self) -> list[str]:
        return paragraphs(self.path)

    @cached_property
    def tables(self) -> dict[str, list[list[str]]]:
        """A table by the words of its head: those that tell which one it is."""
        found = {}
        for rows in tables_of(self.path):
            found["、".join(rows[0])] = rows[1:]
        return found

    def _rows(self, *heads: str) -> list[list[str]]:
        return next((rows for head, rows in self.tables.items() if all(word in head for word in heads)), [])

    def refuted(self) -> Iterator[str]:
        """Every line and every row that isn't so."""
        for line in self.lines:
            if not self._holds(line):
                yield line
        checks: tuple[tuple[tuple[str, ...], Callable[[list[str]], bool]], ...] = (
            (("本乡镇", "全县"), self._rate),
            (("名称", "本期"), self._count),
            (("条件", "结果"), self._condition),
            (("逾期天数",), self._overdue),
            (("剩余天数",), self._soon),
            (("指标", "原因"), self._behind),
            (("级别", "问题"), self._fault),
        )
        for heads, check in checks:
            yield from ("｜".join(row) for row in self._rows(*heads) if not check(row))
        late = self._of(self.edition.overdue)
        if len(self._rows("逾期天数")) != len(late):
            yield f"逾期{len(late)}行"
        missing = Counter(self._lacking["label"]) - Counter(
            {label: sum(int(r[2]) for r in self._rows("指标", "原因") if r[0] == label) for label in self._weighed}
        )
        if missing and not self.edition.special:
            yield f"没有列全：{dict(missing)}"

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["township"] == self.name]

    def _holds(self, line: str) -> bool:
        numbered = [text for text in self.lines if re.match(rf"[{_NUMERALS}]、", text)]
        if line in numbered:
            return line[0] == _NUMERALS[numbered.index(line)]
        if line.startswith("排名："):
            return self._stands(line)
        if line == "没有逾期未受理、逾期未办结的事项。":
            return not any(known(self.edition.figures[self.name, each]) for each in ("逾期未受理", "逾期未办结"))
        if line == "30天内没有到期的事项。":
            return not self._rows("剩余天数")
        if line == "计分指标和领导包案率都没有未计入分子的事项。":
            return self._lacking.empty
        if line == "不得要求信访人更改评价，不得打击报复。":
            return bool(self._rows("指标", "原因"))
        if line == "台账没有需要更正、核对之处。":
            return not self._of(self.edition.table("findings"))["severity"].isin(("错误", "提醒")).any()
        if line == "县直部门不参加“三无”评定。":
            return self.name in self.edition.departments and not self._rows("条件", "结果")
        if line.startswith(f"{self._called}：{self.name}　　每日报送："):
            return self.edition.special and self._daily(line)
        if line == "有数据的月份不足2个，本期不画走势图。":
            return self.edition.months_with(self.name) < 2
        fixed = (
            rf"{self.name}\d{{4}}年.*\n?信访事项\n?办理情况反馈单（核对稿）",
            rf"{self._called}：{self.name}　　台账：(?:已报|零报告|迟报|未报送|已报（退回）)　　数据截至\d+年.+日",
            r"另有\d+件只计数、不列表。",
            r"逐月判断：.+",
            r"对本单数据有异议的，请在.+前向.+书面反馈；逾期没有反馈的，按本单数据通报。检举控告类事项只计数，不列出。",
            r"数据截至\d+年\d+月\d+日",
        )
        return any(re.fullmatch(form, line) for form in fixed)

    @property
    def _called(self) -> str:
        return "单位" if self.name in self.edition.departments else "乡镇"

    def _daily(self, line: str) -> bool:
        """The unit's own days of the special period, by how its reports came."""
        states = self._of(self.edition.table("daily"))["status"]
        n = {state: int((states == state).sum()) for state in ("按时", "零报告", "迟报", "缺报")}
        told = f"应报{len(states)}次，当日{n['按时'] + n['零报告']}次，迟报{n['迟报']}次，缺报{n['缺报']}次"
        return (told if len(states) else "没有登记") == line.split("：")[2].partition("　")[0]

    def _stands(self, line: str) -> bool:
        """排名 and 三无, and how the rank moved since the period before."""
        row = self._of(self.edition.ranking).iloc[0]
        if not line.endswith(f"“三无”：{row['three_none']}"):
            return False
        if pd.isna(row["rank"]):
            return f"不排名（{row['group']}）" in line
        moved = re.search(r"，较.+?(上升|下降)(\d+)位", line)
        step = 0 if moved is None else int(moved[2]) * (1 if moved[1] == "上升" else -1)
        before = row["previous_rank"]
        same = pd.isna(before) or int(before) - int(row["rank"]) == step
        return same and f"第{int(row['rank'])}名，得分{row['score_1dp']}" in line

    def _rate(self, row: list[str]) -> bool:
        label, own, county, before, change = row
        mine, whole = self.edition.percents(self.name, label), self.edition.percents(WHOLE, label)
        then = self.edition.percents(self.name, label, before=True)
        n, of = self.edition.figures.get((self.name, label), (None, None))
        points = _NOTHING
        if _NOTHING not in (mine, then):
            step = Decimal(mine[:-1]) - Decimal(then[:-1])
            points = f"{step:+}" if step else "0.0"
        return (county, before, change) == (whole, then, points) and own == (
            _NOTHING if mine == _NOTHING else f"{n}/{of}  {mine}"
        )

    def _count(self, row: list[str]) -> bool:
        label, own, before = row
        if label == "退回超期":
            there = (self.edition.table("late_returns"), self.edition.earlier("late_returns"))
            return [own, before] == [_NOTHING if t is None else str(len(self._of(t))) for t in there]
        now, then = (known(self.edition.pair(self.name, label, before=b)) for b in (False, True))
        return [own, before] == [_NOTHING if n is None else str(n) for n in (now, then)]

    def _condition(self, row: list[str]) -> bool:
        mine = self._of(self.edition.table("three_none")).set_index("condition").loc[row[0]]
        holds = "未评定" if pd.isna(mine["holds"]) else "符合" if mine["holds"] else "不符合"
        count = _NOTHING if pd.isna(mine["count"]) else str(int(mine["count"]))
        named = case_numbers(row[3])
        return row[1:3] == [count, holds] and named <= set(mine["case_nos"] if mine["case_nos"] is not None else ())

    def _overdue(self, row: list[str]) -> bool:
        mine = self._of(self.edition.overdue)
        hit = mine[(mine["case_no"] == row[1]) & (mine["kind"] == row[2])]
        days = "当日期满" if len(hit) and not hit["days_over"].iloc[0] else str(*hit["days_over"])
        return len(hit) == 1 and row[5:] == [str(hit["due"].iloc[0])[:10], days]

    def _soon(self, row: list[str]) -> bool:
        """A limit of the 30 days after the cut-off, of a matter of this unit that isn't done."""
        due, left = pd.Timestamp(row[5]), int(row[6])
        matters = self.edition.matters
        mine = matters[(matters["case_no"] == row[1]) & (matters["township"] == self.name) & matters["in_hand"]]
        limit = "acceptance_limit" if row[2] == "待受理" else "due_date"
        return (
            0 < left <= _SOON
            and (due - self.edition.cut_off).days == left
            and len(mine) > 0
            and bool((pd.to_datetime(mine[limit]) == due).any())
            and not mine["hidden"].any()
        )

    @cached_property
    def _lacking(self) -> pd.DataFrame:
        """The matters in a denominator and in no numerator of the rates that this sheet prints in its last table."""
        members = self._of(self.edition.members)
        rows = members[members["part"] == "只计分母"]
        rows = rows.assign(label=[label_of(i) for i in rows["indicator"]])
        return rows[rows["label"].isin(self._weighed)]

    @cached_property
    def _weighed(self) -> list[str]:
        scored = self.edition.table("scored")
        ids = [*scored.loc[scored["weight"].notna(), "indicator"].unique(), "led_by_official"]
        return [label_of(i) for i in ids]

    def _behind(self, row: list[str]) -> bool:
        label, reason, count, cases = row
        rows = self._lacking[(self._lacking["label"] == label) & (self._lacking["reason"] == reason)]
        return len(rows) == int(count) and case_numbers(cases) <= set(rows["item"])

    def _fault(self, row: list[str]) -> bool:
        """A finding of this unit of that severity in that place; its words are the findings' own."""
        mine = self._of(self.edition.table("findings"))
        pairs = zip(mine["sheet"], mine["cell"], strict=True)
        places = [" ".join(str(part) for part in pair if not pd.isna(part)) for pair in pairs]
        told = zip(mine["severity"], places, strict=True)
        return any(severity == row[0] and same_number(place, row[1]) for severity, place in told)
