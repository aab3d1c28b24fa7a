"""Which controls does a simulator have, and what may be typed into them?

A control is declared once: name, label, unit, range, and a sentence that says what it means. Values are exact: an int
or a Decimal for numbers, never a float.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from widgets import typed
from widgets.language import N_, Language


class Refusal(ValueError):
    """A value that cannot be taken, said in the learner's language; `control` names where to show it."""

    def __init__(self, control: str, message: str):
        super().__init__(message)
        self.control = control


@dataclass(frozen=True)
class Number:
    """A number with a slider and a named number box.

    Attributes
    ----------
    name, label, meaning : str
        The key in `values`; the words before the box; the sentence below it.
    start : int or str
        Where it stands at first.
    low, high : int, str, or a function of all values
        The range, ends included.
    step : int or str
        Of the slider. The box takes `decimals` digits after the point.
    unit : str
        Shown behind the label: N_("yuan"), N_("% a year").
    when : function of all values
        Shown only where it matters.
    """

    name: str
    label: str
    meaning: str
    start: Any
    low: Any
    high: Any
    step: Any = 1
    decimals: int = 0
    unit: str = ""
    when: Callable[[dict], bool] = field(default=lambda values: True)

    @property
    def normal(self):
        """Where it stands by itself."""
        return plain(self.start)

    def bounds(self, values: dict) -> tuple[Decimal, Decimal]:
        """The range that goes with the other values."""
        return tuple(Decimal(str(end(values) if callable(end) else end)) for end in (self.low, self.high))

    def take(self, raw, values: dict, t: Language):
        """The exact value of what was typed or slid to.

        Raises
        ------
        Refusal
            With the value, the range and what to do.
        """
        low, high = self.bounds(values)
        unit = t(self.unit) if self.unit else ""
        words = {
            "low": t.number(low),
            "high": t.number(high),
            "unit": unit if unit.startswith("%") else f" {unit}".rstrip(),
        }
        try:
            value = typed.number(raw, typed.around(self.unit))
        except ValueError:
            empty = t(
                "Nothing is typed here. Type a number from {low} to {high}{unit}; the last one still stands.",
                **words,
            )
            unread = t(
                "“{value}” cannot be read as a number. Type a number from {low} to {high}{unit}; "
                "the last one still stands.",
                value=typed.shown(raw), **words,
            )  # fmt: skip
            raise Refusal(self.name, unread if str(raw).strip() else empty) from None
        digits = max(0, -value.normalize().as_tuple().exponent)
        words["value"] = typed.shown(f"{value:,f}")
        if not low <= value <= high:
            message = t(
                "{value}{unit} is outside the range. Type a number from {low} to {high}{unit}; "
                "the last one still stands.",
                **words,
            )
            raise Refusal(self.name, message)
        if digits > self.decimals:
            message = t(
                "{value} has too many digits after the point. Type a number from {low} to {high}{unit} with at most "
                "{decimals} of them; the last one still stands.",
                decimals=self.decimals, **words,
            ) if self.decimals else t(
                "{value} is not a whole number. Type a whole number from {low} to {high}{unit}; "
                "the last one still stands.",
                **words,
            )  # fmt: skip
            raise Refusal(self.name, message)
        return plain(value)


@dataclass(frozen=True)
class Choice:
    """One of a few named options: `options` maps the value to its words."""

    name: str
    label: str
    meaning: str
    start: Any
    options: dict
    when: Callable[[dict], bool] = field(default=lambda values: True)

    def take(self, raw, values: dict, t: Language):
        """The option itself.

        Raises
        ------
        Refusal
            Naming the options.
        """
        if raw not in self.options:
            known = ", ".join(str(option) for option in self.options)
            raise Refusal(
                self.name, t("“{value}” is not offered here. Choose one of: {known}.", value=raw, known=known)
            )
        return raw

    @property
    def normal(self):
        """Where it stands by itself."""
        return self.start


@dataclass(frozen=True)
class Day:
    """A date from `low` to `high`."""

    name: str
    label: str
    meaning: str
    start: date
    low: date
    high: date
    when: Callable[[dict], bool] = field(default=lambda values: True)

    def take(self, raw, values: dict, t: Language) -> date:
        """The date of a date or of text such as "2026-08-05".

        Raises
        ------
        Refusal
            With the range.
        """
        words = {"low": t.date(self.low), "high": t.date(self.high)}
        if raw is None:
            raise Refusal(self.name, t("No date stands here. Choose one from {low} to {high}.", **words))
        try:
            day = raw if isinstance(raw, date) else date.fromisoformat(str(raw).strip())
        except ValueError:
            message = t("“{value}” is not a date. Choose one from {low} to {high}.", value=raw, **words)
            raise Refusal(self.name, message) from None
        if not self.low <= day <= self.high:
            message = t("{day} is outside the range. Choose a date from {low} to {high}.", day=t.date(day), **words)
            raise Refusal(self.name, message)
        return day

    @property
    def normal(self):
        """Where it stands by itself."""
        return self.start


@dataclass(frozen=True)
class Text:
    """Words or a pasted table. `read(text, t)` says in a ValueError, in one sentence, what cannot be read.

    A `start` in words is shown in the learner's language; `hint(t)`, in HTML, is what stands below the box to look up.
    """

    name: str
    label: str
    meaning: str
    start: str
    read: Callable[[str, Language], Any]
    lines: int = 6
    when: Callable[[dict], bool] = field(default=lambda values: True)
    hint: Callable[[Language], str] | None = None

    def take(self, raw, values: dict, t: Language) -> str:
        """The text itself, once `read` can read it.

        Raises
        ------
        Refusal
            With the sentence of `read`.
        """
        try:
            self.read(str(raw), t)
        except ValueError as reason:
            raise Refusal(self.name, str(reason)) from reason
        return str(raw)

    @property
    def normal(self):
        """Where it stands by itself."""
        return self.start


Control = Number | Choice | Day | Text

# Messages that only the frame says, kept here so that every simulator shares them.
MONEY_UNIT = N_("yuan")
DAY_UNIT = N_("days")
YEAR_RATE_UNIT = N_("% a year")


def plain(value) -> int | Decimal:
    """The number as an int where it is whole, else as a Decimal without trailing zeros."""
    value = Decimal(str(value)).normalize()
    return int(value) if value == value.to_integral_value() else value
