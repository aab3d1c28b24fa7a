"""What do months without payments cost, and who pays for them?"""

from enum import Enum

import numpy as np

from credit.interest import Interest
from credit.level import equal_instalments
from credit.money import Rounding
from credit.periods import MONTHLY, Period, due_dates
from credit.rates import Rates
from credit.schedule import Schedule


class HolidayInterest(Enum):
    """What happens to the interest of months in which nothing is paid? Offers call all four "interest free".

    WAIVED: it is not charged.
    DEFERRED: it runs on the principal (simple) and falls due in one sum with the first instalment after.
    SPREAD: it runs on the principal (simple), joins the balance when the holiday ends, and is repaid with it.
    CAPITALISED: each month's interest joins the balance at once and bears interest itself.
    """

    WAIVED = "waived"
    DEFERRED = "deferred"
    SPREAD = "spread"
    CAPITALISED = "capitalised"


def payment_holiday(
    principal,
    periodic_rate,
    months: int,
    n,
    rule: HolidayInterest,
    first_due,
    drawn=None,
    *,
    period: Period = MONTHLY,
    instalment=None,
    rounding: Rounding = Rounding.HALF_UP,
) -> Schedule:
    """What are the instalments after some periods without any?

    simple interest of the holiday = months x round(P i); with SPREAD and CAPITALISED the balance after the holiday is
    larger and runs over n equal instalments.

    Parameters
    ----------
    principal : array_like of int, shape (B,), cents
        Owed when the holiday begins.
    periodic_rate : Rates of shape (B,) or (1,), number or sequence of numbers
    months : int
        Periods without a payment.
    n : int or array_like of int, shape (B,)
        Instalments after it.
    rule : HolidayInterest
    first_due : date or array_like of date, shape (B,)
        The first due date that is skipped.
    instalment : array_like of int, shape (B,), cents, optional
        The instalment that resumes after a holiday whose interest is waived or deferred; else worked anew.
    drawn, period, rounding
        As in `credit.level.equal_instalments`.

    Returns
    -------
    Schedule
        months + n rows; the first ones are zero. `capitalised` holds the interest that joined the balance, so that the
        principal parts add up to the principal and that interest.

    Raises
    ------
    ValueError
        For less than one month of holiday, or a fixed instalment although the balance grows.
    """
    if months < 1:
        raise ValueError(f"A holiday of {months} payments is none; the least is 1.")
    if instalment is not None and rule in (HolidayInterest.SPREAD, HolidayInterest.CAPITALISED):
        raise ValueError(f"With the interest {rule.value} the balance grows and the instalment with it; do not fix it.")
    principal, rates = np.atleast_1d(np.asarray(principal)), Rates.of(periodic_rate)
    top, unit = rates.largest(), rates.denominator
    grown = int(principal.max()) * ((unit + top) ** months // unit**months + 1) + months * (months + 1)
    interest = Interest(rates, grown + months * grown * top // unit, rounding)
    before = principal.astype(interest.dtype)
    added = np.zeros((len(before), months), dtype=interest.dtype)
    simple = interest(before, 0)
    if rule is HolidayInterest.SPREAD:
        added[:, -1] = months * simple
    elif rule is HolidayInterest.CAPITALISED:
        for k in range(months):
            added[:, k] = interest(before + added.sum(axis=1), 0)
    dates = due_dates(
        np.broadcast_to(np.asarray(first_due, "datetime64[D]"), before.shape), months + 2, period, start=-1
    )
    starts, skipped, resumes = dates[:, 0], dates[:, 1:-1], dates[:, -1]
    owed = before[:, None] + np.cumsum(added, axis=1)
    after = equal_instalments(
        owed[:, -1], rates, n, resumes, skipped[:, -1], period=period, instalment=instalment, rounding=rounding
    )
    due_interest = after.interest.copy()
    if rule is HolidayInterest.DEFERRED:
        due_interest[:, 0] += months * simple
    none = np.zeros_like(added)
    return Schedule(
        np.concatenate([skipped, after.due], axis=1),
        np.concatenate([none, after.principal], axis=1),
        np.concatenate([none, due_interest], axis=1),
        n=after.n + months,
        drawn=starts if drawn is None else np.broadcast_to(np.asarray(drawn, "datetime64[D]"), starts.shape),
        capitalised=np.concatenate([added, np.zeros_like(after.principal)], axis=1),
    )
