"""Broken templates: every fault is reported at once; what Word itself does to a tag is no fault."""

from __future__ import annotations

import pytest

from pipeline.render.package import pack, unpack
from pipeline.render.papers.documents import KINDS
from pipeline.render.templates.faults import check_template
from pipeline.render.templates.fonts import foreign_faces
from tests.render.templates.misuse_kit import CIRCULAR, DOCUMENT, TEMPLATES, Misuse, delete, each, write
from tests.render.templates.misuses import KIT

NAMES = {kind.name: kind.names for kind in KINDS}
NO_FILE = ("不是可用的 .docx 文件；请用 Word 或 WPS 另存为 .docx，或换回程序自带的模板。",)
WHOLE = (TEMPLATES / f"{CIRCULAR}.docx").read_bytes()


@pytest.mark.parametrize("misuse", KIT, ids=lambda m: m.name)
def test_what_is_wrong_is_told_in_full(misuse: Misuse) -> None:
    assert check_template(misuse.template, NAMES[misuse.paper]) == misuse.sentences


def test_the_kit_holds_at_least_25() -> None:
    assert len({misuse.name for misuse in KIT}) == len(KIT) >= 25
    assert all(misuse.sentences for misuse in KIT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0 an old .doc",
        WHOLE[:4000],
        pack({"[Content_Types].xml": b"", "_rels/.rels": b"", "xl/x.xml": b""}),
    ],
    ids=["empty", "an old .doc renamed", "cut short", "a workbook renamed"],
)
def test_a_file_that_is_no_document_is_told_as_such(content: bytes) -> None:
    assert check_template(content, NAMES[CIRCULAR]) == NO_FILE


def changed(change: object) -> bytes:
    return Misuse("", CIRCULAR, change, ()).template  # type: ignore[arg-type]


def test_a_tag_that_word_parted_into_runs_is_whole() -> None:
    parted = (
        '{{ 署</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>名 '
        "}</w:t></w:r><w:r><w:t>}"
    )
    assert check_template(changed(lambda xml: xml.replace("{{ 署名 }}", parted, 1)), NAMES[CIRCULAR]) == ()


def test_quotes_that_word_turned_are_read_as_straight_ones() -> None:
    assert (
        check_template(changed(write("{{ 署名 }}", "{% if 县名 == “青禾县” %}{{ 署名 }}{% endif %}")), NAMES[CIRCULAR])
        == ()
    )


@pytest.mark.slow
def test_what_a_template_may_well_say_has_no_fault() -> None:
    for text in (
        "{% set 数 = 登记.件数 + 1 %}{{ 数 }}",
        "{% for 项 in 指标 %}{{ loop.index }}{{ 项.名称 }}{% else %}没有{% endfor %}",
        "{% if 登记.件数 > 10 and not 主送 %}甲{% elif 期间 %}乙{% else %}丙{% endif %}",
        "{{ 指标[0].名称 }}",
        "{{ 期间|trim }}",
        "{# 备注 #}署",
        "{%- if 期间 -%}甲{%- endif -%}",
        "集合{1,2}",
    ):
        assert check_template(changed(write("{{ 署名 }}", text)), NAMES[CIRCULAR]) == (), text


def test_a_chart_may_be_deleted_with_its_caption() -> None:
    assert (
        check_template(changed(each(delete("{{ 指标表.图 }}"), delete("图1　参加排名的乡镇得分"))), NAMES[CIRCULAR])
        == ()
    )


# Faces


def faced(text: str, properties: str) -> bytes:
    """月度通报 with a run of its own before the signer's."""
    return changed(
        lambda xml: xml.replace(
            '<w:r><w:t xml:space="preserve">{{ 署名 }}',
            f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r><w:r><w:t>{{{{ 署名 }}}}",
        )
    )


def test_the_templates_that_ship_use_the_settings_faces_alone() -> None:
    for path in sorted(TEMPLATES.glob("*.docx")):
        assert foreign_faces(path.read_bytes(), {}) == (), path.name


def test_a_foreign_face_is_told_with_its_paragraph() -> None:
    face = '<w:rFonts w:eastAsia="微软雅黑" w:ascii="Calibri"/>'
    usable = "方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体、宋体之一，或在设置.xlsx“单位”工作表里改字体。"
    assert foreign_faces(faced("县政府", face), {}) == (
        f"“微软雅黑”不是设置里的字体，用在“县政府{{{{ 署名 }}}}”；请改用{usable}",
    )
    assert foreign_faces(faced("12", face), {}) == (
        f"“Calibri”不是设置里的字体，用在“12{{{{ 署名 }}}}”；请改用{usable}",
    )
    assert foreign_faces(faced("县政府", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'), {}) == (
        f"“（主题字体）”不是设置里的字体，用在“县政府{{{{ 署名 }}}}”；请改用{usable}",
    )


def test_a_face_of_the_settings_is_no_foreign_one() -> None:
    content = faced("县政府", '<w:rFonts w:eastAsia="华文仿宋"/>')
    assert foreign_faces(content, {"正文字体": "华文仿宋"}) == ()
    assert foreign_faces(content, {"正文字体": "仿宋"}) == (
        (
            "“华文仿宋”不是设置里的字体，用在“县政府{{ 署名 }}”；"
            "请改用方正小标宋简体、仿宋、楷体_GB2312、黑体、宋体之一，或在设置.xlsx“单位”工作表里改字体。"
        ),
    )


def test_a_style_with_a_foreign_face_is_told_once_with_the_number_of_paragraphs() -> None:
    parts = unpack(WHOLE)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("黑体".encode(), "隶书".encode())
    (sentence,) = foreign_faces(pack(parts), {})
    assert sentence.startswith("“隶书”不是设置里的字体，用在“一、总体情况”等")
    assert DOCUMENT in parts
