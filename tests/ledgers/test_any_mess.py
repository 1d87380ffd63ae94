"""Whatever a clerk does to a table, the same matters are read, and what was done is told."""

from __future__ import annotations

import os
import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.ledgers.reader import read_sources
from pipeline.merge.submissions import settle_files
from pipeline.schema.registers import REGISTER
from pipeline.sheets.files import identify
from tests.ledgers.conftest import FOLDER, SETTINGS
from tests.ledgers.mess_truth import Matter
from tests.ledgers.mess_words import LABELS
from tests.ledgers.messy_ledgers import Mess, messes

pytestmark = pytest.mark.slow

_EXAMPLES = int(os.environ.get("TONGBAO_MESSES", "120"))
_FEW_COLUMNS = {("R092", ""), ("R284", "")}
_OF_A_COLUMN = frozenset({"R035", "R039", "R042", "R043"})


def read(mess: Mess) -> Reading:
    sources = [identify(data, f"{FOLDER}/{name}", FOLDER) for name, data in mess.files.items()]
    return read_sources(sources, [FOLDER], SETTINGS, parse_period(FOLDER), mapper=map)


def matters_of(reading: Reading) -> list[Matter]:
    """The rows read, in the words of the truth."""
    rows = []
    for _, row in reading.ledger.iterrows():
        rows.append(
            {
                id_: None if pd.isna(row[id_]) else row[id_].date() if isinstance(row[id_], pd.Timestamp) else row[id_]
                for id_ in LABELS
            }
        )
    return rows


@settings(
    max_examples=_EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(mess=messes())
def test_any_mess_reads_back_equal_with_the_notes_it_should_have(mess: Mess) -> None:
    """Rows, values and order; every note that the mess calls for and no other; every sheet row accounted for;
    nothing personal kept.
    """
    reading = read(mess)
    assert "张样例" not in repr(reading)
    assert "张样例" not in "".join(f.message for f in reading.findings) + "".join(reading.decided["decision"])
    if mess.refused:
        assert reading.ledger.empty
        assert "R089" in {f.code for f in reading.findings}
        return
    assert matters_of(reading) == mess.matters
    # The tables have no column but those of LABELS, and their rows' figures rest on others too.
    told = {(f.code, _column_named(f.message) if f.code in _OF_A_COLUMN else "") for f in reading.findings}
    assert told - _FEW_COLUMNS == mess.told
    assert (told >= _FEW_COLUMNS) == bool(mess.matters)
    account = reading.rows
    assert (account["rows_read"] == account["kept"] + account["set_aside"] + account["not_data"]).all()
    assert account["kept"].sum() == len(mess.matters)
    if len(mess.files) > 1 and len({m["township"] for m in mess.matters}) == 1:
        registers = {"reports": pd.DataFrame(columns=["folder", *(f.id for f in REGISTER["reports"].fields)])}
        settled = settle_files(reading, registers, [])
        assert [f.code for f in settled.findings] == ["R230"]
        assert len(settled.ledger) == len(mess.matters)


def _column_named(message: str) -> str:
    found = re.match("“(.+?)”", message)
    return found[1] if found else ""
