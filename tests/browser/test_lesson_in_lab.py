"""Lesson 4 in a real JupyterLab: what a person sees and can do, in both languages, at desktop and phone width."""

import io
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser.lab import DESKTOP, PHONE, Notebook
from widgets.language import language
from widgets.late_cost_clock import LateCostClock

WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
LESSON = "notebooks/{}/04_the_day_after.ipynb"
COST = {"en": "¥2,321.96", "zh": "2,321.96 元"}


@pytest.fixture(scope="module")
def pages(browser, lab):
    """The lesson, run, at each width; opened once."""
    opened = {}

    def page(viewport):
        key = viewport["width"]
        if key not in opened:
            opened[key] = Notebook(browser, lab[1], LESSON.format(lab[0]), viewport=viewport)
            opened[key].run_all()
        return opened[key]

    yield page
    for notebook in opened.values():
        notebook.close()


def computed(code, **settings):
    simulator = LateCostClock(code, guessed=True, **settings)
    return simulator, simulator.result


def test_before_anything_runs_the_page_shows_pictures_and_words(browser, lab):
    code, address = lab
    notebook = Notebook(browser, address, LESSON.format(code))
    notebook.page.wait_for_selector(".jp-OutputArea-output img")
    assert notebook.page.locator(".jp-OutputArea-output img").count() >= 3
    assert notebook.page.locator(".due-course .dc-body").count() == 0
    say = {"en": "Run All Cells", "zh": "运行所有单元格"}[code]
    notebook.page.locator(".jp-Notebook", has_text=say).wait_for()  # the texts appear one after the other
    assert notebook.page.locator(".jp-Notebook .cm-editor:visible").count() == 0  # no code in sight
    assert notebook.complaints == []
    notebook.close()


def test_the_menu_speaks_the_learners_language(pages, lab):
    menu = pages(DESKTOP).page.locator(".lm-MenuBar-item").nth(3).inner_text()
    assert menu == {"en": "Run", "zh": "运行"}[lab[0]]


@WIDTHS
def test_guess_then_reveal(pages, lab, viewport):
    code, _ = lab
    simulator = pages(viewport).simulator(0)
    assert simulator.root.locator(".dc-cover").is_visible() and not simulator.picture.is_visible()
    simulator.guess("900")
    assert simulator.picture.is_visible() and not simulator.root.locator(".dc-cover").is_visible()
    assert COST[code] in simulator.sentence
    assert COST[code] in simulator.root.locator(".dc-guess .dc-live").inner_text()


@WIDTHS
def test_every_slider_goes_to_both_ends_by_keyboard_and_the_picture_follows(pages, lab, viewport):
    code, _ = lab
    notebook = pages(viewport)
    for n, guess in ((0, ""), (1, "5"), (2, "700")):
        simulator = notebook.simulator(n)
        if guess:
            simulator.guess(guess)
        for handle in simulator.root.locator(".dc-lead .noUi-handle, .dc-rest .noUi-handle").all():
            if not handle.is_visible():
                continue  # in the closed fold, or of no use under the present choice
            handle.focus()
            for key, bound in (("End", "aria-valuemax"), ("Home", "aria-valuemin")):
                before = (simulator.source, handle.get_attribute("aria-valuenow"))
                handle.press(key)
                notebook.settle()
                assert handle.get_attribute("aria-valuenow") == handle.get_attribute(bound)
                assert simulator.source != before[0] or handle.get_attribute("aria-valuenow") == before[1]
        simulator.root.locator(".dc-foot button").first.click()
        notebook.settle()
    assert notebook.complaints == []


def test_a_slider_can_be_dragged_to_both_ends(pages, lab):
    notebook = pages(DESKTOP)
    notebook.reveal()
    simulator = notebook.simulator(0)
    for edge in (1, 0):
        handle = simulator.root.locator(".dc-lead .noUi-handle")
        handle.scroll_into_view_if_needed()
        start, track = handle.bounding_box(), simulator.root.locator(".dc-lead .noUi-base").bounding_box()
        notebook.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        notebook.page.mouse.down()
        notebook.page.mouse.move(track["x"] + track["width"] * edge + (10 if edge else -10), start["y"] + 8, steps=12)
        notebook.page.mouse.up()
        notebook.settle()
        day = 360 if edge else 0
        _, outcome = computed(lab[0], day=day)
        assert language(lab[0]).money(outcome.cost_to_get_current) in simulator.sentence
        assert float(simulator.root.locator(".dc-lead input").input_value()) == day


def test_every_choice_can_be_chosen_and_changes_the_picture(pages, lab):
    notebook = pages(DESKTOP)
    simulator = notebook.simulator(1)
    for select in simulator.root.locator(".dc-rest select").all():
        if not select.is_visible():
            continue
        options = select.locator("option").all_inner_texts()
        sources = set()
        for option in [*options, options[0]]:
            select.select_option(label=option)
            notebook.settle()
            sources.add(simulator.source)
        assert len(sources) >= len(options)
    simulator.root.locator(".dc-foot button").first.click()
    notebook.settle()


