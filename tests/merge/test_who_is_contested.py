"""Which matters are walked folder by folder, which rows of a corrected file still count, why a row lost."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.merge.holders.contested import contested_matters, is_contested
from pipeline.merge.registers import Decision
from pipeline.merge.trace import _passed_over
from pipeline.merge.unplaced import counted_unplaced

Line = tuple[str, str, str, str | None]
REGISTER = ["case_no", "folder_no", "township", "received_on", "assigned_on"]


def entry(number: str, unit: str | None) -> dict[str, object]:
    return {"case_no": number, "folder_no": 0, "township": unit, "received_on": None, "assigned_on": None}


class Decided(list[Decision]):
    """Decisions, of which those that open a matter again are told apart."""

    def reworked(self) -> dict[str, Decision]:
        return {d.subject: d for d in self if d.kind == "重新办理"}

    def of(self, number: str, kind: str) -> list[Decision]:
        return [d for d in self if d.subject == number and d.kind.startswith(kind)]


def decision(number: str, kind: str, to: str = "乙镇") -> Decision:
    return Decision(number, "", kind, to, None, None, "", "", 0)


def said(**given: object) -> SimpleNamespace:
    """What registers, decisions and editions say: by default nothing."""
    none = pd.DataFrame(columns=REGISTER)
    usual: dict[str, object] = {"superior": none, "assigned": none, "decisions": Decided(), "published": {}}
    usual |= {"rivals": {}, "plain_parts": pd.Series([], dtype="str"), "agreed_back": frozenset(), "after": -1}
    made = SimpleNamespace(**{**usual, **given})
    made.given = frozenset(d.subject for d in made.decisions if d.kind.startswith("归属") and d.to)
    return made


def rows(*lines: Line) -> pd.DataFrame:
    """Number, unit, the unit that it names, 退回日期; in the order of the folders."""
    frame = pd.DataFrame(lines, columns=["case_no", "part", "names", "withdrawn_on"])
    frame["withdrawn_on"] = pd.to_datetime(frame["withdrawn_on"])
    return frame.assign(folder_no=range(len(lines)), received_on=pd.NaT, registered_on=pd.NaT, fresh=True)


PLAIN: Line = ("01", "甲镇", "甲镇", None)
OTHER: Line = ("02", "甲镇", "甲镇", None)


def test_a_matter_that_one_unit_lists_for_itself_is_not() -> None:
    assert is_contested(rows(PLAIN, OTHER, PLAIN), said()).tolist() == [False, False, False]
    assert is_contested(rows(), said()).tolist() == []


@pytest.mark.parametrize(
    "line", [("01", "乙镇", "乙镇", None), ("01", "甲镇", "乙镇", None), ("01", "甲镇", "甲镇", "2023-02-06")]
)
def test_two_units_another_name_or_a_hand_back_make_all_rows_of_the_matter_contested(line: Line) -> None:
    assert is_contested(rows(PLAIN, OTHER, line), said()).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("words", "contested"),
    [
        ({"decisions": Decided([decision("01", "归属乡镇")])}, True),
        ({"decisions": Decided([decision("01", "重新办理")])}, True),
        ({"decisions": Decided([decision("01", "可列")])}, False),
        ({"superior": pd.DataFrame([entry("01", "乙镇")])}, True),
        ({"superior": pd.DataFrame([entry("01", "甲镇")])}, False),
        ({"superior": pd.DataFrame([entry("01", None)])}, False),
        ({"superior": pd.DataFrame([entry("03", "乙镇")])}, False),
        ({"assigned": pd.DataFrame([entry("01", "乙镇")])}, True),
        ({"published": {"01": ()}}, True),
        ({"rivals": {"01": ()}}, True),
        ({"plain_parts": pd.Series({"01": "乙镇"})}, True),
        ({"plain_parts": pd.Series({"01": "甲镇"})}, False),
        ({"plain_parts": pd.Series({"03": "乙镇"})}, False),
    ],
)
def test_so_do_decisions_registers_and_editions_that_name_another(words: dict[str, object], contested: bool) -> None:
    assert is_contested(rows(PLAIN, OTHER), said(**words)).tolist() == [contested, False]


def test_a_matter_that_the_register_moved_or_a_decision_on_it_names_is_walked_without_a_row_too() -> None:
    """03 stands there for two units, 04 was given, 05 opened again; 06 stands there once, 07 in no register."""
    register = pd.DataFrame([entry(n, "甲镇") for n in ("03", "04", "05", "06")] + [entry("03", "乙镇")])
    decided = Decided([decision("04", "归属乡镇"), decision("05", "重新办理", ""), decision("07", "归属乡镇")])
    records = said(superior=register, decisions=decided)
    listed = rows(PLAIN, OTHER)
    matters = contested_matters(listed, is_contested(listed, records), records)
    assert sorted(matters) == ["03", "04", "05"]
    assert [e.part for e in matters["03"].superior] == ["甲镇", "乙镇"]
    assert (matters["04"].given, matters["05"].rework) == ((decided[0],), decided[1])


def test_a_hand_back_counts_where_it_is_agreed_and_a_row_of_editions_alone_is_unseen() -> None:
    listed = rows(("01", "甲镇", "甲镇", "2023-02-06"), ("01", "乙镇", "乙镇", None)).assign(fresh=[True, False])
    for agreed, back in ((frozenset(), None), (frozenset({"01"}), pd.Timestamp("2023-02-06"))):
        records = said(agreed_back=agreed, plain_parts=pd.Series({"01": "丙镇"}), after=0)
        matter = contested_matters(listed, is_contested(listed, records), records)["01"]
        assert [(row.folder_no, row.part, row.withdrawn_on) for row in matter.rows] == [(0, "甲镇", back)]
        assert matter.unseen is not None
        assert (matter.unseen.folder_no, matter.unseen.part, matter.unseen.at) == (-1, "乙镇", 1)
        assert ([stand.part for stand in matter.start], matter.after) == (["丙镇"], 0)


def unplaced(*lines: tuple[str, str | None, str | None]) -> list[int]:
    """File, 受理日期 and 信访形式 of rows set aside; the places of those that count. b came in for a, and c for b."""
    frame = pd.DataFrame(lines, columns=["source_file", "accepted_on", "channel"])
    ledger = pd.DataFrame({"source_file": ["c"], "accepted_on": ["2023-01-12"], "channel": ["来访"], "case_no": ["01"]})
    files = pd.DataFrame({"file": list("abcd"), "verdict": ["被替换", "被替换", "采用", "拒收"]})
    return counted_unplaced(frame, ledger, files, {"a": "c", "b": "c"}).index.tolist()


def test_of_a_file_that_came_again_the_rows_count_that_the_last_one_has_no_more() -> None:
    """Found again in the ledger's row, or set aside there; each answers for one."""
    assert unplaced() == []
    assert unplaced(("c", "2023-01-15", None), ("d", "2023-01-15", None)) == [0]
    assert unplaced(("a", "2023-01-12", None)) == []
    assert unplaced(("a", "2023-01-12", None), ("a", "2023-01-12", "来访")) == [1]
    assert unplaced(("a", "2023-01-15", None)) == [0]
    assert unplaced(("a", "2023-01-15", None), ("c", "2023-01-15", "来信")) == [1]
    assert unplaced(("a", "2023-01-15", None), ("b", "2023-01-15", None)) == [0], "in two versions it counts once"


