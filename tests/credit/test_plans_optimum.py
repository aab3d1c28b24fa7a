"""The least cost: avalanche where the theorem says so, the solver where fees decide, brute force where it is small."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credit.debts import Kept, Order
from credit.minimums import Minimum
from credit.money import cents
from credit.optimum import Proof, optimum
from credit.payoff import NEVER
from credit.plans import Debt, pay_off
from credit.rates import per_month, per_year
from tests.credit.test_plans import DEBTS, LOUDEST

UNIT = 1000  # brute force pays in steps of 10.00


def cheapest_by_brute_force(debts, budget, months):
    """The least cost of all ways to pay in whole UNITs (or clear a debt), every minimum kept; None if none ends."""
    best = None

    def go(balances, cost, left):
        nonlocal best
        if best is not None and cost >= best:
            return
        if not any(balances):
            best = cost
            return
        if not left:
            return
        grown = [b + b * d.rate.monthly + (d.monthly_fee if b else 0) for b, d in zip(balances, debts)]
        cost += sum(grown) - sum(balances)
        choices = []
        for b, d in zip(grown, debts):
            floor = min(b, d.minimum.floor)
            steps = {Fraction(s) for s in range(0, budget + 1, UNIT) if floor <= s <= b} | {b, Fraction(floor)}
            choices.append(sorted(s for s in steps if s <= budget))
        for paid in product(*choices):
            if sum(paid) <= budget:
                go([b - p for b, p in zip(grown, paid)], cost, left - 1)

    go([Fraction(d.balance) for d in debts], Fraction(0), months)
    return best


def test_the_strategy_set_is_cheapest_by_avalanche():
    for budget, least in (("2800", "9794.47"), ("3200", "7943.64"), ("4500", "5040.02")):
        found = optimum(DEBTS, cents(budget))
        assert found.proof is Proof.AVALANCHE and found.bound == cents(least)
        assert abs(found.cost - cents(least)) <= 3 and not found.late.any()
        assert found.paid.sum() == sum(d.balance for d in DEBTS) + found.cost


debts = st.lists(
    st.builds(
        lambda balance, rate, floor: Debt(balance * 100, per_month(rate), Minimum(floor=floor * 100)),
        st.integers(10, 5_000),
        st.decimals(0, "0.05", places=4),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(debts, st.integers(1, 400))
def test_without_fees_no_order_beats_avalanche(some, extra):
    budget = sum(d.minimum.floor for d in some) + extra * 100
    exactly = lambda order: pay_off(some, budget, order, kept=Kept.UNROUNDED)
    first = exactly(Order.AVALANCHE)
    others = [exactly(o) for o in (Order.SNOWBALL, Order.BIGGEST, range(len(some)), range(len(some))[::-1])]
    for other in others:
        assert not other.ends[0] or (first.cost[0] <= other.cost[0] and first.months[0] <= other.months[0])
    if first.ends[0]:
        found = optimum(some, budget)
        in_cents = [pay_off(some, budget, o) for o in Order]
        assert found.proof is Proof.AVALANCHE
        assert found.cost <= min(r.cost[0] for r in in_cents if r.ends[0])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 40), st.integers(0, 2)), min_size=2, max_size=2),
    st.integers(0, 3),
)
def test_avalanche_equals_brute_force_on_small_debts(rows, extra):
    some = [Debt(b * UNIT, per_month(Fraction(r, 100)), Minimum(floor=f * UNIT)) for b, r, f in rows]
    budget = sum(d.minimum.floor for d in some) + extra * UNIT
    brute = cheapest_by_brute_force(some, budget, 6)
    if brute is not None:
        first = pay_off(some, budget, kept=Kept.UNROUNDED)
        assert first.ends[0] and first.cost[0] <= brute + Fraction(1, 2)


@settings(max_examples=20, deadline=None)
@example([(1, 7, 0, 0), (5, 5, 0, 800)], 3)  # the best plan closes a debt with the last cent of a month
@example([(5, 5, 0, 800), (4, 6, 1, 0)], 3)  # and here beside a minimum
@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 10), st.integers(0, 1), st.sampled_from([0, 100, 800])),
        min_size=2,
        max_size=2,
    ),
    st.integers(1, 3),
)
def test_with_fees_the_solver_is_never_above_brute_force_or_any_order(rows, extra):
    some = [
        Debt(b * UNIT, per_month(Fraction(r, 100)), Minimum(floor=f * UNIT), monthly_fee=fee) for b, r, f, fee in rows
    ]
    budget = sum(d.minimum.floor for d in some) + extra * UNIT
    found = optimum(some, budget)
    brute = cheapest_by_brute_force(some, budget, 6)
    slack = 10  # cents that whole-cent interest can move
    if brute is not None:
        assert found.cost != NEVER and found.cost <= brute + slack
    for order in Order:
        result = pay_off(some, budget, order)
        assert not result.ends[0] or 0 <= found.cost <= result.cost[0]
    if found.cost != NEVER:
        assert found.months > 12 or found.bound - slack <= found.cost  # over years, half cents grow with interest
        assert found.paid.sum() == sum(d.balance for d in some) + found.cost


def test_a_monthly_fee_can_make_the_cheapest_debt_the_one_to_close_first():
    some = [Debt.of("6000", per_year("24%"), "200"), Debt.of("900", per_year("6%"), "50", monthly_fee="60")]
    found = optimum(some, cents("600"))
    dearest_first = pay_off(some, cents("600"), Order.AVALANCHE)
    assert found.proof is Proof.SOLVER and found.cost < dearest_first.cost[0]
    assert found.paid[3:, 1].sum() == 0 < found.paid[2, 1]  # closed in month 3; avalanche keeps it to the end
    assert dearest_first.cleared[0].tolist()[1] > 3


def test_late_fees_decide_which_minimum_is_missed_when_the_budget_is_short():
    some = [replace(d, monthly_fee=f, late_fee=cents("50")) for d, f in zip(DEBTS, (0, 0, 1000, 6000))]
    found = optimum(some, cents("2500"))
    assert found.proof is Proof.SOLVER and abs(found.cost - found.bound) < 20
    assert found.late.any(axis=0).sum() >= 1
    for order in (*Order, LOUDEST):
        assert found.cost <= pay_off(some, cents("2500"), order).cost[0]


def test_minimums_are_kept_unless_asked_otherwise():
    some = [replace(d, monthly_fee=f, late_fee=cents("50")) for d, f in zip(DEBTS, (0, 0, 1000, 6000))]
    kept, free = optimum(some, cents("4500")), optimum(some, cents("4500"), keep_minimums=False)
    assert not kept.late.any() and free.late.any() and free.cost < kept.cost


def test_the_solver_agrees_with_the_theorem_where_both_apply():
    some = [*DEBTS[:2], replace(DEBTS[3], late_fee=1)]  # a fee that is never charged sends it to the solver
    found = optimum(some, cents("2500"))
    assert found.proof is Proof.SOLVER
    assert found.cost == pytest.approx(pay_off(some, cents("2500")).cost[0], abs=3)


def test_debts_that_cannot_end_are_proved_endless():
    found = optimum([Debt.of("5000", per_year("22%"), late_fee="10")], cents("91"))
    assert (found.proof, found.cost, found.months) == (Proof.ENDLESS, NEVER, NEVER) and np.isinf(found.bound)
