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

from datetime import date

import numpy as np

from credit.book import Book
from credit.clause import Kind, LateClause
from credit.dates import days, to_date
from credit.events import Event, Payment
from credit.ledger import Ledger
from credit.loans import Loan, Schedule
from credit.preparing import blocks, prepare
from credit.rates import Rate, Rates
from credit.timeline import NEVER, PAYMENT, WAIVE, acts_of, timeline

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
        When a payment or an event is dated before the loan was drawn, or grace reaches the next due date.
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
        When a payment or an event is dated before the loan was drawn, an event is none, or grace reaches the next due
        date, so that two instalments would be in grace at once.
    """
    size = len(schedule.n)
    paid = np.asarray(paid).reshape(size, -1)
    paid_on = days(np.asarray(paid_on, "datetime64[D]")).reshape(paid.shape)
    last = max(int(days(schedule.due).max()), int(paid_on.max(initial=0)))
    until = last + 366 if until is None else int(days(until))
    events = None if events is None else [tuple(row) for row in events]
    acts = acts_of(events, size)
    terms, paid = prepare(schedule, rates, clause, paid, until, acts)
    paid_on = checked_dates(paid_on, paid, terms.drawn)
    _check_events(events, days(schedule.drawn))
    waived_on, waivers = _waivers(acts, paid)
    book = Book(terms, paid.T, waivers)
    order = timeline([*blocks(terms, acts), (paid_on, PAYMENT), (waived_on, WAIVE)], until)
    columns = book.columns()
    kept = np.empty((len(order.key) + 1, len(columns), size), np.result_type(*columns.values()))
    lines = kept.reshape(len(kept), -1)

    def record(e):
        np.concatenate(book.reading(), out=lines[e + 1])

    record(-1)
    book.walk(order, record)
    history = {name: kept[:, c].astype(column.dtype, copy=False) for c, (name, column) in enumerate(columns.items())}
    return Ledger(schedule, terms, until, history)


def checked_dates(paid_on, paid, drawn):
    """On which days, as numbers, do these payments come? A payment of nothing may stand on any date."""
    early = (paid_on < drawn[:, None]) & (paid > 0)
    if early.any():
        b, m = np.argwhere(early)[0]
        on, out = to_date(paid_on[b, m]), to_date(drawn[b])
        raise ValueError(f"The payment of {on} lies before the loan was drawn ({out}).")
    return np.maximum(paid_on, drawn[:, None])


def _check_events(events, drawn):
    """Is each event one that a loan knows, and does it come after the money?"""
    for b, row in enumerate(events or ()):
        for event in row:
            if not isinstance(event, Event):
                raise ValueError(
                    f"{event!r} is no event of a loan; give waivers, a call, write-offs, pauses, a judgment."
                )
            on = getattr(event, "date", None)
            if on is not None and int(days(on)) < drawn[b]:
                what = type(event).__name__.lower().replace("off", "-off")
                raise ValueError(f"The {what} of {on} lies before the loan was drawn ({to_date(drawn[b])}).")


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
