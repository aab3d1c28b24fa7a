"""The picture of a contact log: a week with its hours, the night shaded; the calls of each day against the limit."""

import numpy as np

from credit.findings import BREACH, CANNOT_TELL, NOT_BOUND, WITHIN
from widgets import tokens
from widgets.axis import round_step
from widgets.contact_words import CHECK_FIRST, COUNTED, NOT_JUDGED, share, weekday
from widgets.language import N_

DAY = 24  # hours
LOOKS = {  # told apart by shape as well as by colour
    BREACH: (tokens.BREACH, "s", 10, False),
    CHECK_FIRST: (tokens.COST, "D", 9, False),
    CANNOT_TELL: (tokens.COST, "D", 9, True),
    NOT_BOUND: (tokens.AXIS, "o", 8, True),
    NOT_JUDGED: (tokens.AXIS, "o", 8, True),
    WITHIN: (tokens.GOOD, "o", 8, False),
}
ACROSS = 3  # dots side by side where the hour is not known
ROW = 1.9  # hours of height that a row of such dots takes
LEFT, RIGHT = 66, 24
WEEK = 246  # px of the week itself
ROUND = np.linspace(0, 2 * np.pi, 33)
NARROW = 340  # px of picture below which a day has room for one letter


def height(width: int) -> int:
    """How tall is the picture at this width?"""
    return 232 + WEEK + _head(width)


def _head(width):
    """Px above the week: the finding, the rules, and two rows of keys; on a narrow page there are four."""
    return 102 if width >= tokens.WIDE else 136


def week_picture(stage, o, t, guess):
    """Draw the week of the contact in hand."""
    width = stage.width - LEFT - RIGHT
    spare = _spare(o)
    bottom = DAY + (ROW * spare + 1.2 if spare else 0)
    opened = [float(h) for h in o.hours] if o.hours else [8, 16]
    hours = [0, *opened, DAY]
    words = [f"{int(h):02d}:{round(h % 1 * 60):02d}" for h in hours]
    if spare:
        hours, words = [*hours, DAY + 0.6 + ROW * spare / 2], [*words, t("no time")]
    names = ([n + 0.5 for n in range(7)], [weekday(d, t, stage.width < NARROW) for d in o.days])
    stage.panel("week", LEFT, 232, width, WEEK, (0, 7), (bottom, 0), ([], []), (hours, words))
    night = [(0, opened[0]), (opened[1], DAY)] if o.hours else []
    for n in range(2):
        low, high = night[n] if night else (0, 0)
        stage.area(f"night {n}", "week", [0, 7], [low, low], [high, high], tokens.GROUND)
    if night:
        stage.text("night words", "week", 6.9, 1.4, t("closed at night"), tokens.QUIET, ha="right")
    _dots(stage, o, t)
    _tally(stage, o, t, guess)
    _days(stage, o, t, width, names)
    _proof(stage, o, t, guess, width)


def _shown(o):
    """The contacts of the shown week: (place in the log, day of the week, contact)."""
    return [(n, (c.date - o.days[0]).days, c) for n, c in enumerate(o.log) if o.days[0] <= c.date <= o.days[-1]]


