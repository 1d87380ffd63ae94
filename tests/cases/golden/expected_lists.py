"""三无 and ranks of the golden case, typed from 算稿.md."""

from __future__ import annotations

CONDITIONS = ("无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件", "台账报送", "无漏报", "无错误")

THREE_NONE = {
    "南山乡": ((3, False, "N02、N03、N05"), (1, False, "N03"), (0, True, None), (0, True, None), (1, False, "N02"), (2, False, None)),
    "西河镇": ((3, False, "X13、X14、X15"), (0, True, None), (1, False, "X13"), (0, True, None), (0, True, None), (6, False, None)),
    "东岭镇": ((0, True, None), (0, True, None), (0, True, None), (0, True, None), (0, True, None), (0, True, None)),
    "全县": ((7, False, "N02、N03、N05、N10、X13、X14、X15"), (1, False, "N03"), (1, False, "X13"), (0, True, None), (1, False, "N02"),
             (8, False, None)),
}  # fmt: skip
"""Township -> for each condition how many, whether it holds, and the evidence."""

RANKING = (
    ("东岭镇", "排名", "979/14", "69.9", 1, "是", "全县率代用：责任单位满意率、参评率、积案化解率、按时报送率"),
    ("西河镇", "排名", "215/6", "35.8", 2, "否", "待更正；全县率代用：积案化解率、按时报送率"),
    ("南山乡", "样本不足", None, None, None, "否", "待更正"),
)
"""Township, group, score, score with one decimal, rank, 三无, marks; in the order of the list."""

BALANCE = (
    ("南山乡", 3, 5, 0, 1, 1, 0, 6),
    ("西河镇", 8, 3, 0, 4, 0, 0, 7),
    ("东岭镇", 8, 4, 0, 7, 0, 0, 5),
    ("全县", 19, 13, 0, 12, 1, 0, 19),
)
"""Township, 期初, 登记, 划入, 办结, 退回, 划出, 期末."""
