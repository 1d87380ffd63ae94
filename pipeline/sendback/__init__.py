"""A township's own workbook on its way back, with its faults marked."""
