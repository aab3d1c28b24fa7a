"""What does a loan really cost, month by month and as a yearly rate, whatever its advert says?

The advert gives one number and a name for it; the account shows what arrives and what leaves. A loan is laid out here
on a grid of months, pay-out first, with interest, fees and principal apart, so that each yearly rate can be worked out
with or without what a cost sheet leaves off.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from credit.cost import Cost, by_date, by_period
from credit.dates import days
from credit.daycount import DayCount, year_fraction
from credit.decisions.ceiling import Ceiling
from credit.interest import Interest
from credit.loans import Loan
from credit.money import divide, exact
from credit.rates import MONTHS_A_YEAR, Rates

THUMB = Fraction(9, 5)  # a debt repaid in equal parts is on average a little over half of what it was: 2 would be half
PERCENT = 100
YEAR_DAYS = 365


@dataclass(frozen=True)
class Price:
    """What comes and goes, from the pay-out (month 0) to the last month?

    Attributes
    ----------
    days : ndarray of datetime64[D], shape (n + 1,)
    principal, interest : ndarray of int, shape (n + 1,), cents
        Parts of each payment; 0 in month 0.
    fees : ndarray of int, shape (n + 1,), cents
        In month 0 what is taken at pay-out, then what is paid beside each instalment.
    owed : ndarray of int, shape (n + 1,), cents
        Principal that the contract says is owed after each month.
    by_day : bool
        The days of each month are counted (ACT/365F), also where odd days fall due alone; else every month is a
        twelfth of a year (30/360).
    """

    days: np.ndarray
    principal: np.ndarray
    interest: np.ndarray
    fees: np.ndarray
    owed: np.ndarray
    by_day: bool

    @property
    def months(self) -> int:
        """How long does it run?"""
        return len(self.days) - 1

    @property
    def lent(self) -> int:
        """What does the contract call the principal? Cents."""
        return int(self.principal.sum())

    @property
    def received(self) -> int:
        """What arrives? Cents."""
        return self.lent - int(self.fees[0])

    @property
    def payments(self) -> np.ndarray:
        """What is paid in each month after the pay-out? Cents, shape (n,)."""
        return (self.principal + self.interest + self.fees)[1:]

    @property
    def paid(self) -> int:
        """What is paid back in all? Cents."""
        return int(self.payments.sum())

    @property
    def money(self) -> int:
        """What does it cost? paid - received, cents."""
        return self.paid - self.received

    @cached_property
    def _costs(self) -> Cost:
        """Four readings at once: nothing left off, no fee at pay-out, no monthly fee, neither."""
        rows = []
        for withheld, monthly in ((1, 1), (0, 1), (1, 0), (0, 0)):
            fees = np.concatenate([self.fees[:1] * withheld, self.fees[1:] * monthly])
            paid = self.principal + self.interest + fees
            rows.append(np.concatenate([[self.lent - fees[0]], -paid[1:]]))
        flows = np.array(rows)
        return by_date(flows, self.days) if self.by_day else by_period(flows)

    def rates(self, at_payout: bool = True, monthly: bool = True) -> dict:
        """What does it cost a year, with or without the fee at pay-out and the monthly fee?

        Returns
        -------
        dict
            received, paid, money (cents), outcome, nominal, effective: as `credit.cost.Cost.one`. Months alike: the
            internal rate of return of a month x 12, and (1 + rate)^12 - 1. By the day: the effective rate of the dates
            (ACT/365F), and 12 x ((1 + effective)^(1/12) - 1).
        """
        return self._costs.one({(1, 1): 0, (0, 1): 1, (1, 0): 2, (0, 0): 3}[int(at_payout), int(monthly)])

    @property
    def nominal(self) -> float:
        """What does it cost a year, all in, without compounding?"""
        return self.rates()["nominal"]

    @property
    def effective(self) -> float:
        """What does it cost a year, all in, with compounding?"""
        return self.rates()["effective"]

    @property
    def by_thumb(self) -> Fraction:
        """What does the rule of thumb say? cost / principal x 12 / months x 1.8, a share a year.

        For loans repaid in equal parts or equal instalments; one repaid at the end is lent whole all the time, and the
        factor is 1 there.
        """
        return THUMB * Fraction(self.money, self.lent) * Fraction(MONTHS_A_YEAR, self.months)

    @property
    def used(self) -> Fraction:
        """How much of the principal is in the borrower's hands, on average over the months? A share of 1."""
        return Fraction(int(self.owed[:-1].sum()), self.lent * self.months)


