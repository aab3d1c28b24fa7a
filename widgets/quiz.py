"""The quiz of a lesson, from `lessons/<lesson>.yaml`: every wrong answer gets a reason and a setting that shows it."""

from functools import cache
from html import escape
from importlib import import_module

import ipywidgets as w

from widgets import lesson_data
from widgets.assist import Assist
from widgets.language import language
from widgets.parts import live
from widgets.simulator import Simulator


@cache
def simulator_class(name: str) -> type[Simulator]:
    """The simulator that the module `widgets/<name>.py` defines."""
    module = import_module(f"widgets.{name}")
    return next(
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Simulator) and kind.__module__ == module.__name__
    )


class Item:
    """One question: choose, check, read why, and see it in the simulator.

    Texts may name figures in braces, {charges} or {overdue}: they are the simulator's own, for a question and its
    answers at the question's `settings`, for a reason at the answer's `show`.
    """

    def __init__(self, number, data, simulator, code):
        self.data, self.simulator, self.t = data, simulator, language(code)
        options = [(self.words(answer["text"], data.get("settings")), n) for n, answer in enumerate(data["answers"])]
        question = f"{number}. {self.words(data['question'], data.get('settings'))}"
        self.choice = w.RadioButtons(options=options, value=None, description=question)
        self.check = w.Button(description=self.t("Check my answer")).add_class("dc-main")
        self.reply, self.show = live(w.HTML()), w.Button(description=self.t("Show me in the simulator"))
        self.show.layout.display = "none"
        self.stage = w.VBox()
        self.choice.observe(lambda _: self._put_away(), "value")
        self.check.on_click(lambda _: self.answer())
        self.show.on_click(lambda _: self.reveal())
        buttons = w.HBox([self.check, self.show]).add_class("dc-foot")
        self.box = w.VBox([self.choice, buttons, self.reply, self.stage]).add_class("dc-item")

    def words(self, texts, settings) -> str:
        """The text in the learner's language, with the figures of these settings in it."""
        text = " ".join(self.t.of(texts).split())
        if settings is None:
            return text
        simulator = self.simulator(self.t.code, guessed=True, **settings)
        return text.format(**simulator.facts(simulator.result, self.t))

    def answer(self):
        """Say whether the chosen answer is right, and why."""
        self._put_away()
        self.stage.children = ()
        if self.choice.value is None:
            self._say("wrong", self.t("Choose one of the answers first."))
            return
        chosen = self.data["answers"][self.choice.value]
        right = chosen.get("right", False)
        verdict = self.t("Right.") if right else self.t("Not quite.")
        reason = self.words(chosen["reason"], chosen.get("show"))
        self._say("right" if right else "wrong", self.t.join([verdict, reason]))
        self.show.layout.display = None if "show" in chosen else "none"

    def reveal(self):
        """Open the simulator at the setting that shows it."""
        settings = self.data["answers"][self.choice.value]["show"]
        self.stage.children = (self.simulator(self.t.code, guessed=True, **settings).panel.view,)

    def _put_away(self):
        """Reason and button belong to the answer that was checked; another choice has none yet."""
        self.reply.value = ""
        self.show.layout.display = "none"

    def _say(self, verdict, words):
        self.reply.value = f'<div class="dc-reply dc-{verdict}">{escape(words)}</div>'


class Quiz:
    """A part of a lesson's questions: Quiz("04_the_day_after", "en"), or its warm-up with part="recall"."""

    def __init__(self, lesson: str, language: str = "en", part: str = "quiz"):
        lesson_file = lesson_data.read(lesson)
        self.data, usual = lesson_file[part], lesson_file["simulator"]
        shown = [simulator_class(item.get("simulator", usual)) for item in self.data]  # a question may name another one
        self.items = [Item(n, item, show, language) for n, (item, show) in enumerate(zip(self.data, shown), 1)]
        self.assist = Assist(language=language)
        self.view = (
            w.VBox([*(item.box for item in self.items), self.assist]).add_class("due-course").add_class("dc-quiz")
        )

    def _repr_mimebundle_(self, **_):
        """Beside the live quiz, the questions as plain text for a reader without a kernel."""
        lines = []
        for item in self.items:
            lines += [item.choice.description, *(f"   ○ {text}" for text, _ in item.choice.options)]
        return {**self.view._repr_mimebundle_(), "text/plain": "\n".join(lines)}
