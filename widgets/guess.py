"""What may a learner be asked to guess, how is it typed, and how far off was it?

A figure is an integer in the smallest part of its unit: cents, hundredths of a percent, whole days; or, where the
question offers options, the name of one of them.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from widgets import typed
from widgets.controls import Refusal
from widgets.language import N_, Language

LARGEST = 10**9


@dataclass(frozen=True)
class Unit:
    """How is a guessed figure typed and said? `scale` of its smallest parts make one unit."""

    name: str
    scale: int
    parts: tuple[str, ...] = ()  # what people may write around the number
    words: tuple[str, str] = ("{n}", "{n}")  # for one, for any other number

    def said(self, figure: int, t: Language) -> str:
        """The figure in words."""
        if self is MONEY:
            return t.money(figure)
        if self is PERCENT:
            return t.percent(figure / 10_000, 1 if figure % 100 else 0)
        return self._in_words(figure, t)

    def apart(self, figure: int, t: Language) -> str:
        """How far are two figures apart, in words? Two percentages are so many percentage points apart."""
        return self._in_words(figure, t) if self is PERCENT else self.said(figure, t)

    def _in_words(self, figure, t):
        number = t.number(Decimal(figure) / self.scale)
        return t(self.words[figure != self.scale], n=number)

    def typed(self, text, t: Language) -> int:
        """The figure that was typed, as `widgets.typed` reads numbers.

        Raises
        ------
        Refusal
            Where it is not a number of 0 or more.
        """
        try:
            value = typed.number(text, self.parts)
            if not 0 <= value <= LARGEST:
                raise ValueError
        except ValueError:
            if not str(text).strip():
                raise Refusal("guess", t("Type your guess first: a number ({unit}).", unit=t(self.name))) from None
            words = t("“{value}” cannot be taken as a guess. Type a number, 0 or more.", value=typed.shown(text))
            raise Refusal("guess", words) from None
        return int((value * self.scale).quantize(Decimal(1)))


MONEY = Unit(N_("yuan"), 100, ("¥", "yuan", "元"))
PERCENT = Unit(N_("percent"), 100, ("%",), (N_("{n} percentage point"), N_("{n} percentage points")))
DAYS = Unit(N_("days"), 1, ("days", "day", "天"), (N_("{n} day"), N_("{n} days")))
MONTHS = Unit(N_("months"), 1, ("months", "month", "个月"), (N_("{n} month"), N_("{n} months")))
YEARS = Unit(N_("years"), 1, ("years", "year", "年"), (N_("{n} year"), N_("{n} years")))
COUNT = Unit(N_("how many"), 1)
UNITS = {"money": MONEY, "percent": PERCENT, "days": DAYS, "months": MONTHS, "years": YEARS, "count": COUNT}


@dataclass(frozen=True)
class Ask:
    """What is the learner to guess?

    Attributes
    ----------
    figure : str
        A number of the outcome, in the smallest part of the unit, or the name of an option.
    question : message, or dict of texts by language
    settings : dict
        The controls under which it is asked.
    unit : str
        One of `UNITS`.
    options : dict, optional
        Where the guess is a choice: name -> words (message, or texts by language).
    """

    figure: str
    question: Any
    settings: dict
    unit: str = "money"
    options: dict = field(default_factory=dict)

    def typed(self, text, t: Language):
        """The guess that was typed or chosen.

        Raises
        ------
        Refusal
            In one sentence.
        """
        if not self.options:
            return UNITS[self.unit].typed(text, t)
        if text not in self.options:
            raise Refusal("guess", t("Choose one of the answers first."))
        return text

    def said(self, figure, t: Language) -> str:
        """A guess, or the answer, in words."""
        return told(self.options[figure], t) if self.options else UNITS[self.unit].said(figure, t)


@dataclass(frozen=True)
class Guess:
    """What did the learner say of which figure, and what was it? In the unit of the question."""

    ask: Ask
    said: Any
    answer: Any

    @property
    def figure(self) -> str:
        return self.ask.figure

    @property
    def settings(self) -> dict:
        return self.ask.settings

    def gap(self, t: Language) -> str:
        """How far off was it, in a sentence?"""
        words = {"said": self.ask.said(self.said, t), "answer": self.ask.said(self.answer, t)}
        if self.ask.options:
            right = N_("Your guess: {said}. That is right.")
            return t(right if self.said == self.answer else N_("Your guess: {said}. The answer: {answer}."), **words)
        if self.said == self.answer:
            return t("You guessed {said}, and it is {answer}: exactly.", **words)
        words["gap"] = UNITS[self.ask.unit].apart(abs(self.answer - self.said), t)
        if self.answer > self.said:
            return t("You guessed {said}. It is {answer}: {gap} more than you guessed.", **words)
        return t("You guessed {said}. It is {answer}: {gap} less than you guessed.", **words)


def told(text, t: Language) -> str:
    """A message, or the text of a {"en": ..., "zh": ...}, in the learner's language."""
    return t.of(text) if isinstance(text, dict) else t(text)
