"""What is each equal instalment made of, and how many does it take (等额本息)?"""

from enum import Enum
from math import log1p

import numpy as np

from credit.instalment import instalment_in_multiples, level_instalment
from credit.interest import Interest
from credit.money import Rounding, integers
from credit.periods import MONTHLY, Period, due_dates, given_dates
from credit.rates import Rates
from credit.schedule import Schedule

NEVER = -1  # the number of instalments of a debt whose instalment does not exceed its interest
TOO_LONG = 12_000  # instalments: a thousand years of months


class Absorbs(Enum):
    """Where do the cents go that rounding leaves over at the end?

    LAST_INSTALMENT: the last row bears its own interest, and its instalment differs by some cents.
    LAST_INTEREST: the last instalment is as large as the others, and what is over is its interest (where the principal
        that is left does not exceed it).
    """

    LAST_INSTALMENT = "last instalment"
    LAST_INTEREST = "last interest"


def equal_instalments(
    principal,
    periodic_rate,
    n,
    first_due=None,
    drawn=None,
    *,
    period: Period = MONTHLY,
    due=None,
    balloon=0,
    interest_only: int = 0,
    instalment=None,
    multiple: int = 1,
    multiple_rounding: Rounding = Rounding.HALF_UP,
    rounding: Rounding = Rounding.HALF_UP,
    absorbs: Absorbs = Absorbs.LAST_INSTALMENT,
    out: np.ndarray | None = None,
) -> Schedule:
    """What does each equal instalment consist of (等额本息), to the cent?

    instalment = P i / (1 - (1 + i)^-n), rounded half up; each row: interest = balance x i, rounded half up,
    principal part = instalment - interest; the last row pays what is left.

    Parameters
    ----------
    principal : array_like of int, shape (B,), cents
    periodic_rate : Rates, number or sequence of numbers as for `credit.money.exact`
        Rate of one period: one for all loans, one for each, or `Rates` of shape (B, N) for periods that differ.
    n : int or array_like of int, shape (B,)
    first_due : date or array_like of date, shape (B,)
    drawn : date or array_like of date, shape (B,), optional
        One period before the first due date unless told.
    period : Period
        From one due date to the next.
    due : array_like of date, shape (B, N), optional
        Irregular due dates instead of `first_due`, in order.
    balloon : int or array_like of int, shape (B,), cents
        Principal left to fall due together with the last instalment (气球贷).
    interest_only : int
        Leading rows that pay interest and no principal.
    instalment : array_like of int, shape (B,), cents, optional
        An instalment fixed by the contract instead of the formula's.
    multiple, multiple_rounding : int, cents; Rounding
        The instalment is rounded to a multiple of this, by `multiple_rounding`; 1 is the cent itself. Any other
        multiple is a term of the contract.
    rounding : Rounding
        Of each row's interest.
    absorbs : Absorbs
    out : ndarray of int64, shape (2, N, B), optional
        Memory to write principal and interest into, N the longest loan's rows: a long run of batches then
        asks for memory once. The schedule is a view of it, and lasts until the next batch.

    Returns
    -------
    Schedule
        The rows of each loan add up to its principal, and its last row absorbs the cents. An instalment rounded up to
        a large multiple may pay a loan off early: the rows after that are zero, and `count` says how many are not.

    Raises
    ------
    ValueError
        For no loan at all (no principal, no instalment), a balloon above the principal, or a fixed instalment that
        does not cover the interest.
    """
    principal, n, rates, due, drawn = terms_of(principal, periodic_rate, n, first_due, drawn, period, due)
    least, most, largest = int(n.min()), due.shape[1], int(principal.max())
    plain = instalment is None and multiple == 1 and multiple_rounding is Rounding.HALF_UP
    near = plain and _stays_near(rates, most, largest)
    interest = Interest(rates, largest, rounding, shift=near)
    balance = integers(principal, largest).astype(interest.dtype)
    balloon = np.atleast_1d(np.asarray(balloon, dtype=balance.dtype))
    if balloon.min() < 0 or (balloon > balance).any():
        raise ValueError(f"A balloon of {balloon.max()} cents is not part of the principal; it is 0 to {largest}.")
    if not 0 <= interest_only < least:
        raise ValueError(f"{interest_only} interest-only rows leave no row for the principal; at most {least - 1}.")
    if instalment is None:
        payment = level_instalment(balance, rates, n, balloon, interest_only)
        if multiple != 1 or multiple_rounding is not Rounding.HALF_UP:
            payment = instalment_in_multiples(balance, rates, n, balloon, interest_only, multiple, multiple_rounding)
    else:
        payment = np.broadcast_to(np.asarray(instalment, dtype=balance.dtype), balance.shape)
        short = payment <= interest(balance, interest_only)
        if (short & (n > interest_only + 1)).any():
            least = interest(balance, interest_only)[short][0]
            raise ValueError(f"An instalment of {payment[short][0]} cents never pays it off; the interest is {least}.")
    rising = near and not interest.varies
    block = _rows(balance, payment, n, interest, due.shape[1], interest_only, out, clamp=not rising)
    if rising and not _in_bounds(block[0], n, interest_only):
        block = _rows(balance, payment, n, interest, due.shape[1], interest_only, out, clamp=True)
    if absorbs is Absorbs.LAST_INTEREST:
        row, last = np.arange(len(n)), n - 1
        even = payment >= block[0, last, row]
        block[1, last, row] = np.where(even, payment - block[0, last, row], block[1, last, row])
    return Schedule(due, *(part.T for part in block), n=n, drawn=drawn)


