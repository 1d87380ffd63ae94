"""Rules about the Regulation's time limits; each row that obeys the rule has the last day that is allowed."""

from __future__ import annotations

from tools.check_cases.rows import ACCEPTED, DONE, Case

CASES: list[Case] = [
    (
        "R121",
        [{**ACCEPTED, "accepted_on": "2023-01-19"}],
        "P4",
        "1件超过时限才受理（编号01：受理日期2023-01-19、登记日期2023-01-03），不计为及时受理",
        [{**ACCEPTED, "accepted_on": "2023-01-18"}],
    ),
    (
        "R122",
        [{**ACCEPTED, "notified_on": "2023-01-19"}],
        "O4",
        (
            "1件按时受理但超过时限才告知（编号01：告知日期2023-01-19、登记日期2023-01-03、受理日期2023-01-05），"
            "不计为及时受理"
        ),
        [{**ACCEPTED, "notified_on": "2023-01-18"}],
    ),
    (
        "R123",
        [{**DONE, "registered_on": "2022-11-30", "accepted_on": "2022-12-01", "concluded_on": "2023-01-31"}],
        "U4",
        "1件超过期限才办结（编号01：办结日期2023-01-31、受理日期2022-12-01），不计为按期办结",
        [{**DONE, "registered_on": "2022-11-30", "accepted_on": "2022-12-01", "concluded_on": "2023-01-30"}],
    ),
    (
        "R124",
        [{**ACCEPTED, "procedure": "简易办理"}],
        "N4",
        "1件简易办理超过10个工作日没有办结（编号01：受理日期2023-01-05），转按信访处理意见的期限计算",
        [{**DONE, "concluded_on": "2023-01-19", "procedure": "简易办理"}],
    ),
    (
        "R125",
        [{**ACCEPTED, "due_on": "2023-04-05"}],
        "Q4",
        "1件限办日期不是受理日期加60天（编号01：限办日期2023-04-05、受理日期2023-01-05），以条例规定的日期为准",
        [{**ACCEPTED, "due_on": "2023-03-06"}],
    ),
    (
        "R126",
        [{"registered_on": "2023-01-03", "received_on": "2023-01-19"}],
        "E4",
        "1件登记后超过15日才收到（编号01：收到日期2023-01-19、登记日期2023-01-03）",
        [{"registered_on": "2023-01-03", "received_on": "2023-01-18"}],
    ),
    (
        "R127",
        [{"registered_on": "2023-01-03", "withdrawn_on": "2023-01-11"}],
        "AC4",
        "1件收到后超过5个工作日才退回（编号01：退回日期2023-01-11、登记日期2023-01-03）",
        [{"registered_on": "2023-01-03", "withdrawn_on": "2023-01-10"}],
    ),
    (
        "R128",
        [{"registered_on": "2023-01-26", "accepted_on": "2023-01-30"}],
        "O4",
        (
            "1件按时受理而没有填告知日期（编号01：登记日期2023-01-26、受理日期2023-01-30），"
            "受理期限在2023-02-10及以后的不算告知，不计为及时受理"
        ),
        [
            {"registered_on": "2023-01-25", "accepted_on": "2023-01-30"},
            {"registered_on": "2023-01-26", "accepted_on": "2023-01-30", "notified_on": "2023-02-10"},
        ],
    ),
    (
        "R131",
        [
            {
                **ACCEPTED,
                "extended_to": "2023-04-06",
                "extension_approved_on": "2023-02-20",
                "extension_reason": "情况复杂",
            }
        ],
        "R4",
        "1件延期超过30天（编号01：延期至2023-04-06、受理日期2023-01-05），延期不算，仍按原期限计算",
        [{**ACCEPTED, "extended_to": "2023-04-05", "extension_approved_on": "2023-02-20"}],
    ),
    (
        "R132",
        [
            {
                **ACCEPTED,
                "registered_on": "2022-12-01",
                "accepted_on": "2022-12-02",
                "extended_to": "2023-02-20",
                "extension_approved_on": "2023-02-01",
                "extension_reason": "情况复杂",
            }
        ],
        "S4",
        "1件到期以后才批准延期（编号01：延期批准日期2023-02-01、受理日期2022-12-02），延期不算，仍按原期限计算",
        [
            {
                **ACCEPTED,
                "registered_on": "2022-12-01",
                "accepted_on": "2022-12-02",
                "extended_to": "2023-02-20",
                "extension_approved_on": "2023-01-31",
            }
        ],
    ),
    (
        "R133",
        [
            {
                **ACCEPTED,
                "extended_to": "2023-04-05",
                "extension_approved_on": "2023-01-04",
                "extension_reason": "情况复杂",
            }
        ],
        "S4",
        "1件批准延期早于受理（编号01：延期批准日期2023-01-04、受理日期2023-01-05），延期不算，仍按原期限计算",
        [{**ACCEPTED, "extended_to": "2023-04-05", "extension_approved_on": "2023-01-05"}],
    ),
    (
        "R134",
        [
            {
                **ACCEPTED,
                "extended_to": "2023-03-06",
                "extension_approved_on": "2023-02-20",
                "extension_reason": "情况复杂",
            }
        ],
        "R4",
        "1件延期至不晚于原期限（编号01：延期至2023-03-06、受理日期2023-01-05），等于没有延期",
        [{**ACCEPTED, "extended_to": "2023-03-07", "extension_approved_on": "2023-02-20"}],
    ),
    (
        "R135",
        [{"extended_to": "2023-04-05", "extension_approved_on": "2023-02-20", "extension_reason": "情况复杂"}],
        "P4",
        "1件填了延期至而没有受理日期（编号01：延期至2023-04-05），延期不算",
        [{**ACCEPTED, "extended_to": "2023-04-05"}],
    ),
    (
        "R136",
        [
            {
                **ACCEPTED,
                "procedure": "法定程序",
                "extended_to": "2023-04-05",
                "extension_approved_on": "2023-02-20",
                "extension_reason": "情况复杂",
            }
        ],
        "R4",
        "1件的办理程序不适用延期（编号01：延期至2023-04-05、办理程序为法定程序）",
        [{**ACCEPTED, "extended_to": "2023-04-05"}],
    ),
]
