"""Whose duty is it, since when, and what stands behind it? Cards with more than one question, all on a page.

What is sorted stands in `lessons/triage/`, and `widgets.sorting` knows what is right; here is what stands on screen.
"""

from functools import cached_property
from html import escape

import ipywidgets as w

from widgets import sorting
from widgets.assist import ASSETS, Assist
from widgets.html import reply
from widgets.language import Language, language
from widgets.parts import live
from widgets.rule_words import force


class Item:
    """One card: a list to choose from for each question, and the answer once it is checked."""

    def __init__(self, cards: sorting.Cards, n: int, t: Language):
        self.cards, self.n, self.t = cards, n, t
        self.data, (self.rule, self.value) = cards.cards[n], cards.rule(n)
        self.words = cards.words(n, t)
        self.reply = live(w.HTML())
        self.fields = {
            ask["id"]: w.Dropdown(
                options=[("…", None), *((cards.said(ask, key, t), key) for key in cards.options(ask))],
                description=t.of(ask["label"]),
            )
            for ask in cards.asks
        }
        row = w.HBox([w.VBox([field]).add_class("dc-control") for field in self.fields.values()])
        head = w.HTML(f"<b>{n + 1}. {escape(self.words)}</b>")
        self.box = w.VBox([head, row.add_class("dc-sort-row"), self.reply]).add_class("dc-item")

    def check(self) -> int:
        """How many of its questions are answered rightly? Says which, and why."""
        t, good, lines = self.t, 0, []
        for ask in self.cards.asks:
            chosen = self.fields[ask["id"]].value
            right = self.cards.judge(self.n, ask, (chosen,)).right
            good += right
            words = t("; ").join(self.cards.said(ask, key, t) for key in self.cards.answers(self.n, ask))
            verdict = t("Right: {answer}.", answer=words) if right else t("It is: {answer}.", answer=words)
            lines.append(verdict if chosen is not None else t("Not chosen; it is: {answer}.", answer=words))
        told = [("", t.join(lines)), ("", t.of(self.data["reason"]))]
        self.reply.value = reply(good == len(lines), told, sorting.rule_lines(self.cards, self.n, t))
        return good


class DutiesAssist(Assist):
    """The frame's front-end part, with the looks of a sorting."""

    _css = Assist._css + (ASSETS / "duties.css").read_text("utf-8")


class Sorting:
    """A sorting of the course: Sorting("duties", "en").

    Raises
    ------
    ValueError
        When there is no such sorting.
    """

    def __init__(self, name: str, code: str = "en"):
        self.cards, self.t = sorting.read(name), language(code)
        self.items = [Item(self.cards, n, self.t) for n in range(len(self.cards))]

    @cached_property
    def view(self) -> w.VBox:
        """What stands on the screen."""
        self.button = w.Button(description=self.t("Check all")).add_class("dc-main")
        self.button.on_click(lambda _: self.check())
        self.score, self.line = live(w.HTML()), w.HTML()
        boxes = [item.box for item in self.items]
        rows = [*boxes, w.HBox([self.button]).add_class("dc-foot"), self.score, self.line]
        return w.VBox([*rows, DutiesAssist(language=self.t.code)]).add_class("due-course").add_class("dc-quiz")

    def check(self) -> int:
        """Answer every question, say how many were right, and draw the line of time where there is one."""
        good, asked = sum(item.check() for item in self.items), len(self.items) * len(self.cards.asks)
        words = self.t("{good} of {asked} right.", good=good, asked=asked)
        self.score.value = f"<p><b>{escape(words)}</b></p>"
        if self.cards.data.get("timeline"):
            self.line.value = timeline(self.items, self.t)
        return good

    def _repr_mimebundle_(self, **_):
        """Beside the live view, the things to sort as plain text for a reader without a kernel."""
        words = "\n".join(f"○ {item.words}" for item in self.items)
        return {**self.view._repr_mimebundle_(), "text/plain": words}


def timeline(items, t: Language) -> str:
    """The rules on a line of time, oldest first; a filled mark is binding, a hollow one is not."""
    rows = "".join(
        f'<li class="dc-{sorting.FIRM[item.rule.force]}"><b>{escape(t.date(item.value.valid_from))}</b> '
        f"{escape(t.of(item.rule.title))}<span>{escape(t(force(item.rule)))}</span></li>"
        for item in sorted(items, key=lambda item: item.value.valid_from)
    )
    caption = escape(t("On the line of time: a filled mark is binding, a hollow one is not."))
    return f'<p class="dc-facts">{caption}</p><ol class="dc-timeline">{rows}</ol>'
