"""What happens when a debt is paid with a new debt?

Two ways, compared in money: a gap covered month after month by new loans, and one new loan that replaces several.
A loan rolled over for a fee is in `credit.rollover`.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.debts import Kept
from credit.loans import level_instalment
from credit.money import Rounding, divide, exact
from credit.payoff import NEVER
from credit.rates import Rate


class Fee(Enum):
    """How is the fee of a new loan taken?

    FROM_PAYOUT: out of what is paid out: to receive `need`, need / (1 - fee) is borrowed.
    ON_TOP: added to what is owed: need x (1 + fee) is owed.
    """

    FROM_PAYOUT = "deducted from the payout"
    ON_TOP = "added to the debt"


def to_receive(need: int, fee, taken: Fee = Fee.FROM_PAYOUT) -> int:
    """How much debt does it take to have this much in hand? Cents, rounded up: a cent less would not do.

    Raises
    ------
    ValueError
        When the fee is below 0, or leaves nothing of the payout.
    """
    debt = need * _factor(fee, taken)
    return divide(debt.numerator, debt.denominator, Rounding.UP)


def _factor(fee, taken) -> Fraction:
    fee = exact(fee)
    if fee < 0 or (taken is Fee.FROM_PAYOUT and fee >= 1):
        raise ValueError(f"A fee of {float(fee):.0%} of the loan is outside 0 % to 99 %; nothing would be paid out.")
    return 1 / (1 - fee) if taken is Fee.FROM_PAYOUT else 1 + fee


def borrow_to_cover(
    gap: int, rate: Rate, fee, months: int, taken: Fee = Fee.FROM_PAYOUT, kept: Kept = Kept.CENTS, start: int = 0
) -> list[int]:
    """What do I owe when each month's gap, and the interest so far, is paid with a new loan?

    debt' = debt + (gap + monthly rate x debt) / (1 - fee), from `start`.

    Parameters
    ----------
    gap : int
        Cents short each month.
    rate : Rate
    fee : str, Decimal or Fraction
        Share of each new loan: "5%".
    months : int
    taken : Fee
    kept : Kept
        CENTS: the interest half up, the new loan up to the cent. UNROUNDED: exact fractions, each row rounded once.
    start : int
        Cents already owed on these terms.

    Returns
    -------
    list of int, length months + 1
        Cents owed after each month; [0] is `start`.

    Raises
    ------
    ValueError
        When the gap, the start or the months are below zero, or the fee leaves nothing.
    """
    if min(gap, start, months) < 0:
        raise ValueError(f"A gap of {gap}, a start of {start} and {months} months must not be below zero.")
    factor, r = _factor(fee, taken), rate.monthly
    debt, rows = Fraction(start), [start]
    for _ in range(months):
        if kept is Kept.UNROUNDED:
            debt += (gap + r * debt) * factor
        else:
            interest = r * debt
            debt += to_receive(gap + divide(interest.numerator, interest.denominator), fee, taken)
        rows.append(divide(debt.numerator, debt.denominator))
    return rows


def months_until(rows, limit: int) -> int:
    """In which month does what is owed first pass this limit? NEVER when it does not in the months given."""
    return next((month for month, owed in enumerate(rows) if owed > limit), NEVER)


@dataclass(frozen=True)
class Consolidation:
    """What does one new loan in place of the old debts cost? Cents.

    Attributes
    ----------
    principal : int
        Of the new loan.
    fee : int
        The part of the principal that the borrower does not receive.
    payments : ndarray of int, shape (n,)
        The last one absorbs the cents.
    total_paid : int
    cost : int
        Everything paid above what was owed: interest and fee.
    """

    principal: int
    fee: int
    payments: np.ndarray
    total_paid: int
    cost: int


def consolidate(debts, rate: Rate, n: int, fee=0, taken: Fee = Fee.FROM_PAYOUT) -> Consolidation:
    """Is one new loan that closes all the old ones cheaper? Compare `cost` with `Payoff.cost`, and the terms too.

    The new loan must put in hand what the debts owe today, and is repaid in n equal instalments (等额本息).

    Parameters
    ----------
    debts : sequence of Debt
    rate : Rate
    n : int
    fee : str, Decimal or Fraction
        Share of the new loan (FROM_PAYOUT), or of what is needed (ON_TOP).
    taken : Fee
    """
    owed = sum(d.balance for d in debts)
    principal = to_receive(owed, fee, taken)
    payments = equal_payments(principal, rate.monthly, n)
    total = sum(payments)
    return Consolidation(principal, principal - owed, np.array(payments), total, total - owed)


def equal_payments(principal: int, i: Fraction, n: int) -> list[int]:
    """Which n equal monthly payments clear this balance? The cent schedule: the last one absorbs the cents.

    Raises
    ------
    ValueError
        When n is below 1 or the balance is below 0.
    """
    if n < 1 or principal < 0:
        raise ValueError(f"{n} payments on {principal} cents are no plan; give at least 1 payment.")
    dtype = np.int64 if principal < 2**50 else object
    level = int(level_instalment(np.array([principal], dtype=dtype), [exact(i)], np.array([n]))[0])
    rows, balance = [], principal
    for k in range(n):
        interest = balance * exact(i)
        owed = balance + divide(interest.numerator, interest.denominator)
        rows.append(owed if k == n - 1 else min(level, owed))
        balance = owed - rows[-1]
    return rows
