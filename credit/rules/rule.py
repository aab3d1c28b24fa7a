"""What is a rule: dated values, and the answer for a day, which may be that there is none."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


class RuleError(ValueError):
    """A rule file, or a question about a rule, that cannot be answered, in one sentence.

    `outcome` is the `NotYet`, `Ended` or `Unknown` behind it, where a day was asked for.
    """

    outcome = None


@dataclass(frozen=True)
class Value:
    """What did the rule say from this day on?

    Attributes
    ----------
    valid_from : date
        The first day.
    value : Decimal, bool, date, dict, list or None
        A range is {"min", "max"} (one of them may be missing), words are {"en", "zh"}, figures by name {name: ...}.
    published, until : date or None
    instrument : dict or None
        Only if this value rests on another instrument than the rule.
    confidence : str or None
        Only if it differs from the rule's.
    note : dict or None
    """

    valid_from: date
    value: object
    published: date | None = None
    until: date | None = None
    instrument: dict | None = None
    confidence: str | None = None
    note: dict | None = None


@dataclass(frozen=True)
class NotYet:
    """No answer: on that day the rule did not exist yet; it starts on `first`."""

    first: date


@dataclass(frozen=True)
class Ended:
    """No answer: the rule ended; `last` is what it said, until `last.until`."""

    last: Value


@dataclass(frozen=True)
class Unknown:
    """No answer: the figure is announced every month, and the course holds no announcement for that day.

    `last` is the last one held (a default for an input, never a fact) and `as_of` its day.
    """

    last: Value
    as_of: date


@dataclass(frozen=True)
class Rule:
    """What is the rule, since when, who says so, whom does it bind, how binding is it, and how sure are we?

    The fields are those of the file, told in `credit.rules`; `values` is a tuple of `Value`, oldest first.
    """

    id: str
    jurisdiction: str
    topic: str
    title: dict
    statement: dict
    unit: str | dict
    values: tuple
    force: str
    binds: dict
    instrument: dict
    confidence: str
    checked_on: date
    rests_on: str
    question: str | None = None
    note: dict | None = None
    where: dict | None = None
    names: dict | None = None
    series: bool = False
    as_of: date | None = None
    replaces: str | None = None
    less_sure: dict | None = None

    def state(self, day: date) -> Value | NotYet | Ended | Unknown:
        """What did it say on that day, or why is there no answer? Never raises."""
        past = [v for v in self.values if v.valid_from <= day]
        if not past:
            return NotYet(self.values[0].valid_from)
        if past[-1].until is not None and day > past[-1].until:
            return Ended(past[-1])
        if self.series and day >= _month_later(self.as_of):
            return Unknown(past[-1], self.as_of)
        return past[-1]

    def on(self, day: date) -> Value:
        """What did it say on that day?

        Raises
        ------
        RuleError
            Before its first day, after its last, or past the last announcement of a series; `outcome` says which.
        """
        state = self.state(day)
        if isinstance(state, Value):
            return state
        if isinstance(state, NotYet):
            words = f"{self.id} was not in force on {day}; it starts on {state.first}."
        elif isinstance(state, Ended):
            words = f"{self.id} was no longer in force on {day}; it ended on {state.last.until}."
        else:
            words = (
                f"{self.id} is known up to the announcement of {state.as_of}, not for {day}; give the figure yourself."
            )
        error = RuleError(words)
        error.outcome = state
        raise error

    @cached_property
    def changes(self) -> tuple[Value, ...]:
        """What did it say, and from when? Announcements that changed nothing are left out."""
        kept = []
        for value in self.values:
            if not kept or kept[-1].until or (value.value, value.instrument) != (kept[-1].value, kept[-1].instrument):
                kept.append(value)
        return tuple(kept)

    def instrument_of(self, value: Value) -> dict:
        """Who said so, then?"""
        return value.instrument or self.instrument

    def confidence_of(self, value: Value) -> str:
        """How sure is that value?"""
        return value.confidence or self.confidence

    def unit_of(self, name: str | None = None) -> str:
        """In which unit is the figure, or the figure of that name?"""
        return self.unit[name] if isinstance(self.unit, dict) else self.unit

    @property
    def path(self) -> str:
        """Where does its file stand in the repository?"""
        return f"credit/rules/{self.jurisdiction}/{self.id}.yaml"


def _month_later(day):
    return (day.replace(day=1) + timedelta(days=32)).replace(day=min(day.day, 28))
