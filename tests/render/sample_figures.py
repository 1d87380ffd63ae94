"""The figures of the hand-made report: indicators, three-none, ranking, volumes, lists."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from pipeline.base.county import COUNTY
from pipeline.schema.contract import TABLES
from pipeline.schema.indicators import INDICATORS

NAMES = [
    "城关镇",
    "东禾镇",
    "北塘镇",
    "大湾镇",
    "太平川镇",
    "红岩乡",
    "杨林镇",
    "松岗镇",
    "柳树镇",
    "清河镇",
    "甘泉镇",
    "白鹭镇",
    "石门乡",
    "西岭乡",
    "金穗镇",
    "双桥镇",
    "青石乡",
    "马头乡",
    "云台乡",
    "南坪乡",
]
CONDITIONS = ("无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件")
SECRET = "QH999000000001"
"""Case number of a 检举控告 matter: must appear in no output."""


def assigned() -> list[dict[str, object]]:
    batches = (
        ("突出信访问题", "2022-09-01", True),
        ("第二批集中治理重复信访", "2022-06-15", True),
        ("第二批集中治理重复信访", "2022-06-15", False),
    )
    return [
        {
            "township": "城关镇",
            "case_no": f"QHJB{i}",
            "batch": batch,
            "assigned_on": date.fromisoformat(day),
            "settled": done,
            "overdue": not done,
        }
        for i, (batch, day, done) in enumerate(batches)
    ]


def letters() -> list[dict[str, object]]:
    """城关镇 is urged and proposed for a talk; 东禾镇 is reminded of a rate and of an omission."""
    rows = (
        ("城关镇", "督办函", "overdue_open", 1, None, None, "逾期未办结1件", ["QH202211020004"]),
        ("城关镇", "约谈建议", "satisfaction", 17, 20, "80%", "责任单位满意率连续两个月低于80%", None),
        ("东禾镇", "工作提示函", "concluded_on_time", 17, 20, "90%", "按期办结率85.0%（17/20），低于90%", None),
        ("东禾镇", "工作提示函", "omission", 2, None, None, "遗漏2件", ["QH202301120001", "QH202301150002"]),
    )
    columns = ("township", "document", "indicator", "numerator", "denominator", "line", "reason", "case_nos")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def volumes() -> list[dict[str, object]]:
    """The county's alone: 40 matters, 12 of them visits by 30 persons."""
    rows = [
        ("channel", "来信", 5, 0, 0),
        ("channel", "来访", 12, 12, 30),
        ("channel", "网上", 23, 0, 0),
        ("class", "农业农村", 9, 3, 5),
        ("class", "城乡建设", 16, 5, 15),
        ("class", "民政", 6, 2, 4),
        ("class", "其他", 9, 2, 6),
        ("level", "乡镇", 31, 12, 30),
        ("level", "县", 6, 0, 0),
        ("level", "市", 3, 0, 0),
    ]
    return [
        {"township": COUNTY, "by": by, "code": code, "matters": m, "visits": v, "persons": p}
        for by, code, m, v, p in rows
    ]


def workload() -> list[dict[str, object]]:
    """The county's alone: of its 40 matters 9 from above; 2 of its visits by 5 persons or more, 13 together."""
    columns = (*TABLES["workload"].columns,)
    rows = (
        (COUNTY, "乡镇", 31, 12, 30, 2, 13, 28, 30, 55),
        (COUNTY, "县", 6, 0, 0, 0, 0, 6, 5, 4),
        (COUNTY, "市", 3, 0, 0, 0, 0, 2, 1, 3),
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def indicators(dice: random.Random) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    totals: dict[str, list[int]] = {i.id: [0, 0] for i in INDICATORS}
    for name in NAMES:
        for ind in INDICATORS:
            if ind.id == "simple_on_time":
                n, of = None, None
            elif name in ("云台乡", "南坪乡"):
                n, of = 0, (None if ind.count else 0)
            elif ind.count:
                n, of = (2 if name == "城关镇" and ind.id.startswith("overdue") else 0), None
            else:
                of = dice.randint(1, 60)
                n = of - dice.randint(0, min(of, 6))
            totals[ind.id][0] += n or 0
            totals[ind.id][1] += of or 0
            rows.append({"township": name, "indicator": ind.id, "numerator": n, "denominator": of})
    for ind in INDICATORS:
        off = ind.id == "simple_on_time"
        rows.append(
            {
                "township": COUNTY,
                "indicator": ind.id,
                "numerator": None if off else totals[ind.id][0],
                "denominator": None if off or ind.count else totals[ind.id][1],
            }
        )
    return rows


def three_none() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name in (*NAMES, COUNTY):
        for i, condition in enumerate((*CONDITIONS, "台账报送", "无遗漏", "无错误")):
            bad = name in ("城关镇", COUNTY) and i == 0
            missing = name in ("南坪乡", COUNTY) and condition == "台账报送"
            unknown = condition == "无有责督办件" and name == "云台乡"
            rows.append(
                {
                    "township": name,
                    "condition": condition,
                    "count": None if unknown else 3 if bad else 1 if missing else 0,
                    "holds": None if unknown else not (bad or missing),
                    "case_nos": ["00202211020004", SECRET, "QH202211020004"] if bad else None,
                }
            )
    return rows


def ranking() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for i, name in enumerate(NAMES[:16]):
        score = Fraction(475, 7) if i == 15 else Fraction(9790 - 37 * i, 100)
        score = Fraction(9753, 100) if i == 2 else score
        place = 2 if i == 2 else i + 1
        text = f"{score.numerator}/{score.denominator}" if score.denominator > 1 else str(score.numerator)
        rows.append(
            {
                "township": name,
                "group": "排名",
                "score": text,
                "score_1dp": "67.9" if i == 15 else f"{float(score):.1f}",
                "rank": place,
                "previous_rank": None if i == 4 else (place + 2 if i % 3 else place),
                "three_none": "否" if i == 0 else "是",
                "streak": 3 if i == 1 else None,
                "marks": ["待更正"] if i in (0, 12) else None,
                "of_whole": {
                    0: ["satisfaction"],
                    7: ["backlog_clearance", "first_time_resolution", "rating_turnout"],
                    12: ["satisfaction"],
                }.get(i),
            }
        )
    rows += [{"township": n, "group": "样本不足", "three_none": "是", "previous_rank": 9} for n in NAMES[16:18]]
    rows.append({"township": "云台乡", "group": "无件", "three_none": "未评定"})
    rows.append({"township": "南坪乡", "group": "未报送", "three_none": "否"})
    return rows
