"""Why does nobody call, and what does the silence mean?

A collection floor has more accounts than calls. Each day the calls go down a list sorted by the floor's order; an
account that was called rests for some days; who is never near the top hears nothing. One floor is simulated day by day,
and a crowd of copies of one borrower stands in its queue without taking up calls: the share of them still uncalled is
the chance of silence. The loan knows nothing of all this (`meters`).

The floor itself, and what is assumed about it, stands in `credit.floor`.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from credit.chance import stream, whole
from credit.dates import days
from credit.floor import MESSAGE_DAYS, Floor, Order, Stage, Work, key_of, stage_of, work
from credit.ledger import Ledger

__all__ = ["Floor", "Order", "Silence", "Stage", "meters", "wait"]

COPIES = 1000


@dataclass(frozen=True)
class Place:
    """Where in the list does an account stand on a day? `listed` accounts, `ahead` of it, `reached` that are in reach
    of a call. Counts of a list of more than some thousand accounts are estimates from its sample."""

    stage: Stage
    listed: int
    ahead: int
    reached: int


@dataclass(frozen=True)
class Silence:
    """When does the first human call come to this borrower? Day 1 is the day after the start; `horizon` days.

    Attributes
    ----------
    first_call : ndarray of int64, shape (copies,)
        Day of the first human call that rings at a number of the borrower's; 0 = none within the horizon.
    calls : ndarray of float64, shape (horizon,)
        Mean calls that ring on each day.
    lost_calls, lost_messages : float
        Mean calls and messages that went to a dead number.
    stages : tuple of Stage, length horizon
    called, waiting : ndarray of int64, shape (horizon,)
        Of the whole floor: calls made, and accounts that could have been called and were not.
    keys : ndarray of float64, shape (horizon,)
        What the list sorted the first copy by.
    work : Work
    """

    horizon: int
    first_call: np.ndarray
    calls: np.ndarray
    lost_calls: float
    lost_messages: float
    stages: tuple[Stage, ...]
    called: np.ndarray
    waiting: np.ndarray
    keys: np.ndarray
    work: Work

    def by_day(self) -> np.ndarray:
        """How likely is it that no call has come by the end of day 0, 1, ..., horizon? shape (horizon + 1,)."""
        first = np.bincount(self.first_call, minlength=self.horizon + 1).astype(float)
        first[0] = 0
        return 1 - first.cumsum() / len(self.first_call)

    def chance(self, day: int = 30) -> float:
        """How likely are this many days without a call?"""
        whole("The day asked for", day, 0, self.horizon)
        return float(self.by_day()[day])

    @property
    def expected_days(self) -> float | None:
        """How many days until the first call, on average? None when a copy was not called within the horizon."""
        return float(self.first_call.mean()) if (self.first_call > 0).all() else None

    def chance_after(self, day: int, more: int = 30) -> float | None:
        """How likely are `more` further days of silence after a silence of `day` days? None where nobody is silent
        by then."""
        whole("The days asked for", day + more, 0, self.horizon)
        still = self.by_day()
        return float(still[day + more] / still[day]) if still[day] > 0 else None

    def wait_after(self, day: int) -> tuple[float, bool] | None:
        """After a silence of `day` days, how many more until the first call, on average?

        Returns
        -------
        tuple of float and bool, or None
            The mean, and whether it is exact. Where a copy is not called within the horizon it counts as called on the
            day after: the mean is then a least value. None where nobody is silent by then.
        """
        whole("The day asked for", day, 0, self.horizon)
        first = np.where(self.first_call > 0, self.first_call, self.horizon + 1)
        first = first[first > day]
        return (float(first.mean()) - day, bool((first <= self.horizon).all())) if len(first) else None

    def place(self, day: int) -> Place | None:
        """Where does this borrower stand in the list on this day, 1 to the horizon? None once the account is sold."""
        whole("The day asked for", day, 1, self.horizon)
        stage, work = self.stages[day - 1], self.work
        if stage is Stage.SOLD:
            return None
        keys, listed = work.keys[day - 1][stage], work.listed[day - 1][stage]
        scale = listed / max(len(keys), 1)
        ahead, reached = (keys > self.keys[day - 1]).sum(), (keys >= work.bars[day - 1][stage]).sum()
        return Place(stage, listed, round(float(ahead * scale)), round(float(reached * scale)))


def wait(
    floor: Floor,
    balance,
    days_late: int = 0,
    reachable: bool | None = None,
    horizon: int = 90,
    seed: int = 7,
    copies: int = COPIES,
    worked: Work | None = None,
) -> Silence:
    """How long until somebody calls about this balance?

    Parameters
    ----------
    floor : Floor
    balance : int, or ndarray of int, shape (horizon,)
        Cents, what the floor sorts by; on each day, where it grows.
    days_late : int
        At the start.
    reachable : bool, optional
        Does the number the lender has work? By the floor's share of dead numbers unless told.
    horizon : int
        Days to look ahead, 1 to 720.
    seed, copies : int
        Luck, and the number of copies of the borrower that try it.
    worked : Work, optional
        What `work` gave for the same floor and seed, so that it need not be done again for another borrower.
    """
    whole("The horizon in days", horizon, 1, 720)
    balances = np.broadcast_to(np.asarray(balance), (horizon,))
    whole("The balance in cents", balances.min(), 0)
    whole("The days late", days_late, 0, 3600)
    whole("The number of copies", copies, 1)
    if worked is None:
        worked = work(floor, horizon, seed)
    if (worked.floor, worked.seed) != (floor, seed) or worked.horizon < horizon:
        raise ValueError("The work that is given is of another floor, another seed or fewer days; leave it out.")
    you = stream(seed, "you")
    dead = you.random(copies) < floor.dead if reachable is None else np.full(copies, not reachable)
    machine = you.random(copies) < floor.automated
    rested, first, lost = (np.zeros(copies, np.int64) for _ in range(3))
    calls, keys, stages, written = np.zeros(horizon), np.zeros(horizon), [], 0
    for day in range(1, horizon + 1):
        age = days_late + day
        stage = stage_of(floor, age)
        stages.append(stage)
        written += age in MESSAGE_DAYS and stage is not Stage.SOLD
        lot = you.random(copies)
        if stage is Stage.SOLD:
            continue
        key = key_of(floor.order, balances[day - 1], age, dead, lot)
        keys[day - 1] = key[0]
        chosen = (key > worked.bars[day - 1][stage]) & (rested <= day) & ~(machine & (stage is Stage.OWN))
        rested = np.where(chosen, day + floor.rest_days, rested)
        rings = chosen & ~dead
        lost += chosen & dead
        first = np.where(rings & (first == 0), day, first)
        calls[day - 1] = rings.mean()
    return Silence(
        horizon, first, calls, float(lost.mean()), float(written * dead.mean()), tuple(stages),
        worked.called[:horizon], worked.waiting[:horizon], keys, worked,
    )  # fmt: skip


def meters(ledger: Ledger, start: date, horizon: int, mark_from: tuple[int, ...], loan: int = 0) -> dict:
    """What goes on meanwhile? Each entry has shape (horizon + 1,), from `start` on; cents and days.

    Parameters
    ----------
    ledger : Ledger
    start : date
    horizon : int
    mark_from : tuple of int
        Days past due from which each mark of the credit record is due, the first for mark 1; rising.
    loan : int
        Which loan of the batch.

    Returns
    -------
    dict
        `owed` to get current, `charges` so far, `days` past due, `mark` (0 = none), and `callable` balance.
    """
    whole("The horizon in days", horizon, 0)
    if list(mark_from) != sorted(set(mark_from)):
        raise ValueError(f"The days from which marks count must rise, not {mark_from}.")
    at = ledger.at(np.arange(int(days(start)), int(days(start)) + horizon + 1).astype("datetime64[D]"))
    late = at.days_past_due[loan]
    return {
        "owed": at.cost_to_get_current[loan],
        "charges": at.charges[loan],
        "days": late,
        "mark": np.searchsorted(mark_from, late, side="right"),
        "callable": at.callable_balance[loan],
    }
