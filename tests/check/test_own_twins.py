"""Each rule of the program that 自设规则 can say is told of the same rows as its twin that a county wrote.

What the grammar can't say: rules that compare rows (R151 to R155, R181 to R187), that need a limit by the calendar, the
cut-off or a setting (R121 to R125, R127, R128, R131 to R136, R171 to R177 but R173), that say "or" or "not both" (R116
to R118, R143, R147, R164), that take a blank cell for its default (R103 to R105, R148's blank 办理程序 is none of its
words, R167), and R149, for which 无法告知 is as good as blank.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from pipeline.base.period import parse_period
from pipeline.check.catalogue import RULES
from pipeline.check.own_rules import own_rules
from pipeline.check.rules import Facts, Rule
from pipeline.schema.ledger import LEDGER
from tests.check.check_rows import COLUMNS, SETTINGS, ledger
from tests.own_rule_rows import REMEDY
from tests.own_rule_rows import own_rules as sheet_of
from tests.settings_sheets import settings
from tools.check_cases.cases import CASES

pytestmark = pytest.mark.slow

TWINS = {
    "R101": "信访形式 空",
    "R102": "初重件 空",
    "R106": "初重件 = 重件 且 关联件编号 空",
    "R107": "延期至 不空 且 延期批准日期 空",
    "R108": "延期批准日期 不空 且 延期至 空",
    "R109": "延期至 不空 且 延期理由 空",
    "R110": "办结日期 空 且 办理结果 不空 且 化解状态 ≠ 已化解 且 对责任单位评价 不属于 满意、基本满意、不满意 "
    "且 对信访部门评价 不属于 满意、基本满意、不满意",
    "R111": "受理日期 < 登记日期",
    "R112": "办结日期 < 登记日期",
    "R113": "办结日期 < 受理日期 且 办结日期 ≥ 登记日期",
    "R114": "收到日期 < 登记日期",
    "R115": "告知日期 < 登记日期",
    "R119": "退回日期 < 登记日期",
    "R126": "天数差(登记日期, 收到日期) > 15",
    "R141": "化解状态 = 已化解 且 办结日期 空",
    "R142": "对责任单位评价 属于 满意、基本满意、不满意 且 办结日期 空",
    "R144": "化解状态 = 已化解 且 对责任单位评价 = 不满意 且 办结日期 不空",
    "R145": "退回日期 不空 且 办结日期 不空",
    "R146": "受理日期 ≤ 退回日期 且 办结日期 空",
    "R148": "信访目的 = 建议意见 且 办理程序 属于 信访处理意见、简易办理",
    "R161": "信访形式 属于 来信、来电 且 人数 ≥ 5",
    "R162": "办理程序 = 简易办理 且 初重件 = 重件",
    "R163": "来访类别 不空 且 信访形式 不空 且 信访形式 ≠ 来访",
    "R165": "人数 > 500",
    "R166": "来访类别 = 异常 且 信访层级 ≠ 国家",
    "R168": "办理程序 = 简易办理 且 人数 ≥ 5",
    "R173": "登记日期 < 2005-01-01",
}
SHIPPED: dict[str, Rule] = {rule.code: rule for rule in reversed(RULES)}
"""The first rule of each code: R142's second one is about the other rating."""
SHEET = sheet_of(*((f"C{n:03d}", test, "提醒", "填得不对", REMEDY, "") for n, test in enumerate(TWINS.values())))
OWN = dict(zip(TWINS, own_rules(settings(SHEET)), strict=True))
MARGIN = ("2004-12-31", "2005-01-01", "2023-02-05", "2023-02-06", "2023-02-07", "2023-02-21", "2023-02-22")
VALUES: dict[str, st.SearchStrategy[object]] = {
    f.id: st.sampled_from([None, *MARGIN, *(["1900-01-01"] if f.id == "notified_on" else [])])
    if f.type == "date"
    else st.sampled_from([None, 1, 4, 5, 500, 501])
    if f.type == "count"
    else st.sampled_from([None, *f.codes])
    if f.codes
    else st.sampled_from([None, "有"])
    for f in LEDGER
    if f.id not in ("case_no", "township")
}
BAD = st.sets(st.sampled_from([f.id for f in LEDGER if f.type in ("date", "count", "code")]), max_size=2)
ROW = st.fixed_dictionaries({**VALUES, "bad": BAD})


@example_settings(max_examples=30, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=30))
def test_a_twin_that_a_county_wrote_is_told_of_the_same_rows(rows: list[dict[str, object]]):
    facts = Facts(ledger(*rows), COLUMNS, SETTINGS, parse_period("2023-02"), date(2023, 2, 28))
    for code, own in OWN.items():
        shipped = SHIPPED[code]
        asked = pd.Series(data=True, index=facts.frame.index)
        for id_ in {*own.columns} ^ {*shipped.columns}:
            asked &= ~facts.bad(id_)
        assert list(own.rows(facts) & asked) == list(shipped.rows(facts) & asked), code


@pytest.mark.parametrize("code", TWINS)
def test_a_twin_is_told_of_the_case_that_breaks_the_program_s_rule(code: str):
    """Or two rules that never say anything would be alike."""
    [broken] = [rows for case, rows, *_ in CASES if case == code]
    facts = Facts(ledger(*broken), COLUMNS, SETTINGS, parse_period("2023-02"), date(2023, 2, 28))
    assert list(OWN[code].rows(facts)) == list(SHIPPED[code].rows(facts))
    assert OWN[code].rows(facts).any()
