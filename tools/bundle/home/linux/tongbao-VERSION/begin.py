"""Start the program by a Python that isn't this folder's own: modules come from here and from Python itself alone."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path += [str(HERE / "site"), str(HERE / "program")]
    runpy.run_path(str(HERE / "start.py"), run_name="__main__")
