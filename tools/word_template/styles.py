"""The styles of every template: GB/T 9704-2012 as named styles that staff can change in Word.

Lengths are in twips (20 per point), sizes in half points. Each style gives line, indents and fonts in full, because
programs differ in what they inherit.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.word_template.parts import MAIN

TITLE_FONT, BODY_FONT, KAI_FONT, HEI_FONT, SONG_FONT = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
_ALTERNATIVES = {
    TITLE_FONT: "方正小标宋_GBK",
    BODY_FONT: "仿宋",
    KAI_FONT: "楷体",
    HEI_FONT: "SimHei",
    SONG_FONT: "SimSun",
}
_RED = '<w:bottom w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="FF0000"/>'
_WIDER = -397  # 7 mm on each side: the rules of a letter are 170 mm long
_CHARACTER = 315  # one character of the body: 16 pt less the 0.25 pt by which 28 of them fit a line


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. ``tight``: the characters are 0.25 pt closer, as the body's must be.

    ``outline``: the level in the navigation.
    """

    id: str
    name: str
    font: str = BODY_FONT
    size: int = 32
    line: int = 579
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    before: int = 0
    after: int = 0
    tight: bool = False
    color: str = ""
    outline: int | None = None
    keep_next: bool = False
    page_break: bool = False
    rule: str = ""
    tab: int = 0
    auto_line: bool = False

    @property
    def xml(self) -> str:
        """Return the w:style element."""
        default = ' w:default="1"' if self.id == "Normal" else ""
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        custom = "" if self.id == "Normal" or self.id.startswith("Heading") else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{default}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f'<w:next w:val="{"Normal" if self.outline is not None else self.id}"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph}</w:pPr><w:rPr>{self._run}</w:rPr></w:style>"
        )

    @property
    def _paragraph(self) -> str:
        first = f' w:firstLineChars="{round(100 * self.first / _CHARACTER)}" w:firstLine="{self.first}"'
        if not self.first:
            first = f' w:hanging="{self.hanging}"' if self.hanging else ' w:firstLineChars="0" w:firstLine="0"'
        line = (
            '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
            if self.auto_line
            else (
                f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="exact"/>'
            )
        )
        return "".join(
            (
                "<w:keepNext/>" if self.keep_next else "",
                "<w:pageBreakBefore/>" if self.page_break else "",
                '<w:widowControl w:val="0"/>',
                f"<w:pBdr>{self.rule}</w:pBdr>" if self.rule else "",
                f'<w:tabs><w:tab w:val="right" w:pos="{self.tab}"/></w:tabs>' if self.tab else "",
                '<w:snapToGrid w:val="0"/>',
                line,
                f'<w:ind w:left="{self.left}" w:right="{self.right}"{first}/><w:jc w:val="{self.align}"/>',
                "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>',
            )
        )

    @property
    def _run(self) -> str:
        color = f'<w:color w:val="{self.color}"/>' if self.color else ""
        spacing = '<w:spacing w:val="-5"/>' if self.tight else ""
        return (
            f'<w:rFonts w:hint="eastAsia" w:ascii="{self.font}" w:hAnsi="{self.font}" w:eastAsia="{self.font}" '
            f'w:cs="{self.font}"/>'
            f'<w:b w:val="0"/><w:bCs w:val="0"/>{color}{spacing}<w:sz w:val="{self.size}"/><w:szCs '
            f'w:val="{self.size}"/>'
        )


