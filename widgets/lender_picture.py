"""The picture of a lender: how late each quarter's loans get, what that does to profit, and who carries it."""

import math

import numpy as np

from widgets import tokens
from widgets.axis import round_step
from widgets.language import N_
from widgets.lender_terms import END

LEFT, RIGHT = 44, 14  # px beside the panels
FAN, LOWER, STRIP = 176, 164, 46  # px of height
HORIZON = 18  # months that a loan is followed
CARRIED = {
    "borrower": N_("late borrowers, in charges"),
    "price": N_("all borrowers, in the price"),
    "guarantor": N_("the guarantor"),
    "lender": N_("the lender's own money"),
    "funder": N_("those who funded it"),
}
COLOURS = {"lender": tokens.COST, "funder": tokens.BREACH}


def tall(width: int) -> int:
    """How tall is the picture at this width?"""
    return 550 if width >= tokens.WIDE else 806


def draw(stage, o, t, guess):
    """Everything, from top to bottom."""
    wide, top = stage.width - LEFT - RIGHT, stage.height
    _fan(stage, o, t, guess, LEFT, top - 24 - FAN, wide)
    half = (wide - 60) * 0.52 if stage.wide else wide
    view_at = top - 24 - FAN - 80 - LOWER
    VIEWS[o.values["view"]](stage, o, t, guess, LEFT + (16 if stage.wide else 12), view_at, half - 14)
    bars_left = LEFT + half + 50 if stage.wide else LEFT - 30
    bars_at = view_at - 12 if stage.wide else view_at - 84 - LOWER
    _bars(stage, o, t, bars_left, bars_at, stage.width - bars_left - RIGHT)
    _strip(stage, o, t)


def _fan(stage, o, t, guess, left, bottom, wide):
    """One line for each quarter's loans, by months since lending; the watched quarter in colour."""
    curves, months = 100 * o.curves(o.now), np.arange(HORIZON + 1)
    curves = np.hstack([np.where(np.isnan(curves[:, :1]), np.nan, 0), curves])
    most = np.nan_to_num(100 * o.curves(END)).max()
    said = guess.said / 100 if guess and guess.figure == "watched_rate" else 0
    step = round_step(max(1.16 * most, min(said, 100), 3), 3)
    at = [step * k for k in range(4)]
    ticks = (at, [t.percent(v / 100, 0 if step >= 1 else 1) for v in at])
    stage.panel("fan", left, bottom, wide, FAN, (0, HORIZON), at, ([0, 6, 12, 18], ["0", "6", "12", "18"]), ticks,
                t("months since lending"), t("three months late, or given up"))  # fmt: skip
    one = o.watched - 1
    for n, curve in enumerate(curves):
        if n != one:
            kind, colour = ("lax quarter", tokens.BREACH) if n + 1 in o.lax else ("quarter", tokens.AXIS)
            stage.line(f"{kind} {n + 1}", "fan", months, curve, colour, 1.5)
    shown = curves[one][~np.isnan(curves[one])]
    if len(shown):
        lax = o.watched in o.lax  # an artist keeps the colour that it was made with, so each look has its own
        kind, colour, words_colour = (
            ("lax", tokens.BREACH, tokens.BREACH_TEXT) if lax else ("worst", tokens.INK, tokens.INK)
        )
        stage.line(kind, "fan", months, curves[one], colour, 3, above=4)
        last = len(shown) - 1
        words = t(N_("quarter {n}, lax: {rate}") if lax else N_("quarter {n}: {rate}"), n=t.number(o.watched),
                  rate=t.percent(shown[last] / 100))  # fmt: skip
        room = stage.room_for("fan", words, bold=True)
        beside = last + 0.4 + room < HORIZON
        stage.mark(f"{kind} end", "fan", last, shown[last], colour, size=8)
        under = max(shown[max(0, last - int(room) - 1) :])
        x, y = (last + 0.4, shown[last]) if beside else (last, under + 0.09 * at[-1])
        side = "left" if beside else "right"
        stage.text(f"{kind} words", "fan", x, y, words, words_colour, bold=True, ha=side)
    elif o.borrowers:
        stage.text("not yet", "fan", 0.4, 0.93 * at[-1], t("loans of quarter {n}: not made yet", n=t.number(o.watched)),
                   tokens.QUIET)  # fmt: skip
    usual = [row[~np.isnan(row)] for n, row in enumerate(curves) if n != one and n + 1 not in o.lax]
    full = [row[-1] for row in usual if len(row) > 9]
    if full:
        above = max(full) + 0.08 * at[-1]
        clear = len(shown) < 10 or above < shown[-1] - 0.09 * at[-1]
        end = max(map(len, usual)) - 1
        y = above if clear else max(min(full) - 0.08 * at[-1], 0.06 * at[-1])
        if said and abs(y - said) < 0.12 * at[-1]:  # beside the words of the guess
            end = min(end, HORIZON - 0.05 * HORIZON - stage.room_for("fan", t("your guess")))
        stage.text("others", "fan", end, y, t("the other quarters"), tokens.QUIET, ha="right", above=6, halo=True)
    if said:
        stage.guessed("fan", HORIZON, min(said, at[-1]), t("your guess"))


