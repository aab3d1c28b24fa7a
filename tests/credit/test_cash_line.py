"""The cash line of the next months: the plan, the events, and what happened in one life."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.cash_line import first_below_zero, plan, year
from credit.household import ILLNESS, JOB_LOSS, NORMAL, REPAIR, Economy, Household
from credit.shock import live

FAMILY = Household(income=620_000, essentials=430_000, instalment=130_000, swing=0.10, shocks=(REPAIR,))


def test_a_plan_adds_what_is_left_each_month_and_events_move_it():
    assert plan(FAMILY, 4).tolist() == [60_000, 120_000, 180_000, 240_000]
    line = plan(FAMILY, 8, {3: -150_000, 7: -240_000})
    assert line.tolist() == [60_000, 120_000, 30_000, 90_000, 150_000, 210_000, 30_000, 90_000]
    assert first_below_zero(line) == 0 and first_below_zero(plan(FAMILY, 8, {3: -200_000})) == 3
    assert first_below_zero(plan(replace(FAMILY, buffer=20_000), 8, {3: -200_000})) == 0


def test_a_loan_that_ends_leaves_the_plan():
    assert plan(replace(FAMILY, instalment=(200_000, 200_000)), 4).tolist() == [-10_000, -20_000, 170_000, 360_000]


@pytest.mark.parametrize("economy", [NORMAL, Economy(pay_cut=0.1, shock_times=2)])
@pytest.mark.parametrize("life", [0, 7, 999, 1000, 2345])
def test_what_happened_in_a_life_gives_its_cash(economy, life):
    home = replace(FAMILY, buffer=100_000, shocks=(REPAIR, ILLNESS, JOB_LOSS), autopay=False, forgetting=0.2)
    lives, story = live(home, 12, 2_400, economy=economy), year(home, life, economy=economy)
    months = np.arange(1, 13)
    spare = home.buffer + (story.wages - story.costs).cumsum() - home.essentials * months - home.instalment * months
    assert (spare == lives.spare[life]).all()
    assert lives.missed[life][story.forgot].all()


def test_an_event_outside_the_months_is_named():
    with pytest.raises(ValueError, match="The month of an event is 13; it goes from 1 to 12."):
        plan(FAMILY, 12, {13: -1})


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 900_000), st.integers(0, 600_000), st.lists(st.integers(0, 300_000), max_size=8).map(tuple),
    st.integers(0, 500_000), st.integers(1, 14), st.dictionaries(st.integers(1, 14), st.integers(-400_000, 400_000)),
)  # fmt: skip
def test_a_plan_equals_a_purse_that_is_counted_month_by_month(income, essentials, instalments, buffer, months, events):
    events = {month: cents for month, cents in events.items() if month <= months}
    purse, line = buffer, []
    for month in range(1, months + 1):
        purse += income - essentials + events.get(month, 0)
        purse -= instalments[month - 1] if month <= len(instalments) else 0
        line.append(purse)
    got = plan(Household(income, essentials, instalments, buffer), months, events)
    assert got.tolist() == line
    assert first_below_zero(got) == next((m for m, cents in enumerate(line, 1) if cents < 0), 0)
