"""A template is the county's own where there is one, then the one beside the work, then the program's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.render.templates import files
from pipeline.render.templates.files import find_template


@pytest.fixture
def packaged(county: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own templates, in a folder of their own."""
    folder = county / "程序" / "templates"
    folder.mkdir(parents=True)
    monkeypatch.setattr(files, "PACKAGED_FOLDERS", (county / "没有", folder))
    return folder


def test_the_countys_own_template_comes_first(county: Path, packaged: Path):
    (packaged / "月度通报.docx").write_bytes(b"program")
    assert find_template(Path("inputs"), "月度通报.docx") == ("templates/月度通报.docx", b"program")
    (county / "templates").mkdir()
    (county / "templates" / "月度通报.docx").write_bytes(b"beside")
    assert find_template(Path("inputs"), "月度通报.docx") == ("templates/月度通报.docx", b"beside")
    (county / "inputs" / "templates").mkdir()
    (county / "inputs" / "templates" / "月度通报.docx").write_bytes(b"own")
    assert find_template(Path("inputs"), "月度通报.docx") == ("inputs/templates/月度通报.docx", b"own")


def test_the_templates_beside_the_inputs_count_and_not_those_of_the_current_folder(
    county: Path, packaged: Path, monkeypatch: pytest.MonkeyPatch
):
    """Whoever works for another machine is started in any folder."""
    (packaged / "月度通报.docx").write_bytes(b"program")
    for folder, content in ((county, b"beside"), (county / "别处", b"current")):
        (folder / "templates").mkdir(parents=True)
        (folder / "templates" / "月度通报.docx").write_bytes(content)
    monkeypatch.chdir(county / "别处")
    assert find_template(county / "inputs", "月度通报.docx") == ("templates/月度通报.docx", b"beside")
    assert find_template(Path("../inputs"), "月度通报.docx") == ("templates/月度通报.docx", b"beside")
    (county / "templates" / "月度通报.docx").unlink()
    assert find_template(county / "inputs", "月度通报.docx") == ("templates/月度通报.docx", b"program")


def test_the_label_names_no_folder_of_this_machine(county: Path):
    (county / "inputs" / "templates").mkdir()
    (county / "inputs" / "templates" / "page.html.j2").write_bytes(b"")
    assert find_template(county / "inputs", "page.html.j2")[0] == "inputs/templates/page.html.j2"


@pytest.mark.usefixtures("packaged")
def test_a_template_that_is_nowhere_is_told():
    with pytest.raises(UserError) as caught:
        find_template(Path("inputs"), "督办函.docx")
    assert str(caught.value) == "找不到模板“督办函.docx”；请把它放回 templates 文件夹，例如 templates/督办函.docx。"


def test_a_template_that_cannot_be_read_is_told(packaged: Path, monkeypatch: pytest.MonkeyPatch):
    (packaged / "督办函.docx").write_bytes(b"")

    def locked(_):
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(UserError) as caught:
        find_template(Path("inputs"), "督办函.docx")
    assert str(caught.value) == "模板“templates/督办函.docx”读不出来；请先关闭正在打开它的程序，再重新运行。"


@pytest.mark.parametrize("name", ["月度通报.docx", "page.html.j2", "page.css", "page.js"])
@pytest.mark.usefixtures("county")
def test_away_from_the_clone_the_programs_own_template_is_found(name: str):
    """In a clone it lies beside generate.py, whatever the current folder."""
    label, content = find_template(Path("inputs"), name)
    assert label == f"templates/{name}"
    assert content == (Path(files.__file__).resolve().parents[3] / "templates" / name).read_bytes()


def test_a_folder_of_a_templates_name_is_no_template(county: Path, packaged: Path):
    (county / "templates" / "督办函.docx").mkdir(parents=True)
    (packaged / "督办函.docx").write_bytes(b"program")
    assert find_template(Path("inputs"), "督办函.docx") == ("templates/督办函.docx", b"program")
