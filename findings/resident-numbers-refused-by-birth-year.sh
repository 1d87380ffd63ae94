#!/usr/bin/env bash
# python-stdnum calls many well-formed Chinese resident numbers invalid, among them three fifths of Faker's.
#
# One would guess: a validator for resident identity numbers checks length, day of birth, check digit and whether the area code
# exists; and the numbers that Faker makes for zh_CN pass it.
# What happens: stdnum.cn.ric asks whether the county existed in the year of BIRTH. Numbers have been given out only since the
# 1980s, with the county of registration, so a person of 1960 from a district founded in 1985 (440106) or 1990 (510107) has
# such a number rightly, and is_valid says False. For a district younger than its list (330114 of 2021) is_valid doesn't
# return False but raises KeyError. id-validator takes all those of the first kind. Of 500 numbers that Faker
# makes (seed 1) stdnum refused 309 and id-validator none: Faker draws birthday and county independently.
# Seen with python-stdnum 2.2, id-validator 1.0.20, Faker 40.63.0. All numbers are computed here and belong to nobody.
#
# Why it matters: where numbers are looked for in order to be hidden (masked, refused), a validator that is too strict lets
# real ones through. Recognise by shape and check digit; and don't take Faker's numbers for a test of such a validator.
# Source: GB 11643-1999 (address code: where the household is registered); python-stdnum documentation, stdnum.cn.ric.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2 id-validator==1.0.20 Faker==40.63.0
cat > show.py <<'PY'
import sys
from importlib.metadata import version

from faker import Faker
from id_validator import validator
from stdnum.cn import ric


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


def number(area, born):
    first = f"{area}{born}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights)) % 11]


print(*(f"{name} {version(name)}" for name in ("python-stdnum", "id-validator", "Faker")))
for area, founded in (("440106", 1985), ("510107", 1990), ("330110", 2001)):
    seen = [(ric.is_valid(number(area, born)), validator.is_valid(number(area, born))) for born in ("19600101", "20050101")]
    expect(f"area {area} of {founded}, born 1960 and 2005, (stdnum, id-validator)", seen, [(False, True), (True, True)])
try:
    unknown = ric.is_valid(number("330114", "20220101"))
except KeyError as error:
    unknown = f"KeyError {error}"
expect("stdnum.is_valid of area 330114 of 2021", unknown, "KeyError 'county'")
Faker.seed(1)
fake = Faker("zh_CN")
made = [fake.ssn() for _ in range(500)]
refused = sum(not ric.is_valid(each) for each in made)
print("Faker's numbers refused by stdnum:", refused, "of 500")
expect("more than half", refused > 250, True)
expect("Faker's numbers refused by id-validator", sum(not validator.is_valid(each) for each in made), 0)
PY
venv/bin/python show.py
echo "Shown: well-formed numbers are called invalid."
