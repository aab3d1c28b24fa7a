"""Rows add up, the last instalment absorbs, and the instalment is right to the cent."""

from decimal import ROUND_HALF_UP, Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given, settings

from credit.loans import Loan, equal_instalments
from credit.rates import per_month, per_year
from tests.credit.strategies import loans


@settings(max_examples=500, deadline=None)
@given(loans)
def test_rows_add_up_to_the_principal_and_end_at_zero(loan):
    s = loan.schedule()
    assert s.principal.sum() == loan.principal and s.balance[0, -1] == 0
    assert (s.principal >= 0).all() and (s.interest >= 0).all()
    assert (s.instalment == s.principal + s.interest).all()
    before = np.concatenate([[loan.principal], s.balance[0, :-1]])
    assert (before - s.principal[0] == s.balance[0]).all()


@settings(max_examples=500, deadline=None)
@given(loans)
def test_every_instalment_but_the_last_is_the_formula_rounded_half_up(loan):
    getcontext().prec = 50
    i = Decimal(loan.rate.monthly.numerator) / Decimal(loan.rate.monthly.denominator)
    formula = loan.principal * i / (1 - (1 + i) ** -loan.n) if i else Decimal(loan.principal) / loan.n
    level = int(formula.quantize(Decimal(1), ROUND_HALF_UP))
    rows = loan.schedule()
    running = rows.balance[0, :-1] > 0  # a loan of a few cents can be paid off early by its rounded instalments
    running &= rows.principal[0, :-1] > 0
    assert (rows.instalment[0, :-1][running] == level).all()


def test_an_instalment_on_the_very_half_cent_is_rounded_up():
    # 1.00 in 8 instalments without interest: 12.5 cents.
    assert Loan.of("1.00", per_year(0), 8, "2026-01-05").schedule().instalment[0].tolist() == [13] * 7 + [9]


def test_a_batch_gives_each_loan_its_own_rows():
    together = equal_instalments([600_000, 100_000], ["0.018", "0.01"], [12, 3], ["2026-04-05", "2026-01-31"])
    alone = Loan.of("1000", per_month("1%"), 3, "2026-01-31").schedule()
    assert together.instalment[1, :3].tolist() == alone.instalment[0].tolist()
    assert together.instalment[1, 3:].sum() == 0 and together.advanced.tolist() == [600_000, 100_000]


def test_amounts_beyond_int64_stay_exact():
    loan = Loan.of(10**16, per_year("12.345678%"), 36, "2026-01-05")
    s = loan.schedule()
    assert s.principal.dtype == object and s.principal.sum() == 10**18


@pytest.mark.parametrize(
    "terms, words",
    [
        (("0", per_year("10%"), 12, "2026-01-05"), "starts at 1 cent"),
        (("100", per_year("10%"), 0, "2026-01-05"), "the least is 1"),
        (("100", per_year("10%"), 2.5, "2026-01-05"), "2.5 instalments are not a loan; give a whole number"),
        (("100", "10%", 12, "2026-01-05"), "does not say for what time"),
        (("100", per_year("10%"), 12, "2026-02-30"), '"2026-02-30" is not a date'),
        (("100", per_year("10%"), 12, "2026-01-05", "2026-02-05"), "after its first due date"),
    ],
)
def test_terms_that_are_no_loan_are_refused_in_a_sentence(terms, words):
    with pytest.raises(ValueError, match=words):
        Loan.of(*terms)
