"""The run of many counties: which, by which engine, and what is said of them in the end."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base.build import build
from pipeline.counties.listed import counties_of, holds_counties, named_counties
from pipeline.counties.unit import Made, Show, State, Unit, make
from pipeline.doors.cli import ATTENTION, DONE, PARTLY
from pipeline.messages import county_words
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal
from pipeline.schema.papers import REVIEW_PAGE

DASK = "dask"
_MOST_WORKERS = 256
_MOST_NAMED = 20


def run_counties(typed: Namespace, show: Show, tell: Show) -> tuple[list[str], int]:
    """Publish the period of every county under ``typed.inputs`` into its folder under ``typed.outputs``.

    ``show`` hears the stage at which a county is, ``tell`` what became of each. Returns the lines that staff read and
    the exit code: PARTLY when a county wasn't made, else ATTENTION when somebody must act in one of them.
    Raises UserError, before any county is begun, when what was typed or the engine can't be used.
    """
    workers = _checked(typed)
    units = _units(typed)
    made = []
    for each in _ways(typed, units, workers, show, tell):
        made.append(each)
        tell(county_words.ENDED.format(county=each.name, what=_what(each), done=len(made), all=len(units)))
    made.sort(key=lambda each: each.name)
    return _lines(typed, made), _code(made)


def _checked(typed: Namespace) -> int:
    """Return how many workers are asked for; raises UserError when the options don't go together."""
    if typed.engine not in (None, DASK):
        raise refusal("E250", engine=typed.engine)
    alone = {"--scheduler": typed.scheduler, "--workers": typed.workers}
    given = {flag: text for flag, text in alone.items() if text is not None}
    if typed.engine is None and given:
        raise refusal("E255", options="、".join(given), example=" ".join(f"{k} {v}" for k, v in given.items()))
    if not (holds_counties(typed.inputs) if typed.store is None else _in_store(typed)):
        raise refusal("E252", inputs=typed.inputs.name)
    if typed.period is None:
        raise refusal("E172")
    asked_period(typed.period)
    if typed.workers is None:
        return os.cpu_count() or 1
    if not typed.workers.isdecimal() or not 1 <= int(typed.workers) <= _MOST_WORKERS:
        raise refusal("E170", text=typed.workers, most=_MOST_WORKERS)
    return int(typed.workers)


def _units(typed: Namespace) -> list[Unit]:
    this = build()
    passwords = None if typed.password_file is None else str(typed.password_file.resolve())
    return [
        Unit(
            name=name,
            inputs=inputs,
            outputs=outputs,
            period=typed.period,
            as_of=typed.as_of,
            pdf=typed.pdf,
            passwords=passwords,
            build=this,
            store=typed.store,
        )
        for name, inputs, outputs in _places(typed)
    ]


def _places(typed: Namespace) -> list[tuple[str, str, str]]:
    """The name of each county, its inputs and its outputs: paths in full, or those below the address of a store."""
    if typed.store is None:
        inputs, outputs = typed.inputs.resolve(), typed.outputs.resolve()
        return [(name, str(inputs / name), str(outputs / name)) for name in counties_of(inputs)]
    inputs, outputs = typed.inputs.as_posix(), typed.outputs.as_posix()
    return [(name, f"{inputs}/{name}", f"{outputs}/{name}") for name in _in_store(typed)]


def _in_store(typed: Namespace) -> list[str]:
    from pipeline.counties.store import Store  # noqa: PLC0415 - most counties lie in folders

    return named_counties(Store(typed.store).folders(typed.inputs.as_posix()))


def _ways(typed: Namespace, units: Sequence[Unit], workers: int, show: Show, tell: Show) -> Iterator[Made]:
    if typed.engine == DASK:
        from pipeline.counties.on_dask import on_dask  # noqa: PLC0415 - it is an extra

        show(county_words.UNDER_WAY.format(all=len(units)))
        yield from on_dask(make, units, typed.scheduler, workers, tell)
        return
    for number, unit in enumerate(units, start=1):

        def stage(text: str, unit: Unit = unit, number: int = number) -> None:
            show(county_words.STAGE.format(county=unit.name, number=number, all=len(units), stage=text))

        yield make(unit, stage)


def _what(made: Made) -> str:
    if made.state is State.PUBLISHED:
        return county_words.PUBLISHED.format(files=made.files)
    return county_words.UNCHANGED if made.state is State.UNCHANGED else county_words.NOT_DONE


def _lines(typed: Namespace, made: Sequence[Made]) -> list[str]:
    count = Counter(each.state for each in made)
    lines = [
        county_words.SUMMARY.format(
            period=asked_period(typed.period).label,
            all=len(made),
            published=count[State.PUBLISHED],
            unchanged=count[State.UNCHANGED],
            failed=count[State.FAILED],
            outputs=typed.outputs.name,
        )
    ]
    bad = [each for each in made if each.state is State.FAILED]
    attend = [each.name for each in made if each.attends]
    if attend:
        named = "、".join(attend[:_MOST_NAMED])
        counties = county_words.MORE_COUNTIES.format(counties=named) if len(attend) > _MOST_NAMED else named
        lines.append(county_words.TO_ATTEND.format(count=len(attend), counties=counties))
    if bad:
        lines.append(county_words.NOT_MADE.format(count=len(bad)))
        lines += [county_words.COUNTY.format(county=each.name, told=each.told) for each in bad]
        return [*lines, county_words.AGAIN]
    place = Path(typed.outputs.name, made[0].name, typed.period, REVIEW_PAGE).as_posix()
    return [*lines, county_words.LOOK.format(place=place)]


def _code(made: Sequence[Made]) -> int:
    if any(each.state is State.FAILED for each in made):
        return PARTLY
    return ATTENTION if any(each.attends for each in made) else DONE
