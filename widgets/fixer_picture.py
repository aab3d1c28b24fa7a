"""The picture of the fixer cost: promise, chance, fee and penalty as a staircase; the chance it takes; the record."""

import math

import numpy as np

from widgets import tokens
from widgets.axis import round_step
from widgets.language import N_

SIDE = 14
WIDE_ROW, ROW, BAR = 37, 42, 16  # px of a line of the staircase, of one with its words above the bar, and of its bar
NAMES, AMOUNTS = 196, 156  # px of the words and of the amounts beside the bars
CHANCE, STRIP = 126, 62  # px of the two parts below
CELL = 24
FARTHEST = 1.5  # times the longest bar: as far as a guess is drawn
STILL = 1  # as low as areas; what seldom changes is made first and kept while the rest moves


def height(width: int) -> int:
    """How tall is it, in CSS pixels?"""
    return 6 * (WIDE_ROW if width >= tokens.WIDE else ROW) + CHANCE + STRIP + 18


def lines(o):
    """(words, cents) of the rows, from top to bottom."""
    fee = N_("fee, if it works") if o.offer.only_on_success else N_("fee, in any case")
    return [
        (N_("promised off the debt"), o.offer.cut),
        (N_("saved on average ({chance})"), o.bill.saving),
        (fee, -o.bill.fee),
        (N_("penalty, {months} months"), -o.penalty),
        (N_("left on average"), o.gain),
        (N_("asking yourself ({own})"), o.own_gain),
    ]


def draw(stage, o, t, guess):
    """Everything, from top to bottom."""
    _record(stage, o, t)
    _stairs(stage, o, t, guess)
    _chance(stage, o, t, guess)


def percent(value, t) -> str:
    """A percentage from a control, with a digit after the point only where it has one."""
    return t.percent(float(value) / 100, 1 if value % 1 else 0)


def _stairs(stage, o, t, guess):
    b, v = o.bill, o.values
    words = {"chance": percent(v["chance"], t), "own": percent(v["own"], t), "months": t.number(v["months"])}
    after_fee = b.saving - b.fee
    spans = [(0, o.offer.cut), (0, b.saving), (after_fee, b.saving), (b.gain, after_fee), (0, b.gain), (0, o.own_gain)]
    colours = [tokens.GROUND, tokens.GOOD, tokens.COST, tokens.BREACH, tokens.INK, tokens.GOOD]
    said = -guess.said if guess and guess.figure == "loss" else 0
    said = max(said, -FARTHEST * max(abs(end) for span in spans for end in span))  # the bars stay readable
    low, high = min(*(min(s) for s in spans), said, 0), max(*(max(s) for s in spans), 1)
    part = round_step(max(high, -low) * 1.02) / 4
    low, high = part * math.floor(low / part), part * math.ceil(high / part)
    row = WIDE_ROW if stage.wide else ROW
    full, bottom, width = 6 * row, CHANCE + STRIP + 12, stage.width - 2 * SIDE
    stage.bare("names", SIDE, bottom, width, full, (0, width), (0, full))
    beside = (SIDE + NAMES, width - NAMES - AMOUNTS) if stage.wide else (SIDE, width)
    stage.bare("stairs", beside[0], bottom, beside[1], full, (low, high), (0, full))
    floors = [full - (n + 1) * row + 6 for n in range(6)]
    heights = [floor + BAR / 2 if stage.wide else floor + BAR + 11 for floor in floors]
    for n, (text, _) in enumerate(lines(o)):
        moves = n in (1, 5)  # the words of a chance
        stage.text(
            f"words {n} {text}", "names", 0, heights[n], t(text, **words), size=tokens.TEXT_SIZE if stage.wide else 12,
            bold=n == 4, above=5 if moves else STILL,
        )  # fmt: skip
    for n, ((_, amount), span, colour) in enumerate(zip(lines(o), spans, colours)):
        floor, at, result = floors[n], heights[n], n == 4
        ends = np.array([min(span), max(span)], dtype=float)
        stage.area(f"bar {n}", "stairs", ends, np.full(2, floor), np.full(2, floor + BAR), colour)
        large = tokens.LARGE_SIZE if stage.wide else tokens.LARGE_SIZE - 3
        size = large if result else tokens.TEXT_SIZE + 1
        stage.text(
            f"amount {n}", "names", width, at, t.money(amount).replace("-", "−"), size=size, bold=True, ha="right"
        )
        if n in (1, 2, 3) and stage.wide:  # a thin line carries the height of one step to the next
            x = (b.saving, after_fee, b.gain)[n - 1]
            stage.line(f"thread {n}", "stairs", [x, x], [floor, floor - row + BAR], tokens.QUIET, 1, above=3)
        if not stage.wide:
            stage.line(f"zero {n}", "stairs", [0, 0], [floor - 3, floor + BAR + 3], tokens.INK, 1.2, above=4)
    if stage.wide:
        stage.line("zero", "stairs", [0, 0], [3, full - 12], tokens.INK, 1.2, above=4)
    if guess and guess.figure == "loss":
        floor, words, gap = full - 5 * row + 6 + BAR / 2, t("your guess"), 0.04 * (high - low)
        end = max(said, *spans[4])  # the words stand clear of the bar
        side = 1 if end + gap + stage.room_for("stairs", words) < high else -1
        x = end + gap if side > 0 else min(said, *spans[4]) - gap
        stage.mark("guess", "stairs", max(said, low), floor, tokens.YOURS, "D", 10, hollow=True, above=8)
        at = max(said, low)
        places = [(x, floor, "left" if side > 0 else "right"), (at + gap, floor, "left"), (at - gap, floor, "right")]
        x, y, ha = stage.free("stairs", places, words)
        stage.text("guess words", "stairs", x, y, words, tokens.YOURS, ha=ha, above=8, halo=True)


