"""On which days do instalments fall due?

Days are NumPy datetime64[D]; a day number is the count of days since 1970-01-01.
"""

from datetime import date

import numpy as np

LONGEST_MONTH = 31


def days(dates) -> np.ndarray:
    """Which day numbers are these dates? int64, the shape of the input; the same memory where they are days already."""
    return np.asarray(dates, dtype="datetime64[D]").view(np.int64)


def to_date(day: int) -> date:
    """Which date is this day number?"""
    return np.datetime64(int(day), "D").item()


def day_of_month(dates) -> np.ndarray:
    """Which day of its month is each date? int64, 1 to 31, the shape of the input."""
    dates = np.asarray(dates, dtype="datetime64[D]")
    return (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1


def is_month_end(dates) -> np.ndarray:
    """Is each date the last day of its month? bool, the shape of the input."""
    return day_of_month(np.asarray(dates, dtype="datetime64[D]") + 1) == 1


def monthly(first_due, n: int, anchor_day=None, step: int = 1, start: int = 0) -> np.ndarray:
    """When do n monthly instalments fall due?

    The anchor day stays: the 31st becomes the last day of a shorter month and returns to the 31st
    (adding months one at a time would stick at the 28th).

    Parameters
    ----------
    first_due : date or array_like of date, shape (B,) or scalar
    n : int
    anchor_day : int or array_like of int, optional
        Day of the month, 1 to 31; the day of `first_due` unless told. 31 keeps a loan whose first due date is a
        month's last day on last days.
    step : int
        Months from one due date to the next: 3 for a quarter.
    start : int
        Steps from `first_due` to the first date wanted; -1 begins one period earlier.

    Returns
    -------
    ndarray of datetime64[D], shape (B, n)
        Read-only where all loans share their dates (one row shown B times).

    Raises
    ------
    ValueError
        For an anchor day outside 1 to 31.
    """
    first = np.atleast_1d(np.asarray(first_due, dtype="datetime64[D]"))
    shape = (len(first), n)
    if not first.size or not n:
        return np.empty(shape, "datetime64[D]")
    numbers = first.view(np.int64)
    if anchor_day is None:
        # Loans of one day share their dates: the calendar is worked once for each day met, and copied.
        low, high = numbers.min(), numbers.max()
        if low == high:
            return np.broadcast_to(_months_on(first[:1], n, day_of_month(first[:1]), step, start), shape)
        if high - low < len(numbers):
            each = np.arange(low, high + 1).astype("datetime64[D]")
            return _months_on(each, n, day_of_month(each), step, start)[numbers - low]
        anchor_day = day_of_month(first)
    anchor = np.broadcast_to(np.asarray(anchor_day, dtype=np.int64), first.shape)
    if not (anchor.min() >= 1 and anchor.max() <= LONGEST_MONTH):
        wrong = anchor[(anchor < 1) | (anchor > LONGEST_MONTH)][0]
        raise ValueError(f"{wrong} is no day of a month; an anchor day is 1 to {LONGEST_MONTH}.")
    return _months_on(first, n, anchor, step, start)


def _months_on(first, n, anchor, step, start):
    months = first.astype("datetime64[M]")[:, None] + step * np.arange(start, start + n)
    begins = months.astype("datetime64[D]")
    length = ((months + 1).astype("datetime64[D]") - begins).astype(np.int64)
    return begins + (np.minimum(anchor[:, None], length) - 1)
