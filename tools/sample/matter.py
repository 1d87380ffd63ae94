"""One simulated matter: its whole life, and what a ledger can say of it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(slots=True)
class Matter:
    """A life history. It has dates after February 2023 too; a view on an earlier day hides them."""

    case_no: str
    township: str
    registered_on: date
    received_on: date
    level: str = "乡镇"
    procedure: str = "信访处理意见"
    occurrence: str = "初件"
    related_case_no: str | None = None
    channel: str = "来访"
    purpose: str = "申诉求决"
    category: str = "其他"
    persons: int = 1
    visit_class: str | None = None
    incident: str = "无"
    notified_on: date | None = None
    accepted_on: date | None = None
    extended_to: date | None = None
    extension_approved_on: date | None = None
    concluded_on: date | None = None
    outcome: str = "解释说明"
    handling: str = "思想教育到位"
    settled: str = "未化解"
    rating_unit: str = "未评价"
    rating_office: str = "未评价"
    rated_on: date | None = None
    lead_official: str | None = None
    batches: tuple[str, ...] = ()
    settle_by: date | None = None
    withdrawn_on: date | None = None
    written_unit: str = ""

    @property
    def base_due(self) -> date | None:
        """Acceptance + 60 days, None when never accepted."""
        return self.accepted_on + timedelta(days=60) if self.accepted_on else None

    @property
    def due(self) -> date | None:
        """The due date of a 信访处理意见 matter (every simulated extension is valid)."""
        return self.extended_to or self.base_due

    def view(self, day: date) -> dict[str, object]:
        """Return the ledger columns by id as they are known at the end of ``day``; unknown ones are None.

        限办日期 is given only where it can't be that of an extension or of a limit in working days.
        """

        def seen(value: date | None) -> date | None:
            return value if value is not None and value <= day else None

        accepted, concluded = seen(self.accepted_on), seen(self.concluded_on)
        approved = seen(self.extension_approved_on)
        rated = concluded is not None and self.rated_on is not None and self.rated_on <= day
        plain = self.procedure == "信访处理意见" and accepted is not None and self.extended_to is None
        return {
            "case_no": self.case_no,
            "related_case_no": self.related_case_no,
            "township": self.written_unit or self.township,
            "registered_on": self.registered_on,
            "received_on": seen(self.received_on),
            "channel": self.channel,
            "purpose": self.purpose,
            "category": self.category,
            "occurrence": self.occurrence,
            "persons": self.persons,
            "level": self.level,
            "visit_class": self.visit_class,
            "incident": self.incident,
            "procedure": self.procedure,
            "notified_on": seen(self.notified_on),
            "accepted_on": accepted,
            "due_on": self.base_due if plain else None,
            "extended_to": self.extended_to if approved else None,
            "extension_approved_on": approved,
            "extension_reason": "情况复杂" if approved else None,
            "concluded_on": concluded,
            "outcome": self.outcome if concluded else None,
            "handling": self.handling if concluded else None,
            "settled": self.settled if concluded else None,
            "lead_official": self.lead_official,
            "backlog_batch": "、".join(self.batches) or None,
            "rating_unit": self.rating_unit if rated else "未评价" if concluded else None,
            "rating_office": self.rating_office if rated else "未评价" if concluded else None,
            "withdrawn_on": seen(self.withdrawn_on),
        }