def _chance(stage, o, t, guess):
    """A line from 0 to 100 of 100 cases: loss up to the break-even, gain beyond it, and where the offer stands."""
    width = stage.width - 2 * SIDE
    stage.bare("chance", SIDE, STRIP + 4, width, CHANCE - 8, (0, 100), (0, CHANCE - 8))
    edge = 100 * min(float(o.bill.break_even), 1) if o.bill.break_even is not None else 100
    line, thick = 64, 9
    low, tall = np.full(2, line - thick / 2), np.full(2, line + thick / 2)
    stage.area("loss side", "chance", np.array([0, edge]), low, tall, tokens.COST)
    stage.area("gain side", "chance", np.array([edge, 100]), low, tall, tokens.GOOD)
    if edge > 48:
        stage.text("loss words", "chance", 0, line + 20, t("a loss"), tokens.COST_TEXT)
    if edge < 52:
        stage.text("gain words", "chance", 100, line + 20, t("a gain"), tokens.QUIET, ha="right")
    words = t("breaks even at {needed}", needed=t.percent(o.needed / 10_000)) if o.possible else t("never breaks even")
    stage.line("edge", "chance", [edge, edge], [line - 9, line + 14], tokens.INK, 2, above=6)
    _fitted(stage, "edge words", edge, line + 26, words, bold=True)
    at = 100 * float(o.offer.chance)
    stage.mark("here", "chance", at, line, tokens.INK, "o", 12, above=7)
    _fitted(stage, "here words", at, line - 18, t("it works in {chance}", chance=percent(o.values["chance"], t)))
    stage.text("chance title", "chance", 0, CHANCE - 16, t("in how many of 100 cases it works"),
               tokens.QUIET, above=STILL)  # fmt: skip
    if o.own_needed and (guess is None or guess.figure == "own_needed"):  # a question of its own, asked last
        own = o.own_needed / 100
        stage.mark("own", "chance", own, line - thick / 2 - 6, tokens.GOOD, "^", 10, above=7)
        words = t("asking yourself: {own_needed} does as well", own_needed=t.percent(o.own_needed / 10_000))
        _fitted(stage, "own words", own, line - 36, words)
    if guess and guess.ask.unit == "percent":
        said = min(guess.said / 100, 100)
        stage.mark("guess chance", "chance", said, line, tokens.YOURS, "D", 11, hollow=True, above=8)
        _fitted(stage, "guess chance words", said, line - 54, t("your guess"), tokens.YOURS)


def _fitted(stage, name, at, y, words, colour=tokens.INK, bold=False):
    """Words centred on a place of the line, moved in where they would leave the picture."""
    half = stage.room_for("chance", words, bold=bold) / 2
    stage.text(name, "chance", min(max(at, half), 100 - half), y, words, colour, bold=bold, ha="center")


def _record(stage, o, t):
    """The marks month by month: what stood there before, and what the months without paying add."""
    width = stage.width - 2 * SIDE
    stage.bare("record", SIDE, 2, width, STRIP - 2, (0, width), (0, STRIP - 2))
    shown = o.marks[-(width // (CELL + 2)) :]
    first_new = o.new_from - (len(o.marks) - len(shown))
    if o.new_marks:
        title = t.plural("one new month on the record", "{n} new months on the record", len(o.new_marks))
    else:
        title = t("no new month on the record")
    stage.text("record title", "record", 0, STRIP - 12, title, tokens.BREACH_TEXT if o.new_marks else tokens.INK,
               above=STILL)  # fmt: skip
    for n, mark in enumerate(shown):
        x, new = n * (CELL + 2), n >= first_new
        colour = tokens.BREACH if new else tokens.GROUND
        stage.area(
            f"cell {n} {new}", "record", np.array([x, x + CELL]), np.full(2, 8.0), np.full(2, 8.0 + CELL), colour
        )
        size = tokens.TEXT_SIZE if len(mark) < 3 else 10
        ink = tokens.PAPER if new else tokens.INK
        stage.text(f"mark {n} {new} {size}", "record", x + CELL / 2, 8 + CELL / 2, mark, ink, size,
                   bold=new and len(mark) < 3, ha="center", above=STILL)  # fmt: skip
