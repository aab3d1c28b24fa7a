"""Where does the loan stand on a given day, and how did it get there?"""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from credit.clause import CHARGES, Kind, LateClause
from credit.dates import days, to_date
from credit.loans import Schedule
from credit.money import divide

READING = 2  # a reading comes after the payments of its day and before a grace that ends with it


@dataclass(frozen=True)
class Position:
    """What is owed, charged and paid on each asked day? All arrays (B, S) for B loans and S days; money in cents.

    Attributes
    ----------
    penalty, compound, fee : ndarray of int
        Charged so far, paid or not.
    pending : ndarray of int
        Counted during a grace period that forgives it if the instalment is paid by its last day; not yet charged.
    charges_paid : ndarray of int
    overdue_principal, overdue_interest : ndarray of int
        Due and unpaid.
    outstanding : ndarray of int
        All principal still owed, due or not.
    paid : ndarray of int
        All money applied so far. `credit` : received but with nothing due yet to apply it to.
    missed : ndarray of int
        Instalments due (from their due date on) and not fully paid.
    days_past_due : ndarray of int
        Of the oldest of them; 0 when none is.
    callable_balance : ndarray of int
        Principal that the lender may call at once; 0 until the acceleration clause allows it. It contains the overdue
        principal, so it is not to be added to `cost_to_get_current`.
    money_days : ndarray of int
        Sum over the days so far of the overdue instalments, in cent days.
    """

    penalty: np.ndarray
    compound: np.ndarray
    fee: np.ndarray
    pending: np.ndarray
    charges_paid: np.ndarray
    overdue_principal: np.ndarray
    overdue_interest: np.ndarray
    outstanding: np.ndarray
    paid: np.ndarray
    credit: np.ndarray
    missed: np.ndarray
    days_past_due: np.ndarray
    callable_balance: np.ndarray
    money_days: np.ndarray

    @property
    def charges(self) -> np.ndarray:
        """What has lateness cost so far? penalty + compound + fee."""
        return self.penalty + self.compound + self.fee

    @property
    def simple_charges(self) -> np.ndarray:
        """And without the compound part? penalty + fee."""
        return self.penalty + self.fee

    @property
    def charges_owed(self) -> np.ndarray:
        """Which of those charges are still unpaid?"""
        return self.charges - self.charges_paid

    @property
    def overdue(self) -> np.ndarray:
        """How much of the instalments is due and unpaid?"""
        return self.overdue_principal + self.overdue_interest

    @property
    def cost_to_get_current(self) -> np.ndarray:
        """What clears everything that is due today? overdue instalments + unpaid charges."""
        return self.overdue + self.charges_owed

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
        """The same for one loan and one day, as plain integers."""
        return {f.name: int(getattr(self, f.name)[loan, day]) for f in fields(self)}


@dataclass(frozen=True)
class Entry:
    """What was written on this day? Amounts in cents.

    `event`: "advanced" (money lent), "charged" (interest, penalty, compound, fee), "paid" (money applied to a kind),
    "held" (money received with nothing due; negative when it is used later).
    advanced + charged = paid + still owed, at every date.
    """

    date: date
    event: str
    kind: Kind | None
    amount: int


