"""Published cases about schedules, asked of `credit`.

What a peer rounds for display only is worked here in units of a ten-billionth of a cent, so that the same engine gives
its unrounded figures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from credit.accrual import Accrual, FirstPeriod, periodic_rates
from credit.dates import days
from credit.kinds import bullet, equal_principal, flat, interest_only
from credit.level import Absorbs, equal_instalments
from credit.money import Rounding, cents, divide
from credit.periods import MONTHLY, due_dates
from credit.rates import Rates
from credit.schedule import Schedule
from tests.published import NotSupported
from tests.published.reading import (
    FINE,
    accrual_of,
    count,
    is_unrounded,
    money,
    number,
    only,
    period_of,
    rate_of,
    rounding_of,
)  # fmt: skip

SOME_DAY = "2026-01-01"


@dataclass
class Answer:
    """A schedule in units of 1/scale of a cent, and the rates it was made with."""

    rows: Schedule
    rates: Rates | None = None
    scale: int = 1
    dated: bool = True  # False where the case names no day at all

    def figures(self, case: dict) -> dict:
        known = {key: self.figure(key, value, case) for key, value in case["expected"].items()}
        return only({key: value for key, value in known.items() if value is not None}, case)

    def figure(self, key, shape, case):
        s, to_pay = self.rows, self.rows.to_pay[0]
        last = int(s.count[0]) - 1
        plain = {
            "payment": lambda: to_pay[0],
            "last_payment": lambda: to_pay[last],
            "second_payment": lambda: to_pay[min(1, last)],
            "monthly_decrease": lambda: to_pay[0] - to_pay[min(1, last)],
            "total_interest": lambda: s.total_interest[0],
            "total": lambda: to_pay.sum(),
            "principal_left": lambda: s.balance[0, count(case["inputs"]["paid"]) - 1],
        }
        plain |= dict.fromkeys(("first_payment", "monthly_payment", "instalment", "emi"), plain["payment"])
        plain |= dict.fromkeys(("total_payment", "total_paid"), plain["total"])
        whole = "whole units" in case["conventions"].get("rounding", "")
        if key == "rows":
            return self.chosen_rows(shape, whole)
        if key == "n":
            return last + 1
        if key == "payments":
            return [money(x, self.scale) for x in to_pay]
        if key == "instalment" and isinstance(shape, dict):
            return {name: self.cell(0, name) for name in shape}
        if key == "totals":
            return {name: money(sum(number(self.cell(k, name)) * 100 for k in range(len(to_pay)))) for name in shape}
        return self.shown(plain[key](), shape, whole) if key in plain else None

    def chosen_rows(self, shapes, whole):
        """All rows, or those whose numbers or due dates are printed."""
        numbers = [row.get("n", row.get("number")) for row in shapes]
        dates = [row.get("due_date") for row in shapes]
        if None not in numbers:
            chosen = [int(n) - 1 for n in numbers]
        elif None not in dates and set(dates) <= set(map(str, self.rows.due[0])):
            chosen = [list(map(str, self.rows.due[0])).index(d) for d in dates]
        else:
            chosen = list(range(int(self.rows.count[0])))
        if any(not 0 <= k < self.rows.due.shape[1] for k in chosen):
            return None
        shapes = shapes if len(shapes) == len(chosen) else [shapes[0]] * len(chosen)
        return [{key: self.cell(k, key, s[key] if whole else None) for key in s} for k, s in zip(chosen, shapes)]

    def shown(self, units, shape, whole):
        """In cents, or in whole units where the source rounds to them and prints no cents."""
        if whole and "." not in str(shape):
            return str(divide(int(units), 100 * self.scale))
        return money(units, self.scale)

    def cell(self, k, key, shape=None):
        s = self.rows
        if key in ("n", "number"):
            return k + 1
        if key in ("due_date", "days") and not self.dated:
            raise NotSupported("the case gives no date")
        if key == "due_date":
            return str(s.due[0, k])
        if key == "days":
            before = s.drawn[0] if k == 0 else s.due[0, k - 1]
            return int(days(s.due[0, k]) - days(before))
        if key == "rate_factor" and self.rates is not None:
            rates = self.rates.take(0)
            factor = rates[min(k, len(rates) - 1)]
            places = divide(factor.numerator * 10**12, factor.denominator, Rounding.HALF_EVEN)
            return f"{Decimal(places).scaleb(-12):f}"
        units = {
            "interest": s.interest[0, k],
            "principal": s.principal[0, k],
            "balance": s.balance[0, k],
            "opening_balance": s.balance[0, k] + s.principal[0, k],
            "due": s.to_pay[0, k],
            "payment": s.to_pay[0, k],
            "fee": 0 if s.fees is None else s.fees[0, k],
            "fees": 0 if s.fees is None else s.fees[0, k],
            "penalties": 0,
        }
        if key not in units:
            raise NotSupported(f"the column {key!r} is not known")
        return self.shown(units[key], shape, shape is not None)


# Terms


def multiple_of(text: str) -> dict:
    """How is the instalment rounded? "to a multiple of 1", "instalment ceil", "rounded up to the whole unit"."""
    unit = re.search(r"multiple of (\d+)", text)
    whole = re.search(r"(?:instalment|payment|emi)\b[^;,]*(?:whole unit|\bceil)", text)
    up = re.search(r"\bceil|rounded up", text)
    even = rounding_of(text) is Rounding.HALF_EVEN
    rounding = Rounding.UP if up else Rounding.HALF_EVEN if even else Rounding.HALF_UP
    return {"multiple": 100 * int(unit[1] if unit else 1) if unit or whole else 1, "multiple_rounding": rounding}


def of_terms(case, **terms) -> Answer:
    """Principal, a rate and either a number of instalments or due dates."""
    given, conventions = case["inputs"], case["conventions"]
    text = conventions.get("rounding", "")
    scale = FINE if is_unrounded(text) else 1
    rate, period = rate_of(given, conventions), period_of(given.get("frequency", "monthly"))
    irregular = "due_dates" in given
    start = told = given.first("disbursement_date", "start_date")
    begin = given.get("first_period_start") or start or SOME_DAY
    anchor = None
    if irregular:
        due = np.asarray(given["due_dates"], "datetime64[D]")
        if given.get("n") is not None and count(given["n"]) != len(due):
            raise NotSupported(f"{given['n']} instalments on {len(due)} due dates")
    else:
        first = given.get("first_due_date")
        if first is None:
            first, anchor = due_dates(begin, 1, period, start=1)[0, 0], anchor_of(begin)
        due = due_dates(first, _many(given, period), period, anchor)[0]
    accrual = accrual_of(conventions, irregular or "day_count" in conventions and period.unit == "day")
    start = start or due_dates(due[0], 1, period, anchor, start=-1)[0, 0]
    first_period = FirstPeriod.PRO_RATA if "pro-rated" in conventions.get("day_count", "") else FirstPeriod.WHOLE
    rates = periodic_rates(rate, start, due, accrual, first_period, period, anchor)
    if "rate_per_period" in given:
        rates = Rates.of(number(given["rate_per_period"]))
    principal, n = [cents(number(given["principal"])) * scale], [len(due)]
    common = {"due": due, "drawn": start, "rounding": rounding_of(text)}
    rows = _by_method(str(given.first("method", "schedule_type", default="")).lower(), principal, rate, rates, n)
    terms = multiple_of(text) | terms
    terms["multiple"] *= scale if terms["multiple"] > 1 else 1
    dated = any(name in given for name in ("due_dates", "first_due_date", "first_period_start")) or told is not None
    made = rows(terms, common)
    if "rounded up" in text and "lower final" in text:
        made = _least(made, lambda payment: equal_instalments(principal, rates, n, instalment=payment, **common))
    return Answer(made, rates, scale, dated)


def _least(rows, again):
    """The least instalment whose last one is not larger: rounding interest down may leave a cent to spare."""
    while True:
        less = again([int(rows.instalment[0, 0]) - 1])
        if less.instalment[0, -1] > less.instalment[0, 0]:
            return rows
        rows = less


def _by_method(method, principal, rate, rates, n):
    """How the method named repays, as a function of the rounding of the instalment and of the rest."""
    if re.search("等额本金|equal principal|constant amort|^sac$", method):
        return lambda terms, common: equal_principal(principal, rates, n, **common)
    if re.search("等本等费|^flat|add-on", method):
        return lambda terms, common: flat(principal, rate.monthly, n, **common)
    if re.search("interest[- ]only|先息后本", method):
        return lambda terms, common: interest_only(principal, rates, n, **common)
    if re.search("bullet|一次性还本付息", method):
        return lambda terms, common: bullet(principal, rates, n, **common)
    if re.search("^$|^annuity|^(progressive )?price|^french|等额本息|equal instal|level pay", method):
        return lambda terms, common: equal_instalments(principal, rates, n, **common, **terms)
    raise NotSupported(f"the method {method!r} is not known")


def _many(given, period) -> int:
    told = given.first("n", "n_payments", "number_of_payments")
    if told is None:
        years = given.get("years")
        months = count(given["term_months"] if years is None else number(years) * 12)
        if period.unit != "month" or months % period.every:
            raise NotSupported("a term that the periods do not make up")
        told = months // period.every
    if count(told) < 1:
        raise NotSupported(f"{told} instalments")
    return count(told)


def anchor_of(day) -> int:
    """The day of the month that monthly due dates keep or return to."""
    return int(str(day)[8:10])


# Periods given by their two ends


def of_bounds(case) -> Answer:
    """Periods given by their two ends; the instalment is re-balanced as the source's engine does."""
    given, conventions = case["inputs"], case["conventions"]
    bounds = np.asarray(given["period_bounds"], "datetime64[D]")
    if (bounds[1:, 0] != bounds[:-1, 1]).any():
        raise NotSupported("the periods leave gaps between them")
    if str(given.get("disbursement_date", bounds[0, 0])) != str(bounds[0, 0]):
        raise NotSupported("the loan is not drawn when its first period begins")
    text = conventions.get("rounding", "")
    accrual = accrual_of(conventions, irregular=not _whole_months(bounds))
    period = MONTHLY if accrual is not Accrual.BY_PERIOD else _whole_months(bounds)
    drawn, due = bounds[0, 0], bounds[:, 1]
    rates = periodic_rates(rate_of(given, conventions), drawn, due, accrual, FirstPeriod.WHOLE, period)
    principal, n = [cents(number(given["principal"]))], len(bounds)
    common = {"due": due, "drawn": drawn, "rounding": rounding_of(text)}
    rows = equal_instalments(principal, rates, [n], multiple_rounding=rounding_of(text), **common)
    if "re-balanced" in text and n > 1:
        rows = _rebalanced(rows, lambda payment: equal_instalments(principal, rates, [n], instalment=payment, **common))
    return Answer(rows, rates)


