"""Scores as exact fractions, groups, shared ranks and marks (docs/definitions.md, section 8)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matter_rows import SETTINGS

from pipeline.measure.ranking import rank, score, shared_ranks
from pipeline.model import COUNTY, Rate
from pipeline.schema.indicators import INDICATORS
from pipeline.settings import Township

RATES = ("concluded_on_time", "resolution")
EQUAL = {"concluded_on_time": Fraction(60), "resolution": Fraction(40)}
COUNTRY = replace(SETTINGS, weights=EQUAL)
Figures = dict[str, tuple[int, int] | None]


def grid(figures: dict[str, Figures]) -> pd.DataFrame:
    """The contract's indicators; what isn't said is 0 of 0, counts are 0, None is off; 全县 the sums."""
    rows = []
    for name, given_ in {**figures, COUNTY: None}.items():
        for indicator in INDICATORS:
            parts = [f.get(indicator.id, (0, 0)) for f in (figures.values() if given_ is None else [given_])]
            off = any(part is None for part in parts)
            n, of = sum(p[0] for p in parts if p), sum(p[1] for p in parts if p)
            rows.append((name, indicator.id, None if off else n, None if off or indicator.count else of))
    frame = pd.DataFrame(rows, columns=["township", "indicator", "numerator", "denominator"])
    return frame.astype({"numerator": "Int64", "denominator": "Int64"})


def ranked(figures: dict[str, Figures], *, weights: dict[str, Fraction] = EQUAL, **more: object) -> pd.DataFrame:
    """The ranking of these townships, all in force and sent."""
    county = replace(SETTINGS, weights=weights, roster=tuple(Township(i, n) for i, n in enumerate(figures)))
    words: dict[str, object] = {
        "unsent": frozenset(),
        "in_force": frozenset(figures),
        "with_errors": frozenset(),
        "titles": {},
        "previous": {},
    }
    return rank(grid(figures), county, names=list(figures), **{**words, **more})  # type: ignore[arg-type]


def both(n: int, of: int) -> Figures:
    return dict.fromkeys(RATES, (n, of))


def column(table: pd.DataFrame, id_: str) -> dict[str, object]:
    return {t: None if pd.isna(v) else v for t, v in zip(table["township"], table[id_], strict=True)}


def test_a_score_is_the_weighted_mean_of_the_rates_exactly() -> None:
    """100 × (60·1/3 + 40·2/7) / 100 = 20 + 80/7 = 220/7."""
    table = ranked({"甲镇": {"concluded_on_time": (1, 3), "resolution": (2, 7)}})
    assert table["score"].tolist() == ["220/7"]
    assert table["score_1dp"].tolist() == ["31.4"]


@pytest.mark.parametrize(
    ("n", "of", "text", "shown"), [(1, 1, "100", "100.0"), (0, 4, "0", "0.0"), (1, 8, "25/2", "12.5"), (1, 16, "25/4", "6.3")]
)
def test_a_score_in_lowest_terms_and_with_one_decimal_half_up(n: int, of: int, text: str, shown: str) -> None:
    """6.25 is printed 6.3."""
    table = ranked({"甲镇": both(3 * n, 3 * of)})
    assert (table["score"].iloc[0], table["score_1dp"].iloc[0]) == (text, shown)


def test_the_countys_rate_stands_in_below_the_smallest_sample() -> None:
    """N = 3 is own, N = 2 isn't: 100·(60·1 + 40·(2/5))/100 = 76, and it is marked."""
    figures: dict[str, Figures] = {
        "甲镇": {"concluded_on_time": (3, 3), "resolution": (0, 2)},
        "乙镇": {"concluded_on_time": (3, 3), "resolution": (2, 3)},
    }
    table = ranked(figures)
    assert column(table, "score") == {"乙镇": "260/3", "甲镇": "76"}
    assert column(table, "marks") == {"乙镇": None, "甲镇": "全县率代用：化解率"}