def _money_ticks(low, high, t):
    """At most four ticks around an honest zero, in the large unit of the language; positions in yuan."""
    low, high = min(low, 0), max(high, 0)
    step = round_step(max(high - low, 1), 3)
    while math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) > 3:
        step = round_step(step * 1.3, 1)
    at = [step * k for k in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]
    at = at if len(at) > 1 else [0, step]
    return at, [_large(v, t) for v in at]


def _large(yuan, t):
    """An amount in thousands, or in ten thousands in Chinese."""
    return t.number(round(yuan / {"en": 1_000, "zh": 10_000}[t.code], 1 if abs(yuan) < 100_000 else 0))


def _quarters(stage, o, t, guess, left, bottom, wide):
    """Profit of each quarter with the lax ones and without, up to now."""
    x = np.arange(1, 19)
    profit, usual = o.profits(o.book) / 100, o.profits(o.usual) / 100
    said = (profit, usual)
    at, words = _money_ticks(min(map(np.min, said)), max(map(np.max, said)), t)
    stage.panel("view", left, bottom, wide, LOWER, (1, 18), at, ([1, 6, 12, 18], ["1", "6", "12", "18"]), (at, words),
                t("quarter"), t("profit, thousand yuan"))  # fmt: skip
    stage.line("zero", "view", [1, 18], [0, 0], tokens.AXIS, 1, above=1)
    seen = slice(0, o.now)
    high = at[-1] - at[0]
    if o.lax and o.more.any():
        better = np.maximum(profit, usual)
        stage.area("gain", "view", x[seen], usual[seen], better[seen], tokens.GOOD)
        stage.area("loss", "view", x[seen], np.minimum(profit, usual)[seen], usual[seen], tokens.COST)
        stage.line("usual", "view", x[seen], usual[seen], tokens.QUIET, 1.6, "--")
        more = o.more[seen]
        up, down = int(more[more > 0].sum()), -int(more[more < 0].sum())
        top = int(np.argmax(np.where(x <= o.now, better, -np.inf)))
        if up:
            stage.text("gain words", "view", max(x[top] - 0.6, 1.2), min(better[top] + 0.09 * high, at[-1]),
                       "+" + _large(up / 100, t), tokens.INK, bold=True, ha="right" if top > 6 else "left")  # fmt: skip
        if down:
            deep = int(np.argmin(np.where(x <= o.now, profit, np.inf)))
            lost, dashed = "−" + _large(down / 100, t), t("dashed: without\nlax quarters")
            begin, y = min(x[deep] + 1.1, 17.8), min(profit[deep] + 0.12 * high, -0.08 * high)
            over = begin + stage.room_for("view", lost, bold=True) > 18.5
            begin, side = (18.4, "right") if over else (begin, "left")
            stage.text("loss words", "view", begin, y, lost, tokens.COST_TEXT, bold=True, ha=side)
            beside = begin + stage.room_for("view", lost, bold=True) < 18 - stage.room_for("view", dashed)
            low = at[0] + 0.1 * high
            low = low if beside or y > low + 0.2 * high else y + 0.2 * high
            stage.text("usual words", "view", 18, low, dashed, tokens.QUIET, ha="right", above=6, halo=True)
    stage.line("profit", "view", x[seen], profit[seen], tokens.INK, 2.4, above=4)
    stage.mark("profit now", "view", o.now, profit[o.now - 1], size=7)
    if guess and guess.figure == "ahead":
        at_quarter = min((o.lax[0] if o.lax else 1) - 0.5 + guess.said, 18)
        stage.line("guess", "view", [at_quarter] * 2, [at[0], at[-1]], tokens.YOURS, 2, ":")
        low = at_quarter < 8  # above on the left stands what was gained, below on the right what is dashed
        right = 6 <= at_quarter < 8 or at_quarter >= 11
        stage.text("guess words", "view", at_quarter + (-0.4 if right else 0.4), at[0] + (0.05 if low else 0.95) * high,
                   t("your guess"), tokens.YOURS, ha="right" if right else "left", above=7, halo=True)  # fmt: skip


