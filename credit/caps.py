"""How much may all late charges together come to?

A ceiling binds on the sum, not on each charge. What the contract charges goes on being counted beside it, so that
at every date

    contract's charges = charges + cut

and a ceiling that grows with time gives back what it cut earlier once there is room again, as a court would reckon
that looks at the whole sum on the day of the claim.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from credit.money import exact


class Over(Enum):
    """On what does the yearly ceiling grow, and what has to fit below it?

    LATE: on the principal that is due and unpaid; all late charges together must fit.
    ALL: on all principal still owed, since pay-out; contract interest fits first, counted by the day at its nominal
        rate on the principal not yet due, and late charges get the room that is left. Where contract interest alone
        is above the ceiling, no room grows and no late charge is left; the interest itself is not cut here.
    """

    LATE = "late charges"
    ALL = "interest and late charges"


@dataclass(frozen=True)
class Caps:
    """Which ceilings bind? Any of them may be left out; the lowest wins. No legal figure is known here.

    Attributes
    ----------
    a_day : str, Decimal or Fraction, optional
        What accrues in one day is at most this share of the principal still owed ("0.8%"). One-off fees are outside.
    total : int, optional
        All late charges ever: cents.
    share : str, Decimal or Fraction, optional
        All late charges ever: this share of the principal lent ("60%"), rounded down to the cent.
    yearly : str, Decimal or Fraction, optional
        A yearly ceiling rate; it grows by rate x base / `year_days` a day, see `over`. `multiple_of` makes it from a
        reference rate such as the LPR.
    over : Over
    year_days : int

    Interest that a court adds for delay is outside all of them.
    """

    a_day: object = None
    total: int | None = None
    share: object = None
    yearly: object = None
    over: Over = Over.LATE
    year_days: int = 365

    def __post_init__(self):
        for name in ("a_day", "total", "share", "yearly"):
            value = getattr(self, name)
            if value is not None and exact(value) < 0:
                raise ValueError(f"A ceiling of {value} ({name}) is below zero; it starts at 0.")
        if self.total is not None and self.total != int(self.total):
            raise ValueError(f"A ceiling of {self.total!r} cents (total) has a part of a cent; give whole cents.")

    @classmethod
    def multiple_of(cls, reference, multiple, over: Over = Over.LATE, year_days: int = 365) -> "Caps":
        """Which ceiling is a multiple of a reference rate? multiple_of("3.0%", 4): 12 % a year."""
        return cls(yearly=exact(reference) * exact(multiple), over=over, year_days=year_days)

    @property
    def daily_ceiling(self) -> Fraction:
        """By what share of its base does the yearly ceiling grow in a day? 0 where there is none."""
        return Fraction(0) if self.yearly is None else exact(self.yearly) / self.year_days

    @property
    def daily_limit(self) -> Fraction:
        """What share of the principal may accrue in a day? 0 where `a_day` is left out."""
        return Fraction(0) if self.a_day is None else exact(self.a_day)

    def fixed(self, lent: int) -> int | None:
        """Which cents may all charges never pass on a loan of `lent` cents? None: there is no such ceiling."""
        bounds = [] if self.total is None else [int(self.total)]
        if self.share is not None:
            bounds.append(int(exact(self.share) * int(lent) // 1))
        return min(bounds, default=None)
