"""Published cases about late interest, late fees and the order of payment, asked of `credit`.

Inputs are read by kind and by convention. A peer's own oddity (which way it rounds, how it shows a figure) is worked
here, in finer units or with a last rounding, and not in the engine.
"""

import json
import re
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path

import numpy as np

from credit.caps import Caps
from credit.clause import Base, Grace, LateClause, Style, WorkingDays
from credit.daily_interest import compounded, day_count, simple, stepped
from credit.dates import days
from credit.events import Payment
from credit.kinds import flat
from credit.lateness import replay
from credit.level import equal_instalments
from credit.money import Rounding, cents, divide
from credit.periods import due_dates
from credit.rates import per_day, per_year
from credit.schedule import Schedule
from credit.waterfall import fill
from tests.published import NotSupported
from tests.published.schedules import FINE, Answer, money, number, of_add_on, of_terms, rate_of

START = date(2026, 1, 1)  # where a case gives a count of days and no date


def on(text) -> date:
    return date.fromisoformat(text)


def needs(given: dict, *names: str) -> bool:
    return all(name in given for name in names)


def only(known: dict, case: dict) -> dict:
    """The figures asked for; another one is not known."""
    missing = [key for key in case["expected"] if key not in known]
    if missing:
        raise NotSupported(f"the figure {missing[0]!r} is not known")
    return {key: known[key] for key in case["expected"]}


def one_sum(principal: int, due: date, interest: int = 0) -> Schedule:
    """A debt that falls due in one sum."""
    part = np.array([[principal]])
    return Schedule(
        np.array([[due]], "datetime64[D]"), part, part * 0 + interest, part * 0, np.array([1]),
        np.array([START], "datetime64[D]"),
    )  # fmt: skip


def late(rows: Schedule, clause: LateClause, as_of, payments=()):
    ledger = replay(rows, [per_day(0)], clause, [[p.date for p in payments]], [[p.amount for p in payments]], as_of)
    return ledger.at(as_of)


def year_days(case) -> int:
    """The days of the year in "actual/365" or beside it."""
    found = re.search(r"actual ?/ ?(\d+)", case["conventions"].get("day_count", ""))
    return int(case["inputs"].get("base_year_days") or (found[1] if found else 365))


# Late interest


def late_interest(case: dict) -> dict:
    given = case["inputs"]
    if "lpr_steps" in given:
        return by_reference_rate(case)
    if needs(given, "principal", "daily_rate", "contract_days"):
        return payday(case)
    if needs(given, "principal", "daily_rate", "start", "end_inclusive"):
        count = day_count(on(given["start"]), on(given["end_inclusive"]), both_ends=True)
        interest = simple(cents(number(given["principal"])), number(given["daily_rate"]), count)
        return only({"days": count, "interest": Fraction(interest, 100)}, case)
    if needs(given, "principal", "days"):
        return plain_days(case)
    if needs(given, "base", "monthly_rate_percent", "counting"):
        return by_the_month(case)
    if "due_dates" in given and "payment" in given:
        return compounding_mora(case)
    if needs(given, "annual_effective_rate_percent", "due_date", "payment_date"):
        rate = number(given["annual_effective_rate_percent"]) / 100
        counts = {
            "total_interest": given["payment_date"],
            "regular_interest": min(given["due_date"], given["payment_date"]),
        }
        since, principal = on(given["disbursement_date"]), cents(number(given["principal"]))
        return only({k: money(compounded(principal, rate, day_count(since, on(d)))) for k, d in counts.items()}, case)
    if "loan" in given:
        return of_another_loan(case)
    raise NotSupported(f"late interest from {', '.join(given)} is not known")


def plain_days(case) -> dict:
    """principal x rate x days / the days of the year."""
    given = case["inputs"]
    rate = number(given["annual_rate_percent"]) / 100 if "annual_rate_percent" in given else number(given["rate"])
    principal, count = cents(number(given["principal"])), given["days"]

    def over(year):
        return money(simple(principal, rate / year, count))

    main = over(year_days(case))
    return {key: over(int(key[-3:])) if re.fullmatch(r"\w+_36[05]", key) else main for key in case["expected"]}


