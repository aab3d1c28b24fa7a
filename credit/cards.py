"""What does a credit card contract say, and what does a payment on it do?

Its bills are in `credit.statements`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

import numpy as np

from credit.debts import Kept, Portfolio, Timing
from credit.minimums import Minimum
from credit.money import exact
from credit.payoff import Payoff, repay
from credit.rates import Rate, over_common_denominator


class Bearing(Enum):
    """When a bill is not paid in full by its due date, what bears interest from the posting date?

    FULL_BALANCE: every posting of the bill, whole until the day it is paid (全额计息).
    UNPAID_PART: only what is unpaid at the due date (未清偿部分计息); what was paid in time was free.
    """

    FULL_BALANCE = "full balance"
    UNPAID_PART = "unpaid part"


class FreePeriod(Enum):
    """Which purchases bear nothing until their due date?

    EACH_BILL: those of a bill that is paid in full (mainland practice).
    AFTER_A_FULL_PAYMENT: and only if the bill before was paid in full too; otherwise interest runs from the day of
        posting at once (cards in the United States).
    """

    EACH_BILL = "each bill on its own"
    AFTER_A_FULL_PAYMENT = "only after a bill paid in full"


class PayFirst(Enum):
    """What does a payment fill first? CHARGES: interest and damages, then the oldest posting. PRINCIPAL: postings."""

    CHARGES = "interest and damages"
    PRINCIPAL = "principal"


@dataclass(frozen=True)
class Card:
    """What does the card contract say? Amounts in cents.

    Attributes
    ----------
    rate : Rate
        rate.daily runs on each posting: per_day("0.05%").
    statement_day : int
        Day of the month, 1 to 31; the last day of shorter months.
    due_days : int
        Days from the statement to the due date. With the days of grace fewer than 28, so that the next statement
        knows how the last one ended.
    minimum : Minimum
    charges_in_full : bool
        The minimum asks for interest, damages and the earlier minimum not paid in full, and the share is of the rest
        (mainland practice); False: the plain rule, max(share x balance, floor), capped at the balance.
    bearing : Bearing
    free_period : FreePeriod
    damages_share : str, Decimal or Fraction
        Liquidated damages (违约金): this share of the unpaid part of the minimum, once a bill. They bear no interest.
    damages_floor : int
        The least damages of a missed minimum.
    grace_days : int
        A payment by so many days after the due date is in time (容时). Self-regulation, not law.
    grace_amount : int
        A shortfall up to this counts as paid in full (容差); it moves to the next bill and bears nothing until then.
    payment_day_bears : bool
        The day of a payment still bears interest on what is paid (some issuers count both ends). False: the day of
        posting counts and the day of payment does not.
    compound : bool
        Interest on a statement bears interest in its turn from that day.
    pay_first : PayFirst
    principal_first_after : int, optional
        Payments fill principal first once the oldest missed minimum is more than so many days past due.
    """

    rate: Rate
    statement_day: int = 1
    due_days: int = 20
    minimum: Minimum = field(default_factory=Minimum)
    charges_in_full: bool = True
    bearing: Bearing = Bearing.FULL_BALANCE
    free_period: FreePeriod = FreePeriod.EACH_BILL
    damages_share: object = 0
    damages_floor: int = 0
    grace_days: int = 0
    grace_amount: int = 0
    payment_day_bears: bool = False
    compound: bool = True
    pay_first: PayFirst = PayFirst.CHARGES
    principal_first_after: int | None = None

    def __post_init__(self):
        if not 1 <= self.statement_day <= 31:
            raise ValueError(f"A statement on day {self.statement_day} does not exist; give 1 to 31.")
        if self.due_days < 1 or self.grace_days < 0 or self.due_days + self.grace_days > 27:
            raise ValueError(
                f"{self.due_days} days to the due date and {self.grace_days} of grace do not fit before the next "
                "statement; together they are 1 to 27."
            )
        if exact(self.damages_share) < 0 or self.damages_floor < 0 or self.grace_amount < 0:
            raise ValueError("Damages and the amount of grace start at 0; one of them is below.")


@dataclass(frozen=True)
class Posting:
    """Which purchase, or cash advance, was posted when? Cents. Cash has no interest-free period."""

    date: date
    amount: int
    cash: bool = False

    def __post_init__(self):
        if self.amount < 0:
            raise ValueError(f"A posting of {self.amount} cents on {self.date} is below zero; enter it as a payment.")
        if self.amount != int(self.amount):
            raise ValueError(f"A posting of {self.amount} cents on {self.date} has a part of a cent; give whole cents.")


@dataclass(frozen=True)
class Statement:
    """What does one bill say, and how did it end? Cents.

    before + postings + interest + damages - paid = balance. A balance below zero is the holder's money.

    Attributes
    ----------
    date, due : date
    before : int
        Balance of the statement before.
    postings, paid, interest, damages : int
        Since then.
    balance, minimum : int
    paid_in_time : int
        Payments counted towards this bill until its due date and grace.
    in_full, minimum_met : bool or None
        None while the due date and grace are not over.
    """

    date: date
    due: date
    before: int
    postings: int
    paid: int
    interest: int
    damages: int
    balance: int
    minimum: int
    paid_in_time: int
    in_full: bool | None
    minimum_met: bool | None


class MinimumTo(Enum):
    """Which balance gets the minimum part of a payment? The part above it goes to the highest rate in any case."""

    LOWEST_RATE = "lowest rate first"
    HIGHEST_RATE = "highest rate first"


def allocate(paid, minimum, balances, rates, minimum_to: MinimumTo = MinimumTo.LOWEST_RATE) -> np.ndarray:
    """Which of a card's balances does a payment reduce, when they bear different rates?

    Up to the minimum the issuer chooses (`minimum_to`); what is above goes to the balance with the highest rate, then
    to the next (15 USC 1666c, Regulation Z 1026.53, cards in the United States).

    Parameters
    ----------
    paid, minimum : array_like of int, shape (B,), cents
    balances : array_like of int, shape (B, K), cents
    rates : sequence of K numbers or exact fractions
    minimum_to : MinimumTo

    Returns
    -------
    ndarray of int, shape (B, K), cents
        What each balance is reduced by; less than paid in all only when nothing more is owed.

    Raises
    ------
    ValueError
        When a payment, a minimum or a balance is below zero.
    """
    balances = np.atleast_2d(np.asarray(balances)).copy()
    paid, minimum = np.atleast_1d(np.asarray(paid)), np.atleast_1d(np.asarray(minimum))
    least = min(int(amounts.min(initial=0)) for amounts in (balances, paid, minimum))
    if least < 0:
        raise ValueError(f"{least} cents are below zero; payments, minimums and balances start at 0.")
    dearest = sorted(range(balances.shape[1]), key=lambda k: -exact(rates[k]))
    taken = np.zeros_like(balances)
    first = np.minimum(paid, minimum)
    orders = (dearest if minimum_to is MinimumTo.HIGHEST_RATE else dearest[::-1], dearest)
    for left, order in zip((first, paid - first), orders):
        for k in order:
            part = np.minimum(left, balances[:, k] - taken[:, k])
            taken[:, k] += part
            left = left - part
        paid = paid + left  # nothing more owed
    return taken


def minimum_only(balance, rates, minimum: Minimum, timing=Timing.ACCRUE_THEN_PAY, kept=Kept.CENTS) -> Payoff:
    """How long does a card last when only the minimum is paid, and what does it cost? "Never" is an answer.

    minimum = max(share x balance, floor), capped at the balance, of the balance after the month's interest
    (ACCRUE_THEN_PAY) or of the balance before it (PAY_THEN_ACCRUE).

    Parameters
    ----------
    balance : array_like of int, shape (B,), cents
    rates : Rate, or sequence of Rate of length B
    minimum : Minimum
    timing, kept
        As in `credit.payoff.repay`.

    Returns
    -------
    Payoff
        Of B plans of one debt.
    """
    balance = np.atleast_1d(np.asarray(balance))[:, None]
    numerators, base = over_common_denominator([r.monthly for r in ([rates] if isinstance(rates, Rate) else rates)])
    share = exact(minimum.share)
    cards = Portfolio.of(
        balance,
        numerators[:, None].astype(object if base > 2**60 else np.int64),
        base,
        floor=minimum.floor,
        share=share.numerator,
        share_base=share.denominator,
        with_interest=minimum.with_interest,
    )
    return repay(cards, None, timing=timing, kept=kept)
