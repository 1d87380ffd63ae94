"""What the office chose in 设置.xlsx, frozen; ``reader`` makes it of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from pipeline.base.finding import Finding
from pipeline.schema.indicators import ACCEPTED_ON_TIME, INDICATOR, WITH_NOTICE
from pipeline.schema.options import Options
from pipeline.schema.papers import EVERY_KIND, PAPER
from pipeline.schema.settings_sheets import CITED_ARTICLES, CONSENT, OFFICE_DEFAULTS
from pipeline.settings.own_rule import OwnRule

TOWNSHIP, DEPARTMENT = "乡镇", "县直部门"
"""What 类别 of the roster may be."""


@dataclass(frozen=True, slots=True)
class Township:
    """A unit of the roster. From ``merged_on`` on, everything that it has belongs to ``merged_into``.

    ``former_names``: what it was called before (曾用名). ``since``: the first day on which it exists (启用日期); None:
    it has always existed. ``kind``: 乡镇, or 县直部门, which are ranked apart and take no part in 三无.
    """

    order: int
    name: str
    aliases: tuple[str, ...] = ()
    population: int | None = None
    merged_into: str = ""
    merged_on: date | None = None
    former_names: tuple[str, ...] = ()
    since: date | None = None
    kind: str = "乡镇"


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a condition: ``subject`` is the id of an indicator or a column, ``operator`` one of = ≠ ≤ ≥ < >."""

    subject: str
    operator: str
    value: str
    on_indicator: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A three-none condition: tests joined by 且, which at most ``allowed`` matters may meet.

    Tests on indicators must hold, and the count shown is the sum of their counts. Tests on columns choose the matters
    that are counted among those registered in the period. One condition doesn't mix the two kinds.
    """

    preset: str
    name: str
    tests: tuple[Test, ...]
    allowed: int = 0
    at_fault_only: bool = False


@dataclass(frozen=True, slots=True)
class AttentionRule:
    """When a figure sends a letter: below ``line`` (None: a count of 1 or more), from a denominator of ``least`` on."""

    indicator: str
    line: Fraction | None
    least: int
    document: str

    @property
    def percent(self) -> str:
        """The line as it is printed, 90%; of a count, which has none, 0%."""
        return f"{float(100 * (self.line or 0)):g}%"


@dataclass(frozen=True, slots=True)
class RuleSwitch:
    """What 规则开关 says of one rule; severity '' leaves the rule's own severity."""

    severity: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What 文书 says of one template.

    ``when`` is as written, ``periods`` are the kinds of period that it means. ``own``: it is a paper of the county's
    own. ``townships``: the units that ``recipient`` names one by one. ``cell``: where the template is named.
    ``consent``: the words of the approval; ``withheld``: its cell says that there is none.
    """

    when: str = ""
    recipient: str = ""
    basis: str = ""
    consent: str = ""
    withheld: bool = False
    enabled: bool = True
    own: bool = False
    periods: tuple[str, ...] = EVERY_KIND
    townships: tuple[str, ...] = ()
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The words by which papers cite a rule, and the day from which they are in force."""

    topic: str
    in_force_from: date
    text: str


BUILT_IN_CITATIONS = tuple(
    Citation(topic, date(2022, 5, 1), f"《信访工作条例》第{article}条") for topic, article in CITED_ARTICLES.items()
)
"""What holds where the sheet 依据条款 is left out."""


