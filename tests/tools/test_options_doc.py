"""docs/options.md says what the rows of schema/options say."""

from __future__ import annotations

from tools.make_options_doc import PAGE, options_page


def test_the_page_is_in_step_with_the_rows() -> None:
    assert PAGE.read_text(encoding="utf-8") == options_page(), "run python tools/make_options_doc.py"


def test_an_option_is_shown_with_its_default_bounds_and_whether_it_changes_figures() -> None:
    lines = options_page().splitlines()
    assert "| 最小样本 | 3 | 1—1000 | 是 | 分母小于此数的指标以全县数代替 |" in lines
    assert (
        "| 分别发函 | 否 | 是、否 | 否 | 是 则发督办函的乡镇另发提示函；否 则提示的内容作为督办函的第二部分 |" in lines
    )
