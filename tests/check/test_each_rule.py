"""Every rule of the catalogue by a real workbook that breaks it and no other: tests/cases/check/, made by
tools/make_check_cases.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.check import check_ledgers
from pipeline.check.catalogue import RULES
from pipeline.ledgers.reader import read_folders
from pipeline.schema.options import Options
from pipeline.settings.record import Settings, Township
from tests.check.check_rows import FILE, check_each
from tools.check_cases.cases import CASES, TWENTY
from tools.make_check_cases import FOLDER, workbooks

pytestmark = pytest.mark.slow

FEBRUARY = parse_period("2023-02")
SETTINGS = Settings(
    roster=(Township(1, "城关镇"),), weights={}, conditions=(), options=Options(notice_from=date(2023, 2, 10))
)
"""告知计入起 lies behind the acceptance limits of all cases but that of its own rule."""
CODES = [case[0] for case in CASES]
AT_ONCE = [
    ("R101", "F4", "1件没有填信访形式（编号01），无法按形式统计"),
    ("R102", "I5", "1件没有填初重件（编号02），无法判断是否计入一次性化解率和参评率"),
    ("R104", "V6", "1件已办结而没有办理结果（编号03：办结日期2023-02-10），不计入化解"),
    ("R106", "B7", "1件重件没有填关联件编号（编号04），无法与原件对应"),
    ("R107", "S8", "1件填了延期至而没有延期批准日期（编号05：延期至2023-03-20），延期不算，仍按原期限计算"),
    ("R111", "P10", "1件受理日期早于登记日期（编号07：受理日期2023-02-05、登记日期2023-02-06），不计为及时受理"),
    ("R112", "U11", "1件办结日期早于登记日期（编号08：办结日期2023-02-05、登记日期2023-02-06），按未办结计算"),
    ("R113", "P12", "1件受理日期晚于办结日期（编号09：受理日期2023-01-05、办结日期2023-01-04），按已受理、未办结计算"),
    ("R131", "R17", "1件延期超过30天（编号14：延期至2023-04-06、受理日期2023-01-05），延期不算，仍按原期限计算"),
    (
        "R132",
        "S18",
        "1件到期以后才批准延期（编号15：延期批准日期2023-02-01、受理日期2022-12-02），延期不算，仍按原期限计算",
    ),
    ("R141", "X19", "1件填了已化解而没有办结日期（编号16），不计入化解"),
    ("R142", "AA20", "1件没有办结却填了“对责任单位评价”（编号17：对责任单位评价为基本满意）"),
    ("R109", "T9", "1件延期没有填延期理由（编号06：延期至2023-03-20）"),
    ("R116", "O13", "1件告知日期早于受理日期（编号10：告知日期2023-01-04、受理日期2023-01-05）"),
    (
        "R125",
        "Q16",
        "1件限办日期不是受理日期加60天（编号13：限办日期2023-04-05、受理日期2023-01-05），以条例规定的日期为准",
    ),
    ("R143", "X21", "1件不予支持却填已化解（编号18），又没有思想教育、帮扶救助或依法处理的情况"),
    ("R161", "J22", "1件来信或来电填了5人以上（编号19：人数为5、信访形式为来信）"),
    ("R165", "J23", "1件人数超过500（编号20：人数为501）"),
    ("R121", "P14", "1件超过时限才受理（编号11：受理日期2023-01-19、登记日期2023-01-03），不计为及时受理"),
    ("R124", "N15", "1件简易办理超过10个工作日没有办结（编号12：受理日期2023-01-05），转按信访处理意见的期限计算"),
]


@pytest.fixture
def found_in(tmp_path: Path) -> Callable[[str], list[Finding]]:
    """Everything that reading and checking say of a case."""

    def found(name: str) -> list[Finding]:
        path = tmp_path / FILE
        path.parent.mkdir()
        path.write_bytes((FOLDER / f"{name}.xlsx").read_bytes())
        reading = read_folders(tmp_path, [FEBRUARY.name], SETTINGS, FEBRUARY)
        checked = check_ledgers([(FEBRUARY, reading.ledger)], reading.columns, SETTINGS, cut_off=date(2023, 2, 28))
        return [*reading.findings, *checked]

    return found


@pytest.mark.parametrize(("code", "cell", "sentence"), [(c, cell, said) for c, _, cell, said, _ in CASES], ids=CODES)
def test_a_workbook_that_breaks_a_rule_is_told_its_sentence_and_nothing_else(
    code: str, cell: str, sentence: str, found_in: Callable[[str], list[Finding]]
) -> None:
    assert [(f.code, f.place.cell, f.message) for f in found_in(code)] == [(code, cell, sentence)]


@pytest.fixture(scope="module")
def of_kept() -> dict[str, list[Finding]]:
    """Code -> everything that is said of the rows that just keep that rule."""
    return check_each({code: kept for code, *_, kept in CASES}, SETTINGS)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_nothing_of_rows_that_just_keep_it(code: str, of_kept: dict[str, list[Finding]]) -> None:
    assert [found.message for found in of_kept[code] if found.code == code] == []


def test_every_rule_of_the_catalogue_has_its_workbook() -> None:
    """R177 asks what 报送登记 says, which no ledger alone can show: tests/report/test_checking.py."""
    assert sorted({rule.code for rule in RULES} - {"R177"}) == CODES


def test_a_ledger_that_breaks_twenty_rules_is_told_exactly_those(found_in: Callable[[str], list[Finding]]) -> None:
    assert [(f.code, f.place.cell, f.message) for f in found_in(TWENTY)] == AT_ONCE


def test_the_committed_workbooks_are_the_makers() -> None:
    """Byte for byte, so that a change of the maker is a change of the cases."""
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == workbooks()
