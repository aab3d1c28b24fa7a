"""How is an amount of money kept, and who gets the half cent?

Money is a whole number of cents (fen, pence) in an integer; nothing here is a binary float.
An amount becomes cents exactly or not at all, and a division back to cents names its rounding.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np

SAFE = 2**62  # products are kept below this, so that int64 sums cannot wrap


class Rounding(Enum):
    """Where does the part of a cent go?

    HALF_UP: to the nearest cent, a half cent away from zero (commercial rounding, 四舍五入).
    HALF_EVEN: to the nearest cent, a half cent to the even one (banker's rounding).
    DOWN: towards zero. UP: away from zero.
    """

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    DOWN = "down"
    UP = "up"


def exact(number) -> Fraction:
    """What fraction is this number, exactly?

    Takes an int, a `Decimal`, a `Fraction`, or a string such as "0.018" or "1.8%".

    Raises
    ------
    TypeError
        For a binary float: 0.05 in binary is not five hundredths.
    ValueError
        For text that is not a number.
    """
    if isinstance(number, (float, np.floating)):
        raise TypeError(
            f"{number!r} is a binary float and only near the number meant; write it as text or as a Decimal, "
            f'for example "{number}".'
        )
    if isinstance(number, np.integer):
        number = int(number)
    if isinstance(number, str):
        text = number.strip()
        try:
            return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
        except (ValueError, ZeroDivisionError):
            raise ValueError(f'"{number}" is not a number; write for example "0.018" or "1.8%".') from None
    return Fraction(number)


def cents(amount) -> int:
    """How many cents is this amount?

    Parameters
    ----------
    amount : int, str, Decimal or Fraction
        In whole currency units, for example "560.41".

    Raises
    ------
    ValueError
        When the amount has a part of a cent.
    """
    value = exact(amount) * 100
    if value.denominator != 1:
        raise ValueError(f"{amount} has a part of a cent; write at most two decimals.")
    return int(value)


def amount(cents_: int) -> Decimal:
    """What amount are these cents, in currency units with two decimals?"""
    return Decimal(int(cents_)).scaleb(-2)


def integers(values, largest: int) -> np.ndarray:
    """Which integers hold these values without wrapping?

    Parameters
    ----------
    values : array_like of int
    largest : int
        A bound on every product and sum that will be formed from them.

    Returns
    -------
    ndarray
        int64 where the bound proves that it is wide enough, else Python integers (dtype object):
        the same code then runs slower and stays exact.
    """
    return np.asarray(values, dtype=np.int64 if largest < SAFE else object)


def divide(numerator, denominator, rounding: Rounding = Rounding.HALF_UP):
    """What is numerator / denominator in whole cents, under a named rounding?

    q = floor(numerator / denominator) and r = numerator - q denominator decide; no float is formed.

    Parameters
    ----------
    numerator : int or ndarray of int, any shape
    denominator : int or ndarray of int, positive, broadcast against the numerator
    rounding : Rounding

    Returns
    -------
    int or ndarray of int
    """
    q = numerator // denominator
    r = numerator - q * denominator
    negative = numerator < 0
    if rounding is Rounding.HALF_UP:
        up = (r > denominator - r) | ((r == denominator - r) & ~_flag(negative))
    elif rounding is Rounding.HALF_EVEN:
        up = (r > denominator - r) | ((r == denominator - r) & (q % 2 == 1))
    elif rounding is Rounding.DOWN:
        up = _flag(negative) & (r > 0)
    else:
        up = ~_flag(negative) & (r > 0)
    return q + (up.astype(q.dtype) if isinstance(up, np.ndarray) and isinstance(q, np.ndarray) else int(up))


def _flag(value):
    return np.asarray(value, dtype=bool)
