"""What does the course hold, how old is it, and what changed between two days? Rows for people who review the rules."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from credit.rules import words
from credit.rules.register import answering, jurisdictions, load, questions
from credit.rules.rule import Ended, NotYet, Rule, Unknown, Value


def held(places: tuple[str, ...] | None = None) -> list[Rule]:
    """Which rules are held for these places (for all, unless told), by place and id?"""
    return [rule for place in places or jurisdictions() for rule in load(place).values()]


def age(rule: Rule, today: date) -> int:
    """How many days ago was the rule last checked?"""
    return (today - rule.checked_on).days


def stale(rules: list[Rule], days: int, today: date) -> list[Rule]:
    """Which rules were last checked more than so many days ago? Oldest first."""
    return sorted((r for r in rules if age(r, today) > days), key=lambda r: r.checked_on)


def said(rule: Rule, state: Value | NotYet | Ended | Unknown) -> str:
    """What does a rule say in a state, in a few English words?"""
    if isinstance(state, NotYet):
        return f"not yet in force; starts on {state.first}"
    if isinstance(state, Ended):
        return f"no longer in force; ended on {state.last.until}"
    if isinstance(state, Unknown):
        return f"not known past the announcement of {state.as_of}"
    return _figures(state.value, rule.unit)


def _figures(value, unit):
    if value is None:
        return "no figure"
    if isinstance(value, dict) and not value.keys() & {"min", "max", "en"}:
        return "; ".join(f"{n} {_figures(v, unit[n] if isinstance(unit, dict) else unit)}" for n, v in value.items())
    if isinstance(value, dict) and "en" in value:
        return value["en"]
    if isinstance(value, dict):
        ends = [value.get("min"), value.get("max")]
        number = " to ".join(_plain(e) for e in ends if e is not None)
        number = f"at least {number}" if ends[1] is None else f"at most {number}" if ends[0] is None else number
    elif isinstance(value, list):
        number = ", ".join(_plain(one) for one in value)
    else:
        number = _plain(value)
    return number if unit in ("order", "date", "phone number", "yes or no", "text") else f"{number} {unit}"


def _plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def differences(rules: list[Rule], first: date, second: date) -> Iterator[tuple[Rule, str, str]]:
    """Which rules say something else on the second day than on the first? (rule, then, now)"""
    for rule in rules:
        then, now = said(rule, rule.state(first)), said(rule, rule.state(second))
        if then != now:
            yield rule, then, now


def coverage() -> list[dict]:
    """How many rules does the course hold for each place, and how sure are they? One row a place, the sum last."""
    rows = []
    for place in jurisdictions():
        rules = load(place).values()
        sure = Counter(rule.confidence for rule in rules)
        checked = sorted(rule.checked_on for rule in rules)
        rows.append(
            {
                "place": place,
                "rules": len(rules),
                **{c: sure[c] for c in words.CONFIDENCES},
                "values": sum(len(rule.values) for rule in rules),
                "checked from": checked[0],
                "checked to": checked[-1],
            }
        )
    total = {name: sum(row[name] for row in rows) for name in ("rules", *words.CONFIDENCES, "values")}
    ends = {"checked from": min(r["checked from"] for r in rows), "checked to": max(r["checked to"] for r in rows)}
    return [*rows, {"place": "all", **total, **ends}]


def answers() -> list[tuple[str, str, tuple[str, ...]]]:
    """Which places answer which question? (key, the question in English, the places)"""
    return [
        (key, text["en"], tuple(place for place in jurisdictions() if answering(key, place)))
        for key, text in questions().items()
    ]
