"""What do equal payments add up to, and what is in each of them?

The textbook formulas of level payments, exact: amounts and rates are exact numbers in (`credit.money.exact`), and a
Fraction comes out, not yet rounded to cents. They tie five quantities together,

    pv (1 + i)^n + pmt (1 + i w) ((1 + i)^n - 1) / i + fv = 0,

n a whole number of periods, i the rate of one, w = 0 when payments end a period (the rule of loans) and 1 when they
begin it. Signs as in a spreadsheet: money received is positive, money paid is negative. Source: the standard theory
of interest, as in the OpenDocument formula specification (PV, FV, PMT, IPMT, PPMT, NPER, RATE).

`credit.loans` makes real schedules, in cents; this module checks them and answers "what if".
"""

from enum import IntEnum
from fractions import Fraction
from math import expm1, log1p

from credit.irr import Answer, rate_of_return
from credit.money import exact


class When(IntEnum):
    """When in a period is the payment made?"""

    END = 0
    BEGIN = 1


def payment(rate, n: int, pv, fv=0, when: When = When.END) -> Fraction:
    """What equal payment clears this in n periods? -(pv g + fv) / ((1 + i w) (g - 1) / i) with g = (1 + i)^n."""
    i, pv, fv = exact(rate), exact(pv), exact(fv)
    return -(pv * _growth(i, n) + fv) / _worth_of_ones(i, n, when)


def future_value(rate, n: int, pmt, pv, when: When = When.END) -> Fraction:
    """What is left (or saved) after n payments, with the sign of a flow? -(pv g + pmt (1 + i w) (g - 1) / i)."""
    i = exact(rate)
    return -(exact(pv) * _growth(i, n) + exact(pmt) * _worth_of_ones(i, n, when))


def present_value(rate, n: int, pmt, fv=0, when: When = When.END) -> Fraction:
    """What loan do these payments clear? -(fv + pmt (1 + i w) (g - 1) / i) / g."""
    i = exact(rate)
    return -(exact(fv) + exact(pmt) * _worth_of_ones(i, n, when)) / _growth(i, n)


def interest_part(rate, k: int, n: int, pv, fv=0, when: When = When.END) -> Fraction:
    """How much of payment k is interest? The rate on what was left before it; nothing in a first payment at once."""
    i = exact(rate)
    _within(k, n)
    if when is When.BEGIN and k == 1:
        return Fraction(0)
    left = future_value(i, k - 1, payment(i, n, pv, fv, when), pv, when)
    return left * i / (1 + i * when)


def principal_part(rate, k: int, n: int, pv, fv=0, when: When = When.END) -> Fraction:
    """How much of payment k repays the loan? The payment less its interest."""
    return payment(rate, n, pv, fv, when) - interest_part(rate, k, n, pv, fv, when)


def interest_between(rate, first: int, last: int, n: int, pv, when: When = When.END) -> Fraction:
    """How much interest do payments first to last hold, both counted?"""
    return sum((interest_part(rate, k, n, pv, 0, when) for k in range(first, last + 1)), Fraction(0))


def principal_between(rate, first: int, last: int, n: int, pv, when: When = When.END) -> Fraction:
    """How much of the loan do payments first to last repay, both counted?"""
    return sum((principal_part(rate, k, n, pv, 0, when) for k in range(first, last + 1)), Fraction(0))


def interest_of_equal_principal(rate, k: int, n: int, pv) -> Fraction:
    """How much of payment k is interest when the principal is repaid in equal parts (等额本金)? -pv i (n - k + 1) / n.

    A spreadsheet's ISPMT counts from 0: its period k - 1 is payment k here.
    """
    _within(k, n)
    return -exact(pv) * exact(rate) * Fraction(n - k + 1, n)


def periods(rate, pmt, pv, fv=0, when: When = When.END) -> float | None:
    """After how many payments is it cleared? None if never: each payment is then eaten by the interest.

    n = ln((a - fv) / (a + pv)) / ln(1 + i) with a = pmt (1 + i w) / i; -(pv + fv) / pmt at a rate of zero. A part of a
    period is possible, and a negative n says how long ago it would have been clear.
    """
    i, pmt, pv, fv = exact(rate), exact(pmt), exact(pv), exact(fv)
    if i == 0:
        return float(-(pv + fv) / pmt) if pmt else None
    a = pmt * (1 + i * when) / i
    if a + pv == 0 or (ratio := (a - fv) / (a + pv)) <= 0:
        return None
    return log1p(ratio - 1) / log1p(i)


def rate(n: int, pmt, pv, fv=0, when: When = When.END) -> Answer:
    """Which rate a period do these payments hide?

    The rate of return of pv at once, pmt at each of n payments and fv after n periods; so it is unique, several, or
    none by name (`credit.irr.Outcome`), never a guess.
    """
    flows = [float(exact(pv))] + [0.0] * n
    flows[n] += float(exact(fv))
    for k in range(n):
        flows[k + 1 - when] += float(exact(pmt))
    return rate_of_return(flows, range(n + 1)).one()


def effective(nominal, times_a_year: int) -> Fraction:
    """What does a nominal yearly rate come to when it is compounded? (1 + nominal / m)^m - 1, exactly."""
    return (1 + exact(nominal) / _whole(times_a_year)) ** times_a_year - 1


def nominal(effective_rate, times_a_year: int) -> float:
    """Which nominal yearly rate compounds to this effective one? m ((1 + effective)^(1/m) - 1)."""
    return times_a_year * per_period(effective_rate, times_a_year)


def per_period(effective_rate, times_a_year: int) -> float:
    """What does one of m equal periods bear at this effective yearly rate? (1 + effective)^(1/m) - 1.

    A lender that keeps only so many decimals of it has changed the contract: round it then with the number that the
    contract names.
    """
    return expm1(log1p(exact(effective_rate)) / _whole(times_a_year))


def _growth(i: Fraction, n: int) -> Fraction:
    if int(n) != n or n < 0:
        raise ValueError(f"{n} periods cannot be paid in; give a whole number from 0 up.")
    if i <= -1:
        raise ValueError(f"A rate of {float(i):.4%} a period loses everything; it must be above -100 %.")
    return (1 + i) ** int(n)


def _worth_of_ones(i: Fraction, n: int, when: When) -> Fraction:
    """What n payments of 1 have grown to after n periods."""
    return (_growth(i, n) - 1) / i * (1 + i * when) if i else Fraction(n)


def _within(k, n):
    if not 1 <= k <= n:
        raise ValueError(f"Payment {k} does not exist: there are payments 1 to {n}.")


def _whole(times_a_year: int) -> int:
    if times_a_year < 1:
        raise ValueError(f"A year of {times_a_year} periods has none; give 1 or more.")
    return times_a_year
