"""The rows of a fresh 设置.xlsx: the default values, written out so that a county sees them and can change them."""

from __future__ import annotations

from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATOR
from pipeline.schema.options import OPTIONS, in_words
from pipeline.schema.papers import EVERY_KIND, PAPERS, PERIOD_WORDS, PaperRow
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS
from pipeline.schema.vocabulary import Answer
from pipeline.settings.as_text import plain_label, tests_in_words
from pipeline.settings.attention import BUILT_IN_ATTENTION
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import BUILT_IN_CITATIONS

Table = list[list[object]]
_PERIOD_WORD = {kind: word for word, kind in PERIOD_WORDS.items()}


def default_tables() -> dict[str, Table]:
    """Sheet name -> rows below the headings. 乡镇名录 has none, for only the county knows its townships."""
    return {
        "单位": [[key, value] for key, value in OFFICE_DEFAULTS.items()],
        "参数": [[option.label, option.written] for option in OPTIONS],
        "指标权重": [[INDICATOR[id_].label, weight] for id_, weight in DEFAULT_WEIGHTS.items()],
        "三无条件": [
            [c.preset, c.name, tests_in_words(c, plain_label), c.allowed, in_words(c.at_fault_only)]
            for c in BUILT_IN_CONDITIONS
        ],
        "关注规则": [
            [
                INDICATOR[r.indicator].label,
                *(("", "") if r.line is None else (f"{int(100 * r.line)}%", r.least)),
                r.document,
            ]
            for r in BUILT_IN_ATTENTION
        ],
        "文书": [[row.name, _when(row), row.recipient, "", "", str(Answer.YES)] for row in PAPERS],
        "依据条款": [[each.topic, each.in_force_from, each.text] for each in BUILT_IN_CITATIONS],
    }


def _when(row: PaperRow) -> str:
    return "每期" if row.periods == EVERY_KIND else "、".join(_PERIOD_WORD[kind] for kind in row.periods)
