"""Rates of return: one, several, none, and how each is known."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credit.annuity import rate
from credit.daycount import DayCount
from credit.irr import CHUNK, Outcome, irr, present_value, rate_of_return, xirr


def flows_with_rates(rates, scale=1) -> list[Fraction]:
    """Flows that are worth nothing at exactly these rates: the product of (1 + r) v - 1 over the rates."""
    flows = [Fraction(scale)]
    for r in rates:
        flows = [(a or 0) * (1 + Fraction(r)) - (b or 0) for a, b in zip([0, *flows], [*flows, 0])]
    return flows


def worth(flows, r: float, times=None) -> Fraction:
    """What the flows are worth, exactly, as a share of all the money at that rate (whole times)."""
    growth = 1 + Fraction(r)
    terms = [Fraction(f) / growth**t for f, t in zip(flows, times or range(len(flows)))]
    return sum(terms) / sum(map(abs, terms))


def test_trap_29_several_rates_are_listed_and_none_is_chosen():
    answer = irr([-50, -100, 600, 300, -100]).one()
    assert answer.outcome is Outcome.SEVERAL and answer.rate is None
    assert [f"{r:.0%}" for r in answer.roots] == ["-77%", "185%"]


def test_trap_29_no_rate_is_an_answer():
    for flows in ([100, 50, 20], [-1, 0, 0], [100, -200, 101]):
        answer = irr(flows).one()
        assert answer.outcome is Outcome.NONE and answer.rate is None and answer.roots == ()


def test_trap_29_nothing_flows_is_an_answer():
    assert irr([0, 0, 0]).one().outcome is Outcome.ALL_ZERO
    assert irr([0]).one().outcome is Outcome.ALL_ZERO
    assert xirr([100, -100], [date(2026, 1, 1)] * 2).one().outcome is Outcome.ALL_ZERO


def test_trap_29_an_ordinary_annuity_never_has_a_rate_below_minus_100_percent():
    for n, payment, lent in ((12, -56041, 600000), (360, -60000, 10000000), (1, -1, 100), (480, -1, 10**9)):
        answer = rate(n, payment, lent)
        assert answer.outcome is Outcome.UNIQUE and answer.rate > -1


def test_trap_29_a_rate_that_others_miss_is_found():
    """Thirty flows with one rate far below zero, where a solver that starts near 10 % finds nothing."""
    answer = irr([-1000] + [1] * 28 + [30]).one()
    assert answer.outcome is Outcome.UNIQUE and abs(worth([-1000] + [1] * 28 + [30], answer.rate)) < 1e-12


def test_a_double_root_is_one_rate():
    assert irr([100, -220, 121]).one().rate == pytest.approx(0.1, abs=1e-7)


def test_the_first_flow_may_be_nothing():
    assert irr([0, -100, 110]).one().rate == pytest.approx(0.1)


def test_a_flow_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="not a finite number"):
        irr([100, float("nan")])
    with pytest.raises(ValueError, match="3 flows have 2 dates"):
        xirr([1, 2, -3], [date(2026, 1, 1), date(2026, 2, 1)])


def test_flows_of_one_day_are_added_up_and_order_does_not_matter():
    days = [date(2026, 3, 1), date(2025, 1, 1), date(2026, 3, 1), date(2025, 1, 1)]
    assert xirr([-60, 70, -50, 30], days).one().rate == pytest.approx(xirr([100, -110], days[1:3]).one().rate)
    assert xirr([0.1, 0.2, -0.3, -5, 6], [days[1]] * 3 + days[:2]).one().outcome is Outcome.UNIQUE


def test_the_day_count_is_the_one_that_is_named():
    days = [date(2024, 1, 1), date(2025, 1, 1)]
    rates = {c: xirr([100, -110], days, c).one().rate for c in (DayCount.ACT_365F, DayCount.ACT_ACT_ISDA)}
    assert rates[DayCount.ACT_ACT_ISDA] == pytest.approx(0.1)
    assert rates[DayCount.ACT_365F] == pytest.approx(1.1 ** (365 / 366) - 1)


distinct = st.lists(st.integers(-60, 300), min_size=1, max_size=4, unique_by=lambda r: r // 12).map(sorted)


@settings(max_examples=200, deadline=None)
@given(distinct, st.sampled_from([1, -1, 1000]))
def test_flows_made_to_have_certain_rates_have_those_and_no_others(percents, scale):
    rates = [Fraction(p, 100) for p in percents]
    answer = irr([float(f) for f in flows_with_rates(rates, scale)]).one()
    assert len(answer.roots) == len(rates)
    assert answer.roots == pytest.approx([float(r) for r in rates], abs=1e-6)
    assert answer.outcome is (Outcome.UNIQUE if len(rates) == 1 else Outcome.SEVERAL)


amounts = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=12)


@settings(max_examples=300, deadline=None)
@given(amounts)
def test_every_rate_listed_makes_the_flows_worth_nothing_and_a_scan_finds_no_more(flows):
    answer = irr(flows).one()
    for r in answer.roots:
        assert abs(worth(flows, r)) < 1e-9
    if answer.outcome is Outcome.ALL_ZERO:
        assert not any(flows)
        return
    points = [Fraction(2) ** k for k in np.arange(-9, 9, 0.125)]  # 1 / (1 + rate)
    signs = [sum(f * v**t for t, f in enumerate(flows)) > 0 for v in points]
    assert sum(a != b for a, b in zip(signs, signs[1:])) <= len(answer.roots)


@settings(max_examples=200, deadline=None)
@given(amounts, st.data())
def test_at_a_dated_rate_the_flows_are_worth_nothing(flows, data):
    gaps = data.draw(st.lists(st.integers(0, 400), min_size=len(flows), max_size=len(flows)))
    days = [date(2020, 1, 1) + timedelta(sum(gaps[: k + 1])) for k in range(len(flows))]
    answer = xirr(flows, days).one()
    times = [(day - days[0]).days for day in days]
    for r in answer.roots:
        assume(-0.999 < r < 1e6)
        daily = np.exp(-np.log1p(r) / 365 * np.array(times))
        assert abs(np.array(flows) @ daily) <= 1e-8 * (np.abs(flows) @ daily)


loan_flows = st.tuples(
    st.integers(100, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=36).filter(any)
).map(lambda x: [x[0], *(-p for p in x[1])])


@settings(max_examples=300, deadline=None)
@given(loan_flows, st.integers(1, 1000))
def test_the_unit_of_money_and_the_side_of_the_deal_leave_the_rate(flows, factor):
    one = irr(flows).one()
    # Near -100 % the nearest float to the rate is itself only so near to it.
    nearest = 1e-11 + len(flows) * 2e-16 / (1 + one.rate)
    assert one.outcome is Outcome.UNIQUE and abs(worth(flows, one.rate)) < nearest
    assert irr([f * factor for f in flows]).one().rate == pytest.approx(one.rate, rel=1e-10, abs=1e-12)
    assert irr([-f for f in flows]).one().rate == pytest.approx(one.rate, rel=1e-10, abs=1e-12)


@settings(max_examples=200, deadline=None)
@given(loan_flows, st.integers(1, 10_000))
def test_a_dearer_payment_or_a_smaller_advance_never_lowers_the_rate(flows, more):
    before = irr(flows).one().rate
    before -= 1e-12 * (1 + before)  # floats of the rate
    assert irr([*flows[:-1], flows[-1] - more]).one().rate >= before
    assert irr([flows[0] - min(more, flows[0] - 1), *flows[1:]]).one().rate >= before


def test_a_batch_gives_what_each_row_gives_alone_whatever_its_kind():
    rng = np.random.default_rng(7)
    rows = rng.integers(-1000, 1000, (60, 8))
    rows[:30, 0], rows[:30, 1:] = 3000, -np.abs(rows[:30, 1:])
    rows[5], rows[6] = 0, [1, 0, 0, 0, 0, 0, 0, 0]
    rows[7, 4:] = 0
    both = irr(rows)
    for k, row in enumerate(rows):
        alone = irr(row).one()
        assert both.one(k).outcome is alone.outcome
        assert both.one(k).roots == pytest.approx(alone.roots, rel=1e-9, abs=1e-12)


def test_more_rows_than_one_chunk_are_all_answered():
    rows = np.full((CHUNK + 3, 3), -60)
    rows[:, 0] = 100
    rows[-1] = [100, 50, 60]
    rates = irr(rows)
    assert (rates.outcome[:-1] == Outcome.UNIQUE).all() and rates.outcome[-1] == Outcome.NONE
    assert rates.rate[:-1] == pytest.approx(rates.rate[0])


def test_rates_far_apart_in_one_batch_are_all_exact():
    rate_of_row = np.concatenate([np.linspace(-0.5, 5, 200), np.linspace(0.001, 0.05, 200)])
    n = 24
    payment = 1e6 * rate_of_row / (1 - (1 + rate_of_row) ** -n)
    flows = np.hstack([np.full((len(payment), 1), 1e6), np.repeat(-payment[:, None], n, axis=1)])
    assert irr(flows).rate == pytest.approx(rate_of_row, rel=1e-9, abs=1e-12)


def test_whole_times_and_dates_agree():
    flows = [[1000, -300, -400, -500], [1000, 200, -700, -900], [-5, 3, 4, -1]]
    by_number, by_time = irr(flows), rate_of_return(flows, [2, 3, 4, 5])
    for k in range(3):
        assert by_number.one(k).roots == pytest.approx(by_time.one(k).roots)


def test_present_value_discounts_from_the_first_flow():
    assert present_value([-40000, 5000, 8000, 12000, 30000], 0.08)[0] == pytest.approx(3065.22267)
    assert present_value([100], 0.25, [2])[0] == pytest.approx(64)
