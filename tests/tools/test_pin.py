"""The pins are what uv.lock says, written into pyproject.toml and nothing else changed."""

from __future__ import annotations

import tomllib

from tools.pin import ROOT, lock_pins, with_pins

LOCK = {
    "package": [
        {"name": "tongbao", "version": "0.1.0", "source": {"editable": "."}, "dependencies": [{"name": "pandas"}]},
        {
            "name": "pandas",
            "version": "3.1.1",
            "source": {"registry": "here"},
            "dependencies": [
                {"name": "numpy", "version": "2.4.6", "marker": "python_full_version < '3.12'"},
                {"name": "numpy", "version": "2.5.5", "marker": "python_full_version >= '3.12'"},
            ],
        },
        {"name": "numpy", "version": "2.5.5", "source": {"registry": "here"}},
        {"name": "numpy", "version": "2.4.6", "source": {"registry": "here"}},
        {"name": "et-xmlfile", "version": "2.0.0", "source": {"registry": "here"}},
    ]
}
TEXT = '[project]\nname = "x"\n\n[tool.uv]\ncompile-bytecode = true\n\n[tool.ruff]\nline-length = 140\n'


def test_every_package_is_pinned_but_the_project_itself_and_one_in_two_versions_says_when():
    assert lock_pins(LOCK) == [
        "et-xmlfile==2.0.0",
        "numpy==2.4.6 ; python_full_version < '3.12'",
        "numpy==2.5.5 ; python_full_version >= '3.12'",
        "pandas==3.1.1",
    ]


def test_a_new_list_goes_below_the_heading():
    assert with_pins(TEXT, "constraint-dependencies", ["a==1", "b==2"]) == TEXT.replace(
        "[tool.uv]\n", '[tool.uv]\nconstraint-dependencies = [\n  "a==1",\n  "b==2",\n]\n'
    )


def test_a_list_that_is_there_is_replaced_and_the_rest_stays():
    once = with_pins(with_pins(TEXT, "build-constraint-dependencies", ["h==1"]), "constraint-dependencies", ["a==1"])
    twice = with_pins(once, "constraint-dependencies", ["a==2", "c==3"])
    said = tomllib.loads(twice)
    assert said["tool"]["uv"] == {
        "constraint-dependencies": ["a==2", "c==3"],
        "build-constraint-dependencies": ["h==1"],
        "compile-bytecode": True,
    }
    assert said["project"] == {"name": "x"}
    assert with_pins(twice, "constraint-dependencies", ["a==2", "c==3"]) == twice


def test_an_empty_list_lets_go_of_every_pin():
    assert tomllib.loads(with_pins(TEXT, "constraint-dependencies", ()))["tool"]["uv"]["constraint-dependencies"] == []


def test_the_projects_own_pins_would_be_written_as_they_stand():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for key in ("constraint-dependencies", "build-constraint-dependencies"):
        pins = tomllib.loads(text)["tool"]["uv"][key]
        assert pins == sorted(pins)
        assert with_pins(text, key, pins) == text
