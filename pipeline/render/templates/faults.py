"""The faults of a Word template, each with the text of its paragraph and its table cell; no data is needed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError
from lxml import etree

from pipeline.messages import template_words
from pipeline.messages.paper_templates import template_sentence
from pipeline.render.naming import Shape
from pipeline.render.templates.names import NameCheck
from pipeline.render.templates.places import Spot, spots, tagged_parts
from pipeline.render.templates.tag_rules import growing, nested, refused, tried
from pipeline.render.templates.tags import BLOCKS, Tag, beside, read_tags
from pipeline.render.templates.unshown import bound_controls, hidden_tags, of_a_part, revisions, tags_elsewhere
from pipeline.render.word.clean import UnusableTemplate, clean_template
from pipeline.render.word.filling import STYLES_PART, sources_of
from pipeline.render.word.shown import Hiding
from pipeline.render.word.tag_values import environment

_ENDS = {end: word for word, end in BLOCKS.items()}
_LOOP = Shape("记录", {name: Shape("整数") for name in ("index", "index0", "first", "last", "length")})
_MARKUP = re.compile(r"<[^>]+>")


def check_template(template: bytes, names: Shape) -> tuple[str, ...]:
    """A Chinese sentence for each fault; () for a sound template. ``names``: naming.describe of the context.

    These are faults: full-width, single and unpaired braces; words and signs that a tag can't hold; blocks left open,
    closed twice, or begun and ended in places that don't fit each other; names, fields and filters that don't exist
    (with the nearest that does); lists and records printed as such; text beside a tag that removes its paragraph, row
    or cell; a chart outside the body; revisions that nobody has accepted; tags where no reader sees what they print
    (hidden text, a Word field, a control bound to a property, outside any run) and where nothing fills them; fields
    that fetch from elsewhere; what tag_rules refuses. A template that can't be read at all has one fault that says so.
    """
    try:
        return _faults(template, names)
    except UnusableTemplate as fault:
        return (str(fault),)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        return (template_words.NO_DOCX,)
    except Exception as fault:  # noqa: BLE001 - whatever a template brings about stops its own paper alone
        return (template_sentence("unreadable", kind=type(fault).__name__),)


def kept_out(template: bytes) -> str:
    """The sentence about what never passes into a paper; '' when there is nothing or the template can't be read."""
    try:
        phrases = clean_template(template).kept_out
    except Exception:  # noqa: BLE001 - its faults say why
        return ""
    return template_sentence("kept_out", what="；".join(phrases)) if phrases else ""


def _faults(template: bytes, names: Shape) -> tuple[str, ...]:
    cleaned = clean_template(template)
    parts = {name: cleaned.whole.get(name, part) for name, part in cleaned.parts.items()}
    hiding = Hiding.read(parts[STYLES_PART])
    faults: list[str] = []
    by_part: dict[str, list[Tag]] = {}
    spots_of: dict[str, dict[Any, Spot]] = {}
    for spot in spots(parts):
        tags, wrong = read_tags(spot, set(names.fields))
        faults += [*wrong, *filter(None, map(beside, tags)), *bound_controls(spot), *hidden_tags(spot, hiding)]
        by_part.setdefault(spot.file, []).extend(tags)
        spots_of.setdefault(spot.file, {})[spot.element] = spot
    first: list[str] = []
    for name, part in tagged_parts(parts):
        known = spots_of.get(name, {})
        root = next(iter(known)).getroottree().getroot() if known else etree.fromstring(parts[name])
        told = revisions(root, part)
        first += [*([told] if told else []), *of_a_part(root, part, known)]
    faults = [*first, *faults, *tags_elsewhere(cleaned.parts)]
    for tags in by_part.values():
        faults += _Reader(names).read(tags)
    return tuple(dict.fromkeys(faults)) or _last_look(template)


@dataclass
class _Reader:
    """Reads the tags of a part in order, and knows which blocks are open and which names they define."""

    names: Shape
    open: list[tuple[Tag, dict[str, Shape]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, tags: list[Tag]) -> list[str]:
        """The faults of the part's blocks and names."""
        scope = dict(self.names.fields)
        for tag in tags:
            if tag.word in ("elif", "else", *_ENDS):
                scope = self._inner(tag, scope)
            known = NameCheck(scope, tag.spot)
            wrong = list(known.faults_of(tag))
            if tag.tree is not None and not wrong:
                wrong = [*refused(tag.tree, tag.spot.where)] or [*tried(tag.tree, tag.text, scope, tag.spot.where)]
            self.faults += wrong
            if tag.word in BLOCKS:
                self.open.append((tag, scope))
                scope = {**scope, **known.loop_names(tag, _LOOP)} if tag.word == "for" else dict(scope)
            elif tag.word == "set":
                scope |= known.set_names(tag)
        self.faults += [_unclosed(tag) for tag, _ in self.open]
        return self.faults

    def _inner(self, tag: Tag, scope: dict[str, Shape]) -> dict[str, Shape]:
        """The names that are defined behind a tag that continues a block (elif, else) or ends it."""
        wanted = _ENDS.get(tag.word, "if" if tag.word == "elif" else "")
        depth = next((i for i in reversed(range(len(self.open))) if wanted in ("", self.open[i][0].word)), None)
        if depth is None:
            opener = f"{{% {wanted or 'if'} … %}}"
            self.faults.append(template_words.NO_OPENER.format(tag=tag.text, opener=opener, where=tag.spot.where))
            return scope
        self.faults += [_unclosed(inner) for inner, _ in self.open[depth + 1 :]]
        del self.open[depth + 1 :]
        opener_tag, outside = self.open[depth]
        self._fits(opener_tag, tag)
        if tag.word in _ENDS:
            self.open.pop()
            return outside
        return scope

    def _fits(self, opener: Tag, tag: Tag) -> None:
        level = opener.level
        if level != tag.level:
            word = f"{{%{level} {tag.word} %}}"
            self.faults.append(
                template_words.OTHER_LEVEL.format(opener=opener.text, tag=tag.text, where=tag.spot.where, written=word)
            )
        elif opener.spot.around(level) is not tag.spot.around(level):
            self.faults.append(
                template_words.OTHER_PLACE.format(
                    opener=opener.text, opened=opener.spot.where, tag=tag.text, where=tag.spot.where
                )
            )


def _unclosed(tag: Tag) -> str:
    end = BLOCKS[tag.word]
    return template_words.NOT_CLOSED.format(tag=tag.text, where=tag.spot.where, level=tag.level, end=end)


def _last_look(template: bytes) -> tuple[str, ...]:
    """A fault that only Jinja reports of the text that docxtpl makes of the tags, and what that text may not hold.

    Tags outside paragraphs, which no spot shows, are seen here alone.
    """
    for name, source in sources_of(template).items():
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        try:
            tree = environment().parse(lines)
        except TemplateSyntaxError as fault:
            text = _MARKUP.sub("", lines.split("\n")[fault.lineno - 1]).strip()[:60]
            return (template_words.HALF_A_TAG.format(text=text),)
        if wrong := [*refused(tree, name), *nested(tree, name), *growing(tree, name)]:
            return tuple(dict.fromkeys(wrong))
    return ()
