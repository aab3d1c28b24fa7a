"""When are several debts paid off, and what do they cost until then - or do they never end?

One month, in one of two named timings: interest is added to every debt, every minimum is paid, and all that is left
of the budget goes to the debts in the chosen order and spills over to the next. Freed minimums stay in the budget.
The months themselves, and the proof behind "never", are in `credit.months` and `credit.verdict`.
"""

from dataclasses import dataclass, fields

import numpy as np

from credit.debts import Kept, Order, Portfolio, Timing, priorities
from credit.verdict import NEVER, TOO_LONG, Verdict


@dataclass(frozen=True)
class Payoff:
    """When is each plan done, and what has it cost? Arrays of B plans and D debts; money in cents.

    `NEVER` (-1) stands in `months`, in the costs, and in `cleared` of the debts still open, where a plan never ends;
    `TOO_LONG` (-2) where it is not proved endless but not done within 100,000 months either.

    Attributes
    ----------
    months : ndarray of int64, shape (B,)
        Months until the last debt is cleared; 0 when nothing was owed.
    total_interest, total_fees : ndarray of int, shape (B,)
    interest, fees : ndarray of int, shape (B, D)
    cleared : ndarray of int64, shape (B, D)
        Month in which each debt is cleared; 0 when it owed nothing.
    late : ndarray of int64, shape (B, D)
        First month in which the budget does not cover this debt's minimum; 0 when it always does.
    """

    months: np.ndarray
    total_interest: np.ndarray
    total_fees: np.ndarray
    interest: np.ndarray
    fees: np.ndarray
    cleared: np.ndarray
    late: np.ndarray

    @property
    def never(self) -> np.ndarray:
        """Which plans never end? bool, shape (B,)."""
        return self.months == NEVER

    @property
    def ends(self) -> np.ndarray:
        """Which plans end? bool, shape (B,)."""
        return self.months >= 0

    @property
    def cost(self) -> np.ndarray:
        """What do the debts cost on top of what is owed today? interest + fees, shape (B,); NEVER where endless."""
        return np.where(self.ends, self.total_interest + self.total_fees, self.months)

    @property
    def first_cleared(self) -> np.ndarray:
        """Which debt is gone first? Its column, shape (B,); NEVER when none is ever cleared or none was owed."""
        month = np.where(self.cleared > 0, self.cleared, np.iinfo(np.int64).max)
        return np.where((self.cleared > 0).any(axis=1), month.argmin(axis=1), NEVER)

    def one(self, plan: int = 0) -> dict:
        """What did one plan come to, as plain integers and lists? `outcome` is "ends", "never" or "too long"."""
        row = {f.name: getattr(self, f.name)[plan].tolist() for f in fields(self)}
        return {"outcome": {NEVER: "never", TOO_LONG: "too long"}.get(row["months"], "ends")} | row


@dataclass(frozen=True)
class History:
    """What happens in each month? Arrays of T months, B plans and D debts, in cents (float64 when kept unrounded).

    Attributes
    ----------
    balance : ndarray, shape (T + 1, B, D)
        After each month; [0] is the start.
    interest, fees, paid : ndarray, shape (T, B, D)
    asked : ndarray, shape (T, B, D)
        The minimum of each debt in each month.
    """

    balance: np.ndarray
    interest: np.ndarray
    fees: np.ndarray
    paid: np.ndarray
    asked: np.ndarray

    def passes(self, limit: int) -> np.ndarray:
        """In which month does all that is owed first pass this limit (cents)? Shape (B,); NEVER when it does not."""
        above = self.balance.sum(axis=2) > limit
        return np.where(above.any(axis=0), above.argmax(axis=0), NEVER)


def repay(
    portfolio: Portfolio,
    budget=None,
    order=Order.AVALANCHE,
    *,
    roll_over: bool = True,
    timing: Timing = Timing.ACCRUE_THEN_PAY,
    kept: Kept = Kept.CENTS,
    progress=None,
    chunk: int = 4096,
) -> Payoff:
    """When am I out of debt with this budget, and what does it cost until then?

    Parameters
    ----------
    portfolio : Portfolio
        B borrowers, or one whose debts are run under B budgets.
    budget : array_like of int, optional, shape (), (B,) or (B, T), cents
        Money for the debts each month; of T months the last one goes on for ever. None: only the minimums are paid.
        When it does not cover the minimums they are served in the chosen order (BIGGEST: largest at the start first)
        and `late` names the debts that fall short; what is missing stays in the balance.
    order : Order, or array_like of int
        See `priorities`.
    roll_over : bool
        True: what a cleared debt no longer asks for stays in the budget. False: it leaves; each month pays its
        minimums and the same extra as in month 1.
    timing : Timing
    kept : Kept
    progress : callable, optional
        Called as progress(done, of) after each chunk; when it returns False the run stops, and the result holds the
        plans done so far.
    chunk : int
        Plans worked on at a time; memory does not grow with B beyond the result.

    Returns
    -------
    Payoff

    Raises
    ------
    ValueError
        When the budget is below zero.
    """
    run = _Run(portfolio, budget, order, roll_over, timing, kept)
    parts, done = [], 0
    while done < run.size or not parts:
        upto = min(done + chunk, run.size)
        parts.append(Payoff(*run.chunk(slice(done, upto)).to_the_end()))
        done = upto
        if progress is not None and progress(done, run.size) is False:
            break
    return Payoff(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Payoff)})


def month_by_month(
    portfolio: Portfolio,
    budget=None,
    order=Order.AVALANCHE,
    months: int = 12,
    *,
    roll_over: bool = True,
    timing: Timing = Timing.ACCRUE_THEN_PAY,
    kept: Kept = Kept.CENTS,
) -> History:
    """What is owed and paid in each of the first months? Parameters as in `repay`; endless plans have months too."""
    run = _Run(portfolio, budget, order, roll_over, timing, kept)
    return History(*run.chunk(slice(0, run.size)).record(months))


class _Run:
    """The question, checked and broadcast: B plans, each with its debts, budget and order."""

    def __init__(self, portfolio, budget, order, roll_over, timing, kept):
        self.portfolio, self.roll_over, self.timing, self.kept = portfolio, roll_over, timing, kept
        self.biggest = order is Order.BIGGEST
        self.budget = None if budget is None else _budget(budget)
        self.priority = priorities(portfolio, order)
        sizes = {len(portfolio.balance), len(self.priority), 1 if self.budget is None else len(self.budget)} - {1}
        if len(sizes) > 1:
            raise ValueError(f"The debts, budgets and orders are for {sorted(sizes)} plans; give one number of plans.")
        self.size = sizes.pop() if sizes else 1

    def chunk(self, rows):
        return Verdict(self, rows)

    def cut(self, array, rows):
        """Rows of a (B, D) array, debts in order of payment, as (D, n)."""
        wide = np.broadcast_to(array, (self.size, array.shape[1]))[rows]
        if not array.any():
            return np.zeros(wide.shape[::-1], array.dtype)
        order = np.broadcast_to(self.priority, wide.shape if len(self.priority) == 1 else self.priority.shape)
        order = order if len(self.priority) == 1 else order[rows]
        return np.ascontiguousarray(np.take_along_axis(wide, order, axis=1).T)


def _budget(budget):
    budget = np.asarray(budget)
    if budget.dtype.kind not in "iuO":
        raise ValueError(f"The budget must be whole cents, not {budget.dtype}.")
    budget = budget.reshape(-1, 1) if budget.ndim < 2 else budget
    if budget.size and budget.min() < 0:
        raise ValueError(f"A budget of {budget.min()} cents is below zero; it starts at 0.")
    return budget
