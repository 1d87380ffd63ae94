"""One row a matter, by the definitions, section 5: loops over dicts, a step of the page a function."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_SENT = ("registered_on", "occurrence", "procedure")
ABOVE = ("registered_on", "level", "occurrence", "related_case_no", "procedure", "rating_unit", "rating_office")
PUBLISHED = ("accepted_on", "extension_approved_on", "extended_to", "concluded_on")
STEPS = {"accepted": "accepted_on", "approved": "extension_approved_on", "concluded": "concluded_on"}


def accusation(row):
    return row["purpose"] == "检举控告" or row["procedure"] == "检举控告"


def hidden(county, number):
    """Whether anybody ever said that the matter is 检举控告: any ledger, 上级登记台账 or edition; section 1."""
    if county.decided(number, "可列") is not None:
        return False
    rows = [*county.rows, *county.registers.get("superior", ()), *(row for e in county.editions for row in e.rows)]
    return any(accusation(row) or (row["category"] == "纪检监察" and row["purpose"] is None) for row in rows if row["case_no"] == number)


def unfavourable(row):
    """A key: the greatest is the least favourable state."""
    rating = {"不满意": 4, "未评价": 3, None: 2, "基本满意": 1, "满意": 0}[row["rating_unit"]]
    settled = {"未化解": 2, None: 2, "部分化解": 1, "已化解": 0}[row["settled"]]
    concluded, accepted = row["concluded_on"], row["accepted_on"]
    return (concluded is None, concluded or date.min, accepted is None, accepted or date.min, settled, rating)


def least_favourable(rows):
    """The first of equals."""
    worst = rows[0]
    for row in rows[1:]:
        if unfavourable(row) > unfavourable(worst):
            worst = row
    return worst


def merge(county):
    """The matters by number: the values that count, with the flags that measuring asks for."""
    superior = county.superior()
    matters = _sent_by_townships(county)
    left_out = omissions(county)
    for number in left_out:
        matters[number] = {**_counted(superior[number]), "township": left_out[number], "origin": "上级", "claim": "确定"}
    for number, matter in matters.items():
        _lay_over(matter, superior.get(number))
        _hold_published(county, matter, superior.get(number))
        _mark_late_entries(county, matter, superior.get(number))
        above = superior.get(number)
        agreed = (above is not None and above["withdrawn_on"]) or county.decided(number, "同意退回") is not None
        matter["handed_back"] = bool(agreed)
        matter["hidden"] = hidden(county, number)
        matter["in_superior"] = above is not None
        matter["found_false"] = any(
            row["case_no"] == number and row["result"] == "不属实" for row in county.registers.get("spot_checks", ())
        )
        matter["open_at"] = _last_open(county, number)
    _find_roots(matters)
    return matters


def _sent_by_townships(county):
    """The matters of ledgers and editions, without those taken out."""
    superior, found = county.superior(), {}
    in_editions = {row["case_no"] for e in county.editions for row in e.rows}
    for number in sorted({row["case_no"] for row in county.rows} | in_editions):
        last = _published_last(county, number)
        if last is None and not any(row["case_no"] == number for row in county.rows):
            continue
        matter = _from_ledgers(county, number, superior.get(number)) if last is None else _from_edition(county, last)
        if matter["origin"] == "台账" or not _taken_out(county, number):
            found[number] = matter
    return found


def _published_last(county, number):
    """The edition's row that is the last state of a matter, None where a ledger has it as new or the edition is silent."""
    had = [(e, row) for e in county.editions for row in e.rows if row["case_no"] == number and row["origin"] != "上级"]
    if not had:
        return None
    edition, row = had[-1]
    silent = any(edition.name in other.made_from for other in county.editions)
    newest = max((each["folder"] for each in county.rows if each["case_no"] == number), default="")
    return None if silent or row["folder"] <= newest else row


def _from_edition(county, row):
    number, unit = row["case_no"], county.unit(row["township"])
    matter = {**_counted(row), "township": unit, "origin": "往期"}
    if county.decided(number, "更正属实") is None:
        ledgers = _by_ledger(county, number)
        ledgers.sort(key=lambda each: (each["folder"], county.unit(each["township"]) != unit))
        published = [each for e in county.editions for each in e.rows if each["case_no"] == number and each["origin"] != "上级"]
        older = [each for _, each in _older(county) if each["case_no"] == number]
        for id_ in FIRST_SENT:
            _as_first_sent(matter, id_, [*map(_counted, older), *ledgers, *map(_counted, published)])
    return matter


def _taken_out(county, number):
    return any(
        row["subject"] == number and row["rule"] == "R204" and row["decision"] == "更正属实"
        for row in county.registers.get("decisions", ())
    )


def _by_ledger(county, number):
    """One row a folder and unit, by step 2."""
    ledgers = {}
    for row in county.rows:
        if row["case_no"] == number:
            ledgers.setdefault((county.folders.index(row["folder"]), county.unit(row["township"])), []).append(_counted(row))
    return [least_favourable(ledgers[key]) for key in sorted(ledgers)]


