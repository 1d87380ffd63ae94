"""Proves or refutes 督办函 and 工作提示函 line by line, from the published tables alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pandas as pd

from tests.sentences.published import WHOLE, Published, case_numbers, label_of, paragraphs, percent, rows_of

_KINDS = ("逾期未受理", "逾期未办结")
_LIMITS = ("及时受理率", "按期办结率", "简易按期率")
_YOU = r"你(?:镇|乡|街道|局|办|委|单位)"
_RULE = rf"(?P<label>.+?)低于(?P<line>[\d.]+)%、分母不少于(?P<least>\d+)件的予以提示。(?:{_YOU}(?P<behind>.+)。)?"
_URGED = (
    rf"截至(?P<day>.+?日)，{_YOU}有下列(?P<count>\d+)件信访事项期限已满仍未(?P<done>受理或者办结|受理|办结)"
    r"(?:：(?P<kinds>[^。]+))?。(?:另有(?P<hidden>\d+)件按规定不列。)?按本县规定，有(?P<rule>[^。]+)事项的发函督办。"
    r"(?P<accept>受理期限为收到之日起15日；)?(?P<conclude>办理期限为受理之日起60日，依规延期的为延期后的期限；)?"
    r"期限当日终了仍未(?P<ends>.+?)的为逾期(?P<today>，期限就是数据截至日的记“当日期满”)?。"
    rf"(?:{_YOU}(?P<lacking>没有报送|报来)(?:的)?最近一期台账(?:没有采用)?，以上按以往台账和登记簿所列计算，已经受理、办结的请[^。]+。)?"
    rf"(?P<columns>(?:{_YOU}最近一期台账没有“[^”]+”列，所列[^。]+事项按没有填写计算；已经[^。]+的，请补上这一列后重报。)*)"
    r"(?:其中(?P<against>\d+)件在台账中填有办结日期，因早于受理日期不能认定，按未办结计算，请更正台账。)?"
)


def refuted_in_letters(edition: Published) -> Iterator[str]:
    """Lines and rows of letters that don't hold, and townships whose listed overdue matters no letter has."""
    for document in ("督办函", "工作提示函"):
        for path in sorted((edition.folder / "函件").glob(f"*-{document}.docx")):
            letter = _Letter(edition, path, path.stem.removesuffix(f"-{document}"), urging=document == "督办函")
            yield from (f"{path.name}：{wrong}" for wrong in letter.refuted())
    asked = edition.table("letters")
    urged = set(asked.loc[asked["document"] == "督办函", "township"]) & set(edition.overdue["township"])
    yield from (f"没有{name}的督办函" for name in urged if not _place(edition, name).is_file())


def _place(edition: Published, name: str) -> Path:
    return edition.folder / "函件" / f"{name}-督办函.docx"


