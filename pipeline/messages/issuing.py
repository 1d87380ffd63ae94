"""What is said when papers are issued, and of issued papers later."""

from __future__ import annotations

NO_HEAD = "设置.xlsx“单位”没有填县名，文书没有印红头；请填写县名，例如 青禾县，再重新生成。"
NO_HEAD_ROLLED = "需要处理：没有写发文的是哪个市，汇总通报没有印红头；请用 --settings 指明市里的设置.xlsx，“单位”里的县名写市名，例如 --settings 市设置.xlsx。"
