"""Published cases about schedules, due dates, day counts, upfront fees and settlement, asked of `credit`.

Inputs are read by kind and by convention. What a peer rounds for display only is worked here in units of a
ten-billionth of a cent, so that the same engine gives its unrounded figures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from credit.accrual import Accrual, FirstPeriod, period_rate, periodic_rates
from credit.addon import add_on
from credit.dates import days, is_month_end
from credit.daycount import DayCount, year_fraction
from credit.fees import Of, upfront, with_each_instalment
from credit.interest import Interest
from credit.kinds import bullet, equal_principal, flat, interest_only
from credit.level import NEVER, equal_instalments, instalments_needed, level_instalment
from credit.loans import Loan
from credit.money import Rounding, cents, divide, exact
from credit.periods import FORTNIGHTLY, MONTHLY, QUARTERLY, WEEKLY, YEARLY, Period, due_dates, every_days
from credit.rates import Rate, Rates, per_day, per_month, per_year, per_year_effective
from credit.schedule import Schedule
from credit.settlement import PayOff, actuarial_rebate, settle
from tests.published import NotSupported

FINE = 10**10  # units in a cent for figures that the source does not round
FREQUENCIES = {
    "monthly": MONTHLY,
    "weekly": WEEKLY,
    "fortnightly": FORTNIGHTLY,
    "biweekly": FORTNIGHTLY,
    "quarterly": QUARTERLY,
    "yearly": YEARLY,
}
SOME_DAY = "2026-01-01"


def number(value) -> Fraction:
    """1000, 0.14, "4.9", "28/30", "4.9%": the figure as printed, exactly."""
    return exact(repr(value) if isinstance(value, float) else value)


def money(units, scale: int = 1) -> str:
    """Units as an amount with two decimals, half up."""
    return f"{Decimal(divide(int(units), scale)).scaleb(-2)}"


# Reading


def rounding_of(text: str) -> Rounding:
    if "half-even" in text or "half even" in text:
        return Rounding.HALF_EVEN
    return Rounding.HALF_UP


def is_unrounded(text: str) -> bool:
    """No rounding named is none made, but for what is shown."""
    return not text or "unrounded" in text or text.strip() == "display"


def accrual_of(conventions: dict) -> Accrual | DayCount:
    """The time of a period, from words such as "actual days / 360"."""
    words, year_boundary = conventions.get("day_count", "").lower(), conventions.get("year_boundary", "")
    if "compounding" in words:
        return Accrual.COMPOUND_DAYS
    if not words or words.startswith("30/360"):
        return Accrual.BY_PERIOD
    found = re.search(r"actual(?: days)? ?/ ?(actual|360|364|365)", words)
    if not found:
        raise NotSupported(f"the day count {words!r} is not known")
    if found[1] == "actual" and "split at 31 december" in year_boundary.lower():
        return DayCount.ACT_ACT_BY_DATE
    by_year = {"360": DayCount.ACT_360, "364": DayCount.ACT_364, "365": DayCount.ACT_365F}
    return by_year.get(found[1], DayCount.ACT_ACT_ISDA)


def period_of(text: str) -> Period:
    days_ = re.fullmatch(r"every (\d+) days", text)
    if days_:
        return every_days(int(days_[1]))
    if text not in FREQUENCIES:
        raise NotSupported(f"the frequency {text!r} is not known")
    return FREQUENCIES[text]


def rate_of(given: dict, conventions: dict) -> Rate:
    if "annual_effective_rate_rounded" in given:
        # The lender's rounding is a term; it is worked from the monthly rate, not read from the case.
        digits = re.search(r"rounded to (\d+) decimals", conventions.get("day_count", ""))
        return quoted_rate(given["rate"]).as_effective(int(digits[1])) if digits else quoted_rate(given["rate"])
    if "annual_rate_percent" in given:
        return per_year(number(given["annual_rate_percent"]) / 100)
    if "annual_effective_rate_percent" in given:
        return per_year_effective(number(given["annual_effective_rate_percent"]) / 100)
    if "monthly_rate_percent" in given:
        return per_month(number(given["monthly_rate_percent"]) / 100)
    if "daily_rate_percent" in given:
        return per_day(number(given["daily_rate_percent"]) / 100)
    if "rate_per_period" in given:
        return per_month(number(given["rate_per_period"]))
    if "rate" in given:
        # A rate a year that compounds by the day is an effective one.
        effective = "compounding" in conventions.get("day_count", "") and str(given["rate"]).endswith("a")
        return _effective(given["rate"]) if effective else quoted_rate(given["rate"])
    raise NotSupported(f"no rate is known among {', '.join(given)}")


def _effective(text: str) -> Rate:
    return per_year_effective(quoted_rate(text).fraction)


def quoted_rate(text: str) -> Rate:
    found = re.fullmatch(r"([\d.]+)% ([mad])", str(text))
    if not found:
        raise NotSupported(f"the rate {text!r} is not a percentage a month, year or day")
    return {"m": per_month, "a": per_year, "d": per_day}[found[2]](number(found[1]) / 100)


# Schedules


@dataclass
class Answer:
    """A schedule in units of 1/scale of a cent, and the rates it was made with."""

    rows: Schedule
    rates: Rates | None = None
    scale: int = 1

    def figures(self, case: dict) -> dict:
        return {key: self.figure(key, value, case) for key, value in case["expected"].items()}

    def figure(self, key, shape, case):
        s, to_pay, given = self.rows, self.rows.to_pay[0], case["inputs"]
        count = int(s.count[0])
        plain = {
            "payment": lambda: to_pay[0],
            "first_payment": lambda: to_pay[0],
            "last_payment": lambda: to_pay[count - 1],
            "total_interest": lambda: s.total_interest[0],
            "total": lambda: to_pay.sum(),
            "total_payment": lambda: to_pay.sum(),
            "principal_left": lambda: s.balance[0, given["paid"] - 1],
        }
        if key == "rows":
            return [self.row(k, shape[0]) for k in range(len(to_pay))]
        if key == "n":
            return count
        if key == "payments":
            return [money(x, self.scale) for x in to_pay]
        if key == "instalment" and isinstance(shape, dict):
            return {name: self.cell(0, name) for name in shape}
        if key == "totals":
            return {name: money(sum(number(self.cell(k, name)) * 100 for k in range(len(to_pay)))) for name in shape}
        if key not in plain:
            raise NotSupported(f"the figure {key!r} is not known")
        units = plain[key]()
        if "whole units" in case["conventions"].get("rounding", "") and isinstance(shape, str) and "." not in shape:
            return str(divide(int(units), 100 * self.scale))
        return money(units, self.scale)

    def row(self, k, shape):
        return {key: self.cell(k, key) for key in shape}

    def cell(self, k, key):
        s = self.rows
        if key in ("n", "number"):
            return k + 1
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
        return money(units[key], self.scale)


def schedule(case: dict) -> dict:
    given, asked = case["inputs"], case["expected"]
    if str(given.get("interest_method", "")).startswith("add-on"):
        answer = of_add_on(case)
        return answer.figures(case)
    if "own plug" in case.get("notes", ""):
        raise NotSupported("the source's last row is a plug that no stated rule gives")
    if "period_bounds" in given:
        answer = of_bounds(case)
    elif "flat_rate_percent" in given:
        return whole_unit_flat(case)
    elif "interest_method" in given:
        answer = of_product(case)
    elif "fixed_payment" in given:
        answer = of_fixed_payment(case)
    else:
        answer = of_terms(case)
    if "n_with_ceil" in asked:
        raise NotSupported("whole-unit instalments leave some cents for one more; where the source puts them is unsaid")
    ceil = {key for key in asked if key == "ceil_payment"}
    figures = answer.figures(case | {"expected": {k: v for k, v in asked.items() if k not in ceil}})
    if ceil:
        up = {"multiple": 100, "multiple_rounding": Rounding.UP}
        figures["ceil_payment"] = str(int(of_terms(case, **up).rows.to_pay[0, 0]) // 100)
    return figures


def of_terms(case, **terms) -> Answer:
    """Principal, a rate and either a number of instalments or due dates."""
    given, conventions = case["inputs"], case["conventions"]
    text = conventions.get("rounding", "")
    scale = FINE if is_unrounded(text) else 1
    rate, accrual = rate_of(given, conventions), accrual_of(conventions)
    period = period_of(given.get("frequency", "monthly"))
    if "due_dates" in given:
        due = np.asarray(given["due_dates"], "datetime64[D]")
    else:
        first = given.get("first_due_date") or _first_due(given, period)
        due = due_dates(first, given["n"], period)[0]
    start = given.get("disbursement_date") or given.get("start_date") or due_dates(due[0], 1, period, start=-1)[0, 0]
    first_period = FirstPeriod.PRO_RATA if "pro-rated" in conventions.get("day_count", "") else FirstPeriod.WHOLE
    if "due_dates" in given and accrual is Accrual.BY_PERIOD:
        accrual = DayCount.D30_360 if "day_count" in conventions else DayCount.ACT_365F
    rates = periodic_rates(rate, start, due, accrual, first_period, period)
    if "rate_per_period" in given:
        rates = Rates.of(number(given["rate_per_period"]))
    principal, n = [cents(number(given["principal"])) * scale], [len(due)]
    common = {"due": due, "drawn": start, "rounding": rounding_of(text)}
    method = str(given.get("method", "")).lower()
    if "等额本金" in method or "equal principal" in method or "constant amort" in method:
        rows = equal_principal(principal, rates, n, **common, **terms)
    elif "interest only" in method or "先息后本" in method:
        rows = interest_only(principal, rates, n, **common)
    elif "bullet" in method or "一次性还本付息" in method:
        rows = bullet(principal, rates, n, **common)
    elif method in ("", "annuity", "price", "french") or "等额本息" in method or "equal instalment" in method:
        up = "rounded up" in text or "half-even" in text
        if up and not terms:
            terms = {"multiple_rounding": Rounding.UP if "rounded up" in text else Rounding.HALF_EVEN}
        rows = equal_instalments(principal, rates, n, **common, **terms)
    else:
        raise NotSupported(f"the method {method!r} is not known")
    return Answer(rows, rates, scale)


def _first_due(given, period):
    start = given.get("first_period_start") or given.get("disbursement_date") or given.get("start_date") or SOME_DAY
    return due_dates(start, 1, period, start=1)[0, 0]


def of_bounds(case) -> Answer:
    """Periods given by their two ends; the instalment is re-balanced as the source's engine does."""
    given, conventions = case["inputs"], case["conventions"]
    bounds = np.asarray(given["period_bounds"], "datetime64[D]")
    if (bounds[1:, 0] != bounds[:-1, 1]).any():
        raise NotSupported("the periods leave gaps between them")
    text = conventions.get("rounding", "")
    accrual = accrual_of(conventions)
    if accrual is Accrual.BY_PERIOD and (bounds[:, 1] != due_dates(bounds[0, 1], len(bounds))[0]).any():
        accrual = DayCount.D30_360
    rates = periodic_rates(rate_of(given, conventions), bounds[0, 0], bounds[:, 1], accrual)
    principal, n = [cents(number(given["principal"]))], len(bounds)
    common = {"due": bounds[:, 1], "drawn": bounds[0, 0], "rounding": rounding_of(text)}
    rows = equal_instalments(principal, rates, [n], multiple_rounding=rounding_of(text), **common)
    if "re-balanced" in text and n > 1:
        rows = _rebalanced(rows, lambda payment: equal_instalments(principal, rates, [n], instalment=payment, **common))
    return Answer(rows, rates)


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


