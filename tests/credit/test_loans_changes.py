"""Changes of terms: the published tables of cases C and E, part payments, roll-overs, settlement to the cent."""

from datetime import date
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.changes import Keep, extend, prepay, reterm, roll_over, take_holiday, what_is_left
from credit.fees import upfront, with_each_instalment
from credit.holidays import HolidayInterest
from credit.loans import Loan, Repayment
from credit.periods import every_days
from credit.rates import per_month, per_month_flat, per_year, per_year_effective
from credit.settlement import PayOff, actuarial_rebate, settle
from tests.credit.strategies import loans

CASE_C = Loan.of("20000", per_year("18%"), 24, "2026-02-05")
CASE_E = Loan.of("36000", per_month("1.5%"), 36, "2025-10-05")
APP_LOAN = Loan.of("5000", per_year("24%"), 12, "2026-05-05")


def table(schedule, first, last):
    columns = (schedule.instalment, schedule.interest, schedule.principal, schedule.balance)
    return [tuple(int(c[0, k]) for c in columns) for k in range(first - 1, last)]


def test_case_c_rows_7_to_12():
    s = CASE_C.schedule()
    assert s.instalment[0, [0, -1]].tolist() == [99_848, 99_855] and s.balance[0, 5] == 1_564_878
    assert table(s, 7, 12) == [
        (99_848, 23_473, 76_375, 1_488_503),
        (99_848, 22_328, 77_520, 1_410_983),
        (99_848, 21_165, 78_683, 1_332_300),
        (99_848, 19_985, 79_863, 1_252_437),
        (99_848, 18_787, 81_061, 1_171_376),
        (99_848, 17_571, 82_277, 1_089_099),
    ]
    app = APP_LOAN.schedule()
    assert app.instalment[0, [0, -1]].tolist() == [47_280, 47_278] and app.balance[0, 2] == 385_908


def test_case_e_rows_11_to_14():
    s = CASE_E.schedule()
    assert s.instalment[0, [0, -1]].tolist() == [130_149, 130_129] and s.balance[0, 9] == 2_784_998
    assert s.interest[0, 10:].sum() == 598_856
    assert table(s, 11, 14) == [
        (130_149, 41_775, 88_374, 2_696_624),
        (130_149, 40_449, 89_700, 2_606_924),
        (130_149, 39_104, 91_045, 2_515_879),
        (130_149, 37_738, 92_411, 2_423_468),
    ]


@pytest.mark.parametrize(
    "loan, paid, n, instalment, interest, last",
    [
        (CASE_C, 6, 24, 78_125, 310_125, 78_128),
        (CASE_C, 6, 36, 56_574, 471_789, 56_577),
        (CASE_C, 6, 60, 39_738, 819_365, 39_701),
        (CASE_E, 10, 36, 100_684, 839_638, 100_696),
        (CASE_E, 10, 48, 81_809, 1_141_850, 81_825),
        (CASE_E, 10, 60, 70_721, 1_458_230, 70_689),
    ],
)
def test_the_re_term_tables_of_cases_c_and_e(loan, paid, n, instalment, interest, last):
    s = reterm(loan, paid, n).schedule()
    assert s.instalment[0, [0, -1]].tolist() == [instalment, last] and s.total_interest[0] == interest
    assert s.due[0, 0] == loan.due_dates[paid] and s.drawn[0] == loan.due_dates[paid - 1]


@pytest.mark.parametrize("loan, paid, interest, last", [(CASE_C, 6, 232_393, 99_855), (CASE_E, 10, 598_856, 130_129)])
def test_going_on_as_before_is_the_rest_of_the_contract(loan, paid, interest, last):
    s, whole = what_is_left(loan, paid).schedule(), loan.schedule()
    assert s.total_interest[0] == interest and s.instalment[0, -1] == last
    assert (s.instalment[0] == whole.instalment[0, paid:]).all() and (s.due[0] == whole.due[0, paid:]).all()


