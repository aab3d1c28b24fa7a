"""What the payoff race says in words: the finding, the table, the working, and the figures that texts may name."""

from credit.money import cents
from credit.optimum import Proof
from credit.payoff import NEVER
from widgets.html import Table
from widgets.language import N_, Language
from widgets.race_terms import AVALANCHE, COVER, MINIMUM, MONEY, ONE, ORDERS, RACE, SHORT

PROOFS = {
    Proof.AVALANCHE: N_("The best of all plans is known: highest rate first."),
    Proof.SOLVER: N_("The best of all plans with this money costs {cost} and takes {months} months; it was searched "
                     "for, and no plan is cheaper."),
    Proof.BOUND: N_("The best plan found so far costs {cost} and takes {months} months; whether a cheaper one exists "
                    "was not settled."),
    Proof.ENDLESS: N_("No plan with this money ever ends."),
    Proof.NOT_FOUND: N_("No plan that ends was found."),
}  # fmt: skip


def sentence(o, t: Language) -> list[str]:
    """The finding, money first."""
    first, more = {COVER: _cover, ONE: _one}.get(o.view, _race)(o, t, _words(o, t, o.view))
    return [first, t.join(more)] if more else [first]


def _plan(o, t, words):
    """What comes of the chosen order."""
    lane = o.lane
    if lane.ends and o.order == MINIMUM and o.months >= 36:
        line = N_(
            "If only the minimums are ever paid, it costs {cost} and takes {months} months, more than {years} years."
        )
        return t(line, **words)
    if lane.ends and o.order == MINIMUM:
        return t("If only the minimums are ever paid, it costs {cost} and takes {months} months.", **words)
    if lane.ends and o.money[1]:
        return t(
            "With {budget} a month, and {extra} more from month {extra_from} on, it costs {cost} in interest and fees, "
            "and you are out of debt after {months} months.",
            **words,
        )
    if lane.ends:
        return t(
            "With {budget} a month, {order}, it costs {cost} in interest and fees, and you are out of debt after "
            "{months} months.",
            **words,
        )
    if lane.months == NEVER and o.order == MINIMUM:
        line = N_("With the minimums alone this never ends: the first month bears {first_interest} of interest.")
    elif lane.months == NEVER:
        line = N_("With {budget} a month this never ends: the first month alone bears {first_interest} of interest.")
    else:
        line = N_("With {budget} a month no end comes within a thousand years.")
    return t(line, **words)


def _race(o, t, words):
    more, lane = [], o.lane
    if lane.passes > 0 and not lane.ends:
        more.append(t("In month {passes} more than {limit} is owed.", **words))
    if lane.short and o.order != MINIMUM:
        more.append(
            t("All minimums come to {minimums} in the first month. {short} is the first that falls short, in month "
              "{short_month}: ask for a plan before that day.", **words)
        )  # fmt: skip
    if lane.short and o.order != MINIMUM and not o.fees:
        more.append(t("Late charges are not counted here."))
    if len(o.debts) > 1 and o.all_end and o.order != MINIMUM:
        apart = N_("Between the best and the worst order lie {order_saves}.")
        more.append(t(apart if o.order_saves else N_("The order makes no difference here."), **words))
    if o.view == MONEY and o.step_saves > 0:
        more.append(t("A hundred yuan more a month saves {step_saves}.", **words))
    elif o.view == RACE and lane.ends and lane.first and len(o.debts) > 1:
        more.append(t("First gone: {first}, in month {first_month}.", **words))
    if o.view == RACE and o.best and o.order != MINIMUM and len(o.debts) > 1:
        more.append(t("No plan with this money does better than {best_cost} in {best_months} months.", **words))
    return _plan(o, t, words), more


def _cover(o, t, words):
    first = t(
        "{gap} is missing each month, {gaps} in {ahead} months. Paid with new loans, that becomes {covered_owed}: "
        "{covered_cost} is interest and fees.",
        **words,
    )
    more = [t("The last month alone added {covered_step}.", **words)]
    if o.covered_passes > 0:
        more.append(t("In month {covered_passes} more than {limit} is owed.", **words))
    return first, more