@WIDTHS
def test_sentence_table_and_engine_agree(pages, lab, viewport):
    code, _ = lab
    notebook = pages(viewport)
    simulator, t = notebook.simulator(0), language(code)
    simulator.open_folds()
    for day in (3, 30, 60, 92, 200):
        box = simulator.root.locator(".dc-lead input")
        box.fill(str(day))
        box.press("Enter")
        notebook.settle()
        clock, outcome = computed(code, day=day)
        money = t.money(outcome.cost_to_get_current)
        assert money in simulator.sentence
        row = simulator.root.locator("tr.dc-here").inner_text()
        assert row.split("\t")[0].strip() == str(day) and row.split("\t")[-1].strip() == money
        assert simulator.picture.get_attribute("alt") == " ".join(clock.sentence(outcome, t))


def test_a_number_out_of_range_is_answered_beside_its_control(pages, lab):
    notebook = pages(DESKTOP)
    simulator = notebook.simulator(0)
    box, source = simulator.root.locator(".dc-lead input"), simulator.source
    box.fill("999")
    box.press("Enter")
    notebook.settle()
    answered = simulator.root.locator(".dc-lead .dc-error", has_text="999")
    answered.wait_for()
    error = answered.inner_text()
    assert "999" in error and "360" in error
    assert box.input_value() == "999" and simulator.source == source
    box.fill("92")
    box.press("Enter")
    notebook.settle()
    assert simulator.root.locator(".dc-lead .dc-error").inner_text() == ""


def test_what_is_typed_and_cannot_be_taken_stays_while_other_controls_move(pages, lab):
    """Typed key by key into lesson 4's third panel, where several controls are open."""
    notebook = pages(DESKTOP)
    notebook.reveal()
    simulator = notebook.simulator(2)
    controls = simulator.root.locator(".dc-control:visible:has(.noUi-handle)")
    typed, moved = controls.nth(1), controls.nth(0)
    box, error, start = typed.locator("input"), typed.locator(".dc-error"), typed.locator("input").input_value()
    keys = notebook.page.keyboard
    for words in ("", "abc", "-", "９９９９９９９", "12%元"):
        box.click()
        keys.press("Control+a")
        keys.press("Delete")
        keys.insert_text(words)
        keys.press("Tab")
        notebook.settle()
        said = error.inner_text()
        assert box.input_value() == words and said
        for key in ("Home", "End"):
            moved.locator(".noUi-handle").press(key)
            notebook.settle()
            assert (box.input_value(), error.inner_text()) == (words, said)
    assert box.get_attribute("inputmode") == "decimal"
    simulator.root.locator(".dc-foot button").first.click()
    notebook.settle()
    assert (box.input_value(), error.inner_text()) == (start, "")
    whole = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in start)  # full-width digits
    box.fill(f" {whole} ")
    box.press("Enter")
    notebook.settle()
    assert (box.input_value(), error.inner_text()) == (start, "")


def test_the_live_region_stays_and_speaks(pages):
    notebook = pages(DESKTOP)
    simulator = notebook.simulator(0)
    region = simulator.root.locator(".dc-sentence")
    assert region.get_attribute("aria-live") == "polite"
    handle = region.element_handle()
    before = region.inner_text()
    simulator.root.locator(".dc-lead .noUi-handle").press("ArrowRight")
    notebook.settle()
    assert region.inner_text() != before and handle.evaluate("node => node.isConnected")


def test_sliders_are_named_as_their_boxes_are(pages):
    simulator = pages(DESKTOP).simulator(2)
    for control in simulator.root.locator(".dc-control:visible:has(.noUi-handle)").all():
        name = control.locator("label, .widget-label").first.inner_text().strip()
        assert name and control.locator(".noUi-handle").get_attribute("aria-label") == name


@WIDTHS
def test_nothing_runs_over_the_edge_of_the_page(pages, viewport):
    notebook = pages(viewport)
    notebook.reveal()
    for n in range(3):
        notebook.simulator(n).open_folds()
    over = notebook.page.evaluate(
        """() => [...document.querySelectorAll('.due-course')].flatMap(root => {
            const edge = root.getBoundingClientRect();
            const wide = root.scrollWidth > root.clientWidth + 1 ? [`panel ${root.scrollWidth}`] : [];
            return wide.concat([...root.querySelectorAll('*')].filter(node => {
                const box = node.getBoundingClientRect();
                return box.width > 0 && box.right > edge.right + 1 && !node.closest('.dc-scroll, .noUi-target');
            }).map(node => `${node.className} ${Math.round(node.getBoundingClientRect().right - edge.right)}`));
        })"""
    )
    assert over == []
    page = notebook.page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert page[0] <= page[1]


@WIDTHS
def test_axe_finds_nothing_serious_in_the_panels(pages, viewport):
    notebook = pages(viewport)
    result = Axe().run(notebook.page, context=".due-course")
    serious = [v for v in result.response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in serious] == []


