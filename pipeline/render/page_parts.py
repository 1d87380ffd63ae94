"""What 审核.html places: frozen records made from a report, nothing left to compute for the template."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.bundles import Report
from pipeline.model import COUNTY, SEVERITY_ORDER, Rate, Severity
from pipeline.render.overview import NO_VALUE, REFUSED, UNSENT, Overview, Task, movement, whole
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.table_labels import CHANGE_LABELS, FINDING_LABELS

PAGE_SIZE = 100
SYMBOLS = {Severity.ERROR.value: "✖", Severity.REMINDER.value: "!", Severity.NOTE.value: "·"}


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """One township at a glance. ``faults``: findings by severity, in the order of Severity. ``returned``: where its marked ledger is, or ''."""

    name: str
    status: str
    unsent: bool
    kept: int
    set_aside: int
    faults: tuple[int, ...]
    standing: str
    standing_key: str
    three_none: str
    returned: str


@dataclass(frozen=True, slots=True)
class RankRow:
    """One line of the ranking. ``rates``: (as printed 'n/N  p%', sort key or '' without value) of every weighted indicator."""

    place: str
    key: str
    name: str
    group: str
    score: str
    movement: str
    gained: str
    three_none: str
    streak: str
    marks: str
    to_mend: bool
    rates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A long table: all of it ``packed`` for the script, the first PAGE_SIZE rows for a browser without one.

    ``packed``: a column is its distinct words and, for each row, the index of its word: a few hundred words stand for 100,000 cells.
    """

    labels: tuple[str, ...]
    total: int
    first: tuple[tuple[str, ...], ...]
    packed: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page, in the order it is read."""

    title: str
    county: str
    cut_off: str
    formula_version: str
    state: str
    tasks: tuple[Task, ...]
    townships: tuple[TownshipRow, ...]
    ranked: tuple[RankRow, ...]
    rate_labels: tuple[str, ...]
    ranking_notes: tuple[str, ...]
    findings: Listing
    changes: Listing
    sheets: tuple[tuple[str, ...], ...]
    files: tuple[tuple[str, str, str, str, str, bool], ...]
    accusations: int
    notes: tuple[str, ...]
    severities: tuple[str, ...]
    symbols: Mapping[str, str]
    codes: tuple[str, ...]
    finding_townships: tuple[str, ...]
    page_size: int


def make_page(report: Report, returned: Collection[str] = ()) -> Page:
    """Everything the template needs. Null cells come as ''. ``returned``: paths of the ledgers sent back."""
    overview = Overview(report)
    findings = report.tables["findings"]
    return Page(
        title=overview.title,
        county=COUNTY,
        cut_off=overview.cut_off,
        formula_version=FORMULA_VERSION,
        state=overview.state,
        tasks=overview.tasks,
        townships=_townships(overview, returned),
        ranked=_ranked(report),
        rate_labels=tuple(f"{INDICATOR[i].label}（{float(w):g}）" for i, w in report.settings.weights.items() if w),
        ranking_notes=overview.ranking_notes,
        findings=_findings(findings),
        changes=listing(_texts(overview.changes, CHANGE_LABELS), tuple(CHANGE_LABELS.values())),
        sheets=_sheets(report.tables["rows"]),
        files=_files(report.tables["files"]),
        accusations=int(overview.accusations.sum()),
        notes=report.notes,
        severities=tuple(s.value for s in SEVERITY_ORDER),
        symbols=SYMBOLS,
        codes=tuple(sorted(findings["code"].dropna().unique())),
        finding_townships=_present(findings["township"], report.submissions),
        page_size=PAGE_SIZE,
    )


def listing(columns: Sequence[Sequence[str]], labels: tuple[str, ...]) -> Listing:
    """A Listing of columns of equal length.

    >>> listing([["a", "b", "a"]], ("x",)).packed
    {'total': 3, 'words': [['a', 'b']], 'codes': [[0, 1, 0]]}
    """
    words, codes = [], []
    for column in columns:
        index = {word: i for i, word in enumerate(dict.fromkeys(column))}
        words.append(list(index))
        codes.append([index[word] for word in column])
    total = len(columns[0])
    first = tuple(zip(*(column[:PAGE_SIZE] for column in columns), strict=True))
    return Listing(labels, total, first, {"total": total, "words": words, "codes": codes})


def _findings(frame: pd.DataFrame) -> Listing:
    severity, code, township, file, sheet, cell, cells, message, remedy = _texts(frame, FINDING_LABELS)
    places = [" ".join(part for part in parts if part) for parts in zip(file, sheet, cell, strict=True)]
    head, tail = (tuple(FINDING_LABELS[i] for i in ids) for ids in (("severity", "code", "township"), ("cells", "message", "remedy")))
    return listing([severity, code, township, places, cells, message, remedy], (*head, "位置", *tail))


def _texts(frame: pd.DataFrame, columns: Mapping[str, str]) -> list[list[str]]:
    return [["" if pd.isna(value) else str(value) for value in frame[column]] for column in columns]


def _townships(overview: Overview, returned: Collection[str]) -> tuple[TownshipRow, ...]:
    report = overview.report
    rows = {name: (int(kept), int(aside)) for name, kept, aside in overview.ledger_rows.itertuples(index=False)}
    findings = report.tables["findings"]
    counts = findings.groupby(["severity", "township"]).size().to_dict()
    ranking = report.tables["ranking"].set_index("township")
    result = []
    for name, status in report.submissions.items():
        kept, aside = rows.get(name, (0, 0))
        standing, key, title = NO_VALUE, "", NO_VALUE
        if name in ranking.index:
            line = ranking.loc[name]
            place = whole(line["rank"])
            standing, key = (str(line["group"]), "") if place is None else (f"第{place}名", str(place))
            title = str(line["three_none"])
        faults = tuple(int(counts.get((s.value, name), 0)) for s in SEVERITY_ORDER)
        path = f"退回/{name}.xlsx"
        back = quote(path) if path in returned else ""
        result.append(TownshipRow(name, status, status == UNSENT, kept, aside, faults, standing, key, title, back))
    return tuple(result)


def _ranked(report: Report) -> tuple[RankRow, ...]:
    rates = {
        (name, id_): None if pd.isna(n) or pd.isna(of) else Rate(int(n), int(of))
        for name, id_, n, of in report.tables["indicators"][["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
    }
    weighted = [i for i, w in report.settings.weights.items() if w]
    result = []
    for line in report.tables["ranking"].to_dict("records"):
        place, previous, streak = whole(line["rank"]), whole(line["previous_rank"]), whole(line["streak"])
        name, marks = str(line["township"]), _text(line["marks"])
        result.append(RankRow(
            place=NO_VALUE if place is None else str(place), key="" if place is None else str(place), name=name, group=str(line["group"]),
            score=_text(line["score_1dp"]), movement=movement(place, previous),
            gained="" if place is None or previous is None else str(previous - place), three_none=_text(line["three_none"]),
            streak="" if streak is None else str(streak), marks=marks, to_mend="待更正" in marks or line["group"] == UNSENT,
            rates=tuple(_rate(rates.get((name, id_))) for id_ in weighted),
        ))  # fmt: skip
    county = tuple(_rate(rates.get((COUNTY, id_))) for id_ in weighted)
    return (*result, RankRow("", "", COUNTY, "", "", "", "", "", "", "", False, county))


def _rate(rate: Rate | None) -> tuple[str, str]:
    """'17/18  94.4%' and its sort key; a rate without denominator is —, one that is off 未启用, both without key."""
    if rate is None:
        return "未启用", ""
    if rate.value is None:
        return NO_VALUE, ""
    return str(rate), f"{float(rate.value):.6f}"


def _sheets(rows: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    columns = ("file", "sheet", "township", "kind", "header_row", "rows_read", "kept", "set_aside", "not_data")
    return tuple(zip(*_texts(rows, dict.fromkeys(columns, "")), strict=True))


def _files(files: pd.DataFrame) -> tuple[tuple[str, str, str, str, str, bool], ...]:
    texts = _texts(files, dict.fromkeys(("file", "kind", "township", "verdict", "reason"), ""))
    return tuple(
        (file, kind, township, verdict, reason, verdict == REFUSED) for file, kind, township, verdict, reason in zip(*texts, strict=True)
    )


def _present(column: pd.Series, order: Mapping[str, str]) -> tuple[str, ...]:
    """The townships that a column holds: in roster order, others after them."""
    found = set(column.dropna())
    return (*(n for n in order if n in found), *sorted(found - set(order)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
