"""What is charged beside the interest, and when is it taken?"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.money import cents, divide, exact
from credit.schedule import Schedule


class Taken(Enum):
    """When is a fee taken?

    UPFRONT: out of the money paid out, or in cash on that day (砍头息 when it is interest); less arrives.
    FINANCED: added to the principal and repaid with interest; all of the asked sum arrives.
    EACH_INSTALMENT: with every instalment (a guarantee or member fee).
    """

    UPFRONT = "upfront"
    FINANCED = "financed"
    EACH_INSTALMENT = "each instalment"


class Of(Enum):
    """What is a share taken of?

    PRINCIPAL: the principal first contracted. INSTALMENT: this row's principal and interest. BALANCE: the principal
    still owed before this row.
    """

    PRINCIPAL = "principal"
    INSTALMENT = "instalment"
    BALANCE = "balance"


@dataclass(frozen=True)
class Fee:
    """What is charged, of what, and when?

    Attributes
    ----------
    taken : Taken
    cents : int
        A fixed sum each time.
    share : Fraction
        And a share, rounded half up to the cent each time.
    of : Of
        What the share is taken of; an upfront or financed fee knows the principal only.
    """

    taken: Taken
    cents: int = 0
    share: Fraction = Fraction(0)
    of: Of = Of.PRINCIPAL

    def __post_init__(self):
        if self.cents < 0 or self.share < 0:
            raise ValueError(f"A fee of {self.cents} cents and {float(self.share):.4%} is below zero; it starts at 0.")
        if self.taken is not Taken.EACH_INSTALMENT and self.of is not Of.PRINCIPAL:
            raise ValueError(f"On the day of pay-out there is no {self.of.value} yet; take the share of the principal.")

    def at_start(self, principal):
        """How much is it on the day of pay-out? Cents, the shape of the principal."""
        return self.cents + divide(principal * self.share.numerator, self.share.denominator)

    def on_rows(self, schedule: Schedule) -> np.ndarray:
        """How much falls due with each instalment? Cents, shape (B, N); nothing after a loan's last row."""
        if self.of is Of.PRINCIPAL:
            base = np.broadcast_to(schedule.advanced[:, None], schedule.principal.shape)
        elif self.of is Of.INSTALMENT:
            base = schedule.instalment
        else:
            base = schedule.balance + schedule.principal
        runs = np.arange(base.shape[1]) < schedule.n[:, None]
        base = np.where(runs, base, 0)
        return np.where(runs, self.cents, 0) + divide(base * self.share.numerator, self.share.denominator)


def upfront(amount="0", share=0) -> Fee:
    """Which fee is deducted at pay-out? upfront("480") or upfront(share="4%")."""
    return Fee(Taken.UPFRONT, cents(amount), exact(share))


def financed(amount="0", share=0) -> Fee:
    """Which fee is added to the principal? financed("300") or financed(share="3%") of what is asked for."""
    return Fee(Taken.FINANCED, cents(amount), exact(share))


def with_each_instalment(amount="0", share=0, of: Of = Of.PRINCIPAL) -> Fee:
    """Which fee is taken with every instalment?

    with_each_instalment("15") or a share of principal, instalment or balance.
    """
    return Fee(Taken.EACH_INSTALMENT, cents(amount), exact(share), of)


def contracted_for(received: int, fees) -> int:
    """Which principal must be contracted so that this sum arrives after upfront deductions?

    The least P with P - deductions(P) >= received: P = (received + fixed) / (1 - share), then settled to the cent.

    Parameters
    ----------
    received : int, cents
    fees : iterable of Fee

    Raises
    ------
    ValueError
        When the deductions eat up every cent of the pay-out.
    """
    taken = [fee for fee in fees if fee.taken is Taken.UPFRONT]
    share = sum((fee.share for fee in taken), Fraction(0))
    if share >= 1:
        raise ValueError(f"Deductions of {float(share):.2%} leave nothing to pay out; they must stay below 100%.")
    wanted = (received + sum(fee.cents for fee in taken)) / (1 - share)
    # Each share is rounded on its own, so the closed form may miss by some cents; walk home from below.
    principal = max(int(wanted - len(taken) / (1 - share)) - 1, 1)
    while principal - sum(fee.at_start(principal) for fee in taken) < received:
        principal += 1
    return principal
