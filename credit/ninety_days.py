"""What happens in ninety days, decision by decision? The capstone's world as a pure state machine.

    state = start(Game(borrower="A", seed=7))
    options(state)                      the actions open this week, by stable id
    state = step(state, ("look", "write:boat", "pay:boat:current"))
    ...                                 thirteen decisions, on days 3, 10, ..., 87; the game ends on day 90

An action id is a verb and what it is about, joined by ":". Effects go through the engines: money through the ledgers
of `credit.lateness`, contact through the queue of `credit.queue`, luck through the seed. The same game and the same
choices always end the same way, so a game is saved as its choices and resumed by replaying them.

    pay:<debt>:current | next | <cents>      what is overdue, or that and the next instalment; never more than the cash
    autopay:<debt>, manual:<debt>            pay on the due day by itself, or no longer
    look, update                             open the app and read; give lenders a number that works
    call:<debt>, write:<debt>                ask for offers, spoken or in writing
    accept:<offer>, refuse:<offer>           a plan
    roll:<debt>                              buy a month for the interest
    answer, ignore, filter                   how the phone is used from now on
    withdraw, grant                          what the app may read
    tell, save                               a person trusted; screenshots of the last two weeks
    complain:<debt>                          with saved evidence of a breach
    check:<message>, follow:<message>        ask at the official number, or do what the message says
"""

import json
from dataclasses import dataclass, replace

from credit.money import exact
from credit.ninety_days_account import Account, Offer, opened
from credit.ninety_days_world import DAYS, FIRST_DECISION, WEEKS, Game, Message, world

MOST_ACTIONS = 3
TIRED = 20  # below this energy a week has room for one action less
FORMAT = "due-course-ninety-days"


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


def start(game: Game) -> State:
    """How does the game begin? The state before the first decision."""
    from credit.ninety_days_turn import live

    who = game.who
    cash = who.cash * (4 - game.difficulty) // 2
    state = State(
        game, 0, (), cash, tuple(opened(d) for d in who.debts), who.reachable, permission=who.contacts > 1
    )  # fmt: skip
    return live(state, FIRST_DECISION - 1)


def options(state: State) -> tuple[str, ...]:
    """What can be done this week? Ids; any set of them up to `state.actions` is a choice, and so is nothing."""
    if state.over:
        return ()
    today, found = state.day, []
    for account in state.accounts:
        name, now = account.debt.id, account.at(today)
        after = account.next_due(today)
        if state.cash and now["cost_to_get_current"]:
            found.append(f"pay:{name}:current")
        if state.cash and after and account.payable(today) > now["cost_to_get_current"]:
            found.append(f"pay:{name}:next")
        if now["cost_to_get_current"] or after:
            found.append(f"manual:{name}" if account.autopay else f"autopay:{name}")
            found += [f"call:{name}", f"write:{name}"]
        cost = account.can_roll(today)
        if cost is not None and cost <= state.cash:
            found.append(f"roll:{name}")
        if _breaches(state, name):
            found.append(f"complain:{name}")
    found += [f"{verb}:{o.id}" for o in state.offers for verb in ("accept", "refuse")]
    found += [f"{verb}:{m.id}" for m in state.mail for verb in ("check", "follow")]
    found += [mode for mode in ("answer", "ignore", "filter") if mode != state.phone]
    found.append("withdraw" if state.permission else "grant")
    found += ["look"] + ["update"] * (not state.reachable) + ["tell"] * (not state.told)
    if fresh_contacts(state):
        found.append("save")
    return tuple(found)


def step(state: State, choice=()) -> State:
    """What is the state after this week's choice? The old state is untouched.

    Parameters
    ----------
    state : State
    choice : iterable of str
        Action ids, carried out in this order on the week's day of decision; () does nothing.

    Raises
    ------
    ValueError
        When the game is over, an action is not open this week, is named twice, or there are too many.
    """
    from credit.ninety_days_turn import act, live

    choice = tuple(choice)
    if state.over:
        raise ValueError(f"The game ended on day {DAYS}; start a new one.")
    if len(choice) > state.actions:
        raise ValueError(f"{len(choice)} actions are too many; this week has room for {state.actions}.")
    if len(set(choice)) < len(choice):
        raise ValueError(f"An action is named twice in {', '.join(choice)}; each can be done once a week.")
    open_ = options(state)
    for action in choice:
        if action not in open_ and not _pays_an_amount(state, action):
            raise ValueError(f'"{action}" is not open in week {state.week}; open are {", ".join(open_)}.')
    after = replace(state, choices=(*state.choices, choice))
    for action in choice:
        after = act(after, action)
    last = DAYS if len(after.choices) == WEEKS else FIRST_DECISION - 1 + 7 * len(after.choices)
    return live(after, last)


def replay(game: Game, choices) -> State:
    """How does this game stand after these weekly choices?"""
    state = start(game)
    for choice in choices:
        state = step(state, choice)
    return state


def history(game: Game, choices) -> tuple[State, ...]:
    """And after each of them, from the start on? For the strip that is replayed with its meters shown."""
    states = [start(game)]
    for choice in choices:
        states.append(step(states[-1], choice))
    return tuple(states)


def save(state: State) -> str:
    """How is the game kept? JSON: the game and its choices, nothing else."""
    game = state.game
    return json.dumps(
        {
            "format": FORMAT,
            "version": 1,
            "game": {
                "borrower": game.borrower,
                "difficulty": game.difficulty,
                "seed": game.seed,
                "jurisdiction": game.jurisdiction,
            },
            "choices": [list(choice) for choice in state.choices],
        }
    )


def resume(text: str) -> State:
    """How does the kept game stand?

    Raises
    ------
    ValueError
        When the text is no kept game, or its choices were not open.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or data["version"] != 1:
            raise KeyError("format")
        game, choices = Game(**data["game"]), [tuple(choice) for choice in data["choices"]]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"This is not a kept game ({error}); use a file that the game wrote.") from None
    return replay(game, choices)


def fresh_contacts(state: State) -> tuple[int, ...]:
    """Which contacts of the last fourteen days are still on the phone and not yet saved? Indices."""
    return tuple(
        i for i, c in enumerate(state.contacts) if c.day > state.day - 14 and i not in state.saved
    )  # fmt: skip


def _breaches(state: State, debt: str) -> tuple[int, ...]:
    """Saved evidence of breaches that no complaint has named yet."""
    return tuple(
        i for i in state.saved
        if state.contacts[i].debt == debt and state.contacts[i].breach and i not in state.complained
    )  # fmt: skip


def _pays_an_amount(state: State, action: str) -> bool:
    """Is it pay:<debt>:<cents> within the cash and what can be paid?"""
    parts = action.split(":")
    if len(parts) != 3 or parts[0] != "pay" or parts[1] not in (a.debt.id for a in state.accounts):
        return False
    if not parts[2].isascii() or not parts[2].isdigit():
        return False
    return 1 <= exact(parts[2]) <= min(state.cash, state.account(parts[1]).payable(state.day))
