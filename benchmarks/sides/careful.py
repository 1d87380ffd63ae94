"""The same as the naive script, by the fastest readers and writers that pandas can use: calamine and XlsxWriter."""

from __future__ import annotations

from functools import partial

from benchmarks.sides import naive

main = partial(naive.main, engine="calamine", writer="xlsxwriter")
"""As ``naive.main``."""
