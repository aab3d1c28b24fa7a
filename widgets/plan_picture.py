"""The picture of the plan comparator: every request as a circle, and below it which of them silence has taken away."""

import numpy as np

from credit.asking import HABITS, Request
from widgets import tokens
from widgets.axis import money_axis
from widgets.plan_terms import FIRST_DAY, LAST_DAY, PLANS

LETTERS = dict(zip(Request, "ABCDEFGH"))
LEFT, RIGHT = 58, 34  # px beside the scatter
FOOT = 48  # px below the branches
GUTTER = 240  # px for the names of the requests, where there is room beside the branches
SMALL, LARGE = 9.5, 24  # px of radius: never breaks, always breaks
ROUND = np.linspace(0, 2 * np.pi, 49)


def height(width: int) -> int:
    """How tall is it, in CSS pixels?"""
    return _below(width) + 330


def _row(width):
    """A row of the branches, in px; on a narrow page the name stands above its bar."""
    return 21 if width >= tokens.WIDE else 30


def _below(width):
    """Where the scatter's own axis labels begin."""
    return FOOT + _row(width) * len(Request) + 34


def draw(stage, o, t, guess):
    _scatter(stage, o, t, guess)
    _branches(stage, o, t, guess)


def colour_of(broken: int) -> str:
    """Seldom, sometimes, mostly: of 100, how many break it?"""
    return tokens.GOOD if broken <= 10 else tokens.COST if broken <= 50 else tokens.BREACH


def radius(broken: float) -> float:
    """The area between the smallest and the largest circle goes with the share that breaks."""
    return float(np.sqrt(SMALL**2 + (LARGE**2 - SMALL**2) * broken / 100))


def _scatter(stage, o, t, guess):
    bottom = _below(stage.width) + 42
    wide, tall = stage.width - LEFT - RIGHT, stage.height - bottom - 50
    side = [p for r, p in o.plans.items() if r is not Request.LUMP]
    said = guess.said / 100 if guess and guess.figure == "cost" else 0
    x_top = max(p.offer.instalment for p in side) / 100
    x = money_axis(1.1 * max(x_top, min(float(o.values["afford"]), 1.3 * x_top)), t)
    y = money_axis(1.12 * max(*(p.cost / 100 for p in side), said, 100), t)
    title = t("paid on top of the loan, yuan") if stage.wide else t("paid on top, yuan")
    stage.panel("plans", LEFT, bottom, wide, tall, x[0], y[0], x, y, t("a month, yuan"), title)
    stage.bare("over", 0, 0, stage.width, stage.height, (0, stage.width), (0, stage.height))
    stage.text("size", "over", LEFT, stage.height - 12, t("large circle: often breaks"), tokens.QUIET)
    to_x = lambda v: LEFT + wide * min(max(v / x[0][-1], 0), 1)
    to_y = lambda v: bottom + tall * min(max(v / y[0][-1], 0), 1)
    afford = float(o.values["afford"])
    if afford <= x[0][-1]:
        _upright(stage, "afford", to_x(afford), bottom, bottom + tall)
        words, at = t("you can pay"), to_x(afford)
        right = at + 8 + stage.room_for("over", words) < stage.width
        stage.text("afford words", "over", at + (5 if right else -5), bottom + tall - 8, words, tokens.QUIET,
                   ha="left" if right else "right")  # fmt: skip
    spots, chosen = {}, o.request
    for request, plan in o.plans.items():
        if request is not chosen and request is not Request.FIXER and request not in o.asked:
            continue
        lump = request is Request.LUMP
        spots[request] = (
            LEFT + wide + 6 if lump else to_x(plan.offer.instalment / 100),
            max(to_y(plan.cost / 100), bottom + 44 if lump else 0),
            radius(plan.broken) if o.is_open(request) else SMALL,
        )
    order = [r for r in spots if not o.is_open(r)] + sorted(
        (r for r in spots if o.is_open(r)), key=lambda r: (r is chosen, -spots[r][2])
    )
    order = [r for r in order if r is not chosen] + [chosen]
    letters = _letters(order, spots)
    for request in order:
        _bubble(stage, o, t, request, spots[request], letters.get(request, ""))
    busy = dict(spots)
    if guess and guess.figure in ("cost", "kept", "ease"):
        busy["guess"] = _guess(stage, o, t, guess, spots, to_y, bottom)
    _name(stage, o, t, busy, (LEFT, bottom, stage.width, bottom + tall))
    if Request.LUMP in spots:  # no sum a month: it stands at the edge
        places = [(stage.width - 4, bottom + up, "right") for up in (10, 26, -12, 70, 96)]
        x, y, ha = stage.free("over", places, t("at once"))
        stage.text("at once", "over", x, y, t("at once"), tokens.QUIET, ha=ha)


