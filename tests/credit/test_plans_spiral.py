"""New debt for old: the published spiral, the roll-overs of case D, one loan in place of several."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.debts import Kept
from credit.money import cents
from credit.plans import pay_off
from credit.rates import per_year
from credit.rollover import roll_over
from credit.spiral import Fee, borrow_to_cover, consolidate, equal_payments, months_until, to_receive
from tests.credit.test_plans import DEBTS


def test_the_spiral_of_1200_a_month_at_24_percent_with_a_5_percent_fee():
    rows = borrow_to_cover(cents("1200"), per_year("24%"), "5%", 24, kept=Kept.UNROUNDED)
    assert [rows[m] for m in (6, 12, 24)] == [cents(x) for x in ("7989.21", "17042.22", "38925.07")]
    in_cents = borrow_to_cover(cents("1200"), per_year("24%"), "5%", 24)
    assert all(0 <= mine - exact <= 40 for mine, exact in zip(in_cents, rows))
    assert months_until(rows, cents("17000")) == 12 and months_until(rows, cents("100000")) == -1


def test_a_fee_from_the_payout_costs_more_than_the_same_fee_on_top():
    assert to_receive(cents("950"), "5%") == cents("1000")
    assert to_receive(cents("950"), "5%", Fee.ON_TOP) == cents("997.50")
    assert to_receive(100, "1%") == 102  # 101.01: rounded up, or a cent would be missing


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**8), st.decimals(0, "0.9", places=2))
def test_the_new_loan_puts_the_need_in_hand_and_one_cent_less_would_not(need, fee):
    debt = to_receive(need, fee)
    assert debt * (1 - fee) >= need > (debt - 1) * (1 - fee)


def test_case_d_five_fees_of_80_a_loan_and_nothing_repaid():
    each = roll_over(cents("4000"), "2%", 30, 4)
    assert (2 * each.paid, 2 * each.owed) == (cents("800"), cents("8000"))
    assert round(float(each.nominal_annual), 4) == 0.2433


def test_one_loan_in_place_of_four_is_not_always_cheaper():
    cheap = consolidate(DEBTS, per_year("12%"), 20)
    assert cheap.cost < pay_off(DEBTS, cents("2800")).cost[0]
    dear = consolidate(DEBTS, per_year("18%"), 60, "5%")
    assert dear.cost > pay_off(DEBTS, cents("2800")).cost[0]
    assert dear.principal - dear.fee == sum(d.balance for d in DEBTS)
    assert dear.total_paid == dear.payments.sum() == sum(d.balance for d in DEBTS) + dear.cost


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.decimals(0, "0.03", places=4), st.integers(1, 60))
def test_equal_payments_clear_the_balance_with_the_last_one(principal, rate, n):
    paid = equal_payments(principal, Fraction(rate), n)
    balance = Fraction(principal)
    for payment in paid:
        balance += round(balance * Fraction(rate)) - payment
    assert len(paid) == n and min(paid) >= 0 and (principal < 100 * n or len(set(paid[:-1])) <= 1)
    assert abs(balance) <= n and (rate or sum(paid) == principal)  # a half cent may round to even here


@pytest.mark.parametrize(
    "question, words",
    [
        (lambda: to_receive(100, "100%"), "nothing would be paid out"),
        (lambda: borrow_to_cover(-1, per_year("24%"), 0, 3), "below zero"),
        (lambda: roll_over(100, "2%", 30, -1), "cannot be followed"),
        (lambda: equal_payments(100, per_year(0).monthly, 0), "at least 1"),
    ],
)
def test_a_loan_that_cannot_be_is_refused_in_a_sentence(question, words):
    with pytest.raises(ValueError, match=words):
        question()
