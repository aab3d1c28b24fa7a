"""Interest by the day outside a schedule: plain, with a rate that steps, at an effective rate; and one waterfall."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.daily_interest import compounded, day_count, simple, stepped
from credit.money import cents, exact
from credit.waterfall import fill

STEPS = [(date(2024, 7, 22), "3.35%"), (date(2023, 8, 21), "3.45%"), (date(2024, 10, 21), "3.10%")]


def test_four_times_a_rate_that_steps():
    # 2024: 203 days at 3.45, 91 at 3.35, 72 at 3.10 per cent, both end days counted.
    got = stepped(cents("100000"), date(2024, 1, 1), date(2024, 12, 31), STEPS, 4, both_ends=True)
    assert got == round(10_000_000 * 4 * (203 * 0.0345 + 91 * 0.0335 + 72 * 0.031) / 365)


@given(st.integers(0, 10**9), st.integers(0, 900), st.booleans(), st.sampled_from([360, 365]))
def test_a_stepped_rate_is_the_sum_over_its_days(principal, count, both_ends, year):
    start = date(2023, 9, 1)
    end = start + timedelta(count)
    days = [start + timedelta(n) for n in range(0 if both_ends else 1, count + 1)]
    total = sum(exact(max(s for s in STEPS if s[0] <= d)[1]) for d in days)
    exact_sum = Fraction(principal) * total / year
    assert stepped(principal, start, end, STEPS, 1, year, both_ends) == int(exact_sum + Fraction(1, 2))


def test_half_a_cent_goes_up_and_no_days_bear_nothing():
    assert simple(1, "50%", 1) == 1
    assert simple(10**9, "1%", 0) == 0
    assert compounded(cents("1000"), "2%", 0, 30) == 0


def test_an_effective_rate_bears_less_than_a_simple_one_within_its_period_and_meets_it_at_the_end():
    assert compounded(cents("1000"), "2%", 4, 30) == 264 < simple(cents("1000"), exact("2%") / 30, 4) == 267
    assert compounded(cents("1000"), "2%", 30, 30) == 2000
    assert compounded(cents("1000"), "2%", 4, 30, places=2) == Decimal("264.38")


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), max_size=6))
def test_a_waterfall_adds_up_and_serves_the_first_claim_first(money, owed):
    parts, left = fill(money, owed)
    assert sum(parts) + left == money
    for k, part in enumerate(parts):
        assert 0 <= part <= owed[k]
        assert part == owed[k] or (sum(parts[k + 1 :]) == 0 and left == 0)


def test_a_waterfall_serves_many_loans_at_once():
    parts, left = fill([10, 25], np.array([[4, 30], [20, 1]]))
    assert parts.tolist() == [[4, 25], [6, 0]] and left.tolist() == [0, 0]


@pytest.mark.parametrize(
    "ask, words",
    [
        (lambda: day_count(date(2026, 1, 2), date(2026, 1, 1)), "earlier date first"),
        (lambda: simple(100, "1%", -1), "below zero"),
        (lambda: compounded(100, "1%", -1), "below zero"),
        (lambda: stepped(100, date(2020, 1, 1), date(2021, 1, 1), STEPS), "No rate is known for 2020-01-01"),
        (lambda: fill(-1, [3]), "start at 0"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(ask, words):
    with pytest.raises(ValueError, match=words):
        ask()
