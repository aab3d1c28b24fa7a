"""Rates, dates and day counts mean what their names say."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.dates import monthly
from credit.daycount import DayCount, year_fraction
from credit.rates import Rate, Rates, over_common_denominator, per_day, per_month, per_year, per_year_effective


def test_a_monthly_rate_is_a_twelfth_of_the_nominal_year():
    assert per_month("1.8%").nominal_annual == Fraction(216, 1000)
    assert per_year("21.6%").monthly == Fraction(18, 1000)
    assert per_day("0.05%").nominal_annual == Fraction(1825, 10000)
    assert per_day("0.05%", year_days=360).nominal_annual == Fraction(18, 100)
    assert per_year("32.4%").daily == Fraction(324, 365000)


def test_effective_is_not_nominal():
    assert per_month("2%").effective_annual == pytest.approx(0.268242, abs=1e-6)


def test_a_rate_below_zero_or_of_another_time_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        per_year("-1%")
    with pytest.raises(ValueError, match='not per "week"'):
        Rate(Fraction(1, 100), "week")


def test_common_denominator_keeps_every_fraction():
    fractions = [Fraction(1, 3), Fraction(3, 8), Fraction(0)]
    numerators, denominator = over_common_denominator(fractions)
    assert [Fraction(n, denominator) for n in numerators] == fractions


def test_the_31st_becomes_the_last_day_of_short_months_and_returns():
    dates = monthly(date(2026, 1, 31), 5)[0].tolist()
    assert dates == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    leap = monthly(date(2028, 1, 30), 2)[0].tolist()
    assert leap == [date(2028, 1, 30), date(2028, 2, 29)]


def test_an_anchor_day_of_its_own():
    assert monthly(date(2026, 2, 28), 2, anchor_day=31)[0].tolist() == [date(2026, 2, 28), date(2026, 3, 31)]


@pytest.mark.parametrize(
    "convention, days",
    [(DayCount.D30_360, 33), (DayCount.D30E_360, 32), (DayCount.D30_360_US, 33), (DayCount.ACT_365F, 32)],
)
def test_28_february_to_31_march_2008_has_as_many_days_as_its_formula_says(convention, days):
    numerator, _ = year_fraction("2008-02-28", "2008-03-31", convention)
    assert numerator == days


def test_the_end_of_february_counts_as_the_30th_in_the_us_rule_only():
    assert year_fraction("2007-02-28", "2007-03-31", DayCount.D30_360_US)[0] == 30
    assert year_fraction("2007-02-28", "2007-03-31", DayCount.D30_360)[0] == 33


@given(st.dates(date(1996, 1, 1), date(2104, 12, 31)), st.integers(0, 4000))
def test_without_leap_days_counts_every_day_but_29_february(start, length):
    walked = [start + timedelta(k + 1) for k in range(length)]
    end = walked[-1] if walked else start
    numerator, denominator = year_fraction(start, end, DayCount.NL_365)
    assert (numerator, denominator) == (sum((d.month, d.day) != (2, 29) for d in walked), 365)


@given(st.dates(date(1996, 1, 1), date(2104, 12, 31)), st.integers(0, 4000))
def test_the_mean_year_has_365_and_a_quarter_days(start, length):
    numerator, denominator = year_fraction(start, start + timedelta(length), DayCount.ACT_365_25)
    assert Fraction(int(numerator), denominator) == length / Fraction("365.25")


def test_isda_splits_at_the_turn_of_a_leap_year():
    # 2003-11-01 to 2004-05-01: 61 days of 2003 and 121 of 2004 (ISDA's published example).
    numerator, denominator = year_fraction("2003-11-01", "2004-05-01", DayCount.ACT_ACT_ISDA)
    assert Fraction(int(numerator), denominator) == Fraction(61, 365) + Fraction(121, 366)


def test_january_of_300000_at_6_percent_actual_365_is_1528_77():
    numerator, denominator = year_fraction("2026-01-01", "2026-02-01", DayCount.ACT_365F)
    assert round(300_000 * Fraction(6, 100) * Fraction(int(numerator), denominator), 2) == Fraction(152877, 100)


def test_dates_the_wrong_way_round_are_named():
    with pytest.raises(ValueError, match="2026-01-01 lies before its start"):
        year_fraction("2026-02-01", np.array(["2026-03-01", "2026-01-01"], "datetime64[D]"), DayCount.ACT_365F)


@given(st.lists(st.fractions(0, 2, max_denominator=10**30), min_size=1, max_size=5))
def test_rates_of_many_loans_keep_every_fraction_however_long(fractions):
    rates = Rates.of(fractions)
    kept = [Fraction(int(n), rates.denominator) for n in np.broadcast_to(rates.numerators, (len(fractions),))]
    assert kept == fractions


def test_one_rate_for_all_loans_stays_one():
    half = Fraction(1, 200)
    assert Rates.of("0.5%").numerators.shape == Rates.of([half] * 9).numerators.shape == (1,)
    assert Rates.of([half, Fraction(1, 300)]).take(1) == [Fraction(1, 300)]


@given(st.decimals(0, 5, places=6), st.integers(4, 18))
def test_a_converted_rate_is_the_twelfth_root_to_its_digits_and_no_further(rate, digits):
    monthly_rate = per_year_effective(rate, digits).monthly
    assert (monthly_rate * 10**digits).denominator == 1
    half = Fraction(1, 2 * 10**digits)
    assert (1 + monthly_rate - half) ** 12 <= 1 + Fraction(rate) <= (1 + monthly_rate + half) ** 12


def test_a_day_count_by_year_of_date_counts_the_end_and_not_the_start():
    numerator, denominator = year_fraction("2023-12-31", "2024-01-01", DayCount.ACT_ACT_BY_DATE)
    assert Fraction(int(numerator), denominator) == Fraction(1, 366)
    numerator, denominator = year_fraction("2023-12-31", "2024-01-01", DayCount.ACT_ACT_ISDA)
    assert Fraction(int(numerator), denominator) == Fraction(1, 365)