def by_reference_rate(case) -> dict:
    """The peer rounds each segment of its table; here each step of the rate that bears is one."""
    given = case["inputs"]
    principal, multiple = cents(number(given["principal"])), number(given.get("multiplier", 1))
    start, end, year = on(given["start"]), on(given["end_inclusive"]), year_days(case)
    steps = [(on(since), number(rate) / 100) for since, rate in given["lpr_steps"]]
    starts = [start, *(since for since, _ in sorted(steps) if start < since <= end)]
    stops = [*(since - timedelta(1) for since in starts[1:]), end]
    parts = [stepped(principal, a, b, steps, multiple, year, both_ends=True) for a, b in zip(starts, stops)]
    once = stepped(principal, start, end, steps, multiple, year, both_ends=True)
    known = {
        "peer_interest": Fraction(sum(parts), 100),
        "days": day_count(start, end, True),
        "rounded_once": money(once),
    }
    return only(known, case) | {"segments": len(parts)}


def payday(case) -> dict:
    """Flat interest for the contract days, then a penalty a day on the principal as lent, in minor units."""
    given = case["inputs"]
    principal, rule = int(given["principal"]), case["conventions"].get("rule", "")
    interest = simple(principal, number(given["daily_rate"]), given["contract_days"])
    overdue = given.get("overdue_days", 0)
    if overdue and "original principal" not in rule and "penalty" not in rule:
        raise NotSupported("a penalty on an unknown base")
    cap = given.get("penalty_cap_share_of_principal")
    clause = LateClause(
        style=Style.DAILY, amount=number(given.get("penalty_daily_rate", 0)), base=Base.ORIGINAL_PRINCIPAL,
        caps=None if cap is None else Caps(share=number(cap)),
    )  # fmt: skip
    due = START + timedelta(given["contract_days"])
    position = late(one_sum(principal, due, interest), clause, due + timedelta(overdue))
    return only({"interest": interest, "amount_due": position.cost_to_get_current[0, 0]}, case)


def by_the_month(case) -> dict:
    """Late interest at a monthly rate, by calendar or by business days."""
    given = case["inputs"]
    counting = re.fullmatch(r"(calendar|business) days / (\d+)", given["counting"])
    if not counting:
        raise NotSupported(f"the counting {given['counting']!r} is not known")
    rule = " ".join(map(str, case["conventions"].values())) + str(given.get("method", ""))
    if not re.search("simple|compound", rule):
        raise NotSupported("the case does not say whether the late interest is simple or compound")
    rate, month = number(given["monthly_rate_percent"]) / 100, int(counting[2])
    start, end = on(given["from"]), on(given["to"])
    count = day_count(start, end) if counting[1] == "calendar" else int(np.busday_count(start, end))
    base = cents(number(given["base"]))
    interest = compounded(base, rate, count, month) if "compound" in rule else simple(base, rate / month, count)
    return only({"late_interest": Fraction(int(interest), 100)}, case)


def compounding_mora(case) -> dict:
    """Interest by the day at an effective rate; late interest goes on from principal and interest at the due date."""
    given, order = case["inputs"], case["conventions"].get("allocation") or case["conventions"].get("order")
    if order is None or set(order) != {"fine", "mora", "interest", "principal"}:
        raise NotSupported("the order of payment is not known")
    paid_on, paid = on(given["payment"]["date"]), cents(number(given["payment"]["amount"]))
    due, start = [on(d) for d in given["due_dates"]], on(given["disbursement_date"])
    if not due[0] <= paid_on < due[1]:
        raise NotSupported("only one payment between the first two due dates is known")
    # The source keeps parts of a cent until the end; only its instalment is read from rows that fine.
    exact_rows = of_terms(case | {"conventions": {"day_count": "actual/365 compounding"}})
    instalment = [divide(int(x), exact_rows.scale) for x in exact_rows.rows.to_pay[0]]
    principal = cents(number(given["principal"]))
    rate = number(given["annual_effective_rate_percent"]) / 100
    mora_rate = number(given.get("mora_annual_effective_rate_percent", given["annual_effective_rate_percent"])) / 100
    fine_interest = int(compounded(principal * FINE, rate, day_count(start, due[0])))
    count, grace = day_count(due[0], paid_on), given.get("grace_days", 0)
    is_late = count > grace
    fine = simple(instalment[0], number(given["fine_percent_of_instalment"]) / 100, 1) if is_late else 0
    mora = int(compounded(principal * FINE + fine_interest, mora_rate, count)) if is_late else 0
    claims = {
        "fine": fine,
        "mora": divide(mora, FINE),
        "interest": divide(fine_interest, FINE),
        "principal": principal,
    }
    parts, _ = fill(paid, np.array([claims[name] for name in order]))
    got = {name: int(part) for name, part in zip(order, parts)}
    known = {name: money(part) for name, part in got.items()}
    known["remaining_principal"] = money(principal - got["principal"])
    # What the payment repays goes to the instalments in turn; each takes its own, the interest first.
    wanted = [instalment[0] - got["interest"], *instalment[1:]]
    shares, _ = fill(got["principal"], np.array(wanted))
    known["per_instalment"] = [{"principal": money(part)} for part in shares]
    known["per_instalment"][0] |= {name: known[name] for name in ("fine", "mora", "interest")}
    return only(known, case)


