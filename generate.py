"""The door: one short function per command, without logic.

pipeline/schema/commands.py says what may be typed, pipeline/doors/cli.py has what is printed, pipeline/run.py what is
done. What is slow to import is imported inside a command, after what can be refused without it: help and refusals come
at once.
"""

from __future__ import annotations

import sys
from argparse import Namespace

from pipeline.doors import cli


def run(typed: Namespace) -> int:
    """Make a period's edition, unless nothing has changed since it was made; of every county where there are many."""
    from pipeline.counties.listed import asked_for_many  # noqa: PLC0415

    if asked_for_many(typed):
        from pipeline.counties.run import run_counties  # noqa: PLC0415

        with cli.progress() as show:
            lines, code = run_counties(typed, show, cli.warn)
        return cli.print_counties(lines, code)
    from pipeline.doors.unchanged import as_asked  # noqa: PLC0415
    from pipeline.report.sources import asked  # noqa: PLC0415

    day = cli.read_day(typed.as_of)
    asked(typed.inputs, typed.period, day)
    wanted = as_asked(typed)
    if wanted is not None and (told := wanted.done()) is not None:
        return cli.print_again(told, typed.outputs)
    cli.use_tables()
    with cli.progress() as show:
        from pipeline.run import run_period  # noqa: PLC0415

        outcome = run_period(
            typed.inputs,
            typed.outputs,
            typed.period,
            day,
            show,
            pdf=typed.pdf,
            password_file=typed.password_file,
            helped=True,
        )
    return cli.print_run(outcome, wanted)


def check(typed: Namespace) -> int:
    """List what a run would find."""
    from pipeline.report.sources import asked  # noqa: PLC0415

    day = cli.read_day(typed.as_of)
    asked(typed.inputs, typed.period, day, checking=True)
    cli.use_tables()
    with cli.progress() as show:
        from pipeline.run import check_period  # noqa: PLC0415

        outcome = check_period(typed.inputs, typed.outputs, typed.period, day, show, password_file=typed.password_file)
    return cli.print_check(outcome)


def ledger(typed: Namespace) -> int:
    """Write ledgers, blank ones with the registers or those of a month with what is known filled in."""
    from pipeline.settings.place import settings_file  # noqa: PLC0415

    settings_file(typed.inputs)
    asked = cli.read_forms(typed)
    cli.use_tables()
    from pipeline.doors.blank_forms import write_filled, write_ledgers  # noqa: PLC0415

    township = vars(typed)["for"]
    if asked is None:
        return cli.print_ledgers(typed.out, write_ledgers(typed.inputs, typed.out, township))
    return cli.print_ledgers(typed.out, write_filled(typed.inputs, typed.outputs, typed.out, *asked, township))


def settings(typed: Namespace) -> int:
    """Write a fresh settings workbook."""
    from pipeline.doors.blank_forms import write_settings  # noqa: PLC0415

    write_settings(typed.out, force=typed.force)
    return cli.print_settings(typed.out)


def templates(typed: Namespace) -> int:
    """Check every template and write the list of names."""
    cli.use_tables()
    from pipeline.run import check_templates  # noqa: PLC0415

    checked, book = check_templates(typed.inputs)
    return cli.print_templates(checked, typed.out, book)


def explain(typed: Namespace) -> int:
    """Explain a published figure, back to its rows."""
    from pipeline.editions.listed import find_edition  # noqa: PLC0415

    period = find_edition(typed.outputs, typed.period)
    cli.use_tables()
    from pipeline.explain.answer import explain as answer  # noqa: PLC0415

    lines, table = answer(typed.outputs, period, typed.township, typed.figure, as_table=typed.csv is not None)
    if typed.csv is not None:
        cli.save(typed.csv, table)
    return cli.print_answer(lines, sound=True)


def rollup(typed: Namespace) -> int:
    """Add up the published editions of many counties."""
    folders, period = cli.folders_and_period(typed.counties)
    cli.use_tables()
    from pipeline.counties.at_hand import editions_at_hand  # noqa: PLC0415
    from pipeline.rollup.roll import roll_up  # noqa: PLC0415

    with editions_at_hand(folders, period, typed.store) as places:
        return cli.print_answer(*roll_up(places, period, typed.outputs, typed.settings))


def issue(typed: Namespace) -> int:
    """Issue a paper: number, day and signer go into it, and it is kept."""
    number, day, signer = cli.read_issue(typed)
    from pipeline.editions.listed import find_edition  # noqa: PLC0415

    period = find_edition(typed.outputs, typed.period)
    cli.use_tables()
    from pipeline.run import issue_paper  # noqa: PLC0415

    lines = issue_paper(
        typed.inputs,
        typed.outputs,
        period=period,
        paper=typed.paper,
        township=vars(typed)["for"] or "",
        number=number,
        day=day,
        signer=signer,
    )
    return cli.print_answer(lines, sound=True)


def verify(typed: Namespace) -> int:
    """Compare an edition with its manifest, and when asked with one made again."""
    from pipeline.counties.at_hand import county_at_hand  # noqa: PLC0415
    from pipeline.editions.verify import verify as compare  # noqa: PLC0415

    with county_at_hand(typed) as (inputs, outputs):
        lines, sound = compare(outputs, typed.period)
        if typed.rerun:
            cli.use_tables()
            with cli.progress() as show:
                from pipeline.rerun.again import rerun  # noqa: PLC0415

                more, holds = rerun(inputs, outputs, typed.period, show, typed.password_file)
            lines, sound = [*lines, *more], sound and holds
    return cli.print_answer(lines, sound=sound)


def tidy(typed: Namespace) -> int:
    """Reduce what was sent to what was read of it."""
    cli.use_tables()
    from pipeline.doors.tidy import tidy as reduce_files  # noqa: PLC0415

    return cli.print_answer(*reduce_files(typed.inputs, typed.outputs, typed.period, typed.password_file))


def desk(typed: Namespace) -> int:
    """Serve the desk until it is told to leave."""
    from pipeline.desk.serve import run_desk  # noqa: PLC0415

    run_desk(typed.inputs, typed.outputs, cli.say, browser=not typed.no_browser)
    return cli.DONE


WORK: dict[str, cli.Work] = {
    each.__name__: each
    for each in (run, check, ledger, settings, templates, explain, rollup, issue, verify, tidy, desk)
}
"""What each command of pipeline/schema/commands.py does."""


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(cli.enter(WORK, sys.argv[1:]))


if __name__ == "__main__":
    main()