STYLES = (
    Style("Normal", "Normal", first=2 * _CHARACTER, tight=True),
    Style("Heading1", "heading 1", font=HEI_FONT, first=2 * _CHARACTER, tight=True, outline=0, keep_next=True),
    Style("Heading2", "heading 2", font=KAI_FONT, first=2 * _CHARACTER, tight=True, outline=1, keep_next=True),
    Style("Heading3", "heading 3", first=2 * _CHARACTER, tight=True, outline=2, keep_next=True),
    Style("Mark", "发文机关标志", font=TITLE_FONT, size=56, line=740, before=1890, align="center", color="FF0000"),
    Style("DocumentNumber", "发文字号", align="center", rule=_RED.format(kind="single", size=18, space=9)),
    Style("DocumentTitle", "公文标题", font=TITLE_FONT, size=44, line=700, align="center"),
    Style("Closing", "正文末段", first=2 * _CHARACTER, tight=True, keep_next=True),
    Style(
        "LetterMark",
        "信函机关标志",
        font=TITLE_FONT,
        size=60,
        line=780,
        before=850,
        align="center",
        color="FF0000",
        left=_WIDER,
        right=_WIDER,
        rule=_RED.format(kind="thickThinSmallGap", size=24, space=11),
    ),
    Style(
        "LetterFoot",
        "信函底线",
        size=2,
        line=20,
        left=_WIDER,
        right=_WIDER,
        rule=_RED.format(kind="thinThickSmallGap", size=24, space=0),
    ),
    Style("LetterNumber", "信函发文字号", align="right", before=280),
    Style("Blank", "空行", keep_next=True),
    Style("Numbers", "编号段", first=2 * _CHARACTER, tight=True, align="left"),
    Style("Addressee", "主送机关", tight=True),
    Style("Attachments", "附件说明", tight=True, keep_next=True, left=6 * _CHARACTER, hanging=_CHARACTER),
    Style("AttachmentsFirst", "附件说明首行", tight=True, keep_next=True, left=6 * _CHARACTER, hanging=4 * _CHARACTER),
    Style("Signer", "署名", align="right", tight=True, keep_next=True, right=4 * _CHARACTER),
    Style("IssueDate", "成文日期", align="right", tight=True, keep_next=True, right=4 * _CHARACTER),
    Style("Note", "附注", first=2 * _CHARACTER, tight=True),
    Style("AttachmentLabel", "附件标注", font=HEI_FONT, tight=True, page_break=True, outline=0, align="left"),
    Style(
        "TableCaption", "表题", font=HEI_FONT, size=24, line=400, before=120, after=60, align="center", keep_next=True
    ),
    Style(
        "NewPageCaption",
        "表题（另页）",
        font=HEI_FONT,
        size=24,
        line=400,
        after=60,
        align="center",
        keep_next=True,
        page_break=True,
    ),
    Style("Chart", "图表", size=24, align="center", auto_line=True, keep_next=True),
    Style("TableHead", "表头", font=HEI_FONT, size=18, line=220, align="center"),
    Style("TableText", "表文", size=18, line=210, align="center"),
    Style("WideHead", "宽表表头", font=HEI_FONT, size=21, line=240, align="center"),
    Style("WideText", "宽表表文", size=21, line=240, align="center"),
    Style("LetterHead", "函表头", font=HEI_FONT, size=21, line=300, align="center"),
    Style("LetterText", "函表文", size=21, line=300, align="center"),
    Style("LetterLeft", "函表文（左）", size=21, line=300, align="left", left=60),
    Style("TableLeft", "表文（左）", size=18, line=240, align="left", left=60),
    Style("SpeechCell", "摘要表文", size=22, line=300, align="left", left=60),
    Style("SheetLine", "要素行", font=KAI_FONT, size=28, line=480, align="left"),
    Style("TableNote", "表注", size=21, line=340, align="both", first=420),
    Style("Measure", "口径", size=24, line=400, first=480),
    Style("Imprint", "版记", size=28, line=480, left=280, right=280, align="left", tab=8564),
    Style("ImprintCopies", "版记抄送", size=28, line=480, left=1120, hanging=840, right=280, align="left"),
    Style("Anchor", "版记位", size=2, line=20),
    Style("PageOdd", "页码（单）", font=SONG_FONT, size=28, line=360, right=280, align="right"),
    Style("PageEven", "页码（双）", font=SONG_FONT, size=28, line=360, left=280, align="left"),
)


def styles_xml() -> str:
    """word/styles.xml."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:hint="eastAsia" w:ascii="{BODY_FONT}" w:hAnsi="{BODY_FONT}" w:eastAsia="{BODY_FONT}" '
        f'w:cs="{BODY_FONT}"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority '
        'w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" '
        'w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f'<w:styles xmlns:w="{MAIN}">{defaults}{"".join(s.xml for s in STYLES)}{table}</w:styles>'


def fonts_xml() -> str:
    """word/fontTable.xml: which font may replace one that a machine lacks."""
    fonts = "".join(
        (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family '
            'w:val="auto"/><w:pitch w:val="default"/></w:font>'
        )
        for name, other in _ALTERNATIVES.items()
    )
    return f'<w:fonts xmlns:w="{MAIN}">{fonts}</w:fonts>'
