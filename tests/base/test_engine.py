"""A map over files gives its results in order and ends at the first fault, wherever the work is done."""

from __future__ import annotations

import pytest

from pipeline.base.mapper import on_threads


def test_threads_keep_the_order_of_the_items():
    assert list(on_threads(3)(len, ["aaa", "b", "", "cc"])) == [3, 1, 0, 2]


def test_the_first_fault_ends_the_map_and_is_raised():
    with pytest.raises(ZeroDivisionError):
        list(on_threads(2)(lambda n: 1 // n, [1, 0, 2]))