def price_of(loan: Loan, monthly_fee: int = 0) -> Price:
    """What does this loan of monthly instalments cost?

    Parameters
    ----------
    loan : Loan
        Monthly; a bullet loan falls due at the end of its months. Its upfront fees are taken at pay-out.
    monthly_fee : int, cents
        Paid every month of the term, for a bullet loan too.

    Raises
    ------
    ValueError
        When nothing arrives, because the fees at pay-out are as large as the loan, or a fee is below zero.
    """
    if monthly_fee < 0:
        raise ValueError(f"A monthly fee of {monthly_fee} cents is below zero; it starts at 0.")
    if loan.received <= 0:
        raise ValueError(
            f"Fees of {loan.borrowed - loan.received} cents at pay-out leave nothing of a loan of {loan.principal}; "
            "they must stay below it."
        )
    rows, months = loan.schedule(), loan.due_dates
    falls_due = np.union1d(months, rows.due[0])  # odd days alone have a date of their own, a bullet loan has but one
    when = np.concatenate([[np.datetime64(loan.paid_out, "D")], falls_due])
    at = np.searchsorted(days(when), days(rows.due[0]))
    principal, interest, fees = (np.zeros(len(when), dtype=np.int64) for _ in range(3))
    principal[at], interest[at] = rows.principal[0], rows.interest[0]
    if rows.fees is not None:
        fees[at] = rows.fees[0]
    fees[1:][np.isin(falls_due, months)] += monthly_fee
    fees[0] = loan.borrowed - loan.received
    by_day = isinstance(loan.accrual, DayCount) or len(falls_due) > len(months)
    return Price(when, principal, interest, fees, principal.sum() - np.cumsum(principal), by_day)


def least_payment(lent: int, months: int) -> int:
    """How much is each of so many equal payments at least, if they are to clear what was lent? Cents, rounded up."""
    return -(-lent // months)


def paid_in_equal_parts(price: Price, payment: int) -> Price:
    """What does it cost, if this is paid each month and no rate is named?

    Whatever of a payment is not principal is taken as interest: the flows are those of the account, and how a contract
    divides them changes no yearly rate.

    Parameters
    ----------
    price : Price
        Repaid in equal parts, without interest and fees.
    payment : int, cents

    Raises
    ------
    ValueError
        For payments that do not clear what was lent.
    """
    least = least_payment(price.lent, price.months)
    if payment < least:
        raise ValueError(f"{price.months} payments of {payment} cents leave a part of {price.lent} unpaid; they start "
                         f"at {least}.")  # fmt: skip
    return replace(price, interest=np.where(np.arange(price.months + 1) > 0, payment - price.principal, 0))


def beyond(price: Price, percent) -> int:
    """How much would be paid too much, if the loan might bear no more than this percentage a year?

    An account of the money that arrived: each month it bears percent / 12 (or percent x days / 365), rounded half up
    to the cent, and the payments of the contract are taken off. What is paid after it is down to nothing is too much.

    Parameters
    ----------
    price : Price
    percent : number as for `credit.money.exact`
        A year, nominal.

    Returns
    -------
    int
        Cents; 0 where the payments do not even clear the account, since the loan is cheaper than that.
    """
    year = exact(percent) / PERCENT
    if price.by_day:
        numerators, over = year_fraction(price.days[:-1], price.days[1:], DayCount.ACT_365F)
    else:
        numerators, over = np.ones(price.months, dtype=np.int64), MONTHS_A_YEAR
    rates = Rates((numerators * year.numerator)[None], over * year.denominator)
    top = int(price.received * (1 + rates.largest() / rates.denominator) ** price.months) + price.months + 1
    interest, balance, over_paid = Interest(rates, top), np.array([price.received]), 0
    for k, payment in enumerate(price.payments):
        balance = balance + interest(balance, k) - payment
        over_paid += max(0, -int(balance[0]))
        balance = np.maximum(balance, 0)
    return over_paid


@dataclass(frozen=True)
class Standing:
    """How does a loan stand against one ceiling?

    Attributes
    ----------
    ceiling : Ceiling
    rate : float or None
        The loan's own figure, read as the ceiling is: a share a year (nominal or effective, with fees or interest
        alone), or a share of the principal for a ceiling of the whole loan.
    limit : Fraction or None
        The ceiling as the same kind of share: a ceiling a day is taken 365 times. None where no number holds.
    above : bool
    money : int or None, cents
        `beyond` of a nominal yearly ceiling on all costs, the excess of one of the whole loan; else None.
    """

    ceiling: Ceiling
    rate: float | None
    limit: Fraction | None
    above: bool
    money: int | None


def stand(price: Price, ceiling: Ceiling) -> Standing:
    """Is my loan above this ceiling, and by how much money?

    The yearly rates are compared as people read them, to a tenth of a percentage point.
    """
    if ceiling.percent is None:
        return Standing(ceiling, None, None, False, None)
    share = exact(ceiling.percent) / PERCENT
    if ceiling.per == "loan":
        excess = price.money - divide(price.lent * share.numerator, share.denominator)
        return Standing(ceiling, price.money / price.lent, share, excess > 0, max(0, excess))
    limit = share * YEAR_DAYS if ceiling.per == "day" else share
    rates = price.rates(monthly=ceiling.covers == "all" or ceiling.per == "day")
    rate = rates["effective"] if ceiling.effective else rates["nominal"]
    above = round(rate, 3) > limit
    yearly = ceiling.per == "year" and ceiling.covers == "all" and not ceiling.effective
    return Standing(ceiling, rate, limit, above, beyond(price, ceiling.percent) if yearly else None)
