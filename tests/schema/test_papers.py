"""The table of papers leads from a paper to its files and from a file to its paper."""

from __future__ import annotations

from pathlib import Path

from pipeline.render.papers.documents import KINDS, LISTED
from pipeline.schema.papers import PAPERS, RETURNED, filed, own_paper

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def test_every_paper_has_its_module_and_its_template() -> None:
    assert [kind.row for kind in KINDS] == list(PAPERS)
    assert [row.name for row in PAPERS if not (TEMPLATES / f"{row.name}.docx").is_file()] == []


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in LISTED}) == len(KINDS) + 3


def test_a_path_leads_back_to_its_paper_and_township_and_to_no_other_paper() -> None:
    """A township whose name holds a dash, and papers of the county's own, for the county and for townships."""
    rows = (*PAPERS, RETURNED, own_paper("通知"), own_paper("通知", "各乡镇"))
    for row in rows:
        township = "城关-镇" if row.per_township else ""
        assert [(found.name, files) for found, files in filed([row.path(township)])] == [
            (row.name, {township: row.path(township)})
        ]


def test_files_come_in_the_order_of_the_roster_and_other_files_are_no_paper() -> None:
    paths = [
        "反馈单/乙镇.docx",
        "反馈单/甲镇.docx",
        "反馈单/甲镇.pdf",
        "审核.html",
        "退回/甲镇.txt",
        "data/matters.parquet",
    ]
    assert [(row.short, list(files)) for row, files in filed(paths, ("甲镇", "乙镇"))] == [("反馈单", ["甲镇", "乙镇"])]
