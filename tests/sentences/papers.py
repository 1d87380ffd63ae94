"""Proves or refutes the letters and the sheet of numbers, and all of an edition, from the published tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from tests.sentences.circular import refuted_in_circular
from tests.sentences.feedback import refuted_in_feedback
from tests.sentences.others import refuted_in_annual, refuted_in_commendation, refuted_in_summons
from tests.sentences.published import WHOLE, Published, paragraphs, percent, rows_of
from tests.sentences.special import refuted_in_special


def refuted_in_letters(edition: Published) -> Iterator[str]:
    """Letters whose page doesn't show what the tables say of their township."""
    for path in sorted((edition.folder / "函件").glob("*-督办函.docx")):
        name = path.stem.removesuffix("-督办函")
        text, rows = "".join(paragraphs(path)), rows_of(path)
        mine = edition.overdue[edition.overdue["township"] == name]
        listed = Counter((row[1], row[2]) for row in rows if len(row) == 7 and row[0].isdecimal())
        if listed != Counter(zip(mine["case_no"], mine["kind"], strict=True)):
            yield f"{path.name}：{listed}"
        if len(mine) and f"有下列{mine['case_no'].nunique()}件信访事项" not in text:
            yield f"{path.name}：{text[:80]}"
        yield from (f"{path.name}：{row}" for row in rows if len(row) == 5 and not _point(edition, name, row))
    for path in sorted((edition.folder / "函件").glob("*-工作提示函.docx")):
        name = path.stem.removesuffix("-工作提示函")
        yield from (f"{path.name}：{r}" for r in rows_of(path) if len(r) == 5 and not _point(edition, name, r))


def _point(edition: Published, name: str, row: list[str]) -> bool:
    """A row of the table of indicators below their lines: own, county, and really below."""
    if row[0] == "指标":
        return row[1] == name
    if not row[4].endswith("%"):
        return True
    n, of = edition.figures[name, row[0]]
    assert n is not None
    return (
        bool(of)
        and Decimal(100 * n) / Decimal(of or 1) < Decimal(row[4][:-1])
        and f"{percent(n, of or 1)}（{n}/{of}）" == row[1]
    )


def refuted_in_digest(edition: Published) -> Iterator[str]:
    """Numbers of 会议数据摘要 that the tables don't have, and rows without a source."""
    for label, value, source in rows_of(edition.folder / "内部" / "会议数据摘要.docx")[1:]:
        if not source.strip():
            yield f"{label}：没有来源"
        n, of = edition.figures.get((WHOLE, label), (None, None))
        if n is not None and of and not value.startswith(f"{percent(n, of)}（{n}/{of}）"):
            yield f"{label}：{value}"
        if n is not None and of is None and value != (f"{n}件" if n else "没有"):
            yield f"{label}：{value}"
        if label == "登记信访事项" and not value.startswith(f"{edition.registered}件"):
            yield f"{label}：{value}"


def refuted(folder: Path, before: Path | None = None) -> list[str]:
    """Everything of an edition's papers that doesn't hold; a correcting paper has a look of its own."""
    edition = Published(folder, before)
    circular = refuted_in_circular(edition) if (folder / "通报" / "月度通报.docx").is_file() else []
    more = (refuted_in_special, refuted_in_feedback, refuted_in_summons, refuted_in_annual, refuted_in_commendation)
    rest = (sentence for look in more for sentence in look(edition))
    return [*circular, *refuted_in_letters(edition), *refuted_in_digest(edition), *rest]
