"""Texts that staff paste into a chat or a sheet: no line of them begins as a formula, whatever a township sent."""

from __future__ import annotations

import re

from pipeline.messages import receipt_words, resent_words, return_words

OPENS = {"township", "period", "number", "counts", "where", "severity", "cells"}
"""Gaps with which a sentence may open: units of the roster, months, our own counting and words."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def test_every_sentence_of_a_pasted_text_opens_with_words_of_ours() -> None:
    for words in (receipt_words, resent_words, return_words):
        for name, sentence in vars(words).items():
            if name.isupper() and isinstance(sentence, str):
                assert not any(line.startswith(FORMULA) for line in sentence.splitlines()), name
                gap = re.match(r"\{(\w+)", sentence)
                assert gap is None or gap[1] in OPENS, name
