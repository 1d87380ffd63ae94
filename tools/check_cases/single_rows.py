"""Rules about one row: what is missing, and states that contradict each other."""

from __future__ import annotations

from tools.check_cases.rows import ACCEPTED, DONE, Case

CASES: list[Case] = [
    ("R101", [{"channel": None}], "F4", "1件没有填信访形式（编号01），无法按形式统计", [{}]),
    ("R102", [{"occurrence": None}], "I4", "1件没有填初重件（编号01），无法判断是否计入一次性化解率和参评率", [{}]),
    ("R103", [{**DONE, "accepted_on": None}], "P4", "1件已办结而没有受理日期（编号01：办结日期2023-02-10），按办结当日受理计算", [DONE]),
    ("R104", [{**DONE, "outcome": None}], "V4", "1件已办结而没有办理结果（编号01：办结日期2023-02-10），不计入化解", [DONE]),
    ("R105", [{**DONE, "outcome": None, "procedure": "法定程序"}], "V4", "1件法定程序或建议意见已办结而没有办理结果（编号01：办结日期2023-02-10）", [{**DONE, "outcome": None, "procedure": "检举控告"}]),
    ("R106", [{"occurrence": "重件"}], "B4", "1件重件没有填关联件编号（编号01），无法与原件对应", [{"occurrence": "重件", "related_case_no": "99"}]),
    ("R107", [{**ACCEPTED, "extended_to": "2023-03-20", "extension_reason": "情况复杂"}], "S4", "1件填了延期至而没有延期批准日期（编号01：延期至2023-03-20），延期不算，仍按原期限计算", [{**ACCEPTED, "extended_to": "2023-03-20", "extension_approved_on": "2023-02-20"}]),
    ("R108", [{**ACCEPTED, "extension_approved_on": "2023-02-20"}], "R4", "1件填了延期批准日期而没有延期至（编号01：延期批准日期2023-02-20），延期不算，仍按原期限计算", [{**ACCEPTED, "extended_to": "2023-03-20", "extension_approved_on": "2023-02-20"}]),
    ("R109", [{**ACCEPTED, "extended_to": "2023-03-20", "extension_approved_on": "2023-02-20"}], "T4", "1件延期没有填延期理由（编号01：延期至2023-03-20）", [{**ACCEPTED, "extended_to": "2023-03-20", "extension_approved_on": "2023-02-20", "extension_reason": "有"}]),
    ("R110", [{**ACCEPTED, "outcome": "予以支持"}], "U4", "1件填了办理结果而没有办结日期（编号01），按未办结计算", [{**ACCEPTED, "outcome": "予以支持", "settled": "已化解"}]),
    ("R141", [{**ACCEPTED, "settled": "已化解"}], "X4", "1件填了已化解而没有办结日期（编号01），不计入化解", [{**DONE, "settled": "已化解"}]),
    ("R142", [{**ACCEPTED, "rating_unit": "基本满意"}], "AA4", "1件没有办结却填了“对责任单位评价”（编号01：对责任单位评价为基本满意）", [{**ACCEPTED, "rating_unit": "未评价"}]),
    ("R143", [{**DONE, "outcome": "不予支持", "settled": "已化解"}], "X4", "1件不予支持却填已化解（编号01），又没有思想教育、帮扶救助或依法处理的情况", [{**DONE, "outcome": "不予支持", "settled": "已化解", "handling": "思想教育到位"}]),
    ("R144", [{**DONE, "settled": "已化解", "rating_unit": "不满意"}], "X4", "1件填已化解而评价为不满意（编号01），列入抽查核实单", [{**DONE, "settled": "部分化解", "rating_unit": "不满意"}]),
    ("R145", [{**DONE, "withdrawn_on": "2023-01-09"}], "AC4", "1件既有退回日期又有办结日期（编号01：退回日期2023-01-09、办结日期2023-02-10）", [{"registered_on": "2023-01-03", "withdrawn_on": "2023-01-09"}]),
    ("R146", [{**ACCEPTED, "withdrawn_on": "2023-01-09"}], "AC4", "1件受理后又退回（编号01：退回日期2023-01-09、受理日期2023-01-05）", [{"registered_on": "2023-01-03", "withdrawn_on": "2023-01-09"}]),
    ("R147", [{"purpose": "检举控告", "procedure": "信访处理意见"}], "N4", "1件的信访目的与办理程序不一致，只有一栏是检举控告（检举控告件，编号不列）", [{"purpose": "检举控告", "procedure": "检举控告"}]),
    ("R148", [{"purpose": "建议意见", "procedure": "信访处理意见"}], "N4", "1件信访目的是建议意见，办理程序不是（编号01：办理程序为信访处理意见）", [{"purpose": "建议意见", "procedure": "建议意见"}]),
    ("R149", [{"notified_on": "2023-02-08"}], "P4", "1件有告知日期而没有受理日期（编号01：告知日期2023-02-08），按未受理计算", [{"notified_on": "2023-02-08", "accepted_on": "2023-02-08"}]),
    ("R161", [{"channel": "来信", "persons": 5}], "J4", "1件来信或来电填了5人以上（编号01：人数为5、信访形式为来信）", [{"channel": "来信", "persons": 4}]),
    ("R162", [{}, {"occurrence": "重件", "related_case_no": "01", "procedure": "简易办理"}], "N5", "1件重件按简易办理（编号02）", [{"procedure": "简易办理"}]),
    ("R163", [{"channel": "来信", "visit_class": "正常"}], "L4", "1件不是来访却填了来访类别（编号01：来访类别为正常、信访形式为来信）", [{"channel": "来访", "visit_class": "正常"}]),
    ("R164", [{"incident": "大规模聚集", "persons": 9}], "M4", "1件记有事件类别（编号01：事件类别为大规模聚集）", [{"incident": "无"}]),
    ("R165", [{"persons": 501}], "J4", "1件人数超过500（编号01：人数为501）", [{"persons": 500}]),
    ("R166", [{"visit_class": "异常", "level": "省"}], "L4", "1件来访类别为异常而信访层级不是国家（编号01：信访层级为省），不计入异常访登记", [{"visit_class": "异常", "level": "国家"}]),
    ("R167", [{"incident": "大规模聚集", "persons": 4}], "J4", "1件事件类别为大规模聚集而人数不到5人（编号01：人数为4）", [{"incident": "大规模聚集", "persons": 5}]),
    ("R168", [{"persons": 5, "procedure": "简易办理"}], "N4", "1件5人以上的信访事项按简易办理（编号01：人数为5）", [{"persons": 4, "procedure": "简易办理"}]),
]  # fmt: skip
