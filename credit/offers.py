"""Which of these offers should I take?

An offer is a row of monthly payments, something paid at once, and what the lender says it does to the record. Offers
are compared by the instalment, by everything paid, by time, by the record, and by the chance of keeping them: an
offer that breaks is no offer.
"""

from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.money import divide, exact
from credit.rates import Rate
from credit.spiral import equal_payments


@dataclass(frozen=True)
class Offer:
    """What would have to be paid, and when? Cents.

    Attributes
    ----------
    name : str
    payments : ndarray of int, shape (M,)
        Of month 1 to M.
    balance : int
        What is owed today.
    at_once : int
        Paid on the day of agreement: a fixer's fee, a deposit. It counts as spent in month 1.
    forgiven : int
        What the lender gives up.
    record : str
        Effect on the credit record, as the caller's data says; not judged here.
    """

    name: str
    payments: np.ndarray
    balance: int
    at_once: int = 0
    forgiven: int = 0
    record: str = ""

    @property
    def instalment(self) -> int:
        """What is the largest regular payment a month? The last one, which absorbs the cents, is left out."""
        payments = self.payments[:-1] if len(self.payments) > 1 else self.payments
        return int(max(payments, default=0))

    @property
    def months(self) -> int:
        """When is the last payment?"""
        return int(np.flatnonzero(self.payments)[-1]) + 1 if np.any(self.payments) else 0

    @property
    def total_paid(self) -> int:
        """What leaves the pocket in all? Payments and what is paid at once."""
        return int(self.payments.sum()) + self.at_once

    @property
    def cost(self) -> int:
        """What is paid above what is owed today? Below zero where part of it is forgiven."""
        return self.total_paid - self.balance


class Holiday(Enum):
    """What does the interest do while payments rest?

    WAIVED: none runs.
    SIMPLE: it runs on the balance and joins it at the end, without interest on itself.
    CAPITALISED: it joins the balance each month and bears interest.
    """

    WAIVED = "waived"
    SIMPLE = "runs, simple"
    CAPITALISED = "capitalised each month"


def re_term(balance: int, rate: Rate, n: int, name: str = "re-term", record: str = "") -> Offer:
    """What if the balance is spread over n months at this rate (重新分期)? Equal instalments, cent schedule.

    An interest-free spread is the rate 0; a rate cut is a lower rate.
    """
    return Offer(name, _row(equal_payments(balance, rate.monthly, n)), balance, record=record)


def formula_interest(balance: int, rate: Rate, n: int) -> int:
    """What total interest would a leaflet print? n x the unrounded instalment - balance, rounded once to the cent.

    The cent schedule of `re_term` differs by some cents, because its last instalment absorbs them.
    """
    i = rate.monthly
    growth = (1 + i) ** n
    each = balance * i * growth / (growth - 1) if i else Fraction(balance, n)
    total = n * each - balance
    return divide(total.numerator, total.denominator)


def holiday(
    balance: int, rate: Rate, n: int, rest: int, interest: Holiday, name: str = "holiday", record: str = ""
) -> Offer:
    """What if nothing is paid for some months, and the balance then runs over n months?

    Parameters
    ----------
    balance : int, cents
    rate : Rate
    n : int
        Instalments after the holiday.
    rest : int
        Months without payment.
    interest : Holiday
    name, record : str
        As in `Offer`.
    """
    _months(rest)
    month = balance * rate.monthly
    after = balance
    if interest is Holiday.SIMPLE:
        after += rest * divide(month.numerator, month.denominator)
    elif interest is Holiday.CAPITALISED:
        for _ in range(rest):
            month = after * rate.monthly
            after += divide(month.numerator, month.denominator)
    return Offer(name, _row([0] * rest + equal_payments(after, rate.monthly, n)), balance, record=record)


def interest_only(balance: int, rate: Rate, n: int, rest: int, name: str = "interest only", record: str = "") -> Offer:
    """What if only interest is paid for some months, and the balance then runs over n months?"""
    _months(rest)
    month = balance * rate.monthly
    interest = divide(month.numerator, month.denominator)
    return Offer(name, _row([interest] * rest + equal_payments(balance, rate.monthly, n)), balance, record=record)


def settlement(
    balance: int, share, in_months: int = 1, month: int = 1, name: str = "settlement", record: str = ""
) -> Offer:
    """What if part of the balance is accepted as the whole (结清减免)?

    Parameters
    ----------
    balance : int, cents
    share : str, Decimal or Fraction
        Of the balance, 0 to 1; the cents are rounded half up.
    in_months : int
        Equal parts; the last absorbs the cents.
    month : int
        When the first part is due: time to save up is not free of risk, only of interest.
    name, record : str
        As in `Offer`.
    """
    share = exact(share)
    if not 0 <= share <= 1:
        raise ValueError(f"A settlement of {float(share):.0%} of the balance is outside 0 % to 100 %.")
    sum_ = divide(balance * share.numerator, share.denominator)
    parts = equal_payments(sum_, Fraction(0), in_months)
    _months(month - 1)
    return Offer(name, _row([0] * (month - 1) + parts), balance, forgiven=balance - sum_, record=record)


