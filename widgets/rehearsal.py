"""What a choice in the rehearsal of the call does: computed from case C's loan, by the engine of the comparator.

Each function takes the measures of `lessons/scenes/rehearsal.yaml` and returns those that it changes.
"""

from credit.asking import Plan, Request, open_on
from credit.money import cents
from credit.promise import promise
from widgets.plan_terms import CONTROLS, followed, money_of, plans_of, standing_of

DAYS = (3, 30, 90, 180)  # on which the phone rings, or Zhao thinks of it
DEMANDED = "1900"  # a month, by the caller: all that an ordinary month leaves for three debts
NORMAL = {control.name: control.normal for control in CONTROLS}
TERMS = tuple(NORMAL[name] for name in ("balance", "rate", "months"))


def _plan(day: int, request: Request, months: int) -> Plan:
    return plans_of({**NORMAL, "day": day, "longer": months}, standing_of(*TERMS, day))[request]


def _on(day: int) -> dict:
    """What stands in the book on this day, and what the lender still agrees to."""
    at = standing_of(*TERMS, day)
    asked = [r for r in Request if r not in (Request.CARD, Request.FIXER)]
    return {
        "day": day,
        "charges": at.charges,
        "current": at.current,
        "open": sum(open_on(request, day) for request in asked),
        "more_months": open_on(Request.LONGER, day),
        "heavy": _plan(day, Request.AS_BEFORE, 36).offer.instalment,
        "middle": _plan(day, Request.LONGER, 24).offer.instalment,
        "light": _plan(day, Request.LONGER, 36).offer.instalment,
        "lump": _plan(day, Request.LUMP, 36).offer.total_paid,
    }


def wait(state: dict) -> dict:
    """Nobody answers; some weeks go by."""
    return _on(next((day for day in DAYS if day > state["day"]), DAYS[-1]))


def _take(request: Request, months: int):
    """He says yes to this plan."""

    def take(state: dict) -> dict:
        plan = _plan(state["day"], request, months)
        last = {"monthly": plan.offer.instalment, "months": plan.offer.months, "on_top": plan.cost}
        return {**last, "kept": 100 - plan.broken, "same": int(request is Request.AS_BEFORE)}

    return take


def demanded(state: dict) -> dict:
    """He says yes to whatever the caller asks for, so that the call ends."""
    loan, money = followed(*TERMS)[0], money_of(NORMAL["afford"], NORMAL["swing"], NORMAL["seed"])
    owed = standing_of(*TERMS, state["day"]).owed
    said = promise(owed, loan.rate, cents(DEMANDED), money)
    return {"monthly": said.monthly, "months": said.months, "on_top": said.cost, "kept": round(100 * said.kept)}


def pay_a_stranger(state: dict) -> dict:
    """One instalment goes to an account that is not the lender's: the book of the loan does not change."""
    return {"gone": state["gone"] + _plan(DAYS[0], Request.AS_BEFORE, 36).offer.instalment}


def in_writing(state: dict) -> dict:
    """What is written holds: the charges that the lender let go are gone."""
    waived = state["charges"] if _waives(state["day"]) else 0
    return {"written": 1, "charges": state["charges"] - waived}


def _waives(day: int) -> bool:
    on = standing_of(*TERMS, day)
    charged = plans_of({**NORMAL, "day": day, "waive": "no"}, on)[Request.LONGER].cost
    return charged > _plan(day, Request.LONGER, NORMAL["longer"]).cost


CONSEQUENCES = {
    "wait": wait,
    "as_before": _take(Request.AS_BEFORE, 36),
    "over_24": _take(Request.LONGER, 24),
    "over_36": _take(Request.LONGER, 36),
    "demanded": demanded,
    "pay_a_stranger": pay_a_stranger,
    "in_writing": in_writing,
}
