"""Published cases of payoff plans and of card minimums.

Read by kind and convention. A convention names its timing in words ("payment first, then interest", "interest once a
month on the opening balance, then the whole budget"); what is not understood is not guessed.
"""

import re

from credit.debts import Kept, Order, Timing
from credit.minimums import Minimum
from credit.money import amount, cents, divide
from credit.payoff import month_by_month, repay
from credit.plans import Debt, lowest_budget, minimum_only, month_table, portfolio
from credit.rates import per_year
from tests.published import NotSupported
from tests.published.reading import Given, count, number, only, percentage, understood, words_of

ORDERS = {
    "avalanche|highest (interest|rate)( first)?": Order.AVALANCHE,
    "snowball|(lowest|smallest) balance( first)?": Order.SNOWBALL,
    "biggest": Order.BIGGEST,
}


def payoff_plan(case: dict) -> dict:
    """Months, interest and payments of a plan of several debts, or the lowest payment that clears one in time."""
    inputs, wanted = case["inputs"], case["expected"]
    if "lowest_fixed_payment" in wanted:
        return _lowest(case)
    debts = _debts(inputs)
    budget, order = _budget(inputs, debts), _order(inputs)
    how = {"timing": _timing(case, Timing.ACCRUE_THEN_PAY), "kept": _kept(case)}
    how["roll_over"] = inputs.first("roll_over", "rollover", default=True)
    result = repay(portfolio(debts), budget, order, **how)
    if not result.ends[0]:
        figures = {"months": None, "outcome": result.one()["outcome"], "never": bool(result.never[0])}
    else:
        table = month_table(debts, budget, order, **how)
        figures = _figures(result, sum(d.balance for d in debts)) | {
            "first_month_interest": _money(table.interest[0].sum()),
            "payment_on_last_debt": _money(table.paid[:, 0, int(result.cleared[0].argmax())].max()),
        }
    return _asked(figures, case)


def _figures(result, owed) -> dict:
    return {
        "months": int(result.months[0]),
        "interest": _money(result.total_interest[0]),
        "total_interest": _money(result.total_interest[0]),
        "total_paid": _money(owed + int(result.cost[0])),
        "months_per_debt": result.cleared[0].tolist(),
        "interest_per_debt": [_money(i) for i in result.interest[0]],
        "outcome": "ends",
        "never": False,
    }


def _asked(figures, case) -> dict:
    """The figures that the case asks for, whoever's it calls them; "about" is in whole units."""
    known = {key: figures[_plain(key)] for key in case["expected"] if _plain(key) in figures}
    whole = lambda key, value: round(value) if key.endswith("_about") else value
    return {key: _like(whole(key, value), case["expected"][key]) for key, value in only(known, case).items()}


def card_minimum(case: dict) -> dict:
    """One minimum payment, the balance after some months of paying only the minimum, or how long that takes."""
    inputs, rule, known = case["inputs"], _minimum(case), {}
    balance = cents(number(inputs.first("statement_balance", "balance")))
    months = inputs.get("months")
    for key in case["expected"]:
        after = re.fullmatch(r"balance_after_(\d+)", key)
        if key in ("minimum_payment", "minimum_met"):
            due = _due(balance, rule, inputs)
            known[key] = _money(due) if key == "minimum_payment" else cents(number(inputs["paid"])) >= due
        elif after or key == "remaining_balance" or key == "total_paid" and months is not None:
            last = int(after[1]) if after else count(inputs["months"])
            history = month_by_month(
                portfolio([_debt(inputs, rule)]), None, months=last, timing=_timing(case, None), kept=_kept(case)
            )
            known[key] = _money(history.paid.sum() if key == "total_paid" else history.balance[last, 0, 0])
        elif months is None:
            result = minimum_only([_debt(inputs, rule)], timing=_timing(case, None), kept=_kept(case))
            known |= _figures(result, balance) if result.ends[0] else {"months": None, "never": bool(result.never[0])}
    return {key: _like(value, case["expected"][key]) for key, value in only(known, case).items()}


def _due(balance, rule, inputs) -> int:
    if not rule.with_interest:
        return rule.due(balance)
    bears = balance * _debt(inputs, rule).rate.monthly
    return min(balance, max(Minimum(rule.share).due(balance) + divide(bears.numerator, bears.denominator), rule.floor))


