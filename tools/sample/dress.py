"""The columns on which no rate depends: channel, class, persons, who leads.

They have a random draw of their own, so that twin townships differ in nothing else.
"""

from __future__ import annotations

from datetime import date
from random import Random

from pipeline.schema.ledger import CLASSES
from tools.sample.county import SEED, Unit
from tools.sample.matter import Matter

_CLASS_SHARES = (18, 16, 15, 12, 5, 5, 7, 4, 3, 4, 2, 1, 4, 1, 1, 0, 7)
EVENTFUL = "城关镇"
_LEADERS = ("党委书记", "乡镇长", "副书记", "是")


def dress(unit: Unit, matters: list[Matter]) -> None:
    """Fill the descriptive columns of a township's matters in place."""
    rng = Random(f"{SEED}-{unit.name}-dress")
    for matter in matters:
        matter.channel = rng.choices(("来信", "来访", "网上", "来电", "其他"), (8, 40, 34, 16, 2))[0]
        matter.category = rng.choices(CLASSES, _CLASS_SHARES)[0]
        if matter.procedure == "检举控告":
            matter.category = "纪检监察"
        if matter.channel == "来访":
            matter.persons = rng.choices((1, 2, 3, 4, rng.randint(5, 12)), (58, 20, 11, 6, 5))[0]
            matter.visit_class = "正常"
        elif matter.channel == "来信":
            matter.persons = rng.choices((1, 2, 3), (85, 10, 5))[0]
        if matter.settled == "已化解":
            matter.handling = rng.choices(("解决问题到位", "帮扶救助到位", "思想教育到位"), (70, 14, 16))[0]
        else:
            matter.handling = rng.choices(("思想教育到位", "依法处理", "帮扶救助到位"), (60, 15, 25))[0]
        if matter.batches or rng.random() < 0.06:
            matter.lead_official = rng.choice(_LEADERS)
    if unit.name == EVENTFUL:
        _incidents(matters)


def _incidents(matters: list[Matter]) -> None:
    """One 异常 visit and one 大规模聚集 of February, for the conditions of the 事件类."""
    visits = [
        m
        for m in matters
        if m.channel == "来访" and m.registered_on >= date(2023, 2, 1) and m.procedure == "信访处理意见"
    ]
    visits[0].level, visits[0].visit_class = "国家", "异常"
    visits[1].persons, visits[1].incident = 46, "大规模聚集"
