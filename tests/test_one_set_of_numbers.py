"""The circular, the workbook and the review page of the sample county, read back: every township has the same
figures in all three.
"""

from __future__ import annotations

import base64
import json
import re
import warnings
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import docx
import lxml.html
import openpyxl
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.schema.indicators import INDICATORS
from tests.shared_editions import sample_outputs

pytestmark = pytest.mark.slow

Standing = tuple[str, str, dict[str, str]]
"""Rank or —, score or group, and 'n/N p%' of each weighted indicator by its label (— without a denominator)."""


@pytest.fixture(scope="module")
def edition() -> Path:
    return sample_outputs() / "2023-02"


@pytest.fixture(scope="module")
def circular(edition: Path) -> list[list[list[str]]]:
    """The tables of 月度通报.docx as texts."""
    tables = docx.Document(str(edition / "通报" / "月度通报.docx")).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


@pytest.fixture(scope="module")
def workbook(edition: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops what it doesn't know of data bars and drawings
        return openpyxl.load_workbook(edition / "汇总.xlsx", data_only=True)


@pytest.fixture(scope="module")
def page(edition: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((edition / "审核.html").read_bytes())


def plain(label: str) -> str:
    """An indicator's label without its weight."""
    return re.sub(r"（(?:权重)?[\d.]+）", "", "".join(label.split()))


def figure(numerator: object, denominator: object) -> str:
    return joined(str(Rate(int(str(numerator)), int(str(denominator)))))


def joined(text: str) -> str:
    """'17/18 94.4%', however a table breaks it; '0/0 —' as —."""
    words = re.sub(r"[※△]", "", text).split()
    return "—" if words[-1] == "—" else " ".join(sorted(words, key=lambda word: word.endswith("%")))


def test_rank_score_and_every_weighted_rate_are_the_same_in_all_three(
    circular: list[list[list[str]]], workbook: Any, page: Any
) -> None:
    """Twenty townships and the county, eight indicators each."""
    in_circular, in_workbook, on_page = _from_circular(circular), _from_workbook(workbook["排名"]), _from_page(page)
    assert len(in_circular) == 21
    assert {len(rates) for _, _, rates in in_circular.values()} == {8}
    assert in_circular["石门乡"][0] == "18"
    assert in_circular["南坪乡"][:2] == ("—", "未报送")
    assert in_circular == in_workbook
    assert in_circular == on_page


def test_the_figures_without_rank_are_the_same_in_all_three(
    circular: list[list[list[str]]], workbook: Any, page: Any
) -> None:
    """Counts and rates that carry no weight: the circular's second table, the sheet 指标, the sheet of each
    township on the page.
    """
    head, *rows = circular[_table_with(circular, "逾期未办结")]
    in_circular = {
        (re.sub(r"△", "", row[0]), plain(label)): joined(cell)
        for row in rows
        for label, cell in zip(head[1:], row[1:], strict=True)
    }
    cells = list(workbook["指标"].iter_rows(values_only=True))
    columns = next(row for row in cells if "乡镇" in row)
    at = {name: columns.index(name) for name in ("乡镇", "指标", "分子 n", "分母 N")}
    in_workbook = {}
    for row in cells[cells.index(columns) + 1 :]:
        name, label, n, of = (row[at[c]] for c in ("乡镇", "指标", "分子 n", "分母 N"))
        if isinstance(n, int):
            in_workbook[name, label] = figure(n, of) if isinstance(of, int) else str(n)
    on_page = {}
    indicators = {i.label for i in INDICATORS}
    for name, town in _data(page)["townships"].items():
        for label, own, county in (line for line in town["figures"] if line[0] in indicators):
            on_page[name, label] = joined(own)
            on_page[COUNTY, label] = joined(county)
    assert len(in_circular) == 21 * 10
    assert {key: in_workbook[key] for key in in_circular} == in_circular
    assert in_workbook == on_page


def test_a_ledger_sent_back_opens_from_the_page_at_its_list(edition: Path, page: Any) -> None:
    """Each link leads to a workbook beside the page whose first sheet is 需修改."""
    links = [unquote(href) for href in page.xpath("//section[@id='townships']//a[contains(@href, '.xlsx')]/@href")]
    assert len(links) == len(list((edition / "退回").glob("*.xlsx"))) > 5
    assert {openpyxl.load_workbook(edition / link, read_only=True).sheetnames[0] for link in links} == {"需修改"}


def _table_with(tables: list[list[list[str]]], label: str) -> int:
    return next(at for at, rows in enumerate(tables) if label in rows[0])


def _from_circular(tables: list[list[list[str]]]) -> dict[str, Standing]:
    head, *rows = tables[_table_with(tables, "得分")]
    first = head.index("三无") + 1
    result = {}
    for row in rows:
        name = row[1].removesuffix("△")
        rates = {plain(label): joined(cell) for label, cell in zip(head[first:], row[first:], strict=True)}
        result[name] = ("", "", rates) if name == COUNTY else (row[0].split("\n")[0], row[2], rates)
    return result


def _from_workbook(sheet: Any) -> dict[str, Standing]:
    rows = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if row[0] == "名次")
    head, result = rows[top], {}
    at = {str(label): i for i, label in enumerate(head) if label}
    for row in rows[top + 2 :]:
        name = row[at["乡镇"]]
        if not isinstance(row[at["乡镇"]], str) or row[at["乡镇"]] not in (*_townships(rows, at, top), COUNTY):
            break
        rates = {}
        for label, i in at.items():
            if "权重" in label:
                n, of, rate = row[i : i + 3]
                rates[plain(label)] = figure(n, of)
                assert rate == (Rate(n, of).printed if of else "—")
        exact = row[at["四位小数得分"]]
        score = str(row[at["分组"]]) if exact is None else f"{row[at['得分']]:.1f}"
        assert exact is None or abs(exact - row[at["得分"]]) <= 0.0501
        result[name] = ("", "", rates) if name == COUNTY else (str(row[at["名次"]]), score, rates)
    return result


def _townships(rows: list[tuple[Any, ...]], at: dict[str, int], top: int) -> list[str]:
    """The names down to 全县, below which the notes begin."""
    names = [row[at["乡镇"]] for row in rows[top + 2 :]]
    return names[: names.index(COUNTY)]


def _from_page(page: Any) -> dict[str, Standing]:
    table = page.xpath("//section[@id='ranking']//table")[0]
    labels = [plain(th.text_content()) for th in table.xpath(".//thead//th")]
    first, result = labels.index("三无") + 1, {}
    for tr in table.xpath(".//tbody/tr|.//tfoot/tr"):
        cells = [" ".join(text.strip() for text in cell.itertext() if text.strip()) for cell in tr]
        rates = {label: joined(cell) for label, cell in zip(labels[first:-1], cells[first:-1], strict=True)}
        result[cells[1]] = ("", "", rates) if cells[1] == COUNTY else (cells[0], cells[2].removeprefix("▲ "), rates)
    return result


def _data(page: Any) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(page.get_element_by_id("data").text)))
