"""The picture of the true-cost calculator: the advert's number beside the real one, and what the months are made of."""

import numpy as np

from widgets import tokens
from widgets.axis import money_axis, round_step
from widgets.price_words import advertised, yearly

LEAST = 0.05  # a yearly axis shows at least five percentage points


def height(width: int) -> int:
    return 400 if width >= tokens.WIDE else 640


def draw(stage, o, t, guess):
    """Left (or first): the yearly rates as columns, with the lines. Right (or below): what is owed, what is paid."""
    wide, w = stage.wide, stage.width
    if wide:
        boxes = (
            (52, 48, 0.4 * w - 52, 300),
            (0.4 * w + 72, 48, 0.6 * w - 92, 176),
            (0.4 * w + 72, 262, 0.6 * w - 92, 86),
        )
    else:
        boxes = (52, 374, w - 66, 224), (62, 46, w - 80, 160), (62, 246, w - 80, 72)
    _rates(stage, o, t, guess, boxes[0])
    _months(stage, o, t, boxes[1], boxes[2])


def _rates(stage, o, t, guess, box):
    said = guess.said / 10_000 if guess and guess.figure == "nominal" else 0
    true, advert = o.all_in["nominal"], float(o.advertised)
    columns = [(t("advert"), advert, advert, advert), (t("all in"), *_layers(advert, o.plain["nominal"], true))]
    if o.values["sheet"] != "none":
        shown = o.on_sheet["nominal"]
        columns.insert(1, (t("sheet"), *_layers(advert, min(o.plain["nominal"], shown), shown)))
    if said:
        columns.insert(-1, (t("you"), said, said, said))
    own = float(o.values["line"]) / 100
    highest = max(true, advert, said, LEAST)
    limits = {float(s.limit) for s in o.standings if s.limit and s.ceiling.per == "year"} | {own} - {0.0}
    limits = sorted(x for x in limits if x < 2.2 * highest)
    top = 1.09 * max(highest, *limits, LEAST)  # room above the column for its figure
    step = round_step(100 * top, 3)
    at = [step * k / 100 for k in range(4)]
    y = (at, [t.percent(v, 0 if step == int(step) else 1) for v in at])
    centres = [k + 0.5 for k in range(len(columns))]
    names = [name for name, *_ in columns]
    stage.panel("rates", *box, (0, len(columns)), at, (centres, names), y, "", t("cost a year"))
    for part, colour in enumerate((tokens.AXIS, tokens.COST, tokens.BREACH)):
        xs, low, high = [], [], []
        for centre, (_, *tops) in zip(centres, columns):
            base = tops[part - 1] if part else 0.0
            xs += [centre - 0.34, centre - 0.34, centre + 0.34, centre + 0.34]
            low += [0, base, base, 0]
            high += [0, tops[part], tops[part], 0]
        stage.area(f"part {part}", "rates", xs, low, high, colour)
    if said:
        at_guess = centres[-2]
        stage.area("guess", "rates", [at_guess - 0.34, at_guess + 0.34], [0, 0], [said, said], tokens.YOURS)
    tall = at[-1] / box[3]  # a pixel, in data
    for k, (centre, (_, *tops)) in enumerate(zip(centres, columns)):
        last = k == len(columns) - 1
        size = tokens.LARGE_SIZE if last else tokens.TEXT_SIZE + 2
        place = tops[-1] + (0.72 * size + 2) * tall
        ink = tokens.YOURS if said and k == len(columns) - 2 else tokens.INK
        said_so = yearly(tops[-1], t) if k else advertised(o.advertised, t)
        stage.text(f"rate {k}", "rates", centre, place, said_so, ink, size, last, ha="center", above=7)
    for k, limit in enumerate(limits):
        mine = own == limit
        stage.line(f"limit {k}", "rates", [0, len(columns)], [limit, limit], tokens.INK, 1.4, ":", above=4)
        rate = t.percent(limit, 0 if round(1000 * limit) % 10 == 0 else 1)
        words = t("your line {rate}", rate=rate) if mine else t("line {rate}", rate=rate)
        stage.text(f"limit words {k}", "rates", 0.03 * len(columns), limit + 9 * tall, words, tokens.INK, above=7)


def _layers(advert, plain, true):
    """Tops of the three parts: what the advert says, what its number hides, what the fees add."""
    low = min(advert, plain, true)
    return low, max(low, min(plain, true)), true


def _months(stage, o, t, box, above):
    p = o.price
    n, lent = p.months, p.lent / 100
    paid = np.concatenate([[p.fees[0]], p.payments]) / 100
    first = 0 if p.fees[0] else 1
    x = (first - 0.6, n + 0.6)
    numbers = sorted({max(1, round(n * k / 3)) for k in range(4)} | {1})
    x_ticks = (numbers, [t.number(k) for k in numbers])
    if first == 0:
        x_ticks = (
            ([0, *numbers[1:]], [t("pay-out"), *x_ticks[1][1:]]) if n > 5 else ([0, n], [t("pay-out"), t.number(n)])
        )
    y = money_axis((1.16 if stage.wide else 1.3) * paid.max(), t)
    stage.panel("paid", *box, x, y[0], x_ticks, y, t("month"), t("what you pay, yuan"))
    owed_y = money_axis((1.3 if o.flat else 1.02) * lent, t, count=2)
    stage.panel("owed", *above, x, owed_y[0], ([], []), owed_y, "", t("what you still owe, yuan"))
    steps = np.arange(1, n + 1)
    before = p.owed[:-1] / 100
    xs = np.repeat(np.concatenate([[0.5], steps + 0.5]), 2)[1:-1]
    stage.area("owed", "owed", xs, 0 * xs, np.repeat(before, 2), tokens.GROUND)
    if o.flat:
        stage.line("charged", "owed", [0.5, n + 0.5], [lent, lent], tokens.COST_TEXT, 1.6)
        words = t("the fee is charged on all of it")
        stage.text(
            "charged words", "owed", n + 0.5, lent + 9 * owed_y[0][-1] / above[3], words, tokens.COST_TEXT, ha="right"
        )
    base = np.zeros(n + 1)
    parts = (
        ("principal", p.principal, tokens.GROUND),
        ("interest", p.interest, tokens.COST),
        ("fees", p.fees, tokens.BREACH),
    )
    for name, cents, colour in parts:
        top = base + cents / 100
        k = np.arange(n + 1)
        xs = np.stack([k - 0.4, k - 0.4, k + 0.4, k + 0.4], axis=1).ravel()
        low, high = (np.stack([0 * v, v, v, 0 * v], axis=1).ravel() for v in (base, top))
        stage.area(name, "paid", xs, low, high, colour)
        base = top
    tall = y[0][-1] / box[3]
    row = paid.max() + 11 * tall
    fees, interest = t("fees {sum}", sum=t.money(p.fees.sum())), t("interest {sum}", sum=t.money(p.interest.sum()))
    span = x[1] - x[0]
    if p.interest.sum():
        stage.text("interest words", "paid", n + 0.4, row, interest, tokens.COST_TEXT, ha="right")
    if p.fees.sum():
        both = stage.room_for("paid", fees) + stage.room_for("paid", interest) > 0.98 * span
        above = row + 17 * tall if both and p.interest.sum() else row
        stage.text("fee words", "paid", first - 0.4, above, fees, tokens.BREACH_TEXT)
    principal = t("principal {sum}", sum=t.money(p.lent))
    if p.principal[1] > 20 * y[0][-1] and stage.room_for("paid", principal) < n:
        stage.text("principal words", "paid", (n + 1) / 2, p.principal[1] / 200, principal, tokens.INK, ha="center")
