"""How many steps a pattern takes on a text: Python's own tree of the pattern, run by a machine that counts.

The machine tries what the module ``re`` tries, in the same order, without its short cuts, so it counts no fewer steps
than ``re`` takes. A count doesn't depend on the machine's speed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

_tree: Any = __import__("re._parser", fromlist=["parse"])
ENDLESS = 300
"""A repeat that may go on so often, or further, can take time that grows with the text."""
_WORD, _BLANK = re.compile(r"\w"), re.compile(r"\s")

Fits = Callable[[str], bool]
Program = list[tuple[Any, ...]]


@dataclass
class Steps:
    """The steps taken so far. ``most``: after so many the count is given up, for more says nothing new."""

    most: int
    taken: int = 0


def program_of(pattern: re.Pattern[Any]) -> Program:
    """The pattern as a list of instructions: fit, split, jump, at, look, enter and moved (of a loop), done."""
    program: Program = []
    _compiled(_parsed(pattern), program, pattern.flags)
    program.append(("done",))
    return program


def searched(program: Program, text: str, most: int, *, anchored: bool = False) -> int:
    """The steps of looking for the pattern at every place of a text as findall does, or at its beginning alone."""
    steps, place = Steps(most), 0
    while place <= len(text) and steps.taken < most:
        end = _run(program, text, place, steps)
        if anchored:
            break
        place = max(place + 1, end)
    return steps.taken


def ended(program: Program, text: str) -> int:
    """Where the pattern's match at the beginning of a text ends, -1 for none; ``re.match`` says the same."""
    return _run(program, text, 0, Steps(100_000))


def endless(pattern: re.Pattern[Any]) -> bool:
    """Whether the pattern has a repeat without a bound that matters; one without takes a bounded time at each place."""
    return any(most >= ENDLESS for _, most in _repeats(_parsed(pattern)))