def _cut_offs(stage, o, t, guess, left, bottom, wide):
    """Profit of the first year, and of the year two years later, for every cut-off; yours is marked."""
    cuts, first, third = o.tried[0], o.tried[1] / 100, o.tried[2] / 100
    at, words = _money_ticks(min(first.min(), third.min()), max(first.max(), third.max()), t)
    stage.panel("view", left, bottom, wide, LOWER, (0, 100), at, ([0, 50, 100], ["0", "50", "100"]), (at, words),
                t("cut-off in every quarter"), t("profit, thousand yuan"))  # fmt: skip
    stage.line("zero", "view", [0, 100], [0, 0], tokens.AXIS, 1, above=1)
    stage.line("first year", "view", cuts, first, tokens.GOOD, 2.6, above=3)
    stage.line("third year", "view", cuts, third, tokens.BREACH, 2.6, above=3)
    high, mine = at[-1] - at[0], o.values["cut_off"]
    stage.text(
        "now words", "view", 99, np.interp(64, cuts, first) + 0.1 * high, t("now: first year"), bold=True, ha="right"
    )
    stage.text("later words", "view", 99, np.interp(52, cuts, third) - 0.06 * high, t("in 2 years: third year"),
               tokens.BREACH_TEXT, bold=True, ha="right")  # fmt: skip
    stage.line("mine", "view", [mine, mine], [at[0], at[-1]], tokens.QUIET, 1.2, ":")
    for name, curve, colour in (("mine now", first, tokens.GOOD), ("mine later", third, tokens.BREACH)):
        stage.mark(name, "view", mine, np.interp(mine, cuts, curve), colour, size=9)
    if guess and guess.figure in ("best_now", "best_later"):
        curve = first if guess.figure == "best_now" else third
        spot = min(guess.said, 100)
        stage.mark("guess", "view", spot, np.interp(spot, cuts, curve), tokens.YOURS, "D", 10, hollow=True, above=7)
        left = spot < 35  # beside the mark, and above the words of the curve where it comes to them
        y = np.interp(spot, cuts, curve) + (0.25 if spot > 60 else 0.1) * high
        stage.text("guess words", "view", spot + (3 if left else -3), y, t("your guess"), tokens.YOURS,
                   ha="left" if left else "right", above=7, halo=True)  # fmt: skip


