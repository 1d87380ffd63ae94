"""更正: published figures that come out otherwise today, and the papers that printed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.listed import texts_in
from pipeline.base.period import Period
from pipeline.base.place import Place
from pipeline.bundles import contract_table
from pipeline.editions.archive import Edition, Standing
from pipeline.measure.ranks.three_none import Figures, figures_of
from pipeline.measure.series import shown_beside
from pipeline.messages.catalogue import finding
from pipeline.schema.claims import is_version
from pipeline.schema.papers import EACH_TOWNSHIP, REVIEW_PAGE, SUMMARY_BOOK, filed
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.settings.record import Settings

Again = Callable[[Edition], pd.DataFrame | None]
"""The indicators of an edition's period by its folders today; None when they no longer give that period."""


def restated(
    period: Period,
    own: pd.DataFrame,
    standing: Standing,
    editions: Mapping[str, Edition],
    files: Mapping[str, str],
    again: Again,
    named: Callable[[str], str] = str,
) -> pd.DataFrame:
    """The contract's restated: periods in their order, then as the edition had its figures.

    Only periods of which a paper was issued are in it: a draft may be made again without a word of 更正. ``own``: this
    run's indicators, compared with what was first published of the period. ``editions``: the earlier ones; those
    that this run's papers show, and whose inputs aren't those of today (``files``: path -> SHA-256, of the folders
    read), are measured again. ``named``: the present name of a unit, for editions that call it by a former one.
    """
    printed = [e for e in _shown(period, editions, files) if e.issued]
    replaced = [] if standing.edition is None else [standing.edition]
    rows = []
    for edition in printed:
        now = again(edition)
        if now is not None:
            rows += list(
                _rows(
                    edition, _first(edition), figures_of(now), _users(edition, [*editions.values(), *replaced]), named
                )
            )
    if standing.edition is not None and standing.issued and standing.edition.period == period:
        before = _first(standing.edition)
        rows += list(_rows(standing.edition, before, figures_of(own), _users(standing.edition, standing.later), named))
    return contract_table("restated", rows)


def stale_drafts(
    period: Period,
    editions: Mapping[str, Edition],
    files: Mapping[str, str],
    again: Again,
    settings: Settings,
) -> Iterator[Finding]:
    """R251: an earlier draft whose figures this run's papers show, and which come out otherwise by the files of today.

    One reminder a period, with the first figure as the example. The arguments are those of ``restated``.
    """
    for edition in (e for e in _shown(period, editions, files) if not e.issued):
        now = again(edition)
        rows = [] if now is None else list(_rows(edition, _first(edition), figures_of(now), (), settings.named_today))
        if rows:
            yield finding(
                "R251",
                Place(f"{edition.name}/"),
                draft=edition.name,
                period=period.name,
                count=len(rows),
                unit=rows[0]["township"],
                label=settings.label(str(rows[0]["indicator"])),
                before=_said(rows[0]["published_numerator"], rows[0]["published_denominator"]),
                now=_said(rows[0]["numerator"], rows[0]["denominator"]),
            )


def _shown(period: Period, editions: Mapping[str, Edition], files: Mapping[str, str]) -> list[Edition]:
    """The earlier editions that this run's papers show and that were made of other files than those of today."""
    return [e for e in editions.values() if e.name in shown_beside(period) and _inputs_changed(e, files)]


def replaced_sha256(standing: Standing, table: pd.DataFrame) -> str | None:
    """The manifest of the edition whose figures stand as published beside those of this run; None when none differs."""
    edition = standing.edition
    if edition is None or not (table["period"] == edition.name).any():
        return None
    first: str | None = edition.manifest.get("replaced_edition") if standing.stays else None
    return first or edition.manifest_sha256


def told(table: pd.DataFrame, settings: Settings) -> Iterator[Finding]:
    """R220: one reminder a period, with the first figure as the example."""
    for period, group in groupby(table.astype("object").to_dict("records"), key=lambda row: str(row["period"])):
        rows = list(group)
        row = rows[0]
        yield finding(
            "R220",
            Place(f"{period}/"),
            period=period,
            count=len(rows),
            unit=row["township"],
            label=settings.label(str(row["indicator"])),
            published=_said(row["published_numerator"], row["published_denominator"]),
            now=_said(row["numerator"], row["denominator"]),
            document=_foremost(texts_in(row["documents"])),
        )


