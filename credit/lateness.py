"""What does each day late cost, to the cent?

The life of a loan is replayed from its schedule, its events (`credit.events`) and its late clause; nothing else is
stored. Between two events every amount either stands still or grows by the same sum each day, so the replay walks from
event to event (`credit.book`) and any day between is read off exactly (`credit.ledger`).

One engine serves one loan and a cohort: arrays of B loans, each with its own dates.

Accrual is exact: base x days is counted in integers over the common denominator of the daily rates, and becomes cents
(half up) once, on the running total of each kind of charge:

    charged(t) = round( sum over time of base(t) x daily rate )

so a later day never shows less, and no half cent is lost on the way.
"""

import math
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from credit.book import Book
from credit.caps import Over
from credit.clause import INTEREST_IN_BASE, Compounding, Grace, Kind, LateClause, Repeat, Style
from credit.dates import days, to_date
from credit.events import Payment
from credit.ledger import Ledger, Terms
from credit.loans import Loan, Schedule
from credit.money import SAFE, exact, integers
from credit.rates import Rate, Rates, over_common_denominator
from credit.timeline import BEARS, CLOSE, DUE, GRACE_END, JUDGE, NEVER, PAYMENT, TIER, WAIVE, acts_of, rows_of, timeline

DAYS_A_YEAR = 365  # of a rate given by its number alone
EVERYTHING = 2**60  # cents; a waiver without an amount

__all__ = ["Payment", "follow", "replay", "stop_paying"]


def follow(loan: Loan, clause: LateClause, payments=(), until: date | None = None, events=()) -> Ledger:
    """What happened to one loan, given what was paid and when?

    Parameters
    ----------
    loan : Loan
        Or any other terms with `schedule()` (a batch of one) and `rate`.
    clause : LateClause
    payments : iterable of Payment
    until : date, optional
        The last day that may be asked about; a year after the last event unless told.
    events : iterable of Event
        Waivers, a call, a write-off, pauses, a judgment.

    Returns
    -------
    Ledger
        Of a batch of one.

    Raises
    ------
    ValueError
        When a payment is dated before the loan was drawn, or grace reaches the next due date.
    """
    payments = sorted(payments)
    return replay(
        loan.schedule(),
        [loan.rate],
        clause,
        paid_on=[[p.date for p in payments]],
        paid=[[p.amount for p in payments]],
        until=until,
        events=[events],
    )


def stop_paying(loan: Loan, clause: LateClause, missed: int, later=(), until: date | None = None, events=()) -> Ledger:
    """What happens when every instalment before number `missed` was paid on its day, and none from it on?

    Parameters
    ----------
    loan : Loan
    clause : LateClause
    missed : int
        Number of the first instalment that is not paid, from 1.
    later : iterable of Payment
        What is paid after that all the same.
    until, events
        As in `follow`.

    Raises
    ------
    ValueError
        When the loan has no such instalment.
    """
    rows = loan.schedule()
    n = int(rows.n[0])
    if not 1 <= missed <= n:
        raise ValueError(f"Instalment {missed} does not exist: the loan has instalments 1 to {n}.")
    amounts = getattr(rows, "to_pay", rows.instalment)
    on_time = [Payment(d, int(a)) for d, a in zip(rows.due[0].tolist(), amounts[0])]
    return follow(loan, clause, [*on_time[: missed - 1], *later], until, events)


