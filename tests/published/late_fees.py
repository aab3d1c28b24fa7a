"""Published cases about late fees, asked of `credit`."""

import re
from datetime import timedelta
from fractions import Fraction
from math import ceil

import numpy as np

from credit.clause import Base, Grace, LateClause, Style, WorkingDays
from credit.events import Payment
from credit.money import Rounding, cents, divide
from tests.published import NotSupported
from tests.published.cost import pairs
from tests.published.ledgers import START, flat_rows, late, needs, one_sum
from tests.published.reading import count, money, number, on, only, percentage, understood, words_of


def late_fee(case: dict) -> dict:
    given = case["inputs"]
    if needs(given, "loan_amount", "days_overdue"):
        return tiered(case)
    if "loan" in given:
        return cut_to_the_cent(case)
    if "due_date" in given or set(case["expected"]) <= set(CHARGED):
        return is_charged(case)
    if "as_of" in given and ("late_fee_percent" in given or "late_fee" in given):
        return once_an_instalment(case)
    if needs(given, "instalment", "late_fee_percent"):
        return share_of_one(case)
    return by_days(case)


def by_days(case) -> dict:
    """base x rate x days late; days of grace are taken off them, or only decide whether anything is charged."""
    given, rule = case["inputs"], words_of(case)
    base = given.first("amount", "base", "overdue_amount", "overdue_interest", "overdue_principal", "instalment")
    elapsed = given.first("days_overdue_calendar", "days_late", "days_overdue")
    allowed = count(given.first("grace_days", "allowed_days", default=0))
    if base is None or elapsed is None:
        raise NotSupported(f"a late fee from {', '.join(given)} is not known")
    grace, elapsed = _grace(rule) if allowed else Grace.THRESHOLD, count(elapsed)
    clause = LateClause(
        style=Style.DAILY, amount=_daily(case), base=Base.OVERDUE_INSTALMENT, grace_days=allowed, grace=grace
    )
    position = late(one_sum(cents(number(base)), START), clause, START + timedelta(elapsed))
    counts = elapsed - allowed if grace is Grace.SHIFT else elapsed if elapsed > allowed else 0
    known = {"penalty": Fraction(int(position.penalty[0, 0]), 100), "days_overdue": max(0, counts)}
    return only(known | {"late_fee": known["penalty"]}, case)


def _grace(rule) -> Grace:
    if re.search(r"subtracted|days beyond|max\(0, days - \w+\)|taken off|only from the end of", rule):
        return Grace.SHIFT
    if re.search(r"threshold|all days count|counts? from the due date|from the due date on", rule):
        return Grace.THRESHOLD
    raise NotSupported("days of grace by an unknown rule")


def _daily(case) -> Fraction:
    given = case["inputs"]
    daily, percent = given.get("daily_rate"), given.get("daily_rate_percent")
    yearly = given.first("annual_penalty_rate_percent", "annual_rate_percent")
    if sum(rate is not None for rate in (daily, percent, yearly)) != 1:
        raise NotSupported("no rate, or more than one")
    if yearly is None:
        return number(daily) if daily is not None else percentage(percent)
    year = re.search(r"act(?:ual)? ?/ ?(\d+)", words_of(case, "day_count"))
    if not year:
        raise NotSupported("a yearly rate without the days of the year")
    return percentage(yearly) / int(year[1])


def tiered(case) -> dict:
    given, rule = case["inputs"], case["conventions"].get("rule", "")
    found = re.fullmatch(
        r"([\d.]+)% of the loan a day for days 1-(\d+), ([\d.]+)% a day after(, rounded up to the yuan)?", rule
    )
    if not found:
        raise NotSupported("a fee a day by an unknown rule")
    clause = LateClause(
        style=Style.DAILY, amount=f"{found[1]}%", tiers=((int(found[2]), f"{found[3]}%"),), base=Base.ORIGINAL_PRINCIPAL
    )
    lent, as_of = cents(number(given["loan_amount"])), START + timedelta(count(given["days_overdue"]))
    fee = Fraction(int(late(one_sum(lent, START), clause, as_of).penalty[0, 0]), 100)
    return only({"late_fee": ceil(fee) if found[4] else fee}, case)


def cut_to_the_cent(case) -> dict:
    """A fee, a payment or a loan with parts of a cent, which the rule takes off or makes a whole cent of."""
    given, text = case["inputs"], words_of(case)
    rounding = Rounding.DOWN if "truncated to the cent" in text else Rounding.UP if "rounded up" in text else None
    if rounding is None:
        raise NotSupported("an amount with parts of a cent, rounded by an unknown rule")

    def cut(value):
        units = number(value) * 100
        return divide(units.numerator, units.denominator, rounding)

    if "late_fee" in given:
        clause = LateClause(style=Style.FLAT, amount=cut(given["late_fee"]))
        position = late(one_sum(cents(number(given["loan"])), START), clause, START + timedelta(1))
        return only({"amount_after_fee": money(position.cost_to_get_current[0, 0])}, case)
    if "payment" in given:
        paid = [Payment(START, cut(given["payment"]))]
        position = late(one_sum(cents(number(given["loan"])), START, drawn=START), LateClause(), START, paid)
        return only({"amount_after_payment": money(position.cost_to_get_current[0, 0])}, case)
    return only({"amount": money(cut(given["loan"]))}, case)


