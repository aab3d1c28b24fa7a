"""What every simulator must do, asked of each of them through its own widgets."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from tests.widgets.drive import digest, ends, guess, png
from tests.widgets.simulators import all_simulators
from widgets.controls import Choice, Number, Refusal
from widgets.guess import UNITS
from widgets.language import LANGUAGES, language

SIMULATORS = all_simulators()
EACH = pytest.mark.parametrize("kind", SIMULATORS, ids=lambda k: k.__name__)
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def pixels(panel):
    return np.asarray(Image.open(io.BytesIO(png(panel))).convert("RGB"), dtype=int)


def test_there_are_simulators():
    assert SIMULATORS


@EACH
def test_every_control_goes_to_both_ends_in_both_languages(kind):
    assert ends(kind("en")) == []


@EACH
@BOTH
def test_the_picture_stays_covered_until_a_guess_is_locked_in(kind, code):
    simulator = kind(code)
    panel = simulator.panel
    assert simulator.covered
    assert panel.image.layout.display == "none" and panel.cover.layout.display is None
    assert not panel.image.value and not panel.words.value and not panel.assist.alt
    assert panel.folds["table"].button.disabled and panel.folds["working"].button.disabled
    for name in simulator.by_name:  # moving a control before the guess gives nothing away
        if isinstance(simulator.by_name[name], Number):
            panel.views[name].slider.value = panel.views[name].slider.max
    assert not panel.image.value and not panel.words.value
    guess(simulator)
    assert not simulator.covered
    assert panel.image.layout.display is None and panel.cover.layout.display == "none"
    assert panel.image.value and panel.words.value and panel.gap.value
    assert panel.lock.disabled and panel.guess_box.disabled


@EACH
def test_the_guess_is_held_against_the_answer_of_its_question(kind):
    ask = kind.ask
    answer = getattr(kind("en").outcome(kind("en").checked(ask.settings)), ask.figure)
    if ask.options:
        guesses = [(name, "That is right" if name == answer else "The answer") for name in ask.options]
    else:
        unit = UNITS[ask.unit]
        off = (
            (100, "less than you guessed"),
            (-min(answer, 100), "more than" if answer else "exactly"),
            (0, "exactly"),
        )
        guesses = [(unit.said(answer + by, kind("en").t), words) for by, words in off]
    for said, words in guesses:
        simulator = kind("en")
        guess(simulator, said)
        assert words in simulator.panel.gap.value and simulator.guess.answer == answer


@EACH
def test_a_guess_is_marked_in_the_picture(kind):
    with_guess, without = kind("en"), kind("en", guessed=True, **kind.ask.settings)
    guess(with_guess, None if kind.ask.options else "777")
    yours = np.array([0x00, 0x72, 0xB2])
    near = lambda panel: (np.abs(pixels(panel) - yours).sum(axis=2) < 60).sum()
    assert kind.ask.options or near(with_guess.panel) > near(without.panel) + 20


@EACH
@BOTH
@pytest.mark.parametrize("words", ["", "abc", "-5", "1e99", "12,3x", "nan"])
def test_a_guess_that_is_no_amount_is_answered_in_a_sentence_and_kept(kind, code, words):
    simulator = kind(code)
    if simulator.ask.options:
        pytest.skip("the guess is one of a few options")
    simulator.panel.guess_box.value = words
    simulator.panel.lock.click()
    assert simulator.covered and simulator.panel.guess_error.value
    assert simulator.panel.guess_box.value == words


@EACH
@BOTH
def test_a_number_out_of_range_is_named_beside_its_control_and_nothing_is_lost(kind, code):
    simulator = kind(code, guessed=True)
    panel = simulator.panel
    for control in simulator.controls:
        if not isinstance(control, Number):
            continue
        before, picture = dict(simulator.values), digest(panel)
        low, high = control.bounds(simulator.values)
        view = panel.views[control.name]
        for wrong in (str(int(high) + 1000), str(int(low) - 1000)):
            view.field.value = wrong
            error = re.sub("<.*?>", "", view.error.value)
            t = simulator.t
            assert t.number(low) in error and t.number(high) in error and t.number(int(wrong)) in error, error
            assert view.field.value == wrong  # what was typed stays
            assert simulator.values == before and digest(panel) == picture
        view.field.value = str(before[control.name])
        assert not view.error.value


@EACH
def test_sentence_alt_text_table_and_picture_change_together(kind):
    simulator = kind("en", guessed=True)
    panel = simulator.panel
    panel.folds["table"].button.value = True
    before = (panel.words.value, panel.assist.alt, panel.table_html.value, digest(panel))
    slider = panel.views[simulator.opened[0]].slider
    slider.value = slider.max
    after = (panel.words.value, panel.assist.alt, panel.table_html.value, digest(panel))
    assert all(a != b for a, b in zip(before, after))
    assert simulator.sentence(simulator.result, simulator.t)[0] in panel.assist.alt


@EACH
def test_slider_and_box_move_together(kind):
    simulator = kind("en", guessed=True)
    for control in simulator.controls:
        if isinstance(control, Number):
            view = simulator.panel.views[control.name]
            view.slider.value = view.slider.max
            assert float(view.field.value) == view.slider.max == float(simulator.values[control.name])
            view.field.value = f"{view.slider.min:f}"
            assert view.slider.value == view.slider.min == float(simulator.values[control.name])


@EACH
def test_every_control_has_a_name_and_a_sentence_in_both_languages(kind):
    for code in LANGUAGES:
        panel = kind(code, guessed=True).panel
        for control in kind.controls:
            view = panel.views[control.name]
            assert view.field.description.strip() and view.meaning.value.strip()
            if code == "zh" and isinstance(control, Choice):
                assert all(language("zh")(words) != words for words in control.options.values())


@EACH
def test_no_more_than_five_controls_are_open_at_first(kind):
    simulator = kind("en")
    assert sum(simulator.by_name[name].when(simulator.values) for name in simulator.opened) <= 5


@EACH
def test_reset_goes_back_and_keeps_the_guess(kind):
    simulator = kind("en")
    panel = simulator.panel
    guess(simulator)
    said, start = simulator.guess.said, panel.words.value
    slider = panel.views[simulator.opened[0]].slider
    slider.value = slider.max
    assert panel.words.value != start
    panel.back.click()
    assert simulator.values == simulator.start and simulator.guess.said == said


@EACH
def test_the_copied_line_opens_the_same_settings(kind):
    simulator = kind("en", guessed=True)
    for control in simulator.controls:
        if isinstance(control, Number):
            view = simulator.panel.views[control.name]
            view.slider.value = view.slider.max
    again = eval(simulator.settings_line(), {kind.__name__: kind})
    assert simulator.panel.assist.settings == simulator.line_to_run()
    assert again.values == simulator.values and not again.covered
    waiting = kind("en")
    assert eval(waiting.settings_line(), {kind.__name__: kind}).covered == waiting.covered
    fresh = {}
    imports, line = waiting.line_to_run().split("; ", 1)
    exec(imports, fresh)
    assert type(eval(line, fresh)) is kind


@EACH
def test_the_language_switch_changes_everything_on_the_spot(kind):
    panel = kind("en", guessed=True).panel
    english = (panel.heading.value, panel.words.value, digest(panel), panel.back.description)
    panel.switch.value = "zh"
    chinese = (panel.heading.value, panel.words.value, digest(panel), panel.back.description)
    assert all(a != b for a, b in zip(english, chinese))
    assert not re.search(r"[A-Za-z]{4,}", re.sub("<.*?>", "", panel.words.value))


@EACH
@BOTH
def test_a_narrow_page_gets_a_picture_of_its_own_width(kind, code):
    panel = kind(code, guessed=True).panel
    for width, scale in ((280, 2.0), (330, 3.0), (420, 1.0), (600, 1.0), (900, 1.5)):
        panel.assist.width, panel.assist.scale = width, scale
        assert panel.error is None
        wide = min(width, 640)
        assert pixels(panel).shape[1] == round(wide * scale)
        assert panel.image.layout.width == f"{wide}px"


@EACH
@BOTH
def test_the_file_shows_picture_and_words_without_a_kernel(kind, code):
    bundle = kind(code)._repr_mimebundle_()
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.width >= 500 and len(picture.getcolors(100_000)) > 10
    assert language(code)(kind.title) in bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


@EACH
@BOTH
def test_the_still_picture_does_not_give_the_answer_away(kind, code):
    simulator = kind(code)
    answer = getattr(simulator.outcome(simulator.checked(simulator.ask.settings)), simulator.ask.figure)
    assert simulator.ask.said(answer, language(code)) not in simulator.still()[1]


@EACH
def test_rule_cards_stand_in_the_fold_and_follow_date_and_language(kind):
    panel = kind("en", guessed=True).panel
    assert panel.folds["rules"].box.layout.display == (None if kind.rules else "none")
    if not kind.rules:
        return
    panel.folds["rules"].button.value = True
    assert panel.rules_html.value.count("dc-rule ") == len(kind.rules)
    before = panel.rules_html.value
    panel.switch.value = "zh"
    assert panel.rules_html.value != before


@EACH
def test_wrong_settings_are_refused_in_a_sentence(kind):
    with pytest.raises(Refusal, match="the nearest is"):
        kind("en", no_such_control=1)
    with pytest.raises(ValueError, match="choose one of them"):
        kind("fr")
    name = next(c.name for c in kind.controls if isinstance(c, Number))
    with pytest.raises(Refusal, match="outside the range"):
        kind("en", **{name: -1})
    with pytest.raises(ValueError, match="has tasks 1 to"):
        kind("en", task=99)


@EACH
def test_a_defect_in_a_picture_reaches_no_learner_as_a_traceback(kind, monkeypatch):
    simulator = kind("en", guessed=True)
    panel = simulator.panel
    picture = digest(panel)
    monkeypatch.setattr(kind, "picture", lambda *args: 1 / 0)
    slider = panel.views[simulator.opened[0]].slider
    slider.value = slider.max
    assert isinstance(panel.error, ZeroDivisionError)
    assert "Something went wrong" in panel.words.value and digest(panel) == picture
