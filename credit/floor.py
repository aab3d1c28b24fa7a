"""Whom does a collection floor call, day after day?

Each day the calls go down a list sorted by the floor's order; an account that was called rests for some days. The floor
is a model: its balances are log-normal, accounts come and go at a steady rate, and the numbers below with a default are
assumptions to be changed, not measurements. `credit.queue` puts one borrower into the list.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from credit.chance import share, stream, whole

MESSAGE_DAYS = (1, 3, 7, 15, 30, 60, 90, 120, 150, 180)  # days late on which software writes to everyone
WARM_UP = 15  # days the floor works before it is looked at, so that its rests are in swing
SAMPLE = 2000  # accounts of a list whose keys are kept each day


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
class Work:
    """What did the floor do each day, whoever you are? A list is that of one stage; `horizon` days.

    Attributes
    ----------
    floor : Floor
    seed : int
    bars : tuple of dict, length horizon
        Stage -> the key above which that list was called on the day.
    keys : tuple of dict, length horizon
        Stage -> keys of the accounts on that list, resting ones too; every k-th account where there are many.
    listed : tuple of dict, length horizon
        Stage -> how many accounts stand on that list.
    called, waiting : ndarray of int64, shape (horizon,)
        Calls made, and accounts that could have been called and were not.
    """

    floor: Floor
    seed: int
    bars: tuple[dict, ...]
    keys: tuple[dict, ...]
    listed: tuple[dict, ...]
    called: np.ndarray
    waiting: np.ndarray

    @property
    def horizon(self) -> int:
        """How many days were worked?"""
        return len(self.bars)


def work(floor: Floor, horizon: int = 90, seed: int = 7) -> Work:
    """What does this floor do on each of the next days, before anyone asks about one borrower?

    Parameters
    ----------
    floor : Floor
    horizon : int
        Days, 1 to 720.
    seed : int
    """
    whole("The horizon in days", horizon, 1, 720)
    queue = _Queue(floor, seed)
    for _ in range(WARM_UP):
        queue.work()
    bars, keys, listed, called, waiting = zip(*(queue.work() for _ in range(horizon)))
    return Work(floor, seed, bars, keys, listed, np.array(called), np.array(waiting))


def messages(days_late: int, floor: Floor) -> int:
    """How many messages has software sent by this day late? One on each of `MESSAGE_DAYS` before the sale."""
    whole("The days late", days_late, 0)
    return sum(day <= days_late and day < floor.sold_day for day in MESSAGE_DAYS)


def stage_of(floor: Floor, age: int) -> Stage:
    """Who has an account of so many days late?"""
    return Stage.OWN if age < floor.agency_day else Stage.AGENCY if age < floor.sold_day else Stage.SOLD


def key_of(order: Order, balance, age, dead, lot):
    """Who is called first? A higher key; the lot (0 to 1) breaks ties."""
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
        """One day: the key above which each stage called, keys on its list and their number, calls made, accounts that
        waited in vain."""
        floor, n = self.floor, self.floor.accounts
        self.day += 1
        key = key_of(floor.order, self.balance, self.age, self.dead, self.luck["lot"].random(n))
        own = self.age < floor.agency_day
        free = self.rested <= self.day
        step = n // SAMPLE + 1
        bars, sample, listed, chosen, waiting = {}, {}, {}, np.zeros(n, bool), 0
        for stage, members, most in (
            (Stage.OWN, own & ~self.machine, floor.capacity),
            (Stage.AGENCY, ~own, floor.agency_calls),
        ):
            here = members & free
            keys = key[here]
            sample[stage], listed[stage] = key[::step][members[::step]], int(np.count_nonzero(members))
            if len(keys) <= most:
                bars[stage] = -np.inf if most else np.inf
            else:
                bars[stage] = np.partition(keys, len(keys) - most)[len(keys) - most] if most else np.inf
            picked = here & (key >= bars[stage])
            chosen |= picked
            waiting += len(keys) - np.count_nonzero(picked)
        self.rested[chosen] = self.day + floor.rest_days
        talk = self.luck["talk"].random(n)
        settled = chosen & ~self.dead & (talk < floor.answered * floor.pays_after_talk)
        settled |= self.luck["leave"].random(n) < 1 / floor.stays_late
        self.age += 1
        out = np.flatnonzero(settled | (self.age >= floor.sold_day))
        self.balance[out], self.dead[out], self.machine[out] = self._new(len(out))
        self.age[out], self.rested[out] = 1, 0
        return bars, sample, listed, int(np.count_nonzero(chosen)), waiting
