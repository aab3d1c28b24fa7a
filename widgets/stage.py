"""Where a simulator draws: one lasting figure whose artists are made once and then changed.

A simulator calls `stage.area("penalty", ...)` on every move; the first call makes the artist, later ones change it.
Where no axis moved, only the artists are painted again over the kept background (blitting); a full drawing happens
when an axis, the language or the size changes.
"""

import io
import re
from functools import cache
from itertools import combinations, product

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from PIL import Image

from widgets import tokens
from widgets.fonts import families
from widgets.labels import Labels

CSS_DPI = 100  # sizes are given in CSS pixels; the scale of the screen multiplies them
LINE = 21  # CSS pixels of a line of caption


class Stage(Labels):
    """A figure of `width` x `height` CSS pixels, drawn at `scale` device pixels each.

    Coordinates of panels are CSS pixels from the left and the bottom. A caption, for pictures that stand alone in a
    file, goes above.
    """

    def __init__(self, width: int, height: int, scale: float = 1.0, language: str = "en", caption=()):
        self.width, self.height, self.scale, self.language = int(width), int(height), scale, language
        lines = [line for sentence in caption for line in _wrapped(sentence, self.width)]
        self._whole = self.height + (LINE * len(lines) + LINE if lines else 0)
        self.figure = Figure(
            figsize=(self.width / CSS_DPI, self._whole / CSS_DPI), dpi=CSS_DPI * scale, facecolor=tokens.PAPER
        )
        self.canvas = FigureCanvasAgg(self.figure)
        with self._style():
            for n, line in enumerate(lines):
                top = 1 - (n + 0.5) * LINE / self._whole
                self.figure.text(
                    8 / self.width, top, line, va="top", color=tokens.INK, fontsize=_points(tokens.TEXT_SIZE + 1)
                )
        super().__init__()
        self.panels, self._artists, self._axes_state, self._data = {}, {}, {}, {}
        self._moved, self._kept, self._shown, self._changed = True, [], set(), set()
        self._standing = set()  # panels of this drawing; the others are hidden
        self.full_drawings = 0

    @property
    def wide(self) -> bool:
        """Is there room for panels side by side?"""
        return self.width >= tokens.WIDE

    def panel(self, name, left, bottom, width, height, x, y, x_ticks, y_ticks, x_label="", title="", colour=None):
        """An axes whose limits are the ends of x and y, with ticks as (positions, words)."""
        x, y = (x[0], x[-1]), (y[0], y[-1])
        self._standing.add(name)
        axes = self.panels.get(name)
        state = (x, y, _key(x_ticks), _key(y_ticks), x_label, title)
        if self._axes_state.get(name) == state:
            return
        with self._style():
            if axes is None:
                box = (left / self.width, bottom / self._whole, width / self.width, height / self._whole)
                axes = self.panels[name] = self.figure.add_axes(box)
                _plain(axes)
            self._axes_state[name], self._moved = state, True
            axes.set(xlim=x, ylim=y)
            axes.set_xticks(*x_ticks)
            axes.set_yticks(*y_ticks)
            axes.set_xlabel(x_label, color=tokens.QUIET)
            axes.set_title(title, loc="left", color=colour or tokens.INK, fontsize=_points(tokens.TEXT_SIZE))

    def area(self, name, panel, x, low, high, colour):
        """A filled band between two curves."""
        self._draw(
            name,
            lambda: self.panels[panel].fill_between(x, low, high, color=colour, linewidth=0),
            lambda artist: artist.set_data(x, low, high),
            (np.asarray(x), np.asarray(low), np.asarray(high)),
        )

    def line(self, name, panel, x, y, colour=tokens.INK, width=2.0, style="-", above=2):
        """A curve; None between points breaks it."""
        x, y = (np.array(v, dtype=float, ndmin=1) for v in (x, y))
        look = {"color": colour, "linewidth": width * 0.72, "linestyle": style, "zorder": above}
        self._draw(
            name,
            lambda: self.panels[panel].plot(x, y, **look)[0],
            lambda artist: artist.set_data(x, y),
            (x, y),
        )

    def edges(self, name, panel, tops, colour):
        """Thin lines from the axis up: (x, height) of each."""
        x = [v for at, _ in tops for v in (at, at, np.nan)]
        y = [v for _, top in tops for v in (0, top, np.nan)]
        self.line(name, panel, x, y, colour, 1)

    def joints(self, name, panel, at, half, heights):
        """Thin lines of paper where the parts of stacked bars meet, so that they stay apart without colour."""
        at, heights = np.asarray(at, float), np.asarray(heights, float)
        x = np.stack([at - half, at + half, np.full(len(at), np.nan)], axis=1).ravel()
        self.line(name, panel, x, np.repeat(np.where(heights > 0, heights, np.nan), 3), tokens.PAPER, 1.6)

    def mark(self, name, panel, x, y, colour=tokens.INK, shape="o", size=9, hollow=False, above=5):
        """A point."""
        look = {"color": colour, "markersize": size * 0.72, "markeredgewidth": 1.6, "zorder": above, "clip_on": False}
        look["markerfacecolor"] = tokens.PAPER if hollow else colour
        self._draw(
            name,
            lambda: self.panels[panel].plot([x], [y], shape, **look)[0],
            lambda artist: artist.set_data([x], [y]),
            (np.array([x, y], dtype=float),),
        )

    def dots(self, name, panel, x, y, colour=tokens.INK, size=4, above=4, hollow=False):
        """Many points in one go."""
        x, y = (np.array(v, dtype=float, ndmin=1) for v in (x, y))
        look = {"color": colour, "markersize": size * 0.72, "markeredgewidth": 0, "zorder": above, "clip_on": False}
        if hollow:
            look |= {"markerfacecolor": "none", "markeredgewidth": 1.8}
        self._draw(
            name,
            lambda: self.panels[panel].plot(x, y, "o", **look)[0],
            lambda artist: artist.set_data(x, y),
            (x, y),
        )

    def bare(self, name, left, bottom, width, height, x, y, title=""):
        """A panel without axes: for things that have a place and no scale."""
        self.panel(name, left, bottom, width, height, x, y, ([], []), ([], []), title=title)
        self.panels[name].set_axis_off()

    def text(
        self,
        name,
        panel,
        x,
        y,
        words,
        colour=tokens.INK,
        size=tokens.TEXT_SIZE,
        bold=False,
        ha="left",
        va="center",
        above=5,
        halo=False,
    ):
        """Words at a place in the data; with a `halo` they can be read on any ground."""
        look = {"color": colour, "fontsize": _points(size), "fontweight": "bold" if bold else "normal", "zorder": above}
        look["path_effects"] = [withStroke(linewidth=2.4, foreground=tokens.PAPER)] if halo else []

        def make():
            with self._style():
                return self.panels[panel].text(x, y, words, **look)

        self.note(name, panel, x, y, words, size, bold, ha, va)
        self._draw(
            name,
            make,
            lambda artist: artist.set(position=(x, y), text=words, ha=ha, va=va, **look),
            (words, ha, va, colour, size, bold, np.array([x, y], dtype=float)),
        )

    def begin(self):
        """Before a simulator draws: what it does not draw this time disappears."""
        self._shown, self._standing = set(), set()

    def png(self) -> bytes:
        """The picture as it now stands."""
        order = [a for name, a in self._artists.items() if name in self._shown]
        order.sort(key=lambda a: a.get_zorder())
        for name, axes in self.panels.items():
            if axes.get_visible() != (name in self._standing):
                axes.set_visible(name in self._standing)
                self._moved = True
        if self._moved:
            with self._style():
                self.canvas.draw()  # animated artists are left out
            self._moved, self._kept = False, [(self.canvas.copy_from_bbox(self.figure.bbox), [])]
            self.full_drawings += 1
        # Of the kept pictures, the one that holds the most artists that have not changed since it was taken.
        still = next((n for n, a in enumerate(order) if id(a) in self._changed), len(order))
        self._kept = [
            (region, drawn) for region, drawn in self._kept if drawn == order[: len(drawn)] and len(drawn) <= still
        ]
        region, drawn = self._kept[-1]
        self.canvas.restore_region(region)
        for n, artist in enumerate(order[len(drawn) :], len(drawn)):
            if n == still and n > len(drawn):
                self._kept = [*self._kept[:1], (self.canvas.copy_from_bbox(self.figure.bbox), order[:n])]
            artist.axes.draw_artist(artist)
        self._changed = set()
        return _encoded(self.canvas)

    def _draw(self, name, make, change, data):
        """Make the artist at the first call; afterwards change it only when its data did."""
        self._shown.add(name)
        artist = self._artists.get(name)
        if artist is None:
            artist = self._artists[name] = make()
            artist.set_animated(True)
            change(artist)
        elif _same(self._data[name], data):
            return
        else:
            change(artist)
        self._data[name] = data
        self._changed.add(id(artist))

    def _style(self):
        return mpl.rc_context(
            {"font.family": families(), "font.size": _points(tokens.TEXT_SIZE), "axes.unicode_minus": False}
        )


