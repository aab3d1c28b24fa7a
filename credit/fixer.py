"""Somebody offers to get my debt cut for a fee: what does it cost me, and how likely must it work to be worth it?

The offer has three prices. The fee is money, paid whatever comes of it (or only on success). While I do not pay, as
such offers ask, the late clause of my contract goes on charging: that is money too, and the replay of
`credit.lateness` counts it. The record gets worse month by month: that is time, and no sum stands for it here.
Against them stands a saving that comes only with some chance.

    saving expected = chance x cut
    gain            = saving expected - fee - new penalty
    break-even      = (fee + new penalty) / cut          (fee due in any case)
                    = new penalty / (cut - fee)          (fee due only on success)

An expectation is the average over many such offers; a single one ends with the whole cut or with none of it. Expected
sums are rounded to the cent, half up, each once.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from credit.deadlines import after
from credit.ledger import Ledger
from credit.money import divide, exact


@dataclass(frozen=True)
class Wait:
    """What do some months of not paying add? Money in cents.

    Attributes
    ----------
    start, end : date
    penalty_before, penalty : int
        Charged by the contract up to `start`; and added from then to `end`.
    missed_before, missed : int
        Instalments due and unpaid on `start` and on `end`.
    overdue : int
        Of these on `end`.
    callable_balance : int
        Principal that the lender may call on `end`; 0 while it may not. It contains what is overdue of it.
    """

    start: date
    end: date
    penalty_before: int
    penalty: int
    missed_before: int
    missed: int
    overdue: int
    callable_balance: int

    @property
    def to_get_current(self) -> int:
        """What clears everything that is due on the last day?"""
        return self.overdue + self.penalty_before + self.penalty


def wait(ledger: Ledger, start: date, months: int, loan: int = 0) -> Wait:
    """What does it add when I pay nothing for so many months from this day on?

    Parameters
    ----------
    ledger : Ledger
        Of a loan on which nothing more is paid; it reaches to the last day at least.
    start : date
        The day on which I stop, or go on, not paying.
    months : int
        0 or more. The last day is the same day of the month so many months later.
    loan : int
        Which loan of the ledger.

    Returns
    -------
    Wait

    Raises
    ------
    ValueError
        When the months are fewer than none.
    """
    if months < 0:
        raise ValueError(f"{months} months of not paying are below zero; the months start at 0.")
    end = after(start, months=months)
    story = ledger.at(np.array([start, end], "datetime64[D]"))
    (before, then) = (int(v) for v in story.charges[loan])
    (missed_before, missed) = (int(v) for v in story.missed[loan])
    return Wait(
        start, end, before, then - before, missed_before, missed,
        int(story.overdue[loan, 1]), int(story.callable_balance[loan, 1]),
    )  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """What does the fixer ask and promise? Money in cents.

    Attributes
    ----------
    fee : int
    cut : int
        What is to be taken off the debt, if it works.
    chance : Fraction
        That it works, from 0 to 1.
    only_on_success : bool
        The fee falls due only if it works.

    Raises
    ------
    ValueError
        When a sum is below zero or the chance lies outside 0 to 1.
    """

    fee: int
    cut: int
    chance: Fraction
    only_on_success: bool = False

    def __post_init__(self):
        object.__setattr__(self, "chance", exact(self.chance))
        for name in ("fee", "cut"):
            if getattr(self, name) < 0:
                raise ValueError(f"A {name} of {getattr(self, name)} cents is below zero; it starts at 0.")
        if not 0 <= self.chance <= 1:
            raise ValueError(f"A chance of {float(self.chance):.4g} lies outside the range; give one from 0 to 1.")


@dataclass(frozen=True)
class Bill:
    """What does the offer come to, on average? Money in cents.

    Attributes
    ----------
    saving, fee, penalty : int
        Expected saving, expected fee, and the new penalty, which comes in any case.
    gain : int
        What is left of it; below zero it is a loss.
    if_it_works, if_it_fails : int
        The two ways in which it can really end.
    break_even : Fraction or None
        From which chance on there is no loss; above 1 not even certainty is enough. None: no chance changes anything
        for the better, because success brings nothing beyond its fee.
    """

    saving: int
    fee: int
    penalty: int
    gain: int
    if_it_works: int
    if_it_fails: int
    break_even: Fraction | None


def bill(offer: Offer, penalty: int = 0) -> Bill:
    """Is the offer worth its fee, on average, and from which chance on?

    Parameters
    ----------
    offer : Offer
    penalty : int
        Cents that not paying adds meanwhile: `wait(...).penalty`.

    Returns
    -------
    Bill

    Raises
    ------
    ValueError
        When the penalty is below zero.
    """
    if penalty < 0:
        raise ValueError(f"A new penalty of {penalty} cents is below zero; it starts at 0.")
    saving = _part(offer.cut, offer.chance)
    fee = _part(offer.fee, offer.chance) if offer.only_on_success else offer.fee
    lost = 0 if offer.only_on_success else offer.fee
    won = offer.cut - (offer.fee if offer.only_on_success else 0)
    if penalty + lost == 0:
        needed = Fraction(0) if won >= 0 else None
    else:
        needed = Fraction(penalty + lost, won) if won > 0 else None
    return Bill(saving, fee, penalty, saving - fee - penalty, offer.cut - offer.fee - penalty, -lost - penalty, needed)


def own_chance(gain: int, cut: int) -> Fraction | None:
    """How likely must the same cut be when I ask for it myself, free of charge, to do as well as the offer?

        own chance = max(gain of the offer, 0) / cut

    Parameters
    ----------
    gain : int, cents
        Of the offer: `bill(...).gain`.
    cut : int, cents

    Returns
    -------
    Fraction or None
        0: asking is never worse. None: there is nothing to be cut.
    """
    return Fraction(max(gain, 0), cut) if cut > 0 else None


def _part(whole: int, share: Fraction) -> int:
    return int(divide(whole * share.numerator, share.denominator))
