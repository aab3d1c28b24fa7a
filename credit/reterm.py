"""What becomes of a late loan when lender and borrower agree on new terms (展期, 重组)?

On that day the old account is closed into the new one, in this order: payments; the contract interest since the last
due date is charged; what is waived goes; all that is then owed - principal, interest, charges - either becomes the
principal of the new terms or is carried beside them without bearing anything. So no accrued interest vanishes, none is
counted twice, and nothing is waived after it was capitalised.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from credit.borrower import Account
from credit.clause import CHARGES, Kind
from credit.events import Call, Waiver
from credit.ledger import Entry, Ledger
from credit.loans import Loan

ARREARS = (*CHARGES, Kind.JUDGMENT, Kind.INTEREST)


@dataclass(frozen=True)
class Reterm:
    """The two lives of the loan. Money in cents.

    Attributes
    ----------
    on : date
    before : Ledger
        Up to and with that day.
    after : Ledger
        Of the new terms, from the next day on.
    principal : int
        Of the new terms: old principal + what was capitalised.
    capitalised : int
        Interest and charges that became principal.
    carried : int
        Interest and charges that stay owed beside the new terms and bear nothing.
    waived : int
        What this agreement let go.
    """

    on: date
    before: Ledger
    after: Ledger
    principal: int
    capitalised: int
    carried: int
    waived: int

    def owed(self, as_of: date) -> int:
        """How much is owed in all, due or not?"""
        if as_of <= self.on:
            return int(self.before.at(as_of).owed[0, 0])
        return int(self.after.at(as_of).owed[0, 0]) + self.carried

    def entries(self, as_of: date) -> list[Entry]:
        """What was written in both lives? The new principal is no new money, so nothing is advanced a second time."""
        if as_of < self.on:
            return self.before.entries(as_of)
        later = [] if as_of == self.on else self.after.entries(as_of)
        return self.before.entries(self.on) + [e for e in later if e.event != "advanced"]


def reterm(
    account: Account,
    on: date,
    terms: Callable[[int], Loan],
    waive: tuple[Kind, ...] = (),
    capitalise: bool = True,
    until: date | None = None,
) -> Reterm:
    """What is owed under new terms, and what happens then?

    Parameters
    ----------
    account : Account
        Payments after `on` are made under the new terms; other events must lie before it.
    on : date
    terms : callable
        The principal in cents -> the new terms; their `drawn` must be `on`.
    waive : tuple of Kind
        Let go before anything is capitalised.
    capitalise : bool
        Whether unpaid interest and charges become principal, or are carried beside it.
    until : date, optional
        The last day that may be asked about.

    Raises
    ------
    ValueError
        When nothing is owed, an event lies after `on`, or the new terms start on another day.
    """
    if any(getattr(event, "date", on) > on for event in account.events):
        raise ValueError(f"An event lies after the new terms of {on}; give it to the new account instead.")
    events = (*account.events, Call(on), *((Waiver(on, tuple(waive)),) if waive else ()))
    old = tuple(p for p in account.payments if p.date <= on)
    before = replace(account, payments=old, events=events).ledger(on)
    unwaived = replace(account, payments=old, events=events[: len(account.events) + 1]).ledger(on)
    position = before.at(on)
    principal = int(position.outstanding[0, 0])
    arrears = int((position.overdue_interest + position.charges_owed)[0, 0])
    if principal + arrears <= 0 or (principal == 0 and not capitalise):
        raise ValueError(f"On {on} no principal is owed that new terms could spread; there is nothing to re-term.")
    loan = terms(principal + (arrears if capitalise else 0))
    drawn = loan.schedule().drawn[0].item()
    if drawn != on or loan.principal != principal + (arrears if capitalise else 0):
        raise ValueError(f"The new terms start on {drawn} with {loan.principal} cents; start them on {on} as given.")
    after = Account(loan, account.clause, tuple(p for p in account.payments if p.date > on)).ledger(until)
    waived = int(position.waived[0, 0] - unwaived.at(on).waived[0, 0])
    kept, carried = (arrears, 0) if capitalise else (0, arrears)
    return Reterm(on, before, after, loan.principal, kept, carried, waived)
