"""A complaint walks its road in order, waits as long as the rule says, and is whole when nothing is missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit import rules
from credit.complaint_file import PARTS, PROBLEMS, PROOF, missing, rests_on, road, standing
from credit.decisions.complaint import LENDERS
from credit.rules import Value

TODAY = date(2026, 11, 22)
PLACES = ("cn", "us", "gb", "eu", "tw", "hk")
KINDS = [
    (p, problem, lender) for p in PLACES for problem in PROBLEMS for lender in (LENDERS if p == "cn" else ["bank"])
]


def roles(*facts, **more):
    return [step.role for step in road(*facts, **more)]


def test_a_bank_is_asked_first_then_its_regulator_then_a_court():
    assert roles("cn", "cost", TODAY, "bank") == ["lender", "regulator", "court"]
    assert road("cn", "cost", TODAY, "bank")[0].time == timedelta(15)


def test_a_micro_lender_is_supervised_locally_and_no_rule_sets_its_desk_a_time():
    steps = road("cn", "exposure", TODAY, "micro_loan")
    assert [s.role for s in steps] == ["lender", "local", "court"] and steps[0].time is None


def test_a_wrong_record_goes_to_the_bureau_and_a_fake_collector_to_the_police():
    assert roles("cn", "record", TODAY, "bank") == ["bureau", "central_bank", "court"]
    assert road("cn", "record", TODAY)[0].time == timedelta(20)
    assert roles("cn", "fraud", TODAY) == ["police"]


def test_threats_put_the_police_first_whatever_the_problem_and_the_place():
    for place, problem, lender in KINDS:
        calm = roles(place, problem, TODAY, lender)
        threatened = roles(place, problem, TODAY, lender, True)
        assert threatened == ["police", *(role for role in calm if role != "police")]


def test_elsewhere_the_road_is_what_the_rules_hold_and_else_empty():
    assert roles("gb", "cost", TODAY) == ["lender", "regulator", "court"]
    assert road("gb", "cost", TODAY)[0].time == timedelta(weeks=8)
    assert roles("us", "record", TODAY) == ["bureau", "regulator", "court"]
    assert road("hk", "cost", TODAY) == () and standing(()).recipient is None


@pytest.mark.parametrize(("place", "problem", "lender"), KINDS)
def test_every_step_and_every_rule_named_is_in_force(place, problem, lender):
    named = [step.rule for step in road(place, problem, TODAY, lender) if step.rule]
    named += [rule for rule in [rests_on(place, problem, TODAY, lender)] if rule]
    assert all(isinstance(rules.get(place, rule).state(TODAY), Value) for rule in named)
    steps = roles(place, problem, TODAY, lender)
    assert len(steps) == len(set(steps))


def test_whoever_has_the_letter_keeps_it_until_the_last_day_of_its_time():
    steps = road("cn", "cost", TODAY, "bank")
    for days, recipient, waiting in ((0, "lender", True), (15, "lender", True), (16, "regulator", False)):
        stand = standing(steps, {"lender"}, TODAY - timedelta(days), TODAY)
        assert (stand.recipient, stand.waiting) == (recipient, waiting)
    assert standing(steps).recipient == "lender"
    assert standing(steps, {"lender", "regulator"}, TODAY, TODAY).recipient == "court"


def test_the_time_that_the_letter_gives_counts_where_no_rule_names_one():
    steps = road("cn", "exposure", TODAY, "micro_loan")
    ten = timedelta(10)
    assert standing(steps, {"lender"}, TODAY - ten, TODAY, ten).waiting
    assert standing(steps, {"lender"}, TODAY - ten, TODAY, timedelta(9)).recipient == "local"
    assert standing(steps, {"lender"}, TODAY, TODAY).recipient == "local"  # nobody set a time: on to the next


@settings(max_examples=100)
@given(st.sampled_from(PROBLEMS), st.sets(st.sampled_from(PARTS)), st.booleans(), st.booleans(), st.data())
def test_what_is_missing_and_what_is_there_are_all_that_is_needed(problem, parts, right, held, data):
    proof = data.draw(st.sets(st.sampled_from(sorted({p for each in PROOF.values() for p in each}))))
    lacks, needed = missing(problem, parts, proof, right, held)
    there = len(parts & (set(PARTS) if held else set(PARTS) - {"rule"})) + len(proof & set(PROOF[problem])) + right
    assert len(lacks) + there == needed == len(PARTS) - (not held) + len(PROOF[problem]) + 1


def test_an_unknown_problem_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match='"noise" is no problem of these letters'):
        road("cn", "noise", TODAY)
