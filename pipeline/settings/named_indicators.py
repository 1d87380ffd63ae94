"""The indicators by every name that 设置.xlsx may use for them, and the cell that names one."""

from __future__ import annotations

from pipeline.schema.indicators import INDICATOR_BY_LABEL, INDICATORS, Indicator
from pipeline.settings.parts import Entry, nearest

INDICATOR_NAMES = {**INDICATOR_BY_LABEL, **{i.label.removesuffix("率"): i for i in INDICATORS if not i.count}}
"""Label, or a rate's label without its 率 -> indicator."""


def find_indicator(entry: Entry, id_: str = "indicator") -> Indicator | None:
    """The indicator that a cell names, with or without its 率; None for an unknown name, which is a fault."""
    text = entry.text(id_)
    if text not in INDICATOR_NAMES:
        entry.fault("R316", id_, found=text, nearest=nearest(text, [i.label for i in INDICATORS]))
    return INDICATOR_NAMES.get(text)
