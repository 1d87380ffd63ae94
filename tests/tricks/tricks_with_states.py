"""Ratings, 化解状态, outcomes, and codes: occurrence, procedure, purpose, level."""

from __future__ import annotations

from tests.trick_county import FEBRUARY, JANUARY, MARCH, County
from tests.tricks.kit import believed, in_february, trick

_FIRST = "without 上级登记台账 what is written first is believed"
_OWN = "whether a matter was settled only the township says, until 抽查"
_DESCRIBED = (
    "重复信访率 has no rank and no weight; the row is an error, and counts as a return against a conclusion of its unit"
)


@trick
def published_ratings_left_blank(county: County) -> None:
    """The discontent ones that January published."""
    for key in ("09", "13"):
        county.write(key, rating_unit=None)


@trick
def published_ratings_bettered(county: County) -> None:
    """不满意 → 满意."""
    for key in ("09", "13"):
        county.write(key, rating_unit="满意")


@trick
def published_ratings_that_cannot_be_read(county: County) -> None:
    """A word that is no rating."""
    for key in ("09", "13"):
        county.write(key, rating_unit="尚可吧")


@trick
def exchanged_january_with_better_ratings(county: County) -> None:
    """And in January's ledger too."""
    for key in ("09", "13"):
        county.write(key, JANUARY, FEBRUARY, MARCH, rating_unit="满意")


@in_february
def ratings_left_blank_after_february(county: County) -> None:
    """The one that February published, in February's ledger too."""
    county.write("02", rating_unit=None)


@believed(_FIRST, {}, {MARCH: ["责任单位满意率 3/4 → 3/3"]})
def rating_never_written(county: County) -> None:
    """The discontent of February's conclusion is left blank from the start: 参评率 falls to 3/4."""
    county.write("02", rating_unit=None)


@believed(_FIRST, {}, {MARCH: ["责任单位满意率 3/4 → 4/4"]})
def rating_invented(county: County) -> None:
    """The same, called 满意 from the start."""
    county.write("02", rating_unit="满意")


@trick
def conclusion_taken_back(county: County) -> None:
    """The discontent matters of January are shown open again."""
    for key in ("09", "13"):
        county.write(key, concluded_on=None, outcome=None, settled=None, rating_unit=None)


@trick
def concluded_anew(county: County) -> None:
    """The same, concluded anew in February, and everybody content."""
    for key in ("09", "13"):
        county.write(key, concluded_on="2023-02-16", rating_unit="满意")


@in_february
def taken_back_in_march(county: County) -> None:
    """The discontent matter that February published as concluded is open again."""
    county.write("02", MARCH, concluded_on=None, outcome=None, settled=None, rating_unit=None)


@in_february
def state_bettered_after_it_was_published(county: County) -> None:
    """未化解 → 已化解, of a cohort that has closed."""
    for key in ("13", "02"):
        county.write(key, MARCH, settled="已化解")


@believed(
    _OWN + "; 未化解 → 已化解 within the ninety days is told and drawn for 抽查",
    {FEBRUARY: ["一次性化解率 2/3 → 3/3"], MARCH: ["一次性化解率 2/3 → 3/3"]},
)
def state_bettered_before_its_cohort(county: County) -> None:
    """Published as 未化解 in January; the ninety days end in February and March."""
    for key in ("13", "22"):
        county.write(key, settled="已化解")


@believed(_OWN, {FEBRUARY: ["化解率 3/4 → 4/4"]})
def settled_on_paper(county: County) -> None:
    """Concluded on 20 February with nothing settled: 已化解, it says."""
    county.write("02", settled="已化解")


@trick
def settled_on_paper_and_found_out(county: County) -> None:
    """The same, and the office's visit says 不属实."""
    county.write("02", settled="已化解")
    county.checked = [{"case_no": "A02", "item": "化解", "result": "不属实"}]


@trick
def concluded_without_an_outcome(county: County) -> None:
    """已化解, without 办理结果: the late one is no better for it."""
    county.write("02", outcome=None, settled="已化解")


