"""Can this household carry the loan when something goes wrong, and what goes wrong first?

A Monte Carlo run: many lives of one household, month by month, each with luck of its own (`credit.chance`). Amounts are
cents and stay whole; only the draws are real numbers. A month, from one due day to the next:

1. the instalment falls due. With pay day after it, only the cash in hand can pay it on the day;
2. on pay day the wage comes in, essentials and the cost of a shock go out;
3. what is due is paid, oldest first and whole instalments only, as far as the cash reaches. What is missed stays due.

Left out: late charges (`credit.lateness` has them), borrowing to cover a gap, and any change of behaviour.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from credit.chance import BLOCK, stream, whole
from credit.household import MONTH_DAYS, NORMAL, Economy, Household


class Cause(Enum):
    """Why was the first instalment missed?

    OVER_COMMITMENT: the plan itself fails: without any shock or swing the cash would not have reached either.
    SHOCK, INCOME: the plan held; since the start shocks (their cost and the wages they took) or, for INCOME, wages
        below the plan took more.
    TIMING: the money came within the month, but after the due day.
    FORGETTING: the money was there.
    """

    OVER_COMMITMENT = "over-commitment"
    SHOCK = "shock"
    INCOME = "income"
    TIMING = "timing"
    FORGETTING = "forgetting"


CAUSES = tuple(Cause)


@dataclass(frozen=True)
class Lives:
    """What became of R lives of M months? Money in cents.

    Attributes
    ----------
    runs, asked : int
        Lives lived and asked for; fewer were lived when the run was stopped.
    first_miss : ndarray of int64, shape (runs,)
        Month (1 to M) of the first instalment not paid on its day; 0 = never.
    cause : ndarray of int64, shape (runs,)
        Index into `CAUSES`; -1 where none was missed.
    worst_days : ndarray of int64, shape (runs,)
        Most days that anything was past due. The last month is followed for 30 days.
    under_water : ndarray of int64, shape (runs,)
        Months that ended with `spare` below zero.
    cash, spare : ndarray of int64, shape (kept, months)
        At the end of each month: money in hand, and the same less what is overdue. Of the first lives only, so that
        a run of a million needs no more memory.
    missed : ndarray of bool, shape (kept, months)
        Something due was not paid on the due day.
    """

    months: int
    runs: int
    asked: int
    first_miss: np.ndarray
    cause: np.ndarray
    worst_days: np.ndarray
    under_water: np.ndarray
    cash: np.ndarray = field(repr=False)
    spare: np.ndarray = field(repr=False)
    missed: np.ndarray = field(repr=False)

    @property
    def chance_of_a_miss(self) -> float:
        """How likely is at least one missed instalment?"""
        return float((self.first_miss > 0).mean())

    @property
    def sampling_error(self) -> float:
        """How far can luck move that chance? One standard error, sqrt(p (1 - p) / runs)."""
        p = self.chance_of_a_miss
        return float(np.sqrt(p * (1 - p) / self.runs))

    def chance_late(self, days: int = 1) -> float:
        """How likely is it ever to be this many days late (1, 30, 90)?"""
        return float((self.worst_days >= days).mean())

    def first_misses(self) -> np.ndarray:
        """In which month does it first go wrong? Share of all lives by month, shape (months,)."""
        return np.bincount(self.first_miss, minlength=self.months + 1)[1:] / self.runs

    def causes(self) -> dict[Cause, float]:
        """What goes wrong first? Shares of the lives with a miss; they add up to 1, or are all 0 without a miss."""
        counts = np.bincount(self.cause[self.cause >= 0], minlength=len(CAUSES))
        return {cause: float(n / max(counts.sum(), 1)) for cause, n in zip(CAUSES, counts)}

    def fan(self, quantiles=(0.05, 0.25, 0.5, 0.75, 0.95), of: str = "spare") -> np.ndarray:
        """Between which lines does the cash run? shape (quantiles, months), each an amount that occurred."""
        return np.quantile(getattr(self, of), quantiles, axis=0, method="inverted_cdf")


Progress = Callable[[int, int], bool | None]


def live(
    household: Household,
    months: int = 12,
    runs: int = 1000,
    seed: int = 7,
    economy: Economy = NORMAL,
    progress: Progress | None = None,
    keep: int = 20_000,
) -> Lives:
    """How often does this household miss an instalment within these months, and why?

    Parameters
    ----------
    household : Household
    months : int
    runs : int
        Lives to live. Life number k is the same whatever the number of runs and months.
    seed : int
        The same seed gives the same luck, whatever else is changed.
    economy : Economy
    progress : callable, optional
        Called as progress(done, asked) after each block of lives; when it returns False the run stops, and what was
        lived until then is the answer.
    keep : int
        Lives whose monthly cash is kept.

    Returns
    -------
    Lives
    """
    whole("The number of months", months, 1, 600)
    whole("The number of runs", runs, 1)
    parts, done = [], 0
    while done < runs:
        part = _block(household, months, seed, done // BLOCK, economy)
        size = min(BLOCK, runs - done)
        paths = min(size, max(keep - done, 0))
        parts.append([a[:size] for a in part[:4]] + [a[:paths] for a in part[4:]])
        done += size
        if progress is not None and progress(done, runs) is False:
            break
    return Lives(months, done, runs, *(np.concatenate(column) for column in zip(*parts)))


def luck(h: Household, months: int, seed: int, block: int = 0, economy: Economy = NORMAL):
    """What is drawn for each life of a block: wages, costs of shocks, wages lost to them, and months that it forgets?

    Four arrays of shape (months, BLOCK); the first three are int64 cents, the last is bool. A wage is what the month
    would pay; what a shock takes of it stands in the third.
    """
    size = (months, BLOCK)
    swing = stream(seed, f"wage {h.spread}", block)
    swings = swing.standard_normal(size) if h.spread == "normal" else swing.uniform(-1, 1, size)
    full = round(h.income * (1 - economy.pay_cut))
    wages = np.maximum(np.rint(full * (1 + h.swing * swings)), 0).astype(np.int64)
    costs, wages_lost = _shocks(h, wages, seed, block, economy)
    forgot = np.zeros(size, bool)
    if h.forgetting and not h.autopay:
        forgot = stream(seed, "forgetting", block).random(size) < h.forgetting
    return wages, costs, wages_lost, forgot


def _block(h: Household, months: int, seed: int, block: int, economy: Economy):
    """One block of lives, always drawn whole so that each life keeps its luck."""
    wages, costs, wages_lost, forgot = luck(h, months, seed, block, economy)
    due = h.due(months)
    total = np.concatenate([[0], due.cumsum()])
    planned = h.buffer - total[1:] + np.arange(1, months + 1) * (h.income - h.essentials)
    cash = np.full(BLOCK, h.buffer, np.int64)
    paid, first, worst, under = (np.zeros(BLOCK, np.int64) for _ in range(4))
    cause = np.full(BLOCK, -1, np.int64)
    by_shock, by_wage = np.zeros(BLOCK, np.int64), np.zeros(BLOCK, np.int64)
    kept = {name: np.empty((BLOCK, months), t) for name, t in (("cash", int), ("spare", int), ("missed", bool))}
    for m in range(months):
        behind, asked = m - paid, total[m + 1] - total[paid]
        late_before = asked > due[m]
        in_time = (cash >= asked) & ~forgot[m] if h.pay_gap else None
        if h.pay_gap:
            cash, paid = np.where(in_time, cash - asked, cash), np.where(in_time, m + 1, paid)
        cash = cash + wages[m] - wages_lost[m] - h.essentials - costs[m]
        by_shock += costs[m] + wages_lost[m]
        by_wage += h.income - wages[m]
        enough = cash >= total[m + 1] - total[paid]
        reach = np.searchsorted(total[: m + 2], total[paid] + np.maximum(cash, 0), side="right") - 1
        cash, paid = cash - (total[reach] - total[paid]), np.maximum(reach, paid)
        if not h.pay_gap:
            in_time = enough & ~forgot[m]
        missed = ~in_time & (asked > 0)
        waited = np.where(missed, np.maximum(h.pay_gap, np.where(forgot[m], h.noticed_after, 0)), 0)
        worst = np.maximum(worst, np.where(late_before | missed, MONTH_DAYS * behind + waited, 0))
        new = missed & (first == 0)
        if new.any():
            why = np.where(by_shock >= by_wage, CAUSES.index(Cause.SHOCK), CAUSES.index(Cause.INCOME))
            if planned[m] < 0:
                why = np.full(BLOCK, CAUSES.index(Cause.OVER_COMMITMENT))
            met_late = Cause.TIMING if h.pay_gap else Cause.FORGETTING
            why = np.where(enough, CAUSES.index(met_late), why)
            why = np.where(enough & forgot[m], CAUSES.index(Cause.FORGETTING), why)
            cause, first = np.where(new, why, cause), np.where(new, m + 1, first)
        spare = cash - (total[m + 1] - total[paid])
        under += spare < 0
        kept["cash"][:, m], kept["spare"][:, m], kept["missed"][:, m] = cash, spare, missed
    left = total[-1] > total[paid]
    worst = np.maximum(worst, np.where(left, MONTH_DAYS * (months - paid), 0))
    return first, cause, worst, under, kept["cash"], kept["spare"], kept["missed"]


def _shocks(h: Household, wages, seed: int, block: int, economy: Economy):
    """Costs and wages lost to shocks, both (months, BLOCK), cents."""
    costs, lost = np.zeros_like(wages), np.zeros(wages.shape)
    for shock in h.shocks:
        begins = stream(seed, f"shock {shock.name}", block).random(wages.shape) < shock.chance * economy.shock_times
        if shock.most:
            size = stream(seed, f"size {shock.name}", block).random(wages.shape)
            amount = shock.least + np.floor(size * (shock.most - shock.least + 1)).astype(np.int64)
            costs += np.where(begins, amount, 0)
        for later in range(shock.months if shock.income_lost else 0):
            struck = begins[: len(wages) - later]
            lost[later:] = np.maximum(lost[later:], np.where(struck, shock.income_lost, 0))
    return costs, np.rint(wages * lost).astype(np.int64)
