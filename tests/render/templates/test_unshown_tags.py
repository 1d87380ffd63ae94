"""Tags that no reader would see printed, and fields that fetch from elsewhere, are told by their place."""

from __future__ import annotations

import pytest

from pipeline.render.package import pack, unpack
from pipeline.render.papers.documents import KINDS
from pipeline.render.templates.faults import check_template
from tests.render.templates.misuse_kit import CIRCULAR, DOCUMENT
from tests.render.word_texts import outside_runs, template

NAMES = {kind.name: kind.names for kind in KINDS}[CIRCULAR]
TAG = "{{ 期间 }}"
HIDDEN = "里的标签是隐藏文字，印不出来；请选中它，在 Word 的“字体”里去掉“隐藏”。"


def told(markup: str, *, styles: str = "", parts: dict[str, bytes] | None = None) -> tuple[str, ...]:
    """The faults of a template with the markup before its one paragraph."""
    made = unpack(template("末"))
    made[DOCUMENT] = made[DOCUMENT].replace(b"<w:body>", f"<w:body>{markup}".encode())
    made["word/styles.xml"] = made["word/styles.xml"].replace(b"</w:styles>", f"{styles}</w:styles>".encode())
    return check_template(pack(made | (parts or {})), NAMES)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>" if properties else f"<w:r><w:t>{text}</w:t></w:r>"


def style(kind: str, id_: str, properties: str, based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{id_}"/>{on}<w:rPr>{properties}</w:rPr></w:style>'
    )


# Hidden text


@pytest.mark.parametrize(
    "paragraph",
    [
        f"<w:p>{run(TAG, '<w:vanish/>')}</w:p>",
        f"<w:p>{run('{{ 期')}{run('间 ', '<w:vanish/>')}{run('}}')}</w:p>",
        f"<w:p>{run(TAG, '<w:specVanish/>')}</w:p>",
    ],
    ids=["whole", "a part of it", "hidden for good"],
)
def test_a_tag_in_hidden_text_is_told(paragraph: str) -> None:
    assert told(paragraph) == (f"“{TAG}”{HIDDEN}",)


def test_a_tag_hidden_by_a_style_or_its_row_is_told() -> None:
    styles = style("character", "Dark", "<w:vanish/>") + style("paragraph", "Night", "<w:vanish/>")
    styles += style("paragraph", "Under", "", "Night")
    dark = run(TAG, '<w:rStyle w:val="Dark"/>')
    assert told(f"<w:p>{dark}</w:p>", styles=styles) == (f"“{TAG}”{HIDDEN}",)
    lower = f'<w:p><w:pPr><w:pStyle w:val="Under"/></w:pPr>{run(TAG)}</w:p>'
    assert told(lower, styles=styles) == (f"“{TAG}”{HIDDEN}",)
    hidden_row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run(TAG)}</w:p></w:tc></w:tr>"
    row = f"<w:tbl><w:tblPr/><w:tblGrid/>{hidden_row}</w:tbl>"
    assert told(row) == (f"“{TAG}”（第1个表第1行第1列）{HIDDEN}",)


def test_a_tag_that_is_shown_in_a_hidden_style_and_hidden_text_without_a_tag_are_no_faults() -> None:
    styles = style("paragraph", "Night", "<w:vanish/>")
    shown = '<w:p><w:pPr><w:pStyle w:val="Night"/></w:pPr>' + run(TAG, '<w:vanish w:val="0"/>') + "</w:p>"
    assert told(shown, styles=styles) == ()
    assert told(f"<w:p>{run('说明', '<w:vanish/>')}{run(TAG)}</w:p>") == ()


# Fields


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told_ = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return mark.format("begin") + told_ + mark.format("separate") + run(result) + mark.format("end")


IN_FIELD = (
    "里的标签在 Word 域“IF”里，转成 PDF 时印不出来；请删去这个域，改写成标签，例如 {% if 逾期.件数 %}…{% endif %}。"
)


