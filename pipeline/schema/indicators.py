"""The indicators: what they are called, and how they may be used. Their arithmetic is in measure/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    ``numerator`` and ``denominator`` are the words of the 口径 note; ``Options.definition`` puts the county's days into
    them. ``count``: it is a number of matters and has no denominator. ``weightable``: it may carry weight in the
    ranking (领导包案率 does where a county chooses so). ``descriptive``: it is shown without rank or colour.
    ``matter``: it is measured on matters (按时报送率 and 有责督办 are not). ``a_state``: it counts what stands at the
    cut-off, so that months can't be added up. ``duty``: the unit's own figure counts, however small its denominator.

    ``basis`` and ``done``: the labels of the dates by which an item comes in and by which it is counted. ``register``:
    the register without which there is no figure. ``fields``: the ledger's columns that decide a matter, blank or not;
    ``if_filled``: those that decide only when filled in (退回日期 does so for every indicator and isn't listed).
    ``entries``: the columns of the register's own row that decide.
    """

    id: str
    label: str
    numerator: str
    denominator: str
    count: bool = False
    weightable: bool = False
    descriptive: bool = False
    matter: bool = True
    a_state: bool = False
    duty: bool = False
    basis: str = ""
    done: str = ""
    register: str = ""
    fields: tuple[str, ...] = ()
    if_filled: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


_EXTENSION = ("extension_approved_on", "extended_to")
_SOLVED = ("concluded_on", "settled", "outcome")

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    Indicator("accepted_on_time", "及时受理率", "在受理期限内受理（填了告知日期的，一并在期限内告知；填无法告知的视为已告知{notice}）", "受理期限落在本期的事项（检举控告除外）", weightable=True, basis="受理期限", done="受理日期",
              fields=("registered_on", "accepted_on"), if_filled=("received_on", "level", "notified_on")),
    Indicator("concluded_on_time", "按期办结率", "在办理期限内办结", "办理期限落在本期的信访处理意见类事项", weightable=True, basis="办理期限", done="办结日期",
              fields=("accepted_on", "concluded_on"), if_filled=(*_EXTENSION, "procedure")),
    Indicator("resolution", "化解率", "已化解且有办理结果，未查实“不属实”、未再次信访", "本期办结的信访处理意见和简易办理事项", weightable=True, basis="办结日期",
              fields=_SOLVED, if_filled=("rating_unit", "procedure")),
    Indicator("first_time_resolution", "一次性化解率", "同化解率", "办结满{came_back_days}天之日落在本期的初件（信访处理意见和简易办理）", weightable=True, basis="期满之日", done="办结日期",
              fields=("occurrence", *_SOLVED), if_filled=("rating_unit", "procedure")),
    Indicator("satisfaction", "责任单位满意率", "对责任单位评价为满意、基本满意", "参评率范围内已评价的事项", weightable=True, basis="评价期满", done="办结日期",
              fields=("occurrence", "concluded_on", "rating_unit"), if_filled=("procedure",)),
    Indicator("rating_turnout", "参评率", "对责任单位已评价", "办结满{rating_days}天之日落在本期的初件（信访处理意见、简易办理和建议意见）", weightable=True, basis="评价期满", done="办结日期",
              fields=("occurrence", "concluded_on", "rating_unit"), if_filled=("procedure",)),
    Indicator("backlog_clearance", "积案化解率", "截止日前办结且化解（同化解率）", "截止日前交办的交办清单事项", weightable=True, a_state=True, basis="要求化解日期", done="办结日期", register="assigned",
              fields=_SOLVED, if_filled=("rating_unit",), entries=("assigned_on", "settle_by")),
    Indicator("led_by_official", "领导包案率", "有包案领导", "本期在办的交办、积案和重件事项", weightable=True, a_state=True, basis="登记日期",
              fields=("registered_on", "occurrence", "lead_official"), if_filled=("backlog_batch", "concluded_on")),
    Indicator("reported_on_time", "按时报送率", "报送日期不晚于应报日期", "本期应报的月度台账", weightable=True, matter=False, duty=True, basis="应报日期", done="报送日期", register="reports",
              entries=("due_on", "sent_on")),
    Indicator("conclusion", "办结率", "截止日前办结", "本期受理的事项", descriptive=True, basis="受理日期", done="办结日期",
              fields=("accepted_on", "concluded_on")),
    Indicator("repeat", "重复信访率", "重件", "本期登记的事项", descriptive=True, basis="登记日期",
              fields=("registered_on", "occurrence")),
    Indicator("office_satisfaction", "信访部门满意率", "对信访部门评价为满意、基本满意", "参评率范围内对信访部门已评价的事项", descriptive=True, basis="评价期满", done="办结日期",
              fields=("occurrence", "concluded_on", "rating_office"), if_filled=("procedure",)),
    Indicator("simple_on_time", "简易按期率", "在简易办理期限内办结", "简易办理期限落在本期的事项", descriptive=True, basis="简易办理期限", done="办结日期",
              fields=("procedure", "accepted_on", "concluded_on")),
    Indicator("extended", "延期件占比", "依规延期", "办理期限落在本期的信访处理意见类事项", descriptive=True, basis="办理期限",
              fields=("accepted_on", *_EXTENSION), if_filled=("procedure",)),
    Indicator("overdue_unaccepted", "逾期未受理", "受理期限不晚于期末、截止日前未受理也未办结（检举控告除外）", "", count=True, basis="受理期限", done="受理日期",
              fields=("registered_on", "accepted_on", "concluded_on"), if_filled=("received_on", "level")),
    Indicator("overdue_open", "逾期未办结", "办理期限不晚于期末、截止日前未办结的信访处理意见类事项", "", count=True, basis="办理期限", done="办结日期",
              fields=("accepted_on", "concluded_on"), if_filled=(*_EXTENSION, "procedure")),
    Indicator("backlog_overdue", "到期未化解积案", "要求化解日期不晚于期末、截止日前未化解的交办清单事项", "", count=True, basis="要求化解日期", done="办结日期", register="assigned",
              fields=_SOLVED, if_filled=("rating_unit",), entries=("assigned_on", "settle_by")),
    Indicator("at_fault", "有责督办", "认定日期（未填的为督办日期）在本期的有责事项", "", count=True, matter=False, basis="认定（督办）日期", register="supervised",
              entries=("supervised_on", "confirmed_on", "at_fault")),
)
# fmt: on