def _whole_months(bounds):
    """The period, where all are the same number of whole months from one day of the month to the same day."""
    ends = [*bounds[:, 0], bounds[-1, 1]]
    anchor = max(anchor_of(day) for day in ends)
    for months in range(1, 13):
        period = period_of(f"{months} months")
        if (due_dates(ends[0], len(ends), period, anchor)[0] == np.array(ends)).all():
            return period
    return None


def _rebalanced(rows, again):
    """One attempt: the difference of the last instalment spread over all, kept if the difference shrinks."""
    n = int(rows.n[0])

    def off(candidate):
        return int(candidate.instalment[0, -1] - candidate.instalment[0, -2])

    if abs(off(rows)) <= n // 2:
        return rows
    shift = divide(off(rows), n, Rounding.HALF_EVEN)
    other = again([int(rows.instalment[0, 0]) + shift]) if shift else rows
    return other if abs(off(other)) < abs(off(rows)) else rows


def of_plugged(case) -> Answer:
    """The last row of an outside lender: as large as the others, and what the principal leaves of it is interest."""
    printed = case["expected"].get("rows", ())
    lent, repaid = number(case["inputs"]["principal"]), sum(number(row["principal"]) for row in printed)
    if printed and repaid != lent:
        raise NotSupported(f"the rows that are printed repay {float(repaid):.2f} of a loan of {float(lent):.2f}")
    return of_terms(case, absorbs=Absorbs.LAST_INTEREST)


def loan_of(case: dict) -> Answer:
    """The schedule that a case describes by plain terms or by the bounds of its periods."""
    if "period_bounds" in case["inputs"]:
        return of_bounds(case)
    return of_plugged(case) if "own plug" in (case.get("notes") or "") else of_terms(case)