def with_fixer(offer: Offer, fee, name: str | None = None) -> Offer:
    """What does a fixer add to an offer? A fee on the balance, paid at once, and nothing else changes."""
    share = exact(fee)
    if share < 0:
        raise ValueError(f"A fixer's fee of {float(share):.0%} is below zero; it starts at 0.")
    at_once = offer.at_once + divide(offer.balance * share.numerator, share.denominator)
    return replace(offer, name=name or f"{offer.name} + fixer", at_once=at_once)


def with_charges(offer: Offer, charges: int, waived: bool) -> Offer:
    """What if penalty and fees owed beside the balance are waived, or have to be paid at once? `charges` in cents.

    Either way they are part of what is owed today; waived, they are forgiven.
    """
    if charges < 0:
        raise ValueError(f"Charges of {charges} cents are below zero; they start at 0.")
    owed = replace(offer, balance=offer.balance + charges)
    if waived:
        return replace(owed, forgiven=offer.forgiven + charges)
    return replace(owed, at_once=offer.at_once + charges)


def price_of_ease(lighter: Offer, heavier: Offer, step: int = 100_00) -> int:
    """What does each 100 less a month cost in total? Cents of cost for `step` cents off the instalment.

    (cost of lighter - cost of heavier) / (instalment of heavier - instalment of lighter) x step

    Raises
    ------
    ValueError
        When the first offer's instalment is not the lower one.
    """
    off = heavier.instalment - lighter.instalment
    if off <= 0:
        raise ValueError(f"{lighter.name} asks for {lighter.instalment} cents a month, not less than {heavier.name}.")
    return divide((lighter.cost - heavier.cost) * step, off)


@dataclass(frozen=True)
class Keeping:
    """How often can the offer be kept?

    Attributes
    ----------
    chance : float
        Share of the paths on which every payment can be made.
    error : float
        Standard error of that share, sqrt(p (1 - p) / P): more paths, less noise.
    breaks : ndarray of int64, shape (P,)
        Month of the first payment that cannot be made; 0 where all can.
    paid_before : ndarray of int, shape (P,), cents
        What had been paid by then; of a settlement or a plan that is then void, this is what is lost of the deal.
    """

    chance: float
    error: float
    breaks: np.ndarray
    paid_before: np.ndarray


def keeping(offer: Offer, spare, cushion=0, carry: bool = True) -> Keeping:
    """How likely is it that I can keep this offer?

    Parameters
    ----------
    offer : Offer
    spare : ndarray of int, shape (P, M), cents
        Income less essentials on P simulated paths over at least the months of the offer; may be negative.
    cushion : int or ndarray of int, shape (P,), cents
        Savings at the start.
    carry : bool
        True: what is left of a month is there in the next, and a bad month eats savings (never below zero).
        False: each month must pay for itself, with the cushion only for what is paid at once.

    Returns
    -------
    Keeping

    Raises
    ------
    ValueError
        When the paths are shorter than the offer.
    """
    spare = np.asarray(spare)
    if spare.ndim != 2 or spare.shape[1] < offer.months or not len(spare):
        raise ValueError(
            f'"{offer.name}" runs {offer.months} months and the paths have the shape {spare.shape}; '
            f"give at least one path of {offer.months} months or more."
        )
    cash = np.broadcast_to(np.asarray(cushion), len(spare)).astype(np.int64)
    breaks = np.zeros(len(spare), dtype=np.int64)
    paid = np.zeros(len(spare), dtype=np.int64)
    for month in range(offer.months):
        due = int(offer.payments[month]) + (offer.at_once if month == 0 else 0)
        cash = cash + spare[:, month] if carry or month == 0 else spare[:, month]
        broken = (due > 0) & (cash < due) & (breaks == 0)
        breaks[broken] = month + 1
        pays = np.where(breaks == 0, due, 0)
        paid += pays
        cash = np.maximum(cash - pays, 0)
    chance = float((breaks == 0).mean())
    return Keeping(chance, float(np.sqrt(chance * (1 - chance) / len(spare))), breaks, paid)


def compare(offers, spare=None, cushion=0, carry: bool = True) -> list[dict]:
    """How do the offers differ, side by side?

    Parameters
    ----------
    offers : sequence of Offer
    spare, cushion, carry
        As in `keeping`; without `spare` the chance is None.

    Returns
    -------
    list of dict
        name, instalment, total_paid, cost, months, at_once, forgiven (cents), record, chance, error.
    """
    rows = []
    for offer in offers:
        kept = None if spare is None else keeping(offer, spare, cushion, carry)
        names = ("name", "instalment", "total_paid", "cost", "months", "at_once", "forgiven", "record")
        row = {name: getattr(offer, name) for name in names}
        rows.append(row | {"chance": kept and kept.chance, "error": kept and kept.error})
    return rows


def _row(payments) -> np.ndarray:
    return np.array(payments, dtype=np.int64 if sum(payments) < 2**62 else object)


def _months(rest: int):
    if rest < 0:
        raise ValueError(f"{rest} months are below zero; a rest starts at 0.")
