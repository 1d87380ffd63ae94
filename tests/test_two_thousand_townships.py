"""2,000 townships in one folder: everything that a county makes as a whole is made, and says the right figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.county import COUNTY
from pipeline.editions.archive import load_edition
from pipeline.editions.verify import verify
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from pipeline.schema.papers import REVIEW_PAGE, SUMMARY_BOOK

pytestmark = pytest.mark.slow

TOWNSHIPS = 2_000
HEADINGS = "信访件编号,责任单位,登记日期,信访形式,信访目的,初重件,办理程序,受理日期,办理期限,办结日期,办理结果,化解状态"


def ledger(number: int) -> str:
    """One matter of each township, accepted on the 11th; that of every fourth on the 21st, when 15 days are over."""
    accepted, due = ("2023-02-21", "2023-04-22") if number % 4 == 0 else ("2023-02-11", "2023-04-12")
    row = f"A{number:04},第{number}乡,2023-02-01,来信,申诉求决,初件,信访处理意见,{accepted},{due},,,未化解"
    return f"{HEADINGS}\n{row}\n"


def test_two_thousand_townships_are_one_county_with_one_circular_one_workbook_and_one_page(tmp_path: Path) -> None:
    """Papers for each township are left out, or the test would make 2,000 documents. 1,500 of 2,000 were in time."""
    names = [f"第{number}乡" for number in range(1, TOWNSHIPS + 1)]
    tables = default_tables()
    tables["乡镇名录"] = [[number, name, "", "", "", ""] for number, name in enumerate(names, start=1)]
    of_townships = ("乡镇情况反馈单", "督办函", "工作提示函")
    tables["文书"] = [[*row[:-1], "否" if row[0] in of_townships else "是"] for row in tables["文书"]]
    inputs = tmp_path / "inputs"
    folder = inputs / "2023-02"
    folder.mkdir(parents=True)
    (inputs / "设置.xlsx").write_bytes(settings_form(tables, names))
    for number, name in enumerate(names, start=1):
        (folder / f"{name}.csv").write_text(ledger(number), encoding="utf-8-sig")
    outcome = run_period(inputs, tmp_path / "outputs", "2023-02", None, lambda _: None)
    assert not [line for line in outcome.needs_attention if "错误" in line]
    made = tmp_path / "outputs" / "2023-02"
    assert all((made / path).is_file() for path in (SUMMARY_BOOK, REVIEW_PAGE, "通报/月度通报.docx"))
    assert verify(tmp_path / "outputs", "2023-02")[1]
    edition = load_edition(tmp_path / "outputs", "2023-02", ("indicators", "ranking", "matters"))
    assert edition is not None
    whole = edition.tables["indicators"].set_index(["township", "indicator"]).loc[(COUNTY, "accepted_on_time")]
    assert (whole["numerator"], whole["denominator"]) == (TOWNSHIPS * 3 // 4, TOWNSHIPS)
    assert len(edition.tables["matters"]) == len(edition.tables["ranking"]) == TOWNSHIPS
