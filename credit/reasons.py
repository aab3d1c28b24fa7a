"""Why is that the answer? Each answer about law carries the rules that led to it, with their dates and values."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from credit import rules
from credit.money import exact
from credit.rules import CONFIDENCES, Value


@dataclass(frozen=True)
class Reason:
    """Which rule was used, in the version of which day, and what did it contribute?

    Attributes
    ----------
    jurisdiction, rule : str
        The rule file is credit/rules/<jurisdiction>/<rule>.yaml.
    on : date
        The day whose version was asked for.
    valid_from : date
        Since when that version holds.
    value : object
        The number or numbers of that version; None for a rule without a number.
    force, confidence : str
    less_sure : dict or None
        Parts of the rule that are less sure than the rest, as in its file: {"application": "unsure"}.
    says : str
        What it contributes here: a short key such as "only the debtor" or "restarts the period".
    """

    jurisdiction: str
    rule: str
    on: date
    valid_from: date
    value: object
    force: str
    confidence: str
    says: str
    less_sure: dict | None = None


@dataclass(frozen=True)
class Decision:
    """What is the answer, and which rules lead to it?

    Attributes
    ----------
    answer : dict
        Named parts; each decision function lists its own.
    reasons : tuple of Reason
        In the order in which they were used.
    open : tuple of str
        What these rules do not settle: the answer holds "unless" or "as far as" these.
    """

    answer: dict
    reasons: tuple = ()
    open: tuple = ()

    @property
    def confidence(self) -> str:
        """How sure is the least sure rule behind the answer? "unsure" when there is none."""
        return max((r.confidence for r in self.reasons), key=CONFIDENCES.index, default=CONFIDENCES[-1])

    @property
    def rules(self) -> tuple[str, ...]:
        """Which rules lead to it? Their ids, in order, each once."""
        return tuple(dict.fromkeys(r.rule for r in self.reasons))


def cite(jurisdiction: str, rule_id: str, on: date, says: str = "") -> Reason:
    """What did this rule say on that day, as a step of a reason chain?

    Raises
    ------
    RuleError
        For an unknown rule, or a day before its first.
    """
    rule = rules.get(jurisdiction, rule_id)
    value = rule.on(on)
    sure = rule.confidence_of(value)
    return Reason(jurisdiction, rule_id, on, value.valid_from, value.value, rule.force, sure, says, rule.less_sure)


def in_force(jurisdiction: str, rule_id: str, on: date) -> bool:
    """Did this rule hold on that day: begun, and not ended?"""
    return isinstance(rules.get(jurisdiction, rule_id).state(on), Value)


def figure(reason: Reason, name: str | None = None) -> Fraction:
    """What number does the rule give, or give under this name? Of "at most" or "at least" it is the limit."""
    value = reason.value if name is None else reason.value[name]
    if isinstance(value, dict):
        (value,) = value.values()
    return exact(value)
