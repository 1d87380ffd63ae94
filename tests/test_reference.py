"""The program against a reference that was written from the definitions alone: loops over dicts, one matter at a
time (tests/reference).

A story is told run by run: months whose ledgers come early, late or never, matters that change hands, folders
exchanged, quarters, years and special periods. Twenty small counties in each scene here; as many in all as
TONGBAO_COUNTIES says in .ci/run; TONGBAO_SEED tells others. Where they disagree, ``uv run python -m
tests.reference.shrink SEEDx20`` prints the smallest story that still does.
"""

from __future__ import annotations

import os

import pytest

from tests.reference.agreement import differences
from tests.reference.counties import SCENES, story

pytestmark = pytest.mark.slow

SIZE = 20
COUNTIES = int(os.environ.get("TONGBAO_COUNTIES", "100"))
FIRST = int(os.environ.get("TONGBAO_SEED", "0"))
STORIES = -(-COUNTIES // (SIZE * len(SCENES)))


OPEN: dict[int, str] = {}
"""Seeds of twenty counties in which program and reference differ: seen, not settled; the program's figure stands first.

TONGBAO_OPEN=1 compares them too. The seeds 0 to 111 agreed, 2,240 counties: ``TONGBAO_COUNTIES=2240 uv run pytest
tests/test_reference.py`` (about an hour in one process). Since claimants are held to what was published of them 0 to
15, 31, 47, 63, 79, 95 and 111 were compared anew, and 112 to 181 but these agreed. Since they are held to their own
first values as well, 7, 23, 143 and 151 were compared anew and agree.
"""


@pytest.mark.parametrize("scene", [pytest.param(at, id=name) for at, name in enumerate(SCENES)])
def test_every_figure_is_that_of_the_loops(scene):
    """Every indicator and count of every unit and of 全县, in every run, from rows as they are read."""
    for at in range(STORIES):
        seed = scene + (FIRST + at) * len(SCENES)
        if seed in OPEN and os.environ.get("TONGBAO_OPEN") != "1":
            continue
        assert differences(story(seed, SIZE)) == [], f"seed {seed}x{SIZE}"
