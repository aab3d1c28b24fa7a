"""The road to a court: two clocks, steps that somebody decides, a list that needs misconduct."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.decisions import court_fee, court_road, judged_extra
from credit.decisions.court_road import EVENTS, STEPS
from credit.decisions.old_debt import PLACES

DUE, MISSED = date(2027, 3, 5), date(2026, 8, 5)


def on(day):
    return DUE + timedelta(day)


def road(day, *events, place="cn", **more):
    dated = [(on(n), kind) for n, kind in events]
    return court_road(place, DUE, dated, first_missed=MISSED, as_of=on(day), **more).answer


def test_a_small_payment_on_day_1090_starts_the_years_anew():
    assert road(0)["latest"] == date(2030, 3, 5)
    late = road(1100, (1090, "part_payment"))
    assert late["latest"] == date(2033, 2, 27) and late["over"] is False
    assert road(1100)["over"] is True


def test_the_end_of_the_time_to_sue_leaves_the_debt_and_the_record_where_they_are():
    old = road(1200)
    assert old["over"] and old["debt_remains"] and old["record"]["leaves"] is None


def test_only_being_paid_in_full_starts_the_record_and_it_knows_nothing_of_the_suit():
    paid = road(1300, (1200, "payment"))
    assert paid["running"] == "paid" and not paid["debt_remains"]
    assert paid["record"]["leaves"] == date(2035, 6, 17)
    for events in ([(1090, "part_payment")], [(400, "demand")], [(100, "suit"), (300, "judgment")]):
        assert road(1300, *events)["record"]["leaves"] is None


def test_events_may_come_one_by_one():
    dated = [(on(1090), "part_payment"), (on(100), "suit")]
    whole = court_road("cn", DUE, dated, first_missed=MISSED, as_of=on(1100))
    assert court_road("cn", DUE, iter(dated), first_missed=MISSED, as_of=on(1100)) == whole
    assert [one.kind for one in whole.answer["told"]] == ["suit", "part_payment"]


def test_a_demand_that_never_arrived_restarts_nothing():
    assert road(500, (400, "demand"))["latest"] == date(2031, 4, 8)
    assert road(500, (400, "demand"), demands_reach=False)["latest"] == date(2030, 3, 5)


def test_a_suit_holds_the_clock_and_a_judgment_turns_it_into_the_time_to_enforce():
    assert road(200, (100, "suit"))["latest"] is None and road(200, (100, "suit"))["running"] == "proceedings"
    judged = road(300, (100, "suit"), (250, "judgment"), given=10)
    assert (judged["running"], judged["pay_by"]) == ("to enforce", on(260))
    assert judged["latest"] == date(2029, 11, 20)


def test_the_steps_are_reached_one_by_one_and_none_by_itself():
    events = [(30, "demand"), (100, "suit"), (250, "judgment"), (300, "enforcement")]
    steps = [road(day, *events, given=10)["step"] for day in (0, 1, 30, 99, 100, 250, 299, 300)]
    assert steps == [None, "late", "demand", "demand", "suit", "judgment", "judgment", "enforcement"]
    assert road(3000)["step"] == "late"


def test_who_has_no_means_is_kept_off_the_list_and_out_of_criminal_law():
    events = [(100, "suit"), (250, "judgment"), (300, "enforcement")]
    poor = road(400, *events, given=10)
    assert (poor["may_follow"], poor["listed"]["listed"], poor["crime"]["of"]) == ("limits", False, None)
    able = road(400, *events, given=10, ground="able_but_refuses")
    assert (able["may_follow"], able["crime"]["of"]) == ("list", "refusing a judgment")
    assert road(200, *events, ground="able_but_refuses")["listed"] is None


@pytest.mark.parametrize(
    "events, effect",
    [
        ([(50, "judgment")], "nothing: no suit"),
        ([(50, "enforcement")], "nothing: no judgment"),
        ([(50, "suit"), (60, "judgment"), (65, "enforcement")], "nothing: too early"),
        ([(50, "payment"), (60, "demand")], "nothing: paid"),
        ([(50, "demand")], "restarts"),
        ([(1200, "demand")], "nothing: too late"),
        ([(1200, "acknowledgement")], "defence given up"),
        ([(50, "acknowledgement")], "restarts"),
        ([(1200, "suit")], "too late, if you say so"),
        ([(1200, "suit"), (1300, "judgment")], "refused"),
        ([(1150, "acknowledgement"), (1200, "suit"), (1300, "judgment")], "to enforce"),
    ],
)
def test_what_the_last_event_does(events, effect):
    assert road(3000, *events, given=10)["told"][-1].effect == effect


def test_who_says_nothing_in_court_loses_the_defence_of_time():
    silent = road(1310, (1200, "suit"), (1300, "judgment"), raised=False, given=10)
    assert silent["running"] == "to enforce" and silent["debt_remains"]
    assert road(1310, (1200, "suit"), (1300, "judgment"))["running"] == "refused"


def test_after_a_part_payment_too_late_nobody_says_whether_the_rest_may_be_refused():
    late = road(1200, (1150, "part_payment"))
    assert late["over"] is None and late["defence_doubted"] == on(1150) and late["latest"] == date(2030, 3, 5)
    events = ((1150, "part_payment"), (1200, "suit"), (1300, "judgment"))
    assert road(1250, *events)["told"][1].effect == "too late, if you say so"
    assert road(1310, *events)["running"] == road(1310, *events)["told"][-1].effect == "not settled"
    assert road(1310, *events, raised=False)["running"] == "to enforce"
    given_up = road(1310, (1150, "part_payment"), (1160, "acknowledgement"), *events[1:])
    assert given_up["running"] == "to enforce" and given_up["defence_doubted"] is None


def test_what_has_not_happened_yet_moves_nothing():
    assert road(1000, (1090, "part_payment"))["latest"] == date(2030, 3, 5)
    assert len(road(1000, (1090, "part_payment"))["told"]) == 1


def test_places_differ_in_what_starts_the_time_anew():
    assert road(500, (400, "demand"), place="gb")["latest"] == date(2033, 3, 5)
    assert road(500, (400, "part_payment"), place="gb")["latest"] == date(2034, 4, 8)
    us = road(500, (400, "part_payment"), place="us")
    assert (us["earliest"], us["latest"]) == (date(2030, 3, 5), date(2038, 4, 8))
    assert road(500, (400, "part_payment"), place="us", years=6, restarts=False)["latest"] == date(2033, 3, 5)
    assert road(500, (400, "part_payment"), place="hk")["told"][0].effect == "depends"
    assert road(2000, place="gb_scotland")["debt_remains"] is False
    assert road(500, place="hk")["record"] is None


def test_years_may_be_tried_out():
    assert road(10, years=2)["latest"] == date(2029, 3, 5)
    assert road(10, place="gb", years=2)["latest"] == date(2029, 3, 5)


DAYS = st.integers(0, 4000)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.dictionaries(st.sampled_from(EVENTS), DAYS),
    DAYS,
    st.booleans(),
    st.sampled_from([None, "able_but_refuses", "evades"]),
)
def test_every_line_of_events_has_a_whole_answer(place, events, day, flag, ground):
    dated = [(n, kind) for kind, n in events.items()]
    answer = road(day, *dated, place=place, given=10, raised=flag, demands_reach=flag, ground=ground)
    assert len(answer["told"]) == len(events) and set(answer["steps"]) <= set(STEPS)
    assert answer["reached"] <= set(answer["steps"])
    record = answer["record"]
    if place == "cn":
        assert (record["leaves"] is not None) == (answer["running"] == "paid")
    if answer["may_follow"] == "list":
        assert ground and {"suit", "judgment", "enforcement"} <= answer["reached"]
    later = road(
        day, *[e for e in dated if e[0] <= day], place=place, given=10, raised=flag, demands_reach=flag, ground=ground
    )
    assert {k: v for k, v in later.items() if k != "told"} == {k: v for k, v in answer.items() if k != "told"}


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no rule on the time to sue"):
        road(1, place="tw")
    with pytest.raises(ValueError, match="no step of this road"):
        road(1, (1, "shouting"))


def test_what_the_court_costs():
    assert court_fee(414_092, DUE).answer == {"fee": 5_000, "simple": 2_500, "enforcement": 5_000}
    assert court_fee(2_000_000, DUE).answer == {"fee": 30_000, "simple": 15_000, "enforcement": 20_000}
    assert court_fee(50_000_000, DUE).answer["fee"] == 5_000 + 225_000 + 200_000 + 450_000
    with pytest.raises(ValueError, match="outside the steps"):
        court_fee(50_000_001, DUE)


def test_a_hundred_days_after_the_judgment_s_last_day():
    extra = judged_extra(414_092, DUE, 10, DUE + timedelta(110)).answer
    assert (extra["days"], extra["extra"]) == (100, 7_247)
