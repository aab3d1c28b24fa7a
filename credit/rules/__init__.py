"""Which rule was in force on which day, what did it say, and how sure are we?

One rule is one YAML file, `credit/rules/<jurisdiction>/<id>.yaml`. A value holds from its `valid_from` until the next
one; the file keeps the earlier ones. No legal number stands in Python.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

HOME = Path(__file__).parent
FORCES = ("law", "regulation", "policy", "self-regulation", "standard", "practice")
CONFIDENCES = ("verified", "known", "unsure")
LANGUAGES = ("en", "zh")
UNITS = (
    *("none", "multiple of the contract rate", "percent a year", "percent a day"),
    *("years", "days", "order", "yuan", "phone number"),
)


class RuleError(ValueError):
    """A rule file or a question about a rule that cannot be answered, in one sentence."""


@dataclass(frozen=True)
class Value:
    """What did the rule say from this day on? `value` is a Decimal, a range {min, max}, a list, or None (no number)."""

    valid_from: date
    published: date | None
    value: object


@dataclass(frozen=True)
class Rule:
    """What is the rule, since when, who says so, whom does it bind, how binding is it, and how sure are we?

    Attributes
    ----------
    title, statement : dict of str
        By language, "en" and "zh".
    unit : str
        One of `UNITS`.
    values : tuple of Value, oldest first
    force : str
        One of `FORCES`: "standard" and "self-regulation" do not bind like law.
    binds : dict
        `lenders` and `debts`: lists of words.
    instrument : dict
        `name` (by language), `number` and `article`.
    confidence : str
        "verified" (a source was read), "known" (not re-checked), "unsure" (an input, never a fact).
    checked_on : date
    rests_on : str
        What the confidence rests on.
    """

    id: str
    jurisdiction: str
    topic: str
    title: dict
    statement: dict
    unit: str
    values: tuple
    force: str
    binds: dict
    instrument: dict
    confidence: str
    checked_on: date
    rests_on: str

    def on(self, day: date) -> Value:
        """What did it say on that day? The last value not after it.

        Raises
        ------
        RuleError
            Before its first day.
        """
        past = [v for v in self.values if v.valid_from <= day]
        if not past:
            raise RuleError(f"{self.id} was not in force on {day}; it starts on {self.values[0].valid_from}.")
        return past[-1]

    @property
    def path(self) -> str:
        """Where does its file stand in the repository?"""
        return f"credit/rules/{self.jurisdiction}/{self.id}.yaml"


class _Loader(yaml.SafeLoader):
    """YAML in which 1.30 is a Decimal, not the nearest binary float."""


_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


def read(path: Path) -> Rule:
    """What rule does this file hold?

    Raises
    ------
    RuleError
        Naming the file, the field and the reason.
    """

    def refuse(field, reason):
        raise RuleError(f"{path.parent.name}/{path.name}, {field}: {reason}")

    try:
        data = yaml.load(path.read_text("utf-8"), _Loader)
    except yaml.YAMLError as error:
        refuse(f"line {error.problem_mark.line + 1}", error.problem)
    for field in Rule.__dataclass_fields__:
        if field not in data:
            refuse(field, "is missing.")
    for field in data.keys() - Rule.__dataclass_fields__.keys():
        refuse(field, "is not a field of a rule.")
    if data["id"] != path.stem or data["jurisdiction"] != path.parent.name:
        refuse("id", f"{data['jurisdiction']}/{data['id']} is not where the file stands.")
    for field in ("title", "statement"):
        for language in LANGUAGES:
            if not data[field].get(language):
                refuse(field, f"has no text in {language}.")
    for field, allowed in (("unit", UNITS), ("force", FORCES), ("confidence", CONFIDENCES)):
        if data[field] not in allowed:
            refuse(field, f"{data[field]!r} is none of {', '.join(allowed)}.")
    if not data["instrument"].get("name") or not data["rests_on"]:
        refuse("instrument", "a rule names its source.")
    if not isinstance(data["checked_on"], date):
        refuse("checked_on", f"{data['checked_on']!r} is not a date.")
    values = [_value(v, refuse) for v in data["values"] or refuse("values", "a rule has at least one dated value.")]
    if any(a.valid_from >= b.valid_from for a, b in zip(values, values[1:])):
        refuse("values", "dates must rise from one value to the next.")
    return Rule(**{**data, "values": tuple(values)})


def _value(entry, refuse):
    if not isinstance(entry.get("valid_from"), date):
        refuse("values", f"valid_from {entry.get('valid_from')!r} is not a date.")
    value = entry.get("value")
    if isinstance(value, dict):
        value = {k: Decimal(v) for k, v in value.items()}
        if value["min"] > value["max"]:
            refuse("values", f"min {value['min']} is above max {value['max']}.")
    elif isinstance(value, int):
        value = Decimal(value)
    return Value(entry["valid_from"], entry.get("published"), value)


@cache
def load(jurisdiction: str) -> dict[str, Rule]:
    """Which rules does the course hold for this place? By id."""
    folder = HOME / jurisdiction
    if jurisdiction not in jurisdictions():
        raise RuleError(f'There are no rules for "{jurisdiction}"; there are for {", ".join(jurisdictions())}.')
    return {path.stem: read(path) for path in sorted(folder.glob("*.yaml"))}


@cache
def jurisdictions() -> tuple[str, ...]:
    """For which places does the course hold rules?"""
    return tuple(sorted(p.name for p in HOME.iterdir() if p.is_dir() and any(p.glob("*.yaml"))))


def at(jurisdiction: str, day: date) -> dict[str, tuple[Rule, Value]]:
    """Which rules were in force there on that day, with the value of that day?"""
    return {i: (r, r.on(day)) for i, r in load(jurisdiction).items() if r.values[0].valid_from <= day}


def get(jurisdiction: str, rule_id: str) -> Rule:
    """Which rule has this id?

    Raises
    ------
    RuleError
        For an unknown id, naming the nearest.
    """
    rules = load(jurisdiction)
    if rule_id not in rules:
        near = get_close_matches(rule_id, rules, n=1, cutoff=0)
        raise RuleError(f'There is no rule "{rule_id}" in {jurisdiction}; the nearest is "{near[0]}".')
    return rules[rule_id]
