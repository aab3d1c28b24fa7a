"""How much must be paid on this debt this month?

An instalment loan asks for its contract payment; a card asks for a share of the balance, but not less than a floor.
Both are one rule: minimum = min(balance, max(share x balance, floor)), with share 0 for the loan. A minimum guessed
as a share of the balance for an instalment loan is a mistake, not an approximation.
"""

from dataclasses import dataclass

from credit.money import cents, exact


@dataclass(frozen=True)
class Minimum:
    """What is the least that keeps this debt from being late?

    minimum = min(balance, max(share x balance + interest of the month if `with_interest`, floor))

    Attributes
    ----------
    share : str, int, Decimal or Fraction
        Of the balance, 0 to 1: "10%" for a card, 0 for an instalment loan.
    floor : int
        Cents: the contract payment of an instalment loan, the smallest payment a card asks for.
    with_interest : bool
        The month's interest is asked for on top of the share (the usual rule of cards in the United States).

    Raises
    ------
    ValueError
        When the share is outside 0 to 1 or the floor is below zero.
    """

    share: object = 0
    floor: int = 0
    with_interest: bool = False

    def __post_init__(self):
        if not 0 <= exact(self.share) <= 1:
            raise ValueError(f"A minimum of {self.share} of the balance is outside 0 to 1; write for example 10%.")
        if self.floor < 0:
            raise ValueError(f"A smallest payment of {self.floor} cents is below zero; it starts at 0.")

    @classmethod
    def of(cls, floor=0, share=0, with_interest=False) -> "Minimum":
        """Which minimum is meant by these everyday words?

        Minimum.of("600") for a loan, Minimum.of("25", "2%") for a card.
        """
        return cls(share, cents(floor), with_interest)

    def due(self, balance: int, in_full: int = 0) -> int:
        """How much does this bill ask for? Cents; see `minimum_due`."""
        share = exact(self.share)
        return int(minimum_due(balance, share.numerator, share.denominator, self.floor, in_full))


def minimum_due(balance, share, base, floor, in_full=0):
    """How much does a bill ask for at least?

    min(balance, max(share x (balance - in_full) + in_full, floor)), the share rounded half up to the cent.

    Parameters
    ----------
    balance, floor : int or ndarray of int, cents, not negative
    share, base : int or ndarray of int
        The share as the fraction share / base.
    in_full : int or ndarray of int, cents
        Parts of the balance that are asked for whole: interest, fees, earlier minimum not paid, instalments on the
        card (mainland practice). 0 gives the plain rule max(share x balance, floor), capped at the balance.

    Returns
    -------
    int or ndarray of int, cents
    """
    asked = (2 * (balance - in_full) * share + base) // (2 * base) + in_full
    if isinstance(asked, int) and isinstance(floor, int):
        return min(balance, max(asked, floor))
    import numpy as np

    return np.minimum(balance, np.maximum(asked, floor))
