"""What part of a year lies between two dates, by which formula?

"Actual" alone names four different rules, so each convention here is named by its formula and gives
an exact fraction: a numerator for each pair of dates over one denominator.

Sources: ISDA 2006 Definitions 4.16 (ACT/365F, ACT/360, ACT/ACT ISDA, 30/360, 30E/360, 30E/360 ISDA);
30/360 US with the end-of-February rule as in the SIFMA standard formulas; ACT/365.25 as in tables of the British APR;
NL/365 as "actual/365 (Japanese)" of financial toolboxes.
"""

from enum import Enum

import numpy as np

from credit.dates import days


class DayCount(Enum):
    """Which formula turns two dates into a part of a year? d = days from start to end, start not counted.

    ACT_365F: d / 365, in leap years too.
    ACT_360: d / 360.
    ACT_364: d / 364, a year of 52 weeks.
    ACT_365_25: d / 365.25, the mean year of four.
    NL_365: the days but 29 February / 365, so that a leap year bears no more than another.
    ACT_ACT_ISDA: days in leap years / 366 + days in other years / 365.
    ACT_ACT_BY_DATE: the days after the start up to and with the end, each over the length of the year of its own
        date; the ISDA rule counts the start instead of the end, so that the turn of the year falls a day later.
    D30_360: (360 dy + 30 dm + dd) / 360; a start on the 31st counts as the 30th, and then an end on the 31st too
        (bond basis).
    D30E_360: the same, each 31st counts as the 30th on its own (Eurobond basis).
    D30E_360_ISDA: each 31st and each last day of February counts as the 30th, but for an end in February on the day
        on which the whole contract ends (`termination`).
    D30_360_US: bond basis, and the last day of February counts as the 30th (both, or the start alone).
    D30_365: the 30/360 bond day number over 365.
    """

    ACT_365F = "ACT/365F"
    ACT_360 = "ACT/360"
    ACT_364 = "ACT/364"
    ACT_365_25 = "ACT/365.25"
    NL_365 = "NL/365"
    ACT_ACT_ISDA = "ACT/ACT ISDA"
    ACT_ACT_BY_DATE = "ACT/ACT by year of date"
    D30_360 = "30/360 bond"
    D30E_360 = "30E/360"
    D30E_360_ISDA = "30E/360 ISDA"
    D30_360_US = "30/360 US"
    D30_365 = "30/365"


ACTUAL = {DayCount.ACT_365F: 365, DayCount.ACT_360: 360, DayCount.ACT_364: 364}


def year_fraction(start, end, convention: DayCount, termination=None) -> tuple[np.ndarray, int]:
    """What part of a year is it from start to end?

    Parameters
    ----------
    start, end : date or array_like of date, broadcast together; start not after end
    convention : DayCount
    termination : date, optional
        The day on which the contract ends; for 30E/360 ISDA only.

    Returns
    -------
    numerator : ndarray of int64, the broadcast shape
    denominator : int
        year fraction = numerator / denominator, exactly.

    Raises
    ------
    ValueError
        When an end lies before its start.
    """
    start, end = np.broadcast_arrays(np.asarray(start, "datetime64[D]"), np.asarray(end, "datetime64[D]"))
    if np.any(end < start):
        raise ValueError(f"The end {end[end < start].flat[0]} lies before its start; give the earlier date first.")
    if convention is DayCount.ACT_ACT_ISDA:
        return _act_act_isda(start, end)
    if convention is DayCount.ACT_ACT_BY_DATE:
        return _act_act_isda(start + 1, end + 1)
    if convention in ACTUAL:
        return days(end) - days(start), ACTUAL[convention]
    if convention is DayCount.ACT_365_25:
        return 4 * (days(end) - days(start)), 1461
    if convention is DayCount.NL_365:
        return _without_leap_days(end) - _without_leap_days(start), 365
    return _thirty(start, end, convention, termination), 365 if convention is DayCount.D30_365 else 360


def _parts(d):
    year = d.astype("datetime64[Y]").astype(np.int64) + 1970
    month = d.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (d - d.astype("datetime64[M]")).astype(np.int64) + 1
    return year, month, day


def _is_leap(year):
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def _without_leap_days(d):
    """Day numbers of a calendar without 29 February, which is the 28th there."""
    year, month, day = _parts(d)
    before = (d.astype("datetime64[M]") - d.astype("datetime64[Y]").astype("datetime64[M]")).astype(np.int64)
    months = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
    return 365 * year + months[before] + np.where((month == 2) & (day == 29), 28, day)


def _thirty(start, end, convention, termination):
    y1, m1, d1 = _parts(start)
    y2, m2, d2 = _parts(end)
    if convention is DayCount.D30E_360:
        d1, d2 = np.minimum(d1, 30), np.minimum(d2, 30)
    elif convention is DayCount.D30E_360_ISDA:
        last = end != np.asarray("NaT" if termination is None else termination, "datetime64[D]")
        d1 = np.where(_last_of_february(start), 30, np.minimum(d1, 30))
        d2 = np.where(_last_of_february(end) & last, 30, np.minimum(d2, 30))
    else:
        if convention is DayCount.D30_360_US:
            last1, last2 = _last_of_february(start), _last_of_february(end)
            d2 = np.where(last1 & last2, 30, d2)
            d1 = np.where(last1, 30, d1)
        d2 = np.where((d2 == 31) & (d1 >= 30), 30, d2)
        d1 = np.minimum(d1, 30)
    return 360 * (y2 - y1) + 30 * (m2 - m1) + (d2 - d1)


def _last_of_february(d):
    tomorrow = d + np.timedelta64(1, "D")
    return (_parts(d)[1] == 2) & (_parts(tomorrow)[1] == 3)


def _act_act_isda(start, end):
    """Both ends measured from 1970-01-01 in 365ths and 366ths: numerator over 365 x 366."""

    def since_epoch(d):
        year = d.astype("datetime64[Y]")
        into_year = (d - year.astype("datetime64[D]")).astype(np.int64)
        y = year.astype(np.int64) + 1970
        return (y - 1970) * (365 * 366) + into_year * np.where(_is_leap(y), 365, 366)

    return since_epoch(end) - since_epoch(start), 365 * 366
