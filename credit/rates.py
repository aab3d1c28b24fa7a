"""What does "21.6 % a year" or "0.05 % a day" mean, exactly?

A rate is an exact fraction together with the time it is quoted for. "A year" is nominal here:
a month bears a twelfth of it (PBOC practice for instalment loans), and a day a 365th or a 360th,
whichever the contract names. An effective rate a year, and a flat rate on the sum first lent, say so in their names.
"""

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

import numpy as np

from credit.money import SAFE, divide, exact

MONTHS_A_YEAR = 12
DIGITS = 15  # decimals of a converted rate where a contract names none: below a thousandth of a cent on 10 billion


@dataclass(frozen=True)
class Rate:
    """How much does one unit of money bear in one year, month or day?

    Attributes
    ----------
    fraction : Fraction
        0.216 for 21.6 %.
    per : {"year", "effective year", "month", "day"}
        "year" is nominal, "effective year" includes the interest on interest of one year.
    year_days : int
        The days that turn a daily rate into a yearly one and back: 365 or 360.
    digits : int
        Decimals to which a rate converted from an effective one is rounded, half up. It is a term of the contract:
        published schedules come out only with the lender's own number of digits.
    flat : bool
        Charged on the sum first lent, whatever has been repaid (等本等费); else on the balance.
    """

    fraction: Fraction
    per: str = "year"
    year_days: int = 365
    digits: int = DIGITS
    flat: bool = False

    def __post_init__(self):
        if self.per not in ("year", "effective year", "month", "day"):
            raise ValueError(f'A rate is per "year", "effective year", "month" or "day", not per "{self.per}".')
        if self.fraction < 0:
            raise ValueError(f"A rate of {float(self.fraction):.4%} is below zero; a loan rate starts at 0.")
        if not 360 <= self.year_days <= 366:
            raise ValueError(f"A year of {self.year_days} days is none; contracts count 360 or 365.")

    @property
    def nominal_annual(self) -> Fraction:
        """What is the rate a year without compounding? Monthly x 12, daily x `year_days`."""
        if self.per == "effective year":
            return self.monthly * MONTHS_A_YEAR
        return self.fraction * {"year": 1, "month": MONTHS_A_YEAR, "day": self.year_days}[self.per]

    @property
    def monthly(self) -> Fraction:
        """What does one month bear? nominal / 12; from an effective rate (1 + rate)^(1/12) - 1, to `digits`."""
        if self.per == "effective year":
            return self.compounded(Fraction(1, MONTHS_A_YEAR))
        return self.nominal_annual / MONTHS_A_YEAR

    @property
    def daily(self) -> Fraction:
        """What does one day bear? nominal / `year_days`; from an effective rate (1 + rate)^(1/year_days) - 1."""
        if self.per == "effective year":
            return self.compounded(Fraction(1, self.year_days))
        return self.nominal_annual / self.year_days

    @property
    def effective_annual(self) -> float:
        """What is the rate a year when each month's interest bears interest? (1 + monthly)^12 - 1."""
        if self.per == "effective year":
            return float(self.fraction)
        return float((1 + self.monthly) ** MONTHS_A_YEAR - 1)

    def compounded(self, years: Fraction) -> Fraction:
        """What does money bear in this part of a year, interest on interest included?

        (1 + effective)^years - 1, rounded half up to `digits` decimals.
        """
        effective = self.fraction if self.per == "effective year" else (1 + self.monthly) ** MONTHS_A_YEAR - 1
        return growth(effective, Fraction(years), self.digits)

    def as_effective(self, digits: int = DIGITS) -> "Rate":
        """Which effective rate a year is this, rounded half up to so many decimals?

        (1 + monthly)^12 - 1; with digits=6, "4 % a month" is 60.1032 % a year.
        """
        effective = self.fraction if self.per == "effective year" else (1 + self.monthly) ** MONTHS_A_YEAR - 1
        return Rate(rounded(effective, digits), "effective year", self.year_days, self.digits)

    def times(self, multiple) -> "Rate":
        """What is the rate when a clause multiplies it, for example by "1.5"?"""
        return Rate(self.fraction * exact(multiple), self.per, self.year_days, self.digits, self.flat)


