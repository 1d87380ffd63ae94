"""Take docs/pictures from the program itself: ``uv run tools/make_pictures.py``, when it looks otherwise.

The sample county's February is done on a desk in this machine's Chromium; the circular and a returned ledger are laid
out by LibreOffice. What the README and the manual show is so what the program does.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 -- after the path above
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from pipeline.base.machine import office_program  # noqa: E402
from pipeline.desk.serve import run_desk  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
_SCREEN = {"width": 1100, "height": 760}
_PATIENCE = 240_000
_COLOURS = 64


def main() -> None:
    """Take every picture and say how large it is."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        county = Path(scratch)
        shutil.copytree(ROOT / "inputs", county / "inputs")
        taken = _desk(county)
        february = county / "outputs" / "2023-02"
        taken["circular"] = _laid_out(february / "通报" / "月度通报.docx", county)
        taken["returned"] = _laid_out(february / "退回" / "石门乡.xlsx", county)
        taken["review"] = _review(february / "审核.html")
    for name, content in taken.items():
        picture = Image.open(io.BytesIO(content)).convert("P", palette=Image.Palette.ADAPTIVE, colors=_COLOURS)
        place = PICTURES / f"{name}.png"
        picture.save(place, optimize=True)
        print(f"{place.relative_to(ROOT)}: {place.stat().st_size / 1024:.0f} KB, {picture.width} x {picture.height}")


def _desk(county: Path) -> dict[str, bytes]:
    """The desk's home and the top of February's page with its figures."""
    said: list[str] = []
    there = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        if "http" in line:
            there.set()

    thread = threading.Thread(target=lambda: run_desk(county / "inputs", county / "outputs", say, browser=False))
    thread.start()
    there.wait(60)
    address = next(line for line in said if "http" in line).split("：")[1]
    with sync_playwright() as playwright:
        page = _browser(playwright)
        page.goto(address)
        page.wait_for_url("**/home")
        page.wait_for_selector("html[data-ready]")
        home = page.screenshot()
        page.goto(f"{address.split('/#')[0]}/p/2023-02")
        page.get_by_role("button", name="生成", exact=True).click()
        page.locator("#results .papers").wait_for()
        page.wait_for_selector("html[data-ready]")
        page.evaluate("scrollTo(0, 0)")
        period = page.screenshot()
        page.click("header button")
        page.get_by_text("可以关闭这个页面").wait_for()
    thread.join(60)
    return {"desk-home": home, "desk-period": period}


def _review(place: Path) -> bytes:
    with sync_playwright() as playwright:
        page = _browser(playwright)
        page.goto(place.as_uri())
        return page.screenshot()


def _browser(playwright: object) -> Page:
    arguments = ["--no-sandbox", "--disable-gpu"]
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)  # type: ignore[attr-defined]
    page: Page = browser.new_page(viewport=_SCREEN)
    page.set_default_timeout(_PATIENCE)
    return page


def _laid_out(document: Path, scratch: Path) -> bytes:
    """The first page of a document as PNG."""
    office = office_program()
    if office is None:
        raise SystemExit("LibreOffice is needed (Debian: libreoffice-writer libreoffice-calc)")
    subprocess.run(
        (office, "--headless", "--convert-to", "pdf", "--outdir", scratch, document), check=True, capture_output=True
    )
    pages = scratch / document.stem
    subprocess.run(
        ("pdftoppm", "-png", "-r", "70", "-f", "1", "-singlefile", scratch / f"{document.stem}.pdf", pages), check=True
    )
    return pages.with_suffix(".png").read_bytes()


if __name__ == "__main__":
    main()