def _one(o, t, words):
    _, agreed, same = o.one
    first = t(
        "One new loan of {one_principal}, {one_fee} of it fee: {one_payment} a month for {one_term} months. "
        "Interest and fee come to {one_cost}.",
        **words,
    )
    more = []
    if o.lane.ends:
        line = N_("The old debts with {budget} a month cost {cost}: {apart} less.")
        if agreed.cost < o.cost:
            line = N_("The old debts with {budget} a month cost {cost}: {apart} more.")
        if o.order == MINIMUM:
            line = N_("The old debts with their minimums alone cost {cost}.")
        more.append(t(line, **words))
    else:
        more.append(t("The old debts with {budget} a month never end.", **words))
    if same.short or not same.ends:
        more.append(t("{budget} a month does not reach the new instalment.", **words))
    else:
        line = N_(
            "With the same {budget} a month the new loan costs {same_cost} and is gone after {same_months} months."
        )
        more.append(t(line, **words))
    return first, more


def searched(o, t) -> list[str]:
    """What the search for the best of all plans came to, or why it is worth one."""
    if not o.searchable:
        return []
    if o.found is None:
        return [t("These debts charge fees. Then no simple order is always the best; the computer can look for the "
                  "best of all plans.")]  # fmt: skip
    words = {"cost": t.money(max(o.found.cost, 0)), "months": t.number(max(o.found.months, 0))}
    return [t(PROOFS[o.found.proof], **words)]


def table(o, t) -> Table:
    """The picture as rows."""
    if o.view == COVER:
        gap = cents(o.values["gap"])
        rows = [
            [t.number(m), t.money(gap * m), t.money(o.covered[m] - gap * m), t.money(o.covered[m])]
            for m in range(o.ahead + 1)
        ]
        heads = [t("Month"), t("The gap itself"), t("Interest and fees"), t("Owed")]
        return Table(t("A gap covered by new loans, month by month"), heads, rows, o.ahead)
    if o.view == MONEY:
        budgets, costs = o.curves
        heads = [t("Each month"), *(t(SHORT[name]) for name in costs)]
        rows = [
            [t.money(int(b)), *(_cost(int(c[k]), t) for c in costs.values())]
            for k, b in enumerate(budgets)
            if k % 4 == 0
        ]
        return Table(t("Interest and fees in all, by the sum paid each month and the order"), heads, rows)
    if o.view == ONE:
        lanes = {t("the old debts, {order}", order=t(SHORT[o.order])): o.lane, t("one new loan, as agreed"): o.one[1],
                 t("one new loan, the same money a month"): o.one[2]}  # fmt: skip
        here = 1
    else:
        lanes = {t(ORDERS[name]): lane for name, lane in o.lanes.items()}
        here = list(o.lanes).index(o.order) if o.order in o.lanes else None
    rows = [[words, _months(lane, t), _cost(lane.cost, t), *_gone(lane, o, t)] for words, lane in lanes.items()]
    gone = [] if o.view == ONE else [t("{name} gone", name=name) for name in o.names(t.code)]
    heads = [t("Plan"), t("Months"), t("Interest and fees"), *gone]
    return Table(t("The lanes: months, cost, and the month in which each debt is gone"), heads, rows, here)


def _gone(lane, o, t):
    if o.view == ONE:
        return []
    return [t.number(month) if month >= 0 else t("never ends") for month in lane.cleared]


def _months(lane, t):
    return t.number(lane.months) if lane.ends else t("never ends")


def _cost(amount, t):
    return t.money(amount) if amount >= 0 else t("no end")


def working(o, t) -> list[str]:
    """The formula with its numbers."""
    words = _words(o, t, o.view)
    if o.view == COVER:
        return [
            t("Owed next month = owed + (gap + owed × rate ÷ 12) ÷ (1 − fee): the new loan must put the gap and the "
              "month's interest in hand, and its fee is taken out of the payout."),
            t("First month: 0 + {gap} ÷ (1 − {new_fee}) = {first_step}.", **words),
            t("Computed in credit/spiral.py."),
        ]  # fmt: skip
    lines = [
        t("Each month, in this order: interest = owed × rate ÷ 12 is added to every debt, rounded to the cent; every "
          "minimum is paid; all that is left goes to the first debt of the order, then to the next."),
        t("First month: interest {first_interest}, minimums {minimums}, paid {budget}.", **words),
    ]  # fmt: skip
    if o.view == RACE and o.best:
        lines.append(
            t("The finish line: without fees, and with every minimum paid, no plan bears less interest than highest "
              "rate first. At each moment it owes least on the dearest debts, so every month bears least.")
        )  # fmt: skip
    if not o.lane.ends:
        lines.append(
            t("“Never” is proved: what is owed cannot fall any more, because its interest takes the "
              "whole sum, or the months repeat.")
        )  # fmt: skip
    if o.view == ONE:
        lines += [
            t("New loan = owed today ÷ (1 − fee), or × (1 + fee) where the fee is added: {owed} becomes "
              "{one_principal}.", **words),
            t("Instalment = P × i ÷ (1 − (1 + i)^−n) = {one_payment}. Cost = all instalments − {owed}.", **words),
        ]  # fmt: skip
    return [*lines, t("Computed in credit/lanes.py, credit/payoff.py and credit/spiral.py.")]


