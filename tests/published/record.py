"""Published cases on delinquency: ranges of days past due, with grace or a pause.

"instalment level": each unpaid instalment has its own age, without grace, less the paused days; its amount stands
in the range of that age. "loan level": one age, counted from the due date plus the grace.
"""

from datetime import date, timedelta

from credit.classification import Pause, Range, age, by_range, in_range
from credit.money import amount, cents
from tests.published import NotSupported


def solve(case: dict) -> dict:
    """Which range, or how much in each range, does the case ask for?"""
    given, rule = case["inputs"], str(case["conventions"].get("rule", ""))
    ranges = [Range(r["name"], r["min_days"], r["max_days"]) for r in given["ranges"]]
    as_of = date.fromisoformat(given["as_of"])
    if "installments" in given and "instalment level" in rule:
        return {"amount_by_range": _amounts(given, ranges, as_of)}
    if "oldest_unpaid_due_date" in given and "loan level" in rule:
        due, grace = date.fromisoformat(given["oldest_unpaid_due_date"]), int(given.get("arrears_grace_days", 0))
        pauses = _pauses(given.get("pause"))
        found = int(in_range(age([due], as_of, grace, pauses), ranges)[0])
        return {
            "range": ranges[found].name if found >= 0 else None,
            "delinquent_date": (due + timedelta(grace)).isoformat(),
        }
    raise NotSupported(f"neither an age of instalments nor of the loan: {rule or 'no rule'}")


def _amounts(given, ranges, as_of):
    paid = {str(p) for p in given.get("paid_installments", ())}
    unpaid = [
        i for n, i in enumerate(given["installments"], 1) if str(n) not in paid and i["due_date"] not in paid
    ]  # fmt: skip
    late = age([date.fromisoformat(i["due_date"]) for i in unpaid], as_of, pauses=_pauses(given.get("pause")))
    totals = by_range([cents(str(i["amount"])) for i in unpaid], late, ranges)
    return {name: str(amount(total)) for name, total in totals.items()}


def _pauses(pause):
    """One pause as [start, end], several as a list of those, or none."""
    if not pause:
        return ()
    several = pause if isinstance(pause[0], (list, tuple)) else [pause]
    return tuple(Pause(date.fromisoformat(a), date.fromisoformat(b)) for a, b in several)


KINDS = {"delinquency_bucket": solve}
