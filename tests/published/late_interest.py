"""Published cases about late interest, asked of `credit`.

A peer's own oddity (which way it rounds, how it shows a figure) is worked here, in finer units or with a last rounding,
and not in the engine.
"""

import re
from datetime import timedelta
from fractions import Fraction

import numpy as np

from credit.addon import still_owed
from credit.caps import Caps
from credit.clause import Base, LateClause, Style
from credit.daily_interest import compounded, day_count, simple, stepped
from credit.dates import days
from credit.daycount import DayCount, year_fraction
from credit.money import cents, divide
from credit.schedule import Schedule
from tests.published import NotSupported
from tests.published.cost import pairs
from tests.published.ledgers import START, late, needs, one_sum
from tests.published.mora import compounding_mora, mora_on_one_sum
from tests.published.products import of_add_on
from tests.published.reading import (
    count,
    day_count_of,
    money,
    number,
    on,
    only,
    percentage,
    rate_of,
    rounding_of,
    understood,
    words_of,
)
from tests.published.referring import loan_of_case
from tests.published.schedules import Answer, of_terms


def late_interest(case: dict) -> dict:
    given = case["inputs"]
    if "lpr_steps" in given:
        return by_reference_rate(case)
    if needs(given, "principal", "daily_rate", "contract_days"):
        return payday(case)
    if needs(given, "base", "monthly_rate_percent", "counting"):
        return by_the_month(case)
    if "due_dates" in given:
        return compounding_mora(case)
    if needs(given, "annual_effective_rate_percent", "due_date", "payment_date"):
        return mora_on_one_sum(case)
    if "loan" in given:
        return of_another_loan(case)
    if any(name in given for name in SUMS):
        return on_a_sum(case)
    raise NotSupported(f"late interest from {', '.join(given)} is not known")


# On a sum, by days


def counted(given, case) -> int:
    """The days that bear interest: told, or between two dates; an inclusive end counts the first day, too."""
    if "days" in given:
        return count(given["days"])
    end, inclusive = given.get("end"), given.get("end_inclusive")
    if (end is None) is (inclusive is None):
        raise NotSupported("no day, or two, on which the interest ends")
    both = inclusive is not None or bool(re.search("both (end )?days|both ends", words_of(case)))
    return day_count(on(given["start"]), on(inclusive or end), both_ends=both)


SUMS = (
    "principal", "base", "overdue_amount", "overdue_principal", "overdue_interest", "outstanding_principal", "balance",
    "amount",
)  # fmt: skip


def year_days(case) -> int:
    """The days of the year in "actual/365" or beside it."""
    told, words = case["inputs"].get("base_year_days"), words_of(case, "day_count")
    convention = day_count_of(words) if words else DayCount.ACT_365F
    if told is None and convention not in (DayCount.ACT_365F, DayCount.ACT_360, DayCount.ACT_364):
        raise NotSupported(f"late interest by {words!r} over a number of days is not known")
    return count(told) if told is not None else int(year_fraction(START, START, convention)[1])


def on_a_sum(case) -> dict:
    """principal x rate x time, the rate multiplied and capped as the clause says; in minor units if the case is."""
    given, minor = case["inputs"], "minor unit" in words_of(case)
    rounding_of(words_of(case, "rounding"))
    understood(words_of(case, "rule"), "interest|penalty|compound|rate|day|none of|whole|outstanding", "late interest")
    told = given.first(*SUMS)
    principal = count(told) if minor else cents(number(told))
    rate, daily = _rates(given)
    shown = str if minor else money
    if "months" in given or "years" in given:
        twelfths = 12 * number(given.get("years", 0)) + number(given.get("months", 0))
        return only(_named(case, lambda year: simple(principal, rate * twelfths / 12, 1), principal, shown), case)
    if "start" in given and "days" not in given and _is_a_calendar(case):
        return only(_named(case, lambda year: _by_calendar(case, principal, rate), principal, shown), case)
    elapsed, compound = counted(given, case), re.search(r"(?<!no )compound", words_of(case))

    def interest(year):
        each = rate / (year or year_days(case)) if daily is None else daily
        return int(compounded(principal, each, elapsed, 1)) if compound else simple(principal, each, elapsed)

    return only(_named(case, interest, principal, shown) | {"days": elapsed}, case)


