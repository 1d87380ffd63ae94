#!/usr/bin/env bash
# OpenCC's conversion to simplified characters changes names that are simplified already, and doesn't come back from its own.
#
# One would guess: t2s leaves simplified text alone, so it is a safe first step for "either script comes in"; and
# s2t followed by t2s gives the simplified text again.
# What happens: 乾安县 and 乾县 (counties whose simplified name keeps 乾) become 干安县, 干县; 於潜镇 becomes 于潜镇. 乾元镇 and 乾隆 stay, for
# those words are in its list. There and back 馀干 becomes 余干 and 锺 becomes 钟. So two spellings meet in one name, and one name in two.
# Seen with OpenCC 1.4.2 (the official wheel).
#
# Why it matters: a township's or county's name that is normalised before it is looked up in a roster isn't found, or is
# printed wrong on a paper. Normalise only for comparing, on both sides, and print the roster's own writing.
# Source: BYVoid/OpenCC issue 1154 (t2s: 乾安縣 -> 干安县), closed; issue 179 (乾清宫).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check OpenCC==1.4.2
cat > show.py <<'PY'
import sys
from importlib.metadata import version

from opencc import OpenCC


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print("OpenCC", version("OpenCC"))
simplified, traditional = OpenCC("t2s"), OpenCC("s2t")
names = ["乾安县", "乾县", "於潜镇", "乾元镇", "乾隆"]
expect(f"t2s of {names}", [simplified.convert(name) for name in names], ["干安县", "干县", "于潜镇", "乾元镇", "乾隆"])
names = ["馀干", "锺", "乾县", "余干"]
there = [traditional.convert(name) for name in names]
expect(f"s2t of {names}", there, ["餘幹", "鍾", "乾縣", "餘干"])
expect("and back", [simplified.convert(name) for name in there], ["余干", "钟", "乾县", "余干"])
PY
venv/bin/python show.py
echo "Shown: names changed."
