"""Where does the loan stand on a given day?"""

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from credit.clause import Kind, LateClause
from credit.paying import CONTRACT_CHARGES, charged
from credit.timeline import Rows


@dataclass(frozen=True)
class Position:
    """What is owed, charged and paid on each asked day? All arrays (B, S) for B loans and S days; money in cents.

    Attributes
    ----------
    penalty, compound, fee : ndarray of int
        Charged by the contract so far, paid or not, before any ceiling.
    judgment : ndarray of int
        What a court's rate for delay has added.
    cut : ndarray of int
        What the ceilings keep off penalty, compound and fee together.
    pending : ndarray of int
        Counted during a grace period that forgives it if the instalment is paid by its last day; not yet charged.
    charges_paid, charges_waived, charges_written_off : ndarray of int
    overdue_principal, overdue_interest : ndarray of int
        Due and unpaid. Fees that belong to an instalment count as its interest.
    outstanding : ndarray of int
        All principal still owed, due or not.
    paid : ndarray of int
        All money applied so far. `credit` : received but with nothing due yet to apply it to.
    waived : ndarray of int
        All that the lender let go so far.
    written_off : ndarray of int
        What the lender has booked as lost and not recovered since. It is no longer in the owed amounts here (overdue,
        outstanding, charges_owed); in law it stays owed.
    missed : ndarray of int
        Instalments due (from their due date on) and not fully paid; a called balance is one.
    days_past_due : ndarray of int
        Of the oldest of them, without the days of a pause; 0 when none is.
    callable_balance : ndarray of int
        Principal that the lender may call at once; 0 until the acceleration clause allows it. It contains the overdue
        principal, so it is not to be added to `cost_to_get_current`.
    money_days : ndarray of int
        Sum over the days so far of the overdue instalments, in cent days.
    """

    penalty: np.ndarray
    compound: np.ndarray
    fee: np.ndarray
    judgment: np.ndarray
    cut: np.ndarray
    pending: np.ndarray
    charges_paid: np.ndarray
    charges_waived: np.ndarray
    charges_written_off: np.ndarray
    overdue_principal: np.ndarray
    overdue_interest: np.ndarray
    outstanding: np.ndarray
    paid: np.ndarray
    credit: np.ndarray
    waived: np.ndarray
    written_off: np.ndarray
    missed: np.ndarray
    days_past_due: np.ndarray
    callable_balance: np.ndarray
    money_days: np.ndarray

    @property
    def charges(self) -> np.ndarray:
        """What has lateness cost so far? penalty + compound + fee - cut + judgment."""
        return self.penalty + self.compound + self.fee - self.cut + self.judgment

    @property
    def simple_charges(self) -> np.ndarray:
        """And without the compound part? penalty + fee, before any ceiling."""
        return self.penalty + self.fee

    @property
    def charges_owed(self) -> np.ndarray:
        """Which of those charges are still unpaid?"""
        return self.charges - self.charges_paid - self.charges_waived - self.charges_written_off

    @property
    def overdue(self) -> np.ndarray:
        """How much of the instalments is due and unpaid?"""
        return self.overdue_principal + self.overdue_interest

    @property
    def cost_to_get_current(self) -> np.ndarray:
        """What clears everything that is due today? overdue instalments + unpaid charges."""
        return self.overdue + self.charges_owed

    @property
    def owed(self) -> np.ndarray:
        """What stands in the lender's book as owed? principal, due or not + overdue interest + unpaid charges."""
        return self.outstanding + self.overdue_interest + self.charges_owed

    @property
    def annual_cost(self) -> np.ndarray:
        """What is lateness as a simple yearly rate on the late money? charges x 365 / money_days; nan if none was late.

        A fee of 7 on 25 that is 14 days late: 7 x 365 / (25 x 14) = 7.30, that is 730 % a year.
        """
        late = self.money_days > 0
        return np.where(
            late, self.charges.astype(float) * 365 / np.where(late, self.money_days, 1).astype(float), np.nan
        )

    def one(self, loan: int = 0, day: int = 0) -> dict:
        """Where does one loan stand on one day, as plain integers?"""
        return {f.name: int(getattr(self, f.name)[loan, day]) for f in fields(self)}


@dataclass(frozen=True)
class Terms:
    """What stays the same through the life of B loans? Made by `credit.lateness.replay`.

    Rates are numerators a day over `denominator`: `rate` one row a tier (T, B); the others (B,) or None.
    """

    clause: LateClause
    rows: Rows
    denominator: int
    rate: np.ndarray
    contract_rate: np.ndarray | None
    ceiling_rate: int
    day_rate: int
    judge: np.ndarray | None
    fixed_cap: np.ndarray | None
    lent: np.ndarray
    principal_total: np.ndarray
    to_capitalise: np.ndarray | None
    drawn: np.ndarray
    closed: np.ndarray | None
    pauses: np.ndarray | None
    compounds: bool
    lazy: bool  # the end of grace is no event, but looked at when something happens or is read
    bears_at_once: np.ndarray | None

    # As arrays: NumPy takes a Python number apart anew at each call, which for one loan is most of the work.
    @cached_property
    def whole(self) -> np.ndarray:
        """How many units of accrual make a cent? The denominator, shape (1,)."""
        return np.array([self.denominator], self.rate.dtype)

    @cached_property
    def half(self) -> np.ndarray:
        """And half a cent, rounded down? Shape (1,)."""
        return self.whole // 2


