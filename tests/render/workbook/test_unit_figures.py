"""A long table of figures becomes one row a unit."""

from __future__ import annotations

import pandas as pd

from pipeline.render.workbook.unit_figures import printed_rates, unit_figures


def test_each_figure_stands_with_its_unit_in_the_order_of_the_table() -> None:
    """A unit of the same name in another county is another one; a figure that a unit has no row for is blank."""
    frame = pd.DataFrame(
        [
            ("乙县", "南山乡", "resolution", 1, 2),
            ("甲县", "南山乡", "repeat", 3, 4),
            ("甲县", "南山乡", "resolution", 0, 5),
        ],
        columns=["county", "township", "indicator", "numerator", "denominator"],
    ).astype({"county": "category", "township": "category", "numerator": "Int64", "denominator": "Int64"})
    spread = unit_figures(frame, ("county", "township"), "indicator", ("numerator", "denominator"))
    assert list(spread.units.itertuples(index=False, name=None)) == [("乙县", "南山乡"), ("甲县", "南山乡")]
    assert {id_: pair["numerator"].astype("object").tolist() for id_, pair in spread.columns.items()} == {
        "resolution": [1, 0],
        "repeat": [pd.NA, 3],
    }
    asked = pd.DataFrame({"county": ["甲县", "乙县", "丙县"], "township": ["南山乡"] * 3})
    assert spread.places(asked).tolist() == [1, 0, -1]


def test_a_rate_is_rounded_half_up_and_says_where_there_is_none() -> None:
    """1/16 is 6.25 %, printed 6.3 %; nothing was due of 0/0; the last unit has no such register."""
    n, of = (pd.Series(column, dtype="Int64") for column in ([1, 1, 0, None], [16, 16, 0, None]))
    assert printed_rates(n, of, "未启用").tolist() == [0.063, 0.063, "—", "未启用"]
