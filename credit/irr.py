"""Which yearly or monthly rate makes what I pay back worth what I got?

The rate of return of dated flows, for one borrower or a million. It can be one number, several, or none, and each is a
defined answer here: a solver that returns its own starting guess, or whichever of two rates it met first, is no use to
anybody who has to rely on it.

Flows carry their sign: received positive and paid negative, or the other way round; the rate is the same. Rates are
floats: they are measures of money, not money.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from credit.daycount import DayCount, year_fraction
from credit.roots import advance_then_payments, every_root, one_change, sign_changes

CHUNK = 16384  # rows worked on together: few enough for the cache, many enough to amortise each step


class Outcome(IntEnum):
    """Is there a rate at all?

    UNIQUE: exactly one rate above -100 % makes the flows worth nothing.
    SEVERAL: more than one does; they are listed, and none of them is "the" rate.
    NONE: no rate does, for example when money only ever flows one way.
    ALL_ZERO: nothing flows, so any rate does.
    """

    UNIQUE = 0
    SEVERAL = 1
    NONE = 2
    ALL_ZERO = 3


@dataclass(frozen=True)
class Answer:
    """What is the rate of one set of flows? `rate` is None unless the outcome is UNIQUE; `roots` lists every rate."""

    outcome: Outcome
    rate: float | None
    roots: tuple[float, ...]


@dataclass(frozen=True)
class Returns:
    """What are the rates of B sets of flows?

    Attributes
    ----------
    outcome : ndarray of int8, shape (B,)
        Values of `Outcome`.
    rate : ndarray of float, shape (B,)
        Per period (`irr`) or per year (`xirr`), compounding. Read it only where the outcome is UNIQUE; elsewhere it
        holds NaN so that it cannot pass for a rate.
    several : dict of int to tuple of float
        Every rate, in rising order, of each row whose outcome is SEVERAL.
    """

    outcome: np.ndarray
    rate: np.ndarray
    several: dict

    def one(self, row: int = 0) -> Answer:
        """And the same for one set of flows?"""
        outcome = Outcome(int(self.outcome[row]))
        rate = float(self.rate[row]) if outcome is Outcome.UNIQUE else None
        return Answer(outcome, rate, self.several.get(row, () if rate is None else (rate,)))


def irr(flows) -> Returns:
    """At what rate a period is this deal fair, when the flows come one period apart?

    sum over k of flow_k / (1 + rate)^k = 0, the first flow at k = 0.

    Parameters
    ----------
    flows : array_like of int or float, shape (B, N) or (N,)
        Cents or any other unit; the unit cancels.

    Returns
    -------
    Returns
        Per period. Times 12 is the nominal yearly rate of monthly flows; (1 + rate)^12 - 1 is the effective one.

    Notes
    -----
    How the roots are found, and why none is missed: `credit.roots`.

    Raises
    ------
    ValueError
        When a flow is not a finite number.
    """
    return _rates(_table(flows), None)


def xirr(flows, dates, convention: DayCount = DayCount.ACT_365F) -> Returns:
    """At what effective rate a year is this deal fair, when the flows come on these days?

    sum over k of flow_k / (1 + rate)^(t_k) = 0, t_k = part of a year from the earliest date to date k.

    Parameters
    ----------
    flows : array_like of int or float, shape (B, N) or (N,)
    dates : array_like of date, shape (N,) or (B, N)
        In any order; flows of the same day are added up.
    convention : DayCount
        ACT/365F is what spreadsheets use.

    Returns
    -------
    Returns
        Effective, per year.

    Raises
    ------
    ValueError
        When a flow is not a finite number, or flows and dates differ in number.
    """
    flows = _table(flows)
    dates = np.atleast_2d(np.asarray(dates, dtype="datetime64[D]"))
    if dates.shape[1] != flows.shape[1]:
        raise ValueError(f"{flows.shape[1]} flows have {dates.shape[1]} dates; give one date for each flow.")
    numerator, denominator = year_fraction(dates.min(axis=1, keepdims=True), dates, convention)
    return rate_of_return(flows, numerator / denominator)


def rate_of_return(flows, times) -> Returns:
    """At what rate is this deal fair, when the flows come at these times?

    sum over k of flow_k / (1 + rate)^(t_k) = 0.

    Parameters
    ----------
    flows : array_like of int or float, shape (B, N) or (N,)
    times : array_like of float, shape (N,) or (B, N)
        In years for a yearly rate, in months for a monthly one; in any order, negative ones too.

    Returns
    -------
    Returns
        Per unit of time, compounding.
    """
    flows = _table(flows).astype(float)
    times = np.broadcast_to(np.atleast_2d(np.asarray(times, dtype=float)), flows.shape)
    if not np.isfinite(times).all():
        raise ValueError("A time of the flows is not a finite number; give each as a number of periods.")
    return _rates(*_in_order(flows, times))


def present_value(flows, rate, times=None) -> np.ndarray:
    """What are these flows worth today, at this rate?

    sum over k of flow_k / (1 + rate)^(t_k); t = 0, 1, 2, ... unless told. At the rate of return it is zero.

    Parameters
    ----------
    flows : array_like, shape (B, N) or (N,)
    rate : float or array_like of float, shape (B,)
    times : array_like of float, shape (N,) or (B, N), optional

    Returns
    -------
    ndarray of float, shape (B,)
    """
    flows = _table(flows).astype(float)
    times = np.arange(flows.shape[1]) if times is None else np.asarray(times, dtype=float)
    growth = np.log1p(np.broadcast_to(np.asarray(rate, dtype=float), (len(flows),)))[:, None]
    return (flows * np.exp(-growth * times)).sum(axis=1)


def _table(flows) -> np.ndarray:
    flows = np.atleast_2d(np.asarray(flows))
    if flows.dtype == object:
        flows = flows.astype(float)
    if flows.dtype.kind == "f" and not np.isfinite(flows).all():
        raise ValueError("A flow is not a finite number; write 0 where no money moves.")
    return flows


def _in_order(flows, times):
    """Flows sorted by time, those of one moment added up in the first of them."""
    if (np.diff(times, axis=1) > 0).all():
        return flows, times
    order = np.argsort(times, axis=1, kind="stable")
    flows, times = np.take_along_axis(flows, order, 1), np.take_along_axis(times, order, 1)
    gross = np.abs(flows)
    for k in range(flows.shape[1] - 2, -1, -1):
        same = times[:, k] == times[:, k + 1]
        for values in (flows, gross):
            values[:, k] += np.where(same, values[:, k + 1], 0)
            values[:, k + 1] = np.where(same, 0, values[:, k + 1])
    # What is left of two equal floats, such as 0.1 + 0.2 - 0.3, is no flow.
    return np.where(np.abs(flows) <= 4e-16 * gross, 0, flows), times


def _rates(flows, times) -> Returns:
    """Outcome and rate of each row. Times rise (None: 0, 1, 2, ...), equal times hold one flow."""
    power, solved = np.empty(len(flows)), np.zeros(len(flows), bool)
    for start in range(0, len(flows), CHUNK):
        part = slice(start, start + CHUNK)
        power[part], solved[part] = advance_then_payments(flows[part], None if times is None else times[part])
    outcome, several = np.zeros(len(flows), np.int8), {}
    rest = np.flatnonzero(~solved)
    if len(rest):
        flows = flows[rest].astype(float)
        times = np.broadcast_to(np.arange(flows.shape[1], dtype=float), flows.shape) if times is None else times[rest]
        _the_rest(flows, times, rest, power, outcome, several)
    with np.errstate(over="ignore"):  # a rate above 1e308 is shown as inf
        return Returns(outcome, np.expm1(-power), several)


def _the_rest(flows, times, rows, power, outcome, several):
    """The rows that are not one advance and then payments: filled into power, outcome and several."""
    changes = sign_changes(flows)
    power[rows], outcome[rows] = np.nan, Outcome.NONE
    outcome[rows[~flows.any(axis=1)]] = Outcome.ALL_ZERO
    plain = np.flatnonzero(changes == 1)
    for start in range(0, len(plain), CHUNK):
        some = plain[start : start + CHUNK]
        power[rows[some]], outcome[rows[some]] = one_change(flows[some], times[some]), Outcome.UNIQUE
    for row in np.flatnonzero(changes > 1):
        there = flows[row] != 0
        roots = every_root(flows[row, there], times[row, there])
        outcome[rows[row]] = (Outcome.NONE, Outcome.UNIQUE, Outcome.SEVERAL)[min(len(roots), 2)]
        if len(roots) == 1:
            power[rows[row]] = roots[0]
        elif roots:
            with np.errstate(over="ignore"):
                several[int(rows[row])] = tuple(np.expm1(-np.array(roots[::-1])).tolist())
