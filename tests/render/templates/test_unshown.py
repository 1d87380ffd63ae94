"""Texts of a template that a paper would show otherwise: revisions, bound controls, names that differ in width."""

from __future__ import annotations

import pytest

from pipeline.render.package import pack, unpack
from pipeline.render.papers.documents import KINDS
from pipeline.render.templates.faults import check_template
from tests.render.templates.misuse_kit import CIRCULAR, DOCUMENT, TEMPLATES, Misuse, write

NAMES = {kind.name: kind.names for kind in KINDS}[CIRCULAR]
BY = 'w:id="901" w:author="甲" w:date="2023-02-01T08:00:00Z"'


def faults_with(paragraph: str, part: str = DOCUMENT) -> tuple[str, ...]:
    """The faults of the circular with a paragraph put before its first one."""
    parts = unpack((TEMPLATES / f"{CIRCULAR}.docx").read_bytes())
    xml = parts[part].decode("utf-8").replace("<w:p>", f"<w:p>{paragraph}</w:p><w:p>", 1)
    assert xml != parts[part].decode("utf-8")
    return check_template(pack(parts | {part: xml.encode("utf-8")}), NAMES)


def revised(kind: str, text: str) -> str:
    told = "请在 Word 的“审阅”里接受或拒绝全部修订，再保存。"
    return f"正文里有没有接受的修订，例如{kind}的“{text}”，会带进每份文书；{told}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"<w:del {BY}><w:r><w:delText>西河镇</w:delText></w:r></w:del>", revised("删除", "西河镇")),
        (f"<w:ins {BY}><w:r><w:t>东岭镇</w:t></w:r></w:ins>", revised("插入", "东岭镇")),
    ],
    ids=["struck out", "put in"],
)
def test_a_text_that_is_only_proposed_is_told(change: str, told: str) -> None:
    assert faults_with(change) == (told,)


def test_a_revision_of_formats_or_of_a_paragraphs_end_is_no_fault() -> None:
    bold = f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>通报</w:t></w:r>"
    assert faults_with(f"<w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{bold}") == ()


def control(binding: str, text: str) -> str:
    return (
        f"<w:sdt><w:sdtPr>{binding}<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
    )


BOUND = (
    '<w:dataBinding w:xpath="/c:coreProperties[1]/d:title[1]" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
)


def test_a_tag_in_a_control_bound_to_a_property_is_told() -> None:
    told = "“{{ 期间 }}”里的标签在与文档属性相连的内容控件里，印出的会是属性，不是数字和文字；"
    to_do = "请右键点这个控件，选“删除内容控件”，只留标签，例如 {{ 期间 }}。"
    assert faults_with(control(BOUND, "{{ 期间 }}")) == (told + to_do,)


@pytest.mark.parametrize(("binding", "text"), [("", "{{ 期间 }}"), (BOUND, "通报")], ids=["not bound", "without a tag"])
def test_other_controls_are_no_fault(binding: str, text: str) -> None:
    assert faults_with(control(binding, text)) == ()


def test_a_name_with_a_full_width_digit_is_told() -> None:
    """Jinja would give 数１ and 数1 one value."""
    tags = "{% set 数１ = 期间 %}{% set 数1 = 主送 %}{{ 数1 }}"
    misuse = Misuse("two widths", CIRCULAR, write("{{ 主送 }}", tags), ())
    told = f"标签“{{% set 数１ = 期间 %}}”里的“１”是全角字符，在“{tags}：”；"
    assert check_template(misuse.template, NAMES) == (f"{told}请在英文输入法下重打，例如 {{{{ 登记.件数 }}}}。",)
