#!/usr/bin/env bash
# Two template variables whose names differ only in full-width digits print one value, twice.
#
# One would guess: a template that says {{ 件数１ }} and {{ 件数1 }} (the first digit typed with a Chinese input method)
# either prints two values, if the context has both names, or fails for the one that it lacks under StrictUndefined.
# What happens: Jinja looks each name up in the context as it is written, but keeps the value in a Python variable of the
# compiled template (l_0_件数１), and Python folds identifiers by NFKC. So both names share one variable; the name that
# is looked up last wins at both places, and which one that is depends on their order in the template. A single name is
# looked up unfolded: {{ 件数１ }} alone doesn't find 件数1. A {% set 件数１ = 5 %} changes what {{ 件数1 }} prints, although
# the context's own 件数1 is 7.
# docxtpl, which fills Word papers with Jinja, inherits it, and its list of undeclared variables shows two names.
# Attributes (行.件数１) are looked up as written and stay apart: only names at the top level are folded.
# Seen with Python 3.11.7, jinja2 3.1.6, docxtpl 0.20.2: {{ 件数１ }}{{ 件数1 }} of 3 and 4 prints 44, in the other order 33.
#
# Why it matters: staff who edit templates type digits in either width. A wrong figure gets into a paper, with strict
# undefined names in force and no error. Check names by NFKC before rendering.
# Source: Python language reference, "Identifiers" (parsed names are converted to NFKC); Jinja's documentation says that
# non-ASCII identifiers are allowed, and nothing of folding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6 docxtpl==0.20.2 docxcompose==2.2.0 python-docx==1.2.0 lxml==6.1.3
cat > show.py <<'PY'
import sys
from importlib.metadata import version

import docx
import docxtpl
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError


def expect(what, seen, wanted):
    print(f"{what}: {seen!r}")
    if seen != wanted:
        sys.exit(f"Behaviour changed: {what} gave {seen!r}, it used to be {wanted!r}.")


print("python", sys.version.split()[0], "jinja2", version("jinja2"), "docxtpl", version("docxtpl"))
jinja = Environment(undefined=StrictUndefined)
both = {"件数１": 3, "件数1": 4}
expect("full-width name, then half-width", jinja.from_string("{{ 件数１ }}{{ 件数1 }}").render(both), "44")
expect("half-width name, then full-width", jinja.from_string("{{ 件数1 }}{{ 件数１ }}").render(both), "33")
expect("each alone", [jinja.from_string("{{ %s }}" % name).render(both) for name in both], ["3", "4"])
try:
    alone = jinja.from_string("{{ 件数１ }}").render({"件数1": 4})
except UndefinedError as error:
    alone = type(error).__name__
expect("full-width name, only the half-width one given", alone, "UndefinedError")
expect("set of one, print of the other", jinja.from_string("{% set 件数１ = 5 %}{{ 件数1 }}").render({"件数1": 7}), "5")
expect("attributes", jinja.from_string("{{ 行.件数１ }}{{ 行.件数1 }}").render(行=both), "34")

paper = docx.Document()
paper.add_paragraph("本月 {{ 件数１ }} 件，上月 {{ 件数1 }} 件")
paper.save("template.docx")
template = docxtpl.DocxTemplate("template.docx")
expect("names docxtpl reports", sorted(template.get_undeclared_template_variables()), ["件数1", "件数１"])
template.render(both)
template.save("paper.docx")
expect("the paper", docx.Document("paper.docx").paragraphs[0].text, "本月 4 件，上月 4 件")
PY
venv/bin/python show.py
echo "Shown: names that differ in width alone share one value."
