"""What a stored notebook must be: each check returns the problems it finds, in words.

`test_checks_catch.py` holds every check against a notebook that is broken in just that way.
"""

import calendar
import re
import unicodedata
from collections import Counter

import nbformat
from nbclient import NotebookClient

MACHINE_PATH = re.compile(r"(?<![\w.])(/(home|root|tmp|Users|work|usr|opt|var)/[\w./-]+|[A-Z]:\\\\?[\w\\.]+)")
MONTHS = list(calendar.month_name)[1:]
PHONE = 30  # columns of code
CHINESE_MONTHS = dict(zip("一二三四五六七八九十", range(1, 11))) | {"十一": 11, "十二": 12}


def output_texts(notebook):
    """(cell number, text) of everything a stored output says."""
    for n, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                yield n, output.text
            if output.output_type == "error":
                yield n, "\n".join(output.traceback)
            for kind, data in output.get("data", {}).items():
                if kind.startswith("text/"):
                    yield n, data


def unexecuted(notebook) -> list[str]:
    """Cells without an execution count pass strict nbval without being compared."""
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    return [] if counts == list(range(1, len(counts) + 1)) else [f"execution counts are {counts}"]


def tracebacks(notebook) -> list[str]:
    """An error among the stored outputs."""
    found = [
        f"cell {n}: error output"
        for n, c in enumerate(notebook.cells)
        for o in c.get("outputs", [])
        if o.output_type == "error"
    ]
    return found + [f"cell {n}: {text[:80]}" for n, text in output_texts(notebook) if "Traceback (most recent" in text]


def glyphs(notebook) -> list[str]:
    """matplotlib's warning that it drew boxes."""
    return [f"cell {n}: {text[:80]}" for n, text in output_texts(notebook) if re.search(r"Glyph \d+ .*missing", text)]


def streams(notebook) -> list[str]:
    """Anything printed: a lesson shows, it does not print, and warnings name places on somebody's disk."""
    return [
        f"cell {n}: prints"
        for n, c in enumerate(notebook.cells)
        for o in c.get("outputs", [])
        if o.output_type == "stream"
    ]


def machine_paths(notebook) -> list[str]:
    """A path of the machine it was made on."""
    found = [(n, text) for n, text in output_texts(notebook)] + [("metadata", str(notebook.metadata))]
    return [f"cell {n}: {m[0]}" for n, text in found for m in [MACHINE_PATH.search(text)] if m]


def open_code(notebook) -> list[str]:
    """Code is hidden by default, starts with a friendly comment that fits a phone, and is an import and a call."""
    problems = []
    for n, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            lines = cell.source.split("\n")
            if not cell.metadata.get("jupyter", {}).get("source_hidden"):
                problems.append(f"cell {n}: code is not hidden")
            code = [line for line in lines if not line.startswith("# ")]
            if not lines[0].startswith("# ") or len(code) > 2:
                problems.append(f"cell {n}: {lines[0]!r} and {len(code)} lines")
            if sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in lines[0]) > PHONE:
                problems.append(f"cell {n}: closed, {lines[0]!r} is wider than a phone")
    return problems


def untranslated(notebook) -> list[str]:
    """English sentences among the outputs of a Chinese notebook: three English words in a row."""
    problems = []
    for n, text in output_texts(notebook):
        words = re.sub(
            r"<[^>]*>|\([\w/.]+\.yaml\)|[\w/]+\.(py|yaml)", " ", re.sub(r'<span lang="en">.*?</span>', "", text)
        )
        found = re.search(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}", words)
        if found:
            problems.append(f"cell {n}: {found[0]!r}")
    return problems


def out_of_step(lesson_notebook, stored) -> list[str]:
    """The text of the lesson and the notebook made from it differ."""
    if len(lesson_notebook.cells) != len(stored.cells):
        return [f"{len(lesson_notebook.cells)} cells in the lesson, {len(stored.cells)} in the notebook"]
    problems = [] if lesson_notebook.metadata == stored.metadata else ["metadata differ"]
    for n, (text, cell) in enumerate(zip(lesson_notebook.cells, stored.cells)):
        same = all(text[key] == cell[key] for key in ("id", "cell_type", "source", "metadata"))
        problems += [] if same else [f"cell {n} differs: {cell.source[:60]!r}"]
    return problems


def numbers(text: str) -> Counter:
    """Every number of a text, months as numbers, however the language writes them."""
    text = re.sub(r"\]\([^)]*\)", "]", text)
    for n, name in enumerate(MONTHS, 1):
        text = re.sub(rf"\b{name}\b", f" {n} ", text)
    text = re.sub(r"(十[一二]?|[一二三四五六七八九])月", lambda m: f" {CHINESE_MONTHS[m[1]]} ", text)
    return Counter(n.replace(",", "") for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def _code(cell, language):
    """The lines that are no comment, in either language the same."""
    lines = [line for line in cell.source.split("\n") if not line.startswith("#")]
    return [line.replace(f'"{language}"', '"··"') for line in lines]


def not_twins(en, zh) -> list[str]:
    """The two languages of a lesson differ in cells, code, tags or numbers."""
    if [c.cell_type for c in en.cells] != [c.cell_type for c in zh.cells]:
        return [f"{len(en.cells)} cells in English, {len(zh.cells)} in Chinese, or of other types"]
    problems = []
    for n, (a, b) in enumerate(zip(en.cells, zh.cells)):
        if a.cell_type == "code":
            if _code(a, "en") != _code(b, "zh"):
                problems.append(f"cell {n}: the code differs")
        elif numbers(a.source) != numbers(b.source):
            only = (numbers(a.source) - numbers(b.source), numbers(b.source) - numbers(a.source))
            problems.append(f"cell {n}: only in English {dict(only[0])}, only in Chinese {dict(only[1])}")
        if a.metadata != b.metadata:
            problems.append(f"cell {n}: tags or metadata differ")
    keys = ("minutes", "topics", "rules", "case", "date")
    return problems + [f"{key} differs" for key in keys if en.metadata.get(key) != zh.metadata.get(key)]


def driven(notebook, folder) -> list[str]:
    """Run it, and move every control of every simulator in it to both ends, in its own kernel."""
    moved = nbformat.from_dict(notebook)
    moved.cells.append(nbformat.v4.new_code_cell(
        "from tests.widgets.drive import all_in\nprint(*all_in([*Out.values(), *globals().values()]), sep='\\n')"
    ))  # fmt: skip
    NotebookClient(moved, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    said = "".join(o.get("text", "") for o in moved.cells[-1].outputs)
    return [line for line in said.split("\n") if line.strip()]
