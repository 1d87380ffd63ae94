"""The program against a reference that was written from the definitions alone: loops, one matter at a time (tests/reference)."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import settings as example_settings

from tests.reference.agreement import differences
from tests.reference.counties import counties

COUNTIES = int(os.environ.get("TONGBAO_COUNTIES", "100"))


@example_settings(max_examples=COUNTIES, deadline=None)
@given(counties())
def test_every_figure_is_that_of_the_loops(county):
    assert differences(county) == []
