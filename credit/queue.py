"""Why does nobody call, and what does the silence mean?

A collection floor has more accounts than calls. Each day the calls go down a list sorted by the floor's order; an
account that was called rests for some days; who is never near the top hears nothing. One floor is simulated day by day,
and a crowd of copies of one borrower stands in its queue without taking up calls: the share of them still uncalled is
the chance of silence. The loan knows nothing of all this (`meters`).

The floor is a model. Its balances are log-normal, accounts come and go at a steady rate, and the numbers below with a
default are assumptions to be changed, not measurements.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np

from credit.chance import share, stream, whole
from credit.dates import days
from credit.ledger import Ledger

MESSAGE_DAYS = (1, 3, 7, 15, 30, 60, 90, 120, 150, 180)  # days late on which software writes to everyone
WARM_UP = 15  # days the floor works before it is looked at, so that its rests are in swing
COPIES = 1000


class Order(Enum):
    """Who is called first?

    AMOUNT: the largest balance. DAYS_LATE: the oldest. CONTACTABLE: working numbers before dead ones, else by lot.
    RANDOM: by lot.
    """

    AMOUNT = "amount"
    DAYS_LATE = "days late"
    CONTACTABLE = "contactable"
    RANDOM = "random"


class Stage(Enum):
    """Who has the account? OWN floor, then an outside AGENCY, then SOLD, when this floor calls no more."""

    OWN = "own floor"
    AGENCY = "agency"
    SOLD = "sold"


@dataclass(frozen=True)
class Floor:
    """How many accounts, how many calls, and in which order?

    Attributes
    ----------
    accounts : int
        Late accounts in the queue; one that is paid or sold is replaced by a newly late one.
    callers, calls : int
        People, and calls each makes in a day.
    order : Order
    rest_days : int
        A called account is called again that many days later at the earliest.
    automated : float
        Share of the accounts that software alone writes to until the agency gets them.
    dead : float
        Share of the accounts whose number no longer works.
    answered : float
        Chance that a call to a working number is answered.
    pays_after_talk : float
        Chance that an answered call ends the lateness.
    stays_late : float
        Mean days an account stays late when nobody calls.
    agency_day, agency_calls : int
        Days late at which the agency gets the account, and calls it makes in a day.
    sold_day : int
        Days late at which the account is sold.
    median_balance : int
        Cents. `balance_spread` : standard deviation of its logarithm.
    """

    accounts: int = 20_000
    callers: int = 20
    calls: int = 60
    order: Order = Order.AMOUNT
    rest_days: int = 3
    automated: float = 0.0
    dead: float = 0.15
    answered: float = 0.35
    pays_after_talk: float = 0.10
    stays_late: float = 60.0
    agency_day: int = 60
    agency_calls: int = 600
    sold_day: int = 360
    median_balance: int = 300_000
    balance_spread: float = 1.0

    def __post_init__(self):
        whole("The number of accounts", self.accounts, 1, 1_000_000)
        whole("The number of callers", self.callers, 0)
        whole("The number of calls a caller makes in a day", self.calls, 0)
        whole("The days of rest after a call", self.rest_days, 1)
        whole("The number of calls of the agency in a day", self.agency_calls, 0)
        whole("The day of handing over to the agency", self.agency_day, 1)
        whole("The day of sale", self.sold_day, self.agency_day + 1)
        whole("The median balance in cents", self.median_balance, 1)
        for name in ("automated", "dead", "answered", "pays_after_talk"):
            share(f"The share {name.replace('_', ' ')}", getattr(self, name))
        if not self.stays_late >= 1:
            raise ValueError(f"An account that stays late {self.stays_late} days is none; the least is 1 day.")

    @property
    def capacity(self) -> int:
        """How many calls can the floor make in a day? callers x calls."""
        return self.callers * self.calls

    @property
    def covered(self) -> int:
        """How many accounts can it keep calling? calls a day x days of rest, at most all of them."""
        return min(self.accounts, self.capacity * self.rest_days)


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
    """

    horizon: int
    first_call: np.ndarray
    calls: np.ndarray
    lost_calls: float
    lost_messages: float
    stages: tuple[Stage, ...]
    called: np.ndarray
    waiting: np.ndarray

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


