"""On which days do instalments fall due?

Days are NumPy datetime64[D]; a day number is the count of days since 1970-01-01.
"""

from datetime import date

import numpy as np


def days(dates) -> np.ndarray:
    """Which day numbers are these dates? int64, the shape of the input."""
    return np.asarray(dates, dtype="datetime64[D]").astype(np.int64)


def to_date(day: int) -> date:
    """Which date is this day number?"""
    return np.datetime64(int(day), "D").item()


def monthly(first_due, n: int, anchor_day=None) -> np.ndarray:
    """When do n monthly instalments fall due?

    The anchor day stays: the 31st becomes the last day of a shorter month and returns to the 31st
    (adding months one at a time would stick at the 28th).

    Parameters
    ----------
    first_due : date or array_like of date, shape (B,) or scalar
    n : int
    anchor_day : int or array_like of int, optional
        Day of the month, 1 to 31; the day of `first_due` unless told.

    Returns
    -------
    ndarray of datetime64[D], shape (B, n)
    """
    first = np.atleast_1d(np.asarray(first_due, dtype="datetime64[D]"))
    month = first.astype("datetime64[M]")
    anchor = (first - month).astype(np.int64) + 1 if anchor_day is None else np.broadcast_to(anchor_day, first.shape)
    months = month[:, None] + np.arange(n)
    starts = months.astype("datetime64[D]")
    length = ((months + 1).astype("datetime64[D]") - starts).astype(np.int64)
    return starts + (np.minimum(anchor[:, None], length) - 1)
