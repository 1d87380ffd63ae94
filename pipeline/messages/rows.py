"""The catalogue's rows: (code, severity, message, remedy, source article), one module a stage."""

from pipeline.messages import checking, merging, reading, setting

Row = tuple[str, ...]
CATALOGUE_ROWS: tuple[Row, ...] = (*reading.ROWS, *checking.ROWS, *merging.ROWS, *setting.ROWS)
