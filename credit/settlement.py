"""What does it cost to be rid of the loan today?"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np

from credit.dates import days
from credit.interest import Interest
from credit.money import divide, exact
from credit.rates import DIGITS, MONTHS_A_YEAR, Rate, Rates, growth
from credit.schedule import Schedule


class PayOff(Enum):
    """How much interest is due beside the principal on the day of an early pay-off?

    PRO_RATA: the running period's scheduled interest x its days gone / its days.
    BY_DAY: principal owed x daily rate x days gone.
    PERIOD_END: the running period's whole scheduled interest.
    ALL_REMAINING: all interest of the contract, as some flat-fee contracts ask: nothing is saved.
    """

    PRO_RATA = "pro rata"
    BY_DAY = "by day"
    PERIOD_END = "to the end of the period"
    ALL_REMAINING = "all that remains"


@dataclass(frozen=True)
class Settlement:
    """What is to be paid on the day? Arrays of shape (B,), cents.

    Attributes
    ----------
    paid : ndarray of int64
        Instalments that had fallen due by then, taken as paid on time.
    principal, interest, fee : ndarray of int
    saved : ndarray of int
        Interest of the contract that is no longer charged; the fee is not taken off it.
    """

    paid: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    fee: np.ndarray
    saved: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """How much closes the loan? principal + interest + fee."""
        return self.principal + self.interest + self.fee


def settle(
    schedule: Schedule, on, policy: PayOff = PayOff.PRO_RATA, *, daily_rate=None, fee: int = 0, fee_share=0
) -> Settlement:
    """What does it take to pay the loan off on this day, everything due until then having been paid?

    Parameters
    ----------
    schedule : Schedule, B loans
    on : date or array_like of date, shape (B,)
        An instalment that falls due on this very day counts as paid.
    policy : PayOff
    daily_rate : Rates, number or sequence of numbers, optional
        For `PayOff.BY_DAY`.
    fee : int, cents
        Fixed charge for early repayment (提前还款违约金).
    fee_share : number as for `credit.money.exact`
        And a share of the principal repaid early, rounded half up.

    Returns
    -------
    Settlement

    Raises
    ------
    ValueError
        For a day before the loan was drawn, or BY_DAY without a daily rate.
    """
    on = np.broadcast_to(np.asarray(on, "datetime64[D]"), schedule.n.shape)
    if (on < schedule.drawn).any():
        early = on < schedule.drawn
        raise ValueError(f"{on[early][0]} lies before the loan was drawn on {schedule.drawn[early][0]}.")
    size, width = schedule.principal.shape
    loan, inside = np.arange(size), np.arange(width) < schedule.n[:, None]
    paid = ((schedule.due <= on[:, None]) & inside).sum(axis=1)
    open_, last, following = paid < schedule.n, np.maximum(paid - 1, 0), np.minimum(paid, width - 1)
    owed = np.where(paid == 0, schedule.advanced, schedule.balance[loan, last])
    begin = np.where(paid == 0, schedule.drawn, schedule.due[loan, last])
    gone, length = days(on) - days(begin), days(schedule.due[loan, following]) - days(begin)
    running = schedule.interest[loan, following]
    still = schedule.interest.sum(axis=1) - np.where(np.arange(width) < paid[:, None], schedule.interest, 0).sum(axis=1)
    if policy is PayOff.PRO_RATA:
        interest = divide(running * gone, np.maximum(length, 1))
    elif policy is PayOff.BY_DAY:
        interest = _by_day(owed, gone, daily_rate)
    else:
        interest = running if policy is PayOff.PERIOD_END else still
    interest = np.where(open_, interest, 0)
    share = exact(fee_share)
    charge = np.where(owed > 0, fee + divide(owed * share.numerator, share.denominator), 0)
    return Settlement(paid, owed, interest, charge, np.maximum(still - interest, 0))


def _by_day(owed, gone, daily_rate):
    if daily_rate is None:
        raise ValueError("Interest by day needs the daily rate; give daily_rate.")
    rates = Rates.of(daily_rate)
    grown = Rates(rates.numerators.astype(object) * gone, rates.denominator)
    return Interest(grown, int(owed.max()))(owed, 0)


def actuarial_rebate(
    principal: int,
    payment: int,
    n: int,
    rate: Rate,
    periods: int,
    part: Fraction | str | int = 0,
    *,
    to_the_cent: bool = True,
    per_year: int = MONTHS_A_YEAR,
) -> int:
    """How much of the charges is given back when a loan of equal payments is settled early?

    rebate = payments still to come - [principal (1 + i)^m - sum over payments k made of payment (1 + i)^(m - k)]
    (1 + i)^part, i = (1 + APR)^(1/per_year) - 1: what the lender would have been owed had all of it grown at the APR.
    It is the method of the UK Consumer Credit (Early Settlement) Regulations 2004, regulation 4; how many days the
    settlement date is deferred is law, and goes into `part`.

    Parameters
    ----------
    principal, payment : int, cents
    n : int
        Payments of the contract.
    rate : Rate
        The APR as an effective rate a year; its `digits` round the rate of a period made from it.
    periods : int
        Payments made, at the ends of periods 1 to `periods`.
    part : number
        The part of a period between the last of them and settlement.
    to_the_cent : bool
        Whether each sum grown to the last payment, and then the balance, is rounded half up to the cent, as in the
        worked examples.
    per_year : int
        Payments in a year: 12 monthly ones, 52 weekly ones.

    Returns
    -------
    int, cents
        Never below zero.

    Raises
    ------
    ValueError
        For a settlement outside the contract's life.
    """
    if not 0 <= periods <= n:
        raise ValueError(f"Settlement after {periods} of {n} payments lies outside the contract; it is 0 to {n}.")
    i = rate.compounded(Fraction(1, per_year))

    def cut(value):
        return divide(value.numerator, value.denominator) if to_the_cent else value

    growth_of = [(1 + i) ** k for k in range(periods + 1)]
    balance = cut(principal * growth_of[periods]) - sum(cut(payment * growth_of[k]) for k in range(periods))
    owed = cut(balance * (1 + growth(i, exact(part), DIGITS)))
    rebate = Fraction(payment * (n - periods) - owed)
    return max(divide(rebate.numerator, rebate.denominator), 0)