@dataclass(frozen=True)
class Settings:
    """Everything of 设置.xlsx. What is asked of it for every ledger and finding is worked out once.

    ``roster`` in roster order, merged units included; ``weights`` in the order of INDICATORS.
    """

    roster: tuple[Township, ...]
    weights: Mapping[str, Fraction]
    conditions: tuple[Condition, ...]
    attention: tuple[AttentionRule, ...] = ()
    office: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(dict(OFFICE_DEFAULTS)))
    options: Options = field(default_factory=Options)
    rule_switches: Mapping[str, RuleSwitch] = field(default_factory=dict)
    own_rules: tuple[OwnRule, ...] = ()
    heading_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    value_aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    holidays: Mapping[date, bool] = field(default_factory=dict)
    past_titles: Mapping[tuple[int, str], bool] = field(default_factory=dict)
    history: Mapping[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    cells: Mapping[tuple[object, ...], str] = field(default_factory=dict)
    """Key of ``past_titles`` or ``history`` -> its cell in the sheet (A1)."""
    notes: tuple[Finding, ...] = ()
    """What stands in the workbook and isn't read."""

    def within(self, last_day: date) -> Settings:
        """The settings of a period that ends on ``last_day``: a 告知计入起 after that day is left out."""
        day = self.options.notice_from
        return (
            self if day is None or day <= last_day else replace(self, options=replace(self.options, notice_from=None))
        )

    def label(self, id_: str) -> str:
        """What an indicator is called: 及时受理（告知）率 where 告知计入起 is in force."""
        return WITH_NOTICE if id_ == ACCEPTED_ON_TIME and self.options.notice_from else INDICATOR[id_].label

    def names_on(self, day: date) -> tuple[str, ...]:
        """The units that exist on a day, in roster order: from 启用日期 on, and before 撤并日期."""
        return tuple(
            t.name
            for t in self.roster
            if (t.since is None or t.since <= day) and (t.merged_on is None or t.merged_on > day)
        )

    @property
    def own_messages(self) -> dict[str, str]:
        """Code of each rule that the county wrote itself -> its sentence."""
        return {rule.code: rule.message for rule in self.own_rules}

    @cached_property
    def departments(self) -> frozenset[str]:
        """The units that are 县直部门."""
        return frozenset(t.name for t in self.roster if t.kind == DEPARTMENT)

    @cached_property
    def unit_words(self) -> tuple[str, ...]:
        """The county's name and every name, alias and former name of the units."""
        county = self.office.get("县名", "")
        names = [name for unit in self.roster for name in (unit.name, *unit.aliases, *unit.former_names)]
        return tuple(dict.fromkeys([*([county] if county else []), *names]))

    def named_today(self, name: str) -> str:
        """The unit that was once called ``name`` (曾用名) by its present name; any other name as it is."""
        return self._renamed.get(name, name)

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return {former: t.name for t in reversed(self.roster) for former in t.former_names}

    @cached_property
    def _units(self) -> dict[str, Township]:
        return {t.name: t for t in self.roster}

    def successor(self, name: str, day: date) -> str:
        """The unit to which the matters of ``name`` belong on a day: itself, or the one that it was merged into.

        ``name`` may be a former name.
        """
        units = self._units
        name = name if name in units else self.named_today(name)
        seen: set[str] = set()
        while name in units and name not in seen:
            seen.add(name)
            unit = units[name]
            if unit.merged_on is None or unit.merged_on > day:
                break
            name = unit.merged_into
        return name

    def successors(self, day: date) -> dict[str, str]:
        """Every present and former name of the roster -> the unit to which its matters belong on a day."""
        names = [name for unit in self.roster for name in (unit.name, *unit.former_names)]
        return {name: self.successor(name, day) for name in names}

    def citation(self, topic: str, day: date) -> str:
        """The words for ``topic`` that are in force on ``day``; '' when there are none."""
        valid = [c for c in self.citations if c.topic == topic and c.in_force_from <= day]
        return max(valid, key=lambda c: c.in_force_from).text if valid else ""

    def makes(self, document: str, kind: str) -> bool:
        """Whether 文书 wants a document for a kind of period: enabled, and as often as it says."""
        chosen = self.documents.get(document)
        return kind in PAPER[document].periods if chosen is None else chosen.enabled and kind in chosen.periods

    def consent(self, document: str) -> str:
        """The words of the approval for a document: those of 文书 where its row has any, else those of 单位."""
        chosen = self.documents.get(document)
        if chosen and (chosen.consent or chosen.withheld):
            return chosen.consent
        return self.office.get(CONSENT, "")

    def basis(self, document: str, day: date) -> str:
        """What a document rests on: its 依据, where each 条款 (督办、办理期限) becomes the words in force on ``day``.

        Where 文书 names no 依据 it is that of its row in schema/papers, '' when there is none.
        """
        chosen = self.documents.get(document)
        if not (chosen and chosen.basis):
            return self.citation(PAPER[document].basis if document in PAPER else "", day)
        return "、".join(self.citation(part.strip(), day) or part for part in chosen.basis.split("、"))
