"""What have I promised, when I name a sum a month on the phone?"""

from dataclasses import dataclass, field

import numpy as np

from credit.chance import whole
from credit.money import divide
from credit.offers import Offer, keeping
from credit.rates import Rate


@dataclass(frozen=True)
class Promise:
    """What does a sum promised on the phone come to? Cents.

    Attributes
    ----------
    monthly : int
    months : int
        Until it has repaid the loan at its rate; 0: it never does.
    cost : int
        Interest in all; 0 where it never ends.
    kept : float
        Chance that each payment of those months (or of `horizon`, where it never ends) can be made.
    """

    monthly: int
    months: int
    cost: int
    kept: float
    payments: np.ndarray = field(repr=False, compare=False)


def promise(owed: int, rate: Rate, monthly: int, spare: np.ndarray, saved: int = 0, carry: bool = False) -> Promise:
    """What if I promise this much a month, whatever it takes?

    Each month interest is added, rounded to the cent, then the promise (at most what is owed) is paid.

    Parameters
    ----------
    owed, monthly : int, cents
    rate : Rate
    spare : ndarray of int, shape (P, M), cents
        Its M months are the horizon.
    saved, carry
        As in `plans`.

    Raises
    ------
    ValueError
        When nothing is promised.
    """
    whole("The promise in cents", monthly, 1)
    rows, balance, horizon = [], owed, np.asarray(spare).shape[1]
    while balance > 0 and len(rows) < horizon:
        interest = balance * rate.monthly
        balance += divide(interest.numerator, interest.denominator)
        rows.append(min(monthly, balance))
        balance -= rows[-1]
    payments = np.array(rows, dtype=np.int64)
    kept = keeping(Offer("promise", payments, owed), spare, saved, carry).chance
    ends = balance == 0
    return Promise(monthly, len(rows) if ends else 0, int(payments.sum()) - owed if ends else 0, kept, payments)
