"""Any matters of a ledger, from which a messy file is made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.ledgers.mess_words import TOWNSHIPS

Matter = dict[str, Any]


@st.composite
def matters(draw: st.DrawFn) -> list[Matter]:
    """One to seven matters of up to three townships, in January and February 2023."""
    days = st.dates(date(2023, 1, 1), date(2023, 2, 20))
    found = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        day = draw(days)
        accepted = draw(st.one_of(st.none(), st.just(day + timedelta(days=3))))
        found.append(
            {
                "case_no": draw(
                    st.sampled_from([f"QH2023{number:04d}", f"370000202302{number:04d}", f"0{number:05d}"])
                ),
                "township": draw(st.sampled_from(list(TOWNSHIPS))),
                "registered_on": day,
                "channel": draw(st.sampled_from(["来信", "来访", "网上", "来电"])),
                "occurrence": draw(st.sampled_from(["初件", "重件"])),
                "persons": draw(st.integers(1, 12)),
                "accepted_on": accepted,
                "concluded_on": accepted and draw(st.sampled_from([None, day + timedelta(days=8)])),
            }
        )
    return found
