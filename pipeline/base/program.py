"""How the user called the program, for sentences that say what to type."""

from __future__ import annotations

import sys
from pathlib import Path


def program() -> str:
    """Return the name by which the user called the program: generate.py in a clone, tongbao when installed."""
    return "tongbao" if Path(sys.argv[0]).stem == "tongbao" else "generate.py"
