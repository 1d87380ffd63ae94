"""How the ledgers of the whole period came in, as the circular says it: state, what is wrong, what is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.overview import UNSENT
from pipeline.render.papers.circular_names import Ledgers, Units
from pipeline.render.phrases import MOST_NAMED, called, units
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Sending, Status

_STATES = (Status.SENT, Status.ZERO, Status.LATE, Status.REFUSED, Status.UNSENT)


def ledgers_in(report: Report, with_errors: Sequence[str], table: str) -> Ledgers:
    """台账; ``with_errors``: the townships whose ledger still has an error, ranked or not; ``table``: 附件1.

    The state is that of the newest ledger. Problems are those of every month of the period: a township that sent
    January late and March in time is named for a quarter.
    """
    by_state = {state: [n for n, s in report.submissions.items() if s == state] for state in _STATES}
    told = {s: "" if s == Status.SENT or len(n) > MOST_NAMED else f"（{'、'.join(n)}）" for s, n in by_state.items()}
    state = "，".join(f"{state_label(Status, s)}{len(names)}个{told[s]}" for s, names in by_state.items() if names)
    late = _of_period(report, Sending.LATE, by_state[Status.LATE])
    unsent = _of_period(report, Sending.MISSING, by_state[Status.UNSENT])
    # Who sent no ledger has none to correct; what it omitted stands in its own sheet.
    to_mend = [n for n in with_errors if report.submissions[n] != UNSENT]
    some = paper_words.IN_SOME_MONTH if report.period.of_months else ""
    problems = {
        some + paper_words.SENT_LATE: late,
        some + paper_words.NOT_SENT: unsent,
        paper_words.REFUSED: by_state[Status.REFUSED],
        paper_words.TO_MEND: to_mend,
    }
    faulty = {*unsent, *by_state[Status.REFUSED], *to_mend}
    blamed = {name for names in problems.values() for name in names}
    departments = report.settings.departments
    named = partial(units, attachment=table, departments=departments)
    return Ledgers(
        due=len(report.submissions),
        called=called(report.submissions, departments),
        state=state,
        lacking=named([n for n in report.submissions if n in {*by_state[Status.REFUSED], *by_state[Status.UNSENT]}]),
        problems=tuple(Units(label, named(names)) for label, names in problems.items() if names),
        townships=named([n for n in report.submissions if n in blamed]),
        to_correct=named([n for n in report.submissions if n in faulty]),
        late=named([n for n in late if n not in faulty]),
        in_time=not blamed and _all_in_time(report),
        several=report.period.of_months,
        named=tuple(n for n in report.submissions if n in blamed),
    )


def _of_period(report: Report, how: Sending, newest: Sequence[str]) -> list[str]:
    """The townships of today with a ledger sent in this way in a month of the period, or whose newest stands so.

    Of a month the newest ledger alone counts: a ledger that came in without an entry in 报送登记 isn't missing.
    """
    frame = report.tables["submissions"]
    earlier = frame.loc[frame["status"] == how, "township"] if report.period.of_months else ()
    last_day = report.period.last_day
    hit = {*newest, *(report.settings.successor(str(name), last_day) for name in earlier)}
    return [name for name in report.submissions if name in hit]


def _all_in_time(report: Report) -> bool:
    """Whether 报送登记 shows every due ledger of every month in time; a range of days has no ledgers of its own."""
    if report.period.kind == "range":
        return False
    frame = report.tables["submissions"]
    known = set(frame["folder"].dropna())
    return (
        bool(len(frame))
        and known.issuperset(report.period.months())
        and bool((frame["status"] == Sending.ON_TIME).all())
    )