def of_product(case) -> Answer:
    """A loan product: flat or declining interest, monthly or daily, equal instalments or equal principal, grace."""
    given, conventions = case["inputs"], case["conventions"]
    text = conventions.get("rounding", "")
    multiple = 100 if "multiple of 1;" in text or text.endswith("multiple of 1") else 1
    period = period_of(given.get("frequency", "monthly"))
    principal, n, rate = [cents(number(given["principal"]))], given["n"], rate_of(given, conventions)
    start = given.get("disbursement_date", SOME_DAY)
    due = due_dates(due_dates(start, 1, period, start=1)[0, 0], n, period, int(str(start)[8:10]))[0]
    common = {"due": due, "drawn": start, "rounding": rounding_of(text)}
    each, grace = period_rate(rate, period), given.get("grace_principal_periods", 0)
    free, method = given.get("interest_free_periods", 0), given["interest_method"]
    daily = given.get("interest_period") == "daily"
    if method == "flat":
        if grace or daily:
            raise NotSupported("flat interest with a principal grace or by day is not worked")
        rows = flat(principal, each, [n], multiple=multiple, **common)
        if free:
            rows.interest[0, free] += rows.interest[0, :free].sum()
            rows.interest[0, :free] = 0
    elif method == "declining_balance":
        if free:
            raise NotSupported("interest-free periods on a declining balance defer interest by a rule of the product")
        rates = periodic_rates(rate, start, due, DayCount.ACT_365F if daily else Accrual.BY_PERIOD)
        if given.get("amortization") == "equal_principal_payments":
            rows = equal_principal(principal, rates, [n], interest_only=grace, **common)
        elif given.get("amortization") in (None, "equal_installments"):
            whole = np.asarray(principal)
            monthly_ = equal_instalments(principal, each, [n], interest_only=grace, multiple=multiple, due=due)
            fixed = (
                [int(monthly_.instalment[0, grace])]
                if multiple > 1
                else level_instalment(whole, each, np.array([n - grace]))
            )
            rows = equal_instalments(principal, rates, [n], interest_only=grace, instalment=fixed, **common)
        else:
            raise NotSupported(f"the amortisation {given['amortization']!r} is not known")
    else:
        raise NotSupported(f"the interest method {method!r} is not known")
    percent = given.get("instalment_fee_percent_of_principal_plus_interest")
    if percent is not None:
        fee = with_each_instalment(share=number(percent) / 100, of=Of.INSTALMENT)
        rows = rows.with_fees(fee.on_rows(rows))
    return Answer(rows)