ACCEPTED_ON_TIME, WITH_NOTICE = "accepted_on_time", "及时受理（告知）率"
"""The indicator whose label depends on the option 告知计入起, and its label while that option is in force."""
INDICATOR = {i.id: i for i in INDICATORS}
INDICATOR_BY_LABEL = {**{i.label: i for i in INDICATORS}, WITH_NOTICE: INDICATOR[ACCEPTED_ON_TIME]}
# fmt: off
VERSION_ONE_INDICATORS = {
    "及时受理率": "accepted_on_time", "及时受理（告知）率": "accepted_on_time", "按期办结率": "concluded_on_time", "化解率": "resolution",
    "一次性化解率": "first_time_resolution", "责任单位满意率": "satisfaction", "参评率": "rating_turnout", "积案化解率": "backlog_clearance",
    "领导包案率": "led_by_official", "按时报送率": "reported_on_time", "办结率": "conclusion", "重复信访率": "repeat", "信访部门满意率": "office_satisfaction",
    "简易按期率": "simple_on_time", "延期件占比": "extended", "逾期未受理": "overdue_unaccepted", "逾期未办结": "overdue_open",
    "到期未化解积案": "backlog_overdue", "有责督办": "at_fault",
}
"""What editions wrote in the marks of the table ranking and in the manifest's conditions while both were texts -> id. Never changed."""
DEFAULT_WEIGHTS = {
    "accepted_on_time": 10, "concluded_on_time": 25, "resolution": 20, "first_time_resolution": 10,
    "satisfaction": 20, "rating_turnout": 5, "backlog_clearance": 5, "reported_on_time": 5,
}
# fmt: on
