"""What 设置.xlsx holds and this program doesn't know, of a newer program or mistyped: nothing is dropped in silence."""

from __future__ import annotations

import io

import openpyxl

from pipeline.base.grid import Grid
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.settings.parts import sentence
from pipeline.settings.reader import read_settings
from tests.settings_sheets import ROSTER, faults, settings, sheet


def unread(*grids: Grid) -> list[str]:
    return [sentence(note) for note in settings(*grids).notes]


def test_a_column_that_the_program_does_not_know_is_told_with_its_cell():
    rows = ("三无条件", ("方案", "条件", "判定", "起算月份"), ("化解类", "一", "逾期未办结 = 0", "2023-07"))
    assert unread(sheet(*rows)) == [
        (
            "设置.xlsx“三无条件”工作表 D1：有1列列名不认识，没有采用：起算月份；按其余各列计算；"
            "写错的请改成规定的列名；与程序无关的请把列名改成 备注；是较新版本的程序加的，请用较新版本的程序。"
        )
    ]


def test_all_such_columns_of_a_sheet_are_told_together_below_its_line_of_labels():
    rows = (("参数一览",), ("项目", "值", "县区", "起止"), ("最小样本", 3, "青禾县", "全年"))
    note = settings(sheet("参数", *rows)).notes[0]
    assert (note.place.cell, note.message) == ("C2、D2", "有2列列名不认识，没有采用：县区、起止；按其余各列计算")


def test_content_without_a_heading_is_told_as_in_a_ledger():
    rows = ("指标权重", ("指标", "权重"), ("化解率", 100, "试行"))
    assert unread(sheet(*rows)) == [
        "设置.xlsx“指标权重”工作表 C1：C列没有列名，但有内容，没有读取；需要读取的请补上列名。"
    ]


def test_remarks_and_headings_without_content_say_nothing():
    weights = sheet("指标权重", ("指标", "权重", "备注", "填报说明", "起算"), ("化解率", 100, "试行", "见文件"))
    assert unread(weights, sheet("说明", ("随意写",))) == []


def test_an_option_of_a_newer_program_is_refused_with_its_cell():
    (told,) = faults(sheet("参数", ("项目", "值"), ("起算月份", 7)))
    assert told == (
        "设置.xlsx“参数”工作表 A2：没有“起算月份”这个项目，最接近的是“缺月上限”；请改成“缺月上限”，或删去此行；"
        "是较新版本的程序加的，请用较新版本的程序。"
    )


def test_a_sheet_of_a_newer_program_is_refused_by_its_name():
    (told,) = faults(sheet("考核方案", ("方案", "分值"), ("化解类", 10)))
    assert told.startswith("设置.xlsx：没有名为“考核方案”的设置表")
    assert told.endswith("是较新版本的程序加的，请用较新版本的程序，或删去这张表。")


def test_two_sheets_of_one_name_but_for_a_blank_are_refused():
    rows = (("指标", "权重"), ("化解率", 100))
    assert faults(sheet("指标权重", *rows), sheet("指标权重 ", *rows)) == [
        (
            "设置.xlsx“指标权重”工作表：“指标权重”重复，前面 “指标权重” 已有；"
            "请只保留一处，另一处删去，例如保留 “指标权重”。"
        )
    ]


def test_the_programs_own_form_is_read_whole():
    book = openpyxl.load_workbook(io.BytesIO(settings_form(default_tables())))
    own = [Grid(each.title, tuple(each.iter_rows(values_only=True))) for each in book if each.title != ROSTER.name]
    assert read_settings([ROSTER, *own], "设置.xlsx").notes == ()
