"""What is the plan from day 90 on, on one page, and does it hold?

Data only: a page, a calendar file and a letter are made from it elsewhere.
"""

from datetime import date, timedelta

from credit.household import MONTH_DAYS
from credit.level import NEVER, instalments_needed
from credit.money import divide
from credit.ninety_days_result import leaves, monthly_means
from credit.ninety_days_state import State
from credit.ninety_days_world import on

LINES = (
    "essentials_first", "budget_adds_up", "every_debt_in_order", "dearest_first", "ask_is_affordable",
    "ask_is_complete", "ask_in_writing", "evidence_listed", "complaint_where_due", "three_dates",
)  # fmt: skip


def plan(state: State) -> dict:
    """What should be paid, asked, kept and watched from here? Cents and ISO dates.

    Returns
    -------
    dict
        budget: income, essentials, and what is free of a month; order: the debts, those at the dearest rate first, with
        what brings each up to date; ask: what to write to each lender whose share of the free money is below its
        instalment; evidence; complaints; dates: three to remember.
    """
    day, budget = state.day, monthly_means(state)
    free = budget["free"]
    order, ask, wanted = [], [], 0
    for account in sorted(state.accounts, key=lambda a: (-a.open.loan.rate.nominal_annual, a.debt.id)):
        now, after = account.at(day), account.next_due(day)
        if not now["cost_to_get_current"] and after is None:
            continue
        order.append(
            {
                "debt": account.debt.id,
                "rate": str(account.open.loan.rate.nominal_annual),
                "to_get_current": now["cost_to_get_current"],
                "instalment": after[1] if after else now["cost_to_get_current"],
                "due": after[0].isoformat() if after else on(day).isoformat(),
            }
        )
        wanted += order[-1]["instalment"]
    for row in order:
        part = divide(free * row["instalment"], wanted) if wanted > free else row["instalment"]
        row["pay"] = min(part, row["instalment"])
        if row["pay"] < row["instalment"] or row["to_get_current"]:
            ask.append(
                {
                    "debt": row["debt"],
                    "can_pay": row["pay"],
                    "from": row["due"],
                    "months": months_of(state, row["debt"], row["pay"]),
                    "channel": "writing",
                }
            )
    over = sum(row["pay"] for row in order) - free
    if over > 0:  # a cent or two of rounding falls on the last in order
        order[-1]["pay"] -= over
        for row in ask:
            row["can_pay"] = next(r["pay"] for r in order if r["debt"] == row["debt"])
            row["months"] = months_of(state, row["debt"], row["can_pay"])
    return {
        "day": on(day).isoformat(),
        "budget": budget,
        "order": order,
        "ask": ask,
        "evidence": [
            {"day": on(c.day).isoformat(), "debt": c.debt, "channel": c.channel, "breach": c.breach}
            for i, c in enumerate(state.contacts)
            if i in state.saved
        ],
        "complaints": _complaints(state),
        "dates": _dates(state, order),
    }


def months_of(state: State, debt: str, sum_: int) -> int | None:
    """In how many months does this sum (cents) repay all that is owed, at the rate of the loan? None if never."""
    account = state.account(debt)
    now = account.at(state.day)
    owed = now["outstanding"] + now["overdue_interest"] + now["charges_owed"] - now["credit"]
    try:
        n = int(instalments_needed([owed], account.open.loan.rate.monthly, [sum_])[0])
    except ValueError:  # some cents of a debt that bears nothing: more than a thousand years
        return None
    return None if n == NEVER else max(n, 1)


def _complaints(state: State) -> list[dict]:
    """One for each lender with saved breaches: what happened, when."""
    found: dict[str, list] = {}
    for i in state.saved:
        contact = state.contacts[i]
        if contact.breach:
            found.setdefault(contact.debt, []).append({"day": on(contact.day).isoformat(), "breach": contact.breach})
    return [
        {"debt": debt, "breaches": rows, "sent": state.account(debt).upheld} for debt, rows in sorted(found.items())
    ]


def _dates(state: State, order: list[dict]) -> list[dict]:
    """Three dates: what falls due next (or a receipt, where nothing is owed), the record, a mark's end or a review."""
    today, gone = on(state.day), leaves(state)
    due = min((row["due"] for row in order), default=(today + timedelta(7)).isoformat())
    last = gone if gone and gone > today else today + timedelta(3 * MONTH_DAYS)
    kind = "mark_leaves" if gone and gone > today else "review_plan"
    rows = [
        {"date": max(due, (today + timedelta(1)).isoformat()), "kind": "next_due" if order else "receipt"},
        {"date": (today + timedelta(MONTH_DAYS)).isoformat(), "kind": "read_record"},
        {"date": last.isoformat(), "kind": kind},
    ]
    return sorted(rows, key=lambda row: row["date"])


def rubric(found: dict, state: State) -> dict[str, bool]:
    """Which of the ten lines does this plan meet? For a plan of `plan`'s shape, the learner's own too.

    Raises
    ------
    ValueError
        When a part of the plan is missing.
    """
    missing = [part for part in ("budget", "order", "ask", "evidence", "complaints", "dates") if part not in found]
    if missing:
        raise ValueError(f"The plan has no {missing[0]}; it needs budget, order, ask, evidence, complaints and dates.")
    budget, order, ask = found["budget"], found["order"], found["ask"]
    own = plan(state)
    ranks = {row["debt"]: n for n, row in enumerate(own["order"])}
    breaches = {state.contacts[i].debt for i in state.saved if state.contacts[i].breach}
    today = on(state.day)
    dates = [date.fromisoformat(row["date"]) for row in found["dates"]]
    rates = {row["debt"]: state.account(row["debt"]).open.loan.rate.nominal_annual for row in own["order"]}
    given = [rates.get(row["debt"], -1) for row in order]
    lines = (
        budget["essentials"] >= own["budget"]["essentials"],
        budget["income"] - budget["essentials"] >= sum(row["pay"] for row in order) or not any(r["pay"] for r in order),
        {row["debt"] for row in order} == set(ranks),
        given == sorted(given, reverse=True),
        sum(row["can_pay"] for row in ask) <= max(own["budget"]["free"], 0),
        all(row.get("can_pay") is not None and row.get("from") and row.get("months") for row in ask),
        all(row.get("channel") == "writing" for row in ask),
        len(found["evidence"]) >= len(state.saved),
        {row["debt"] for row in found["complaints"]} == breaches,
        len(set(dates)) >= 3 and all(d > today for d in dates),
    )
    return dict(zip(LINES, lines))