def _spare(o):
    """How many rows of dots without an hour does the fullest day need?"""
    timeless = [day for _, day, c in _shown(o) if c.time is None]
    return max((-(-timeless.count(day) // ACROSS) for day in set(timeless)), default=0)


def _places(o):
    """Where each dot stands: (place in the log, x, y). Dots of one hour stand side by side."""
    without, near, found = {}, {}, []
    for n, day, c in _shown(o):
        if c.time is None:
            k = without[day] = without.get(day, -1) + 1
            found.append((n, day + 0.5 + (k % ACROSS - 1) * 0.3, DAY + 1.5 + ROW * (k // ACROSS)))
        else:
            hour = c.time.hour + c.time.minute / 60
            taken = {aside for other, aside in near.setdefault(day, []) if abs(hour - other) < 1.4}
            aside = next((a for a in (0, 0.3, -0.3) if a not in taken), 0)
            near[day].append((hour, aside))
            found.append((n, day + 0.5 + aside, hour))
    return found


def _dots(stage, o, t):
    """The contacts, and above all else a ring round the one in hand: when it moves, nothing below is painted again."""
    across, pitch = 7 / (stage.width - LEFT - RIGHT), _pitch(stage, o) / 12  # of one pixel
    for n, x, y in _places(o):
        colour, shape, size, hollow = LOOKS[o.verdicts[n]]
        stage.mark(f"dot {n} {o.verdicts[n]}", "week", x, y, colour, shape, size, hollow)
        if n + 1 == o.entry:
            ring = x + 12 * across * np.cos(ROUND), y + 12 * pitch * np.sin(ROUND)
            stage.line("in hand", "week", *ring, width=2.4, above=8)
            if o.log[n].time:
                side = 1 if x < 5 else -1
                words, to = f"{o.log[n].time:%H:%M}", "left" if side > 0 else "right"
                stage.text("in hand words", "week", x + side * 16 * across, y, words, bold=True, ha=to, above=9)


def _tally(stage, o, t, guess):
    """The finding in large letters above the week, then the rules, then the other counts with their dots."""
    colour = tokens.BREACH_TEXT if o.broken else tokens.INK
    large = t("{n} over the line", n=t.number(o.broken))
    pitch, across = _pitch(stage, o), 7 / (stage.width - LEFT - RIGHT)  # a dozen pixels down, one across
    size = tokens.LARGE_SIZE if stage.wide else 17
    keys = _keys(stage, o, t, across)
    down = 1.4 * (len(keys) - 1)
    rows = {"broken": -(5.3 + down) * pitch, "rules_broken": -(3.1 + down) * pitch}
    rules = t("rules broken: {n}", n=t.number(o.rules_broken))
    stage.text(f"broken {bool(o.broken)}", "week", 0, rows["broken"], large, colour, size, True)
    stage.text("rules", "week", 0, rows["rules_broken"], rules, bold=True)
    for n, row in enumerate(keys):
        y = -(1.2 + down - 1.4 * n) * pitch
        for x, verdict, said in row:
            look = LOOKS[verdict]
            stage.mark(f"key {verdict}", "week", x, y, look[0], look[1], look[2], look[3])
            stage.text(f"{verdict} words", "week", x + 10 * across, y, said, tokens.QUIET)
    if guess and guess.figure in rows:
        size = size if guess.figure == "broken" else tokens.TEXT_SIZE
        beside, y = {"broken": large, "rules_broken": rules}[guess.figure], rows[guess.figure]
        x = stage.room_for("week", beside, size, True) + 20 * across
        stage.mark("guess", "week", x, y, tokens.YOURS, "D", 9, hollow=True)
        number = t.number(guess.said)
        words = t("your guess: {n}", n=number)
        if x + 10 * across + stage.room_for("week", words) > 7 + RIGHT * across:
            words = number  # the mark in the learner's colour tells whose figure it is
        stage.text("guess words", "week", x + 10 * across, y, words, tokens.YOURS)


def _keys(stage, o, t, across):
    """The other counts, each with its dot: rows of (x, verdict, words), as many as the width asks for."""
    rows, at = [[]], 5 * across
    for verdict, count, words in (
        (CANNOT_TELL, o.doubtful, N_("{n} cannot be told")),
        (WITHIN, o.within, N_("{n} within")),
        (NOT_BOUND, o.outside, N_("{n} outside these rules")),
        (CHECK_FIRST, o.strangers, N_("{n} to check: who is it?")),
    ):
        if not count and verdict in (NOT_BOUND, CHECK_FIRST):
            continue
        said = t(words, n=t.number(count))
        room = 10 * across + stage.room_for("week", said)
        if rows[-1] and at + room > 7 + RIGHT * across:
            rows.append([])
            at = 5 * across
        rows[-1].append((at, verdict, said))
        at += room + 18 * across
    return rows


def _pitch(stage, o):
    """Hours of the week's panel that a dozen pixels take."""
    high = abs(stage.panels["week"].get_ylim()[0])
    return 12 * high / (WEEK)


def _days(stage, o, t, width, names):
    """The calls of each day; what is above the limit stands out."""
    unit = t(COUNTED[o.limit.kind if o.limit else None], days=o.limit.days if o.limit else 0)
    limit = o.limit.most if o.limit else None
    top = max([high for _, high in o.counts] + [limit * 1.6 if limit else 3, 3])
    step = max(1, round(round_step(top, 2)))
    ticks = [step * k for k in range(3)]
    high = max(ticks[-1], top)
    stage.panel("days", LEFT, 102, width, 84, (0, 7), (0, high), names, (ticks, [str(v) for v in ticks]), "", unit)
    for n, (low, most) in enumerate(o.counts):
        x, over = [n + 0.22, n + 0.78], limit if limit is not None else low
        stage.area(f"perhaps {n}", "days", x, [low] * 2, [most] * 2, tokens.GROUND)
        stage.area(f"calls {n}", "days", x, [0] * 2, [min(low, over)] * 2, tokens.AXIS)
        stage.area(f"over {n}", "days", x, [min(low, over)] * 2, [low] * 2, tokens.BREACH)
    if limit is not None:
        stage.line("limit", "days", [0, 7], [limit, limit], tokens.INK, 1.6, "--")
        words = t("limit {n}", n=t.number(limit))
        right, y = clear_of_bars(o.counts, limit, stage.room_for("days", words))
        stage.text("limit words", "days", right, y + 0.11 * high, words, ha="right")


def clear_of_bars(counts, limit, room):
    """Where the words of the limit end and on what they stand: where no day is above it, at the right if it may be."""
    tops = {}
    for right in (6.95, *(n + 0.5 + room / 2 for n in range(len(counts) - 1, -1, -1))):
        under = [most for n, (_, most) in enumerate(counts) if n + 0.22 < right and n + 0.78 > right - room]
        if right - room >= 0 and right < 7:
            tops[right] = max([limit, *under])
    return min(tops.items(), key=lambda place: place[1])


def _proof(stage, o, t, guess, width):
    part = o.completeness / 100
    title = t("proof written: {share}", share=share(o.complete, t))
    ticks = ([0, 50, 100], ["0%", "50%", "100%"])
    stage.panel("proof", LEFT, 28, width, 16, (0, 100), (0, 1), ticks, ([], []), "", title)
    stage.area("all", "proof", [0, 100], [0, 0], [1, 1], tokens.GROUND)
    stage.area("written", "proof", [0, part], [0, 0], [1, 1], tokens.GOOD)
    if guess and guess.figure == "completeness":
        said = min(guess.said / 100, 100)
        stage.mark("guess", "proof", said, 0.5, tokens.YOURS, "D", 9, hollow=True)
        side = 1 if said < 60 else -1
        stage.text("guess words", "proof", said + side * 2.5, 0.5, t("your guess"), tokens.YOURS,
                   ha="left" if side > 0 else "right")  # fmt: skip
