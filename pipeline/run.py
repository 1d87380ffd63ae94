"""The order of a run: sources, settings, templates, computing, rendering, publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.base.finding import Finding
from pipeline.base.period import Period, parse_period
from pipeline.bundles import Report
from pipeline.editions.archive import Edition
from pipeline.editions.cache import NO_CACHE, Cache
from pipeline.editions.issued import edition_number, issued_of, kept_folder, read_record
from pipeline.editions.listed import list_editions
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.editions.publish import keep_aside, publish, recover
from pipeline.editions.room import expect_room
from pipeline.ledgers.kept_reads import KeptReads
from pipeline.ledgers.memory import ReadMemory
from pipeline.messages.asked import asked_period
from pipeline.messages.issuing import KEPT_ASIDE, NEXT_EDITION
from pipeline.printing import Job, marked_places, rendered, share_out, to_townships
from pipeline.render.pdf import find_office, to_pdf
from pipeline.render.templates.chosen import Templates, gather_templates
from pipeline.report.held import refuse_to_make, unchecked
from pipeline.report.run_log import LOG, attention_lines, log_bytes
from pipeline.report.sources import Sources, asked, choose
from pipeline.report.unpublished import County, data_files
from pipeline.schema.settings_sheets import SETTINGS_BOOK
from pipeline.second import second_process
from pipeline.settings.place import settings_file
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids
from pipeline.sheets.held import held_files
from pipeline.sheets.password_file import read_passwords

Show = Callable[[str], None]
"""Called with the name of each stage when it begins."""


@dataclass(frozen=True)
class Outcome:
    """What a run or check returns. ``written``: paths inside ``folder``, which is None after a check.

    ``report``: what was computed, before anything was printed. ``due``: the month whose ledgers are due, by its folder.
    ``held``: the files that a check couldn't open.
    """

    period: Period
    cut_off: date
    needs_attention: tuple[str, ...]
    written: tuple[str, ...]
    folder: Path | None
    findings: tuple[Finding, ...]
    report: Report
    due: str
    held: tuple[str, ...] = ()


def run_period(
    inputs: Path,
    outputs: Path,
    period_name: str | None,
    as_of: date | None,
    show: Show,
    *,
    pdf: bool = False,
    password_file: Path | None = None,
    memory: ReadMemory | None = None,
    helped: bool = False,
) -> Outcome:
    """Publish the period (the newest when None); before it every earlier month without an edition, oldest first.

    ``pdf``: each Word document is written as PDF too. ``memory``: what was read before by the same settings.
    ``helped``: whether a second process may make a part of it, where that pays; the bytes are the same.
    Raises UserError, outputs untouched, when settings, period, a template or a file of the inputs can't be used, or
    when PDF is asked for and no program on this machine makes it.
    """
    office = find_office() if pdf else None
    names, sources, cut_off = asked(inputs, period_name, as_of)
    cache = Cache.of(outputs)
    county = county_of(inputs, outputs, show, password_file, memory, cache)
    templates = gather_templates(inputs, county.settings, cache=cache)
    templates.raise_missing()
    recover(outputs)
    expect_room(outputs)
    with second_process(_files(inputs, sources), wanted=helped) as second:
        job = Job(county, templates, office, _way_to(inputs, outputs), cache, second)
        done = set(list_editions(outputs))
        for name in sources.earlier:
            if name not in done:
                show(f"补做{parse_period(name).label}")
                earlier = choose(names, name)
                _publish_one(job, earlier, earlier.period.last_day)
        outcome = _publish_one(job, sources, cut_off)
    job.cache.trim()
    return outcome


def make_again(county: County, sources: Sources, cut_off: date, outputs: Path) -> Outcome:
    """Publish one period into ``county.outputs`` as it was published in ``outputs``; nothing is made before it.

    Raises UserError as run_period does.
    """
    templates = gather_templates(county.inputs, county.settings)
    templates.raise_missing()
    return _publish_one(Job(county, templates, None, _way_to(county.inputs, outputs)), sources, cut_off)


def check_period(
    inputs: Path,
    outputs: Path,
    period_name: str | None,
    as_of: date | None,
    show: Show,
    *,
    password_file: Path | None = None,
    memory: ReadMemory | None = None,
) -> Outcome:
    """Compute the period as ``run_period`` does, on the editions under ``outputs``, and return its findings.

    Every earlier month without an edition is computed first and kept in memory; nothing is written.
    """
    names, sources, cut_off = asked(inputs, period_name, as_of, checking=True)
    county = county_of(inputs, outputs, show, password_file, memory)
    done = set(list_editions(outputs))
    unpublished: dict[str, Edition] = {}
    for name in sources.earlier:
        if name not in done:
            show(f"先算{parse_period(name).label}")
            unpublished[name] = county.edition(choose(names, name), unpublished)
    _, computed = county.compute(sources, cut_off, unpublished)
    told, due = unchecked(computed.held), sources.own[-1]
    return Outcome(sources.period, cut_off, told, (), None, computed.findings, computed.report, due, computed.held)


def county_of(
    inputs: Path,
    outputs: Path,
    show: Show,
    password_file: Path | None,
    memory: ReadMemory | None = None,
    cache: Cache = NO_CACHE,
) -> County:
    """The folders of a call, with what 设置.xlsx says now. Raises UserError with every fault of it.

    ``cache``: where ledgers are kept that earlier runs have read.
    """
    settings, digest = _settings(inputs)
    memory = memory or ReadMemory()
    memory.kept = KeptReads(cache, settings, digest)
    return County(inputs, outputs, settings, digest, show, memory, read_passwords(password_file))


def _files(inputs: Path, sources: Sources) -> Iterator[Path]:
    return (path for folder in sources.folders for path in (inputs / folder).rglob("*"))


def _settings(inputs: Path) -> tuple[Settings, str]:
    path = settings_file(inputs)
    settings = read_settings(read_grids(path), path.name)
    return settings, sha256(path.read_bytes())


def issue_paper(inputs: Path, outputs: Path, **asked: Any) -> list[str]:
    """Issue a paper as ``issuing.issue.issue`` does, by the settings of ``inputs``; return what staff read."""
    from pipeline.issuing.issue import issue  # noqa: PLC0415 - a run needs it only where a paper was issued

    period = asked_period(asked["period"]).name
    refuse_to_make(held_files(inputs, [period]), period)
    return issue(inputs, outputs, _settings(inputs)[0], **asked)


def check_templates(inputs: Path) -> tuple[Templates, bytes]:
    """Check every Word template that a run or roll-up would use; return them and the bytes of 可用字段.xlsx.

    That workbook lists the names that templates may use. Without 设置.xlsx the program's own templates are checked.
    Raises UserError when 设置.xlsx has faults.
    """
    from pipeline.render.papers.documents import LISTED  # noqa: PLC0415
    from pipeline.render.templates.field_list import field_book  # noqa: PLC0415 - docxtpl is slow to import

    settings = _settings(inputs)[0] if (inputs / SETTINGS_BOOK).is_file() else Settings((), {}, ())
    return gather_templates(inputs, settings, rolled=True), field_book(LISTED)


def _publish_one(job: Job, sources: Sources, cut_off: date) -> Outcome:
    county, show, period = job.county, job.county.tell, sources.period
    told = _settle_issued(county, period)
    for line in told:
        show(line)
    county.memory.hand_on(sources.own[-1])
    basis, computed = county.compute(sources, cut_off)
    refuse_to_make(computed.held, period.name)  # one that was opened by another program since the run began
    report = computed.report
    show("生成文书和表格")
    due = sources.own[-1]
    share_out(job, report, basis)
    returned, receipts, unmarked = to_townships(job, report, computed.findings, due)
    files, failed = rendered(job, report, returned, basis)
    files |= returned | receipts
    failed = [*told, *failed, *unmarked, *job.templates.notes]
    marked = marked_places(files)
    files = {**data_files(computed), **files}
    if job.office is not None:
        show("转成PDF")
        from pipeline.render.word.layout import office_faces  # noqa: PLC0415 - docx is slow to import

        papers = {path: content for path, content in files.items() if path.endswith(".docx")}
        pages, lost = to_pdf(papers, job.office, report.cut_off, office_faces(report.settings.office))
        files |= pages
        failed += lost
    attention = attention_lines(report, computed.findings, failed)
    files[LOG] = log_bytes(report, sources, attention, tuple(returned))
    templates = {each.label: sha256(each.content) for each in job.templates.by_file.values()}
    files[MANIFEST_FILE] = county.manifest(basis, computed, templates, files, marked)
    show("发布")
    number = edition_number(county.outputs, period.name)
    keeps = bool(issued_of(read_record(county.outputs, period.name), number))
    kept = kept_folder(county.outputs, period.name, number).relative_to(county.outputs).as_posix() if keeps else ""
    folder = publish(county.outputs, period.name, files, kept)
    return Outcome(period, cut_off, attention, tuple(sorted(files)), folder, computed.findings, report, due)


def _settle_issued(county: County, period: Period) -> list[str]:
    """Keep what was issued or edited by hand before anything takes its place; return a sentence for each."""
    from pipeline.issuing.issue import adopt  # noqa: PLC0415 - docxtpl is slow to import

    outputs, name = county.outputs, period.name
    taken = adopt(outputs, name, county.registered(name))
    aside = keep_aside(outputs, name)
    number = edition_number(outputs, name)
    lines = [*taken]
    for path, copy in aside.items():
        lines.append(KEPT_ASIDE.format(place=f"{name}/{path}", copy=copy))
    if issued_of(read_record(outputs, name), number):
        where = kept_folder(outputs, name, number).relative_to(outputs).as_posix()
        lines.append(NEXT_EDITION.format(period=period.label, number=number + 1, before=number, where=where))
    return lines


def _way_to(inputs: Path, outputs: Path) -> str:
    """Return the relative path from an edition's folder to the inputs; '' unless inputs and outputs are neighbours.

    So are those of a county among many, inputs/COUNTY and outputs/COUNTY. It is the same on every machine.
    """
    inputs, outputs = inputs.resolve(), outputs.resolve()
    if inputs.parent == outputs.parent:
        return f"../../{inputs.name}/"
    among_many = inputs.name == outputs.name and inputs.parent.parent == outputs.parent.parent
    return f"../../../{inputs.parent.name}/{inputs.name}/" if among_many else ""
