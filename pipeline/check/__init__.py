"""Rows become findings: every rule runs over a whole folder, and alike faults become one finding.

``rules`` says what a rule is; the ``…_rules`` modules and ``plausibility`` hold them, ``catalogue`` lists them all,
``grouping`` makes the findings.
"""

from pipeline.check.check import check_ledgers

__all__ = ["check_ledgers"]
