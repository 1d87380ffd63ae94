"""The catalogue's rows: (code, severity, message, remedy, source article), from one module per stage."""

from pipeline.messages import checking, merging, reading, setting

Row = tuple[str, ...]
CATALOGUE_ROWS: tuple[Row, ...] = (*reading.ROWS, *checking.ROWS, *merging.ROWS, *setting.ROWS)
