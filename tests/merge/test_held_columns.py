"""No column that decides a figure can be bettered by the township alone (docs/definitions.md, 已发布)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from pipeline.bundles import PastEdition
from pipeline.schema.ledger import LEDGER_IDS
from pipeline.schema.whose_word import HELD_IDS, STANDING
from tests.merge.merge_rows import FEBRUARY, JANUARY, Row, edition, merged, only

pytestmark = pytest.mark.slow

_DONE: Row = {
    "accepted_on": "2023-01-12",
    "concluded_on": "2023-01-20",
    "outcome": "予以支持",
    "settled": "已化解",
    "rating_unit": "满意",
}
_FULL: Row = {
    "related_case_no": "99",
    "received_on": "2023-01-11",
    "purpose": "申诉求决",
    "level": "县",
    "visit_class": "异常",
    "incident": "极端事件",
    "notified_on": "2023-01-14",
    "extended_to": "2023-03-20",
    "extension_approved_on": "2023-01-20",
    "backlog_batch": "第二批",
    "rating_office": "不满意",
    **_DONE,
    "rating_unit": "不满意",
}
_BETTER: Row = {
    "received_on": "2023-01-09",
    "purpose": "建议意见",
    "level": "乡镇",
    "visit_class": "正常",
    "incident": "无",
    "notified_on": "2023-01-11",
    "extended_to": "2023-04-01",
    "extension_approved_on": "2023-01-18",
    "rating_office": "满意",
    "rating_unit": "满意",
    "accepted_on": "2023-01-11",
    "concluded_on": "2023-01-15",
    "occurrence": "初件",
    "procedure": "法定程序",
    "registered_on": "2023-01-20",
}
_DECIDING = tuple(id_ for id_ in LEDGER_IDS if STANDING[id_].word in ("first", "held"))


def _same(left: object, right: object) -> bool:
    return (pd.isna(left) and pd.isna(right)) or left == right  # type: ignore[call-overload, return-value]


@pytest.fixture(scope="module")
def january() -> PastEdition:
    """The matter as January's edition has it."""
    return edition(_FULL)


@pytest.fixture(scope="module")
def before(january: PastEdition) -> pd.Series:
    """The matter as long as January's folder says what the edition does."""
    return only(merged({**_FULL, "folder": JANUARY}, folders=(JANUARY,), editions=[january]))


@pytest.mark.parametrize("id_", _DECIDING)
@pytest.mark.parametrize("way", ["blank", "unreadable", "better"])
@pytest.mark.parametrize("exchanged", [False, True], ids=["next month", "in the published folder"])
def test_no_column_that_decides_a_figure_can_be_bettered_by_the_own_pen(
    id_: str, way: str, exchanged: bool, january: PastEdition, before: pd.Series
) -> None:
    """Blank, unreadable, better; in the next ledger, or in the ledger of the published folder exchanged."""
    if way == "better" and id_ not in _BETTER:
        pytest.skip("no value of it is better")
    changed: dict[str, object] = {**_FULL, id_: None if way != "better" else _BETTER[id_]}
    if way == "unreadable":
        if STANDING[id_].worse == "blank" and id_ in ("related_case_no", "backlog_batch"):
            pytest.skip("a text can always be read")
        changed["bad"] = (id_,)
    rows: Sequence[Row] = [{**changed, "folder": JANUARY if exchanged else FEBRUARY}]
    result = merged(*rows, editions=[january], sent=[(FEBRUARY, "甲镇")])
    after = only(result)
    assert _same(after[id_], before[id_]), f"{before[id_]} became {after[id_]}"
    if not pd.isna(before[id_]):
        assert not bool(after.get(f"{id_}_bad", False)), (
            "a published or first-submitted value stands for one that can't be read"
        )


def test_the_columns_held_are_columns_of_the_ledger() -> None:
    assert set(HELD_IDS) <= set(merged({"folder": JANUARY}).matters.columns)
