"""When does a period of years, months or days that a rule names come to its end?"""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 12


def after(start: date, years: int = 0, months: int = 0, days: int = 0) -> date:
    """What is the last day of a period that is counted from the day after `start`?

    The same day of the month so many years and months later; where that month has no such day, its last one
    (29 February + 1 year = 28 February). Days are counted after that. The first day is not counted, the last one is.
    Source: Civil Code of China art. 201-202; the same rule is common elsewhere.

    Raises
    ------
    ValueError
        When the period is shorter than nothing.
    """
    if min(years, months, days) < 0:
        raise ValueError(f"A period of {years} years, {months} months and {days} days runs backwards; it starts at 0.")
    month = start.year * MONTHS + start.month - 1 + int(years) * MONTHS + int(months)
    year, month = divmod(month, MONTHS)
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(int(days))


def working_days_after(start: date, days: int, holidays=()) -> date:
    """Which day is so many working days later? Saturdays, Sundays and the given holidays do not count."""
    day, holidays = start, set(holidays)
    while days > 0:
        day += timedelta(1)
        days -= day.weekday() < 5 and day not in holidays
    return day