def _late(stage, o, t, guess, left, bottom, wide):
    """How many loans are late at the end of each quarter, and of 100 how many."""
    x, now, last = np.arange(1, 13), o.counted_at, 12
    seen = slice(0, now)
    number, running = (a[:last].astype(float) for a in o.late)
    rate = 100 * number / np.maximum(running, 1)
    said = guess.said / 100 if guess and guess.figure == "rate_now" else 0
    tall_one = (LOWER - 40) / 2
    step = round_step(max(number[seen].max(), 1) * 1.2, 2)
    count_ticks = ([0, step, 2 * step], [t.number(int(v)) for v in (0, step, 2 * step)])
    quarter_ticks = [1, 4, 8, 12]
    stage.panel("count", left, bottom + tall_one + 40, wide, tall_one, (1, last), count_ticks[0],
                (quarter_ticks, [""] * 4), count_ticks, "", t("late loans, number"))  # fmt: skip
    step = round_step(max(rate[seen].max() * 1.25, min(said, 100), 2), 2)
    rate_ticks = ([0, step, 2 * step], [t.percent(v / 100, 0) for v in (0, step, 2 * step)])
    named = (quarter_ticks, list(map(str, quarter_ticks)))
    stage.panel("rate", left, bottom, wide, tall_one, (1, last), rate_ticks[0], named, rate_ticks, t("quarter"),
                t("of all running loans"))  # fmt: skip
    for name, values, words in (
        ("count", number, t.number(int(number[now - 1]))), ("rate", rate, t.percent(rate[now - 1] / 100)),
    ):  # fmt: skip
        high = stage.panels[name].get_ylim()[1]
        stage.area(f"{name} area", name, x[seen], 0 * values[seen], values[seen], tokens.GROUND)
        stage.line(f"{name} line", name, x[seen], values[seen])
        stage.mark(f"{name} now", name, now, values[now - 1], size=8)
        side = 0.5 if now < 8 else -0.5
        under = values[now - 1 : now + 2] if side > 0 else values[max(now - 3, 0) : now]  # the line below the words
        stage.text(f"{name} words", name, now + side, min(under.max() + 0.17 * high, 0.95 * high), words, bold=True,
                   ha="left" if side > 0 else "right", above=6, halo=True)  # fmt: skip
    if said:
        spot = min(guess.settings.get("now", last), last)
        y, left_of = min(said, rate_ticks[0][-1]), spot > 4 or spot == now  # the figure of now stands on the right
        stage.mark("guess", "rate", spot, y, tokens.YOURS, "D", 9, hollow=True, above=7)
        stage.text("guess words", "rate", spot + (-0.4 if left_of else 0.4), y, t("your guess"), tokens.YOURS,
                   ha="right" if left_of else "left", above=7, halo=True)  # fmt: skip


VIEWS = {"quarters": _quarters, "cut_offs": _cut_offs, "late": _late}


def _bars(stage, o, t, left, bottom, wide):
    """Who carries what lateness costs: a bar and an amount each."""
    carried = o.book.carried()
    most = max([*carried.values(), 1]) / 100
    stage.bare("bars", left, bottom, wide, LOWER + 12, (0, 1), (0, len(CARRIED)), t("loss carried by, thousand yuan"))
    if o.now < END:
        stage.text("wait", "bars", 0, len(CARRIED) - 0.45, t("known at the end of quarter {n}", n=END), tokens.QUIET)
        return
    for n, (name, words) in enumerate(CARRIED.items()):
        y, part = len(CARRIED) - n - 0.45, carried[name] / 100
        look = name if part else f"no {name}"
        stage.text(f"{look} words", "bars", 0, y, t(words), tokens.INK if part else tokens.QUIET)
        stage.text(f"{look} amount", "bars", 1, y, _large(part, t), tokens.INK if part else tokens.QUIET,
                   bold=part > 0, ha="right")  # fmt: skip
        stage.area(f"{name} bar", "bars", np.array([0, part / most]), np.full(2, y - 0.46), np.full(2, y - 0.28),
                   COLOURS.get(name, tokens.AXIS))  # fmt: skip


def _strip(stage, o, t):
    """Four numbers of the end: lent, complaints, good people refused, borrowers in a spiral."""
    if o.now < END:
        return
    cells = [
        (t("borrowers"), o.borrowers),
        (t("complaints"), o.complaints),
        (t("good payers refused"), o.book.excluded_good),
        (t("in a loan spiral"), o.spiral),
    ]
    places = [0, 0.23, 0.46, 0.76] if stage.wide else [0, 0.6]
    rows = len(cells) // len(places)
    stage.bare("strip", LEFT - 30, 4, stage.width - LEFT + 30 - RIGHT, STRIP * rows, (0, 1), (0, rows))
    for n, (words, number) in enumerate(cells):
        x, y = places[n % len(places)], rows - 1 - n // len(places)
        stage.text(f"strip {n}", "strip", x, y + 0.68, t.number(number), size=tokens.TEXT_SIZE + 4, bold=True)
        stage.text(f"strip words {n}", "strip", x, y + 0.22, words, tokens.QUIET)
