"""The small front-end part of a simulator: see `assets/frame.js` for what it adds, `assets/frame.css` for the looks."""

from pathlib import Path

import anywidget
import traitlets

ASSETS = Path(__file__).parent / "assets"


class Assist(anywidget.AnyWidget):
    """Measures the picture's room, and carries what the browser needs: alt text, language, the line to copy."""

    _esm = (ASSETS / "frame.js").read_text("utf-8")
    _css = (ASSETS / "frame.css").read_text("utf-8")
    width = traitlets.Int(0).tag(sync=True)
    scale = traitlets.Float(1.0).tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    settings = traitlets.Unicode("").tag(sync=True)
    copied = traitlets.Int(0).tag(sync=True)
