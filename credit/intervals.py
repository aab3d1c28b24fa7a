"""How long is it between two dates, as the law on the cost of credit counts it?

Two rules, each exact: the European one gives years, the American one unit periods and an odd part of one.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from credit.dates import days, monthly

MONTHS_OF = {"month": 1, "year": 12}
PER_YEAR = {"day": 365, "week": 52, "half-month": 24, "month": 12, "year": 1}
DAYS_OF = {"day": 1, "week": 7}


def eu_years(start, end, period: str = "month") -> Fraction:
    """How many years lie between the drawdown and a payment, for the European APR?

    Whole periods are counted back from the payment; the days left over are divided by the days of the year that ends
    at that earlier date, 365 or 366. A year is 12 equal months or 52 weeks.

    Parameters
    ----------
    start, end : date
        A charge paid before the drawdown counts as a negative time.
    period : {"year", "month", "week", "day"}
        What the interval is expressed in: the period of the payments.

    Notes
    -----
    Directive 2008/48/EC, Annex I, part I, remark (c), as read in the Commission's guidelines SWD(2012) 128, 4.1.1.
    The same words stand in Directive (EU) 2023/2225, Annex III, and in the United Kingdom's rules (FCA CONC App 1.2).

    Raises
    ------
    ValueError
        For another period.
    """
    start, end = _day(start), _day(end)
    if start > end:
        return -eu_years(end, start, period)
    if period in ("month", "year"):
        length = MONTHS_OF[period]
        whole, earlier = _whole_months_back(start, end, length)
        years = Fraction(whole * length, 12)
    elif period in DAYS_OF:
        whole = int(days(end) - days(start)) // 7 if period == "week" else 0
        earlier, years = end - np.timedelta64(7 * whole, "D"), Fraction(whole, 52)
    else:
        raise ValueError(f'An interval is counted in "year", "month", "week" or "day", not in "{period}".')
    left = int(days(earlier) - days(start))
    return years + Fraction(left, int(days(earlier) - days(_months_back(earlier, 12)))) if left else years


@dataclass(frozen=True)
class UnitPeriod:
    """In what steps does Regulation Z count this loan's time? For example UnitPeriod(2, "week").

    `of` is "day", "week", "half-month", "month" or "year"; `length` how many of them.
    """

    length: int
    of: str

    def __post_init__(self):
        if self.of not in PER_YEAR:
            raise ValueError(f'A unit period is made of {", ".join(PER_YEAR)}; "{self.of}" is none of them.')
        longest = {"half-month": 1, "year": 1, "month": 12, "week": 52, "day": 365}[self.of]
        if not 1 <= self.length <= longest:
            raise ValueError(f"A unit period of {self.length} x {self.of} is not between 1 and {longest} x {self.of}.")

    @property
    def per_year(self) -> Fraction:
        """How many are there in a year? 365 days, 52 weeks, 24 half-months or 12 months, over the length."""
        return Fraction(PER_YEAR[self.of], self.length)

    def between(self, start, end) -> tuple[int, Fraction]:
        """How many whole unit periods lie between two dates, and what part of one is left?

        Months and years are measured back from the later date; what is left counts in days: over 30 a month, over 15 a
        half-month, over 365 a year (in twelfths when it is whole months), over 7 a week.

        Notes
        -----
        12 CFR 1026, Appendix J, (b)(5)(i) to (v).

        Raises
        ------
        ValueError
            When the end lies before the start.
        """
        start, end = _day(start), _day(end)
        if end < start:
            raise ValueError(f"The end {end} lies before its start {start}; give the earlier date first.")
        if self.of in DAYS_OF:
            return _split(int(days(end) - days(start)), DAYS_OF[self.of] * self.length)
        if self.of == "year":
            whole, earlier = _whole_months_back(start, end, 12)
            months, remainder = _whole_months_back(start, earlier, 1)
            exact_months = remainder == start
            return whole, Fraction(months, 12) if exact_months else Fraction(int(days(earlier) - days(start)), 365)
        months, earlier = _whole_months_back(start, end, 1)
        thirties = 30 * months + int(days(earlier) - days(start))
        if self.of == "month" and self.length == 1:
            return months, Fraction(thirties - 30 * months, 30)
        return _split(thirties, 15 if self.of == "half-month" else 30 * self.length)


def common_unit_period(dates) -> UnitPeriod:
    """In what steps does Regulation Z count a loan with these dates of advances and payments?

    The interval that occurs most often and more than once, the shorter of two that occur as often; where none occurs
    twice, the average interval, rounded to the nearest day, week, half-month, month or whole number of weeks or months
    up to a year (the shorter of two as near).

    Parameters
    ----------
    dates : sequence of date
        In any order; two or more different ones.

    Notes
    -----
    12 CFR 1026, Appendix J, (b)(1) to (4). An interval from a day of the month to the same day (from the last day to
    the last day) of another is whole months; one of 15 days within a month, or from the 16th day to the same distance
    into the next, a half-month; any other is whole weeks if it can be, else days.

    Raises
    ------
    ValueError
        When there are fewer than two different dates.
    """
    points = sorted({_day(d) for d in dates})
    if len(points) < 2:
        raise ValueError(f"{len(points)} different dates have no interval between them; give at least two.")
    if len(points) == 2 and points[1] <= _months_back(points[0], -12):
        return single_payment_unit(*points)
    found = Counter(unit for a, b in zip(points, points[1:]) if (unit := _interval(a, b)))
    often = [unit for unit, times in found.items() if times > 1 and times == max(found.values())]
    if often:
        return min(often, key=_rough_days)
    average = Fraction(int(days(points[-1]) - days(points[0])), len(points) - 1)
    standard = [UnitPeriod(1, "day"), UnitPeriod(1, "half-month"), UnitPeriod(1, "year")]
    standard += [UnitPeriod(k, "week") for k in range(1, 53)] + [UnitPeriod(k, "month") for k in range(1, 12)]
    return min(standard, key=lambda unit: (abs(_rough_days(unit) - average), _rough_days(unit)))


def single_payment_unit(start, end) -> UnitPeriod:
    """What is the unit period of one advance repaid by one payment within a year? The whole term: months, else days.

    12 CFR 1026, Appendix J, (b)(5)(vi) and (vii).
    """
    start, end = _day(start), _day(end)
    months, earlier = _whole_months_back(start, end, 1)
    if months and earlier == start:
        return UnitPeriod(months, "month")
    return UnitPeriod(int(days(end) - days(start)), "day")


def _interval(start, end) -> UnitPeriod | None:
    """Which standard interval is this? None above a year."""
    months, first = _whole_months_back(start, end, 1)
    if months and first == start:
        return UnitPeriod(months, "month") if months < 12 else UnitPeriod(1, "year") if months == 12 else None
    gone = int(days(end) - days(start))
    step = _day_of_month(end) - _day_of_month(start)
    same_month = start.astype("datetime64[M]") == end.astype("datetime64[M]")
    ends_month = end.astype("datetime64[M]") != (end + 1).astype("datetime64[M]")
    if gone <= 16 and (step == (15 if same_month else -15) or _day_of_month(start) == 15 and ends_month):
        return UnitPeriod(1, "half-month")
    if gone > 365:
        return None
    return UnitPeriod(gone // 7, "week") if gone % 7 == 0 else UnitPeriod(gone, "day")


def _rough_days(unit: UnitPeriod) -> Fraction:
    return 365 / unit.per_year


def _split(number: int, size: int) -> tuple[int, Fraction]:
    return number // size, Fraction(number % size, size)


def _day(value) -> np.datetime64:
    return np.datetime64(value.isoformat() if isinstance(value, date) else value, "D")


def _months_back(day: np.datetime64, months: int, anchor: int | None = None) -> np.datetime64:
    """The anchor day (the same day unless told) of an earlier month, or its last day if it is shorter."""
    anchor = anchor or _day_of_month(day)
    return monthly((day.astype("datetime64[M]") - months).astype("datetime64[D]"), 1, anchor)[0, 0]


def _whole_months_back(start, end, length: int) -> tuple[int, np.datetime64]:
    """How many steps of `length` months fit between, and where the last of them, measured back from the end, begins.

    From the last day of a shorter month they go back to the day of the start: 31 January to 28 February is a month.
    """
    of_end = _day_of_month(end)
    last = end.astype("datetime64[M]") != (end + 1).astype("datetime64[M]")
    anchor = max(of_end, _day_of_month(start)) if last else of_end
    between = int((end.astype("datetime64[M]") - start.astype("datetime64[M]")).astype(int))
    steps = between // length
    while steps and _months_back(end, steps * length, anchor) < start:
        steps -= 1
    return steps, _months_back(end, steps * length, anchor) if steps else end


def _day_of_month(day: np.datetime64) -> int:
    return int((day - day.astype("datetime64[M]")).astype(int)) + 1
