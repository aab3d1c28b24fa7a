"""What does the contract say about paying late?

A late clause is a set of named choices. None hides in a default: each default is what the named rule says, and
every choice is one that lenders really use.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.caps import Caps
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
    PRINCIPAL_SHARE: the same of the principal part alone.
    """

    MULTIPLE = "multiple of the contract rate"
    DAILY = "percent a day"
    FLAT = "flat fee"
    SHARE = "percent of the instalment"
    PRINCIPAL_SHARE = "percent of its principal"


ONE_OFF = (Style.FLAT, Style.SHARE, Style.PRINCIPAL_SHARE)


class Base(Enum):
    """On what does the late rate run, while something is overdue?

    OVERDUE_PRINCIPAL: the unpaid principal parts of the overdue instalments.
    OVERDUE_INTEREST: their unpaid interest parts.
    OVERDUE_INSTALMENT: both.
    ORIGINAL_INSTALMENT: the whole instalment as it fell due, as long as any of it is unpaid.
    WHOLE_BALANCE: all principal still owed, due or not; scheduled interest goes on beside it.
    ORIGINAL_PRINCIPAL: the principal as lent, whatever has been repaid.
    """

    OVERDUE_PRINCIPAL = "overdue principal"
    OVERDUE_INTEREST = "overdue interest"
    OVERDUE_INSTALMENT = "overdue instalment"
    ORIGINAL_INSTALMENT = "original instalment"
    WHOLE_BALANCE = "whole balance"
    ORIGINAL_PRINCIPAL = "original principal"


INTEREST_IN_BASE = (Base.OVERDUE_INTEREST, Base.OVERDUE_INSTALMENT, Base.ORIGINAL_INSTALMENT)
WHOLE_LOAN = (Base.WHOLE_BALANCE, Base.ORIGINAL_PRINCIPAL)


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


class Repeat(Enum):
    """How often is a one-off charge made for an instalment that stays unpaid?

    ONCE: when its grace ends.
    MONTHLY: then, and again whenever the grace of a later due date ends (after the last one: monthly) while it is
        unpaid. Each unpaid instalment counts.
    """

    ONCE = "once"
    MONTHLY = "each month"


class Kind(Enum):
    """Which kind of late charge is it? Also the buckets, besides INTEREST and PRINCIPAL, that a payment fills.

    JUDGMENT is what a court adds for delay; it stands outside the contract.
    """

    PENALTY = "penalty"
    COMPOUND = "compound"
    FEE = "fee"
    JUDGMENT = "judgment"
    INTEREST = "interest"
    PRINCIPAL = "principal"

    __hash__ = object.__hash__  # by identity, as members compare; the ledger looks kinds up all the time


CHARGES = (Kind.FEE, Kind.COMPOUND, Kind.PENALTY)

# Common orders of payment. An inner tuple is worked off instalment by instalment, oldest first.
CHARGES_FIRST = (*CHARGES, (Kind.INTEREST, Kind.PRINCIPAL))
OLDEST_INSTALMENT_FIRST = ((Kind.INTEREST, Kind.PRINCIPAL), *CHARGES)
PRINCIPAL_FIRST = (Kind.PRINCIPAL, Kind.INTEREST, *CHARGES)
KIND_BY_KIND = (*CHARGES, Kind.INTEREST, Kind.PRINCIPAL)


@dataclass(frozen=True)
class OneOff:
    """Which fee is charged beside a late rate, when an instalment outlives its grace?

    `style` FLAT, SHARE or PRINCIPAL_SHARE and `amount` as in `Style`; a share comes to at least `minimum` cents.
    """

    style: Style
    amount: object
    minimum: int = 0
    repeat: Repeat = Repeat.ONCE

    def __post_init__(self):
        if self.style not in ONE_OFF:
            raise ValueError(f'A one-off fee is flat or a share, not "{self.style.value}".')
        if exact(self.amount) < 0 or self.minimum < 0:
            raise ValueError(f"A late charge of {self.amount}, at least {self.minimum}, is below zero; it starts at 0.")
        if self.style is Style.FLAT and exact(self.amount).denominator != 1:
            raise ValueError(f"A flat fee of {self.amount} cents has a part of a cent; give whole cents.")


