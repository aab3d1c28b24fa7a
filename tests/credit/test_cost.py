"""What a loan costs with every fee in it: the published cases A and B, and what must hold for any loan."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.cost import all_in, on_dates
from credit.irr import Outcome, present_value
from credit.loans import Loan, Schedule, equal_instalments
from credit.rates import per_month


def flat(principal: int, monthly_fee: int, n: int, first_due="2026-04-05") -> Schedule:
    """A flat loan (等本等费): equal parts of the principal, and a fee on the original principal each month."""
    part = np.full((1, n), principal // n)
    part[0, -1] = principal - part[0, :-1].sum()
    due = (np.datetime64(first_due[:7]) + np.arange(n)).astype("datetime64[D]") + int(first_due[8:]) - 1
    drawn = np.array([due[0] - 30])
    return Schedule(due[None], part, np.full((1, n), monthly_fee), np.array([n]), drawn)


def percent(rate) -> str:
    return f"{100 * rate:.1f}"


def test_case_a_costs_21_6_nominal_and_23_9_effective():
    cost = all_in(Loan.of("6000", per_month("1.8%"), 12, "2026-04-05").schedule()).one()
    assert (percent(cost["nominal"]), percent(cost["effective"])) == ("21.6", "23.9")
    assert (cost["received"], cost["money"]) == (600000, 72496)


def test_case_b_costs_26_1_nominal_and_29_5_effective_against_an_advertised_9():
    schedule = flat(1200000, 9000, 9)
    assert schedule.instalment[0].tolist() == [142333] * 8 + [142336]
    cost = all_in(schedule, withheld=48000).one()
    assert (percent(cost["nominal"]), percent(cost["effective"])) == ("26.1", "29.5")
    assert (cost["received"], cost["money"]) == (1152000, 81000 + 48000)


def test_case_b_without_the_upfront_fee_costs_15_9_nominal_and_17_1_effective():
    cost = all_in(flat(1200000, 9000, 9)).one()
    assert (percent(cost["nominal"]), percent(cost["effective"])) == ("15.9", "17.1")


def test_trap_31_the_rate_uses_the_net_amount_received():
    schedule = flat(1200000, 9000, 9)
    net, gross = all_in(schedule, withheld=48000).one(), all_in(schedule).one()
    assert net["effective"] > gross["effective"] + 0.12
    # Three numbers that are often mixed up: the simple fee rate x 12, monthly x 12, and the effective rate.
    fee_rate = 12 * 9000 / 1200000
    assert len({percent(fee_rate), percent(net["nominal"]), percent(net["effective"])}) == 3
    assert fee_rate < net["nominal"] < net["effective"]


def test_trap_12_a_nominal_and_an_effective_rate_are_named_and_differ():
    cost = all_in(Loan.of("6000", per_month("1.8%"), 12, "2026-04-05").schedule())
    assert cost.nominal[0] == pytest.approx(0.216, abs=2e-5)
    assert cost.effective[0] == pytest.approx(1.018**12 - 1, abs=2e-5)


def test_dated_costs_give_the_same_pair():
    schedule = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05").schedule()
    by_month, by_day = all_in(schedule).one(), on_dates(schedule).one()
    assert by_day["effective"] == pytest.approx(by_month["effective"], abs=2e-3)
    assert (1 + by_day["nominal"] / 12) ** 12 - 1 == pytest.approx(by_day["effective"])


def test_a_loan_that_never_arrives_has_no_rate_and_says_so():
    cost = all_in(flat(1200000, 9000, 9), withheld=1200000).one()
    assert cost["outcome"] is Outcome.NONE and cost["nominal"] is None and cost["effective"] is None
    assert cost["money"] == 1281000


def test_a_fee_below_zero_or_above_the_loan_is_refused():
    with pytest.raises(ValueError, match="-1 cents is below zero"):
        all_in(flat(1200000, 9000, 9), fees=-1)
    with pytest.raises(ValueError, match="1200001 cents are withheld"):
        all_in(flat(1200000, 9000, 9), withheld=1200001)


def test_a_shorter_loan_of_a_batch_pays_no_fee_after_its_end():
    both = equal_instalments([600000] * 2, [per_month("1%").monthly] * 2, [6, 12], [date(2026, 1, 5)] * 2)
    alone = equal_instalments([600000], [per_month("1%").monthly], [6], [date(2026, 1, 5)])
    of_both, of_one = all_in(both, fees=500), all_in(alone, fees=500)
    assert of_both.paid[0] == of_one.paid[0]
    assert of_both.effective[0] == pytest.approx(of_one.effective[0], rel=1e-12)


loans = st.builds(
    lambda p, i, n: equal_instalments([p], [per_month(f"{i}%").monthly], [n], [date(2026, 4, 5)]),
    st.integers(10_000, 10_000_000),
    st.decimals("0", "5", places=2),
    st.integers(1, 60),
)


@settings(max_examples=150, deadline=None)
@given(loans, st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 3000))
def test_adding_a_fee_never_lowers_the_cost(schedule, withheld, fees, more):
    before = all_in(schedule, withheld, fees)
    for after in (all_in(schedule, withheld + more, fees), all_in(schedule, withheld, fees + more)):
        assert after.money[0] > before.money[0]
        assert after.effective[0] > before.effective[0] and after.nominal[0] > before.nominal[0]
    assert on_dates(schedule, withheld + more, fees).effective[0] > on_dates(schedule, withheld, fees).effective[0]


@settings(max_examples=150, deadline=None)
@given(loans, st.integers(0, 5000))
def test_at_the_rate_found_what_arrived_is_worth_what_is_paid(schedule, withheld):
    cost = all_in(schedule, withheld)
    flows = np.hstack([cost.received[:, None], -schedule.instalment])
    assert abs(present_value(flows, cost.rates.rate)[0]) <= 1e-9 * cost.received[0]
