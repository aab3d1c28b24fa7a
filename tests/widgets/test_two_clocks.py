"""The aha of lesson 11: a small payment starts the time anew; what is too late to sue for is still owed."""

import pytest

from credit.decisions.court_road import EVENTS
from tests.widgets.drive import astray, digest, guess
from widgets import told_events
from widgets.language import LANGUAGES, language
from widgets.lesson_data import read as lesson_data
from widgets.two_clocks import TwoClocks

BOTH = pytest.mark.parametrize("code", LANGUAGES)
ROAD = "demand 30, suit 100, judgment 250, enforcement 300"


def at(**settings):
    return TwoClocks("en", guessed=True, **settings).result


def facts(**settings):
    simulator = TwoClocks("en", guessed=True, **settings)
    return simulator.facts(simulator.result, simulator.t)


@pytest.mark.parametrize(
    "events, end",
    [
        ("", "5 March 2030"),
        ("part_payment 400", "8 April 2031"),
        ("part_payment 1090", "27 February 2033"),
        ("part_payment 1096", "5 March 2033"),
        ("part_payment 1097", "5 March 2030"),
    ],
)
def test_a_small_payment_before_the_end_starts_the_whole_time_anew(events, end):
    assert facts(day=1200, events=events)["end"] == end


def test_the_first_question_has_the_answer_that_the_curriculum_means():
    asked = TwoClocks("en", task=1)
    assert asked.result.end_day == 1090 + 1096


def test_an_old_debt_is_still_owed_and_the_record_waits_for_the_money():
    old = at(day=1200, events="")
    assert (old.still_owed, old.record_end, old.running, old.road["over"]) == (414_092, None, "to sue", True)
    paid = facts(day=1200, events="payment 1200")
    assert (paid["still_owed"], paid["record"], paid["record_left"]) == ("¥0.00", "17 June 2035", "1,826")


def test_in_court_the_end_of_the_time_counts_only_for_who_says_so():
    late = {"day": 1400, "events": "suit 1150, judgment 1300"}
    assert at(**late).running == "refused" and at(**late, raised="no").running == "to enforce"


def test_without_means_the_court_may_limit_spending_and_with_a_ground_there_is_the_list():
    steps = [at(day=360, events=ROAD, ground=ground).road["may_follow"] for ground in ("none", "evades")]
    assert steps == ["limits", "list"]
    assert [at(day=360, events=ROAD, ground=g).follows for g in ("none", "able_but_refuses")] == [5, 6]


def test_being_late_with_a_judgment_costs_what_the_lesson_says():
    assert facts(day=360, events=ROAD)["extra"] == "¥72.47" and facts(day=625, events=ROAD)["extra"] == "¥264.50"
    assert facts(day=360, events=ROAD)["rate"] == "0.0175%"
    assert (facts()["fee"], facts()["fee_simple"]) == ("¥50.00", "¥25.00")


def test_while_the_days_of_a_judgment_run_nothing_is_late_yet():
    for day, said in ((255, "to be paid by 20 November 2027"), (260, "to be paid by"), (261, "being late adds ¥0.72")):
        simulator = TwoClocks("en", guessed=True, day=day, events="suit 100, judgment 250")
        assert said in simulator.sentence(simulator.result, simulator.t)[0]


def test_the_third_question_offers_its_own_answer_and_one_that_stands_on_no_stairs():
    asked = TwoClocks("en", task=3)
    options = lesson_data("11_court_and_fake_court")["tasks"][2]["options"]
    assert asked.result.follows in options and max(options) >= len(asked.result.road["steps"])
    asked.panel.guess_box.value = max(options)
    asked.panel.lock.click()
    assert "prison" in asked.panel.gap.value and asked.panel.error is None


@BOTH
@pytest.mark.parametrize("place", ["cn", "us", "gb", "gb_scotland", "hk"])
def test_every_place_and_every_event_has_its_words_and_its_picture(place, code):
    events = ", ".join(f"{kind} {100 + 150 * n}" for n, kind in enumerate(EVENTS))
    simulator = TwoClocks(code, guessed=True, place=place, events=events)
    for day in (0, 120, 300, 500, 650, 800, 950, 1100, 4000):
        assert simulator.panel.set("day", day) and simulator.panel.error is None
        assert "{" not in simulator.panel.words.value
    for ground in simulator.by_name["ground"].options:
        assert simulator.panel.set("ground", ground) and simulator.panel.error is None


def test_the_states_differ_until_the_years_of_one_are_set():
    open_ = TwoClocks("en", guessed=True, place="us", day=900)
    assert "it depends on the state" in open_.sentence(open_.result, open_.t)[0]
    own = at(place="us", day=1200, term="own", years=6, restarts="yes")
    assert own.road["earliest"] == own.latest and own.latest.isoformat() == "2036-02-27"


