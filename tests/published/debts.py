"""Published cases of payoff plans and of card minimums.

Read by kind and convention. A convention names its timing in words ("payment first, then interest", "interest once a
month on the opening balance, then the whole budget"); what is not understood is not guessed.
"""

from fractions import Fraction

from credit.debts import Kept, Order, Timing
from credit.minimums import Minimum
from credit.money import amount, cents, divide
from credit.payoff import month_by_month, repay
from credit.plans import Debt, lowest_budget, month_table, portfolio
from credit.rates import per_year
from tests.published import NotSupported

ORDERS = {"avalanche": Order.AVALANCHE, "snowball": Order.SNOWBALL, "biggest": Order.BIGGEST}


def payoff_plan(case: dict) -> dict:
    """Months, interest and payments of a plan of several debts, or the lowest payment that clears one in time."""
    inputs, wanted = case["inputs"], case["expected"]
    if "lowest_fixed_payment" in wanted:
        return {"lowest_fixed_payment": _lowest(case)}
    debts = _debts(inputs)
    budget = _budget(inputs, debts)
    order = _order(inputs)
    timing, kept = _timing(case, Timing.ACCRUE_THEN_PAY), _kept(case)
    roll_over = inputs.get("roll_over", inputs.get("rollover", True))
    result = repay(portfolio(debts), budget, order, roll_over=roll_over, timing=timing, kept=kept)
    if not result.ends[0]:
        never = {"months": None, "outcome": result.one()["outcome"], "never": bool(result.never[0])}
        return {key: never[_plain(key)] for key in wanted if _plain(key) in never}
    table = month_table(debts, budget, order, roll_over=roll_over, timing=timing, kept=kept)
    figures = {
        "months": int(result.months[0]),
        "interest": _money(result.total_interest[0]),
        "total_interest": _money(result.total_interest[0]),
        "total_paid": _money(sum(d.balance for d in debts) + int(result.cost[0])),
        "first_month_interest": _money(table.interest[0].sum()),
        "payment_on_last_debt": _money(table.paid[:, 0, int(result.cleared[0].argmax())].max()),
        "months_per_debt": result.cleared[0].tolist(),
        "interest_per_debt": [_money(i) for i in result.interest[0]],
        "outcome": "ends",
        "never": False,
    }
    answer = {key: figures[_plain(key)] for key in wanted if _plain(key) in figures}
    missing = sorted(set(wanted) - set(answer))
    if missing:
        raise NotSupported(f"payoff plans do not give {', '.join(missing)}")
    whole = lambda key, value: round(value) if key.endswith("_about") else value  # "about" is in whole units
    return {key: _like(whole(key, value), wanted[key]) for key, value in answer.items()}


def card_minimum(case: dict) -> dict:
    """One minimum payment, or the balance after some months of paying only the minimum."""
    inputs, wanted = case["inputs"], case["expected"]
    rule = Minimum.of(_text(inputs.get("minimum_floor", 0)), _text(inputs.get("minimum_rate", 0)))
    answer = {}
    for key in wanted:
        if key == "minimum_payment":
            name = next((n for n in ("statement_balance", "balance") if n in inputs), None)
            if name is None:
                raise NotSupported("a minimum payment needs a balance")
            answer[key] = _like(_money(rule.due(cents(_text(inputs[name])))), wanted[key])
        elif key.startswith("balance_after_"):
            months = int(key.removeprefix("balance_after_"))
            debt = Debt(cents(_text(inputs["balance"])), per_year(_text(inputs["apr"])), rule)
            timing = _timing(case, None)
            history = month_by_month(portfolio([debt]), None, months=months, timing=timing, kept=_kept(case))
            answer[key] = _like(_money(history.balance[months, 0, 0]), wanted[key])
        else:
            raise NotSupported(f"card minimums do not give {key}")
    return answer


def _lowest(case):
    inputs = case["inputs"]
    debts = _debts(inputs) if "debts" in inputs else [_debt(inputs)]
    multiple = cents(_text(inputs.get("multiple_of", "0.01")))
    need = lowest_budget(
        debts, int(inputs["months"]), multiple=multiple, timing=_timing(case, None), kept=Kept.UNROUNDED
    )
    return _like(_money(need), case["expected"]["lowest_fixed_payment"])


def _debts(inputs):
    if "debts" not in inputs:
        return [_debt(inputs)]
    return [_debt(row) for row in inputs["debts"]]


def _debt(row):
    if "apr_percent" in row:
        rate = Fraction(_text(row["apr_percent"])) / 100
    elif "apr" in row:
        rate = Fraction(_text(row["apr"]))
    else:
        raise NotSupported(f"a debt without a yearly rate: {sorted(row)}")
    minimum = Minimum.of(_text(row.get("minimum", row.get("minimum_floor", 0))), _text(row.get("minimum_rate", 0)))
    return Debt.of(_text(row["balance"]), per_year(rate), minimum)


def _budget(inputs, debts):
    for name in ("monthly_budget", "budget"):
        if name in inputs:
            return cents(_text(inputs[name]))
    if "extra" in inputs:
        return sum(min(d.minimum.floor, d.balance) for d in debts) + cents(_text(inputs["extra"]))
    raise NotSupported("a payoff plan needs a monthly budget or an extra payment")


def _order(inputs):
    order = inputs.get("strategy", inputs.get("order", "avalanche"))
    if isinstance(order, list):
        return order
    if order not in ORDERS:
        raise NotSupported(f'the order "{order}" is not one of {", ".join(ORDERS)}')
    return ORDERS[order]


def _timing(case, otherwise):
    words = str(case.get("conventions", {}).get("order", "")).lower()
    if not words and otherwise is not None:
        return otherwise
    if words.startswith("payment first"):
        return Timing.PAY_THEN_ACCRUE
    if words.startswith(("interest once", "interest first", "accrue")):
        return Timing.ACCRUE_THEN_PAY
    raise NotSupported(f'whether interest or payment comes first is not understood: "{words}"')


def _kept(case):
    """Textbook exercises (payment first) round nothing inside; plans and statements keep whole cents."""
    if _timing(case, Timing.ACCRUE_THEN_PAY) is Timing.PAY_THEN_ACCRUE:
        return Kept.UNROUNDED
    words = " ".join(str(value).lower() for value in case.get("conventions", {}).values())
    return Kept.UNROUNDED if "no rounding" in words or "unrounded" in words else Kept.CENTS


def _plain(key):
    """The figure that a key asks for, whoever's figure the case calls it."""
    for prefix in ("peer_", "correct_"):
        key = key.removeprefix(prefix)
    return key.removesuffix("_about")


def _text(value):
    return repr(value) if isinstance(value, float) else str(value)


def _money(value):
    return amount(divide(int(round(value)) if isinstance(value, float) else int(value), 1))


def _like(value, expected):
    """The same figure in the type that the case uses: a string where amounts are exact, else a number."""
    if isinstance(expected, str):
        return str(value)
    if isinstance(expected, (int, float)) and not isinstance(value, (int, bool)):
        return float(value)
    if isinstance(value, list):
        return [_like(v, e) for v, e in zip(value, expected)]
    return value


KINDS = {"payoff_plan": payoff_plan, "card_minimum": card_minimum}
