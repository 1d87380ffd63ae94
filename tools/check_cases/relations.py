"""Rules that compare a row with others."""

from __future__ import annotations

from tools.check_cases.rows import Case

CASES: list[Case] = [
    (
        "R151",
        [{"related_case_no": "99"}],
        "B4",
        "1件初重件填初件、却填了关联件编号（编号01）",
        [{"occurrence": "重件", "related_case_no": "99"}],
    ),
    (
        "R152",
        [{"occurrence": "重件", "related_case_no": "01"}],
        "B4",
        "1件的关联件编号就是本件编号（编号01）",
        [{}, {"occurrence": "重件", "related_case_no": "01"}],
    ),
    (
        "R153",
        [{"occurrence": "重件", "related_case_no": "99"}],
        "B4",
        "1件重件的关联件编号在本期各台账中找不到（编号01）",
        [{}, {"occurrence": "重件", "related_case_no": "01"}],
    ),
    (
        "R154",
        [{"occurrence": "重件", "related_case_no": "02"}, {"registered_on": "2023-02-07"}],
        "B4",
        "1件登记早于其关联件（编号01：登记日期2023-02-06）",
        [{"occurrence": "重件", "related_case_no": "02"}, {"registered_on": "2023-02-06"}],
    ),
    (
        "R155",
        [{"occurrence": "重件", "related_case_no": "02"}, {"occurrence": "重件", "related_case_no": "01"}],
        "B4:B5",
        "2件与关联件互相填对方编号（如编号01），分不出先后",
        [{}, {"occurrence": "重件", "related_case_no": "01"}],
    ),
    (
        "R181",
        [{"case_no": "07"}, {"case_no": "07"}, {"case_no": "07"}],
        "A5:A6",
        "2行与前面的行完全相同（如编号07），按一件计算",
        [{"case_no": "07"}, {"case_no": "07", "channel": "来信"}],
    ),
    (
        "R182",
        [{"case_no": "07"}, {"case_no": "08"}, {"case_no": "07", "channel": "来信"}],
        "A4、A6",
        "同一编号有内容不同的多行，共2行（如编号07），按较不利的一行计算",
        [{"case_no": "07"}, {"case_no": "07"}, {"case_no": "08"}],
    ),
]
