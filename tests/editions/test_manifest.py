"""The manifest says by what an edition was made, in the same bytes for the same run."""

from __future__ import annotations

import json
from datetime import date

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.period import parse_period
from pipeline.editions import manifest


def test_the_manifest_names_everything_by_its_sha256_and_is_the_same_bytes_again():
    def made() -> bytes:
        return manifest.make(
            period=parse_period("2023-02"),
            cut_off=date(2023, 3, 5),
            settings={"参数.最小样本": "3"},
            choices={"options": {"smallest_sample": 3}},
            inputs={"2023-02/城关镇.xlsx": "ab"},
            templates={"templates/月度通报.docx": "cd"},
            earlier={"2023-01": "ef"},
            outputs={"汇总.xlsx": b"abc", "manifest.json": b"itself"},
        )

    content = json.loads(made())
    assert content == {
        "program": "tongbao",
        "program_version": VERSION,
        "formula_version": FORMULA_VERSION,
        "period": "2023-02",
        "first_day": "2023-02-01",
        "last_day": "2023-02-28",
        "cut_off": "2023-03-05",
        "settings": {"参数.最小样本": "3"},
        "choices": {"options": {"smallest_sample": 3}},
        "inputs": {"2023-02/城关镇.xlsx": "ab"},
        "templates": {"templates/月度通报.docx": "cd"},
        "earlier_editions": {"2023-01": "ef"},
        "outputs": {"汇总.xlsx": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    }
    assert list(content) == sorted(content)
    assert "参数.最小样本" in made().decode("utf-8")
    assert made() == made()
