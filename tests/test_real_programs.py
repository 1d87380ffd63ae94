"""What a run leaves, opened by the programs that people open it with: pages of the circular, the page in a browser."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow

RealPart = Callable[[str], str]
SECONDS = 120


@pytest.fixture(scope="module")
def edition() -> Path:
    """The case worked out by hand, published."""
    return golden_outputs() / "2023-02"


def test_the_circular_lays_out_in_pages_that_hold_its_text(edition: Path, tmp_path: Path, real_part: RealPart):
    """The title opens the first page, each annex begins one of its own, and no tag is left."""
    soffice, pdftotext = real_part("soffice"), real_part("pdftotext")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    circular = edition / "通报" / "月度通报.docx"
    convert = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, circular]
    subprocess.run(convert, check=True, capture_output=True, timeout=SECONDS)
    read = subprocess.run(
        [pdftotext, "-layout", tmp_path / "月度通报.pdf", "-"], check=True, capture_output=True, timeout=SECONDS
    )
    pages = ["".join(page.split()) for page in read.stdout.decode("utf-8").split("\f")]
    text = "".join(pages)
    assert "关于2023年2月全县信访事项" in pages[0]
    assert [page for page in ("附件1", "附件2") if not any(p.startswith(page) for p in pages[1:])] == []
    for name in ("东岭镇", "南山乡", "西河镇"):
        assert name in text
    assert "{{" not in text
    assert "{%" not in text


def test_a_browser_shows_the_review_page(edition: Path, tmp_path: Path, real_part: RealPart):
    """With its own profile and no network at hand."""
    page = (edition / "审核.html").as_uri()
    open_page = [
        real_part("chromium"),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--dump-dom",
        page,
    ]
    shown = subprocess.run(open_page, check=True, capture_output=True, timeout=SECONDS).stdout.decode("utf-8")
    assert "2023年2月" in shown
    for name in ("东岭镇", "南山乡", "西河镇"):
        assert name in shown
