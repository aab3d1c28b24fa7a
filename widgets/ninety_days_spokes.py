"""Five spokes for a game that is over: this way, nothing done, and asked on day 3, of the same luck. No score."""

import base64
from functools import lru_cache
from html import escape

import numpy as np

from widgets import tokens
from widgets.html import Table, paragraphs
from widgets.language import language
from widgets.ninety_days_words import SPOKE, WAY
from widgets.stage import Stage

SIZE, HEIGHT = 340, 263
COLOUR = {"did_nothing": tokens.AXIS, "called_on_day_3": tokens.GOOD, "played": tokens.YOURS}
STYLE = {"did_nothing": ("--", 2.4), "called_on_day_3": ("-.", 2.4), "played": ("-", 3.6)}


@lru_cache(maxsize=32)
def drawn(values: tuple, code: str) -> bytes:
    """The picture: per way, five lengths from 0 to 1."""
    t, stage = language(code), Stage(SIZE, HEIGHT + 30, 2.0, code)
    stage.begin()
    stage.bare("web", 0, 30, SIZE, HEIGHT, (-1.55, 1.55), (-1.1, 1.3))
    angles = np.pi / 2 - 2 * np.pi * np.arange(5) / 5
    x, y = np.cos(angles), np.sin(angles)
    for n, name in enumerate(SPOKE):
        stage.line(f"spoke {n}", "web", [0, x[n]], [0, y[n]], tokens.GROUND, 1.2, above=1)
        ha = "center" if abs(x[n]) < 0.1 else "left" if x[n] > 0 else "right"
        stage.text(f"name {n}", "web", 1.12 * x[n], 1.12 * y[n] + (0.04 if y[n] > 0.9 else 0), t(SPOKE[name]), ha=ha)
    for ring in (0.5, 1):
        stage.line(
            f"ring {ring}", "web", ring * np.append(x, x[0]), ring * np.append(y, y[0]), tokens.GROUND, 1, above=1
        )
    for way, lengths in values:
        at = np.maximum(np.array(lengths), 0.02)
        style, width = STYLE[way]
        stage.line(
            way, "web", np.append(at * x, at[0] * x[0]), np.append(at * y, at[0] * y[0]), COLOUR[way], width, style
        )
    stage.bare("words", 0, 0, SIZE, 30, (0, 3), (0, 1))
    inks = {"did_nothing": tokens.QUIET, "called_on_day_3": tokens.GOOD, "played": tokens.YOURS}
    for n, (way, _) in enumerate(values):
        style, width = STYLE[way]  # a sample of each line, so that the three are told apart without colours
        stage.line(f"sample {way}", "words", [n + 0.25, n + 0.75], [0.88, 0.88], COLOUR[way], width, style)
        stage.text(f"way {way}", "words", n + 0.5, 0.34, t(WAY[way]), inks[way], bold=way == "played", ha="center")
    return stage.png()


def html(o, t) -> str:
    """Sentence, picture and table."""
    found = o.beside
    values = tuple((way, tuple(found[way].spokes().values())) for way in COLOUR)
    lines = sentence(found, t)
    src = "data:image/png;base64," + base64.b64encode(drawn(values, t.code)).decode("ascii")
    image = f'<img class="dcs-web" style="width:100%;max-width:{SIZE}px" src="{src}" alt="{escape(" ".join(lines))}">'
    title = t("The same ninety days, three ways")
    head = f'<h4 class="dcs-head">{escape(title)}</h4>'
    return head + paragraphs(lines) + image + table(found, t).html()


def sentence(found, t) -> list[str]:
    """What differs, money first."""
    mine, nothing, asked = (found[way] for way in ("played", "did_nothing", "called_on_day_3"))
    return [
        t("To get up to date: {mine} your way, {nothing} with nothing done, {asked} for one who looked and asked in "
          "writing on day 3.", mine=t.money(mine.cost_to_get_current), nothing=t.money(nothing.cost_to_get_current),
          asked=t.money(asked.cost_to_get_current)),
        t("Longest lateness: {mine}, {nothing} and {asked} days. People told: {a}, {b} and {c}.",
          mine=mine.worst_days, nothing=nothing.worst_days, asked=asked.worst_days, a=mine.people, b=nothing.people,
          c=asked.people),
    ]  # fmt: skip


def table(found, t) -> Table:
    """The picture as rows, and what the five spokes are made of."""
    order = ("played", "called_on_day_3", "did_nothing")
    money = lambda name: [t.money(getattr(found[way], name)) for way in order]
    count = lambda name: [t.number(getattr(found[way], name)) for way in order]
    leaves = [t.date(found[w].leaves) if found[w].leaves else t("no mark") if not found[w].mark else t("not yet")
              for w in order]  # fmt: skip
    pairs = lambda a, b: [t("{n} of {all}", n=t.number(getattr(found[way], a)), all=t.number(getattr(found[way], b)))
                          for way in order]  # fmt: skip
    rows = [
        [t("Charges and interest paid"), *money("charges_and_interest")],
        [t("Still needed to get up to date"), *money("cost_to_get_current")],
        [t("Lost to false messages"), *money("lost")],
        [t("Essentials there was no money for"), *money("unmet")],
        [t("Longest lateness, days"), *count("worst_days")],
        [t("Worst mark"), *count("mark")],
        [t("It leaves the record on"), *leaves],
        [t("Breaches with evidence"), *pairs("found", "breaches")],
        [t("People told of the debt"), *count("people")],
        [t("Plans kept"), *pairs("kept", "plans")],
        [t("Tricks avoided"), *pairs("avoided", "tricks")],
        [t("Stress, mean of 100"), *count("mean_stress")],
    ]
    return Table(t("The ends of three ways"), [t("What"), *(t(WAY[way]) for way in order)], rows)
