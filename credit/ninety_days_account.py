"""How does one debt of the game stand, and what happens to it when it is paid, rolled over or put on a plan?

An account is a chain of segments. Each is a loan with its payments, replayed by `credit.lateness`; nothing is kept
beside it. A plan closes the open segment on its day and opens the next with

    principal = outstanding + overdue interest + charges owed - charges waived - money held

from the next due date on, so that no month bears interest twice and none bears none. Waived first, capitalised then.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

from credit.clause import LateClause
from credit.dates import days, monthly, to_date
from credit.lateness import Payment, follow
from credit.loans import Loan, level_instalment
from credit.money import divide, integers
from credit.ninety_days_cast import START, Debt
from credit.ninety_days_world import DAYS, on

KEPT_WITHIN = 7  # a plan counts as kept while no instalment of it is later than this many days
NAMES = (
    "charges", "charges_owed", "charges_paid", "outstanding", "overdue", "overdue_interest", "cost_to_get_current",
    "days_past_due", "callable_balance", "credit", "missed", "paid",
)  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """One stretch of a debt under one set of terms. `closed`: day of its replacement; `waived`, `moved`: cents then."""

    loan: Loan
    clause: LateClause
    payments: tuple[Payment, ...]
    opened: int = 0
    closed: int | None = None
    waived: int = 0
    moved: int = 0
    kind: str = "contract"

    def at(self, day: int) -> dict[str, int]:
        """Where does it stand at the end of this day? After its closing: as it was then."""
        return self._days[day if self.closed is None else min(day, self.closed)]

    @cached_property
    def _days(self) -> tuple[dict[str, int], ...]:
        return _book(self.loan, self.clause, self.payments)

    @cached_property
    def rows(self) -> tuple[tuple[date, int], ...]:
        """What falls due when? Dates and cents."""
        return _rows(self.loan)

    def worst_days(self, day: int) -> int:
        """What was the longest that anything was past due, until this day?"""
        last = day if self.closed is None else min(day, self.closed)
        return max((now["days_past_due"] for now in self._days[self.opened : last + 1]), default=0)


@dataclass(frozen=True)
class Offer:
    """What does the lender offer? `waives`: share of the charges owed. `until`: last day to accept it."""

    id: str
    debt: str
    kind: str
    months: int
    waives: Fraction
    instalment: int
    principal: int
    until: int
    written: bool


@dataclass(frozen=True)
class Account:
    """How does one debt stand between its lender and the player?

    Attributes
    ----------
    trust : int
        0 to 100: how far the lender believes the player.
    heard : int
        Day on which the player last spoke or wrote to the lender; 0 = never.
    autopay, upheld : bool
        Payment on the due day by itself; a complaint about this lender was upheld.
    """

    debt: Debt
    segments: tuple[Segment, ...]
    trust: int = 50
    heard: int = 0
    autopay: bool = False
    upheld: bool = False

    @property
    def open(self) -> Segment:
        """Under which terms does it run now?"""
        return self.segments[-1]

    def at(self, day: int) -> dict[str, int]:
        """Where does the open segment stand?"""
        return self.open.at(day)

    def next_due(self, day: int) -> tuple[date, int] | None:
        """What falls due next after this day, and when? None when nothing more does."""
        return next(((d, a) for d, a in self.open.rows if d > on(day)), None)

    def pay(self, day: int, amount: int) -> "Account":
        """What is the account after this payment?"""
        paid = replace(self.open, payments=(*self.open.payments, Payment(on(day), amount)))
        return replace(self, segments=(*self.segments[:-1], paid))

    def payable(self, day: int) -> int:
        """How much can be paid: what is due, and the instalment after it, less what is held for that already?"""
        now, after = self.at(day), self.next_due(day)
        return max(now["cost_to_get_current"] + (after[1] if after else 0) - now["credit"], 0)

    def worst_days(self, day: int) -> int:
        """What was the longest that anything was past due?"""
        return max(s.worst_days(day) for s in self.segments)

    def plan_kept(self, day: int) -> bool | None:
        """Is the plan kept? None without one."""
        plans = [s for s in self.segments if s.kind == "plan"]
        return all(s.worst_days(day) <= KEPT_WITHIN for s in plans) if plans else None

    def totals(self, day: int) -> dict[str, int]:
        """What was advanced, charged, paid, waived, held and is owed over all segments? Cents.

        advanced + interest + charges = paid + waived + owed, where money moved into a plan is no new advance.
        cost_paid: the part of what was paid that was interest and charges.
        """
        names = ("advanced", "interest", "charges", "charges_paid", "cost_paid", "paid", "waived", "held", "owed")
        out = dict.fromkeys(names, 0)
        out["advanced"] = self.segments[0].loan.principal
        for segment in self.segments:
            now = segment.at(day)
            principal_paid = segment.loan.principal - now["outstanding"]
            out["interest"] += now["paid"] - principal_paid - now["charges_paid"] + now["overdue_interest"]
            out["charges"] += now["charges"]
            out["charges_paid"] += now["charges_paid"]
            out["cost_paid"] += now["paid"] - principal_paid
            out["paid"] += now["paid"] + (now["credit"] if segment.closed is not None else 0)
            out["waived"] += segment.waived
        now = self.at(day)
        out["held"] = now["credit"]
        out["owed"] = now["outstanding"] + now["overdue_interest"] + now["charges_owed"]
        return out

    def months_left(self, day: int) -> int:
        """How many instalments are not yet paid?"""
        return self.open.loan.n - sum(d <= on(day) for d, _ in self.open.rows) + self.at(day)["missed"]

    def offer(self, id_: str, kind: str, day: int, months: int, waives: Fraction, until: int, written: bool):
        """What would a plan over so many months look like? An `Offer`; None when nothing is left to spread."""
        loan = self._plan(day, months, self._waived(day, waives))
        if loan is None:
            return None
        instalment = int(
            level_instalment(integers([loan.principal], loan.principal), [loan.rate.monthly], np.array([months]))[0]
        )
        return Offer(id_, self.debt.id, kind, months, waives, instalment, loan.principal, until, written)

    def accept(self, day: int, offer: Offer, kept_promise: bool = True) -> "Account":
        """What is the account under the plan? A waiver that was only spoken of may not be kept."""
        waived = self._waived(day, offer.waives) if kept_promise else 0
        loan = self._plan(day, offer.months, waived)
        return self._renew(day, loan, waived, "plan")

    def can_roll(self, day: int) -> int | None:
        """What does rolling over cost today? Interest and charges that are due; None where it cannot be done."""
        now = self.at(day)
        due = now["overdue_interest"] + now["charges_owed"]
        return due if self.debt.rolls and now["overdue"] and self.open.loan.n == 1 and due else None

    def roll(self, day: int) -> "Account":
        """What is the account after a month more was bought? The cost is paid, the principal goes on."""
        after = self.pay(day, self.can_roll(day))
        loan = replace(self.open.loan, first_due=_due_after(self.open.loan, day), drawn=on(day))
        return after._renew(day, replace(loan, principal=after.at(day)["outstanding"]), 0, "roll-over")

    def _waived(self, day, share):
        return divide(self.at(day)["charges_owed"] * share.numerator, share.denominator)

    def _plan(self, day, months, waived):
        now = self.at(day)
        principal = now["outstanding"] + now["overdue_interest"] + now["charges_owed"] - waived - now["credit"]
        if principal < 1:
            return None
        return Loan(principal, self.open.loan.rate, months, _due_after(self.open.loan, day), on(day))

    def _renew(self, day, loan, waived, kind):
        closed = replace(self.open, closed=day, waived=waived, moved=loan.principal)
        fresh = Segment(loan, self.debt.clause, (), opened=day, kind=kind)
        return replace(self, segments=(*self.segments[:-1], closed, fresh))


def opened(debt: Debt) -> Account:
    """How does the account of this debt stand when the game begins?"""
    past = tuple(Payment(d, a) for d, a in _rows(debt.loan)[: debt.paid])
    return Account(debt, (Segment(debt.loan, debt.clause, past),))


def _due_after(loan: Loan, day: int) -> date:
    """The first due date of the loan's day of the month after this day."""
    first = days(loan.first_due)
    months = max((int(days(on(day))) - int(first)) // 28 + 2, 1)
    return next(d for d in monthly(loan.first_due, months)[0].tolist() if d > on(day))


@lru_cache(maxsize=4096)
def _rows(loan: Loan) -> tuple[tuple[date, int], ...]:
    schedule = loan.schedule()
    return tuple((d, int(a)) for d, a in zip(schedule.due[0].tolist(), schedule.instalment[0]))


@lru_cache(maxsize=16_384)
def _book(loan: Loan, clause: LateClause, payments: tuple[Payment, ...]) -> tuple[dict[str, int], ...]:
    """Every day of the game at once, from the one ledger."""
    last = to_date(int(days(START)) + DAYS)
    span = np.arange(int(days(START)), int(days(last)) + 1).astype("datetime64[D]")
    at = follow(loan, clause, payments, last).at(span)
    columns = [getattr(at, name)[0].tolist() for name in NAMES]
    return tuple(dict(zip(NAMES, row)) for row in zip(*columns))
