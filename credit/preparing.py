"""What stays the same through the life of a loan, in whole numbers wide enough for every product?"""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from credit.caps import Over
from credit.clause import INTEREST_IN_BASE, Compounding, Grace, Repeat, Style
from credit.dates import days
from credit.money import SAFE, exact, integers
from credit.rates import Rate, Rates, over_common_denominator
from credit.standing import Terms
from credit.timeline import BEARS, CLOSE, DUE, GRACE_END, JUDGE, NEVER, TIER, rows_of

DAYS_A_YEAR = 365  # of a rate given by its number alone


def prepare(schedule, rates, clause, paid, until: int, acts) -> tuple[Terms, np.ndarray]:
    """What stays the same through a replay, and which are the payments, as integers wide enough for every product?"""
    caps, size = clause.caps, len(schedule.n)
    needs_contract = acts["called"] or (caps is not None and caps.over is Over.ALL)
    yearly, daily = _contract(rates, size, needs_contract)
    # Each group of rates is whole numbers times one fraction.
    amounts = [clause.amount, *(amount for _, amount in clause.tiers)]
    late = [_late_rates(clause, amount, yearly) for amount in amounts]
    judge = _whole(acts["judge"]) if acts["judge"] else None
    limits = [(1, caps.daily_ceiling), (1, caps.daily_limit)] if caps is not None else []
    groups = [*late, *([daily] if daily else []), *([judge] if judge else []), *limits]
    denominator = math.lcm(*(scale.denominator for _, scale in groups))
    factors = [int(scale * denominator) for _, scale in groups]
    highest = [int(np.max(numbers)) * factor for (numbers, _), factor in zip(groups, factors)]
    contract = None
    if acts["called"]:
        contract = [int(number) * daily[1] for number in np.broadcast_to(daily[0], size)]
    rows = rows_of(schedule, clause, until, acts["called"], contract)
    largest = _largest(rows, highest, denominator, until, paid, clause)
    wide = [
        np.broadcast_to(integers(numbers, largest) * factor, size)
        for (numbers, _), factor in zip(groups[: len(groups) - len(limits)], factors)
    ]
    ceiling, limit = factors[-2:] if caps is not None else (0, 0)
    principal, interest = integers(rows.principal, largest), integers(rows.interest, largest)
    rows = replace(rows, principal=principal, interest=interest)
    lent = integers(schedule.advanced, largest)
    fixed = [caps.fixed(amount) for amount in lent] if caps is not None else [None]
    terms = Terms(
        clause=clause,
        rows=rows,
        denominator=denominator,
        rate=np.stack(wide[: len(amounts)]),
        contract_rate=wide[len(amounts)] if daily else None,
        ceiling_rate=ceiling,
        day_rate=limit,
        judge=wide[-1] if judge else None,
        fixed_cap=None if fixed[0] is None else integers(fixed, largest),
        lent=lent,
        principal_total=principal.sum(axis=1),
        to_capitalise=None if rows.capitalised is None else _still_to_come(integers(rows.capitalised, largest)),
        drawn=np.minimum(days(schedule.drawn), rows.due[:, 0]),
        closed=acts["closed"],
        pauses=acts["pauses"],
        compounds=_compounds(clause),
        lazy=_lazy(clause),
        bears_at_once=(rows.late == rows.due).astype(np.int64).T if _graced(clause) else None,
    )
    return terms, integers(paid, largest)


def _contract(rates, size, needs_daily):
    """Each loan's rate a year, and a day where it is needed: (whole numbers, fraction) each, or None."""
    if isinstance(rates, Rates):
        yearly = rates.numerators, Fraction(1, rates.denominator)
        if np.ndim(rates.numerators) != 1 or len(rates.numerators) not in (1, size):
            raise ValueError(
                f"Rates of shape {rates.numerators.shape} do not fit {size} loans; give one, or one a loan."
            )
        return yearly, (yearly[0], yearly[1] / DAYS_A_YEAR) if needs_daily else None
    if isinstance(rates, Rate):
        distinct, which = [rates], np.zeros(1, np.int64)
    else:
        place, distinct = {}, []
        for rate in rates:
            if id(rate) not in place:
                place[id(rate)] = len(distinct)
                distinct.append(rate)
        which = np.fromiter((place[id(rate)] for rate in rates), np.int64, len(rates))
        if len(which) != size:
            raise ValueError(f"{len(which)} rates do not fit {size} loans; give one rate, or one a loan.")
    numbers, scale = _whole([rate.nominal_annual for rate in distinct])
    daily = _whole([rate.daily for rate in distinct]) if needs_daily else None
    return (numbers[which], scale), daily and (daily[0][which], daily[1])


