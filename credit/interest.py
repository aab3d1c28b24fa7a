"""How much interest does a balance bear in one period, in whole cents?"""

import numpy as np

from credit.money import SAFE, Rounding, divide
from credit.rates import Rates

EXACT_FLOAT = 2**53  # integers up to here are exact as binary floats


class Interest:
    """How much interest does each balance bear in period k? Called with balances, gives cents.

    interest = balance x rate, rounded once, exactly. Where the products fit into int64 they are formed there. With a
    long denominator (a rate converted to fifteen decimals) they do not; then a float gives the quotient to within one
    cent, and the remainder, which is small, comes out of int64 arithmetic modulo 2^64 exactly and settles it. Beyond
    that, Python integers.

    Parameters
    ----------
    rates : Rates
    largest : int, cents
        No balance is ever larger.
    rounding : Rounding
    """

    def __init__(self, rates: Rates, largest: int, rounding: Rounding = Rounding.HALF_UP):
        self.denominator, self.rounding = rates.denominator, rounding
        top, half_up = rates.largest(), rounding is Rounding.HALF_UP
        product = 2 * largest * top + 2 * self.denominator
        settled = (
            self.denominator < SAFE // 8 and top < SAFE and 8 * max(product // self.denominator, largest) < EXACT_FLOAT
        )
        if product < SAFE:
            self.dtype, self._post = np.int64, self._half_up if half_up else self._named
        elif half_up and settled:
            self.dtype, self._post = np.int64, self._settled
        else:
            self.dtype, self._post = object, self._named
        numerators = rates.numerators.astype(self.dtype)
        doubled = self._post == self._half_up
        self.columns = np.ascontiguousarray(numerators.T) * (2 if doubled else 1)
        self.varies = self.columns.ndim == 2

    def rate(self, k: int):
        """What are the numerators of period k? Shape (B,) or (1,)."""
        return self.columns[k] if self.varies else self.columns

    def __call__(self, balance: np.ndarray, k: int, out: np.ndarray | None = None) -> np.ndarray:
        """Interest of period k (from 0) on these balances (not negative), cents, shape (B,)."""
        if self._post == self._half_up:
            return self._half_up(balance, self.rate(k), out)
        posted = self._post(balance, self.rate(k))
        if out is None:
            return posted
        out[...] = posted
        return out

    def _half_up(self, balance, doubled, out=None):
        posted = np.multiply(balance, doubled, out=out)
        posted += self.denominator
        posted //= 2 * self.denominator
        return posted

    def _named(self, balance, rate):
        return divide(balance * rate, self.denominator, self.rounding)

    def _settled(self, balance, rate):
        guess = np.floor(balance * (rate / self.denominator) + 0.5).astype(np.int64)
        left = 2 * (balance * rate - guess * self.denominator) + self.denominator
        return guess + (left >= 2 * self.denominator) - (left < 0)
