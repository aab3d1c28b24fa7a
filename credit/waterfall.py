"""Where does one payment go, when the order is given?"""

import numpy as np


def fill(money, owed) -> tuple[np.ndarray, np.ndarray]:
    """How much of each claim does a payment cover, first things first?

    part k = min(what is left after the claims before it, claim k)

    Parameters
    ----------
    money : int or array_like of int, shape (B,), cents
    owed : array_like of int, shape (K,) or (K, B), cents
        The claims, in the order in which they are served; none below zero.

    Returns
    -------
    parts : ndarray of int, the shape of `owed`
        They and what is left add up to the payment.
    left : ndarray of int, shape of `money`

    Raises
    ------
    ValueError
        When a payment or a claim is below zero.
    """
    money, owed = np.asarray(money), np.asarray(owed)
    if (money < 0).any() or (owed < 0).any():
        raise ValueError("A payment or a claim is below zero; both start at 0.")
    parts, left = [], money
    for claim in owed:
        parts.append(np.minimum(left, claim))
        left = left - parts[-1]
    return np.array(parts), left
