"""A sound ledger with one odd part costs neither the run nor its workbook: each guard, shown with small inputs.

What harmed a reader is said in words and handed to the guard itself with its limit lowered; no file made here does more
than raise an error in another program.
"""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from pipeline.base.grid import Grid
from pipeline.base.originals import PROPERTY, Original, OriginalSheet
from pipeline.base.within import Within
from pipeline.bundles import Reading
from pipeline.ledgers.carried import split_marks
from pipeline.schema.options import Options
from pipeline.sendback.marks import _Anchors
from pipeline.sendback.sent_parts import SentParts
from pipeline.sendback.sheet_part import _columns
from pipeline.sendback.styles import MAIN, parse
from pipeline.sendback.twin import with_twin
from pipeline.sheets.files import identify
from pipeline.sheets.formats import keeping, plain_book, sheet_xml
from pipeline.sheets.formats.archives import open_archive
from pipeline.sheets.formats.faults import NotPlain, Refused
from pipeline.sheets.formats.keeping import keep_sizes
from pipeline.sheets.formats.plain_book import read_plain
from tests.sheets.hostile_files import PLAIN, packed, parts_of, saying_less

CUSTOM = "docProps/custom.xml"
SHA = "0a" * 32
ReadBytes = Callable[[dict[str, bytes]], Reading]


def test_a_part_that_holds_more_than_it_says_is_inflated_no_further() -> None:
    """Such a part once took the memory of a whole county's run; two megabytes show it as well."""
    data = saying_less(CUSTOM, bytes(2_000_000))
    source = identify(data, "2023-02/城关镇.xlsx", "2023-02")
    parts = SentParts(data)
    tracemalloc.start()
    assert split_marks(source, ()) == ((), (), ())
    with pytest.raises(Refused):
        parts[CUSTOM]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000


def test_a_part_nobody_asks_for_costs_no_returned_workbook() -> None:
    """Pictures and foreign parts are never inflated, whatever they hold."""
    parts = SentParts(saying_less("xl/media/image1.png", b"x" * 5_000))
    assert parts["xl/workbook.xml"].startswith(b"<")


def test_the_parts_of_a_sent_workbook_are_read_within_a_bound() -> None:
    sheet = parts_of(PLAIN)["xl/worksheets/sheet1.xml"]
    parts = SentParts(PLAIN, most=len(sheet))
    assert parts["xl/worksheets/sheet1.xml"] == sheet
    with pytest.raises(ValueError, match="workbook"):
        parts["xl/workbook.xml"]