# The line of events -------------------------------------------------------------------------------------------------


@BOTH
def test_events_are_read_in_both_languages_and_written_alike(code):
    t = language(code)
    text = "，".join(f"{t(name)} {n * 10}" for n, name in enumerate(told_events.NAMES.values()))
    days = told_events.read(text, t)
    assert list(days) == list(EVENTS) and told_events.read(told_events.written(days), t) == days


@pytest.mark.parametrize("text", ["shouting 3", "demand", "demand 3001", "400 demand"])
def test_what_cannot_be_read_is_answered_and_nothing_is_lost(text):
    simulator = TwoClocks("zh", guessed=True)
    before = digest(simulator.panel)
    simulator.panel.views["events"].field.value = text
    assert "催告 400" in simulator.panel.views["events"].error.value
    assert simulator.values["events"] == "part_payment 1090" and digest(simulator.panel) == before


@BOTH
def test_the_line_moves_adds_and_takes_away_events(code):
    simulator = TwoClocks(code, guessed=True)
    panel, line = simulator.panel, simulator.line
    assert [e["key"] for e in line.events if e["day"] is not None] == ["part_payment"]
    before = digest(panel)
    line.move("part_payment", 400)
    assert simulator.values["events"] == "part_payment 400" and digest(panel) != before
    assert panel.views["events"].field.value == "part_payment 400"
    line.move("suit", 500)
    assert simulator.result.running == "proceedings"
    line._handle_custom_msg({"key": "suit", "day": None}, [])  # as the page sends it
    line.move("part_payment", None)
    assert simulator.values["events"] == "" and all(e["day"] is None for e in line.events)
    line.move("payment", 10**9)
    assert simulator.values["events"] == f"payment {told_events.LAST}"
    line.move("shouting", 4)
    assert simulator.values["events"] == f"payment {told_events.LAST}" and panel.error is None


def test_the_line_says_each_event_in_words_and_what_is_still_to_come():
    simulator = TwoClocks("en", guessed=True, day=500, events="demand 400, part_payment 1090")
    assert simulator.panel.error is None
    said = {e["key"]: e["said"] for e in simulator.line.events if e["day"] is not None}
    assert said["demand"] == "day 400, 8 April 2028: the time begins anew"
    assert said["part_payment"].startswith("day 1,090, 27 February 2030: to come")


def test_the_line_has_the_ends_of_the_picture_s_axis_and_moving_an_event_moves_no_axis():
    simulator = TwoClocks("en", guessed=True, day=4000)
    panel, line = simulator.panel, simulator.line
    low, high = panel.stage.panels["bars"].get_xlim() if panel.stage else (None, None)
    assert (line.low, line.high) == (low, high)
    full = panel.stage.full_drawings
    for day in range(0, 3000, 500):
        line.move("part_payment", day)
    assert (line.low, line.high) == (low, high) and panel.stage.full_drawings == full


@BOTH
@pytest.mark.parametrize("width", [330, 600])
def test_no_words_leave_the_picture_or_lie_on_others(code, width):
    panel = TwoClocks(code).panel
    panel.assist.width = width
    guess(panel.simulator, "5")
    for events in ("", "part_payment 1090", "demand 30, acknowledgement 60, suit 100, judgment 250, payment 400"):
        assert panel.set("events", events)
        for day in (0, 1100, 2800, 4000):
            assert panel.set("day", day) and astray(panel) == [], (events, day)


def test_a_payment_after_the_end_is_called_what_it_is_in_both_languages():
    events = "part_payment 1150, suit 1200, judgment 1300"
    for code, words in (("en", "courts differ"), ("zh", "判法不一")):
        for day, more in (
            (1180, {"events": "part_payment 1150"}),
            (1250, {"events": events}),
            (1310, {"events": events}),
        ):
            panel = TwoClocks(code, guessed=True, day=day, **more).panel
            assert words in panel.words.value and panel.error is None and astray(panel) == [], (code, day)


def test_a_part_payment_is_less_than_all():
    panel = TwoClocks("en", guessed=True).panel
    assert panel.views["part"].stops()[-1] == 4139.92
    panel.views["part"].field.value = "4140.92"
    assert "outside the range" in panel.views["part"].error.value


def test_a_picture_after_many_moves_is_the_picture_drawn_afresh():
    moved = TwoClocks("en", guessed=True).panel
    for name, value in (("place", "us"), ("day", 360), ("place", "cn"), ("events", ROAD), ("ground", "evades")):
        assert moved.set(name, value)
    fresh = TwoClocks("en", guessed=True, day=360, events=ROAD, ground="evades").panel
    assert digest(moved) == digest(fresh)
