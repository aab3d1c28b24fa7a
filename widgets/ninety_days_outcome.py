"""A game of the ninety days as it stands, and what would have been otherwise: what the simulator shows."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from credit.ninety_days import replay, step
from credit.ninety_days_meters import asked, daily, silent, told
from credit.ninety_days_result import compare, result
from credit.ninety_days_text import read
from credit.ninety_days_world import WEEKS, Game, world


@dataclass(frozen=True)
class Outcome:
    """A game after some of its weeks, and what would have been otherwise. Money in cents."""

    values: dict
    game: Game
    states: tuple
    skipped: tuple

    @property
    def state(self):
        return self.states[-1]

    @property
    def day(self) -> int:
        return self.state.day

    @property
    def covered(self) -> bool:
        """Are the meters hidden? A game that was lived to its end is replayed with them open."""
        return self.values["meters"] == "hidden" and not self.state.over and len(read(self.values["kept"])) < WEEKS

    @cached_property
    def result(self):
        return result(self.state)

    @cached_property
    def beside(self) -> dict:
        """This game, one who did nothing, and one who asked on day 3."""
        return compare(self.state)

    def curve(self, meter) -> list[int]:
        return _daily(self.game, self.state.choices)[meter]

    def silent_curve(self, meter) -> list[int]:
        return _daily(self.game, silent(self.game).choices)[meter]

    def asked_curve(self, meter) -> list[int]:
        return _daily(self.game, asked(self.game).choices)[meter]

    @cached_property
    def silent_cost(self) -> int:
        """What does one who did nothing need on day 90 to get up to date?"""
        return result(silent(self.game)).cost_to_get_current

    @cached_property
    def silent_people(self) -> int:
        """How many were told of the debt, where nothing was done?"""
        return result(silent(self.game)).people

    @cached_property
    def asked_days(self) -> int:
        """How many days late is the latest debt of one who asks on day 3?"""
        return result(asked(self.game)).worst_days

    @property
    def offers_early(self) -> int:
        return _offers(self.game, 0)

    @property
    def offers_late(self) -> int:
        """How many plans does a first letter bring after eight silent weeks?"""
        return _offers(self.game, 8)

    @cached_property
    def terms(self) -> tuple[int, int, int]:
        """On which terms does the first debt run: instalments in all, each of them, and their sum?"""
        rows = self.state.accounts[0].open.rows
        return len(rows), rows[0][1], sum(amount for _, amount in rows)

    @property
    def shortcut(self) -> int:
        """What does the debt fixer ask for?"""
        return next(m.asks for m in world(self.game).messages if m.kind == "fixer")


@lru_cache(maxsize=256)
def _daily(game, choices):
    return daily(states_of(game, choices))


def states_of(game, choices):
    return tuple(told(game, choices[:n])[0] for n in range(len(choices) + 1))


@lru_cache(maxsize=64)
def _offers(game, weeks):
    name = game.who.debts[0].id
    after = step(replay(game, [()] * weeks), ("look", f"write:{name}"))
    return sum(o.debt == name for o in after.offers)
