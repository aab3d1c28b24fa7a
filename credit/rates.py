"""What does "21.6 % a year" or "0.05 % a day" mean, exactly?

A rate is an exact fraction together with the time it is quoted for. "A year" is nominal here:
a month bears a twelfth of it (PBOC practice for instalment loans), and a day a 365th or a 360th,
whichever the contract names.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from credit.money import exact

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Rate:
    """How much does one unit of money bear in one year, month or day?

    Attributes
    ----------
    fraction : Fraction
        0.216 for 21.6 %.
    per : {"year", "month", "day"}
    year_days : int
        The days that turn a daily rate into a yearly one and back: 365 or 360.
    """

    fraction: Fraction
    per: str = "year"
    year_days: int = 365

    def __post_init__(self):
        if self.per not in ("year", "month", "day"):
            raise ValueError(f'A rate is per "year", "month" or "day", not per "{self.per}".')
        if self.fraction < 0:
            raise ValueError(f"A rate of {float(self.fraction):.4%} is below zero; a loan rate starts at 0.")

    @property
    def nominal_annual(self) -> Fraction:
        """What is the rate a year without compounding? Monthly x 12, daily x `year_days`."""
        return self.fraction * {"year": 1, "month": MONTHS_A_YEAR, "day": self.year_days}[self.per]

    @property
    def monthly(self) -> Fraction:
        """What does one month bear? nominal / 12."""
        return self.nominal_annual / MONTHS_A_YEAR

    @property
    def daily(self) -> Fraction:
        """What does one day bear? nominal / `year_days`."""
        return self.nominal_annual / self.year_days

    @property
    def effective_annual(self) -> float:
        """What is the rate a year when each month's interest bears interest? (1 + monthly)^12 - 1."""
        return float((1 + self.monthly) ** MONTHS_A_YEAR - 1)

    def times(self, multiple) -> "Rate":
        """What is the rate when a clause multiplies it, for example by "1.5"?"""
        return Rate(self.fraction * exact(multiple), self.per, self.year_days)


def per_year(rate, year_days: int = 365) -> Rate:
    """A nominal rate a year: per_year("21.6%")."""
    return Rate(exact(rate), "year", year_days)


def per_month(rate) -> Rate:
    """A rate a month on the balance still owed: per_month("1.8%")."""
    return Rate(exact(rate), "month")


def per_day(rate, year_days: int = 365) -> Rate:
    """A rate a day: per_day("0.05%"); a year has `year_days` of them."""
    return Rate(exact(rate), "day", year_days)


def over_common_denominator(fractions) -> tuple[np.ndarray, int]:
    """Which integers over one shared denominator are these fractions?

    Parameters
    ----------
    fractions : sequence of Fraction, length B

    Returns
    -------
    numerators : ndarray of object (Python int), shape (B,)
    denominator : int
    """
    fractions = list(fractions)
    shared = lcm(*(f.denominator for f in fractions)) if fractions else 1
    numerators = np.empty(len(fractions), dtype=object)
    numerators[:] = [f.numerator * (shared // f.denominator) for f in fractions]
    return numerators, shared
