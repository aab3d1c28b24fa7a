"""A control of several switches, like the permission screen of a phone: each is allowed or not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

import ipywidgets as w
import traitlets

from widgets.controls import Refusal
from widgets.language import Language
from widgets.parts import ControlView


class Switches(w.VBox):
    """Check boxes under a heading; `value` holds the names of those that are on, in their order, with commas."""

    value = traitlets.Unicode("")
    description = traitlets.Unicode("")

    def __init__(self, names):
        self.heading = w.HTML().add_class("dc-phone-head")
        self.boxes = {name: w.Checkbox(indent=False) for name in names}
        super().__init__([self.heading, *self.boxes.values()])
        self.add_class("dc-phone")
        for box in self.boxes.values():
            box.observe(lambda _: self._collect(), "value")

    def _collect(self):
        if not self._setting:
            self.value = ",".join(name for name, box in self.boxes.items() if box.value)

    _setting = False

    @traitlets.observe("value")
    def _spread(self, change):
        on, self._setting = change["new"].split(","), True
        for name, box in self.boxes.items():
            box.value = name in on
        self._setting = False

    @traitlets.observe("description")
    def _name(self, change):
        self.heading.value = f"<b>{escape(change['new'])}</b>"


class GrantsView(ControlView):
    """The switches on the screen."""

    def made(self):
        return Switches(self.control.options)

    def say(self, t):
        super().say(t)
        for name, words in self.control.options.items():
            self.field.boxes[name].description = t(words)

    def stops(self):
        return ["", ",".join(self.control.options), *self.control.options]


@dataclass(frozen=True)
class Grants:
    """Which of a few named things are allowed: `options` maps each to its words.

    A value is the names that are on, in the order of the options, joined with commas; "" is none.
    """

    name: str
    label: str
    meaning: str
    start: str
    options: dict
    when: Callable[[dict], bool] = field(default=lambda values: True)
    view = GrantsView

    def take(self, raw, values: dict, t: Language) -> str:
        """The names that are on, in order.

        Raises
        ------
        Refusal
            For a name that is not among the options.
        """
        named = [name.strip() for name in str(raw).split(",") if name.strip()]
        for name in named:
            if name not in self.options:
                known = ", ".join(self.options)
                raise Refusal(
                    self.name, t("“{value}” is not offered here. Choose one of: {known}.", value=name, known=known)
                )
        return ",".join(name for name in self.options if name in named)

    @property
    def normal(self) -> str:
        """What is on by itself."""
        return self.start