@settings(max_examples=100, deadline=None)
@given(loans, st.data())
def test_what_is_left_is_the_rest_of_any_schedule(loan, data):
    paid, whole = data.draw(st.integers(0, loan.n - 1)), loan.schedule()
    if paid and whole.balance[0, paid - 1] == 0:
        return  # a loan of a few cents, paid off early by its rounded instalments
    running = whole.principal[0, paid:-1]
    if (running <= 0).any() or (whole.balance[0, :-1] <= 0).any():
        return
    rest = what_is_left(loan, paid).schedule()
    assert (rest.principal[0] == whole.principal[0, paid:]).all()
    assert (rest.interest[0] == whole.interest[0, paid:]).all() and (rest.due[0] == whole.due[0, paid:]).all()


def test_interest_free_over_60_months_is_464_17():
    assert reterm(CASE_E, 10, 60, per_year(0)).schedule().instalment[0, 0] == 46_417


def test_the_holiday_of_case_e_raises_the_instalment_to_1360_05_with_simple_interest():
    s = take_holiday(CASE_E, 10, 3, HolidayInterest.SPREAD)
    assert s.instalment[0, :4].tolist() == [0, 0, 0, 136_005] and s.balance[0, 2] == 2_784_998 + 3 * 41_775
    compounded = take_holiday(CASE_E, 10, 3, HolidayInterest.CAPITALISED)
    assert compounded.instalment[0, 3] == 136_093
    waived = take_holiday(CASE_E, 10, 3, HolidayInterest.WAIVED)
    assert waived.instalment[0, 3:].tolist() == CASE_E.schedule().instalment[0, 10:].tolist()
    assert s.due[0, 3] == CASE_E.due_dates[13] and s.n.tolist() == [29]


def test_an_extension_adds_periods_and_interest():
    longer = extend(CASE_C, 6, 6).schedule()
    assert longer.n.tolist() == [24] and longer.total_interest[0] == 310_125
    assert longer.due[0, -1] == np.datetime64("2028-07-05")


def test_a_part_payment_keeps_the_term_or_the_instalment():
    term, instalment = prepay(CASE_E, 10, "5000"), prepay(CASE_E, 10, "5000", Keep.INSTALMENT)
    assert term.n == 26 and term.schedule().instalment[0, 0] < 130_149
    rows = instalment.schedule()
    assert (
        instalment.n == 21 and set(rows.instalment[0, :-1].tolist()) == {130_149} and rows.instalment[0, -1] <= 130_149
    )
    assert rows.principal.sum() == 2_284_998 == term.schedule().principal.sum()
    assert rows.total_interest[0] < term.schedule().total_interest[0]
    with pytest.raises(ValueError, match="does not lie between 0 and the balance"):
        prepay(CASE_E, 10, "27849.98")


def test_four_roll_overs_of_case_d_cost_five_fees_and_repay_nothing():
    fee = upfront(share="2%")
    loan = Loan.of("4000", per_year(0), 1, "2026-06-03", None, Repayment.BULLET, period=every_days(30), fees=(fee,))
    day, cents = roll_over(loan, 4, fee)
    assert cents.tolist() == [392_000, -8_000, -8_000, -8_000, -8_000, -400_000] and -cents.sum() == 5 * 8_000
    assert (np.diff(day).astype(int) == 30).all() and day[0] == np.datetime64("2026-05-04")


def test_a_pay_off_to_the_day_and_to_the_end_of_the_period_differ():
    s = Loan.of("100", per_year("7%"), 6, "2024-02-01").schedule()
    totals = {p: int(settle(s, "2024-02-15", p, daily_rate=per_year("7%").daily).total[0]) for p in PayOff}
    assert totals[PayOff.PRO_RATA] == 8_381 and totals[PayOff.PERIOD_END] == 8_406
    assert totals[PayOff.BY_DAY] == 8_357 + round(8_357 * Fraction(7 * 14, 36_500))
    assert totals[PayOff.ALL_REMAINING] == 8_357 + 49 + 39 + 29 + 20 + 10


