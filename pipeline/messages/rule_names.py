"""What a rule is called where people choose or filter by it: its own sentence, with a sign for what a finding fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.messages.catalogue import CATALOGUE

_GAP = "…"


def rule_name(code: str, own: Mapping[str, str], label: str = "") -> str:
    """The whole sentence of a rule; '' for a code that nobody knows. ``own``: those of the county's own rules. ``label``: the
    column in question, where it is known.

    >>> rule_name("R113", {}), rule_name("R208", {})
    ('受理日期晚于办结日期，按已受理、未办结计算', '事项的…与首次报送不同，按首次报送计算')
    >>> rule_name("C001", {"C001": "人数〔人数〕太多，请核对"}), rule_name("none", {})
    ('人数…太多，请核对', '')
    >>> rule_name("R030", {}), rule_name("R030", {}, "受理日期")
    ('“…”有…格读不出…', '“受理日期”有格读不出')
    """
    if code in own:
        return re.sub("〔[^〕]*〕", _GAP, own[code])
    if code not in CATALOGUE:
        return ""
    sentence = re.sub(r"^\{count\}件(?=的)", "事项", CATALOGUE[code].message)
    sentence = re.sub(r"^\{count\}件|\{example\}|（如[^（）]*）|（\{[^{}]*\}）", "", sentence)
    if label:
        sentence = re.sub(r"(?<=有)\{count\}(?=格)|\{examples\}", "", sentence.replace("{label}", label))
    return re.sub(r"(\{[^}]*\})+", _GAP, sentence)
