"""One county's numbers, unified at once: writings, 改号, look-alikes, what is told of them and to whom.

What each shows is shown by itself in test_same_number and test_local_numbering, which are slow.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.bundles import PastEdition
from pipeline.merge.numbers.numbers import Unified, _one_row_each, unify
from tests.merge.merge_rows import FEBRUARY, JANUARY, Row, ledger, reading

UNITS = {name: name for name in ("甲镇", "乙镇", "丙镇")}
B = "乙镇"


def unified(*rows: Row, editions: tuple[PastEdition, ...] = (), **registers: list[Row]) -> Unified:
    """The numbers of January and February."""
    return unify(reading(rows, **registers), editions, folders=(JANUARY, FEBRUARY), unit_of=UNITS)


def december(*rows: Row, **tables: pd.DataFrame) -> PastEdition:
    """An edition of December with these matters of its ledgers."""
    matters = ledger([{"folder": "2022-12", **row} for row in rows]).assign(origin="台账")
    return PastEdition("2022-12", date(2022, 12, 31), matters, frozenset(), tables)


def told(of: Unified, code: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Township, cell, sentence and numbers of the findings of one rule."""
    return [(f.township, f.place.cell, f.message, f.case_nos) for f in of.findings if f.code == code]


@pytest.fixture(scope="module")
def county() -> Unified:
    """Two months after an edition, with a register and decisions of February."""
    return unified(
        {"case_no": "a0", "folder": JANUARY},
        {"case_no": "OLD1", "folder": JANUARY},
        {"case_no": "QHO5", "folder": JANUARY},
        {"case_no": "s1", "folder": JANUARY, "purpose": "检举控告"},
        {"case_no": "K7", "folder": JANUARY},
        {"case_no": "w1", "folder": JANUARY},
        {"case_no": "A0"},
        {"case_no": "OLD1", "related_case_no": "B-1"},
        {"case_no": "a-7"},
        {"case_no": "S1"},
        {"case_no": "old1"},
        {"case_no": "b-1", "township": B},
        {"case_no": "QH05", "township": B},
        {"case_no": "A0", "township": B},
        {"case_no": "k7"},
        {"case_no": "w1"},
        editions=(december({"case_no": "Ａ-7"}, {"case_no": "other"}),),
        superior=[
            {"case_no": "ａ０", "township": "甲镇"},
            {"case_no": "A—7", "township": "甲镇", "folder": JANUARY},
        ],
        spot_checks=[{"case_no": "Old1"}],
        decisions=[
            {"subject": "old1", "decision": "改号：NEW-1"},
            {"subject": "甲镇（二）.xlsx", "decision": "采用此件"},
            {"subject": "B-1", "decision": "改号"},
            {"subject": "w1", "decision": "改号：Ｗ1"},
        ],
    )


def test_a_matter_has_the_number_first_sent_by_editions_then_ledgers_then_registers(county: Unified) -> None:
    numbers = county.reading.ledger["case_no"].tolist()
    assert numbers[:6] == ["a0", "NEW-1", "QHO5", "s1", "K7", "Ｗ1"]
    assert numbers[6:] == ["a0", "NEW-1", "Ａ-7", "s1", "NEW-1", "b-1", "QH05", "a0", "K7", "Ｗ1"]
    assert county.reading.registers["superior"]["case_no"].tolist() == ["a0", "Ａ-7"]
    assert county.reading.registers["spot_checks"]["case_no"].tolist() == ["NEW-1"]
    assert county.editions[0].matters["case_no"].tolist() == ["Ａ-7", "other"]


def test_a_number_that_another_matter_names_is_in_the_writing_of_its_own_row(county: Unified) -> None:
    assert county.reading.ledger["related_case_no"].dropna().tolist() == ["b-1"]


def test_a_file_that_a_decision_names_stays_and_so_does_a_number_that_is_first_written_there(county: Unified) -> None:
    assert county.reading.registers["decisions"]["subject"].tolist() == ["NEW-1", "甲镇（二）.xlsx", "b-1", "Ｗ1"]


