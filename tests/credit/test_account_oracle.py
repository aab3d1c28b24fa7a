"""A debt through the ninety days, paid, put on plans and rolled over, against its naive second opinion."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.clause import Base, LateClause, Style
from credit.ninety_days_account import opened
from credit.ninety_days_cast import CAST, DAILY, PENALTY, START, Debt
from credit.ninety_days_world import DAYS
from tests.credit.account_oracle import NaiveAccount
from tests.credit.record_oracle import current
from tests.credit.strategies import loans

FLAT = LateClause(style=Style.FLAT, amount=3_000, grace_days=3, acceleration_days=60)
OVER = LateClause(style=Style.DAILY, amount="0.06%", base=Base.WHOLE_BALANCE)
OF_THE_CAST = [debt for borrower in CAST.values() for debt in borrower.debts]
cast = st.sampled_from(OF_THE_CAST)


@st.composite
def debts(draw):
    """One of the cast, or any other loan that is running when the game begins."""
    if draw(st.booleans()):
        return draw(cast)
    loan = draw(loans)
    months = (START.year - loan.first_due.year) * 12 + START.month - loan.first_due.month
    if loan.first_due > START or loan.principal > 10**9:
        return draw(cast)
    paid = draw(st.integers(0, max(0, min(loan.n - 1, months))))
    return Debt("any", loan, paid, draw(st.sampled_from([PENALTY, DAILY, FLAT, OVER])), rolls=draw(st.booleans()))


@pytest.mark.parametrize("debt", OF_THE_CAST, ids=lambda debt: debt.id)
def test_each_debt_of_the_game_stands_and_goes_on_as_the_naive_one_does(debt):
    account, naive = opened(debt), NaiveAccount(debt, START, DAYS)
    for day in range(1, DAYS + 1):
        assert account.payable(day) == naive.payable(day) and account.totals(day) == naive.totals(day)
        assert account.at(day)["cost_to_get_current"] == current(naive.now(day))


@settings(max_examples=25, deadline=None)
@given(debts(), st.data())
def test_a_debt_through_the_ninety_days_equals_the_naive_one(debt, data):
    account, naive, day = opened(debt), NaiveAccount(debt, START, DAYS), 2
    for _ in range(data.draw(st.integers(1, 4))):
        falls_due = [(due - START).days for due, _ in account.open.rows]
        falls_due = [on for on in falls_due if day <= on <= DAYS] or [DAYS]
        day = data.draw(st.integers(day, DAYS) | st.sampled_from(falls_due))
        assert account.payable(day) == naive.payable(day) and account.can_roll(day) == naive.roll_cost(day)
        assert account.next_due(day) == next(iter(naive.coming(day)), None)
        waives = data.draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1, 3), Fraction(1)]))
        months = data.draw(st.integers(1, 36))
        left, let_go = naive.left(day, waives)
        offer = account.offer("o", "plan", day, months, waives, day + 10, True)
        assert (offer is None) == (left < 1) and (offer is None or offer.principal == left)
        act = data.draw(st.sampled_from(["pay", "plan", "roll"]))
        if act == "plan" and offer:
            account = account.accept(day, offer)
            naive.plan(day, months, waives)
            assert account.segments[-2].waived == let_go
            assert account.open.rows[0][1] == (offer.instalment if months > 1 else account.open.rows[0][1])
        elif act == "roll" and naive.roll_cost(day):
            account = account.roll(day)
            naive.roll(day)
        elif act == "pay" and naive.payable(day):
            amount = data.draw(st.integers(1, naive.payable(day)))
            account = account.pay(day, amount)
            naive.pay(day, amount)
    book = naive.book(naive.stretches[-1])
    for later in {day, (day + DAYS) // 2, DAYS}:
        now, other = account.at(later), book[later]
        for name in set(now) & set(other):
            assert now[name] == other[name], name
        assert now["cost_to_get_current"] == current(other)
        assert account.totals(later) == naive.totals(later)
        assert account.worst_days(later) == max(naive.worst(later))
        plans = naive.worst(later, ("plan",))
        assert account.plan_kept(later) == (all(days <= 7 for days in plans) if plans else None)
        assert account.months_left(later) == len(naive.coming(later)) + other["missed"]
