"""Published cases of schedules: which kind of loan each one is, and the loan products of lenders' systems."""

import re

import numpy as np

from credit.accrual import Accrual, FirstPeriod, period_rate, periodic_rates
from credit.addon import add_on
from credit.daycount import DayCount
from credit.fees import Of, with_each_instalment
from credit.kinds import equal_principal, flat
from credit.level import NEVER, equal_instalments, instalments_needed
from credit.money import Rounding, amount, cents
from credit.periods import YEARLY, due_dates
from credit.rates import Rates
from tests.published import NotSupported
from tests.published.reading import (
    count,
    day_count_of,
    number,
    only,
    percentage,
    period_of,
    rate_of,
    rounding_of,
    words_of,
)
from tests.published.schedules import SOME_DAY, Answer, anchor_of, loan_of, multiple_of, of_terms


def schedule(case: dict) -> dict:
    given, asked = case["inputs"], case["expected"]
    if "n_with_ceil" in asked:
        raise NotSupported("whole-unit instalments leave some cents for one more; where the source puts them is unsaid")
    if "ceil_payment" in asked:
        return with_ceil_payment(case)
    if "flat_rate_percent" in given:
        return whole_unit_flat(case)
    if str(given.get("interest_method", "")).startswith("add-on"):
        return of_add_on(case).figures(case)
    if "interest_method" in given:
        return of_product(case).figures(case)
    if "fixed_payment" in given:
        return of_fixed_payment(case).figures(case)
    return loan_of(case).figures(case)


