"""汇总.xlsx, sheet by sheet; ``book`` puts the sheets together and says which module writes which.

``front``, ``ranking``, ``trend``, ``three_none`` and ``submissions`` write one sheet each, ``long_sheets`` and
``working_lists`` several tables each, ``rolled_book`` the workbook of a roll-up. What they share: ``block`` (whole
tables as XML), ``filtered_table`` (a sheet of one table), ``cells``, ``charts``, ``formats`` and ``links``.
"""
