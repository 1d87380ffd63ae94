"""指标权重: what the score is made of, with the weights that hold where the sheet is left out."""

from __future__ import annotations

from fractions import Fraction

from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATOR, INDICATORS, Indicator
from pipeline.settings.named_indicators import INDICATOR_NAMES, find_indicator
from pipeline.settings.parts import Entry

_VOLUME_WORDS = (
    "信访量",
    "来访量",
    "总量",
    "件数",
    "件次",
    "批次",
    "人次",
    "人数",
    "形式",
    "层级",
    "重复",
    "重件",
    "初重件",
    "越级",
    "进京",
    "赴省",
)
"""Words that name a volume: ranking by numbers, channel, level or repeats was ended nationally in 2013."""
_WEIGHTABLE = tuple(i.label for i in INDICATORS if i.weightable)


def read_weights(entries: list[Entry]) -> dict[str, Fraction]:
    """Indicator id -> weight above 0, in the order of INDICATORS; the default weights when the sheet has no row.

    Weights must add up to 100. Cells formatted as percent add up to 1 and are taken as percent. An indicator that isn't
    weightable is a fault.
    """
    if not entries:
        return {i.id: Fraction(DEFAULT_WEIGHTS[i.id]) for i in INDICATORS if i.id in DEFAULT_WEIGHTS}
    given: dict[str, Fraction] = {}
    seen: dict[object, str] = {}
    faultless = True
    for entry in entries:
        indicator, weight = _weightable(entry), entry.number("weight")
        if indicator and entry.once(seen, indicator.id, "indicator", indicator.label) and weight is not None:
            given[indicator.id] = weight
        else:
            faultless = False
    total = sum(given.values(), Fraction(0))
    if total == 1:
        given, total = {i: 100 * w for i, w in given.items()}, Fraction(100)
    # A row refused above explains a wrong total, so the total isn't reported too.
    if total != 100 and faultless:
        shown = int(total) if total.denominator == 1 else float(total)
        example = "、".join(f"{INDICATOR[i].label} {w}" for i, w in DEFAULT_WEIGHTS.items())
        entries[-1].faults.add("R317", entries[-1].sheet.name, _span(entries, "weight"), total=shown, example=example)
    return {i.id: given[i.id] for i in INDICATORS if given.get(i.id)}


def _weightable(entry: Entry) -> Indicator | None:
    text = entry.text("indicator")
    indicator = INDICATOR_NAMES.get(text)
    if indicator and indicator.weightable:
        return indicator
    if any(word in text for word in _VOLUME_WORDS):
        entry.fault("R318", "indicator", found=text, weightable="、".join(_WEIGHTABLE))
    elif indicator:
        entry.fault("R319", "indicator", found=text, purpose="不能计入排名", usable="、".join(_WEIGHTABLE))
    else:
        find_indicator(entry)
    return None


def _span(entries: list[Entry], id_: str) -> str:
    first, last = entries[0].address(id_), entries[-1].address(id_)
    return first if first == last else f"{first}:{last}"