def test_another_writing_is_told_to_who_wrote_it_this_month_by_sheet(county: Unified) -> None:
    """January's was told in January; a register's is told to the office."""
    assert told(county, "R223") == [
        ("", "A7", "1件编号的写法与首次报送不同（检举控告件，编号不列），按同一编号处理", ()),
        ("乙镇", "A6", "1件编号的写法与首次报送不同（如 A0，首次为 a0），按同一编号处理", ("a0",)),
        (
            "甲镇",
            "A4、A6、A9:A10",
            "4件编号的写法与首次报送不同（如 A0，首次为 a0），按同一编号处理",
            ("K7", "a0", "Ａ-7", "Ｗ1"),
        ),
        ("", "A2", "1件编号的写法与首次报送不同（如 ａ０，首次为 a0），按同一编号处理", ("a0",)),
    ]


def test_who_still_writes_a_number_that_was_changed_is_told_the_new_one(county: Unified) -> None:
    said = "件仍用原编号（如 {}），处理决定已改为 NEW-1，按改后的编号计算"
    assert told(county, "R225") == [
        ("甲镇", "A5、A8", "2" + said.format("OLD1"), ("NEW-1",)),
        ("", "A2", "1" + said.format("Old1"), ("NEW-1",)),
    ]
    assert [sentence for *_, sentence, _ in told(county, "R226")] == ["“处理决定”中的改号无法照办：没有写新编号"]


def test_numbers_that_look_alike_are_told_where_the_second_came(county: Unified) -> None:
    sentence = (
        "编号QH05与QHO5（甲镇2023-01台账）只差容易认错的字（如字母O与数字0、字母I与数字1），疑似同一编号，没有合并"
    )
    assert told(county, "R224") == [("乙镇", "A5", sentence, ("QH05",))]


def test_what_else_a_matter_was_called_is_kept_and_what_is_hidden_is_marked_everywhere(county: Unified) -> None:
    others = county.numbers.others
    assert (others["a0"], others["NEW-1"]) == (("A0", "ａ０"), ("OLD1", "Old1", "old1"))
    assert (others["b-1"], others["K7"], others["Ｗ1"]) == (("B-1",), ("k7",), ("w1",))
    assert not {"a0", "Ａ-7", "other"} & county.numbers.by_text.keys()
    assert "QH05" not in others
    assert county.numbers.hidden == {"s1"}
    hidden = county.reading.ledger["hidden"]
    assert county.reading.ledger.loc[hidden, "source_row"].tolist() == [7, 7]
    assert not county.reading.registers["superior"]["hidden"].any()


@pytest.fixture(scope="module")
def local() -> Unified:
    """甲镇 and 乙镇 number for themselves: 5, 7, 8, of which 甲镇's is 检举控告, and others; 6 is given to 甲镇."""
    nine = [{"case_no": "9", "township": unit, "registered_on": f"2023-01-1{at}"} for at, unit in enumerate(UNITS)]
    more = [{"case_no": number} for number in ("21", "22", "23", "24")]
    return unified(
        {"case_no": "5", "folder": JANUARY},
        {"case_no": "5"},
        {"case_no": "8", "purpose": "检举控告"},
        {"case_no": "6"},
        {"case_no": "7"},
        {"case_no": "10"},
        {"case_no": "11"},
        {"case_no": "5", "township": B, "registered_on": "2023-01-11"},
        {"case_no": "8", "township": B, "registered_on": "2023-01-11"},
        {"case_no": "6", "township": B, "registered_on": "2023-01-11"},
        {"case_no": "7", "township": B, "registered_on": "2023-01-11"},
        {"case_no": "10", "township": B, "registered_on": "2023-01-11"},
        {"case_no": "11", "township": "丙镇", "registered_on": "2023-01-11"},
        {"case_no": "4", "township": B, "related_case_no": "5"},
        {"case_no": "4（乙镇）", "township": B},
        *nine,
        *more,
        *({**row, "township": B, "registered_on": "2023-01-11"} for row in more),
        editions=(
            december(
                {"case_no": "3（甲镇）"},
                {"case_no": "3（乙镇）", "township": B},
                {"case_no": "5"},
                stood=pd.DataFrame({"case_no": ["3（乙镇）", "5", "x"]}, dtype="str"),
                windows=pd.DataFrame({"township": ["甲镇"]}, dtype="str"),
            ),
        ),
        superior=[{"case_no": "7", "township": "甲镇"}, {"case_no": "11", "township": "甲镇"}],
        assigned=[{"case_no": "5", "township": B, "batch": "第一批"}, {"case_no": "3", "township": B}],
        spot_checks=[{"case_no": "8"}, {"case_no": "3(甲镇)"}],
        decisions=[
            {"subject": "6", "decision": "归属乡镇：甲镇"},
            {"subject": "5", "decision": "可列"},
            {"subject": "10", "decision": "改号：N10"},
            {"subject": "文件.xlsx", "decision": "采用此件"},
        ],
    )


