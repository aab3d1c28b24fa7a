"""The picture of the shock lab: the fan of cash over its zero line, the years that miss, their causes, and the dial."""

import math

import numpy as np

from credit.shock import CAUSES, Cause
from widgets import tokens
from widgets.axis import round_step, ticks
from widgets.language import N_

# Lighter shades of the house's colours, so that words on them stay readable.
STILL, CHANGING = 0.4, 0.6  # words below all that moves: they are painted again only when they change
BESIDE = 400  # px of picture from which the dial stands beside the causes
BAND, CORE, BAND_BELOW, CORE_BELOW = tokens.GROUND, "#BCC4CC", "#F7D7BF", "#EAA87F"
NAMES = {
    Cause.OVER_COMMITMENT: N_("plan too tight"),
    Cause.SHOCK: N_("sudden expense"),
    Cause.INCOME: N_("wages too low"),
    Cause.TIMING: N_("wages too late"),
    Cause.FORGETTING: N_("forgotten"),
}


def draw(stage, o, t, guess):
    """Everything, placed for a wide or a narrow page."""
    w, h = stage.width, stage.height
    if stage.wide:
        places = {
            "main": (62, 48, w - 296, h - 76),
            "count": (w - 196, h - 92, 186, 78),
            "bars": (w - 196, 154, 190, 112),
            "dial": (w - 173, 34, 140, 84),
        }
    else:
        low = 0 if w >= BESIDE else 124  # the dial stands beside the causes, or below them
        places = {
            "count": (10, h - 84, w - 20, 76),
            "main": (62, 196 + low, w - 74, h - 322 - low),
            "bars": (10, 12 + low, 0.56 * (w - 20) if not low else w - 20, 112),
            "dial": (w - 160 if not low else w / 2 - 70, 34, 140, 84),
        }
    _fan(stage, places["main"], o, t)
    _count(stage, places["count"], o, t, guess)
    _bars(stage, places["bars"], o, t)
    _dial(stage, places["dial"], o, t)


def _fan(stage, place, o, t):
    month, fan = np.arange(13), o.fan
    lines = [fan[0], fan[-1], o.planned] + ([o.one[0]] if o.one else [])
    top = max(10, *(line.max() for line in lines))
    low, high = min(-0.14 * top, *(1.08 * line.min() for line in lines)), 1.08 * top
    step = round_step(high - low, 4)
    low, high = (
        step / 2 * math.floor(low / step * 2),
        step / 2 * math.ceil(high / step * 2),
    )  # so that it rarely moves
    y = signed_ticks(low, high, step, t)
    stage.panel(
        "main", *place, (0, 12), (low, high), ticks(12, 4), y, t("month"), t("cash after all that is due, yuan")
    )
    for name, under, over, above, below in (("band", 0, 4, BAND, BAND_BELOW), ("core", 1, 3, CORE, CORE_BELOW)):
        # between the months, at the crossing of zero, so that the two colours meet on the line
        x = np.linspace(0, 12, 241)
        lower, upper = (np.interp(x, month, fan[n]) for n in (under, over))
        stage.area(name, "main", x, np.maximum(lower, 0), np.maximum(upper, 0), above)
        stage.area(f"{name} below", "main", x, np.minimum(lower, 0), np.minimum(upper, 0), below)
    stage.line("plan", "main", month, o.planned, tokens.QUIET, 1.6, "--", above=3)
    stage.line("zero", "main", [0, 12], [0, 0], tokens.BREACH, 2.2, above=4)
    tall = 1.3 * tokens.TEXT_SIZE * (high - low) / place[3]
    stage.text("plan words", "main", 11.8, o.planned[-1] + 0.8 * tall, t("the plan"), tokens.QUIET, ha="right")
    stage.text("zero words", "main", 0.15, -0.75 * tall, t("below zero: overdue"), tokens.BREACH_TEXT)
    if o.one:
        line, missed = o.one
        stage.line("one", "main", month, line, tokens.INK, 2.2, above=5)
        far = 3 + int(np.abs(line - o.planned)[3:10].argmax())  # where the year and the plan lie furthest apart
        side = 1 if line[far] > o.planned[far] else -1
        places = [(far, line[far] + way * tall, "center") for way in (side, -side, 2 * side)]
        x, y, ha = stage.free("main", places, t("this year"), bold=True)
        stage.text("one words", "main", x, y, t("this year"), bold=True, ha=ha)
        if missed:
            stage.mark("one miss", "main", missed, line[missed], tokens.INK, size=10, above=6)
    else:
        _name_bands(stage, o, tall, t)


