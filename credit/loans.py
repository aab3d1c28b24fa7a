"""What do the contract's own numbers say: the instalment, and what each one is made of?"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from credit.dates import monthly
from credit.money import cents, divide, exact, integers
from credit.rates import Rate, over_common_denominator


@dataclass(frozen=True)
class Schedule:
    """What is due on which day, and what is left after it? B loans, N rows (a shorter loan ends in zero rows).

    Attributes
    ----------
    due : ndarray of datetime64[D], shape (B, N)
    principal, interest, balance : ndarray of int, shape (B, N), cents
        Parts of each instalment, and the principal left after it.
    n : ndarray of int64, shape (B,)
        Instalments of each loan.
    drawn : ndarray of datetime64[D], shape (B,)
        The day each loan was paid out.
    """

    due: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    balance: np.ndarray
    n: np.ndarray
    drawn: np.ndarray

    @property
    def instalment(self) -> np.ndarray:
        """How much is due each time? principal + interest, cents, shape (B, N)."""
        return self.principal + self.interest

    @property
    def advanced(self) -> np.ndarray:
        """How much was lent? The sum of the principal parts, cents, shape (B,)."""
        return self.principal.sum(axis=1)


@dataclass(frozen=True)
class Loan:
    """The terms of one loan repaid in equal monthly instalments (等额本息).

    Attributes
    ----------
    principal : int
        Cents.
    rate : Rate
        Nominal; a month bears rate.monthly.
    n : int
        Number of instalments.
    first_due : date
        Later ones fall on the same day of the month.
    drawn : date, optional
        The day the money was paid out; a month before the first due date unless told.
    """

    principal: int
    rate: Rate
    n: int
    first_due: date
    drawn: date | None = None

    @classmethod
    def of(cls, principal, rate: Rate, n: int, first_due, drawn=None) -> "Loan":
        """Make the terms from everyday words: Loan.of("6000", per_month("1.8%"), 12, "2026-04-05")."""
        return cls(cents(principal), rate, int(n), _date(first_due), None if drawn is None else _date(drawn))

    def __post_init__(self):
        if self.principal <= 0:
            raise ValueError(f"A principal of {self.principal} cents is not a loan; it starts at 1 cent.")
        if self.n < 1:
            raise ValueError(f"{self.n} instalments are not a loan; the least is 1.")
        if self.drawn is not None and self.drawn > self.first_due:
            raise ValueError(f"The loan is drawn on {self.drawn}, after its first due date {self.first_due}.")

    def schedule(self) -> Schedule:
        """What is due, when? A batch of one loan."""
        return equal_instalments([self.principal], [self.rate.monthly], [self.n], [self.first_due], self.drawn)


def equal_instalments(principal, periodic_rate, n, first_due, drawn=None) -> Schedule:
    """What does each equal instalment consist of (等额本息), to the cent?

    instalment = P i / (1 - (1 + i)^-n), rounded half up; each row: interest = balance x i, rounded half up,
    principal part = instalment - interest; the last row pays what is left.

    Parameters
    ----------
    principal : array_like of int, shape (B,), cents
    periodic_rate : sequence of Fraction, shape (B,)
        Rate of one period (a month).
    n : array_like of int, shape (B,)
    first_due : array_like of date, shape (B,)
    drawn : array_like of date, shape (B,), optional
        One month before the first due date unless told.

    Returns
    -------
    Schedule
        The rows of each loan add up to its principal, and its last row absorbs the cents.
    """
    n = np.atleast_1d(np.asarray(n, dtype=np.int64))
    numerators, denominator = over_common_denominator([exact(i) for i in periodic_rate])
    largest = max(int(p) for p in principal) * (denominator + max(numerators))
    balance = integers(principal, largest)
    rate = integers(numerators, largest)
    payment = level_instalment(balance, periodic_rate, n)
    size = (len(balance), int(n.max()))
    rows = {name: np.zeros(size, dtype=balance.dtype) for name in ("principal", "interest", "balance")}
    for k in range(size[1]):
        interest = divide(balance * rate, denominator)
        part = np.minimum(np.maximum(payment - interest, 0), balance)
        part = np.where(k < n - 1, part, balance)
        balance = balance - part
        rows["interest"][:, k], rows["principal"][:, k], rows["balance"][:, k] = interest, part, balance
    due = monthly(first_due, size[1])
    drawn = (
        monthly(due[:, 0].astype("datetime64[M]") - 1, 1, _day_of_month(due[:, 0]))[:, 0] if drawn is None else drawn
    )
    return Schedule(due, n=n, drawn=np.atleast_1d(np.asarray(drawn, "datetime64[D]")), **rows)


def level_instalment(principal: np.ndarray, periodic_rate, n: np.ndarray) -> np.ndarray:
    """What equal payment clears the loan in n periods? P i / (1 - (1 + i)^-n), half up to the cent.

    Worked in floats where their error, at most 1e-12 of the payment, cannot move the rounding, and in exact fractions
    where the payment lies too near a half cent to tell.

    Parameters
    ----------
    principal : ndarray of int, shape (B,), cents
    periodic_rate : sequence of Fraction, shape (B,)
    n : ndarray of int64, shape (B,)

    Returns
    -------
    ndarray of int, shape (B,), cents
    """
    i = np.array([float(r) for r in periodic_rate])
    p = principal.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        guess = np.where(i > 0, p * i / -np.expm1(-n * np.log1p(i)), p / n)
    doubtful = np.abs(guess - np.floor(guess) - 0.5) < 1e-9 + guess * 1e-12
    result = np.floor(guess + 0.5).astype(np.int64).astype(principal.dtype)
    if principal.dtype == object:
        doubtful[:] = True
    for b in np.flatnonzero(doubtful):
        result[b] = _exact_instalment(int(principal[b]), Fraction(periodic_rate[b]), int(n[b]))
    return result


def _exact_instalment(principal: int, i: Fraction, n: int) -> int:
    if i == 0:
        return divide(principal, n)
    growth = (1 + i) ** n
    payment = principal * i * growth / (growth - 1)
    return divide(payment.numerator, payment.denominator)


def _day_of_month(day):
    return (day - day.astype("datetime64[M]")).astype(np.int64) + 1


def _date(value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