def replay(
    schedule: Schedule, rates: list[Rate] | Rate | Rates, clause: LateClause, paid_on, paid, until=None, events=None
) -> Ledger:
    """What happened to each of B loans, given what was paid and when?

    Parameters
    ----------
    schedule : Schedule, B loans of up to N instalments
        Of any kind. Fees that belong to an instalment are due with its interest.
    rates : sequence of Rate, length B, or Rate, or Rates
        Contract rates, for clauses that multiply them; one `Rate` may stand for all. `Rates` of shape (B,) are nominal
        ones a year of 365 days; for many loans with rates of their own they are the quick form.
    clause : LateClause
        Shared by the batch.
    paid_on : array_like of date, shape (B, M)
    paid : array_like of int, shape (B, M), cents
        In any order; a row with fewer payments is filled up with zeros on any date.
    until : date, optional
        The last day that may be asked about; a year after the last event unless told.
    events : sequence of length B of iterables of Event, optional
        Waivers, calls, write-offs, pauses and judgments of each loan.

    Returns
    -------
    Ledger

    Raises
    ------
    ValueError
        When a payment is dated before the loan was drawn, or grace reaches the next due date, so that two instalments
        would be in grace at once.
    """
    size = len(schedule.n)
    paid = np.asarray(paid).reshape(size, -1)
    paid_on = days(np.asarray(paid_on, "datetime64[D]")).reshape(paid.shape)
    last = max(int(days(schedule.due).max()), int(paid_on.max(initial=0)))
    until = last + 366 if until is None else int(days(until))
    acts = acts_of(events, size)
    terms, paid = prepare(schedule, rates, clause, paid, until, acts)
    paid_on = checked_dates(paid_on, paid, terms.drawn)
    waived_on, waivers = _waivers(acts, paid)
    book = Book(terms, paid.T, waivers)
    order = timeline([*blocks(terms, acts), (paid_on, PAYMENT), (waived_on, WAIVE)], until)
    columns, totals = book.columns(), book.totals()
    history = {name: np.empty((len(order.key) + 1, size), column.dtype) for name, column in columns.items()}
    changing = [(history[name], name) for name in columns if name not in totals]
    standing = [(history[name], column) for name, column in totals.items()]

    def record(e):
        for column, name in changing:
            column[e + 1] = getattr(book, name)
        for column, value in standing:
            column[e + 1] = value

    record(-1)
    book.walk(order, record)
    return Ledger(schedule, terms, until, history)


def prepare(schedule, rates, clause, paid, until: int, acts) -> tuple[Terms, np.ndarray]:
    """What stays the same through a replay, and the payments, as integers wide enough for every product."""
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
    """The events that no payment makes: pairs (days (B, M), kind)."""
    rows, clause = terms.rows, terms.clause
    result = [(rows.due, DUE)]
    if _graced(clause) and clause.working_days is not None:
        result.append((np.where(rows.late > rows.due, rows.late, NEVER), BEARS))
    if ends_matter(clause):
        result.append((rows.grace, GRACE_END))
    result += [(rows.due + after, TIER + j) for j, (after, _) in enumerate(clause.tiers)]
    result += [(acts["closed"][:, None], CLOSE)] if acts["closed"] is not None else []
    return result + ([(acts["judged"][:, None], JUDGE)] if acts["judged"] is not None else [])


def checked_dates(paid_on, paid, drawn):
    """Payment dates as day numbers; a payment of nothing may stand on any date."""
    early = (paid_on < drawn[:, None]) & (paid > 0)
    if early.any():
        b, m = np.argwhere(early)[0]
        on, out = to_date(paid_on[b, m]), to_date(drawn[b])
        raise ValueError(f"The payment of {on} lies before the loan was drawn ({out}).")
    return np.maximum(paid_on, drawn[:, None])


def _waivers(acts, paid):
    """Days (B, W), and for each of W the kinds by rank (R, B) with the most to take (B,)."""
    size = len(paid)
    if acts["waivers"] is None:
        return np.zeros((size, 0), np.int64), None
    places = {kind: place for place, kind in enumerate(Kind)}
    most = max(map(len, acts["waivers"]))
    ranks = max(len(kinds) for row in acts["waivers"] for _, kinds, _ in row)
    days_, kinds_ = np.full((size, most), NEVER), np.full((most, ranks, size), -1)
    amounts = np.zeros((most, size), dtype=paid.dtype)
    for b, row in enumerate(acts["waivers"]):
        for w, (day, kinds, amount) in enumerate(row):
            days_[b, w] = day
            kinds_[w, : len(kinds), b] = [places[kind] for kind in kinds]
            amounts[w, b] = EVERYTHING if amount is None else amount
    return days_, list(zip(kinds_, amounts))


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