def _name_bands(stage, o, tall, t):
    """What the two shades hold, where there is room in them."""
    for name, under, over, words in (("core", 1, 3, t("half of the years")), ("band", 0, 1, t("9 in 10 years"))):
        start = 11.8 - stage.room_for("main", words)
        plan = np.interp(start, np.arange(13), o.planned) - 0.3 * tall
        low, high = np.maximum(o.fan[under], 0)[11], min(np.interp(start, np.arange(13), o.fan[over]), plan)
        if high - low > 1.2 * tall:
            stage.text(f"{name} words", "main", 11.8, (low + high) / 2, words, tokens.QUIET, ha="right")


def _count(stage, place, o, t, guess):
    stage.panel("count", *place, (0, 100), (0, 78), ([], []), ([], []))
    stage.panels["count"].set_axis_off()
    missed = 100 * o.lives.chance_of_a_miss
    words = t("{n} of 100 years", n=t.number(o.missed_in_100))
    size = tokens.LARGE_SIZE * min(1, 100 / stage.room_for("count", words, tokens.LARGE_SIZE, True))
    stage.text("count words", "count", 0, 66, words, size=size, bold=True, above=CHANGING)
    stage.text("count meaning", "count", 0, 42, t("miss an instalment"), tokens.QUIET, above=STILL)
    stage.area("all years", "count", [0, 100], [14, 14], [26, 26], tokens.GROUND)
    stage.area("missed years", "count", [0, missed], [14, 14], [26, 26], tokens.BREACH)
    if guess:
        at = min(guess.said, 100)
        stage.mark("guess", "count", at, 20, tokens.YOURS, "D", 9, hollow=True)
        side = "left" if at < 30 else "right" if at > 70 else "center"
        stage.text("guess words", "count", at, 1, t("your guess"), tokens.YOURS, ha=side, above=STILL)


def _bars(stage, place, o, t):
    top = max(10, sum(o.by_cause))
    stage.panel("bars", *place, (0, 100), (-5, 0.9), ([], []), ([], []), "", t("of these, by first cause"))
    stage.panels["bars"].set_axis_off()
    number = max(stage.room_for("bars", t(name)) for name in NAMES.values()) + stage.room_for("bars", "100") + 2
    start = number + 3
    for n, (cause, years) in enumerate(zip(CAUSES, o.by_cause)):
        stage.text(f"cause {n}", "bars", 0, -n, t(NAMES[cause]), above=STILL)
        stage.text(f"years {n}", "bars", number, -n, t.number(years), ha="right", above=CHANGING)
        across = [start, start + (100 - start) * years / top]
        stage.area(f"bar {n}", "bars", across, [-n - 0.32] * 2, [-n + 0.32] * 2, tokens.BREACH)


def _dial(stage, place, o, t):
    stage.panel("dial", *place, (-1.12, 1.12), (-0.22, 1.12), ([], []), ([], []))
    stage.panels["dial"].set_axis_off()
    asked = min(o.household.burden, 1)
    stage.line("dial all", "dial", *_arc(0, 1), tokens.GROUND, 13)
    stage.line("dial asked", "dial", *_arc(0, asked), tokens.COST, 13, above=3)
    if o.carried:
        angle = math.pi * (1 - min(o.carried / o.household.income, 1))
        x, y = ([r * turn(angle) for r in (0.8, 1.2)] for turn in (math.cos, math.sin))
        stage.line("dial carried", "dial", x, y, tokens.GOOD, 5, above=4)
    share = t.percent(o.household.burden, 0)
    stage.text("dial share", "dial", 0, 0.3, share, size=tokens.LARGE_SIZE, bold=True, ha="center", above=CHANGING)
    stage.text("dial words", "dial", 0, -0.02, t("of the wage"), tokens.QUIET, ha="center", above=STILL)
    words = t("can carry {amount}", amount=t.round_money(o.carried)) if o.carried else t("no room for it yet")
    stage.text("dial carried words", "dial", 0, -0.36, words, ha="center", above=CHANGING)


def _arc(start, end):
    turn = np.pi * (1 - np.linspace(start, end, 60))
    return np.cos(turn), np.sin(turn)


def signed_ticks(low: float, high: float, step: float, t):
    """Ticks at the multiples of a round step, below zero too, in yuan: positions and words."""
    at = [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return at, [t.number(round(v)) for v in at]
