"""Names that staff read in a Word template: a record's fields carry their Chinese names, meanings and examples."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.render.word.chart import Chart

_SCALARS = {str: "文字", int: "整数", bool: "是否", Chart: "图表"}
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NONE: Mapping[str, Shape] = MappingProxyType({})


class MissingValue(TypeError):
    """A record holds a value that a template can't print, None above all; the message is the path of fields to it."""


@dataclass(frozen=True, slots=True)
class Name:
    """The annotation of a field: ``mark: Annotated[str, Name("机关标志", "红头上的文字", "青禾县…办公室文件")]``."""

    label: str
    meaning: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a name stands for.

    ``kind``: 文字, 整数, 是否, 图表, 记录 (has ``fields``), 列表 (each item has the shape ``item``).
    """

    kind: str
    fields: Mapping[str, Shape] = field(default_factory=lambda: _NONE)
    item: Shape | None = None
    name: Name | None = None


def describe(record: type, name: Name | None = None) -> Shape:
    """The shape of a dataclass whose fields are annotated with Name. Raises TypeError for a field without one."""
    fields = {}
    for id_, hint in get_type_hints(record, include_extras=True).items():
        field_name = next((a for a in get_args(hint)[1:] if isinstance(a, Name)), None)
        if field_name is None:
            raise TypeError(f"{record.__name__}.{id_} has no Name")
        fields[field_name.label] = _shape(get_args(hint)[0], field_name)
    return Shape("记录", fields, name=name)


def _shape(kind: Any, name: Name | None) -> Shape:
    if get_origin(kind) is tuple:
        return Shape("列表", item=_shape(get_args(kind)[0], None), name=name)
    if kind not in _SCALARS and dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return describe(kind, name)
    return Shape(_SCALARS[kind], name=name)


def as_context(value: Any) -> Any:
    """A record as a mapping by Chinese names and a tuple as a list, at every depth.

    Control characters, which XML can't hold, are dropped. Raises MissingValue for a value of any other type, so that a
    template never meets a missing figure.
    """
    return _converted(value, "")


def _converted(value: Any, path: str) -> Any:
    if isinstance(value, Chart):
        return _clean(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {label: _converted(getattr(value, id_), f"{path}.{label}") for id_, label in _labels(type(value))}
    if isinstance(value, tuple):
        return [_converted(item, path) for item in value]
    if isinstance(value, str):
        return xml_text(value)
    if isinstance(value, int):
        return value
    raise MissingValue(path.lstrip("."))


def xml_text(text: str) -> str:
    """The text without the characters that XML can't hold."""
    return _NOT_XML.sub("", text)


def _clean(chart: Chart) -> Chart:
    lines = tuple(dataclasses.replace(line, name=xml_text(line.name)) for line in chart.lines)
    return dataclasses.replace(
        chart, meaning=xml_text(chart.meaning), categories=tuple(map(xml_text, chart.categories)), lines=lines
    )


@cache
def _labels(record: type) -> tuple[tuple[str, str], ...]:
    """(id, Chinese name) of a record's fields, in order."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        (f.name, next(a.label for a in get_args(hints[f.name])[1:] if isinstance(a, Name)))
        for f in dataclasses.fields(record)
    )
