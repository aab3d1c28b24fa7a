"""Controls that no number is: a date, a pasted text, and widgets of a simulator's own."""

from datetime import date

import ipywidgets as w
import pytest

from tests.widgets.drive import ends
from widgets.controls import Day, Refusal, Text
from widgets.roll_over import RollOverCounter


def read_days(text, t):
    """Whole days, one a line."""
    for n, line in enumerate(text.split(), 1):
        if not line.isdigit():
            raise ValueError(f"Line {n}, “{line}”: write a whole number of days.")


class WithMore(RollOverCounter):
    controls = (
        *RollOverCounter.controls,
        Day("drawn", "Drawn on", "The day of pay-out.", date(2026, 3, 5), date(2026, 1, 1), date(2026, 12, 31)),
        Text("list", "Days", "One a line.", "30", read_days),
    )
    first = ("times", "drawn", "list")

    def own(self, panel):
        self.button = w.Button()
        self.button.on_click(lambda _: panel.set("times", self.values["times"] + 1))
        return [self.button]

    def show_own(self, outcome, t):
        self.button.description = t.number(outcome.times)


def test_every_kind_of_control_goes_to_its_ends():
    assert ends(WithMore("en")) == []


def test_a_date_is_taken_from_its_widget_and_refused_outside_its_range():
    simulator = WithMore("zh", guessed=True, drawn="2026-04-01")
    view = simulator.panel.views["drawn"]
    assert view.field.value == date(2026, 4, 1)
    view.field.value = date(2026, 12, 31)
    assert simulator.values["drawn"] == date(2026, 12, 31)
    for wrong in (date(2027, 1, 1), None):
        view.field.value = wrong
        simulator.panel.set("times", 6 if wrong else 7)  # another control takes nothing away
        assert view.field.value == wrong and "2026年12月31日" in view.error.value
        assert simulator.values["drawn"] == date(2026, 12, 31)
    view.field.value = date(2026, 5, 1)
    assert not view.error.value and simulator.values["drawn"] == date(2026, 5, 1)
    with pytest.raises(Refusal, match="is not a date"):
        WithMore("en", drawn="soon")


def test_a_text_that_cannot_be_read_is_answered_beside_it_and_kept():
    simulator = WithMore("en", guessed=True)
    view = simulator.panel.views["list"]
    view.field.value = "30\n6O"
    simulator.panel.set("times", 6)
    assert "Line 2" in view.error.value and view.field.value == "30\n6O" and simulator.values["list"] == "30"
    view.field.value = "30\n60"
    assert not view.error.value and simulator.values["list"] == "30\n60"


def test_the_copied_line_holds_dates_and_texts():
    simulator = WithMore("en", guessed=True, drawn=date(2026, 5, 1), list="1\n2")
    assert eval(simulator.settings_line(), {"WithMore": WithMore}).values == simulator.values


def test_own_widgets_stand_under_the_picture_and_move_controls():
    simulator = WithMore("en", guessed=True)
    panel = simulator.panel
    assert panel.own.children == (simulator.button,) and panel.own.layout.display is None
    simulator.button.click()
    assert simulator.values["times"] == 5 and simulator.button.description == "5"
    assert RollOverCounter("en", guessed=True).panel.own.layout.display == "none"


def test_a_slider_that_stands_near_enough_is_not_moved_back():
    """A browser says 141.00000000000003 for 141. An answer of 141 would arrive in the middle of a drag and undo it."""
    simulator = RollOverCounter("en", guessed=True)
    slider = simulator.panel.views["times"].slider
    sent = []
    slider.comm.send = lambda data, **_: sent.append(data)
    slider.set_state({"value": 7.000000000000001})
    assert simulator.values["times"] == 7 and slider.value == 7.000000000000001
    assert not [message for message in sent if "value" in message.get("state", {})]
    simulator.panel.back.click()  # what the kernel itself sets is sent
    assert slider.value == 4 and [message for message in sent if "value" in message.get("state", {})]


def test_a_unit_that_the_label_says_is_not_said_again():
    simulator = RollOverCounter("en", guessed=True)
    names = {name: view.name(simulator.t) for name, view in simulator.panel.views.items()}
    assert (names["days"], names["principal"], names["times"]) == ("Days between", "Borrowed (yuan)", "Roll-overs")
