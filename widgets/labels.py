"""Where words stand in a picture: beside their point, inside the picture, and not on one another."""

from widgets import tokens

LINE_HEIGHT = 1.2  # of the size of the words


class Labels:
    """The part of `widgets.stage.Stage` that finds a place for words. Boxes are CSS pixels: left, low, right, top."""

    def __init__(self):
        self._boxes = {}  # of the words, by name; those of this drawing are in `_shown`

    def note(self, name, panel, x, y, words, size, bold, ha, va):
        """Remember where these words stand."""
        self._boxes[name] = self.box_of(panel, x, y, words, size, bold, ha, va)

    def box_of(self, panel, x, y, words, size=tokens.TEXT_SIZE, bold=False, ha="left", va="center"):
        """Which box do these words fill when they stand at this place in the data?"""
        axes, place = self.panels[panel], self.panels[panel].get_position()
        (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
        left = self.width * (place.x0 + place.width * (x - x0) / (x1 - x0))
        low = self._whole * (place.y0 + place.height * (y - y0) / (y1 - y0))
        wide, tall = self.width_of(words, size, bold), LINE_HEIGHT * size * (words.count("\n") + 1)
        left -= wide * {"left": 0, "center": 0.5, "right": 1}[ha]
        low -= tall * {"bottom": 0, "center": 0.5, "top": 1}[va]
        return left, low, left + wide, low + tall

    def free(self, panel, places, words, size=tokens.TEXT_SIZE, bold=False, va="center"):
        """At which of these places (x, y, ha) do the words meet no others and stay in the picture? The least bad one.

        Ask after the other words of the picture are drawn.
        """
        others = [self._boxes[name] for name in self._shown if name in self._boxes]

        def trouble(place):
            x, y, ha = place
            left, low, right, top = self.box_of(panel, x, y, words, size, bold, ha, va)
            out = max(2 - left, 0) + max(right - self.width + 2, 0) + max(-low, 0) + max(top - self.height, 0)
            return 20 * out + sum(
                max(min(right, b[2]) - max(left, b[0]), 0) * max(min(top, b[3]) - max(low, b[1]), 0) for b in others
            )

        return min(places, key=trouble)

    def room_for(self, panel, words, size=tokens.TEXT_SIZE, bold=False) -> float:
        """How wide are these words, in units of the panel's x axis? A close estimate from the count of characters."""
        axes = self.panels[panel]
        low, high = axes.get_xlim()
        return self.width_of(words, size, bold) * (high - low) / (axes.get_position().width * self.width)

    @staticmethod
    def width_of(words, size=tokens.TEXT_SIZE, bold=False) -> float:
        """How wide are these words, in pixels? A close estimate from the count of characters."""
        columns = max(sum(2 if ord(c) > 0x2E80 else 1.16 if bold else 1.08 for c in line) for line in words.split("\n"))
        return columns * size * 0.53

    def beside(self, name, panel, at, curve, words, size=tokens.TEXT_SIZE, bold=False):
        """A point on a curve over 0, 1, 2, ... and its figure: above the curve, to the left of the point where there is
        room, else from the axis on with a thin line down to the point."""
        axes, width, span = self.panels[panel], self.room_for(panel, words, size, bold), len(curve) - 1
        high = axes.get_ylim()[1]
        end = max(at - 0.02 * span, width + 0.03 * span)
        under = curve[max(0, int(end - width)) : int(end) + 2].max()
        tall = 1.2 * size * high / (axes.get_position().height * self._whole)
        y = min(max(curve[at], under) + 0.95 * tall, high - tall / 2)
        self.mark(f"{name} point", panel, at, curve[at], size=6 + size / 7, above=6)
        if end > at:
            self.line(f"{name} lead", panel, [at, at], [curve[at], y - 0.6 * tall], tokens.QUIET, 1, above=6)
        self.text(name, panel, end, y, words, size=size, bold=bold, ha="right", above=6, halo=True)

    def guessed(self, panel, at, said, words):
        """The learner's own guess, marked in the picture; call it last, so that its words keep off all others."""
        axes = self.panels[panel]
        (_, span), (low, high) = axes.get_xlim(), axes.get_ylim()
        line = LINE_HEIGHT * tokens.TEXT_SIZE * (high - low) / (axes.get_position().height * self._whole)
        right, left = (at + 0.03 * span, "left"), (at - 0.03 * span, "right")
        sides = [right, left] if at + self.room_for(panel, words) < 0.95 * span else [left, right]
        y = max(said, low + 0.65 * line)
        places = [(x, y + up * line, ha) for up in (0, 1, -1, 2, -2) for x, ha in sides if y + up * line > low]
        x, y, ha = self.free(panel, places, words)
        self.mark("guess", panel, at, said, tokens.YOURS, "D", 9, hollow=True)
        self.text("guess words", panel, x, y, words, tokens.YOURS, ha=ha, above=7, halo=True)

    def uprights(self, name, panel, lines):
        """Dotted lines from bottom to top with words at their top: (x, words) from left to right; None leaves one out.

        Words that would run into others stand some steps lower; so call it after what has one place only.
        """
        axes = self.panels[panel]
        span, high = axes.get_xlim()[1], axes.get_ylim()[1]
        line = LINE_HEIGHT * tokens.TEXT_SIZE * high / (axes.get_position().height * self._whole)
        for n, (x, words) in enumerate(lines):
            if x is None or not 0 < x <= span:
                continue
            right = x + self.room_for(panel, words) + 0.03 * span < 1.08 * span
            at, ha = (x + 0.015 * span, "left") if right else (x - 0.015 * span, "right")
            places = [(at, high - (0.1 + step) * line, ha) for step in (0, 2.6, 1.3, 3.9, 5.2)]
            at, y, ha = self.free(panel, places, words, va="top")
            self.line(f"{name} {n}", panel, [x, x], [0, high], tokens.QUIET, 1.2, ":")
            self.text(f"{name} words {n}", panel, at, y, words, tokens.QUIET, ha=ha, va="top", halo=True)
