"""The parts of a panel: a control with its box, sentence and error; a fold that opens and closes."""

from decimal import Decimal
from html import escape

import ipywidgets as w

from widgets.controls import Choice, Number


class ControlView:
    """A control on the screen. Calls `moved(name, raw)` when the learner changes it."""

    def __init__(self, control, moved):
        self.control = control
        self.meaning, self.error = w.HTML().add_class("dc-meaning"), w.HTML().add_class("dc-error")
        if isinstance(control, Number):
            low, high = _ends(control)
            self.field = w.FloatText(value=float(control.start), step=float(Decimal(str(control.step))))
            self.slider = w.FloatSlider(
                value=float(control.start), min=low, max=high, step=float(Decimal(str(control.step))), readout=False
            )
            self.field.observe(lambda change: moved(control.name, change["new"]), "value")
            self.slider.observe(lambda change: moved(control.name, self._stepped(change["new"])), "value")
            parts = [self.field, self.slider]
        else:
            self.field = w.Dropdown(options=[(str(k), k) for k in control.options], value=control.start)
            self.field.observe(lambda change: moved(control.name, change["new"]), "value")
            parts = [self.field]
        self.box = w.VBox([*parts, self.error, self.meaning]).add_class("dc-control")

    def _stepped(self, raw):
        """A slider speaks in binary floats; what it stands on is a whole number of steps."""
        step = Decimal(str(self.control.step))
        return (Decimal(str(raw)) / step).quantize(Decimal(1)) * step

    def say(self, t):
        """Label, unit and sentence in this language."""
        label = t(self.control.label)
        if isinstance(self.control, Choice):
            chosen = self.field.value
            self.field.options = [(t(words), value) for value, words in self.control.options.items()]
            self.field.value = chosen
        elif self.control.unit:
            label = t("{label} ({unit})", label=label, unit=t(self.control.unit))
        self.field.description = label
        self.meaning.value = escape(t(self.control.meaning))

    def show(self, values):
        """The value that holds now, the range that goes with the others, and whether it matters."""
        value = values[self.control.name]
        if isinstance(self.control, Number):
            low, high = map(float, self.control.bounds(values))
            if (self.slider.min, self.slider.max) != (low, high):
                self.slider.min, self.slider.max = min(low, self.slider.min), max(high, self.slider.max)
                self.slider.value = float(value)
                self.slider.min, self.slider.max = low, high
            self.slider.value = float(value)
            self.field.value = float(value)
        else:
            self.field.value = value
        quiet(self.box.layout, display=None if self.control.when(values) else "none")

    def complain(self, message):
        """A sentence beside the control; an empty one takes it away."""
        self.error.value = escape(message)


class Fold:
    """A button that opens and closes what stands under it."""

    def __init__(self, children, opened):
        self.button = w.ToggleButton(value=False)
        self.body = w.VBox(children).add_class("dc-fold-body")
        self.body.layout.display = "none"
        self.box = w.VBox([self.button, self.body]).add_class("dc-fold")
        self.button.observe(self._toggle, "value")
        self.opened = opened

    @property
    def open(self) -> bool:
        return self.button.value

    def say(self, words):
        self.button.description = words

    def _toggle(self, change):
        self.body.layout.display = None if change["new"] else "none"
        if change["new"]:
            self.opened()


def live(widget):
    """Mark a result that a screen reader announces when it changes."""
    return widget.add_class("dc-live")


def quiet(layout, **wanted):
    """Set layout traits only where they differ, so that nothing is sent for nothing."""
    for name, value in wanted.items():
        if getattr(layout, name) != value:
            setattr(layout, name, value)


def _ends(control):
    ends = [0 if callable(end) else float(Decimal(str(end))) for end in (control.low, control.high)]
    return min(ends[0], float(control.start)), max(ends[1], float(control.start))
