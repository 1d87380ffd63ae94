"""Forms that may be shown: days and small numbers, words of the trade, units, periods. Nothing else of a stranger's text.

A text that has none of these forms may be somebody's name or story, whatever its characters are. A list of surnames
would never be whole: names of other peoples, words without a digit and Latin letters would pass it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.base.radicals import even
from pipeline.schema.fields import FORM_SHEETS, Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEETS

_LONGEST = 40
_MOST_DIGITS = 6
"""A figure with more digits than this may be part of a telephone or ID number, unless it is a day."""
_LEAST_ALIKE = 4
_DIGIT_OF = str.maketrans("〇零一二三四五六七八九十廿元", "00123456789000")
_NUMERALS = "0-9〇零一二三四五六七八九十廿"
_MEASURE = r"\s?(?:年度?|月份?|季度|人次|件次|批次|[日号份次批期件人个起户名周级])?"
_CHINESE_DAY = re.compile(f"第?[{_NUMERALS}]{{1,12}}(?:[年月日号份季度次批期][{_NUMERALS}]{{0,12}}){{1,12}}")
_WORDS = """
信访 信访办 信访局 信访件 上访 走访 接访 下访 约访 包访 初访 重访 集体访 个体访 情况复杂 复杂 重大 疑难 鉴定 评估 调查 取证 协调 需要 批准 同意 多次 涉及 较多 当事人 还行 很好 较好 尚可 摘要 概要 微信群 不清楚 集体 个体 个人 联名 单访 年初 年底 年末 月底 月初 非访 越级访 信访人次 事项 台账 台帐 底账 总账 积案
案件 件数 情况 统计 统计表 登记 登记表 登记簿 登记册 明细 明细表 汇总 汇总表 总表 分表 附表 附件 清单 名册 目录 报表 月报 季报
年报 周报 日报 快报 零报告 本月 上月 当月 本年 上年 今年 去年 全年 年度 季度 月度 上半年 下半年 前三季度 期间 本期 上期 截至 截止
上报 报送 报来 报县 填报 报告 正式 正式版 最终 最终版 终稿 定稿 初稿 草稿 修改 修改版 更正 更正版 新版 旧版 副本 复件 备份 原件
原稿 重报 补报 再报 办结 受理 化解 在办 未办 已办 未结 已结 未受理 已受理 未化解 已化解 重复 初次 初件 重件 来信 来访 网上 网信
来电 电话 热线 平台 短信 邮件 微信 信件 电子 现场 窗口 大厅 视频 传真 领导 交办 转送 转办 督办 自收 上级 本级 县级 市级 省级
国家级 中央 镇级 乡级 村级 县里 市里 省里 满意 评价 未评 已评 群众 办理 处理 处置 答复 意见 告知 程序 简易 普通 一般 快速 法定
诉讼 仲裁 复议 行政 调解 和解 息诉 罢访 终结 终止 退回 支持 解释 说明 教育 疏导 救助 帮扶 依法 解决 落实 到位 合理 不合理 部分
全部 完成 未完成 已完成 进行 正在 处理中 办理中 待办 待定 待编 待补 待查 不详 不明 不清 不知 未知 未定 未填 未编号 无编号 暂无
暂缺 没有 空白 同上 同前 见附件 详见 另附 无此项 不适用 其他 其它 矛盾 纠纷 排查 调处 摸排 专项 治理 行动 集中 攻坚 突出 问题
重点 隐患 风险 三农 土地 征地 拆迁 补偿 安置 社保 医疗 交通 环保 劳资 欠薪 工资 涉法涉诉 乡镇 城镇 街道 社区 政府 党委 人民政府
办公室 办事处 综治 综治中心 联席会议 部门 单位 科室 责任 承办 主办 协办 属地 模板 样表 样例 空表 表格 表一 表二 工作表 工作簿 新建
未命名 名单 草表 补正 已补正 补充 完善 补填 核实 已核实 核查 核对 属实 不属实 基本 信息 时间 日期 人员 数量 内容 类型 类别 性质
状态 结果 方式 方法 进度 进展 阶段 措施 方案 计划 时限 期限 来源 渠道 编码 代码 名称 地区 区域 地点 级别 层级 等级 标志 标识
是否 有无 次数 人次 原因 理由 依据 附注 签收 签批 批示 回访 回复 反馈 录入 更新 提交 审核 审签 审核人 填表人 填报人 经办人 联系人
填表 负责人 责任人 分管 主要 包案 已答复 已转 已报 已上报 已告知 未告知 已退回 按期 逾期 超期 延期 及时 数据 资料 文件 材料 填写 序号
编号 备注 合计 小计 总计 累计 共计 月份 年份 元月 元旦 上旬 中旬 下旬 上午 下午 星期 的 至 到 或 报 改 新 旧 版 稿 略 空 表
级 无
"""
_LATIN = """
microsoft excel wps office sheet worksheet workbook book table copy new xlsx xlsm xlsb xls ods csv tsv txt et
true false yes no ok null none n/a na nan
"""
_SINGLE = frozenset("一二三四五六七八九十的至到或报改新旧版稿略空表级无")
"""Characters that may stand between words, but make no text of several of them alone."""
_SIGNS = r"\s.\-‐-―−~_/\\—:,;、。!?()\[\]〔〕【】《》<>“”\"'·+*#&=%@|×√✓✔✗✘☑☒□■○●…"
TOWNSHIP_ENDINGS = ("街道办事处", "街道", "镇", "乡")
DEPARTMENT_ENDINGS = ("局", "委", "办")
"""How letters to a 县直部门 call it: 你局, 你委, 你办; any other is 你单位."""
"""How names of units of a township's level end."""
_ENDINGS = (*TOWNSHIP_ENDINGS, "县", "区", "市")
_ERROR = r"#[A-Z][A-Z0-9/_]{1,15}[!?]?|#N/A"
_TIME = r"(?:\D{1,3}\d{1,2}(?:\D{1,3}\d{1,2}){0,2})?"
# Eight digits without signs, or with spaces alone, are a day only where month and day can be: other ones may be a telephone number.
_SIGN = r"\s?[^\d\s]\s?"
_DAY = rf"(?:(?:1[89]|20)\d\d{_SIGN}\d{{1,2}}{_SIGN}\d{{1,3}}|20[0-4]\d(?:0\d|1[0-2])[0-3]\d){_TIME}"
_FIGURES = re.compile(r"[\d\s.,:/\-年月日]+|约?\d{1,4}\s?[\u4e00-\u9fff]")
_DAYS = re.compile(rf"\D*{_DAY}(?:\D{{1,3}}{_DAY})?\D*")

