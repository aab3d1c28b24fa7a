"""What does each day late cost, to the cent?

The life of a loan is replayed from its schedule, its payments and its late clause; nothing else is stored. Between two
events every amount either stands still or grows by the same sum each day, so the replay walks from event to event and
any day between is read off exactly (`credit.ledger`).

One engine serves one loan and a cohort: arrays of B loans, each with its own dates.

Accrual is exact: base x days is counted in integers over the common denominator of the daily rates, and becomes cents
(half up) once, on the running total of each kind of charge:

    charged(t) = round( sum over time of base(t) x daily rate )

so a later day never shows less, and no half cent is lost on the way.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from credit.clause import Base, Compounding, Grace, Kind, LateClause, Style
from credit.dates import days, monthly, to_date
from credit.ledger import Ledger
from credit.loans import Loan, Schedule
from credit.money import divide, exact, integers
from credit.rates import Rate, over_common_denominator

# Order within a day: what falls due, then payments; a reading stands between them and the end of a day of grace.
DUE, PAYMENT, READING, GRACE_END = range(4)


@dataclass(frozen=True, order=True)
class Payment:
    """Which money arrived when? `amount` in cents. Payments may come in any order, back-dated ones too."""

    date: date
    amount: int

    def __post_init__(self):
        if self.amount < 0:
            raise ValueError(f"A payment of {self.amount} cents on {self.date} is below zero; it starts at 0.")


def follow(loan: Loan, clause: LateClause, payments=(), until: date | None = None) -> Ledger:
    """What happened to one loan, given what was paid and when?

    Parameters
    ----------
    loan : Loan
    clause : LateClause
    payments : iterable of Payment
    until : date, optional
        The last day that may be asked about; a year after the last event unless told.

    Returns
    -------
    Ledger
        Of a batch of one.

    Raises
    ------
    ValueError
        When a payment is dated before the loan was drawn, or grace reaches the next due date.
    """
    payments = sorted(payments)
    schedule = loan.schedule()
    if payments and payments[0].date < to_date(days(schedule.drawn[0])):
        raise ValueError(f"The payment of {payments[0].date} lies before the loan was drawn ({schedule.drawn[0]}).")
    return replay(
        schedule,
        [loan.rate],
        clause,
        paid_on=[[p.date for p in payments]],
        paid=[[p.amount for p in payments]],
        until=until,
    )


def stop_paying(loan: Loan, clause: LateClause, missed: int, later=(), until: date | None = None) -> Ledger:
    """What happens when every instalment before number `missed` was paid on its day, and none from it on?

    Parameters
    ----------
    loan : Loan
    clause : LateClause
    missed : int
        Number of the first instalment that is not paid, 1 to loan.n.
    later : iterable of Payment
        What is paid after that all the same.
    until : date, optional
        As in `follow`.

    Raises
    ------
    ValueError
        When the loan has no such instalment.
    """
    if not 1 <= missed <= loan.n:
        raise ValueError(f"Instalment {missed} does not exist: the loan has instalments 1 to {loan.n}.")
    rows = loan.schedule()
    on_time = [Payment(d, int(a)) for d, a in zip(rows.due[0].tolist(), rows.instalment[0])]
    return follow(loan, clause, [*on_time[: missed - 1], *later], until)


def replay(schedule: Schedule, rates: list[Rate], clause: LateClause, paid_on, paid, until=None) -> Ledger:
    """What happened to each of B loans, given what was paid and when?

    Parameters
    ----------
    schedule : Schedule, B loans of up to N instalments
    rates : sequence of Rate, length B
        Contract rates, for clauses that multiply them.
    clause : LateClause
        Shared by the batch.
    paid_on : array_like of date, shape (B, M)
    paid : array_like of int, shape (B, M), cents
        In any order; a row with fewer payments is filled up with zeros on any date.
    until : date, optional
        The last day that may be asked about; a year after the last event unless told.

    Returns
    -------
    Ledger

    Raises
    ------
    ValueError
        When grace reaches the next due date, so that two instalments would be in grace at once.
    """
    size = len(schedule.n)
    paid = np.asarray(paid).reshape(size, -1)
    paid_on = days(np.asarray(paid_on, "datetime64[D]")).reshape(size, -1)
    due = days(schedule.due)
    last = max(int(due.max()), int(paid_on.max(initial=0)))
    until = last + 366 if until is None else int(days(until))
    if due.shape[1] > 1 and clause.grace_days >= np.diff(due, axis=1).min():
        raise ValueError(
            f"{clause.grace_days} days of grace reach the next due date, {np.diff(due, axis=1).min()} days later; "
            "grace must end before it."
        )
    numerators, denominator = over_common_denominator([clause.daily_rate(r) for r in rates])
    largest = _largest(schedule, numerators, denominator, until - int(due.min()) + 1, paid, clause)
    due, principal, interest = _with_rests(schedule, due, clause, until, largest)
    book = _Book(principal, interest, integers(numerators, largest), denominator, clause, integers(paid, largest))
    book.walk(*_timeline(due, paid_on, clause.grace_days))
    return Ledger(schedule, due, principal, interest, clause, until, denominator, **book.history())


def _largest(schedule, numerators, denominator, span, paid, clause):
    """A bound on every accrual: all money of the loan and its charges, bearing its rate over the whole span."""
    money = int(schedule.instalment.sum(axis=1).max()) + int(paid.sum(axis=1).max(initial=0))
    if clause.style is Style.FLAT:
        money += int(exact(clause.amount)) * schedule.due.shape[1]
    span, fastest = max(span, 1), max(numerators)
    once = 2 * money * (fastest * span + denominator)
    if clause.compounding is Compounding.INTEREST_AND_CHARGES:
        rests = span // 28 + 1
        return once * (1 + fastest * 31 // denominator + 1) ** rests
    return once * max(span, 1) if not fastest else once


def _with_rests(schedule, due, clause, until, largest):
    """Due dates and amounts as integers; where charges compound, monthly rests go on after the last instalment."""
    principal, interest = integers(schedule.principal, largest), integers(schedule.interest, largest)
    if clause.compounding is Compounding.INTEREST_AND_CHARGES and until > due[:, -1].min():
        more = (until - int(due[:, -1].min())) // 28 + 1
        due = days(monthly(schedule.due[:, 0], due.shape[1] + more))
        empty = np.zeros((len(due), more), dtype=principal.dtype)
        principal, interest = np.hstack([principal, empty]), np.hstack([interest, empty])
    return due, principal, interest


def _timeline(due, paid_on, grace_days):
    """Every loan's events in order: keys (4 x day + order within the day), kinds and indices, each (E, B)."""
    day = np.hstack([due, paid_on, due + grace_days])
    kind = np.repeat([DUE, PAYMENT, GRACE_END], [due.shape[1], paid_on.shape[1], due.shape[1]])
    index = np.hstack([np.arange(due.shape[1]), np.arange(paid_on.shape[1]), np.arange(due.shape[1])])
    key = day * 4 + kind
    order = np.argsort(key, axis=1, kind="stable")
    return np.take_along_axis(key, order, 1).T, kind[order].T, index[order].T


