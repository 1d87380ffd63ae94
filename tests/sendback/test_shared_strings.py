"""Shared strings emptied as text are the bytes that a parser's emptying gives; any others are left to the parser."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.sendback import shared_strings
from pipeline.sendback.shared_strings import used_strings
from pipeline.sendback.styles import MAIN

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ROOT = f'<sst xmlns="{MAIN}" count="9" uniqueCount="4">'
PLAIN = (
    "<si><t>编号</t></si>",
    '<si><t xml:space="preserve"> 前后空格\n </t><phoneticPr fontId="1" type="noConversion"/></si>',
    "<si><t>甲&amp;乙&lt;丙&gt;\"丁'</t></si>",
    '<si><t>某人</t><phoneticPr fontId="1" type="noConversion"/></si>',
)


def part(items: tuple[str, ...] = PLAIN, *, head: str = HEAD + ROOT, end: str = "</sst>\n") -> bytes:
    return f"{head}{''.join(items)}{end}".encode()


def parsed(monkeypatch: pytest.MonkeyPatch, xml: bytes, used: set[int]) -> bytes:
    monkeypatch.setattr(shared_strings, "_as_text", lambda *_: None)
    return used_strings(xml, used)


@pytest.mark.parametrize("used", [set(), {0, 1, 2, 3}, {1}, {2, 7}])
def test_both_ways_write_the_same_bytes(monkeypatch: pytest.MonkeyPatch, used: set[int]) -> None:
    xml = part()
    as_text = shared_strings._as_text(xml, used)
    assert as_text == parsed(monkeypatch, xml, used)
    assert (as_text is not None and "某人".encode() in as_text) == (3 in used)


@pytest.mark.parametrize(
    "item",
    [
        "<si/>",
        "<si><t/></si>",
        "<si><t></t></si>",
        "<si><t>甲&quot;</t></si>",
        "<si><t>甲&#13;</t></si>",
        "<si><t>甲\r</t></si>",
        "<si><t>甲>乙</t></si>",
        "<si><r><t>甲</t></r></si>",
        "<si><t>甲</t><rPh sb='0' eb='1'><t>某</t></rPh></si>",
        "<si><t>甲</t></si><!-- 某人 -->",
        "<si><t>甲</t></si> ",
        "<si><t>甲</t></si><extLst/>",
    ],
)
def test_strings_of_any_other_form_are_left_to_the_parser(monkeypatch: pytest.MonkeyPatch, item: str) -> None:
    xml = part((*PLAIN, item))
    assert shared_strings._as_text(xml, {0}) is None
    assert "某".encode() not in parsed(monkeypatch, xml, {0, 1, 2})


@pytest.mark.parametrize(
    "xml",
    [
        part(head=HEAD.replace("UTF-8", "GB18030") + ROOT),
        part(head=f"{HEAD}<!DOCTYPE sst>{ROOT}"),
        part(head=HEAD + ROOT.replace("count", "other", 1)),
        part(head=HEAD + f'<x:sst xmlns:x="{MAIN}">', end="</x:sst>"),
        part(end=""),
        part().replace("编号".encode(), b"\xff"),
    ],
)
def test_a_part_that_begins_or_ends_otherwise_is_left_to_the_parser(xml: bytes) -> None:
    assert shared_strings._as_text(xml, {0}) is None


def test_a_broken_part_is_refused_as_before() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        used_strings(part(end=""), {0})