def _foremost(documents: Sequence[str]) -> str:
    """Of the papers that printed a figure one with a letterhead, which went out of the office; else the first."""
    headed = [each for each in documents if any(row.headed for row, _ in filed([each.partition("/")[2]]))]
    return next(iter(headed or documents), "")


def to_make_again(period: Period, months: Mapping[str, Edition | None], files: Mapping[str, str]) -> Iterator[Finding]:
    """R354: for each month of a quarter or year whose edition was made of other files than lie in its folders today.

    三无 goes by the conditions that the months' editions have, so that a decision or a ledger that came since has no
    effect on it until the month is made again.
    """
    for month, edition in months.items():
        if edition is not None and _inputs_changed(edition, files):
            yield finding("R354", Place(f"{month}/"), month=month, period=period.label, name=period.name)


def _inputs_changed(edition: Edition, files: Mapping[str, str]) -> bool:
    """Whether a file of its folders, those read today, is new, gone or another one.

    By another formula nothing is comparable. 发文登记.xlsx and what files held before change no figure, so they aren't
    looked at.
    """
    listed = edition.manifest.get("inputs", {}).items()
    then = {path: digest for path, digest in listed if "/" in path and not is_version(path)}
    then, files = ({p: d for p, d in each.items() if not p.endswith(f"/{ISSUED_BOOK}")} for each in (then, files))
    read = {path.split("/")[0] for path in files}
    last = max((path.split("/")[0] for path in then), default="")
    now = {path: digest for path, digest in files.items() if path.split("/")[0] <= last}
    return edition.formula_version == FORMULA_VERSION and now != {
        p: d for p, d in then.items() if p.split("/")[0] in read
    }


def _first(edition: Edition) -> Figures:
    """What was first published of the edition's period: its own figures, and those that it restated itself."""
    figures = dict(figures_of(edition.tables["indicators"]))
    carried = edition.tables["restated"]
    for row in carried[carried["period"] == edition.name].astype("object").to_dict("records"):
        figures[row["township"], row["indicator"]] = (
            _whole(row["published_numerator"]),
            _whole(row["published_denominator"]),
        )
    return figures


def _rows(
    edition: Edition, before: Figures, now: Figures, users: Iterable[Edition], named: Callable[[str], str]
) -> Iterator[dict[str, object]]:
    for (township, indicator), (n, of) in before.items():
        new = now.get((named(township), indicator), (None, None))
        if new != (n, of):
            papers = [path for e in (edition, *users) for path in _papers(e, township, indicator)]
            yield {
                "period": edition.name,
                "township": named(township),
                "indicator": indicator,
                "published_numerator": n,
                "published_denominator": of,
                "numerator": new[0],
                "denominator": new[1],
                "documents": papers or None,
            }


def _users(edition: Edition, others: Iterable[Edition]) -> list[Edition]:
    """The editions that print its figures beside their own: as those of the period before, or of a year before."""
    return [
        e for e in others if edition.name in (e.period.previous().name, getattr(e.period.a_year_before(), "name", ""))
    ]


def _papers(edition: Edition, township: str, indicator: str) -> Iterator[str]:
    """The edition's papers that print a figure, by path; for 全县 a paper of each township stands once, last."""
    paths = [path for path in edition.manifest.get("outputs", {}) if not path.endswith(".pdf")]
    letters = edition.tables["letters"]
    asked = set(letters.loc[(letters["township"] == township) & (letters["indicator"] == indicator), "document"])
    printed, shared = [path for path in paths if path in (REVIEW_PAGE, SUMMARY_BOOK)], []
    for row, files in filed(paths):
        if row.prints in ("every", "own") or (row.prints == "asked" and row.letter in asked):
            printed += [path for unit, path in files.items() if unit in ("", township)]
        if row.prints == "own" and township == COUNTY:
            shared.append(row.path(f"（{EACH_TOWNSHIP}）").removesuffix(f".{row.ending}"))
    yield from (f"{edition.name}/{path}" for path in [*sorted(printed), *shared])


def _whole(value: object) -> int | None:
    return None if value is None or value is pd.NA else int(str(value))


def _said(n: object, of: object) -> str:
    """'17/18', '2' for a count, '未计算' where there is no number."""
    numerator, denominator = _whole(n), _whole(of)
    return "未计算" if numerator is None else f"{numerator}" if denominator is None else f"{numerator}/{denominator}"
