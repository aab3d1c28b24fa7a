"""The picture of the payoff race: lanes in which debts melt, one for each order or for each way out."""

import math
from dataclasses import dataclass

import numpy as np

from credit.payoff import NEVER
from widgets import tokens
from widgets.axis import round_step
from widgets.language import N_
from widgets.race_curves import FARTHEST, more_money, staircase
from widgets.race_terms import COVER, MONEY, ONE, SHORT

HEAT = ("#D55E00", "#E69F00", "#F4D48C", "#EDEBE4")  # from the dearest debt to the cheapest, also in grey
SPANS = (6, 12, 18, 24, 36, 48, 60, 90, 120, 180, 240, 300, 360, 480, 600, 720, 900, 1200)  # months of an axis
DRAWN = 240  # points of a lane; a longer one is thinned
ENDLESS = 60  # months of an endless lane that are shown when no lane ends
STILL = 0.4  # words below all that moves: they are painted again only when they change
LABEL = 16  # px that words in a band need
NAMED, SWATCH = 18, 11  # px: a line of names above the lanes, and the square before a name
LONGEST = 24  # characters of a name in a picture; the table has all of it


def height(width: int) -> int:
    """How tall is the picture?"""
    return 490 if width >= tokens.WIDE else 620


def draw(stage, o, t, guess):
    """The picture of the question that is looked at."""
    {COVER: staircase, MONEY: more_money, ONE: _one_loan}.get(o.view, _race)(stage, o, t, guess)


def _race(stage, o, t, guess):
    rows = [(name, t(SHORT[name]), lane, name == o.order) for name, lane in o.lanes.items()]
    if len(o.debts) == 1:
        rows = [
            (name, t(SHORT[name]) if name == "minimum" else t("your sum each month"), lane, here)
            for name, _, lane, here in rows
        ]
    _lanes(stage, o, rows, t, guess, o.names(t.code), _heat([one.debt.rate.monthly for one in o.debts]), o.finish)


def _one_loan(stage, o, t, guess):
    _, agreed, same = o.one
    titles = [t("old debts"), t("new loan"), t("new loan, same sum")]
    if stage.wide:
        old = t("the old debts, {order}", order=t(SHORT[o.order]))
        titles = [old, t("one new loan, as agreed"), t("one new loan, the same money a month")]
    rows = [
        ("old", titles[0], o.lane, False),
        ("new", titles[1], agreed, True),
        ("same", titles[2], same, False),
    ]
    _lanes(stage, o, rows, t, guess, o.names(t.code), _heat([one.debt.rate.monthly for one in o.debts]), None)


def _heat(rates):
    """A colour for each debt: the higher its rate among them, the hotter."""
    order = sorted(range(len(rates)), key=lambda n: -rates[n])
    stops = np.array([[int(c[k : k + 2], 16) for k in (1, 3, 5)] for c in HEAT], dtype=float)
    colours = {}
    for place, n in enumerate(order):
        at = place * (len(stops) - 1) / max(1, len(order) - 1) if len(order) > 1 else 1
        rgb = [np.interp(at, range(len(stops)), stops[:, k]) for k in range(3)]
        colours[n] = "#" + "".join(f"{round(v):02X}" for v in rgb)
    return [(n, colours[n]) for n in order]


def _span(rows):
    """How many months the axis shows."""
    ends = [lane.months for *_, lane, _ in rows if lane.ends]
    if not ends:
        passed = max(lane.passes for *_, lane, _ in rows)
        ends = [max(ENDLESS, passed)]
    most = min(max(ends), SPANS[-1])
    return next(s for s in SPANS if s >= most)


def _lanes(stage, o, rows, t, guess, names, heat, best):
    count, w, h, wide = len(rows), stage.width, stage.height, stage.wide
    span = _span(rows)
    shown = [lane.owed[: span + 1] for *_, lane, _ in rows]
    top = max(int(owed.max()) for owed in shown if len(owed)) / 100
    high = _round_up(top * 1.02)
    costs = [lane.cost for *_, lane, _ in rows if lane.ends]
    said = _said_cost(o, guess, rows)
    dearest = max([*costs, min(said or 0, FARTHEST * max(costs, default=0)), 1])
    across, foot, head = w - 62 - (196 if wide else 14), 46, 26
    above = 22 if wide else 36  # words, and on a narrow page the bar, above a lane
    names = [_short(name) for name in names]
    most = len(_flow(stage, [(colour, names[n]) for n, colour in heat], w - 70))
    area = (h - foot - head - NAMED * most) / count - above - 8
    inside = _inside(stage, rows[0][2], heat, names, area / high, across / span)
    thin = [(colour, names[n]) for n, colour in heat if n not in inside] if len(heat) > 1 else []
    lines = _flow(stage, thin, w - 70)
    tall, tag = (h - foot - head - NAMED * len(lines)) / count, f"{count} {len(lines)}"  # a panel stays where it is
    ends = [round(span * k / 3) for k in range(4)]
    for k, (_, title, lane, here) in enumerate(rows):
        name, low = f"{tag} {k}", foot + (count - 1 - k) * tall
        x_ticks = (ends, [t.number(v) for v in ends] if k == count - 1 else [""] * 4)
        y_ticks = ([0, high], ["0", t.number(round(high))] if k == 0 else ["", ""])
        area = tall - above - 8
        place = Place(name, low, area, high, span)
        axis = t("months") if k == count - 1 else ""
        if axis and best is not None and not wide:
            axis = t("months; dotted: the finish line")
        stage.panel(name, 62, low, across, area, (0, span), (0, high), x_ticks, y_ticks, axis)
        _melt(stage, place, lane, heat if lane.balance.shape[1] > 1 or len(heat) == 1 else [(0, tokens.AXIS)])
        if k == 0:
            for n, y in inside.items():
                stage.text(f"band {name} {n}", name, 0.012 * span, y, names[n], size=12)
        left = 0 if wide else -54 * span / across  # a narrow page needs the room beside the axis
        stage.text(f"lane {name} {here}", name, left, place.over(above - 10), title, bold=here, above=STILL)
        _goal(stage, place, lane, best, o, t, k == 0)
        _cost(stage, place, lane, here, dearest, above, t)
    _guess(stage, o, rows, t, guess, dearest, tag, tall - above - 8)
    _head(stage, lines, len(heat) > 1, t)


