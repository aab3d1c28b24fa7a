"""In which order does everything happen to each of B loans?

Rows are what falls due when, after the lender's own acts (a call, a write-off) have moved it; a timeline is all events
in order, one row an event. Within a day: what falls due, payments, waivers, the closing of the account, a reading of
the books, and last what ends with the day: grace, tiers, the time a judgment gives.
"""

from dataclasses import dataclass

import numpy as np

from credit.dates import days, monthly
from credit.events import Call, Judgment, Pause, Waiver, WriteOff
from credit.money import divide, exact

DUE, PAYMENT, WAIVE, CLOSE, READING, BEARS, GRACE_END, JUDGE, TIER = range(9)  # TIER + j is the start of tier j
ORDER = np.array([0, 1, 2, 3, 4, 5, 5, 5])
SLOTS = 8  # key = SLOTS x day + order within the day
NEVER = 2**40


@dataclass(frozen=True)
class Rows:
    """What falls due, day by day? Shape (B, N); dates as day numbers, `n` instalments that are real.

    `late` is the day up to which paying is on time (the next working day, where the clause moves it) and `grace` the
    last day of grace. `interest` holds fees that belong to the instalment, too.
    """

    due: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    capitalised: np.ndarray | None
    late: np.ndarray
    grace: np.ndarray


def rows_of(schedule, clause, until: int, called: dict, contract_daily) -> Rows:
    """Which rows does the clause act on?

    Parameters
    ----------
    schedule : Schedule
    clause : LateClause
    until : int
        Last day number that may be read.
    called : dict
        "day" (B,) the day on which the rest falls due at once, NEVER without; "interest" (B,) whether with interest.
    contract_daily : sequence of Fraction, length B
    """
    due, n = days(schedule.due), np.asarray(schedule.n)
    principal, interest = np.asarray(schedule.principal), np.asarray(schedule.interest)
    if getattr(schedule, "fees", None) is not None:
        interest = interest + schedule.fees
    more = _rests_after(clause, due, n, until)
    if more or (n < due.shape[1]).any():
        due, principal, interest = _padded(due, n, more, principal, interest)
    late = days(clause.working_days.next(due.astype("datetime64[D]"))) if clause.working_days else due
    grace = late + clause.grace_days
    _check_grace(due, grace, n, clause)
    capitalised = getattr(schedule, "capitalised", None)
    if capitalised is not None:
        blank = np.zeros((len(due), due.shape[1] - capitalised.shape[1]), dtype=capitalised.dtype)
        capitalised = np.hstack([capitalised, blank])
    rows = Rows(due, principal, interest, capitalised, late, grace)
    return _called(rows, days(schedule.drawn), n, called, contract_daily) if called else rows


