"""From an instalment back to its loan."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.borrowed import borrowed
from credit.loans import Loan
from credit.rates import per_month, per_year


def first_instalment(principal, rate, n):
    return int(Loan.of(Decimal(principal) / 100, rate, n, "2026-04-05").schedule().instalment[0, 0])


def test_the_instalment_of_case_a_belongs_to_6000():
    assert borrowed(56_041, per_month("1.8%"), 12) == 600_000


@settings(max_examples=200, deadline=None)
@given(st.integers(100, 5_000_000), st.integers(0, 360), st.integers(2, 60))
def test_the_loan_found_has_that_instalment(instalment, tenths, n):
    rate = per_year(f"{tenths / 10}%")
    assert first_instalment(borrowed(instalment, rate, n), rate, n) == instalment


def test_of_the_amounts_that_fit_the_roundest_is_taken():
    rate = per_month("1.8%")
    found = borrowed(50_000, rate, 12)
    fits = [p for p in range(found - 20, found + 20) if first_instalment(p, rate, 12) == 50_000]
    zeros = lambda p: len(str(p)) - len(str(p).rstrip("0"))
    assert zeros(found) == max(map(zeros, fits))


def test_an_instalment_of_nothing_clears_no_loan():
    with pytest.raises(ValueError, match="An instalment of 0 cents clears no loan"):
        borrowed(0, per_month("1.8%"), 12)
