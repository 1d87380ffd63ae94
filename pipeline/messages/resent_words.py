"""What is said of a file that stands in for another: what the township changed, and which faults are left."""

# fmt: off
BLANK, UNREADABLE = "空白", "读不出"
"""What stands for a cell in which nothing was read."""
CELL = "编号{number}{label}：{before} → {after}"
SOME_COLUMN = "某栏目"
"""Faults that were mended are counted by rule, whatever their column."""
SUCH_AS = "（如{cells}）"
OTHER_NAME, SAME_NAME = "“{name}”", "原来的一份"
"""How the file is called in whose place another stands: by its name, or where both have the same name."""
CELLS_DIFFER = "；两份都有的事项有{count}格不同，例如第一份的{cells}"
ROW_CELL = "第{row}行“{label}”"
ALONE_IN_ONE = "；只在其中一份里的事项有{count}件"
"""Of two ledgers of one township that keep each other from counting."""
# fmt: on
