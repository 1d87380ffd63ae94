"""Scores as exact fractions, whose rate counts, groups, shared ranks and marks (docs/definitions.md, 排名)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.county import COUNTY
from pipeline.base.listed import texts_in
from pipeline.base.rate import Rate
from pipeline.measure.ranks.ranking import Ranked, Units, rank, shared_ranks
from pipeline.measure.ranks.scoring import OWN, WHOLE, YEAR, Scorer
from pipeline.schema.indicators import INDICATORS
from pipeline.settings.record import Township
from tests.measure.matter_rows import SETTINGS

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


def both_tables(figures: dict[str, Figures], *, weights: Mapping[str, Fraction] = EQUAL, **more: object) -> Ranked:
    """The ranking of these townships, all in force and sent, and what their scores are made of."""
    county = replace(SETTINGS, weights=weights, roster=tuple(Township(i, n) for i, n in enumerate(figures)))
    units = Units(list(figures), **{"in_force": frozenset(figures), **more})  # type: ignore[arg-type]
    return rank(grid(figures), county, units)


def ranked(figures: dict[str, Figures], **more: object) -> pd.DataFrame:
    """The ranking alone."""
    return both_tables(figures, **more).ranking  # type: ignore[arg-type]


def both(n: int, of: int) -> Figures:
    return dict.fromkeys(RATES, (n, of))


def column(table: pd.DataFrame, id_: str) -> dict[str, object]:
    return {t: None if pd.isna(v) else v for t, v in zip(table["township"], table[id_], strict=True)}


def marks(table: pd.DataFrame) -> dict[str, tuple[list[str], ...]]:
    """Township -> its marks, and of which indicators its own rate of the year and the county's counted."""
    columns = table[["township", "marks", "of_year", "of_whole"]]
    return {name: tuple(map(texts_in, cells)) for name, *cells in columns.itertuples(index=False, name=None)}


def sources(result: Ranked, township: str) -> dict[str, tuple[str, int, int]]:
    """Indicator -> whose figure counts, and n and N of it."""
    rows = result.scored[(result.scored["township"] == township) & result.scored["source"].notna()]
    return {
        str(r["indicator"]): (r["source"], int(r["numerator"]), int(r["denominator"])) for r in rows.to_dict("records")
    }


def test_a_score_is_the_weighted_mean_of_the_rates_exactly() -> None:
    """100 × (60·1/3 + 40·2/7) / 100 = 20 + 80/7 = 220/7."""
    table = ranked({"甲镇": {"concluded_on_time": (1, 3), "resolution": (2, 7)}})
    assert table["score"].tolist() == ["220/7"]
    assert table["score_1dp"].tolist() == ["31.4"]


