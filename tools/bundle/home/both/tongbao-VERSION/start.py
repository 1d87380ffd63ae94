"""Start the program of this folder on the data beside it: ``start.py desk``, ``start.py shell``, or any command."""

import os
import sys
from pathlib import Path

from generate import main as enter
from pipeline.doors.unzipped import data_folder, open_shell

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Make 我的数据 when it is missing, go there, and do what was asked."""
    data = data_folder(HERE.parent, HERE / "sample")
    os.chdir(data)
    if sys.argv[1:] == ["shell"]:
        sys.exit(open_shell(HERE))
    # The sentences name the command as it is typed in this folder's own window.
    sys.argv[0] = "tongbao"
    enter()


if __name__ == "__main__":
    main()
