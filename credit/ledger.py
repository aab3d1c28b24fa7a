"""How did the loan get where it stands, day by day and cent by cent?"""

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from credit.clause import Kind, LateClause
from credit.dates import days, to_date
from credit.loans import Schedule
from credit.standing import Position, Terms, cumulative, standing
from credit.timeline import ORDER, READING, SLOTS, Rows

AFTER_PAYMENTS = ORDER[READING]  # a reading stands after the payments of its day and before what ends with it

__all__ = ["Entry", "Ledger", "Position"]


@dataclass(frozen=True)
class Entry:
    """What was written on this day? Amounts in cents.

    `event`: "advanced" (money lent), "charged" (interest, penalty, compound, fee, judgment), "cut" (kept off by a
    ceiling; negative when its room grows and gives some back), "paid" (money applied to a kind), "waived", "written
    off" (negative when it is recovered later), "held" (money received with nothing due; negative when used later).
    advanced + charged - cut = paid + waived + written off + still owed, at every date.
    """

    date: date
    event: str
    kind: Kind | None
    amount: int


@dataclass(frozen=True)
class Ledger:
    """The whole history of B loans, one row after each event; made by `credit.lateness.replay`."""

    schedule: Schedule
    terms: Terms
    until: int
    history: dict

    @property
    def clause(self) -> LateClause:
        """By which late clause was it replayed?"""
        return self.terms.clause

    @property
    def rate(self) -> np.ndarray:
        """What does a unit of the base bear a day, in its first tier? Numerators over `denominator`, (B,)."""
        return self.terms.rate[0]

    @property
    def denominator(self) -> int:
        """Over which denominator do the rates stand?"""
        return self.terms.denominator

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
        return self._standing(as_of)[0]

    def _standing(self, as_of):
        as_of = np.atleast_1d(days(as_of))
        if as_of.max() > self.until:
            raise ValueError(f"The ledger was replayed until {to_date(self.until)}; {to_date(as_of.max())} is later.")
        h, loans = self.history, np.arange(len(self.rate))[:, None]
        as_of = np.broadcast_to(as_of, (len(loans), as_of.shape[-1]))
        row = self._row(as_of)
        since = np.maximum(as_of - h["key"][row, loans] // SLOTS, 0)
        return standing(self.terms, lambda name: h[name][row, loans] if name in h else 0, since, as_of)

    def _row(self, as_of):
        """The last event up to each reading; row 0 is the loan as drawn."""
        key, wanted = self.history["key"], as_of * SLOTS + AFTER_PAYMENTS
        if key.shape[1] == 1:
            return np.maximum(np.searchsorted(key[:, 0], wanted[0], side="right") - 1, 0)[None, :]
        row = np.zeros(as_of.shape, np.int64)
        for event in key[1:]:
            row += event[:, None] <= wanted
        return row

    def entries(self, as_of: date, loan: int = 0) -> list[Entry]:
        """What was written, day by day, up to the end of this day, for one loan?"""
        limit = int(days(as_of))
        happened = self.history["key"][1:, loan] // SLOTS
        stops = np.unique(np.append(happened[happened <= limit], limit))
        if len(self.rate) == 1:
            one = self
        else:
            one = _only(self, loan)
        parts = _written(one.terms, *one._standing(stops.astype("datetime64[D]")))
        written = [
            Entry(
                to_date(days(self.schedule.drawn[loan])), "advanced", Kind.PRINCIPAL, int(self.schedule.advanced[loan])
            )
        ]
        names = sorted(parts, key=lambda name: "charged cut paid waived written off held".index(name[0]))
        steps = {name: np.diff(parts[name][0], prepend=0) for name in names}
        for s, day in enumerate(stops):
            for name in names:
                if steps[name][s]:
                    written.append(Entry(to_date(day), *name, int(steps[name][s])))
        return written


def _written(terms, position, made) -> dict:
    """The running totals of everything that is written into the books: (event, kind) -> (B, S)."""
    zero, rows, loans = np.zeros_like(position.paid), terms.rows, np.arange(len(position.paid))[:, None]
    capitalised = 0 if rows.capitalised is None else cumulative(rows.capitalised)[loans, made["due"]]
    parts = {
        ("charged", Kind.INTEREST): made["open_i"] + made["settled"][Kind.INTEREST] + capitalised,
        ("charged", Kind.PENALTY): position.penalty,
        ("charged", Kind.COMPOUND): position.compound,
        ("charged", Kind.FEE): position.fee,
        ("charged", Kind.JUDGMENT): position.judgment,
        ("cut", None): position.cut,
    }
    parts |= {("paid", kind): made["paid"][kind] + zero for kind in Kind}
    parts |= {("waived", kind): made["waived"][kind] + zero for kind in Kind}
    lost = made["lost"]
    parts |= {("written off", None): lost["charges"] + zero, ("held", None): position.credit}
    return parts | {("written off", kind): lost[kind] + zero for kind in (Kind.INTEREST, Kind.PRINCIPAL)}


def _only(ledger, loan):
    """The ledger of one loan of a batch."""
    pick = slice(loan, loan + 1)
    terms = ledger.terms
    rows = Rows(**{f.name: v if (v := getattr(terms.rows, f.name)) is None else v[pick] for f in fields(Rows)})
    by_loan = ("contract_rate", "judge", "fixed_cap", "lent", "principal_total", "drawn", "closed", "pauses")
    changed = {name: getattr(terms, name)[pick] for name in by_loan if getattr(terms, name) is not None}
    changed |= {
        name: getattr(terms, name)[:, pick]
        for name in ("rate", "to_capitalise", "bears_at_once")
        if getattr(terms, name) is not None
    }
    history = {name: column[:, pick] for name, column in ledger.history.items()}
    return replace(ledger, terms=replace(terms, rows=rows, **changed), history=history)
