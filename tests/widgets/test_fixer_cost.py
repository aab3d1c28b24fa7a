"""The aha of lesson 12: a fee of 2,228 against a cut of 7,500 needs 29.7 % before any penalty; asking costs nothing."""

import re
from pathlib import Path

import pytest

from tests.widgets.drive import answers, digest
from widgets.fixer_cost import FixerCost
from widgets.language import LANGUAGES
from widgets.quiz import Quiz
from widgets.stop_sign import StopSign, help_line

LESSON = "12_help_that_helps"
LESSONS = Path(__file__).parent.parent.parent / "lessons"
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def at(**settings):
    return FixerCost("en", guessed=True, **settings).result


def tables(code):
    """The filled tables of the lesson's text: rows of cells."""
    text = (LESSONS / code / f"{LESSON}.md").read_text("utf-8")
    for fold in (part.split("</details>")[0] for part in text.split("<details>")[1:]):
        yield [[c.strip() for c in line.strip("|\n ").split("|")] for line in fold.split("\n") if line.startswith("|")][
            2:
        ]


def test_2228_asked_against_a_7500_cut_needs_29_7_percent_before_penalties_and_asking_costs_nothing():
    o = at(months=0)
    assert (o.offer.fee, o.offer.cut, o.needed, o.penalty) == (222_800, 750_000, 2970, 0)
    assert o.own_gain == 75_000 and o.own_gain > o.gain == 2_200


def test_the_months_of_silence_cost_more_than_the_fee_in_a_year():
    assert [at(months=m).penalty for m in (0, 3, 6, 12)] == [0, 26_509, 71_586, 225_059]
    assert at(months=12).penalty > at().offer.fee
    assert [len(at(months=m).new_marks) for m in (0, 3, 6, 12)] == [0, 3, 6, 12]
    assert at(months=6).marks == ("1", "2", "3", "4", "5", "6", "7", "7")


@pytest.mark.parametrize("settings", [{}, {"chance": 60}, {"months": 12, "cut": 60}, {"fee_share": 30, "chance": 90}])
def test_at_the_same_chance_asking_is_better_by_fee_and_penalty(settings):
    o = at(**{**settings, "own": settings.get("chance", 30)})
    assert o.own_gain - o.gain == o.offer.fee + o.penalty


def test_a_fee_only_on_success_leaves_the_penalty_and_the_marks():
    o = at(due="success")
    assert o.bill.if_it_fails == -o.penalty == -71_586 and len(o.new_marks) == 6


def test_the_privacy_removal_never_comes_back():
    o = at(fee_kind="sum", fee_sum=800, cut=0, months=0)
    assert o.needed is None and not o.possible and o.loss == 80_000
    shown = FixerCost("en", guessed=True, fee_kind="sum", fee_sum=800, cut=0, months=0)
    assert "Nothing is promised" in " ".join(shown.sentence(shown.result, shown.t))


@BOTH
@pytest.mark.parametrize(("place", "last"), [("cn", "7"), ("us", "180"), ("gb", "D")])
def test_each_place_has_marks_of_its_own(code, place, last):
    o = FixerCost(code, guessed=True, place=place).result
    assert o.marks[-1] == last


@BOTH
def test_the_tables_of_the_text_are_what_the_simulator_says(code):
    plain = list(tables(code))
    months = next(rows for rows in plain if [row[0] for row in rows] == ["0", "3", "6", "12"])
    for n, penalty, marks, needed in months:
        o = at(months=int(n))
        assert (penalty, marks, needed) == (
            f"{o.penalty / 100:,.2f}", str(len(o.new_marks)), f"{o.needed / 100:.1f}%",
        )  # fmt: skip
    asking = next(rows for rows in plain if any("20.7%" in row[1] for row in rows))
    said = [(int(re.findall(r"\d+", row[0])[-1 if code == "zh" else 0]), row[1]) for row in asking]
    for chance, words in said:
        assert words.startswith(f"{at(chance=chance).own_needed / 100:.1f}%")
    first = next(rows for rows in plain if any("29.7%" in row[1] and "2,228" in row[1] for row in rows))
    needed = [at(months=0, **s).needed for s in ({}, {"cut": 40}, {"fee_share": 15})]
    assert [re.search(r"[\d.]+%", row[1])[0] for row in first[:3]] == [f"{n / 100:.1f}%" for n in needed]


def test_each_task_is_what_the_text_says_it_is():
    told = [FixerCost("en", task=n) for n in (1, 2, 3)]
    assert [getattr(one.result, one.asked.figure) for one in told] == [2970, 69_386, 2070]


@BOTH
@pytest.mark.parametrize("part", ["quiz", "recall", "who"])
def test_every_answer_has_a_reason_and_every_setting_opens(code, part):
    assert answers(Quiz(LESSON, code, part)) == []


def test_every_misconception_of_the_curriculum_is_a_wrong_answer_that_shows_something():
    items = {item["id"]: item for item in Quiz(LESSON, "en").data}
    assert {"insider_channels", "complaining_erases", "posting_is_fair", "sim_and_id"} <= set(items)
    for item in items.values():
        assert sum(bool(a.get("right")) for a in item["answers"]) == 1
        assert all("show" in a for a in item["answers"])


@BOTH
def test_one_tick_is_enough_to_stop_and_the_last_one_calls_at_once(code):
    sign = StopSign(code)
    assert sign.state == "calm" and "12356" in sign.line.value
    sign.boxes[0].value = True
    assert sign.state == "stop"
    sign.boxes[-1].value = True
    assert sign.state == "urgent" and sign.data["urgent"][code][:20] in sign.word.value


@BOTH
def test_the_line_is_that_of_the_place_with_the_day_it_was_checked(code):
    sign = StopSign(code)
    for place, number in (("us", "988"), ("gb", "116 123"), ("hk", "18111"), ("tw", "1925")):
        sign.place.value = place
        assert number in sign.line.value
        assert sign.t.date(help_line(place, sign.on).checked_on) in sign.line.value


def test_a_move_of_the_chance_does_not_replay_the_loan(monkeypatch):
    simulator = FixerCost("en", guessed=True)
    panel, before = simulator.panel, None
    monkeypatch.setattr("widgets.fixer_cost.stop_paying", None)
    for chance in (20, 40, 80):
        panel.views["chance"].slider.value = float(chance)
        assert panel.error is None and digest(panel) != before
        before = digest(panel)