def _whole(fractions):
    numerators, denominator = over_common_denominator(fractions)
    small = max(map(int, numerators)) < SAFE
    return (numerators.astype(np.int64) if small else numerators), Fraction(1, denominator)


def _late_rates(clause, amount, yearly):
    """The clause's rate a day: (whole numbers, fraction)."""
    if clause.style is Style.MULTIPLE:
        return yearly[0], yearly[1] * exact(amount) / clause.year_days
    return np.ones(1, np.int64), exact(amount) if clause.style is Style.DAILY else Fraction(0)


def _still_to_come(parts):
    """For each count of rows that are due, what the rows after them hold: (N + 1, B)."""
    left = parts[:, ::-1].cumsum(axis=1)[:, ::-1].T
    return np.vstack([left, np.zeros((1, left.shape[1]), left.dtype)])


def _graced(clause):
    return clause.grace_days > 0 or clause.working_days is not None


def _compounds(clause):
    if clause.style not in (Style.MULTIPLE, Style.DAILY):
        return False
    every = clause.compounding is Compounding.INTEREST_AND_CHARGES
    return every or (clause.compounding is Compounding.INTEREST and clause.base not in INTEREST_IN_BASE)


def ends_matter(clause) -> bool:
    """Is the end of grace an event? Where there is neither grace nor a one-off fee, a due date alone decides."""
    return (_graced(clause) or clause.one_off is not None) and not _lazy(clause)


def _lazy(clause):
    """May the end of grace wait to be looked at until something happens?

    Yes where only the waiver hangs on it: what is in grace bears as much as what is late for good.
    """
    plain = clause.working_days is None and clause.one_off is None
    return plain and clause.grace_days > 0 and clause.grace is Grace.THRESHOLD


def blocks(terms, acts) -> list:
    """Which events happen that no payment makes? Pairs (days (B, M), kind)."""
    rows, clause = terms.rows, terms.clause
    result = [(rows.due, DUE)]
    if _graced(clause) and clause.working_days is not None:
        result.append((np.where(rows.late > rows.due, rows.late, NEVER), BEARS))
    if ends_matter(clause):
        result.append((rows.grace, GRACE_END))
    result += [(rows.due + after, TIER + j) for j, (after, _) in enumerate(clause.tiers)]
    result += [(acts["closed"][:, None], CLOSE)] if acts["closed"] is not None else []
    return result + ([(acts["judged"][:, None], JUDGE)] if acts["judged"] is not None else [])


def _largest(rows, highest, denominator, until, paid, clause):
    """A bound on every accrual: all money of the loan and its charges, bearing its rate over the whole span."""
    span = max(until - int(rows.due.min()) + 1, int((rows.due[:, 0]).max() - rows.due.min()) + 1, 1) + 400
    money = int((rows.principal + rows.interest).sum(axis=1).max()) + int(paid.sum(axis=1).max(initial=0))
    fee = clause.one_off
    if fee is not None:
        count = rows.due.shape[1] ** (2 if fee.repeat is Repeat.MONTHLY else 1)
        each = int(exact(fee.amount)) if fee.style is Style.FLAT else fee.minimum + 2 * money * (exact(fee.amount) + 1)
        money += int(each * count) * (2 * exact(fee.amount).denominator if fee.style is not Style.FLAT else 1)
    fastest = sum(highest)
    once = 4 * money * (fastest * span + denominator)
    if clause.compounding is Compounding.INTEREST_AND_CHARGES:
        rests = span // 28 + 1
        # In logarithms: the bound may be too large for a float.
        grown = rests * math.log1p(31 * fastest / denominator)
        return once * int(math.exp(grown) + 1) if grown < 200 else once << int(2 * grown)
    return once
