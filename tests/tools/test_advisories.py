"""Whether an advisory reaches a version: by its list, its ranges, its package's name in any writing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.advisories import advisories, named, pinned, reaches


def advisory(*events: dict[str, str], versions: tuple[str, ...] = (), name: str = "Some_Package", kind: str = "PyPI"):
    """An advisory about one package."""
    package = {"name": name, "ecosystem": kind}
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}, {"type": "GIT", "events": [{"introduced": "0"}]}]
    return {"id": "X-1", "affected": [{"package": package, "ranges": ranges, "versions": list(versions)}]}


@pytest.mark.parametrize(
    ("version", "reached"),
    [("1.9", False), ("2.0", True), ("2.1.9", True), ("2.2", False), ("3.0rc1", False), ("3.1", True), ("4", True)],
)
def test_a_range_begins_with_its_first_version_and_ends_before_the_one_that_mends_it(version: str, *, reached: bool):
    found = advisory({"introduced": "2.0"}, {"fixed": "2.2"}, {"introduced": "3.0"})
    assert reaches(found, "some-package", version) is reached


def test_the_last_version_that_is_affected_is():
    found = advisory({"introduced": "0"}, {"last_affected": "1.5"})
    assert [reaches(found, "some-package", version) for version in ("0.1", "1.5", "1.5.1")] == [True, True, False]


def test_a_version_that_is_listed_is_reached_and_another_package_never_is():
    found = advisory(versions=("1.0",))
    assert reaches(found, "some-package", "1.0")
    assert not reaches(found, "some-package", "1.1")
    assert not reaches(found, "other", "1.0")
    assert not reaches(advisory(versions=("1.0",), kind="npm"), "some-package", "1.0")
    assert named(found) == {"some-package"}
    assert not reaches(advisory({"introduced": "some commit"}), "some-package", "1.0")


def test_pins_are_read_without_their_conditions():
    text = {"tool": {"uv": {"constraint-dependencies": ["a_b==1.0", "numpy==2.4.6 ; python_full_version < '3.12'"]}}}
    assert pinned(text) == [("a-b", "1.0"), ("numpy", "2.4.6")]


def test_advisories_lie_in_yaml_and_json_and_those_withdrawn_are_left_out(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.json").write_text(json.dumps(advisory()), encoding="utf-8")
    (tmp_path / "a" / "2.json").write_text(json.dumps({**advisory(), "withdrawn": "2024"}), encoding="utf-8")
    (tmp_path / "3.yaml").write_text("id: X-3\naffected:\n- package: {name: x, ecosystem: PyPI}\n", encoding="utf-8")
    (tmp_path / "4.md").write_text("none", encoding="utf-8")
    assert [each["id"] for each in advisories(tmp_path)] == ["X-3", "X-1"]
