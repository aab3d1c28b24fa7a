"""Branching scenes: every branch ends, nothing is out of reach, both languages have every line; and they play."""

import copy

import pytest

from widgets import story
from widgets.language import LANGUAGES
from widgets.lesson_data import read as lesson_data
from widgets.quiz import simulator_class
from widgets.scene import Scene

NAMES = story.names()
EACH = pytest.mark.parametrize("name", NAMES)
BOTH = pytest.mark.parametrize("code", LANGUAGES)
SMALL = {
    "lesson": "07_where_the_line_is",
    "title": {"en": "A bell", "zh": "铃"},
    "start": "a",
    "state": {"calm": {"label": {"en": "Calm", "zh": "平静"}, "start": 1, "low": 0, "high": 2}},
    "places": {
        "a": {
            "scene": {"en": "It rings, calm {calm}.", "zh": "铃响了，平静 {calm}。"},
            "choices": [
                {"to": "a", "text": {"en": "Wait", "zh": "等"}, "effects": {"calm": 1}},
                {"to": "b", "text": {"en": "Go", "zh": "去"}, "when": {"calm": {"min": 2}}},
                {"to": "b", "text": {"en": "Run", "zh": "跑"}, "set": {"calm": 0}},
            ],
        },
        "b": {"end": "good", "title": {"en": "Done", "zh": "好了"}},
    },
}


def small(change=None, consequences=None):
    data = copy.deepcopy(SMALL)
    if change:
        change(data["places"], data)
    return story.Story("small", data, consequences)


@EACH
def test_every_branch_ends_nothing_is_out_of_reach_and_both_languages_have_every_line(name):
    assert story.problems(story.read(name)) == []


def test_a_whole_story_has_no_problem():
    assert story.problems(small()) == []


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda p, d: p["b"].pop("end"), "either choices or an end"),
        (lambda p, d: p["a"]["choices"].clear() or p["a"]["choices"].append({**SMALL["places"]["a"]["choices"][0]}),
         "never ends"),
        (lambda p, d: p.update(c={"end": "good", "title": {"en": "x", "zh": "x"}}), "c: cannot be reached"),
        (lambda p, d: p["a"]["choices"][1]["when"]["calm"].update(min=3), "choice 2 can never be taken"),
        (lambda p, d: p["a"]["choices"][0].update(to="nowhere"), "there is no place nowhere"),
        (lambda p, d: p["a"]["scene"].update(zh=""), "no text in zh"),
        (lambda p, d: p["b"]["title"].update(zh=1), "no text in zh"),
        (lambda p, d: p["a"]["scene"].update(zh="铃响了。"), "the figures in braces differ"),
        (lambda p, d: p["a"]["scene"].update(zh="{joy}", en="{joy}"), "there is no measure joy"),
        (lambda p, d: p["a"]["choices"][0].update(effects={"joy": 1}), "there is no measure joy"),
        (lambda p, d: p["a"].update(rules=["no_such_rule"]), "there is no rule no_such_rule"),
        (lambda p, d: p["a"]["choices"][0].update(run="magic"), "there is no consequence magic"),
        (lambda p, d: p["b"].update(end="grand"), "an end is one of"),
        (lambda p, d: d["state"]["calm"].update(start=9), "its start lies outside"),
        (lambda p, d: p["a"].update(colour=1), "nobody reads colour"),
        (lambda p, d: p["b"].update(show={"day": {"measure": "joy"}}), "there is no measure joy"),
    ],
)  # fmt: skip
def test_each_kind_of_broken_story_is_found(change, words):
    assert any(words in problem for problem in story.problems(small(change))), story.problems(small(change))


def test_measures_stay_between_their_ends_and_decide_what_may_be_chosen():
    one = small()
    here = one.open()
    assert len(one.choices(here)) == 2
    for _ in range(3):
        here = one.take(here, one.choices(here)[0])
    assert here["calm"] == 2 and len(one.choices(here)) == 3
    assert one.take(here, one.choices(here)[-1])["calm"] == 0


