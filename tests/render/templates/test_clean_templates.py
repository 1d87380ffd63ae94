"""What Word leaves in a template about persons and sources is told by its place and never leaves in a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from lxml import etree

from pipeline.render.package import pack, unpack
from pipeline.render.papers.documents import KINDS
from pipeline.render.templates.faults import check_template, kept_out
from pipeline.render.word import clean
from pipeline.render.word.filling import DocumentFault, render_document
from tests.render.templates.misuse_kit import CIRCULAR, DOCUMENT
from tests.render.word_texts import outside_runs, template

NAMES = {kind.name: kind.names for kind in KINDS}[CIRCULAR]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PERSON, COMPANY, PLACE = "样例编辑人", "样例单位", "file:///D:/样例/模板.dotm"
BY = f'w:author="{PERSON}" w:date="2023-02-01T08:00:00Z"'
LINKS = "word/_rels/document.xml.rels"


def link(kind: str, target: str, number: int, mode: str = "") -> str:
    outside = ' TargetMode="External"' if mode else ""
    return f'<Relationship Id="rIdX{number}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'


def marked() -> bytes:
    """A template with everything that an edited one collects."""
    parts = unpack(template("{{ 期间 }}", "正文"))
    parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{PERSON}</dc:creator>'
        f"<cp:lastModifiedBy>{PERSON}</cp:lastModifiedBy></cp:coreProperties>"
    ).encode()
    parts["docProps/app.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Company>{COMPANY}</Company><Manager>{PERSON}</Manager></Properties>"
    ).encode()
    parts["docProps/custom.xml"] = f'<Properties><property name="经办"><v>{PERSON}</v></property></Properties>'.encode()
    parts["word/comments.xml"] = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="1" {BY}><w:p><w:r><w:t>{PERSON}的话</w:t></w:r></w:p></w:comment>'
        "</w:comments>"
    ).encode()
    parts["word/people.xml"] = f"<people><person author='{PERSON}'/></people>".encode()
    parts["word/vbaProject.bin"] = PERSON.encode()
    parts["word/embeddings/oleObject1.bin"] = PERSON.encode()
    parts["customXml/item1.xml"] = f"<x>{PERSON}</x>".encode()
    parts["word/settings.xml"] = (
        f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="rId1"/><w:evenAndOddHeaders/>'
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:query w:val="SELECT * FROM 名册"/></w:mailMerge>'
        '<w:documentProtection w:edit="readOnly"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="a" w:val="{PERSON}"/></w:docVars></w:settings>'
    ).encode()
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="{PLACE}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    more = link("comments", "comments.xml", 1) + link("vbaProject", "vbaProject.bin", 2)
    more += link("oleObject", "embeddings/oleObject1.bin", 3) + link("hyperlink", PLACE, 4, "External")
    more += link("hyperlink", "https://example.invalid/", 5, "External")
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    edited = (
        f'<w:p w:rsidR="00AB12CD"><w:pPr><w:rPr><w:ins w:id="9" {BY}/></w:rPr></w:pPr>'
        '<w:commentRangeStart w:id="1"/><w:permStart w:id="3" w:ed="样例编辑人"/>'
        f'<w:r w:rsidRPr="00AB12CD"><w:rPr><w:b/><w:rPrChange w:id="8" {BY}><w:rPr/></w:rPrChange></w:rPr>'
        '<w:t>有批注的话</w:t></w:r><w:permEnd w:id="3"/><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r><w:hyperlink r:id="rIdX4"><w:r><w:t>本机</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="rIdX5"><w:r><w:t>网页</w:t></w:r></w:hyperlink></w:p>'
    )
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", f"<w:body>{edited}".encode())
    return pack(parts)


def paper(content: bytes) -> Mapping[str, bytes]:
    """The parts of the paper made from a template."""
    made = render_document(content, {"期间": "2023年2月"}, {}, title="通报", made_on=date(2023, 2, 28))
    assert outside_runs(made) == []
    return unpack(made)


def test_everything_is_told_with_its_place_and_no_name() -> None:
    told = kept_out(marked())
    for phrase in (
        "批注1条，例如“有批注的话本机网页”",
        "格式修订2处，例如“有批注的话本机网页”",
        "允许个别人编辑的区域1处",
        "文件属性“作者”",
        "文件属性“最后保存者”",
        "文件属性“单位”",
        "文件属性“经理”",
        "自定义属性1项",
        "修订人、批注人名单",
        "宏",
        "附加的模板",
        "邮件合并的数据源",
        "文档变量1个",
        "文档保护",
        "指向“hyperlink”的外部链接，在word/document.xml",
        "嵌入的对象或文件“word/embeddings/oleObject1.bin”",
        "自定义 XML 数据",
    ):
        assert phrase in told, phrase
    assert PERSON not in told
    assert COMPANY not in told
    assert check_template(marked(), NAMES) == ()


def test_nothing_of_it_is_in_the_paper() -> None:
    parts = paper(marked())
    assert set(parts) == set(paper(template("{{ 期间 }}", "正文")))
    everything = b"".join(parts.values()).decode()
    for mark in (PERSON, COMPANY, "D:/样例", "rsid", "comment", "rPrChange", "perm", "mailMerge", "attachedTemplate"):
        assert mark not in everything, mark
    for kept in ("有批注的话", "本机", "网页", "https://example.invalid/", "evenAndOddHeaders"):
        assert kept in everything, kept


def test_every_link_of_the_paper_leads_to_a_part_and_every_id_has_its_link() -> None:
    parts = paper(marked())
    linked = {each.get("Id") for each in etree.fromstring(parts[LINKS])}
    used = {
        value
        for node in etree.fromstring(parts[DOCUMENT]).iter(etree.Element)
        for name, value in node.attrib.items()
        if name.startswith(f"{{{OFFICE}}}")
    }
    assert used <= linked
    targets = {each.get("Target") for each in etree.fromstring(parts[LINKS]) if each.get("TargetMode") != "External"}
    assert {f"word/{target}" for target in targets} <= set(parts)


def test_a_template_made_by_the_program_passes_byte_for_byte_and_keeps_nothing_back() -> None:
    content = template("{{ 期间 }}")
    assert kept_out(content) == ""
    cleaned = clean.clean_template(content)
    assert {name for name, part in cleaned.parts.items() if part != cleaned.whole[name]} == {"docProps/core.xml"}


def test_a_template_of_another_kind_becomes_an_ordinary_document() -> None:
    parts = unpack(template("{{ 期间 }}"))
    kinds = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabledTemplate.main+xml",
    )
    made = paper(pack(parts | {"[Content_Types].xml": kinds}))
    assert b"macro" not in made["[Content_Types].xml"]


# Files that aren't read


def refusal_of(content: bytes) -> str:
    (told,) = check_template(content, NAMES)
    with pytest.raises(DocumentFault):
        paper(content)
    assert kept_out(content) == ""
    return told


@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml", LINKS])
def test_a_dtd_is_one_sentence_with_its_part(part: str) -> None:
    parts = unpack(template("{{ 期间 }}"))
    declared = parts[part].replace(b'standalone="yes"?>', b'standalone="yes"?><!DOCTYPE x [<!ENTITY a "b">]>')
    assert declared != parts[part]
    assert refusal_of(pack(parts | {part: declared})) == (
        f"文件的部件“{part}”里有 DTD（文档类型定义），Word 不会这样写；请用 Word 或 WPS 打开后另存为 .docx，"
        "或换回程序自带的模板。"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_a_dtd_in_another_encoding_is_not_read_either(encoding: str) -> None:
    parts = unpack(template("{{ 期间 }}"))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x []><x/>'
    declared = text.encode("utf-16") if encoding == "utf-16" else text.replace("<!D", "+ADwAIQ-D").encode()
    assert refusal_of(pack(parts | {"word/theme/theme1.xml": declared})).startswith("不是可用的 .docx 文件")


def test_a_package_over_a_bound_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean, "BOUNDS", clean.Bounds(parts=5))
    assert refusal_of(template("{{ 期间 }}", "多")).startswith("文件里有12个部件，多于5个，不像一份文书模板；")
    monkeypatch.setattr(clean, "BOUNDS", clean.Bounds(bytes=1_000_000))
    large = pack(unpack(template("{{ 期间 }}")) | {"word/media/x.png": bytes(1_000_001)})
    assert refusal_of(large).startswith("文件解开后超过1MB，不像一份文书模板；")


def test_elements_nested_without_end_are_one_sentence() -> None:
    deep = f"{'<w:sdtContent>' * 400}{'</w:sdtContent>' * 400}"
    parts = unpack(template("{{ 期间 }}"))
    content = pack(parts | {DOCUMENT: parts[DOCUMENT].replace(b"<w:body>", f"<w:body>{deep}".encode())})
    assert refusal_of(content).startswith("不是可用的 .docx 文件")
