"""What does the contract say about paying late?

A late clause is a set of named choices. None hides in a default: each default is what the named rule says, and
every choice is one that lenders really use.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from credit.money import exact
from credit.rates import Rate


class Grace(Enum):
    """What do the days of grace do?

    THRESHOLD: a payment by the last day of grace costs nothing; after it, charges count from the due date.
    SHIFT: charges count only from the last day of grace on.
    """

    THRESHOLD = "threshold"
    SHIFT = "shift"


class Style(Enum):
    """How is the late charge worked out?

    MULTIPLE: a yearly rate, the contract rate times `amount` (罚息; "1.5" = contract rate plus 50 %).
    DAILY: `amount` of the base a day ("0.05%").
    FLAT: `amount` cents once for each instalment that outlives its grace.
    SHARE: `amount` ("5%") of what is then unpaid of the instalment, once.
    """

    MULTIPLE = "multiple of the contract rate"
    DAILY = "percent a day"
    FLAT = "flat fee"
    SHARE = "percent of the instalment"


class Base(Enum):
    """On what does the late rate run, while something is overdue?

    OVERDUE_PRINCIPAL: the unpaid principal parts of the overdue instalments.
    OVERDUE_INSTALMENT: the unpaid principal and interest of the overdue instalments.
    WHOLE_BALANCE: all principal still owed, due or not; scheduled interest goes on beside it.
    """

    OVERDUE_PRINCIPAL = "overdue principal"
    OVERDUE_INSTALMENT = "overdue instalment"
    WHOLE_BALANCE = "whole balance"


class Compounding(Enum):
    """Does what was charged bear a charge in its turn (复利)?

    NONE: no.
    INTEREST: unpaid contract interest of overdue instalments bears the late rate too, unless it is already in the base.
    INTEREST_AND_CHARGES: so do late charges left unpaid at the latest monthly rest (each due date, and the same day
        of the month after the last one).
    """

    NONE = "none"
    INTEREST = "on unpaid interest"
    INTEREST_AND_CHARGES = "on unpaid interest and charges"


class Kind(Enum):
    """Which kind of late charge is it? Also the buckets, besides INTEREST and PRINCIPAL, that a payment fills."""

    PENALTY = "penalty"
    COMPOUND = "compound"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


CHARGES = (Kind.FEE, Kind.COMPOUND, Kind.PENALTY)

# Common orders of payment. An inner tuple is worked off instalment by instalment, oldest first.
CHARGES_FIRST = (*CHARGES, (Kind.INTEREST, Kind.PRINCIPAL))
OLDEST_INSTALMENT_FIRST = ((Kind.INTEREST, Kind.PRINCIPAL), *CHARGES)
PRINCIPAL_FIRST = (Kind.PRINCIPAL, Kind.INTEREST, *CHARGES)
KIND_BY_KIND = (*CHARGES, Kind.INTEREST, Kind.PRINCIPAL)


@dataclass(frozen=True)
class LateClause:
    """What happens, by contract, from the day after a due date?

    Attributes
    ----------
    style : Style
    amount : str, int, Decimal or Fraction
        The multiple, the rate a day, the cents of the flat fee, or the share; see `Style`.
    base : Base
        Of MULTIPLE and DAILY.
    compounding : Compounding
        Of MULTIPLE and DAILY.
    grace_days : int
        0 = none. Fewer than the days between two due dates.
    grace : Grace
    year_days : int
        Turns a yearly rate into a daily one: rate x days / year_days (ACT/365F or ACT/360). The due date is not
        counted, the day of payment is.
    acceleration_days : int, optional
        The lender may call the whole balance once the oldest instalment is more than this many days past due.
    allocation : tuple of Kind or tuple of tuple of Kind
        The order in which a payment fills what is due. An entry that is itself a tuple, (INTEREST, PRINCIPAL) or
        (PRINCIPAL, INTEREST), is worked off instalment by instalment, oldest first; a plain entry over all due
        instalments before the next entry starts.

    Raises
    ------
    ValueError
        When a value lies outside its range or the allocation does not name each kind once.
    """

    style: Style = Style.MULTIPLE
    amount: object = "1.5"
    base: Base = Base.OVERDUE_PRINCIPAL
    compounding: Compounding = Compounding.NONE
    grace_days: int = 0
    grace: Grace = Grace.THRESHOLD
    year_days: int = 365
    acceleration_days: int | None = None
    allocation: tuple = CHARGES_FIRST

    def __post_init__(self):
        if exact(self.amount) < 0:
            raise ValueError(f"A late charge of {self.amount} is below zero; it starts at 0.")
        if self.style is Style.FLAT and exact(self.amount).denominator != 1:
            raise ValueError(f"A flat fee of {self.amount} cents has a part of a cent; give whole cents.")
        if self.grace_days < 0:
            raise ValueError(f"{self.grace_days} days of grace are below zero; grace starts at 0.")
        if self.year_days not in (360, 365):
            raise ValueError(f"A year of {self.year_days} days is neither 360 nor 365.")
        named = [kind for entry in self.allocation for kind in (entry if isinstance(entry, tuple) else (entry,))]
        if sorted(k.value for k in named) != sorted(k.value for k in Kind):
            raise ValueError(
                "The order of payment must name penalty, compound, fee, interest and principal once each; "
                f"it names {', '.join(k.value for k in named)}."
            )
        groups = [set(entry) for entry in self.allocation if isinstance(entry, tuple)]
        if any(group != {Kind.INTEREST, Kind.PRINCIPAL} for group in groups):
            raise ValueError("Only interest and principal can be worked off together, instalment by instalment.")

    def daily_rate(self, contract: Rate) -> Fraction:
        """What does one unit of the base bear in a day under this clause? 0 for one-off charges."""
        if self.style is Style.MULTIPLE:
            return contract.nominal_annual * exact(self.amount) / self.year_days
        return exact(self.amount) if self.style is Style.DAILY else Fraction(0)
