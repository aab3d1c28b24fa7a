"""What should I pay first, and how much do I need a month?

A plan is a list of debts, a monthly budget and an order. The arithmetic is `credit.payoff`; these are its questions in
a borrower's words, for one borrower.
"""

from dataclasses import dataclass, field

import numpy as np

from credit.debts import Kept, Order, Portfolio, Timing
from credit.minimums import Minimum
from credit.money import cents, divide, exact
from credit.payoff import History, Payoff, month_by_month, repay
from credit.rates import Rate, over_common_denominator

STRATEGIES = {"avalanche": Order.AVALANCHE, "snowball": Order.SNOWBALL, "biggest": Order.BIGGEST}


@dataclass(frozen=True)
class Debt:
    """What is owed on one account, what does it bear, and what must be paid on it?

    Attributes
    ----------
    balance : int
        Cents.
    rate : Rate
        Nominal; a month bears rate.monthly.
    minimum : Minimum
        Of an instalment loan the contract payment (share 0); of a card its share and floor.
    monthly_fee, late_fee : int
        Cents; see `credit.debts.Portfolio`.
    """

    balance: int
    rate: Rate
    minimum: Minimum = field(default_factory=Minimum)
    monthly_fee: int = 0
    late_fee: int = 0

    @classmethod
    def of(cls, balance, rate: Rate, minimum=0, monthly_fee=0, late_fee=0) -> "Debt":
        """Which debt is meant by these everyday words?

        Debt.of("6000", per_year("24%"), "600"), or a `Minimum` for a card.
        """
        minimum = minimum if isinstance(minimum, Minimum) else Minimum.of(minimum)
        return cls(cents(balance), rate, minimum, cents(monthly_fee), cents(late_fee))

    def __post_init__(self):
        for name in ("balance", "monthly_fee", "late_fee"):
            if getattr(self, name) < 0:
                raise ValueError(f"A {name.replace('_', ' ')} of {getattr(self, name)} cents is below zero.")


def portfolio(debts) -> Portfolio:
    """Which arrays are these debts? One borrower, shape (1, D)."""
    debts = list(debts)
    if not debts:
        raise ValueError("There is no debt in the list; a plan needs at least 1.")
    shares, share_base = over_common_denominator([exact(d.minimum.share) for d in debts])
    return Portfolio.from_rates(
        [d.balance for d in debts],
        [d.rate.monthly for d in debts],
        floor=[d.minimum.floor for d in debts],
        share=shares,
        share_base=share_base,
        with_interest=[d.minimum.with_interest for d in debts],
        monthly_fee=[d.monthly_fee for d in debts],
        late_fee=[d.late_fee for d in debts],
    )


def budget_of(monthly: int, extra: int = 0, extra_from: int = 1) -> np.ndarray:
    """What is there each month, when an extra comes from a given month on? Cents, shape (1, extra_from)."""
    if extra_from < 1:
        raise ValueError(f"The extra cannot start in month {extra_from}; the first month is 1.")
    if monthly != int(monthly) or extra != int(extra):
        raise ValueError(f"A budget of {monthly} cents and {extra} more has a part of a cent; give whole cents.")
    months = np.full((1, extra_from), monthly, dtype=object if abs(monthly + extra) > 2**60 else np.int64)
    months[0, -1] += extra
    return months


def pay_off(debts, budget: int, order=Order.AVALANCHE, extra: int = 0, extra_from: int = 1, **how) -> Payoff:
    """When am I out of debt, and what does it cost? A batch of one; `pay_off(...).one()` reads it.

    Parameters
    ----------
    debts : sequence of Debt
    budget : int
        Cents a month.
    order : Order or sequence of int
        A fixed order of one's own names each debt of the list once, first paid first.
    extra, extra_from : int
        Cents a month on top, from month `extra_from` on.
    how
        roll_over, timing, kept: as in `credit.payoff.repay`.
    """
    return repay(portfolio(debts), budget_of(budget, extra, extra_from), order, **how)


def minimum_only(debts, **how) -> Payoff:
    """What if only the minimums are ever paid? Each debt on its own; "never" is an answer."""
    return repay(portfolio(debts), None, **how)


def minimums(debts, timing: Timing = Timing.ACCRUE_THEN_PAY) -> int:
    """How much do the minimums of the first month come to? Cents."""
    return int(month_by_month(portfolio(debts), None, months=1, timing=timing).asked.sum())


def month_table(debts, budget: int | None, order=Order.AVALANCHE, months: int | None = None, **how) -> History:
    """What is owed and paid in each month? Until the plan ends unless `months` is told; an endless plan must be told.

    Raises
    ------
    ValueError
        When the plan never ends and `months` is not given.
    """
    p, money = portfolio(debts), None if budget is None else budget_of(budget)
    if months is None:
        months = int(repay(p, money, order, **how).months[0])
        if months < 0:
            raise ValueError("This plan never ends, or not in our time; say how many of its months to show.")
    return month_by_month(p, money, order, months, **how)


def race(debts, budget: int, orders=None, extra: int = 0, extra_from: int = 1, **how) -> dict:
    """Which order is done first, and which is cheapest?

    Parameters
    ----------
    debts, budget, extra, extra_from, how
        As in `pay_off`.
    orders : dict of name to Order or sequence of int, optional
        `STRATEGIES` unless told; add {"loudest": [0, 1, 2, 3]}.

    Returns
    -------
    dict of name to dict
        `Payoff.one` of each.
    """
    orders = STRATEGIES if orders is None else orders
    return {name: pay_off(debts, budget, order, extra, extra_from, **how).one() for name, order in orders.items()}


def lowest_budget(
    debts,
    months: int,
    order=Order.AVALANCHE,
    multiple: int = 1,
    timing: Timing = Timing.ACCRUE_THEN_PAY,
    kept: Kept = Kept.CENTS,
) -> int:
    """How much a month do I need to be out of debt in so many months, with no minimum missed?

    In a fixed order more money is never slower (the month is a monotone function of the balances), so the answer is
    found by narrowing an interval, 64 budgets at a time.

    Parameters
    ----------
    debts : sequence of Debt
    months : int
    order : Order or sequence of int
        Any fixed order; "biggest of the moment" is not one.
    multiple : int, cents
        The answer is a multiple of this: 1_000 for whole tens.
    timing : Timing
    kept : Kept

    Returns
    -------
    int, cents

    Raises
    ------
    ValueError
        When months or multiple is below 1, or the order is not a fixed one.
    """
    if months < 1 or multiple < 1:
        raise ValueError(f"{months} months in steps of {multiple} cents cannot be planned; both start at 1.")
    if order is Order.BIGGEST:
        raise ValueError("The biggest debt of the moment is no fixed order; ask for avalanche, snowball or your own.")
    p = portfolio(debts)
    enough = lambda steps: _done(
        repay(p, np.array([s * multiple for s in steps]), order, timing=timing, kept=kept), months
    )
    owed = sum(d.balance for d in debts)
    low = divide(owed, months * multiple) - 1  # not enough: it does not even return what is owed
    high = max(low, 0) + 1
    while not enough([high])[0]:
        low, high = high, 2 * high
    while high - low > 1:
        steps = sorted({low + (high - low) * k // 65 for k in range(1, 65)} - {low, high} | {(low + high) // 2})
        good = enough(steps)
        high = next((s for s, g in zip(steps, good) if g), high)
        low = max([low, *(s for s, g in zip(steps, good) if not g)])
    return high * multiple


def _done(payoff: Payoff, months: int):
    return payoff.ends & (payoff.months <= months) & ~(payoff.late > 0).any(axis=1)
