"""The benchmark of measuring: both of its ways still measure the table that it makes."""

from __future__ import annotations

from benchmarks.measuring import NAMES, matters, program, registers, script


def test_both_ways_rank_every_township():
    table = matters(4_000)
    books = registers(table)
    assert len(program(table, books)) == len(NAMES)
    assert script(table, books)["rank"].notna().sum() == len(NAMES)