def texts_against(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of about ``length`` that make the pattern try much: a beginning, something again and again, a bad end."""
    tree = _parsed(pattern)
    signs = _signs(tree, pattern.flags)
    bodies = [_sample(body) for body, most in _repeats(tree) if most >= ENDLESS]
    whole = _sample(tree)
    starts = dict.fromkeys(("", *_beginnings(tree)))
    pumps = dict.fromkeys([*signs, *bodies, whole, *starts, *map("".join, product(signs[:4], repeat=2))])
    for start in starts:
        for pump in pumps:
            if pump:
                for end in ("", "\n!", *signs[:6]):
                    yield start + pump * (length // len(pump)) + end


def _parsed(pattern: re.Pattern[Any]) -> Any:
    text = pattern.pattern
    if isinstance(text, bytes):
        return _tree.parse(text.decode("latin-1"), pattern.flags & ~re.UNICODE | re.ASCII)
    return _tree.parse(text, pattern.flags)


def _compiled(items: Any, program: Program, flags: int) -> None:
    for op, about in items:
        _instruction(str(op), about, program, flags)


def _instruction(op: str, about: Any, program: Program, flags: int) -> None:
    if op in {"LITERAL", "NOT_LITERAL", "IN", "ANY"}:
        program.append(("fit", fits(op, about, flags)))
    elif op == "AT":
        program.append(("at", str(about), flags))
    elif op == "SUBPATTERN":
        _compiled(about[3], program, (flags | about[1]) & ~about[2])
    elif op == "BRANCH":
        ends = []
        for branch in about[1][:-1]:
            split = len(program)
            program.append(("split", split + 1, None))
            _compiled(branch, program, flags)
            ends.append(len(program))
            program.append(("jump", None))
            program[split] = ("split", split + 1, len(program))
        _compiled(about[1][-1], program, flags)
        for end in ends:
            program[end] = ("jump", len(program))
    elif op in {"MAX_REPEAT", "MIN_REPEAT"}:
        _repeat(about, program, flags, lazy=op == "MIN_REPEAT")
    elif op in {"ASSERT", "ASSERT_NOT"}:
        inner: Program = []
        _compiled(about[1], inner, flags)
        inner.append(("done",))
        back = about[1].getwidth()[0] if about[0] < 0 else 0
        program.append(("look", inner, back, op == "ASSERT"))
    else:
        raise ValueError(f"{op} is no part of a pattern whose steps are counted: write it otherwise or count it here")


def _repeat(about: Any, program: Program, flags: int, *, lazy: bool) -> None:
    least, most, body = about
    for _ in range(min(least, ENDLESS)):
        _compiled(body, program, flags)
    if most >= ENDLESS:
        start = len(program)
        program.append(("split", start + 1, None))
        program.append(("enter", start))
        _compiled(body, program, flags)
        program.append(("moved", start))
        program.append(("jump", start))
        ways = (start + 1, len(program))
        program[start] = ("split", *(reversed(ways) if lazy else ways))
        return
    splits = []
    for _ in range(most - least):
        splits.append(len(program))
        program.append(("split", None, None))
        _compiled(body, program, flags)
    for split in splits:
        ways = (split + 1, len(program))
        program[split] = ("split", *(reversed(ways) if lazy else ways))


def _run(program: Program, text: str, start: int, steps: Steps) -> int:
    """Where the first match from ``start`` ends, -1 for none; threads that are left are tried the last first."""
    left: list[tuple[int, int, dict[int, int]]] = [(0, start, {})]
    while left and steps.taken < steps.most:
        at, place, loops = left.pop()
        while steps.taken < steps.most:
            steps.taken += 1
            step = program[at]
            name = step[0]
            if name == "fit":
                if place >= len(text) or not step[1](text[place]):
                    break
                at, place = at + 1, place + 1
            elif name == "split":
                left.append((step[2], place, loops))
                at = step[1]
            elif name == "jump":
                at = step[1]
            elif name == "enter":
                loops, at = {**loops, step[1]: place}, at + 1
            elif name == "moved":
                if loops[step[1]] == place:
                    break
                at += 1
            elif name == "at":
                if not _stands(step[1], text, place, step[2]):
                    break
                at += 1
            elif name == "look":
                behind = place - step[2]
                if (behind >= 0 and _run(step[1], text, behind, steps) >= 0) != step[3]:
                    break
                at += 1
            else:
                return place
    return -1


def _stands(where: str, text: str, place: int, flags: int) -> bool:
    if where in {"AT_BEGINNING", "AT_BEGINNING_STRING"}:
        return place == 0 or (bool(flags & re.MULTILINE) and text[place - 1] == "\n")
    if where == "AT_END":
        return place == len(text) or (text[place] == "\n" and (flags & re.MULTILINE or place == len(text) - 1) != 0)
    if where in {"AT_BOUNDARY", "AT_NON_BOUNDARY"}:
        sides = [0 <= at < len(text) and _WORD.match(text[at]) is not None for at in (place - 1, place)]
        return (sides[0] != sides[1]) == (where == "AT_BOUNDARY")
    return place == len(text)


def fits(op: str, about: Any, flags: int) -> Fits:
    """Whether a character fits a literal, a set or any."""
    if op == "ANY":
        return (lambda _: True) if flags & re.DOTALL else (lambda char: char != "\n")
    if op == "IN":
        negated = str(about[0][0]) == "NEGATE"
        parts = [_in_set(str(kind), value) for kind, value in about if str(kind) != "NEGATE"]
        plain: Fits = lambda char: any(part(char) for part in parts) != negated  # noqa: E731
    else:
        plain = lambda char: (ord(char) == about) == (op == "LITERAL")  # noqa: E731
    if flags & re.IGNORECASE:
        return lambda char: plain(char.lower()) or plain(char.upper())
    return plain


def _in_set(kind: str, value: Any) -> Fits:
    if kind == "LITERAL":
        return lambda char: ord(char) == value
    if kind == "RANGE":
        return lambda char: value[0] <= ord(char) <= value[1]
    name = str(value).removeprefix("CATEGORY_")
    known: dict[str, Fits] = {
        "DIGIT": str.isdecimal,
        "SPACE": lambda char: _BLANK.match(char) is not None,
        "WORD": lambda char: _WORD.match(char) is not None,
    }
    wanted = known[name.removeprefix("NOT_")]
    return (lambda char: not wanted(char)) if name.startswith("NOT_") else wanted


def _walk(items: Any) -> Iterator[tuple[str, Any]]:
    for op, about in items:
        yield str(op), about
        for inner in _inside(str(op), about):
            yield from _walk(inner)


def _inside(op: str, about: Any) -> list[Any]:
    if op == "SUBPATTERN":
        return [about[3]]
    if op == "BRANCH":
        return list(about[1])
    if op in {"MAX_REPEAT", "MIN_REPEAT"}:
        return [about[2]]
    return [about[1]] if op in {"ASSERT", "ASSERT_NOT"} else []


def _repeats(items: Any) -> list[tuple[Any, int]]:
    return [(about[2], int(about[1])) for op, about in _walk(items) if op in {"MAX_REPEAT", "MIN_REPEAT"}]


def _signs(tree: Any, flags: int) -> list[str]:
    """A character for each way in which the pattern tells characters apart."""
    tests = [(op, about) for op, about in _walk(tree) if op in {"LITERAL", "NOT_LITERAL", "IN", "ANY"}]
    known = [fits(op, about, flags) for op, about in tests]
    chars = dict.fromkeys([*(_sample([(op, about)]) for op, about in tests), *"1aA中 -,.(\n<"])
    found: dict[tuple[bool, ...], str] = {}
    for char in filter(None, chars):
        found.setdefault(tuple(test(char) for test in known), char)
    return sorted(found.values(), key=lambda char: -sum(test(char) for test in known))


def _sample(items: Any) -> str:
    """A short text that the items take, without regard to what stands around it."""
    return "".join(_sample_of(str(op), about) for op, about in items)


def _sample_of(op: str, about: Any) -> str:
    if op == "LITERAL":
        return chr(about)
    if op in {"IN", "ANY", "NOT_LITERAL"}:
        test = fits(op, about, 0)
        firsts = (
            [chr(v[0] if str(k) == "RANGE" else v) for k, v in about if str(k) in {"LITERAL", "RANGE"}]
            if op == "IN"
            else []
        )
        return next((char for char in [*firsts, *"a1 中-(\"'<>/:A"] if test(char)), "")
    if op == "SUBPATTERN":
        return _sample(about[3])
    if op == "BRANCH":
        return _sample(about[1][0])
    return _sample(about[2]) * max(1, min(about[0], ENDLESS)) if op.endswith("REPEAT") else ""


def _beginnings(items: Any) -> Iterator[str]:
    """What stands before each endless repeat."""
    before = ""
    for op, about in items:
        if str(op).endswith("REPEAT") and about[1] >= ENDLESS:
            yield before
        for inner in _inside(str(op), about):
            yield from (before + start for start in _beginnings(inner))
        before += _sample_of(str(op), about)
