"""What is the yearly rate that the law makes a lender print?

Two families. The American one (Regulation Z) is nominal: the rate of a unit period times the unit periods in a year.
The European and British one is effective: it compounds. The same loan shows two different numbers under the same
three letters.
"""

from fractions import Fraction

import numpy as np
from scipy.optimize import brentq

from credit.intervals import UnitPeriod, common_unit_period, eu_years
from credit.irr import Answer, Outcome, rate_of_return
from credit.roots import sign_changes

SCAN = np.linspace(-7.0, 20.0, 5401)  # ln(1 + rate of a unit period), from -99.9 % up


def eu_apr(flows, times) -> Answer:
    """What APR does a European or British lender have to show?

    sum C_k (1 + X)^(-t_k) = sum D_l (1 + X)^(-s_l): the effective yearly rate at which drawdowns are worth what is
    repaid and charged.

    Parameters
    ----------
    flows : array_like, shape (N,)
        Received positive, paid negative (charges too).
    times : array_like of Fraction or float, shape (N,)
        Years from the first drawdown; see `credit.intervals.eu_years`.

    Notes
    -----
    Directive 2008/48/EC, Annex I, part I. To be shown with one decimal.
    """
    return rate_of_return([float(f) for f in flows], [float(t) for t in times]).one()


def eu_apr_by_date(flows, dates, period: str = "month") -> Answer:
    """What APR does a European or British lender have to show, when the flows have dates? The first drawdown is the
    earliest date on which money is received.

    Parameters
    ----------
    flows : array_like, shape (N,)
    dates : sequence of date, length N
    period : {"year", "month", "week", "day"}
        In which the intervals are counted.

    Raises
    ------
    ValueError
        When no money is received.
    """
    if not any(flows):
        return Answer(Outcome.ALL_ZERO, None, ())
    drawdowns = [day for flow, day in zip(flows, dates) if flow > 0]
    if not drawdowns:
        raise ValueError("No money is received in these flows; give the drawdown as a positive amount.")
    return eu_apr(flows, [eu_years(min(drawdowns), day, period) for day in dates])


def actuarial_apr(flows, whole, odd, unit_periods_a_year) -> Answer:
    """What APR does an American lender have to show?

    sum A / ((1 + f i)(1 + i)^t) = sum P / ((1 + f i)(1 + i)^t), and APR = i x unit periods a year: nominal, with
    simple interest over an odd part f of a unit period.

    Parameters
    ----------
    flows : array_like, shape (N,)
        Advances positive, payments negative. A fee deducted from the loan is not received: leave it out of the advance
        (the "amount financed").
    whole : array_like of int, shape (N,)
        Whole unit periods t from the first advance.
    odd : array_like of Fraction or float, shape (N,)
        The part f of a unit period beyond them, 0 <= f < 1.
    unit_periods_a_year : Fraction or int

    Returns
    -------
    Answer
        Rates as yearly fractions (0.0969 for 9.69 %).

    Notes
    -----
    12 CFR 1026, Appendix J, (b)(8). When the flows change sign once, the later ones lose value against the earlier
    ones as i rises, so there is one root at most. Otherwise roots are looked for between -99.9 % and 48,000,000,000 %
    a unit period in 5,400 steps, and two roots closer than such a step may pass unseen.

    Raises
    ------
    ValueError
        When an odd part lies outside 0 to 1 or a time before the first advance.
    """
    flows = np.array([float(f) for f in flows])
    whole, odd = np.asarray(whole, dtype=float), np.array([float(f) for f in odd])
    if ((odd < 0) | (odd >= 1)).any():
        raise ValueError(f"An odd part of a unit period of {odd[(odd < 0) | (odd >= 1)][0]} is not from 0 to below 1.")
    if (whole < 0).any():
        raise ValueError(f"A time of {whole.min():g} unit periods lies before the first advance; times start at 0.")
    flows, whole, odd = _netted(flows, whole, odd)
    per_year = float(Fraction(unit_periods_a_year))
    if not flows.any():
        return Answer(Outcome.ALL_ZERO, None, ())

    def value(x):
        """Worth at x = ln(1 + i), as a share of all the money, so that nothing overflows."""
        power = -whole * x - np.log1p(odd * np.expm1(x))
        return float(flows @ np.exp(power - power.max())) / float(np.abs(flows) @ np.exp(power - power.max()))

    changes = int(sign_changes(flows[None])[0])
    points = np.array(_around(value)) if changes == 1 else SCAN if changes else np.array([])
    at = [value(x) for x in points]
    pairs = [k for k in range(len(at) - 1) if at[k] * at[k + 1] < 0]
    found = [brentq(value, points[k], points[k + 1], xtol=1e-15, rtol=1e-14) for k in pairs]
    found += [x for x, height in zip(points, at) if height == 0]
    roots = tuple(sorted(float(np.expm1(x)) * per_year for x in found))
    outcome = (Outcome.NONE, Outcome.UNIQUE, Outcome.SEVERAL)[min(len(roots), 2)]
    return Answer(outcome, roots[0] if len(roots) == 1 else None, roots)


def actuarial_apr_by_date(flows, dates, unit: UnitPeriod | None = None) -> Answer:
    """What APR does an American lender have to show, when the flows have dates? They are counted from the first advance
    in unit periods as Appendix J (b)(5) counts them.

    Parameters
    ----------
    flows : array_like, shape (N,)
    dates : sequence of date, length N
    unit : UnitPeriod, optional
        `credit.intervals.common_unit_period` of the dates unless told.

    Raises
    ------
    ValueError
        When no money is advanced, or a payment comes before the first advance.
    """
    if not any(flows):
        return Answer(Outcome.ALL_ZERO, None, ())
    unit = unit or common_unit_period(dates)
    advances = [day for flow, day in zip(flows, dates) if flow > 0]
    if not advances:
        raise ValueError("No money is advanced in these flows; give the advance as a positive amount.")
    times = [unit.between(min(advances), day) for day in dates]
    return actuarial_apr(flows, [t for t, _ in times], [f for _, f in times], unit.per_year)


def single_payment_apr(advance, repaid, unit_periods_a_year) -> Fraction:
    """What APR has one advance repaid by one payment within a year? (repaid / advance - 1) x unit periods a year.

    The term is one unit period (`credit.intervals.single_payment_unit`). 12 CFR 1026, Appendix J, (b)(5)(vi), (vii).
    """
    return (Fraction(repaid) / Fraction(advance) - 1) * Fraction(unit_periods_a_year)


def single_payment_effective(advance, repaid, days, year_days) -> float:
    """What effective yearly rate has one advance repaid by one payment? (repaid / advance)^(year_days / days) - 1.

    For a few days the length of the year (365, 365.25, 366) moves the answer much: name it beside the figure.
    """
    return float(Fraction(repaid) / Fraction(advance)) ** float(Fraction(year_days) / Fraction(days)) - 1


def _around(value) -> tuple[float, ...]:
    """Two points with the only root between them, or nothing where there is none below e^600."""
    reach = 0.25
    while reach < 600:
        low, high = value(-reach), value(reach)
        if low * high <= 0:
            return -reach, reach
        reach *= 2
    return ()


def _netted(flows, whole, odd):
    """In order of time, flows of one moment added up."""
    moments = {}
    for flow, t, f in zip(flows, whole, odd):
        moments.setdefault((t, f), []).append(flow)
    order = sorted(moments)
    return np.array([sum(moments[m]) for m in order]), np.array([m[0] for m in order]), np.array([m[1] for m in order])
