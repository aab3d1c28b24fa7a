"""The picture of the two clocks: the steps and who decides them, the clock of the suit with its jumps, the record's."""

import numpy as np

from credit.decisions.court_road import EVENTS
from widgets import tokens
from widgets.road_words import DECIDES, STEP

SIDE, FOOT, BARS, GAP = 22, 30, 214, 18
STAIRS, ROW, HEAD = 188, 25, 50
ROOMY = 560  # px from which the steps stand side by side
SUIT, RECORD = (108, 130), (36, 54)
DIGITS, DATE, NAME = 146, 174, 200
SLIGHT = "#F8DFAF"
FILL = {"spent": tokens.GROUND, "sue": tokens.COST, "maybe": SLIGHT, "court": "#7FB8D8", "enforce": "#DF8650"}
YEAR = 365.25


def tall(width: int) -> int:
    """How tall is the picture?"""
    top = STAIRS if width >= ROOMY else HEAD + 7 * ROW
    return top + GAP + BARS + FOOT


def draw(stage, o, t, guess):
    """The whole picture."""
    (_stairs if stage.width >= ROOMY else _rows)(stage, o, t, guess)
    _bars(stage, o, t, guess)


def _look(o, k):
    """Has this step been reached, may the court take it next, or is it out of reach?"""
    step = o.road["steps"][k]
    if o.running == "paid":
        return "off"
    if step in o.road["reached"]:
        return "reached"
    at = o.road["steps"].index
    follows = o.road["may_follow"]
    return "may" if follows and at(o.road["step"]) < k <= at(follows) else "off"


COLOUR = {"reached": tokens.COST, "may": SLIGHT, "off": tokens.GROUND}


def _here(o):
    """The step to stand on."""
    return None if o.running == "paid" or o.road["step"] is None else o.road["steps"].index(o.road["step"])


def _owed(stage, o, t, guess, panel, x, y):
    """What is still owed, large; and what was guessed of it."""
    stage.text("owed", panel, x, y, t.money(o.still_owed), tokens.INK, 19, bold=True)
    words = t("still owed, interest left out") if o.still_owed else t("nothing is owed any more")
    stage.text("owed words", panel, x, y - 21, words, tokens.QUIET, 12)
    if guess and guess.figure == "still_owed":
        said = t("your guess: {n}", n=guess.ask.said(guess.said, t))
        if stage.width >= ROOMY:
            stage.text("guess words", panel, x, y - 40, said, tokens.YOURS)
        else:  # below it begin the steps
            stage.text("guess words", panel, 1, y, said, tokens.YOURS, 12, ha="right")


def _stairs(stage, o, t, guess):
    steps = o.road["steps"]
    n = len(steps)
    stage.bare("steps", 8, BARS + FOOT + GAP, stage.width - 16, STAIRS, (0, n), (0, STAIRS))
    top = lambda k: 44 + k * 92 / (n - 1)
    for look, colour in COLOUR.items():
        there = [k for k in range(n) if _look(o, k) == look]
        x = np.array([v for k in there for v in (k + 0.02, k + 0.98, np.nan)] or [0, 0])
        y = np.array([v for k in there for v in (top(k), top(k), np.nan)] or [0, 0])
        stage.area(f"steps {look}", "steps", x, np.zeros(len(x)), y, colour)
    for k, step in enumerate(steps):
        colour = tokens.QUIET if _look(o, k) == "off" else tokens.INK
        bold, words = _look(o, k) == "reached", t(STEP[step])
        if stage.room_for("steps", words, 11.5, bold) > 0.96:
            words = words.replace(" ", "\n", 1)
        size = 11.5 if stage.room_for("steps", words, 11.5, bold) < 1 else 10.5
        name, lines = f"step {k} {bold} {colour} {size}", words.count("\n") + 1
        stage.text(name, "steps", k + 0.5, top(k) - 6, words, colour, size, bold=bold, ha="center", va="top")
        stage.text(f"{name} who", "steps", k + 0.5, top(k) - 8 - 15 * lines, t(DECIDES[step]), colour, 11, ha="center",
                   va="top")  # fmt: skip
    _figure(stage, o, lambda k: k + 0.5, top, 7.5 * n / (stage.width - 16), 34)
    _owed(stage, o, t, guess, "steps", 0.05, STAIRS - 17)
    if guess and guess.figure == "follows":
        k, beyond = min(int(guess.said), n - 1), int(guess.said) >= n  # beyond all steps: named, and above the last
        x, y = (n - 0.1, top(k) + 28) if beyond else (k + 0.85, top(k) + (52 if k == _here(o) else 10))
        stage.mark("guess", "steps", x, y, tokens.YOURS, "D", 9, hollow=True)
        words = t("your guess: {n}", n=guess.ask.said(guess.said, t)) if beyond else t("your guess")
        stage.text("guess words", "steps", x - 0.12, y, words, tokens.YOURS, 12, ha="right")


