"""Which numbers are the same matter: writings, look-alikes, 改号."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base import same_number
from pipeline.base.finding import Finding
from pipeline.base.same_number import fold, folded, may_look_alike, skeleton
from pipeline.merge.numbers.numbers import unify
from pipeline.merge.numbers.renumbered import new_number
from tests.merge.merge_rows import FEBRUARY, JANUARY, SETTINGS, Row, edition, merged, only, reading, told

pytestmark = pytest.mark.slow

WRITINGS = st.text(
    alphabet="abzlIOo019-—－–〔〕[]（）()【】 \u3000\u200b\ufeff\u00adⅰßıŉΐé\u0301号青QH２ａ０．·",
    min_size=1,
    max_size=12,
)


def finding_of(findings: Sequence[Finding], code: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Township, cell, sentence and numbers of the findings of one rule."""
    return [(f.township, f.place.cell, f.message, f.case_nos) for f in findings if f.code == code]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a0", "A0"),
        ("青信〔2023〕15号", "青信[2023]15号"),
        ("青信【2023】15号", "青信（2023）15号"),
        ("QH-1", "qh——1"),
        ("QH–1", "QH－1"),
        ("QH 1", "QH\u200b1"),
        ("ＱＨ１", "QH1"),
    ],
)
def test_two_writings_of_a_number_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_numbers_that_only_look_alike_stay_two() -> None:
    """O and 0, I and 1, Cyrillic О."""
    assert len({fold("QHO1"), fold("QH01"), fold("QH0I"), fold("QHО1")}) == 4
    assert len({skeleton("QHO1"), skeleton("QH01"), skeleton("QH0I"), skeleton("QHО1"), skeleton("QHol")}) == 1
    assert skeleton("L1") != skeleton("I1"), "a capital L looks like no 1"


@settings(deadline=None)
@given(WRITINGS | st.text(max_size=8))
def test_folding_twice_is_folding_once(text: str) -> None:
    same = fold(text)
    assert fold(same) == same
    assert fold(text.lower()) == fold(same.lower())
    assert not any(c.isspace() or unicodedata.category(c) in {"Cc", "Cf"} for c in same)


@settings(deadline=None)
@given(st.lists(WRITINGS, max_size=8))
def test_the_texts_that_folding_changes_are_those_of_fold(texts: list[str]) -> None:
    assert folded(texts) == {text: fold(text) for text in texts if fold(text) != text}


@settings(deadline=None)
@given(WRITINGS)
def test_of_two_numbers_that_look_alike_one_holds_a_letter_that_does(text: str) -> None:
    """What holds no such letter looks like what it is. Cells are read in NFKC."""
    text = unicodedata.normalize("NFKC", text)
    if not may_look_alike([text]):
        assert skeleton(text) == fold(text)


def test_a_matter_written_in_two_ways_is_one_under_the_number_first_sent() -> None:
    """a0 in January's ledger, A0 in February's and in the register: one matter, no omission."""
    above = [{"case_no": "ａ０", "township": "甲镇", "registered_on": "2023-01-10"}]
    result = merged(
        {"case_no": "a0", "folder": JANUARY},
        {"case_no": "A0", "related_case_no": "B-1"},
        {"case_no": "b1"},
        superior=above,
    )
    assert list(result.matters["case_no"]) == ["a0", "b1"]
    assert only(result, "a0")["in_superior"]
    assert result.omissions.empty
    assert finding_of(result.findings, "R223") == [
        ("甲镇", "A4", "1件编号的写法与首次报送不同（如 A0，首次为 a0），按同一编号处理", ("a0",)),
        ("", "A2", "1件编号的写法与首次报送不同（如 ａ０，首次为 a0），按同一编号处理", ("a0",)),
    ]


def test_ledgers_of_a_folder_go_before_its_registers_and_editions_before_both() -> None:
    rows: Row = {"case_no": "a-0"}
    above = [{"case_no": "A—0", "township": "甲镇", "registered_on": "2023-01-10"}]
    assert list(merged(rows, superior=above).matters["case_no"]) == ["a-0"]
    assert list(merged(rows, superior=above, editions=[edition({"case_no": "Ａ-0"})]).matters["case_no"]) == ["Ａ-0"]


