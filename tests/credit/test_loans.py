"""Rows add up, the last instalment absorbs, and the instalment is right to the cent."""

from decimal import ROUND_HALF_UP, Decimal, getcontext

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credit.loans import Loan, equal_instalments
from credit.rates import Rates, per_month, per_year
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


some = st.tuples(
    st.integers(1, 40_000_000) | st.integers(17_000_000, 19_000_000),  # to where the quick products would wrap, and on
    st.integers(0, 60_000),  # hundredths of a percent a year
    st.integers(3, 60),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(some, min_size=1, max_size=6), st.integers(0, 2), st.booleans())
@example([(1025, 2400, 12), (1020, 1000, 12)], 0, True)  # 20.5 and 8.5 cents of interest; a 120th is no binary number
def test_a_batch_is_each_loan_row_by_row_in_plain_integers(terms, interest_only, even):
    if even:
        terms = [(principal, yearly, terms[0][2]) for principal, yearly, _ in terms]
    principals, yearly, counts = (np.array(column) for column in zip(*terms, strict=True))
    rates = Rates(yearly, 120_000)
    s = equal_instalments(principals, rates, counts, "2026-01-05", interest_only=interest_only)
    for b, (balance, rate, n) in enumerate(terms):
        payment, rows = int(s.instalment[b, interest_only]), []
        for k in range(n):
            interest = (2 * balance * rate + 120_000) // 240_000
            part = balance if k == n - 1 else min(max(payment - interest, 0), balance) if k >= interest_only else 0
            balance -= part
            rows.append((part, interest))
        assert list(zip(s.principal[b, :n].tolist(), s.interest[b, :n].tolist(), strict=True)) == rows
        assert not s.principal[b, n:].any() and not s.interest[b, n:].any()


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
