"""What happens in ninety days, decision by decision? The capstone's world as a pure state machine.

    state = start(Game(borrower="A", seed=7))
    options(state)                      the actions open this week, by stable id
    state = step(state, ("look", "write:boat", "pay:boat:current"))
    ...                                 thirteen decisions, on days 3, 10, ..., 87; the game ends on day 90

Today's amounts and the official number stand in the app: paying, asking and rolling over are open once it was opened
("look"), also when that is an earlier action of the same week.

An action id is a verb and what it is about, joined by ":". Effects go through the engines: money through the ledgers
of `credit.lateness`, contact through the queue of `credit.queue`, luck through the seed. The same game and the same
choices always end the same way, so a game is saved as its choices and resumed by replaying them.

    pay:<debt>:current | next | <cents>      what is overdue, or that and the next instalment; never more than the cash
    autopay:<debt>, manual:<debt>            pay on the due day by itself, or no longer
    look, update                             open the app and read; give lenders a number that works
    call:<debt>, write:<debt>                ask for offers, spoken or in writing
    call:<debt>:<cents>, write:...           and name what can be paid a month
    accept:<offer>, refuse:<offer>           a plan
    roll:<debt>                              buy a month for the interest
    answer, ignore, filter                   how the phone is used from now on
    withdraw, grant                          what the app may read
    tell, save                               a person trusted; screenshots of the last two weeks
    complain:<debt>                          with saved evidence of a breach
    check:<message>, follow:<message>        ask at the official number, or do what the message says
"""

import json
from dataclasses import asdict, replace

from credit.money import exact
from credit.ninety_days_account import opened
from credit.ninety_days_cast import MOST, Own
from credit.ninety_days_state import State, fresh_contacts, unnamed_breaches
from credit.ninety_days_turn import act, live, shows
from credit.ninety_days_world import DAYS, FIRST_DECISION, WEEKS, Game

FORMAT = "due-course-ninety-days"


def start(game: Game) -> State:
    """How does the game begin? The state before the first decision."""
    who = game.who
    cash = who.cash * (4 - game.difficulty) // 2
    state = State(
        game, 0, (), cash, tuple(opened(d) for d in who.debts), who.reachable, permission=who.contacts > 1
    )  # fmt: skip
    return live(state, FIRST_DECISION - 1)


def options(state: State, chosen=()) -> tuple[str, ...]:
    """What can be done this week? Ids; any set of them up to `state.actions` is a choice, and so is nothing.

    `chosen` are the week's earlier actions: looking opens more.
    """
    if state.over:
        return ()
    if not state.looked and any(shows(state, action) for action in chosen):
        state = replace(state, looked=True)
    today, found = state.day + 1, []  # the day of the decision: what falls due on it can be paid on it
    for account in state.accounts:
        if not state.looked:
            break
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
    found += [f"complain:{a.debt.id}" for a in state.accounts if unnamed_breaches(state, a.debt.id)]
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
    choice = tuple(choice)
    if state.over:
        raise ValueError(f"The game ended on day {DAYS}; start a new one.")
    if len(choice) > state.actions:
        raise ValueError(f"{len(choice)} actions are too many; this week has room for {state.actions}.")
    if len(set(choice)) < len(choice):
        raise ValueError(f"An action is named twice in {', '.join(choice)}; each can be done once a week.")
    for n, action in enumerate(choice):
        open_ = options(state, choice[:n])
        if action not in open_ and not _names_an_amount(state, action, open_):
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


def retell(game: Game, choices) -> tuple[State, tuple[str, ...]]:
    """How would these choices have gone in another game, or with some left out? What is not open is skipped.

    Returns
    -------
    State
    tuple of str
        The actions that were skipped.
    """
    state, skipped = start(game), ()
    for choice in list(choices)[:WEEKS]:
        state, more = try_step(state, choice)
        skipped += more
    return state, skipped


def try_step(state: State, choice) -> tuple[State, tuple[str, ...]]:
    """What is the state after as much of this choice as is open, and what was skipped?"""
    taken, skipped = [], []
    for action in choice:
        open_ = options(state, taken)
        can = action in open_ or _names_an_amount(state, action, open_)
        (taken if can and action not in taken and len(taken) < state.actions else skipped).append(action)
    return step(state, taken), tuple(skipped)


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
            }
            | ({"own": asdict(game.own)} if game.own else {}),
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
        own = data["game"].get("own")
        game = Game(**data["game"] | ({"own": Own(**own)} if own else {}))
        choices = [tuple(choice) for choice in data["choices"]]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"This is not a kept game ({error}); use a file that the game wrote.") from None
    return replay(game, choices)


def _names_an_amount(state: State, action: str, open_) -> bool:
    """Is it pay:<debt>:<cents> within the cash and what can be paid, or an open call or letter that names a sum?"""
    verb, *about = action.split(":")
    if len(about) != 2 or not about[1].isascii() or not about[1].isdigit():
        return False
    amount = exact(about[1])
    if verb in ("call", "write"):
        return f"{verb}:{about[0]}" in open_ and 1 <= amount <= MOST
    if verb != "pay" or f"manual:{about[0]}" not in open_ and f"autopay:{about[0]}" not in open_:
        return False
    return 1 <= amount <= min(state.cash, state.account(about[0]).payable(state.day + 1))
