"""Rows become findings: every rule over a whole folder at once, alike faults grouped, consequences dropped, each fault told once."""

from pipeline.check.check import check_ledgers

__all__ = ["check_ledgers"]
