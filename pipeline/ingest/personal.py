"""What a cell must not say: ID numbers, mobile phone numbers, and texts that may be somebody's name or story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipeline.convert import plain

MASK = "（已遮盖）"
_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
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
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "宇文", "长孙", "端木", "独孤", "南宫", "司空", "呼延",
    "轩辕", "百里", "东郭", "西门", "濮阳", "淳于", "单于", "太史", "申屠", "钟离", "闾丘", "澹台", "公冶", "宗政",
)  # fmt: skip
_JOINED = re.compile(r"[\u4e00-\u9fff]{1,8}[·•‧][\u4e00-\u9fff]{1,8}")
_LONGEST_SHOWN = 12
_LAST_BIRTH_YEAR = 2015


def is_id_number(text: str) -> bool:
    """Whether a text is an 18-digit ID number: check character right, birth date a day of 1900 to 2015.

    Case numbers of region, day and serial have the same shape, and one in eleven has a right check character; their days are later.

    >>> is_id_number("11010519491231002X"), is_id_number("370000202302010001")
    (True, False)
    """
    if not _ID.fullmatch(text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    check = _CHECKS[sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False)) % 11]
    return 1900 <= born.year <= _LAST_BIRTH_YEAR and text[17].upper() == check


def holds_number(value: object) -> bool:
    """Whether a cell holds an ID number or a mobile phone number, alone or within other words."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return False
    text = plain(value)
    if len(text) < 11:
        return False
    return bool(_MOBILE.search(text)) or any(is_id_number(found) for found in _ID.findall(text))


def may_be_shown(text: str, known: Iterable[str] = ()) -> bool:
    """Whether an unreadable value may stand in a message.

    Not when it holds a number of a person, is long enough for a story, or is short Chinese text that opens with a surname and
    shares no character with ``known`` (the column's own words): it may be a name in the wrong column.

    >>> may_be_shown("2023.2.30"), may_be_shown("张样例"), may_be_shown("石门坎街道", ["石门乡"])
    (True, False, True)
    >>> may_be_shown("欧阳样例甲"), may_be_shown("阿样·示例"), may_be_shown("东方红街道", ["东方镇"])
    (False, False, True)
    """
    if holds_number(text) or len(text) > _LONGEST_SHOWN or re.search(r"\d{7}", re.sub(r"^(19|20)\d{6}", "", text)):
        return False
    chinese = all("\u4e00" <= c <= "\u9fff" for c in text)
    single, compound = 2 <= len(text) <= 4 and text[0] in _SURNAMES, 3 <= len(text) <= 5 and text.startswith(_COMPOUND)
    if (chinese and (single or compound)) or _JOINED.fullmatch(text):
        return bool(set(text) & set("".join(known)))
    return True
