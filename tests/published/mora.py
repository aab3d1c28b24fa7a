"""Published cases of late interest that compounds by the day (mora), asked of `credit`."""

import re

import numpy as np

from credit.daily_interest import compounded, day_count, simple
from credit.money import cents, divide
from credit.waterfall import fill
from tests.published import NotSupported
from tests.published.cost import pairs
from tests.published.reading import FINE, count, money, number, on, only, percentage, understood, words_of
from tests.published.schedules import of_terms


def rates(given):
    """The effective rates of the contract and of late payment, which is the same unless told."""
    contract = percentage(given["annual_effective_rate_percent"])
    told = given.get("mora_annual_effective_rate_percent")
    return contract, contract if told is None else percentage(told)


def _on_principal_only(case) -> bool:
    """Does late interest grow on the principal alone ("simple"), or on the interest owed, too ("compound")?"""
    told = str(case["inputs"].first("mora_strategy", "strategy", "method", default="")).lower()
    understood(words_of(case, "day_count"), "compound", "late interest")
    for text in (told, words_of(case, "mora")):
        understood(text, "simple|compound|principal", "late interest")
    said = f"{words_of(case, 'rule', 'mora')} {told}"
    contract, late = rates(case["inputs"])
    if late != contract and not re.search("simple|compound|principal", said):
        raise NotSupported("a late rate of its own, without a word on what it grows")
    return bool(re.search("simple|principal only", said))


def mora_on_one_sum(case) -> dict:
    """Interest to the due date at the contract rate; after it at the late rate, on the principal alone if "simple"."""
    given = case["inputs"]
    rate, mora_rate = rates(given)
    simple_only = _on_principal_only(case)
    since, due, paid = (on(given[key]) for key in ("disbursement_date", "due_date", "payment_date"))
    principal = cents(number(given["principal"])) * FINE
    regular = int(compounded(principal, rate, day_count(since, min(due, paid))))
    base = principal if simple_only else principal + regular
    mora = int(compounded(base, mora_rate, max(0, day_count(min(due, paid), paid))))
    sums = {"total_interest": regular + mora, "regular_interest": regular, "interest": regular}
    sums |= {"mora": mora, "mora_interest": mora}
    return only({key: money(value, FINE) for key, value in sums.items()}, case)


def compounding_mora(case) -> dict:
    """Interest by the day at an effective rate; late interest goes on from principal and interest at the due date.

    One payment from the first due date to the day before the second. Within the days of grace there is neither a fine
    nor late interest, and the contract's own interest runs to the day of payment; after them all counts from the due
    date.
    """
    given, order = case["inputs"], case["conventions"].get("allocation") or case["conventions"].get("order")
    if order is None or set(order) != {"fine", "mora", "interest", "principal"}:
        raise NotSupported("the order of payment is not known")
    several = "payments" in given
    payments = pairs(given["payments"] if several else [given["payment"]])
    due, start = [on(d) for d in given["due_dates"]], on(given["disbursement_date"])
    paid_on, paid = on(payments[0][0]), cents(payments[0][1])
    if len(payments) > 1 or paid_on < due[0] or len(due) > 1 and paid_on >= due[1]:
        raise NotSupported("only one payment between the first two due dates is known")
    # The source keeps parts of a cent until the end; only its instalment is read from rows that fine.
    exact_rows = of_terms(case | {"conventions": {"day_count": "actual/365 compounding"}})
    instalment = [divide(int(x), exact_rows.scale) for x in exact_rows.rows.to_pay[0]]
    principal, (rate, mora_rate) = cents(number(given["principal"])), rates(given)
    late_by, grace = day_count(due[0], paid_on), count(given.get("grace_days", 0))
    is_late = late_by > grace
    interest = int(compounded(principal * FINE, rate, day_count(start, due[0] if is_late else paid_on)))
    grows = principal * FINE + (0 if _on_principal_only(case) else interest)
    fine = simple(instalment[0], percentage(given["fine_percent_of_instalment"]), int(is_late))
    mora = int(compounded(grows, mora_rate, late_by)) if is_late else 0
    claims = {"fine": fine, "mora": divide(mora, FINE), "interest": divide(interest, FINE), "principal": principal}
    parts, left = fill(paid, np.array([claims[name] for name in order]))
    if left:
        raise NotSupported("a payment of more than all that is owed")
    got = {name: int(part) for name, part in zip(order, parts)}
    known = {name: money(part) for name, part in got.items()}
    known["remaining_principal"] = money(principal - got["principal"])
    known |= {"date": str(paid_on), "amount": money(paid)}
    if several:
        return only({"payments": [known]}, case)
    # What the payment repays goes to the instalments in turn; each takes its own, the interest first.
    wanted = [instalment[0] - got["interest"], *instalment[1:]]
    shares, _ = fill(got["principal"], np.array(wanted))
    known["per_instalment"] = [{"principal": money(part)} for part in shares]
    known["per_instalment"][0] |= {name: known[name] for name in ("fine", "mora", "interest")}
    return only(known, case)