def _minimum(case) -> Minimum:
    """max(rate x balance, floor), capped at the balance; the month's interest on top where the rule says so."""
    inputs, words = case["inputs"], words_of(case)
    understood(words_of(case, "rule"), "max|at least|floor|capped|plus", "a minimum")
    percent = inputs.get("minimum_percent")
    if percent is None and "minimum_rate" not in inputs and "minimum_floor" not in inputs:
        raise NotSupported("neither a share of the balance nor a floor is given")
    share = percentage(percent) if percent is not None else number(inputs.get("minimum_rate", 0))
    with_interest = bool(re.search(r"plus (the )?(month's )?interest|interest on top", words))
    return Minimum.of(number(inputs.get("minimum_floor", 0)), share, with_interest)


def _lowest(case):
    inputs = case["inputs"]
    debts, multiple = _debts(inputs), cents(number(inputs.get("multiple_of", "0.01")))
    need = lowest_budget(
        debts, count(inputs["months"]), multiple=multiple, timing=_timing(case, None), kept=Kept.UNROUNDED
    )
    return only({"lowest_fixed_payment": _like(_money(need), case["expected"]["lowest_fixed_payment"])}, case)


def _debts(inputs):
    if "debts" not in inputs:
        return [_debt(inputs, _contract(inputs))]
    rows = list(map(Given, inputs["debts"]))
    debts = [_debt(row, _contract(row)) for row in rows]
    if unread := sorted({key for row in rows for key in row.unread()}):
        raise NotSupported(f"nothing is known of the {', '.join(unread)} of a debt")
    return debts


def _contract(row) -> Minimum:
    floor = row.first("minimum", "minimum_floor", "min_payment", default=0)
    return Minimum.of(number(floor), number(row.get("minimum_rate", 0)))


def _debt(row, minimum: Minimum) -> Debt:
    percent, share = row.first("apr_percent", "interest_rate", "rate_percent"), row.first("apr")
    if (percent is None) is (share is None):
        raise NotSupported(f"a debt without one yearly rate: {', '.join(sorted(row))}")
    rate = percentage(percent) if share is None else number(share)
    return Debt.of(number(row.first("balance", "statement_balance")), per_year(rate), minimum)


def _budget(inputs, debts):
    whole = inputs.first("monthly_budget", "budget", "monthly_payment")
    extra = inputs.first("extra", "extra_payment")
    if (whole is None) is (extra is None):
        raise NotSupported("a payoff plan needs a monthly budget or an extra payment")
    if whole is not None:
        return cents(number(whole))
    return sum(min(d.minimum.floor, d.balance) for d in debts) + cents(number(extra))


def _order(inputs):
    order = inputs.first("strategy", "order", default="avalanche")
    if isinstance(order, list):
        return order
    for words, known in ORDERS.items():
        if re.fullmatch(words, str(order).lower()):
            return known
    raise NotSupported(f'the order "{order}" is not one of {", ".join(ORDERS)}')


def _timing(case, otherwise):
    words = words_of(case, "order", "timing")
    if not words and otherwise is not None:
        return otherwise
    if re.match("pay(ment)?s? first|pay, then", words):
        return Timing.PAY_THEN_ACCRUE
    if re.match("interest (once|first)|accrue|interest, then", words):
        return Timing.ACCRUE_THEN_PAY
    raise NotSupported(f'whether interest or payment comes first is not understood: "{words}"')


def _kept(case):
    """Textbook exercises (payment first) round nothing inside; plans and statements keep whole cents."""
    if _timing(case, Timing.ACCRUE_THEN_PAY) is Timing.PAY_THEN_ACCRUE:
        return Kept.UNROUNDED
    return Kept.UNROUNDED if re.search("no rounding|unrounded", words_of(case)) else Kept.CENTS


def _plain(key):
    """The figure that a key asks for, whoever's figure the case calls it."""
    for prefix in ("peer_", "correct_"):
        key = key.removeprefix(prefix)
    return key.removesuffix("_about")


def _money(value):
    return amount(divide(int(round(value)) if isinstance(value, float) else int(value), 1))


def _like(value, expected):
    """The same figure in the type that the case uses: a string where amounts are exact, else a number."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, list):
        return [_like(v, e) for v, e in zip(value, expected)]
    if isinstance(expected, str):
        return str(value)
    return float(value) if isinstance(expected, (int, float)) and not isinstance(value, int) else value


KINDS = {"payoff_plan": payoff_plan, "card_minimum": card_minimum}
