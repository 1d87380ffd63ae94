"""The settings in words, as the manifest and the notes have them."""

# fmt: off
UNIT = "{order}；别名{aliases}{parts}"
NO_ALIAS = "无"
FORMER_NAMES = "；曾用名{names}"
OTHER_KIND = "；{kind}"
POPULATION = "；人口{population}"
SINCE = "；{day}启用"
MERGED = "；{day}撤并至{into}"
CONDITION = "{tests}；允许{allowed}件{at_fault}"
AT_FAULT = "；仅计有责"
ONE_AT_LEAST = "≥1件"
BELOW = "低于{percent}%，分母≥{least}"
# fmt: on