@dataclass(frozen=True)
class WorkingDays:
    """On which days can one pay? For late charges a due date on another day moves to the next of these.

    Contract interest, the due date itself and days past due do not move.

    Attributes
    ----------
    week : str
        Monday to Sunday, 1 for a working day.
    holidays : tuple of date
    """

    week: str = "1111100"
    holidays: tuple = ()

    def next(self, due) -> np.ndarray:
        """Which working day is on or after these? datetime64[D], the shape of the input."""
        return np.busday_offset(
            np.asarray(due, "datetime64[D]"), 0, roll="forward", weekmask=self.week,
            holidays=np.asarray(self.holidays, "datetime64[D]"),
        )  # fmt: skip


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
        instalments before the next entry starts. JUDGMENT comes last unless named.
    tiers : tuple of (days, amount)
        Of MULTIPLE and DAILY: from the day after so many days late on, the amount is another: amount "1.5%" with
        tiers ((3, "2%"),) is 1.5 % on days 1 to 3 and 2 % after. Counted from each instalment's due date; where the
        base is the whole loan, from that of the oldest instalment past its grace. Compound parts bear `amount`.
    minimum : int
        Of a share: at least so many cents.
    repeat : Repeat
        Of a flat fee and a share.
    fee : OneOff, optional
        A fee beside the rate of MULTIPLE and DAILY.
    caps : Caps, optional
    working_days : WorkingDays, optional
        None: every day is one.

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
    tiers: tuple = ()
    minimum: int = 0
    repeat: Repeat = Repeat.ONCE
    fee: OneOff | None = None
    caps: Caps | None = None
    working_days: WorkingDays | None = None

    def __post_init__(self):
        if exact(self.amount) < 0:
            raise ValueError(f"A late charge of {self.amount} is below zero; it starts at 0.")
        if self.style is Style.FLAT and exact(self.amount).denominator != 1:
            raise ValueError(f"A flat fee of {self.amount} cents has a part of a cent; give whole cents.")
        if self.grace_days < 0:
            raise ValueError(f"{self.grace_days} days of grace are below zero; grace starts at 0.")
        if self.year_days not in (360, 365):
            raise ValueError(f"A year of {self.year_days} days is neither 360 nor 365.")
        if self.acceleration_days is not None and self.acceleration_days < 0:
            raise ValueError(f"{self.acceleration_days} days until the balance may be called are below zero.")
        named = [kind for entry in self.allocation for kind in (entry if isinstance(entry, tuple) else (entry,))]
        if (
            sorted(k.value for k in named if k is not Kind.JUDGMENT)
            != sorted(k.value for k in Kind if k is not Kind.JUDGMENT)
            or named.count(Kind.JUDGMENT) > 1
        ):
            raise ValueError(
                "The order of payment must name penalty, compound, fee, interest and principal once each; "
                f"it names {', '.join(k.value for k in named)}."
            )
        groups = [set(entry) for entry in self.allocation if isinstance(entry, tuple)]
        if any(group != {Kind.INTEREST, Kind.PRINCIPAL} for group in groups):
            raise ValueError("Only interest and principal can be worked off together, instalment by instalment.")

        self._check_choices()

    def _check_choices(self):
        one_off = self.style in ONE_OFF
        if one_off and (self.tiers or self.fee):
            raise ValueError("A flat fee or a share has no tiers and no second fee; use the style of a daily rate.")
        if self.minimum < 0 or (self.minimum and self.style not in ONE_OFF[1:]):
            raise ValueError(f"A minimum of {self.minimum} cents belongs to a share of the instalment, from 0 up.")
        if self.repeat is Repeat.MONTHLY and not one_off:
            raise ValueError("Only a flat fee or a share is charged again each month; a rate runs by itself.")
        starts = [after for after, _ in self.tiers]
        if starts != sorted(set(starts)) or any(after < 1 for after in starts):
            raise ValueError(f"Tiers start after {starts} days; give rising numbers from 1 up.")
        if any(exact(amount) < 0 for _, amount in self.tiers):
            raise ValueError("A late charge below zero stands in a tier; it starts at 0.")

    @property
    def one_off(self) -> OneOff | None:
        """Which one-off fee does this clause make, if any?"""
        if self.style in ONE_OFF:
            return OneOff(self.style, self.amount, self.minimum, self.repeat)
        return self.fee

    @property
    def needs_rests(self) -> bool:
        """Does anything happen on the monthly rests after the last instalment?"""
        fee = self.one_off
        return self.compounding is Compounding.INTEREST_AND_CHARGES or (
            fee is not None and fee.repeat is Repeat.MONTHLY
        )

    @property
    def order(self) -> tuple:
        """In which order is a payment applied, JUDGMENT included?"""
        named = {kind for entry in self.allocation for kind in (entry if isinstance(entry, tuple) else (entry,))}
        return self.allocation if Kind.JUDGMENT in named else (*self.allocation, Kind.JUDGMENT)

    def daily_rate(self, contract: Rate, amount=None) -> Fraction:
        """What does one unit of the base bear in a day under this clause? 0 for one-off charges.

        `amount` is that of the first days unless another tier's is given.
        """
        amount = self.amount if amount is None else amount
        if self.style is Style.MULTIPLE:
            return contract.nominal_annual * exact(amount) / self.year_days
        return exact(amount) if self.style is Style.DAILY else Fraction(0)
