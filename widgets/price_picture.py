"""The picture of the true-cost calculator: the advert's number beside the real one, and what the months are made of."""

import numpy as np

from widgets import tokens
from widgets.axis import money_axis, round_step
from widgets.price_words import advertised, yearly

ENDS = (6, 12, 24, 36, 60)  # where the axis of months ends: it stands still while the term moves a little
LEAST = 0.05  # a yearly axis shows at least five percentage points
LINE_WORDS = 62  # pixels for the words of a line, to the right of the columns
FARTHEST = 1.6  # a guess farther out than so many times the answer runs off the picture, and says so


def height(width: int) -> int:
    return 400 if width >= tokens.WIDE else 640


def draw(stage, o, t, guess):
    """Left (or first): the yearly rates as columns, with the lines. Right (or below): what is owed, what is paid."""
    wide, w = stage.wide, stage.width
    if wide:
        left = 0.4 * w + LINE_WORDS + 52
        boxes = (52, 48, 0.4 * w - 52, 300), (left, 48, w - left - 14, 176), (left, 262, w - left - 14, 86)
    else:
        boxes = (52, 374, w - 54 - LINE_WORDS, 224), (62, 46, w - 80, 160), (62, 246, w - 80, 72)
    _rates(stage, o, t, guess, boxes[0])
    _months(stage, o, t, boxes[1], boxes[2])


def _rates(stage, o, t, guess, box):
    said = guess.said / 10_000 if guess and guess.figure == "nominal" else None
    true, advert, plain = o.all_in["nominal"], float(o.advertised or 0), o.plain["nominal"]
    columns = [(t("all in"), _layers(advert, plain, true), yearly(true, t))]
    if o.advertised is not None:
        columns.insert(0, (t("advert"), (advert,) * 3, advertised(o.advertised, t)))
    if o.values["sheet"] != "none":
        shown = o.on_sheet["nominal"]
        columns.insert(-1, (t("sheet"), _layers(advert, min(plain, shown), shown), yearly(shown, t)))
    own = float(o.values["line"]) / 100
    highest = max(true, advert, min(said or 0, FARTHEST * max(true, advert)), LEAST)
    if said is not None:
        arrow = "↑" if said > highest else ""
        columns.insert(-1, (t("you"), (min(said, highest),) * 3, f"{yearly(said, t)}{arrow}"))
    limits = {float(s.limit) for s in o.standings if s.limit and s.ceiling.per == "year"} | {own} - {0.0}
    limits = sorted(x for x in limits if x < 2.2 * highest)
    top = 1.09 * max(highest, *limits, LEAST)  # room above the column for its figure
    step = round_step(100 * top, 3)
    at = [step * k / 100 for k in range(4)]
    y = (at, [t.percent(v, 0 if step == int(step) else 1) for v in at])
    centres = [k + 0.5 for k in range(len(columns))]
    stage.panel(
        "rates", *box, (0, len(columns)), at, (centres, [name for name, *_ in columns]), y, "", t("cost a year")
    )
    tops = np.array([tops for _, tops, _ in columns])
    half = 0.34 if len(columns) > 1 else 0.2
    for part, colour in enumerate((tokens.AXIS, tokens.COST, tokens.BREACH)):
        base = tops[:, part - 1] if part else 0 * tops[:, 0]
        stage.area(f"part {part}", "rates", *_bars(np.array(centres), half, base, tops[:, part]), colour)
        stage.joints(f"joint {part}", "rates", centres, half, np.where(tops[:, part] < tops[:, -1], tops[:, part], 0))
    if said is not None:
        bar = np.array([centres[-2]]), half, np.zeros(1), tops[-2:-1, -1]
        stage.area("guess", "rates", *_bars(*bar), tokens.YOURS)
    tall = at[-1] / box[3]  # a pixel, in data
    yours = said is not None
    for k, (_, (*_, height_), words) in enumerate(columns):
        # an artist keeps its look for ever, so each look has a name of its own
        name = "all in" if k == len(columns) - 1 else "yours" if yours and k == len(columns) - 2 else f"plain {k}"
        size = tokens.LARGE_SIZE if name == "all in" else tokens.TEXT_SIZE + 2
        ink = tokens.YOURS if name == "yours" else tokens.INK
        place = height_ + (0.72 * size + 2) * tall
        if name == "all in" and k > 1 and abs(height_ - columns[k - 1][1][-1]) < size * tall:
            place += size * tall  # narrow columns of one height: the large figure stands above the one beside it
        for limit in limits:  # no line runs through a figure
            if abs(limit - place) < 0.6 * size * tall:
                place = limit + 0.7 * size * tall
        room = stage.room_for("rates", words, size, name == "all in") / 2
        centre = min(centres[k], len(columns) * (1 - 8 / box[2]) - room)  # clear of the words of a line
        stage.text(f"rate {name}", "rates", centre, place, words, ink, size, name == "all in", "center", above=7)
    place = 0.0
    for k, limit in enumerate(limits):
        stage.line(f"limit {k}", "rates", [0, len(columns)], [limit, limit], tokens.INK, 1.4, ":", above=4)
        rate = t.percent(limit, 0 if round(1000 * limit) % 10 == 0 else 1)
        words = t("your line\n{rate}", rate=rate) if own == limit else t("line\n{rate}", rate=rate)
        place = max(limit, place + 34 * tall)  # the words of the one below keep their room
        stage.text(f"limit words {k}", "rates", 1.02 * len(columns), place, words, tokens.INK, above=7)


