"""What a simulator looks like and how it answers: guess, controls, sentence, picture, table, working, rules, buttons.

Everything is drawn by assigning to lasting widgets, so that nothing is printed, cleared or made anew on a move.
"""

import base64
from html import escape

import ipywidgets as w

from credit import rules
from widgets.assist import Assist
from widgets.controls import Refusal
from widgets.guess import UNITS, told
from widgets.html import paragraphs
from widgets.language import LANGUAGES, language
from widgets.parts import Fold, live, quiet, view_of
from widgets.rule_card import PLACES, place_cards
from widgets.stage import Stage

START_WIDTH = 600
DATA_URL = b"data:image/png;base64,"  # a browser shows it some ten milliseconds sooner than an object URL
LARGEST_WIDTH = 640


class Panel:
    """The panel of one simulator. `view` is the widget; `error` holds a defect of ours, which no learner sees raw."""

    def __init__(self, simulator):
        self.simulator = simulator
        self.stage = self.error = None
        self._showing, self._refused = False, {}  # what could not be taken, by control
        self._build()
        self.say()

    # What the learner does ----------------------------------------------------------------------------------------

    def set(self, name: str, raw) -> bool:
        """Move a control. False where the value was refused; the reason then stands beside the control.

        What was refused keeps its field and its sentence until its control is moved, or until it fits because another
        control was moved.
        """
        if self._showing:
            return False
        notes = self._move(name, raw)
        if notes is None:
            return False
        for other, typed in list(self._refused.items()):
            more = self._move(other, typed) if self.views[other].control.when(self.simulator.values) else None
            if more is not None:
                notes = {**notes, **more, other: ""}
        self.refresh()  # the picture leaves first
        self._show_values(notes)
        return True

    def _move(self, name, raw):
        """What followed the move, or None where it was refused; see `Simulator.move`."""
        try:
            notes = self.simulator.move(name, raw)
        except Refusal as refusal:
            self._refused[name] = raw
            self.views[name].complain(str(refusal))
            return None
        self._refused.pop(name, None)
        return notes

    def lock_in(self, said) -> bool:
        """Commit a guess. False where it is no answer."""
        try:
            self.simulator.lock_in(said)
        except Refusal as refusal:
            self.guess_error.value = escape(str(refusal))
            return False
        self.guess_error.value = ""
        self._refused.clear()  # every control goes where the question stands
        self._show_values({})
        self._say_guess()
        self.refresh()
        return True

    def reset(self) -> None:
        """Back to the start."""
        self.simulator.reset()
        self._refused.clear()
        self._show_values({})
        self.refresh()

    def speak(self, code: str) -> None:
        """Change the language of everything, at once."""
        self.simulator.t = language(code)
        self.say()

    # What stands there --------------------------------------------------------------------------------------------

    def _build(self):
        s = self.simulator
        self.views = {c.name: view_of(c, self.set) for c in s.controls}
        self.heading = w.HTML()
        self.switch = w.ToggleButtons(options=[("EN", "en"), (LANGUAGES["zh"], "zh")], value=s.t.code, description=" ")
        self.switch.observe(lambda change: self.speak(change["new"]), "value")
        self.question, self.guess_box = w.HTML(), w.Dropdown() if s.asked and s.asked.options else w.Text()
        self.lock = w.Button().add_class("dc-main").add_class("dc-enter")
        self.lock.on_click(lambda _: self.lock_in(self.guess_box.value))
        self.guess_error, self.gap = w.HTML().add_class("dc-error"), live(w.HTML())
        row = w.HBox([self.guess_box, self.lock]).add_class("dc-guess-row")
        self.guess_area = w.VBox([self.question, row, self.guess_error, self.gap]).add_class("dc-guess")
        self.words = live(w.HTML()).add_class("dc-sentence")
        self.image, self.cover = w.Image(format="url").add_class("dc-picture"), w.HTML().add_class("dc-cover")
        self.more = Fold([self.views[c.name].box for c in s.controls if c.name not in s.opened], self.refresh)
        self.table_html, self.working_html, self.rules_html = w.HTML(), w.HTML(), w.HTML()
        self.day_box = w.DatePicker(value=s.as_of)
        self.place_box = w.Dropdown(options=[("", self.places[0])], value=self.places[0])
        for box in (self.day_box, self.place_box):
            box.observe(lambda _: self._say_rules(), "value")
        self.folds = {
            "table": Fold([self.table_html], self.refresh),
            "working": Fold([self.working_html], self.refresh),
            "rules": Fold(
                [w.HBox([self.place_box, self.day_box]).add_class("dc-row"), self.rules_html], self._say_rules
            ),
        }
        self.back, self.copy, self.copied = w.Button(), w.Button().add_class("dc-copy"), live(w.HTML())
        self.back.on_click(lambda _: self.reset())
        self.assist = Assist(language=s.t.code)
        self.assist.observe(lambda _: self.refresh(), ["width", "scale"])
        self.assist.observe(lambda _: self._say_copied(), "copied")
        self.own = w.VBox(s.own(self)).add_class("dc-own")
        lead, *rest = [self.views[name].box for name in s.opened]
        if len(s.opened) < len(s.controls):
            rest.append(self.more.box)
        parts = {"dc-lead": [lead], "dc-result": [self.words, self.cover, self.image, self.own], "dc-rest": rest}
        body = [w.VBox(children).add_class(name) for name, children in parts.items()]
        rows = {
            "dc-head": w.HBox([self.heading, w.HBox([self.switch]).add_class("dc-switches")]),
            "dc-guess-area": self.guess_area,
            "dc-body": w.HBox(body),
            "dc-folds": w.VBox([fold.box for fold in self.folds.values()]),
            "dc-foot": w.HBox([self.back, self.copy, self.copied]),
        }
        self.view = w.VBox([*(row.add_class(name) for name, row in rows.items()), self.assist]).add_class("due-course")

    @property
    def places(self) -> tuple[str, ...]:
        """For which jurisdictions can the rules be shown?"""
        return rules.jurisdictions()

    def _show_values(self, notes):
        self._showing = True
        try:
            for name, view in self.views.items():
                view.show(self.simulator.values, keep=name in self._refused)
                if name not in self._refused:
                    view.complain(notes.get(name, ""))
        finally:
            self._showing = False

    def say(self) -> None:
        """Everything, in the language of the simulator."""
        s, t = self.simulator, self.simulator.t
        self.heading.value = f'<div class="dc-title" role="heading" aria-level="3">{escape(t(s.title))}</div>'
        self.switch.description = t("Language")
        self._showing = True  # new words for the options of a choice are no choice of the learner's
        for view in self.views.values():
            view.say(t)
        self._show_values({})
        for name, typed in list(self._refused.items()):
            self._move(name, typed)  # it is refused again, in this language
        self.more.say(t("More controls"))
        self.folds["table"].say(t("The picture as a table"))
        self.folds["working"].say(t("How it is worked out"))
        self.folds["rules"].say(t("What the rule says"))
        self.day_box.description, self.place_box.description = t("Rules on"), t("Place")
        self.place_box.options = [(t(PLACES[p]), p) for p in self.places]
        quiet(self.place_box.layout, display=None if len(self.places) > 1 else "none")
        quiet(self.folds["rules"].box.layout, display=None if s.rules else "none")
        self.back.description, self.copy.description = t("Back to the start"), t("Copy my settings")
        self.copied.value = ""
        self._say_guess()
        self.refresh()
        self._say_rules()

    def _say_guess(self):
        s, t = self.simulator, self.simulator.t
        quiet(self.guess_area.layout, display=None if s.asked else "none")
        if not s.asked:
            return
        question = t("Guess first. {question}", question=told(s.asked.question, t))
        self.question.value = paragraphs([question], "dc-question")
        if s.asked.options:
            chosen = self.guess_box.value
            words = [(told(option, t), name) for name, option in s.asked.options.items()]
            self.guess_box.options, self.guess_box.value = [("…", None), *words], chosen
            self.guess_box.description = t("Your guess")
        else:
            self.guess_box.description = t("Your guess ({unit})", unit=t(UNITS[s.asked.unit].name))
        self.lock.description = t("Locked in") if s.guess else t("Lock in my guess")
        self.lock.disabled = self.guess_box.disabled = s.guess is not None
        self.gap.value = escape(s.guess.gap(t)) if s.guess else ""

    def refresh(self) -> None:
        """Everything that changes when a control moves, the picture first."""
        s, t = self.simulator, self.simulator.t
        try:
            width = min(self.assist.width or START_WIDTH, LARGEST_WIDTH)
            size = {"width": f"{width}px", "height": f"{s.height(width)}px"}
            if s.covered:
                self.cover.value = paragraphs([t("The picture opens when you have locked in a guess.")])
                lines, self.words.value = [], ""
            else:
                lines = s.sentence(s.result, t)
                self.image.value = DATA_URL + base64.b64encode(self._draw(width))
                self.words.value = paragraphs(lines[:1]) + paragraphs(lines[1:], "dc-quiet")
                s.show_own(s.result, t)
            quiet(self.own.layout, display="none" if s.covered or not self.own.children else None)
            quiet(self.image.layout, display="none" if s.covered else None, **size)
            quiet(self.cover.layout, display=None if s.covered else "none", height=size["height"])
            with self.assist.hold_sync():
                self.assist.alt, self.assist.settings, self.assist.language = " ".join(lines), s.line_to_run(), t.code
            for name in ("table", "working"):
                self.folds[name].button.disabled = s.covered
            if self.folds["table"].open and not s.covered:
                self.table_html.value = s.table(s.result, t).html()
            if self.folds["working"].open and not s.covered:
                self.working_html.value = paragraphs(s.working(s.result, t))
        except Exception as error:  # a defect of ours: the last picture stays, and a sentence says so
            self.error = error
            self.words.value = escape(t("Something went wrong here with these settings. Press “Back to the start”."))

    def _draw(self, width):
        s = self.simulator
        size = (width, s.height(width), self.assist.scale, s.t.code)
        if self.stage is None or (self.stage.width, self.stage.height, self.stage.scale, self.stage.language) != size:
            self.stage = Stage(*size)
        self.stage.begin()
        s.picture(self.stage, s.result, s.t, s.guess)
        return self.stage.png()

    def _say_rules(self):
        if not self.folds["rules"].open:
            return
        s, place = self.simulator, self.place_box.value
        cards = place_cards(s.rules, place, self.day_box.value or s.as_of, s.t)
        self.rules_html.value = "".join(html for html, _ in cards)

    def _say_copied(self):
        line = self.simulator.t("Copied. Paste it into a code cell to open the simulator like this again.")
        self.copied.value = escape(line if self.assist.copied > 0 else self.simulator.line_to_run())
