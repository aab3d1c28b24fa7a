"""Which of the player's acts made the difference? The same game again, each time with one kind of act left out.

Each tale is a game of its own from the first day on: what the act would have opened later falls away with it. The
differences do not add up, and are not meant to: acts help each other.
"""

from credit.ninety_days import options, retell, start, try_step
from credit.ninety_days_result import Result, result
from credit.ninety_days_state import State
from credit.ninety_days_world import Game, world

LATE_LOOK = 5  # the week in which "look later" opens the app
SHORTCUT = "fixer"
OTHERS = ("update", "tell", "save", "complain", "withdraw", "filter", "ignore", "check")


def kinds(choices) -> tuple[str, ...]:
    """Which kinds of act stand in these weekly choices, in the order of their first use?"""
    return tuple(dict.fromkeys(action.split(":")[0] for week in choices for action in week))


def without(game: Game, choices, *verbs: str) -> State:
    """How would it have ended had these kinds of act been left out?"""
    return retell(game, [[a for a in week if a.split(":")[0] not in verbs] for week in choices])[0]


def not_in_writing(game: Game, choices) -> State:
    """How would it have ended had nothing been asked in writing, and so no plan been taken that came of it?"""
    return without(game, choices, "write", "accept")


def looked_later(game: Game, choices, weeks: int = LATE_LOOK - 1) -> State:
    """How would it have ended had the same begun some weeks later, after weeks of nothing?"""
    return retell(game, [()] * weeks + list(choices)[: len(choices) - weeks])[0]


def shortcut(game: Game) -> str:
    """Which message of this game sells the paid shortcut? Its id."""
    return next(m.id for m in world(game).messages if m.kind == SHORTCUT)


def took_the_shortcut(game: Game, choices) -> State:
    """How would it have ended had the fixer been paid in the first week after the advert, before all else?"""
    state, done = start(game), False
    name = shortcut(game)
    follow, check = f"follow:{name}", f"check:{name}"
    for week in choices:
        wanted = [action for action in week if action not in (follow, check)]
        if not done and follow in options(state):
            wanted, done = [follow, *wanted], True
        state = try_step(state, wanted)[0]
    return state


def ways(state: State) -> dict[str, Result]:
    """How does this game stand, and how would it without each free act in it, one at a time?

    Returns
    -------
    dict
        "played", "looked_later", "not_in_writing", "took_the_shortcut", then other free acts by their verb. What was
        not done in the game cannot be left out of it; what costs money (paying) is not asked.
    """
    game, choices = state.game, state.choices
    used = kinds(choices)
    found = {"played": state}
    if "look" in used:
        found["looked_later"] = looked_later(game, choices)
    if "write" in used:
        found["not_in_writing"] = not_in_writing(game, choices)
    if not any(name == shortcut(game) and how == "followed" for name, how in state.resolved):
        found["took_the_shortcut"] = took_the_shortcut(game, choices)
    found |= {verb: without(game, choices, verb) for verb in OTHERS if verb in used}
    return {name: result(one) for name, one in found.items()}
