"""Drive the course in a real JupyterLab, started by the README's own command."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 60_000  # ms


@contextmanager
def server(language: str = "en", port: int = 8930):
    """The address (with its token) of a lab opened by `python start.py --no-open`."""
    command = [sys.executable, "start.py", "--no-open", "--lang", language, "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    lab = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    try:
        for line in lab.stdout:
            found = re.search(r"http://\S+", line)
            if found:
                break
        else:
            raise RuntimeError("start.py ended without an address")
        _wait_for(found[0])
        yield found[0]
    finally:
        os.killpg(lab.pid, signal.SIGINT)
        try:
            lab.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(lab.pid, signal.SIGKILL)


def _wait_for(address):
    from urllib.error import URLError
    from urllib.request import urlopen

    for _ in range(300):
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("JupyterLab does not answer")


class Notebook:
    """An open notebook on a page of its own, with what the browser complained of."""

    def __init__(self, browser, address: str, path: str, viewport=DESKTOP, **context):
        base, token = address.split("/doc/tree/")[0], address.split("token=")[1]
        self.context = browser.new_context(viewport=viewport, **context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        workspace = f"w{time.time_ns()}"
        self.page.goto(f"{base}/doc/workspaces/{workspace}/tree/{path}?token={token}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def idle(self):
        """Wait until the kernel is idle."""
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")

    def run_all(self, marker=".due-course"):
        """Run > Run All Cells, as a learner does; a run that came before the kernel was ready is given again."""
        self.idle()
        for _ in range(4):
            self.page.locator(".lm-MenuBar-item").nth(3).click()
            self.page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
            try:
                self.page.wait_for_selector(marker, timeout=15_000, state="attached")
                break
            except Exception:
                continue
        self.idle()
        self.page.wait_for_timeout(500)

    def close(self):
        self.context.close()
