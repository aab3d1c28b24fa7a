"""Words in a picture keep off each other and stay inside it."""

import pytest

from tests.widgets.drive import astray, guess
from widgets.late_cost_clock import LateCostClock
from widgets.roll_over import RollOverCounter
from widgets.stage import Stage


def stage():
    one = Stage(400, 300)
    one.begin()
    one.panel("main", 50, 50, 300, 200, (0, 100), (0, 100), ([], []), ([], []))
    return one


def test_the_first_place_that_is_free_is_taken():
    one = stage()
    places = [(50, 50, "left"), (50, 20, "left"), (50, 80, "left")]
    assert one.free("main", places, "here") == places[0]
    one.text("there", "main", 45, 52, "something stands here")
    assert one.free("main", places, "here") == places[1]
    one.begin()  # the next drawing: what it does not draw is in nobody's way
    assert one.free("main", places, "here") == places[0]


def test_a_place_in_the_picture_goes_before_one_that_leaves_it():
    one = stage()
    assert one.free("main", [(99, 50, "left"), (99, 50, "right")], "many words in a row") == (99, 50, "right")
    assert one.free("main", [(50, 160, "center"), (50, -10, "center")], "words") == (50, -10, "center")


@pytest.mark.parametrize("said", ["1", "3000", "100000"])
@pytest.mark.parametrize("width", [330, 640])
def test_no_words_lie_on_others_at_any_turn_of_the_roll_over_counter(width, said):
    one = RollOverCounter("en")
    one.panel.assist.width = width
    guess(one, said)
    for times in range(25):
        assert one.panel.set("times", times) and one.panel.error is None and astray(one.panel) == [], times


@pytest.mark.parametrize("said", ["1", "20000", "100000"])
def test_the_guess_keeps_off_the_words_of_the_late_cost_clock(said):
    for code, width in (("en", 330), ("zh", 640)):
        one = LateCostClock(code)
        one.panel.assist.width = width
        guess(one, said)
        for day in (0, 3, 45, 92, 150, 180, 360):
            assert one.panel.set("day", day) and one.panel.error is None and astray(one.panel) == [], (code, day)
