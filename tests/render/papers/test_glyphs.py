"""A name with a character that a face lacks is reported before anybody prints it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.render.papers.glyphs import missing_glyphs
from pipeline.settings.record import Township
from tests.render.excel_samples import make_settings


def test_a_rare_character_in_a_township_is_told_with_the_faces_to_choose() -> None:
    settings = replace(
        make_settings(),
        roster=(Township(1, "垚堌镇"),),
        office={**make_settings().office, "正文字体": "仿宋_GB2312", "楷体字体": "楷体_GB2312"},
    )
    assert missing_glyphs(settings) == [
        (
            "名称里的“垚堌”字，仿宋_GB2312、楷体_GB2312里没有，印出来会换成别的字体；"
            "请在设置.xlsx“单位”工作表把正文字体、楷体字体改为 仿宋、楷体，再重新生成。"
        )
    ]


def test_the_wider_faces_and_common_names_are_told_nothing_of() -> None:
    rare = replace(
        make_settings(),
        roster=(Township(1, "垚堌镇"),),
        office={**make_settings().office, "正文字体": "仿宋", "楷体字体": "楷体"},
    )
    common = replace(
        make_settings(), office={**make_settings().office, "正文字体": "仿宋_GB2312", "楷体字体": "楷体_GB2312"}
    )
    assert missing_glyphs(rare) == missing_glyphs(common) == []
