"""Every stored notebook is whole, in step with its lesson, and alike in both languages."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from tests.notebooks import checks
from tests.turns import in_kernel
from tests.widgets.simulators import all_simulators

ROOT = Path(__file__).parent.parent.parent
_spec = importlib.util.spec_from_file_location("build", ROOT / "notebooks" / "build.py")
build = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build)

NOTEBOOKS = sorted((ROOT / "notebooks").glob("??/*.ipynb"))
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
STORED = ("unexecuted", "tracebacks", "glyphs", "streams", "machine_paths", "open_code")


def load(path):
    return nbformat.read(path, as_version=4)


def test_every_lesson_has_its_notebook_in_both_languages_and_no_notebook_is_left_over():
    lessons = {(p.parent.name, p.stem) for p in (ROOT / "lessons").glob("??/*.md")}
    assert lessons == {(p.parent.name, p.stem) for p in NOTEBOOKS} and lessons
    assert {name for code, name in lessons if code == "en"} == {name for code, name in lessons if code == "zh"}


@pytest.mark.parametrize(
    "first, lines",
    [
        ("# Two questions to warm up", ["# Two questions to warm up"]),
        ("# Task 1: open the clock, guess, then move", ["# Task 1:", "# open the clock, guess, then move"]),
        ("# Three messages, and the letter to the lender", ["# Three messages,", "# and the letter to the lender"]),
        ("# A sample plan and its ten lines", ["# A sample plan and its ten", "# lines"]),
        ("# 任务 1：打开逾期时钟，先猜，再拨动天数", ["# 任务 1：", "# 打开逾期时钟，先猜，再拨动天数"]),
    ],
)
def test_the_first_line_of_a_cell_has_room_on_a_phone(first, lines):
    assert build.headed(f"{first}\n1 + 1") == "\n".join([*lines, "1 + 1"])


@EACH
@pytest.mark.parametrize("check", STORED)
def test_stored_outputs(path, check):
    assert getattr(checks, check)(load(path)) == []


@EACH
def test_the_notebook_is_in_step_with_its_lesson(path):
    assert checks.out_of_step(build.read(ROOT / "lessons" / path.parent.name / f"{path.stem}.md"), load(path)) == []


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.parent.name == "en"], ids=lambda p: p.stem)
def test_the_two_languages_are_twins(path):
    assert checks.not_twins(load(path), load(path.parent.parent / "zh" / path.name)) == []


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.parent.name == "zh"], ids=lambda p: p.stem)
def test_nothing_in_a_chinese_notebook_stayed_english(path):
    assert checks.untranslated(load(path)) == []


@EACH
def test_every_control_moves_in_the_notebook_s_own_kernel(path):
    if not in_kernel(path.stem, path.parent.name):
        pytest.skip("moved in the other language's notebook; tests/widgets moves every control in both")
    assert checks.driven(load(path), path.parent) == []


SIMULATORS = {kind.__name__ for kind in all_simulators()}


@EACH
def test_a_file_view_shows_a_picture_and_words_for_every_simulator(path):
    notebook = load(path)
    code = [c for c in notebook.cells if c.cell_type == "code"]
    shown = [c for c in code if last_line(c).split("(")[0] in SIMULATORS]
    assert len(shown) >= 1 or path.stem == "00_start"
    for cell in shown:
        assert [{"image/png", "text/plain"} <= o.data.keys() for o in cell.outputs] == [True], last_line(cell)
    assert not any("widget" in kind for c in notebook.cells for o in c.get("outputs", []) for kind in o.get("data", {}))


def last_line(cell) -> str:
    """What the cell shows."""
    return cell.source.rstrip().splitlines()[-1]


@EACH
def test_the_notebook_stays_small(path):
    assert path.stat().st_size < 400_000