def _rates(given) -> tuple[Fraction, Fraction | None]:
    """A nominal year of the rate that bears, and its day where it is quoted by the day."""
    yearly = given.first("annual_penalty_rate_percent", "penalty_annual_rate_percent")
    if yearly is not None:
        rate, daily = percentage(yearly), None
    elif "rate" in given and "%" not in str(given["rate"]):
        rate, daily = number(given["rate"]), None
    else:
        contract = rate_of(given, {})
        rate, daily = contract.nominal_annual, contract.fraction if contract.per == "day" else None
    multiplier, cap = number(given.get("multiplier", 1)), given.get("cap_rate_percent")
    rate, daily = rate * multiplier, daily and daily * multiplier
    return (rate, daily) if cap is None else (min(rate, percentage(cap)), None)


def _is_a_calendar(case) -> bool:
    """Is the year as long as the dates make it, or counted by months of 30 days?"""
    words = words_of(case, "day_count")
    return bool(words) and day_count_of(words) not in (DayCount.ACT_365F, DayCount.ACT_360, DayCount.ACT_364)


def _by_calendar(case, principal, rate) -> int:
    given = case["inputs"]
    convention, inclusive = day_count_of(words_of(case, "day_count")), given.first("end_inclusive")
    end = on(inclusive) + timedelta(1) if inclusive is not None else on(given["end"])
    part, year = year_fraction(on(given["start"]), end, convention)
    return simple(principal, rate * Fraction(int(part), year), 1)


def _named(case, interest, principal, shown) -> dict:
    """The interest by the names that cases give it; "..._360" is that of a year of 360 days."""
    known = {}
    for key in case["expected"]:
        year = int(key[-3:]) if re.fullmatch(r"\w+_36[05]", key) else None
        if year or re.search("interest|penalty|printed", key):
            known[key] = shown(interest(year))
        elif key in ("amount_due", "total_due", "total"):
            known[key] = shown(principal + interest(year))
    return known


def by_reference_rate(case) -> dict:
    """The peer rounds each segment of its table; here each step of the rate that bears is one."""
    given = case["inputs"]
    principal, multiple = cents(number(given["principal"])), number(given.get("multiplier", 1))
    inclusive = given.first("end_inclusive")
    both = inclusive is not None or bool(re.search("both (end )?days|both ends", words_of(case)))
    start, end, year = on(given["start"]), on(inclusive or given["end"]), year_days(case)
    steps = [(on(since), percentage(rate)) for since, rate in given["lpr_steps"]]
    starts = [start, *(since for since, _ in sorted(steps) if start < since <= end)]
    stops = [*(since - timedelta(1) for since in starts[1:]), end]
    if not both:  # the days of a step are those up to and with its last one
        starts = [start, *stops[:-1]]
    parts = [stepped(principal, a, b, steps, multiple, year, both_ends=both) for a, b in zip(starts, stops)]
    once = stepped(principal, start, end, steps, multiple, year, both_ends=both)
    known = {
        "peer_interest": Fraction(sum(parts), 100),
        "days": day_count(start, end, both),
        "rounded_once": money(once),
        "interest": money(once),
    }
    return only(known, case) | {"segments": len(parts)}


def payday(case) -> dict:
    """Flat interest for the contract days, then a penalty a day on the principal as lent, in minor units."""
    given = case["inputs"]
    principal, rule = count(given["principal"]), case["conventions"].get("rule", "")
    interest = simple(principal, number(given["daily_rate"]), count(given["contract_days"]))
    overdue, penalty = count(given.get("overdue_days", 0)), number(given.get("penalty_daily_rate", 0))
    if overdue and penalty and "original principal" not in rule and "penalty" not in rule:
        raise NotSupported("a penalty on an unknown base")
    cap = given.get("penalty_cap_share_of_principal")
    clause = LateClause(
        style=Style.DAILY, amount=penalty, base=Base.ORIGINAL_PRINCIPAL,
        caps=None if cap is None else Caps(share=number(cap)),
    )  # fmt: skip
    due = START + timedelta(count(given["contract_days"]))
    position = late(one_sum(principal, due, interest), clause, due + timedelta(overdue))
    known = {"interest": interest, "penalty": position.penalty[0, 0], "amount_due": position.cost_to_get_current[0, 0]}
    return only(known, case)


