"""The time to sue: what starts it anew, what holds it still, what does nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.deadlines import after, working_days_after
from credit.decisions.old_debt import CN, IDLE, limitation_end
from credit.limitation import Effect, Event, run

DUE = date(2021, 3, 5)
EFFECTS = {
    "demand": Effect.RESTART, "suit": Effect.PROCEEDINGS, "judgment": Effect.JUDGMENT, "pause": Effect.SUSPEND,
    "promise": Effect.LIFT,
}  # fmt: skip


def last(*events, **more):
    return run(DUE, 3, events, EFFECTS, **more).last_day


def test_the_period_ends_with_the_same_day_so_many_years_later():
    assert last() == date(2024, 3, 5)


@pytest.mark.parametrize(
    "start, period, end",
    [
        ("2024-02-29", {"years": 1}, "2025-02-28"),
        ("2024-02-29", {"years": 4}, "2028-02-29"),
        ("2026-01-31", {"months": 1}, "2026-02-28"),
        ("2026-12-31", {"months": 2, "days": 1}, "2027-03-01"),
        ("2026-11-01", {"days": 20}, "2026-11-21"),
        ("2026-11-01", {}, "2026-11-01"),
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month_or_on_its_last(start, period, end):
    assert after(date.fromisoformat(start), **period) == date.fromisoformat(end)


def test_a_period_does_not_run_backwards_and_working_days_pass_over_weekends_and_holidays():
    with pytest.raises(ValueError, match="runs backwards"):
        after(DUE, years=-1)
    friday = date(2026, 11, 20)
    assert working_days_after(friday, 1) == date(2026, 11, 23)
    assert working_days_after(friday, 1, [date(2026, 11, 23)]) == date(2026, 11, 24)
    assert working_days_after(friday, 0) == friday


def test_an_interruption_starts_the_whole_period_anew_on_its_day():
    assert last(Event(date(2024, 3, 5), "demand")) == date(2027, 3, 5)


def test_an_interruption_a_day_too_late_does_nothing():
    clock = run(DUE, 3, [Event(date(2024, 3, 6), "demand")], EFFECTS)
    assert (clock.last_day, clock.steps[-1].effect) == (date(2024, 3, 5), "nothing: too late")


def test_an_interruption_before_the_period_does_nothing():
    clock = run(DUE, 3, [Event(date(2021, 3, 4), "demand")], EFFECTS)
    assert (clock.last_day, clock.steps[-1].effect) == (date(2024, 3, 5), "nothing: before the period")


def test_a_day_of_two_suspensions_is_counted_once():
    first = Event(date(2021, 4, 1), "pause", date(2021, 4, 11))
    assert last(first, Event(date(2021, 4, 6), "pause", date(2021, 4, 16))) == date(2024, 3, 20)
    assert last(first, Event(date(2021, 4, 2), "pause", date(2021, 4, 5))) == date(2024, 3, 15)
    assert last(first, Event(date(2021, 4, 11), "pause", date(2021, 4, 12))) == date(2024, 3, 16)


def test_a_promise_restarts_before_the_end_and_gives_the_defence_up_after_it():
    assert last(Event(date(2023, 1, 1), "promise")) == date(2026, 1, 1)
    clock = run(DUE, 3, [Event(date(2025, 1, 1), "promise")], EFFECTS)
    assert clock.defence_lost_on == date(2025, 1, 1) and not clock.over(date(2026, 1, 1))
    assert run(DUE, 3, (), EFFECTS).over(date(2026, 1, 1))


def test_a_suspension_adds_its_days_and_not_those_before_a_restart():
    pause = Event(date(2022, 1, 1), "pause", date(2022, 1, 31))
    assert last(pause) == date(2024, 3, 5) + timedelta(30)
    assert last(pause, Event(date(2022, 1, 21), "demand")) == date(2025, 1, 21) + timedelta(10)
    with pytest.raises(ValueError, match="needs `until`"):
        last(Event(date(2022, 1, 1), "pause"))


def test_proceedings_hold_the_time_still_and_it_begins_anew_when_they_end():
    pending = run(DUE, 3, [Event(date(2022, 1, 1), "suit")], EFFECTS)
    assert (pending.last_day, pending.running) == (None, "proceedings") and not pending.over(date(2040, 1, 1))
    assert last(Event(date(2022, 1, 1), "suit", date(2022, 9, 1))) == date(2025, 9, 1)
    assert last(Event(date(2022, 1, 1), "suit", date(2022, 9, 1)), Event(date(2022, 5, 1), "demand")) == date(
        2025, 9, 1
    )


def test_a_judgment_turns_the_time_to_sue_into_the_time_to_enforce():
    events = [Event(date(2022, 1, 1), "suit"), Event(date(2022, 6, 1), "judgment", date(2022, 6, 30))]
    clock = run(DUE, 3, events, EFFECTS, enforcement_years=2, long_stop_years=20)
    assert (clock.last_day, clock.running, clock.long_stop) == (date(2024, 6, 30), "to enforce", None)
    again = run(DUE, 3, [*events, Event(date(2024, 1, 1), "demand")], EFFECTS, enforcement_years=2)
    assert again.last_day == date(2026, 1, 1)
    with pytest.raises(ValueError, match="needs `until`"):
        run(DUE, 3, events, EFFECTS)


def test_no_event_moves_the_long_stop():
    demands = [Event(date(2021 + 2 * n, 6, 1), "demand") for n in range(12)]
    assert last(*demands, long_stop_years=20) == date(2041, 3, 5)


def test_events_are_told_in_order_of_date_with_what_each_did():
    clock = run(DUE, 3, [Event(date(2023, 1, 1), "demand"), Event(date(2022, 1, 1), "silence")], EFFECTS)
    assert [(s.event and s.event.kind, s.effect) for s in clock.steps] == [
        (None, "begins"), ("silence", "nothing"), ("demand", "restarts"),
    ]  # fmt: skip


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Event(date(2022, 1, 2), "suit", date(2022, 1, 1))
    with pytest.raises(ValueError, match="the least is 1"):
        run(DUE, 0)
    with pytest.raises(ValueError, match='"shouting" is no event'):
        limitation_end("cn", DUE, [Event(DUE, "shouting")])
    with pytest.raises(ValueError, match='no rule on the time to sue for "tw"'):
        limitation_end("tw", DUE)


moves = st.builds(Event, st.dates(date(2020, 1, 1), date(2045, 1, 1)), st.sampled_from(["demand", "promise", *IDLE]))


@settings(max_examples=200, deadline=None)
@given(st.lists(moves, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter_and_idle_ones_never_do(events, random):
    shuffled = random.sample(events, len(events))
    one, other = (limitation_end("cn", DUE, e).answer["last_day"] for e in (events, shuffled))
    active = [e for e in events if e.kind in CN]
    assert one == other == limitation_end("cn", DUE, active).answer["last_day"]
    naive = after(DUE, years=3)
    for e in sorted(active, key=lambda e: e.date):
        if DUE <= e.date <= naive:
            naive = min(after(e.date, years=3), after(DUE, years=20))
    assert one == naive
