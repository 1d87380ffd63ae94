"""The sample county: what is committed is what the maker writes, and its two months tell one story."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlrd
from openpyxl.utils import coordinate_to_tuple

from pipeline.schema.fields import FORM_SHEETS
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tools.make_sample import ROOT, make_sample
from tools.sample.county import ABSENT_UNIT, MONTHS, UNITS, ZERO_UNIT
from tools.sample.rows import Sample
from tools.sample.styles import PERSONAL, STYLES

pytestmark = pytest.mark.slow

JAN, FEB = MONTHS
CASE_NO = re.compile(r"(QH|00)\d{12}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    target = tmp_path_factory.mktemp("made") / "inputs"
    return target, make_sample(target)


def files(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(("~$", "."))
    )


def content(path: Path) -> object:
    """The bytes; of a workbook, its parts unpacked: another zlib packs the same parts into other bytes."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return [(i.filename, i.date_time, book.read(i)) for i in book.infolist()]


def rows_of(path: Path) -> list[list[object]]:
    """The first sheet of a ledger, row by row from A1."""
    if path.suffix == ".csv":
        return [list(row) for row in csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline=""))]
    if path.suffix in (".xls", ".et"):
        sheet = xlrd.open_workbook(str(path)).sheet_by_index(0)
        return [list(sheet.row_values(r)) for r in range(sheet.nrows)]
    book = openpyxl.load_workbook(path, data_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    return rows


def ledger_path(folder: Path, month: str, unit: str) -> Path:
    return folder / month / STYLES[unit].file.format(m=MONTHS[month].month)


def test_the_committed_inputs_are_what_the_maker_writes(made: tuple[Path, Sample]) -> None:
    """Whoever changes the maker runs it; the office's own inputs never come here."""
    target, _ = made
    committed = ROOT / "inputs"
    assert files(committed) == files(target)
    for name in files(target):
        assert content(committed / name) == content(target / name), name


def test_two_runs_write_the_same_bytes(made: tuple[Path, Sample], tmp_path: Path) -> None:
    """Fixed document properties, fixed zip times, one seed."""
    target, _ = made
    make_sample(tmp_path)
    assert {n: (tmp_path / n).read_bytes() for n in files(tmp_path)} == {
        n: (target / n).read_bytes() for n in files(target)
    }


def test_the_sample_stays_under_three_megabytes(made: tuple[Path, Sample]) -> None:
    """It is part of the repository."""
    target, _ = made
    assert sum((target / n).stat().st_size for n in files(target)) < 3 * 1024 * 1024


@pytest.mark.parametrize("month", MONTHS)
def test_every_ledger_read_back_holds_the_rows_that_were_drawn(made: tuple[Path, Sample], month: str) -> None:
    """150 to 400 matters each; the zero report has none, and the absent township has no file."""
    target, sample = made
    for unit in UNITS:
        path = ledger_path(target, month, unit.name)
        if unit.name == ABSENT_UNIT and month == FEB:
            assert not path.exists()
            continue
        column = next(
            (row.index(value), at)
            for at, row in enumerate(rows_of(path))
            for value in row
            if "编号" in str(value) and "关联" not in str(value)
        )[0]
        numbers = [str(row[column]) for row in rows_of(path) if CASE_NO.fullmatch(str(row[column]))]
        drawn = [
            r.values["case_no"] for r in sample.ledgers[month, unit.name] if CASE_NO.fullmatch(str(r.values["case_no"]))
        ]
        assert numbers == drawn
        assert 150 <= len(numbers) <= 400 or (unit.name == ZERO_UNIT and not numbers)


def test_february_brings_no_january_date_that_january_lacked_save_three(made: tuple[Path, Sample]) -> None:
    """The three 补登 are planted; any other would be a contradiction between the months."""
    _, sample = made
    late = set()
    for unit in UNITS:
        before = {r.values["case_no"]: r.values for r in sample.ledgers[JAN, unit.name]}
        for row in sample.ledgers[FEB, unit.name]:
            for step in ("accepted_on", "extension_approved_on", "concluded_on"):
                day = row.values[step]
                if (
                    isinstance(day, date)
                    and day <= MONTHS[JAN]
                    and before.get(row.values["case_no"], {}).get(step) is None
                ):
                    late.add(row.values["case_no"])
    planted = {p.case_no for p in sample.planted if "补填" in p.what}
    assert late == planted
    assert len(planted) == 3


def test_one_matter_alone_vanishes_between_the_months(made: tuple[Path, Sample]) -> None:
    """And none changes its township."""
    _, sample = made
    gone = set()
    for unit in UNITS:
        if unit.name != ABSENT_UNIT:
            now = {r.values["case_no"] for r in sample.ledgers[FEB, unit.name]}
            gone |= {r.values["case_no"] for r in sample.ledgers[JAN, unit.name]} - now
    assert gone == {p.case_no for p in sample.planted if "1月台账有、2月台账没有" in p.what}
    assert len(gone) == 1


def test_each_planted_fault_stands_in_the_row_that_the_list_names(made: tuple[Path, Sample]) -> None:
    """The address is read back from the file itself."""
    target, sample = made
    checked = 0
    cache: dict[str, list[list[object]]] = {}
    for planted in sample.planted:
        if "登记簿" in planted.file or not planted.cell or not planted.case_no:
            continue
        row, _ = coordinate_to_tuple(planted.cell.rpartition("!")[2])
        table = cache.setdefault(planted.file, rows_of(target / planted.file))
        assert planted.case_no in [str(v) for v in table[row - 1]], planted
        assert planted.cell in (target / "应查出的问题.md").read_text(encoding="utf-8")
        checked += 1
    assert checked > 40


def test_personal_columns_are_in_one_township_alone(made: tuple[Path, Sample]) -> None:
    """And no other cell of any ledger reads like an ID number."""
    target, _ = made
    for name in files(target):
        if name.endswith(".md") or "登记簿" in name or "设置" in name:
            continue
        texts = {str(v) for row in rows_of(target / name) for v in row if v is not None}
        assert ("大湾镇" in name) == bool(texts & set(PERSONAL)), name
        if "大湾镇" not in name:
            assert not [t for t in texts if re.fullmatch(r"\d{17}[\dXx]", t)], name


def test_clean_townships_leave_nothing_overdue_at_either_month_end(made: tuple[Path, Sample]) -> None:
    """Counted on the truth, not by the program; the others all have something open."""
    _, sample = made
    clean = [u for u in UNITS if u.clean]
    assert 6 <= len(clean) <= 9
    for unit in clean:
        for cut_off in MONTHS.values():
            for m in sample.truth[unit.name]:
                if m.withdrawn_on is not None:
                    continue
                if m.procedure == "信访处理意见" and m.due and m.due <= cut_off:
                    assert m.concluded_on is not None
                    assert m.concluded_on <= cut_off
                if m.received_on + timedelta(days=15) <= cut_off:
                    assert m.accepted_on is not None
                    assert m.accepted_on <= cut_off


def test_no_fault_is_planted_in_a_clean_township(made: tuple[Path, Sample]) -> None:
    """So that a rule which fires there is wrong, or the sample is."""
    _, sample = made
    for unit in UNITS:
        if unit.clean:
            assert not [r for month in MONTHS for r in sample.ledgers[month, unit.name] if r.marks]


def test_settings_have_every_sheet_and_label_of_the_schema(made: tuple[Path, Sample]) -> None:
    """A column 说明 may follow the labels of 设置.xlsx."""
    target, _ = made
    book = openpyxl.load_workbook(target / "设置.xlsx")
    assert [name for name in book.sheetnames if name not in FORM_SHEETS] == [s.name for s in SETTINGS_SHEETS]
    for sheet in SETTINGS_SHEETS:
        labels = [c.value for c in book[sheet.name][1] if c.value is not None]
        assert labels[: len(sheet.fields)] == [f.label for f in sheet.fields]
        assert set(labels[len(sheet.fields) :]) <= {"说明"}
    book.close()


def test_the_settings_can_be_read_and_every_value_stands_under_its_label(made: tuple[Path, Sample]) -> None:
    target, _ = made
    settings = read_settings(read_grids(target / "设置.xlsx"), "设置.xlsx")
    assert [unit.name for unit in settings.roster][: len(UNITS)] == [unit.name for unit in UNITS]
    assert {unit.kind for unit in settings.roster} == {"乡镇"}
    merged = [unit for unit in settings.roster if unit.merged_on is not None]
    assert [(unit.merged_into is not None, unit.since) for unit in merged] == [(True, None)]


def test_registers_have_the_schemas_sheets_and_labels_in_its_order_but_for_those_that_the_office_does_not_keep(
    made: tuple[Path, Sample],
) -> None:
    """Every sheet and every column that may be blank is optional; what is required is there."""
    target, _ = made
    for month in MONTHS:
        book = openpyxl.load_workbook(target / month / "登记簿.xlsx")
        kept = [s for s in REGISTERS if s.name in book.sheetnames]
        assert [name for name in book.sheetnames if name not in FORM_SHEETS] == [s.name for s in kept]
        assert {"报送登记", "上级登记台账", "交办清单", "督办登记", "接访登记", "抽查登记", "处理决定"} == {
            s.name for s in kept
        }
        for sheet in kept:
            labels = [c.value for c in book[sheet.name][1] if c.value is not None]
            assert labels == [f.label for f in sheet.fields if f.label in labels]
            assert {f.label for f in sheet.fields if f.required == "yes"} <= set(labels)
        book.close()
