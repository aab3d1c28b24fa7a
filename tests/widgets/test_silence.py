"""The aha of lesson 6, in the simulator: calls reach a few of a long list, and the meters never pause."""

import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from tests.widgets.drive import answers, digest
from widgets.language import LANGUAGES
from widgets.quiz import Quiz
from widgets.silence import CollectionQueue
from widgets.silent_meters import LAST_DAY

PLACE = {"en": 0, "zh": 1}  # "0 of 100", "100 人中 0 人"
LESSONS = Path(__file__).parent.parent.parent / "lessons"


def at(**settings):
    return CollectionQueue("en", guessed=True, **settings).result


def rows_of(lesson, head):
    """The rows of the filled table of a lesson's text under this head: first cell -> the others."""
    folds = [part.split("</details>")[0] for part in lesson.split("<details>")[1:]]
    table = next(fold for fold in folds if head in fold)
    rows = [[c.strip() for c in line.strip("|\n ").split("|")] for line in table.split("\n") if line.startswith("|")]
    return {row[0]: row[1:] for row in rows[2:]}


def test_20_callers_cover_18_percent_of_20000_and_a_560_balance_hears_nothing_for_a_month():
    day_30 = at(day=30)
    assert (day_30.floor.capacity, day_30.floor.covered, day_30.floor.accounts) == (1_200, 3_600, 20_000)
    assert day_30.called == 0 and day_30.place.ahead > 3 * day_30.place.reached
    assert at(day=30, amount=8000).called == 100
    assert at(day=30, callers=100).called == 100 and at(day=30, callers=40).called == 0


def test_the_meters_are_the_same_whatever_the_phone_does():
    quiet = at(day=92)
    for settings in ({"callers": 200, "order": "random"}, {"number": "old"}, {"automated": 100}, {"accounts": 100}):
        other = at(day=92, **settings)
        assert (other.owed, other.charges, other.mark, other.whole) == (quiet.owed, quiet.charges, "4", quiet.whole)
    assert (quiet.owed, quiet.charges, quiet.whole, quiet.called) == (232_196, 8_032, 414_092, 0)
    assert (at(day=30).owed, at(day=30).charges, at(day=30).mark) == (57_335, 1_294, "1")


def test_no_meter_ever_falls_or_pauses_for_long():
    run = at(day=LAST_DAY).meters
    assert (np.diff(run.cost_to_get_current) >= 0).all() and (np.diff(run.level) >= 0).all()
    assert (np.diff(run.charges[4:]) > 0).all()  # after the days of grace, every single day


def test_the_first_call_comes_when_the_sum_has_grown_into_reach():
    assert at(day=152).silent == 100 and at(day=153).silent == 0
    assert (at(day=152).owed, at(day=153).owed, at(day=153).missed) == (300_260, 356_525, 6)


def test_the_list_gets_longer_and_the_phone_quieter_with_the_same_calls():
    short, long = at(day=30, accounts=5_000), at(day=30, accounts=20_000)
    assert short.floor.capacity == long.floor.capacity and short.called == 100 and long.called == 0
    assert (long.silence.called >= short.silence.called).all()


def test_an_old_number_swallows_every_message_and_a_working_one_none():
    assert (at(day=92, number="old").lost, at(day=92, number="old").written) == (7, 7)
    assert at(day=92, number="works").lost == 0
    assert at(day=92, number="old", callers=200, order="random").called == 0
    assert at(day=92, dead=40).dead_accounts == 8_000


@pytest.mark.parametrize(
    ("place", "day_20", "day_92"), [("cn", "1", "4"), ("us", "OK", "90"), ("gb", "1", "D")], ids=["cn", "us", "gb"]
)
def test_each_place_has_marks_of_its_own(place, day_20, day_92):
    assert (at(day=20, place=place).mark, at(day=92, place=place).mark) == (day_20, day_92)


def test_covered_meters_give_nothing_away():
    simulator = CollectionQueue("en", guessed=True, day=92, show="hidden")
    said = " ".join(simulator.sentence(simulator.result, simulator.t))
    table = simulator.table(simulator.result, simulator.t).html()
    working = " ".join(simulator.working(simulator.result, simulator.t))
    for figure in ("2,321.96", "4,140.92", "80.32"):
        assert figure not in said + table + working
    before = digest(simulator.panel)
    simulator.panel.views["show"].field.value = "shown"
    assert digest(simulator.panel) != before and "2,321.96" in simulator.panel.words.value


def test_the_day_redraws_only_what_moved_and_does_not_work_the_list_again(monkeypatch):
    simulator = CollectionQueue("en", guessed=True, day=20)
    panel = simulator.panel
    panel.views["day"].slider.value = 21.0
    monkeypatch.setattr("widgets.silence.work", None)
    for day in range(22, 60):
        panel.views["day"].slider.value = float(day)
    assert panel.error is None and simulator.result.day == 59


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_tables_of_the_text_are_what_the_simulator_says(code):
    text = (LESSONS / code / "06_nobody_calls.md").read_text("utf-8")
    meters = rows_of(text, {"en": "Can be called", "zh": "可被要求提前还清"}[code])
    assert list(meters) == ["30", "60", "92", "120"]
    for day, told in meters.items():
        o = at(day=int(day))
        cents = [f"{c / 100:,.2f}" for c in (o.owed, o.charges, o.whole)]
        assert told == [cents[0], cents[1], o.mark, cents[2]]
    called = list(rows_of(text, {"en": "Called within 30 days", "zh": "30 天内接到电话的"}[code]).values())
    tried = [{}, {"callers": 40}, {"callers": 100}, {"order": "days_late"}, {"order": "random"}, {"amount": 8000},
             {"automated": 100}]  # fmt: skip
    assert [int(re.findall(r"\d+", row[0])[PLACE[code]]) for row in called] == [at(day=30, **s).called for s in tried]
    wait, exact = at(day=30, order="days_late").silence.wait_after(30)
    assert exact and round(wait) == 8


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_questions_about_the_app_are_answered(code):
    assert answers(Quiz("06_nobody_calls", code, "app")) == []
    items = yaml.safe_load((LESSONS / "06_nobody_calls.yaml").read_text("utf-8"))["app"]
    assert all(sum(bool(a.get("right")) for a in item["answers"]) == 1 for item in items)


def test_every_topic_of_the_lesson_has_its_misconception_in_the_quiz():
    ids = {item["id"] for item in Quiz("06_nobody_calls", "en").data}
    assert {"they_forgot", "they_will_sue", "privacy_forbids", "bad_times"} <= ids


def test_what_a_page_rounds_to_its_steps_is_no_move_and_a_step_is_one():
    simulator = CollectionQueue("en", guessed=True, day=7)
    slider = simulator.panel.views["amount"].slider
    slider.value = 560.0  # a browser sends this for 560.41 as soon as it shows the slider
    assert str(simulator.values["amount"]) == "560.41" and simulator.result.owed == 56_343
    slider.value = 570.0
    assert simulator.values["amount"] == 570
    slider.value = 560.0
    assert simulator.values["amount"] == 560


def test_where_none_of_100_waits_any_more_nothing_is_said_of_those_who_wait():
    """A few of the thousand copies may wait still; of 100 they are none, and a sentence about them makes no sense."""
    simulator = CollectionQueue("en", guessed=True, day=60, order="random")
    words = " ".join(simulator.sentence(simulator.result, simulator.t))
    assert simulator.result.silence.wait_after(60) and simulator.result.silent == 0
    assert "Nearly all of them have been called" in words and "still waiting" not in words
