"""generate.py templates: every fault of every template at once, and the list of names to use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.doors import cli
from pipeline.render.templates import chosen
from pipeline.render.templates.chosen import Templates
from pipeline.run import check_templates
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def own_template(county: Path, text: str, name: str = "月度通报") -> None:
    """The county's own template with one paragraph."""
    from pipeline.render.package import pack

    folder = county / "inputs" / "templates"
    folder.mkdir()
    (folder / f"{name}.docx").write_bytes(
        pack(word_parts(paragraph("Normal", text), styles_xml(), fonts_xml(), title="x"))
    )


def test_sound_templates_end_with_0_and_the_list_is_written(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked, book = check_templates(county / "inputs")
    assert cli.print_templates(checked, county / "templates" / "可用字段.xlsx", book) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "templates/月度通报.docx：没有问题"
    assert lines[-1] == "模板里可用的名字已写到 templates/可用字段.xlsx。"
    assert (county / "templates" / "可用字段.xlsx").read_bytes() == (ROOT / "templates" / "可用字段.xlsx").read_bytes()


def test_a_template_is_looked_through_once_in_a_process_and_again_when_it_changed(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counties that are made one after the other have the same templates."""
    check_templates(county / "inputs")
    looked: list[str] = []
    act = chosen._looked_through
    monkeypatch.setattr(chosen, "_looked_through", lambda *told: looked.append(told[1].name) or act(*told))
    check_templates(county / "inputs")
    assert looked == []
    own_template(county, "{{ 期间 }}，{{ 县 }}")
    check_templates(county / "inputs")
    assert looked == ["月度通报"]


def test_the_countys_own_template_is_the_one_checked(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_template(county, "{{ 期限 }}和｛｛ 期间 ｝｝")
    checked, book = check_templates(county / "inputs")
    assert cli.print_templates(checked, county / "名.xlsx", book) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "inputs/templates/月度通报.docx：有2处要改",
        "  - “{{ 期限 }}和｛｛ 期间 ｝｝”用了全角括号；请在英文输入法下重打，例如 {{ 期间 }}。",
        "  - 没有“期限”这个名字，最接近的是“期间”，在“{{ 期限 }}和｛｛ 期间 ｝｝”；请改正标签，例如 {{ 期间 }}。",
    ]


def test_the_template_of_a_roll_up_is_checked_too(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_template(county, "{{ 县 数 }}", "汇总通报")
    assert cli.print_templates(check_templates(county / "inputs")[0], county / "名.xlsx", b"x") == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("inputs/templates/汇总通报.docx：有1处要改")
    assert lines[at : at + 2] == [
        "inputs/templates/汇总通报.docx：有1处要改",
        "  - 标签“{{ 县 数 }}”看不懂，在“{{ 县 数 }}”；请改正写法，例如 {{ 期间 }}。",
    ]


def test_a_list_that_is_open_elsewhere_is_reported(county: Path) -> None:
    (county / "名.xlsx").mkdir()
    with pytest.raises(UserError) as caught:
        cli.print_templates(Templates({}), county / "名.xlsx", b"x")
    assert str(caught.value) == "写不了“名.xlsx”；请先关闭正在打开它的程序，再重新运行。"
    shutil.rmtree(county / "名.xlsx")
