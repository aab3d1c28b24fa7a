"""A stop sign for one's own load: a few ticks, a calm word, and the help line of one's place from the dated rules."""

from datetime import date
from html import escape

import ipywidgets as w

from credit import rules
from widgets import lesson_data
from widgets.assist import Assist
from widgets.html import paragraphs
from widgets.language import language
from widgets.parts import live
from widgets.rule_words import PLACES, phone

NAME, LESSON, HOME = "stop_sign", "12_help_that_helps", "cn"


def help_line(place: str, on: date, kind: str = "help_mind") -> rules.Rule | None:
    """The line of this place for heavy nights (or "help_emergency"), if the rules hold one on that day."""
    held = (rule for rule in rules.load(place).values() if kind in rule.id)
    return next((rule for rule in held if isinstance(rule.state(on), rules.Value)), None)


class StopSign:
    """A minute for oneself: StopSign("en"). Nothing is counted and nothing is kept."""

    def __init__(self, code: str = "en"):
        self.t, self.data = language(code), lesson_data.read(NAME)
        self.on = lesson_data.front_matter(LESSON, code)["date"]
        t = self.t
        self.boxes = [w.Checkbox(description=t.of(words), indent=False) for words in self.data["signs"]]
        asked = t("Is one of these true for you at the moment? Nobody sees your ticks.")
        head = w.HTML(f"<b>{escape(asked)}</b>")
        places = [(t(PLACES[place]), place) for place in rules.jurisdictions() if help_line(place, self.on)]
        self.place = w.Dropdown(options=places, value=HOME, description=t("Place"))
        self.word, self.line = live(w.HTML()), live(w.HTML())
        for box in (*self.boxes, self.place):
            box.observe(lambda _: self._say(), "value")
        ticks = w.VBox([head, *self.boxes]).add_class("dc-phone")
        place = w.VBox([self.place]).add_class("dc-control")
        parts = [ticks, self.word, place, self.line, Assist(language=code)]
        self.view = w.VBox(parts).add_class("due-course").add_class("dc-quiz")
        self._say()

    @property
    def state(self) -> str:
        """calm, stop or urgent: the last sign weighs more than the others."""
        ticked = [box.value for box in self.boxes]
        return "urgent" if ticked[-1] else "stop" if any(ticked) else "calm"

    def _say(self):
        kind = "right" if self.state == "calm" else "wrong"
        words = paragraphs([self.t.of(self.data[self.state])])
        self.word.value = f'<div class="dc-reply dc-{kind}">{words}</div>'
        self.line.value = self._help(self.place.value, urgent=self.state == "urgent")

    def _help(self, place, urgent=False):
        """The line for heavy nights; where it is urgent the emergency number stands above it."""
        kinds = [("line", "help_mind"), ("emergency", "help_emergency")]
        said = []
        for words, kind in reversed(kinds) if urgent else kinds[:1]:
            rule, head = help_line(place, self.on, kind), escape(self.t.of(self.data[words]))
            if rule is not None:
                statement = self.t.of(rule.statement).strip()
                said.append(f"<p><b>{head}</b> {phone(rule, self.on, self.t)}</p>{paragraphs([statement])}")
                if rule.note:
                    said.append(paragraphs([self.t.of(rule.note).strip()]))
        checked = self.t("last checked on {day}", day=self.t.date(help_line(place, self.on).checked_on))
        return "".join(said) + paragraphs([checked], "dc-meaning")

    def _repr_html_(self):
        items = "".join(f"<li>{escape(self.t.of(words))}</li>" for words in self.data["signs"])
        told = paragraphs([self.t.of(self.data["stop"])])
        return f'<div class="due-course"><ul>{items}</ul>{told}{self._help(HOME)}</div>'

    def __repr__(self):
        signs = [f"○ {self.t.of(words)}" for words in self.data["signs"]]
        return "\n".join([*signs, self.t.of(self.data["stop"]), self.t.of(help_line(HOME, self.on).statement).strip()])

    def _repr_mimebundle_(self, **_):
        """Beside the live ticks, the signs and the line as a page for a reader without a kernel."""
        return {**self.view._repr_mimebundle_(), "text/html": self._repr_html_(), "text/plain": repr(self)}
