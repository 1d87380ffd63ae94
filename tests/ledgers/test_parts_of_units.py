"""Which names are those of a part of a township, and which may be another unit's."""

from __future__ import annotations

import pytest

from pipeline.ledgers.cells.roster import Roster
from pipeline.settings.record import Settings, Township

ROSTER = Roster(Settings((Township(1, "石门乡", aliases=("石门",)), Township(2, "城关镇")), {}, ()))


@pytest.mark.parametrize("name", ["石门乡政法办", "石门司法所", "石门乡东街社区", "石门村"])
def test_a_name_that_opens_with_the_townships_is_a_part_of_it(name: str):
    assert ROSTER.opens_with(name, "石门乡")


@pytest.mark.parametrize("name", ["石门坎街道", "石门坎街道办事处", "石门坎镇", "石门坎乡", "城关镇党委", "门乡"])
def test_a_name_that_ends_as_a_townships_does_may_be_another_unit(name: str):
    assert not ROSTER.opens_with(name, "石门乡")
