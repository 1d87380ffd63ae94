"""可用字段.xlsx lists every name that a template can use, with meaning, type and example."""

from __future__ import annotations

import io

import openpyxl
import pytest

from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.documents import KINDS, LISTED
from pipeline.render.papers.paper import Kind
from pipeline.render.papers.rolled import RolledKind
from pipeline.render.templates.field_list import FILE, field_book, fields_of
from pipeline.schema.papers import PAPER
from tests.render.word_texts import TEMPLATES


def test_the_committed_list_is_what_the_program_writes() -> None:
    assert (TEMPLATES / FILE).read_bytes() == field_book(LISTED)


def test_every_paper_of_the_settings_has_its_kind_and_its_sheet() -> None:
    assert {kind.name for kind in KINDS} == set(PAPER)
    book = openpyxl.load_workbook(io.BytesIO(field_book(LISTED)))
    assert book.sheetnames == ["写法", *(kind.name for kind in LISTED)]


def test_names_are_written_as_a_tag_takes_them() -> None:
    rows = {row.written: row for row in fields_of(MONTHLY.names)}
    assert (rows["登记"].kind, rows["登记.件数"].kind, rows["登记.件数"].example) == ("记录", "整数", "312")
    assert (rows["指标"].kind, rows["指标的每项.名称"].meaning) == ("列表", "指标名称")
    assert rows["口径"].kind == "列表"
    assert not any(written.startswith("口径的") for written in rows)


@pytest.mark.parametrize("kind", LISTED, ids=lambda k: k.name)
def test_every_name_has_a_meaning(kind: Kind | RolledKind) -> None:
    assert [row.written for row in fields_of(kind.names) if not row.meaning] == []