def of_add_on(case) -> Answer:
    """All interest is charged on the day of pay-out and paid before the principal."""
    given, text = case["inputs"], case["conventions"].get("rounding", "")
    if "settle interest before principal" not in given["interest_method"] or "rounded up" not in text:
        raise NotSupported("add-on interest by an unknown rule")
    found = re.search(r"([\d.]+)% in total", given.get("cap", ""))
    due = np.asarray(given["due_dates"], "datetime64[D]")
    rates = periodic_rates(rate_of(given, {}), given["start_date"], due, DayCount.ACT_365F)
    most = number(found[1]) / 100 if found else None
    principal = [cents(number(given["principal"]))]
    return Answer(add_on(principal, rates, [len(due)], due=due, drawn=given["start_date"], most=most), rates)


def of_fixed_payment(case) -> Answer:
    given = case["inputs"]
    principal, payment = [cents(number(given["principal"]))], [cents(number(given["fixed_payment"]))]
    rate = rate_of(given, case["conventions"]).monthly
    needed = int(instalments_needed(principal, rate, payment)[0])
    if needed == NEVER:
        raise NotSupported("the fixed payment does not cover the interest")
    rows = equal_instalments(principal, rate, [needed], SOME_DAY, instalment=payment)
    return Answer(rows, Rates.of(rate))


