"""Tiny notebooks, each broken in one way: `python -m tests.notebooks.make_fixtures` writes them anew."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FOLDER = Path(__file__).parent / "fixtures"
HIDDEN = {"jupyter": {"source_hidden": True}}
CALLBACK_RAISES = """# A clock that breaks when it is moved
from widgets.late_cost_clock import LateCostClock

class Broken(LateCostClock):
    def sentence(self, outcome, t):
        if outcome.day == 360:
            raise ZeroDivisionError("only when moved")
        return super().sentence(outcome, t)

Broken("en", guessed=True)"""


def code(source, n=1, **output):
    outputs = [new_output(**output)] if output else []
    return new_code_cell(source, execution_count=n, metadata=HIDDEN, outputs=outputs)


def shows(text, kind="text/plain"):
    return {"output_type": "execute_result", "data": {kind: text}, "execution_count": 1}


PATH = "/".join(("", "home", "somebody", "course", "loan.csv"))  # in parts: no path of a machine stands in this file
NOTEBOOKS = {
    "whole": [new_markdown_cell("On day 3 it is 1.29."), code("# Fine\n1 + 1", **shows("2"))],
    "unexecuted": [code("# Never run\n1 + 1", None)],
    "tracebacks": [code("# Fails\n1 / 0", output_type="error", ename="Error", evalue="no", traceback=["…"])],
    "glyphs": [code("# Boxes\n1", output_type="stream", name="stderr", text="Glyph 36926 (期) missing from font(s)")],
    "machine_paths": [code("# A path\n1", **shows("read from " + PATH))],
    "streams": [code("# Prints\nprint(1)", output_type="stream", name="stdout", text="1\n")],
    "open_code": [new_code_cell("x = 1", execution_count=1)],
    "untranslated": [code("# 一个单元\n1", **shows("到第 92 天，you have to pay 2,321.96 元。"))],
    "callback_raises": [code(CALLBACK_RAISES)],
    "out_of_step": [new_markdown_cell("On day 4 it is 1.73."), code("# Fine\n1 + 1", **shows("2"))],
    "twin_lost_a_number": [new_markdown_cell("到第 3 天是 1.92。"), code("# 好\n1 + 1", **shows("2"))],
    "twin_lost_a_cell": [new_markdown_cell("到第 3 天是 1.29。")],
    "twin_other_code": [new_markdown_cell("到第 3 天是 1.29。"), code("# 好\n1 + 2", **shows("3"))],
}  # fmt: skip


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, cells in NOTEBOOKS.items():
        for n, cell in enumerate(cells):
            cell["id"] = f"cell-{n}"
        notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        nbformat.write(notebook, FOLDER / f"{name}.ipynb")


if __name__ == "__main__":
    main()
