"""A published figure is explained from its edition: formula, items, reasons, places. No input is read again.

``question`` reads what is asked and ``answer`` gives the lines: ``figure`` for an indicator, ``standing`` for 得分,
``conditions`` for 三无. ``places`` finds the rows and cells that decide an item.
"""
