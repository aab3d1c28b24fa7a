"""What becomes of the loan when its terms are changed: a new term, a smaller instalment, a part repaid early?

A change makes new terms for what is left; their `schedule()` is the rest of the story. Everything due before the change
counts as paid on time.
"""

from dataclasses import replace
from datetime import date
from enum import Enum

import numpy as np

from credit.accrual import period_rate
from credit.fees import Fee, Taken
from credit.holidays import HolidayInterest, payment_holiday
from credit.level import NEVER, instalments_needed
from credit.loans import Loan, Repayment
from credit.money import cents
from credit.rates import Rate
from credit.schedule import Schedule


class Keep(Enum):
    """What stays as it was after a part of the loan is repaid early?

    TERM: the number of instalments; each one becomes smaller (减少月供).
    INSTALMENT: the instalment; there are fewer of them (缩短年限).
    """

    TERM = "term"
    INSTALMENT = "instalment"


def what_is_left(loan: Loan, paid: int) -> Loan:
    """Which loan is left after so many instalments? The same terms for the balance, from the last due date on.

    An equal instalment stays what it was: worked anew from the balance, rounded as it is, it could differ by a cent.
    An equal principal part is worked anew.

    Raises
    ------
    ValueError
        When no instalment is left, or for a loan repaid in one sum or with fees on the sum first lent.
    """
    if loan.repayment in (Repayment.BULLET, Repayment.FLAT):
        raise ValueError(f"A loan repaid by {loan.repayment.value} has no rest on the same terms; settle it instead.")
    if not 0 <= paid < loan.n:
        raise ValueError(f"After {paid} of {loan.n} instalments nothing is left to change; give 0 to {loan.n - 1}.")
    if paid == 0:
        return loan
    dates, schedule = loan.due_dates, loan.schedule()
    balance = int(schedule.balance[0, paid - 1 + len(schedule.due[0]) - loan.n])
    if balance == 0:
        raise ValueError(f"After {paid} instalments the loan is paid off; nothing is left to change.")
    instalment = loan.instalment
    if loan.repayment is Repayment.EQUAL_INSTALMENT and paid >= loan.grace_rows and paid < loan.n - 1:
        instalment = int(schedule.instalment[0, paid + len(schedule.due[0]) - loan.n])
    return replace(
        loan,
        principal=balance,
        instalment=instalment,
        n=loan.n - paid,
        first_due=dates[paid].item(),
        drawn=dates[paid - 1].item(),
        due=None if loan.due is None else loan.due[paid:],
        anchor_day=loan.anchor_day or loan.first_due.day,
        grace_rows=max(loan.grace_rows - paid, 0),
        fees=tuple(fee for fee in loan.fees if fee.taken is Taken.EACH_INSTALMENT),
    )


def reterm(loan: Loan, paid: int, n: int, rate: Rate | None = None) -> Loan:
    """What if the balance is spread over n new instalments, perhaps at another rate?

    Parameters
    ----------
    loan : Loan
    paid : int
        Instalments paid before the change.
    n : int
        Instalments from then on, the first on the next due date.
    rate : Rate, optional
    """
    if loan.due is not None:
        raise ValueError("A loan with irregular due dates needs new dates; make the new terms with Loan.of.")
    return replace(what_is_left(loan, paid), n=n, rate=rate or loan.rate, instalment=None)


def extend(loan: Loan, paid: int, more: int) -> Loan:
    """What if the last due date moves back by `more` periods (展期)? The rest over that many more instalments."""
    return reterm(loan, paid, loan.n - paid + more)


