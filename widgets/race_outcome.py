"""What comes out of the payoff race: the lanes, what more money does, the covered gap, one new loan."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from credit.debts import Order
from credit.lanes import Lane, cost_of_budgets, finish_line, lanes, one_loan, one_loan_with
from credit.money import cents
from credit.optimum import Optimum, Proof
from credit.plans import minimums
from credit.rates import per_year
from credit.spiral import borrow_to_cover, months_until
from widgets.debt_table import OWN, prepared
from widgets.race_terms import AVALANCHE, CUSTOM, MINIMUM, MONEY, RACE, TAKEN, orders_of

AHEAD = 600  # months that new loans are followed
POINTS = 41  # sums a month on the curve of what more money does
STEP = 10_000  # cents: what "a little more" means
LONGEST_SEARCH = 120  # months of a plan up to which the best of all plans is looked for


@lru_cache(maxsize=128)
def _lanes(debts, budget, extra, extra_from, roll_over, limit):
    plain = tuple(one.debt for one in debts)
    how = {"extra": extra, "extra_from": extra_from, "roll_over": roll_over, "limit": limit}
    return lanes(plain, budget, orders_of(debts) if budget is not None else {MINIMUM: Order.AVALANCHE}, **how)


@lru_cache(maxsize=128)
def _finish(debts, budget, extra, extra_from):
    return finish_line([one.debt for one in debts], budget, extra, extra_from)


@lru_cache(maxsize=32)
def _curves(debts, low, high, roll_over):
    plain, budgets = [one.debt for one in debts], np.linspace(low, high, POINTS).astype(int)
    return budgets, cost_of_budgets(plain, budgets, orders_of(debts), roll_over)


@lru_cache(maxsize=32)
def _covered(gap, rate, fee):
    return borrow_to_cover(gap, per_year(f"{rate}%"), f"{fee}%", AHEAD)


@lru_cache(maxsize=64)
def _one_loan(debts, rate, term, fee, taken, budget, extra, extra_from):
    plain, rate = [one.debt for one in debts], per_year(f"{rate}%")
    loan, agreed = one_loan(plain, rate, term, f"{fee}%", taken)
    return loan, agreed, one_loan_with(loan, rate, budget, extra, extra_from)


@dataclass(frozen=True)
class Outcome:
    """The debts and the plan under these values; every figure is worked out when it is asked for. Money in cents."""

    values: dict
    debts: tuple
    found: object = None  # an `Optimum` that was searched for

    def names(self, code: str) -> list[str]:
        """What the debts are called in this language."""
        whose = self.values["whose"]
        return [one.name for one in (self.debts if whose == OWN else prepared(whose, code))]

    @cached_property
    def money(self):
        """Budget, extra and its first month; the curve of more money knows no extra."""
        budget, extra = cents(self.values["budget"]), cents(self.values["extra"])
        return (budget, 0, 1) if self.view == MONEY or not extra else (budget, extra, self.values["extra_from"])

    @property
    def order(self):
        return self.values["order"]

    @property
    def view(self):
        return self.values["view"]

    @property
    def limit(self):
        return cents(self.values["limit"])

    @cached_property
    def all_lanes(self) -> dict[str, Lane]:
        """Every order and, last, the minimums alone."""
        roll_over = self.values["roll_over"] == "on"
        found = dict(_lanes(self.debts, *self.money, roll_over, self.limit))
        if self.order == MINIMUM:
            found |= _lanes(self.debts, None, 0, 1, True, self.limit)
        return found

    @cached_property
    def lanes(self) -> dict[str, Lane]:
        """The lanes of the race: the four orders, and one's own or the minimums where they are chosen."""
        names = list(self.all_lanes) if len(self.debts) > 1 else [AVALANCHE, MINIMUM]
        return {
            name: self.all_lanes[name]
            for name in names
            if name in self.all_lanes and (name != CUSTOM or self.order == CUSTOM)
        }

    @property
    def lane(self) -> Lane:
        """The lane of the chosen order."""
        return self.all_lanes[self.order]

    @property
    def best(self) -> Lane | None:
        """The proved best of all plans with this money; None where nothing is proved by a theorem."""
        return _finish(self.debts, *self.money)

    @property
    def finish(self) -> Lane | Optimum | None:
        """The line that no plan with this money can pass: by the theorem, or because it was searched for."""
        searched = self.found is not None and self.found.proof is Proof.SOLVER
        return self.found if searched else self.best

    @cached_property
    def raced(self) -> dict[str, Lane]:
        """The lanes that are orders."""
        return {name: lane for name, lane in self.lanes.items() if name != MINIMUM}

    @property
    def all_end(self) -> bool:
        return all(lane.ends for lane in self.raced.values())

    @property
    def order_saves(self):
        """What the cheapest order saves against the dearest; 0 where one never ends."""
        costs = [lane.cost for lane in self.raced.values()]
        return max(costs) - min(costs) if self.all_end else 0

    @property
    def cost(self):
        return self.lane.cost

    @property
    def months(self):
        return self.lane.months

    @property
    def ending(self):
        """0: never; 1: within 5 years; 2: within 10; 3: later."""
        if not self.lane.ends:
            return 0
        return 1 if self.months <= 60 else 2 if self.months <= 120 else 3

    @cached_property
    def minimums(self):
        """What all minimums of the first month come to."""
        return minimums([one.debt for one in self.debts])

    @cached_property
    def owed(self):
        return sum(one.debt.balance for one in self.debts)

    @property
    def fees(self) -> bool:
        """Does any debt charge fees, so that no theorem names the best order?"""
        return any(one.debt.monthly_fee or one.debt.late_fee for one in self.debts)

    @property
    def searchable(self) -> bool:
        """Can the best of all plans be looked for, and is it not known already?"""
        ends = [lane.months for lane in self.raced.values() if lane.ends]
        short = bool(ends) and min(ends) <= LONGEST_SEARCH
        return self.view == RACE and self.fees and not self.money[1] and self.order != MINIMUM and short

    # What more money does

    @cached_property
    def curves(self):
        """Sums a month from the least that makes sense to three times as much, and each order's cost."""
        low = max(self.minimums, self.lane.first_interest * 5 // 4, 10_000)
        low = -(-low // STEP) * STEP
        high = max(3 * low, -(-self.money[0] * 11 // 10 // 100_000) * 100_000)
        return _curves(self.debts, low, high, self.values["roll_over"] == "on")

    @cached_property
    def step_saves(self):
        """What a hundred yuan more a month saves; 0 where there is no end yet."""
        if self.order == MINIMUM or not self.lane.ends:
            return 0
        budget, extra, start = self.money
        more = _lanes(self.debts, budget + STEP, extra, start, self.values["roll_over"] == "on", self.limit)
        return self.cost - more[self.order].cost

    # A gap covered by new loans

    @cached_property
    def covered(self) -> list[int]:
        """What is owed after each month."""
        v = self.values
        return _covered(cents(v["gap"]), v["new_rate"], v["new_fee"])

    @property
    def ahead(self):
        return self.values["ahead"]

    @property
    def gaps(self):
        """All that was missing, without any interest."""
        return cents(self.values["gap"]) * self.ahead

    @property
    def covered_owed(self):
        return self.covered[self.ahead]

    @property
    def covered_cost(self):
        return self.covered_owed - self.gaps

    @property
    def covered_step(self):
        """What the last month added."""
        return self.covered[self.ahead] - self.covered[self.ahead - 1]

    @property
    def covered_passes(self):
        return months_until(self.covered, self.limit)

    # One new loan

    @cached_property
    def one(self):
        """The new loan, its lane as agreed, and its lane with the same money a month."""
        v = self.values
        return _one_loan(
            self.debts, v["one_rate"], v["one_term"], v["one_fee"], TAKEN[v["fee_taken"]], *self.money
        )  # fmt: skip

    @property
    def one_cost(self):
        return self.one[1].cost

    @property
    def one_payment(self):
        return int(self.one[0].payments[0])
