"""The blank workbooks that people fill in: ``ledger_form`` (台账 and 登记簿.xlsx) and ``settings_form`` (设置.xlsx).

``form_book`` and ``instructions`` are what both share. A form as it is written reads back without a finding.
"""
