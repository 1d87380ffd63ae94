"""All rules of this stage, by code. Their sentences are in message_texts/checking.py."""

from __future__ import annotations

from pipeline.check.date_rules import ORDER, TIME
from pipeline.check.deadline_rules import EXTENSIONS, LIMITS
from pipeline.check.plausibility import PLAUSIBILITY
from pipeline.check.relation_rules import DUPLICATES, RELATIONS
from pipeline.check.row_rules import BLANKS, CODES, STATES
from pipeline.check.rules import Rule

RULES: tuple[Rule, ...] = (
    *BLANKS,
    *ORDER,
    *LIMITS,
    *EXTENSIONS,
    *STATES,
    *RELATIONS,
    *CODES,
    *TIME,
    *DUPLICATES,
    *PLAUSIBILITY,
)
