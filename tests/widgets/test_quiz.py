"""Each quiz item has one right answer; each wrong one has a reason, and a setting that shows it."""

from pathlib import Path

import pytest
import yaml

from tests.widgets.drive import answers
from widgets.language import LANGUAGES
from widgets.quiz import Quiz, simulator_class

LESSONS = sorted(p for p in (Path(__file__).parent.parent.parent / "lessons").glob("[0-9]*.yaml"))
PARTS = [
    (p.stem, part)
    for p in LESSONS
    for part in ("recall", "card", "quiz")
    if part in yaml.safe_load(p.read_text("utf-8"))
]
EACH = pytest.mark.parametrize("lesson, part", PARTS)
BOTH = pytest.mark.parametrize("code", LANGUAGES)


@EACH
@BOTH
def test_every_answer_is_answered_and_every_setting_opens(lesson, part, code):
    assert answers(Quiz(lesson, code, part)) == []


@EACH
def test_one_answer_is_right_and_ids_differ(lesson, part):
    items = Quiz(lesson, "en", part).data
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert [bool(a.get("right")) for a in item["answers"]].count(True) == 1, item["id"]
        assert all(a["reason"] for a in item["answers"])


@pytest.mark.parametrize("lesson", [p.stem for p in LESSONS])
def test_every_wrong_quiz_answer_has_a_setting_that_refutes_it(lesson):
    for item in Quiz(lesson, "en").data:
        for answer in item["answers"]:
            assert answer.get("right") or "show" in answer, (item["id"], answer["text"]["en"])


@BOTH
def test_right_and_wrong_are_told_apart_and_no_choice_is_answered_too(code):
    item = Quiz("04_the_day_after", code).items[0]
    item.check.click()
    assert "dc-wrong" in item.reply.value and item.show.layout.display == "none"
    right = next(n for n, a in enumerate(item.data["answers"]) if a.get("right"))
    item.choice.value = right
    item.check.click()
    assert "dc-right" in item.reply.value
    item.choice.value = (right + 1) % len(item.data["answers"])
    item.check.click()
    assert "dc-wrong" in item.reply.value
    item.show.click()
    assert item.stage.children


def test_another_choice_puts_away_the_reason_and_the_button_of_the_one_before():
    item = next(i for i in Quiz("04_the_day_after", "en", "card").items if i.data["id"] == "on_top")
    shown = next(n for n, a in enumerate(item.data["answers"]) if "show" in a)
    bare = next(n for n, a in enumerate(item.data["answers"]) if "show" not in a)
    item.choice.value = shown
    item.check.click()
    assert item.reply.value and item.show.layout.display is None
    item.choice.value = bare
    assert not item.reply.value and item.show.layout.display == "none"


def test_figures_in_reasons_are_the_simulators_own():
    item = Quiz("04_the_day_after", "en").items[0]
    item.choice.value = 0
    item.check.click()
    shown = simulator_class("late_cost_clock")("en", guessed=True, **item.data["answers"][0]["show"])
    assert shown.facts(shown.result, shown.t)["charges"] in item.reply.value


def test_the_payment_that_stops_the_penalty_really_stops_it():
    item = next(i for i in Quiz("04_the_day_after", "en").data if i["id"] == "paying_something")
    right = next(a for a in item["answers"] if a.get("right"))
    shown = simulator_class("late_cost_clock")(
        "en", guessed=True, **{**right["show"], "day": right["show"]["payment_day"]}
    )
    assert shown.result.cost_to_get_current == 0 and shown.result.credit == 0


def test_a_reader_without_a_kernel_gets_the_questions():
    words = Quiz("04_the_day_after", "zh")._repr_mimebundle_()["text/plain"]
    assert "宽限期" in words and "○" in words


def test_a_question_may_name_another_simulator_that_shows_it():
    quiz = Quiz("12_help_that_helps", "en")
    posting = next(item for item in quiz.items if item.data["id"] == "posting_is_fair")
    assert posting.simulator is simulator_class("complaint_builder")
    posting.choice.value = 0
    posting.check.click()
    posting.show.click()
    assert posting.stage.children and "same wrong" in posting.reply.value
    assert quiz.items[0].simulator is simulator_class("fixer_cost")
