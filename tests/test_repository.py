"""What the repository holds, and what it must not: hosts, machine paths, outputs, overlong files, a second version,
loose pins.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import VERSION
from tests.program_source import nodes

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".png", ".xlsx", ".xls", ".et", ".docx", ".pdf", ".csv", ".parquet"}
MADE_HERE = {".venv", ".git", "__pycache__", ".hypothesis", "dist", "build"} | {
    f".{tool}_cache" for tool in ("pytest", "mypy", "ruff", "import_linter")
}
ADDRESS = re.compile(r"://([\w.-]+)")
HOSTS = {
    "keepachangelog.com",
    "semver.org",
    "purl.org",
    "purl.oclc.org",
    "schemas.openxmlformats.org",
    "www.ofdspec.org",
    "openoffice.org",
    "schemas.microsoft.com",
    "www.w3.org",
    "example.invalid",
    "127.0.0.1",
    "桶名",  # "name of the bucket", in examples of a store's address
    "bucket",
}
"""Standards that documents name.

No download host: where packages come from is each machine's own affair. The last two stand in hostile samples.
"""
PLACES = re.compile(r"(?<![\w.~])/(?:home|Users|root)/\w|[A-Z]:\\Users\\\w")


@cache
def kept_files() -> tuple[str, ...]:
    """What a clone holds, files not yet added among them; without git (an unpacked archive) the tree as it lies
    there, less what tools make in it.
    """
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0 and asked.stdout:
        return tuple(name for name in asked.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file())
    tree = (p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file())
    made = {"uv.lock", *(p.relative_to(ROOT).as_posix() for p in (ROOT / "outputs").rglob("*") if p.name != ".gitkeep")}
    return tuple(sorted(p.as_posix() for p in tree if not MADE_HERE & set(p.parts) and p.as_posix() not in made))


def texts() -> list[tuple[str, str]]:
    """Every kept text file with its content; workbooks and the untidy test files aside."""
    named = [n for n in kept_files() if Path(n).suffix not in BINARY and not n.startswith("tests/cases/ingest/")]
    return [(name, (ROOT / name).read_text(encoding="utf-8")) for name in named]


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def package_names(requirements: list[str]) -> list[str]:
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in requirements]


def development() -> list[str]:
    """What the group for development asks for, without the project's own extra, which stands there by its name."""
    return [line for line in project()["dependency-groups"]["dev"] if not line.startswith("tongbao[")]


def imported_by(path: str) -> set[str]:
    """The modules that a file of the program imports anywhere in it."""
    found = set()
    for node in nodes()[path]:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "pipeline"}
    return found


def test_the_sample_and_the_program_are_among_the_files_looked_at():
    """The tests below look at something."""
    assert {
        "generate.py",
        "pyproject.toml",
        "README.md",
        "templates/月度通报.docx",
        "inputs/设置.xlsx",
        "inputs/2023-02/登记簿.xlsx",
    } <= set(kept_files())


def test_no_file_names_a_host_but_those_of_standards():
    assert {(name, host) for name, text in texts() for host in ADDRESS.findall(text) if host not in HOSTS} == set()
    assert "schemas.openxmlformats.org" in {host for _, text in texts() for host in ADDRESS.findall(text)}


@pytest.mark.parametrize("start", ["in /{}/li", "C:\\{}\\li"])
def test_a_path_of_a_machine_would_be_seen(start: str):
    assert PLACES.search(start.format("Users"))
    assert not PLACES.search("~/Users/li")


def test_no_file_names_a_path_of_a_machine():
    """Nor the folder where this clone lies."""
    here = str(ROOT)
    assert [name for name, text in texts() if PLACES.search(text) or (len(ROOT.parts) > 2 and here in text)] == []


def test_no_generated_output_is_kept():
    assert [n for n in kept_files() if n.startswith("outputs/") and n != "outputs/.gitkeep"] == []
    # What earlier states of the program published can't be made by today's: it is kept as a case.
    kept = [n for n in kept_files() if not n.startswith("tests/cases/older_editions/")]
    assert [n for n in kept if n.endswith((".parquet", ".pyc", ".whl")) or n == "uv.lock"] == []


def test_no_font_is_kept():
    """The faces that documents ask for belong to others; a machine has them or lays out with another."""
    assert [n for n in kept_files() if n.lower().endswith((".ttf", ".otf", ".ttc", ".woff", ".woff2", ".odttf"))] == []


def test_git_ignores_the_lock_file_and_the_outputs():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"uv.lock", "outputs/*", "!outputs/.gitkeep", ".venv/"} <= set(ignored)


def test_no_python_file_is_longer_than_300_lines():
    long = {n: text.count("\n") for n, text in texts() if n.endswith(".py") and text.count("\n") > 300}
    assert long == {}


