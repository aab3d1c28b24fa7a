"""Who hears of a late loan, day by day, and which of these contacts were allowed?

Three worlds of collection, made up for teaching: their habits are assumptions and stand in `WORLDS`; whether a contact
was allowed is asked of the rules (`credit.decisions.may_contact`). Everybody whose number the lender holds stands in
rings around the borrower: the named contacts, the household, the workplace, all others. People are counted once.

Conventions. Day 0 is the due date. Somebody is warned from the morning of the day of the warning; contacts come later
in the day. The borrower is "lost" once she has not answered for more days than `Habits.patience`.

    pressure = 1 for each person asked + 3 for each person told; people whom the borrower told first count 0
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from credit.chance import share, stream, whole
from credit.decisions.may_contact import may_contact
from credit.packs import PACKS, ThirdPerson

RINGS = ("named", "household", "work", "others")
NAMED, HOUSEHOLD, WORK, OTHERS = range(len(RINGS))
NOT_YET, ASKED, TOLD = range(3)
WEIGHT = np.array([0, 1, 3])
LAST_DAY = 30


@dataclass(frozen=True)
class Habits:
    """What does a collector do in one of the made-up worlds?

    Attributes
    ----------
    asks_from, asks_every : int or None, int
        Named contacts are asked to pass on a message from this day on, and again after so many days.
    patience : int
        Days without an answer after which the borrower counts as lost.
    by_the_rules : bool
        Asks one named contact a day, each once, and only where the rules of the place allow it.
    widens_from : int or None
        While the borrower does not answer, the household and the workplace are asked too from this day on.
    widens_by : int
        People a day.
    tells_named_from : int or None
        While the borrower does not answer, the named contacts are told the debt from this day on.
    tells_from, tells_by : int or None, int
        Named contacts, the manager and one colleague are told on this day, and then so many people a day, whether or
        not the borrower answers.
    """

    asks_from: int | None = None
    asks_every: int = LAST_DAY
    patience: int = 3
    by_the_rules: bool = False
    widens_from: int | None = None
    widens_by: int = 0
    tells_named_from: int | None = None
    tells_from: int | None = None
    tells_by: int = 0


WORLDS = {
    "compliant": Habits(asks_from=1, by_the_rules=True),
    "grey": Habits(asks_from=3, asks_every=3, widens_from=7, widens_by=2, tells_named_from=12),
    "abusive": Habits(tells_from=9, tells_by=15),
}


@dataclass(frozen=True)
class People:
    """Whose numbers does the lender hold?

    Attributes
    ----------
    contacts : int
        Entries of the phone book that the app was allowed to read; 0 if it was not.
    named : int
        Contact persons on the form. They stand in the phone book too and are counted once.
    household, work : int
        How many of the next entries are family at home, and people at work; the first of these is the manager.
    """

    contacts: int
    named: int = 1
    household: int = 3
    work: int = 24

    def __post_init__(self):
        for name, count in vars(self).items():
            whole(name, count, 0)

    @property
    def rings(self) -> np.ndarray:
        """In which ring stands each person? int8 of shape (P,), from the nearest on."""
        size = max(self.contacts, self.named)
        ends = np.cumsum([self.named, self.household, self.work])
        return np.searchsorted(ends, np.arange(size), side="right").astype(np.int8)


@dataclass(frozen=True)
class Steps:
    """What does the borrower do about it?

    Attributes
    ----------
    unreachable : int
        She answers nobody from day 1 to this day; 0 if she answers all along.
    warns : int or None
        The day on which she tells the named contacts, her household and her workplace herself.
    complains : int or None
        The day of the complaint.
    works_after : int
        Days until a complaint stops the contacts with others. Nobody knows it beforehand.
    """

    unreachable: int = 0
    warns: int | None = None
    complains: int | None = None
    works_after: int = 5


@dataclass(frozen=True)
class Exposure:
    """What happened? Arrays over the days 0 to `LAST_DAY`; counts of people and of contacts add up from day 0.

    Attributes
    ----------
    rings : ndarray of int8, shape (P,)
    state : ndarray of int8, shape (days, P)
        NOT_YET, ASKED (to pass on a message) or TOLD (of the debt), as far as it had come on the day.
    warned : ndarray of bool, shape (days, P)
    lost : ndarray of bool, shape (days,)
        Could the borrower not be reached, as the rules mean it?
    reached, told, contacts, lawful, pressure, evidence : ndarray of int, shape (days,)
        People contacted; of them, told; contacts, and those that the rules allow; the index; contacts outside the
        rules that somebody has kept and passed on to the borrower.
    """

    rings: np.ndarray
    state: np.ndarray
    warned: np.ndarray
    lost: np.ndarray
    reached: np.ndarray
    told: np.ndarray
    contacts: np.ndarray
    lawful: np.ndarray
    pressure: np.ndarray
    evidence: np.ndarray

    @property
    def asked(self) -> np.ndarray:
        """How many people were asked to pass on a message, and no more?"""
        return self.reached - self.told

    @property
    def unlawful(self) -> np.ndarray:
        """How many contacts were outside the rules?"""
        return self.contacts - self.lawful


def exposure(
    people: People,
    world: str,
    steps: Steps,
    due: date,
    place: str = "cn",
    lender: str = "micro_loan",
    seed: int = 0,
    keeps: float = 0.1,
) -> Exposure:
    """Who hears of it, from the due date to a month later?

    Parameters
    ----------
    people : People
    world : str
        A key of `WORLDS`.
    steps : Steps
    due : date
        The missed due date; the rules of each day are asked.
    place : {"cn", "us", "gb", "eu"}
        Whose rules. An agency collects, so that those of the United States bind it too.
    lender : str
        As in `may_contact`.
    seed : int
        Draws who is told in which order, who refuses, and who passes on what reached them.
    keeps : float
        The share of people, not warned, who pass on what reached them; those who were warned all do.

    Raises
    ------
    ValueError
        For an unknown world or place, or a count, day or share out of range.
    """
    if world not in WORLDS:
        raise ValueError(f'There is no world "{world}" here; there are {", ".join(WORLDS)}.')
    for name, day in vars(steps).items():
        if day is not None:
            whole(name, day, 0, LAST_DAY)
    share("The share who pass it on", keeps)
    rings = people.rings
    days, size = LAST_DAY + 1, len(rings)
    order = stream(seed, "told").permutation(size)
    luck = {name: stream(seed, name).random(size) for name in ("refuses", "keeps")}
    state = np.zeros((days, size), dtype=np.int8)
    warned = np.zeros((days, size), dtype=bool)
    counts = np.zeros((3, days), dtype=np.int64)  # contacts, lawful, evidence
    told_first = np.zeros(size, dtype=bool)  # heard it from her before from anybody else
    met = np.zeros(size, dtype=bool)
    now = np.zeros(size, dtype=np.int8)
    warned_now = np.zeros(size, dtype=bool)
    pressure = np.zeros(days, dtype=np.int64)
    end = LAST_DAY + 1 if steps.complains is None else steps.complains + steps.works_after
    lost = (np.arange(days) > WORLDS[world].patience) & (np.arange(days) <= steps.unreachable)
    for day in range(days):
        if steps.warns is not None and day >= steps.warns and not warned_now.any():
            warned_now = rings != OTHERS
            told_first = warned_now & (now == NOT_YET)
        if day < end:
            on = due + timedelta(day)
            made = _contacts(
                WORLDS[world], rings, order, now, met, day, bool(lost[day]), day <= steps.unreachable, place, on, lender
            )
            for who, what in made:
                refused = bool(met[who] and luck["refuses"][who] < REFUSES)
                fine = _allowed(
                    place, int(rings[who]), what == TOLD, bool(lost[day]), refused, bool(met[who]), on, lender
                )
                counts[:, day] += (1, fine, not fine and (warned_now[who] or luck["keeps"][who] < keeps))
                met[who], now[who] = True, max(now[who], what)
        state[day], warned[day] = now, warned_now
        pressure[day] = WEIGHT[now][~told_first].sum()
    contacts, lawful, evidence = counts.cumsum(axis=1)
    reached, told = (state > NOT_YET).sum(axis=1), (state == TOLD).sum(axis=1)
    return Exposure(rings, state, warned, lost, reached, told, contacts, lawful, pressure, evidence)


REFUSES = 0.5  # the share of contacts who say that they want no further message


def _contacts(habits, rings, order, now, met, day, lost, silent, place, on, lender) -> Iterator[tuple[int, int]]:
    """(person, ASKED or TOLD) of one day, in the order in which they are made."""
    named = np.flatnonzero(rings == NAMED)
    if habits.by_the_rules:
        open_to = [p for p in named if not met[p] and _allowed(place, NAMED, False, lost, False, False, on, lender)]
        yield from ((p, ASKED) for p in open_to[: 1 if lost else 0])
        return
    if habits.tells_from is not None and day >= habits.tells_from:
        near = [*named, *np.flatnonzero(rings == WORK)[:2]]
        queue = near if day == habits.tells_from else [p for p in order if now[p] != TOLD][: habits.tells_by]
        yield from ((p, TOLD) for p in queue)
    if habits.asks_from is None or day < habits.asks_from:
        return
    if silent and habits.tells_named_from is not None and day >= habits.tells_named_from:
        yield from ((p, TOLD) for p in named if now[p] != TOLD)
    elif (day - habits.asks_from) % habits.asks_every == 0:
        yield from ((p, ASKED) for p in named)
    if silent and habits.widens_from is not None and day >= habits.widens_from:
        closer = [p for p in order if rings[p] in (HOUSEHOLD, WORK) and now[p] == NOT_YET]
        yield from ((p, ASKED) for p in closer[: habits.widens_by])


PERSON = {NAMED: "declared", HOUSEHOLD: "phone_book", WORK: "phone_book", OTHERS: "phone_book"}


@lru_cache(maxsize=4096)
def _allowed(place, ring, told, lost, refused, again, on, lender) -> bool:
    """Do the rules of the place allow this contact on that day?"""
    once = any(
        check.once
        for pack in PACKS.values() if pack.jurisdiction == place
        for check in pack.checks if isinstance(check, ThirdPerson)
    )  # fmt: skip
    if once and again:
        return False
    answer = may_contact(
        place, PERSON[ring], on, lender=lender, by_agency=True, borrower_reachable=not lost, refused=refused
    ).answer
    return answer["may_name_the_debt"] if told else answer["may"] != "no"
