"""A box for one number, outside the panels: what cannot be taken is answered beside it and stays."""

from html import escape

import ipywidgets as w
import traitlets

from widgets.controls import Number, Refusal
from widgets.language import Language


class NumberBox(w.VBox):
    """Field and sentence of a `Number`; `value` is the last number that could be taken, `field` what is typed into."""

    value = traitlets.Any()

    def __init__(self, control: Number, t: Language):
        self.control, self.t = control, t
        self.field = w.Text(value=str(control.start), continuous_update=False).add_class("dc-number")
        self.error = w.HTML().add_class("dc-error")
        super().__init__([self.field, self.error], value=control.normal)
        self.add_class("dc-control")
        self.field.observe(lambda _: self._take(), "value")

    def say(self, label: str, t: Language) -> None:
        """The words before the box, and the sentence below it, in this language."""
        self.t, self.field.description = t, label
        self._take()

    def _take(self):
        try:
            value = self.control.take(self.field.value, {}, self.t)
        except Refusal as refusal:
            self.error.value = escape(str(refusal))
            return
        self.error.value, self.value = "", value
