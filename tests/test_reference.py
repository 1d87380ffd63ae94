"""The program against a reference that was written from the definitions alone: loops over dicts, one matter at a time (tests/reference).

A story is told run by run: months whose ledgers come early, late or never, matters that change hands, folders exchanged, quarters, years and
special periods. 105 small counties here; 2,000 in .ci/run, or as many as TONGBAO_COUNTIES says; TONGBAO_SEED tells others. Where they
disagree, ``uv run python -m tests.reference.shrink SEEDx7`` prints the smallest story that still does.
"""

from __future__ import annotations

import os

import pytest

from tests.reference.agreement import differences
from tests.reference.counties import SCENES, story

SIZE = 7
COUNTIES = int(os.environ.get("TONGBAO_COUNTIES", "100"))
FIRST = int(os.environ.get("TONGBAO_SEED", "0"))
STORIES = -(-COUNTIES // (SIZE * len(SCENES)))


@pytest.mark.parametrize("scene", range(len(SCENES)), ids=list(SCENES))
def test_every_figure_is_that_of_the_loops(scene):
    """Every indicator and count of every unit and of 全县, in every run, from rows as they are read."""
    for at in range(STORIES):
        seed = scene + (FIRST + at) * len(SCENES)
        assert differences(story(seed, SIZE)) == [], f"seed {seed}x{SIZE}"