def test_matters_that_share_a_number_have_their_units_behind_it_wherever_their_unit_is_said(local: Unified) -> None:
    """6 and 10 are one by decisions, and so is 11, which 上级登记台账 has, for 甲镇 and 丙镇 share little.

    7 of that register is 甲镇's, 5 of the list 乙镇's, and that of its matter 4 too.
    """
    numbers = local.reading.ledger["case_no"].tolist()
    assert numbers[:7] == ["5（甲镇）", "5（甲镇）", "8（甲镇）", "6", "7（甲镇）", "N10", "11"]
    assert numbers[7:15] == ["5（乙镇）", "8（乙镇）", "6", "7（乙镇）", "N10", "11", "4", "4（乙镇）"]
    assert numbers[15:18] == ["9（甲镇）", "9（乙镇）", "9（丙镇）"]
    assert local.reading.ledger["related_case_no"].dropna().tolist() == ["5（乙镇）"]
    assert local.reading.registers["assigned"]["case_no"].tolist() == ["5（乙镇）", "3（乙镇）"]
    assert local.reading.registers["superior"]["case_no"].tolist() == ["7（甲镇）", "11"]
    assert local.reading.registers["spot_checks"]["case_no"].tolist() == ["8", "3（甲镇）"]
    assert local.editions[0].matters["case_no"].tolist() == ["3（甲镇）", "3（乙镇）", "5（甲镇）"]
    assert local.editions[0].tables["stood"]["case_no"].tolist() == ["3（乙镇）", "5（甲镇）", "x"]
    assert local.numbers.by_unit["5", B] == "5（乙镇）"


def test_each_ledger_of_this_month_is_told_who_else_has_its_numbers_but_not_of_an_accusation(local: Unified) -> None:
    same = "按各单位自行编号的不同事项处理，编号后注明单位"
    several = "{}件的编号与{}的事项相同而登记日期不同（如 {}），" + same + "，如 {}（{}）"
    assert [(unit, said, numbers) for unit, _, said, numbers in told(local, "R227") if unit] == [
        ("丙镇", several.format(1, "乙镇、甲镇", 9, 9, "丙镇"), ("9（丙镇）",)),
        (B, several.format(7, "丙镇、甲镇", 5, 5, B), tuple(f"{no}（乙镇）" for no in (21, 22, 23, 24, 5, 7, 9))),
        (
            "甲镇",
            several.format(7, "丙镇、乙镇", 5, 5, "甲镇"),
            tuple(f"{no}（甲镇）" for no in (21, 22, 23, 24, 5, 7, 9)),
        ),
    ]
    hidden = [(cell, said, numbers) for unit, cell, said, numbers in told(local, "R227") if not unit]
    assert [(cell, numbers) for cell, _, numbers in hidden] == [("A5", ()), ("A5", ())]
    assert all("8" not in said for _, said, _ in hidden)


def test_an_entry_that_does_not_say_whose_number_it_means_is_told_with_those_that_have_it(local: Unified) -> None:
    assert [(cell, said) for _, cell, said, _ in told(local, "R228")] == [
        (
            "A2",
            "“抽查登记”中的编号（检举控告件，编号不列）由甲镇、乙镇各自编号，没有写明是哪个单位的，这一行没有起作用",
        ),
        ("A3", "“处理决定”中的编号5由甲镇、乙镇各自编号，没有写明是哪个单位的，这一行没有起作用"),
    ]


def test_what_is_to_be_written_there_is_the_first_units_number(local: Unified) -> None:
    assert [f.remedy for f in local.findings if f.code == "R228"][1:] == ["请写明单位，例如 5（甲镇）"]


