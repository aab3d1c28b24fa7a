"""Equal payments: five quantities tied by one equation, in exact numbers."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit import annuity
from credit.annuity import When
from credit.irr import Outcome
from credit.kinds import equal_principal

rates = st.fractions("0", "1/10", max_denominator=1000)
counts = st.integers(1, 60)
whens = st.sampled_from(When)


@settings(max_examples=150, deadline=None)
@given(rates, counts, st.integers(1, 10**7), st.integers(0, 10**6), whens)
def test_a_payment_clears_the_balance_exactly(i, n, pv, fv, when):
    pmt = annuity.payment(i, n, pv, -fv, when)
    assert annuity.future_value(i, n, pmt, pv, when) == -fv
    assert annuity.present_value(i, n, pmt, -fv, when) == pv


@settings(max_examples=100, deadline=None)
@given(rates, st.integers(1, 24), st.integers(1, 10**6), whens)
def test_the_parts_of_the_payments_follow_the_balance_period_by_period(i, n, pv, when):
    """The oracle walks: interest on what is left, the rest of each payment repays."""
    pmt, left = -annuity.payment(i, n, pv, 0, when), Fraction(pv)
    for k in range(1, n + 1):
        interest = Fraction(0) if when is When.BEGIN and k == 1 else left * i
        if when is When.BEGIN and k > 1:
            # The interest of the last period is settled by this payment at its start, so it is discounted once.
            interest = left * i / (1 + i)
        assert -annuity.interest_part(i, k, n, pv, 0, when) == interest
        assert -annuity.principal_part(i, k, n, pv, 0, when) == pmt - interest
        left = (left - pmt) * (1 + i) if when is When.BEGIN and k == 1 else left * (1 + i) - pmt * (1 + i * when)
    assert left == 0


def test_the_parts_between_two_payments_add_up():
    assert annuity.principal_between("0.01", 1, 24, 24, 5000) == -5000
    total = annuity.interest_between("0.01", 1, 24, 24, 5000)
    assert total == 24 * annuity.payment("0.01", 24, 5000) + 5000


@given(st.integers(1, 40), st.integers(1, 10**7), st.fractions(0, 1, max_denominator=500))
def test_equal_principal_bears_on_what_is_still_owed(n, each, i):
    schedule = equal_principal([each * n], i, [n], "2026-01-01")
    for k in range(1, n + 1):
        interest = -annuity.interest_of_equal_principal(i, k, n, each * n)
        assert interest == i * each * (n - k + 1)  # what k - 1 equal parts leave
        assert abs(interest - int(schedule.interest[0, k - 1])) <= Fraction(1, 2)


def test_payments_eaten_by_the_interest_never_end():
    assert annuity.periods("0.02", -100, 5000) is None
    assert annuity.periods("0.02", -99, 5000) is None
    assert annuity.periods("0", 0, 5000) is None
    assert annuity.periods("0", -100, 5000) == 50
    assert annuity.periods("0.02", -101, 5000) == pytest.approx(233.05, abs=0.01)


@settings(max_examples=100, deadline=None)
@given(st.fractions("1/1000", "1/10", max_denominator=1000), counts, whens)
def test_the_rate_hidden_in_payments_is_the_one_they_were_made_with(i, n, when):
    if when is When.BEGIN and n == 1:
        return  # one payment at once repays the loan before any time has passed
    answer = annuity.rate(n, annuity.payment(i, n, 10**6, 0, when), 10**6, 0, when)
    assert answer.outcome is Outcome.UNIQUE and answer.rate == pytest.approx(float(i), abs=1e-10)


def test_nominal_and_effective_turn_into_each_other():
    assert annuity.effective("0.12", 12) == Fraction(101, 100) ** 12 - 1
    assert annuity.nominal(annuity.effective("0.12", 12), 12) == pytest.approx(0.12, abs=1e-14)
    assert annuity.nominal("0.126825", 12) == pytest.approx(12 * annuity.per_period("0.126825", 12))


def test_trap_12_the_decimals_of_a_converted_rate_are_part_of_the_contract():
    full = annuity.per_period("0.14", 12)
    kept = round(full, 6)
    assert kept == 0.010979 and full != kept
    growth = 5000 * ((1 + full) ** 180 - (1 + kept) ** 180)
    assert abs(growth) > 0.01


def test_a_payment_that_does_not_exist_or_a_part_of_a_period_is_refused():
    with pytest.raises(ValueError, match="Payment 13 does not exist"):
        annuity.interest_part("0.01", 13, 12, 1000)
    with pytest.raises(ValueError, match="2.5 periods"):
        annuity.payment("0.01", 2.5, 1000)
    with pytest.raises(ValueError, match="above -100 %"):
        annuity.payment("-1", 12, 1000)
