"""One test for each numbered trap of schedules, calendar, day counts and rates that other systems have fallen into."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from credit.accrual import Accrual, FirstPeriod
from credit.daycount import DayCount, year_fraction
from credit.fees import contracted_for, financed, upfront, with_each_instalment
from credit.holidays import HolidayInterest, payment_holiday
from credit.level import equal_instalments
from credit.loans import Loan, Repayment
from credit.money import Rounding
from credit.periods import FORTNIGHTLY, QUARTERLY, WEEKLY, due_dates, every_days, given_dates
from credit.rates import per_day, per_month, per_month_flat, per_year, per_year_effective
from credit.settlement import actuarial_rebate

JAN_31 = "2026-01-31"


def monthly_irr(cents):
    """The rate a month at which the flows are worth nothing, by bisection; for checking only."""
    return brentq(lambda i: sum(c / (1 + i) ** k for k, c in enumerate(cents.tolist())), -0.9, 10, xtol=1e-13)


def test_trap_01_the_instalment_is_rounded_to_the_cent_unless_the_contract_names_a_multiple():
    terms = ("130", per_year("20%"), 12, "2026-02-05")
    assert Loan.of(*terms).schedule().instalment[0, 0] == 1_204
    up = Loan.of(*terms, multiple=100, multiple_rounding=Rounding.UP).schedule()
    assert up.instalment[0, 0] == 1_300 and up.principal.sum() == 13_000
    assert up.instalment[0, -1] == 42  # eleven of 13.00, and 0.42 is left
    ten = Loan.of("5000", per_year("12%"), 18, "2026-02-05", multiple=100).schedule()
    assert ten.instalment[0, [0, 17]].tolist() == [30_500, 30_322]


@settings(max_examples=150, deadline=None)
@given(st.integers(100_00, 100_000_00), st.integers(500, 3_600))
def test_trap_02_what_is_shown_is_what_is_computed(principal, basis_points):
    s = equal_instalments([principal], Fraction(basis_points, 120_000), [36], JAN_31)
    assert s.principal.sum() == principal and s.balance[0, -1] == 0
    assert len(set(s.instalment[0, :-1].tolist())) == 1


def test_trap_03_the_last_row_is_part_of_the_rule():
    s = Loan.of("1000", per_year("12%"), 3, "2026-02-05", repayment=Repayment.EQUAL_PRINCIPAL).schedule()
    assert s.principal[0].tolist() == [33_333, 33_333, 33_334] and s.interest[0, -1] == 333
    level = Loan.of("1000", per_year("12%"), 36, "2026-02-05").schedule()
    assert abs(int(level.instalment[0, -1] - level.instalment[0, 0])) <= 36


def test_trap_04_waive_defer_spread_and_capitalise_are_four_rules():
    def holiday(rule):
        return payment_holiday([500_000], "0.01", 3, 12, rule, "2026-02-05")

    totals = {rule: int(holiday(rule).total_interest[0]) for rule in HolidayInterest}
    assert totals[HolidayInterest.WAIVED] == int(
        equal_instalments([500_000], "0.01", [12], "2026-05-05").interest.sum()
    )
    assert totals[HolidayInterest.DEFERRED] == totals[HolidayInterest.WAIVED] + 3 * 5_000
    assert len(set(totals.values())) == 4 and totals[HolidayInterest.SPREAD] < totals[HolidayInterest.CAPITALISED]
    deferred = holiday(HolidayInterest.DEFERRED)
    assert deferred.interest[0, :4].tolist() == [0, 0, 0, 20_000]  # 200.00 in month 4
    capitalised = holiday(HolidayInterest.CAPITALISED)
    assert capitalised.capitalised[0, :3].tolist() == [5_000, 5_050, 5_101]


def test_trap_05_each_30_360_is_named():
    span = ("2008-02-28", "2008-03-31")
    named = (DayCount.D30_360, DayCount.D30E_360, DayCount.D30_360_US)
    assert [int(year_fraction(*span, rule)[0]) for rule in named] == [33, 32, 33]
    august_to_february = ("2006-08-31", "2007-02-28")
    ends = [year_fraction(*august_to_february, DayCount.D30E_360_ISDA, end)[0] for end in (None, "2007-02-28")]
    assert [int(days) for days in ends] == [180, 178]


def test_trap_05_30e_360_isda_knows_the_day_on_which_the_contract_ends():
    loan = Loan.of("10000", per_year("6%"), 2, "2026-01-31", accrual=DayCount.D30E_360_ISDA)
    interest_only = replace(loan, repayment=Repayment.INTEREST_ONLY)
    assert interest_only.schedule().interest.tolist() == [
        [5_000, 4_667]
    ]  # 28 days: the last of February stays the 28th
    assert replace(interest_only, n=3).schedule().interest.tolist() == [[5_000, 5_000, 5_000]]


def test_trap_06_30_365_adjusts_month_ends():
    assert year_fraction("2026-05-30", "2026-05-31", DayCount.D30_365) == (0, 365)
    assert year_fraction("2026-01-31", "2026-07-31", DayCount.D30_365) == (180, 365)


def test_trap_07_an_actual_year_is_named_by_its_formula():
    across, inside = ("2023-12-12", "2024-01-12"), ("2024-02-01", "2024-03-01")

    def year(span, rule):
        part, whole = year_fraction(*span, rule)
        return Fraction(int(part), whole)

    assert year(across, DayCount.ACT_ACT_ISDA) == Fraction(20, 365) + Fraction(11, 366)
    assert year(across, DayCount.ACT_ACT_BY_DATE) == Fraction(19, 365) + Fraction(12, 366)
    assert year(across, DayCount.ACT_365F) == Fraction(31, 365)
    assert year(inside, DayCount.ACT_ACT_ISDA) == Fraction(29, 366) != year(inside, DayCount.ACT_365F)
    assert year(inside, DayCount.ACT_364) == Fraction(29, 364)


def test_trap_08_a_twelfth_is_not_actual_365_nor_360():
    def february(accrual):
        terms = ("300000", per_year("6%"), 12, "2026-03-01", "2026-02-01", Repayment.INTEREST_ONLY)
        return int(Loan.of(*terms, accrual=accrual).schedule().interest[0, 0])

    assert february(Accrual.BY_PERIOD) == 150_000
    assert february(DayCount.ACT_365F) == 138_082 == 150_000 - 11_918
    assert february(DayCount.ACT_360) == 140_000


def test_trap_09_month_end_anchor_returns():
    due = due_dates(JAN_31, 4)[0].tolist()
    assert due == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    from_february = due_dates("2026-02-28", 2, anchor_day=31)[0].tolist()
    assert from_february == [date(2026, 2, 28), date(2026, 3, 31)]
    assert due_dates("2026-11-30", 2, QUARTERLY)[0].tolist() == [date(2026, 11, 30), date(2027, 2, 28)]
    loan = Loan.of("1000", per_year("10%"), 3, "2026-02-28", anchor_day=31)
    assert loan.paid_out == date(2026, 1, 31) and loan.due_dates[2] == np.datetime64("2026-04-30")
    with pytest.raises(ValueError, match="does not put a due date on 2026-02-27"):
        Loan.of("1000", per_year("10%"), 3, "2026-02-27", anchor_day=31)


def test_trap_10_dates_out_of_order_are_refused():
    with pytest.raises(ValueError, match="2026-03-05 does not lie after 2026-04-05"):
        given_dates(["2026-02-05", "2026-04-05", "2026-03-05"])
    dates = ["2026-02-05", "2026-04-05", "2026-03-05"]
    with pytest.raises(ValueError, match="in order"):
        Loan.of("1000", per_year("10%"), 3, "2026-02-05", due=dates).schedule()


def test_trap_11_a_broken_first_period_is_whole_pro_rata_by_day_or_alone_and_stays_in_the_first_row():
    def rows(first, drawn="2024-01-15"):
        return Loan.of("192.22", per_year("9.99%"), 6, "2024-02-01", drawn, first_period=first).schedule()

    whole, share, by_day = rows(FirstPeriod.WHOLE), rows(FirstPeriod.PRO_RATA), rows(FirstPeriod.BY_DAY)
    assert [int(s.interest[0, 0]) for s in (whole, share, by_day)] == [160, 88, 89]
    assert share.instalment[0].tolist() == [3_285] * 5 + [3_287]
    long = rows(FirstPeriod.PRO_RATA, "2023-12-15")  # 17 of the 31 days of December, and all of January
    assert long.interest[0, 0] == round(19_222 * Fraction(999, 120_000) * (1 + Fraction(17, 31)))
    alone = rows(FirstPeriod.ALONE, "2023-12-15")
    assert alone.due[0, 0] == np.datetime64("2024-01-01") and alone.instalment[0, 0] == alone.interest[0, 0] == 89
    # The rows after the first one are those of a loan without odd days.
    regular = Loan.of("192.22", per_year("9.99%"), 6, "2024-02-01").schedule()
    assert alone.instalment[0, 1:].tolist() == regular.instalment[0].tolist()
    # Shorter than a whole period: there is no day between for them to fall due on.
    short = rows(FirstPeriod.ALONE)
    assert short.due[0, 0] == np.datetime64("2024-02-01") and short.interest[0, 0] == by_day.interest[0, 0]


def test_trap_12_a_rate_says_nominal_effective_or_daily_and_to_how_many_digits():
    assert per_year("12%").monthly == Fraction(1, 100)
    assert round(float(per_year_effective("12%").monthly), 8) == 0.00948879
    assert per_year_effective("14%", digits=6).monthly == Fraction(10979, 10**6)
    assert per_day("0.05%").nominal_annual != per_day("0.05%", year_days=360).nominal_annual
    assert per_month("4%").as_effective(6).fraction == Fraction(601032, 10**6)
    terms = (1_000_000, 13_951, 180)
    rounded = actuarial_rebate(*terms, per_year_effective("16%", digits=6), 73)
    unrounded = actuarial_rebate(*terms, per_year_effective("16%"), 73, to_the_cent=False)
    assert (rounded, unrounded) == (670_245, 670_230)


def test_trap_12_an_external_lenders_instalment_comes_out_of_the_rounded_effective_rate_only():
    def loan(digits):
        rate = per_month("4%").as_effective(digits)
        return Loan.of("1020.06", rate, 12, "2026-04-25", "2026-04-10", accrual=Accrual.COMPOUND_DAYS).schedule()

    assert loan(6).instalment[0, 0] == 10_661
    assert loan(6).interest[0, :11].tolist() == [1992, 3681, 3522, 3124, 2923, 2608, 2204, 1934, 1527, 1206, 820]


def test_trap_31_cost_is_measured_on_the_money_that_arrived():
    terms = ("12000", per_month_flat("0.75%"), 9, "2026-02-05")
    loan = Loan.of(*terms, fees=(upfront("480"),))
    day, cents = loan.flows()
    assert cents[0] == loan.received == 1_152_000 and day[0] == np.datetime64("2026-01-05")
    i, without = monthly_irr(cents), monthly_irr(Loan.of(*terms).flows()[1])
    # The advert says 0.75 % x 12 = 9 %; nominal and effective are two other numbers.
    assert round(i * 12, 3) == 0.261 and round((1 + i) ** 12 - 1, 3) == 0.295
    assert round(without * 12, 3) == 0.159 and round((1 + without) ** 12 - 1, 3) == 0.171
    assert loan.total_cost == 9 * 9_000 + 48_000


def test_deducted_interest_makes_the_sum_received_the_principal():
    loan = Loan.of("10000", per_year("12%"), 12, "2026-02-05", fees=(upfront(share="10%"), with_each_instalment("5")))
    law = loan.as_received()
    assert law.principal == 900_000 == law.received and law.schedule().principal.sum() == 900_000
    assert law.schedule().fees[0].tolist() == [500] * 12


def test_a_financed_fee_bears_interest_and_a_deducted_one_does_not():
    in_it = Loan.of("10000", per_year("12%"), 12, "2026-02-05", fees=(financed(share="3%"),))
    off_it = Loan.of("10000", per_year("12%"), 12, "2026-02-05", fees=(upfront(share="3%"),))
    assert in_it.received == 1_000_000 and in_it.schedule().principal.sum() == 1_030_000
    assert off_it.received == 970_000 and off_it.schedule().principal.sum() == 1_000_000
    assert in_it.total_cost > off_it.total_cost > 30_000


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**7), st.decimals(0, "0.95", places=3), st.integers(0, 50_000))
def test_the_contracted_principal_is_the_least_from_which_the_wanted_sum_arrives(received, share, fixed):
    fees = (upfront(Fraction(fixed, 100), share),)
    principal = contracted_for(received, fees)
    arrives = [p - fees[0].at_start(p) for p in (principal, principal - 1)]
    assert arrives[0] >= received > arrives[1]


def test_short_periods_bear_their_days():
    assert Loan.of("5200", per_year("36.5%"), 4, "2026-01-12", period=WEEKLY).schedule().interest[0, 0] == 3_640
    two = Loan.of("5200", per_year("36.5%"), 4, "2026-01-19", period=FORTNIGHTLY).schedule()
    assert two.interest[0, 0] == 7_280 and two.due[0, 1] == np.datetime64("2026-02-02")
    assert two.drawn[0] == np.datetime64("2026-01-05")
    assert Loan.of("1000", per_day("0.1%"), 3, "2026-02-01", period=every_days(10)).schedule().interest[0, 0] == 1_000
