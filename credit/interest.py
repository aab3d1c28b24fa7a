"""How much interest does a balance bear in one period, in whole cents?"""

import numpy as np

from credit.money import SAFE, Rounding, divide
from credit.rates import Rates

EXACT_FLOAT = 2**53  # integers up to here are exact as binary floats


class Interest:
    """How much interest does each balance bear in period k? Called with balances, gives cents.

    interest = balance x rate, rounded once, exactly. Half up it is (balance x m + 2^(s-1)) >> s with m = 2^s x rate,
    rounded up: as 2^s exceeds the balance times twice the denominator, what m is too large by cannot reach the next
    cent (division by an invariant integer, Granlund and Montgomery, 1994). Where that does not fit into int64 the
    products are divided there. With a long denominator (a rate converted to fifteen decimals) they do not fit either;
    then a float gives the quotient to within one cent, and the remainder, which is small, comes out of int64 arithmetic
    modulo 2^64 exactly and settles it. Beyond that, Python integers.

    Parameters
    ----------
    rates : Rates
    largest : int, cents
        No balance is ever larger.
    rounding : Rounding
    shift : bool
        Whether the quick way may be taken: not where a balance may stray beyond twice the largest.
    """

    def __init__(self, rates: Rates, largest: int, rounding: Rounding = Rounding.HALF_UP, shift: bool = True):
        self.denominator, self.rounding = rates.denominator, rounding
        top, half_up = rates.largest(), rounding is Rounding.HALF_UP
        product = 2 * largest * top + 2 * self.denominator
        settled = (
            self.denominator < SAFE // 8 and top < SAFE and 8 * max(product // self.denominator, largest) < EXACT_FLOAT
        )
        # Exact up to twice the largest balance.
        self.bits = (4 * self.denominator * max(largest, 1)).bit_length()
        factor = -(-(top << self.bits) // self.denominator)
        if half_up and shift and max(2 * largest * factor + (1 << self.bits), top << self.bits) < 2 * SAFE:
            self.dtype, self._post = np.int64, self._shifted
        elif product < SAFE:
            self.dtype, self._post = np.int64, self._half_up if half_up else self._named
        elif half_up and settled:
            self.dtype, self._post = np.int64, self._settled
        else:
            self.dtype, self._post = object, self._named
        columns = np.ascontiguousarray(rates.numerators.astype(self.dtype).T)
        if self._post == self._shifted:
            columns <<= self.bits
            columns += self.denominator - 1
            columns //= self.denominator
            # As arrays: NumPy takes a Python number apart anew at each call.
            self.half, self.bits = np.array([1 << (self.bits - 1)]), np.array([self.bits])
        self.columns = columns * 2 if self._post == self._half_up else columns
        self.varies = self.columns.ndim == 2
        self.steady = self._post == self._shifted and not self.varies and bool(self.columns.all())

    def __call__(self, balance: np.ndarray, k: int, out: np.ndarray | None = None) -> np.ndarray:
        """Interest of period k (from 0) on these balances (not negative), cents, shape (B,)."""
        return self._post(balance, self.columns[k] if self.varies else self.columns, out)

    def repay(self, balance, payment, parts, interests) -> np.ndarray:
        """What is left when equal payments meet interest at one rate? For a `steady` interest.

        With x = balance x m + 2^(s-1) a row's interest is x >> s, and x falls by the principal part times m: one pass
        over memory less than by the balance, which comes out of the last x.

        Parameters
        ----------
        balance, payment : ndarray of int64, shape (B,), cents
        parts, interests : ndarray of int64, shape (K, B), cents
            Written here: the principal part and the interest of each of K rows.

        Returns
        -------
        ndarray of int64, shape (B,), cents
        """
        factor, scaled, fall = self.columns, balance * self.columns, np.empty_like(balance)
        scaled += self.half
        for part, posted in zip(parts, interests, strict=True):
            np.right_shift(scaled, self.bits, out=posted)
            np.subtract(payment, posted, out=part)
            np.multiply(part, factor, out=fall)
            scaled -= fall
        scaled -= self.half
        return scaled // factor

    def _shifted(self, balance, factor, out):
        posted = np.multiply(balance, factor, out=out)
        posted += self.half
        posted >>= self.bits
        return posted

    def _half_up(self, balance, doubled, out):
        posted = np.multiply(balance, doubled, out=out)
        posted += self.denominator
        posted //= 2 * self.denominator
        return posted

    def _named(self, balance, rate, out):
        posted = divide(balance * rate, self.denominator, self.rounding)
        return posted if out is None else _into(out, posted)

    def _settled(self, balance, rate, out):
        guess = np.floor(balance * (rate / self.denominator) + 0.5).astype(np.int64)
        left = 2 * (balance * rate - guess * self.denominator) + self.denominator
        posted = guess + (left >= 2 * self.denominator) - (left < 0)
        return posted if out is None else _into(out, posted)


def _into(out, values):
    out[...] = values
    return out
