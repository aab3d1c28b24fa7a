"""Interest added on at the start and paid first: what is charged is what accrues."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.addon import add_on, still_owed
from credit.rates import Rates
from tests.credit.schedule_oracle import half_up

DAILY = Fraction(8, 1000)


def naive_interest(principal, rates, payments):
    """One payment after another: interest owed first, then principal; the interest that really accrues."""
    interest_owed, owed, accrued = sum(payments) - principal, principal, Fraction(0)
    for rate, payment in zip(rates, payments):
        accrued += owed * rate
        of_interest = min(payment, interest_owed)
        interest_owed -= of_interest
        owed -= payment - of_interest
    return accrued


def test_a_payday_loan_of_400_in_four_payments_is_paid_by_181_38_and_last_181_34():
    rates = Rates.of([DAILY * d for d in (30, 30, 31, 30)])
    due = ["2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30"]
    s = add_on([40_000], Rates(rates.numerators[None], rates.denominator), [4], drawn="2025-03-01", due=due, most=1)
    assert s.instalment[0].tolist() == [18_138, 18_138, 18_138, 18_134]
    assert s.interest[0].tolist() == [18_138, 14_410, 0, 0] and s.balance[0].tolist() == [40_000, 36_272, 18_134, 0]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(1_000, 10**7), st.integers(1, 12)), min_size=1, max_size=3), st.integers(0, 250))
def test_the_interest_added_on_is_the_interest_that_accrues_and_no_more_than_the_ceiling(loans, per_mille):
    principal, n = zip(*loans)
    rate = Fraction(per_mille, 1000)
    s = add_on(principal, rate, n, "2026-01-31", most=1)
    for b, (lent, count) in enumerate(loans):
        payments = s.instalment[b, :count].tolist()
        assert s.principal[b].sum() == lent and s.balance[b, -1] == 0 and sum(payments) <= 2 * lent
        assert len(set(payments[:-1])) <= 1 and (count == 1 or payments[-1] <= payments[0])
        assert (s.principal[b] >= 0).all() and (s.interest[b] >= 0).all()
        accrued = half_up(naive_interest(lent, [rate] * count, payments))
        assert s.interest[b].sum() == min(accrued, lent) or sum(payments) == 2 * lent


def test_no_smaller_payment_covers_principal_and_interest():
    s = add_on([40_000], DAILY * 30, [4], "2026-01-31")
    smaller = int(s.instalment[0, 0]) - 1
    interest = int(s.interest.sum())
    for _ in range(200):
        payments = [smaller] * 3 + [40_000 + interest - 3 * smaller]
        interest = half_up(naive_interest(40_000, [DAILY * 30] * 4, payments))
    assert payments[-1] > smaller
    assert np.all(s.instalment[0] > 0)


# Paid late: 400 at 0.8 % a day from 1 March 2025 (FSharp.Finance.Personal, IllustrativeTests 000 to 003).
DRAWN, DUE = date(2025, 3, 1), [date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 30)]


@pytest.mark.parametrize(
    "days, owed", [([30, 60, 91, 121], 0), ([59, 60, 91, 121], 0), ([60, 61, 91, 121], 29), ([30, 60, 120, 121], 4_239)]
)
def test_lateness_costs_what_accrues_beyond_the_interest_charged_at_the_start(days, owed):
    paid = [(DRAWN + timedelta(d), 18_138) for d in days[:3]] + [(DRAWN + timedelta(days[3]), 18_134)]
    assert still_owed(40_000, 32_548, DAILY, DRAWN, DUE, paid, most=1) == owed


def test_all_interest_together_stays_below_the_ceiling():
    years_late = [(DRAWN + timedelta(4_000), 1)]
    assert still_owed(40_000, 32_548, DAILY, DRAWN, DUE, years_late, most=1) == 80_000 - 1
    with pytest.raises(ValueError, match="before the loan was drawn"):
        still_owed(40_000, 32_548, DAILY, DRAWN, DUE, [(date(2025, 2, 1), 1)])


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1_000, 10**7), st.integers(1, 8), st.integers(1, 20),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**6)), max_size=6),
)  # fmt: skip
def test_what_is_owed_is_what_a_day_by_day_account_says(principal, n, per_mille, payments):
    daily, due = Fraction(per_mille, 1000), [DRAWN + timedelta(30 * (k + 1)) for k in range(n)]
    s = add_on([principal], daily * 30, [n], drawn=DRAWN, due=due)
    charged = int(s.interest.sum())
    on_time = [(day, int(a)) for day, a in zip(due, s.instalment[0])]
    assert still_owed(principal, charged, daily, DRAWN, due, on_time) == 0

    paid = [(DRAWN + timedelta(day), amount) for day, amount in payments]
    owed, interest, accrued, so_far = principal, charged, Fraction(0), charged
    for day in range(0, max([30 * n, *(d for d, _ in payments)]) + 1):
        accrued += max(owed, 0) * daily if day else 0
        today = [amount for when, amount in payments if when == day]
        if today or day % 30 == 0 and 0 < day <= 30 * n:
            new = max(0, int(accrued - so_far)) if accrued > so_far else 0
            interest, so_far, accrued = interest + new, so_far + new, so_far + Fraction(new) if new else accrued
        for amount in today:
            part = min(amount, interest)
            interest, owed = interest - part, owed - (amount - part)
    assert still_owed(principal, charged, daily, DRAWN, due, paid) == owed + interest
