"""A sheet of 设置.xlsx that is left out keeps its shipped defaults: settings, figures and papers are those with the
shipped sheet.
"""

from __future__ import annotations

import io
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from pipeline.schema.papers import PAPER
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).resolve().parents[1] / "cases" / "golden" / "inputs"
TOWNSHIPS = ("西河镇", "东岭镇", "南山乡")
DAY = date(2023, 2, 28)
SHIPPED = tuple(default_tables())


def shipped(place: Path, *without: str) -> Path:
    """A fresh 设置.xlsx with a roster, less some sheets."""
    book = openpyxl.load_workbook(io.BytesIO(settings_form(default_tables())))
    labels = [cell.value for cell in book["乡镇名录"][1]]
    for number, name in enumerate(TOWNSHIPS, start=1):
        book["乡镇名录"].append([{"序号": number, "乡镇": name}.get(str(label)) for label in labels])
    for name in without:
        del book[name]
    place.mkdir(parents=True, exist_ok=True)
    book.save(place / "设置.xlsx")
    return place / "设置.xlsx"


def read(path: Path) -> Settings:
    return read_settings(read_grids(path), path.name)


def told(settings: Settings) -> dict[str, object]:
    """Everything but where a thing stands in the workbook; of 文书 what is made, when and on what basis."""
    papers = {}
    for name in PAPER:
        chosen = settings.documents.get(name)
        papers[name] = (
            settings.basis(name, DAY),
            True if chosen is None else chosen.enabled,
            "" if chosen is None else chosen.consent,
        )
    others = {
        name: getattr(settings, name)
        for name in (each.name for each in fields(settings))
        if name not in ("documents", "cells", "weights", "office", "holidays")
    }
    return {
        **others,
        "papers": papers,
        "weights": dict(settings.weights),
        "office": dict(settings.office),
        "holidays": dict(settings.holidays),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return told(read(shipped(tmp_path_factory.mktemp("whole"))))


@pytest.mark.parametrize("sheet", SHIPPED)
def test_a_sheet_left_out_keeps_what_the_shipped_one_says(sheet: str, whole: dict[str, object], tmp_path: Path) -> None:
    assert told(read(shipped(tmp_path, sheet))) == whole


def test_without_the_article_sheet_a_letter_rests_on_article_40(tmp_path: Path) -> None:
    settings = read(shipped(tmp_path, "依据条款", "文书"))
    assert settings.basis("督办函", DAY) == "《信访工作条例》第四十条"
    assert settings.citation("约谈", DAY) == settings.citation("挂牌督办", DAY) == "《信访工作条例》第三十九条"


def test_with_the_roster_alone_every_figure_and_every_paper_is_the_same(tmp_path: Path) -> None:
    """The case worked out by hand, told by a whole 设置.xlsx and by one that has nothing but 乡镇名录."""
    made = []
    for name, without in (("whole", ()), ("bare", SHIPPED)):
        place = tmp_path / name
        shutil.copytree(GOLDEN, place / "inputs")
        shipped(place / "inputs", *without)
        run_period(place / "inputs", place / "outputs", "2023-02", None, lambda _: None)
        edition = place / "outputs" / "2023-02"
        made.append(
            {
                path.relative_to(edition).as_posix(): path.read_bytes()
                for path in edition.rglob("*")
                if path.suffix in (".docx", ".parquet")
            }
        )
    whole, bare = made
    assert list(whole) == list(bare)
    assert any(path.endswith("督办函.docx") for path in whole)
    assert [path for path in whole if whole[path] != bare[path]] == []