def with_ceil_payment(case) -> dict:
    """The instalment to the cent and, beside it, the one rounded up to the whole unit."""
    to_the_cent = case | {"conventions": case["conventions"] | {"rounding": "half-up"}}
    plain = {key: shape for key, shape in case["expected"].items() if key != "ceil_payment"}
    up = of_terms(to_the_cent, multiple=100, multiple_rounding=Rounding.UP)
    figures = of_terms(to_the_cent).figures(to_the_cent | {"expected": plain})
    return figures | {"ceil_payment": str(int(up.rows.to_pay[0, 0]) // 100)}


def of_product(case) -> Answer:
    """A loan product: flat or declining interest, monthly or daily, equal instalments or equal principal, grace.

    Periods "free of interest" only put it off: it falls due with the first instalment after them. A grace on the
    interest alone changes nothing in the tables of the source, nor here.
    """
    given, conventions = case["inputs"], case["conventions"]
    text = conventions.get("rounding", "")
    said = f"{words_of(case)} {case.get('notes') or ''}".lower()
    terms = multiple_of(text)
    period = period_of(given.get("frequency", "monthly"))
    principal, n, rate = [cents(number(given["principal"]))], count(given["n"]), rate_of(given, conventions)
    start = given.get("disbursement_date", SOME_DAY)
    due = due_dates(due_dates(start, 1, period, start=1)[0, 0], n, period, anchor_of(start))[0]
    common = {"due": due, "drawn": start, "rounding": rounding_of(text)}
    kinds = ("grace_principal", "interest_free", "grace_interest")
    grace, free, unpaid = (count(given.get(f"{kind}_periods") or 0) for kind in kinds)
    if (unpaid or free) and "waive" in said:
        raise NotSupported("a product that waives the interest of some periods is not worked")
    daily = given.get("interest_period", "same_as_repayment")
    if daily not in ("daily", "same_as_repayment"):
        raise NotSupported(f"interest by the {daily} is not known")
    by_day = words_of(case, "daily_interest")
    accrual = (day_count_of(by_day) if by_day else DayCount.ACT_365F) if daily == "daily" else Accrual.BY_PERIOD
    amortization = given.get("amortization") or "equal_installments"
    if given["interest_method"] == "flat":
        if grace or daily == "daily" or amortization != "equal_installments":
            raise NotSupported("flat interest with a principal grace, by day or in another order is not worked")
        rows = flat(principal, period_rate(rate, period), [n], **terms, **common)
    elif given["interest_method"] == "declining_balance":
        rates = periodic_rates(rate, start, due, accrual, FirstPeriod.WHOLE, period)
        if amortization == "equal_principal_payments":
            rows = equal_principal(principal, rates, [n], interest_only=grace, **common)
        elif amortization == "equal_installments":
            # The instalment is that of equal periods, whatever each of them bears.
            even = equal_instalments(principal, period_rate(rate, period), [n], interest_only=grace, due=due, **terms)
            fixed = even.instalment[:, grace]
            rows = equal_instalments(principal, rates, [n], interest_only=grace, instalment=fixed, **common)
        else:
            raise NotSupported(f"the amortisation {amortization!r} is not known")
    else:
        raise NotSupported(f"the interest method {given['interest_method']!r} is not known")
    if free:
        rows.interest[0, free] += rows.interest[0, :free].sum()
        rows.interest[0, :free] = 0
    return Answer(_with_fees(rows, given), dated="disbursement_date" in given)


def _with_fees(rows, given):
    percent, each = given.get("instalment_fee_percent_of_principal_plus_interest"), given.get("instalment_fee")
    if percent is None and each is None:
        return rows
    share = percentage(percent or 0)
    fee = with_each_instalment(amount(cents(number(each or 0))), share=share, of=Of.INSTALMENT)
    return rows.with_fees(fee.on_rows(rows))


def of_add_on(case) -> Answer:
    """All interest is charged on the day of pay-out and paid before the principal."""
    given, text = case["inputs"], case["conventions"].get("rounding", "")
    if "settle interest before principal" not in given["interest_method"] or "rounded up" not in text:
        raise NotSupported("add-on interest by an unknown rule")
    cap = given.get("cap", "")
    found = re.search(r"([\d.]+)% in total", cap)
    by_day = re.search(r"([\d.]+)% a day", cap)
    due = np.asarray(given["due_dates"], "datetime64[D]")
    rate = rate_of(given, {})
    if by_day and percentage(by_day[1]) < rate.daily or cap and not found:
        raise NotSupported("a ceiling on the interest that binds from day to day, or in other words, is not worked")
    if count(given.get("n", len(due))) != len(due):
        raise NotSupported(f"{given['n']} instalments on {len(due)} due dates")
    rates = periodic_rates(rate, given["start_date"], due, DayCount.ACT_365F)
    most = percentage(found[1]) if found else None
    principal = [cents(number(given["principal"]))]
    return Answer(add_on(principal, rates, [len(due)], due=due, drawn=given["start_date"], most=most), rates)


def of_fixed_payment(case) -> Answer:
    given = case["inputs"]
    principal, payment = [cents(number(given["principal"]))], [cents(number(given["fixed_payment"]))]
    rate = period_rate(rate_of(given, case["conventions"]), period_of(given.get("frequency", "monthly")))
    needed = int(instalments_needed(principal, rate, payment)[0])
    if needed == NEVER:
        raise NotSupported("the fixed payment does not cover the interest")
    rounding = rounding_of(case["conventions"].get("rounding", ""))
    rows = equal_instalments(principal, rate, [needed], SOME_DAY, instalment=payment, rounding=rounding)
    return Answer(rows, Rates.of(rate))


def whole_unit_flat(case) -> dict:
    """Flat interest for whole years; the sum of both is paid in equal whole units."""
    given = case["inputs"]
    if "rounded up to the whole unit" not in case["conventions"].get("rule", ""):
        raise NotSupported("flat interest by an unknown rule")
    principal, years = [cents(number(given["principal"]))], count(given["years"])
    lent = flat(principal, percentage(given["flat_rate_percent"]), [years], SOME_DAY, period=YEARLY)
    owed = lent.to_pay.sum()
    rows = equal_principal([owed], 0, [12 * years], SOME_DAY, multiple=100, multiple_rounding=Rounding.UP)
    after, lump = count(given["balance_after_emi"]), given.get("lump_sum")
    extra = cents(number(lump["amount"])) if lump and count(lump["after_emi"]) <= after else 0
    instalment = rows.to_pay[0, 0]
    paid = min(owed, owed - rows.balance[0, after - 1] + extra if after else extra)
    left = int(instalments_needed([owed - paid], 0, [instalment])[0]) if owed > paid else 0
    known = {"paid": int(paid) // 100, "emis_left": left, "payment": int(instalment) // 100}
    return only(known, case)


KINDS = {"schedule": schedule}