CHARGED = ("fine_charged", "charged", "is_late", "late")


def is_charged(case) -> dict:
    """Is a payment on that day late, when days of grace and days off are reckoned with?"""
    given, rule = case["inputs"], words_of(case)
    calendar, holidays = given.get("calendar"), tuple(on(day) for day in given.get("holidays", ()))
    if calendar not in ("weekend", "every day", None) or holidays and calendar != "weekend":
        raise NotSupported(f"the working days of the calendar {calendar!r} are not known; give its holidays")
    if calendar == "weekend" and "next working day for penalties" not in rule:
        raise NotSupported("a due date on a day off, by an unknown rule")
    working = WorkingDays(holidays=holidays) if calendar == "weekend" else None
    clause = LateClause(style=Style.FLAT, amount=1, grace_days=count(given.get("grace_days", 0)), working_days=working)
    elapsed, paid_on = (
        given.first("days_late", "days_overdue", "days_after_due"),
        given.first("payment_date", "check_date"),
    )
    if (elapsed is None) is (paid_on is None):
        raise NotSupported("no day of payment, or two")
    due = START if elapsed is not None and "due_date" not in given else on(given["due_date"])
    paid_on = on(paid_on) if elapsed is None else due + timedelta(count(elapsed))
    rows = one_sum(10_000, due, drawn=min(due, paid_on))
    position = late(rows, clause, max(due, paid_on), [Payment(paid_on, 10_000)])
    return only(dict.fromkeys(CHARGED, bool(position.fee[0, 0])), case)


# Charged once for each instalment


def once_an_instalment(case) -> dict:
    """A share of each overdue instalment, or of its principal, or a fixed sum; each instalment is charged once."""
    given = case["inputs"]
    if "one charge per overdue instalment" not in words_of(case):
        raise NotSupported("a late fee by an unknown rule")
    rows, clause, as_of = flat_rows(given), _one_off(given), on(given["as_of"])
    payments = [Payment(on(d), cents(a)) for d, a in pairs(given.get("payments") or ())]
    # A charge stands from the day after its due date, so the instalments up to the day before have theirs.
    ends = [*(d + timedelta(1) for d in rows.due[0].tolist() if d < as_of), as_of]
    until = lambda day: late(rows, clause, day, [p for p in payments if p.date <= day])
    each = np.diff([0, *(int(until(d).fee[0, 0]) for d in ends)])
    charged = [(int(a), int(fee)) for a, fee in zip(rows.to_pay[0], each) if fee]
    if len(set(charged)) > 1:
        raise NotSupported("fees that differ from instalment to instalment")
    position = until(as_of)
    known = {
        "late_fee_per_instalment": money(charged[0][1] if charged else 0),
        "late_fees_count": len(charged),
        "due_per_instalment": money(sum(charged[0]) if charged else rows.to_pay[0, 0]),
        "total_due": money(position.cost_to_get_current[0, 0]),
    }
    return only(known, case)


def _one_off(given) -> LateClause:
    fixed = given.get("late_fee")
    if fixed is not None:
        return LateClause(style=Style.FLAT, amount=cents(number(fixed)))
    base = str(given.get("late_fee_base", "")).lower()
    if re.fullmatch(r"(overdue )?(instal+ment|(principal|amount) ?(\+|and|plus) ?interest)( due)?", base):
        style = Style.SHARE
    elif re.fullmatch("(overdue )?principal( due)?", base):
        style = Style.PRINCIPAL_SHARE
    else:
        raise NotSupported(f"a late fee on the base {base!r} is not known")
    return LateClause(style=style, amount=percentage(given["late_fee_percent"]))


def share_of_one(case) -> dict:
    """A share of one instalment, at least the minimum that is told."""
    given = case["inputs"]
    if re.search("day|month|greater|lesser", understood(words_of(case, "rule"), "instalment|minimum", "a late fee")):
        raise NotSupported("a share of an instalment by an unknown rule")
    least = cents(number(given.get("minimum_fee", 0)))
    clause = LateClause(style=Style.SHARE, amount=percentage(given["late_fee_percent"]), minimum=least)
    position = late(one_sum(cents(number(given["instalment"])), START), clause, START + timedelta(1))
    return only({"late_fee": money(position.fee[0, 0])}, case)


KINDS = {"late_fee": late_fee}
