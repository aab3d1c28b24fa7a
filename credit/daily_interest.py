"""How much does a sum bear from day to day, outside any loan schedule?

For what a court awards (interest by the LPR of the time, the doubled part for delay), for what a lender asks on a sum
called due, and to check a printed figure. Rates come from the caller; this module knows no legal number.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from credit.dates import days
from credit.money import divide, exact


def day_count(start: date, end: date, both_ends: bool = False) -> int:
    """How many days bear interest from start to end? The first is not counted, or both are (`both_ends`).

    Banks count one end; Chinese judgments often say "to the day of payment" and count both.
    """
    count = int(days(end)) - int(days(start)) + both_ends
    if count < 0:
        raise ValueError(f"The end {end} lies before the start {start}; give the earlier date first.")
    return count


def simple(principal: int, daily, count: int) -> int:
    """What does a sum bear in so many days? principal x daily rate x days, half up to the cent.

    Parameters
    ----------
    principal : int, cents
    daily : str, Decimal or Fraction
        Rate of a day: exact("4.35%") / 365, or "0.05%".
    count : int
        Days.
    """
    if count < 0:
        raise ValueError(f"{count} days are below zero; interest starts at 0 days.")
    interest = principal * exact(daily) * count
    return divide(interest.numerator, interest.denominator)


def stepped(principal: int, start: date, end: date, steps, multiple=1, year_days: int = 365, both_ends=False) -> int:
    """What does a sum bear while a published yearly rate changes, such as the LPR?

    interest = principal x sum over days of (rate in force on that day x multiple / year_days), half up, once.

    Parameters
    ----------
    principal : int, cents
    start, end : date
    steps : sequence of (date, rate)
        From which day on a yearly rate holds; in any order. The first may lie before `start`.
    multiple : str, int, Decimal or Fraction
        "4" for four times the published rate.
    year_days : int
        Turns the yearly rate into a daily one: 365 or 360.
    both_ends : bool
        As in `day_count`. Where the first day is not counted, counting starts on the day after it.

    Raises
    ------
    ValueError
        When no rate is known for the first day.
    """
    first, after = int(days(start)) + (not both_ends), int(days(end)) + 1
    day_count(start, end, both_ends)
    steps = sorted((int(days(since)), exact(rate)) for since, rate in steps)
    if not steps or steps[0][0] > first:
        raise ValueError(f"No rate is known for {start}; give one that holds from that day or earlier.")
    total = Fraction(0)
    for (since, rate), (until, _) in zip(steps, [*steps[1:], (after, 0)]):
        total += rate * max(0, min(until, after) - max(since, first))
    interest = principal * total * exact(multiple) / year_days
    return divide(interest.numerator, interest.denominator)


def compounded(principal: int, effective, count: int, period_days: int = 365, places: int = 0) -> Decimal:
    """What does a sum bear at an effective rate? principal x ((1 + rate)^(days / period_days) - 1).

    A power with a broken exponent is not a fraction, so it is worked in 50 digits and rounded half up once.

    Parameters
    ----------
    principal : int, cents
    effective : str, Decimal or Fraction
        Rate of `period_days` days (a year of 365, a month of 30, or of 21 working days).
    count, period_days : int
        Days, and the days of the rate.
    places : int
        Decimals of a cent to keep; 0 unless told.
    """
    if count < 0:
        raise ValueError(f"{count} days are below zero; interest starts at 0 days.")
    rate = exact(effective)
    with localcontext() as work:
        work.prec = 50
        base = 1 + Decimal(rate.numerator) / Decimal(rate.denominator)
        interest = principal * (base ** (Decimal(count) / period_days) - 1)
        return interest.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
