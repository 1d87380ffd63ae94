"""A SHA-256 of values, by which what was made of the same values is found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date


def fingerprint(*values: object) -> str:
    """The SHA-256 of texts, numbers, bytes, days, records, lists and mappings of such, in 64 hex digits.

    A list and a tuple of the same values are the same; the order of a mapping counts. Raises TypeError for anything
    else, rather than take two values for one.

    >>> fingerprint("甲", {"days": (1, 2)}) == fingerprint("甲", {"days": [1, 2]})
    True
    >>> fingerprint("1") == fingerprint(1)
    False
    """
    text = json.dumps(values, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, Mapping):
        return ["mapping", *value.items()]
    if isinstance(value, frozenset):
        return ["set", *sorted(map(fingerprint, value))]
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__qualname__, *((each.name, getattr(value, each.name)) for each in fields(value))]
    raise TypeError(f"no fingerprint of a {type(value).__name__}")
