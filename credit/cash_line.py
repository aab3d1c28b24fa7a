"""What does the cash line of the next months look like, and in which month does it first go below zero?

The plan is a line; a life from `credit.shock` is the same line with luck in it. Amounts are whole cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from credit.chance import BLOCK, whole
from credit.household import NORMAL, Economy, Household
from credit.shock import luck


def plan(household: Household, months: int = 12, events: Mapping[int, int] | None = None) -> np.ndarray:
    """How much is in hand at the end of each month, if all goes to plan but for these events?

    cash(m) = buffer + sum over the months up to m of (income - essentials - instalment + event).

    Parameters
    ----------
    household : Household
        Its swing and its shocks are left out: a plan has none.
    months : int
    events : mapping of int to int, optional
        Month (from 1) -> cents that come in; below zero they go out.

    Returns
    -------
    ndarray of int64, shape (months,)
        Below zero from the month on in which something stays unpaid.

    Raises
    ------
    ValueError
        For an event outside the months.
    """
    whole("The number of months", months, 1, 600)
    extra = np.zeros(months, np.int64)
    for month, cents in (events or {}).items():
        whole("The month of an event", month, 1, months)
        extra[month - 1] += cents
    return household.buffer + (household.income - household.essentials - household.due(months) + extra).cumsum()


def first_below_zero(line: np.ndarray) -> int:
    """In which month (from 1) does a cash line first end below zero? 0 = in none."""
    below = np.flatnonzero(np.asarray(line) < 0)
    return int(below[0]) + 1 if len(below) else 0


@dataclass(frozen=True)
class Year:
    """What happened in one life, month by month? Arrays of int64 cents, shape (months,).

    Attributes
    ----------
    wages : ndarray
        What came in, after what shocks took of it.
    costs : ndarray
        What shocks cost.
    forgot : ndarray of bool
        The payment was forgotten on its day.
    """

    wages: np.ndarray = field(repr=False)
    costs: np.ndarray = field(repr=False)
    forgot: np.ndarray = field(repr=False)


def year(household: Household, life: int, months: int = 12, seed: int = 7, economy: Economy = NORMAL) -> Year:
    """What happened in life number `life` (from 0) of `credit.shock.live`, at the same household, seed and economy?"""
    whole("The number of the life", life, 0)
    wages, costs, lost, forgot = (a[:, life % BLOCK] for a in luck(household, months, seed, life // BLOCK, economy))
    return Year(wages - lost, costs, forgot)
