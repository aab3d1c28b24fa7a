"""What does one borrower owe on several loans at once, and where does one payment go?"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum

import numpy as np

from credit.clause import LateClause
from credit.events import Payment
from credit.lateness import follow
from credit.ledger import Ledger, Position
from credit.loans import Loan
from credit.money import divide


class Split(Enum):
    """Which loan gets a payment first? Each gets at most what brings it up to date, then the next one.

    LONGEST_LATE: the most days past due. HIGHEST_RATE: the highest contract rate. LEAST, MOST: the least, or the most,
    that brings a loan up to date. IN_ORDER: as the loans stand. Ties: as the loans stand.
    EVENLY: all at once, in proportion to what brings each up to date.
    """

    LONGEST_LATE = "longest late first"
    HIGHEST_RATE = "highest rate first"
    LEAST = "least first"
    MOST = "most first"
    IN_ORDER = "in the order given"
    EVENLY = "in proportion"


@dataclass(frozen=True)
class Account:
    """One loan and what has happened to it: terms, late clause, payments and other events."""

    loan: Loan
    clause: LateClause = LateClause()
    payments: tuple[Payment, ...] = ()
    events: tuple = ()

    def ledger(self, until: date | None = None) -> Ledger:
        """What happened to it? See `credit.lateness.follow`."""
        return follow(self.loan, self.clause, self.payments, until, self.events)


@dataclass(frozen=True)
class Borrower:
    """All loans of one borrower."""

    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> "Borrower":
        """Who has these loans?

        Raises
        ------
        ValueError
            When there is none.
        """
        accounts = tuple(accounts)
        if not accounts:
            raise ValueError("A borrower without a loan owes nothing; give one account or more.")
        return cls(accounts)

    def each(self, as_of) -> Position:
        """Where does each loan stand on the asked days? (loans, S)"""
        at = [account.ledger(_last(as_of)).at(as_of) for account in self.accounts]
        return Position(**{f.name: np.concatenate([getattr(p, f.name) for p in at]) for f in fields(Position)})

    def together(self, as_of) -> Position:
        """Where do all loans together stand? (1, S); amounts add up, `days_past_due` is that of the longest late."""
        each = self.each(as_of)
        summed = {f.name: getattr(each, f.name).sum(axis=0, keepdims=True) for f in fields(Position)}
        return Position(**summed | {"days_past_due": each.days_past_due.max(axis=0, keepdims=True)})

    def split(self, amount: int, on: date, rule: Split) -> tuple[list[int], int]:
        """How much of a payment goes to each loan, and how much is left when all are up to date? Cents.

        Parameters
        ----------
        amount : int
        on : date
            Payments of the same day that are already known come first.
        rule : Split

        Raises
        ------
        ValueError
            When the amount is below zero.
        """
        if amount < 0:
            raise ValueError(f"A payment of {amount} cents is below zero; it starts at 0.")
        position = self.each(on)
        needed = [int(c) for c in position.cost_to_get_current[:, 0]]
        late = [int(d) for d in position.days_past_due[:, 0]]
        if rule is Split.EVENLY:
            return _in_proportion(min(amount, sum(needed)), needed), max(0, amount - sum(needed))
        key = {
            Split.LONGEST_LATE: lambda k: -late[k],
            Split.HIGHEST_RATE: lambda k: -self.accounts[k].loan.rate.nominal_annual,
            Split.LEAST: lambda k: needed[k],
            Split.MOST: lambda k: -needed[k],
            Split.IN_ORDER: lambda k: 0,
        }[rule]
        parts = [0] * len(needed)
        for k in sorted(range(len(needed)), key=key):
            parts[k] = min(amount, needed[k])
            amount -= parts[k]
        return parts, amount

    def pay(self, amount: int, on: date, rule: Split) -> tuple["Borrower", int]:
        """Who is the borrower after that payment, and what of it is left? The parts of `split` join the payments."""
        parts, left = self.split(amount, on, rule)
        paid = [
            replace(account, payments=(*account.payments, Payment(on, part))) if part else account
            for account, part in zip(self.accounts, parts)
        ]
        return Borrower(tuple(paid)), left


def _last(as_of):
    return np.atleast_1d(np.asarray(as_of, "datetime64[D]")).max().item()


def _in_proportion(amount: int, needed: list[int]) -> list[int]:
    """Running sums are rounded, so that the parts add up to the cent and none passes what it needs."""
    total, upto, parts = sum(needed), 0, []
    for need in needed:
        before = divide(amount * upto, total) if total else 0
        upto += need
        parts.append((divide(amount * upto, total) if total else 0) - before)
    return parts
