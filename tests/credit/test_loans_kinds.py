"""Every kind of loan: the engine equals the naive oracle to the cent, and its rows add up."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.accrual import Accrual, FirstPeriod
from credit.dates import is_month_end
from credit.daycount import DayCount
from credit.holidays import HolidayInterest, payment_holiday
from credit.interest import Interest
from credit.kinds import bullet, equal_principal, flat, interest_only
from credit.level import NEVER, Absorbs, equal_instalments, instalments_needed
from credit.loans import Loan, Repayment
from credit.money import Rounding
from credit.periods import Period, due_dates
from credit.rates import Rates, per_month, per_month_flat, per_year, per_year_effective
from tests.credit import schedule_oracle as oracle

principals = st.one_of(st.integers(1, 2_000), st.integers(10_000, 5_000_000), st.integers(10**11, 10**13))
one_rate = st.one_of(
    st.just(Fraction(0)),
    st.fractions(0, "0.05", max_denominator=20_000),
    st.integers(0, 5 * 10**13).map(lambda r: Fraction(r, 10**15)),
    st.integers(0, 400).map(lambda r: Fraction(r, 1000)),
)
FIRST = "2026-01-31"


def rows(schedule, loan=0):
    n = schedule.n[loan]
    return [
        (int(p), int(i), int(b))
        for p, i, b in zip(schedule.principal[loan, :n], schedule.interest[loan, :n], schedule.balance[loan, :n])
    ]


@st.composite
def batches(draw):
    """Some loans of one batch: their principals, numbers of instalments and rates, the same or not."""
    size = draw(st.integers(1, 4))
    principal = draw(st.lists(principals, min_size=size, max_size=size))
    same_n, same_rate = draw(st.booleans()), draw(st.booleans())
    n = (
        [draw(st.integers(1, 40))] * size
        if same_n
        else draw(st.lists(st.integers(1, 40), min_size=size, max_size=size))
    )
    rate = [draw(one_rate)] * size if same_rate else draw(st.lists(one_rate, min_size=size, max_size=size))
    return principal, n, rate


@settings(max_examples=200, deadline=None)
@given(batches())
def test_every_kind_equals_the_naive_oracle_to_the_cent(batch):
    principal, n, rate = batch
    terms = (principal, rate, n, FIRST)
    engines = [
        (equal_instalments, oracle.equal_instalment, {}),
        (equal_principal, oracle.equal_principal, {}),
        (interest_only, oracle.interest_only, {}),
        (bullet, oracle.bullet, {}),
        (bullet, oracle.bullet_compound, {"compound": True}),
        (flat, oracle.flat, {}),
    ]
    for engine, naive, options in engines:
        schedule = engine(*terms, **options)
        for b in range(len(principal)):
            assert rows(schedule, b) == naive(principal[b], [rate[b]] * n[b]), engine.__name__
            assert not schedule.instalment[b, schedule.n[b] :].any()


@settings(max_examples=200, deadline=None)
@given(principals, st.lists(one_rate, min_size=1, max_size=24), st.data())
def test_periods_that_differ_balloons_and_interest_only_rows_equal_the_oracle(principal, rates, data):
    balloon = data.draw(st.integers(0, principal))
    free = data.draw(st.integers(0, len(rates) - 1))
    shared = Rates.of(rates)
    each = Rates(np.broadcast_to(shared.numerators, (len(rates),))[None], shared.denominator)
    s = equal_instalments([principal], each, [len(rates)], FIRST, balloon=[balloon], interest_only=free)
    assert rows(s) == oracle.equal_instalment(principal, rates, balloon, free)
    p = equal_principal([principal], each, [len(rates)], FIRST, interest_only=free)
    assert rows(p) == oracle.equal_principal(principal, rates, free)
    assert rows(interest_only([principal], each, [len(rates)], FIRST)) == oracle.interest_only(principal, rates)
    assert rows(bullet([principal], each, [len(rates)], FIRST)) == oracle.bullet(principal, rates)


@settings(max_examples=150, deadline=None)
@given(principals, one_rate, st.integers(1, 12), st.integers(1, 36), st.sampled_from(HolidayInterest))
def test_a_holiday_equals_the_oracle_and_keeps_every_cent(principal, rate, months, n, rule):
    s = payment_holiday([principal], rate, months, n, rule, FIRST)
    got = list(zip(*(part[0].tolist() for part in (s.principal, s.interest, s.capitalised, s.balance))))
    assert got == oracle.holiday(principal, rate, months, n, rule.value)
    assert s.advanced.tolist() == [principal] and s.balance[0, -1] == 0
    if rule in (HolidayInterest.WAIVED, HolidayInterest.DEFERRED):
        assert s.capitalised.sum() == 0


@st.composite
def any_loan(draw):
    repayment = draw(st.sampled_from(Repayment))
    rate = draw(
        st.one_of(
            st.decimals(0, "0.36", places=4).map(per_year), st.decimals(0, "0.5", places=2).map(per_year_effective)
        )
    )
    if repayment is Repayment.FLAT:
        rate = draw(st.decimals(0, "0.03", places=4).map(per_month_flat))
    principal, n = draw(st.integers(100, 10**8)), draw(st.integers(1, 30))
    first = draw(st.dates(date(2024, 1, 31), date(2028, 3, 1)))
    return Loan(
        principal,
        rate,
        n,
        first,
        drawn=draw(st.none() | st.dates(date(2023, 11, 1), date(2024, 1, 31))),
        repayment=repayment,
        period=draw(st.builds(Period, st.sampled_from(["month", "day"]), st.integers(1, 15))),
        accrual=draw(st.sampled_from([*Accrual, *DayCount])),
        first_period=draw(st.sampled_from(FirstPeriod)),
        anchor_day=31 if is_month_end(first) and draw(st.booleans()) else None,
        balloon=draw(st.integers(1, principal)) if repayment is Repayment.BALLOON else 0,
        rounding=draw(st.sampled_from(Rounding)),
    )


@settings(max_examples=300, deadline=None)
@given(any_loan())
def test_rows_of_any_loan_add_up_and_nothing_is_negative(loan):
    s = loan.schedule()
    assert s.principal.sum() == loan.principal == s.advanced[0] and s.balance[0, -1] == 0
    assert (s.principal >= 0).all() and (s.interest >= 0).all() and (s.balance >= 0).all()
    assert (s.instalment == s.principal + s.interest).all()
    before = np.concatenate([[loan.principal], s.balance[0, :-1]])
    assert (before - s.principal[0] == s.balance[0]).all()
    assert (np.diff(s.due[0].astype(int)) > 0).all() and (s.due[0] >= s.drawn[0]).all()
    day, cents = loan.flows()
    assert len(day) == len(cents) and -cents.sum() == loan.total_cost == s.interest.sum()


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**12), one_rate, st.sampled_from(Rounding))
def test_interest_is_rounded_once_and_exactly_on_every_path(balance, rate, rounding):
    posted = int(Interest(Rates.of(rate), balance, rounding)(np.array([balance]), 0)[0])
    error = posted - balance * rate
    limit = {Rounding.HALF_UP: Fraction(1, 2), Rounding.HALF_EVEN: Fraction(1, 2)}.get(rounding, Fraction(1))
    assert abs(error) <= limit and abs(error) < 1
    if rounding is Rounding.HALF_UP:
        assert error != -Fraction(1, 2)
    if rounding in (Rounding.UP, Rounding.DOWN):
        assert error >= 0 if rounding is Rounding.UP else error <= 0


@pytest.mark.parametrize("rate", ["0.018", Fraction(181, 12_000), Fraction(3601, 120_000), Fraction(1, 7), "1.5"])
def test_the_quick_way_rounds_half_up_whatever_the_remainder(rate):
    largest = 10_000_000
    rates = Rates.of(rate)
    interest = Interest(rates, largest)
    assert interest._post == interest._shifted
    # A whole run of remainders, the half cents among them, at both ends of what is allowed.
    for balance in (np.arange(2 * rates.denominator), largest - np.arange(2 * rates.denominator)):
        assert interest(balance, 0).tolist() == [oracle.half_up(int(b) * rates.take(0)[0]) for b in balance]


@pytest.mark.parametrize("terms", [{}, {"instalment": [200]}, {"multiple": 100, "multiple_rounding": Rounding.UP}])
def test_where_a_high_rate_and_rounding_end_a_loan_early_every_row_is_still_exact(terms):
    for denominator in (100, 10**7, 10**8, 10**15):
        for principal in range(1, 100):
            i = Fraction(120 * denominator // 100 - 1, denominator)
            rows = equal_instalments([principal], i, [80], FIRST, **terms)
            before = np.concatenate([[principal], rows.balance[0, :-1]])
            assert rows.interest[0].tolist() == [oracle.half_up(int(b) * i) for b in before]
            assert rows.principal.sum() == principal and rows.balance[0, -1] == 0 and (rows.balance >= 0).all()


def test_a_rate_of_fifteen_decimals_stays_in_int64_and_exact():
    interest = Interest(Rates.of(Fraction(18_123_456_789_013, 10**15)), 10**11)
    balance = np.arange(10**11 - 5_000, 10**11)
    assert interest.dtype is np.int64
    assert interest(balance, 0).tolist() == [
        oracle.half_up(int(b) * Fraction(18_123_456_789_013, 10**15)) for b in balance
    ]


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2023, 1, 1), date(2029, 1, 1)), st.integers(1, 40), st.integers(1, 14), st.booleans())
def test_due_dates_equal_the_calendar_walked_by_hand(first, n, every, by_month):
    unit = "month" if by_month else "day"
    assert due_dates(first, n, Period(unit, every))[0].tolist() == oracle.dates(first, n, unit, every)


def test_many_loans_of_many_days_get_the_dates_each_would_get_alone():
    first = np.datetime64("2024-01-15") + np.arange(400) % 60
    together = due_dates(first, 14)
    assert all((together[b] == due_dates(first[b], 14)[0]).all() for b in range(0, 400, 7))


def test_batches_may_share_their_memory():
    memory = np.empty((2, 12, 2), dtype=np.int64)
    for principal in ([600_000, 50_000], [10_001, 999]):
        fresh = equal_instalments(principal, "0.018", [12, 7], FIRST)
        shared = equal_instalments(principal, "0.018", [12, 7], FIRST, out=memory)
        assert rows(shared, 0) == rows(fresh, 0) and rows(shared, 1) == rows(fresh, 1)
        assert np.shares_memory(shared.principal, memory)
    with pytest.raises(ValueError, match=r"need int64 of shape \(2, 12, 1\)"):
        equal_instalments([100], "0.018", [12], FIRST, out=memory)


def test_the_flat_loan_of_case_b_pays_1423_33_and_last_1423_36():
    s = Loan.of("12000", per_month_flat("0.75%"), 9, "2026-02-05").schedule()
    assert s.instalment[0].tolist() == [142_333] * 8 + [142_336]
    assert s.principal[0, 0] == 133_333 and set(s.interest[0].tolist()) == {9_000}


def test_equal_principal_falls_and_bullet_pays_once():
    s = Loan.of("1200", per_month("1%"), 12, "2026-01-05", repayment=Repayment.EQUAL_PRINCIPAL).schedule()
    assert s.instalment[0, [0, 1, 11]].tolist() == [11_200, 11_100, 10_100]
    once = Loan.of("1200", per_month("1%"), 12, "2026-01-05", repayment=Repayment.BULLET).schedule()
    assert once.instalment[0].tolist() == [134_400] and once.due[0].tolist() == [date(2026, 12, 5)]


def test_the_last_instalment_may_be_even_and_its_interest_take_the_cents():
    terms = ("6000", per_month("1.8%"), 12, "2026-04-05")
    s = Loan.of(*terms, absorbs=Absorbs.LAST_INTEREST).schedule()
    assert set(s.instalment[0].tolist()) == {56_041} and s.interest[0, -1] == 991 - 4
    assert s.principal[0].tolist() == Loan.of(*terms).schedule().principal[0].tolist()


def test_a_debt_whose_instalment_does_not_exceed_its_interest_never_ends():
    needed = instalments_needed([100_000] * 3, "0.01", [1_000, 1_001, 60_000])
    assert needed[0] == NEVER and needed[1] > 600 and needed[2] == 2
    with pytest.raises(ValueError, match="never pays it off; the interest is 1000"):
        equal_instalments([100_000], "0.01", [12], FIRST, instalment=[1_000])


def test_the_number_of_instalments_is_that_of_the_schedule_it_makes():
    s = equal_instalments([28_000_000], Fraction(84, 12_000), [22], FIRST, instalment=[1_400_000])
    assert instalments_needed([28_000_000], Fraction(84, 12_000), [1_400_000]).tolist() == [22]
    assert 0 < s.instalment[0, -1] < 1_400_000 and s.count.tolist() == [22]


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: equal_instalments([100], "0.01", [3], FIRST, balloon=[101]), "not part of the principal"),
        (lambda: equal_instalments([100], "0.01", [3], FIRST, interest_only=3), "at most 2"),
        (lambda: equal_instalments([0], "0.01", [3], FIRST), "starts at 1 cent"),
        (lambda: equal_instalments([], "0.01", [3], FIRST), "at least one principal"),
        (lambda: equal_instalments([100], "-0.01", [3], FIRST), "below zero"),
        (lambda: Loan.of("100", per_month_flat("1%"), 3, FIRST, repayment=Repayment.BULLET), "a rate on the balance"),
        (lambda: Loan.of("100", per_month("1%"), 3, FIRST, repayment=Repayment.BALLOON), "balloon above 0"),
        (lambda: Loan.of("100", per_month("1%"), 3, FIRST, anchor_day=32), "1 to 31"),
        (lambda: payment_holiday([100], "0.01", 0, 3, HolidayInterest.WAIVED, FIRST), "the least is 1"),
        (lambda: Period("week"), 'not in "week"'),
        (lambda: Period("day", 0), "the least is 1"),
    ],
)
def test_terms_that_make_no_schedule_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
