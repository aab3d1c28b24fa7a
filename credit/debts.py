"""Which debts are there, what do they bear, and in which order are they paid?"""

from dataclasses import dataclass
from enum import Enum
from math import prod

import numpy as np

from credit.money import SAFE, exact
from credit.rates import over_common_denominator


class Order(Enum):
    """Which debt gets what is left after the minimums?

    AVALANCHE: the highest rate first (雪崩法). Among equal rates the smaller balance.
    SNOWBALL: the smallest balance at the start first (雪球法). Among equal balances the higher rate.
    BIGGEST: the largest balance of the moment first, chosen anew each month after the minimums.
    """

    AVALANCHE = "avalanche"
    SNOWBALL = "snowball"
    BIGGEST = "biggest of the moment"


class Timing(Enum):
    """Does a month's interest come before its payment, or after it? Every figure depends on it.

    ACCRUE_THEN_PAY: interest on the opening balance, then the payment (payoff planners, statements).
    PAY_THEN_ACCRUE: the payment, then interest on what is left (textbook exercises; an annuity due).
    """

    ACCRUE_THEN_PAY = "accrue, then pay"
    PAY_THEN_ACCRUE = "pay, then accrue"


class Kept(Enum):
    """How is money kept between the months?

    CENTS: interest and minimum are rounded half up to the cent each month, as on a statement. Exact.
    UNROUNDED: no rounding inside, results rounded once. Float64: after N months the relative error is below
        N (D + 4) 2^-53, under a millionth of a cent for any plan a person can live through. A payment that equals the
        month's interest to the last bit may be judged endless or not; CENTS decides that exactly.
    """

    CENTS = "whole cents each month"
    UNROUNDED = "no rounding inside"


@dataclass(frozen=True)
class Portfolio:
    """Which debts does each of B borrowers have? All arrays (B, D), or (1, D) for many budgets over the same debts.

    Attributes
    ----------
    balance : ndarray of int, cents
        0 where a borrower has fewer debts.
    rate : ndarray of int
        A month bears rate / rate_base.
    rate_base : int
    floor : ndarray of int, cents
        Contract payment of a loan, smallest payment of a card; see `credit.minimums`.
    share : ndarray of int
        The minimum is share / share_base of the balance, at least `floor`; 0 for instalment loans.
    share_base : int
    with_interest : ndarray of bool
        The minimum has the month's interest on top of the share.
    monthly_fee : ndarray of int, cents
        Charged each month while the debt is open (guarantee, member fee). It joins the balance.
    late_fee : ndarray of int, cents
        Charged in each month in which the minimum is not fully paid. It joins the balance.
    """

    balance: np.ndarray
    rate: np.ndarray
    rate_base: int
    floor: np.ndarray
    share: np.ndarray
    share_base: int
    with_interest: np.ndarray
    monthly_fee: np.ndarray
    late_fee: np.ndarray

    @classmethod
    def of(
        cls,
        balance,
        rate,
        rate_base=1,
        floor=0,
        share=0,
        share_base=1,
        with_interest=False,
        monthly_fee=0,
        late_fee=0,
    ) -> "Portfolio":
        """Which debts are meant, as arrays of one shape (B, D), from arrays or single values?

        A value below zero is refused.
        """
        balance = np.atleast_2d(np.asarray(balance))
        given = {"rate": rate, "floor": floor, "share": share, "monthly_fee": monthly_fee, "late_fee": late_fee}
        arrays = {name: np.broadcast_to(np.asarray(value), balance.shape) for name, value in given.items()}
        for name, array in {"balance": balance, **arrays}.items():
            if array.dtype.kind not in "iuO":
                raise ValueError(f"The {name.replace('_', ' ')} must be whole numbers, not {array.dtype}.")
            if array.size and array.min() < 0:
                raise ValueError(f"A {name.replace('_', ' ')} of {array.min()} is below zero; it starts at 0.")
        if arrays["share"].size and arrays["share"].max() > share_base:
            raise ValueError(f"A minimum of {arrays['share'].max()}/{share_base} is above the whole balance.")
        flags = np.broadcast_to(np.asarray(with_interest, dtype=bool), balance.shape)
        return cls(balance, rate_base=int(rate_base), share_base=int(share_base), with_interest=flags, **arrays)

    @classmethod
    def from_rates(cls, balance, monthly_rates, **others) -> "Portfolio":
        """Which debts does one borrower have, the monthly rates given as exact fractions?

        from_rates([600_000], ["0.02"], floor=[60_000]).
        """
        numerators, base = over_common_denominator([exact(r) for r in monthly_rates])
        if base < SAFE and max(numerators, default=0) < SAFE:
            numerators = numerators.astype(np.int64)
        return cls.of(balance, numerators, base, **others)


def priorities(portfolio: Portfolio, order) -> np.ndarray:
    """In which order are the debts paid? Columns of debts, first paid first, shape (B, D).

    Parameters
    ----------
    portfolio : Portfolio, B of D debts
    order : Order, or array_like of int, shape (D,) or (B, D)
        A custom fixed order (the loudest caller first, say) as columns of debts.

    Raises
    ------
    ValueError
        When a custom order does not name each debt once.
    """
    p = portfolio
    if not isinstance(order, Order):
        given = np.atleast_2d(np.asarray(order, dtype=np.int64))
        width = p.balance.shape[1]
        if given.shape[1] != width or (np.sort(given, axis=1) != np.arange(width)).any():
            raise ValueError(f"The order {given[0].tolist()} must name each debt, 0 to {width - 1}, once.")
        return given
    ties = [key for key in (p.late_fee, p.monthly_fee, p.share, p.floor) if (key != key[:1, :1]).any()]
    first = {
        Order.AVALANCHE: (p.balance, -p.rate),
        Order.SNOWBALL: (-p.rate, p.balance),
        Order.BIGGEST: (-p.rate, -p.balance),
    }[order]
    keys = [*ties, *first]
    if all(key.dtype != object for key in keys):
        lows, spans = zip(*((int(key.min()), int(key.max()) - int(key.min()) + 1) for key in keys))
        if prod(spans) < SAFE:  # all keys fit into one number, and one sort will do
            one = np.zeros(p.balance.shape, dtype=np.int64)
            for key, low, span in reversed(list(zip(keys, lows, spans))):
                one = one * span + (key - low)
            return np.argsort(one, axis=1)  # equal keys are equal debts
    return np.lexsort([_ranks(key) for key in keys], axis=1)


def _ranks(key):
    """Numbers too large for int64 cannot be sorted by several keys; their ranks can."""
    return np.unique(key, return_inverse=True)[1].reshape(key.shape)