def _head(stage, lines, many, t):
    """What the lanes show, and the names of the bands that are too thin to bear them."""
    w, h, wide = stage.width, stage.height, stage.wide
    left, tall, head = 62 if wide else 8, 24 + NAMED * len(lines), f"head {len(lines)}"
    stage.bare(head, left, h - tall - 2, w - 70, tall, (0, w - 70), (0, tall))
    title = N_("owed, yuan, by month")
    if many:
        title = (
            N_("owed, yuan, by month; the darker, the higher its rate")
            if wide
            else N_("owed, yuan; darker: higher rate")
        )
    stage.text(f"{head} words", head, 0, tall - 12, t(title), tokens.QUIET, above=STILL)
    if wide:
        stage.text(f"{head} cost", head, w - 62 - 184, tall - 12, t("interest and fees"), tokens.QUIET, above=STILL)
    for row, line in enumerate(lines):
        y = tall - 24 - NAMED * (row + 0.5)
        for x, colour, name in line:
            box, low, high = np.array([x, x + SWATCH]), np.full(2, y - SWATCH / 2), np.full(2, y + SWATCH / 2)
            stage.area(f"{head} swatch {colour}", head, box, low, high, colour)
            stage.text(f"{head} name {colour}", head, x + SWATCH + 5, y, name, size=12, above=STILL)


def _flow(stage, thin, room):
    """Lines of (left end, colour, name) that fit beside each other."""
    lines, x = [], room
    for colour, name in thin:
        wide = SWATCH + 5 + stage.width_of(name, 12)
        if x + wide > room:
            lines, x = [*lines, []], 0
        lines[-1].append((x, colour, name))
        x += wide + 16
    return lines


def _inside(stage, lane, heat, names, per_yuan, per_month):
    """Which names have room in their band, and at which height? `per_yuan` and `per_month` are pixels."""
    under, found = 0.0, {}
    for n, _ in heat:
        here = float(lane.balance[0, n]) / 100
        month = math.ceil((stage.width_of(names[n], 12) + 6) / per_month)
        end = lane.balance[min(len(lane.balance) - 1, month)] / 100
        if here * per_yuan > LABEL and end.sum() > 1.05 * (under + here / 2):
            found[n] = under + here / 2
        under += here
    return found


def _short(name):
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


@dataclass(frozen=True)
class Place:
    """Where a lane lies: its panel, the lower edge and the height in pixels, and the ends of its axes."""

    name: str
    low: float
    area: float
    high: float
    span: float

    def over(self, pixels: float) -> float:
        """So many pixels above the lane, in its own units."""
        return self.high * (1 + pixels / self.area)


def _melt(stage, place, lane, heat):
    """The debts of a lane, one on the other, the dearest at the bottom."""
    last = min(len(lane.balance) - 1, place.span)
    months = np.unique(np.append(np.arange(0, last + 1, max(1, math.ceil(last / DRAWN))), last))
    under, borders = np.zeros(len(months)), []
    for n, colour in heat:
        over = under + lane.balance[months, n].astype(float) / 100
        stage.area(f"debt {place.name} {n} {colour}", place.name, months, under, over, colour)
        under = over
        borders += [under, [np.nan]]
    if len(heat) > 1:  # thin lines of paper, so that the bands stay apart without colour
        x = np.tile(np.append(months, np.nan), len(heat) - 1)
        stage.line(f"between {place.name}", place.name, x, np.concatenate(borders[:-2]), tokens.PAPER, 1.1)
    stage.line(f"top {place.name}", place.name, months, under, tokens.INK, 1.4, above=2.1)


