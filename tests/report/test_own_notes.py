"""How the settings differ from those of earlier editions, as circulars say it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from pipeline.base.period import Period, parse_period
from pipeline.report.notes import _changed, _lines_changed
from pipeline.schema.options import Options
from pipeline.settings.as_json import choices
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.record import AttentionRule, Settings

NOW = Settings((), {}, ())


def told(before: Settings | None) -> list[str]:
    editions: dict[str, Any] = {"2022-12": SimpleNamespace(period=parse_period("2022-12"), manifest={})}
    if before is not None:
        manifest = {"settings": settings_as_rows(before), "choices": choices(before)}
        editions["2022"] = SimpleNamespace(period=parse_period("2022"), manifest=manifest)
    return list(_changed(SimpleNamespace(settings=NOW, editions=editions)))  # type: ignore[arg-type]


def test_a_changed_option_is_named_with_both_values() -> None:
    assert told(replace(NOW, options=replace(Options(), smallest_sample=5))) == [
        "与2022年度成果相比，统计设置有变化：参数“最小样本”由5改为3。"
    ]


def test_an_option_on_which_no_figure_depends_is_no_change() -> None:
    assert told(replace(NOW, options=replace(Options(), file_mb=9))) == ["除节假日外，统计设置与2022年度成果相同。"]


def test_without_a_yearly_edition_nothing_is_said() -> None:
    assert told(None) == []


def test_another_standard_line_than_last_months_is_said_with_both() -> None:
    """Who was named at 90 % in January and isn't at 85 % in February has to see why."""
    line = AttentionRule("concluded_on_time", Fraction(9, 10), 10, "工作提示函")
    before = replace(NOW, attention=(line,))
    january = SimpleNamespace(
        period=parse_period("2023-01"), manifest={"settings": settings_as_rows(before), "choices": choices(before)}
    )

    def said(settings: Settings) -> list[str]:
        period: Period = parse_period("2023-02")
        basis: Any = SimpleNamespace(settings=settings, period=period, editions={"2023-01": january})
        return list(_lines_changed(basis))

    assert said(before) == []
    assert said(replace(NOW, attention=(replace(line, line=Fraction(17, 20)),))) == [
        (
            "与2023年1月成果相比，关注规则有变化："
            "原有“按期办结率低于90%，分母≥10 → 工作提示函”；现有“按期办结率低于85%，分母≥10 → 工作提示函”。"
        )
    ]
