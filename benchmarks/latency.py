"""How long from a key press to the painted picture, in a real browser? `python -m benchmarks.latency [--json]`

The same figure by five means, in one run: the frame of `widgets/`; `interactive` with plt.show(); an `Output` cleared
with wait=True; plotly's FigureWidget; bqplot. Each gets a notebook of its own in one JupyterLab. A press of the right
arrow key on its day slider is timed in the page: to the last change in the figure ("settled") and to the frame in which
that change is painted ("painted").

plotly and bqplot are wanted only here: pip install --require-hashes -r benchmarks/requirements.txt
"""

import argparse
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch

ROOT = Path(__file__).parent.parent
OURS = "our frame"
CELLS = {
    OURS: 'from widgets.late_cost_clock import LateCostClock; LateCostClock("en", guessed=True, day=30)',
    "interactive + plt.show()": "from benchmarks import rivals; rivals.interactive()",
    "Output + clear_output(wait=True)": "from benchmarks import rivals; rivals.output()",
    "plotly FigureWidget": "from benchmarks import rivals; rivals.plotly()",
    "bqplot": "from benchmarks import rivals; rivals.bqplot()",
}
NEEDS = {"plotly FigureWidget": "plotly", "bqplot": "bqplot"}
FIGURE = {OURS: ".dc-result", "plotly FigureWidget": ".plotly-graph-div, .js-plotly-plot"}
PRESSES = 30

WATCH = """
(figure) => {
  const now = () => performance.now();
  window.press = null;
  const changed = () => {
    if (!window.press) return;
    const press = window.press, at = now();
    press.settled = at - press.start;
    requestAnimationFrame(() => { if (press.settled <= now() - press.start) press.painted = now() - press.start; });
  };
  const everything = { childList: true, subtree: true, attributes: true, characterData: true };
  new MutationObserver(changed).observe(figure, everything);
  figure.addEventListener('load', changed, true);
  document.addEventListener('keydown', () => { window.press = { start: now(), settled: 0, painted: 0 }; }, true);
}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lab:
    """A JupyterLab of its own over a folder of one-cell notebooks."""

    def __init__(self, folder: Path):
        self.port, self.token = free_port(), secrets.token_hex(8)
        (folder / "settings").mkdir()
        (folder / "settings" / "overrides.json").write_text(
            (ROOT / "binder" / "overrides.json").read_text("utf-8"), "utf-8"
        )
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.port={self.port}", "--allow-root"]
        command += [f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={folder / 'settings'}"]
        command += ["--ServerApp.jpserver_extensions={'jupyterlab_jupytext': False}"]
        environment = {**os.environ, "JUPYTER_TOKEN": self.token, "PYTHONPATH": str(ROOT)}
        self.log = (folder / "lab.log").open("w")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.2)

    def address(self, name: str) -> str:
        return f"http://localhost:{self.port}/doc/workspaces/{secrets.token_hex(4)}/tree/{name}?token={self.token}"

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def measure(browser, lab: Lab, name: str, notebook: str, presses: int) -> dict:
    """Times of every press in milliseconds, settled and painted."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(lab.address(notebook))
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    handle = page.locator(".noUi-handle").first
    for _ in range(4):  # a run that comes before the kernel is ready is lost
        page.locator(".lm-MenuBar-item").nth(3).click()
        page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
        try:
            handle.wait_for(state="attached", timeout=15_000)
            break
        except Exception:
            continue
    page.wait_for_timeout(2500)
    figure = page.locator(FIGURE.get(name, ".jp-OutputArea-output .widget-output, .bqplot")).first
    if name == "bqplot":
        figure = page.locator(".widget-vbox > .widget-hbox").last
    figure.evaluate(WATCH)
    handle.focus()
    times = []
    for n in range(presses + 3):
        handle.press("ArrowRight")
        page.wait_for_timeout(600)
        press = page.evaluate("window.press")
        if n >= 3:  # the first ones warm caches up
            times.append((press["settled"], press["painted"]))
    page.close()
    settled, painted = zip(*times)
    if min(painted) <= 0:
        raise RuntimeError(f"{name}: a press changed nothing in the figure")
    return {"settled": settled, "painted": painted}


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    parser.add_argument("--presses", type=int, default=PRESSES)
    args = parser.parse_args(argv)
    left_out = [name for name, package in NEEDS.items() if not find_spec(package)]
    results = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for n, cell in enumerate(CELLS.values()):
            notebook = new_notebook(cells=[new_code_cell("%matplotlib inline\n" + cell)])
            notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
            nbformat.write(notebook, Path(folder) / f"{n}.ipynb")
        lab, browser = Lab(Path(folder)), launch(playwright)
        try:
            for n, name in enumerate(CELLS):
                if name not in left_out:
                    results[name] = measure(browser, lab, name, f"{n}.ipynb", args.presses)
                    print(f"{name} ...", file=sys.stderr, flush=True)
        finally:
            browser.close()
            lab.stop()
    summary = {
        name: {
            f"{kind}_{word}": round(figure(times[kind]), 1)
            for kind in ("settled", "painted")
            for word, figure in (("median", statistics.median), ("p95", lambda v: quantile(v, 0.95)))
        }
        for name, times in results.items()
    }
    ours = summary[OURS]["painted_median"]
    for row in summary.values():
        row["ours_is"] = round(ours / row["painted_median"], 3)
    if args.json:
        print(json.dumps({"presses": args.presses, "rows": summary, "left_out": left_out}, indent=1))
        return 0
    print(f"{'':34}{'settled':>16}{'painted':>18}{'ours / this':>14}")
    for name, row in summary.items():
        settled = f"{row['settled_median']:.0f} / {row['settled_p95']:.0f} ms"
        painted = f"{row['painted_median']:.0f} / {row['painted_p95']:.0f} ms"
        print(f"{name:34}{settled:>16}{painted:>18}{row['ours_is']:>14.2f}")
    print("median / 95th percentile of", args.presses, "presses")
    for name in left_out:
        print(f"{name}: not measured; pip install --require-hashes -r benchmarks/requirements.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