def by_the_month(case) -> dict:
    """Late interest at a monthly rate, by calendar or by business days."""
    given = case["inputs"]
    counting = re.fullmatch(r"(calendar|business) days / (\d+)", given["counting"])
    if not counting:
        raise NotSupported(f"the counting {given['counting']!r} is not known")
    rule = f"{words_of(case)} {given.get('method', '')}".lower()
    if not re.search("simple|compound", rule):
        raise NotSupported("the case does not say whether the late interest is simple or compound")
    rate, month = percentage(given["monthly_rate_percent"]), int(counting[2])
    start, end = on(given["from"]), on(given["to"])
    elapsed = day_count(start, end) if counting[1] == "calendar" else int(np.busday_count(start, end))
    base = cents(number(given["base"]))
    interest = compounded(base, rate, elapsed, month) if "compound" in rule else simple(base, rate / month, elapsed)
    return only({"late_interest": Fraction(int(interest), 100), "days": elapsed}, case)


# On a loan that another case describes


def of_another_loan(case) -> dict:
    loan, rule = loan_of_case(case), case["conventions"].get("rule", "")
    if "interest keeps running" in rule:
        return running_on(case, loan)
    if str(loan["inputs"].get("interest_method", "")).startswith("add-on"):
        return settling_interest_first(case, loan)
    raise NotSupported("lateness by an unknown rule")


def settling_interest_first(case, loan) -> dict:
    """All interest is owed from the first day; what really accrues beyond it is charged, too."""
    terms, rows = loan["inputs"], of_add_on(loan).rows
    most = re.search(r"([\d.]+)% in total", terms.get("cap", ""))
    payments = [(on(d), cents(amount)) for d, amount in pairs(case["inputs"]["payments"])]
    owed = still_owed(
        int(rows.principal.sum()), int(rows.interest.sum()), rate_of(terms, {}).daily, terms["start_date"],
        rows.due[0].tolist(), payments, most and percentage(most[1]),
    )  # fmt: skip
    return only({"open_balance": money(owed)}, case)


def running_on(case, loan) -> dict:
    """Interest goes on at the contract rate on the principal that is really owed; the instalment stays."""
    answer = of_terms(loan)
    rows, rate = answer.rows, rate_of(loan["inputs"], loan["conventions"]).monthly
    paid = sorted((on(d), cents(a)) for d, a in pairs(case["inputs"]["payments"]))
    if paid != [(d, int(a)) for d, a in zip(rows.due[0].tolist(), rows.to_pay[0])][: len(paid)]:
        raise NotSupported("payments other than the first instalments on their days")
    as_of, due, instalment = on(case["inputs"]["as_of"]), days(rows.due[0]), rows.to_pay[0]
    starts = [int(days(rows.drawn[0])), *map(int, due[:-1])]
    balance = lent = int(rows.advanced[0])
    rounding = rounding_of(words_of(loan, "rounding"))
    principal, interest = [], []
    for k, (start, end) in enumerate(zip(starts, map(int, due))):
        # Until the as-of date the overdue principal bears, too; after it the plan counts on being paid.
        running = np.clip(int(days(as_of)) - start, 0, end - start) if k else 0
        really = lent - sum(principal[: len(paid)])
        owed = (
            Fraction(balance) + Fraction(int(running) * (really - balance), end - start) if k >= len(paid) else balance
        )
        bears = owed * rate
        interest.append(divide(bears.numerator, bears.denominator, rounding))
        part = balance if k == len(due) - 1 else int(instalment[k]) - interest[-1]
        principal.append(part)
        balance -= part
    whole = [np.array([x]) for x in (principal, interest)]
    shown = Answer(Schedule(rows.due, *whole, rows.n, rows.drawn))
    return only(
        {
            "rows": [
                {key: shown.cell(k, key) for key in shape} for k, shape in enumerate(case["expected"].get("rows", []))
            ]
        },
        case,
    )


KINDS = {"late_interest": late_interest}
