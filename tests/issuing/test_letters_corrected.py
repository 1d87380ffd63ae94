"""A letter that was issued and comes out otherwise is corrected to its township alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.editions.verify import verify
from tests.played_office import Office, texts
from tests.sentences.corrections import refuted_in_corrections
from tests.sentences.published import Published
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
    assert any("你镇的台账有补充或者更正。经重新核算，" in line for line in said)
    (quoted,) = [line for line in said if "原印“" in line]
    same = "截至2023年3月31日，你镇有下列{}件信访事项期限已满仍未办结"
    assert quoted == f"1.原印“{same.format(1)}”更正为“{same.format(2)}”。", "the rule behind it stands as it stood"
    assert [p.name for p in (office.outputs / "2023-03" / "函件").glob("*更正函.docx")] == [f"{A}-督办更正函.docx"]
    assert not office.file("2023-03", "通报/更正通报.docx").exists()
    edition, kept = Published(office.outputs / "2023-03", None), office.outputs / "留存/2023-03/第1版"
    assert list(refuted_in_corrections(edition, kept)) == []
    wrong = list(refuted_in_corrections(edition, edition.folder))
    assert any("原印" in each for each in wrong), "nothing differs from itself"
    assert any("印发后" in each for each in wrong), "nothing changed since"
    with pytest.MonkeyPatch.context() as other:
        other.setattr(Published, "overdue", edition.table("overdue").head(0))
        assert any(f"{A}｜逾期事项｜" in each for each in refuted_in_corrections(edition, kept))
    office.file("2023-03", f"反馈单/{A}.docx").rename(tmp_path / "反馈单.docx")
    assert any("具体事项见本期反馈单" in each for each in refuted_in_corrections(edition, kept))
    (tmp_path / "反馈单.docx").rename(office.file("2023-03", f"反馈单/{A}.docx"))
    given = office.issue("2023-03", "督办更正函", township=A, day="2023-04-12")
    assert given in texts(office.kept("2023-03", 2, draft))
    assert verify(office.outputs, "2023-03")[1]


def test_a_letter_whose_matters_are_gone_is_taken_back_and_the_sentence_is_refuted_while_it_is_made(
    tmp_path: Path,
) -> None:
    """The overdue matter of 甲 turns out to have been concluded in time."""
    office = Office(tmp_path)
    for concluded in ("", "2023-02-20"):
        rows = [*office.rows("2023-03", A), matter("甲01", "2023-01-03", "2023-01-04", concluded)]
        office.story.month("2023-03", {A: rows, B: office.rows("2023-03", B)}, zero=[C])
        office.run("2023-03")
        if not concluded:
            office.issue("2023-03", "督办函", township=A)
    edition, kept = Published(office.outputs / "2023-03", None), office.outputs / "留存/2023-03/第1版"
    draft = office.file("2023-03", f"函件/{A}-督办更正函.docx")
    assert "按现在的核算，你镇不再有该函所列的情形，该函所提事项不必再办。" in texts(draft)
    assert list(refuted_in_corrections(edition, kept)) == []
    issued = kept / "函件" / f"{A}-督办函.docx"
    office.file("2023-03", f"函件/{A}-督办函.docx").write_bytes(issued.read_bytes())
    assert any("不必再办" in each for each in refuted_in_corrections(edition, kept))
