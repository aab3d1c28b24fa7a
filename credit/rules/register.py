"""Which rules does the course hold, for which places, and which were in force on a day?"""

from datetime import date
from difflib import get_close_matches
from functools import cache

from credit.rules import compiled, words
from credit.rules.loader import build
from credit.rules.rule import Ended, NotYet, Rule, RuleError, Unknown, Value


@cache
def jurisdictions() -> tuple[str, ...]:
    """For which places does the course hold rules? In the order of the schema, home first."""
    return tuple(place for place in words.PLACES if any((words.HOME / place).glob("*.yaml")))


@cache
def load(jurisdiction: str) -> dict[str, Rule]:
    """Which rules does the course hold for this place? By id.

    Raises
    ------
    RuleError
        For a place without rules, naming those that have some; for a bad file, naming file, field and reason.
    """
    if jurisdiction not in jurisdictions():
        raise RuleError(f'There are no rules for "{jurisdiction}"; there are for {", ".join(jurisdictions())}.')
    rules = {data["id"]: build(data) for data in compiled.place(words.HOME / jurisdiction)}
    for rule in rules.values():
        if rule.question and rule.question not in questions():
            raise RuleError(f"{rule.path}, question: {rule.question!r} is not in questions.yaml.")
        if rule.replaces and rule.replaces not in rules:
            raise RuleError(f"{rule.path}, replaces: there is no rule {rule.replaces!r} in {jurisdiction}.")
    return rules


@cache
def questions() -> dict[str, dict]:
    """Which questions do rules of several places answer? {key: {"en": ..., "zh": ...}}"""
    return compiled.questions(words.HOME / "questions.yaml")


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


def value(jurisdiction: str, rule_id: str, day: date):
    """What figure did the rule give on that day? A short form of `get(...).on(day).value`.

    Raises
    ------
    RuleError
        For an unknown id, a day before the first or after the last, or a month that is not known yet.
    """
    return get(jurisdiction, rule_id).on(day).value


def at(jurisdiction: str, day: date) -> dict[str, tuple[Rule, Value | Unknown]]:
    """Which rules were in force there on that day, with what they said then?

    A series past its last announcement is among them with an `Unknown`.
    """
    states = {rule_id: (rule, rule.state(day)) for rule_id, rule in load(jurisdiction).items()}
    return {rule_id: found for rule_id, found in states.items() if not isinstance(found[1], NotYet | Ended)}


def answering(question: str, jurisdiction: str) -> list[Rule]:
    """Which rules of this place answer the question (a key of questions.yaml)? None at all is an empty list.

    Raises
    ------
    RuleError
        For an unknown question, naming the nearest.
    """
    if question not in questions():
        near = get_close_matches(question, questions(), n=1, cutoff=0)
        raise RuleError(f'There is no question "{question}"; the nearest is "{near[0]}".')
    return [rule for rule in load(jurisdiction).values() if rule.question == question]
