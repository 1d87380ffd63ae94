"""Township forms with 300 known matters each, written in one call for 24 townships: processor time of each.

``uv run benchmarks/filled_forms.py [TOWNSHIPS] [ROWS]``. The matters have 20 cells filled in, as a full ledger
has. Prints the median and the longest of the forms, and the whole call with what is known of each township.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.period import parse_period  # noqa: E402
from pipeline.doors.garbage import look_for_garbage_seldom  # noqa: E402
from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: E402
from pipeline.editions.archive import Edition  # noqa: E402
from pipeline.render.forms.filled_ledger import filled_form  # noqa: E402
from pipeline.report.month_ahead import TABLES as ASKED  # noqa: E402
from pipeline.report.month_ahead import months_ahead  # noqa: E402
from pipeline.schema.contract import PANDAS_TYPES, TABLES  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from pipeline.settings.record import Settings, Township  # noqa: E402

_MOST = 0.060
"""Seconds of processor time that a form of 300 rows may take."""
_FILLED = 20


def _edition(names: list[str], rows: int) -> Edition:
    """An edition of February 2023 in which each township has ``rows`` matters."""
    tables = {
        name: pd.DataFrame({c: pd.Series(dtype=PANDAS_TYPES[kind]) for c, kind in TABLES[name].columns.items()})
        for name in ASKED
    }
    matters = []
    for unit, name in enumerate(names):
        for n in range(rows):
            day = pd.Timestamp(date(2022, 10, 1) + timedelta(days=n % 140))
            cells = {f.id: day if f.type == "date" else 1 if f.type == "count" else f.example for f in LEDGER[:_FILLED]}
            own = {"case_no": f"YL{unit:02}{n:06}", "township": name, "origin": "台账", "claim": "确定"}
            place = {"source_file": f"2023-02/{name}.xlsx", "source_sheet": "台账", "source_row": n + 4}
            matters.append({**cells, **own, **place, "due_date": day + timedelta(days=90), "in_hand": True})
    typed = pd.DataFrame(matters).reindex(columns=list(TABLES["matters"].columns))
    tables["matters"] = typed.astype({c: PANDAS_TYPES[kind] for c, kind in TABLES["matters"].columns.items()})
    files = pd.DataFrame({"file": [f"2023-02/{name}.xlsx" for name in names], "township": names})
    tables["files"] = files.reindex(columns=list(TABLES["files"].columns))
    return Edition("2023-02", date(2023, 2, 28), tables, "", "2")


def main(townships: int, rows: int) -> None:
    """Print the processor times in milliseconds, and whether each form keeps within the bound."""
    keep_texts_as_python_strings()
    look_for_garbage_seldom()
    names = [f"样例{n:02}镇" for n in range(townships)]
    settings = Settings(tuple(Township(n, name) for n, name in enumerate(names, 1)), {}, ())
    edition = _edition(names, rows)
    filled_form(months_ahead(edition, parse_period("2023-03"), settings)[names[0]], names, "样例县")
    start = time.process_time()
    ahead = months_ahead(edition, parse_period("2023-03"), settings)
    known = time.process_time() - start
    look_for_garbage_seldom()  # as the command does
    each = []
    for name in names:
        begun = time.process_time()
        filled_form(ahead[name], names, "样例县")
        each.append(time.process_time() - begun)
    print(f"{townships} townships of {rows} rows: known {known * 1000:.0f} ms in all")
    median, longest = statistics.median(each), max(each)
    print(f"a form: median {median * 1000:.0f} ms, longest {longest * 1000:.0f} ms; bound {_MOST * 1000:.0f} ms")
    print(f"with what is known: {(known / townships + median) * 1000:.0f} ms a township")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "24", "300")[:2]))
