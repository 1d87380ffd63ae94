"""How many findings a quarter brings on the program's forms and on ledgers of the townships' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.finding import Severity
from pipeline.run import Outcome
from tests.played_quarter import MONTHS, UNITS, play

pytestmark = pytest.mark.slow


def asked(outcomes: dict[str, Outcome]) -> dict[str, list[int]]:
    """Month -> how many 错误 and 提醒 each township has, in roster order."""
    return {
        month: [sum(f.township == unit and f.severity is not Severity.NOTE for f in outcome.findings) for unit in UNITS]
        for month, outcome in outcomes.items()
    }


def test_clerks_on_the_forms_make_few_faults_and_none_that_a_form_can_refuse(tmp_path: Path) -> None:
    """10 findings of 18 ledgers against 64, 18 of them of columns that their own ledgers do without (R284).

    What is left is forgetting: 办理结果 of a conclusion (R104) and 关联件编号 of a 重件 (R106).
    """
    forms, own = play(tmp_path / "forms", forms=True), play(tmp_path / "own", forms=False)
    assert asked(own) == {
        "2023-01": [5, 5, 7, 4, 2, 2],
        "2023-02": [2, 3, 1, 4, 5, 2],
        "2023-03": [5, 2, 1, 5, 5, 4],
    }
    assert asked(forms) == {
        "2023-01": [1, 1, 2, 2, 0, 0],
        "2023-02": [0, 1, 0, 0, 1, 1],
        "2023-03": [0, 0, 0, 1, 0, 0],
    }
    found = (f for outcome in forms.values() for f in outcome.findings)
    assert {f.code for f in found if f.township and f.severity is not Severity.NOTE} == {"R104", "R106"}


def test_careful_clerks_on_the_forms_have_no_finding_in_any_month(tmp_path: Path) -> None:
    """Filled in and sent, a form reads without a finding: the first month's blank one and those with known rows."""
    careful = play(tmp_path, forms=True, careful=True)
    assert asked(careful) == {month: [0] * len(UNITS) for month in MONTHS}
