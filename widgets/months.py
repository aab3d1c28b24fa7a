"""A page of months to click, like the page of a credit report: one cell a month, one row a year."""

from pathlib import Path

import anywidget
import traitlets

ASSETS = Path(__file__).parent / "assets"


class MonthPage(anywidget.AnyWidget):
    """Cells in rows by year; a click tells Python which.

    `cells` is a list of dicts: year, month (short), mark (what the report shows), note (what was paid), level (0 fine
    to 3 worst), name (the whole cell in words, for screen readers). `clicked` is [how many clicks so far, index].
    """

    _esm = (ASSETS / "months.js").read_text("utf-8")
    _css = (ASSETS / "months.css").read_text("utf-8")
    cells = traitlets.List([]).tag(sync=True)
    heading = traitlets.Unicode("").tag(sync=True)
    clicked = traitlets.List([0, -1]).tag(sync=True)

    def on_click(self, told):
        """Call `told(index)` when a month is clicked."""
        self.observe(lambda change: told(change["new"][1]), "clicked")

    def click(self, index: int):
        """Click a month from Python, as a learner does with mouse or keyboard."""
        self.clicked = [self.clicked[0] + 1, index]