def _rests_after(clause, due, n, until):
    """How many monthly rests after the last instalment does the clause look at?"""
    if not clause.needs_rests:
        return 0
    last = due[np.arange(len(due)), n - 1].min()
    return max(0, (until - int(last)) // 28 + 1)


def _padded(due, n, more, principal, interest):
    """Rows after the last instalment are empty and fall on the monthly rests."""
    width = due.shape[1]
    first, last = due[:, 0].astype("datetime64[D]"), due[np.arange(len(due)), n - 1].astype("datetime64[D]")
    real = np.arange(width) < n[:, None]
    day_of_month = (due.astype("datetime64[D]") - due.astype("datetime64[D]").astype("datetime64[M]")).astype(int) + 1
    highest = np.where(real, day_of_month, 1).max(axis=1)
    anchored = ((days(monthly(first, width, highest)) == due) | ~real).all(axis=1)
    anchor = np.where(anchored, highest, day_of_month[np.arange(len(due)), n - 1])
    count = width + more - int(n.min())
    rests = days(monthly(last, count + 1, anchor))
    column = np.arange(width + more)
    wide = np.hstack([due, np.zeros((len(due), more), due.dtype)])
    after = np.maximum(column - n[:, None] + 1, 0)
    due = np.where(column < n[:, None], wide, np.take_along_axis(rests, after, 1))
    blank = np.zeros((len(due), more), dtype=principal.dtype)
    return due, np.hstack([principal, blank]), np.hstack([interest, blank])


def _check_grace(due, grace, n, clause):
    if due.shape[1] < 2 or not (clause.grace_days or clause.working_days or clause.one_off):
        return
    both = np.arange(1, due.shape[1]) < np.asarray(n)[:, None]
    reaches = both & (grace[:, :-1] >= due[:, 1:])
    if reaches.any():
        gap = int((due[:, 1:] - due[:, :-1])[reaches].min())
        raise ValueError(
            f"{clause.grace_days} days of grace reach the next due date, {gap} days later; grace must end before it."
        )


def _called(rows, drawn, n, called, contract_daily):
    """All that is not yet due falls due on the day of the call; what is in grace loses it the day before."""
    size, width = rows.due.shape
    day = called["day"]
    real = np.arange(width) < n[:, None]
    at = (real & (rows.due <= day[:, None])).sum(axis=1)
    at = np.where(at < n, at, width)  # nothing left to call: the new row stays empty, at the end
    column, loans = np.arange(width + 1), np.arange(size)
    source = np.minimum(column - (column > at[:, None]), width - 1)

    def spread(values):
        return np.take_along_axis(values, source, 1)

    new = column == at[:, None]
    moved = at < width
    owed = rows.principal if rows.capitalised is None else rows.principal - rows.capitalised
    rest = np.where(np.arange(width) >= at[:, None], owed, 0).sum(axis=1)
    before = np.where(at > 0, rows.due[loans, np.maximum(np.minimum(at, width) - 1, 0)], drawn)
    interest = np.array(
        [
            divide(int(rest[b]) * int(day[b] - before[b]) * r.numerator, r.denominator)
            if moved[b] and called["interest"][b]
            else 0
            for b, r in enumerate(contract_daily)
        ],
        dtype=rows.principal.dtype,
    )
    gone = column > at[:, None]
    called_on = np.where(moved, day, rows.due[:, -1] + 31)[:, None]

    def dates(values, lost):
        # What falls due on the day itself keeps that day; what is in grace then loses it the day before.
        values = np.where(lost & moved[:, None], np.minimum(values, np.maximum(day[:, None] - 1, due)), values)
        return np.where(new, called_on, values)

    due = np.where(new, called_on, spread(rows.due))
    capitalised = rows.capitalised
    if capitalised is not None:
        capitalised = np.where(new | gone, 0, spread(capitalised))
    return Rows(
        due,
        np.where(new, np.where(moved, rest, 0)[:, None], np.where(gone, 0, spread(rows.principal))),
        np.where(new, interest[:, None], np.where(gone, 0, spread(rows.interest))),
        capitalised,
        dates(spread(rows.late), ~gone),
        dates(spread(rows.grace), ~gone),
    )


def acts_of(events, size: int) -> dict:
    """Which arrays hold the events that are not payments?

    Parameters
    ----------
    events : sequence of length B of iterables of Event, or None
    size : int
        B, for a batch without events.

    Returns
    -------
    dict
        "called" as `rows_of` takes it or {}; "closed" (B,) day numbers, NEVER without, or None; "waivers" a list of
        per-loan lists of (day, kinds, amount); "judged" (B,) days with "judge" rates, or None; "pauses" (B, K, 2) or
        None.
    """
    acts = {"called": {}, "closed": None, "waivers": None, "judged": None, "judge": None, "pauses": None}
    events = [tuple(e) for e in events] if events is not None else []
    if not any(events):
        return acts
    if len(events) != size:
        raise ValueError(f"{len(events)} lists of events do not fit {size} loans; give one list a loan, empty or not.")
    of = {
        kind: [sorted((e for e in row if isinstance(e, kind)), key=_when) for row in events]
        for kind in (Call, WriteOff, Waiver, Judgment, Pause)
    }
    calls, losses = of[Call], of[WriteOff]
    if any(calls) or any(losses):
        closed = np.array([int(days(row[0].date)) if row else NEVER for row in losses])
        call = np.array([int(days(row[0].date)) if row else NEVER for row in calls])
        with_interest = [bool(row) and row[0].interest for row in calls]
        acts["called"] = {"day": np.minimum(call, closed), "interest": np.array(with_interest) & (call <= closed)}
        acts["closed"] = closed if any(losses) else None
    if any(of[Waiver]):
        acts["waivers"] = [[(int(days(w.date)), w.kinds, w.amount) for w in row] for row in of[Waiver]]
    if any(of[Judgment]):
        if any(len(row) > 1 for row in of[Judgment]):
            raise ValueError("A loan has one judgment at most; give the one in force.")
        acts["judged"] = np.array([int(days(row[0].date)) if row else NEVER for row in of[Judgment]])
        acts["judge"] = [exact(row[0].daily) if row else exact(0) for row in of[Judgment]]
    if any(of[Pause]):
        most = max(map(len, of[Pause]))
        pauses = np.zeros((size, most, 2), np.int64)
        for b, row in enumerate(of[Pause]):
            for k, pause in enumerate(row):
                pauses[b, k] = int(days(pause.start)), int(days(pause.end))
                if k and pauses[b, k, 0] < pauses[b, k - 1, 1]:
                    raise ValueError(f"The pause from {pause.start} starts before the one before it ends; join them.")
        acts["pauses"] = pauses
    return acts


def _when(event):
    return (event.start, event.end) if isinstance(event, Pause) else event.date


@dataclass(frozen=True)
class Timeline:
    """Every loan's events in order: keys, kinds and indices, each (E, B), and which rows are the same for all loans."""

    key: np.ndarray
    kind: np.ndarray
    index: np.ndarray
    same: np.ndarray


def timeline(blocks, until: int) -> Timeline:
    """Which event comes when? `blocks` are pairs (days (B, M), kind); what lies after `until` can never be read."""
    blocks = [(np.minimum(d, until + 1), k) for d, k in blocks if d.shape[1]]
    kind = np.repeat([k for _, k in blocks], [d.shape[1] for d, _ in blocks]).astype(np.int8)
    index = np.concatenate([np.arange(d.shape[1]) for d, _ in blocks])
    key = np.hstack([d * SLOTS + (ORDER[k] if k < len(ORDER) else 5) for d, k in blocks])
    if len(key) == 1:
        order = np.argsort(key[0], kind="stable")
        return Timeline(key.T[order], kind[order, None], index[order, None], np.ones(len(order), bool))
    order = np.argsort(key, axis=1, kind="stable")
    kinds, indices = kind[order].T, index[order].T
    same = (order == order[:1]).all(axis=0)
    return Timeline(
        np.ascontiguousarray(np.take_along_axis(key, order, 1).T),
        np.ascontiguousarray(kinds),
        np.ascontiguousarray(indices),
        same,
    )


def in_step(due, paid_on, paid, grace) -> tuple[Timeline, np.ndarray, np.ndarray]:
    """What is the timeline where every loan has one payment from each due date up to the next, so that all go in step?

    Payments are split into those before the end of grace and those after it, a zero payment standing in for the
    other; nothing has to be sorted.

    Parameters
    ----------
    due, paid_on : ndarray of int, shape (B, N)
    paid : ndarray of int, shape (B, N)
    grace : ndarray of int, shape (B, N), optional
        Last day of grace, where its end is an event.

    Returns
    -------
    timeline : Timeline
    amounts : ndarray of int
        Of its payments, one row each, (M, B).
    fits : ndarray of bool, shape (B,)
        Which loans are in step; the timeline holds for them alone.
    """
    size, n = due.shape
    due, paid_on, paid = (np.ascontiguousarray(values.T) for values in (due, paid_on, paid))
    if grace is None:
        key = np.empty((n, 2, size), np.int64)
        np.multiply(due, SLOTS, out=key[:, 0])
        np.multiply(paid_on, SLOTS, out=key[:, 1])
        key[:, 1] += ORDER[PAYMENT]
        kinds, places, amounts = (DUE, PAYMENT), (0, 0), paid
    else:
        grace = np.ascontiguousarray(grace.T)
        early = paid_on <= grace
        key = np.empty((n, 4, size), np.int64)
        np.multiply(due, SLOTS, out=key[:, 0])
        key[:, 1] = np.minimum(paid_on, grace) * SLOTS + ORDER[PAYMENT]
        key[:, 2] = grace * SLOTS + ORDER[GRACE_END]
        key[:, 3] = np.maximum(paid_on, grace + 1) * SLOTS + ORDER[PAYMENT]
        amounts = np.empty((n, 2, size), paid.dtype)
        np.multiply(paid, early, out=amounts[:, 0])
        np.subtract(paid, amounts[:, 0], out=amounts[:, 1])
        amounts = amounts.reshape(2 * n, size)
        kinds, places = (DUE, PAYMENT, GRACE_END, PAYMENT), (0, 0, 0, 1)
    key = key.reshape(-1, size)
    per_row = np.arange(n)[:, None] * np.array([2 if k == PAYMENT and grace is not None else 1 for k in kinds])
    index = (per_row + np.array(places)).reshape(-1, 1)
    kind = np.tile(np.array(kinds, np.int8), n)[:, None]
    fits = (key[1:] >= key[:-1]).all(axis=0)
    return Timeline(key, kind, index, np.ones(len(key), bool)), amounts, fits
