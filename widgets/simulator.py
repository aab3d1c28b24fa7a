"""What every simulator is: controls with exact values, an outcome, a guess before the reveal.

A simulator is a subclass that declares its controls and answers a few short questions (see CONTRIBUTING.md); this
module and `widgets.panel` do everything else, once, for all of them.
"""

import base64
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import ClassVar

from widgets import lesson_data
from widgets.controls import Control, Number, Refusal, plain
from widgets.guess import Ask, Guess
from widgets.html import Table
from widgets.language import Language
from widgets.language import language as language_of
from widgets.panel import Panel
from widgets.stage import Stage

STILL_WIDTH = 600


class Simulator:
    """Base of the simulators. See CONTRIBUTING.md for how to write one in under 150 lines.

    Parameters
    ----------
    language : {"en", "zh"}
    task : int, optional
        Opens a task of the lesson: its question and its settings.
    lesson : str, optional
        Whose tasks; the simulator's own lesson unless told.
    guessed : bool
        True opens the picture without a guess (after a quiz answer).
    **settings
        Starting values of controls, by name.

    Raises
    ------
    ValueError
        In one sentence, for an unknown language, task or control, or a value out of range.
    """

    title: ClassVar[str]
    lesson: ClassVar[str]
    controls: ClassVar[tuple[Control, ...]]
    first: ClassVar[tuple[str, ...]]  # controls that are open at the start; the others stand under "more"
    ask: ClassVar[Ask]
    example: ClassVar[dict] = {}  # settings of the still picture in the file
    rules: ClassVar[tuple[str, ...]] = ()
    as_of: ClassVar[date]

    # What a simulator answers -------------------------------------------------------------------------------------

    def outcome(self, values: dict):
        """What comes out under these values? Calls `credit`; no words, no screen."""
        raise NotImplementedError

    def height(self, width: int) -> int:
        """How tall is the picture at this width, in CSS pixels?"""
        raise NotImplementedError

    def picture(self, stage: Stage, outcome, t: Language, guess: Guess | None) -> None:
        """Draw the outcome on the stage."""
        raise NotImplementedError

    def sentence(self, outcome, t: Language) -> list[str]:
        """The finding in one or two plain sentences, money first; also the alt text."""
        raise NotImplementedError

    def table(self, outcome, t: Language) -> Table:
        """The picture as rows."""
        raise NotImplementedError

    def working(self, outcome, t: Language) -> list[str]:
        """The formula, with these numbers in it, and where it comes from."""
        raise NotImplementedError

    def facts(self, outcome, t: Language) -> dict[str, str]:
        """Named figures of the outcome in words, for the texts of tasks and quizzes."""
        raise NotImplementedError

    def own(self, panel: Panel) -> list:
        """Widgets of its own, to stand under the picture: buttons, a table to fill in. Most have none."""
        return []

    def show_own(self, outcome, t: Language) -> None:
        """Bring its own widgets in step with the outcome and the language."""

    # What all of them share ---------------------------------------------------------------------------------------

    def __init__(self, language="en", *, task=None, lesson=None, guessed=False, **settings):
        self.t = language_of(language)
        self.by_name = {control.name: control for control in self.controls}
        ask, self.opened = self.ask, self.first
        if task is not None:
            data = lesson_data.task(lesson or self.lesson, task)
            more = {name: data[name] for name in ("unit", "options") if name in data}
            ask = Ask(data["figure"], data["question"], data["settings"], **more)
            self.opened = tuple(data.get("open", self.first))
        self.asked = None if guessed else ask
        self.values = self.start = self.checked({**(ask.settings if not guessed else {}), **settings})
        self.guess: Guess | None = None
        self.result = self.outcome(self.values)

    @property
    def normal(self) -> dict:
        """Where every control stands by itself."""
        return {control.name: control.normal for control in self.controls}

    def checked(self, settings: dict) -> dict:
        """All values: the settings, each in its range, and the normal values of the rest.

        Raises
        ------
        Refusal
            For an unknown name or a value out of range.
        """
        for name in settings:
            if name not in self.by_name:
                near = get_close_matches(name, self.by_name, n=1, cutoff=0)[0]
                raise Refusal(
                    name, self.t("There is no control “{name}” here; the nearest is “{near}”.", name=name, near=near)
                )
        values = {**self.normal, **settings}
        return {name: control.take(values[name], values, self.t) for name, control in self.by_name.items()}

    def move(self, name: str, raw) -> dict[str, str]:
        """Take a value for one control, and what follows from it.

        Returns
        -------
        dict
            Controls whose value had to follow, because their range changed, each with a sentence that says so.

        Raises
        ------
        Refusal
            Nothing has changed then.
        """
        values, notes = {**self.values, name: self.by_name[name].take(raw, self.values, self.t)}, {}
        for control in self.controls:
            if isinstance(control, Number) and control.name != name:
                low, high = control.bounds(values)
                fit = plain(min(max(Decimal(str(values[control.name])), low), high))
                if fit != values[control.name]:
                    values[control.name] = fit
                    notes[control.name] = self.t(
                        "Set to {value}, the nearest that fits the other controls.", value=self.t.number(fit)
                    )
        try:
            result = self.outcome(values)
        except ValueError as reason:
            raise Refusal(name, str(reason)) from reason
        self.values, self.result = values, result
        return notes

    def lock_in(self, typed) -> Guess:
        """Commit a guess, as it was typed or chosen, and stand where the question stands.

        Raises
        ------
        Refusal
            Where it is no answer to the question.
        """
        said = self.asked.typed(typed, self.t)
        settings = self.checked(self.asked.settings)
        self.values, self.result = settings, self.outcome(settings)
        answer = getattr(self.result, self.asked.figure)
        self.guess = Guess(self.asked, said, answer if self.asked.options else int(answer))
        return self.guess

    def reset(self) -> None:
        """Back to the starting values; a locked guess stays."""
        self.values, self.result = self.start, self.outcome(self.start)

    @property
    def covered(self) -> bool:
        """Is the picture still waiting for a guess?"""
        return self.asked is not None and self.guess is None

    def settings_line(self) -> str:
        """The line of code that opens the simulator as it stands: with its picture open, where it is open here.

        A line that asked for the guess again would lose the settings, for a guess stands where its question stands.
        """
        normal = self.normal
        moved = {k: v for k, v in self.values.items() if v != normal[k] or k in self.ask.settings}
        words = [f"{k}={v if isinstance(v, int) else repr(str(v))}" for k, v in moved.items()]
        opened = [] if self.covered else ["guessed=True"]
        return f"{type(self).__name__}({', '.join([f'{self.t.code!r}', *words, *opened])})"

    def line_to_run(self) -> str:
        """The same with its import, so that it runs in any notebook of the course."""
        return f"from {type(self).__module__} import {type(self).__name__}; {self.settings_line()}"

    @cached_property
    def panel(self) -> Panel:
        """What stands on the screen, built when it is first looked at."""
        return Panel(self)

    def still(self) -> tuple[bytes, str]:
        """A picture and words for a reader without a kernel, at the example settings: no answer is given away."""
        outcome = self.outcome(self.checked({**self.asked.settings, **self.example}) if self.asked else self.values)
        lines = [*self.sentence(outcome, self.t), self.t("Run this cell to guess and to move the controls yourself.")]
        stage = Stage(STILL_WIDTH, self.height(STILL_WIDTH), 1.0, self.t.code, caption=lines)
        stage.begin()
        self.picture(stage, outcome, self.t, None)
        return stage.png(), "\n".join([self.t(self.title), *lines])

    def _repr_mimebundle_(self, **_):
        png, words = self.still()
        bundle = self.panel.view._repr_mimebundle_()
        return {**bundle, "image/png": base64.b64encode(png).decode("ascii"), "text/plain": words}
