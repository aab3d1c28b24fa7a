"""What can happen to a loan besides time passing?

Each event has a date and is applied on that date; in any order given, back-dated ones too. A day runs in this order:
what falls due, payments, waivers, the closing of the account; then the day can be read; then grace ends and new rates
begin to bear. Nothing is stored but the events: the ledger is replayed from them (`credit.lateness`).
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from credit.clause import CHARGES, Kind
from credit.money import exact


@dataclass(frozen=True, order=True)
class Payment:
    """Which money arrived when? `amount` in cents. Payments may come in any order, back-dated ones too."""

    date: date
    amount: int

    def __post_init__(self):
        if self.amount < 0:
            raise ValueError(f"A payment of {self.amount} cents on {self.date} is below zero; it starts at 0.")
        if not isinstance(self.amount, int):
            if self.amount != int(self.amount):
                raise ValueError(
                    f"A payment of {self.amount} cents on {self.date} has a part of a cent; give whole ones."
                )
            object.__setattr__(self, "amount", int(self.amount))


@dataclass(frozen=True)
class Waiver:
    """What does the lender let go, and when?

    It takes what is charged or due and unpaid of the named kinds on that day, up to `amount` cents (all of it unless
    told), kind by kind in the order given. It does not stop later accrual: what comes after is charged as before.
    """

    date: date
    kinds: tuple[Kind, ...] = (*CHARGES, Kind.JUDGMENT)
    amount: int | None = None

    def __post_init__(self):
        if self.amount is not None and (self.amount < 0 or self.amount != int(self.amount)):
            raise ValueError(f"A waiver of {self.amount} cents on {self.date}: it starts at 0, give whole cents.")
        if not self.kinds:
            raise ValueError(f"The waiver of {self.date} names no kind; name at least one, such as penalty.")


@dataclass(frozen=True)
class Call:
    """When did the lender use its right to call the whole balance (提前到期)?

    On that day all principal not yet due falls due, and what was in grace loses it. With `interest`, so does the
    contract interest on that principal since the last due date: principal x nominal rate x days / `year_days`, half up;
    no later scheduled interest is charged. From the next day on the clause runs on what was called.
    """

    date: date
    interest: bool = True


class Loss(Enum):
    """Which word does the lender's book use? Either closes the account; the loss is booked by the first alone."""

    CHARGE_OFF = "charge-off"
    WRITE_OFF = "write-off"


@dataclass(frozen=True)
class WriteOff:
    """When did the lender book the loan as lost (核销)?

    All that is owed on that day moves from owed to written off, once, and nothing more accrues. It is the lender's
    book: in law the debt stands, and a later payment (a recovery) still brings it down.
    """

    date: date
    loss: Loss = Loss.WRITE_OFF


@dataclass(frozen=True)
class Pause:
    """Between which days does the clock of days past due stand still? It loses end - start days; charges run on."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"The pause ends on {self.end}, before it starts on {self.start}; swap the dates.")


@dataclass(frozen=True)
class Judgment:
    """From when does a court's judgment add a rate a day (迟延履行利息, the doubled part)?

    `date` is the last day to comply; from the next day on the principal then due and unpaid bears `daily` more, beside
    the clause. The rate is the law's and comes from the caller.
    """

    date: date
    daily: object

    def __post_init__(self):
        if exact(self.daily) < 0:
            raise ValueError(f"A judgment rate of {self.daily} a day is below zero; it starts at 0.")


Event = Waiver | Call | WriteOff | Pause | Judgment
