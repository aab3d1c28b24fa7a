"""Does any way of playing the ninety days crash, get stuck or lose a cent? `python -m benchmarks.games [--json]`

Plays random games of the capstone: any borrower, own numbers too, any difficulty, seed and place, each week any of the
open actions in any order, with sums now and then.
Each must end on day 90 after thirteen decisions with every cent accounted for. A failing game is printed with its
choices, so that it can be replayed.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from credit.ninety_days import options, start, step
from credit.ninety_days_cast import CAST, OWN, Own
from credit.ninety_days_plan import plan, rubric
from credit.ninety_days_result import result
from credit.ninety_days_world import DAYS, WEEKS, Game


def some_game(luck: random.Random) -> Game:
    """Any game."""
    borrower, rest = luck.choice([*CAST, OWN]), (luck.randint(1, 3), luck.randrange(1000), luck.choice(["cn", "us"]))
    if borrower != OWN:
        return Game(borrower, *rest)
    debts = [
        (luck.randint(100, 5_000_000), str(luck.randint(0, 36)), luck.randint(1, 60), luck.randint(1, 28))
        for _ in range(luck.randint(1, 3))
    ]
    own = Own(luck.randint(0, 2_000_000), luck.randint(0, 1_000_000), luck.randint(0, 500_000), 8, tuple(debts))
    return Game(OWN, *rest, own)


def with_a_sum(action: str, luck: random.Random) -> str:
    """The action, or every other time that somebody is asked, with a sum that can be kept."""
    asks = action.split(":")[0] in ("call", "write")
    return f"{action}:{luck.randint(1, 200_000)}" if asks and luck.random() < 0.5 else action


def play(number: int) -> dict:
    """One random game, the same for the same number: what went wrong, if anything, and which verbs were used."""
    luck = random.Random(number)
    state, used = start(some_game(luck)), Counter()
    try:
        while not state.over:
            choice = []
            for _ in range(luck.randint(0, state.actions)):
                open_ = [action for action in options(state, choice) if action not in choice]
                if not open_:
                    raise AssertionError(f"nothing can be done in week {state.week}")
                choice.append(with_a_sum(luck.choice(open_), luck))
            choice = list(dict.fromkeys(choice))
            used.update(action.split(":")[0] for action in choice)
            state = step(state, choice)
        if state.day != DAYS or len(state.choices) != WEEKS:
            raise AssertionError(f"ended on day {state.day} after {len(state.choices)} decisions")
        for account in state.accounts:
            t = account.totals(DAYS)
            if t["advanced"] + t["interest"] + t["charges"] != t["paid"] + t["waived"] + t["owed"]:
                raise AssertionError(f"{account.debt.id} loses a cent: {t}")
        if min(state.cash, state.energy, result(state).owed) < 0 or not all(rubric(plan(state), state).values()):
            raise AssertionError("a meter is below zero, or the plan at the end does not hold")
    except Exception as error:
        return {"number": number, "error": f"{type(error).__name__}: {error}", "choices": state.choices, "used": used}
    return {"number": number, "error": None, "used": used}


def main(argv=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--games", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args(argv)
    begun, failed, used = time.perf_counter(), [], Counter()
    with ProcessPoolExecutor(args.workers) as pool:
        for done, game in enumerate(pool.map(play, range(args.games), chunksize=20), 1):
            used.update(game["used"])
            if game["error"]:
                failed.append(game)
            if done % 500 == 0:
                print(f"{done} of {args.games} games, {len(failed)} failed", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - begun
    figures = {
        "games": args.games,
        "failed": len(failed),
        "seconds": round(seconds, 1),
        "games_a_second": round(args.games / seconds, 1),
        "actions": dict(used.most_common()),
    }
    if args.json:
        print(json.dumps(figures | {"failures": [{**g, "used": dict(g["used"])} for g in failed[:10]]}, indent=1))
    else:
        print(f"{args.games} random games in {seconds:.0f} s: {len(failed)} failed")
        print("actions: " + ", ".join(f"{verb} {n}" for verb, n in used.most_common()))
        for game in failed[:10]:
            print(f"game {game['number']}: {game['error']}\n  {game['choices']}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
