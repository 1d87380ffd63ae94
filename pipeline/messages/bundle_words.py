"""What the program says in the folder that is unzipped and used as it is."""

DATA_FOLDER = "我的数据"
FIRST_START = "第一次启动：已建立文件夹“我的数据”，里面是虚构的示例县，可以先用它练习。原来的“我的数据”在别处的，请把它拷到这里，代替刚建立的这一个。"
SHELL = "在这个窗口里可以输入命令，例如 tongbao run 2023-02；输入 tongbao --help 看有哪些命令，输入 exit 关闭窗口。"
