"""Where does the game of ninety days stand, and what lies on the table?"""

from dataclasses import dataclass

from credit.ninety_days_account import Account, Offer
from credit.ninety_days_world import DAYS, Game, Message, world

MOST_ACTIONS = 3
TIRED = 20  # below this energy a week has room for one action less


@dataclass(frozen=True)
class Contact:
    """Who was contacted about which debt, and was a line crossed? `breach`: None, night, threat or third_party."""

    day: int
    debt: str
    channel: str
    breach: str | None = None


@dataclass(frozen=True)
class State:
    """Where does the game stand at the end of `day`? Cents.

    Attributes
    ----------
    game : Game
    day : int
        The last day lived: 2 before the first decision, 90 at the end.
    choices : tuple of tuple of str
        What was done in each week so far.
    cash, unmet : int
        In hand; and essentials and costs that there was no money for, so far.
    earned, spent, lost : int
        Wages so far; essentials and shock paid; money given to tricksters and fixers.
    energy : int
        0 to 100. `strain`: sum of (100 - energy) over the days lived.
    phone : {"answer", "ignore", "filter"}
    reachable, permission, told, looked : bool
        Lenders have a working number; the app may read all contacts; somebody trusted knows; the app was opened.
    people : int
        Others who were told of the debt.
    accounts : tuple of Account
    offers : tuple of Offer
        Open ones.
    contacts : tuple of Contact
    saved, complained : tuple of int
        Indices of contacts with evidence, and of those that a complaint named.
    resolved : tuple of (str, str)
        Messages dealt with: checked, followed or filtered.
    """

    game: Game
    day: int
    choices: tuple[tuple[str, ...], ...]
    cash: int
    accounts: tuple[Account, ...]
    reachable: bool
    permission: bool
    unmet: int = 0
    earned: int = 0
    spent: int = 0
    lost: int = 0
    energy: int = 70
    strain: int = 0
    phone: str = "answer"
    told: bool = False
    looked: bool = False
    people: int = 0
    offers: tuple[Offer, ...] = ()
    contacts: tuple[Contact, ...] = ()
    saved: tuple[int, ...] = ()
    complained: tuple[int, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()

    @property
    def over(self) -> bool:
        """Is it day 90?"""
        return self.day >= DAYS

    @property
    def week(self) -> int:
        """Which week is to be decided, 1 to 13? 14 when the game is over."""
        return len(self.choices) + 1

    @property
    def actions(self) -> int:
        """How many actions has this week room for?"""
        return 0 if self.over else MOST_ACTIONS - (self.energy < TIRED)

    @property
    def mail(self) -> tuple[Message, ...]:
        """Which messages lie there, not yet dealt with?"""
        done = {name for name, _ in self.resolved}
        return tuple(m for m in world(self.game).messages if m.day <= self.day and m.id not in done)

    def account(self, debt: str) -> Account:
        """How does this debt stand?"""
        return next(a for a in self.accounts if a.debt.id == debt)


def fresh_contacts(state: State) -> tuple[int, ...]:
    """Which contacts of the last fourteen days are still on the phone and not yet saved? Indices."""
    return tuple(
        i for i, c in enumerate(state.contacts) if c.day > state.day - 14 and i not in state.saved
    )  # fmt: skip


def unnamed_breaches(state: State, debt: str) -> tuple[int, ...]:
    """Of which breaches by this lender is there evidence that no complaint has named yet? Indices."""
    return tuple(
        i for i in state.saved
        if state.contacts[i].debt == debt and state.contacts[i].breach and i not in state.complained
    )  # fmt: skip