def _letters(order, spots) -> dict:
    """Which letters stand in which circle? Those that would lie on one another stand together in the topmost."""
    groups = [(request, LETTERS[request]) for request in reversed(order)]

    def touching():
        for n, (top, letters) in enumerate(groups):
            for other, more in groups[n + 1 :]:
                (x, y, _), (a, b, _) = spots[top], spots[other]
                if abs(x - a) < 5 * len(letters + more) + 2 and abs(y - b) < 12:
                    return n, (top, letters), (other, more)

    while pair := touching():
        n, first, second = pair
        groups.remove(second)
        groups[n] = (first[0], "".join(sorted(first[1] + second[1])))
    return dict(groups)


def _bubble(stage, o, t, request, spot, letters):
    """One circle and its letters: filled while the lender agrees to it, hollow when it no longer does."""
    x, y, r = spot
    plan, name = o.plans[request], request.name
    across = x + r * np.cos(ROUND[:25])
    half = r * np.sin(ROUND[:25])
    if o.is_open(request):
        colour = colour_of(plan.broken)
        stage.area(f"{name} {colour}", "over", across, y - half, y + half, colour)
        ink = tokens.INK if colour == tokens.COST else tokens.PAPER
        ring, ring_width = (tokens.INK, 2.4) if request is o.request else (tokens.PAPER, 1.2)
    else:
        stage.area(f"{name} shut", "over", across, y - half, y + half, tokens.PAPER)
        ink, ring = tokens.QUIET, tokens.INK if request is o.request else tokens.AXIS
        ring_width = 1.6
    stage.line(f"{name} ring {ring} {ring_width}", "over", x + r * np.cos(ROUND), y + r * np.sin(ROUND), ring,
               ring_width)  # fmt: skip
    if letters:
        spill = stage.width_of(letters, 12, True) > 2 * r + 3
        stage.text(f"{name} letter {ink} {spill}", "over", x, y - 0.5, letters, tokens.INK if spill else ink, size=12,
                   bold=True, ha="center", halo=spill)  # fmt: skip


def _name(stage, o, t, spots, box):
    """The chosen request's instalment, beside its circle where no other circle stands."""
    plan = o.plans[o.request]
    x, y, r = spots[o.request]
    words = t.money(plan.offer.instalment if o.request is not Request.LUMP else plan.offer.total_paid)
    size = tokens.LARGE_SIZE if stage.wide else 15
    wide, tall = stage.room_for("over", words, size, True), 1.2 * size
    places = [
        (x + r + 7, y, "left"), (x - r - 7, y, "right"), (x - wide / 2, y + r + tall / 2 + 4, "left"),
        (x - wide / 2, y - r - tall / 2 - 4, "left"), (x + r + 7, y + r + 6, "left"), (x - r - 7, y + r + 6, "right"),
        (x - r - 7, y - r - 6, "right"), (x + r + 7, y - r - 6, "left"),
    ]  # fmt: skip
    for apart in (1.4 * tall, -1.4 * tall, 2.4 * tall, -2.4 * tall):  # on a narrow page, rather apart than on another
        places += [(x + r + 7, y + apart, "left"), (x - r - 7, y + apart, "right")]

    def trouble(place):
        left = place[0] - (wide if place[2] == "right" else 0)
        low, high = place[1] - tall / 2, place[1] + tall / 2
        out = max(box[0] - left, 0) + max(left + wide - box[2] + 4, 0) + max(box[1] + 2 - low, 0)
        out += max(high - box[3] + 14, 0)
        hits = 0
        for request, (a, b, s) in spots.items():
            if request is not o.request:
                near = np.hypot(a - min(max(a, left), left + wide), b - min(max(b, low), high))
                hits += max(s + 2 - near, 0)
        return 10 * out + hits

    at = min(places, key=trouble)
    stage.text("chosen", "over", at[0], at[1], words, size=size, bold=True, ha=at[2], above=9)


