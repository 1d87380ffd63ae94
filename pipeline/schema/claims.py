"""认领.xlsx of a period's folder: whose a file is by the office's word; and the folder of its earlier versions.

Both are the office's own and no ledgers: whoever reads a period's folder passes over them without a word.
"""

from __future__ import annotations

from pipeline.schema.fields import Field, Sheet

CLAIMS_BOOK = "认领.xlsx"
VERSIONS_FOLDER = ".versions"
"""Below a period's folder: every version of a dropped file under its SHA-256."""
VERSIONS_INDEX = "index.json"
"""There: which file had which contents, the newest last."""
CHECKED_FILE = "check.json"
"""There: what the last check on the desk said; nothing is made of it."""
CLAIMS = Sheet(
    "claims",
    "认领",
    (
        Field("file", "文件名", required="yes", example="新建 Microsoft Excel 工作表.xlsx"),
        Field("township", "乡镇", required="yes", headings=("单位", "责任单位", "责任乡镇"), example="城关镇"),
    ),
)


def in_versions(file: str) -> str:
    """How the manifest calls what a file held before: 2023-02/城关镇.xlsx -> 2023-02/.versions/城关镇.xlsx.

    >>> in_versions("2023-02/城关镇.xlsx")
    '2023-02/.versions/城关镇.xlsx'
    """
    folder, _, name = file.partition("/")
    return f"{folder}/{VERSIONS_FOLDER}/{name}"


def is_version(path: str) -> bool:
    """Whether a path of a manifest is such a one."""
    return path.partition("/")[2].startswith(f"{VERSIONS_FOLDER}/")
