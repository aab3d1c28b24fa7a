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


def took_the_shortcut(game: Game, choices) -> State:
    """How would it have ended had the fixer been paid in the first week after the advert, before all else?"""
    state, done = start(game), False
    name = next(m.id for m in world(game).messages if m.kind == SHORTCUT)
    follow, check = f"follow:{name}", f"check:{name}"
    for week in choices:
        wanted = [action for action in week if action not in (follow, check)]
        if not done and follow in options(state):
            wanted, done = [follow, *wanted], True
        state = try_step(state, wanted)[0]
    return state


def worth(state: State) -> dict[str, Result]:
    """How would this game stand without each kind of act in it? By verb."""
    return {verb: result(without(state.game, state.choices, verb)) for verb in kinds(state.choices)}