def prepay(loan: Loan, paid: int, amount, keep: Keep = Keep.TERM) -> Loan:
    """What if a part is repaid early, on the day of the last paid instalment?

    Parameters
    ----------
    loan : Loan
    paid : int
        Instalments paid before, the last of them on the day of the part payment.
    amount : str, int or Decimal
        In currency units; all of it repays principal.
    keep : Keep
        INSTALMENT is for equal instalments.

    Raises
    ------
    ValueError
        When the amount is not less than the balance (then settle), or the kept instalment never pays it off.
    """
    rest, extra = what_is_left(loan, paid), cents(amount)
    if not 0 < extra < rest.principal:
        raise ValueError(f"A part payment of {extra} cents does not lie between 0 and the balance of {rest.principal}.")
    smaller = replace(rest, principal=rest.principal - extra)
    if keep is Keep.TERM:
        return replace(smaller, instalment=None)
    if loan.repayment is not Repayment.EQUAL_INSTALMENT:
        raise ValueError(f"A loan repaid by {loan.repayment.value} has no equal instalment to keep; keep the term.")
    instalment = rest.instalment or int(loan.schedule().instalment[0, 0])
    needed = int(instalments_needed([smaller.principal], period_rate(loan.rate, loan.period), [instalment])[0])
    if needed == NEVER:
        raise ValueError(f"An instalment of {instalment} cents does not cover the interest; keep the term instead.")
    due = None if smaller.due is None else smaller.due[:needed]
    return replace(smaller, n=needed, instalment=instalment if needed > 1 else None, due=due)


def take_holiday(loan: Loan, paid: int, months: int, rule: HolidayInterest) -> Schedule:
    """What if nothing is paid for some months, and the rest then over as many instalments as before?

    Parameters
    ----------
    loan : Loan, equal instalments
    paid : int
        Instalments paid before the holiday.
    months : int
        Due dates that are skipped.
    rule : HolidayInterest
        What happens to the interest of the holiday: waived, deferred, spread or capitalised.
    """
    if loan.repayment is not Repayment.EQUAL_INSTALMENT or loan.due is not None:
        raise ValueError("A payment holiday is worked for equal instalments on regular due dates.")
    rest = what_is_left(loan, paid)
    resumes = rule in (HolidayInterest.WAIVED, HolidayInterest.DEFERRED) and rest.instalment is not None
    return payment_holiday(
        [rest.borrowed],
        period_rate(loan.rate, loan.period),
        months,
        rest.n,
        rule,
        rest.first_due,
        rest.paid_out,
        period=loan.period,
        instalment=[rest.instalment] if resumes else None,
        rounding=loan.rounding,
    )


def roll_over(loan: Loan, times: int, fee: Fee) -> tuple[np.ndarray, np.ndarray]:
    """What does it cost to roll a short loan over instead of repaying it (借新还旧、续期)?

    On each of the first `times` due dates the fee is paid, with the interest due, and the principal moves to the next
    due date.

    Parameters
    ----------
    loan : Loan, bullet, of one period
    times : int
    fee : Fee
        Of the principal, each time.

    Returns
    -------
    days : ndarray of datetime64[D], shape (times + 2,)
    cents : ndarray of int, shape (times + 2,)
        As the borrower sees it: what is received, then each payment, negative.
    """
    if loan.repayment is not Repayment.BULLET or loan.n != 1:
        raise ValueError("Rolling over is worked for a loan repaid in one sum after one period.")
    if times < 0:
        raise ValueError(f"A loan cannot be rolled over {times} times; the least is 0.")
    days, amounts = [np.datetime64(loan.paid_out, "D")], [loan.received]
    rolled: Loan = loan
    for _ in range(times):
        day, amount = rolled.flows()
        days.append(day[-1])
        amounts.append(int(amount[-1]) + loan.borrowed - int(fee.at_start(loan.borrowed)))
        rolled = replace(rolled, drawn=day[-1].item(), first_due=_next(rolled, day[-1].item()))
    day, amount = rolled.flows()
    return np.array([*days, day[-1]]), np.array([*amounts, int(amount[-1])])


def _next(loan: Loan, day: date) -> date:
    return (
        replace(loan, first_due=day, drawn=None, n=2, anchor_day=loan.anchor_day or loan.first_due.day)
        .due_dates[1]
        .item()
    )
