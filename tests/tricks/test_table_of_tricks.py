"""docs/definitions.md lists every trick of the kit, and what it gains; how it is told test_tricks looks at."""

from __future__ import annotations

import pytest

from tests.tricks.all_tricks import TRICKS
from tests.tricks.kit import Trick
from tests.tricks.trick_table import table, written


def test_the_table_has_the_tricks_of_the_kit_in_their_order() -> None:
    assert list(table()) == [trick.name for trick in TRICKS]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.play.__name__)
def test_what_the_table_says_a_trick_gains_is_what_the_kit_holds_it_to(trick: Trick) -> None:
    assert table()[trick.name][1] == written(trick.gain, trick.alone)


def test_a_gain_is_written_with_what_the_register_changes() -> None:
    march = {"2023-03": ["化解率 2/5 → 2/4"]}
    assert written({}, {}) == "0"
    assert written(march, march) == "March: 化解率 2/5 → 2/4"
    assert written({}, march) == "0; without 上级登记台账 March: 化解率 2/5 → 2/4"