def _guess(stage, o, t, guess, spots, to_y, bottom):
    """The learner's own: a height for money, a size for how many keep it. Gives the spot of its words: x, y, radius."""
    x, y, r = spots[o.request]
    if guess.figure == "kept":
        s = radius(100 - min(guess.said, 100))
        stage.line("guess ring", "over", x + s * np.cos(ROUND), y + s * np.sin(ROUND), tokens.YOURS, 2.4, above=8)
        at = y - max(s, r) - 12
    elif guess.figure == "ease":
        before = o.plans[Request.AS_BEFORE]
        off = before.offer.instalment - o.plans[Request.LONGER].offer.instalment
        at = to_y((before.cost + guess.said * off / 100_00) / 100)
        stage.mark("guess", "over", x, at, tokens.YOURS, "D", 9, hollow=True, above=8)
    else:
        at = to_y(guess.said / 100)
        stage.mark("guess", "over", x, at, tokens.YOURS, "D", 9, hollow=True, above=8)
    words = t("your guess")
    if guess.figure == "cost":
        long, at = stage.room_for("over", words) + 12, max(at, bottom + 9)  # not on the axis
        others = [spot for spot in spots.values() if abs(spot[0] - x) > spot[2]]
        meets = lambda low, high: any(low < a + s and a - s < high and abs(b - at) < s + 7 for a, b, s in others)
        right = x + long + 2 < stage.width and (meets(x - long, x) or not meets(x, x + long))
        stage.text("guess words", "over", x + (12 if right else -12), at, words, tokens.YOURS,
                   ha="left" if right else "right", above=8, halo=True)  # fmt: skip
        return x + (40 if right else -40), at, 12
    # other circles stand beside it
    y = at - (16 if guess.figure == "ease" else 0)
    places = [(x, y - down, "center") for down in (0, -32, 14, -46, 28, 42)]
    places += [(x + 14, at, "left"), (x - 14, at, "right"), (x - 14, y - 14, "right"), (x - 14, y + 30, "right")]
    x, y, ha = stage.free("over", places, words)
    stage.text("guess words", "over", x, y, words, tokens.YOURS, ha=ha, above=8, halo=True)
    return x, y, 26


def _branches(stage, o, t, guess):
    """One bar a request, from the first to the last day on which the lender agrees; the trunk is the day of asking."""
    beside, high, rows = stage.wide, _row(stage.width), len(Request)
    left = GUTTER if beside else 12
    wide = stage.width - left - 18
    at, words = [0, 60, 120, 180], ["0", "60", "120", "180"]
    title = t("still agreed to: {open} of {all}", open=t.number(o.open_count), all=t.number(o.all_count))
    stage.panel("branches", left, FOOT, wide, high * rows, (FIRST_DAY, LAST_DAY), (0, rows), (at, words), ([], []),
                t("day you ask; 0: due date"))  # fmt: skip
    stage.panels["branches"].spines["left"].set_visible(False)
    stage.text("branches title", "over", 12, FOOT + high * rows + 14, title)
    low, top = (0.15, 0.85) if beside else (0.1, 0.4)
    trunk = []
    for n, request in enumerate(Request):
        y, is_open = rows - n - 1, o.is_open(request)
        first, last = HABITS.get(request, HABITS[Request.LONGER])
        reach = np.array([FIRST_DAY if first is None else first, LAST_DAY if last is None else last + 1])
        offered = request is Request.FIXER or request in o.asked
        if offered:
            stage.area(f"row {n}", "branches", reach, np.full(2, y + low), np.full(2, y + top), tokens.GROUND)
        ink, chosen = tokens.INK if is_open else tokens.QUIET, request is o.request
        words = t("{letter}  {name}", letter=LETTERS[request], name=t(PLANS[request]))
        name_y = FOOT + high * (y + (0.5 if beside else 0.7))
        stage.text(f"row name {n} {ink} {chosen}", "over", 12, name_y, words, ink, bold=chosen)
        if o.day is None or not (offered or beside):
            continue
        trunk += [(o.day, y + low - 0.06), (o.day, y + top + 0.06)] + ([] if beside else [(o.day, np.nan)])
        if is_open:
            colour = colour_of(o.plans[request].broken)
            stage.mark(f"knot {n} {colour}", "branches", o.day, y + (low + top) / 2, colour, size=10, above=6)
    if trunk:
        stage.line("trunk", "branches", *zip(*trunk), tokens.INK, 1.6, above=4)
    if guess and guess.figure == "open_count":
        words, y = t("your guess: {n}", n=t.number(guess.said)), FOOT + high * rows + 14
        at = 30 + stage.room_for("over", title)
        if at + 10 + stage.room_for("over", words) > stage.width - 6:
            words = t.number(guess.said)  # the mark in the learner's colour tells whose figure it is
        stage.mark("guess", "over", at, y, tokens.YOURS, "D", 9, hollow=True)
        stage.text("guess words", "over", at + 10, y, words, tokens.YOURS)


def _upright(stage, name, x, low, high):
    stage.line(name, "over", [x, x], [low, high], tokens.QUIET, 1.2, ":")
