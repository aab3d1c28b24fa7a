"""The APR of three laws, and how each counts the time."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit import apr
from credit.intervals import UnitPeriod, common_unit_period, eu_years, single_payment_unit
from credit.irr import Outcome

MONTH = UnitPeriod(1, "month")
any_day = st.dates(date(1999, 1, 1), date(2030, 12, 31))


def test_the_european_remainder_is_divided_by_the_year_that_ends_at_the_earlier_date():
    assert eu_years("2012-01-12", "2012-02-15") == Fraction(1, 12) + Fraction(3, 365)
    assert eu_years("2013-01-12", "2013-02-15") == Fraction(1, 12) + Fraction(3, 366)
    assert eu_years("2012-12-01", "2013-02-02") == Fraction(2, 12) + Fraction(1, 366)


def test_european_weeks_years_and_days():
    assert eu_years("2025-01-01", "2025-01-22", "week") == Fraction(3, 52)
    assert eu_years("2025-01-01", "2025-01-24", "week") == Fraction(3, 52) + Fraction(2, 366)
    assert eu_years("2023-03-01", "2025-03-01", "year") == 2
    assert eu_years("2012-10-10", "2012-10-15", "day") == Fraction(5, 366)
    with pytest.raises(ValueError, match='not in "quarter"'):
        eu_years("2025-01-01", "2025-02-01", "quarter")


def test_a_charge_before_the_drawdown_counts_backwards():
    assert eu_years("2025-01-12", "2024-01-12") == -1


def test_a_month_end_is_a_whole_month_after_a_longer_one():
    for start, end, months in (
        ("2025-01-31", "2025-02-28", 1),
        ("2025-02-28", "2025-03-31", 1),
        ("2025-01-30", "2025-02-28", 1),
        ("2024-08-31", "2025-02-28", 6),
    ):
        assert eu_years(start, end) == Fraction(months, 12)
        assert MONTH.between(start, end) == (months, 0)
    assert eu_years("2025-01-27", "2025-02-28") == Fraction(1, 12) + Fraction(1, 366)


@settings(max_examples=200)
@given(any_day, st.integers(0, 3000), st.sampled_from(["month", "year", "week", "day"]))
def test_a_later_payment_is_nearer_by_a_leap_day_at_most(start, span, period):
    """Odd days are divided by 365, or by 366 where a leap day lies between: time may stand still for some days.

    Counted in days alone, all of them are odd: the first leap day then takes a 366th from each year before it.
    """
    end = start + timedelta(span)
    years = eu_years(start, end, period)
    assert abs(float(years) - span / 365.25) < 0.02 * max(1, span / 365.25)
    still = 4 + (span // 365 if period == "day" else 0)
    assert eu_years(start, end + timedelta(still), period) > years


def test_unit_periods_are_counted_as_appendix_j_counts_them():
    assert MONTH.between("1978-01-10", "1978-02-10") == (1, 0)
    assert MONTH.between("1978-04-10", "1978-06-01") == (1, Fraction(21, 30))
    assert UnitPeriod(3, "month").between("1978-05-23", "1978-10-01") == (1, Fraction(39, 90))
    assert UnitPeriod(2, "month").between("1978-01-10", "1978-03-01") == (0, Fraction(52, 60))
    assert UnitPeriod(1, "half-month").between("1978-02-23", "1978-03-01") == (0, Fraction(6, 15))
    assert UnitPeriod(2, "week").between("1978-04-03", "1978-04-11") == (0, Fraction(8, 14))
    assert UnitPeriod(1, "week").between("2023-10-28", "2023-11-30") == (4, Fraction(5, 7))
    assert UnitPeriod(1, "year").between("2023-01-10", "2025-07-10") == (2, Fraction(6, 12))
    assert UnitPeriod(1, "year").between("2023-10-26", "2023-11-30") == (0, Fraction(35, 365))
    assert UnitPeriod(1, "day").between("2023-10-26", "2023-11-30") == (35, 0)


def test_the_unit_period_is_the_interval_that_occurs_most_often():
    unit = lambda *dates: (found := common_unit_period(dates), (found.length, found.of))[1]
    assert unit("1978-01-10", "1978-02-10", "1978-03-10", "1978-05-01") == (1, "month")
    assert unit("1978-01-31", "1978-02-28", "1978-03-31") == (1, "month")
    assert unit("1978-01-10", "1978-03-01", "1978-05-01", "1978-07-01") == (2, "month")
    assert unit("1978-02-23", "1978-03-01", "1978-03-16", "1978-04-01", "1978-04-16") == (1, "half-month")
    assert unit("1978-01-15", "1978-01-31", "1978-02-15", "1978-02-28") == (1, "half-month")
    assert unit("1978-04-03", "1978-04-11", "1978-04-25", "1978-05-09") == (2, "week")
    assert unit("2023-10-26", "2023-11-30", "2023-12-01", "2023-12-02") == (1, "day")
    assert unit("2023-10-26", "2024-10-26", "2025-10-26") == (1, "year")
    # Two months and two weeks occur as often: the shorter one.
    assert unit("2025-01-10", "2025-02-10", "2025-03-10", "2025-03-17", "2025-03-24") == (1, "week")
    # Nothing occurs twice: the average of 40 days is nearest to six weeks.
    assert unit("2025-01-01", "2025-02-03", "2025-03-22") == (6, "week")
    assert unit("2025-01-10", "2025-09-22") == (255, "day")
    with pytest.raises(ValueError, match="1 different dates"):
        common_unit_period(["2025-01-01", "2025-01-01"])


def test_the_published_american_cases_have_the_unit_period_that_their_dates_give():
    cases = json.loads((Path(__file__).parent.parent / "published" / "engine-cases.json").read_text("utf-8"))["cases"]
    given = [c["inputs"] for c in cases if "unit_period" in c["inputs"]]
    assert len(given) > 4
    for case in given:
        unit = common_unit_period([case["date"], *(day for day, _ in case["payments"])])
        assert f"{unit.length} {unit.of}" == case["unit_period"].removesuffix("s")
        flows = [case["amount_financed"], *(-paid for _, paid in case["payments"])]
        dates = [case["date"], *(day for day, _ in case["payments"])]
        assert apr.actuarial_apr_by_date(flows, dates) == apr.actuarial_apr_by_date(flows, dates, unit)


def test_unit_periods_a_year():
    year = {(1, "month"): 12, (2, "month"): 6, (1, "half-month"): 24, (2, "week"): 26, (1, "day"): 365, (1, "year"): 1}
    assert {key: UnitPeriod(*key).per_year for key in year} == year


def test_a_single_payment_within_a_year_is_one_unit_period():
    assert single_payment_unit("2025-01-10", "2025-07-10") == UnitPeriod(6, "month")
    assert single_payment_unit("2025-01-10", "2025-09-22") == UnitPeriod(255, "day")
    assert float(apr.single_payment_apr(1000, 1080, UnitPeriod(255, "day").per_year)) == pytest.approx(
        0.11451, abs=1e-5
    )


def test_a_unit_period_the_regulation_does_not_know_is_refused():
    with pytest.raises(ValueError, match='"fortnight" is none of them'):
        UnitPeriod(1, "fortnight")
    with pytest.raises(ValueError, match="not between 1 and 12"):
        UnitPeriod(13, "month")
    with pytest.raises(ValueError, match="lies before its start"):
        MONTH.between("2025-02-01", "2025-01-01")


def test_the_american_rate_is_nominal_and_the_european_one_effective():
    days = [date(2025, 1, 10), *(date(2025 + (k // 12), k % 12 + 1, 10) for k in range(1, 13))]
    flows = [100000] + [-9168] * 12
    us, eu = apr.actuarial_apr_by_date(flows, days, MONTH), apr.eu_apr_by_date(flows, days)
    assert eu.rate == pytest.approx((1 + us.rate / 12) ** 12 - 1, rel=1e-9)


def test_trap_31_the_apr_uses_the_amount_that_arrived():
    flows = [200] + [-100] * 3
    assert apr.eu_apr(flows, [0, 1, 2, 3]).rate > apr.eu_apr([250, *flows[1:]], [0, 1, 2, 3]).rate
    gross = apr.actuarial_apr([250, *flows[1:]], range(4), [0] * 4, 12).rate
    assert apr.actuarial_apr(flows, range(4), [0] * 4, 12).rate > gross


def test_trap_29_payments_before_the_advances_may_have_two_rates():
    """A loan whose payments start before its advances end: two rates solve the equation, and both are named."""
    answer = apr.actuarial_apr([-100, 230, -132], [0, 1, 2], [0, 0, 0], 1)
    assert answer.outcome is Outcome.SEVERAL and answer.rate is None
    assert answer.roots == pytest.approx((0.1, 0.2))


def test_no_rate_and_nothing_at_all_are_answers():
    assert apr.actuarial_apr([100, 50], [0, 1], [0, 0], 12).outcome is Outcome.NONE
    assert apr.actuarial_apr([0, 0], [0, 1], [0, 0], 12).outcome is Outcome.ALL_ZERO
    for by_date in (apr.actuarial_apr_by_date, apr.eu_apr_by_date):
        assert by_date([0, 0], ["2025-01-01", "2025-02-01"]).outcome is Outcome.ALL_ZERO
    with pytest.raises(ValueError, match="No money is received"):
        apr.eu_apr_by_date([-1, -2], ["2025-01-01", "2025-02-01"])
    with pytest.raises(ValueError, match="No money is advanced"):
        apr.actuarial_apr_by_date([-1, -2], ["2025-01-01", "2025-02-01"], MONTH)
    with pytest.raises(ValueError, match="not from 0 to below 1"):
        apr.actuarial_apr([100, -110], [0, 1], [0, 1], 12)


@settings(max_examples=100, deadline=None)
@given(st.integers(1000, 10**6), st.lists(st.integers(1, 10**5), min_size=1, max_size=24), st.integers(0, 29))
def test_at_the_actuarial_rate_advance_and_payments_are_worth_the_same(advance, payments, odd_days):
    odd = [0] + [Fraction(odd_days, 30)] * len(payments)
    answer = apr.actuarial_apr([advance, *(-p for p in payments)], range(len(odd)), odd, 12)
    i = Fraction(answer.rate) / 12
    worth = sum(Fraction(p) / ((1 + odd[t] * i) * (1 + i) ** t) for t, p in enumerate(payments, 1))
    assert float(worth) == pytest.approx(advance, rel=1e-9)
