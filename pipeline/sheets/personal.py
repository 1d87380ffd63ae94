"""Texts about persons: ID numbers, mobile phone numbers, and what may be somebody's name where a number should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from pipeline.base.foreign import SHEET, foreign
from pipeline.schema.convert import plain
from pipeline.schema.showable import may_be_shown

MASK = "（已遮盖）"
KEPT_NUMBER, KEPT_ID = "（号码已删）", "（证号已删）"
"""What stands in a reduced file where a mobile phone or an ID number was: it is told as that number was."""
_GAP = r"[\s\-‐-―−_.·/]{0,2}"
_ID = re.compile(rf"(?<!\d)(?=((?:\d{_GAP}){{17}}[\dXx×ХхΧχ])(?!\d))")
"""18 digits, with or without white space, dashes or dots between them. The lookahead tries every digit as the first."""
_MOBILE = re.compile(r"(?<!\d)(?=(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d))")
_MOBILE_WHOLE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_SCIENTIFIC = re.compile(r"\d\.\d{14,17}[Ee]\+?17")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安"
    "常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲封储靳段焦巴牧隗谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉武符刘景詹束龙"
    "叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔闻党翟谭贡劳逄姬申扶堵冉宰雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘"
    "匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶曾沙养鞠须丰巢关相查荆游竺权盖益桓公肖付代闫涂仝覃岳帅仉"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "宇文",
    "长孙",
    "端木",
    "独孤",
    "南宫",
    "司空",
    "呼延",
    "轩辕",
    "百里",
    "东郭",
    "西门",
    "濮阳",
    "淳于",
    "单于",
    "太史",
    "申屠",
    "钟离",
    "闾丘",
    "澹台",
    "公冶",
    "宗政",
)
_LONGEST_NUMBER = 30
_PLAIN_NUMBER = re.compile(r"[A-Z]{0,6}(?:\d{4,10}|\d{12}|\d{14,17}|\d{19,24})", re.ASCII)
"""Capitals and figures, neither as many as a telephone number has (11, or 13 with 86) nor as an ID number (18)."""
_SENTENCE = re.compile(
    r"[。;!?…]|[\u4e00-\u9fff],|,[\u4e00-\u9fff]|[\u4e00-\u9fff]{9}|等\d+人"
    r"|反映|要求|关于|信访人|村民|诉求|问题|纠纷|同志|先生|女士|身份证|电话|手机"
)
_NUMBERED_NAME = re.compile(r"\d{0,2}[.、)]?([\u4e00-\u9fff]{2,5})[.、(]?\d{0,2}\)?")
_STORY = re.compile(
    r"[。;!?…]|[\u4e00-\u9fff],|,[\u4e00-\u9fff]|[\u4e00-\u9fff]{21}"
    r"|反映|信访人|村民|同志|先生|女士|身份证|电话|手机"
)
_BATCH_WORD = re.compile(
    r"批|案|难|遗留|老户|治理|重复|突出|化解|攻坚|专项|信访|挂牌|交办|督办|集中|清单|行动|[A-Za-z0-9〔〕()\-]{3}"
)
_NUMBER_WORDS = frozenset("信访网电号字件县镇乡办批积案第")
_NOBODY = frozenset({"否", "N", "NO", "N/A", "NA", "FALSE", "空"})
_LAST_BIRTH_YEAR = 2015


def is_id_number(text: str) -> bool:
    """Whether a text is an 18-digit ID number (GB 11643): its check character is right, its birth date in 1900 to 2015.

    Case numbers made of region, day and serial have the same shape, and one in eleven has a right check character;
    their days are later than 2015.

    >>> is_id_number("11010519491231002X"), is_id_number("370000202302010001"), is_id_number("110105 1949-1231 002x")
    (True, False, True)
    """
    text = _even(text).strip()
    match = _ID.match(text)
    return match is not None and len(match[1]) == len(text) and _is_valid(match[1])


def _is_valid(number: str) -> bool:
    digits = re.sub(r"\D", "", number[:-1]) + (number[-1] if number[-1].isdigit() else "X")
    check = _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11]
    return _is_born(digits) and digits[17] == check


def _is_born(digits: str) -> bool:
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year <= _LAST_BIRTH_YEAR


def _even(text: str) -> str:
    """Return the text with full-width forms made half-width and invisible characters made spaces, one for one."""
    return text if text.isascii() else "".join(map(_half_width, text))


def _half_width(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return " "
    half = unicodedata.normalize("NFKC", char)
    return half if len(half) == 1 else char


def holds_id(value: object) -> bool:
    """Whether a cell holds an ID number, alone or within other text, or what Excel leaves of one as a number.

    Excel keeps 15 digits of a number, so the check character can't be asked there.

    >>> holds_id("见１１０１０５１９４９１２３１００２Ｘ号"), holds_id(110105194912310020.0)
    (True, True)
    >>> holds_id("37010420230201002X"), holds_id("1101051949123100211")
    (False, False)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    if not isinstance(value, str):
        digits = f"{value:.0f}"
        return len(digits) == 18 and digits.isdigit() and _is_born(digits)
    if len(value) < 18:
        return value == KEPT_ID
    text = _even(value)
    return any(_is_valid(match[1]) for match in _ID.finditer(text)) or (
        _SCIENTIFIC.fullmatch(text.strip()) is not None and holds_id(float(text))
    )


