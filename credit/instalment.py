"""How large is the equal instalment (等额本息)?"""

from fractions import Fraction

import numpy as np

from credit.money import divide
from credit.rates import Rates


def level_instalment(principal: np.ndarray, rates, n, balloon=0, interest_only: int = 0) -> np.ndarray:
    """What equal payment clears the loan in n periods? P i / (1 - (1 + i)^-n), half up to the cent.

    Where the periods differ: (P G - balloon) / S with G = product of (1 + i_k) and S = sum over k of the product of
    the (1 + i_j) after k. Worked in floats where their error, at most 1e-12 of the terms, cannot move the rounding,
    and in exact integers where the payment lies too near a half cent to tell.

    Parameters
    ----------
    principal : ndarray of int, shape (B,), cents
    rates : Rates, or what `Rates.of` reads
    n : ndarray of int64, shape (B,)
    balloon : ndarray of int, shape (B,), cents
    interest_only : int
        Periods in which no principal is paid.

    Returns
    -------
    ndarray of int, shape (B,), cents
    """
    rates, n, m = Rates.of(rates), np.broadcast_to(n, principal.shape), interest_only
    p, balloons = principal.astype(float), np.asarray(balloon).max() > 0
    if rates.numerators.ndim == 2:
        factor, discount = _varied(rates.floats, n, m)
    else:
        i, count = rates.floats, n - m
        count = count[:1] if (count == count[0]).all() else count
        discounted = -count * np.log1p(i)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = i / -np.expm1(discounted)
        if i.min(initial=1) == 0:
            factor = np.where(i > 0, factor, 1 / count)
        discount = np.exp(discounted) if balloons else None
    terms = p * factor
    guess = terms - np.asarray(balloon).astype(float) * discount * factor if balloons else terms
    result = np.floor(guess + 0.5)
    off = np.abs(guess - result)
    beyond = 0.5 - (1e-9 + 1e-12 * terms.max()) if principal.dtype != object else 0
    result = result.astype(np.int64).astype(principal.dtype, copy=False)
    left = np.broadcast_to(balloon, principal.shape)
    for b in () if off.max() < beyond else np.flatnonzero(~(off < beyond)):
        payment = exact_instalment(int(principal[b]), rates.take(b), int(n[b]), int(left[b]), m)
        result[b] = divide(payment.numerator, payment.denominator)
    return result


def _varied(i, n, m):
    """The factor from principal to payment, and the discount of the last day, for rates of shape (B or 1, N)."""
    size = (len(n),)
    grown, total = np.ones(size), np.zeros(size)
    for k in range(m, int(n.max())):
        runs = k < n
        total = np.where(runs, total * (1 + i[:, k]) + 1, total)
        grown = np.where(runs, grown * (1 + i[:, k]), grown)
    return grown / total, 1 / grown


def exact_instalment(
    principal: int, rates: list[Fraction], n: int, balloon: int = 0, interest_only: int = 0
) -> Fraction:
    """What is the equal payment before rounding? (P G - balloon) / S, an exact fraction of cents."""
    grown, total = Fraction(1), Fraction(0)
    if len(rates) == 1 and rates[0]:
        grown = (1 + rates[0]) ** (n - interest_only)
        total = (grown - 1) / rates[0]
    else:
        for k in range(interest_only, n):
            growth = 1 + rates[min(k, len(rates) - 1)]
            total, grown = total * growth + 1, grown * growth
    return (principal * grown - balloon) / total


def instalment_in_multiples(principal, rates, n, balloon, m, multiple, rounding):
    """What is it as a multiple of so many cents? One rounding of the exact payment, never the cent first."""
    checked_multiple(multiple)
    balloon = np.broadcast_to(balloon, principal.shape)
    payments = [exact_instalment(int(p), rates.take(b), int(n[b]), int(balloon[b]), m) for b, p in enumerate(principal)]
    return np.array(
        [multiple * divide(p.numerator, p.denominator * multiple, rounding) for p in payments], principal.dtype
    )


def checked_multiple(multiple) -> None:
    """Is this a multiple that an instalment can be rounded to?

    Raises
    ------
    ValueError
        For less than a cent.
    """
    if multiple < 1:
        raise ValueError(f"An instalment cannot be a multiple of {multiple} cents; the least is 1 cent.")
