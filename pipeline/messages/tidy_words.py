"""What the command tidy says."""

DONE = "{period}：精简了{files}个台账、{versions}份以前的版本，只留下读取过的栏目；以前的版本只能取回精简后的。"
NOTHING = "{period}：没有可以精简的台账，或都已精简。"
REMOVED = "“{file}”{taken}的版本已删去：它读不出，或精简后读出的内容会与原来不同。"
HELD = "“{file}”写不进，这次没有精简；请关闭正在打开它的程序、取消只读，再运行一次，例如先关闭 Excel。"
LEFT = "“{file}”没有精简：精简后读出的内容会与原来不同，或读不出；请自行删去其中的个人信息，例如删去整个文件。"
