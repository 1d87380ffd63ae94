"""Whoever has a page and no command line is told what to click, never what to type."""

from __future__ import annotations

import string
from collections import defaultdict

import pytest

from pipeline.messages import door_words
from pipeline.messages.refusals import REFUSALS
from pipeline.messages.without_commands import without_commands

TYPED_ALONE = {"E002", "E022", "E031", "E040", "E043", "E044", "E049", "E050", "E162", "E220"}
TYPED_ALONE |= {"E170", "E171", "E173", "E250", "E251", "E252", "E254", "E255", "E258", "E260"}
"""Refusals of what was typed, of a roll-up and of many counties in one call, which no page can bring about."""


def said(sentence: str) -> str:
    gaps = defaultdict(lambda: "某", program="generate.py", period="2023-02", name="2023-02", wanted="2023-02")
    return string.Formatter().vformat(sentence, (), gaps)


@pytest.mark.parametrize("code", sorted(REFUSALS.keys() - TYPED_ALONE))
def test_no_refusal_on_a_page_names_a_command_or_an_option(code: str):
    told = without_commands(said(REFUSALS[code]))
    assert "generate.py" not in told
    assert "--" not in told
    assert told.endswith(("。", "某"))


def test_steps_of_the_page_stand_in_their_place():
    assert without_commands(said(REFUSALS["E084"])) == (
        "某已经定稿（第某版，某，某），不能再改；数据有变化的，到第⑤步再生成一版，会起草更正通报。"
    )
    assert without_commands(said(REFUSALS["E218"])) == (
        "写不进“某”文件夹，精简没有做完，已精简的照样读得出；请关闭正在打开的台账，检查网络盘和权限，再点一次“精简”。"
    )
    assert without_commands(said(door_words.DONT_CITE)) == (
        "改动过的文件不要再引用；可从备份恢复，或到2023-02的页面第⑤步重新生成。"
    )