def test_a_decision_and_a_list_find_the_matter_in_another_writing() -> None:
    """归属乡镇 on [2023]1 answers for 〔2023〕1; a spot check too."""
    result = merged(
        {"case_no": "〔2023〕1"},
        {"case_no": "〔2023〕1", "township": "乙镇"},
        decisions=[{"subject": "[2023]1", "decision": "归属乡镇：乙镇"}],
        spot_checks=[{"case_no": "【2023】1", "result": "不属实"}],
    )
    row = only(result, "〔2023〕1")
    assert (row["township"], row["claim"], row["found_false"]) == ("乙镇", "确定", True)


def test_a_file_that_a_decision_names_stays_a_file() -> None:
    chosen = [{"subject": "甲镇（二）.xlsx", "decision": "采用此件"}]
    result = merged({"case_no": "1"}, decisions=chosen)
    assert list(result.registers["decisions"]["subject"]) == ["甲镇（二）.xlsx"]


def test_an_edition_that_had_both_writings_as_two_matters_has_one() -> None:
    """The ledger's row counts; what it lacks the other fills in."""
    then = edition({"case_no": "a1", "accepted_on": "2023-01-12"}, {"case_no": "2"})
    other = edition({"case_no": "A1", "township": "甲镇", "notified_on": "2023-01-13"}).matters.assign(origin="上级")
    both = pd.concat([then.matters, other], ignore_index=True)
    same = unify(
        reading([{"case_no": "A1"}]),
        [type(then)(then.name, then.cut_off, both)],
        folders=(JANUARY, FEBRUARY),
        unit_of={"甲镇": "甲镇"},
    )
    matters = same.editions[0].matters
    assert list(matters["case_no"]) == ["2", "a1"]
    row = matters.set_index("case_no").loc["a1"]
    assert (row["origin"], row["accepted_on"], row["notified_on"]) == (
        "台账",
        pd.Timestamp("2023-01-12"),
        pd.Timestamp("2023-01-13"),
    )


def test_numbers_that_look_alike_are_told_and_never_joined() -> None:
    result = merged(
        {"case_no": "QH2023O1", "folder": JANUARY}, {"case_no": "QH2023O1"}, {"case_no": "QH202301", "township": "乙镇"}
    )
    assert list(result.matters["case_no"]) == ["QH202301", "QH2023O1"]
    assert finding_of(result.findings, "R224") == [
        (
            "乙镇",
            "A4",
            "编号QH202301与QH2023O1（甲镇2023-01台账）只差容易认错的字（如字母O与数字0、字母I与数字1），疑似同一编号，没有合并",
            ("QH202301",),
        )
    ]
    remedy = next(f.remedy for f in result.findings if f.code == "R224")
    assert "文件或信访件编号 QH202301，决定“改号：QH2023O1”" in remedy


def test_look_alikes_of_older_folders_were_told_in_their_time() -> None:
    result = merged(
        {"case_no": "QH2023O1", "folder": JANUARY},
        {"case_no": "QH202301", "folder": JANUARY},
        sent=[(FEBRUARY, "甲镇")],
    )
    assert told(result, "R224") == []


def test_what_looks_like_an_accusation_is_told_to_the_office_alone() -> None:
    """乙镇's own row says nothing of it: no township and no number."""
    result = merged({"case_no": "QHO1", "purpose": "检举控告"}, {"case_no": "QH01", "township": "乙镇"})
    ((township, _, sentence, numbers),) = finding_of(result.findings, "R224")
    assert (township, numbers) == ("", ())
    assert "QH" not in sentence


def test_a_changed_number_leads_to_the_new_one() -> None:
    """The old number's register, list and history stand under the new one, which all are asked to use."""
    result = merged(
        {"case_no": "OLD1", "folder": JANUARY, "registered_on": "2023-01-05"},
        {"case_no": "OLD1", "registered_on": "2023-01-05"},
        decisions=[{"subject": "old1", "decision": "改号：NEW-1"}],
        spot_checks=[{"case_no": "OLD1", "result": "不属实"}],
    )
    assert list(result.matters["case_no"]) == ["NEW-1"]
    assert bool(only(result, "NEW-1")["found_false"])
    assert finding_of(result.findings, "R225") == [
        (township, cell, "1件仍用原编号（如 OLD1），处理决定已改为 NEW-1，按改后的编号计算", ("NEW-1",))
        for township, cell in (("甲镇", "A4"), ("", "A2"))
    ]