def _bars(at, half, low, high):
    """The outline of bars around these places: x, bottom and top, for an area."""
    xs = np.stack([at - half, at - half, at + half, at + half], axis=1).ravel()
    return xs, *(np.stack([0 * v, v, v, 0 * v], axis=1).ravel() for v in (low, high))


def _layers(advert, plain, true):
    """Tops of the three parts: what the advert says, what its number hides, what the fees add."""
    low = min(advert, plain, true)
    return low, max(low, min(plain, true)), true


def _months(stage, o, t, box, above):
    p = o.price
    n, lent = p.months, p.lent / 100
    paid = np.concatenate([[p.fees[0]], p.payments]) / 100
    last = next(end for end in ENDS if n <= end)
    x = (-0.6, last + 0.6)
    numbers = [round(last * k / 3) for k in range(4)]
    x_ticks = (numbers, [t("pay-out"), *map(t.number, numbers[1:])])
    y = money_axis((1.16 if stage.wide else 1.3) * paid.max(), t)
    stage.panel("paid", *box, x, y[0], x_ticks, y, t("month"), t("what you pay, yuan"))
    charged = o.flat and o.advertised is not None
    owed_y = money_axis((1.3 if charged else 1.02) * lent, t, count=2)
    stage.panel("owed", *above, x, owed_y[0], ([], []), owed_y, "", t("what you still owe, yuan"))
    steps = np.arange(1, n + 1)
    before = p.owed[:-1] / 100
    xs = np.repeat(np.concatenate([[0.5], steps + 0.5]), 2)[1:-1]
    stage.area("owed", "owed", xs, 0 * xs, np.repeat(before, 2), tokens.GROUND)
    if charged:
        stage.line("charged", "owed", [0.5, n + 0.5], [lent, lent], tokens.COST_TEXT, 1.6)
        words = t("the fee is charged on all of it")
        over = lent + 9 * owed_y[0][-1] / above[3]
        stage.text("charged words", "owed", 0.5, over, words, tokens.COST_TEXT)
    base = np.zeros(n + 1)
    parts = (
        ("principal", p.principal, tokens.GROUND),
        ("interest", p.interest, tokens.COST),
        ("fees", p.fees, tokens.BREACH),
    )
    for name, cents, colour in parts:
        top = base + cents / 100
        stage.area(name, "paid", *_bars(np.arange(n + 1), 0.4, base, top), colour)
        stage.joints(f"under {name}", "paid", np.arange(n + 1), 0.4, np.where(top > base, base, 0))
        base = top
    tall = y[0][-1] / box[3]
    row = paid.max() + 11 * tall
    fees, interest = t("fees {sum}", sum=t.money(p.fees.sum())), t("interest {sum}", sum=t.money(p.interest.sum()))
    if p.interest.sum():
        stage.text("interest words", "paid", x[1], row, interest, tokens.COST_TEXT, ha="right")
    if p.fees.sum():
        both = stage.room_for("paid", fees) + stage.room_for("paid", interest) > 0.98 * (x[1] - x[0])
        higher = row + 17 * tall if both and p.interest.sum() else row
        stage.text("fee words", "paid", -0.4, higher, fees, tokens.BREACH_TEXT)
    principal = t("principal {sum}", sum=t.money(p.lent))
    if p.principal[1] > 20 * y[0][-1] and stage.room_for("paid", principal) < n:
        stage.text("principal words", "paid", (n + 1) / 2, p.principal[1] / 200, principal, tokens.INK, ha="center")