def holds_number(value: object) -> bool:
    """Whether a cell holds an ID number or a mobile phone number, alone or within other text."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return False
    text = plain(value)
    if text in (KEPT_NUMBER, KEPT_ID):
        return True
    return len(text) >= 11 and (_MOBILE.search(text) is not None or holds_id(value))


def is_phone(text: str) -> bool:
    """Whether a text in a column of numbers is a mobile phone number, with nothing but Chinese words beside it.

    Letters or figures beside it make it part of a matter's number.

    >>> is_phone("139 1234 5678"), is_phone("电话:13912345678"), is_phone("QH13912345678")
    (True, True, False)
    """
    remainder, phones = _MOBILE_WHOLE.subn("", _even(text))
    return phones > 0 and not any(char.isalnum() and char.isascii() for char in remainder)


def masked(text: str) -> str:
    """Return the text with the mask in place of each ID number and mobile phone number.

    >>> masked("城关镇13912345678（110105194912310 02x）"), masked("QH20230001")
    ('城关镇（已遮盖）（（已遮盖））', 'QH20230001')
    """
    if len(text) < 11:
        return text
    spans = sorted(_spans(_even(text)))
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    ids = [match.span(1) for match in _ID.finditer(text) if _is_valid(match[1])]
    yield from ids
    for match in _MOBILE.finditer(text):
        if not any(start < match.end(1) and match.start(1) < end for start, end in ids):
            yield match.span(1)


def has_number_form(text: str) -> bool:
    """Whether a text may be the number of a matter.

    It has a digit and 30 characters at most, and is neither a sentence nor a numbered name.

    >>> has_number_form("青禾县信访局〔2023〕第15号"), has_number_form("黄信1号")
    (True, True)
    >>> has_number_form("待编"), has_number_form("1.张样例"), has_number_form("村民反映2022年占地一事")
    (False, False, False)
    """
    text = "".join(_even(text).split())
    if not any(map(str.isdigit, text)) or len(text) > _LONGEST_NUMBER or _SENTENCE.search(text):
        return False
    name = _NUMBERED_NAME.fullmatch(text)
    return name is None or bool(set(name[1]) & _NUMBER_WORDS) or not _is_name(name[1])


def is_plain_number(text: str) -> bool:
    """Whether a text is at first sight the number of a matter and nothing else; most are.

    Such a one has the form of a number, and is neither a telephone nor an ID number.

    >>> [is_plain_number(text) for text in ("QH20230001", "3700002023020100017", "13912345678", "QH", "信1号")]
    [True, True, False, False, False]
    """
    return _PLAIN_NUMBER.fullmatch(text) is not None


def has_batch_form(text: str) -> bool:
    """Whether a text may be the name of a batch of backlog: it has a word for one, or a form that may be shown.

    >>> has_batch_form("第二批集中治理重复信访"), has_batch_form("突出信访问题")
    (True, True)
    >>> has_batch_form("张样例"), has_batch_form("阿样古丽"), has_batch_form("邻里之间常年不和")
    (False, False, False)
    """
    text = "".join(_even(text).split())
    if len(text) > _LONGEST_NUMBER or _STORY.search(text) or MASK[1:-1] in text:
        return False
    return _BATCH_WORD.search(text) is not None or may_be_shown(text)


def names_somebody(text: str) -> bool:
    """Whether a text in a column for a name says that there is somebody.

    否, 无 and 没有 don't, nor do 待定 and 暂缺, nor signs or figures alone.

    >>> [names_somebody(text) for text in ("张样例", "是", "√", "待定", "暂未明确", "——", "无领导", "13912345678")]
    [True, True, True, False, False, False, False, False]
    """
    word = "".join(_even(text).split()).upper()
    if word in {"√", "✓", "1", "Y", "TRUE"}:
        return True
    return (
        any(map(str.isalpha, word))
        and word not in _NOBODY
        and not word.startswith(("无", "没", "不"))
        and not set(word) & set("待未暂")
    )


def _is_name(text: str) -> bool:
    """Whether Chinese characters may be a name: a surname of one or two characters before one to three others."""
    return (2 <= len(text) <= 4 and text[0] in _SURNAMES) or (3 <= len(text) <= 5 and text.startswith(_COMPOUND))


def sheet_named(name: str) -> str:
    """A sheet's name for a sentence, personal numbers in it masked; only the office reads what a stranger called it."""
    return foreign(masked(name), SHEET)
