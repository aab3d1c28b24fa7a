"""Spot the fixer: eight offers of help, and which danger signs does each of them show?"""

from html import escape

import ipywidgets as w

from widgets import lesson_data
from widgets.assist import Assist
from widgets.html import paragraphs
from widgets.language import N_, language
from widgets.parts import live

NAME = "fixer_adverts"


class SpotTheFixer:
    """The offers one by one, the signs to tick, and what was found: SpotTheFixer("en")."""

    def __init__(self, code: str = "en"):
        self.t, self.data = language(code), lesson_data.read(NAME)
        t, adverts = self.t, self.data["adverts"]
        self.found: dict[str, tuple[int, int, int]] = {}  # by advert: signs found, signs there, ticked in vain
        options = [(t("{n}. {where}", n=n, where=t.of(a["where"])), n - 1) for n, a in enumerate(adverts, 1)]
        self.choice = w.Dropdown(options=options, value=0, description=t("Offer"))
        self.choice.observe(lambda _: self._open(), "value")
        self.offer = w.HTML().add_class("dc-sentence")
        self.boxes = {name: w.Checkbox(description=t.of(words), indent=False) for name, words in self.signs.items()}
        asked = t("Tick every danger sign that you see; some offers have none.")
        head = w.HTML(f"<b>{escape(asked)}</b>")
        self.check = w.Button(description=t("Check my ticks")).add_class("dc-main")
        self.next = w.Button(description=t("Next offer"))
        self.check.on_click(lambda _: self.answer())
        self.next.on_click(lambda _: self._forward())
        self.reply, self.score = live(w.HTML()), live(w.HTML())
        chooser = w.VBox([self.choice]).add_class("dc-control")
        buttons = w.HBox([self.check, self.next]).add_class("dc-foot")
        ticks = w.VBox([head, *self.boxes.values()]).add_class("dc-phone")
        parts = [chooser, self.offer, ticks, buttons, self.reply, self.score, Assist(language=code)]
        self.view = w.VBox(parts).add_class("due-course").add_class("dc-quiz")
        self._open()

    @property
    def signs(self) -> dict:
        """The danger signs, by name."""
        return self.data["signs"]

    @property
    def advert(self) -> dict:
        """The offer that is open."""
        return self.data["adverts"][self.choice.value]

    def answer(self) -> None:
        """Hold the ticks against the signs, and say which were seen, missed and ticked in vain."""
        t, there = self.t, self.advert["signs"]
        ticked = [name for name, box in self.boxes.items() if box.value]
        groups = (
            (N_("Seen: {signs}."), [name for name in there if name in ticked]),
            (N_("Also there: {signs}."), [name for name in there if name not in ticked]),
            (N_("Not in this offer: {signs}."), [name for name in ticked if name not in there]),
        )
        right = set(ticked) == set(there)
        verdict = t("Right.") if right else t("Not quite.")
        lines = [t.join([verdict, *([] if there else [t("There is no danger sign here.")])])]
        lines += [t(line, signs=self._told(names)) for line, names in groups if names]
        lines.append(t.of(self.advert["note"]))
        self.reply.value = f'<div class="dc-reply dc-{"right" if right else "wrong"}">{paragraphs(lines)}</div>'
        self.found[self.advert["id"]] = (len(groups[0][1]), len(there), len(groups[2][1]))
        seen, all_of_them, vain = (sum(column) for column in zip(*self.found.values()))
        words = {"n": t.number(len(self.found)), "of": t.number(len(self.data["adverts"])), "seen": t.number(seen),
                 "all": t.number(all_of_them), "vain": t.number(vain)}  # fmt: skip
        line = t("Offers judged: {n} of {of}. Danger signs seen: {seen} of {all}; ticked where there was none: {vain}.",
                 **words)  # fmt: skip
        self.score.value = escape(line)

    def _told(self, names):
        return self.t("; ").join(self.t.of(self.signs[name]) for name in names)

    def _open(self):
        self.offer.value = paragraphs([self.t.of(self.advert["text"])])
        for box in self.boxes.values():
            box.value = False
        self.reply.value = ""

    def _forward(self):
        self.choice.value = (self.choice.value + 1) % len(self.data["adverts"])

    def _rows(self):
        for n, one in enumerate(self.data["adverts"], 1):
            signs = self._told(one["signs"])
            yield n, self.t.of(one["where"]), self.t.of(one["text"]), signs or self.t("no danger sign")

    def _repr_html_(self):
        head = escape(self.t("Its danger signs"))
        items = "".join(
            f"<li><b>{escape(where)}</b><br>{escape(text)}<details><summary>{head}</summary>{escape(signs)}</details></li>"
            for _, where, text, signs in self._rows()
        )
        return f'<div class="due-course"><ol>{items}</ol></div>'

    def __repr__(self):
        return "\n".join(f"{n}. {where}: {text}" for n, where, text, _ in self._rows())

    def _repr_mimebundle_(self, **_):
        """Beside the live offers, all of them as a page for a reader without a kernel."""
        return {**self.view._repr_mimebundle_(), "text/html": self._repr_html_(), "text/plain": repr(self)}
