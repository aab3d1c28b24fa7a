"""What does a credit card charge, bill by bill, when it is not paid in full?

Every posting is followed on its own until it is paid. Interest is counted in whole cents x days at the exact daily
rate and becomes cents (half up) once, on the statement; nothing else is rounded.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

import numpy as np

from credit.dates import monthly
from credit.minimums import Minimum, minimum_due
from credit.money import divide, exact
from credit.payoff import Payoff, repay
from credit.portfolio import Kept, Portfolio, Timing
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
    """What does a payment fill first? CHARGES: interest and damages, then the oldest posting. PRINCIPAL: the reverse."""

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


@dataclass
class _Lot:
    """One posting, or one charge, and how much of it was unpaid from which day on."""

    kind: str
    bill: int
    since: date  # first day not yet charged
    left: int
    steps: list = field(default_factory=list)  # (first day, unpaid) since `since`, oldest first
    bears: bool | None = None

    def __post_init__(self):
        self.steps = [(self.since, self.left)]

    def pay(self, amount, from_day):
        self.left -= amount
        self.steps.append((max(from_day, self.since), self.left))

    def cent_days(self, upto):
        """Unpaid cents x days from `since` to the day before `upto`; they count as charged from here on."""
        ends = [day for day, _ in self.steps[1:]] + [upto]
        total = sum(left * max((min(end, upto) - start).days, 0) for (start, left), end in zip(self.steps, ends))
        later = [step for step in self.steps if step[0] > upto]
        held = [left for day, left in self.steps if day <= upto][-1]
        self.since, self.steps = upto, [(upto, held), *later]
        return total


def statements(card: Card, postings, payments, until: date) -> list[Statement]:
    """What does each bill say, given what was posted and paid?

    Parameters
    ----------
    card : Card
    postings : iterable of Posting
    payments : iterable with `date` and `amount` in cents (`credit.lateness.Payment`)
        In any order; back-dated ones too: the whole history is replayed.
    until : date
        The last day that is known.

    Returns
    -------
    list of Statement
        Those dated from the first posting or payment to `until`.
    """
    postings, payments = sorted(postings, key=lambda p: p.date), sorted(payments, key=lambda p: p.date)
    days_ = [p.date for p in (*postings, *payments)]
    if not days_ or min(days_) > until:
        return []
    return _Account(card, postings, payments, until).run(min(days_))


class _Account:
    def __init__(self, card, postings, payments, until):
        self.card, self.until = card, until
        self.postings, self.payments = postings, payments
        self.lots, self.held, self.rows = [], 0, []
        self.missed_since = None  # due date of the oldest minimum still missed

    def run(self, first):
        card = self.card
        count = (self.until.year - first.year) * 12 + self.until.month - first.month + 2
        dates = [d.item() for d in monthly(first.replace(day=1), count, card.statement_day)[0]]
        dates = [d for d in dates if first <= d <= self.until]
        paid_upto = posted_upto = date.min
        for k, day in enumerate(dates):
            self.before = self.rows[-1]["balance"] if self.rows else 0
            self.posted = self.paid = self.interest = self.damages = 0
            if k:
                ends = self.rows[-1]["due"] + timedelta(card.grace_days)
                self.go(posted_upto, ends, k)
                self.judge(self.rows[-1], k)
                posted_upto = ends
            self.go(posted_upto, day, k)
            posted_upto = day
            self.bill(day, k)
        if self.rows:
            last = self.rows[-1]
            ends = last["due"] + timedelta(card.grace_days)
            in_time = sum(p.amount for p in self.payments if last["date"] < p.date <= min(ends, self.until))
            last["paid_in_time"] = in_time
            if ends < self.until:
                self.end(last, in_time)
        return [Statement(**row) for row in self.rows]

    def go(self, after, upto, k):
        """The postings and payments of the days after one day up to another, in order; postings of a day first."""
        events = [(p.date, 0, p) for p in self.postings] + [(p.date, 1, p) for p in self.payments]
        for day, kind, event in sorted((e for e in events if after < e[0] <= upto), key=lambda e: e[:2]):
            if kind == 0:
                self.posted += event.amount
                self.lots.append(_Lot("cash" if event.cash else "purchase", k, day, event.amount))
                money, self.held = self.held, 0
            else:
                self.paid += event.amount
                if self.rows and self.rows[-1]["in_full"] is None:
                    self.rows[-1]["paid_in_time"] += event.amount
                money, self.held = event.amount + self.held, 0
            self.held = self.fill(money, day)

    def fill(self, money, day):
        card = self.card
        late = (day - self.missed_since).days if self.missed_since else 0
        principal_first = card.pay_first is PayFirst.PRINCIPAL or (
            card.principal_first_after is not None and late > card.principal_first_after
        )
        charge = lambda lot: lot.kind in ("interest", "damages")
        effective = day + timedelta(1 if card.payment_day_bears else 0)
        for lot in sorted(
            self.lots, key=lambda lot: (lot.bill, charge(lot)) if principal_first else (not charge(lot),)
        ):
            part = min(money, lot.left)
            if part:
                lot.pay(part, effective)
                money -= part
        return money

    def end(self, row, in_time):
        row["in_full"] = row["balance"] - in_time <= self.card.grace_amount
        row["minimum_met"] = in_time >= row["minimum"]

    def judge(self, row, k):
        """The due date and grace of the last bill are over: did it keep its free period, and was its minimum met?"""
        card = self.card
        self.end(row, row["paid_in_time"])
        ends = row["due"] + timedelta(card.grace_days)
        for lot in self.lots:
            if lot.bill != k - 1 or lot.bears is not None:
                continue
            if row["in_full"]:
                lot.bears = False
                if lot.left:  # the tolerated rest moves on
                    lot.bears, lot.bill = None, k
                    lot.since = ends
                    lot.steps = [(ends, lot.left)]
            else:
                lot.bears = True
                if card.bearing is Bearing.UNPAID_PART and lot.kind == "purchase":
                    lot.steps = [(lot.since, lot.left)]
        if row["minimum_met"]:
            self.missed_since = None
        else:
            self.missed_since = self.missed_since or row["due"]
            unpaid = exact(card.damages_share) * (row["minimum"] - row["paid_in_time"])
            self.damages = max(divide(unpaid.numerator, unpaid.denominator), card.damages_floor)

    def bill(self, day, k):
        card = self.card
        revolving = (
            card.free_period is FreePeriod.AFTER_A_FULL_PAYMENT and bool(self.rows) and not self.rows[-1]["in_full"]
        )
        total = 0
        for lot in self.lots:
            if lot.bears is None and (lot.kind == "cash" or (revolving and lot.kind == "purchase")):
                lot.bears = True
            if lot.bears:
                total += lot.cent_days(day)
        daily = card.rate.daily
        self.interest = divide(total * daily.numerator, daily.denominator)
        for kind, amount in (("interest", self.interest), ("damages", self.damages)):
            if amount:
                lot = _Lot(kind, k, day, amount)
                lot.bears = kind == "interest" and card.compound
                self.lots.append(lot)
        self.held = self.fill(self.held, day)
        self.lots = [lot for lot in self.lots if lot.left or (lot.bears is not False and len(lot.steps) > 1)]
        balance = sum(lot.left for lot in self.lots) - self.held
        minimum = 0
        if balance > 0:
            carried = self.rows[-1]["minimum"] - self.rows[-1]["paid_in_time"] if self.rows else 0
            in_full = sum(lot.left for lot in self.lots if lot.kind in ("interest", "damages")) + max(carried, 0)
            in_full = min(in_full, balance) if card.charges_in_full else 0
            share = exact(card.minimum.share)
            extra = min(self.interest, balance) if card.minimum.with_interest and not card.charges_in_full else 0
            asked = minimum_due(balance, share.numerator, share.denominator, 0, in_full) + extra
            minimum = min(balance, max(asked, card.minimum.floor))
        names = ("before", "posted", "paid", "interest", "damages")
        row = dict(zip(("before", "postings", "paid", "interest", "damages"), (getattr(self, name) for name in names)))
        row |= {"date": day, "due": day + timedelta(card.due_days), "balance": balance, "minimum": minimum}
        self.rows.append(row | {"paid_in_time": 0, "in_full": None, "minimum_met": None})


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

    Returns
    -------
    ndarray of int, shape (B, K), cents
        What each balance is reduced by; less than paid in all only when nothing more is owed.
    """
    balances = np.atleast_2d(np.asarray(balances)).copy()
    paid, minimum = np.atleast_1d(np.asarray(paid)), np.atleast_1d(np.asarray(minimum))
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
