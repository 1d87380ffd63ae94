"""The cache gives back what was put into it, or nothing."""

import os

import pytest

from pipeline.editions.cache import Cache


@pytest.fixture
def cache(tmp_path):
    return Cache.of(tmp_path)


def kept(cache):
    return {place.name for place in cache.folder.rglob("*") if place.is_file()}


def test_what_was_put_in_is_found_by_its_kind_and_key(cache):
    cache.put("papers", "a", b"one")
    cache.put("ledgers", "a", b"other")
    assert (cache.get("papers", "a"), cache.get("ledgers", "a"), cache.get("papers", "b")) == (b"one", b"other", None)


def test_content_put_in_again_takes_the_place_of_the_first(cache):
    cache.put("papers", "a", b"one")
    cache.put("papers", "a", b"two")
    assert cache.get("papers", "a") == b"two"
    assert kept(cache) == {"a"}


@pytest.mark.parametrize("damage", [lambda b: b[:-1] + b"x", lambda b: b[:10], lambda b: b[:0], lambda b: b + b"x"])
def test_a_damaged_file_counts_as_absent(cache, damage):
    cache.put("papers", "a", b"content")
    place = cache.folder / "papers" / "a"
    place.write_bytes(damage(place.read_bytes()))
    assert cache.get("papers", "a") is None


def test_what_was_used_last_longest_ago_goes_first(tmp_path):
    cache = Cache(tmp_path / ".cache", most=2 * (32 + 10))
    for day, key in enumerate(("old", "used", "new"), 1):
        cache.put("papers", key, b"0123456789")
        os.utime(cache.folder / "papers" / key, (day, day))
    assert cache.get("papers", "old") is not None  # used again just now
    cache.trim()
    assert kept(cache) == {"old", "new"}


def test_a_cache_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path):
    (tmp_path / ".cache").write_text("somebody's file", encoding="utf-8")
    cache = Cache.of(tmp_path)
    cache.put("papers", "a", b"one")
    cache.trim()
    assert cache.get("papers", "a") is None
    assert (tmp_path / ".cache").read_text(encoding="utf-8") == "somebody's file"
