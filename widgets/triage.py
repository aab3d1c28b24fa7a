"""Cards to sort into trays, one after the other: every answer gets a reason and the check to make.

Triage("messages", "en") shows `lessons/triage/messages.yaml`. Everything is drawn by assigning to lasting widgets.
"""

from html import escape

import ipywidgets as w

from credit import rules
from widgets import lesson_data, sorting
from widgets.assist import ASSETS, Assist
from widgets.language import LANGUAGES, language
from widgets.parts import live, quiet
from widgets.rule_words import FORCE

HELP = "help"


class TriageAssist(Assist):
    """The frame's own part, with the looks of cards and trays."""

    _css = Assist._css + (ASSETS / "triage.css").read_text("utf-8")


class Triage:
    """A set of cards on the screen.

    Parameters
    ----------
    name : str
        Of the file in `lessons/triage/`.
    code : {"en", "zh"}

    Raises
    ------
    ValueError
        For cards or a language that there are not.
    """

    def __init__(self, name: str, code: str = "en"):
        self.t, self.cards = language(code), sorting.read(name)
        self.sorted, self.here = sorting.Sorted(self.cards, {}), 0
        self.title, self.count, self.card = w.HTML(), w.HTML().add_class("dc-count"), w.HTML()
        self.reply = live(w.HTML())
        self.switch = w.ToggleButtons(options=[("EN", "en"), (LANGUAGES["zh"], "zh")], value=code, description=" ")
        self.switch.observe(lambda change: self.speak(change["new"]), "value")
        self.buttons = {tray: w.Button().add_class("dc-tray-button") for tray in self.cards.trays}
        for tray, button in self.buttons.items():
            button.on_click(lambda _, tray=tray: self.place(tray))
        self.back, self.next, self.again = w.Button(), w.Button(), w.Button()
        self.next.add_class("dc-main")
        self.back.on_click(lambda _: self.go(-1))
        self.next.on_click(lambda _: self.go(1))
        self.again.on_click(lambda _: self.restart())
        self.trays = w.HTML()
        self.assist = TriageAssist(language=code)
        rows = {
            "dc-head": w.HBox([self.title, w.HBox([self.switch]).add_class("dc-switches")]),
            "dc-counts": self.count,
            "dc-card": self.card,
            "dc-tray-buttons": w.HBox(list(self.buttons.values())),
            "dc-answer": self.reply,
            "dc-foot": w.HBox([self.back, self.next, self.again]),
            "dc-trays": self.trays,
        }
        parts = [row.add_class(css) for css, row in rows.items()]
        self.view = w.VBox([*parts, self.assist]).add_class("due-course").add_class("dc-triage")
        self.say()

    # What the learner does ----------------------------------------------------------------------------------------

    def place(self, tray: str) -> None:
        """Put the card in hand into a tray; one that lies already stays where it is."""
        if self.here not in self.sorted.put:
            self.sorted.place(self.here, tray)
        self.say()

    def go(self, step: int) -> None:
        """To the next card, or the one before; after the last comes the first."""
        self.here = (self.here + step) % len(self.cards)
        self.say()

    def restart(self) -> None:
        """All cards on one pile again."""
        self.sorted, self.here = sorting.Sorted(self.cards, {}), 0
        self.say()

    def speak(self, code: str) -> None:
        """Change the language of everything, where the sorting stands."""
        self.t = language(code)
        self.say()

    # What stands there --------------------------------------------------------------------------------------------

    def say(self) -> None:
        """Everything, as it stands, in the learner's language."""
        t, data, n = self.t, self.cards.data, self.here
        placed = n in self.sorted.put
        self.title.value = f'<div class="dc-title" role="heading" aria-level="3">{escape(t.of(data["title"]))}</div>'
        self.switch.description = t("Language")
        self.count.value = escape(self._count())
        self.card.value = self._card(self.cards.cards[n])
        for tray, button in self.buttons.items():
            # Never disabled: a button that goes dead takes the focus of a keyboard with it.
            button.description = t.of(data["trays"][tray])
            (button.add_class if self.sorted.put.get(n) == tray else button.remove_class)("mod-active")
        self.reply.value = self._reply() if placed else ""
        self.back.description, self.next.description, self.again.description = (
            t("The one before"), t("The next one"), t("Begin again"),
        )  # fmt: skip
        self.trays.value = self._trays()
        quiet(self.trays.layout, display=None if self.sorted.put else "none")
        self.assist.language = t.code

    def _count(self):
        t = self.t
        words = {"n": t.number(self.here + 1), "all": t.number(len(self.cards)), "right": t.number(self.sorted.score),
                 "put": t.number(len(self.sorted.put))}  # fmt: skip
        if self.sorted.done:
            return t("All {all} are sorted: {right} lie where they belong. Card {n} of {all}.", **words)
        if not self.sorted.put:
            return t("Card {n} of {all}", **words)
        return t("Card {n} of {all} · {right} of {put} where they belong", **words)

    def _card(self, card):
        t = self.t
        return (
            f'<div class="dc-message"><p class="dc-message-head">{escape(t.of(card["title"]))}</p>'
            f"<p>{escape(_flat(t.of(card['text'])))}</p></div>"
        )

    def _reply(self):
        """Right or not, why, and what to do about such a card."""
        t, n = self.t, self.here
        card, right = self.cards.cards[n], self.sorted.right(n)
        tray = t.of(self.cards.data["trays"][card["tray"]])
        verdict = t("Right: {tray}.", tray=tray) if right else t("It belongs to: {tray}.", tray=tray)
        lines = [f"<p><b>{escape(verdict)}</b> {escape(_flat(t.of(card['reason'])))}</p>"]
        if "check" in card:
            label = t.of(self.cards.data["check"])
            lines.append(f"<p><b>{escape(label)}</b> {escape(_flat(t.of(card['check'])))}</p>")
        on = lesson_data.front_matter(self.cards.data["lesson"], "en")["date"]
        for rule_id in card.get("rules", ()):
            rule = rules.get(*sorting.rule_of(rule_id))
            if rule.topic == HELP:  # a telephone line is named in the check; it has no force to speak of
                continue
            since = t("since {day}", day=t.date(rule.on(on).valid_from))
            words = t(
                "Rule: {title} · {force} · {since}", title=t.of(rule.title), force=t(FORCE[rule.force]), since=since
            )
            lines.append(f'<p class="dc-facts">{escape(words)}</p>')
        return f'<div class="dc-reply dc-{"right" if right else "wrong"}">{"".join(lines)}</div>'

    def _trays(self):
        """The trays with what lies in them; a card in the wrong one says where it belongs."""
        t, columns, none = self.t, [], self.t("empty so far")
        for tray, words in self.cards.data["trays"].items():
            items = []
            for n in self.sorted.within(tray):
                title, home = t.of(self.cards.cards[n]["title"]), self.cards.cards[n]["tray"]
                if self.sorted.right(n):
                    items.append(f'<li class="dc-lies">{escape(title)} <span aria-hidden="true">✓</span></li>')
                else:
                    there = t("belongs to: {tray}", tray=t.of(self.cards.data["trays"][home]))
                    items.append(f'<li class="dc-strays">{escape(title)} <i>{escape(there)}</i></li>')
            body = "".join(items) or f'<li class="dc-none">{escape(none)}</li>'
            columns.append(f"<section><h4>{escape(t.of(words))}</h4><ul>{body}</ul></section>")
        return f'<div class="dc-tray-row">{"".join(columns)}</div>'

    def _repr_mimebundle_(self, **_):
        """Beside the live cards, all of them as plain words for a reader without a kernel: no answer is given away."""
        t, data = self.t, self.cards.data
        lines = [t.of(data["title"]), " / ".join(t.of(words) for words in data["trays"].values())]
        cards = [(t.of(c["title"]), _flat(t.of(c["text"]))) for c in self.cards.cards]
        run = t("Run this cell to sort them yourself.")
        items = "".join(f"<li><b>{escape(title)}</b> {escape(text)}</li>" for title, text in cards)
        page = f"<b>{escape(lines[0])}</b><p>{escape(lines[1])}</p><ol>{items}</ol><p><em>{escape(run)}</em></p>"
        plain = "\n".join([*lines, *(f"{n}. {title}: {text}" for n, (title, text) in enumerate(cards, 1)), run])
        return {**self.view._repr_mimebundle_(), "text/html": page, "text/plain": plain}


def _flat(text: str) -> str:
    return " ".join(text.split())
