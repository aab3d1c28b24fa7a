"""The picture of the record timeline: the page month by month, and below it how long each place keeps an entry."""

from datetime import date

import numpy as np

from widgets import tokens
from widgets.rule_words import PLACES

SIDE, GAP, CELL, PITCH, TITLE = 22, 8, 25, 43, 24
BARS, FOOT = 218, 28
BIG_PHONE = 18
CHOSEN, OTHER, WORDS = 20, 9, 18  # bars, and the line of words above each
YEAR = 365.25
HEAVY = "#DF8650"  # BREACH with a quarter of white: ink stays readable on it
SLIGHT = "#F8DFAF"
COLOURS = {0: tokens.GROUND, 1: SLIGHT, 2: tokens.COST, 3: HEAVY}
SIGNS = 1  # as low as areas, so that the page, which seldom changes, is kept while the bars below it move
SHARE = 0.06  # of a cell left white between two


def row_length(width: int, months: int) -> int:
    """How many months stand in a row of the page?"""
    return min(months, 24 if width >= tokens.WIDE else 12)


def tall(width: int, months: int) -> int:
    """How tall is the picture?"""
    rows = -(-months // row_length(width, months))
    return TITLE + rows * PITCH + TITLE + GAP + BARS + FOOT


def draw(stage, o, t, guess):
    """The whole picture."""
    _page(stage, o, t, guess)
    _bars(stage, o, t, guess)


def _page(stage, o, t, guess):
    marks, due = o.record.marks, o.story.due
    per_row = row_length(stage.width, len(marks))
    rows = -(-len(marks) // per_row)
    wide = min(44, (stage.width - 2 * SIDE) / per_row)
    box = (SIDE, BARS + FOOT + TITLE + GAP, wide * per_row, rows * PITCH)
    stage.panel("page", *box, (0, per_row), (0, rows * PITCH), ([], []), ([], []), "", t("the page, month by month"))
    stage.panels["page"].spines[["left", "bottom"]].set_visible(False)
    low = lambda n: (rows - 1 - n // per_row) * PITCH + 2
    for degree, colour in COLOURS.items():  # all four each time: what is made later would lie above the signs
        there = [n for n, mark in enumerate(marks) if o.degree(mark) == degree]
        x = np.array([v for n in there for v in (n % per_row + SHARE, n % per_row + 1 - SHARE, np.nan)] or [0, 0])
        y = np.array([v for n in there for v in (low(n), low(n), np.nan)] or [0, 0])
        stage.area(f"cells {degree}", "page", x, y, y + (CELL if there else 0), colour)
    for n, mark in enumerate(marks):
        x = n % per_row
        small = 13 if len(mark) == 1 else 10 if wide < 30 else 11
        said = mark[:1] if mark in ("closed", "OK") and len(mark) * small * 0.6 > wide else mark
        bold = o.degree(mark) > 1
        name, y = f"mark {n} {small} {bold}", low(n) + CELL / 2 - 0.5
        stage.text(name, "page", x + 0.5, y, said, size=small, bold=bold, ha="center", above=SIGNS)
        if due[n].month == 1 or n % per_row == 0 and due[n].month < 12:
            y = low(n) + CELL + 7
            stage.text(f"year {n}", "page", x + SHARE, y, str(due[n].year), tokens.QUIET, 11, above=SIGNS)
    here = next((n for n, d in enumerate(due) if (d.year, d.month) == (o.today.year, o.today.month)), None)
    if here is not None:
        stage.mark("now", "page", here % per_row + 0.5, low(here) + CELL + 4, tokens.INK, "v", 7)
    if guess and guess.figure == "marked_months":
        words = t("your guess: {n}", n=guess.ask.said(guess.said, t))
        stage.text("guess words", "page", per_row, rows * PITCH + 12, words, tokens.YOURS, ha="right")


def _bars(stage, o, t, guess):
    start = date(o.story.due[0].year, 1, 1)
    at = lambda day: (day - start).days / YEAR
    ends = [r.last_shown for r in o.records.values() if r.last_shown]
    shown = [*ends, *([o.queries_until] if o.queries_until else []), o.today]
    span = 3 * int(np.ceil((max(map(at, shown)) + 0.6) / 3))
    span = max(span, 9)
    ticks = [k * span / 3 for k in range(4)], [str(start.year + k * span // 3) for k in range(4)]
    width = stage.width - 2 * SIDE
    stage.panel(
        "bars", SIDE, FOOT, width, BARS, (0, span), (0, BARS), ticks, ([], []), "", t("how long an entry is kept")
    )
    stage.panels["bars"].spines["left"].set_visible(False)
    tops, top = {}, BARS - 56
    for place in ("us", "gb", "cn"):
        tops[place] = top
        top -= 76 if place == o.place else 40
    _lines(stage, o, t, at, span, tops)
    for place, top in tops.items():
        _bar(stage, o, t, place, at, span, top, guess if place == o.place else None)
    if o.queries_until:
        x = [at(o.today), at(o.queries_until)]
        stage.line("queries", "bars", x, [7, 7], tokens.INK, 3)
        words = t("queries until {day}", day=t.date(o.queries_until))
        stage.text("queries words", "bars", x[0], 20, words, tokens.INK, 12)


def _lines(stage, o, t, at, span, tops):
    """Today and the day on which everything is paid, each with its word on a line of its own; open where words are."""
    words_at = [(top, top + WORDS) for top in tops.values()]
    words_at.append((tops[o.place] - CHOSEN - WORDS - 12, tops[o.place] - CHOSEN))
    days = [(at(o.today), t("today"))]
    if o.story.paid_on == o.today:
        days = [(at(o.today), t("today, and all paid"))]
    elif o.story.paid_on:
        days.append((at(o.story.paid_on), t("all paid")))
    for n, (x, words) in enumerate(days):
        if not 0 <= x <= span:
            continue
        y = BARS - 8 - 16 * n
        side = 1 if x + stage.room_for("bars", words) < 0.97 * span else -1
        heights = [0, *(v for low, high in sorted(words_at) for v in (low, np.nan, high)), y + 6]
        stage.line(f"day {n}", "bars", [x] * len(heights), heights, tokens.QUIET, 1.2, ":")
        where = x + side * 0.012 * span
        stage.text(f"day words {n}", "bars", where, y, words, tokens.QUIET, ha="left" if side > 0 else "right")


def _bar(stage, o, t, place, at, span, top, guess):
    """One place: its name, the lateness, the years it is kept, and the last day."""
    record, chosen = o.records[place], place == o.place
    key, thick = f"{place} {chosen}", CHOSEN if chosen else OTHER
    low = top - thick
    late, kept = _pieces(record, at, span)
    for name, pieces, colour in (
        ("kept", kept, tokens.COST if chosen else tokens.GROUND),
        ("late", late, tokens.BREACH if chosen else tokens.AXIS),
    ):
        if pieces:
            x = np.array([v for a, b in pieces for v in (a, b, np.nan)])
            stage.area(f"{key} {name}", "bars", x, 0 * x + low, 0 * x + top, colour)
    begin = min((a for a, _ in late), default=max(at(o.today), 0))
    ink, small = (tokens.INK, tokens.TEXT_SIZE) if chosen else (tokens.QUIET, tokens.TEXT_SIZE if stage.wide else 11)
    stage.text(f"{key} name", "bars", begin, top + 8, t(PLACES[place]), ink, small, chosen)
    words = _end_words(record, t)
    end = at(record.last_shown) if record.last_shown else span if record.open else begin
    size = small if not chosen else tokens.LARGE_SIZE if stage.wide else BIG_PHONE
    room = stage.room_for("bars", words, size, chosen)
    after = begin + stage.room_for("bars", t(PLACES[place]), small, chosen) + 0.03 * span
    if not chosen:
        stage.text(f"{key} end", "bars", min(max(end, after + room), span), top + 8, words, ink, size, ha="right")
        return
    where = min(max(end, begin + room), span)
    stage.text(f"{key} end", "bars", where, low - 17, words, size=size, bold=True, ha="right")
    if late and where - room > begin + stage.room_for("bars", t("late")):
        stage.text(f"{key} late word", "bars", begin, low - 9, t("late"), tokens.BREACH_TEXT, 12)
    said = None
    if guess and guess.figure == "days_until_clean":
        said = min(max(at(o.today) + guess.said / YEAR, 0), span)
        stage.mark("guess", "bars", said, low + thick / 2, tokens.YOURS, "D", 9, hollow=True)
        x = min(max(said, after), span - stage.room_for("bars", t("your guess")))
        stage.text("guess words", "bars", x, top + 8, t("your guess"), tokens.YOURS)
    room = stage.room_for("bars", t("kept"))
    if kept and kept[-1][1] - kept[-1][0] > 3 * room:  # the word stands at the right end, or where the guess is not
        (left, right), gap = kept[-1], 0.012 * span
        aside = said is not None and right - room - 3 * gap < said < right + 2 * gap
        x, side = (left + gap, "left") if aside else (right - gap, "right")
        stage.text(f"{key} kept word", "bars", x, low + thick / 2 - 1, t("kept"), tokens.INK, 12, ha=side)


def _pieces(record, at, span):
    """From when to when the account was late, and from then until when that is kept: in years from the left."""
    late, kept = [], []
    for item in record.items:
        end = at(item.last_shown) if item.last_shown else span
        ended = min(at(item.spell.ended), end) if item.spell.ended else end
        late.append((max(at(item.spell.missed), 0), ended))
        kept.append((ended, end))
    return late, [(a, b) for a, b in kept if b > a]


def _end_words(record, t):
    if record.open:
        return t("no day yet")
    return t.date(record.last_shown) if record.last_shown else t("nothing kept")