def terms_of(principal, periodic_rate, n, first_due, drawn, period, due):
    """Which loans are meant? The terms as arrays of one length, checked: principal, n, rates, due, drawn."""
    principal = np.atleast_1d(np.asarray(principal))
    if principal.size == 0:
        raise ValueError("No loan was given; give at least one principal.")
    if principal.min() <= 0:
        raise ValueError(f"A principal of {principal.min()} cents is not a loan; it starts at 1 cent.")
    n = np.broadcast_to(np.asarray(n, dtype=np.int64), principal.shape)
    if n.min() < 1:
        raise ValueError(f"{n.min()} instalments are not a loan; the least is 1.")
    rates = Rates.of(periodic_rate)
    width = int(n.max())
    if rates.numerators.ndim == 2 and rates.numerators.shape[1] < width:
        raise ValueError(f"There are rates for {rates.numerators.shape[1]} periods and {width} instalments; give all.")
    if due is None:
        due = due_dates(first_due, width + 1, period, start=-1)
        due = np.broadcast_to(due, (len(principal), width + 1))
        drawn, due = due[:, 0] if drawn is None else drawn, due[:, 1:]
    else:
        due = given_dates(due)
        if due.shape[1] < width:
            raise ValueError(f"There are {due.shape[1]} due dates for {width} instalments; give as many.")
        due = np.broadcast_to(due[:, :width], (len(principal), width))
    drawn = due_dates(due[:, 0], 1, period, start=-1)[:, 0] if drawn is None else np.asarray(drawn, "datetime64[D]")
    return principal, n, rates, due, np.broadcast_to(drawn, principal.shape)


def _rows(balance, payment, n, interest, width, interest_only, out, clamp):
    """Principal and interest, one array of shape (2, N, B): one allocation, each period contiguous."""
    block = np.empty((2, width, len(balance)), dtype=interest.dtype) if out is None else out
    if block.shape != (2, width, len(balance)) or block.dtype != interest.dtype:
        raise ValueError(
            f"The memory given is {block.dtype} of shape {block.shape}; "
            f"these loans need {np.dtype(interest.dtype)} of shape {(2, width, len(balance))}."
        )
    start, last = interest_only, int(n.min()) - 1
    for k in range(interest_only):
        interest(balance, k, out=block[1, k])
    block[0, :interest_only] = 0
    if start < last and not clamp and interest.steady:
        balance, start = interest.repay(balance, payment, *block[:, start:last]), last
    for k in range(start, width):
        part, posted = block[:, k]
        interest(balance, k, out=posted)
        np.subtract(payment, posted, out=part)
        if clamp:
            np.maximum(part, 0, out=part)
            np.minimum(part, balance, out=part)
        if k >= last:
            np.copyto(part, balance, where=k >= n - 1)
        balance = balance - part
    return block


def _in_bounds(parts, n, interest_only):
    """Did no row take more than was left, or less than nothing?

    With one rate and the plain instalment a loan's principal parts rise from row to row, so that the first of them and
    the last, which takes what is left, are the least; and no balance strays far enough to wrap (`_stays_near`).
    """
    last = parts[-1] if n.min() == len(parts) else np.take_along_axis(parts, (n - 1)[None], axis=0)[0]
    return bool(parts[interest_only].min() >= 0 and last.min() > 0)


def _stays_near(rates, count, largest):
    """Is what rounding each row moves a balance by, grown to the end, less than the largest principal?

    ((1 + i)^count - 1) / i <= largest: no row then strays beyond twice the principal before `_in_bounds` looks.
    """
    i = rates.largest() / rates.denominator
    return count * log1p(i) <= log1p(i * largest) if i else count <= largest


def instalments_needed(principal, periodic_rate, instalment, rounding: Rounding = Rounding.HALF_UP) -> np.ndarray:
    """How many instalments of this size does it take, or does it never end?

    Each period the interest is posted to the cent and the rest of the instalment repays principal.

    Parameters
    ----------
    principal : array_like of int, shape (B,), cents
    periodic_rate : Rates of shape (B,) or (1,), number or sequence of numbers
    instalment : array_like of int, shape (B,), cents
    rounding : Rounding
        Of each period's interest.

    Returns
    -------
    ndarray of int64, shape (B,)
        `NEVER` (-1) where the instalment does not exceed the first period's interest: the debt then never falls.

    Raises
    ------
    ValueError
        When it ends, but after more than 12,000 instalments.
    """
    principal = np.atleast_1d(np.asarray(principal))
    interest = Interest(Rates.of(periodic_rate), int(principal.max()), rounding)
    balance = principal.astype(interest.dtype)
    instalment = np.broadcast_to(np.asarray(instalment, dtype=interest.dtype), balance.shape)
    never = instalment <= interest(balance, 0)
    balance = np.where(never, 0, balance)
    needed = np.zeros(len(balance), dtype=np.int64)
    for _ in range(TOO_LONG):
        if not (balance > 0).any():
            return np.where(never, NEVER, needed)
        needed += balance > 0
        balance = np.maximum(balance + interest(balance, 0) - instalment, 0)
    slow = instalment[balance > 0][0]
    raise ValueError(f"An instalment of {slow} cents takes more than {TOO_LONG:,} of them; choose a larger one.")