class _Letter:
    """One letter and what the tables have of its unit."""

    def __init__(self, edition: Published, path: Path, name: str, *, urging: bool) -> None:
        self.edition, self.name, self.lines, self.rows = edition, name, paragraphs(path), rows_of(path)
        self.mine = edition.overdue[edition.overdue["township"] == name]
        self.kinds = Counter(self.mine["kind"]) if urging else Counter()
        omitted = edition.table("omissions")
        self.omitted = set(omitted.loc[omitted["township"] == name, "case_no"].dropna())
        self.urging = urging
        self.points = [row for row in self.rows if len(row) == 5 and row[0] != "指标"]

    def refuted(self) -> Iterator[str]:
        """Every line and every row that isn't so."""
        first = next(i for i, line in enumerate(self.lines) if "函告如下" in line or "提示如下" in line)
        last = next(i for i, line in enumerate(self.lines) if line.startswith("（信息公开选项"))
        for line in self.lines[first : last - 2]:
            if not self._holds(line):
                yield line
        numbered = [line[0] for line in self.lines[first:last] if re.match("[一二三四]、", line)]
        if numbered != list("一二三四"[: len(numbered)]):
            yield "、".join(numbered)
        columns = ("case_no", "kind", "due", "days_over")
        due = (
            (no, kind, str(day)[:10], str(over) if over else "当日期满")
            for no, kind, day, over in zip(*(self.mine[c] for c in columns), strict=True)
        )
        listed = Counter((*row[1:3], *row[5:]) for row in self.rows if len(row) == 7 and row[0].isdecimal())
        if self.urging and listed != Counter(due):
            yield f"{listed}"
        yield from ("｜".join(row) for row in self.points if not self._point(row))
        told = [found["label"] for line in self.lines if (found := re.fullmatch(_RULE, line))]
        rates = [row[0] for row in self.points if row[4] != "—"]
        if told != rates:
            yield f"规则：{told}"

    def _holds(self, line: str) -> bool:
        proofs: list[tuple[str, Callable[[re.Match[str]], bool]]] = [
            (rf"(?:根据.+?，)?(?:.+，)?现就{_YOU}(?P<about>逾期信访事项|有关信访工作)函告如下。", self._opens),
            (rf"(?:根据.+?，)?(?:.+，)?现就{_YOU}.+信访工作有关情况提示如下。", lambda _: not self.urging),
            (
                "[一二三四]、(?:有关事项|其他情况提示|有关情况|办理建议|情况反馈|建议核对的原因|工作建议)",
                lambda _: True,
            ),
            (_URGED, self._urged),
            (r"数据截至(?P<day>.+?日)，下列指标请一并查明原因，整改情况随下期台账反映。", self._points_follow),
            (r"数据截至(?P<day>.+?日)。(?P<more>下列指标请予注意。)?", self._dated),
            (_RULE, self._rule),
            (rf"有(?P<label>.+?)的予以提示。(?:{_YOU}有关事项为(?P<cases>.+)。)?", self._counted),
            (rf"上级登记的下列事项，{_YOU}台账没有.*：", lambda _: bool(self.omitted)),
            (r"(?P<cases>[^，。]+(?:、[^，。]+)*)。", lambda f: case_numbers(f["cases"]) == self.omitted),
            (rf"建议{_YOU}对所列逾期事项逐件明确承办人，(?P<advice>.+)。", self._advised),
            (rf"建议{_YOU}查明原因、改进工作。", lambda _: self.urging and not self.kinds),
            (r"请在收到本函后\d+日内，将(?P<what>.+?)情况函告我局。(?P<more>已经办结的，.+。)?", self._asked),
            (rf"建议{_YOU}核对.+台账登记是否完整、日期是否准确。", lambda _: not self.urging),
            (rf"建议{_YOU}查明原因、改进办理，.+请在下次报送前更正。", lambda _: not self.urging),
        ]
        return next((proof(found) for form, proof in proofs if (found := re.fullmatch(form, line))), False)

    def _opens(self, found: re.Match[str]) -> bool:
        return self.urging and (found["about"] == "逾期信访事项") == bool(self.kinds)

    def _day(self, text: str) -> bool:
        day = self.edition.cut_off
        return text == f"{day.year}年{day.month}月{day.day}日"

    def _urged(self, found: re.Match[str]) -> bool:
        """The number of matters, of each kind, those that no list may name, and only the limits of these kinds."""
        both, accepts = len(self.kinds) == len(_KINDS), _KINDS[0] in self.kinds
        said = {kind: int(n) for kind, n in re.findall(r"(逾期未受理|逾期未办结)(\d+)件", found["kinds"] or "")}
        counts = [self.edition.figures[self.name, kind][0] or 0 for kind in _KINDS]
        done = "受理或者办结" if both else "受理" if accepts else "办结"
        return (
            self._day(found["day"])
            and int(found["count"]) == self.mine["case_no"].nunique() > 0
            and said == (dict(self.kinds) if both else {})
            and (found["done"], found["ends"]) == (done, done)
            and set(found["rule"].removeprefix("有").split("、")) == set(self.kinds)
            and bool(found["accept"]) == accepts
            and bool(found["conclude"]) == (_KINDS[1] in self.kinds)
            and bool(found["today"]) == bool((self.mine["days_over"] == 0).any())
            and self._by_what(found["lacking"], found["against"])
            and self._columns(found["columns"])
            and 0 <= int(found["hidden"] or 0) <= sum(counts) - len(self.mine)
            and (found["hidden"] is not None or sum(counts) == len(self.mine))
        )

    def _by_what(self, lacking: str | None, against: str | None) -> bool:
        """Whether the newest ledger is really missing or refused, and which conclusions lie before acceptance."""
        findings = self.edition.table("findings")
        codes = set(findings.loc[findings["township"] == self.name, "code"]) & {"R213", "R283"}
        matters = self.edition.matters
        contrary = set(matters.loc[matters["concluded_on"] < matters["accepted_on"], "case_no"])
        late = set(self.mine.loc[self.mine["kind"] == _KINDS[1], "case_no"]) & contrary
        told = {"没有报送": {"R213"}, "报来": {"R283"}}.get(lacking or "", set())
        return codes == told and int(against or 0) == len(late)

    def _columns(self, said: str) -> bool:
        """Whether the ledger really lacks what is told, for each kind of matters that is listed."""
        told = re.findall(r"没有“([^”]+)”列，所列([^。]+)事项按没有填写计算；已经([^。]+)的", said)
        ends = (("受理日期", _KINDS[0], "受理"), ("办结日期", _KINDS[1], "办结"))
        return told == [end for end in ends if end[1] in self.kinds and end[0] in self._lacks]

    @property
    def _lacks(self) -> set[str]:
        """The columns that the newest ledger lacks."""
        findings = self.edition.table("findings")
        mine = findings[(findings["township"] == self.name) & (findings["code"] == "R092")]
        files = self.edition.table("files")
        newest = max((f[:7] for f in files.loc[files["township"] == self.name, "file"]), default="")
        messages = mine.loc[mine["file"].str.startswith(newest), "message"]
        return set(re.findall("没有“([^”]+)”列", "".join(messages)))

    def _points_follow(self, found: re.Match[str]) -> bool:
        return self._day(found["day"]) and bool(self.points)

    def _dated(self, found: re.Match[str]) -> bool:
        return self._day(found["day"]) and bool(found["more"]) == bool(self.points)

    def _point(self, row: list[str]) -> bool:
        """Own, county and the period before; a rate really lies below its line."""
        label = row[0]
        values = [
            self._value(unit, label, before=b) for unit, b in ((self.name, False), (WHOLE, False), (self.name, True))
        ]
        if row[1:4] != values:
            return False
        n, of = self.edition.pair(self.name, label)
        return (
            bool(n) if row[4] == "—" else bool(of) and Decimal(100 * (n or 0)) / Decimal(of or 1) < Decimal(row[4][:-1])
        )

    def _value(self, unit: str, label: str, *, before: bool) -> str:
        n, of = self.edition.pair(unit, label, before=before)
        if n is None:
            return "—"
        return f"{n}件" if of is None else f"{percent(n, of)}（{n}/{of}）" if of else "—"

    def _rule(self, found: re.Match[str]) -> bool:
        """The rule is really met, and what lies behind the rate is said in full: by class, or by reason."""
        n, of = self.edition.pair(self.name, found["label"])
        met = n is not None and bool(of) and of >= int(found["least"]) and 100 * n < Decimal(found["line"]) * of
        members = self.edition.members
        rows = members[(members["township"] == self.name) & (members["part"] == "只计分母")]
        rows = rows[[label_of(i) == found["label"] for i in rows["indicator"]]]
        return met and self._behind(found["label"], found["behind"] or "", rows)

    def _discontent(self, said: str, rows: pd.DataFrame) -> bool:
        matters = self.edition.matters.dropna(subset=["category"])
        known = dict(zip(matters["case_no"], matters["category"], strict=True))
        classes = Counter(known.get(str(item), "") for item in rows["item"])
        blank = classes.pop("", 0)
        told = {name: int(n) for name, n in re.findall(r"([\u4e00-\u9fff]+?)(\d+)件", said.partition("分类为")[2])}
        none = said == f"评价不满意的{len(rows)}件，都没有填内容分类" and not classes
        expected = dict(classes) | ({"未填内容分类": blank} if blank else {})
        return none or (said.startswith(f"评价不满意的{len(rows)}件，") and told == expected)

    def _behind(self, label: str, said: str, rows: pd.DataFrame) -> bool:
        said, _, columns = said.partition("最近一期台账没有")
        said = said.removesuffix("；")
        if not set(re.findall("“([^”]+)”", columns)) <= self._lacks:
            return False
        if not said or rows.empty:
            return not said and rows.empty
        if label == "责任单位满意率":
            rated, _, said = said.rpartition("此外") if "此外" in said else ("", "", said)
            angry = rows[rows["reason"] == "评价不满意"]
            if not angry.empty:
                rated, said = (rated.removesuffix("；"), said) if rated else (said, "")
                if not self._discontent(rated, angry):
                    return False
                rows = rows.drop(angry.index)
            elif rated:
                return False
            if rows.empty:
                return not said
        reasons = Counter(rows["reason"])
        parts = re.findall(r"([^，：（）]+?)(\d+)件(?:（([^）]+)）)?", said.removeprefix("没有计入分子的事项："))
        items = set(rows["item"].dropna())
        named = {no for *_, cases in parts for no in case_numbers(re.sub("等.*$", "", cases))}
        return {reason: int(n) for reason, n, _ in parts} == dict(reasons) and (
            named <= items if label in _LIMITS else not named
        )

    def _counted(self, found: re.Match[str]) -> bool:
        """有督办 and the like: the number isn't nought, and what is named lies behind it."""
        n, _ = self.edition.pair(self.name, found["label"])
        asked = self.edition.table("letters")
        mine = asked[asked["township"] == self.name]["case_nos"].dropna()
        return bool(n) and case_numbers(found["cases"] or "") <= {str(no) for cases in mine for no in cases}

    def _advised(self, found: re.Match[str]) -> bool:
        return [word in found["advice"] for word in ("未受理的", "未办结的")] == [kind in self.kinds for kind in _KINDS]

    def _asked(self, found: re.Match[str]) -> bool:
        """Of the steps that are missing and of no other."""
        words = [word for word, kind in zip(("受理", "办理"), _KINDS, strict=True) if kind in self.kinds]
        return found["what"] == ("、".join(words) or "有关") and bool(found["more"]) == (_KINDS[1] in self.kinds)
