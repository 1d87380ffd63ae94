"""Proves or refutes 约谈建议名单 and the two yearly papers from the published tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from tests.sentences.published import WHOLE, Published, label_of, paragraphs, percent, rows_of, tables_of

_NOTHING = "—"
_RATES = r"[\u4e00-\u9fff]+?率\d+\.\d%（\d+/\d+）.*"
_OVERDUE = ("逾期未受理", "逾期未办结")


def refuted_in_summons(edition: Published) -> Iterator[str]:
    """Rows of 约谈建议名单 whose reason or figures of the two months aren't so, and townships that it lacks."""
    letters = edition.table("letters")
    asked = letters[letters["document"] == "约谈建议"]
    path = edition.folder / "内部" / "约谈建议名单.docx"
    rows = rows_of(path)[1:] if path.is_file() else []
    if [row[1] for row in rows] != list(dict.fromkeys(asked["township"])):
        yield f"名单：{[row[1] for row in rows]}"
    for row in rows:
        mine = asked[asked["township"] == row[1]]
        said = [[_figure(edition, row[1], str(i), before=b) for i in mine["indicator"]] for b in (True, False)]
        if [row[3].split("\n"), row[4].split("\n")] != said:
            yield "｜".join(row)
        for reason, ids, cases in zip(mine["reason"], mine["indicator"], mine["case_nos"], strict=True):
            # The figures in the brackets of a reason stand in the columns beside it.
            told = re.sub(r"（上月.+$", "", str(reason))
            if told not in row[2] or not _reason_holds(edition, row[1], str(ids), str(reason), cases):
                yield f"{row[1]}：{reason}"
            if cases is not None and any(str(case) not in row[2] for case in cases):
                yield f"{row[1]}：{list(cases)}"
    if path.is_file() and "本名单只作提请联席会议研究之用，是否约谈由联席会议决定。" not in paragraphs(path):
        yield "没有写明由联席会议决定"


def _figure(edition: Published, name: str, id_: str, *, before: bool) -> str:
    if id_ == "omission":
        rows = edition.earlier("omissions") if before else edition.table("omissions")
        count = 0 if rows is None else int((rows["township"] == name).sum())
        return f"遗漏{count}件" if count else _NOTHING
    if label_of(id_) in _OVERDUE:
        counts = ((label, edition.pair(name, label, before=before)[0]) for label in _OVERDUE)
        return "、".join(f"{label}{n}件" for label, n in counts if n) or _NOTHING
    n, of = edition.pair(name, label_of(id_), before=before)
    return f"{percent(n, of)}（{n}/{of}）" if n is not None and of else _NOTHING


def _reason_holds(edition: Published, name: str, id_: str, reason: str, cases: object) -> bool:
    """The same matters overdue at both cut-offs, a rate below its line in both months, or omissions in both."""
    if id_ == "omission":
        return all(_figure(edition, name, id_, before=b) != _NOTHING for b in (True, False))
    if label_of(id_) in _OVERDUE:
        then, now = edition.earlier("overdue"), edition.overdue
        listed = {str(case) for case in cases} if isinstance(cases, list | tuple) or hasattr(cases, "tolist") else set()
        both = [set() if t is None else set(t.loc[t["township"] == name, "case_no"]) for t in (then, now)]
        return bool(listed) and all(listed <= each for each in both) and f"{len(listed)}件" in reason
    line = re.search(r"低于([\d.]+)%", reason)
    pairs = [edition.pair(name, label_of(id_), before=b) for b in (True, False)]
    return line is not None and all(n is not None and of and 100 * n < float(line[1]) * of for n, of in pairs)


def refuted_in_annual(edition: Published) -> Iterator[str]:
    """Rows of 年度报告附表 that the calendar's counts and the indicators don't have."""
    path = edition.folder / "内部" / "年度报告附表.docx"
    if not path.is_file():
        return
    counts = edition.table("calendar")
    whole = counts[counts["township"] == WHOLE]
    tables = tables_of(path)
    for by, rows in zip(("channel", "class", "level", "handling"), tables, strict=False):
        mine = whole[whole["by"] == by].set_index("code")
        total = int(mine["matters"].sum())
        for row in rows[1:]:
            chosen = mine if row[0] == "合计" else mine[mine.index == row[0]]
            numbers = [int(chosen[column].sum()) for column in ("matters", "visits", "persons")]
            share = percent(numbers[0], total) if total else _NOTHING
            if row[1:5] != [str(numbers[0]), share, str(numbers[1]), str(numbers[2])]:
                yield f"{by}：{'｜'.join(row)}"
    columns, *units = next(rows for rows in tables if rows[0][0] == "乡镇")
    registered = counts[counts["by"] == "channel"].groupby("township")["matters"].sum()
    for name, matters, *cells in units:
        rates = [edition.pair(name, label) for label in columns[2:]]
        shown = [_NOTHING if n is None or not of else f"{n}/{of}\n{percent(n, of)}" for n, of in rates]
        if int(matters) != int(registered.get(name, 0)) or cells != shown:
            yield f"{name}｜{matters}｜{'｜'.join(cells)}"


def refuted_in_commendation(edition: Published) -> Iterator[str]:
    """Sentences of 年度通报表扬 that the tables refute, and titled townships that it lacks or adds."""
    path = edition.folder / "通报" / "年度通报表扬.docx"
    if not path.is_file():
        return
    ranking = edition.ranking.set_index("township")
    titled = [name for name in ranking.index if ranking.loc[name, "three_none"] == "是"]
    called = {name: name + _years(ranking.loc[name, "streak"]) for name in titled}
    lines = paragraphs(path)
    first, last = (next(i for i, line in enumerate(lines) if line.startswith(n)) for n in ("一、", "三、"))
    named = set()
    for line in (line for line in lines[first:last] if line[1] != "、"):
        if found := re.match(r"(?:.+，)?对.+符合“三无”条件的(.+)予以通报表扬。", line):
            if set(re.sub(r"\d+个乡镇$", "", found[1]).split("、")) != set(called.values()):
                yield line
        elif found := re.match(rf"全县\d{{4}}年度({_RATES})。", line):
            if not _rates_hold(edition, WHOLE, found[1]):
                yield line
        elif found := re.fullmatch(rf"([^，（。]+)((?:（连续\d+年）)?)，({_RATES})。", line):
            named.add(found[1])
            if called.get(found[1]) != found[1] + found[2] or not _rates_hold(edition, found[1], found[3]):
                yield line
        else:
            yield line
    if named != set(titled):
        yield f"名单：{named ^ set(titled)}"


def _years(streak: object) -> str:
    return f"（连续{int(str(streak).split('.')[0])}年）" if not pd.isna(streak) and float(str(streak)) > 1 else ""


def _rates_hold(edition: Published, unit: str, text: str) -> bool:
    found = re.findall(r"([\u4e00-\u9fff]+?率)(\d+\.\d%)（(\d+)/(\d+)）", text)
    return bool(found) and all(
        edition.pair(unit, label) == (int(n), int(of)) and shown == percent(int(n), int(of))
        for label, shown, n, of in found
    )
