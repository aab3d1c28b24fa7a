"""Cards to sort, one after the other: into trays, or by the signs on them. Every answer gets a reason.

Triage("messages", "en") shows `lessons/triage/messages.yaml`. Everything is drawn by assigning to lasting widgets.
"""

from html import escape

import ipywidgets as w

from widgets import sorting
from widgets.assist import ASSETS, Assist
from widgets.html import reply
from widgets.language import LANGUAGES, N_, language
from widgets.parts import live, quiet


class TriageAssist(Assist):
    """The frame's own part, with the looks of cards and trays."""

    _css = Assist._css + (ASSETS / "triage.css").read_text("utf-8")


class Triage:
    """A set of cards on the screen.

    Parameters
    ----------
    name : str
        Of the file in `lessons/triage/`; it puts one question for every card.
    code : {"en", "zh"}

    Raises
    ------
    ValueError
        For cards or a language that there are not.
    """

    def __init__(self, name: str, code: str = "en"):
        self.t, self.cards = language(code), sorting.read(name)
        if len(self.cards.asks) > 1:
            raise ValueError(f'The cards "{name}" put more than one question; widgets.duties shows them.')
        self.ask = self.cards.asks[0]
        self.sorted, self.here, self._showing = sorting.Sorted(self.cards), 0, False
        self.title, self.count, self.card = w.HTML(), w.HTML().add_class("dc-count"), w.HTML()
        self.reply = live(w.HTML())
        self.switch = w.ToggleButtons(options=[("EN", "en"), (LANGUAGES["zh"], "zh")], value=code, description=" ")
        self.switch.observe(lambda change: self.speak(change["new"]), "value")
        self.buttons, self.boxes, self.asked = {}, {}, w.HTML()
        if self.ask.get("several"):
            self.boxes = {key: w.Checkbox(indent=False) for key in self.ask["options"]}
            for box in self.boxes.values():
                box.observe(lambda _: self._stands(), "value")
            self.check = w.Button().add_class("dc-main")
            self.check.on_click(lambda _: self.place(*(key for key, box in self.boxes.items() if box.value)))
            ticks = w.VBox([self.asked, *self.boxes.values()]).add_class("dc-phone")
            answers = w.VBox([ticks, w.HBox([self.check]).add_class("dc-foot")]).add_class("dc-ticks")
        else:
            self.buttons = {key: w.Button().add_class("dc-tray-button") for key in self.cards.trays}
            for key, button in self.buttons.items():
                button.on_click(lambda _, key=key: self.place(key))
            answers = w.HBox(list(self.buttons.values())).add_class("dc-tray-buttons")
        self.back, self.next, self.again = w.Button(), w.Button(), w.Button()
        (self.next.remove_class if self.boxes else self.next.add_class)("dc-main")
        self.back.on_click(lambda _: self.go(-1))
        self.next.on_click(lambda _: self.go(1))
        self.again.on_click(lambda _: self.restart())
        self.trays = w.HTML()
        self.assist = TriageAssist(language=code)
        rows = {
            "dc-head": w.HBox([self.title, w.HBox([self.switch]).add_class("dc-switches")]),
            "dc-counts": self.count,
            "dc-card": self.card,
            "dc-answers": answers,
            "dc-answer": self.reply,
            "dc-foot": w.HBox([self.back, self.next, self.again]),
            "dc-trays": self.trays,
        }
        parts = [row.add_class(css) for css, row in rows.items()]
        self.view = w.VBox([*parts, self.assist]).add_class("due-course").add_class("dc-triage")
        self.say()

    # What the learner does ----------------------------------------------------------------------------------------

    def place(self, *chosen: str) -> None:
        """Put the card in hand into a tray, or check its signs; one that was put already stays as it is."""
        if self.here not in self.sorted.put:
            self.sorted.place(self.here, *chosen)
        self.say()

    def go(self, step: int) -> None:
        """To the next card, or the one before; after the last comes the first."""
        self.here = (self.here + step) % len(self.cards)
        self.say()

    def restart(self) -> None:
        """All cards on one pile again."""
        self.sorted, self.here = sorting.Sorted(self.cards), 0
        self.say()

    def speak(self, code: str) -> None:
        """Change the language of everything, where the sorting stands."""
        self.t = language(code)
        self.say()

    def _stands(self):
        """A card that was checked keeps its ticks."""
        if not self._showing and self.here in self.sorted.put:
            self._tick()

    def _tick(self):
        self._showing = True
        for key, box in self.boxes.items():
            box.value = key in self.sorted.put.get(self.here, ())
        self._showing = False

    # What stands there --------------------------------------------------------------------------------------------

    def say(self) -> None:
        """Everything, as it stands, in the learner's language."""
        t, data, n = self.t, self.cards.data, self.here
        placed = n in self.sorted.put
        self.title.value = f'<div class="dc-title" role="heading" aria-level="3">{escape(t.of(data["title"]))}</div>'
        self.switch.description = t("Language")
        self.count.value = escape(self._count())
        self.card.value = self._card(n)
        for key, button in self.buttons.items():
            # Never disabled: a button that goes dead takes the focus of a keyboard with it.
            button.description = self.cards.said(self.ask, key, t)
            (button.add_class if key in self.sorted.put.get(n, ()) else button.remove_class)("mod-active")
        for key, box in self.boxes.items():
            box.description = self.cards.said(self.ask, key, t)
        if self.boxes:
            self.asked.value = f"<b>{escape(t.of(self.ask['label']))}</b>"
            self.check.description = t("Check my ticks")
            self._tick()
        self.reply.value = self._reply() if placed else ""
        self.back.description, self.next.description, self.again.description = (
            t("The one before"), t("The next one"), t("Begin again"),
        )  # fmt: skip
        self.trays.value = self._trays() if self.buttons else ""
        quiet(self.trays.layout, display=None if self.sorted.put and self.buttons else "none")
        self.assist.language = t.code

    def _count(self):
        t, put = self.t, self.sorted.put
        words = {"n": t.number(self.here + 1), "all": t.number(len(self.cards)), "right": t.number(self.sorted.score),
                 "put": t.number(len(put))}  # fmt: skip
        if not put:
            return t("Card {n} of {all}", **words)
        if self.boxes:
            judged = [self.sorted.judged(n) for n in put]
            seen, vain = sum(len(one.seen) for one in judged), sum(len(one.vain) for one in judged)
            there = seen + sum(len(one.missed) for one in judged)
            words |= {"seen": t.number(seen), "there": t.number(there), "vain": t.number(vain)}
            line = N_("Card {n} of {all} · signs seen: {seen} of {there}, ticked where there was none: {vain}")
            return t(line, **words)
        if self.sorted.done:
            return t("All {all} are sorted: {right} lie where they belong. Card {n} of {all}.", **words)
        return t("Card {n} of {all} · {right} of {put} where they belong", **words)

    def _card(self, n):
        title, words = self.t.of(self.cards.cards[n]["title"]), self.cards.words(n, self.t)
        return f'<div class="dc-message"><p class="dc-message-head">{escape(title)}</p><p>{escape(words)}</p></div>'

    def _reply(self):
        """Right or not, why, and what to do about such a card."""
        t, n = self.t, self.here
        card, judged = self.cards.cards[n], self.sorted.judged(n)
        if self.boxes:
            verdict = t("Right.") if judged.right else t("Not quite.")
            groups = ((N_("Seen: {signs}."), judged.seen), (N_("Also there: {signs}."), judged.missed),
                      (N_("Not in this offer: {signs}."), judged.vain))  # fmt: skip
            found = [t(line, signs=self._told(keys)) for line, keys in groups if keys]
            found += [] if self.cards.answers(n, self.ask) else [t("There is no danger sign here.")]
            lines = [(verdict, t.join(found)), ("", t.of(card["reason"]))]
        else:
            home = self._told(self.cards.answers(n, self.ask))
            verdict = t("Right: {tray}.", tray=home) if judged.right else t("It belongs to: {tray}.", tray=home)
            lines = [(verdict, t.of(card["reason"]))]
        if "check" in card:
            lines.append((t.of(self.cards.data["check"]), t.of(card["check"])))
        return reply(judged.right, lines, sorting.rule_lines(self.cards, n, t))

    def _told(self, keys):
        return self.t("; ").join(self.cards.said(self.ask, key, self.t) for key in keys)

    def _trays(self):
        """The trays with what lies in them; a card in the wrong one says where it belongs."""
        t, columns, none = self.t, [], self.t("empty so far")
        for tray, words in self.cards.data["trays"].items():
            items = []
            for n in self.sorted.within(tray):
                title = t.of(self.cards.cards[n]["title"])
                if self.sorted.right(n):
                    items.append(f'<li class="dc-lies">{escape(title)} <span aria-hidden="true">✓</span></li>')
                else:
                    there = t("belongs to: {tray}", tray=self._told(self.cards.answers(n, self.ask)))
                    items.append(f'<li class="dc-strays">{escape(title)} <i>{escape(there)}</i></li>')
            body = "".join(items) or f'<li class="dc-none">{escape(none)}</li>'
            columns.append(f"<section><h4>{escape(t.of(words))}</h4><ul>{body}</ul></section>")
        return f'<div class="dc-tray-row">{"".join(columns)}</div>'

    def _repr_mimebundle_(self, **_):
        """Beside the live cards, all of them as plain words for a reader without a kernel: no answer is given away."""
        t, data = self.t, self.cards.data
        lines = [t.of(data["title"]), " / ".join(t.of(words) for words in self.ask["options"].values())]
        cards = [(t.of(card["title"]), self.cards.words(n, t)) for n, card in enumerate(self.cards.cards)]
        run = t("Run this cell to sort them yourself.")
        items = "".join(f"<li><b>{escape(title)}</b> {escape(text)}</li>" for title, text in cards)
        page = f"<b>{escape(lines[0])}</b><p>{escape(lines[1])}</p><ol>{items}</ol><p><em>{escape(run)}</em></p>"
        plain = "\n".join([*lines, *(f"{n}. {title}: {text}" for n, (title, text) in enumerate(cards, 1)), run])
        return {**self.view._repr_mimebundle_(), "text/html": page, "text/plain": plain}