def test_a_consequence_is_computed_and_not_scripted():
    def change(places, _):
        places["a"]["choices"][2].update(run="double")

    one = small(change, {"double": lambda state: {"calm": state["calm"] * 2}})
    assert story.problems(one) == []
    here = one.take(one.open(), one.choices(one.open())[0])
    run = {"to": "b", "text": {"en": "Run", "zh": "跑"}, "run": "double"}
    assert one.take(one.open(), run)["calm"] == 2 and one.take(here, run)["calm"] == 2


@EACH
@BOTH
def test_every_position_can_be_shown_and_every_choice_pressed(name, code):
    scene, seen = Scene(name, code), set()

    def play():
        if scene.here in seen:
            return
        seen.add(scene.here)
        assert scene.body.value and "{" not in scene.body.value + scene.meters.value
        shown = [b for b in scene.buttons if b.layout.display is None]
        assert len(shown) == len(scene.story.choices(scene.here)) <= 5
        assert all(b.description for b in shown)
        for button in shown:
            button.click()
            play()
            scene.back.click()

    play()
    assert len(scene.seen) == len(scene.story.ends)


def positions(one):
    """Every position of a story that can be reached."""
    found, waiting = {one.open()}, [one.open()]
    while waiting:
        here = waiting.pop()
        ahead = {one.take(here, choice) for choice in one.choices(here)} - found
        found |= ahead
        waiting += ahead
    return found


@EACH
def test_every_setting_that_a_scene_shows_opens_in_the_lesson_s_simulator(name):
    one = story.read(name)
    kind = simulator_class(lesson_data(one.data["lesson"])["simulator"])
    shown = {tuple(one.shown(p).items()) for p in positions(one) if "show" in one.places[p.place]}
    assert shown
    for settings in shown:
        kind("en", guessed=True, **dict(settings))


def test_the_plan_that_was_agreed_is_the_plan_that_the_button_opens():
    one = story.read("rehearsal")
    kind = simulator_class(lesson_data(one.data["lesson"])["simulator"])
    ends = [p for p in positions(one) if p.place in ("end_good", "end_tight", "end_spoken")]
    assert {p.place for p in ends} == {"end_good", "end_tight", "end_spoken"} and len({p["monthly"] for p in ends}) > 3
    for here in {(p.place, p["day"], p["monthly"]): p for p in ends}.values():
        opened = kind("en", guessed=True, **one.shown(here)).result
        assert (opened.plan.offer.instalment, opened.day) == (here["monthly"], here["day"])
        if here.place != "end_spoken":  # there the charges come back, which the plan as agreed had let go
            assert opened.kept == here["kept"]


def test_back_again_and_the_language_switch():
    scene = Scene("doorstep", "en")
    assert scene.back.disabled
    start = scene.body.value
    scene.buttons[0].click()
    scene.buttons[0].click()
    two = scene.body.value
    scene.buttons[0].click()
    scene.back.click()
    assert scene.body.value == two
    scene.switch.value = "zh"
    assert "工作证" in scene.body.value and scene.here.place == "shown"
    scene.switch.value = "en"
    scene.again.click()
    assert scene.body.value == start and scene.back.disabled


def test_an_end_shows_its_setting_in_the_simulator():
    scene = Scene("doorstep", "en")
    for n in (2, 0):
        scene.buttons[n].click()
    assert scene.here.place == "end_card" and "A good end" in scene.body.value
    scene.show.click()
    assert scene.stage.children
    scene.back.click()
    assert not scene.stage.children


@BOTH
def test_a_help_line_is_named_with_its_number_and_no_force(code):
    one = story.read("identity_check")
    scene = Scene("identity_check", code)
    scene.path.append(next(p for p in positions(one) if p.place == "end_paid"))
    scene.say()
    assert "110" in scene.body.value and "96110" in scene.body.value
    assert scene.t("practice: the contract decides") not in scene.body.value


@BOTH
def test_a_reader_without_a_kernel_gets_the_beginning(code):
    bundle = Scene("doorstep", code)._repr_mimebundle_()
    assert {"en": "Leave the door shut", "zh": "不开门"}[code] in bundle["text/html"]
    assert {"en": "Leave the door shut", "zh": "不开门"}[code] in bundle["text/plain"]


def test_a_scene_that_there_is_not_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match='There is no scene "window"'):
        Scene("window", "en")
