"""How late is a loan, in the words of those who sort loans by days late?

A ladder is a list of first days: attention from day 1, substandard from day 91, ... A loan stands on the last rung
whose first day is not after its days past due.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from credit.dates import days
from credit.events import Pause

__all__ = ["Pause", "Range", "age", "by_range", "in_range", "rung"]


def rung(days_past_due, first_days) -> np.ndarray:
    """On which rung of a ladder do so many days past due stand?

    rung = number of first days that are not after the days past due, so 0 below the first.

    Parameters
    ----------
    days_past_due : array_like of int, any shape (B loans x M months, say)
    first_days : sequence of int, length R, rising
        The first day of each rung.

    Returns
    -------
    ndarray of int64, the shape of `days_past_due`
        0 to R.

    Raises
    ------
    ValueError
        When the first days do not rise.
    """
    first_days = np.asarray([int(d) for d in first_days], dtype=np.int64)
    if (np.diff(first_days) <= 0).any():
        raise ValueError(f"The first days of a ladder must rise; these are {', '.join(map(str, first_days))}.")
    return np.searchsorted(first_days, np.asarray(days_past_due), side="right")


@dataclass(frozen=True)
class Range:
    """What is one delinquency range called, and from which day to which day does it reach? `last` None: no end."""

    name: str
    first: int
    last: int | None

    def __post_init__(self):
        if self.first < 1 or (self.last is not None and self.last < self.first):
            raise ValueError(
                f"The range {self.name} reaches from day {self.first} to day {self.last}; "
                "it starts at 1 or later and does not end before it starts."
            )


def age(due, as_of: date, grace_days: int = 0, pauses=()) -> np.ndarray:
    """How many days late is each instalment, when grace is taken off and a pause stops the clock?

    age = max(0, as of - (due + grace) - paused days), the paused days being those of the pause that lie between the
    delinquent date (due + grace) and the as-of day. Systems keep two ages of one debt: the age of the loan takes the
    grace off, the age of an instalment does not (grace_days=0). Source: delinquency ranges of apache/fineract.

    Parameters
    ----------
    due : array_like of date, any shape
    as_of : date
    grace_days : int
    pauses : iterable of Pause
        Not overlapping.

    Returns
    -------
    ndarray of int64, the shape of `due`

    Raises
    ------
    ValueError
        When two pauses overlap.
    """
    start, now = days(due) + grace_days, int(days(as_of))
    pauses = sorted(pauses, key=lambda pause: pause.start)
    for earlier, later in zip(pauses, pauses[1:]):
        if later.start < earlier.end:
            raise ValueError(f"The pause from {later.start} starts before the one before it ends; join them.")
    late = now - start
    for pause in pauses:
        stopped = np.minimum(int(days(pause.end)), now) - np.maximum(int(days(pause.start)), start)
        late = late - np.maximum(stopped, 0)
    return np.maximum(late, 0)


def in_range(late, ranges) -> np.ndarray:
    """In which delinquency range does each age stand? The index into `ranges`, -1 for none; shape of `late`."""
    late = np.asarray(late)
    found = np.full(late.shape, -1, dtype=np.int64)
    for i, r in enumerate(ranges):
        inside = (late >= r.first) & (late <= (np.iinfo(np.int64).max if r.last is None else r.last))
        if (found[inside] >= 0).any():
            raise ValueError(f"The range {r.name} overlaps {ranges[int(found[inside].max())].name}.")
        found[inside] = i
    return found


def by_range(amounts, late, ranges) -> dict[str, int]:
    """How much money stands in each delinquency range?

    Parameters
    ----------
    amounts : array_like of int, shape (N,), cents
        What is unpaid of each instalment; one that is paid to the last cent adds nothing.
    late : array_like of int, shape (N,)
        Its age, see `age`.
    ranges : sequence of Range

    Returns
    -------
    dict of str to int
        Cents, only ranges that hold some; their order is that of `ranges`.
    """
    amounts = np.asarray(amounts)
    found = in_range(late, ranges)
    totals = {r.name: int(amounts[found == i].sum()) for i, r in enumerate(ranges)}
    return {name: total for name, total in totals.items() if total}