@believed(_FIRST, {}, {MARCH: ["化解率 2/5 → 3/5", "重复信访率 1/5 → 0/5"]})
def repeat_as_new(county: County) -> None:
    """The matter that came back is called new."""
    county.write("28", occurrence="初件", related_case_no=None)


@trick
def repeat_without_a_number(county: County) -> None:
    """重件, of nothing: it comes back to the latest that counts as 已化解."""
    county.write("28", related_case_no=None)


@trick
def repeat_of_an_unknown_number(county: County) -> None:
    """重件, of a matter that nobody has."""
    county.write("28", related_case_no="A77")


@trick
def repeat_of_itself(county: County) -> None:
    """A ring of one."""
    county.write("28", related_case_no="A28")


@believed(_DESCRIBED, {}, {MARCH: ["重复信访率 1/5 → 0/5"]})
def occurrence_that_cannot_be_read(county: County) -> None:
    """Neither first nor repeated."""
    county.write("28", occurrence="说不清", related_case_no=None)


@believed(_DESCRIBED, {}, {MARCH: ["重复信访率 1/5 → 0/5"]})
def occurrence_left_blank(county: County) -> None:
    """The same."""
    county.write("28", occurrence=None, related_case_no=None)


@trick
def published_repeat_as_new(county: County) -> None:
    """In March, what February had as 重件; and in January's ledger a 初件 as 重件, which leaves 一次性化解率."""
    county.write("08", MARCH, occurrence="初件", related_case_no=None)
    county.write("13", occurrence="重件", related_case_no="A12")


@trick
def renamed_procedure(county: County) -> None:
    """Other procedures have limits of their own."""
    for key in ("02", "03", "21"):
        county.write(key, procedure="法定程序")


@trick
def exchanged_january_with_another_procedure(county: County) -> None:
    """And in January's ledger too."""
    for key in ("02", "03", "21"):
        county.write(key, JANUARY, FEBRUARY, MARCH, procedure="法定程序")


@trick
def procedure_that_cannot_be_read(county: County) -> None:
    """Of what is concluded late."""
    for key in ("02", "03", "31"):
        county.write(key, procedure="待定程序")


@believed(
    _FIRST + "; a share of other procedures far above the county's is a reminder", {}, {MARCH: ["化解率 2/5 → 2/4"]}
)
def another_procedure_from_the_start(county: County) -> None:
    """What wasn't settled in March is 法定程序, it says."""
    county.write("31", procedure="法定程序")


@trick
def level_raised(county: County) -> None:
    """County's level leaves fifteen days to route."""
    county.write("05", level="县")


@believed(_FIRST, {}, {FEBRUARY: ["及时受理率 4/6 → 4/5", "逾期未受理 1 → 0"]})
def higher_level_from_the_start(county: County) -> None:
    """Registered on 3 February: limit 5 March instead of the 18th."""
    county.write("18", level="县")


@trick
def purpose_changed(county: County) -> None:
    """The matter accepted late becomes an accusation."""
    county.write("05", purpose="检举控告")


@believed(
    _FIRST + "; a share of 检举控告 far above the county's is a reminder",
    {},
    {FEBRUARY: ["及时受理率 4/6 → 4/5", "逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]},
)
def an_accusation_from_the_start(county: County) -> None:
    """The matter left lying is 检举控告, it says."""
    county.write("18", purpose="检举控告")


@trick
def class_of_an_accusation(county: County) -> None:
    """内容分类 纪检监察 with a blank purpose is never shown, and counts as any other."""
    for key in ("02", "03", "05", "18"):
        county.write(key, category="纪检监察")


@believed("no register has 包案领导", {FEBRUARY: ["领导包案率 0/2 → 2/2"], MARCH: ["领导包案率 0/3 → 3/3"]})
def a_leader_named_on_paper(county: County) -> None:
    """Whoever it may be; the name isn't kept."""
    for key in ("08", "15", "28"):
        county.write(key, lead_official="是")


@trick
def no_leader_called_one(county: County) -> None:
    """A sign and a promise are none."""
    county.write("15", lead_official="待定")
    county.write("08", lead_official="——")
