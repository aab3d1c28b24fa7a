"""Each lesson in a real JupyterLab: it runs, fits desk and phone, and what moves there moves.

To stay short, a run opens every other lesson in English and the rest in Chinese (`tests.turns`; lesson 4 has tests of
its own in both).
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.lab import DESKTOP, PHONE, ROOT, Notebook
from tests.turns import in_browser

LESSONS = sorted(p.stem for p in (ROOT / "lessons" / "en").glob("[0-9]*.md"))
OVER_THE_EDGE = """() => [...document.querySelectorAll('.due-course')].flatMap(root => {
    const edge = root.getBoundingClientRect();
    return [...root.querySelectorAll('*')].filter(node => {
        const box = node.getBoundingClientRect();
        return box.width > 0 && box.right > edge.right + 1 && !node.closest('.dc-scroll, .noUi-target');
    }).map(node => `${node.className} ${Math.round(node.getBoundingClientRect().right - edge.right)}`);
})"""
# The page, and the notebook that scrolls inside it: neither slides sideways.
WIDTHS = """() => [[document.documentElement.scrollWidth, window.innerWidth],
    ...[...document.querySelectorAll('.jp-WindowedPanel-outer')].map(n => [n.scrollWidth, n.clientWidth])]"""

MENUS = """() => [...document.querySelectorAll('.lm-MenuBar-itemLabel')].map(n => {
    const box = n.getBoundingClientRect();
    return [n.textContent, box.height, box.right];
})"""


def ends(notebook, simulator):
    """Every slider that is open goes to both ends by key; the picture or the sentence follows."""
    for handle in simulator.root.locator(".noUi-handle").all():
        if not handle.is_visible():
            continue
        seen = set()
        for key, bound in (("Home", "aria-valuemin"), ("End", "aria-valuemax")):
            handle.press(key)
            notebook.settle()
            assert handle.get_attribute("aria-valuenow") == handle.get_attribute(bound)
            seen.add((simulator.source, simulator.sentence))
        assert len(seen) == 2, handle.get_attribute("aria-label")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_runs_and_fits_and_moves(browser, lab, lesson):
    code, address = lab
    if not in_browser(lesson, code):
        pytest.skip("opened in the other language")
    notebook = Notebook(browser, address, f"notebooks/{code}/{lesson}.ipynb", viewport=PHONE)
    try:
        # Before anything has run: no line of closed code makes the page slide, and every menu can be read.
        notebook.page.wait_for_selector(".jp-InputPlaceholder, .jp-RenderedMarkdown")
        notebook.settle()
        for wide, room in notebook.page.evaluate(WIDTHS):
            assert wide <= room
        menus = notebook.page.evaluate(MENUS)
        assert all(height < 40 and right <= PHONE["width"] for _, height, right in menus), menus
        notebook.page.set_viewport_size(DESKTOP)
        # The start page has no simulator: it is read as it stands.
        if notebook.page.locator(".jp-CodeCell").count() and lesson != "00_start":
            notebook.run_all()
            notebook.reveal()
            ends(notebook, notebook.simulator(0))
        for viewport in (PHONE, DESKTOP):
            notebook.page.set_viewport_size(viewport)
            notebook.settle()
            assert notebook.page.evaluate(OVER_THE_EDGE) == []
            for wide, room in notebook.page.evaluate(WIDTHS):
                assert wide <= room
        if notebook.page.locator(".due-course").count():
            found = Axe().run(notebook.page, context=".due-course").response["violations"]
            serious = [v for v in found if v["impact"] in ("serious", "critical")]
            assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in serious] == []
        assert [c for c in notebook.complaints if not re.search("net::ERR", c)] == []
    finally:
        notebook.end()