def of_another_loan(case) -> dict:
    """The loan is one of the published schedules; it is named, and its terms are read from there."""
    loan, rule = published(case["inputs"]["loan"]), case["conventions"].get("rule", "")
    if "interest keeps running" in rule:
        return running_on(case, loan)
    if "interest_method" in loan["inputs"] and "one extra day of interest" in rule:
        return settling_interest_first(case, loan)
    raise NotSupported("lateness by an unknown rule")


def published(name: str) -> dict:
    for file in sorted(Path(__file__).parent.glob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            if case["id"] == name:
                return case
    raise NotSupported("the loan it refers to is not among these files")


def settling_interest_first(case, loan) -> dict:
    """All interest is owed from the first day; what is late is the principal that a payment would have repaid.

    The source rounds interest down, so the ledger runs on hundredths of a cent.
    """
    rows = of_add_on(loan).rows
    fine = Schedule(rows.due, rows.principal * 100, rows.interest * 100, rows.balance * 100, rows.n, rows.drawn)
    daily = number(loan["inputs"]["daily_rate_percent"]) / 100
    payments = [Payment(on(d), cents(number(amount)) * 100) for d, amount in case["inputs"]["payments"]]
    clause = LateClause(style=Style.DAILY, amount=daily, base=Base.OVERDUE_PRINCIPAL, allocation=INSTALMENTS_FIRST)
    position = late(fine, clause, max(payments[-1].date, rows.due.max().item()), payments)
    return only({"open_balance": money(int(position.cost_to_get_current[0, 0]) // 100)}, case)


def running_on(case, loan) -> dict:
    """Interest goes on at the contract rate on the principal that is really owed; the instalment stays."""
    answer = of_terms(loan)
    rows, rate = answer.rows, rate_of(loan["inputs"], loan["conventions"]).monthly
    paid = sorted((on(p["date"]), cents(number(p["amount"]))) for p in case["inputs"]["payments"])
    if paid != [(d, int(a)) for d, a in zip(rows.due[0].tolist(), rows.to_pay[0])][: len(paid)]:
        raise NotSupported("payments other than the first instalments on their days")
    as_of, due, instalment = on(case["inputs"]["as_of"]), days(rows.due[0]), rows.to_pay[0]
    starts = [int(days(rows.drawn[0])), *map(int, due[:-1])]
    balance = lent = int(rows.advanced[0])
    principal, interest, left = [], [], []
    for k, (start, end) in enumerate(zip(starts, map(int, due))):
        # Until the as-of date the overdue principal bears, too; after it the plan counts on being paid.
        running = np.clip(int(days(as_of)) - start, 0, end - start) if k else 0
        really = lent - sum(principal[: len(paid)])
        owed = (
            Fraction(balance) + Fraction(int(running) * (really - balance), end - start) if k >= len(paid) else balance
        )
        bears = owed * rate
        interest.append(divide(bears.numerator, bears.denominator, Rounding.HALF_EVEN))
        part = balance if k == len(due) - 1 else int(instalment[k]) - interest[-1]
        principal.append(part)
        balance -= part
        left.append(balance)
    whole = [np.array([x]) for x in (principal, interest, left)]
    shown = Answer(Schedule(rows.due, *whole, rows.n, rows.drawn))
    return only({"rows": [shown.row(k, shape) for k, shape in enumerate(case["expected"].get("rows", []))]}, case)


# Late fees


def late_fee(case: dict) -> dict:
    given, rule = case["inputs"], case["conventions"].get("rule", "")
    if needs(given, "loan_amount", "days_overdue"):
        return tiered(case)
    if needs(given, "loan", "late_fee"):
        return cut_to_the_cent(case)
    if needs(given, "due_date", "payment_date", "calendar"):
        return by_working_days(case)
    if needs(given, "late_fee_percent", "as_of"):
        return share_of_principal(case)
    base = given.get("amount", given.get("base"))
    count = given.get("days_overdue_calendar", given.get("days_late"))
    allowed = given.get("grace_days", given.get("allowed_days"))
    if None in (base, count, allowed) or "daily_rate" not in given:
        raise NotSupported(f"a late fee from {', '.join(given)} is not known")
    if not re.search(r"subtracted|days beyond|max\(0, days - allowed\)", rule):
        raise NotSupported("days of grace by an unknown rule")
    clause = LateClause(
        style=Style.DAILY, amount=number(given["daily_rate"]), base=Base.OVERDUE_INSTALMENT,
        grace_days=int(allowed), grace=Grace.SHIFT,
    )  # fmt: skip
    position = late(one_sum(cents(number(base)), START), clause, START + timedelta(count))
    known = {"penalty": Fraction(int(position.penalty[0, 0]), 100), "days_overdue": max(0, count - allowed)}
    return only(known, case)


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
    position = late(
        one_sum(cents(number(given["loan_amount"])), START), clause, START + timedelta(given["days_overdue"])
    )
    fee = Fraction(int(position.penalty[0, 0]), 100)
    return only({"late_fee": ceil(fee) if found[4] else fee}, case)


def cut_to_the_cent(case) -> dict:
    given = case["inputs"]
    if "truncated to the cent" not in case["conventions"].get("rounding", ""):
        raise NotSupported("a fee with parts of a cent, rounded by an unknown rule")
    fee = number(given["late_fee"]) * 100
    fee = divide(fee.numerator, fee.denominator, Rounding.DOWN)
    position = late(
        one_sum(cents(number(given["loan"])), START), LateClause(style=Style.FLAT, amount=fee), START + timedelta(1)
    )
    return only({"amount_after_fee": money(position.cost_to_get_current[0, 0])}, case)


def by_working_days(case) -> dict:
    given = case["inputs"]
    calendars = {"weekend": WorkingDays(), "every day": None}
    if given["calendar"] not in calendars or "next working day for penalties" not in case["conventions"].get(
        "rule", ""
    ):
        raise NotSupported("a calendar or a rule that is not known")
    clause = LateClause(
        style=Style.FLAT, amount=1, grace_days=given.get("grace_days", 0), working_days=calendars[given["calendar"]]
    )
    due, paid_on = on(given["due_date"]), on(given["payment_date"])
    rows = one_sum(10_000, due)
    rows = Schedule(rows.due, rows.principal, rows.interest, rows.balance, rows.n, rows.due[:, 0])
    position = late(rows, clause, max(due, paid_on), [Payment(paid_on, 10_000)])
    return only({"fine_charged": bool(position.fee[0, 0])}, case)


def share_of_principal(case) -> dict:
    given, rule = case["inputs"], case["conventions"].get("rule", "")
    bases = {"overdue principal": Style.PRINCIPAL_SHARE, "overdue instalment": Style.SHARE}
    if given.get("late_fee_base") not in bases or "one charge per overdue instalment" not in rule or given["payments"]:
        raise NotSupported("a late fee on an unknown base, by an unknown rule, or with payments")
    rows = flat_rows(given)
    clause = LateClause(style=bases[given["late_fee_base"]], amount=number(given["late_fee_percent"]) / 100)
    as_of = on(given["as_of"])
    # A charge stands from the day after its due date, so the instalments up to the day before have theirs.
    ends = [*(d + timedelta(1) for d in rows.due[0].tolist() if d < as_of), as_of]
    fees = np.diff(late(rows, clause, as_of).fee[0], prepend=0)
    each = np.diff([0, *(int(late(rows, clause, d).fee[0, 0]) for d in ends)])
    each = [int(fee) for fee in each if fee]
    due = [int(a) + fee for a, fee in zip(rows.to_pay[0], each)]
    if len({*each}) > 1 or len({*due}) > 1:
        raise NotSupported("fees that differ from instalment to instalment")
    position = late(rows, clause, as_of)
    known = {
        "late_fee_per_instalment": money(each[0] if each else 0),
        "late_fees_count": len(each),
        "due_per_instalment": money(due[0]),
        "total_due": money(position.cost_to_get_current[0, 0]),
    }
    assert fees.sum() == sum(each)
    return only(known, case)


def flat_rows(given) -> Schedule:
    if given.get("interest_method") != "flat" or given.get("frequency") != "monthly":
        raise NotSupported("a loan that is not flat and monthly")
    principal, n = [cents(number(given["principal"]))], [given["n"]]
    due = due_dates(given["disbursement_date"], given["n"] + 1)[0, 1:]
    monthly = per_year(number(given["annual_rate_percent"]) / 100).monthly
    return flat(principal, monthly, n, due=due, drawn=given["disbursement_date"])


# Order of payment


def allocation(case: dict) -> dict:
    given = case["inputs"]
    if "events" in given:
        return due_then_in_advance(case)
    if "due_dates" in given and "payment" in given:
        return compounding_mora(case)
    if needs(given, "principal", "annual_rate_percent", "n", "repaid"):
        return first_instalment(case)
    raise NotSupported(f"a payment with {', '.join(given)} is not known")


def first_instalment(case) -> dict:
    """What the first whole-unit instalment is made of."""
    given = case["inputs"]
    if case["conventions"].get("rounding") != "instalment ceil":
        raise NotSupported("an instalment rounded by an unknown rule")
    rate = per_year(number(given["annual_rate_percent"]) / 100).monthly
    principal, up = [cents(number(given["principal"]))], {"multiple": 100, "multiple_rounding": Rounding.UP}
    rows = equal_instalments(principal, rate, [given["n"]], START, **up)
    if cents(number(given["repaid"])) < rows.to_pay[0, 0]:
        raise NotSupported("a payment below the instalment")
    return only({"interest": money(rows.interest[0, 0]), "principal": money(rows.principal[0, 0])}, case)


def due_then_in_advance(case) -> dict:
    """What is due in one order; then the next instalment in another, its charges after its principal."""
    given, rules = case["inputs"], case["conventions"]
    due_order, next_order = rules.get("order_due"), rules.get("order_in_advance")
    kinds = {"penalty", "fee", "interest", "principal"}
    if due_order is None or next_order is None or {*due_order} != kinds or {*next_order} != kinds:
        raise NotSupported("the orders of payment are not known")
    rows = flat_rows(given)
    ends = rows.due[0].tolist()
    # Each claim: [kind, due date, number of its instalment, cents].
    claims = [["principal", d, k, int(p)] for k, (d, p) in enumerate(zip(ends, rows.principal[0]))]
    claims += [["interest", d, k, int(i)] for k, (d, i) in enumerate(zip(ends, rows.interest[0]))]
    balance, result = int(rows.advanced[0]), []
    for event in sorted(given["events"], key=lambda e: (e.get("date", e.get("added_on")), e["type"] == "payment")):
        amount = cents(number(event["amount"]))
        if event["type"] in ("penalty", "fee"):
            day = on(event["due_date"])
            claims.append([event["type"], day, sum(day > d for d in ends), amount])
            continue
        if event["type"] != "payment":
            raise NotSupported(f"an event of type {event['type']!r}")
        day = on(event["date"])
        now = sorted((c for c in claims if c[1] <= day), key=lambda c: (due_order.index(c[0]), c[2]))
        later = sorted((c for c in claims if c[1] > day), key=lambda c: (c[2], next_order.index(c[0])))
        served = now + later
        parts, _ = fill(amount, np.array([c[3] for c in served]))
        sums = dict.fromkeys(kinds, 0)
        for claim, part in zip(served, parts):
            claim[3] -= int(part)
            sums[claim[0]] += int(part)
        balance -= sums["principal"]
        row = {kind: money(total) for kind, total in sums.items()}
        result.append(row | {"date": event["date"], "amount": money(amount), "principal_balance": money(balance)})
    return only({"payments": result}, case)


INSTALMENTS_FIRST = LateClause().allocation[-1:] + LateClause().allocation[:-1]
KINDS = {"late_interest": late_interest, "late_fee": late_fee, "allocation": allocation}