def test_of_many_units_that_give_one_number_five_are_named() -> None:
    def others(count: int) -> list[str]:
        names = [f"{letter}镇" for letter in "ABCDEFG"[:count]]
        rows = [
            {"case_no": "1", "township": name, "registered_on": f"2023-01-{at + 10}"} for at, name in enumerate(names)
        ]
        found = unify(reading(rows), (), folders=(FEBRUARY,), unit_of=dict(zip(names, names, strict=True)))
        return [text.partition("的编号与")[2].partition("的事项")[0] for _, _, text, _ in told(found, "R227")][:1]

    assert others(6) == ["B镇、C镇、D镇、E镇、F镇"]
    assert others(7) == ["B镇、C镇、D镇、E镇、F镇等"]


def test_look_alikes_are_told_once_for_all_at_this_months_row_with_the_places_of_the_others() -> None:
    """Of an edition, of a list, and one that only 关联件编号 has; what January had both of is told no more."""
    found = unified(
        {"case_no": "QHO1", "folder": JANUARY},
        {"case_no": "QH01", "folder": JANUARY},
        {"case_no": "QHO2"},
        {"case_no": "QH-I3", "purpose": "检举控告"},
        {"case_no": "QH-13", "township": B},
        {"case_no": "9", "related_case_no": "QHO4"},
        {"case_no": "QH04", "township": B},
        {"case_no": "QHO6", "township": B},
        {"case_no": "QH0l", "township": B},
        editions=(december({"case_no": "QH02"}),),
        spot_checks=[{"case_no": "QH06"}],
    )
    tail = "只差容易认错的字（如字母O与数字0、字母I与数字1），疑似同一编号，没有合并"
    assert [(unit, said.removesuffix(tail), numbers) for unit, _, said, numbers in told(found, "R224")] == [
        ("", "编号（检举控告件，编号不列）与（检举控告件，编号不列）", ()),
        ("乙镇", "编号QH0l与QHO1（甲镇2023-01台账）、QH01（甲镇2023-01台账）", ("QH0l",)),
        ("甲镇", "编号QHO2与QH02（已发布的2022-12）", ("QHO2",)),
        ("", "编号QH06与QHO6（乙镇2023-02台账）", ("QH06",)),
    ]


def test_a_matter_that_an_edition_had_in_nobodys_hands_is_the_one_of_its_number() -> None:
    """Registered on another day: nobody numbers for himself."""
    nobodys = december({"case_no": "1", "township": None, "registered_on": "2022-12-05"})
    found = unified({"case_no": "1"}, {"case_no": "2"}, {"case_no": "2", "township": B}, editions=(nobodys,))
    assert found.reading.ledger["case_no"].tolist() == ["1", "2", "2"]
    assert found.editions[0].matters["case_no"].tolist() == ["1"]


def test_numbers_of_which_nobody_writes_another_way_cost_and_tell_nothing() -> None:
    plain = unified({"case_no": "1"}, {"case_no": "2", "township": B})
    assert plain.findings == ()
    assert not plain.numbers
    assert plain.numbers.others == {}


def test_of_two_rows_of_an_edition_that_are_one_matter_the_ledgers_newest_speaks_and_the_others_fill_its_blanks() -> (
    None
):
    """1: a ledger's row goes before the register's and the older edition's; 3: the newer folder's, 4: the later row."""
    rows = [
        ("1", "上级", None, None, "a", "x"),
        ("1", "台账", "2023-01/甲.xlsx", 4, None, "y"),
        ("1", "往期", "2023-02/甲.xlsx", 4, "b", "z"),
        ("2", "往期", None, None, None, "x"),
        ("3", "台账", "2023-01/甲.xlsx", 4, "a", "x"),
        ("3", "台账", "2023-02/甲.xlsx", 9, None, "y"),
        ("5", "上级", None, None, "a", None),
        ("5", "往期", None, None, "b", "y"),
    ]
    names = ["case_no", "origin", "source_file", "source_row", "blank", "said"]
    frame = pd.DataFrame(rows, columns=names).assign(source_sheet="台账")
    frame = frame.astype({"source_row": "Int64", **dict.fromkeys(("case_no", "origin", "source_file", "blank"), "str")})
    made = _one_row_each(frame)
    assert made["case_no"].tolist() == ["1", "2", "3", "5"]
    assert made["said"].tolist() == ["y", "x", "y", "y"]
    assert made["blank"].fillna("").tolist() == ["b", "", "a", "b"]
    assert made["source_row"].fillna(0).tolist() == [4, 0, 9, 0]
    assert made["source_file"].fillna("").tolist() == ["2023-01/甲.xlsx", "", "2023-02/甲.xlsx", ""]