def _rows(stage, o, t, guess):
    steps = o.road["steps"]
    n = len(steps)
    bottom, whole = BARS + FOOT + GAP, HEAD + 7 * ROW
    stage.bare("steps", 8, bottom, stage.width - 16, whole, (0, 1), (0, whole))
    for look, colour in COLOUR.items():
        there = [k for k in range(n) if _look(o, k) == look]
        x = np.array([v for k in there for v in (_left(k, n), 1, np.nan)] or [0, 0])
        low = np.array([v for k in there for v in (k * ROW + 1, k * ROW + 1, np.nan)] or [0, 0], dtype=float)
        stage.area(f"steps {look}", "steps", x, low, low + (ROW - 2 if there else 0), colour)
    for k, step in enumerate(steps):
        colour = tokens.QUIET if _look(o, k) == "off" else tokens.INK
        bold = _look(o, k) == "reached"
        name, y = f"step {k} {bold} {colour}", k * ROW + ROW / 2
        stage.text(name, "steps", _left(k, n) + 0.03, y, t(STEP[step]), colour, 12, bold=bold)
        stage.text(f"{name} who", "steps", 0.98, y, t(DECIDES[step]), colour, 11, ha="right")
    _figure(stage, o, lambda k: _left(k, n) - 10 / (stage.width - 16), lambda k: k * ROW, 6 / (stage.width - 16), 22)
    _owed(stage, o, t, guess, "steps", 0.0, whole - 16)
    if guess and guess.figure == "follows":
        beyond = int(guess.said) >= n
        y = whole - 16 if beyond else int(guess.said) * ROW + ROW / 2
        beside = _left(int(guess.said), n) - (
            0.1 if guess.said == _here(o) else 0.035
        )  # left of the step, clear of words
        stage.mark("guess", "steps", 0.97 if beyond else beside, y, tokens.YOURS, "D", 9, hollow=True)
        if beyond:
            words = t("your guess: {n}", n=guess.ask.said(guess.said, t))
            stage.text("guess words", "steps", 0.94, y, words, tokens.YOURS, 12, ha="right")


def _left(k, n):
    return 0.1 + 0.05 * k


def _figure(stage, o, x_of, y_of, arm, high):
    """Somebody who stands on the step that has been reached."""
    k = _here(o)
    if k is None:
        return
    x, y, u = x_of(k), y_of(k) + 1, high / 34
    nan = np.nan
    xs = [x - arm * 0.7, x, x + arm * 0.7, nan, x, x, nan, x - arm, x, x + arm]
    ys = [y, y + 11 * u, y, nan, y + 11 * u, y + 22 * u, nan, y + 15 * u, y + 20 * u, y + 15 * u]
    stage.line("figure", "steps", xs, ys, tokens.INK, 2, above=6)
    stage.mark("head", "steps", x, y + 27 * u, tokens.INK, "o", 9 * u, above=6)


