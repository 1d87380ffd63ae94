"""How pandas stores texts while a command runs. It is set here, at the door: no import changes it."""

from __future__ import annotations

import pandas as pd


def keep_texts_as_python_strings() -> None:
    """Let pandas store texts as Python strings in this process, not by pyarrow.

    Merging and measuring the columns of this program, short and mostly codes, then takes half the time, from one
    county's month to 360,000 rows (benchmarks/text_storage.py).
    """
    pd.set_option("mode.string_storage", "python")
