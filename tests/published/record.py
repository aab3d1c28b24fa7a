"""Published cases on delinquency: ranges of days past due, with grace or a pause.

"instalment level": each unpaid instalment has its own age, without grace, less the paused days; its amount stands
in the range of that age. "loan level": one age, counted from the due date plus the grace.
"""

from datetime import timedelta

from credit.classification import Pause, Range, age, by_range, in_range
from credit.money import amount, cents
from tests.published import NotSupported
from tests.published.reading import count, number, on, only


def solve(case: dict) -> dict:
    """Which range, or how much in each range, does the case ask for?"""
    given, rule = case["inputs"], str(case["conventions"].get("rule", ""))
    last = lambda row: None if row.get("max_days") is None else count(row["max_days"])
    ranges = [Range(row["name"], count(row["min_days"]), last(row)) for row in given["ranges"]]
    as_of, pauses = on(given["as_of"]), _pauses(given.get("pause"))
    if "installments" in given and "instalment level" in rule:
        return only({"amount_by_range": _amounts(given, ranges, as_of, pauses)}, case)
    oldest = given.first("oldest_unpaid_due_date", "due_date")
    if oldest is not None and "loan level" in rule:
        due, grace = on(oldest), count(given.get("arrears_grace_days", 0))
        late = age([due], as_of, grace, pauses)
        found = int(in_range(late, ranges)[0])
        known = {
            "range": ranges[found].name if found >= 0 else None,
            "delinquent_date": (due + timedelta(grace)).isoformat(),
            "delinquent_days": int(late[0]),
            "days_past_due": int(age([due], as_of, 0, pauses)[0]),
        }
        return only(known, case)
    raise NotSupported(f"neither an age of instalments nor of the loan: {rule or 'no rule'}")


def _amounts(given, ranges, as_of, pauses):
    rows = given["installments"]
    if unknown := {key for row in rows for key in row} - {"due_date", "amount", "paid"}:
        raise NotSupported(f"nothing is known of the {', '.join(sorted(unknown))} of an instalment")
    paid = {str(p) for p in given.get("paid_installments") or ()}
    unpaid = [row for n, row in enumerate(rows, 1) if str(n) not in paid and row["due_date"] not in paid]
    late = age([on(row["due_date"]) for row in unpaid], as_of, pauses=pauses)
    owed = [cents(number(row["amount"])) - cents(number(row.get("paid", 0))) for row in unpaid]
    return {name: str(amount(total)) for name, total in by_range(owed, late, ranges).items()}


def _pauses(pause):
    """One pause as [start, end] or {"start": ..., "end": ...}, several as a list of those, or none."""
    if not pause:
        return ()
    several = pause if isinstance(pause, list) and not isinstance(pause[0], str) else [pause]
    ends = [(p["start"], p["end"]) if isinstance(p, dict) else p for p in several]
    return tuple(Pause(on(start), on(end)) for start, end in ends)


KINDS = {"delinquency_bucket": solve}
