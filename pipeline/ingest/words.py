"""The words by which a clerk's sheet tells its own parts: serial numbers, totals, feet, zero reports, "as above"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.convert import clean_text
from pipeline.schema.ledger import REFUSED_HEADINGS, REFUSED_PARTS

SERIAL_HEADINGS = frozenset({"序号", "顺序号", "序", "NO", "NO.", "编次", "行号"})
SAME_AS_ABOVE = frozenset({"同上", "〃", "″", "''", '"', "”", "同 上", "同上。"})
PICTURE = "=DISPIMG"

_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
_TOTAL = re.compile(r"(本页|本月|本年|全年|分|总)?(合计|小计|总计|共计|累计)([:：].*|\d.*)?|其中[:：]?.*")
_FOOTER = re.compile(
    r"(填表人|制表人?|填报人|报送人|经办人|审核人?|复核人?|审批人?|签发人?|负责人|单位负责人|主要负责人|主要领导|分管领导|联系人|联系电话"
    r"|填报日期|填表日期|填报时间|制表日期|报送日期|统计截止|截止日期|单位\(盖章\)|填报单位|填表单位|报送单位|注|备注|说明|填表说明)[:：].*"
    r"|(填表人|审核人|填报人|填报日期|填表日期)"
)
_UNIT = re.compile(
    r"(?:填报单位|填表单位|报送单位|上报单位|编报单位|单位名称|填报乡镇|报送乡镇)(?:\(.*?\))?[:：]?(.*)|单位(?:\(.*?\))?[:：](.*)"
)
_UNIT_END = re.compile(r"(填表人|填报人|填报日期|填报时间|统计截止|审核|联系|\(盖章\)|\(公章\)|日期).*")
_ZERO = re.compile(r".{0,20}(零报告|零报送|无信访(事项|件)|没有信访(事项|件)|无信访事项发生).{0,12}")
_PERSON = re.compile(
    r"(填表人|制表人?|填报人|报送人|经办人|审核人?|复核人?|审批人?|签发人?|(?:单位|主要)?负责人|主要领导|分管领导|联系人|联系电话|联系方式|电话|手机号?码?)[:：]"
)
_PERSON_ALONE = re.compile(r"(填表人|制表人|填报人|报送人|经办人|审核人|复核人|审批人|签发人|负责人|联系人|联系电话)[:：]?")
_AFTER_PERSON = re.compile(r"(填报|填表|制表|报送)(日期|时间)|统计截止|截止日期|填报单位|报送单位|填表单位")
_TITLE_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")


def squeezed(value: object) -> str:
    r"""Text without any white space, full-width forms made half-width.

    >>> squeezed(" 合 计："), squeezed("登记\n日期（年月日）")
    ('合计:', '登记日期(年月日)')
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", clean_text(value)))


def heading_key(value: object) -> str:
    r"""A heading as it is compared: squeezed, without bracketed units, required marks and colons.

    >>> heading_key(" 办结\n日期（年月日）*")
    '办结日期'
    """
    text = squeezed(value)
    return _BRACKETS.sub("", text).strip("*:：★.、") or text


def is_refused(heading: str) -> bool:
    """Whether a heading (already a key) names a column about persons."""
    return heading in REFUSED_HEADINGS or any(part in heading for part in REFUSED_PARTS)


def is_total(text: str) -> bool:
    """Whether a squeezed text opens a row of totals."""
    return bool(_TOTAL.fullmatch(text))


def is_footer(text: str) -> bool:
    """Whether a squeezed text opens the foot of a table: who filled it in, who looked it over, when, remarks."""
    return bool(_FOOTER.fullmatch(text))


def person_line(text: str) -> str | None:
    """A squeezed line of who filled a table in, with what follows each such label taken out; None when it is no such line.

    >>> person_line("填表人:张样例填报日期:3月1日"), person_line("审核人"), person_line("填报单位:城关镇"), person_line("单位:城关镇联系人:李样例")
    ('填表人: 填报日期:3月1日', '审核人', None, '单位:城关镇联系人:')
    """
    if _PERSON_ALONE.fullmatch(text):
        return text
    found = list(_PERSON.finditer(text))
    if not found:
        return None
    kept, at = "", 0
    for label, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following else len(text)
        later = _AFTER_PERSON.search(text, label.end(), end)
        kept += text[at : label.end()] + (" " if later or following else "")
        at = later.start() if later else end
    return kept + text[at:]


def is_zero_report(text: str) -> bool:
    """Whether a squeezed text says that there is nothing to report."""
    return bool(_ZERO.fullmatch(text))


def unit_named(texts: Sequence[str]) -> str:
    """What a line 填报单位: of squeezed texts names, in its own cell or the next; '' when there is no such line.

    >>> unit_named(["统计表", "填报单位(盖章):城关镇填报日期:3月1日"]), unit_named(["填报单位:", "城关镇"]), unit_named(["填报单位:", "填表人:某某"])
    ('城关镇', '城关镇', '')
    """
    for at, text in enumerate(texts):
        if found := _UNIT.fullmatch(text):
            after = next((t for t in texts[at + 1 : at + 2] if not is_footer(t)), "")
            return _UNIT_END.sub("", found[1] or found[2] or "") or after
    return ""


def title_month(text: str) -> tuple[int, int] | None:
    """The (year, month) that a title names."""
    found = _TITLE_MONTH.search(text)
    return (int(found[1]), int(found[2])) if found and 1 <= int(found[2]) <= 12 else None