def test_an_indicator_without_a_county_rate_falls_out_for_all() -> None:
    """Nothing due anywhere, or no register: its weight is no longer in the divisor."""
    nothing_due: dict[str, Figures] = {"甲镇": {"concluded_on_time": (1, 4)}}
    switched_off: dict[str, Figures] = {"甲镇": {"concluded_on_time": (1, 4), "resolution": None}}
    for figures in (nothing_due, switched_off):
        assert ranked(figures)["score"].tolist() == ["25"]
    standing = score({"concluded_on_time": Rate(1, 4)}, {"concluded_on_time": Rate(1, 4), "resolution": Rate(0, 0)}, COUNTRY)
    assert (standing.total_weight, standing.stood_in) == (60, ())


def test_ties_share_a_rank_in_roster_order() -> None:
    """1, 2, 2, 4."""
    table = ranked({"甲镇": both(2, 4), "乙镇": both(1, 4), "丙镇": both(4, 4), "丁镇": both(4, 8)})
    assert list(zip(table["township"], table["rank"], strict=True)) == [("丙镇", 1), ("甲镇", 2), ("丁镇", 2), ("乙镇", 4)]


def test_fractions_that_look_alike_are_told_apart() -> None:
    """Two scores that agree in their first eighteen digits are no tie."""
    big = 10**9
    table = ranked({"甲镇": both(big - 1, big), "乙镇": both(big, big + 1)})
    assert column(table, "rank") == {"乙镇": 1, "甲镇": 2}
    assert table["score_1dp"].tolist() == ["100.0", "100.0"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.fractions(0, 100, max_denominator=4), min_size=1, max_size=8))
def test_a_rank_is_one_more_than_the_number_of_better_ones(scores: list[Fraction]) -> None:
    """Whatever the scores."""
    assert shared_ranks(scores) == [1 + sum(other > own for other in scores) for own in scores]


@pytest.mark.parametrize(("weight", "group"), [(60, "排名"), (59, "样本不足")])
def test_a_township_needs_own_figures_for_sixty_of_the_weight(weight: int, group: str) -> None:
    """Exactly 60 is enough."""
    weights = {"concluded_on_time": Fraction(weight), "resolution": Fraction(100 - weight)}
    table = ranked({"甲镇": {"concluded_on_time": (3, 3), "resolution": (1, 2)}}, weights=weights)
    assert table["group"].tolist() == [group]
    assert table["rank"].notna().tolist() == [group == "排名"]
    assert table["score"].notna().tolist() == [group == "排名"]


def test_a_township_with_nothing_in_hand_and_nothing_due_has_no_matters() -> None:
    """A ledger due doesn't make it one; a matter in force or due does."""
    report: Figures = {"reported_on_time": (1, 1)}
    full = {"甲镇": both(3, 3), "乙镇": report, "丙镇": report, "丁镇": {**report, "backlog_clearance": (0, 1)}}
    table = ranked(full, in_force=frozenset({"甲镇", "丙镇"}))
    assert column(table, "group") == {"甲镇": "排名", "丙镇": "样本不足", "丁镇": "样本不足", "乙镇": "无件"}


def test_a_township_that_sent_nothing_is_never_ranked_and_never_three_none() -> None:
    """Its last known figures are the best of all, and don't help it."""
    table = ranked({"甲镇": both(3, 3), "乙镇": both(2, 3)}, unsent=frozenset({"甲镇"}), titles={"甲镇": "是", "乙镇": "是"})
    assert table["township"].tolist() == ["乙镇", "甲镇"]
    assert table["group"].tolist() == ["排名", "未报送"]
    assert column(table, "three_none") == {"乙镇": "是", "甲镇": "否"}
    assert column(table, "rank") == {"乙镇": 1, "甲镇": None}


def test_a_township_with_errors_is_ranked_with_a_mark() -> None:
    """待更正 stands before the rates that stood in."""
    figures: dict[str, Figures] = {"甲镇": {"concluded_on_time": (3, 3), "resolution": (1, 2)}, "乙镇": both(3, 3)}
    table = ranked(figures, with_errors=frozenset({"甲镇"}))
    assert column(table, "marks") == {"乙镇": None, "甲镇": "待更正；全县率代用：化解率"}
    assert column(table, "group") == {"乙镇": "排名", "甲镇": "排名"}


def test_the_rank_of_the_period_before_stands_beside() -> None:
    """Null for a township that had none."""
    table = ranked({"甲镇": both(3, 3), "乙镇": both(2, 3)}, previous={"甲镇": 2})
    assert column(table, "previous_rank") == {"甲镇": 2, "乙镇": None}
