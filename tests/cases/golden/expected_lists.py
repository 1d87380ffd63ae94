"""三无 and ranks of the golden case, typed from 算稿.md."""

from __future__ import annotations

CONDITIONS = ("无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件", "台账报送", "无遗漏", "无错误")

THREE_NONE = {
    "南山乡": (
        (4, False, "N02、N03、N05、N10"),
        (1, False, "N03"),
        (0, True, None),
        (0, True, None),
        (1, False, "N02"),
        (2, False, None),
    ),
    "西河镇": (
        (3, False, "X13、X14、X15"),
        (0, True, None),
        (1, False, "X13"),
        (0, True, None),
        (0, True, None),
        (5, False, None),
    ),
    "东岭镇": ((0, True, None), (0, True, None), (0, True, None), (0, True, None), (0, True, None), (0, True, None)),
    "全县": (
        (8, False, "N02、N03、N04、N05、N10、X13、X14、X15"),
        (1, False, "N03"),
        (1, False, "X13"),
        (0, True, None),
        (1, False, "N02"),
        (7, False, None),
    ),
}
"""Township -> for each condition how many, whether it holds, and the evidence."""

RANKING = (
    ("东岭镇", "排名", "1511/21", "72.0", 1, "是"),
    ("西河镇", "排名", "2687/84", "32.0", 2, "否"),
    ("南山乡", "样本不足", None, None, None, "否"),
)
"""Township, group, score, score with one decimal, rank, 三无; in the order of the list."""

AWAITED = {"东岭镇": False, "西河镇": True, "南山乡": True}
"""Township -> whether it is marked 待更正."""

STOOD_IN = {
    "东岭镇": {"近12个月": ("责任单位满意率", "参评率"), "全县率": ("积案化解率",)},
    "西河镇": {"近12个月": (), "全县率": ("积案化解率",)},
}
"""Ranked township -> the indicators for which its own last 12 months or the county's rate stand in, as its marks
say.
"""

BALANCE = (
    ("南山乡", 3, 5, 0, 1, 1, 0, 6),
    ("西河镇", 9, 3, 0, 5, 0, 0, 7),
    ("东岭镇", 8, 6, 0, 7, 0, 0, 7),
    ("全县", 20, 15, 0, 13, 0, 0, 22),
)
"""Township, 期初, 登记, 划入, 办结, 退回, 划出, 期末."""
