"""The parts of a panel: a control with its box, sentence and error; a fold that opens and closes."""

from decimal import Decimal
from html import escape

import ipywidgets as w
from traitlets import CFloat, validate

from widgets.controls import Choice, Day, Number, Text


class ControlView:
    """A control on the screen: label, field, error and sentence. Calls `moved(name, raw)` when the learner changes it.

    `field` is what is typed into or chosen from; a kind of control of its own may bring more widgets.
    """

    def __init__(self, control, moved):
        self.control = control
        self.meaning, self.error = w.HTML().add_class("dc-meaning"), w.HTML().add_class("dc-error")
        self.field = self.made()
        self.field.observe(lambda change: moved(control.name, change["new"]), "value")
        self.box = w.VBox([self.field, *self.beside(moved), self.error, self.meaning]).add_class("dc-control")

    def made(self):
        """The field."""
        raise NotImplementedError

    def beside(self, moved) -> list:
        """Widgets between the field and its sentence."""
        return []

    def name(self, t) -> str:
        """The words before the field."""
        return t(self.control.label)

    def say(self, t):
        """Label, unit and sentence in this language."""
        self.field.description = self.name(t)
        self.meaning.value = escape(t(self.control.meaning))

    def put(self, value):
        """Stand on this value."""
        self.field.value = value

    def show(self, values, keep=False):
        """The value that holds now, the range that goes with the others, and whether it matters.

        `keep` leaves in the field what was typed there and refused.
        """
        if not keep:
            self.put(values[self.control.name])
        quiet(self.box.layout, display=None if self.control.when(values) else "none")

    def complain(self, message):
        """A sentence beside the control; an empty one takes it away."""
        self.error.value = escape(message)

    def stops(self) -> list:
        """The ends a learner can move the field to."""
        raise NotImplementedError


class Slider(w.FloatSlider):
    """A slider whose own moves are not echoed to it.

    While the kernel works, the page keeps the latest move back; an echo of the one before would then put the handle
    back to it, and the latest would be lost. (What the kernel itself sets is still sent.)
    """

    value = CFloat(0.0).tag(sync=True, echo_update=False)


class NumberView(ControlView):
    """A number box and the slider that goes with it.

    The box takes text: one for numbers alone makes 15 of 1。5, and hides from us that it is empty or holds words.
    """

    def made(self):
        field = w.Text(value=str(self.control.normal), continuous_update=False)
        # A phone's number pad has no minus.
        return field if _ends(self.control)[0] < 0 else field.add_class("dc-number")

    def beside(self, moved):
        low, high = _ends(self.control)
        step, self.held = float(Decimal(str(self.control.step))), Decimal(str(self.control.start))
        self.slider = Slider(value=float(self.control.start), min=low, max=high, step=step, readout=False)
        self.slider.observe(lambda change: self._slid(change["new"], moved), "value")
        return [self.slider]

    def _slid(self, raw, moved):
        """A slider was moved. A page rounds a value that lies between two steps, 560.41 to 560, as soon as it shows it,
        and reports that too: it is no move of the learner's."""
        if abs(Decimal(str(raw)) - self.held) * 2 > Decimal(str(self.control.step)):
            moved(self.control.name, self._stepped(raw))

    def _stepped(self, raw):
        """A slider speaks in binary floats; what it stands on is a whole number of steps, or one of its ends."""
        step, raw = Decimal(str(self.control.step)), Decimal(str(raw))
        low, high = (Decimal(str(end)) for end in (self.slider.min, self.slider.max))
        return min(max((raw / step).quantize(Decimal(1)) * step, low), high)

    def name(self, t):
        label, unit = super().name(t), t(self.control.unit) if self.control.unit else ""
        said = unit.casefold() in label.casefold()  # "Days late" needs no days behind it
        return label if said else t("{label} ({unit})", label=label, unit=unit)

    def put(self, value):
        self.field.value = str(value)

    def show(self, values, keep=False):
        value = values[self.control.name]
        self.held = Decimal(str(value))
        low, high = map(float, self.control.bounds(values))
        with self.slider.hold_sync():  # together: a page that gets a range first sends its old value back
            if (self.slider.min, self.slider.max) != (low, high):
                self.slider.min, self.slider.max = min(low, self.slider.min), max(high, self.slider.max)
                self.slider.value = float(value)
                self.slider.min, self.slider.max = low, high
            # 141.00000000000003 from the page stands where 141 stands: sending it back would undo the next move of a
            # drag.
            if self._stepped(self.slider.value) != Decimal(str(value)):
                self.slider.value = float(value)
        super().show(values, keep)

    def stops(self):
        return [self.slider.min, self.slider.max]


class ChoiceView(ControlView):
    """A list to choose from."""

    def made(self):
        return w.Dropdown(options=[(str(k), k) for k in self.control.options], value=self.control.start)

    def say(self, t):
        chosen = self.field.value
        self.field.options = [(t(words), value) for value, words in self.control.options.items()]
        self.field.value = chosen
        super().say(t)

    def stops(self):
        return list(self.control.options)


class Calendar(w.DatePicker):
    """A date picker that leaves a day outside its range as it is, to be answered; ipywidgets would put another day."""

    @validate("value")
    def _validate_value(self, proposal):
        return proposal["value"]


class DayView(ControlView):
    """A date picker."""

    def made(self):
        return Calendar(value=self.control.start, min=self.control.low, max=self.control.high)

    def stops(self):
        return [self.control.low, self.control.high]


class TextView(ControlView):
    """A box for words or for a pasted table; it is read when the learner leaves it."""

    def made(self):
        return w.Textarea(value=self.control.start, rows=self.control.lines, continuous_update=False)

    def __init__(self, control, moved):
        super().__init__(control, moved)
        self.start, self.hint = control.start, w.HTML().add_class("dc-meaning")
        if control.hint:
            self.box.children += (self.hint,)

    def say(self, t):
        super().say(t)
        if self.control.start:
            self.start = t(self.control.start)
        if self.control.hint:
            self.hint.value = self.control.hint(t)

    def put(self, value):
        self.field.value = self.start if value == self.control.start else value

    def stops(self):
        return [self.control.start]


VIEWS = {Number: NumberView, Choice: ChoiceView, Day: DayView, Text: TextView}


def view_of(control, moved) -> ControlView:
    """The view of a control: of its kind, or one that it brings along (`control.view`)."""
    return (getattr(control, "view", None) or VIEWS[type(control)])(control, moved)


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
