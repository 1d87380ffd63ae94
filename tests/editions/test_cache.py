"""The cache gives back what was put into it, or nothing."""

import os

import pytest

from pipeline.editions import cache as module
from pipeline.editions.cache import NO_CACHE, Cache


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


def test_content_is_made_once_of_the_same_and_again_of_anything_else(cache):
    made = []

    def make():
        made.append(1)
        return b"content %d" % len(made)

    assert [cache.once("papers", of, make) for of in (("a", 1), ("a", 1), ("a", 2), ("b", 1))] == [
        b"content 1",
        b"content 1",
        b"content 2",
        b"content 3",
    ]


def test_another_program_makes_the_content_anew(cache, monkeypatch):
    cache.once("papers", ("a",), lambda: b"of today")
    monkeypatch.setattr(module, "build", lambda: "of tomorrow")
    assert cache.once("papers", ("a",), lambda: b"of tomorrow") == b"of tomorrow"


def test_what_could_not_be_made_is_tried_again(cache):
    def fault():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.once("papers", ("a",), fault)
    assert cache.once("papers", ("a",), lambda: b"now") == b"now"


def test_without_a_cache_everything_is_made():
    assert [NO_CACHE.once("papers", ("a",), lambda text=text: text) for text in (b"1", b"2")] == [b"1", b"2"]


def test_a_value_that_has_no_fingerprint_is_a_fault(cache):
    with pytest.raises(TypeError, match="no fingerprint of a object"):
        cache.once("papers", (object(),), lambda: b"")
