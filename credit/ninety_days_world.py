"""Which game of ninety days is played, and what does its seed have in store?

Amounts are cents. Nothing here depends on what the player does: the luck of a seed is drawn once, a stream for each
purpose, so that two ways of playing meet the same wages, shocks, calls and messages.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from credit.chance import stream, whole
from credit.floor import Work, work
from credit.ninety_days_cast import CAST, OWN, START, Borrower, Own
from credit.queue import Floor, Order, wait
from credit.rules import jurisdictions, load

DAYS, WEEKS = 90, 13
FIRST_DECISION = 3  # and every seven days after it, up to day 87

# How lenders behave: the chance that a contact crosses a line, and that an unanswered day ends with somebody else told.
CONDUCT = {"fair": (0.0, 0.0), "pushy": (0.15, 0.01), "abusive": (0.40, 0.06)}
FLOORS = {
    "fair": Floor(accounts=4_000, callers=4, order=Order.AMOUNT, agency_day=60, agency_calls=300),
    "pushy": Floor(accounts=4_000, callers=8, order=Order.RANDOM, agency_day=30, agency_calls=600),
    "abusive": Floor(accounts=4_000, callers=16, order=Order.RANDOM, agency_day=9, agency_calls=1_200),
}


# Which rule says how long a bad mark stays, and from when: the day the lateness ends, or the day it began.
RECORD = {"cn": ("record_5_years", "end"), "us": ("us_fcra_7_years", "start")}


@dataclass(frozen=True)
class Game:
    """Which game is played? The same game and the same choices always end the same way.

    Attributes
    ----------
    borrower : {"A", ..., "E", "own"}
    difficulty : int
        1 to 3: a larger shock, less cash and rougher collectors.
    seed : int
        0 to 999.
    jurisdiction : str
        Whose rules read the record; see `RECORD`.
    own : Own
        The player's own numbers, for borrower "own".
    """

    borrower: str = "A"
    difficulty: int = 2
    seed: int = 7
    jurisdiction: str = "cn"
    own: Own | None = None

    def __post_init__(self):
        if self.borrower not in (*CAST, OWN):
            raise ValueError(f'There is no borrower "{self.borrower}"; there are {", ".join((*CAST, OWN))}.')
        if (self.borrower == OWN) != (self.own is not None):
            raise ValueError(f'The borrower is "{self.borrower}"; own numbers go with "{OWN}" and with no other.')
        whole("The difficulty", self.difficulty, 1, 3)
        whole("The seed", self.seed, 0, 999)
        known = [place for place, (rule, _) in RECORD.items() if place in jurisdictions() and rule in load(place)]
        if self.jurisdiction not in known:
            raise ValueError(f'The game has no record rule for "{self.jurisdiction}"; it has for {", ".join(known)}.')

    @property
    def who(self) -> Borrower:
        """Who plays?"""
        return self.own.borrower if self.own else CAST[self.borrower]


@dataclass(frozen=True)
class Message:
    """What arrives on the phone? `kind`: fake_court, impostor or fixer (each asks for money), or notice (real)."""

    id: str
    day: int
    kind: str
    debt: str
    asks: int

    @property
    def fake(self) -> bool:
        """Is it a trick or a paid shortcut?"""
        return self.kind != "notice"


@dataclass(frozen=True)
class World:
    """What has the seed in store? Arrays by debt and day have shape (debts, 91); day 0 is not played.

    Attributes
    ----------
    wages : dict of int
        Cents by day; the shock and the downturn are already in.
    shock_day, shock_cost, downturn_day : int
    calls, crosses, tells, denies : ndarray of float
        Uniform luck for contacts, for the line they cross, for people told, and (debts,) for promises denied.
    """

    wages: dict
    shock_day: int
    shock_cost: int
    downturn_day: int
    messages: tuple[Message, ...]
    calls: np.ndarray
    crosses: np.ndarray
    tells: np.ndarray
    denies: np.ndarray


def on(day: int) -> date:
    """Which date is this day of the game?"""
    return START + timedelta(day)


@lru_cache(maxsize=512)
def world(game: Game) -> World:
    """What has this game's seed in store?"""
    who, hard = game.who, game.difficulty

    def luck(purpose):
        return stream(game.seed, f"ninety days {game.borrower} {purpose}")

    shock_day = int(luck("shock day").integers(8, 46))
    least, most = who.shock
    cost = int(luck("shock cost").integers(least, most + 1)) * (1 + hard) // 3
    downturn = int(luck("downturn").integers(30, 71))
    swings = luck("wage").standard_normal(DAYS + 1)
    wages = {}
    for day in range(1, DAYS + 1):
        pays = on(day).day == who.first_pay if not who.every else day >= who.first_pay and not (
            (day - who.first_pay) % who.every
        )  # fmt: skip
        if not pays:
            continue
        factor = max(0.0, 1 + who.swing * swings[day]) * (1 - who.cut * (day >= downturn))
        if shock_day <= day < shock_day + who.idle:
            factor = 0.0
        wages[day] = int(round(who.wage * factor))
    start = luck("messages")
    days = [int(start.integers(a, b)) for a, b in ((5, 30), (20, 50), (25, 60), (40, 80))]
    owed = sum(d.loan.principal for d in who.debts)
    debt = [who.debts[int(i)].id for i in start.integers(0, len(who.debts), 4)]
    messages = (
        Message("m1", days[0], "notice", debt[0], 0),
        Message("m2", days[1], "fake_court", debt[1], 150_000),
        Message("m3", days[2], "impostor", debt[2], 100_000 + 50_000 * hard),
        Message("m4", days[3], "fixer", debt[3], owed * 8 // 100),
    )
    shape = (len(who.debts), DAYS + 1)
    return World(
        wages, shock_day, cost, downturn, messages,
        luck("calls").random(shape), luck("crosses").random(shape), luck("tells").random(shape),
        luck("denies").random(len(who.debts)),
    )  # fmt: skip


LATEST, SEED = 200, 7  # days late that are asked for; the luck of the floors


@lru_cache(maxsize=64)
def call_chance(conduct: str, balance: int) -> np.ndarray:
    """How likely is a human call on each day late, 0 to 200, from a floor of this conduct? (`credit.queue`)"""
    silence = wait(
        FLOORS[conduct], balance, 0, reachable=True, horizon=LATEST, seed=SEED, copies=300, worked=_worked(conduct)
    )
    return np.concatenate([[0.0], silence.calls])


@lru_cache(maxsize=len(FLOORS))
def _worked(conduct: str) -> Work:
    """What does this floor do, whoever owes? Done once: players with numbers of their own bring other balances."""
    return work(FLOORS[conduct], LATEST, SEED)
