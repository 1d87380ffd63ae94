#!/usr/bin/env bash
# Four packages for China's working days answer in four ways about a year that they don't know; one alone always says so.
#
# One would guess: days off that are moved to Saturdays and Sundays come from a notice a year, so a package that lacks the notice refuses the
# year as a whole, and for years that it has the packages agree.
# What happens:
# - chinesecalendar refuses every day of such a year. That is the guess.
# - holidays answers: the days of the holidays themselves, every other Monday to Friday worked, every Saturday and Sunday off. Nothing in
#   the answer tells 2027 (no notice yet) from 2026 (notice known).
# - workalendar refuses the working week of such a year, and answers False for its Saturdays and Sundays without asking for the year: 4
#   February 2024, a Sunday that was worked, is a day off, while 5 February raises. A loop over weekends alone never learns of it.
#   Of the years that it has, 2020 lacks the lengthened Spring Festival: 31 January 2020 and Saturday, 1 February 2020 are worked.
# - lunar_python's HolidayUtil has None for an ordinary day and None for any day of a year that it doesn't have.
# So a due date "15 working days later" that reaches across New Year differs by package, and only one of the four always says that it can't be known.
# Seen with chinesecalendar 1.11.0, holidays 0.109, workalendar 17.0.0, lunar_python 1.4.8.
#
# Why it matters: a limit reckoned in autumn that ends after New Year is reckoned before the notice exists. Keep the notices' years beside the
# days and refuse, or say, what lies outside them.
# Source: the State Council's general office, notices on the days off of 2020 (with the notice of 26 January 2020 that lengthened the Spring
# Festival) and 2024.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chinesecalendar==1.11.0 holidays==0.109 workalendar==17.0.0 lunar_python==1.4.8
cat > show.py <<'PY'
import datetime as dt
import sys
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
import chinese_calendar
import holidays
from lunar_python.util import HolidayUtil
from workalendar.asia import China

CN = holidays.country_holidays("CN")
WORKALENDAR = China()


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def asked(question, day):
    try:
        return question(day)
    except Exception as error:
        return type(error).__name__


def by_lunar_python(day):
    seen = HolidayUtil.getHoliday(day.isoformat())
    return seen if seen is None else seen.isWork()


def answers(text):
    day = dt.date.fromisoformat(text)
    return (
        asked(chinese_calendar.is_workday, day),
        asked(CN.is_working_day, day),
        asked(WORKALENDAR.is_working_day, day),
        by_lunar_python(day),
    )


print(", ".join(f"{p} {version(p)}" for p in ("chinesecalendar", "holidays", "workalendar", "lunar_python")))
print("Worked? In turn: chinesecalendar, holidays, workalendar, lunar_python (None: an ordinary day, or not known)")
expect("Sat 2026-02-14, worked by the notice of 2026", answers("2026-02-14"), (True, True, False, True))
expect("Mon 2027-01-04, no notice yet", answers("2027-01-04"), ("NotImplementedError", True, "CalendarError", None))
expect("Sat 2027-02-13, no notice yet", answers("2027-02-13"), ("NotImplementedError", False, False, None))
expect("Sun 2024-02-04, worked by the notice of 2024", answers("2024-02-04"), (True, True, False, True))
expect("Mon 2024-02-05, an ordinary working day", answers("2024-02-05"), (True, True, "CalendarError", None))
expect("Fri 2020-01-31, off by the notice of 26 January 2020", answers("2020-01-31"), (False, False, True, False))
expect("Sat 2020-02-01, off likewise", answers("2020-02-01"), (False, False, True, False))
expect("the fifth working day after 2027-09-30 by holidays", str(CN.get_nth_working_day("2027-09-30", 5)), "2027-10-12")
PY
venv/bin/python show.py
