"""How much longer does the first `start.py` take than a bare `pip install` of the same lock? `python -m benchmarks.start`

Both make a virtual environment and install binder/requirements.txt with its hashes, one after the other, in folders of
their own; `start.py` also adds the course and writes its notes. The order alternates from round to round, and a first
install that is not counted fills pip's cache, so that the network is asked alike. `--json` prints every figure.
"""

import argparse
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")


def bare(folder: Path) -> None:
    """venv and pip, as anybody would type it."""
    subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
    python = folder / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    lock = ROOT / "binder" / "requirements.txt"
    command = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ours(folder: Path) -> None:
    """What `start.py` does before it opens the lab."""
    course = folder / "course"
    shutil.copytree(ROOT, course, ignore=KEPT_OUT)
    spec = importlib.util.spec_from_file_location("start", course / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install("course")


def timed(work) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        work(Path(folder))
        return time.perf_counter() - begun


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args(argv)
    timed(bare)
    times = {"bare": [], "start": []}
    for n in range(args.rounds):
        pair = [("bare", bare), ("start", ours)]
        for name, work in pair if n % 2 else reversed(pair):
            times[name].append(round(timed(work), 2))
            print(f"{name}: {times[name][-1]} s", file=sys.stderr, flush=True)
    medians = {name: statistics.median(values) for name, values in times.items()}
    ratio = round(medians["start"] / medians["bare"], 3)
    if args.json:
        print(json.dumps({"seconds": times, "ratio": ratio}, indent=1))
    else:
        print(f"bare venv + pip install: {medians['bare']:.1f} s; first start.py: {medians['start']:.1f} s; ratio {ratio:.2f}")
        print(f"medians of {args.rounds} rounds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
