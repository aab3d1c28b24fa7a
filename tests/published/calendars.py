"""Published cases about due dates and day counts, asked of `credit`."""

import re
from fractions import Fraction

import numpy as np

from credit.dates import days, is_month_end
from credit.daycount import DayCount, year_fraction
from credit.interest import Interest
from credit.money import cents
from credit.periods import MONTHLY, due_dates
from credit.rates import Rates
from tests.published import NotSupported
from tests.published.reading import count, day_count_of, money, number, only, period_of, rate_of, understood, words_of
from tests.published.schedules import anchor_of

SOME_DAY = "2026-01-01"


def schedule_dates(case: dict) -> dict:
    given, rule = case["inputs"], words_of(case, "rule")
    period = period_of(given.get("frequency", "monthly"))
    first, anchor = _first_due(given, rule, period)
    due = [str(d) for d in due_dates(first, count(given["n"]), period, anchor)[0]]
    known = {"first": due[0], "second": due[min(1, len(due) - 1)], "last": due[-1], "dates": due, "due_dates": due}
    return only(known | {"n": len(due)}, case)


def _first_due(given, rule, period):
    """The first due date and the day of the month that the others keep: told, or from the day of pay-out."""
    first, start = given.get("first_due_date"), given.first("start_date", "disbursement_date")
    on_what = f"{given.get('repayment_date_on', '')}".lower()
    if first is not None:
        first = np.datetime64(first, "D")
        if not is_month_end(first):
            return first, None
        understood(
            rule, "last day|end of (the )?month|month end|same day|day of the month|months? (after|from)", "a date"
        )
        return first, 31 if re.search("last day stays|end of (the )?month|month end", rule) else None
    if start is None:
        raise NotSupported("neither a first due date nor a day of pay-out is given")
    month = np.datetime64(start, "M")
    if re.search("start of (the )?next month", on_what):
        return (month + 1).astype("datetime64[D]"), 1
    if re.search("end of (the )?(current )?month", on_what):
        return (month + 1).astype("datetime64[D]") - 1, 31
    if on_what:
        raise NotSupported(f"a repayment on the {on_what} is not known")
    return due_dates(start, 1, period, start=1)[0, 0], anchor_of(start) if period.unit == MONTHLY.unit else None


def day_count(case: dict) -> dict:
    given, convention = case["inputs"], day_count_of(case["conventions"].get("day_count", ""))
    if "pairs" in given:
        pairs = np.asarray(given["pairs"], "datetime64[D]").T
        parts, year = year_fraction(*pairs, convention, given.get("termination_date"))
        fractions = [Fraction(int(part), year) for part in parts]
        known = {"fractions": fractions, "year_fractions": fractions, "days": _counted(*pairs, fractions, convention)}
        return only(known, case)
    if "days" in given:
        elapsed = count(given["days"])
        fraction = Fraction(elapsed, _year(convention))
    else:
        start, end = given["start"], given["end"]
        part, year = year_fraction(start, end, convention, given.get("termination_date"))
        fraction = Fraction(int(part), year)
        elapsed = _counted([start], [end], [fraction], convention)[0]
    known = {"days": elapsed, "fraction": fraction, "year_fraction": fraction}
    lent = given.first("balance", "principal")
    if lent is not None:
        balance, rate = np.array([cents(number(lent))]), rate_of(given, case["conventions"])
        interest = Interest(Rates.of(rate.nominal_annual * fraction), int(balance[0]))(balance, 0)
        twelfth = Interest(Rates.of(rate.monthly), int(balance[0]))(balance, 0)
        known |= {"interest": money(interest[0]), "flat_twelfth": money(twelfth[0])}
    return only(known, case)


THIRTIES = (DayCount.D30_360, DayCount.D30E_360, DayCount.D30E_360_ISDA, DayCount.D30_360_US)


def _counted(starts, ends, fractions, convention) -> list[int]:
    """The days between, as the convention counts them."""
    if convention in (*THIRTIES, DayCount.D30_365, DayCount.NL_365):
        return [int(f * _year(convention)) for f in fractions]
    return [int(d) for d in days(ends) - days(starts)]


def _year(convention) -> Fraction:
    """The days of the year that a count of days alone goes over."""
    if convention in (DayCount.ACT_ACT_ISDA, DayCount.ACT_ACT_BY_DATE):
        raise NotSupported("a number of days without their dates has no year of actual length")
    if convention is DayCount.ACT_365_25:
        return Fraction("365.25")
    return Fraction(int(year_fraction(SOME_DAY, SOME_DAY, convention)[1]))


KINDS = {"schedule_dates": schedule_dates, "day_count": day_count}
