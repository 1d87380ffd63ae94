"""What the circular says of batches assigned, of how matters were settled, and of leaders who received petitioners."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.phrases import MOST_NAMED, called, counted
from pipeline.schema.registers import COUNTY_LEVEL
from pipeline.schema.table_labels import BLANK

MOST_BATCHES = 5


def work_done(report: Report) -> tuple[str, ...]:
    """A sentence for each batch, 三到位一处理 and 领导接访; nothing of what there is no register or matter of."""
    return (*_of_batches(report), *_handled(report), *_received(report))


def received(report: Report) -> str:
    """Days with a leader on duty and visits received, from 接访登记; '' without it. They are told and never ranked."""
    duty = report.tables["leaders_on_duty"].set_index("place")
    if duty.empty:
        return ""
    townships = int(duty.loc[~duty.index.isin([COUNTY, COUNTY_LEVEL]), "days"].sum())
    above = int(duty["days"].to_dict()[COUNTY_LEVEL])
    visits, settled = (int(duty[id_].to_dict()[COUNTY]) for id_ in ("visits", "settled"))
    return paper_words.LEADERS_SHORT.format(county_days=above, township_days=townships, visits=visits, settled=settled)


def _of_batches(report: Report) -> Iterator[str]:
    """Assigned, settled and past its day, each batch; of many batches their sums in one sentence."""
    table = report.tables["batches"]
    whole = table[table["township"] == COUNTY]
    if len(whole) > MOST_BATCHES:
        matters, settled, overdue = (int(whole[column].sum()) for column in ("matters", "settled", "overdue"))
        yield paper_words.BATCHES_DONE.format(count=len(whole), matters=matters, settled=settled, overdue=overdue)
        return
    apart = report.settings.departments
    for row in whole.to_dict("records"):
        late = table[(table["batch"] == row["batch"]) & (table["overdue"] > 0)].set_index("township")["overdue"]
        units = {str(name): int(n) for name, n in late.items() if name and name != COUNTY}
        named = counted(units, "件") if len(units) <= MOST_NAMED else f"{len(units)}个{called(units, apart)}"
        yield paper_words.BATCH_DONE.format(
            batch=row["batch"],
            matters=row["matters"],
            settled=row["settled"],
            overdue=row["overdue"],
            units=f"（{named}）" if named else "",
        )


def _handled(report: Report) -> Iterator[str]:
    """三到位一处理 of what was concluded in the period, with how many have none."""
    rows = report.tables["volumes"]
    rows = rows[(rows["township"] == COUNTY) & (rows["by"] == "handling")]
    counts = {str(code): int(n) for code, n in zip(rows["code"], rows["matters"], strict=True)}
    blank = counts.pop(BLANK, 0)
    if counts:
        more = paper_words.NOT_HANDLED.format(count=blank) if blank else ""
        yield paper_words.HANDLED.format(handled=counted(counts, "件"), more=more)


def _received(report: Report) -> Iterator[str]:
    said = received(report)
    if said:
        yield paper_words.RECEIVED.format(received=said)