class _Book:
    """The running state of B loans, and its history: one row after each event."""

    def __init__(self, principal, interest, rate, denominator, clause, paid):
        self.p, self.i, self.rate, self.den, self.clause, self.payments = (
            principal, interest, rate, denominator, clause, paid,
        )  # fmt: skip
        size, width = principal.shape
        self.loans = np.arange(size)
        self.cum_i = np.hstack([np.zeros((size, 1), interest.dtype), interest.cumsum(axis=1)])
        self.cum_p = np.hstack([np.zeros((size, 1), principal.dtype), principal.cumsum(axis=1)])
        zero = np.zeros(size, dtype=principal.dtype)
        self.lent = self.cum_p[:, -1]
        self.count_due, self.count_hard = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self.paid = dict.fromkeys(Kind, zero)
        self.fees, self.credit, self.rested, self.money_days = zero, zero, zero, zero
        # Running totals of base x days x rate, and what of them is still waived if grace is kept.
        self.penalty, self.compound, self.waivable, self.waivable_compound = zero, zero, zero, zero
        self._bases(zero, zero)
        self.key = np.full(size, -(2**62), np.int64)

    def walk(self, keys, kinds, indices):
        self.rows = []
        day = keys[0] // 4
        self._record()
        for key, kind, index in zip(keys, kinds, indices):
            now = key // 4
            self._accrue(now - day)
            day, self.key = now, key
            falls_due, is_payment, grace_ends = kind == DUE, kind == PAYMENT, kind == GRACE_END
            if falls_due.any():
                self.count_due = self.count_due + falls_due
                if self.clause.compounding is Compounding.INTEREST_AND_CHARGES:
                    self.rested = np.where(falls_due, sum(self._charges_owed().values()), self.rested)
            money = np.where(grace_ends, 0, self.credit)
            if is_payment.any():
                column = np.where(is_payment, index, 0)
                money = money + np.where(is_payment, self.payments[self.loans, column], 0)
            if money.any():
                self._allocate(money, ~grace_ends)
            if grace_ends.any():
                self._end_grace(grace_ends)
            self._bases(*self._open())
            self._record()

    def _accrue(self, dt):
        grown = dt * self.rate
        self.penalty = self.penalty + self.base * grown
        self.compound = self.compound + self.compound_base * grown
        self.waivable = self.waivable + self.waivable_base * grown
        self.waivable_compound = self.waivable_compound + self.waivable_compound_base * grown
        self.money_days = self.money_days + self.overdue * dt

    def _due(self):
        return self.cum_p[self.loans, self.count_due], self.cum_i[self.loans, self.count_due]

    def _open(self):
        """Unpaid principal and interest that is due, in grace or past it."""
        due_p, due_i = self._due()
        return due_p - self.paid[Kind.PRINCIPAL], due_i - self.paid[Kind.INTEREST]

    def _charges_owed(self):
        posted = {
            Kind.PENALTY: divide(self.penalty, self.den),
            Kind.COMPOUND: divide(self.compound, self.den),
            Kind.FEE: self.fees,
        }
        return {kind: posted[kind] - self.paid[kind] for kind in posted}

    def _allocate(self, money, here):
        open_p, open_i = self._open()
        owed = self._charges_owed() | {Kind.PRINCIPAL: open_p, Kind.INTEREST: open_i}
        for entry in self.clause.allocation:
            if isinstance(entry, tuple):
                money = self._by_instalment(entry, money, open_p + open_i)
            else:
                part = np.minimum(money, owed[entry])
                self.paid = self.paid | {entry: self.paid[entry] + part}
                money = money - part
        self.credit = np.where(here, money, self.credit)

    def _by_instalment(self, entry, money, owed):
        """Oldest instalment first: what was paid on instalments in all decides how it splits."""
        part = np.minimum(money, owed)
        total = self.paid[Kind.PRINCIPAL] + self.paid[Kind.INTEREST] + part
        whole = self.cum_p + self.cum_i
        at = np.minimum((whole[:, 1:] <= total[:, None]).sum(axis=1), whole.shape[1] - 2)
        cum, parts = (self.cum_i, self.i) if entry[0] is Kind.INTEREST else (self.cum_p, self.p)
        first = cum[self.loans, at] + np.minimum(total - whole[self.loans, at], parts[self.loans, at])
        self.paid = self.paid | {entry[0]: first, entry[1]: total - first}
        return money - part

    def _end_grace(self, ends):
        """At the end of the last day of grace: what is then unpaid of the instalment is late for good."""
        open_p, open_i = self._in_grace(*self._open())
        lapses = ends & (open_p + open_i > 0)
        self.penalty = self.penalty + np.where(lapses, self.waivable, 0)
        self.compound = self.compound + np.where(lapses, self.waivable_compound, 0)
        if self.clause.style is Style.FLAT:
            self.fees = self.fees + np.where(lapses, int(exact(self.clause.amount)), 0)
        elif self.clause.style is Style.SHARE:
            share = exact(self.clause.amount)
            fee = divide((open_p + open_i) * share.numerator, share.denominator)
            self.fees = self.fees + np.where(lapses, fee, 0)
        self.waivable = np.where(ends, 0, self.waivable)
        self.waivable_compound = np.where(ends, 0, self.waivable_compound)
        self.count_hard = self.count_hard + ends

    def _in_grace(self, open_p, open_i):
        """The unpaid parts of the one instalment that is in grace; zero where none is."""
        newest = np.maximum(self.count_due - 1, 0)
        inside = self.count_due > self.count_hard
        return (
            np.where(inside, np.minimum(open_p, self.p[self.loans, newest]), 0),
            np.where(inside, np.minimum(open_i, self.i[self.loans, newest]), 0),
        )

    def _bases(self, open_p, open_i):
        """What bears the late rate from now on: for good, and waivably while an instalment is in grace."""
        self.overdue = open_p + open_i
        grace_p, grace_i = self._in_grace(open_p, open_i)
        hard_p, hard_i = open_p - grace_p, open_i - grace_i
        base = self.clause.base
        if base is Base.OVERDUE_PRINCIPAL:
            self.base, waivable = hard_p, grace_p
        elif base is Base.OVERDUE_INSTALMENT:
            self.base, waivable = hard_p + hard_i, grace_p + grace_i
        else:
            whole, hard = self.lent - self.paid[Kind.PRINCIPAL], hard_p + hard_i > 0
            self.base = np.where(hard, whole, 0)
            waivable = np.where(~hard & (grace_p + grace_i > 0), whole, 0)
        zero = np.zeros_like(hard_p)
        self.compound_base, waivable_compound = zero, zero
        if self.clause.compounding is not Compounding.NONE and base is not Base.OVERDUE_INSTALMENT:
            self.compound_base, waivable_compound = hard_i, grace_i
        if self.clause.compounding is Compounding.INTEREST_AND_CHARGES:
            # A payment of charges takes the rested ones first; charges made since the rest do not bear yet.
            self.rested = np.minimum(self.rested, sum(self._charges_owed().values()))
            self.compound_base = self.compound_base + self.rested
        threshold = self.clause.grace is Grace.THRESHOLD
        self.waivable_base = waivable if threshold else zero
        self.waivable_compound_base = waivable_compound if threshold else zero

    RECORDED = (
        "key", "count_due", "fees", "credit", "money_days", "penalty", "compound", "waivable", "waivable_compound",
        "base", "compound_base", "waivable_base", "waivable_compound_base", "overdue",
    )  # fmt: skip

    def _record(self):
        self.rows.append([getattr(self, name) for name in self.RECORDED] + [self.paid[kind] for kind in Kind])

    def history(self):
        columns = [np.stack(column) for column in zip(*self.rows)]
        names = [*self.RECORDED, *(f"paid_{kind.value}" for kind in Kind)]
        return {"rate": self.rate, "history": dict(zip(names, columns))}
