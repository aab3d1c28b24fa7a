"""The lanes of the payoff race: they are the plans of credit.payoff, drawn; the finish line is no plan's to pass."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.debts import Order
from credit.lanes import LOOK, cost_of_budgets, finish_line, lanes, one_loan, one_loan_with
from credit.minimums import Minimum
from credit.money import cents
from credit.payoff import NEVER
from credit.plans import Debt, pay_off
from credit.rates import per_year
from credit.spiral import Fee
from tests.credit.test_plans import DEBTS, LOUDEST

ORDERS = {"avalanche": Order.AVALANCHE, "snowball": Order.SNOWBALL, "biggest": Order.BIGGEST, "loudest": LOUDEST}
FIVE = [Debt.of("5000", per_year("22%"))]


def test_each_lane_is_the_plan_that_payoff_computes():
    found = lanes(DEBTS, cents("3200"), ORDERS)
    for name, order in ORDERS.items():
        alone = pay_off(DEBTS, cents("3200"), order).one()
        lane = found[name]
        assert (lane.months, lane.interest, list(lane.cleared)) == (
            alone["months"],
            alone["total_interest"],
            alone["cleared"],
        )
        assert len(lane.balance) == lane.months + 1 and not lane.balance[-1].any()
        assert lane.owed[0] == cents("44000")


def test_the_order_saves_a_few_hundred_and_more_money_thousands():
    few, many = (lanes(DEBTS, cents(budget), ORDERS) for budget in ("2800", "4500"))
    assert {name: lane.cost // 100 for name, lane in few.items()} == {
        "avalanche": 9794, "snowball": 9795, "biggest": 10059, "loudest": 10162,
    }  # fmt: skip
    assert (few["avalanche"].cost, many["avalanche"].cost) == (979446, 504003)


def test_the_order_of_the_lanes_is_the_callers():
    names = ["loudest", "biggest", "avalanche"]
    assert list(lanes(DEBTS, cents("3200"), {name: ORDERS[name] for name in names})) == names


def test_91_a_month_on_5000_at_22_percent_never_ends_and_the_month_of_the_limit_is_named():
    lane = lanes(FIVE, cents("91"), {"x": Order.AVALANCHE}, limit=cents("10000"))["x"]
    assert (lane.months, lane.cost, lane.first_interest, lane.ends) == (NEVER, NEVER, 9167, False)
    assert lane.owed[lane.passes] > cents("10000") >= lane.owed[lane.passes - 1]
    owed, month = cents("5000"), 0  # by hand, a cent at a time
    while owed <= cents("10000"):
        owed, month = owed + (owed * 22 * 2 + 1200) // 2400 - cents("91"), month + 1
    assert lane.passes == month == 272


def test_a_limit_that_is_not_reached_in_a_hundred_years_is_said_so():
    lane = lanes(FIVE, cents("91.67"), {"x": Order.AVALANCHE}, limit=cents("10000"))["x"]
    assert (lane.ends, lane.passes, len(lane.balance)) == (False, NEVER, LOOK + 1)


CHECKS = [
    ([Debt.of("10000", per_year("20%"))], "500", 25, "2266.06"),
    (FIVE, "200", 34, "1749.90"),
    ([Debt.of("5000", per_year("22%"), Minimum.of("25", "2%"))], None, 817, "35957.25"),
]


@pytest.mark.parametrize("debts, budget, months, interest", CHECKS)
def test_the_check_values_of_the_curriculum(debts, budget, months, interest):
    lane = lanes(debts, None if budget is None else cents(budget), {"x": Order.AVALANCHE})["x"]
    assert (lane.months, lane.interest) == (months, cents(interest))


def test_the_first_debt_gone_and_the_first_minimum_missed_are_named():
    assert lanes(DEBTS, cents("4500"), ORDERS)["snowball"].first == (3, 2)
    assert lanes(DEBTS, cents("4500"), ORDERS)["snowball"].short is None
    assert lanes(DEBTS, cents("2000"), ORDERS)["avalanche"].short == (1, 1)


def test_the_finish_line_is_avalanche_and_absent_where_nothing_proves_it():
    line = finish_line(DEBTS, cents("3200"))
    assert (line.months, line.cost) == (17, 794366)
    assert finish_line(DEBTS, cents("2000")) is None  # the minimums are not covered
    assert finish_line(FIVE, cents("91")) is None  # no end
    fees = [*DEBTS[:3], Debt.of("3000", per_year("12%"), "300", monthly_fee="60")]
    assert finish_line(fees, cents("4500")) is None


debts = st.lists(
    st.builds(
        lambda balance, rate, minimum: Debt.of(str(balance), per_year(f"{rate}%"), str(minimum)),
        st.integers(100, 30_000), st.integers(0, 60), st.integers(0, 500),
    ),
    min_size=2, max_size=5,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(debts, st.integers(500, 8_000), st.integers(0, 2_000), st.integers(1, 12), st.randoms())
def test_no_order_passes_the_finish_line(some, budget, extra, start, luck):
    line = finish_line(some, 100 * budget, 100 * extra, start)
    if line is None:
        return
    order = list(range(len(some)))
    luck.shuffle(order)
    found = lanes(some, 100 * budget, {"own": order, "big": Order.BIGGEST}, extra=100 * extra, extra_from=start)
    for lane in found.values():
        assert not lane.ends or lane.cost >= line.cost - lane.months * len(some)
        assert not lane.ends or lane.months >= line.months


def test_one_new_loan_costs_what_its_instalments_are_above_what_was_owed():
    loan, agreed = one_loan(DEBTS, per_year("18%"), 60, "5%")
    assert (loan.principal, loan.fee, agreed.cost) == (4631579, 231579, 2656691)
    assert agreed.cost == loan.payments.sum() - cents("44000") == agreed.interest + agreed.fees
    assert agreed.balance[0, 0] == loan.principal and agreed.balance[-1, 0] == 0 and len(agreed.balance) == 61


def test_one_new_loan_with_the_same_money_is_done_sooner_and_its_fee_is_counted():
    loan, agreed = one_loan(DEBTS, per_year("18%"), 60, "5%")
    same = one_loan_with(loan, per_year("18%"), cents("2800"))
    plain = pay_off([Debt(loan.principal, per_year("18%"))], cents("2800")).one()
    assert (same.months, same.cost) == (20, plain["total_interest"] + loan.fee) == (20, 963438)
    assert same.cost < agreed.cost and same.fees == loan.fee
    assert one_loan_with(loan, per_year("18%"), cents("1000")).short == (0, 1)


def test_a_fee_on_top_is_owed_too():
    loan, _ = one_loan(DEBTS, per_year("12%"), 24, "2%", Fee.ON_TOP)
    assert loan.principal == cents("44880")


def test_more_money_never_costs_more_and_agrees_with_the_lanes():
    budgets = [cents("91"), cents("92"), cents("200"), cents("500")]
    cost = cost_of_budgets(FIVE, budgets, {"x": Order.AVALANCHE})["x"]
    assert cost[0] == NEVER and (np.diff(cost[1:]) < 0).all()
    assert cost[2] == lanes(FIVE, cents("200"), {"x": Order.AVALANCHE})["x"].cost
