"""乡镇信访台账 → 核对、合并、计算 → Word 通报、Excel 汇总、HTML 审核页。

The way of a value is told in ``docs/architecture.md``; every definition in ``docs/definitions.md``.
"""

VERSION = "0.1.0"
# Raised whenever a definition in docs/definitions.md changes what a published figure would be.
FORMULA_VERSION = "2"
