"""What townships are told of their ledgers, and who signs what, is proved by the tables; a changed word is refuted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sentences.published import Published
from tests.sentences.sending import refuted_in_sending, refuted_in_signatures
from tests.shared_editions import sample_outputs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's February, of which this module may change a file if it puts it back."""
    folder = tmp_path_factory.mktemp("sent") / "2023-02"
    shutil.copytree(sample_outputs() / "2023-02", folder)
    return folder


@pytest.mark.parametrize(
    ("name", "was", "other"),
    [
        ("群通知", "收到19个", "收到20个"),
        ("群通知", "：南坪乡", "：石门乡"),
        ("石门乡", "采用210件", "采用211件"),
        ("石门乡", "另有4行", "另有5行"),
        ("石门乡", "有19项错误", "有18项错误"),
        ("石门乡", "另有11项没有列出", "另有12项没有列出"),
        ("石门乡", "另有1项由县里", "另有2项由县里"),
        ("石门乡", "请于3月8日前更正报回。", ""),
        ("城关镇", "2023-03-03报送", "2023-03-02报送"),
        ("城关镇", "有1项提醒", "有2项提醒"),
        ("云台乡", "零报告", "台账"),
        ("云台乡", "核对没有问题，不用重报。", "一切很好。"),
        ("南坪乡", "应于3月3日前", "应于3月4日前"),
    ],
)
def test_a_receipt_or_a_reminder_that_says_something_else_is_refuted(
    name: str, was: str, other: str, edition: Path
) -> None:
    path = edition / "报送" / f"{name}.txt"
    content = path.read_bytes()
    said = content.decode("utf-8-sig")
    assert was in said
    path.write_bytes(said.replace(was, other, 1).encode("utf-8-sig"))
    wrong = list(refuted_in_sending(Published(edition, None)))
    path.write_bytes(content)
    assert wrong


def test_a_paper_that_nobody_lists_for_signature_and_one_that_is_not_there_are_told(edition: Path) -> None:
    assert list(refuted_in_signatures(Published(edition, None))) == []
    letter = edition / "函件" / "石门乡-督办函.docx"
    letter.rename(edition / "函件" / "东禾镇-督办函.docx")
    wrong = list(refuted_in_signatures(Published(edition, None)))
    (edition / "函件" / "东禾镇-督办函.docx").rename(letter)
    assert wrong == ["督办函｜石门乡", "没有列东禾镇-督办函.docx"]
