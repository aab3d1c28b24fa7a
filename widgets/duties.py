"""Whose duty is it, since when, and what stands behind it? A small sorting of things that rules say.

What is sorted, and the words, stand in `lessons/duties.yaml`. How binding a rule is, and since when, is read from its
file as it stood on the lesson's date; no learner is asked for what the file does not say.
"""

from functools import cached_property
from html import escape

import ipywidgets as w

from credit import rules
from widgets import lesson_data
from widgets.assist import ASSETS, Assist
from widgets.language import N_, Language, language
from widgets.parts import live
from widgets.rule_card import HOME
from widgets.rule_words import FORCE, instrument

BINDING, SOFT, CONTRACT = "binding", "soft", "contract"
FIRM = {
    "law": BINDING, "regulation": BINDING, "policy": SOFT, "self-regulation": SOFT, "standard": SOFT,
    "practice": CONTRACT,
}  # fmt: skip
SAID = {
    BINDING: N_("law or regulator's rule: binding"),
    SOFT: N_("guide or standard: not binding"),
    CONTRACT: N_("practice or contract"),
}


class Item:
    """One thing to sort: a list to choose from for each question, and the answer once it is checked."""

    def __init__(self, data: dict, asks: list, sorting, number: int):
        self.data, self.asks, self.t = data, asks, sorting.t
        self.rule = rules.get(HOME, data["rule"])
        self.value = self.rule.on(sorting.day)
        self.words = self.t.of(data.get("text", self.rule.title))
        self.reply = live(w.HTML())
        self.head, self.fields = w.HTML(f"<b>{number}. {escape(self.words)}</b>"), {}

    def build(self, options: dict) -> w.VBox:
        """The widgets of it, once all answers are known; `options` are (words, key) by question."""
        for ask in self.asks:
            label = self.t.of(ask["label"])
            self.fields[ask["id"]] = w.Dropdown(options=[("…", None), *options[ask["id"]]], description=label)
        row = w.HBox([w.VBox([field]).add_class("dc-control") for field in self.fields.values()]).add_class(
            "dc-sort-row"
        )
        return w.VBox([self.head, row, self.reply]).add_class("dc-item")

    def right(self, ask: dict):
        """The right answer to this question."""
        if ask.get("from") == "force":
            return FIRM[self.rule.force]
        return self.value.valid_from if ask.get("from") == "since" else self.data[ask["id"]]

    @property
    def facts(self) -> str:
        """What its file says: title, since when, force, source."""
        t = self.t
        return t(
            "{title}: since {since}, {force}. Source: {source}.", title=t.of(self.rule.title),
            since=t.date(self.value.valid_from), force=t(FORCE[self.rule.force]),
            source=instrument(self.rule.instrument_of(self.value), t),
        )  # fmt: skip

    def check(self, said) -> int:
        """How many of its questions are answered rightly? Says which, and why; `said(ask, key)` puts a key in words."""
        t, good, lines = self.t, 0, []
        for ask in self.asks:
            chosen, right = self.fields[ask["id"]].value, self.right(ask)
            good += chosen == right
            words = said(ask, right)
            verdict = t("Right: {answer}.", answer=words) if chosen == right else t("It is: {answer}.", answer=words)
            lines.append(verdict if chosen is not None else t("Not chosen; it is: {answer}.", answer=words))
        whole = good == len(self.asks)
        body = "".join(f"<p>{escape(line)}</p>" for line in [t.join(lines), t.of(self.data["reason"])])
        self.reply.value = (
            f'<div class="dc-reply dc-{"right" if whole else "wrong"}">{body}'
            f'<p class="dc-facts">{escape(self.facts)}</p></div>'
        )
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
        known = lesson_data.read("duties")
        if name not in known:
            raise ValueError(f'There is no sorting "{name}"; there are {", ".join(known)}.')
        self.data, self.t = known[name], language(code)
        self.day = lesson_data.front_matter(self.data["lesson"], code)["date"]
        self.asks = self.data["ask"]
        self.items = [Item(one, self.asks, self, n) for n, one in enumerate(self.data["items"], 1)]

    def options(self, ask: dict) -> list[tuple[str, object]]:
        """The answers to choose from, (words, key); dates and force come from the rule files."""
        if "options" in ask:
            keys = list(ask["options"])
        elif ask["from"] == "since":
            keys = sorted({item.right(ask) for item in self.items})
        else:
            keys = [key for key in SAID if any(item.right(ask) == key for item in self.items)]
        return [(self.said(ask, key), key) for key in keys]

    def said(self, ask: dict, key) -> str:
        """An answer in words."""
        if "options" in ask:
            return self.t.of(ask["options"][key])
        return self.t.date(key) if ask["from"] == "since" else self.t(SAID[key])

    @cached_property
    def view(self) -> w.VBox:
        """What stands on the screen."""
        options = {ask["id"]: self.options(ask) for ask in self.asks}
        boxes = [item.build(options) for item in self.items]
        self.button = w.Button(description=self.t("Check all")).add_class("dc-main")
        self.button.on_click(lambda _: self.check())
        self.score, self.line = live(w.HTML()), w.HTML()
        rows = [*boxes, w.HBox([self.button]).add_class("dc-foot"), self.score, self.line]
        return w.VBox([*rows, DutiesAssist(language=self.t.code)]).add_class("due-course").add_class("dc-quiz")

    def check(self) -> int:
        """Answer every question, say how many were right, and draw the line of time where there is one."""
        good = sum(item.check(self.said) for item in self.items)
        asked = len(self.items) * len(self.asks)
        words = self.t("{good} of {asked} right.", good=good, asked=asked)
        self.score.value = f"<p><b>{escape(words)}</b></p>"
        if self.data.get("timeline"):
            self.line.value = timeline(self.items, self.t)
        return good

    def _repr_mimebundle_(self, **_):
        """Beside the live view, the things to sort as plain text for a reader without a kernel."""
        words = "\n".join(f"○ {item.words}" for item in self.items)
        return {**self.view._repr_mimebundle_(), "text/plain": words}


def timeline(items, t: Language) -> str:
    """The rules on a line of time, oldest first; a filled mark is binding, a hollow one is not."""
    rows = "".join(
        f'<li class="dc-{FIRM[item.rule.force]}"><b>{escape(t.date(item.value.valid_from))}</b> '
        f"{escape(t.of(item.rule.title))}<span>{escape(t(FORCE[item.rule.force]))}</span></li>"
        for item in sorted(items, key=lambda item: item.value.valid_from)
    )
    caption = escape(t("On the line of time: a filled mark is binding, a hollow one is not."))
    return f'<p class="dc-facts">{caption}</p><ol class="dc-line">{rows}</ol>'
