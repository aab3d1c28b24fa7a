"""Lesson 11's line of events and lesson 10's table: what is typed and cannot be taken stays, with its sentence."""

import pytest

from tests.browser.lab import Notebook
from tests.turns import in_browser


def opened(browser, lab, lesson):
    code, address = lab
    if not in_browser(lesson, code):
        pytest.skip("opened in the other language")
    notebook = Notebook(browser, address, f"notebooks/{code}/{lesson}.ipynb")
    notebook.run_all()
    notebook.reveal()
    return notebook, notebook.simulator(0)


def type_into(notebook, box, words):
    box.fill(words)
    box.press("Tab")
    notebook.settle()


def test_a_day_that_cannot_be_taken_stays_while_other_events_move(browser, lab):
    notebook, simulator = opened(browser, lab, "11_court_and_fake_court")
    try:
        row = simulator.root.locator(".dc-line-row:not(.dc-line-off)").first
        box, note = row.locator(".dc-line-day"), row.locator(".dc-line-note")
        type_into(notebook, box, "９０")
        assert box.input_value() == "90" and not simulator.root.locator(".dc-line-wrong").count()
        for words in ("", "soon", "5000", "1.5"):
            type_into(notebook, box, words)
            said = note.inner_text()
            assert box.input_value() == words and "3,000" in said
            tick = simulator.root.locator(".dc-line-row input[type=checkbox]").last
            tick.click()
            notebook.settle()
            assert (box.input_value(), note.inner_text()) == (words, said)
        type_into(notebook, box, "1，200")
        assert box.input_value() == "1200" and not simulator.root.locator(".dc-line-wrong").count()
    finally:
        notebook.end()


def test_a_cell_that_cannot_be_read_stays_while_a_slider_moves(browser, lab):
    notebook, simulator = opened(browser, lab, "10_what_to_pay_first")
    try:
        simulator.open_folds()
        cell, error = (
            simulator.root.locator(".dc-log input.dc-amount").first,
            simulator.root.locator(".dc-own .dc-error"),
        )
        before = cell.input_value()
        type_into(notebook, cell, "much")
        said = error.first.inner_text()
        assert "much" in said
        simulator.root.locator(".dc-lead .noUi-handle:visible").first.press("Home")
        notebook.settle()
        assert (cell.input_value(), error.first.inner_text()) == ("much", said)
        simulator.root.locator(".dc-foot").last.locator("button").first.click()
        notebook.settle()
        assert cell.input_value() == before
    finally:
        notebook.end()
