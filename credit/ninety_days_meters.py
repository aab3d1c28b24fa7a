"""What did the three hidden meters say, day by day? To get up to date, the worst mark, and stress."""

from functools import lru_cache

from credit.ninety_days import start, try_step
from credit.ninety_days_result import called_on_day_3, did_nothing, mark
from credit.ninety_days_state import State
from credit.ninety_days_turn import act, live
from credit.ninety_days_world import Game

METERS = ("cost", "mark", "stress")


@lru_cache(maxsize=256)
def told(game: Game, choices: tuple) -> tuple[State, tuple[str, ...]]:
    """What is the state after these weeks, and what was skipped? A week more costs one step."""
    if not choices:
        return start(game), ()
    before, skipped = told(game, choices[:-1])
    after, more = try_step(before, choices[-1])
    return after, skipped + more


@lru_cache(maxsize=64)
def silent(game: Game) -> State:
    """How does it end for one who does nothing?"""
    return did_nothing(game)


@lru_cache(maxsize=64)
def asked(game: Game) -> State:
    """And for one who looks and asks on day 3?"""
    return called_on_day_3(game)


def daily(states) -> dict[str, list[int]]:
    """What do the meters show on each day from 0 to the day of the last of these states? Cents, marks, 0 to 100.

    Stress is a matter of each day; it is lived again between two decisions.
    """
    last, cost, marks, stress, worst = states[-1], [], [], [], 0
    energy = dict.fromkeys(range(states[0].day + 1), states[0].energy) | dict(_energies(states))
    for day in range(last.day + 1):
        then = [_then(account, day) for account in last.accounts]  # ledgers know every day, not only the last
        worst = max(worst, *(now["days_past_due"] for now in then))
        cost.append(sum(now["cost_to_get_current"] for now in then))
        marks.append(mark(worst, last.game.jurisdiction))
        stress.append(100 - energy[day])
    return dict(zip(METERS, (cost, marks, stress)))


def _then(account, day):
    """The account on that day, under the terms of then."""
    return next(s for s in reversed(account.segments) if s.opened <= day).at(day)


def _energies(states):
    for before, after in zip(states, states[1:]):
        state = before
        for action in after.choices[-1]:
            state = act(state, action)
        for day in range(before.day + 1, after.day + 1):
            state = live(state, day)
            yield day, state.energy