def test_a_changed_number_that_was_published_and_one_listed_anew_are_one() -> None:
    """Published as 1 in January; February lists it as 2: nothing has vanished, and what was first sent still counts."""
    then = edition({"case_no": "1", "registered_on": "2023-01-05"})
    result = merged(
        {"case_no": "1", "folder": JANUARY, "registered_on": "2023-01-05"},
        {"case_no": "2", "registered_on": "2023-01-06"},
        decisions=[{"subject": "1", "decision": "改号：2"}],
        editions=[then],
    )
    assert only(result, "2")["registered_on"] == pd.Timestamp("2023-01-05")
    assert told(result, "R204") == []
    assert result.numbers.others == {"2": ("1",)}


def test_a_number_changed_twice_ends_at_the_last() -> None:
    chain = [{"subject": "2", "decision": "改号：3"}, {"subject": "1", "decision": "改号：2"}]
    assert list(merged({"case_no": "1"}, decisions=chain).matters["case_no"]) == ["3"]


def test_numbers_changed_in_a_ring_are_one_matter_shown_as_the_newest_decision_says() -> None:
    ring = [{"subject": "1", "decision": "改号：2", "folder": JANUARY}, {"subject": "2", "decision": "改号：1"}]
    result = merged({"case_no": "1", "folder": JANUARY}, {"case_no": "2"}, decisions=ring)
    assert list(result.matters["case_no"]) == ["1"]
    assert [sentence for _, sentence in told(result, "R226")] == [
        "“处理决定”中的改号无法照办：互相改回，按最后登记的一行计算"
    ] * 2


def test_another_decision_on_the_same_number_takes_the_place_of_the_first() -> None:
    decided = [{"subject": "1", "decision": "改号：2", "folder": JANUARY}, {"subject": "1", "decision": "改号：3"}]
    assert list(merged({"case_no": "1"}, {"case_no": "2"}, decisions=decided).matters["case_no"]) == ["2", "3"]


def test_a_decision_without_a_new_number_changes_nothing_and_is_told() -> None:
    result = merged({"case_no": "1"}, decisions=[{"subject": "1", "decision": "改号"}])
    assert list(result.matters["case_no"]) == ["1"]
    assert told(result, "R226") == [("", "“处理决定”中的改号无法照办：没有写新编号")]


def test_a_decision_of_a_folder_no_longer_read_holds_by_the_edition() -> None:
    """The edition says what else the matter was called."""
    published = edition({"case_no": "NEW1"})
    then = type(published)(published.name, published.cut_off, published.matters.assign(other_numbers="OLD1"))
    assert list(merged({"case_no": "OLD1"}, editions=[then]).matters["case_no"]) == ["NEW1"]


@pytest.mark.parametrize(
    ("words", "number"), [("改号：A1", "A1"), ("改号 A1", "A1"), ("改号为“A1”", "“A1”"), ("改号（A(1)）", "（A(1)）")]
)
def test_the_new_number_is_what_follows_the_word(words: str, number: str) -> None:
    assert new_number(words) == number


@settings(deadline=None)
@given(
    st.permutations([("a-1", "甲镇"), ("A—1", "乙镇"), ("Ａ－1", "丙镇"), ("b1", "甲镇")]),
    st.randoms(use_true_random=False),
)
def test_which_rows_are_one_matter_does_not_depend_on_the_order_of_folders(
    sent: list[tuple[str, str]], chance: random.Random
) -> None:
    """The writing shown does; the matters don't."""
    rows = [{"case_no": text, "township": unit, "folder": f"2023-0{at + 1}"} for at, (text, unit) in enumerate(sent)]
    chance.shuffle(rows)
    same = unify(
        reading(rows),
        [],
        folders=[f"2023-0{at}" for at in range(1, 5)],
        unit_of={t.name: t.name for t in SETTINGS.roster},
    )
    shown = dict(zip([str(row["case_no"]) for row in rows], same.reading.ledger["case_no"], strict=True))
    first = next(text for text, _ in sent if text != "b1")
    assert shown == {"a-1": first, "A—1": first, "Ａ－1": first, "b1": "b1"}


def test_a_plain_number_is_not_folded_and_each_distinct_text_but_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 rows of 500 numbers, one of them in another writing."""
    asked: list[str] = []

    def counting(text: str) -> str:
        asked.append(text)
        return fold(text)

    monkeypatch.setattr(same_number, "fold", counting)
    numbers = [f"QH2023{at:04d}" for at in range(499)] + ["qh-1"]
    assert same_number.folded(numbers[:-1]) == {}
    assert asked == []
    assert same_number.folded(numbers) == {"qh-1": "QH-1"}
    assert asked == ["qh-1"]
