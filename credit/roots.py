"""Where does a sum of discounted flows become zero, how often, and can that be known for certain?

A set of flows c at times t is worth f(u) = sum c e^(t u) where u = -ln(1 + rate). Descartes' rule of signs holds for
such sums, whole times or not: f has at most as many roots as the flows, in order of time, change sign, and an even
number fewer if fewer (Laguerre, 1883). One change means exactly one root; more changes are split by the derivative,
so every root is found and none is guessed.
"""

from math import inf

import numpy as np
from scipy.optimize import brentq

WIDEST = 4096.0  # |u|; beyond it the rate is no number a computer can write
TOUCH = 1e-14  # a turning point this near to zero, against the flows there, is a double root


def sign_changes(flows: np.ndarray) -> np.ndarray:
    """How often do the flows, read in order and without the zeros, change sign? (B, N) -> (B,)"""
    sign = np.sign(flows).astype(np.int8)
    last = np.where(sign != 0, np.arange(flows.shape[1]), 0)
    filled = np.take_along_axis(sign, np.maximum.accumulate(last, axis=1), 1)
    return (filled[:, 1:] * filled[:, :-1] < 0).sum(axis=1)


def rising_root(function, low: np.ndarray, high: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Where does a function that only rises cross zero?

    Newton's method kept inside a bracket that shrinks at each step, bisection where Newton would leave it.

    Parameters
    ----------
    function : callable
        Takes points (b,) and the row numbers (b,) they belong to; gives values and slopes, each (b,).
    low, high, start : ndarray of float, shape (B,)
        function(low) <= 0 <= function(high).

    Returns
    -------
    ndarray of float, shape (B,)
    """
    low, high = low.copy(), high.copy()
    root = np.clip(start, low, high)
    rows = np.arange(len(root))
    for _ in range(200):
        if not len(rows):
            break
        here = root[rows]
        value, slope = function(here, rows)
        low[rows] = np.where(value < 0, here, low[rows])
        high[rows] = np.where(value > 0, here, high[rows])
        with np.errstate(divide="ignore", invalid="ignore"):
            there = here - value / slope
        outside = ~((there >= low[rows]) & (there <= high[rows]))
        there = np.where(outside, (low[rows] + high[rows]) / 2, there)
        root[rows] = np.where(value == 0, here, there)
        # Newton doubles the digits: after a step as small as this, what is left is below rounding.
        near = ~outside & (np.abs(there - here) <= 1e-10 * (1 + np.abs(here)))
        rows = rows[~(near | (value == 0) | (high[rows] - low[rows] <= 1e-300))]
    return root


def one_change(flows: np.ndarray, times: np.ndarray) -> np.ndarray:
    """At which u does each row, whose flows change sign once, come to zero?

    h(u) = ln(later flows discounted) - ln(earlier flows discounted) rises with a slope between the shortest and the
    longest time from an earlier to a later flow, which brackets the root at once.

    Parameters
    ----------
    flows, times : ndarray of float, shape (B, N)
        Times rise along each row.

    Returns
    -------
    ndarray of float, shape (B,)
    """
    present = flows != 0
    first = np.take_along_axis(flows, present.argmax(axis=1)[:, None], 1)
    early = present & (np.sign(flows) == np.sign(first))
    late = present & ~early
    with np.errstate(divide="ignore"):
        size = np.log(np.abs(flows))
    longest = np.where(late, times, -inf).max(axis=1) - np.where(early, times, inf).min(axis=1)
    shortest = np.where(late, times, inf).min(axis=1) - np.where(early, times, -inf).max(axis=1)

    def height(u, rows):
        at, power = times[rows], size[rows] + times[rows] * u[:, None]
        late_value, late_time = _log_sum(power, at, late[rows])
        early_value, early_time = _log_sum(power, at, early[rows])
        return late_value - early_value, late_time - early_time

    rows = np.arange(len(flows))
    at_zero, slope = height(np.zeros(len(flows)), rows)
    ends = np.stack([-at_zero / shortest, -at_zero / longest])
    margin = 1e-12 * (1 + np.abs(ends).max(axis=0))
    return rising_root(height, ends.min(axis=0) - margin, ends.max(axis=0) + margin, -at_zero / slope)


def _log_sum(power, times, member):
    """ln(sum e^power) over the members of each row, and their mean time weighted by e^power."""
    power = np.where(member, power, -inf)
    top = power.max(axis=1)
    weight = np.exp(power - top[:, None])
    total = weight.sum(axis=1)
    return top + np.log(total), (weight * times).sum(axis=1) / total


def advance_then_payments(flows: np.ndarray, times=None) -> tuple[np.ndarray, np.ndarray]:
    """At which u does a row come to zero that is one advance and then payments? The common case, many at a time.

    Newton's method on h(u) = ln(payments discounted / advance), which is convex and nearly straight. Loans one period
    apart start together from the rate of them all, where the sums that the method needs are one matrix product.

    Parameters
    ----------
    flows : ndarray of int or float, shape (B, N)
    times : ndarray of float, shape (B, N), optional
        Rise along each row; 0, 1, 2, ... unless told.

    Returns
    -------
    u : ndarray of float, shape (B,)
    solved : ndarray of bool, shape (B,)
        False where the row is of another kind or was not settled to about 1e-13; its u means nothing.
    """
    if flows.shape[1] < 2:
        return np.zeros(len(flows)), np.zeros(len(flows), bool)
    flows = _by_time(flows)
    advance, payments = flows[0], flows[1:]
    if advance.min() > 0 and payments.max() <= 0:
        usual = payments.min(axis=0) < 0 if payments[-1].max() == 0 else np.True_
    else:
        most, least = payments.max(axis=0), payments.min(axis=0)
        usual = ((advance > 0) & (most <= 0) & (least < 0)) | ((advance < 0) & (least >= 0) & (most > 0))
    if not usual.any():
        return np.zeros(len(advance)), np.zeros(len(advance), bool)
    with np.errstate(all="ignore"):  # rows of another kind run along and are dropped at the end
        if times is not None:
            times = _by_time(times)
            u, solved = _newton(payments, times[1:] - times[0], -1 / advance)
            return u, solved & usual
        u, solved = _from_the_common_rate(advance, payments, usual)
        rows = np.flatnonzero(~solved & usual)
        if len(rows):
            period = np.arange(1.0, len(flows))[:, None]
            u[rows], solved[rows] = _newton(payments[:, rows], period, -1 / advance[rows])
    return u, solved & usual


def _by_time(table) -> np.ndarray:
    """One time a row, so that each step runs over all loans at once; turned in blocks that stay in the cache."""
    turned = np.empty(table.shape[::-1])
    for start in range(0, len(table), 1024):
        turned[:, start : start + 1024] = table[start : start + 1024].T
    return turned


def _from_the_common_rate(advance, payments, usual):
    """One step for flows one period apart, from the rate u0 that solves all loans taken together.

    Around u0, h is a series in the cumulants of the payment times (mean, variance, ...). Its first five terms give a
    point x from which Newton's step is the last: accepted where the step is so small that its square is below rounding.
    """
    period = np.arange(1.0, len(payments) + 1)
    together = payments[:, :: max(1, payments.shape[1] // 500)].sum(axis=1) if usual.all() else payments @ usual
    lent = advance[:: max(1, len(advance) // 500)].sum() if usual.all() else advance @ usual
    common = 0.0
    for _ in range(3):
        weight = together * np.exp(period * common)
        total = weight.sum()
        middle = weight @ period / total
        spread = weight @ period**2 / total - middle * middle
        common += _curved(np.log(-total / lent), middle, spread)
    centred = period - middle
    total, *moments = (np.exp(period * common) * centred ** np.arange(5)[:, None]) @ payments
    m1, m2, m3, m4 = (np.divide(moment, total, out=moment) for moment in moments)
    square = m1 * m1
    k2 = m2 - square
    k3 = (m3 - m1 * (3 * k2 + square)) / 3
    k4 = (m4 - 4 * m1 * m3 + 6 * square * k2 - 3 * k2 * k2 + 3 * square * square) / 6
    k1 = m1 + middle
    scale = -1 / advance
    height = np.log(total * scale)
    x = _curved(height, k1, k2)
    # Newton's step on height + k1 x + k2 x^2 / 2 + k3 x^3 / 2 + k4 x^4 / 4
    bend = x * (k2 + x * (1.5 * k3 + x * k4))
    slope = k1 + bend
    x -= (height + x * (k1 + x * (k2 + x * (k3 + x * (k4 / 2))) / 2)) / slope
    u = common + x
    v = np.exp(u)
    value = payments[-1].copy()
    for payment in payments[-2::-1]:
        value *= v
        value += payment
    value *= v
    value *= scale
    step = np.log(value) / slope
    u -= step
    return u, (np.abs(step) <= 1e-8) & (np.abs(x) * len(payments) <= 1)


def _newton(payments, times, scale):
    """The root of ln(scale x sum of payments e^(times u)), times counted from the advance; whether it is settled."""
    weighted = payments * times
    total = payments.sum(axis=0)
    mean = weighted.sum(axis=0) / total
    spread = (weighted * times).sum(axis=0) / total - mean * mean
    u = _curved(np.log(total * scale), mean, spread)
    for _ in range(12):
        worth = times * u
        np.exp(worth, out=worth)
        worth *= payments
        value = worth.sum(axis=0)
        worth *= times
        slope = worth.sum(axis=0) / value
        step = np.log(value * scale) / slope
        u -= step
        settled = np.abs(step) <= 1e-8
        if settled.all():
            break
    return u, settled & np.isfinite(u)


def _curved(height, slope, spread):
    """The step x to height + slope x + spread x^2 / 2 = 0."""
    return -2 * height / (slope + np.sqrt(np.maximum(slope * slope - 2 * spread * height, 0)))


def every_root(flows: np.ndarray, times: np.ndarray) -> list[float]:
    """At which u does one set of flows come to zero? All of them, in rising order.

    Between two neighbours that differ in sign lies a time s. The derivative of f(u) e^(-s u) has the flows (t - s) c,
    which change sign once less; between its roots f(u) e^(-s u) only rises or only falls. So the roots of the simpler
    sum fence in the roots of this one, down to a sum with a single change.

    Parameters
    ----------
    flows, times : ndarray of float, shape (N,)
        No flow is zero; times rise.
    """
    turns = np.flatnonzero(np.sign(flows[1:]) != np.sign(flows[:-1]))
    if len(turns) == 0:
        return []
    if len(turns) == 1:
        return [float(one_change(flows[None], times[None])[0])]
    middle = turns[len(turns) // 2]
    shifted = times - (times[middle] + times[middle + 1]) / 2
    simpler = shifted * flows
    fences = every_root(simpler / np.abs(simpler).max(), times)

    def value(u):
        power = shifted * u
        return float(flows @ np.exp(power - power.max()))

    def is_zero(u):
        power = shifted * u
        weight = np.exp(power - power.max())
        return abs(flows @ weight) <= TOUCH * (np.abs(flows) @ weight)

    heights = [0.0 if is_zero(u) else value(u) for u in fences]
    heights = [float(np.sign(flows[0])), *heights, float(np.sign(flows[-1]))]
    ends = [-inf, *fences, inf]
    found = [u for u, height in zip(fences, heights[1:-1]) if height == 0]
    for left, right, at_left, at_right in zip(ends, ends[1:], heights, heights[1:]):
        if at_left * at_right < 0:
            left, right = _closed(value, left, right, at_left, at_right)
            if left is not None:
                found.append(brentq(value, left, right, xtol=1e-15, rtol=1e-15, maxiter=500))
    return sorted(set(found))


def _closed(value, left, right, at_left, at_right):
    """The same interval with finite ends, walked outwards until the sign is that of the far end."""
    if left == -inf and right == inf:
        left, right = (0.0, inf) if value(0.0) * at_left > 0 else (-inf, 0.0)
    step = 1.0
    while left == -inf or right == inf:
        if step > WIDEST:
            return None, None
        if left == -inf and value(right - step) * at_left > 0:
            left = right - step
        elif right == inf and value(left + step) * at_right > 0:
            right = left + step
        step *= 2
    return left, right
