"""What differs in a file of an edition is said in words; another compression is no difference."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable

import docx
import openpyxl
import pandas as pd
import pytest

from pipeline.editions.parquet import table_bytes
from pipeline.render.package import unpack
from pipeline.rerun.contents import differences
from pipeline.rerun.reasons import reasons


def paper(*paragraphs: str, bold: bool = False) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph().add_run(text).bold = bold
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed_otherwise(package: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as stored:
        for name, content in unpack(package).items():
            stored.writestr(name, content)
    return out.getvalue()


def table(*ranks: int) -> bytes:
    frame = pd.DataFrame({"township": pd.Series("城关镇", range(len(ranks)), "str"), "rank": [*ranks]})
    return table_bytes("ranking", frame, {})


def page(*lines: str, level: int = 9) -> bytes:
    data = base64.b64encode(zlib.compress("\n".join(lines * 40).encode(), level))
    return b"<html>\n<script>" + data + b"</script>\n</html>"


@pytest.mark.parametrize(
    ("path", "was", "now", "said"),
    [
        (
            "通报/月度通报.docx",
            paper("一、基本情况", "办结率90.0%"),
            paper("一、基本情况", "办结率80.0%"),
            "第2段，发布时为“办结率90.0%”，重做为“办结率80.0%”",
        ),
        ("通报/月度通报.docx", paper("一"), paper("一", "二"), "发布时1段，重做为2段"),
        (
            "通报/月度通报.docx",
            paper("一"),
            paper("一", bold=True),
            "文字和数据相同，格式或附带的部分不同（word/document.xml）",
        ),
        (
            "汇总.xlsx",
            book(排名=[["乡镇", "名次"], ["甲镇", 1]]),
            book(排名=[["乡镇", "名次"], ["甲镇", 2]]),
            "工作表“排名”1格不同，例如B2",
        ),
        ("汇总.xlsx", book(排名=[["乡镇"]]), book(指标=[["乡镇"]]), "工作表不同，发布时为排名，重做为指标"),
        ("data/ranking.parquet", table(1, 2), table(1, 3), "1行不同（rank）"),
        ("data/ranking.parquet", table(1, 2), table(1), "发布时2行，重做为1行"),
        ("报送/甲镇.txt", b"a\r\nb\r\n", b"a\r\nc\r\nd\r\n", "2行不同"),
        ("审核.html", page("甲", "乙"), page("甲", "丙"), "40行不同"),
        ("汇总.xlsx", b"not", b"a package", "内容读不出，不能比较"),
    ],
)
def test_a_difference_is_a_sentence(path: str, was: bytes, now: bytes, said: str):
    assert differences(path, was, now) == said
    assert differences(path, was, was) == ""


@pytest.mark.parametrize(
    ("path", "content", "again"),
    [
        ("通报/月度通报.docx", paper("一"), packed_otherwise),
        ("汇总.xlsx", book(排名=[["乡镇", "名次"]]), packed_otherwise),
        ("审核.html", page("甲", "乙"), lambda _: page("甲", "乙", level=1)),
    ],
)
def test_another_compression_says_the_same(path: str, content: bytes, again: Callable[[bytes], bytes]):
    other = again(content)
    assert other != content
    assert differences(path, content, other) == ""


def test_what_changed_since_is_told_file_by_file_setting_by_setting_template_by_template():
    then = {
        "inputs": {"2023-02/甲.xlsx": "1", "2023-02/乙.xlsx": "1", "设置.xlsx": "1", "2023-02/发文登记.xlsx": "1"},
        "settings": {"参数.抽查比例": "10%", "参数.接访": "是"},
        "templates": {"月度通报": "1"},
    }
    now = {
        "inputs": {"2023-02/甲.xlsx": "2", "2023-02/丙.xlsx": "1", "设置.xlsx": "2"},
        "settings": {"参数.抽查比例": "20%", "参数.接访": "是"},
        "templates": {"月度通报": "2"},
    }
    assert list(reasons(then, now)) == [
        "  “2023-02/丙.xlsx”是发布以后才有的。",
        "  “2023-02/乙.xlsx”发布时有，现在没有。",
        "  “2023-02/甲.xlsx”在发布以后改动过。",
        "  设置“参数.抽查比例”发布时为“10%”，现在为“20%”。",
        "  模板“月度通报”在发布以后改动过。",
    ]
