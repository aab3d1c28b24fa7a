"""Published cases about rates of return and annual percentage rates, asked of `credit`."""

import re

import numpy as np

from credit import apr, irr
from credit.daycount import year_fraction
from credit.intervals import UnitPeriod
from credit.irr import Outcome
from credit.money import amount, cents
from tests.published import NotSupported
from tests.published.reading import Given, count, day_count_of, number, only, understood, words_of


def the_rate(answer) -> float | None:
    """The one rate; of several, the one that the sources choose: not below zero if any is, and nearest to zero.

    None where there is none, which the engine says and the sources print as null or not a number.
    """
    if answer.outcome is Outcome.SEVERAL:
        return min([r for r in answer.roots if r >= 0] or answer.roots, key=abs)
    return answer.rate


def percent(rate: float | None) -> float | None:
    return None if rate is None else 100 * rate


# Rates of return


def apr_irr(case) -> dict:
    given, rate = case["inputs"], case["inputs"].get("rate")
    understood(words_of(case, "method"), "actuarial", "a rate of return")
    words_of(case, "period")  # whatever it is, the rate is the one for it
    if "cash_flows" in given:
        flows = _series(given["cash_flows"])
        return only(_per_period(flows) if rate is None else {"npv": _worth(flows, rate, range(len(flows)))}, case)
    if "flows" in given:
        flows = pairs(given["flows"])
        sums, dates = [a for _, a in flows], [d for d, _ in flows]
        named = given.get("day_count") or case["conventions"].get("day_count", "act/365")
        if rate is None:
            return only({"xirr": by_date(sums, dates, named)}, case)
        return only({"xnpv": _worth([float(a) for a in sums], rate, years(dates, named))}, case)
    if "amount_financed" in given:
        payments = pairs(given["payments"])
        flows = [number(given["amount_financed"]), *(-paid for _, paid in payments)]
        dates = [given["date"], *(day for day, _ in payments)]
        rate = the_rate(apr.actuarial_apr_by_date(flows, dates, unit_period(given["unit_period"])))
        return only({"apr_percent": percent(rate)}, case)
    raise NotSupported(f"flows given as {', '.join(given)} are not known")


def pairs(rows) -> list[tuple]:
    """[date, amount] or {"date": ..., "amount": ...}."""
    both = [(row["date"], row["amount"]) if isinstance(row, dict) else tuple(row) for row in rows]
    return [(day, number(sum_)) for day, sum_ in both]


def _per_period(flows) -> dict:
    rate = the_rate(irr.irr(flows).one())
    if rate is None:
        return {"irr": None}
    return {"irr": rate, "annual_nominal": 12 * rate, "annual_effective": (1 + rate) ** 12 - 1}


def _series(flows) -> list[float]:
    """A list, or {"first": x or null, "repeat": [x, times], "last": y}."""
    if isinstance(flows, list):
        return [float(number(f)) for f in flows]
    if not set(flows) <= {"first", "repeat", "last"}:
        raise NotSupported(f"a series given as {', '.join(flows)} is not known")
    each, times = flows.get("repeat", (0, 0))
    ends = [[] if flows.get(key) is None else [float(number(flows[key]))] for key in ("first", "last")]
    return [*ends[0], *[float(number(each))] * count(times), *ends[1]]


def _worth(flows, rate, times) -> float:
    return float(irr.present_value(flows, float(number(rate)), times)[0])


def years(dates, convention: str) -> np.ndarray:
    """The time of each date since the earliest."""
    parts, year = year_fraction(np.min(np.asarray(dates, "datetime64[D]")), dates, day_count_of(convention))
    return parts / year


def by_date(flows, dates, convention: str) -> float | None:
    """The effective yearly rate of dated flows."""
    return the_rate(irr.xirr([float(f) for f in flows], dates, day_count_of(convention)).one())


def unit_period(text: str) -> UnitPeriod:
    """ "month", "2 weeks", "3 months", "half-month", "0.5 months", "weekly"; twelve months are a year."""
    words = re.sub(r"ly$", "", str(text).strip().lower())
    half = r"(?:1 )?(?:half[- ]?month|semi-? ?month)s?|(?:0\.5|1/2) months?"
    if re.fullmatch(half, words):
        return UnitPeriod(1, "half-month")
    found = re.fullmatch(r"(?:(\d+) )?(day|week|fortnight|month|quarter|year|annual|dai)s?", words)
    if not found:
        raise NotSupported(f"the unit period {text!r} is not known")
    each = {"fortnight": (2, "week"), "quarter": (3, "month"), "annual": (1, "year"), "dai": (1, "day")}
    length, of = each.get(found[2], (1, found[2]))
    length *= int(found[1] or 1)
    return UnitPeriod(1, "year") if (length, of) == (12, "month") else UnitPeriod(length, of)


# Annual percentage rates


def regz_actuarial(case) -> dict:
    given = case["inputs"]
    flows, whole, odd = [], [], []
    for sign, streams in ((1, given["advances"]), (-1, given["payment_streams"])):
        for stream in map(Given, streams):
            for k in range(count(stream.get("n", 1))):
                flows.append(sign * number(stream["amount"]))
                whole.append(count(stream["t"]) + k)
                odd.append(number(stream.get("f", 0)))
    return only({"value": percent(the_rate(apr.actuarial_apr(flows, whole, odd, _per_year(given))))}, case)


def _per_year(given):
    """Unit periods in a year: told, or by their name."""
    told, unit = given.get("unit_periods_per_year"), given.get("unit_period")
    if told is None and unit is None:
        raise NotSupported("neither the unit period nor how many there are in a year is given")
    return number(told) if told is not None else unit_period(unit).per_year


def regz_single(case) -> dict:
    """The whole term is the unit period; in days or months, a year of 365 days or of 12 months."""
    given = case["inputs"]
    term_days, term_months = given.get("unit_period_days"), given.get("unit_period_months")
    times = given.get("unit_periods_per_year")
    if times is None:
        times = 365 / number(term_days) if term_days is not None else 12 / number(given["unit_period_months"])
    elif term_months is not None and number(times) * number(term_months) != 12:
        raise NotSupported("the unit period and the number of them in a year contradict each other")
    rate = apr.single_payment_apr(number(given["amount"]), number(given["payment"]), number(times))
    return only({"value": 100 * rate}, case)


def simple(case) -> dict:
    """The fee as a share of the loan, times how often the term fits into a year: an APR of one unit period."""
    given = case["inputs"]
    lent, fee = number(given.first("amount", "principal")), number(given["fee"])
    times = number(given.get("year_days", 365)) / number(given["days"])
    return only({"value": 100 * apr.single_payment_apr(lent, lent + fee, times)}, case)


def arithmetic(case) -> dict:
    """The total interest of n equal payments."""
    given = case["inputs"]
    paid, lent = cents(number(given["payment"])) * count(given["n"]), cents(number(given["principal"]))
    return only({"value": amount(paid - lent)}, case)


KINDS = {
    "apr_irr": apr_irr,
    "arithmetic": arithmetic,
    "regz_actuarial_apr_percent": regz_actuarial,
    "regz_single_payment_apr_percent": regz_single,
    "simple_apr_percent": simple,
}
