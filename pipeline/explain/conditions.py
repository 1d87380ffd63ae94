"""三无: the definition, count and verdict of each condition, with the matters, findings or months behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.place import Place
from pipeline.editions.archive import load_edition
from pipeline.explain.figure import items, published_figure, shown_figure
from pipeline.explain.places import Places
from pipeline.explain.question import TITLE, Asked
from pipeline.measure.ranks.three_none import SOUNDNESS
from pipeline.report.headings import CASE_NO
from pipeline.schema.indicators import INDICATOR_BY_LABEL
from pipeline.schema.reasons import Part
from pipeline.schema.registers import REGISTER
from pipeline.schema.vocabulary import Title, Verdict
from pipeline.settings.as_text import condition_words

_VERDICT = {True: "成立", False: "不成立", None: Title.UNASSESSED}
_SOUND_WORDS = {
    SOUNDNESS[0]: "本期应报的台账都有（迟报算有），或已零报告",
    SOUNDNESS[1]: f"{REGISTER['superior'].name}里应报的事项台账都有",
    SOUNDNESS[2]: "没有未更正的错误（处理决定已认可的不算）",
}


def explain_title(asked: Asked, outputs: Path, only: str) -> list[str]:
    """Explain all conditions (``only`` is 三无), or the one named ``only``.

    ``outputs``: the folder of the editions of a quarter's or year's months.
    """
    table = asked.edition.tables["three_none"]
    rows = table[table["township"] == asked.township]
    rows = rows if only == TITLE else rows[rows["condition"] == only]
    options = asked.settings.options
    lines = [
        f"{asked.period.label} {asked.township} {only}　{_title(asked)}"
        if only == TITLE
        else f"{asked.period.label} {asked.township} {only}",
        (
            f"公式：{asked.period.label}每个条件都成立，并且台账报送、无遗漏、无错误都成立，才是三无；"
            "缺登记簿不能计数的条件为未评定，不算成立。"
        ),
        f"依据：已发布的{asked.edition.name}成果，三无方案“{options.three_none_preset}”（本县设置）。",
    ]
    if rows.empty:
        return [*lines, "", "本期没有这个条件。" if only != TITLE else "本期不列三无名单。"]
    for row in rows.to_dict("records"):
        name = str(row["condition"])
        holds = None if pd.isna(row["holds"]) else bool(row["holds"])
        count = None if pd.isna(row["count"]) else int(row["count"])
        lines += ["", f"{name}　{'—' if count is None else f'{count}件'}　{_VERDICT[holds]}"]
        lines += (
            _sound(asked, name, count, row["case_nos"])
            if name in SOUNDNESS
            else _condition(asked, name, count, row["case_nos"])
        )
        if holds is False and name not in SOUNDNESS:
            lines += _months(asked, outputs, name)
    return lines


def _title(asked: Asked) -> str:
    if asked.township == COUNTY:
        return "（全县各条件的合计）"
    table = asked.edition.tables["ranking"]
    return str(table.loc[table["township"] == asked.township, "three_none"].iloc[0])


def _condition(asked: Asked, name: str, count: int | None, case_nos: object) -> Iterator[str]:
    definition = condition_words(asked.rows).get(name, "")
    yield f"  判定：{definition}"
    labels = [test.split(" ")[0] for test in definition.split("；")[0].split(" 且 ")]
    if all(label in INDICATOR_BY_LABEL for label in labels):
        for label in labels:
            id_ = INDICATOR_BY_LABEL[label].id
            counted = [item for item in items(asked, id_) if item.part == Part.COUNTED]
            yield f"  {label}：{shown_figure(id_, *published_figure(asked, id_))}"
            if INDICATOR_BY_LABEL[label].count:
                yield from (f"    {item.number}　{item.where}" for item in counted if not item.accused)
                if hidden := sum(item.accused for item in counted):
                    yield f"    另有{hidden}件检举控告事项计入，不列出"
        return
    if count is None:
        yield f"  没有“{REGISTER['supervised'].name}”，不能计数。"
    elif isinstance(case_nos, str):
        yield from _listed(asked, case_nos.split("、"), labels)
        if hidden := count - len(case_nos.split("、")):
            yield f"    另有{hidden}件检举控告事项计入，不列出"
    elif count:
        yield f"  {count}件，没有超过允许的件数，不列编号。"


def _sound(asked: Asked, name: str, count: int | None, case_nos: object) -> Iterator[str]:
    yield f"  判定：{_SOUND_WORDS[name]}"
    tables = asked.edition.tables
    own = tables["findings"]["township"].isin(asked.old_names) | (asked.township == COUNTY)
    if name == SOUNDNESS[0]:
        own_files = tables["files"]["township"].isin(asked.old_names) | (asked.township == COUNTY)
        refused = tables["files"][own_files & (tables["files"]["verdict"] == Verdict.REFUSED)]
        yield from (
            f"    拒收 {file}：{reason}" for file, reason in refused[["file", "reason"]].itertuples(index=False)
        )
    elif name == SOUNDNESS[1] and isinstance(case_nos, str):
        yield from _listed(asked, case_nos.split("、"), (CASE_NO,))
    elif name == SOUNDNESS[2]:
        errors = tables["findings"][
            own & (tables["findings"]["severity"] == "错误") & tables["findings"]["township"].notna()
        ]
        for row in errors.fillna("").to_dict("records"):
            yield f"    {row['code']} {Place(row['file'], row['sheet'], row['cell'])}：{row['message']}"
        if count is not None and count > len(errors):
            yield f"    另有{count - len(errors)}条涉及按规定不列的事项，见审核页"


def _listed(asked: Asked, numbers: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """Yield a line per matter with its row and the cells of ``columns`` (labels)."""
    places = Places(asked.edition.tables, numbers)
    shown = [number for number in numbers if number not in places.hidden]
    for number, matter in zip(shown, places.matters(shown), strict=True):
        yield f"    {number}　{places.spot(matter, columns)}".rstrip("　")
    if len(shown) < len(numbers):
        yield f"    另有{len(numbers) - len(shown)}件按规定不列"


def _months(asked: Asked, outputs: Path, name: str) -> Iterator[str]:
    """Yield a line per month of a quarter or year in whose edition the condition doesn't hold.

    Only the editions from which this one was made count.
    """
    if asked.period.kind not in ("quarter", "year"):
        return
    named = asked.edition.manifest["earlier_editions"]
    for month in asked.period.months():
        edition = load_edition(outputs, month, ("three_none",)) if month in named else None
        if edition is None:
            continue
        if edition.manifest_sha256 != named[month]:
            yield f"  {month}的成果在本期之后重新生成过，不再说明本期。"
            continue
        table = edition.tables["three_none"]
        row = table[(table["township"] == asked.township) & (table["condition"] == name)]
        if len(row) and row["holds"].iloc[0] == False:  # noqa: E712 - three-valued
            yield f"  {month}月末不成立（{row['count'].iloc[0]}件），季度、年度即不成立。"