@dataclass(frozen=True)
class Ledger:
    """The whole history of B loans, one row after each event; made by `credit.lateness.replay`."""

    schedule: Schedule
    due: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    clause: LateClause
    until: int
    denominator: int
    rate: np.ndarray
    history: dict

    def at(self, as_of) -> Position:
        """Where does each loan stand at the end of these days?

        A payment of the day is in; a grace that ends with the day is not yet over.

        Parameters
        ----------
        as_of : date or array_like of date, shape (S,), or (B, S) for days of each loan's own

        Raises
        ------
        ValueError
            When a day lies after the last one replayed.
        """
        as_of = np.atleast_1d(days(as_of))
        if as_of.max() > self.until:
            raise ValueError(f"The ledger was replayed until {to_date(self.until)}; {to_date(as_of.max())} is later.")
        h, loans = self.history, np.arange(len(self.rate))[:, None]
        as_of = np.broadcast_to(as_of, (len(loans), as_of.shape[-1]))
        row = (h["key"].T[:, :, None] < (as_of * 4 + READING)[:, None, :]).sum(axis=1) - 1

        def take(name):
            return h[name][row, loans]

        since = np.where(row > 0, as_of - take("key") // 4, 0)
        grown = since * self.rate[:, None]

        def cents(*names):
            return divide(sum(take(name) + take(f"{name}_base") * grown for name in names), self.denominator)

        # `penalty` grows on `base`; the others on a base named after them.
        penalty = divide(take("penalty") + take("base") * grown, self.denominator)
        compound = divide(take("compound") + take("compound_base") * grown, self.denominator)
        due = take("count_due")
        paid = {kind: take(f"paid_{kind.value}") for kind in Kind}
        cum_p, cum_i = _cumulative(self.principal), _cumulative(self.interest)
        covered = _covered(cum_p, paid[Kind.PRINCIPAL], cum_i, paid[Kind.INTEREST], due)
        # A row of zero (after the last instalment of a shorter loan) is nothing to miss.
        instalments = _cumulative((self.principal + self.interest > 0).astype(np.int64))
        missed = instalments[loans, due] - instalments[loans, covered]
        outstanding = self.schedule.advanced[:, None] - paid[Kind.PRINCIPAL]
        past_due = np.where(missed > 0, as_of - self.due[loans, np.minimum(covered, self.due.shape[1] - 1)], 0)
        limit = self.clause.acceleration_days
        return Position(
            penalty=penalty,
            compound=compound,
            fee=take("fees"),
            pending=cents("waivable", "waivable_compound"),
            charges_paid=sum(paid[kind] for kind in CHARGES),
            overdue_principal=cum_p[loans, due] - paid[Kind.PRINCIPAL],
            overdue_interest=cum_i[loans, due] - paid[Kind.INTEREST],
            outstanding=outstanding,
            paid=sum(paid.values()),
            credit=take("credit"),
            missed=missed,
            days_past_due=past_due,
            callable_balance=np.where(past_due > limit, outstanding, 0)
            if limit is not None
            else np.zeros_like(outstanding),
            money_days=take("money_days") + take("overdue") * since,
        )

    def entries(self, as_of: date, loan: int = 0) -> list[Entry]:
        """What was written, day by day, up to the end of this day, for one loan?"""
        wanted = self.history["key"][1:, loan]
        stops = np.unique(np.append(wanted[wanted < int(days(as_of)) * 4 + READING] // 4, int(days(as_of))))
        position = self.at(np.broadcast_to(stops.astype("datetime64[D]"), (len(self.rate), len(stops))))
        rows = [
            Entry(
                to_date(days(self.schedule.drawn[loan])), "advanced", Kind.PRINCIPAL, int(self.schedule.advanced[loan])
            )
        ]
        before = dict.fromkeys(
            ("interest", "penalty", "compound", "fee", *(f"paid_{k.value}" for k in Kind), "held"), 0
        )
        row = (self.history["key"][:, loan, None] < stops * 4 + READING).sum(axis=0) - 1
        for s, day in enumerate(stops):
            h = {name: int(column[row[s], loan]) for name, column in self.history.items()}
            now = {name: int(getattr(position, name)[loan, s]) for name in ("penalty", "compound", "fee")}
            now["interest"] = int(position.overdue_interest[loan, s]) + h["paid_interest"]
            now |= {f"paid_{k.value}": h[f"paid_{k.value}"] for k in Kind} | {"held": int(position.credit[loan, s])}
            for name, total in now.items():
                step = total - before[name]
                if step:
                    event = "held" if name == "held" else "paid" if name.startswith("paid_") else "charged"
                    kind = None if event == "held" else Kind(name.removeprefix("paid_"))
                    rows.append(Entry(to_date(day), event, kind, step))
            before = now
        return rows


def _cumulative(parts):
    return np.hstack([np.zeros((len(parts), 1), parts.dtype), parts.cumsum(axis=1)])


def _covered(cum_p, paid_p, cum_i, paid_i, due):
    """How many of the due instalments are fully paid, oldest first? (B, S)"""
    full = (cum_p[:, None, 1:] <= paid_p[:, :, None]) & (cum_i[:, None, 1:] <= paid_i[:, :, None])
    return np.minimum(full.sum(axis=2), due)