def _bars(stage, o, t, guess):
    low, high = o.low, o.high
    years = [o.first_year + 2 + k * o.span // 4 for k in range(4)]
    ticks = [o.day_of_year(y) for y in years], [str(y) for y in years]
    stage.panel("bars", SIDE, FOOT, stage.width - 2 * SIDE, BARS, (low, high), (0, BARS), ticks, ([], []))
    stage.panels["bars"].spines["left"].set_visible(False)
    _suit(stage, o, t, low, high)
    _record(stage, o, t, low, high)
    _events(stage, o)
    x = min(o.day, high)
    stage.line("today", "bars", [x, x, np.nan, x, x], [0, RECORD[1] + 4, np.nan, 98, SUIT[1] + 5], tokens.INK, 1.2, ":")
    _aside(stage, "today words", x, 16, t("day {n}", n=t.number(o.day)), low, high, tokens.INK)
    if guess and guess.figure in ("end_day", "record_day"):
        said, row = min(guess.said, high), SUIT if guess.figure == "end_day" else RECORD
        stage.mark("guess", "bars", said, row[1], tokens.YOURS, "D", 9, hollow=True)  # clear of the words in the bar
        words = t("you guessed more") if guess.said > high else t("your guess")
        _aside(stage, "guess words", said, row[0] - (23 if row is SUIT else 11), words, low, high, tokens.YOURS)


def _aside(stage, name, x, y, words, low, high, colour, size=12):
    """Words beside an upright, on the side where there is room."""
    gap, room = 0.012 * (high - low), stage.room_for("bars", words, size)
    right = x + gap + room < high
    stage.text(name, "bars", x + (gap if right else -gap), y, words, colour, size, ha="left" if right else "right")


def _band(stage, name, pieces, row, colour):
    x = np.array([v for a, b in pieces for v in (a, b, np.nan)] or [0, 0], dtype=float)
    low = np.array([v for _ in pieces for v in (row[0], row[0], np.nan)] or [row[0], row[0]], dtype=float)
    stage.area(name, "bars", x, low, low + (row[1] - row[0] if pieces else 0), colour)


def _suit(stage, o, t, low, high):
    stage.text("suit name", "bars", low, NAME, t("the clock of the suit"), tokens.QUIET)
    found = [(a, min(b, high), kind) for a, b, kind in o.pieces if a < high]
    for kind, colour in FILL.items():
        _band(stage, f"suit {kind}", [(a, b) for a, b, one in found if one == kind], SUIT, colour)
    words = {
        "spent": t("counts no more"), "sue": t("can be sued"), "maybe": t("in some states"),
        "court": t("in court"), "enforce": t("can be enforced"),
    }  # fmt: skip
    for n, (a, b, kind) in enumerate(found):
        if b - a > stage.room_for("bars", words[kind], 11.5) + 0.02 * (high - low):
            colour = tokens.QUIET if kind == "spent" else tokens.INK
            stage.text(f"piece {n} {colour}", "bars", (a + b) / 2, sum(SUIT) / 2 - 1, words[kind], colour, 11.5,
                       ha="center")  # fmt: skip
        elif kind == "court":
            stage.text(f"under {n}", "bars", a, SUIT[0] - 10, words[kind], tokens.QUIET, 11.5)
        elif kind == "enforce" and n == len(found) - 1:
            stage.text(
                f"after {n}", "bars", b + 0.012 * (high - low), sum(SUIT) / 2 - 1, words[kind], tokens.QUIET, 11.5
            )
    if o.jump:
        before, after = (min(v, high) for v in o.jump)
        head = 5 * (high - low) / (stage.width - 2 * SIDE)
        stage.line("old end", "bars", [before, before], [SUIT[0] - 5, SUIT[1] + 5], tokens.QUIET, 1.5)
        y = SUIT[0] - 6
        stage.line("jump", "bars", [before, after - head], [y, y], tokens.INK, 1.5)
        stage.mark("jump head", "bars", after - head, y, tokens.INK, ">", 8)
    if o.running == "to sue" and o.road["over"] and o.latest is not None:
        words = t("you may refuse; the debt remains") if o.road["debt_remains"] else t("the debt is gone")
        if o.end_day + stage.room_for("bars", words, 12) < 0.97 * high:
            gap, x = 0.0125 * (high - low), max(o.end_day, min(o.day, high))
            if x + gap + stage.room_for("bars", words, 12) > high:  # no room after today: between the end and today
                x = o.end_day
            stage.text("over", "bars", x + gap, sum(SUIT) / 2 - 1, words, tokens.QUIET, 12)
    end, said = o.suit_end_words(t)
    x = min(max(end, low), high)
    room = stage.room_for("bars", said, tokens.LARGE_SIZE, True)
    right = min(max(x + 0.3 * room, low + room), high)
    stage.text("end", "bars", right, DATE, said, tokens.INK, tokens.LARGE_SIZE, bold=True, ha="right")
    if o.latest is not None:
        stage.line("end line", "bars", [x, x], [SUIT[1], DATE - 13], tokens.INK, 1)


def _record(stage, o, t, low, high):
    stage.text("record name", "bars", low, RECORD[1] + 16, t("the clock of the record"), tokens.QUIET)
    late, kept = o.record_pieces
    _band(stage, "unpaid", [(a, min(b, high)) for a, b in late], RECORD, "#DF8650")
    _band(stage, "kept", [(a, min(b, high)) for a, b in kept], RECORD, tokens.COST)
    for name, pieces, words in (("unpaid", late, t("unpaid: not started")), ("kept", kept, t("kept"))):
        for a, b in pieces[-1:]:
            b = min(b, high)
            if b - a > stage.room_for("bars", words, 11.5) + 0.02 * (high - low):
                y = sum(RECORD) / 2 - 1
                stage.text(f"{name} words", "bars", (a + b) / 2, y, words, tokens.INK, 11.5, ha="center")
    said = o.record_end_words(t)
    stage.text("record end", "bars", high, RECORD[1] + 16, said, tokens.INK, bold=True, ha="right")


def _events(stage, o):
    """A numbered dot for each event, as on the line below; dark where it moved a clock. None covers another."""
    width, before = 19 * (o.high - o.low) / (stage.width - 2 * SIDE), o.low - o.high
    for told, day in o.told_days:
        n, x = EVENTS.index(told.kind) + 1, max(min(day, o.high), before + width)
        moved, before = day <= o.day and not told.effect.startswith("nothing"), x
        colour = tokens.INK if moved else tokens.AXIS
        stage.mark(f"event {n} {moved}", "bars", x, DIGITS, colour, "o", 17, hollow=not moved, above=5)
        ink = tokens.PAPER if moved else tokens.QUIET
        stage.text(f"digit {n} {moved}", "bars", x, DIGITS - 0.5, str(n), ink, 11, ha="center", above=6)
