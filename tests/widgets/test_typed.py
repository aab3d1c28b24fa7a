"""What is typed into a number box: read as people write, or answered beside the box and kept."""

from decimal import Decimal

import pytest

from tests.widgets.drive import guess
from tests.widgets.simulators import all_simulators
from widgets import typed
from widgets.controls import MONEY_UNIT, YEAR_RATE_UNIT, Number
from widgets.language import LANGUAGES
from widgets.roll_over import RollOverCounter
from widgets.true_cost import TrueCost

BOTH = pytest.mark.parametrize("code", LANGUAGES)
WRONG = ("", "  ", "many", "-", "99999999", "-99999999", "1,5", "1e", "9" * 60, "1e999999", "<b>5</b>")


def said(view):
    return view.error.value


@pytest.mark.parametrize(
    "text, unit, value",
    [
        ("１２３", "", "123"), ("1,200", "", "1200"), ("1，200.50", "", "1200.5"), (" 1 200 ", "", "1200"),
        ("1。5", "", "1.5"), ("−3", "", "-3"), ("－3", "", "-3"), ("+5", "", "5"), ("1200元", MONEY_UNIT, "1200"),
        ("¥1,200", MONEY_UNIT, "1200"), ("￥1200", MONEY_UNIT, "1200"), ("1200 yuan", MONEY_UNIT, "1200"),
        ("18％", YEAR_RATE_UNIT, "18"), ("18% a year", YEAR_RATE_UNIT, "18"), ("18%/年", YEAR_RATE_UNIT, "18"),
        ("1 day", "days", "1"), ("30天", "days", "30"), ("9个月", "months", "9"), (0.1, "", "0.1"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, unit, value):
    assert typed.number(text, typed.around(unit)) == Decimal(value)


@pytest.mark.parametrize(
    "text, unit", [("1,5", ""), ("1,20", ""), ("12,3400", ""), ("18%", MONEY_UNIT), ("5元", "days"), ("nan", ""),
                   ("infinity", ""), ("1e999999", ""), ("", ""), ("-", ""), ("1.2万", MONEY_UNIT), ("3-5", "")],
)  # fmt: skip
def test_what_is_no_number_or_may_mean_two_is_refused(text, unit):
    with pytest.raises(ValueError):
        typed.number(text, typed.around(unit))


@BOTH
@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_taken_stays_with_its_sentence_while_another_control_moves(code, wrong):
    simulator = TrueCost(code, guessed=True)
    panel, t = simulator.panel, simulator.t
    view, other = panel.views["months"], panel.views["flat"]
    view.field.value = wrong
    sentence = said(view)
    assert t.number(1) in sentence and t.number(60) in sentence and len(sentence) < 130
    for stop in (other.slider.max, other.slider.min):
        other.slider.value = stop
        assert simulator.values["flat"] == Decimal(str(stop))
        assert (view.field.value, said(view), view.slider.value) == (wrong, sentence, 9)
    panel.views["style"].field.value = "year"
    panel.switch.value = {"en": "zh", "zh": "en"}[code]
    assert view.field.value == wrong and said(view) and said(view) != sentence
    panel.switch.value = code
    assert (view.field.value, said(view)) == (wrong, sentence) and simulator.values["months"] == 9
    view.slider.value = 12.0  # its own slider takes it away
    assert (view.field.value, said(view), simulator.values["months"]) == ("12", "", 12)
    view.field.value = wrong
    panel.back.click()
    assert (view.field.value, said(view)) == ("9", "")


@pytest.mark.parametrize("kind", all_simulators(), ids=lambda k: k.__name__)
def test_no_box_of_any_panel_loses_what_was_typed(kind):
    simulator = kind("en", guessed=True)
    panel = simulator.panel
    boxes = {c.name: panel.views[c.name] for c in simulator.controls if isinstance(c, Number)}
    for wrong in ("", "many"):
        for view in boxes.values():
            view.field.value = wrong
        for name, view in boxes.items():
            assert view.field.value == wrong and said(view), name
            before = simulator.values[name]
            view.slider.value = view.slider.max if before != view.slider.max else view.slider.min
            assert view.field.value == str(simulator.values[name]) and not said(view), name
            view.field.value = wrong
        panel.back.click()
        assert all(view.field.value == str(simulator.values[name]) and not said(view) for name, view in boxes.items())
    assert panel.error is None


def test_what_did_not_fit_is_taken_when_another_control_makes_room_for_it():
    simulator = TrueCost("en", guessed=True, style="payment")
    panel = simulator.panel
    view = panel.views["payment"]
    view.field.value = "6000"
    assert "outside the range" in said(view)
    first = said(view)
    panel.set("arrived", 12_000)
    assert view.field.value == "6000" and "outside the range" in said(view) and said(view) != first  # its range moved
    panel.set("arrived", 30_000)
    assert (view.field.value, simulator.values["payment"], said(view)) == ("6000", 6000, "")


def test_a_box_that_is_hidden_keeps_what_was_typed():
    simulator = TrueCost("en", guessed=True, style="payment")
    panel = simulator.panel
    view = panel.views["payment"]
    view.field.value = "9000"
    before = simulator.values["payment"]
    panel.set("style", "flat")
    panel.set("style", "payment")
    assert view.field.value == "9000" and said(view) and simulator.values["payment"] == before


def test_a_guess_sets_every_box_to_where_the_question_stands():
    simulator = RollOverCounter("en")
    view = simulator.panel.views["times"]
    view.field.value = "many"
    assert said(view)
    guess(simulator)
    assert view.field.value == str(simulator.values["times"]) and not said(view)


def test_only_a_box_that_may_hold_a_minus_brings_up_the_whole_keyboard():
    for kind in all_simulators():
        simulator = kind("en", guessed=True)
        for control in simulator.controls:
            if isinstance(control, Number):
                pad = "dc-number" in simulator.panel.views[control.name].field._dom_classes
                assert pad == (control.bounds(simulator.values)[0] >= 0), (kind.__name__, control.name)
