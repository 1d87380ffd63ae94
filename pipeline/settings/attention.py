"""关注规则: which figure sends which letter, with the built-in rules that hold where the sheet is left out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pipeline.schema.indicators import INDICATORS, Indicator
from pipeline.schema.papers import AS_RULED, PAPERS, REMINDING, URGING
from pipeline.settings.named_indicators import find_indicator
from pipeline.settings.parts import Entry, as_rate, nearest
from pipeline.settings.record import AttentionRule, Document

ATTENTION_DOCUMENTS = tuple(row.letter for row in PAPERS if row.by_rule)
"""The program's own papers that a rule may ask for; a county's own are those of 文书 whose 发给 is 按关注规则."""
_DOCUMENT_ALIASES = {"提示函": REMINDING}
_JUDGED = tuple(i.label for i in INDICATORS if not i.descriptive)
BUILT_IN_ATTENTION = (
    AttentionRule("overdue_unaccepted", None, 0, URGING),
    AttentionRule("overdue_open", None, 0, URGING),
    AttentionRule("concluded_on_time", Fraction(9, 10), 10, REMINDING),
    AttentionRule("satisfaction", Fraction(4, 5), 10, REMINDING),
)
_LEAST_OF_RATES = 10
"""The smallest denominator at which a rate sends a letter, where the cell is blank."""


def read_attention(entries: list[Entry], documents: Mapping[str, Document]) -> tuple[AttentionRule, ...]:
    """Which figures send which letter; the built-in rules when the sheet has no row.

    The line of a count is 1, that of a rate is a percentage. ``documents``: what 文书 says, by name.
    """
    if not entries:
        return BUILT_IN_ATTENTION
    usable = (*ATTENTION_DOCUMENTS, *ruled_papers(documents))
    rules = []
    for entry in entries:
        indicator = find_indicator(entry)
        if indicator and indicator.descriptive:
            entry.fault(
                "R319", "indicator", found=indicator.label, purpose="不能作为关注规则", usable="、".join(_JUDGED)
            )
        document = _DOCUMENT_ALIASES.get(entry.text("document"), entry.text("document"))
        if document not in usable:
            entry.fault("R364", "document", found=document, nearest=nearest(document, usable), usable="、".join(usable))
        least = entry.whole("least", example="10")
        if indicator and not indicator.descriptive:
            line = _line(entry, indicator)
            blank_least = 0 if indicator.count else _LEAST_OF_RATES
            rules.append(AttentionRule(indicator.id, line, blank_least if least is None else least, document))
    return tuple(rules)


def ruled_papers(documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The county's own papers that go to whom 关注规则 names, in the order of 文书."""
    return tuple(name for name, document in documents.items() if document.own and document.recipient == AS_RULED)


def _line(entry: Entry, indicator: Indicator) -> Fraction | None:
    text = entry.text("line")
    if indicator.count:
        if text.removeprefix("≥").strip() not in ("", "1"):
            entry.fault(
                "R335", "line", indicator=indicator.label, found=text, kind="1（有1件即触发）或留空", example="1"
            )
        return None
    rate = as_rate(text)
    if rate is None:
        entry.fault("R335", "line", indicator=indicator.label, found=text or "空白", kind="百分比", example="90%")
    return rate
