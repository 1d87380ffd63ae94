"""Which row of the ledgers speaks for each stand of a matter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.merge.holders.stand import Around, Matter, Outcome, Row, Stand
from pipeline.merge.holders.stand_rows import plain_stands, walked_stands
from tests.merge.walks import around, d, matter, row

Told = list[tuple[str, int, int, bool, str, str]]


def spoken(of: Matter, *stands: Stand, claimants: str = "", since: str | None = None, at: Around | None = None) -> Told:
    """Part, row, row that fills, whether it is the present one, claim and first part, of each stand."""
    outcome = Outcome(stands, tuple(claimants), since=d(since))
    table = walked_stands({"01": of}, {"01": outcome}, at or around())
    columns = ["part", "at", "fill", "present", "claim", "first_part"]
    return list(table[columns].itertuples(index=False, name=None))


def test_the_newest_row_of_its_unit_speaks_for_a_stand_and_fills_the_next_ones_blanks() -> None:
    rows = matter(row(0, "甲"), row(1, "甲", "乙"), row(1, "乙"))
    assert spoken(rows, Stand("甲", "首报", until_no=1), Stand("乙", "协议")) == [
        ("甲", 1, -1, False, "确定", "甲"),
        ("乙", 2, 1, True, "确定", "甲"),
    ]


def test_a_unit_without_a_row_lets_the_row_before_fill() -> None:
    assert spoken(matter(row(0, "甲")), Stand("甲", "首报", until_no=1), Stand("乙", "决定"), Stand("丙", "决定")) == [
        ("甲", 0, -1, False, "确定", "甲"),
        ("乙", -1, 0, False, "确定", "甲"),
        ("丙", -1, 0, True, "确定", "甲"),
    ]


def test_a_matter_that_nobody_has_is_not_settled() -> None:
    assert spoken(matter(row(0, "甲")), Stand("甲", "首报", until_no=0), Stand("", "退回")) == [
        ("甲", 0, -1, False, "确定", "甲"),
        ("", -1, 0, True, "待定", "甲"),
    ]


def test_each_claimant_has_its_own_row_and_none_is_present() -> None:
    rows = matter(row(0, "甲"), row(0, "乙"), row(1, "乙"))
    assert spoken(rows, claimants="甲乙") == [
        ("甲", 0, -1, False, "争议", "甲"),
        ("乙", 2, -1, False, "争议", "乙"),
    ]
    table = walked_stands({"01": rows}, {"01": Outcome((), ("甲", "乙"))}, around())
    assert (set(table["way"]), table["clock_on"].isna().all()) == ({"首报"}, True)


def test_claimants_after_a_hand_back_have_it_from_then_and_the_one_before_is_not_present() -> None:
    rows = matter(row(0, "甲", back="01-20"), row(1, "乙"), row(1, "丙"))
    before = Stand("甲", "首报", held_until=d("01-20"), until_no=0)
    assert spoken(rows, before, claimants="乙丙", since="01-21") == [
        ("甲", 0, -1, False, "确定", "甲"),
        ("乙", 1, -1, False, "争议", "甲"),
        ("丙", 2, -1, False, "争议", "甲"),
    ]
    table = walked_stands({"01": rows}, {"01": Outcome((before,), ("乙", "丙"), since=d("01-21"))}, around())
    assert table["way"].tolist() == ["首报", "退回", "退回"]
    assert table["held_from"].tolist()[1:] == [d("01-21")] * 2


def test_of_a_unit_that_has_it_again_the_first_stand_ends_with_the_folder_that_ended_it() -> None:
    """甲 listed it in January and February, gave it to 乙 in March, has it again in April.

    The row of March, which names 乙, still speaks for the first stand; without one that names 乙 February's does.
    """
    stands = (Stand("甲", "首报", until_no=1), Stand("乙", "决定", until_no=3), Stand("甲", "决定"))
    rows = [row(0, "甲"), row(1, "甲"), row(2, "甲", "乙"), row(3, "甲")]
    assert [line[1] for line in spoken(matter(*rows), *stands)] == [2, -1, 3]
    assert [line[1] for line in spoken(matter(rows[0], rows[1], row(2, "甲"), rows[3]), *stands)] == [1, -1, 3]


def test_an_editions_row_speaks_for_the_stand_that_lasts_and_for_no_other() -> None:
    rows = matter(row(0, "甲"), row(1, "乙"), unseen=Row(-1, "乙", "乙", 9))
    assert [line[1] for line in spoken(rows, Stand("甲", "首报", until_no=0), Stand("乙", "决定"))] == [0, 9]
    assert [line[1] for line in spoken(rows, Stand("乙", "首报", until_no=0), Stand("甲", "决定"))] == [1, 0]


def test_parts_of_one_unit_speak_for_each_other() -> None:
    merged = around(units={"甲": "丁", "乙": "丁"})
    assert spoken(matter(row(0, "甲")), Stand("乙", "首报"), at=merged)[0][1] == 0


def test_a_matter_that_nobody_contests_is_its_newest_rows() -> None:
    rows = pd.DataFrame({"case_no": ["01", "02", "01", "03"], "part": ["甲", "乙", "甲", "丙"]})
    table = plain_stands(rows, np.array([True, True, True, False]))
    assert list(table[["case_no", "part", "at", "fill", "until_no", "present"]].itertuples(index=False, name=None)) == [
        ("01", "甲", 2, -1, -1, True),
        ("02", "乙", 1, -1, -1, True),
    ]


def test_of_a_unit_whose_clock_begins_anew_each_stand_has_the_rows_of_its_own_time() -> None:
    """Until February by its first clock, until March by the second, then 乙's; and one that ended with January."""
    rows = [row(0, "甲"), row(1, "甲"), row(2, "甲"), row(3, "乙")]
    stands = (Stand("甲", "首报", until_no=1), Stand("甲", "重办", until_no=2), Stand("乙", "决定"))
    assert [line[1] for line in spoken(matter(*rows), *stands)] == [1, 2, 3]
    two = (Stand("甲", "首报", until_no=0), Stand("甲", "重办"))
    assert [line[1] for line in spoken(matter(*rows[:2]), *two)] == [0, 1]


def test_who_gave_it_away_for_good_speaks_by_its_newest_row() -> None:
    rows = matter(row(0, "甲"), row(1, "甲"), row(1, "乙"))
    assert [line[1] for line in spoken(rows, Stand("甲", "首报", until_no=0), Stand("乙", "决定"))] == [1, 2]


def test_nothing_has_ended_what_is_claimed() -> None:
    table = walked_stands({"01": matter(row(0, "甲"))}, {"01": Outcome((), ("甲", "乙"))}, around())
    assert table["until_no"].tolist() == [-1, -1]
