"""What does this loan cost me, in money and as a yearly rate, with every fee in it?

The advertised rate leaves out what the lender takes at pay-out and beside the instalments. Here the borrower's own
flows are all that counts: what arrived, and everything that was paid.
"""

from dataclasses import dataclass

import numpy as np

from credit.daycount import DayCount
from credit.irr import Outcome, Returns, irr, xirr
from credit.loans import Schedule
from credit.money import integers
from credit.rates import MONTHS_A_YEAR


@dataclass(frozen=True)
class Cost:
    """The whole cost of B loans.

    Attributes
    ----------
    received : ndarray of int, shape (B,), cents
        What arrived: the amount lent less what was taken at pay-out.
    paid : ndarray of int, shape (B,), cents
        Everything paid afterwards, fees too.
    rates : Returns
        Of one period where `periods_a_year` is given, else of a year.
    periods_a_year : int, optional
    """

    received: np.ndarray
    paid: np.ndarray
    rates: Returns
    periods_a_year: int | None = None

    @property
    def money(self) -> np.ndarray:
        """What does it cost in money? paid - received, cents, shape (B,)."""
        return self.paid - self.received

    @property
    def outcome(self) -> np.ndarray:
        """Is there a yearly rate? Values of `credit.irr.Outcome`, shape (B,)."""
        return self.rates.outcome

    @property
    def nominal(self) -> np.ndarray:
        """What is the yearly rate without compounding? Rate of a month x 12; read it where the outcome is UNIQUE.

        Of dated flows: 12 x ((1 + effective)^(1/12) - 1).
        """
        if self.periods_a_year is None:
            return MONTHS_A_YEAR * np.expm1(np.log1p(self.rates.rate) / MONTHS_A_YEAR)
        return self.rates.rate * self.periods_a_year

    @property
    def effective(self) -> np.ndarray:
        """What is the yearly rate with compounding? (1 + rate of a month)^12 - 1; read it where it is UNIQUE."""
        if self.periods_a_year is None:
            return self.rates.rate
        with np.errstate(over="ignore"):
            return np.expm1(np.log1p(self.rates.rate) * self.periods_a_year)

    def one(self, loan: int = 0) -> dict:
        """What does one loan of the batch cost? Both rates are None where there is no single one."""
        unique = self.outcome[loan] == Outcome.UNIQUE
        return {
            "received": int(self.received[loan]),
            "paid": int(self.paid[loan]),
            "money": int(self.money[loan]),
            "outcome": Outcome(int(self.outcome[loan])),
            "nominal": float(self.nominal[loan]) if unique else None,
            "effective": float(self.effective[loan]) if unique else None,
        }


def by_period(flows, periods_a_year: int = MONTHS_A_YEAR) -> Cost:
    """What do these flows cost a year, one period apart (each month)?

    Parameters
    ----------
    flows : array_like of int, shape (B, N) or (N,), cents
        Received positive, paid negative.
    periods_a_year : int
        12 for monthly flows, 52 for weekly ones.
    """
    flows = np.atleast_2d(np.asarray(flows))
    return Cost(_sum(flows, 1), _sum(flows, -1), irr(flows), periods_a_year)


def by_date(flows, dates, convention: DayCount = DayCount.ACT_365F) -> Cost:
    """What do these flows cost a year, on these days? sum of flow x (1 + effective)^-(part of a year) = 0.

    Parameters
    ----------
    flows : array_like of int, shape (B, N) or (N,), cents
        Received positive, paid negative.
    dates : array_like of date, shape (N,) or (B, N)
    convention : DayCount
    """
    flows = np.atleast_2d(np.asarray(flows))
    return Cost(_sum(flows, 1), _sum(flows, -1), xirr(flows, dates, convention))


def all_in(schedule: Schedule, withheld=0, fees=0, periods_a_year: int = MONTHS_A_YEAR) -> Cost:
    """What does this loan really cost a year, with every fee?

    The internal rate of return of one period (a month): received against instalments and fees. An odd first period
    counts as one period here; `on_dates` counts days.

    Parameters
    ----------
    schedule : Schedule, B loans of up to N instalments
        Fees that stand in it count too.
    withheld : int or array_like of int, shape (B,), cents
        Taken from the loan at pay-out: it is owed but never arrives.
    fees : int or array_like of int, shape (N,) or (B, N), cents
        Paid beside each instalment; a single number is paid with every one.
    periods_a_year : int
        12 for monthly instalments, 52 for weekly ones.

    Raises
    ------
    ValueError
        When a fee is below zero, or more is withheld than was lent.
    """
    return by_period(_flows(schedule, withheld, fees), periods_a_year)


def on_dates(schedule: Schedule, withheld=0, fees=0, convention: DayCount = DayCount.ACT_365F) -> Cost:
    """What does this loan really cost a year, counted by the day?

    As `all_in`, from the day the money was paid out (`schedule.drawn`) to each due date.

    Parameters
    ----------
    schedule, withheld, fees
        As in `all_in`.
    convention : DayCount
    """
    flows = _flows(schedule, withheld, fees)
    drawn = np.broadcast_to(schedule.drawn, (len(flows),))
    return by_date(flows, np.hstack([drawn[:, None], schedule.due]), convention)


def _flows(schedule, withheld, fees):
    """What arrived, and then what is paid with each instalment, (B, N + 1)."""
    lent = schedule.advanced
    withheld = np.broadcast_to(integers(withheld, _largest(withheld)), lent.shape)
    if (withheld < 0).any():
        raise ValueError(f"{withheld.min()} cents withheld at pay-out are below zero; they start at 0.")
    if (withheld > lent).any():
        row = int((withheld > lent).argmax())
        raise ValueError(
            f"{withheld[row]} cents are withheld at pay-out of a loan of {lent[row]}; at most the loan itself can be."
        )
    instalment = schedule.instalment
    fees = np.broadcast_to(integers(fees, _largest(fees)), instalment.shape)
    if (fees < 0).any():
        raise ValueError(f"A fee of {fees.min()} cents is below zero; fees start at 0.")
    inside = np.arange(instalment.shape[1]) < np.asarray(schedule.n)[:, None]
    paid = instalment + np.where(inside, fees, 0)
    if getattr(schedule, "fees", None) is not None:
        paid = paid + schedule.fees
    return np.hstack([(lent - withheld)[:, None], -paid])


def _sum(flows, sign):
    """All that came in (1) or went out (-1), as positive cents."""
    return np.where(flows * sign > 0, flows * sign, 0).sum(axis=1)


def _largest(values) -> int:
    return max((abs(int(v)) for v in np.ravel(np.asarray(values, dtype=object))), default=0) * 1024
