"""How long is one period of a loan, and on which days do its periods end?"""

from dataclasses import dataclass

import numpy as np

from credit.dates import days, monthly


@dataclass(frozen=True)
class Period:
    """How much time lies between two due dates?

    Attributes
    ----------
    unit : {"month", "day"}
    every : int
        3 months is a quarter, 14 days a fortnight.
    """

    unit: str = "month"
    every: int = 1

    def __post_init__(self):
        if self.unit not in ("month", "day"):
            raise ValueError(f'A period is counted in "month" or "day", not in "{self.unit}".')
        if self.every < 1:
            raise ValueError(f"A period of {self.every} {self.unit}s does not move on; the least is 1.")


MONTHLY = Period("month", 1)
QUARTERLY = Period("month", 3)
YEARLY = Period("month", 12)
WEEKLY = Period("day", 7)
FORTNIGHTLY = Period("day", 14)


def every_days(n: int) -> Period:
    """Which period is n days long? every_days(30)."""
    return Period("day", n)


def due_dates(first_due, n: int, period: Period = MONTHLY, anchor_day=None, start: int = 0) -> np.ndarray:
    """On which days do n instalments fall due?

    Parameters
    ----------
    first_due : date or array_like of date, shape (B,) or scalar
    n : int
    period : Period
    anchor_day : int or array_like of int, optional
        For periods in months: the day of the month that every due date keeps or returns to.
    start : int
        Periods from `first_due` to the first date wanted; -1 begins on the day the first period begins.

    Returns
    -------
    ndarray of datetime64[D], shape (B, n)
    """
    if period.unit == "month":
        return monthly(first_due, n, anchor_day, period.every, start)
    first = np.atleast_1d(np.asarray(first_due, dtype="datetime64[D]"))
    return first[:, None] + period.every * np.arange(start, start + n)


def given_dates(due) -> np.ndarray:
    """Are these due dates in order? Irregular dates as an array of shape (B, N), or the first mistake in a sentence.

    Raises
    ------
    ValueError
        When a date does not lie after the one before it: they are never sorted silently, since amounts belong to them.
    """
    due = np.atleast_2d(np.asarray(due, dtype="datetime64[D]"))
    wrong = np.argwhere(np.diff(days(due), axis=1) <= 0)
    if len(wrong):
        row, k = wrong[0]
        raise ValueError(
            f"Due date {due[row, k + 1]} does not lie after {due[row, k]}; give the dates in order, each once."
        )
    return due
