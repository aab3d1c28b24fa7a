"""What is due on which day, and what is left after it?"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Schedule:
    """What is due on which day, and what is left after it? B loans, N rows (a shorter loan ends in zero rows).

    Attributes
    ----------
    due : ndarray of datetime64[D], shape (B, N)
    principal, interest : ndarray of int, shape (B, N), cents
        Parts of each instalment.
    n : ndarray of int64, shape (B,)
        Instalments of each loan.
    drawn : ndarray of datetime64[D], shape (B,)
        The day each loan was paid out.
    fees : ndarray of int, shape (B, N), cents, optional
        Charges due with each instalment and beside it; None is none.
    capitalised : ndarray of int, shape (B, N), cents, optional
        Interest that was added to the principal on that day instead of falling due; None is none.
    """

    due: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    n: np.ndarray
    drawn: np.ndarray
    fees: np.ndarray | None = None
    capitalised: np.ndarray | None = None

    @property
    def instalment(self) -> np.ndarray:
        """How much is due each time? principal + interest, cents, shape (B, N)."""
        return self.principal + self.interest

    @property
    def to_pay(self) -> np.ndarray:
        """How much leaves the borrower's pocket each time? principal + interest + fees, cents, shape (B, N)."""
        return self.instalment if self.fees is None else self.instalment + self.fees

    @cached_property
    def balance(self) -> np.ndarray:
        """How much principal is left after each instalment? Lent + capitalised so far - repaid so far, cents."""
        moved = self.principal if self.capitalised is None else self.principal - self.capitalised
        return self.advanced[:, None] - moved.cumsum(axis=1)

    @property
    def count(self) -> np.ndarray:
        """How many times is anything due? The last row that is not zero, counted from 1, shape (B,)."""
        used = np.asarray(self.to_pay != 0, dtype=bool)
        return np.where(used.any(axis=1), used.shape[1] - used[:, ::-1].argmax(axis=1), 0)

    @property
    def advanced(self) -> np.ndarray:
        """How much was lent? The principal parts less the interest capitalised, cents, shape (B,)."""
        lent = self.principal.sum(axis=1)
        return lent if self.capitalised is None else lent - self.capitalised.sum(axis=1)

    @property
    def total_interest(self) -> np.ndarray:
        """How much interest does it come to? Due and capitalised together, cents, shape (B,)."""
        due = self.interest.sum(axis=1)
        return due if self.capitalised is None else due + self.capitalised.sum(axis=1)

    def with_fees(self, fees) -> "Schedule":
        """What is the same schedule with these charges beside each instalment? Cents, broadcast to (B, N)."""
        return replace(self, fees=np.broadcast_to(fees, self.principal.shape))


def cash_flows(schedule: Schedule, received) -> tuple[np.ndarray, np.ndarray]:
    """What money comes and goes, as the borrower sees it?

    Parameters
    ----------
    schedule : Schedule, B loans of N rows
    received : array_like of int, shape (B,), cents
        What arrived on the day of pay-out: the principal less what was deducted.

    Returns
    -------
    days : ndarray of datetime64[D], shape (B, N + 1)
    cents : ndarray of int, shape (B, N + 1)
        Received money positive, paid money negative; a shorter loan ends in zeros.
    """
    received = np.broadcast_to(np.asarray(received), schedule.n.shape)
    when = np.concatenate([schedule.drawn[:, None], schedule.due], axis=1)
    return when, np.concatenate([received[:, None], -schedule.to_pay], axis=1)
