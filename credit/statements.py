"""What does a credit card charge, bill by bill, when it is not paid in full?

Every posting is followed on its own until it is paid. Interest is counted in whole cents x days at the exact daily
rate and becomes cents (half up) once, on the statement; nothing else is rounded.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from credit.cards import Bearing, Card, FreePeriod, PayFirst, Statement
from credit.dates import monthly
from credit.minimums import minimum_due
from credit.money import divide, exact


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
    # On one day purchases come before cash, and small before large: the order of entry must not matter.
    postings = sorted(postings, key=lambda p: (p.date, p.cash, p.amount))
    payments = sorted(payments, key=lambda p: p.date)
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
        posted_upto = date.min
        for k, day in enumerate(dates):
            self.before = self.rows[-1]["balance"] if self.rows else 0
            self.posted = self.paid = self.interest = self.damages = 0
            if k:
                ends = self.rows[-1]["due"] + timedelta(card.grace_days)
                self.go(posted_upto, ends, k)
                self.judge(self.rows[-1], k, day)
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
        for lot in sorted(self.lots, key=lambda lot: charge(lot) == principal_first):
            part = min(money, lot.left)
            if part:
                lot.pay(part, effective)
                money -= part
        return money

    def end(self, row, in_time):
        row["in_full"] = row["balance"] - in_time <= self.card.grace_amount
        row["minimum_met"] = in_time >= row["minimum"]

    def judge(self, row, k, day):
        """The due date and grace of the last bill are over: did it keep its free period, and was its minimum met?"""
        card = self.card
        self.end(row, row["paid_in_time"])
        for lot in self.lots:
            if lot.bill != k - 1 or lot.bears is not None:
                continue
            if row["in_full"]:
                lot.bears = False
                if lot.left:  # the tolerated rest moves on
                    lot.bears, lot.bill = None, k
                    lot.since, lot.steps = day, [(day, lot.left)]
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
        carried = self.rows[-1]["minimum"] - self.paid if self.rows else 0
        if carried <= 0:
            self.missed_since = None
        minimum = 0
        if balance > 0:
            in_full = sum(lot.left for lot in self.lots if lot.kind in ("interest", "damages")) + max(carried, 0)
            in_full = min(in_full, balance) if card.charges_in_full else 0
            share = exact(card.minimum.share)
            extra = min(self.interest, balance) if card.minimum.with_interest and not card.charges_in_full else 0
            asked = minimum_due(balance, share.numerator, share.denominator, 0, in_full) + extra
            minimum = min(balance, max(asked, card.minimum.floor))
        row = {"before": self.before, "postings": self.posted, "paid": self.paid}
        row |= {"interest": self.interest, "damages": self.damages}
        row |= {"date": day, "due": day + timedelta(card.due_days), "balance": balance, "minimum": minimum}
        self.rows.append(row | {"paid_in_time": 0, "in_full": None, "minimum_met": None})
