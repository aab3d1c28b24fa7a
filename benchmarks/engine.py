"""How fast is the engine, beside its peers and beside plain memory? `python -m benchmarks.engine [--json]`

One thread, one run. Each job is done by `credit`, by every peer that knows it and is installed, and, as the floor, by
merely writing (or reading) arrays of the size of its answer. Before the clock starts the answers are held against the
truth and each other; a wrong one ends the run. Then some jobs for 1,000 to a million loans, in chunks, each in a
process of its own: time and peak memory.

The peers are wanted only here: pip install --require-hashes -r benchmarks/engine-requirements.txt
"""

import os

for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{name}_NUM_THREADS"] = "1"  # before numpy is loaded

import argparse  # noqa: E402
import json  # noqa: E402
import platform  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402

from benchmarks import engine_jobs, engine_peers  # noqa: E402

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def seconds(job, at_least: float = 0.5) -> float:
    """Processor seconds of the shortest of several runs, so that other work on the machine disturbs least.

    As many runs as half a second holds; one where that is longer.
    """
    best, spent, runs = float("inf"), 0.0, 0
    while spent < at_least and runs < 1000:
        start = time.process_time()
        job()
        took = time.process_time() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def compare(job) -> dict:
    """One job by us, by the peers and by the floor: seconds an item each, and what the answers were held against."""
    check = job.check() if job.check else ""
    row = {"job": job.title, "items": job.items, "ours": seconds(job.ours) / job.items, "peers": {}, "check": check}
    row["floor"] = seconds(job.floor) / job.items if job.floor else None
    here = engine_peers.versions()
    for name in engine_peers.NAMES if job.peer else ():
        if here[name] is None:
            row["peers"][name] = "not installed"
            continue
        small = job.peer(name)
        if small is not None:
            run, items = small
            row["peers"][name] = seconds(run) / items
    return row


def grow(kind: str, size: int) -> dict:
    """The same job for `size` loans, in this process: seconds, and peak memory above what was there before."""
    before = peak()
    start = time.process_time()
    engine_jobs.CHUNKED[kind](size)
    return {"seconds": time.process_time() - start, "megabytes": peak() - before}


def peak() -> float:
    """The most memory this process has held so far, in megabytes; NaN where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux; there ru_maxrss would begin with the memory of the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes on a Mac


def growth(kind: str, most: int) -> list[dict]:
    """`grow` for 1,000 loans and up to `most`, each in a process of its own."""
    rows = []
    for size in (size for size in SIZES if size <= most):
        command = [sys.executable, "-m", "benchmarks.engine", "--grow", kind, str(size)]
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        rows.append({"loans": size, **json.loads(done.stdout)})
    return rows


def amount(seconds_: float | None) -> str:
    """A time in the unit in which it is best read."""
    if seconds_ is None:
        return ""
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds_ >= size:
            return f"{seconds_ / size:.3g} {unit}"
    return f"{seconds_ * 1e9:.3g} ns"


def show(result: dict) -> str:
    lines = [result["machine"], ""]
    heads = ("job", "items", "time", "an item", "a second", "best peer", "x faster", "floor", "x floor")
    table = [heads]
    for row in result["jobs"]:
        peers = {n: t for n, t in row["peers"].items() if isinstance(t, float)}
        best = min(peers, key=peers.get) if peers else None
        table.append(
            (
                row["job"],
                f"{row['items']:,}",
                amount(row["ours"] * row["items"]),
                amount(row["ours"]),
                f"{1 / row['ours']:,.0f}",
                f"{best} {amount(peers[best])}" if best else "none here",
                f"{peers[best] / row['ours']:,.0f}" if best else "",
                amount(row["floor"]),
                f"{row['ours'] / row['floor']:.1f}" if row["floor"] else "",
            )
        )
    lines += columns(table)
    lines += ["", "every peer, an item:"]
    for row in result["jobs"]:
        told = [f"{n} {amount(t) if isinstance(t, float) else t}" for n, t in row["peers"].items()]
        lines.append(f"  {row['job']}: {', '.join(told) or 'no peer does this'}")
        if row["check"]:
            lines.append(f"    held against the truth: {row['check']}")
    lines += [f"  {job}: not there yet" for job in result["absent"]]
    for kind, rows in result["growth"].items():
        lines += ["", f"growth, {kind}, in chunks:"]
        lines += columns(
            [("loans", "time", "a loan", "peak memory above the start")]
            + [
                (f"{r['loans']:,}", amount(r["seconds"]), amount(r["seconds"] / r["loans"]), f"{r['megabytes']:.0f} MB")
                for r in rows
            ]
        )
    return "\n".join(lines)


def columns(table) -> list[str]:
    wide = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    return ["  ".join(cell.ljust(w) for cell, w in zip(row, wide)).rstrip() for row in table]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--most", type=int, default=SIZES[-1], metavar="LOANS", help="how far to follow the growth; 0: not"
    )
    parser.add_argument("--grow", nargs=2, metavar=("KIND", "LOANS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.grow:
        print(json.dumps(grow(args.grow[0], int(args.grow[1]))))
        return
    jobs, absent = engine_jobs.jobs()
    result = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}; one thread; "
        "processor time",
        "peers": engine_peers.versions(),
        "jobs": [compare(job) for job in jobs],
        "absent": absent,
        "growth": {kind: growth(kind, args.most) for kind in engine_jobs.CHUNKED if args.most},
    }
    print(json.dumps(result, indent=1) if args.json else show(result))


if __name__ == "__main__":
    main()
