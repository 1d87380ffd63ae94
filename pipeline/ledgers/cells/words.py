"""The words by which a clerk's sheet shows its parts: serial numbers, totals, feet, zero reports, "as above"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.base.radicals import even
from pipeline.schema.convert import clean_text
from pipeline.schema.ledger import REFUSED_HEADINGS, REFUSED_PARTS

_MARKS = "*:★.、※#•"
SERIAL_HEADINGS = frozenset({"序号", "顺序号", "序", "NO", "NO.", "编次", "行号"})
_SAME_AS_ABOVE = re.compile(r"\(?同上(?:行|格)?\)?[。.]?|[〃″′'\"”“]{1,2}")
_SAME_STARTS = frozenset("同〃″′'\"”“(（")
PICTURE = "=DISPIMG"

_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"[(\[【〔<][^)\]】〕>]*[)\]】〕>]?")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、)]?|[一二三四五六七八九十]{1,2}[、.])(?=[\u4e00-\u9fff])")
_UNIT_OF_MEASURE = re.compile(
    r"(?:[:,/]?(?:格式:?)?(?:Y{2,4}[-/.年]?M{1,2}(?:[-/.月]?D{1,2}日?)?|年[-/.]?月[-/.]?日)|/(?:人次|批次|件次|人|件|批|次|天|个))$",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"[/、·\-—_]")
_TOTAL = re.compile(
    r"(本页|本月|本年|全年|分|总|件数|人数|人次|批次)?(合计|小计|总计|共计|累计)(数|件数|人数)?([:：].*|\d.*)?|其中[:：]?.*|过次页|承前页|转下页|接上页"
    r"|[\u4e00-\u9fff]{0,12}(汇总|计数|求和|平均值?)[:：]?"
)
_FOOTER = re.compile(
    r"(填表人|制表人?|填报人|报送人|经办人|审核人?|复核人?|审批人?|签发人?|负责人|单位负责人|主要负责人|主要领导|分管领导|联系人|联系电话"
    r"|填报日期|填表日期|填报时间|制表日期|报送日期|统计截止|截止日期|单位\(盖章\)|填报单位|填表单位|报送单位|注|备注|说明|填表说明)[:：].*"
    r"|(填表人|审核人|填报人|填报日期|填表日期)"
)
_UNIT = re.compile(
    r"(?:填报单位|填表单位|报送单位|上报单位|编报单位|单位名称|填报乡镇|报送乡镇)(?:\(.*?\))?[:：]?(.*)|单位(?:\(.*?\))?[:：](.*)"
)
_UNIT_END = re.compile(r"(填表人|填报人|填报日期|填报时间|统计截止|审核|联系|\(盖章\)|\(公章\)|日期).*")
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:人民政府|街道办事处|信访办(?:公室)?|信访局|党委|管委会)(?:\((?:盖?章|公章)\))?"
)
_SENTENCE = re.compile(r"[,;:。]|\d日|[\u4e00-\u9fff]{6}")
_ZERO = re.compile(r".{0,20}(零报告|零报送|无信访(?:事项|件)|没有信访(?:事项|件)|无信访事项发生).{0,12}")
_ASKS = re.compile(
    r"[请须应]|若|如[无有果]|的[,、:]|注明|填写|制度|严格|落实|实行|执行|规定|要求|方式|格式|模板|台账或|是否|说明[:]|每[日月]"
)
"""Words of a form's instructions about zero reports, which a township's declaration doesn't have."""
BARE_ZERO = re.compile(r"(?:\d{4}年)?(?:本月|本期|当月|\d{1,2}月份?)?(?:无|没有|无件|无事项|0件|零件)[。.]?")
_EXAMPLE = re.compile(
    r"[(\[【]?(?:填写|填报|填表)?(?:示例|样例|范例|例|举例|例如|例子|样表|样行)(?:行|\d{0,2})?[)\]】]?(?:[:：].*)?"
)
_EXAMPLE_STARTS = frozenset("示样范例举填(（[【 \u3000")
_PERSON = re.compile(
    r"(填表人|制表人?|填报人|报送人|经办人|审核人?|复核人?|审批人?|签发人?|(?:单位|主要)?负责人|主要领导|分管领导|联系人|联系电话|联系方式|电话|手机号?码?)[:：]"
)
_PERSON_ALONE = re.compile(
    r"(填表人|制表人|填报人|报送人|经办人|审核人|复核人|审批人|签发人|负责人|联系人|联系电话)[:：]?"
)
_AFTER_PERSON = re.compile(r"(填报|填表|制表|报送)(日期|时间)|统计截止|截止日期|填报单位|报送单位|填表单位")
_SPAN = (
    r"(?P<year>\d{4})年(?:度)?\d{1,2}月?(?:\d{1,2}日)?(?:[-—–~]{1,2}|至|到)(?:(?P<later>\d{4})年)?(?P<month>\d{1,2})月"
)
_TITLE_MONTHS = (
    re.compile(_SPAN),
    re.compile(r"(?P<year>\d{4})年(?:度)?(?P<month>\d{1,2})月(?!\d{1,2}日)"),
    re.compile(r"(?<![\d.-])(?P<year>\d{4})[.-](?P<month>\d{1,2})(?![\d.-])"),
    re.compile(r"(?<![\d-])(?P<month>\d{1,2})月份"),
)
_CHINESE_YEAR = re.compile(r"[〇零○O一二三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"(十?[一二三四五六七八九]|十)(?=月)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def squeezed(value: object) -> str:
    r"""Text without any white space, full-width forms made half-width.

    >>> squeezed(" 合 计："), squeezed("登记\n日期（年月日）")
    ('合计:', '登记日期(年月日)')
    """
    text = clean_text(value)
    return _SPACE.sub("", text if text.isascii() else even(text))


def heading_key(value: object) -> str:
    r"""A heading as it is compared: squeezed, and without everything that isn't its name.

    That is a number before it, brackets, a unit of measure, the mark of a required column, colons and joints.

    >>> heading_key(" 办结\n日期（年月日）*"), heading_key("3、登记日期 YYYY-MM-DD")
    ('办结日期', '登记日期')
    >>> heading_key("人数/人"), heading_key("初／重件：")
    ('人数', '初重件')
    """
    text = squeezed(value)
    bare = _NUMBERED.sub("", _BRACKETS.sub("", text).strip(_MARKS)).strip(_MARKS)
    return _JOINTS.sub("", _UNIT_OF_MEASURE.sub("", bare)) or bare or text


def is_refused(heading: str) -> bool:
    """Whether a heading, as heading_key makes it, names a column about persons."""
    return heading in REFUSED_HEADINGS or any(part in heading for part in REFUSED_PARTS)


def is_total(text: str) -> bool:
    """Whether a squeezed text opens a row of totals."""
    return bool(_TOTAL.fullmatch(text))


def is_footer(text: str) -> bool:
    """Whether a squeezed text opens the foot of a table: who filled it in or checked it, when, remarks."""
    return bool(_FOOTER.fullmatch(text))


def person_line(text: str) -> str | None:
    """A squeezed line that names who filled a table in, without the names; None when it is no such line.

    >>> person_line("填表人:张样例填报日期:3月1日"), person_line("审核人")
    ('填表人: 填报日期:3月1日', '审核人')
    >>> person_line("填报单位:城关镇"), person_line("单位:城关镇联系人:李样例")
    (None, '单位:城关镇联系人:')
    """
    if _PERSON_ALONE.fullmatch(text):
        return text
    labels = list(_PERSON.finditer(text))
    if not labels:
        return None
    without_names, start = "", 0
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        later = _AFTER_PERSON.search(text, label.end(), end)
        without_names += text[start : label.end()] + (" " if later or following else "")
        start = later.start() if later else end
    return without_names + text[start:]


def zero_words(text: str) -> str:
    """The words by which a squeezed text says that there is nothing to report; '' when it says no such thing.

    >>> zero_words("城关镇2月零报告,填报人某某"), zero_words("城关镇")
    ('零报告', '')
    >>> zero_words("无信访事项的,请注明“零报告”")
    ''
    """
    match = _ZERO.fullmatch(text)
    return match[1] if match and not _ASKS.search(text) else ""


def is_example(cell: str) -> bool:
    """Whether a cell of 序号 or number says that its row is an example: 示例, 例, （样例）, 例：3700002022110001.

    >>> is_example("示例"), is_example(" （例） "), is_example("例：QH20230001"), is_example("QH20230001")
    (True, True, True, False)
    """
    return cell[:1] in _EXAMPLE_STARTS and bool(_EXAMPLE.fullmatch(squeezed(cell)))


def unit_named(texts: Sequence[str]) -> str:
    """The unit that a line 填报单位: of squeezed texts names, in its own cell or the next; '' without such a line.

    >>> unit_named(["统计表", "填报单位(盖章):城关镇填报日期:3月1日"]), unit_named(["填报单位:", "城关镇"])
    ('城关镇', '城关镇')
    >>> unit_named(["填报单位:", "填表人:某某"])
    ''
    """
    for at, text in enumerate(texts):
        if unit := _UNIT.fullmatch(text):
            after = next((t for t in texts[at + 1 : at + 2] if not is_footer(t)), "")
            return _UNIT_END.sub("", unit[1] or unit[2] or "") or after
    return ""


def title_month(text: str) -> tuple[int, int] | None:
    """The (year, month) that a squeezed title names, of several months the last; the year is 0 where it has none.

    A day, and a line that says when the table was filled in, name no month.

    >>> title_month("信访台账(2023年1-2月)"), title_month("二〇二三年十二月台账"), title_month("2月份台账")
    ((2023, 2), (2023, 12), (0, 2))
    >>> title_month("填报日期:2023年3月") is None
    True
    """
    if _AFTER_PERSON.search(text):
        return None
    text = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    text = _CHINESE_MONTH.sub(
        lambda month: str(10 * month[0].startswith("十") + int(month[0][-1].replace("十", "0").translate(_DIGITS))),
        text,
    )
    for form in _TITLE_MONTHS:
        if match := form.search(text):
            parts = match.groupdict()
            month = int(parts["month"])
            return (int(parts.get("later") or parts.get("year") or 0), month) if 1 <= month <= 12 else None
    return None


def is_same_as_above(value: object) -> bool:
    """Whether a cell says 同上 or 〃.

    >>> is_same_as_above(" 同 上。"), is_same_as_above("〃"), is_same_as_above("同上级意见")
    (True, True, False)
    """
    if not isinstance(value, str) or len(value) > 8 or value.lstrip()[:1] not in _SAME_STARTS:
        return False
    return bool(_SAME_AS_ABOVE.fullmatch(squeezed(value)))


def is_signature(text: str) -> bool:
    """Whether a squeezed text is a unit that signs: 城关镇人民政府（盖章）."""
    return bool(_SIGNATURE.fullmatch(text))


def may_be_number(text: str) -> bool:
    """Whether a squeezed text may be a matter's number: it has four digits at least and is no sentence.

    >>> may_be_number("青信〔2023〕15号"), may_be_number("2.请按月报送,2023年起执行"), may_be_number("城关镇人民政府")
    (True, False, False)
    """
    return 4 <= len(text) <= 25 and sum(map(str.isdigit, text)) >= 4 and not _SENTENCE.search(text)