_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        _ERROR,
        r"第\d{1,2}张",
        rf"第?[{_NUMERALS}]+{_MEASURE}",
        r"[A-Z]{1,3}-?\d{1,5}(?!\d)",
        r"\d(?:\.\d{1,3})?E\+\d\d(?!\d)",
        r"\[U\+[0-9A-F]{4}\]",
        f"(?i:{'|'.join(sorted(_LATIN.split(), key=len, reverse=True))})(?![A-Za-z])",
        f"[{_SIGNS}]+",
    )
)
"""What else a text may be made of: error values, places of sheets, figures, codes, signs."""
_PARTS = tuple(
    map(
        re.compile,
        (
            rf"(?<!\d)\d{{1,6}}(?!\d){_MEASURE}",
            rf"[{_NUMERALS}]{{1,12}}(?=[、.)])",
            f"[{_SIGNS}]+",
            _CHINESE_DAY.pattern,
        ),
    )
)
"""What else may stay of a text that may not be shown as a whole."""


def may_be_shown(text: str, known: Iterable[str] = ()) -> bool:
    """Whether a text out of a stranger's file has a form that may be shown: a list of what may, not of what may not.

    It may when it is made of days, figures of six digits at most, words of the trade and ``known`` words (those of the
    column, or the names of the roster), or when it differs in one character from a known word of four characters and
    more. A known 石门乡 makes 石门, 石门镇 and 石门街道 known too; 李镇 may be a person.

    >>> [may_be_shown(text) for text in ("2023.2.30", "二〇二三年二月三十日", "Sheet1", "2月信访台账（正式版）")]
    [True, True, True, True]
    >>> [may_be_shown(text) for text in ("张样例", "阿样古丽", "Zhang San", "1.10105199E+17", "0531-8881234", "邻里之间常年不和")]
    [False, False, False, False, False, False]
    >>> [may_be_shown(text) for text in ("20230230", "2023年 2月 30日", "20881234", "2088 12 34", "A123456")]
    [True, True, False, False, False]
    >>> may_be_shown("予以支特", ["予以支持"]), may_be_shown("张访", ["来访"]), may_be_shown("石门镇台账", ["石门乡"])
    (True, False, True)
    """
    words = known if isinstance(known, tuple) else tuple(known)
    return _may_be_shown(text, words)


