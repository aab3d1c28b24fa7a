"""Where do a million borrowers stand, and in how much memory?

The same engine as for one loan (`credit.lateness.replay`), in chunks that fit the processor's cache and without the
history: only the asked days are kept. Memory does not grow with the number of loans beyond the figures that come back.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from credit.book import Book
from credit.clause import LateClause
from credit.dates import days
from credit.lateness import checked_dates
from credit.loans import Schedule
from credit.preparing import blocks, ends_matter, prepare
from credit.rates import Rate, Rates
from credit.standing import Position, standing
from credit.timeline import PAYMENT, READING, acts_of, in_step, timeline

CHUNK = 10_000  # fewer pay more for each step of Python, many more for memory that is not in the cache


@dataclass(frozen=True)
class Cohort:
    """How far did the run get, and what did it find?

    Attributes
    ----------
    position : Position
        Of the loans 0 to `done` - 1, on the asked days; (done, S).
    done : int
    size : int
        Loans asked about; fewer are done when the run was stopped.
    """

    position: Position
    done: int
    size: int

    @property
    def finished(self) -> bool:
        """Did every loan get its turn?"""
        return self.done == self.size


def stand(
    schedule: Schedule,
    rates: list[Rate] | Rate | Rates,
    clause: LateClause,
    paid_on,
    paid,
    as_of,
    chunk: int = CHUNK,
    progress=None,
    stop=None,
) -> Cohort:
    """Where do all these loans stand on the asked days?

    The same as replay(...).at(as_of) for the whole batch, without its memory.

    Parameters
    ----------
    schedule, rates, clause, paid_on, paid
        As in `credit.lateness.replay`.
    as_of : date or array_like of date, shape (S,)
    chunk : int
        Loans at a time.
    progress : callable, optional
        Called after each chunk with the loans done and the loans in all.
    stop : callable, optional
        Asked before each chunk; True ends the run, and what is done so far comes back.

    Raises
    ------
    ValueError
        As `replay`, and when a chunk holds no loan.
    """
    if chunk < 1:
        raise ValueError(f"A chunk of {chunk} loans holds none; the least is 1.")
    size = len(schedule.n)
    paid = np.asarray(paid).reshape(size, -1)
    paid_on = np.asarray(paid_on, "datetime64[D]").reshape(paid.shape)
    as_of = np.atleast_1d(days(as_of))
    _keep_memory()
    parts, done = [], 0
    while done < size and not (stop is not None and stop()):
        part = slice(done, min(done + chunk, size))
        parts.append(
            _positions(_pick(schedule, part), _of(rates, part), clause, days(paid_on[part]), paid[part], as_of)
        )
        done = part.stop
        if progress is not None:
            progress(done, size)
    if not parts:
        parts = [
            _positions(
                _pick(schedule, slice(0, 1)), _of(rates, slice(0, 1)), clause, days(paid_on[:1]), paid[:1], as_of
            )
        ]
        parts = [_rows_of(parts[0], slice(0, 0))]
    return Cohort(_joined(parts), done, size)


def _keep_memory():
    """Let the C library keep what a chunk frees for the next one.

    glibc gives large blocks back to the system at once and pays for it with page faults, half of the time of a run;
    it stops doing so for sizes below one that it has seen freed. The block is never touched, so it costs nothing.
    """
    np.empty(31 << 20, np.uint8)


def _of(rates, part):
    """The rates of some loans."""
    if isinstance(rates, Rate) or (isinstance(rates, Rates) and len(rates.numerators) == 1):
        return rates
    if isinstance(rates, Rates):
        return Rates(rates.numerators[part], rates.denominator)
    return rates[part] if isinstance(part, slice) else [rates[b] for b in part]


def _pick(schedule, part):
    taken = {f.name: v if (v := getattr(schedule, f.name)) is None else v[part] for f in fields(schedule)}
    return replace(schedule, **taken)


def _rows_of(position, part):
    return Position(**{f.name: getattr(position, f.name)[part] for f in fields(Position)})


def _joined(parts):
    return Position(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Position)})


def _positions(schedule, rates, clause, paid_on, paid, as_of):
    until = int(max(as_of.max(), days(schedule.due).max(), paid_on.max(initial=0)))
    terms, amounts = prepare(schedule, rates, clause, paid, until, acts_of(None, len(paid)))
    paid_on = checked_dates(paid_on, amounts, terms.drawn)
    rows = terms.rows
    regular = amounts.shape == rows.due.shape and not clause.tiers and clause.working_days is None
    if regular and as_of.min() > max(paid_on.max(initial=0), rows.grace.max()):
        events, columns, fits = in_step(rows.due, paid_on, amounts, rows.grace if ends_matter(clause) else None)
        if fits.all():
            return _after(terms, columns, events, as_of)
        if fits.any():
            return _in_two(schedule, rates, clause, paid_on, paid, as_of, fits)
    return _between(terms, amounts, paid_on, as_of, until)


def _in_two(schedule, rates, clause, paid_on, paid, as_of, fits):
    """Those in step by the short way, the others by the long one."""
    both = []
    for part in (np.flatnonzero(fits), np.flatnonzero(~fits)):
        both.append(_positions(_pick(schedule, part), _of(rates, part), clause, paid_on[part], paid[part], as_of))
    order = np.argsort(np.concatenate([np.flatnonzero(fits), np.flatnonzero(~fits)]), kind="stable")
    return _rows_of(_joined(both), order)


def _after(terms, columns, events, as_of):
    """All readings lie after the last event."""
    book = Book(terms, columns)
    book.walk(events)
    state = book.columns()
    since = as_of - book.day[:, None]
    wide = np.broadcast_to(as_of, since.shape)
    return standing(terms, lambda name: state[name][:, None] if name in state else 0, since, wide)[0]


def _between(terms, amounts, paid_on, as_of, until):
    """Readings anywhere: they are events of their own."""
    size, order = len(paid_on), np.argsort(as_of, kind="stable")
    wanted = np.broadcast_to(as_of[order], (size, len(as_of)))
    acts = acts_of(None, size)
    events = timeline([*blocks(terms, acts), (paid_on, PAYMENT), (wanted, READING)], until)
    book = Book(terms, np.ascontiguousarray(amounts.T))
    kept = {name: np.zeros((size, len(as_of)), column.dtype) for name, column in book.columns().items()}
    loans = np.arange(size)

    def record(e):
        reads = events.kind[e] == READING
        if reads.any():
            who = loans[np.broadcast_to(reads, size)]
            place = order[np.broadcast_to(events.index[e], size)[who]]
            for name, column in book.columns().items():
                kept[name][who, place] = column[who]

    book.walk(events, record)
    wide = np.broadcast_to(as_of, (size, len(as_of)))
    return standing(terms, lambda name: kept.get(name, 0), np.zeros_like(wide), wide)[0]