def test_a_part_packed_in_a_rare_way_is_refused_before_it_is_inflated() -> None:
    """zipfile can't inflate such a part in steps."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", b"x")
    with pytest.raises(Refused) as refused:
        open_archive(file.getvalue())
    assert refused.value.issue.words["detail"] == "内部部件的压缩方式不常见"


def test_the_property_of_a_returned_file_is_found_among_many_that_never_end() -> None:
    """Each piece of the text is looked at once; properties that never closed were once searched to the end each."""
    texts = [*[f'name="{PROPERTY}">'] * 50, f'<property name="{PROPERTY}"><lpwstr>{SHA}</lpwstr></property>']
    data = packed({**parts_of(PLAIN), CUSTOM: "".join(texts).encode()})
    source = identify(data, "2023-02/城关镇.xlsx", "2023-02")
    assert split_marks(source, ())[2] == (SHA,)


def test_columns_hidden_again_and_again_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def counting(*ends: int) -> range:
        counted.append(len(range(*ends)))
        return range(*ends)

    monkeypatch.setattr(sheet_xml, "range", counting, raising=False)
    spans = b"".join(b'<col min="%d" max="90" hidden="1"/>' % first for first in (3, 1, 2, 80))
    assert sheet_xml.hidden_columns(spans * 20) == frozenset(range(90))
    assert sum(counted) == 90


def test_columns_that_lie_over_each_other_are_not_plain() -> None:
    """Their widths are in doubt; the values go back in a new workbook then."""
    sound = f'<cols xmlns="{MAIN}"><col min="1" max="2"/><col min="3" max="16384"/></cols>'
    assert len(_columns(parse(sound.encode()))) == 16_384
    for second in ('<col min="2" max="5"/>', '<col min="1" max="16384"/>'):
        with pytest.raises(ValueError, match="cols"):
            _columns(parse(sound.replace('<col min="3" max="16384"/>', second).encode()))


def test_merged_areas_that_are_many_or_lie_over_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_MERGES", 3)
    monkeypatch.setattr(keeping, "_MOST_REACH", 20)
    rows = tuple((None,) * 3 for _ in range(6))
    sound = ((1, 0, 1, 2), (2, 0, 1_048_576, 0))
    keep_sizes([Grid("台账", rows, merges=sound)], Options())
    for merges, detail in ((sound * 2, "合并区域超过3个"), (((1, 0, 1, 9), (1, 0, 9, 9)), "合并区域互相重叠")):
        with pytest.raises(Refused) as refused:
            keep_sizes([Grid("台账", rows, merges=merges)], Options())
        assert refused.value.issue.words["detail"] == detail


def test_a_new_workbook_has_merged_areas_within_its_cells_and_none_over_another() -> None:
    """XlsxWriter writes each cell of an area: a merged whole sheet would be seventeen thousand million of them."""
    grid = Grid(
        "台账", (("甲", None, "乙"), ("丙", None, None)), merges=((1, 0, 1_048_576, 1), (2, 0, 2, 2), (1, 2, 1, 2))
    )
    twin, _ = with_twin(Original("城关镇.xls", SHA, b"", (OriginalSheet(grid, 0),)))
    sheet = openpyxl.load_workbook(io.BytesIO(twin.package)).active
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B2"]


def test_the_first_cell_of_a_merged_area_is_found_by_column() -> None:
    anchors = _Anchors([(5, 1, 8, 3), (2, 1, 4, 1)])
    assert [anchors.of(cell) for cell in ((3, 1), (8, 3), (9, 3), (1, 1), (6, 0))] == [
        (2, 1),
        (5, 1),
        (9, 3),
        (1, 1),
        (6, 0),
    ]


def test_words_are_found_in_texts_as_if_each_were_looked_for() -> None:
    """Of a word of more than forty characters the beginning counts."""
    long = "甲" * 30 + "乙" * 30
    words = ["甲乙", "乙丙丁", "青禾县城关镇人民路", "139", "丁" + long]
    within = Within(words)
    for text in (
        "",
        "甲",
        "丙甲乙",
        "乙丙",
        "乙丙丁",
        "住青禾县城关镇人民路",
        "住青禾县城关镇人民",
        "1 39",
        "0139",
        "丁" + long[:39],
    ):
        assert within.found_in(text) == any(word[:40] in text for word in words), text


def test_a_sheet_with_more_tags_than_memory_is_planned_for_goes_to_the_process_set_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_plain(PLAIN, Options())
    monkeypatch.setattr(plain_book, "_MOST_TAGS", 20)
    with pytest.raises(NotPlain):
        read_plain(PLAIN, Options())


def test_a_count_of_some_thousand_digits_and_a_serial_in_other_digits_cost_no_run(read_bytes: ReadBytes) -> None:
    """Python makes no number of either; both once ended the run."""
    book = openpyxl.load_workbook(io.BytesIO(PLAIN))
    sheet = book.active
    sheet["G4"], sheet["A4"], sheet["A5"] = "1" * 5_000, "\u1369", "\u136a"
    file = io.BytesIO()
    book.save(file)
    reading = read_bytes({"城关镇.xlsx": file.getvalue()})
    assert list(reading.files["verdict"]) == ["采用"]
    assert any("数太大" in finding.message for finding in reading.findings)
