"""Drive the course in a real JupyterLab, started by the README's own command."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeout

import start

ROOT = Path(__file__).parent.parent.parent
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 60_000  # ms; a slow machine is no defect
# What Chromium or JupyterLab itself may say without anything being wrong with the course.
NOT_OURS = ("favicon", "Failed to load resource: the server responded with a status of 404 (Not Found)")

LOOK = """() => [...document.querySelectorAll('.due-course')].map(root =>
    root.textContent + [...root.querySelectorAll('img')].map(i => i.src.length + i.src.slice(-80)) +
    [...root.querySelectorAll('input, select')].map(i => i.value)).join()"""


@contextmanager
def copy_of_the_course():
    """The course in a folder of its own, so that what a session saves changes no file of the repository.

    It shares the .venv, which must be up to date: installing from the copy would bind .venv to a folder that goes away.
    """
    note = json.loads((ROOT / ".venv" / "due-course.json").read_text("utf-8"))
    if note.get("test") != start.fingerprint("test"):
        raise RuntimeError("The locks have changed since .venv was made. Run: python start.py test")
    skip = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "tests")
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        shutil.copytree(ROOT, course, ignore=skip)
        (course / "tests").mkdir()
        shutil.copy(ROOT / "tests" / "requirements.txt", course / "tests")
        (course / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
        overrides = course / "binder" / "overrides.json"
        settings = json.loads(overrides.read_text("utf-8"))
        # Several pages have the same file open: one that saved by itself would make another ask which version to keep.
        settings["@jupyterlab/docmanager-extension:plugin"]["autosave"] = False
        overrides.write_text(json.dumps(settings), "utf-8")
        yield course


@contextmanager
def server(language: str = "en", port: int = 8930):
    """The address (with its token) of a lab opened by `python start.py --no-open` in a copy of the course."""
    with copy_of_the_course() as course, _started(course, language, port) as address:
        yield address


@contextmanager
def _started(course, language, port):
    command = [sys.executable, "start.py", "--no-open", "--lang", language, "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    lab = subprocess.Popen(
        command, cwd=course, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    )
    try:
        said = []
        for line in lab.stdout:
            said.append(line)
            found = re.search(r"http://\S+", line)
            if found:
                break
        else:
            raise RuntimeError("start.py ended without an address: " + "".join(said))
        yield found[0]
    finally:
        os.killpg(lab.pid, signal.SIGINT)
        try:
            lab.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(lab.pid, signal.SIGKILL)


class Notebook:
    """An open notebook on a page of its own, with what the browser complained of."""

    def __init__(self, browser, address: str, path: str | None = None, viewport=DESKTOP, **context):
        base, rest = address.split("/doc/tree/")
        first, token = rest.split("?token=")
        self.base, self.token = base, token
        self.context = browser.new_context(viewport=viewport, **context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints = []
        self.page.on("console", self._heard)
        self.unanswered = False
        self.page.on("websocket", self._wired)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        # A workspace of its own: the lab remembers the last file of the default one.
        self.page.goto(f"{base}/doc/workspaces/w{time.time_ns()}/tree/{path or first}?token={token}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def _heard(self, message):
        if message.type == "error" and not any(words in message.text for words in NOT_OURS):
            self.complaints.append(message.text)

    def _wired(self, socket):
        """What goes to the kernel is answered: until then the page may look idle and is not."""
        socket.on("framesent", lambda _: setattr(self, "unanswered", True))
        socket.on("framereceived", lambda _: setattr(self, "unanswered", False))

    def idle(self):
        """Wait until the kernel is idle."""
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")

    def run_all(self, marker=".dc-assist"):
        """Run > Run All Cells, as a learner does; a run that came before the kernel was ready is given again."""
        self.idle()
        for _ in range(4):
            self.page.locator(".lm-MenuBar-item").nth(3).click()
            self.page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
            try:
                self.page.wait_for_selector(marker, timeout=PATIENCE / 2, state="attached")
                return self.settle()
            except PlaywrightTimeout:
                continue
        raise TimeoutError("the notebook did not run")

    def settle(self):
        """Wait until the kernel is idle and what it sent has been drawn: three looks in a row see the same page."""
        looks = []
        for n in range(PATIENCE // 100):
            self.page.wait_for_timeout(100)
            if self.unanswered and n < PATIENCE // 1000:
                continue
            self.idle()
            looks.append(self.page.evaluate(LOOK))
            if len(looks) >= 3 and looks[-1] == looks[-2] == looks[-3]:
                return
        raise TimeoutError("the page did not come to rest")

    def simulator(self, n: int = 0) -> "Simulator":
        """The n-th simulator of the notebook."""
        return Simulator(self, self.page.locator(".due-course:has(.dc-picture)").nth(n))

    def reveal(self):
        """Guess wherever a picture is still covered."""
        for n in range(self.page.locator(".due-course:has(.dc-picture)").count()):
            if self.simulator(n).root.locator(".dc-cover").is_visible():
                self.simulator(n).guess("5")

    def close(self):
        self.context.close()

    def end(self):
        """Close the page, and stop the kernels of this lab that it leaves behind."""
        request = self.context.request
        headers = {"Authorization": f"token {self.token}"}
        for kernel in request.get(f"{self.base}/api/kernels", headers=headers).json():
            request.delete(f"{self.base}/api/kernels/{kernel['id']}", headers=headers)
        self.close()


class Simulator:
    """A simulator on the page, touched as a learner touches it."""

    def __init__(self, notebook: Notebook, root):
        self.notebook, self.root = notebook, root
        self.picture = root.locator("img.dc-picture, .dc-picture img")

    def guess(self, words: str):
        """Type a guess, or choose the first answer where there are answers to choose from, and lock it in."""
        choice = self.root.locator(".dc-guess-row select")
        if choice.count():
            choice.select_option(index=1)  # the first stands for no answer yet
        else:
            self.root.locator(".dc-guess-row input").fill(words)
        self.root.locator(".dc-guess-row button").click()
        self.notebook.settle()

    @property
    def sentence(self) -> str:
        return self.root.locator(".dc-sentence").inner_text()

    @property
    def source(self) -> str:
        """Names the picture that stands there: it changes with every new one."""
        return self.picture.get_attribute("src") or ""

    def open_folds(self):
        for button in self.root.locator(".dc-fold > button").all():
            if button.get_attribute("aria-expanded") != "true":
                button.click()
        self.notebook.settle()
