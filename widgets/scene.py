"""A branching scene on the screen: read, choose, see what it changed; go back a step, or begin again.

Scene("doorstep", "en") plays `lessons/scenes/doorstep.yaml`. Everything is drawn by assigning to lasting widgets.
"""

from html import escape

import ipywidgets as w

from credit import rules
from widgets import lesson_data, story
from widgets.assist import ASSETS, Assist
from widgets.html import paragraphs
from widgets.language import LANGUAGES, N_, language
from widgets.parts import live, quiet
from widgets.quiz import simulator_class
from widgets.rule_words import force as force_of

HELP = "help"  # the topic of telephone lines among the rules
VERDICTS = {
    "good": N_("A good end"),
    "mixed": N_("An end with something left open"),
    "costly": N_("An end that costs something: go back and try the other way"),
}


class SceneAssist(Assist):
    """The frame's own part, with the looks of a scene."""

    _css = Assist._css + (ASSETS / "scene.css").read_text("utf-8")


class Scene:
    """A branching scene.

    Parameters
    ----------
    name : str
        Of the file in `lessons/scenes/`.
    code : {"en", "zh"}
    consequences : mapping of str to function, optional
        See `widgets.story.Story`.

    Raises
    ------
    ValueError
        For a scene or a language that there is not.
    """

    def __init__(self, name: str, code: str = "en", consequences=None):
        self.t, self.story = language(code), story.read(name, consequences)
        self.path, self.seen = [self.story.open()], set()
        self.title, self.body, self.meters = w.HTML(), live(w.HTML()), w.HTML()
        self.switch = w.ToggleButtons(options=[("EN", "en"), (LANGUAGES["zh"], "zh")], value=code, description=" ")
        self.switch.observe(lambda change: self.speak(change["new"]), "value")
        most = max(len(place.get("choices", ())) for place in self.story.places.values())
        self.buttons = [w.Button().add_class("dc-choice") for _ in range(most)]
        for n, button in enumerate(self.buttons):
            button.on_click(lambda _, n=n: self.choose(n))
        self.back, self.again, self.show = w.Button(), w.Button(), w.Button()
        self.back.on_click(lambda _: self.step_back())
        self.again.on_click(lambda _: self.restart())
        self.show.on_click(lambda _: self.reveal())
        self.ends, self.stage = w.HTML().add_class("dc-ends"), w.VBox()
        self.assist = SceneAssist(language=code)
        rows = {
            "dc-head": w.HBox([self.title, w.HBox([self.switch]).add_class("dc-switches")]),
            "dc-meters": self.meters,
            "dc-story": self.body,
            "dc-choices": w.VBox(self.buttons),
            "dc-foot": w.HBox([self.show, self.back, self.again, self.ends]),
            "dc-scene-stage": self.stage,
        }
        parts = [row.add_class(css) for css, row in rows.items()]
        self.view = w.VBox([*parts, self.assist]).add_class("due-course").add_class("dc-scene")
        self.say()

    @property
    def here(self) -> story.Position:
        """Where it stands."""
        return self.path[-1]

    @property
    def place(self) -> dict:
        """The place it stands at, as the file has it."""
        return self.story.places[self.here.place]

    def choose(self, n: int) -> None:
        """Take the n-th of the choices that stand there."""
        self.path.append(self.story.take(self.here, self.story.choices(self.here)[n]))
        if "end" in self.place:
            self.seen.add(self.here.place)
        self.say()

    def step_back(self) -> None:
        """Undo the last choice."""
        self.path = self.path[: max(1, len(self.path) - 1)]
        self.say()

    def restart(self) -> None:
        """Back to the start; the ends that were seen stay seen."""
        self.path = self.path[:1]
        self.say()

    def speak(self, code: str) -> None:
        """Change the language of everything, where the story stands."""
        self.t = language(code)
        self.say()

    def reveal(self) -> None:
        """Open the lesson's simulator at the setting that goes with this place."""
        kind = simulator_class(lesson_data.read(self.story.data["lesson"])["simulator"])
        self.stage.children = (kind(self.t.code, guessed=True, **self.story.shown(self.here)).panel.view,)

    def say(self) -> None:
        """Everything, as it stands, in the learner's language."""
        t, open_choices = self.t, self.story.choices(self.here)
        self.title.value = (
            f'<div class="dc-title" role="heading" aria-level="3">{escape(t.of(self.story.data["title"]))}</div>'
        )
        self.switch.description = t("Language")
        self.meters.value = self._meters()
        self.body.value = self._words()
        for n, button in enumerate(self.buttons):
            if n < len(open_choices):
                button.description = self.filled(open_choices[n]["text"])
            quiet(button.layout, display=None if n < len(open_choices) else "none")
        self.back.description, self.again.description = t("One step back"), t("Begin again")
        self.back.disabled = self.again.disabled = len(self.path) == 1
        self.show.description = t("Show me in the simulator")
        quiet(self.show.layout, display=None if "show" in self.place else "none")
        self.stage.children = ()
        count = {"seen": t.number(len(self.seen)), "all": t.number(len(self.story.ends))}
        self.ends.value = escape(t("Ends seen: {seen} of {all}", **count))
        self.assist.language = t.code

    def filled(self, texts) -> str:
        """A text in the learner's language, with the measures in it."""
        said = {name: self._said(name) for name in self.story.measures}
        return " ".join(self.t.of(texts).split()).format(**said)

    def _said(self, name):
        t, value, unit = self.t, self.here[name], self.story.measures[name].unit
        if unit == "money":
            return t.money(value)
        if unit == "seconds":
            return t("{n} seconds", n=t.number(value))
        if unit == "days":
            return t("{n} days", n=t.number(value))
        if unit == "yes or no":
            return t("yes") if value else t("no")
        return t.number(value)

    def _meters(self):
        t = self.t
        items = [
            f"<li>{escape(t.of(m.label))} <b>{escape(self._said(name))}</b></li>"
            for name, m in self.story.measures.items()
            if m.shown
        ]
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def _words(self):
        """What came of the last choice, what is seen, what is said; at an end, how it went."""
        t, place, taken, parts = self.t, self.place, self.here.taken, []
        if taken and "reply" in taken:
            parts.append(f'<div class="dc-reply">{escape(self.filled(taken["reply"]))}{self._rules(taken)}</div>')
        if "end" in place:
            verdict, title = VERDICTS[place["end"]], self.filled(place["title"])
            head = t("{verdict}: {title}", verdict=t(verdict), title=title)
            parts.append(f'<p class="dc-end dc-{place["end"]}">{escape(head)}</p>')
        if "scene" in place:
            parts += [paragraphs([self.filled(place["scene"])], "dc-seen")]
        for line in place.get("lines", ()):
            who, says = self.filled(line["who"]), self.filled(line["says"])
            parts.append(f'<p class="dc-line"><b>{escape(who)}</b> {escape(says)}</p>')
        return "".join(parts) + self._rules(place)

    def _rules(self, data):
        """The rules behind it: title, how binding, since when; of a help line its number, as it binds nobody."""
        t, lines = self.t, []
        on = lesson_data.front_matter(self.story.data["lesson"], "en")["date"]
        for rule_id in data.get("rules", ()):
            rule = rules.get(*story.rule_of(rule_id))
            now, title = rule.on(on), t.of(rule.title)
            if rule.topic == HELP:
                words = t("Help: {title}, {number}", title=title, number=str(now.value))
            else:
                since = t("since {day}", day=t.date(now.valid_from))
                words = t("Rule: {title} · {force} · {since}", title=title, force=t(force_of(rule)), since=since)
            lines.append(f'<p class="dc-facts">{escape(words)}</p>')
        return "".join(lines)

    def _repr_mimebundle_(self, **_):
        """Beside the live scene, its beginning for a reader without a kernel."""
        t = self.t
        lines = [t.of(self.story.data["title"]), *(self.filled(c["text"]) for c in self.story.choices(self.here))]
        items = "".join(f"<li>{escape(line)}</li>" for line in lines[1:])
        run = t("Run this cell to choose yourself.")
        page = f"<b>{escape(lines[0])}</b>{self._words()}<ul>{items}</ul><p><em>{escape(run)}</em></p>"
        plain = "\n".join([*lines, run])
        return {**self.view._repr_mimebundle_(), "text/html": page, "text/plain": plain}