def test_quiz_answers_and_shows_the_setting(pages, lab):
    notebook = pages(DESKTOP)
    quiz = notebook.page.locator(".dc-quiz").last
    item = quiz.locator(".dc-item").first
    item.locator("input[type=radio]").first.check()
    item.locator("button.dc-main").click()
    notebook.settle()
    assert item.locator(".dc-reply").is_visible()
    item.locator("button:not(.dc-main):visible").first.click()
    notebook.page.wait_for_timeout(1500)
    notebook.settle()
    assert item.locator("img.dc-picture, .dc-picture img").is_visible()


def test_the_language_switch_turns_the_whole_panel(pages, lab):
    code, _ = lab
    notebook = pages(DESKTOP)
    simulator = notebook.simulator(2)
    other = {"en": "zh", "zh": "en"}[code]
    simulator.root.locator(".dc-switches button").nth({"en": 0, "zh": 1}[other]).click()
    notebook.settle()
    assert simulator.root.locator(".dc-title").inner_text() == language(other)(LateCostClock.title)
    assert simulator.root.get_attribute("lang") == other
    simulator.root.locator(".dc-switches button").nth({"en": 0, "zh": 1}[code]).click()
    notebook.settle()


def test_settings_are_copied_to_the_clipboard(browser, lab):
    notebook = Notebook(browser, lab[1], LESSON.format(lab[0]), permissions=["clipboard-read", "clipboard-write"])
    notebook.run_all()
    simulator = notebook.simulator(0)
    simulator.guess("1")
    simulator.root.locator(".dc-copy").click()
    notebook.settle()
    copied = notebook.page.evaluate("navigator.clipboard.readText()")
    opens = f"LateCostClock('{lab[0]}', day=92, guessed=True)"
    assert copied == f"from widgets.late_cost_clock import LateCostClock; {opens}"
    notebook.close()


def test_no_key_takes_a_simulator_away(pages):
    notebook = pages(DESKTOP)
    look = "[document.querySelectorAll('.jp-Cell').length, document.querySelectorAll('.due-course').length]"
    before = notebook.page.evaluate(look)
    notebook.simulator(0).root.locator(".dc-title").click()
    for key in ("x", "d", "d", "m", "r", "1", "Shift+M"):
        notebook.page.keyboard.press(key)
    notebook.settle()
    assert notebook.page.evaluate(look) == before


def test_the_arrow_keys_choose_among_the_answers_of_a_quiz(pages):
    page = pages(DESKTOP).page
    answers = page.locator(".dc-quiz .widget-radio-box").first.locator("input")
    answers.first.click()
    page.keyboard.press("ArrowDown")
    assert answers.nth(1).is_checked() and not answers.first.is_checked()


def test_on_a_phone_there_is_a_way_back_from_a_rule(browser, lab):
    code, address = lab
    notebook = Notebook(browser, address, LESSON.format(code), viewport=PHONE)
    link = notebook.page.locator(".jp-RenderedMarkdown a", has_text={"en": "rule", "zh": "依据"}[code]).first
    link.scroll_into_view_if_needed()
    link.click()
    notebook.page.locator(".jp-FileEditor").wait_for()
    assert not notebook.page.locator(".jp-Notebook").is_visible()
    notebook.page.locator(".lm-MenuBar-item", has_text={"en": "Tabs", "zh": "标签页"}[code]).click()
    notebook.page.locator(".lm-Menu-item", has_text="04_the_day_after").first.click()
    notebook.page.locator(".jp-Notebook").wait_for()
    call = notebook.page.locator('.jp-RenderedMarkdown a[href="tel:12356"]')
    onward = notebook.page.locator('.jp-RenderedMarkdown a[href*="05_the_credit_record.ipynb"]').last
    assert call.inner_text() == "12356" and onward.inner_text() in onward.locator("xpath=..").inner_text()
    onward.scroll_into_view_if_needed()
    onward.click()
    notebook.page.locator(".jp-Notebook h1", has_text={"en": "record", "zh": "征信"}[code]).wait_for()
    notebook.close()


def test_chinese_is_drawn_in_the_picture_and_on_the_page(pages, lab):
    """No boxes: the title of the picture and the heading hold many different rows of ink, a box only a few."""
    if lab[0] != "zh":
        pytest.skip("Chinese pages only")
    simulator = pages(DESKTOP).simulator(0)
    for place, box in ((simulator.root.locator(".dc-title"), None), (simulator.picture, (40, 0, 240, 24))):
        image = Image.open(io.BytesIO(place.screenshot())).convert("L")
        ink = np.asarray(image.crop(box) if box else image) < 128
        rows = {row.tobytes() for row in ink[ink.any(axis=1)]}
        assert ink.sum() > 60 and len(rows) >= 9, len(rows)


@WIDTHS
def test_the_picture_is_sharp_and_fits_its_column(pages, viewport):
    simulator = pages(viewport).simulator(0)
    natural, shown, room = simulator.picture.evaluate(
        "node => [node.naturalWidth, node.getBoundingClientRect().width, node.closest('.dc-result').clientWidth]"
    )
    assert abs(natural - shown) <= 1 and shown <= room
    assert room - shown < 40 or shown == 640


def test_nothing_was_complained_of(pages):
    for viewport in (DESKTOP, PHONE):
        assert [c for c in pages(viewport).complaints if not re.search("net::ERR", c)] == []
