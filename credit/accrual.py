"""How much does each period of a loan bear: a twelfth of the year, its days, or its days compounded?"""

from enum import Enum
from fractions import Fraction

import numpy as np

from credit.dates import days
from credit.daycount import DayCount, year_fraction
from credit.periods import MONTHLY, Period, due_dates
from credit.rates import MONTHS_A_YEAR, Rate, Rates, over_common_denominator


class Accrual(Enum):
    """How is the time of a period counted, when not by a day count?

    BY_PERIOD: every whole period bears the same: k months k/12 of the nominal year (k twelfth roots of an effective
        one), k days k daily rates.
    COMPOUND_DAYS: (1 + effective)^(days / year_days) - 1, rounded to the rate's `digits`.
    """

    BY_PERIOD = "each period the same"
    COMPOUND_DAYS = "days, compounded"


class FirstPeriod(Enum):
    """What does a first period bear that is shorter or longer than the others (对月对日之外的零头天数)?

    It matters for `Accrual.BY_PERIOD` only: a day count counts the days whatever they are.

    WHOLE: a whole period.
    PRO_RATA: whole periods, and for the odd days the share they have of the period they lie in.
    BY_DAY: whole periods, and for each odd day the daily rate.
    ALONE: the odd days fall due by themselves, as interest at the daily rate, when the first whole period begins; where
        no whole period lies before the first due date, they fall due with it.
    """

    WHOLE = "whole"
    PRO_RATA = "pro rata"
    BY_DAY = "by day"
    ALONE = "alone"


def odd_days(drawn, first_due, period: Period = MONTHLY, anchor_day=None) -> tuple[int, int, int]:
    """How much time lies between pay-out and the first due date?

    Counted backwards from the due date in whole periods, so that the odd days come first.

    Returns
    -------
    whole : int
        Whole periods.
    odd : int
        Days left over.
    length : int
        Days of the period in which the odd days lie.
    """
    drawn, span = days(drawn), int(days(first_due) - days(drawn))
    if span < 0:
        raise ValueError(f"The loan is drawn after its first due date {first_due}; draw it on or before that day.")
    many = span // (period.every * (28 if period.unit == "month" else 1)) + 2
    starts = days(due_dates(first_due, many + 1, period, anchor_day, start=-many))[0][::-1]
    whole = int((starts >= drawn).sum()) - 1
    return whole, int(starts[whole] - drawn), int(starts[whole] - starts[whole + 1])


def periodic_rates(
    rate: Rate,
    drawn,
    due,
    accrual: Accrual | DayCount = Accrual.BY_PERIOD,
    first: FirstPeriod = FirstPeriod.PRO_RATA,
    period: Period = MONTHLY,
    anchor_day=None,
) -> Rates:
    """What does each period of a loan bear, exactly?

    Parameters
    ----------
    rate : Rate
    drawn : date
    due : array_like of date, shape (N,)
        The first period runs from `drawn`, each later one from the due date before it.
    accrual : Accrual or DayCount
        By a day count: nominal rate x year fraction; the contract ends on the last due date (30E/360 ISDA asks for it).
    first : FirstPeriod
        For `Accrual.BY_PERIOD`; ALONE is made by the loan, which gives it a row of its own.
    period : Period
    anchor_day : int, optional

    Returns
    -------
    Rates
        Shape (1,) where all periods bear the same, else (1, N).
    """
    due = np.asarray(due, dtype="datetime64[D]")
    if accrual is not Accrual.BY_PERIOD:
        starts = np.concatenate([np.asarray([drawn], "datetime64[D]"), due[:-1]])
    if isinstance(accrual, DayCount):
        parts, year = year_fraction(starts, due, accrual, termination=due[-1])
        return _rates([rate.nominal_annual * Fraction(int(part), year) for part in parts])
    if accrual is Accrual.COMPOUND_DAYS:
        lengths = (days(due) - days(starts)).tolist()
        return _rates([rate.compounded(Fraction(length, rate.year_days)) for length in lengths])
    each = period_rate(rate, period)
    if first is FirstPeriod.WHOLE:
        return Rates.of(each)
    whole, odd, length = odd_days(drawn, due[0], period, anchor_day)
    extra = each * Fraction(odd, length) if first is FirstPeriod.PRO_RATA else rate.daily * odd
    begin = whole * each + extra
    return Rates.of(each) if begin == each else _rates([begin] + [each] * (len(due) - 1))


def period_rate(rate: Rate, period: Period = MONTHLY) -> Fraction:
    """What does one whole period bear? k/12 of the nominal year for k months, k daily rates for k days.

    From an effective rate (1 + rate)^(k/12) - 1 or (1 + rate)^(k/year_days) - 1, to the rate's `digits`.
    """
    if rate.per == "effective year":
        year = MONTHS_A_YEAR if period.unit == "month" else rate.year_days
        return rate.compounded(Fraction(period.every, year))
    return period.every * (rate.monthly if period.unit == "month" else rate.daily)


def _rates(fractions):
    numerators, denominator = over_common_denominator(fractions)
    rates = Rates.of([Fraction(n, denominator) for n in numerators])
    return Rates(rates.numerators[None, :], rates.denominator)