def _from_ledgers(county, number, above):
    """Steps 2 to 5."""
    own = _by_ledger(county, number)
    newest = {county.unit(row["township"]): row for row in own}
    now = [unit for unit in newest if newest[unit]["folder"] == county.last_sent()[unit]]
    holder, claim = _holder(county, number, above, newest, now, own)
    rivals = sorted((newest[unit] for unit in (now or newest)), key=lambda each: (county.folders.index(each["folder"]), each["township"]))
    row = newest[holder] if holder else least_favourable(rivals)
    matter = {**row, "township": holder or county.unit(row["township"]), "claim": claim}
    matter["origin"] = "台账" if county.unit(row["township"]) in now else "往期"
    if county.decided(number, "更正属实") is None:
        order = [_counted(row) for _, row in _older(county) if row["case_no"] == number]
        order += sorted(own, key=lambda each: (county.folders.index(each["folder"]), county.unit(each["township"]) != matter["township"]))
        for id_ in FIRST_SENT:
            _as_first_sent(matter, id_, order)
    return matter


def _counted(row):
    """A blank 办理程序 is a value: 信访处理意见, or 检举控告 where 信访目的 says so."""
    if row["procedure"] or "procedure" in row["bad"]:
        return row
    return {**row, "procedure": "检举控告" if row["purpose"] == "检举控告" else "信访处理意见"}


def _older(county):
    """(edition, row) of what townships had sent by the editions whose months aren't among the sources: they speak before the first folder."""
    return [(e, row) for e in county.editions if e.name not in county.folders for row in e.rows if row["origin"] != "上级"]


def _holder(county, number, above, newest, now, own):
    """The unit that the matter counts for, None where it is 待定."""
    claimants = now or list(newest)
    named = county.decided(number, "归属乡镇")
    if named and county.unit(named) in newest:
        return county.unit(named), "确定"
    if len(claimants) == 1:
        return claimants[0], "确定"
    if above and county.unit(above["township"]) in claimants:
        return county.unit(above["township"]), "确定"
    assigned = [row for row in county.registers.get("assigned", ()) if row["case_no"] == number]
    if assigned and county.unit(assigned[-1]["township"]) in claimants:
        return county.unit(assigned[-1]["township"]), "确定"
    first = min((row["folder"] for row in own if county.unit(row["township"]) in claimants), key=county.folders.index)
    had = {county.unit(row["township"]) for row in own if row["folder"] == first} & set(claimants)
    return (had.pop(), "确定") if len(had) == 1 else (None, "待定")


def _as_first_sent(matter, id_, order):
    """As the first row has it that can be read; a blank 初重件 can't."""
    for row in order:
        if id_ not in row["bad"] and row[id_] is not None:
            matter[id_] = row[id_]
            matter["bad"] = matter["bad"] - {id_}
            return


def _lay_over(matter, above):
    """Step 6."""
    for id_ in ABOVE:
        if above and above[id_] is not None:
            matter[id_] = above[id_]
            matter["bad"] = matter["bad"] - {id_}


def _hold_published(county, matter, above):
    """Step 7."""
    number = matter["case_no"]
    if county.decided(number, "更正属实") is not None:
        return
    known = [(e, row) for e in county.editions for row in e.rows if row["case_no"] == number]
    for id_ in PUBLISHED:
        told = None
        for edition, row in known:
            day = row[id_]
            happened = row["extension_approved_on"] if id_ == "extended_to" else day
            if told is None and day and happened and happened <= edition.cut_off:
                told = day
            elif id_ == "concluded_on" and told and day is None:
                told = None  # taken back: the matter was open again
        if told is None or id_ in matter["bad"] or (id_ == "concluded_on" and matter[id_] is None):
            continue
        if above and above[id_] and above[id_] == matter[id_]:
            continue
        matter[id_] = told


def _mark_late_entries(county, matter, above):
    """补登."""
    number = matter["case_no"]
    for step, id_ in STEPS.items():
        day = matter[id_]
        lacking = False
        for edition in county.editions:
            rows = [row for row in edition.rows if row["case_no"] == number]
            had = rows and rows[0][id_] and rows[0][id_] <= edition.cut_off
            if day and day <= edition.cut_off and not had:
                lacking = True
        confirmed = (above and above[id_] == day) or county.decided(number, "更正属实") is not None
        matter[f"backfilled_{step}"] = lacking and not confirmed


def _last_open(county, number):
    """The last cut-off of an edition that had the matter open."""
    found = None
    for edition in county.editions:
        for row in edition.rows:
            if row["case_no"] == number and not (row["concluded_on"] and row["concluded_on"] <= edition.cut_off):
                found = max(found or edition.cut_off, edition.cut_off)
    return found


def still_to_report(row, last_day):
    """Section 1: registered this year, or not concluded before 1 October last year."""
    if row["registered_on"].year >= last_day.year:
        return True
    return row["concluded_on"] is None or row["concluded_on"] >= date(last_day.year - 1, 10, 1)


def omissions(county):
    """Case number -> unit, of what only 上级登记台账 has though it is time."""
    known = _sent_by_townships(county)
    found = {}
    for number, row in county.superior().items():
        came = row["received_on"] or row["registered_on"] + timedelta(days=15)
        time = came + timedelta(days=county.settings.options.omission_grace_days) <= county.cut_off
        back = row["withdrawn_on"] is not None or county.decided(number, "同意退回") is not None
        if number not in known and time and not back and not hidden(county, number) and still_to_report(row, county.period.last_day):
            found[number] = county.unit(row["township"])
    return found


def _find_roots(matters):
    """Follow 关联件编号 to the first matter; a ring is one matter, named by its least number."""
    for number in matters:
        path = [number]
        while True:
            last = path[-1]
            related = matters[last]["related_case_no"] if last in matters else None
            if related is None:
                root = last
                break
            if related in path:
                root = min(path[path.index(related) :])
                break
            path.append(related)
        matters[number]["root"] = root