def test_the_sample_stays_under_three_megabytes():
    assert sum((ROOT / n).stat().st_size for n in kept_files() if n.startswith("inputs/")) < 3_000_000


def test_the_door_imports_the_command_line_and_the_run_alone():
    """generate.py stands outside the package, where the import contracts don't look."""
    own = {name for name in imported_by("generate.py") if name.split(".")[0] == "pipeline"}
    refusals = {"report.sources", "editions.listed", "settings.place"}
    commands = {
        "run",
        "doors.blank_forms",
        "doors.tidy",
        "doors.unchanged",
        "counties.at_hand",
        "counties.listed",
        "counties.run",
        "editions.verify",
        "rerun.again",
        "explain.answer",
        "rollup.roll",
        "desk.serve",
        *refusals,
    }
    assert own == {"pipeline.doors", *(f"pipeline.{name}" for name in commands)}
    heavy = [
        node
        for node in ast.parse((ROOT / "generate.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module in {f"pipeline.{name}" for name in commands}
    ]
    assert heavy == [], "what a command needs is imported inside it, so that help opens at once"


def test_the_version_in_code_is_the_projects():
    assert project()["project"]["version"] == VERSION
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {VERSION} " in changes


def test_every_package_is_pinned_to_one_version():
    tool = project()["tool"]["uv"]
    pins = tool["constraint-dependencies"]
    assert [
        pin for pin in pins + tool["build-constraint-dependencies"] if not re.match(r"[\w.-]+==[\w.]+( ; .+)?$", pin)
    ] == []
    named = set(package_names(pins))
    extras = [name for names in project()["project"]["optional-dependencies"].values() for name in names]
    wanted = package_names(project()["project"]["dependencies"] + extras + development())
    assert [name for name in wanted if name not in named] == []
    assert {"numpy", "lxml", "click", "markupsafe"} <= named, "those that come with them are pinned too"
    assert set(package_names(project()["build-system"]["requires"])) <= set(
        package_names(tool["build-constraint-dependencies"])
    )


def test_bytecode_is_compiled_at_installation():
    assert project()["tool"]["uv"]["compile-bytecode"] is True


def test_the_architecture_page_says_what_each_dependency_is_for():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    needed, rest = page.split("The extra `dask`")
    extra, developing = rest.split("For development only:")
    for names, part in (
        (project()["project"]["dependencies"], needed),
        (project()["project"]["optional-dependencies"]["dask"], extra),
        (development(), developing),
    ):
        rows = re.findall(r"^\| (\w[\w.-]*) \| \S", part, re.MULTILINE)
        assert sorted(set(rows) - {"package"}) == sorted(package_names(names))


def test_every_dependency_is_imported_by_the_program():
    """A package that only tests and tools use isn't one that an installed program needs."""
    modules = {
        "chinesecalendar": "chinese_calendar",
        "python-docx": "docx",
        "python-calamine": "python_calamine",
        "msoffcrypto-tool": "msoffcrypto",
    }
    used = {name.split(".")[0] for path in nodes() for name in imported_by(path)}
    wanted = {modules.get(name, name) for name in package_names(project()["project"]["dependencies"])}
    # Core by decision: what writes the forms and returned ledgers of an office (docs/architecture.md).
    assert wanted - used <= {"openpyxl"}


def test_no_test_is_marked_to_be_skipped_or_to_fail():
    """A test that needs a program of the machine asks the fixture real_part, which fails where CI is set."""
    marks = re.compile(r"mark\.(?:skip|skipif|xfail)\b|pytest\.xfail|importorskip")
    found = [
        n
        for n, text in texts()
        if n.startswith("tests/") and n.endswith(".py") and n != "tests/test_repository.py" and marks.search(text)
    ]
    assert found == []


def test_every_link_of_the_pages_leads_to_a_file():
    pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/definitions.md"]
    broken = [
        f"{page}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
        if "://" not in target and not (ROOT / page).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_the_readme_gives_both_commands_as_they_are_typed():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert "pip install uv && uv run generate.py" in lines
    assert "pip install uv && uv run pytest" in lines
    assert lines[lines.index("python -m pip install uv") + 1] == "python -m uv run generate.py"


def test_the_wheel_takes_the_door_and_the_templates_along():
    assert project()["project"]["scripts"] == {"tongbao": "generate:main"}
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"generate.py": "generate.py", "templates": "pipeline/templates"}


def test_no_day_is_printed_by_a_format_that_only_posix_knows():
    """``%-d`` is no format on Windows, where strftime and f-strings of a day raise ValueError for it."""
    posix = re.compile(r"%-[a-zA-Z]")
    named = [n for n in kept_files() if n.startswith(("pipeline/", "generate.py")) and n.endswith(".py")]
    assert [n for n in named if posix.search((ROOT / n).read_text(encoding="utf-8"))] == []
