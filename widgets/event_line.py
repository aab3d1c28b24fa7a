"""Events on a line, to be moved by pointer, touch and keyboard, and to be typed: one handle and one row each."""

import traitlets
from anywidget import AnyWidget

from widgets.assist import ASSETS


class EventLine(AnyWidget):
    """A line of days under a picture, with the same left and right end as its axis.

    `events` is a list of dicts: key, name, meaning, day (None: has not happened), date, said (its day for screen
    readers), note (what it did). `low`, `high` are the days at the ends of the line, `most` the last day on which an
    event may stand, `here` the day on which a new one is put. `moved` is the last move: [how many moves so far, key,
    day or None]; the page sends each as a message of its own, so that quick ones do not merge.
    """

    _esm = (ASSETS / "event_line.js").read_text("utf-8")
    _css = (ASSETS / "event_line.css").read_text("utf-8")
    events = traitlets.List(traitlets.Dict()).tag(sync=True)
    low = traitlets.Int(0).tag(sync=True)
    high = traitlets.Int(1).tag(sync=True)
    most = traitlets.Int(1).tag(sync=True)
    here = traitlets.Int(0).tag(sync=True)
    side = traitlets.Int(0).tag(sync=True)
    width = traitlets.Int(0).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    moved = traitlets.List([0, "", None])

    def __init__(self, **values):
        super().__init__(**values)
        self.on_msg(lambda _, said, __: self.move(said["key"], said["day"]))

    def on_move(self, told):
        """Call `told(key, day)` when an event is moved; day None takes it off the line."""
        self.observe(lambda change: told(*change["new"][1:]), "moved")

    def move(self, key: str, day: int | None):
        """Move an event from Python, as a learner does with mouse or keyboard."""
        self.moved = [self.moved[0] + 1, key, day]
