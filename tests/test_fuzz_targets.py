"""Whatever bytes come, the guards and the readers of values end with a sentence or a value, never with a fault.

``TONGBAO_FUZZ=20000 uv run pytest tests/test_fuzz_targets.py`` draws as many for each; ``uv run --with atheris
tools/fuzz.py sheets --seconds 600`` follows what the program does with them. What they found stands in ``FOUND``.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz_targets import SEEDS, TARGETS

COUNT = int(os.environ.get("TONGBAO_FUZZ", "40"))
FOUND: tuple[tuple[str, bytes], ...] = (
    ("values", b"1" * 5_000),
    ("values", "１".encode() * 5_000),
)
"""Target and input, of which each was a fault once."""


@pytest.mark.parametrize(("target", "data"), FOUND)
def test_what_was_found_stays_mended(target: str, data: bytes) -> None:
    TARGETS[target](data)


def drawn(target: str) -> st.SearchStrategy[bytes]:
    """Bytes alone, texts, and the seeds cut and put together anew."""
    plain = st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    seeds = SEEDS.get(target, ())
    if not seeds:
        return plain
    pieces = st.sampled_from(seeds).flatmap(
        lambda seed: st.tuples(st.integers(0, len(seed)), st.integers(0, len(seed))).map(
            lambda ends: seed[min(ends) : max(ends)]
        )
    )
    return plain | st.lists(pieces | st.binary(max_size=9), max_size=12).map(b"".join)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_no_input_is_a_fault_of_the_program(target: str) -> None:
    @settings(max_examples=COUNT, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn(target))
    def tried(data: bytes) -> None:
        TARGETS[target](data)

    tried()
