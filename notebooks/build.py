"""Make the notebooks from the lessons: `python notebooks/build.py` (all), or with the names of lessons.

Each `lessons/<language>/<lesson>.md` becomes `notebooks/<language>/<lesson>.ipynb`, executed, with its outputs stored.
What differs from run to run (ids, times, widget models) is left out, so that a file changes only when what it shows
has changed. The live widgets are not stored: a reader without a kernel gets their picture and words instead.
"""

import re
import sys
import unicodedata
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_markdown_cell

from widgets import roads
from widgets.saving import keep_pictures
from widgets.start import LESSON as START

ROOT = Path(__file__).resolve().parent.parent
WIDE = 30  # columns of code that a phone shows; a Chinese character takes two
BREAKS = [re.compile(after) for after in ("[:：？] ?", "[,，、；;] ?", " ")]  # the first kind that there is


def lessons(names=()) -> list[Path]:
    """Which lesson texts are there?"""
    return [p for p in sorted((ROOT / "lessons").glob("??/*.md")) if not names or p.stem in names]


def notebook_of(lesson: Path) -> Path:
    """Where does its notebook stand?"""
    return ROOT / "notebooks" / lesson.parent.name / f"{lesson.stem}.ipynb"


def read(lesson: Path):
    """The lesson as a notebook that has not been run."""
    notebook = jupytext.read(lesson)
    notebook.metadata.pop("jupytext", None)
    notebook.metadata["language_info"] = {"name": "python"}
    if "date" in notebook.metadata:
        notebook.metadata["date"] = str(notebook.metadata["date"])
    code = lesson.parent.name
    for n, cell in enumerate(notebook.cells):
        cell["id"] = f"{lesson.stem[:2]}-{n:02d}"
        if cell.cell_type == "code":
            cell["source"] = headed(cell.source)
            cell.metadata["deletable"] = False
        elif lesson.stem != START:
            cell["source"] = roads.linked(roads.dialled(cell.source, code), code, lesson.stem[:2])
        else:
            cell["source"] = roads.dialled(cell.source, code)
    if lesson.stem != START:
        notebook.cells.append(new_markdown_cell(roads.onward(code, lesson.stem[:2]), id=f"{lesson.stem[:2]}-end"))
    return notebook


def headed(source: str) -> str:
    """The code with a first line that a phone has room for, which is all that a closed cell shows of it."""
    first, *rest = source.split("\n")
    if columns(first) <= WIDE:
        return source
    for after in BREAKS:
        ends = [m.end() for m in after.finditer(first, 2) if columns(first[: m.end()].rstrip()) <= WIDE]
        if ends:
            return "\n".join([first[: ends[-1]].rstrip(), f"# {first[ends[-1] :]}", *rest])
    raise ValueError(f"A phone has no room for “{first}”, and there is no place to break it.")


def columns(text: str) -> int:
    """How many columns does it take?"""
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def execute(lesson: Path):
    """The lesson as a notebook with its outputs, without what differs from run to run."""
    notebook = read(lesson)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": notebook_of(lesson).parent}}
    ).execute()
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    keep_pictures({"type": "notebook", "content": notebook})
    return notebook


def main(names) -> None:
    for lesson in lessons(names):
        notebook, target = execute(lesson), notebook_of(lesson)
        nbformat.validate(notebook)
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
        print(target.relative_to(ROOT), f"{target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