def whole_unit_flat(case) -> dict:
    """Flat interest for whole years; the sum of both is paid in equal whole units."""
    given = case["inputs"]
    if "rounded up to the whole unit" not in case["conventions"].get("rule", ""):
        raise NotSupported("flat interest by an unknown rule")
    principal, years = [cents(number(given["principal"]))], int(given["years"])
    lent = flat(principal, number(given["flat_rate_percent"]) / 100, [years], SOME_DAY, period=YEARLY)
    owed = lent.to_pay.sum()
    rows = equal_principal([owed], 0, [12 * years], SOME_DAY, multiple=100, multiple_rounding=Rounding.UP)
    after, lump = given["balance_after_emi"], given.get("lump_sum")
    extra = cents(number(lump["amount"])) if lump and lump["after_emi"] <= after else 0
    instalment = rows.to_pay[0, 0]
    paid = min(owed, owed - rows.balance[0, after - 1] + extra if after else extra)
    left = int(instalments_needed([owed - paid], 0, [instalment])[0]) if owed > paid else 0
    known = {"paid": int(paid) // 100, "emis_left": left, "payment": int(instalment) // 100}
    return _asked(known, case)


def _asked(known: dict, case: dict) -> dict:
    missing = [key for key in case["expected"] if key not in known]
    if missing:
        raise NotSupported(f"the figure {missing[0]!r} is not known")
    return {key: known[key] for key in case["expected"]}


# Dates, day counts, fees, settlement


def schedule_dates(case: dict) -> dict:
    given, rule = case["inputs"], case["conventions"].get("rule", "")
    first = np.datetime64(given["first_due_date"], "D")
    anchor = 31 if "last day stays" in rule and is_month_end(first) else None
    due = [str(d) for d in due_dates(first, given["n"], period_of(given.get("frequency", "monthly")), anchor)[0]]
    known = {"first": due[0], "second": due[min(1, len(due) - 1)], "last": due[-1], "dates": due, "due_dates": due}
    return _asked(known, case)


DAY_COUNTS = {
    "30E/360 ISDA": DayCount.D30E_360_ISDA,
    "30-360-US": DayCount.D30_360_US,
    "30/360 US": DayCount.D30_360_US,
    "30E-360": DayCount.D30E_360,
    "30E/360": DayCount.D30E_360,
    "30-360": DayCount.D30_360,
    "30/360": DayCount.D30_360,
    "30/365": DayCount.D30_365,
    "actual/actual (isda)": DayCount.ACT_ACT_ISDA,
    "actual/actual isda": DayCount.ACT_ACT_ISDA,
    "act/act isda": DayCount.ACT_ACT_ISDA,
    "actual/365": DayCount.ACT_365F,
    "act/365": DayCount.ACT_365F,
    "actual/360": DayCount.ACT_360,
    "act/360": DayCount.ACT_360,
    "actual/364": DayCount.ACT_364,
}


def day_count_of(text: str) -> DayCount:
    """The longest name that the convention begins with, followed by nothing or by an explanation."""
    for name in sorted(DAY_COUNTS, key=len, reverse=True):
        if re.match(re.escape(name) + r"($|:|,| \((fixed|bond)\)| fixed| bond)", text, re.IGNORECASE):
            return DAY_COUNTS[name]
    raise NotSupported(f"the day count {text!r} is not known")


def day_count(case: dict) -> dict:
    given, convention = case["inputs"], day_count_of(case["conventions"]["day_count"])
    if "pairs" in given:
        starts, ends = np.asarray(given["pairs"], "datetime64[D]").T
        parts, year = year_fraction(starts, ends, convention, given.get("termination_date"))
        fractions = [Fraction(int(part), year) for part in parts]
        return _asked({"days": [int(f * year) for f in fractions], "fractions": fractions}, case)
    if "days" in given:
        elapsed, year = given["days"], int(year_fraction(SOME_DAY, SOME_DAY, convention)[1])
    else:
        part, year = year_fraction(given["start"], given["end"], convention, given.get("termination_date"))
        elapsed = int(part)
    known = {"days": elapsed, "fraction": Fraction(elapsed, year), "year_fraction": Fraction(elapsed, year)}
    if "balance" in given:
        balance, rate = np.array([cents(number(given["balance"]))]), rate_of(given, case["conventions"])
        interest = Interest(Rates.of(rate.nominal_annual * Fraction(elapsed, year)), int(balance[0]))(balance, 0)
        twelfth = Interest(Rates.of(rate.monthly), int(balance[0]))(balance, 0)
        known |= {"interest": money(interest[0]), "flat_twelfth": money(twelfth[0])}
    return _asked(known, case)


def fee_upfront(case: dict) -> dict:
    given = case["inputs"]
    rule = case["conventions"].get("rule", "")
    if "paid at disbursement" not in rule or given.get("charged_at") != "disbursement":
        raise NotSupported("a fee that is not paid at disbursement")
    fee = upfront(share=number(given["fee_percent"]) / 100)
    rate = rate_of(given, {}) if "annual_rate_percent" in given else per_year(0)
    day = np.datetime64(SOME_DAY) + given["term_days"]
    terms = {"period": every_days(given["term_days"]), "fees": (fee,)}
    loan = Loan.of(number(given["principal"]), rate, 1, day.item(), SOME_DAY, **terms)
    charged = loan.principal - loan.received
    known = {
        "fee": money(charged),
        "received": money(loan.received),
        "due_at_maturity": money(loan.schedule().to_pay[0, -1]),
        "total_cost": money(loan.schedule().to_pay.sum() + charged),
    }
    return _asked(known, case)


def settlement(case: dict) -> dict:
    given = case["inputs"]
    if "rebate" in case["expected"]:
        method = case["conventions"].get("method", "")
        digits = re.search(r"rounded to (\d+) decimals", method)
        if "Early Settlement Regulations" not in method or given.get("frequency", "monthly") != "monthly" or not digits:
            raise NotSupported("a rebate by an unknown method")
        rate = per_year_effective(number(given["apr"]), digits=int(digits[1]))
        return {"rebate": Fraction(_rebate(given, rate, given["settled_after_payments"]), 100)}
    day = given.get("settlement_date") or given.get("payoff_date") or given.get("settled_on")
    if day is None:
        raise NotSupported("a settlement without a rebate or a day")
    words = f"{case['conventions'].get('policy', '')} {given.get('policy', '')} {given.get('strategy', '')}".lower()
    if "period end" in words or "period_end" in words or "till_rest" in words or "next installment" in words:
        policy = PayOff.PERIOD_END
    elif "day" in words or "preclosure" in words or "pre_closure" in words:
        policy = PayOff.PRO_RATA
    else:
        raise NotSupported("a settlement by an unknown policy")
    due = settle(of_terms(case).rows, day, policy)
    known = {
        "principal": money(due.principal[0]),
        "interest": money(due.interest[0]),
        "total": money(due.total[0]),
        "payoff": money(due.total[0]),
        "amount": money(due.total[0]),
    }
    return _asked(known, case)


def uk_rebate(case: dict) -> dict:
    given = case["inputs"]
    found = re.search(r"monthly rate to (\d+) decimals", given.get("rounding", ""))
    if given.get("unit_period", "month") != "month" or not found:
        raise NotSupported("a rebate for periods other than months, or of an unknown rounding")
    rate = per_year_effective(number(given["apr"]), digits=int(found[1]))
    return {"value": Fraction(_rebate(given, rate, given["periods_to_settlement"]), 100)}


def _rebate(given, rate, periods):
    payment = cents(number(given["payment"]))
    return actuarial_rebate(
        cents(number(given["principal"])), payment, given["n"], rate, periods, number(given["part_period"])
    )


KINDS = {
    "schedule": schedule,
    "schedule_dates": schedule_dates,
    "day_count": day_count,
    "fee_upfront": fee_upfront,
    "settlement": settlement,
    "uk_early_settlement_rebate_gbp": uk_rebate,
}
