"""Rows become findings: every rule over the whole folder at once, alike faults grouped, consequences dropped."""

from pipeline.check.check import check_ledger

__all__ = ["check_ledger"]