def test_each_row_that_no_stand_took_has_its_reason() -> None:
    """Rows 0 and 1 were taken; the others are an older folder's, another unit's, nobody's, one of two claims'."""
    listed = pd.DataFrame(
        [
            ("1", "甲镇"),
            ("2", "甲镇"),
            ("1", "甲镇"),
            ("2", "乙镇"),
            ("3", "甲镇"),
            ("4", "甲镇"),
            ("5", "甲镇"),
            ("1", "甲镇"),
        ],
        columns=["case_no", "unit"],
    ).assign(fresh=[True] * 7 + [False])
    stands = pd.DataFrame({"at": [0, 1, -1]})
    frame = pd.DataFrame(
        [
            ("1", "2023-02", "甲镇", "确定", True),
            ("2", "2023-02", "甲镇", "确定", True),
            ("3", None, None, "确定", None),
            ("4", "2023-02", "乙镇", "待定", True),
            ("5", "2023-01", "甲镇", "确定", False),
        ],
        columns=["case_no", "folder", "township", "claim", "fresh"],
    ).assign(present=True)
    lost = _passed_over(listed, SimpleNamespace(stands=stands), frame)  # type: ignore[arg-type]
    assert list(zip(lost["case_no"], lost["reason"], strict=True)) == [
        ("1", "以2023-02台账为准"),
        ("2", "归甲镇，按其台账计"),
        ("3", "归上级登记台账所列单位，待其列入台账后计"),
        ("4", "多个乡镇同报、归属待定，按较不利的一行暂计全县"),
        ("5", "以已发布的往期成果为准"),
    ]