def _goal(stage, place, lane, best, o, t, first):
    """Where the lane ends, and the finish line that no plan with this money can pass."""
    name, span, high = place.name, place.span, place.high
    line = best.months if best is not None and best.months <= span else None
    if line is not None:
        stage.line(f"finish {name}", name, [line] * 2, [0, high], tokens.GOOD, 1.6, ":")
    if not lane.ends:
        if 0 < lane.passes <= span:
            at = lane.passes
            stage.mark(f"passes {name}", name, at, lane.owed[at] / 100, tokens.BREACH, size=9)
            words = t("month {n}: more than {limit}", n=t.number(at), limit=t.round_money(o.limit))
            room, gap = stage.room_for(name, words), 0.02 * span
            right = at - gap < room  # no room on the left: above the curve, which rises below the words
            x = max(min(at + gap, span - room), 0) if right else at - gap
            under = lane.owed[int(x) : int(x + room) + 2].max() if right else lane.owed[at]
            y = min(under / 100 + high * 12 / place.area, high * (1 - 8 / place.area))
            ha = "left" if right else "right"
            stage.text(f"passes words {name}", name, x, y, words, tokens.BREACH_TEXT, ha=ha, halo=right)
        return
    at = min(lane.months, span)
    stage.mark(f"end {name}", name, at, 0, tokens.INK, size=7)
    words = t.plural("one month", "{n} months", lane.months)
    if first and lane.months == line and stage.wide:
        long = t("{months}: the finish line", months=words)
        start = int(at - stage.room_for(name, long) - 0.012 * span)
        free = high * (1 - 18 / place.area)  # below the words
        words = long if start > 0 and lane.owed[start] / 100 < free else words
    room = stage.room_for(name, words) + 0.012 * span
    edge = line if line is not None and line < at <= line + room else at
    side = "right" if edge - room > 0 else "left"
    x = edge - 0.012 * span if side == "right" else at + 0.012 * span
    stage.text(f"months {name}", name, x, high * max(0.5, 1 - 10 / place.area), words, tokens.QUIET, ha=side)


def _cost(stage, place, lane, here, dearest, above, t):
    """What the lane costs: a bar and its figure, beside the lane or, on a narrow page, above it."""
    name, colour = f"cost {place.name}", tokens.INK if here else tokens.AXIS
    never = t("never ends") if lane.months == NEVER else t("no end in sight")
    said, ink = (t.money(lane.cost), tokens.INK) if lane.ends else (never, tokens.BREACH_TEXT)
    long = 100 * lane.cost / dearest if lane.ends else 0
    if stage.wide:
        stage.bare(name, stage.width - 184, place.low, 170, place.area, (0, 100), (0, place.area))
        base = max(0, 0.4 * place.area - 22)
        stage.area(f"bar {name} {here}", name, [0, long], [base + 2] * 2, [base + 14] * 2, colour)
        size = tokens.LARGE_SIZE if here else 15
        stage.text(
            f"words {name} {here} {lane.ends}", name, 0, base + 32, said, ink, size=size, bold=here or not lane.ends
        )
    else:
        stage.bare(name, 62, place.low + place.area + 4, stage.width - 76, 10, (0, 100), (0, 10))
        stage.area(f"bar {name} {here}", name, [0, long], [0, 0], [8, 8], colour)
        stage.text(
            f"words {name} {here} {lane.ends}",
            place.name,
            place.span,
            place.over(above - 10),
            said,
            ink,
            bold=here,
            ha="right",
        )


def _said_cost(o, guess, rows):
    """The cost at which the guess is marked in the column of costs; None where it is none, or of other debts."""
    if not guess or guess.ask.options or guess.ask.unit != "money":
        return None
    asked = {"whose": "four", **guess.settings}
    if any(o.values[name] != value for name, value in asked.items()):
        return None
    if guess.figure == "order_saves":
        costs = [lane.cost for *_, lane, _ in rows if lane.ends]
        return min(costs) + guess.said if costs else None
    return guess.said if guess.figure in ("cost", "one_cost") else None


def _guess(stage, o, rows, t, guess, dearest, tag, area):
    """The guess beside the bar that it is about: what the order saves is the gap to the dearest lane."""
    said = _said_cost(o, guess, rows)
    if said is None:
        return
    k = next((k for k, row in enumerate(rows) if row[3]), 0)
    if guess.figure == "order_saves":
        k = max(range(len(rows)), key=lambda n: rows[n][2].cost)
    panel, at, beyond = f"cost {tag} {k}", min(100 * said / dearest, 100), said > dearest
    y = max(0, 0.4 * area - 22) + 8 if stage.wide else 4
    stage.mark(f"guess {panel} {beyond}", panel, at, y, tokens.YOURS, ">" if beyond else "D", 9, hollow=True)
    if stage.wide:
        side = "right" if at > 45 else "left"
        x = at + 4 if side == "left" else at - 4
        words = t("you guessed more") if beyond else t("your guess")
        stage.text(f"guess words {panel} {side}", panel, x, y - 16, words, tokens.YOURS, ha=side)


def _round_up(value):
    return round_step(max(value, 1), 1)
