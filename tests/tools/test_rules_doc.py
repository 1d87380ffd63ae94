"""docs/rules.md says what the catalogue says."""

from __future__ import annotations

from pipeline.messages.catalogue import CATALOGUE
from tools.make_rules_doc import PAGE, STAGES, rules_page


def test_the_page_is_in_step_with_the_catalogue():
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run python tools/make_rules_doc.py"


def test_every_code_stands_on_the_page_once_under_its_stage():
    lines = [line.split("|")[1].strip() for line in rules_page().splitlines() if line.startswith("| R")]
    assert sorted(lines) == sorted(CATALOGUE)
    assert {code[:2] for code in CATALOGUE} <= set(STAGES)


def test_a_rule_is_shown_with_its_severity_remedy_and_article_and_without_brackets():
    page = rules_page()
    assert (
        "| R111 | 错误 | …件受理日期早于登记日期，不计为及时受理 | "
        "请按受理告知书核对，例如登记是 …，受理应在当日或以后 | 信访工作条例第二十三条 |"
    ) in page.splitlines()
    assert "{" not in page
