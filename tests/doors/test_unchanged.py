"""A run over which nothing has changed prints what the last one printed; anything that changed makes it anew."""

import hashlib
import json
from argparse import Namespace

import pytest

from pipeline.doors import unchanged
from pipeline.doors.unchanged import Told, as_asked
from pipeline.editions.cache import CACHE_FOLDER

TOLD = Told(("期间：2023年2月", "下一步：核对。"), 1)


class County:
    """A county's folders with an edition in them, and the run that made it."""

    def __init__(self, home, monkeypatch):
        monkeypatch.chdir(home)
        self.inputs, self.outputs, self.templates = home / "inputs", home / "outputs", home / "templates"
        self.passwords = home / "密码.txt"
        self.put("inputs/设置.xlsx", "settings")
        self.put("inputs/2023-02/甲镇.xlsx", "ledger")
        self.put("inputs/templates/通报.docx", "own template")
        self.put("templates/月度通报.docx", "template")
        self.put("密码.txt", "password")
        self.put("outputs/2023-01/汇总.xlsx", "earlier")
        self.put("outputs/2023-02/汇总.xlsx", "workbook")
        outputs = {"汇总.xlsx": hashlib.sha256(b"workbook").hexdigest()}
        self.put("outputs/2023-02/manifest.json", json.dumps({"outputs": outputs}))

    def put(self, path, text):
        place = self.inputs.parent / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def asked(self, **typed):
        usual = {"period": "2023-02", "as_of": None, "pdf": False, "password_file": self.passwords}
        return as_asked(Namespace(inputs=self.inputs, outputs=self.outputs, **{**usual, **typed}))

    def keep(self, asked=None):
        (asked or self.asked()).keep(self.outputs / "2023-02", TOLD)


@pytest.fixture
def county(tmp_path, monkeypatch):
    return County(tmp_path, monkeypatch)


def test_the_same_run_again_is_told_what_the_first_printed_and_how_it_ended(county):
    assert county.asked().done() is None
    county.keep()
    assert county.asked().done() == TOLD


CHANGED = {
    "a ledger": "inputs/2023-02/甲镇.xlsx",
    "a new ledger": "inputs/2023-02/乙镇.xlsx",
    "an earlier ledger": "inputs/2023-01/甲镇.xlsx",
    "a ledger in a folder": "inputs/2023-02/东片/丙镇.xlsx",
    "the settings": "inputs/设置.xlsx",
    "what was sent before": "inputs/.versions/0a",
    "the county's template": "inputs/templates/通报.docx",
    "the program's template": "templates/月度通报.docx",
    "the passwords": "密码.txt",
    "a paper edited by hand": "outputs/2023-02/通报.docx",
    "the workbook": "outputs/2023-02/汇总.xlsx",
    "an earlier edition": "outputs/2023-01/汇总.xlsx",
    "an issued paper": "outputs/留存/2023-02/印发.json",
    "a swap that was interrupted": "outputs/.2023-02.swap",
}


@pytest.mark.parametrize("path", CHANGED.values(), ids=CHANGED.keys())
def test_a_change_makes_the_edition_anew(county, path):
    county.keep()
    county.put(path, "other")
    assert county.asked().done() is None


def test_what_is_put_back_as_it_was_is_the_same_again(county):
    county.keep()
    county.put("inputs/2023-02/甲镇.xlsx", "other")
    county.put("inputs/2023-02/甲镇.xlsx", "ledger")
    assert county.asked().done() == TOLD


def test_a_file_that_is_gone_or_named_otherwise_makes_the_edition_anew(county):
    county.keep()
    (county.inputs / "2023-02" / "甲镇.xlsx").rename(county.inputs / "2023-02" / "甲.xlsx")
    assert county.asked().done() is None
    (county.inputs / "2023-02" / "甲.xlsx").unlink()
    assert county.asked().done() is None


@pytest.mark.parametrize("typed", [{"period": "2023-01"}, {"period": None}, {"as_of": "2023-03-05"}])
def test_another_run_is_not_taken_for_it(county, typed):
    county.keep()
    assert county.asked(**typed).done() is None


def test_a_run_that_makes_pdf_is_always_made(county):
    county.keep()
    assert county.asked(pdf=True) is None


def test_another_program_makes_the_edition_anew(county, monkeypatch):
    county.keep()
    monkeypatch.setattr(unchanged, "build", lambda: "of tomorrow")
    assert county.asked().done() is None


def test_a_source_that_changed_while_the_run_went_on_is_seen_by_the_next(county):
    asked = county.asked()
    county.put("inputs/2023-02/甲镇.xlsx", "other")
    county.keep(asked)
    assert county.asked().done() is None


def test_an_edition_that_was_edited_before_it_was_looked_at_is_made_anew(county):
    county.put("outputs/2023-02/汇总.xlsx", "edited by hand")
    county.keep()
    assert county.asked().done() is None


def test_without_the_cache_the_edition_is_made_anew(county):
    county.keep()
    for place in (county.outputs / CACHE_FOLDER / "runs").iterdir():
        place.unlink()
    assert county.asked().done() is None


def test_a_file_that_nobody_can_read_is_left_to_the_run(county, monkeypatch):
    def held(path):
        raise PermissionError(13, "held", str(path))

    monkeypatch.setattr(unchanged, "_sha", held)
    assert county.asked() is None


def test_folders_that_are_linked_to_are_read_and_a_circle_ends(county):
    elsewhere = county.inputs.parent / "共享"
    county.put("共享/丁镇.xlsx", "ledger")
    (elsewhere / "回到").symlink_to(elsewhere, target_is_directory=True)
    (county.inputs / "2023-03").symlink_to(elsewhere, target_is_directory=True)
    county.keep()
    assert county.asked().done() == TOLD
    county.put("共享/丁镇.xlsx", "other")
    assert county.asked().done() is None