def wait(
    floor: Floor,
    balance: int,
    days_late: int = 0,
    reachable: bool | None = None,
    horizon: int = 90,
    seed: int = 7,
    copies: int = COPIES,
) -> Silence:
    """How long until somebody calls about this balance?

    Parameters
    ----------
    floor : Floor
    balance : int
        Cents, what the floor sorts by.
    days_late : int
        At the start.
    reachable : bool, optional
        Does the number the lender has work? By the floor's share of dead numbers unless told.
    horizon : int
        Days to look ahead, 1 to 720.
    seed, copies : int
        Luck, and the number of copies of the borrower that try it.
    """
    whole("The balance in cents", balance, 0)
    whole("The days late", days_late, 0, 3600)
    whole("The horizon in days", horizon, 1, 720)
    whole("The number of copies", copies, 1)
    you = stream(seed, "you")
    dead = you.random(copies) < floor.dead if reachable is None else np.full(copies, not reachable)
    machine = you.random(copies) < floor.automated
    rested, first, lost = (np.zeros(copies, np.int64) for _ in range(3))
    calls, called, waiting = np.zeros(horizon), np.zeros(horizon, np.int64), np.zeros(horizon, np.int64)
    queue, stages, written = _Queue(floor, seed), [], 0
    for _ in range(WARM_UP):
        queue.work()
    for day in range(1, horizon + 1):
        age = days_late + day
        bars, called[day - 1], waiting[day - 1] = queue.work()
        stage = _stage(floor, age)
        stages.append(stage)
        written += age in MESSAGE_DAYS and stage is not Stage.SOLD
        lot = you.random(copies)
        if stage is Stage.SOLD:
            continue
        key = _key(floor.order, balance, age, dead, lot)
        chosen = (key > bars[stage]) & (rested <= day) & ~(machine & (stage is Stage.OWN))
        rested = np.where(chosen, day + floor.rest_days, rested)
        rings = chosen & ~dead
        lost += chosen & dead
        first = np.where(rings & (first == 0), day, first)
        calls[day - 1] = rings.mean()
    return Silence(
        horizon, first, calls, float(lost.mean()), float(written * dead.mean()), tuple(stages), called, waiting
    )


def meters(ledger: Ledger, start: date, horizon: int, mark_from: tuple[int, ...], loan: int = 0) -> dict:
    """What goes on meanwhile? Each entry has shape (horizon + 1,), from `start` on; cents and days.

    Parameters
    ----------
    ledger : Ledger
    start : date
    horizon : int
    mark_from : tuple of int
        Days past due from which each mark of the credit record is due, the first for mark 1; rising.

    Returns
    -------
    dict
        `owed` to get current, `charges` so far, `days` past due, `mark` (0 = none), and `callable` balance.
    """
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


def _stage(floor: Floor, age: int) -> Stage:
    return Stage.OWN if age < floor.agency_day else Stage.AGENCY if age < floor.sold_day else Stage.SOLD


def _key(order: Order, balance, age, dead, lot):
    """Higher is called first; the lot (0 to 1) breaks ties."""
    if order is Order.AMOUNT:
        return balance + lot
    if order is Order.DAYS_LATE:
        return age + lot
    return (~dead if order is Order.CONTACTABLE else 0) + lot


class _Queue:
    """All other accounts of the floor, day by day."""

    def __init__(self, floor: Floor, seed: int):
        self.floor, self.day, n = floor, 0, floor.accounts
        self.luck = {name: stream(seed, f"floor {name}") for name in ("account", "lot", "talk", "leave")}
        self.balance, self.dead, self.machine = self._new(n)
        start = stream(seed, "floor age").geometric(1 / floor.stays_late, n)
        self.age = (start - 1) % (floor.sold_day - 1) + 1
        self.rested = np.zeros(n, np.int64)

    def _new(self, n):
        luck, floor = self.luck["account"], self.floor
        balance = np.rint(floor.median_balance * np.exp(floor.balance_spread * luck.standard_normal(n)))
        return balance.astype(np.int64), luck.random(n) < floor.dead, luck.random(n) < floor.automated

    def work(self):
        """One day: the key above which each stage called, calls made, accounts that waited in vain."""
        floor, n = self.floor, self.floor.accounts
        self.day += 1
        key = _key(floor.order, self.balance, self.age, self.dead, self.luck["lot"].random(n))
        own = self.age < floor.agency_day
        free = self.rested <= self.day
        bars, chosen, waiting = {}, np.zeros(n, bool), 0
        for stage, here, most in (
            (Stage.OWN, own & ~self.machine & free, floor.capacity),
            (Stage.AGENCY, ~own & free, floor.agency_calls),
        ):
            keys = key[here]
            if len(keys) <= most:
                bars[stage] = -np.inf if most else np.inf
            else:
                bars[stage] = np.partition(keys, len(keys) - most)[len(keys) - most] if most else np.inf
            picked = here & (key >= bars[stage])
            chosen |= picked
            waiting += int(here.sum() - picked.sum())
        self.rested = np.where(chosen, self.day + floor.rest_days, self.rested)
        talk = self.luck["talk"].random(n)
        settled = chosen & ~self.dead & (talk < floor.answered * floor.pays_after_talk)
        settled |= self.luck["leave"].random(n) < 1 / floor.stays_late
        self.age += 1
        out = np.flatnonzero(settled | (self.age >= floor.sold_day))
        self.balance[out], self.dead[out], self.machine[out] = self._new(len(out))
        self.age[out], self.rested[out] = 1, 0
        return bars, int(chosen.sum()), waiting
