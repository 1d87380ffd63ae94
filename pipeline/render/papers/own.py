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
from pipeline.render.papers.feedback import Feedback, Sheets
from pipeline.render.papers.letters import Letter, letter_names
from pipeline.render.papers.paper import Kind, Made, body_of
from pipeline.schema.settings_sheets import COUNTY_RECIPIENT, LETTER_RECIPIENTS
from pipeline.settings.record import Document, Settings

FOLDER = "其他文书"
_COUNTY = "全县"

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
    Kind("自设文书（全县）", COUNTY_NAMES, lambda _: iter(())),
    Kind("自设文书（乡镇）", TOWNSHIP_NAMES, lambda _: iter(())),
)
"""The two kinds of papers of the county's own, as 可用字段.xlsx lists them; they make no document."""


def own_kinds(settings: Settings) -> tuple[Kind, ...]:
    """A kind for each row of 文书 that names a template of the county's own and is enabled."""
    chosen = ((name, document) for name, document in settings.documents.items() if document.own and document.enabled)
    return tuple(
        Kind(name, COUNTY_NAMES, partial(_for_county, name))
        if document.recipient == COUNTY_RECIPIENT
        else Kind(name, TOWNSHIP_NAMES, partial(_for_townships, name, document))
        for name, document in chosen
    )


def _for_county(name: str, report: Report) -> Iterator[Made]:
    title = f"{report.period.label}{name}"
    yield Made(f"{FOLDER}/{name}.docx", title, partial(as_context, circular_of(report, name, title)))


def _for_townships(name: str, document: Document, report: Report) -> Iterator[Made]:
    sheets, issuer = Sheets(report), body_of(report, "联席会议办公室")
    county = partial(as_context, circular_of(report, name, f"{report.period.label}{name}"))
    for township in _townships(document, report):
        title = f"{township}{report.period.label}{name}"
        letter = Letter(**letter_names(report, name, township, issuer=issuer, title=title))
        yield Made(f"{FOLDER}/{name}/{township}.docx", title, partial(_merged, sheets.of(township), letter, county))


def _merged(feedback: Feedback, letter: Letter, county: Any) -> dict[str, Any]:
    return {**as_context(feedback), **as_context(letter), _COUNTY: county()}


def _townships(document: Document, report: Report) -> list[str]:
    """The townships to which a document goes, in roster order."""
    if document.townships:
        units = {report.settings.successor(name, report.period.last_day) for name in document.townships}
    elif document.recipient in LETTER_RECIPIENTS:
        letters = report.tables["letters"]
        units = set(letters.loc[letters["document"] == LETTER_RECIPIENTS[document.recipient], "township"])
    else:
        units = set(report.submissions)
    return [name for name in report.submissions if name in units]