@pytest.mark.parametrize(
    ("n", "of", "text", "shown"),
    [(1, 1, "100", "100.0"), (0, 4, "0", "0.0"), (1, 8, "25/2", "12.5"), (1, 16, "25/4", "6.3")],
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
    assert marks(table) == {"乙镇": ([], [], []), "甲镇": ([], [], ["resolution"])}


LAST_YEAR = {"甲镇": {"resolution": Rate(2, 4)}}


def test_a_unit_s_own_twelve_months_come_before_the_county_s_rate() -> None:
    """甲镇 has 0/2 in the month and 2/4 in the year: 100·(60·1 + 40·1/2)/100 = 80, with a mark of its own; 2/2 in
    the year is too small.
    """
    figures: dict[str, Figures] = {
        "甲镇": {"concluded_on_time": (3, 3), "resolution": (0, 2)},
        "乙镇": {"concluded_on_time": (3, 3), "resolution": (2, 3)},
    }
    result = both_tables(figures, year=LAST_YEAR)
    assert column(result.ranking, "score") == {"乙镇": "260/3", "甲镇": "80"}
    assert marks(result.ranking) == {"乙镇": ([], [], []), "甲镇": ([], ["resolution"], [])}
    assert sources(result, "甲镇") == {"concluded_on_time": (OWN, 3, 3), "resolution": (YEAR, 2, 4)}
    small = both_tables(figures, year={"甲镇": {"resolution": Rate(2, 2)}})
    assert sources(small, "甲镇")["resolution"] == (WHOLE, 2, 5)


def test_what_each_score_is_made_of_is_published_for_all_that_may_be_weighted_and_for_the_county() -> None:
    """Own and 12 months' figures stand beside what counts, so that a roll-up and an explanation need nothing else."""
    result = both_tables({"甲镇": {"concluded_on_time": (3, 3), "resolution": (0, 2)}}, year=LAST_YEAR)
    table = result.scored.set_index(["township", "indicator"])
    own = [
        "weight",
        "numerator",
        "denominator",
        "source",
        "own_numerator",
        "own_denominator",
        "year_numerator",
        "year_denominator",
    ]
    assert list(table.loc[("甲镇", "resolution"), own]) == ["40", 2, 4, YEAR, 0, 2, 2, 4]
    assert list(table.loc[("甲镇", "satisfaction"), own].isna()) == [True, True, True, True, False, False, True, True]
    assert set(table.loc[COUNTY].index) == {i.id for i in INDICATORS if i.weightable}


@pytest.mark.parametrize("id_", ["backlog_clearance", "led_by_official"])
def test_a_state_is_never_added_up_over_months(id_: str) -> None:
    """Below three matters the county's rate counts, whatever the year had."""
    figures: dict[str, Figures] = {"甲镇": {id_: (1, 2)}, "乙镇": {id_: (3, 4)}}
    result = both_tables(figures, weights={id_: Fraction(100)}, year={"甲镇": {id_: Rate(9, 9)}})
    assert sources(result, "甲镇")[id_] == (WHOLE, 4, 6)


def test_sending_in_time_is_a_duty_and_always_the_unit_s_own() -> None:
    """Case 18: N = 1 each.

    The late one loses by it, and one that owed no ledger has no such indicator: its weights add to 90.
    """
    weights = {"concluded_on_time": Fraction(90), "reported_on_time": Fraction(10)}
    figures: dict[str, Figures] = {
        "甲镇": {"concluded_on_time": (4, 4), "reported_on_time": (1, 1)},
        "乙镇": {"concluded_on_time": (4, 4), "reported_on_time": (0, 1)},
        "丙镇": {"concluded_on_time": (2, 4), "reported_on_time": (0, 0)},
    }
    result = both_tables(figures, weights=weights)
    assert column(result.ranking, "score") == {"甲镇": "100", "乙镇": "90", "丙镇": "50"}
    assert sources(result, "乙镇")["reported_on_time"] == (OWN, 0, 1)
    assert "reported_on_time" not in sources(result, "丙镇")


def test_twelve_months_of_one_s_own_are_own_figures() -> None:
    """59 of 100 by the month alone would be 样本不足; with the year it is ranked."""
    weights = {"concluded_on_time": Fraction(59), "resolution": Fraction(41)}
    figures: dict[str, Figures] = {"甲镇": {"concluded_on_time": (3, 3), "resolution": (1, 2)}}
    assert ranked(figures, weights=weights)["group"].tolist() == ["样本不足"]
    assert ranked(figures, weights=weights, year=LAST_YEAR)["group"].tolist() == ["排名"]


def test_figures_that_count_instead_change_the_score_and_not_the_group() -> None:
    """自报评价计分 否: what only the township wrote carries no weight."""
    figures: dict[str, Figures] = {"甲镇": both(3, 3), "乙镇": both(3, 3)}
    instead = {"甲镇": {"resolution": Rate(1, 4)}, COUNTY: {"resolution": Rate(4, 7)}}
    result = both_tables(figures, instead=instead)
    assert sources(result, "甲镇")["resolution"] == (OWN, 1, 4)
    assert column(result.ranking, "score") == {"乙镇": "100", "甲镇": "70"}


def test_departments_are_ranked_among_themselves_by_their_own_rates() -> None:
    """丙局's 1/2 gives way to that of 县直部门 together, 4/6, not to the county's 7/9; they follow the townships,
    and three-none isn't theirs.
    """
    figures: dict[str, Figures] = {
        "甲镇": both(3, 3),
        "丙局": {"concluded_on_time": (3, 4), "resolution": (1, 2)},
        "丁局": {"concluded_on_time": (4, 4), "resolution": (3, 4)},
    }
    result = both_tables(figures, departments=frozenset({"丙局", "丁局"}), titles={"甲镇": "是"})
    assert list(result.ranking[["township", "kind", "rank", "three_none"]].itertuples(index=False, name=None)) == [
        ("甲镇", "乡镇", 1, "是"),
        ("丁局", "县直部门", 1, "不参加"),
        ("丙局", "县直部门", 2, "不参加"),
    ]
    assert sources(result, "丙局")["resolution"] == (WHOLE, 4, 6)
    assert marks(result.ranking)["丙局"] == ([], [], ["resolution"])


def test_an_indicator_without_a_county_rate_falls_out_for_all() -> None:
    """Nothing due anywhere, or no register: its weight is no longer in the divisor."""
    nothing_due: dict[str, Figures] = {"甲镇": {"concluded_on_time": (1, 4)}}
    switched_off: dict[str, Figures] = {"甲镇": {"concluded_on_time": (1, 4), "resolution": None}}
    for figures in (nothing_due, switched_off):
        assert ranked(figures)["score"].tolist() == ["25"]
    county = Scorer({"concluded_on_time": Rate(1, 4), "resolution": Rate(0, 0)}, COUNTRY)
    standing = county.standing({"concluded_on_time": Rate(1, 4)}, {})
    assert (standing.total_weight, list(standing.terms)) == (60, ["concluded_on_time"])


def test_ties_share_a_rank_in_roster_order() -> None:
    """1, 2, 2, 4."""
    table = ranked({"甲镇": both(2, 4), "乙镇": both(1, 4), "丙镇": both(4, 4), "丁镇": both(4, 8)})
    assert list(zip(table["township"], table["rank"], strict=True)) == [
        ("丙镇", 1),
        ("甲镇", 2),
        ("丁镇", 2),
        ("乙镇", 4),
    ]


def test_scores_that_are_printed_alike_share_a_rank() -> None:
    """Case 27: 80.82 and 80.77 are both printed 80.8; 80.74 is printed 80.7. The exact fractions stay in the table."""
    of = 10_000
    table = ranked({"甲镇": both(8077, of), "乙镇": both(8082, of), "丙镇": both(8074, of)})
    assert list(zip(table["township"], table["rank"], table["score_1dp"], table["score"], strict=True)) == [
        ("甲镇", 1, "80.8", "8077/100"),
        ("乙镇", 1, "80.8", "4041/50"),
        ("丙镇", 3, "80.7", "4037/50"),
    ]


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


def test_a_township_without_matters_is_not_assessed_where_there_is_a_list() -> None:
    """Case: nothing to do is nothing to praise. What it failed it has failed; without a list nobody is assessed."""
    figures: dict[str, Figures] = {"甲镇": both(3, 3), "乙镇": {}, "丙镇": {}}
    here = frozenset({"甲镇"})
    listed = ranked(figures, in_force=here, titles={"甲镇": "是", "乙镇": "是", "丙镇": "否"})
    assert column(listed, "three_none") == {"甲镇": "是", "乙镇": "无件，不评定", "丙镇": "否"}
    assert column(ranked(figures, in_force=here), "three_none") == dict.fromkeys(figures, "未评定")


def test_a_township_that_sent_nothing_is_never_ranked_and_never_three_none() -> None:
    """Its last known figures are the best of all, and don't help it."""
    table = ranked(
        {"甲镇": both(3, 3), "乙镇": both(2, 3)}, unsent=frozenset({"甲镇"}), titles={"甲镇": "是", "乙镇": "是"}
    )
    assert table["township"].tolist() == ["乙镇", "甲镇"]
    assert table["group"].tolist() == ["排名", "未报送"]
    assert column(table, "three_none") == {"乙镇": "是", "甲镇": "否"}
    assert column(table, "rank") == {"乙镇": 1, "甲镇": None}


def test_a_township_with_errors_is_ranked_with_a_mark() -> None:
    figures: dict[str, Figures] = {"甲镇": {"concluded_on_time": (3, 3), "resolution": (1, 2)}, "乙镇": both(3, 3)}
    table = ranked(figures, with_errors=frozenset({"甲镇"}))
    assert marks(table) == {"乙镇": ([], [], []), "甲镇": (["待更正"], [], ["resolution"])}
    assert column(table, "group") == {"乙镇": "排名", "甲镇": "排名"}


def test_the_rank_of_the_period_before_stands_beside() -> None:
    """Null for a township that had none."""
    table = ranked({"甲镇": both(3, 3), "乙镇": both(2, 3)}, previous={"甲镇": 2})
    assert column(table, "previous_rank") == {"甲镇": 2, "乙镇": None}
