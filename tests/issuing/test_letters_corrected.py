"""A letter that was issued and comes out otherwise is corrected to its township alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.editions.verify import verify
from tests.played_office import Office, texts
from tests.version_two.months_told import A, B, C, matter

pytestmark = pytest.mark.slow


def test_a_letter_that_comes_out_otherwise_is_corrected_in_a_letter_to_its_township_alone(tmp_path: Path) -> None:
    """甲 has one overdue matter when its 督办函 is issued, and two by the ledger that it sends then."""
    office = Office(tmp_path)
    overdue = [matter(f"甲0{at}", "2023-01-03", "2023-01-04") for at in (1, 2)]
    for count in (1, 2):
        rows = {A: [*office.rows("2023-03", A), *overdue[:count]], B: office.rows("2023-03", B), C: []}
        office.story.month("2023-03", {unit: each for unit, each in rows.items() if each}, zero=[C])
        told = office.run("2023-03")
        if count == 1:
            number = office.issue("2023-03", "督办函", township=A)
    draft = f"函件/{A}-督办更正函.docx"
    assert any(f"（{number}）" in line and f"可用 {draft} 起草" in line for line in told)
    said = texts(office.file("2023-03", draft))
    assert f"督办函（{number}，2023年4月8日）" in said
    assert "2件，其中1件原来没有列" in said
    assert "全县" not in said, "the letter said nothing of the county's overdue matters"
    assert any(line.startswith("1.原印“") and "有下列1件" in line and "有下列2件" in line for line in said)
    assert [p.name for p in (office.outputs / "2023-03" / "函件").glob("*更正函.docx")] == [f"{A}-督办更正函.docx"]
    assert not office.file("2023-03", "通报/更正通报.docx").exists()
    given = office.issue("2023-03", "督办更正函", township=A, day="2023-04-12")
    assert given in texts(office.kept("2023-03", 2, draft))
    assert verify(office.outputs, "2023-03")[1]