def standing(terms: Terms, take, since, as_of) -> tuple[Position, dict]:
    """Where do B loans stand on S days, and what is it made of?

    Parameters
    ----------
    terms : Terms
    take : callable
        name -> (B, S): the column of `Book.columns` at the last event before each reading, 0 where there is none.
    since : ndarray of int, shape (B, S)
        Days from that event to the reading.
    as_of : ndarray of int, shape (B, S)
    """
    rows, whole, half = terms.rows, terms.whole, terms.half

    def grown(name):
        return take(name) + take(f"{name}_slope") * since

    waits, waits_compound, waits_cut = grown("waivable"), grown("waivable_compound"), grown("waivable_cut")
    penalty, compound, day_cut = grown("penalty"), grown("compound"), grown("day_cut")
    if terms.lazy:
        over = take("in_grace") * (as_of > take("grace_until"))
        newest = np.minimum(take("open_p"), take("new_p")) + np.minimum(take("open_i"), take("new_i"))
        lapses = over * (newest > 0) * (1 if terms.closed is None else take("alive"))
        penalty, compound = penalty + waits * lapses, compound + waits_compound * lapses
        day_cut = day_cut + waits_cut * lapses
        waits, waits_compound, waits_cut = (x * (1 - over) for x in (waits, waits_compound, waits_cut))
    waited = waits + waits_compound - waits_cut
    fees = take("fees")
    penalty, compound, total = charged(terms, penalty, compound, fees, day_cut, grown("ceiling"))
    zero = np.zeros_like(take("open_p"))
    judgment = (grown("judgment") + half) // whole
    settled = {kind: take(f"settled_{kind.value}") for kind in Kind}
    waived = {kind: take(f"waived_{kind.value}") for kind in Kind}
    paid = {kind: settled[kind] - waived[kind] for kind in Kind}
    due = take("count_due")
    loans = np.arange(len(due))[:, None]
    later = 0 if terms.to_capitalise is None else terms.to_capitalise[due, loans]
    outstanding = terms.principal_total[:, None] - settled[Kind.PRINCIPAL] - later
    cut = penalty + compound + fees - total
    owed = {
        "charges": total - sum(settled[kind] for kind in CONTRACT_CHARGES) + judgment - settled[Kind.JUDGMENT],
        Kind.INTEREST: take("open_i"),
        Kind.PRINCIPAL: outstanding,
    }
    live = 1 if terms.closed is None else take("alive")
    lost = {name: amount * (1 - live) for name, amount in owed.items()}
    missed, first = _unpaid_rows(rows, settled, due)
    oldest = rows.due[loans, first]
    past_due = np.where(missed > 0, as_of - oldest - _paused(terms.pauses, oldest, as_of), 0)
    limit = terms.clause.acceleration_days
    position = Position(
        penalty=penalty + zero,
        compound=compound + zero,
        fee=fees + zero,
        judgment=judgment + zero,
        cut=cut + zero,
        pending=(waited * live + half) // whole + zero,
        charges_paid=sum(paid[kind] for kind in (*CONTRACT_CHARGES, Kind.JUDGMENT)) + zero,
        charges_waived=sum(waived[kind] for kind in (*CONTRACT_CHARGES, Kind.JUDGMENT)) + zero,
        charges_written_off=lost["charges"] + zero,
        overdue_principal=take("open_p") * live,
        overdue_interest=take("open_i") * live,
        outstanding=outstanding * live,
        paid=sum(paid.values()) + zero,
        credit=take("credit"),
        waived=sum(waived.values()) + zero,
        written_off=sum(lost.values()) + zero,
        missed=missed,
        days_past_due=past_due,
        callable_balance=np.where(past_due > limit, outstanding * live, 0) if limit is not None else zero,
        money_days=take("money_days") + take("late_slope") * since,
    )
    return position, {
        "paid": paid,
        "waived": waived,
        "settled": settled,
        "lost": lost,
        "open_i": take("open_i"),
        "due": due,
    }


def running(rows):
    """What are the running sums over the rows of (N, B, ...)? Row by row, which is quicker than along columns."""
    if rows[0].size == 1:
        return rows.cumsum(axis=0)
    total = np.empty_like(rows)
    total[0] = rows[0]
    for k in range(1, len(rows)):
        np.add(total[k - 1], rows[k], out=total[k])
    return total


def cumulative(parts):
    """What are the running sums of the rows (B, N), beginning with 0? Shape (B, N + 1)."""
    return np.hstack([np.zeros((len(parts), 1), parts.dtype), parts.cumsum(axis=1)])


def _unpaid_rows(rows, settled, due):
    """How many of the rows that are due are not settled whole, and which is the first? Each (B, S).

    A row of zero is nothing to miss.
    """
    # Instalment by instalment, (N, B, S): that is how the rows lie in memory.
    p, i = (np.ascontiguousarray(parts.T)[:, :, None] for parts in (rows.principal, rows.interest))
    open_p = (p > 0) & (running(p) > settled[Kind.PRINCIPAL])
    open_i = (i > 0) & (running(i) > settled[Kind.INTEREST])
    unpaid = (open_p | open_i) & (np.arange(len(p))[:, None, None] < due)
    count = unpaid.sum(axis=0)
    return count, np.where(count > 0, unpaid.argmax(axis=0), len(p) - 1)


def _paused(pauses, start, end):
    """How many days of the pauses lie between start (not counted) and end (counted)?"""
    if pauses is None:
        return 0
    inside = 0
    for k in range(pauses.shape[1]):
        low, high = pauses[:, k, :1], pauses[:, k, 1:]
        inside = inside + np.maximum(np.minimum(end, high) - np.maximum(start, low), 0)
    return inside
