"""Every column of the ledger, changed in each way over a month that was published: nothing is gained, whatever the
column is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import product

import pytest

from pipeline.report.compute import Computed
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from tests.trick_county import FEBRUARY, JANUARY, MARCH, RIVAL, County
from tests.trick_gains import gains
from tests.tricks.batches import TRIOS, Twin, honest_twin, played, unit_of
from tests.tricks.kit import Trick

pytestmark = pytest.mark.slow

PUBLISHED = ("02", "03", "05", "09", "13", "15")
"""What is bad and stood in January's edition: open and due in February (02, 03), not accepted (05), discontent (09,
13), backlog (15).
"""
BETTER: Mapping[str, Mapping[str, object]] = {
    "case_no": {"03": "A43"},
    "related_case_no": dict.fromkeys(PUBLISHED, "B04"),
    "township": dict.fromkeys(PUBLISHED, RIVAL),
    "registered_on": dict.fromkeys(("03", "05"), "2023-02-10"),
    "received_on": dict.fromkeys(PUBLISHED, "2023-02-12"),
    "channel": dict.fromkeys(PUBLISHED, "网上"),
    "purpose": dict.fromkeys(PUBLISHED, "检举控告"),
    "category": dict.fromkeys(PUBLISHED, "纪检监察"),
    "occurrence": dict.fromkeys(("02", "09", "13"), "重件"),
    "persons": dict.fromkeys(PUBLISHED, 1),
    "level": dict.fromkeys(PUBLISHED, "国家"),
    "visit_class": dict.fromkeys(PUBLISHED, "正常"),
    "incident": dict.fromkeys(PUBLISHED, "无"),
    "procedure": dict.fromkeys(PUBLISHED, "法定程序"),
    "notified_on": dict.fromkeys(PUBLISHED, "2023-02-01"),
    "accepted_on": {"02": "2023-01-10", "03": "2023-01-10", "05": "2023-01-31"},
    "due_on": dict.fromkeys(PUBLISHED, "2023-05-31"),
    "extended_to": {"02": "2023-03-10", "03": "2023-03-20"},
    "extension_approved_on": {"02": "2023-01-20", "03": "2023-01-20"},
    "extension_reason": dict.fromkeys(PUBLISHED, "情况复杂"),
    "concluded_on": {"09": "2022-12-20", "13": "2022-10-20"},
    "outcome": dict.fromkeys(PUBLISHED, "调解和解"),
    "handling": dict.fromkeys(PUBLISHED, "解决问题到位"),
    "settled": {"09": "已化解"},
    "lead_official": {"15": "否"},
    "backlog_batch": {"15": "否"},
    "rating_unit": dict.fromkeys(("09", "13"), "满意"),
    "rating_office": dict.fromkeys(("09", "13"), "满意"),
    "withdrawn_on": dict.fromkeys(PUBLISHED, "2023-01-25"),
}
"""By column and matter: what would be better if it were believed.

A leader named on paper is believed, and 13's 已化解: the kit has both.
"""
WORSE: Mapping[str, object] = {
    "registered_on": "2022-10-01",
    "received_on": "2022-11-20",
    "occurrence": "重件",
    "level": "乡镇",
    "procedure": "信访处理意见",
    "purpose": "其他",
    "notified_on": "2023-02-28",
    "accepted_on": "2023-02-28",
    "concluded_on": "2023-02-28",
    "extended_to": "2023-01-20",
    "extension_approved_on": "2023-02-28",
    "settled": "未化解",
    "rating_unit": "不满意",
    "rating_office": "不满意",
    "lead_official": "无",
    "outcome": "其他",
    "visit_class": "异常",
    "incident": "极端事件",
    "backlog_batch": "第二批",
    "related_case_no": "A01",
    "persons": 9,
    "channel": "来访",
    "category": "其他",
    "due_on": "2023-01-01",
    "handling": "依法处理",
    "withdrawn_on": "2023-03-31",
    "case_no": "A03X",
    "township": "丙镇",
    "extension_reason": "无",
}
UNREADABLE = {"lead_official": "——", "backlog_batch": "——"}
"""Any word would be a leader's name or a batch."""
KINDS = ("blank", "unreadable", "better", "worse", "exchanged", "listed by another")


def change(column: str, kind: str, county: County) -> None:
    """Change a column's cells from February on; ``exchanged``: in January's ledger too; ``listed by another``: the
    neighbour's ledger says it.
    """
    if kind in ("better", "exchanged"):
        for key, value in BETTER[column].items():
            county.write(
                key, *((JANUARY, FEBRUARY, MARCH) if kind == "exchanged" else (FEBRUARY, MARCH)), **{column: value}
            )
    elif kind == "listed by another":
        county.add(
            *({**county.row(key), "township": RIVAL, column: value} for key, value in BETTER[column].items()),
            township=RIVAL,
        )
    else:
        value = {"blank": None, "unreadable": UNREADABLE.get(column, "看不清"), "worse": WORSE[column]}[kind]
        for key in _as_published(county, column):
            county.write(key, **{column: value})


def _as_published(county: County, column: str) -> list[str]:
    """Of which matters February's cell says what January's said, a conclusion at all; of a number one is enough."""
    same = [key for key in PUBLISHED if county.row(key).get(column) == county.row(key, JANUARY).get(column)]
    return (
        ["03"]
        if column == "case_no"
        else [key for key in same if column != "concluded_on" or county.row(key).get(column)]
    )


CASES = list(product(LEDGER_IDS, KINDS))
TRICKS = [Trick(partial(change, column, kind)) for column, kind in CASES]
Months = Callable[[int], dict[str, Computed]]


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twin:
    """Without 上级登记台账: nobody but the editions remembers."""
    return honest_twin(tmp_path_factory.mktemp("twin"), register=False)


@pytest.fixture(scope="module")
def batch(twin: Twin, tmp_path_factory: pytest.TempPathFactory) -> Months:
    """The months after a batch of changes, made once."""
    size = len(TRIOS)
    return cache(
        lambda at: played(
            TRICKS[at * size : (at + 1) * size], twin, tmp_path_factory.mktemp("columns"), register=False, upto=FEBRUARY
        )
    )


def test_every_column_has_its_standing() -> None:
    """First submitted, held once published, or free: said in one table, column by column."""
    from pipeline.schema.whose_word import STANDING

    assert set(STANDING) >= {column.id for column in LEDGER}
    assert set(BETTER) == set(WORSE) == set(LEDGER_IDS)


@pytest.mark.parametrize("at", range(len(CASES)), ids=["、".join(case) for case in CASES])
def test_no_change_of_a_column_gains_anything(at: int, twin: Twin, batch: Months) -> None:
    """In February, against the twin that wrote what was published."""
    now = batch(at // len(TRIOS))[FEBRUARY]
    assert gains(now, twin.months[FEBRUARY], unit_of(at % len(TRIOS))) == []
