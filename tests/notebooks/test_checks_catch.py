"""The checks on notebooks catch what they are there for: tiny notebooks, each broken in one way."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.notebooks import checks

FIXTURES = Path(__file__).parent / "fixtures"
SINGLE = ("unexecuted", "tracebacks", "glyphs", "streams", "machine_paths", "open_code", "untranslated")


def load(name):
    return nbformat.read(FIXTURES / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("check", SINGLE)
def test_the_check_finds_its_defect_and_nothing_in_a_whole_notebook(check):
    assert getattr(checks, check)(load(check))
    assert getattr(checks, check)(load("whole")) == []


def test_a_closed_cell_that_is_wider_than_a_phone_is_found():
    notebook = load("whole")
    fits = {"# Task 1: guess, then move on": True, "# Task 1: open the clock, then guess": False,
            "# 任务 1：先猜，再拨动天数": True, "# 任务 1：打开逾期时钟，先猜一猜": False}  # fmt: skip
    for first, room in fits.items():
        notebook.cells[1].source = f"{first}\nprint(2)"
        assert bool(checks.open_code(notebook)) != room, first


def test_a_callback_that_raises_only_when_moved_is_found_though_the_notebook_runs():
    problems = checks.driven(load("callback_raises"), FIXTURES)
    assert any("only when moved" in problem for problem in problems)
    assert checks.driven(load("whole"), FIXTURES) == []


def test_a_pair_out_of_step_is_found():
    assert checks.out_of_step(load("whole"), load("whole")) == []
    assert checks.out_of_step(load("whole"), load("out_of_step")) == ["cell 0 differs: 'On day 4 it is 1.73.'"]


@pytest.mark.parametrize("twin", ["twin_lost_a_number", "twin_lost_a_cell", "twin_other_code"])
def test_twins_that_drifted_apart_are_found(twin):
    assert checks.not_twins(load("whole"), load(twin))


def test_months_and_links_do_not_hide_or_invent_numbers():
    assert checks.numbers("On 5 March 2026, [5 years](../x/record_5.yaml)") == checks.numbers(
        "2026 年 3 月 5 日，[5 年](../y/9.yaml)"
    )
    assert checks.numbers("Lin's August") == checks.numbers("林乔的八月")
    assert checks.numbers("1,159.43") != checks.numbers("1,159.34")


def test_strict_nbval_finds_an_output_that_changed(tmp_path):
    notebook = load("whole")
    for name, stored, outcome in (("same", "2", 0), ("other", "3", 1)):
        notebook.cells[1].outputs[0].data["text/plain"] = stored
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
        command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider", f"{name}.ipynb"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == outcome
