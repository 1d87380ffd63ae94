"""Workbooks that people fill in: a township's ledger, the office's registers, the settings.

Each reads back without a finding.
"""
