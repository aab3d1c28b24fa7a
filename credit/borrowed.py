"""Which loan has this instalment?"""

from fractions import Fraction
from math import ceil

from credit.annuity import present_value
from credit.rates import Rate

HALF = Fraction(1, 2)


def borrowed(instalment: int, rate: Rate, n: int) -> int:
    """How much was borrowed, if n equal instalments of so much clear it? Cents; the roundest amount that fits.

    Instalments are rounded to the cent, so several amounts have the same one. The amounts a - 1/2 <= payment < a + 1/2
    of the annuity equation are taken, and of those the one that ends in the most zeros.

    Parameters
    ----------
    instalment : int
        Cents, 1 or more.
    rate : Rate
        A month bears rate.monthly.
    n : int
        Number of instalments.

    Raises
    ------
    ValueError
        For an instalment below 1 cent.
    """
    if instalment < 1:
        raise ValueError(f"An instalment of {instalment} cents clears no loan; it starts at 1 cent.")
    low, high = (present_value(rate.monthly, n, -(instalment + half)) for half in (-HALF, HALF))
    step, found = 1, ceil(low)
    while ceil(low / step) * step < high:
        found, step = ceil(low / step) * step, step * 10
    return found