@pytest.mark.parametrize(
    "markup",
    [
        field('IF "甲" = "甲" "是" "否"', TAG),
        f'<w:fldSimple w:instr=" IF 1 = 1 2 3 ">{run(TAG)}</w:fldSimple>',
        field('IF "甲" = "甲" "是" "否"', field("PAGE", TAG)),
    ],
    ids=["in parts", "simple", "with a field within"],
)
def test_a_tag_in_the_result_of_a_field_is_told(markup: str) -> None:
    assert f"“{TAG}”{IN_FIELD}" in told(f"<w:p>{markup}</w:p>")


def test_a_tag_in_the_code_of_a_field_is_told() -> None:
    assert told(f"<w:p>{run('x')}{field('IF {{ 期间 }} = 1 2 3', 'y')}</w:p>") == (f"“xy”{IN_FIELD}",)


@pytest.mark.parametrize("code", ["DDE Excel 样例.xlsx R1C1", "DDEAUTO x y", "MERGEFIELD 姓名", 'INCLUDETEXT "x.docx"'])
def test_a_field_that_fetches_from_elsewhere_is_told(code: str) -> None:
    name = code.split(maxsplit=1)[0]
    sentence = (
        f"“值”里有 Word 域“{name}”，会去取别处的内容或等人来填；请删去这个域，要印的文字写成标签，例如 {{{{ 期间 }}}}。"
    )
    assert told(f"<w:p>{field(code, '值')}</w:p>") == (sentence,)
    plain = code.lower().replace('"', "")
    assert told(f'<w:p><w:fldSimple w:instr=" {plain} ">{run("值")}</w:fldSimple></w:p>') == (sentence,)


def test_a_page_number_and_a_link_with_a_tag_are_no_faults() -> None:
    assert told(f"<w:p>{field('PAGE', '1')}{field('HYPERLINK https://example.invalid/', TAG)}</w:p>") == ()


# Where no reader looks and nothing is filled


def test_a_text_outside_any_run_is_told() -> None:
    outside = "里“{}”不在任何一段文字里，Word 不显示；请用 Word 或 WPS 打开后另存为 .docx，再看这处文字还在不在。"
    for markup, text in (
        ("西河镇", "西河镇"),
        ("<w:p><w:t>西河镇</w:t></w:p>", "西河镇"),
        (f"<w:p><w:r><w:t>甲{run('东岭镇')}</w:t></w:r></w:p>", "东岭镇"),
    ):
        assert told(markup) == (f"正文{outside.format(text)}",), markup
        made = unpack(template("末"))
        made[DOCUMENT] = made[DOCUMENT].replace(b"<w:body>", f"<w:body>{markup}".encode())
        assert outside_runs(pack(made)) == [text], markup


def test_a_tag_outside_paragraphs_meets_the_same_rules() -> None:
    """A tag beside the paragraphs is no text of any; its source is looked at all the same."""
    assert "{{ ''.__class__ }}" in told("{{ ''.__class__ }}")[0]


def test_a_tag_where_nothing_is_filled_is_told() -> None:
    made = unpack(template("末"))
    links = made["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" '
        b'Target="numbering.xml"/></Relationships>',
    )
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        f'w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="{TAG}"/></w:lvl></w:abstractNum></w:numbering>'
    )
    assert told("", parts={"word/_rels/document.xml.rels": links, "word/numbering.xml": numbering.encode()}) == (
        (
            "部件“word/numbering.xml”里有标签“{{ 期间 ”，这个位置的标签不会被替换；"
            "请把它写进正文、页眉、页脚、脚注或尾注。"
        ),
    )


def test_another_file_put_into_the_body_is_told() -> None:
    (sentence,) = told('<w:altChunk xmlns:r="x" r:id="rId9"/>')
    assert sentence.startswith("正文里插入了另一份文件（altChunk）")
