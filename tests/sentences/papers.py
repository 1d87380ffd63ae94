"""Proves or refutes all papers of an edition from the published tables."""

from __future__ import annotations

from pathlib import Path

from tests.sentences.circular import refuted_in_circular
from tests.sentences.digest import refuted_in_digest
from tests.sentences.feedback import refuted_in_feedback
from tests.sentences.letters import refuted_in_letters
from tests.sentences.others import refuted_in_annual, refuted_in_commendation, refuted_in_summons
from tests.sentences.published import Published
from tests.sentences.sending import refuted_in_sending, refuted_in_signatures
from tests.sentences.special import refuted_in_special


def refuted(folder: Path, before: Path | None = None) -> list[str]:
    """Everything of an edition's papers that doesn't hold; correcting papers and own ones are looked at apart."""
    edition = Published(folder, before)
    circular = refuted_in_circular(edition) if (folder / "通报" / "月度通报.docx").is_file() else []
    more = (
        *(refuted_in_special, refuted_in_feedback, refuted_in_summons, refuted_in_annual, refuted_in_commendation),
        *(refuted_in_sending, refuted_in_signatures),
    )
    rest = (sentence for look in more for sentence in look(edition))
    return [*circular, *refuted_in_letters(edition), *refuted_in_digest(edition), *rest]
