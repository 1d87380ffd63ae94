"""参数: the local choices of docs/definitions.md, one row each.

The reader of 设置.xlsx, its blank form, the manifest, a roll-up's comparison and docs/options.md are made from these rows.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Annotated, get_args, get_type_hints

from pipeline.schema.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Choice:
    """What a row of 参数 is called, and the note beside it.

    ``least`` and ``most``: the bounds of a whole number. ``measures``: figures, titles or ranks depend on it, so that
    counties are added up only where they chose alike; the other options set limits for files and papers.
    """

    label: str
    note: str
    least: int = 0
    most: int = 0
    measures: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of a county. An id stays what it is; the label may change.

    A row's type is that of its cell: int a whole number, bool 是 or 否, date a day or blank, str a word.
    """

    # fmt: off
    three_none_preset: Annotated[str, Choice("三无方案", "化解类 或 事件类，见“三无条件”", measures=True)] = "化解类"
    smallest_sample: Annotated[int, Choice("最小样本", "分母小于此数的指标以全县数代替", 1, 1000, measures=True)] = 3
    own_weight_line: Annotated[int, Choice("样本不足线", "自有指标的权重合计低于此数的列为样本不足", 0, 100, measures=True)] = 60
    came_back_days: Annotated[int, Choice("重新信访天数", "办结后多少天内重复信访的不算化解", 0, 3660, measures=True)] = 90
    rating_days: Annotated[int, Choice("评价期天数", "办结后多少天内可以评价", 0, 3660, measures=True)] = 30
    simple_working_days: Annotated[int, Choice("简易办理工作日", "简易办理的期限", 1, 60, measures=True)] = 10
    roll_over_holidays: Annotated[bool, Choice("遇节假日顺延", "是 则期限末日遇节假日顺延", measures=True)] = False
    silence_is_content: Annotated[bool, Choice("逾期未评价视为满意", "是 则逾期未评价计入满意率", measures=True)] = False
    discontent_is_unsettled: Annotated[bool, Choice("不满意不算化解", "是 则评为不满意的不计入化解率的分子", measures=True)] = False
    notice_from: Annotated[date | None, Choice("告知计入起", "从这一天起（按受理期限），没有告知日期的不算告知，例如 2023-05-01；留空则不计", measures=True)] = None
    omission_grace_days: Annotated[int, Choice("遗漏宽限天数", "上级登记后多少天仍未入台账的算遗漏", 0, 366, measures=True)] = 3
    missing_months_allowed: Annotated[int, Choice("缺月上限", "季度、累计期、年度缺台账的月数超过此数则不列三无名单", 0, 12, measures=True)] = 2
    reply_days: Annotated[int, Choice("函复天数", "提示函、督办函请乡镇在收到后多少天内函复", 1, 366)] = 15
    correction_days: Annotated[int, Choice("更正补报天数", "退回更正、催报请乡镇在应报日期（没有的按数据截至日）后多少天内报回；0 则不写日期", 0, 60)] = 5
    self_rated_counts: Annotated[bool, Choice("自报评价计分", "否 则只有乡镇自己填报的评价不计入得分", measures=True)] = True
    overdue_listed: Annotated[bool, Choice("附件2逐件列", "是 则月度通报以附件逐件列出逾期事项；否 则只列各乡镇件数，具体事项见各乡镇反馈单")] = False
    letters_apart: Annotated[bool, Choice("分别发函", "是 则发督办函的乡镇另发提示函；否 则提示的内容作为督办函的第二部分")] = False
    summons_matters: Annotated[int, Choice("约谈件数", "督办后到期仍未办的事项达到此数，列入约谈建议", 1, 1000)] = 3
    duty_days: Annotated[int, Choice("每月接访天数", "每个乡镇每月应有领导接访的天数；0 则不计应接访天数", 0, 31)] = 4
    file_mb: Annotated[int, Choice("文件大小上限MB", "更大的文件不打开", 1, 500)] = 30
    inflated_mb: Annotated[int, Choice("展开大小上限MB", "压缩包展开后更大的不打开", 1, 4000)] = 300
    reading_seconds: Annotated[int, Choice("读取时限秒", "一个文件读得更久就停止", 1, 600)] = 5
    reading_memory_mb: Annotated[int, Choice("读取内存上限MB", "读一个文件占用更多就停止", 128, 16_000)] = 512
    most_sheets: Annotated[int, Choice("工作表数上限", "工作表更多的文件不读", 1, 10_000)] = 120
    most_rows: Annotated[int, Choice("行数上限", "行数更多的工作表不读", 100, 1_048_576)] = 200_000
    most_columns: Annotated[int, Choice("列数上限", "列数更多的工作表不读", 30, 16_384)] = 16_384
    most_cells: Annotated[int, Choice("单元格数上限", "单元格更多的文件不读", 10000, 20_000_000)] = 3_000_000
    most_characters: Annotated[int, Choice("每格字数上限", "一格文字更长的文件不读", 100, 1_000_000)] = 32_767
    # fmt: on

    def definition(self, template: str) -> str:
        """The words of an indicator with the days that the county chose, and whether a blank 告知日期 counts.

        >>> Options(rating_days=45).definition("办结满{rating_days}天")
        '办结满45天'
        """
        day = self.notice_from
        notice = f"；受理期限在{day.year}年{day.month}月{day.day}日及以后的，没有告知日期的不算告知" if day else ""
        return template.format(came_back_days=self.came_back_days, rating_days=self.rating_days, notice=notice)


@dataclass(frozen=True, slots=True)
class Option:
    """A row of the table: its id, the type of its value, its default, and what Choice says."""

    id: str
    type: type
    default: object
    choice: Choice

    @property
    def label(self) -> str:
        """What stands in the column 项目."""
        return self.choice.label

    @property
    def written(self) -> str:
        """The default as it stands in the column 值."""
        return in_words(self.default)

    def read(self, text: str) -> object:
        """The value of a text that ``in_words`` wrote."""
        if self.type is date:
            return date.fromisoformat(text) if text else None
        return text == Answer.YES if self.type is bool else self.type(text)


def in_words(value: object) -> str:
    """A value as it stands in 设置.xlsx and in the manifest: 是 or 否 for a flag, '' for a blank.

    >>> in_words(True), in_words(None), in_words(60)
    ('是', '', '60')
    """
    if isinstance(value, bool):
        return str(Answer.YES if value else Answer.NO)
    return "" if value is None else str(value)


def _rows() -> tuple[Option, ...]:
    hints = get_type_hints(Options, include_extras=True)
    rows = []
    for each in fields(Options):
        kind, choice = get_args(hints[each.name])
        assert isinstance(choice, Choice)
        assert each.default is not MISSING
        rows.append(
            Option(each.name, next(t for t in (*get_args(kind), kind) if t is not type(None)), each.default, choice)
        )
    return tuple(rows)


OPTIONS = _rows()
OPTION_BY_LABEL = {option.label: option for option in OPTIONS}
