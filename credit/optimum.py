"""What is the least that these debts can cost with this budget, and how is that proved?

**Without fees, avalanche is the optimum.** Let the debts be sorted by rate, r1 >= r2 >= ..., and let S_k be what is
owed on the first k together. Compare avalanche (A) with any plan that pays every minimum and keeps to the budget, and
let the budget cover every minimum of A. Claim: after every month S_k of A <= S_k of the other, for every k.

* Once A has cleared the first k, its S_k is 0, and the claim is plain. Until then A has paid to each debt behind them
  its bare minimum, so each of those is at least as large in A as in the other plan (a balance less its minimum never
  falls as the balance grows); let G be the sum of these differences. Show S_k(other) - S_k(A) >= G >= 0.
* Interest keeps it: with gaps g_j = S_j(other) - S_j(A) >= 0, the gap of the first k becomes
  (1 + r_k) g_k + sum over j < k of (r_j - r_j+1) g_j >= (1 + r_k) g_k >= (1 + r_k) G, and G grows at most by 1 + r_k.
* Payments keep it: A spends the whole budget, the other plan no more, so gap - G (the difference of all that is owed)
  does not shrink, and G stays >= 0.

The month's interest is a sum of the S_k with weights r_k - r_k+1 >= 0, so A bears least interest in every single
month, and with k = all debts it ends no later. The proof holds for budgets that change from month to month.

**With fees it is not.** A monthly fee can make a small cheap debt the one to close first; a late fee can make one
missed minimum cheaper than another. Then a mixed-integer programme decides (`scipy.optimize.milp`, HiGHS): x paid,
s left after the payment, o = 1 while still open, z = 1 in a late month,

    s_t = (1 + r) (s_t-1 + late fee z_t-1) + monthly fee o_t-1 - x_t        sum over debts of x_t <= budget_t
    s_t <= M o_t                    x_t >= minimum (o_t - z_t)               least sum of x, with s_T = z_T = 0

Spending the whole budget until the end is never worse, so T need not exceed what the best named order would take for
the same money. What the programme finds is replayed in whole cents; the solver's own bound is reported beside it.
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from credit.debts import Kept, Order
from credit.minimums import Minimum
from credit.money import divide, exact
from credit.payoff import NEVER, month_by_month, repay
from credit.plans import portfolio


class Proof(Enum):
    """Why is it the least?

    AVALANCHE: no fees and every minimum covered: the theorem of this module.
    SOLVER: the mixed-integer programme closed its gap, and whole cents reach it (within one for each debt and month).
    BOUND: the solver stopped early, or cents miss its plan; the least cost lies between `bound` and `cost`.
    ENDLESS: even without minimums and fees, and paying the dearest debt first, the debts never end.
    NOT_FOUND: no plan ends within the months searched.
    """

    AVALANCHE = "avalanche is optimal"
    SOLVER = "solved to optimality"
    BOUND = "between bound and cost"
    ENDLESS = "never ends"
    NOT_FOUND = "none found within the months searched"


@dataclass(frozen=True)
class Optimum:
    """What is the least cost, and which payments reach it?

    Attributes
    ----------
    cost : int
        Interest and fees in whole cents, as paid by `paid`; NEVER for ENDLESS and NOT_FOUND.
    months : int
    paid : ndarray of int, shape (T, D), cents
    late : ndarray of bool, shape (T, D)
        Minimums that this plan leaves unpaid.
    bound : float
        Cents; no plan costs less in exact arithmetic. Whole-cent interest moves any plan by at most half a cent for
        each debt and month, grown with interest, so `cost` can lie below it by as much.
    proof : Proof
    """

    cost: int
    months: int
    paid: np.ndarray
    late: np.ndarray
    bound: float
    proof: Proof


def optimum(debts, budget: int, keep_minimums: bool = True, months: int = 120, seconds: float = 20.0) -> Optimum:
    """What is the least these debts can cost with so much a month? Interest first, then the payment.

    Parameters
    ----------
    debts : sequence of Debt
    budget : int
        Cents a month. It may fall short of the minimums: then which debt is left late is part of the answer.
    keep_minimums : bool
        True: no minimum is missed as long as a named order can pay them all. False: a minimum is missed wherever that
        is cheaper in money; what it does to the credit record is not money and not counted.
    months : int
        How far to search when no named order ends.
    seconds : float
        How long the solver may think; after that the answer is BOUND.

    Returns
    -------
    Optimum
    """
    debts, money = list(debts), np.array([budget])
    p = portfolio(debts)
    nothing = np.zeros((0, len(debts)), dtype=np.int64)
    named = [(order, repay(p, money, order)) for order in (Order.AVALANCHE, Order.SNOWBALL, Order.BIGGEST)]
    named = [(int(payoff.cost[0]), order, payoff) for order, payoff in named if payoff.ends[0]]
    best = min(named, key=lambda entry: entry[0], default=None)
    free_of_fees = not any(d.monthly_fee or d.late_fee for d in debts)
    if free_of_fees and named and named[0][1] is Order.AVALANCHE and not named[0][2].late.any():
        exactly = repay(p, money, kept=Kept.UNROUNDED)
        return _of_order(p, money, *best, float(exactly.cost[0]), Proof.AVALANCHE)
    bare = [replace(d, minimum=Minimum(), monthly_fee=0, late_fee=0) for d in debts]
    if repay(portfolio(bare), money).never[0]:
        return Optimum(NEVER, NEVER, nothing, nothing.astype(bool), float("inf"), Proof.ENDLESS)
    owed = sum(d.balance for d in debts)
    horizon = months if best is None else -(-(owed + best[0]) // max(budget, 1))
    if keep_minimums:
        on_time = [entry for entry in named if not entry[2].late.any()]
        keep_minimums = bool(on_time)
        best = min(on_time or named, key=lambda entry: entry[0], default=None)
    wish, bound, closed = _solve(debts, budget, horizon, seconds, keep_minimums)
    tried = _kept(debts, budget, wish, keep_minimums)
    if wish is not None and not any(_near(plan.cost, bound, horizon, debts) for plan in tried):
        # A plan that uses the last cent of a month can miss its aim by the rounding of a cent; leave it some.
        wish = _solve(debts, max(budget - horizon - 2, 0), horizon, seconds, keep_minimums)[0]
        tried += _kept(debts, budget, wish, keep_minimums)
    if best is not None:
        tried.append(_of_order(p, money, *best, bound, Proof.BOUND))
    if not tried:
        return Optimum(NEVER, NEVER, nothing, nothing.astype(bool), float("inf"), Proof.NOT_FOUND)
    found = min(tried, key=lambda plan: plan.cost)
    solved = closed and _near(found.cost, bound, horizon, debts)
    return replace(found, bound=bound, proof=Proof.SOLVER if solved else Proof.BOUND)


def _kept(debts, budget, wish, keep_minimums) -> list[Optimum]:
    """What the solver wishes, in whole cents, unless a cent of rounding undid it."""
    plan = None if wish is None else _enact(debts, budget, *wish)
    return [] if plan is None or plan.cost == NEVER or (keep_minimums and plan.late.any()) else [plan]


def _near(cost, bound, months, debts):
    """Within what whole-cent interest can move: a cent for each debt and month."""
    return cost <= bound + months * len(debts)


def _of_order(p, money, cost, order, payoff, bound, proof):
    rows = month_by_month(p, money, order, int(payoff.months[0]))
    return Optimum(cost, int(payoff.months[0]), rows.paid[:, 0], (rows.paid < rows.asked)[:, 0], bound, proof)


def _solve(debts, budget, months, seconds, keep_minimums):
    """(Payments in cents, still open, may be late), each (T, D), or None; the lower bound of the cost; gap closed?"""
    count, size = len(debts), len(debts) * months
    x, s, o, z = (k * size for k in range(4))
    rows, low, high = [], [], []
    largest = float(budget * months)

    def row(entries, at_least, at_most):
        rows.append(entries)
        low.append(at_least)
        high.append(at_most)

    for d, debt in enumerate(debts):
        r, share = float(debt.rate.monthly), float(exact(debt.minimum.share))
        for t in range(months):
            k = d * months + t
            # owed before the payment = s + x, whatever month it is; carried over from the month before:
            carried, start = {}, 0.0
            if t:
                carried = {s + k - 1: 1 + r, z + k - 1: (1 + r) * debt.late_fee, o + k - 1: float(debt.monthly_fee)}
            else:
                start = (1 + r) * debt.balance + (debt.monthly_fee if debt.balance else 0)
            row({s + k: 1, x + k: 1} | {v: -c for v, c in carried.items()}, start, start)
            row({s + k: 1, o + k: -largest}, -np.inf, 0)
            row({o + k: 1, z + k: -1}, 0, np.inf)  # only an open debt can be late
            if debt.minimum.floor:
                row({x + k: 1, o + k: -debt.minimum.floor, z + k: debt.minimum.floor}, 0, np.inf)
            if share or debt.minimum.with_interest:
                # the month's interest is r times what was carried over
                asked, fixed = {x + k: 1 - share, s + k: -share}, 0.0
                if debt.minimum.with_interest:
                    if t:
                        asked |= {s + k - 1: -r, z + k - 1: -r * debt.late_fee}
                    else:
                        fixed = r * debt.balance
                asked[o + k] = -largest
                asked[z + k] = asked.get(z + k, 0) + largest
                row(asked, fixed - largest, np.inf)
    for t in range(months):
        row({x + d * months + t: 1 for d in range(count)}, 0, budget)
    matrix = lil_matrix((len(rows), 4 * size))
    for i, entries in enumerate(rows):
        for variable, factor in entries.items():
            matrix[i, variable] += factor
    upper = np.concatenate([np.full(2 * size, largest), np.ones(2 * size)])
    for d in range(count):
        last = d * months + months - 1
        upper[[s + last, o + last, z + last]] = 0
    if keep_minimums:
        upper[z:] = 0
    target = np.concatenate([np.ones(size), np.zeros(3 * size)])
    solved = milp(
        target,
        integrality=np.repeat([0, 0, 1, 1], size),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix.tocsr(), low, high),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    owed = sum(d.balance for d in debts)
    bound = float("-inf") if solved.mip_dual_bound is None else solved.mip_dual_bound - owed
    if solved.x is None:
        return None, bound, False
    found = solved.x.reshape(4, count, months).transpose(0, 2, 1)
    return (found[0].clip(0), found[2] > 0.5, found[3] > 0.5), bound, solved.status == 0


def _enact(debts, budget: int, wish, open_after, may_be_late) -> Optimum:
    """What do the solver's payments really cost, in whole cents?

    Each month: interest, then what closes a debt or is its minimum, then the wished payments rounded half up, never
    above the balance or the budget; what is left of the budget, and every month after the last wished one, goes to the
    dearest open debt.
    """
    balance, cost, everyone = [d.balance for d in debts], 0, range(len(debts))
    dearest = sorted(everyone, key=lambda d: (-debts[d].rate.monthly, debts[d].balance))
    paid_rows, late_rows = [], []
    while any(balance) and len(paid_rows) < 10 * max(len(wish), 12):
        t = len(paid_rows)
        asked, wished = [], [int(w + 0.5) for w in wish[t]] if t < len(wish) else [0 for _ in debts]
        for d, debt in enumerate(debts):
            r = debt.rate.monthly
            interest = divide(balance[d] * r.numerator, r.denominator)
            fee = debt.monthly_fee if balance[d] else 0
            balance[d] += interest + fee
            cost += interest + fee
            asked.append(debt.minimum.due(balance[d], interest if debt.minimum.with_interest else 0))
        left, paid = budget, [0] * len(debts)
        closing = [t < len(wish) and not open_after[t][d] for d in everyone]
        spared = [t < len(wish) and may_be_late[t][d] for d in everyone]
        firsts = [balance[d] if closing[d] else 0 if spared[d] else asked[d] for d in everyone]
        for d in sorted(everyone, key=lambda d: not closing[d]):
            paid[d] = min(firsts[d], left)
            left -= paid[d]
        for d, most in [*zip(everyone, wished), *((d, balance[d]) for d in dearest)]:
            more = max(min(most, balance[d]) - paid[d], 0)
            paid[d] += min(more, left)
            left -= min(more, left)
        late = [paid[d] < asked[d] for d in everyone]
        for d, debt in enumerate(debts):
            fee = debt.late_fee if late[d] else 0
            balance[d] += fee - paid[d]
            cost += fee
        paid_rows.append(paid)
        late_rows.append(late)
    done = not any(balance)
    return Optimum(
        cost if done else NEVER,
        len(paid_rows) if done else NEVER,
        np.array(paid_rows, dtype=np.int64).reshape(-1, len(debts)),
        np.array(late_rows, dtype=bool).reshape(-1, len(debts)),
        float("-inf"),
        Proof.BOUND,
    )