def facts(o, t) -> dict[str, str]:
    """Named figures, of all four questions."""
    return _words(o, t, RACE, MONEY, COVER, ONE)


def _words(o, t, *views) -> dict[str, str]:
    """The figures that these questions need; each is worked out only where it is asked for."""
    money, counts, words = {"budget": o.money[0], "extra": o.money[1], "limit": o.limit}, {}, {}
    for of in dict.fromkeys(of for view in views for of in PARTS.get(view, (_of_debts,))):
        for into, more in zip((money, counts, words), of(o, t)):
            into |= more
    return (
        {name: t.money(int(amount)) if amount >= 0 else t("no end") for name, amount in money.items()}
        | {name: t.number(n) if n >= 0 else t("never ends") for name, n in counts.items()}
        | words
    )


def _of_debts(o, t):
    lane, best, names = o.lane, o.best, o.names(t.code)
    money = {
        "order_saves": o.order_saves, "cost": o.cost, "owed": o.owed, "minimums": o.minimums,
        "first_interest": lane.first_interest, "interest": lane.interest,
        "best_cost": best.cost if best else NEVER, "shortfall": max(o.minimums - o.money[0], 0),
        "left": max(o.money[0] - o.minimums, 0), "paid": o.owed + o.cost if lane.ends else NEVER,
    }  # fmt: skip
    counts = {
        "months": o.months, "passes": lane.passes, "best_months": best.months if best else NEVER,
        "first_month": lane.first[1] if lane.first else NEVER, "short_month": lane.short[1] if lane.short else NEVER,
        "extra_from": o.values["extra_from"],
    }  # fmt: skip
    money |= {f"{name}_cost": one.cost for name, one in o.all_lanes.items()}
    counts |= {f"{name}_months": one.months for name, one in o.all_lanes.items()}
    least = o.all_lanes[AVALANCHE]
    money |= {
        f"{name}_more": one.cost - least.cost if one.ends and least.ends else NEVER for name, one in o.raced.items()
    }
    words = {
        "order": t(SHORT[o.order]), "years": t.number(max(o.months - 1, 0) // 12),
        "first": names[lane.first[0]] if lane.first else "", "short": names[lane.short[0]] if lane.short else "",
    }  # fmt: skip
    return money, counts, words


def _of_money(o, t):
    return {"step_saves": o.step_saves}, {}, {}


def _of_cover(o, t):
    money = {
        "gap": cents(o.values["gap"]), "gaps": o.gaps, "covered_owed": o.covered_owed, "covered_cost": o.covered_cost,
        "covered_step": o.covered_step, "first_step": o.covered[1],
    }  # fmt: skip
    words = {name: f"{t.number(o.values[name])}%" for name in ("new_fee", "new_rate")}
    return money, {"ahead": o.ahead, "covered_passes": o.covered_passes}, words


def _of_one(o, t):
    loan, agreed, same = o.one
    money = {
        "one_principal": loan.principal, "one_fee": loan.fee, "one_payment": o.one_payment, "one_cost": agreed.cost,
        "same_cost": same.cost, "apart": abs(agreed.cost - o.cost) if o.lane.ends else NEVER,
    }  # fmt: skip
    counts = {"one_term": o.values["one_term"], "same_months": same.months}
    return money, counts, {"one_rate": f"{t.number(o.values['one_rate'])}%"}


PARTS = {MONEY: (_of_debts, _of_money), COVER: (_of_cover,), ONE: (_of_debts, _of_one)}
