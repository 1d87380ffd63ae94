"""Rules about the order of dates and about dates that can't be."""

from __future__ import annotations

import pytest
from check_rows import Row, told

ACCEPTED: Row = {"registered_on": "2023-01-03", "accepted_on": "2023-01-05"}
DONE: Row = {**ACCEPTED, "concluded_on": "2023-02-10", "outcome": "予以支持"}

CASES: list[tuple[str, list[Row], str, str, list[Row]]] = [
    # code, rows that break the rule, the cell marked, the sentence shown, rows that just keep it
    ("R111", [{"accepted_on": "2023-02-05"}], "P4", "1件受理日期早于登记日期（编号01：受理日期2023-02-05、登记日期2023-02-06），不计为及时受理", [{"accepted_on": "2023-02-06"}]),
    ("R112", [{"concluded_on": "2023-02-05"}], "U4", "1件办结日期早于登记日期（编号01：办结日期2023-02-05、登记日期2023-02-06），按未办结计算", [{"concluded_on": "2023-02-06"}]),
    ("R113", [{**DONE, "concluded_on": "2023-01-04"}], "P4", "1件受理日期晚于办结日期（编号01：受理日期2023-01-05、办结日期2023-01-04），按已受理、未办结计算", [{**DONE, "concluded_on": "2023-01-05"}]),
    ("R114", [{"received_on": "2023-02-05"}], "E4", "1件收到日期早于登记日期（编号01：收到日期2023-02-05、登记日期2023-02-06）", [{"received_on": "2023-02-06"}]),
    ("R115", [{"notified_on": "2023-02-05"}], "O4", "1件告知日期早于登记日期（编号01：告知日期2023-02-05、登记日期2023-02-06）", [{"notified_on": "2023-02-06"}]),
    ("R116", [{**ACCEPTED, "notified_on": "2023-01-04"}], "O4", "1件告知日期早于受理日期（编号01：告知日期2023-01-04、受理日期2023-01-05）", [{**ACCEPTED, "notified_on": "2023-01-05"}]),
    ("R117", [{**DONE, "notified_on": "2023-02-11"}], "O4", "1件告知日期晚于办结日期（编号01：告知日期2023-02-11、办结日期2023-02-10）", [{**DONE, "notified_on": "2023-02-10"}]),
    ("R118", [{**ACCEPTED, "received_on": "2023-01-06"}], "P4", "1件受理日期早于收到日期（编号01：受理日期2023-01-05、收到日期2023-01-06）", [{**ACCEPTED, "received_on": "2023-01-05"}]),
    ("R119", [{"withdrawn_on": "2023-02-05"}], "AC4", "1件退回日期早于登记日期（编号01：退回日期2023-02-05、登记日期2023-02-06）", [{"withdrawn_on": "2023-02-06"}]),
    ("R171", [{**DONE, "concluded_on": "2023-03-01"}], "U4", "1件的“办结日期”晚于数据截至日2023-02-28（编号01：办结日期2023-03-01），本期按尚未发生计算", [{**DONE, "concluded_on": "2023-02-28"}]),
    ("R172", [{"registered_on": "2023-03-01"}], "D4", "1件登记日期晚于本期最后一天2023-02-28（编号01：登记日期2023-03-01），本期不计", [{"registered_on": "2023-02-28"}]),
    ("R173", [{"registered_on": "2004-12-31"}], "D4", "1件登记日期早于2005年（编号01：登记日期2004-12-31），疑似年份填错", [{"registered_on": "2005-01-01"}]),
    ("R174", [{**DONE, "registered_on": "2022-08-01", "accepted_on": "2022-08-02", "concluded_on": "2022-09-30"}], "U4", "1件是往年登记、2022-10-01前已办结的事项（编号01：办结日期2022-09-30、登记日期2022-08-01），不必再报", [{**DONE, "registered_on": "2022-08-01", "accepted_on": "2022-08-02", "concluded_on": "2022-10-01"}]),
    ("R175", [{**ACCEPTED, "extended_to": "2203-03-20"}], "R4", "1件的“延期至”早于2005年或晚于数据截至日一年以上（编号01：延期至2203-03-20），疑似年份填错", [{**ACCEPTED, "extended_to": "2023-03-20"}]),
    ("R176", [{**ACCEPTED, "registered_on": "2022-01-05", "accepted_on": "2023-01-07"}], "P4", "1件登记一年以后才受理（编号01：受理日期2023-01-07、登记日期2022-01-05），疑似年份填错", [{**ACCEPTED, "registered_on": "2022-01-05", "accepted_on": "2023-01-06"}]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "rows", "cell", "sentence", "kept"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_says_its_sentence_of_rows_that_break_it_and_nothing_of_rows_that_just_keep_it(code, rows, cell, sentence, kept):
    assert told(code, *rows) == [(cell, sentence)]
    assert told(code, *kept) == []
