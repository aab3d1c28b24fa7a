"""Published cases about the order of payment, asked of `credit`."""

import numpy as np

from credit.level import equal_instalments
from credit.money import Rounding, cents
from credit.rates import per_year
from credit.waterfall import fill
from tests.published import NotSupported
from tests.published.ledgers import START, flat_rows, needs
from tests.published.mora import compounding_mora
from tests.published.reading import count, money, number, on, only, percentage, understood


def allocation(case: dict) -> dict:
    given = case["inputs"]
    if "events" in given:
        return due_then_in_advance(case)
    if "due_dates" in given:
        return compounding_mora(case)
    if needs(given, "principal", "annual_rate_percent", "n", "repaid"):
        return first_instalment(case)
    if isinstance(given.get("due"), dict):
        return claim_by_claim(case)
    raise NotSupported(f"a payment with {', '.join(given)} is not known")


def claim_by_claim(case) -> dict:
    """One payment on named claims, in the order told; `remaining_...` is what it leaves of one of them."""
    given = case["inputs"]
    order, due = case["conventions"].get("order") or case["conventions"].get("allocation"), given["due"]
    if not order or set(order) != set(due):
        raise NotSupported("the order of payment is not known")
    claims = [cents(number(due[name])) for name in order]
    parts, left = fill(cents(number(given.first("payment", "amount"))), np.array(claims))
    known = {name: money(part) for name, part in zip(order, parts)}
    known |= {f"remaining_{name}": money(claim - part) for name, claim, part in zip(order, claims, parts)}
    return only(known | {"left": money(left)}, case)


def first_instalment(case) -> dict:
    """What the first whole-unit instalment is made of."""
    given = case["inputs"]
    if case["conventions"].get("rounding") != "instalment ceil":
        raise NotSupported("an instalment rounded by an unknown rule")
    rate = per_year(percentage(given["annual_rate_percent"])).monthly
    principal, up = [cents(number(given["principal"]))], {"multiple": 100, "multiple_rounding": Rounding.UP}
    rows = equal_instalments(principal, rate, [count(given["n"])], START, **up)
    if cents(number(given["repaid"])) < rows.to_pay[0, 0]:
        raise NotSupported("a payment below the instalment")
    return only({"interest": money(rows.interest[0, 0]), "principal": money(rows.principal[0, 0])}, case)


def due_then_in_advance(case) -> dict:
    """What is due in one order; then the next instalment in another, its charges after its principal.

    A source with a single order uses it for both.
    """
    given, rules = case["inputs"], case["conventions"]
    one = rules.get("order")
    due_order, next_order = rules.get("order_due") or one, rules.get("order_in_advance") or one
    kinds = {"penalty", "fee", "interest", "principal"}
    if due_order is None or next_order is None or {*due_order} != kinds or {*next_order} != kinds:
        raise NotSupported("the orders of payment are not known")
    understood(rules.get("in_advance_charges", ""), "once the instalment principal is", "charges not yet due")
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


KINDS = {"allocation": allocation}
