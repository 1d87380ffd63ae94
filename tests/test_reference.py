"""The program against a reference that was written from the definitions alone: loops, one matter at a time (tests/reference).

100 random counties here; 2,000 in .ci/run, or as many as TONGBAO_COUNTIES says.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import settings as example_settings

from tests.reference.agreement import differences
from tests.reference.counties import SCENES, counties

COUNTIES = int(os.environ.get("TONGBAO_COUNTIES", "100"))


@pytest.mark.parametrize("scene", SCENES, ids=["-".join((name, *folders[-1:])) for name, folders in SCENES])
def test_every_figure_is_that_of_the_loops(scene):
    """Matters, indicators, conditions, titles, ranks, volumes and letters, from rows as they are read."""

    @example_settings(max_examples=max(COUNTIES // len(SCENES), 1), deadline=None)
    @given(counties(scene))
    def agrees(county):
        assert differences(county) == []

    agrees()