def rounded(value: Fraction, digits: int) -> Fraction:
    """What is this rate to so many decimals, half up?"""
    scale = 10**digits
    return Fraction(divide(value.numerator * scale, value.denominator), scale)


@lru_cache(maxsize=4096)
def growth(rate: Fraction, years: Fraction, digits: int) -> Fraction:
    """What does a unit bear in this part of a year at this effective rate? (1 + rate)^years - 1, to so many decimals.

    Worked with 30 guard digits, so that only the named rounding remains.
    """
    work = Context(prec=digits + 30)
    base = work.divide(Decimal((1 + rate).numerator), Decimal(rate.denominator))
    power = work.divide(Decimal(years.numerator), Decimal(years.denominator))
    return rounded(Fraction(work.power(base, power)) - 1, digits)


def per_year(rate, year_days: int = 365) -> Rate:
    """Which rate is meant by so much a year, nominal? per_year("21.6%")."""
    return Rate(exact(rate), "year", year_days)


def per_year_effective(rate, digits: int = DIGITS, year_days: int = 365) -> Rate:
    """Which rate is meant by so much a year, a year's interest on interest included? per_year_effective("14%",
    digits=6).

    `digits` are the decimals to which the lender rounds the monthly or daily rate made from it.
    """
    return Rate(exact(rate), "effective year", year_days, digits)


def per_month(rate) -> Rate:
    """Which rate is meant by so much a month on the balance still owed? per_month("1.8%")."""
    return Rate(exact(rate), "month")


def per_day(rate, year_days: int = 365) -> Rate:
    """Which rate is meant by so much a day? per_day("0.05%"); a year has `year_days` of them."""
    return Rate(exact(rate), "day", year_days)


def per_month_flat(rate) -> Rate:
    """Which rate is a fee a month on the sum first lent, whatever is still owed (等本等费)? per_month_flat("0.75%")."""
    return Rate(exact(rate), "month", flat=True)


@dataclass(frozen=True)
class Rates:
    """What does one period of each of many loans bear? Exact fractions over one denominator.

    Attributes
    ----------
    numerators : ndarray of int
        Shape (B,) or (1,) for rates that stay, (B, N) or (1, N) for a rate of each period.
    denominator : int
    """

    numerators: np.ndarray
    denominator: int

    @classmethod
    def of(cls, rates) -> "Rates":
        """Which rates are meant? One rate for all loans, one for each, or `Rates` as they are.

        Parameters
        ----------
        rates : Rates, number as for `credit.money.exact`, or a sequence of such numbers of length B
        """
        if isinstance(rates, Rates):
            return rates
        numbers = [rates] if isinstance(rates, (str, int, Fraction, Decimal)) else list(rates)
        if len(numbers) > 1 and all(number is numbers[0] for number in numbers):
            numbers = numbers[:1]
        fractions = [number if isinstance(number, Fraction) else exact(number) for number in numbers]
        try:
            numerators = np.array([f.numerator for f in fractions], dtype=np.int64)
            denominators = np.array([f.denominator for f in fractions], dtype=np.int64)
        except OverflowError:
            return cls(*over_common_denominator(fractions))
        shared = lcm(*np.unique(denominators).tolist())
        if shared * max(1, int(abs(numerators).max(initial=0))) >= SAFE:
            return cls(*over_common_denominator(fractions))
        return cls(numerators * (shared // denominators), shared)

    def __post_init__(self):
        if self.numerators.size and self.numerators.min() < 0:
            raise ValueError("A rate below zero is no loan rate; it starts at 0.")

    @property
    def floats(self) -> np.ndarray:
        """What are the rates as binary floats, for estimates only? The shape of the numerators."""
        return self.numerators.astype(float) / float(self.denominator)

    def largest(self) -> int:
        """What is the largest numerator, as a Python int?"""
        return int(self.numerators.max(initial=0))

    def take(self, loan: int) -> list[Fraction]:
        """What are the rates of one loan? A list of one, or of one for each period."""
        row = np.atleast_1d(self.numerators[loan if len(self.numerators) > 1 else 0])
        return [Fraction(int(number), self.denominator) for number in row]


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
