"""Take the README's pictures from the real pages: `python -m tests.browser.pictures [--out FOLDER] [--lesson NAME]`.

For each language, each lesson's simulator as a learner sees it after a guess, at desktop and at phone width. Without
--out, the desktop pictures go to lessons/pictures.
"""

import argparse
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch
from tests.browser.lab import DESKTOP, PHONE, ROOT, Notebook, server
from widgets import lesson_data
from widgets.language import LANGUAGES


def guess_of(lesson: str) -> str:
    """Something to type, or to choose, as the guess of the first task."""
    task = lesson_data.task(lesson, 1)
    typed = {"percent": "12"}.get(task.get("unit"), "900")
    return next(iter(task["options"])) if task.get("options") else typed


def take(browser, address: str, code: str, lesson: str, viewport, out: Path) -> None:
    """One picture of one lesson's first simulator."""
    notebook = Notebook(browser, address, f"notebooks/{code}/{lesson}.ipynb", viewport=viewport)
    notebook.run_all()
    simulator = notebook.simulator(0)
    simulator.guess(guess_of(lesson))
    notebook.page.set_viewport_size({**viewport, "height": 2400})  # nothing is cut off by the edge of the page
    simulator.root.scroll_into_view_if_needed()
    notebook.settle()
    simulator.root.screenshot(path=out)
    notebook.close()
    # A few flat colours and their edges: a palette holds them in a third of the size.
    Image.open(out).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(out, optimize=True)


def main(argv=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "lessons" / "pictures")
    parser.add_argument("--lesson", help="only this one: 04_the_day_after")
    args = parser.parse_args(argv)
    widths = {"": DESKTOP} if args.out == parser.get_default("out") else {"": DESKTOP, "_phone": PHONE}
    args.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for code in LANGUAGES:
            with server(code, 8940) as address:
                for path in sorted((ROOT / "lessons").glob(f"{args.lesson or '[0-9]*'}.yaml")):
                    for name, viewport in widths.items():
                        out = args.out / f"{path.stem}_{code}{name}.png"
                        take(browser, address, code, path.stem, viewport, out)
                        print(out.name)
        browser.close()


if __name__ == "__main__":
    main()
