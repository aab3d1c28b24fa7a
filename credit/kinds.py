"""What does each instalment consist of when it is not the equal one?

Equal principal, interest-only, bullet and flat add-on loans, as arrays: B loans of N rows, whole cents, the last row
taking the cents that are left.
"""

import numpy as np

from credit.instalment import checked_multiple
from credit.interest import Interest
from credit.level import terms_of
from credit.money import Rounding, divide, integers
from credit.periods import MONTHLY, Period
from credit.rates import Rates
from credit.schedule import Schedule


def equal_principal(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    interest_only: int = 0,
    multiple: int = 1,
    multiple_rounding: Rounding = Rounding.HALF_UP,
    rounding: Rounding = Rounding.HALF_UP,
) -> Schedule:
    """What does each instalment consist of when the principal is paid in equal parts (等额本金)?

    principal part = P / n, rounded half up; interest = balance x i, rounded half up; the last row pays what is left,
    so the instalments fall from month to month. Parameters as for `credit.level.equal_instalments`; `multiple` is that
    of the principal part.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    if not 0 <= interest_only < int(n.min()):
        raise ValueError(f"{interest_only} interest-only rows leave no row for the principal; at most {n.min() - 1}.")
    checked_multiple(multiple)
    part = multiple * divide(principal, (n - interest_only) * multiple, multiple_rounding)
    k = np.arange(due.shape[1])
    paid = np.minimum(part[:, None] * np.clip(k + 1 - interest_only, 0, None), principal[:, None])
    paid = np.where(k >= n[:, None] - 1, principal[:, None], paid)
    return _repaying(principal, paid, rates, n, due, drawn, rounding)


def interest_only(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    rounding: Rounding = Rounding.HALF_UP,
) -> Schedule:
    """What does each instalment consist of when the principal comes at the very end (先息后本)?

    Every row: interest = P x i, rounded half up; the last row: the whole principal too.
    Parameters as for `credit.level.equal_instalments`.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    last = np.arange(due.shape[1]) >= n[:, None] - 1
    return _repaying(principal, np.where(last, principal[:, None], 0), rates, n, due, drawn, rounding)


def _repaying(principal, paid, rates, n, due, drawn, rounding):
    """Rows of a loan whose principal paid so far, (B, N), does not depend on its interest."""
    interest = Interest(rates, int(principal.max()), rounding)
    paid = integers(paid, int(principal.max())).astype(interest.dtype)
    before = np.concatenate([np.zeros_like(paid[:, :1]), paid[:, :-1]], axis=1)
    owed = principal.astype(interest.dtype)[:, None] - before
    posted = np.stack([interest(owed[:, k], k) for k in range(due.shape[1])], axis=1)
    return Schedule(due, paid - before, posted, n=n, drawn=drawn)


def bullet(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    compound: bool = False,
    rounding: Rounding = Rounding.HALF_UP,
) -> Schedule:
    """What falls due when everything is repaid in one sum at the end (一次性还本付息)?

    interest = P x (i_1 + ... + i_n), rounded once: simple interest. With `compound`, each period's interest is posted
    to the cent and bears interest from then on.

    Parameters as for `credit.level.equal_instalments`; `first_due` is the end of the first of n periods.

    Returns
    -------
    Schedule
        One row a loan, on the day its last period ends; its `n` is 1.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    at_end = due[np.arange(len(n)), n - 1][:, None]
    largest = int(principal.max())
    if compound:
        top = largest * (1 + rates.largest() / rates.denominator) ** int(n.max()) + int(n.max())
        interest = Interest(rates, int(top) + 1, rounding)
        owed = principal.astype(interest.dtype)
        for k in range(due.shape[1]):
            owed = np.where(k < n, owed + interest(owed, k), owed)
        posted = owed - principal.astype(interest.dtype)
    else:
        numerators = rates.numerators.astype(object)
        if numerators.ndim == 1:
            total = numerators * n
        else:
            runs = np.arange(due.shape[1]) < n[:, None]
            total = (np.broadcast_to(numerators[:, : due.shape[1]], runs.shape) * runs).sum(axis=1)
        interest = Interest(Rates(total, rates.denominator), largest, rounding)
        posted = interest(principal.astype(interest.dtype), 0)
    whole = principal.astype(posted.dtype)[:, None]
    return Schedule(at_end, whole, posted[:, None], n=np.ones_like(n), drawn=drawn)


def flat(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    multiple: int = 1,
    multiple_rounding: Rounding = Rounding.HALF_UP,
    rounding: Rounding = Rounding.HALF_UP,
) -> Schedule:
    """What does each instalment consist of when the fee is taken on the sum first lent (等本等费)?

    principal part = P / n and fee = P x rate, each rounded half up and the same in every row; the last row pays what
    is left of the principal. The fee does not fall although the debt does: its true cost is about twice its name.
    Parameters as for `credit.level.equal_instalments`; `multiple` is that of the principal part. The fee stands in
    the schedule's `interest`.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    s = equal_principal(principal, 0, n, drawn=drawn, due=due, multiple=multiple, multiple_rounding=multiple_rounding)
    fee = Interest(rates, int(principal.max()), rounding)
    whole, width = principal.astype(fee.dtype), due.shape[1]
    posted = np.stack([np.where(k < n, fee(whole, k), 0) for k in range(width)], axis=1)
    return Schedule(due, s.principal, posted, n=n, drawn=drawn)