def _same(old, new):
    return all(np.array_equal(a, b, equal_nan=True) if isinstance(b, np.ndarray) else a == b for a, b in zip(old, new))


def _encoded(canvas) -> bytes:
    """PNG in the few colours of the house: a fifth of the time and a third of the size of full colour."""
    size = canvas.get_width_height()
    pixels = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    out = io.BytesIO()
    pixels.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=1)
    return out.getvalue()


@cache
def _palette():
    """Every colour of the house and the shades between them that smooth edges need, at most 256."""
    grounds = [tokens.PAPER, tokens.GROUND, tokens.COST, tokens.BREACH]
    inks = [tokens.INK, tokens.QUIET, tokens.AXIS, tokens.YOURS, tokens.GOOD, tokens.COST_TEXT, tokens.BREACH_TEXT]
    colours = {}
    for top, under in [*product(inks, grounds), *combinations(grounds, 2)]:
        over, base = (np.array(mpl.colors.to_rgb(c)) * 255 for c in (top, under))
        steps = int(np.ceil(np.abs(over - base).max() / 30))  # coarse enough for the nearest to be found for certain
        for share in np.linspace(0, 1, steps + 1):
            colours[tuple(int(v) for v in np.round(base + (over - base) * share))] = None
    flat = [v for colour in list(colours)[:256] for v in colour]
    palette = Image.new("P", (1, 1))
    palette.putpalette(flat + flat[:3] * (256 - len(flat) // 3))
    return palette


def _points(pixels):
    return pixels * 72 / CSS_DPI


def _wrapped(sentence, width):
    """Lines of a sentence: a Chinese character takes the room of two Latin ones and may end any line."""
    room, lines, line, used = (width - 16) // 8, [], "", 0
    for word in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", sentence):
        size = sum(2 if ord(c) > 0x2E80 else 1 for c in word)
        if used + size > room and word not in "，。；：、！？）”%":
            lines, line, used = [*lines, line.rstrip()], "", 0
            word = word.lstrip()
        line, used = line + word, used + size
    return [*lines, line]


def _key(ticks):
    return tuple(map(tuple, ticks))


def _plain(axes):
    """Two thin axes, no box, no grid."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(tokens.AXIS)
    axes.tick_params(colors=tokens.QUIET, length=0, pad=5, labelsize=_points(tokens.TEXT_SIZE))
    axes.patch.set_alpha(0)
