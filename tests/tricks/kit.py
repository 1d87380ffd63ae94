"""A trick: what a clerk writes other than the truth, and what that gains by the definitions, nothing unless it is
said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.trick_county import FEBRUARY, JANUARY, MARCH, County

Gains = Mapping[str, Sequence[str]]
"""Month -> figures gained, as trick_gains says them; months without a gain are left out."""
Change = Callable[[County], None]


@dataclass(frozen=True)
class Trick:
    """``published``: the newest month whose edition stands when the trick is played.

    ``gain``: with 上级登记台账; ``alone``: without it.

    ``why``: why nothing refutes it, '' where nothing is gained.
    """

    play: Change
    published: str = JANUARY
    gain: Gains = field(default_factory=dict)
    alone: Gains = field(default_factory=dict)
    why: str = ""

    @property
    def name(self) -> str:
        """As the table of docs/definitions.md calls it."""
        return self.play.__name__.replace("_", " ")

    @property
    def months(self) -> tuple[str, ...]:
        """The months that are computed after it."""
        return (FEBRUARY, MARCH) if self.published == JANUARY else (MARCH,)


SET_ASIDE = (
    "a row that can't be counted by itself is one matter not "
    "accepted in time in 及时受理率 and an error that bars the title; "
    "the count of what is overdue can't name it"
)
"""Why a row set aside is one overdue matter less."""
KIT: list[Trick] = []


def trick(play: Change) -> Change:
    """A trick that gains nothing."""
    KIT.append(Trick(play))
    return play


def in_february(play: Change) -> Change:
    """One that is played when February has been published as well; it gains nothing."""
    KIT.append(Trick(play, published=FEBRUARY))
    return play


def believed(
    why: str, gain: Gains | None = None, alone: Gains | None = None, published: str = JANUARY
) -> Callable[[Change], Change]:
    """A lie that nothing refutes: with 上级登记台账 it gains ``gain``, without it ``alone``, the same unless given."""

    def add(play: Change) -> Change:
        KIT.append(Trick(play, published, gain=gain or {}, alone=(gain or {}) if alone is None else alone, why=why))
        return play

    return add
