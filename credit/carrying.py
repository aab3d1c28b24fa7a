"""How large an instalment can this household carry?

A lender's limit says what the lender will risk. This asks the other question, of the same lives as `credit.shock`.
"""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from credit.chance import BLOCK, whole
from credit.household import NORMAL, Economy, Household
from credit.money import exact
from credit.shock import luck


def largest_instalments(
    household: Household, months: int = 12, runs: int = 1000, seed: int = 7, economy: Economy = NORMAL
) -> np.ndarray:
    """What is the largest equal instalment that each life pays on its day, every month? Cents; below zero: none.

    In life k the money that is there on the due day of month m, before any instalment, is

        C(m) = buffer + sum of (wage - essentials - cost of shocks), over the months 1 to m,
               or to m - 1 where pay day comes after the due day (`pay_gap`).

    An instalment x is paid on its day in all months if m x <= C(m) for every m, so x = min over m of floor(C(m) / m).
    Forgetting does not depend on the instalment and is left out.

    Parameters
    ----------
    household : Household
        Its own instalment counts for nothing here.
    months, runs, seed, economy
        As in `credit.shock.live`.

    Returns
    -------
    ndarray of int64, shape (runs,)
    """
    whole("The number of months", months, 1, 600)
    whole("The number of runs", runs, 1)
    month = np.arange(1, months + 1)[:, None]
    parts = []
    for block in range(-(-runs // BLOCK)):
        wages, costs, lost, _ = luck(household, months, seed, block, economy)
        net = wages - lost - costs - household.essentials
        there = household.buffer + net.cumsum(axis=0)
        if household.pay_gap:
            there = np.concatenate([np.full((1, BLOCK), household.buffer), there[:-1]])
        parts.append((there // month).min(axis=0))
    return np.concatenate(parts)[:runs]


def carried(
    household: Household,
    kept: Fraction | str = Fraction(95, 100),
    months: int = 12,
    runs: int = 1000,
    seed: int = 7,
    economy: Economy = NORMAL,
) -> int:
    """Up to which instalment is every payment made on its day, in at least this share of lives?

    Parameters
    ----------
    household : Household
        Its own instalment plays no part.
    kept : exact number
        Share of the lives, above 0 and up to 1. No rule sets it; it is the borrower's own choice.
    months, runs, seed, economy
        As in `credit.shock.live`.

    Returns
    -------
    int
        Cents; 0 where no instalment at all is carried that often.

    Raises
    ------
    ValueError
        For a share outside 0 to 1.
    """
    kept = exact(kept)
    if not 0 < kept <= 1:
        raise ValueError(f"The share of lives that must hold is {kept}; it lies above 0 and goes up to 1.")
    each = np.sort(largest_instalments(replace(household, instalment=0), months, runs, seed, economy))
    may_fail = int((1 - kept) * runs)  # whole lives, rounded down
    return max(int(each[may_fail]), 0)
