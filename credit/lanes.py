"""How do my debts melt under each order of payment, month by month, and which lane is done first?

`credit.payoff` gives the verdict and the cost; here each plan becomes a lane that can be drawn: what is owed after each
month, when each debt is gone, and, where a plan never ends, when what is owed passes a limit. Beside the orders stand
one new loan in place of all the debts, and what another sum a month would cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from credit.debts import Order, priorities
from credit.minimums import Minimum
from credit.money import divide
from credit.payoff import NEVER, month_by_month, repay
from credit.plans import Debt, budget_of, portfolio
from credit.rates import Rate
from credit.spiral import Consolidation, Fee, consolidate

LOOK = 1_200  # months (a hundred years) that are followed of a plan without an end
FIRST_LOOK = 120


@dataclass(frozen=True)
class Lane:
    """What becomes of the debts in one plan? Money in cents.

    Attributes
    ----------
    months : int
        Until the last debt is gone; NEVER, or TOO_LONG (see `credit.payoff.Payoff`).
    cost : int
        Interest and fees until then; NEVER or TOO_LONG as the months.
    interest, fees : int
    cleared : tuple of int
        The month in which each debt is gone; NEVER for those that stay.
    late : tuple of int
        The first month in which the money does not cover a debt's minimum; 0 when it always does.
    balance : ndarray of int, shape (T + 1, D)
        Owed after each month, at most LOOK of them; [0] is today.
    first_interest : int
        Of the first month.
    passes : int
        The month in which what is owed first passes the limit; NEVER when it does not within LOOK months.
    """

    months: int
    cost: int
    interest: int
    fees: int
    cleared: tuple
    late: tuple
    balance: np.ndarray
    first_interest: int
    passes: int

    @property
    def ends(self) -> bool:
        """Is there an end?"""
        return self.months >= 0

    @property
    def owed(self) -> np.ndarray:
        """What is owed on all debts together after each month? Shape (T + 1,)."""
        return self.balance.sum(axis=1)

    @property
    def first(self) -> tuple[int, int] | None:
        """Which debt is gone first, and in which month? Its column and the month; None when none ever is."""
        done = [(month, n) for n, month in enumerate(self.cleared) if month > 0]
        return min(done)[::-1] if done else None

    @property
    def short(self) -> tuple[int, int] | None:
        """Which minimum is the first that is not covered, and in which month? Its column and the month, or None."""
        missed = [(month, n) for n, month in enumerate(self.late) if month]
        return min(missed)[::-1] if missed else None


def lanes(
    debts: Sequence[Debt],
    budget: int | None,
    orders: dict,
    *,
    extra: int = 0,
    extra_from: int = 1,
    roll_over: bool = True,
    limit: int | None = None,
) -> dict[str, Lane]:
    """What becomes of the debts under each of these orders?

    Parameters
    ----------
    debts : sequence of Debt
    budget : int or None
        Cents a month; None: only the minimums are ever paid, and the order does not matter.
    orders : dict of name to Order or sequence of int
    extra, extra_from : int
        Cents a month on top, from that month on.
    roll_over : bool
        See `credit.payoff.repay`.
    limit : int, optional
        Cents; `Lane.passes` is the month in which all that is owed passes it.

    Returns
    -------
    dict of name to Lane
    """
    p, money = portfolio(debts), None if budget is None else budget_of(budget, extra, extra_from)
    fixed = [name for name, order in orders.items() if order is not Order.BIGGEST]
    found = {}
    if fixed:
        queue = np.concatenate([priorities(p, orders[name]) for name in fixed])
        found |= dict(zip(fixed, _run(p, money, queue, roll_over, limit)))
    for name in orders.keys() - found.keys():
        found[name] = _run(p, money, Order.BIGGEST, roll_over, limit)[0]
    return {name: found[name] for name in orders}


def _run(p, money, queue, roll_over, limit) -> list[Lane]:
    verdict = repay(p, money, queue, roll_over=roll_over)
    longest = max(1, int(verdict.months.max()))
    look = min(longest, LOOK) if verdict.ends.all() else max(FIRST_LOOK, min(longest, LOOK))
    while True:
        story = month_by_month(p, money, queue, look, roll_over=roll_over)
        passes = story.passes(limit) if limit is not None else np.full(len(verdict.months), NEVER)
        if look >= LOOK or limit is None or not (~verdict.ends & (passes == NEVER)).any():
            break
        look = LOOK
    rows = []
    for n in range(len(verdict.months)):
        one = verdict.one(n)
        last = look if one["months"] < 0 else min(one["months"], look)
        cost = one["total_interest"] + one["total_fees"] if one["months"] >= 0 else one["months"]
        rows.append(
            Lane(
                one["months"],
                cost,
                one["total_interest"],
                one["total_fees"],
                tuple(one["cleared"]),
                tuple(one["late"]),
                story.balance[: last + 1, n],
                int(story.interest[0, n].sum()),
                int(passes[n]),
            )
        )
    return rows


def finish_line(debts: Sequence[Debt], budget: int, extra: int = 0, extra_from: int = 1) -> Lane | None:
    """What is the best that any plan can do with this money? None where avalanche is not proved to be it.

    The theorem of `credit.optimum`: without fees, and with every minimum covered, avalanche bears the least interest
    and ends no later than any other plan, whatever the budget of each month. (In whole cents another plan may be lower
    by the rounding of a few cents.) Elsewhere `credit.optimum.optimum` searches.
    """
    if any(d.monthly_fee or d.late_fee for d in debts):
        return None
    best = lanes(debts, budget, {"best": Order.AVALANCHE}, extra=extra, extra_from=extra_from)["best"]
    return best if best.ends and not best.short else None


def one_loan(debts: Sequence[Debt], rate: Rate, n: int, fee=0, taken: Fee = Fee.FROM_PAYOUT) -> tuple:
    """What becomes of one new loan that closes all these debts, paid as agreed?

    Parameters as in `credit.spiral.consolidate`.

    Returns
    -------
    (Consolidation, Lane)
        The lane has one debt, the new loan; its cost is everything paid above what is owed today.
    """
    loan = consolidate(debts, rate, n, fee, taken)
    balance, i, first = [loan.principal], rate.monthly, 0
    for k, payment in enumerate(loan.payments.tolist()):
        interest = divide(balance[-1] * i.numerator, i.denominator)
        first = first if k else interest
        balance.append(balance[-1] + interest - payment)
    column = np.array(balance).reshape(-1, 1)
    interest = loan.cost - loan.fee
    return loan, Lane(n, loan.cost, interest, loan.fee, (n,), (0,), column, first, NEVER)


def one_loan_with(loan: Consolidation, rate: Rate, budget: int, extra: int = 0, extra_from: int = 1) -> Lane:
    """And if as much is paid on the new loan each month as would have gone to the old debts?

    Everything above the agreed instalment repays it early, at no charge. `short` tells when the budget does not even
    reach the instalment.
    """
    debt = Debt(loan.principal, rate, Minimum(0, int(loan.payments[0])))
    lane = lanes([debt], budget, {"one": Order.AVALANCHE}, extra=extra, extra_from=extra_from)["one"]
    cost = lane.cost + loan.fee if lane.ends else lane.cost
    return Lane(
        lane.months, cost, lane.interest, lane.fees + loan.fee, lane.cleared, lane.late, lane.balance,
        lane.first_interest, lane.passes,
    )  # fmt: skip


def cost_of_budgets(debts: Sequence[Debt], budgets: Sequence[int], orders: dict, roll_over: bool = True) -> dict:
    """What do the debts cost with each of these sums a month? Interest and fees in cents.

    Returns
    -------
    dict of name to ndarray of int, shape (B,)
        NEVER or TOO_LONG where there is no end.
    """
    p, money = portfolio(debts), np.array(budgets, dtype=np.int64)
    return {name: repay(p, money, order, roll_over=roll_over).cost for name, order in orders.items()}