@lru_cache(maxsize=8192)
def _may_be_shown(text: str, known: tuple[str, ...]) -> bool:
    text = even(text).strip()
    if not text or text in known:
        return True
    if len(text) > _LONGEST or not _few_digits(text):
        return False
    if _FIGURES.fullmatch(text) or text in _single_words() or any(_one_off(text, word) for word in known):
        return True
    return not _only_singles(text) and _made_of(text, _words_with(known))


def shown_parts(text: str, known: Iterable[str], instead: str) -> str:
    """A text that may not be shown as a whole, with ``instead`` in place of each part that has no form for it.

    >>> shown_parts("青禾县城关镇2月台账（张三核对）", ["青禾县", "城关镇"], "…")
    '青禾县城关镇2月台账(…核对)'
    """
    words = _words_with(tuple(known))
    text = even(text).strip()
    longest = max(map(len, words))
    parts: list[str] = []
    start = 0
    while start < len(text):
        ends = [end for end in range(start + 2, min(len(text), start + longest) + 1) if text[start:end] in words]
        ends += [match.end() for pattern in _PARTS if (match := pattern.match(text, start))]
        if ends:
            parts.append(text[start : max(ends)])
        elif not parts or parts[-1] != instead:
            parts.append(instead)
        start = max([start + 1, *ends])
    return "".join(parts)


def _few_digits(text: str) -> bool:
    digits = text.translate(_DIGIT_OF)
    return sum(map(str.isdigit, digits)) <= _MOST_DIGITS or _DAYS.fullmatch(digits) is not None


def _only_singles(text: str) -> bool:
    """Whether the text has two characters and more, all of them those that only stand between words."""
    if _CHINESE_DAY.fullmatch(text):
        return False
    letters = {c for c in text if c.isalpha()}
    if len(letters) < 2 or not letters <= _SINGLE or any(map(str.isdigit, text)):
        return False
    return not any(len(word) > 1 and word in text for word in _trade_words())


def _one_off(text: str, word: str) -> bool:
    return len(word) == len(text) >= _LEAST_ALIKE and sum(a != b for a, b in zip(text, word, strict=True)) == 1


def _made_of(text: str, words: frozenset[str]) -> bool:
    """Whether the text can be cut into ``words``, figures and signs without a rest."""
    longest = max(map(len, words))
    ends = {0}
    for start in range(len(text)):
        if start in ends:
            ends |= {end for end in range(start + 1, min(len(text), start + longest) + 1) if text[start:end] in words}
            ends |= {match.end() for pattern in _OTHERS if (match := pattern.match(text, start))}
    return len(text) in ends


@lru_cache(maxsize=64)
def _words_with(known: tuple[str, ...]) -> frozenset[str]:
    own = {even(word) for word in known if len(word) > 1}
    stems = {word.removesuffix(end) for word in own for end in _ENDINGS if word.endswith(end)}
    units = {f"{stem}{end}" for stem in stems if len(stem) > 1 for end in ("", *_ENDINGS)}
    return _trade_words() | own | units


@lru_cache(maxsize=1)
def _trade_words() -> frozenset[str]:
    """The words of which names of files, sheets and columns are made, with every heading and code that is declared."""
    return frozenset(_WORDS.split()) | {even(word) for word in _declared() if len(word) > 1}


@lru_cache(maxsize=1)
def _single_words() -> frozenset[str]:
    """Words of one character that a column has as its values: 信, 访, √."""
    return frozenset(even(word) for word in _declared() if len(word) == 1)


def _declared() -> Iterator[str]:
    yield from FORM_SHEETS
    for sheet in (*REGISTERS, *SETTINGS_SHEETS):
        yield sheet.name
        yield from _of_fields(sheet.fields)
    yield from _of_fields(LEDGER)


def _of_fields(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        yield from (*field.all_headings, *field.codes, *field.code_aliases, *field.none_words, *field.day_words)
