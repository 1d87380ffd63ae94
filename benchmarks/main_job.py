"""The main job on the sample county, in fresh processes, beside the script that an office would write instead.

``uv run benchmarks/main_job.py [RUNS]`` prints the median and best wall time (import included) and the peak memory of
both. The other script (naive_script.py) reads only what pandas reads by itself, checks nothing and fills one table: it
is a lower bound, not an equal.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = {
    "main job, 2023-01 and 2023-02": "generate.py",
    "naive pandas script, the same folders": "benchmarks/naive_script.py",
}


def main(runs: int) -> None:
    """Run both ``runs`` times in turn."""
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    peaks: dict[str, int] = {}
    for _ in range(runs):
        for name, script in NAMES.items():
            with tempfile.TemporaryDirectory() as outputs:
                arguments = ["run", "2023-02", "--outputs", outputs] if script == "generate.py" else [outputs]
                start = time.perf_counter()
                done = subprocess.run((sys.executable, script, *arguments), cwd=ROOT, capture_output=True, check=False)
                times[name].append(time.perf_counter() - start)
                if done.returncode > 1:
                    sys.exit(done.stderr.decode("utf-8", "replace"))
                peaks[name] = max(peaks.get(name, 0), _peak(script, arguments) if not peaks.get(name) else 0)
    for name, taken in times.items():
        memory = f"{peaks[name]} MB" if peaks[name] else "not measured on this system"
        print(f"{name:40} median {statistics.median(taken):5.2f} s  best {min(taken):5.2f} s  peak {memory}")


def _peak(script: str, arguments: list[str]) -> int:
    """Return the most megabytes that were resident."""
    if sys.platform == "win32":
        return 0
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, sys.executable, script, *arguments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    # Linux counts in kilobytes, macOS in bytes.
    return int(done.stdout) // (1024 if sys.platform != "darwin" else 1024 * 1024)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
