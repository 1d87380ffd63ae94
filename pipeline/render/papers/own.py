"""其他文书/: papers of the county's own, each from a template in inputs/templates and a row in 设置·文书."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from types import MappingProxyType
from typing import Any

from pipeline.bundles import Report
from pipeline.render.naming import Name, Shape, as_context, describe
from pipeline.render.papers.circular import circular_of
from pipeline.render.papers.circular_names import Circular
from pipeline.render.papers.feedback import Sheets
from pipeline.render.papers.feedback_names import Feedback
from pipeline.render.papers.letters import Letter, letter_names
from pipeline.render.papers.paper import Kind, Made, body_of, made_of
from pipeline.schema.papers import AS_RULED, COUNTY_RECIPIENT, EACH_TOWNSHIP, LETTER_RECIPIENTS, PaperRow, own_paper
from pipeline.settings.record import Document, Settings

_COUNTY = COUNTY_RECIPIENT

COUNTY_NAMES: Shape = describe(Circular)
"""The names for a paper to the whole county: those of 月度通报."""
TOWNSHIP_NAMES = Shape(
    "记录",
    MappingProxyType(
        {
            **describe(Feedback).fields,
            **describe(Letter).fields,
            _COUNTY: Shape("记录", COUNTY_NAMES.fields, name=Name(_COUNTY, "全县的各项，同月度通报")),
        }
    ),
)
"""The names for a paper to a township: those of 反馈单, those of both letters, and under 全县 those of 月度通报."""
SAMPLES = (
    Kind(own_paper("自设文书（全县）"), COUNTY_NAMES, lambda _: iter(())),
    Kind(own_paper("自设文书（乡镇）", EACH_TOWNSHIP), TOWNSHIP_NAMES, lambda _: iter(())),
)
"""The two kinds of papers of the county's own, as 可用字段.xlsx lists them; they make no document."""


def own_kinds(settings: Settings) -> tuple[Kind, ...]:
    """A kind for each row of 文书 that names a template of the county's own and is enabled."""
    chosen = (
        (own_paper(name, document.recipient), document)
        for name, document in settings.documents.items()
        if document.own and document.enabled
    )
    return tuple(
        Kind(row, TOWNSHIP_NAMES, partial(_for_townships, row, document))
        if row.per_township
        else Kind(row, COUNTY_NAMES, partial(_for_county, row))
        for row, document in chosen
    )


def _for_county(row: PaperRow, report: Report) -> Iterator[Made]:
    yield made_of(row, circular_of(report, row.name, f"{report.period.label}{row.name}"))


def _for_townships(row: PaperRow, document: Document, report: Report) -> Iterator[Made]:
    sheets, name, issuer = Sheets(report), row.name, body_of(report, row.issuer)
    county = partial(as_context, circular_of(report, name, f"{report.period.label}{name}"))
    for township in _townships(row, document, report):
        title = f"{township}{report.period.label}{name}"
        letter = Letter(**letter_names(report, name, township, issuer=issuer, title=title))
        yield Made(row.path(township), title, partial(_merged, sheets.of(township), letter, county))


def _merged(feedback: Feedback, letter: Letter, county: Any) -> dict[str, Any]:
    return {**as_context(feedback), **as_context(letter), _COUNTY: county()}


def _townships(row: PaperRow, document: Document, report: Report) -> list[str]:
    """The townships to which a document goes, in roster order."""
    asked_by = LETTER_RECIPIENTS | {AS_RULED: row.name}
    if document.townships:
        units = {report.settings.successor(name, report.period.last_day) for name in document.townships}
    elif document.recipient in asked_by:
        letters = report.tables["letters"]
        units = set(letters.loc[letters["document"] == asked_by[document.recipient], "township"])
    else:
        units = set(report.submissions)
    return [name for name in report.submissions if name in units]