@settings(max_examples=100, deadline=None)
@given(loans, st.integers(0, 900), st.sampled_from(PayOff))
def test_a_settlement_never_asks_more_interest_than_the_contract(loan, later, policy):
    s = loan.schedule()
    on = s.drawn[0] + later
    due = settle(s, on, policy, daily_rate=loan.rate.daily)
    paid = int((s.due[0] <= on).sum())
    assert due.paid[0] == paid and due.principal[0] == s.principal[0, paid:].sum()
    if policy is not PayOff.BY_DAY:
        assert 0 <= due.interest[0] <= s.interest[0, paid:].sum()
        assert due.interest[0] + due.saved[0] == s.interest[0, paid:].sum()
    if paid == loan.n:
        assert due.total[0] == 0


def test_a_flat_fee_may_stay_due_in_full_and_an_early_repayment_fee_joins_it():
    s = Loan.of("12000", per_month_flat("0.75%"), 9, "2026-02-05").schedule()
    due = settle(s, "2026-04-05", PayOff.ALL_REMAINING, fee=5_000, fee_share="1%")
    assert due.principal[0] == 800_001 and due.interest[0] == 6 * 9_000 and due.fee[0] == 5_000 + 8_000
    assert due.saved[0] == 0 and due.total[0] == 800_001 + 54_000 + 13_000


@pytest.mark.parametrize(
    "terms, rebate",
    [
        ((500_000, 13_457, 48, per_year_effective("14%", 6), 12), 86_052),
        ((500_000, 13_457, 48, per_year_effective("14%", 6), 12, "28/31"), 82_103),
        ((500_000, 13_457, 48, per_year_effective("14%", 6), 13, "28/30"), 77_690),
        ((1_000_000, 13_951, 180, per_year_effective("16%", 6), 73, "28/30"), 660_695),
        ((1_000_000, 13_951, 180, per_year_effective("16%", 6), 73), 670_245),
    ],
)
def test_the_worked_rebates_of_the_2004_regulations(terms, rebate):
    assert actuarial_rebate(*terms) == rebate


@settings(deadline=None)
@given(
    st.integers(100, 10**6), st.integers(1, 30), st.integers(0, 30), st.sampled_from([4, 12, 26, 52]),
    st.decimals("0.01", "4", places=2),
)  # fmt: skip
def test_a_rebate_takes_off_what_the_lender_would_have_been_owed_at_the_apr(lent, n, paid, per_year, apr):
    paid = min(paid, n)
    payment = -(-lent * 3 // (2 * n))
    rate = per_year_effective(apr)
    i, balance = rate.compounded(Fraction(1, per_year)), Fraction(lent)
    for _ in range(paid):
        balance = balance * (1 + i) - payment
    rebate = payment * (n - paid) - balance
    found = actuarial_rebate(lent, payment, n, rate, paid, to_the_cent=False, per_year=per_year)
    assert found == max(0, floor(rebate + Fraction(1, 2)))


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: what_is_left(CASE_C, 24), "give 0 to 23"),
        (lambda: what_is_left(Loan.of("100", per_month_flat("1%"), 3, "2026-02-05"), 1), "settle it instead"),
        (lambda: settle(CASE_C.schedule(), "2026-01-04"), "before the loan was drawn"),
        (lambda: settle(CASE_C.schedule(), "2026-03-04", PayOff.BY_DAY), "give daily_rate"),
        (lambda: roll_over(CASE_C, 1, upfront("1")), "one sum after one period"),
        (lambda: actuarial_rebate(100, 10, 12, per_year_effective("10%"), 13), "it is 0 to 12"),
        (lambda: with_each_instalment("-1"), "starts at 0"),
    ],
)
def test_changes_that_make_no_sense_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_dates_of_a_rest_keep_the_anchor_of_the_whole_loan():
    loan = Loan.of("1000", per_year("12%"), 6, "2026-01-31")
    assert what_is_left(loan, 1).due_dates.tolist()[:2] == [date(2026, 2, 28), date(2026, 3, 31)]
