#!/usr/bin/env bash
# Five lunar calendar packages give different lunar dates for whole months, past ones among them.
#
# One would guess: the lunar calendar of 1901 to 2099 is a fixed table, so packages agree, at least for years gone by.
# What happens: from March 1901 to the end of 2099 (every day was compared; here those months alone) they disagree in six
# months, each time on all of its 30 days by one day:
# - 1933, 1954 and 1978: lunardate alone differs. Mid-Autumn (15th of the 8th month) of 1978 is 16 September for lunardate and
# 17 September   for the others; in 1933 lunardate has a 1st of the sixth month where the others have the 30th of the leap fifth.
# - 2057, 2089 and 2097: the new moon falls within minutes of midnight, and the packages split three to two, not always alike.
# Seen with lunardate 0.3.0, LunarCalendar 0.0.9, zhdate 0.1, borax 4.1.3, lunar_python 1.4.8.
#
# Why it matters: days off, anniversaries and ages by the lunar calendar depend on the package, and a test that compares two of
# them on a few dates passes. For days off in China use the State Council's notices, not a conversion.
# Source: Hong Kong Observatory, "Gregorian-Lunar Calendar Conversion Table" (names the new moons of 28 September 2057, 4
# September 2089 and 7 August 2097 as uncertain by a day); GB/T 33661-2017.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check lunardate==0.3.0 LunarCalendar==0.0.9 zhdate==0.1 borax==4.1.3 lunar_python==1.4.8
cat > show.py <<'PY'
import datetime as dt
import sys
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")
from borax.calendars.lunardate import LunarDate as Borax
from lunar_python import Solar as LunarPython
from lunarcalendar import Converter, Solar
from lunardate import LunarDate
from zhdate import ZhDate


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def by_lunardate(day):
    seen = LunarDate.from_solar_date(day.year, day.month, day.day)
    return (seen.month, seen.day)


def by_lunarcalendar(day):
    seen = Converter.Solar2Lunar(Solar(day.year, day.month, day.day))
    return (seen.month, seen.day)


def by_zhdate(day):
    seen = ZhDate.from_datetime(dt.datetime(day.year, day.month, day.day))
    return (seen.lunar_month, seen.lunar_day)


def by_borax(day):
    seen = Borax.from_solar(day)
    return (seen.month, seen.day)


def by_lunar_python(day):
    seen = LunarPython.fromYmd(day.year, day.month, day.day).getLunar()
    return (abs(seen.getMonth()), seen.getDay())


READERS = {"lunardate": by_lunardate, "LunarCalendar": by_lunarcalendar, "zhdate": by_zhdate, "borax": by_borax, "lunar_python": by_lunar_python}
print(*(f"{name} {version(name)}" for name in READERS))
WANTED = {
    dt.date(1933, 7, 22): [(6, 1), (5, 30), (5, 30), (5, 30), (5, 30)],
    dt.date(1954, 11, 25): [(10, 30), (11, 1), (11, 1), (11, 1), (11, 1)],
    dt.date(1978, 9, 2): [(8, 1), (7, 30), (7, 30), (7, 30), (7, 30)],
    dt.date(1978, 9, 17): [(8, 16), (8, 15), (8, 15), (8, 15), (8, 15)],
    dt.date(2023, 9, 29): [(8, 15)] * 5,
    dt.date(2057, 9, 28): [(9, 1), (8, 30), (9, 1), (8, 30), (8, 30)],
    dt.date(2089, 9, 4): [(8, 1), (7, 30), (8, 1), (7, 30), (8, 1)],
    dt.date(2097, 8, 7): [(7, 1), (6, 30), (7, 1), (6, 30), (7, 1)],
}
for day, wanted in WANTED.items():
    expect(f"{day} as (month, day)", [read(day) for read in READERS.values()], wanted)
for start in (day for day in WANTED if day not in (dt.date(1978, 9, 17), dt.date(2023, 9, 29))):
    days = [start + dt.timedelta(step) for step in range(-1, 31)]
    apart = [len({read(day) for read in READERS.values()}) > 1 for day in days]
    expect(f"days from {days[0]} on which they differ", (apart[0], sum(apart[1:31]), apart[31]), (False, 30, False))
PY
venv/bin/python show.py
echo "Shown: six months on which five packages don't agree."
