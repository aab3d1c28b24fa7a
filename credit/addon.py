"""What does a loan cost whose interest is charged whole on the first day and paid before the principal?

High-cost short-term loans are written so. Since no principal is repaid until the interest is, the interest charged must
be what really accrues under that order, and the equal payment is found together with it.
"""

from collections import Counter
from fractions import Fraction

import numpy as np

from credit.dates import days
from credit.level import terms_of
from credit.money import divide, exact, integers
from credit.periods import MONTHLY, Period
from credit.schedule import Schedule


def add_on(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    most=None,
) -> Schedule:
    """What does each payment consist of when all interest is added on at the start and paid first?

    I = sum over periods of (principal owed in the period x its rate), rounded half up; payments settle I before any
    principal. The payment is the least whole cent p for which n p covers P + I(p); the last one is lower.

    Parameters
    ----------
    principal, periodic_rate, n, first_due, drawn, period, due
        As for `credit.level.equal_instalments`.
    most : number as for `credit.money.exact`, optional
        A ceiling on all interest together, as a share of the principal.

    Returns
    -------
    Schedule
        `interest` and `principal` are what each payment settles; the interest owed is not in `balance`.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    width, top = due.shape[1], int(principal.max())
    numerators = rates.numerators if rates.numerators.ndim == 2 else rates.numerators[:, None]
    largest = 2 * top * (rates.denominator + width * rates.largest())
    runs = np.arange(width) < n[:, None]
    numerators = np.where(runs, integers(np.broadcast_to(numerators[:, :width], runs.shape), largest), 0)
    lent = integers(principal, largest)
    ceiling = divide((lent[:, None] * numerators).sum(axis=1), rates.denominator)
    if most is not None:
        share = exact(most)
        ceiling = np.minimum(ceiling, lent * share.numerator // share.denominator)

    def charged(payment):
        """The interest that accrues while payments of this size settle it first; found from above, cent by cent."""
        interest = ceiling
        while True:
            owed = np.clip((lent + interest)[:, None] - payment[:, None] * np.arange(width), 0, lent[:, None])
            accrued = np.minimum(divide((owed * numerators).sum(axis=1), rates.denominator), ceiling)
            if (accrued == interest).all():
                return interest
            interest = accrued

    low, high = -(-lent // n), -(-(lent + ceiling) // n)
    while (low < high).any():
        middle = (low + high) // 2
        enough = middle * n >= lent + charged(middle)
        low, high = np.where(enough, low, middle + 1), np.where(enough, middle, high)
    interest = charged(high)
    total, k = lent + interest, np.arange(width)
    settled = np.minimum(high[:, None] * (k + 1), total[:, None])
    settled = np.where(k >= n[:, None] - 1, total[:, None], settled)
    of_interest = np.minimum(settled, interest[:, None])
    of_principal = settled - of_interest
    return Schedule(
        due,
        np.diff(of_principal, axis=1, prepend=0),
        np.diff(of_interest, axis=1, prepend=0),
        n=n,
        drawn=drawn,
    )


def still_owed(principal: int, charged: int, daily, drawn, due, payments, most=None) -> int:
    """What is still owed on an add-on loan when payments came late, or early?

    Payments settle interest first. Interest accrues by the day on the principal really owed; as long as all of it
    together does not pass what was charged at the start, lateness costs nothing. What passes it is charged on each due
    date and day of payment, rounded down to the cent:

        new interest = max(0, accrued since pay-out - charged so far).

    Parameters
    ----------
    principal, charged : int, cents
        The interest added on at the start.
    daily : number as for `credit.money.exact`
        Rate of a day.
    drawn : date
    due : iterable of date
    payments : iterable of (date, int)
        Cents; none before the loan was drawn.
    most : number as for `credit.money.exact`, optional
        The ceiling on all interest together, as a share of the principal.

    Returns
    -------
    int, cents
        On the day of the last payment or due date, after it; below zero where too much was paid.
    """
    rate, ceiling = exact(daily), None if most is None else exact(most) * principal
    paid = Counter()
    for day, amount in payments:
        paid[int(days(day))] += amount
    last, owed, interest, accrued = int(days(drawn)), principal, charged, Fraction(0)
    if paid and min(paid) < last:
        raise ValueError(f"A payment lies before the loan was drawn on {drawn}.")
    for day in sorted({*paid, *(int(d) for d in days(list(due)))}):
        accrued += max(owed, 0) * rate * (day - last)
        new = max(0, (accrued if ceiling is None else min(accrued, ceiling)) - charged) // 1
        if new:
            charged += new
            interest += new
            accrued = Fraction(charged)
        of_interest = min(paid[day], interest)
        interest, owed, last = interest - of_interest, owed - (paid[day] - of_interest), day
    return owed + interest
