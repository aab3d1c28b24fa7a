"""What does it cost to put a loan off, again and again (展期)?

At the end of each period the borrower pays a fee, and the whole principal is due again a period later. Nothing of it is
repaid.
"""

from dataclasses import dataclass
from fractions import Fraction

from credit.money import divide, exact


@dataclass(frozen=True)
class RollOver:
    """Where does a loan stand after so many roll-overs?

    Attributes
    ----------
    fees : tuple of int, cents
        What had been paid in fees after 0, 1, 2, ... roll-overs; the first is the fee at pay-out.
    owed : int, cents
        The principal, which is still due in full.
    nominal_annual : Fraction
        fee rate x year_days / period_days: simple, nothing compounded.
    """

    fees: tuple[int, ...]
    owed: int
    nominal_annual: Fraction

    @property
    def paid(self) -> int:
        """How much has been paid in fees so far? Cents."""
        return self.fees[-1]


def roll_over(principal: int, fee_rate, period_days: int, times: int, year_days: int = 365) -> RollOver:
    """How much has been paid, and how much is still owed, after rolling over so many times?

    fees after k roll-overs = (k + 1) x round(principal x fee rate); each fee is rounded half up when it is posted.

    Parameters
    ----------
    principal : int, cents
    fee_rate : str, Decimal or Fraction
        Of the principal, for one period: "2%".
    period_days : int
    times : int
        Roll-overs so far; 0 is the first period.
    year_days : int
        Turns the fee of a period into a nominal rate a year: 365 or 360.

    Raises
    ------
    ValueError
        For a principal, a period or a number of times below its least value.
    """
    if principal < 1 or period_days < 1 or times < 0:
        raise ValueError(
            f"A loan of {principal} cents for {period_days} days, rolled over {times} times, cannot be followed; "
            "the least values are 1, 1 and 0."
        )
    rate = exact(fee_rate)
    fee = divide(principal * rate.numerator, rate.denominator)
    return RollOver(tuple(fee * (k + 1) for k in range(times + 1)), principal, rate * year_days / period_days)
