"""Two curves of the payoff race: what more money a month does, and a gap that is covered by new loans."""

import math

import numpy as np

from widgets import tokens
from widgets.axis import money_axis, round_step

FARTHEST = 2  # times what it comes to: a guess beyond it stands at the end of the axis, and the rest stays readable


def more_money(stage, o, t, guess):
    """What all of it costs, for every sum a month: a steep curve, and on it a thin band of orders."""
    budgets, costs = o.curves
    x = np.array(budgets) / 100
    all_costs = np.array([np.where(c < 0, np.nan, c / 100) for c in costs.values()], dtype=float)
    fine = ~np.isnan(all_costs).any(axis=0)
    box = (72, 48, stage.width - 100, stage.height - 84)
    title = t("interest and fees in all, yuan")
    if not fine.any():
        stage.panel("money", *box, (0, 1), (0, 1), ([], []), ([], []), "", title)
        stage.text("none", "money", 0.5, 0.5, t("no end within this range"), tokens.BREACH_TEXT, ha="center")
        return
    x, all_costs = x[fine], all_costs[:, fine]
    low, high = all_costs.min(axis=0), all_costs.max(axis=0)
    there = o.lane.ends and o.order != "minimum"
    here = o.money[0] / 100
    y = money_axis(max(high.max(), o.cost / 100 if there and here >= x[0] else 0) * 1.1, t)
    step = round_step(x[-1] - x[0], 3)
    ends = [step * k for k in range(math.ceil(x[0] / step), math.floor(x[-1] / step) + 1)]
    stage.panel("money", *box, (x[0], x[-1]), y[0], (ends, [t.number(round(v)) for v in ends]), y,
                t("for the debts each month, yuan"), title)  # fmt: skip
    stage.area("band", "money", x, low, high, tokens.COST)
    chosen = o.curves[1].get(o.order)
    line = np.where(chosen < 0, np.nan, chosen / 100)[fine] if chosen is not None else low
    stage.line("chosen", "money", x, line, tokens.INK, 2.2, above=4)
    if len(o.debts) > 1:
        words = t("the band: from the best\nto the worst order")
        stage.text("band words", "money", x[-1], 0.5 * low[-1], words, tokens.COST_TEXT, ha="right")
    if there and x[0] <= here <= x[-1]:
        cost = o.cost / 100
        stage.mark("here", "money", here, cost, size=10, above=6)
        side = "left" if here < (x[0] + x[-1]) / 2 else "right"
        shift = 0.02 * (x[-1] - x[0]) * (1 if side == "left" else -1)
        tall = 1.3 * tokens.LARGE_SIZE * y[0][-1] / box[3]
        room = 0 if side == "left" else stage.room_for("money", t.money(o.cost), tokens.LARGE_SIZE, True) - shift
        top = max(cost, np.interp(here - room, x, high)) + 0.6 * tall  # the band falls: it is highest at the left end
        if guess and guess.figure == "cost" and abs(guess.said / 100 - top) < 0.9 * tall:
            top = guess.said / 100 + 0.9 * tall
        stage.text("here words", "money", here + shift, min(top, y[0][-1] - tall / 2), t.money(o.cost),
                   size=tokens.LARGE_SIZE, bold=True, ha=side, above=6)  # fmt: skip
    if guess and guess.figure == "cost" and o.values["whose"] == guess.settings.get("whose", "four"):
        at = float(guess.settings.get("budget", here))
        said, shape, words = _pinned(guess.said / 100, y[0][-1], t)
        stage.mark(f"money guess {shape}", "money", at, said, tokens.YOURS, shape, 9, hollow=True)
        side = "left" if at < (x[0] + x[-1]) / 2 else "right"
        shift = 0.025 * (x[-1] - x[0]) * (1 if side == "left" else -1)
        low = 0.7 * tokens.TEXT_SIZE * y[0][-1] / box[3]
        other = {"left": "right", "right": "left"}[side]
        places = [(at + shift, max(said, low) + up * 2 * low, side) for up in (0, 1, 2)] + [(at - shift, said, other)]
        at, y_words, side = stage.free("money", places, words)
        stage.text("money guess words", "money", at, y_words, words, tokens.YOURS, ha=side, halo=True)


def _pinned(said, high, t):
    """Where a guess is drawn, as what, and its words: one beyond the axis stands at the axis' end and says so."""
    if said > high:
        return 0.96 * high, "^", t("you guessed more")
    return said, "D", t("your guess")


def staircase(stage, o, t, guess):
    """What is owed when each month's gap is covered by a new loan: every step higher than the last."""
    months = o.ahead
    owed, gap = np.array(o.covered[: months + 1], dtype=float) / 100, float(o.values["gap"])
    x = np.repeat(np.arange(months + 1), 2)[1:]
    stairs, plain = np.repeat(owed, 2)[:-1], np.repeat(gap * np.arange(months + 1), 2)[:-1]
    x, stairs, plain = np.append(x, months + 0.6), np.append(stairs, owed[-1]), np.append(plain, gap * months)
    said = guess.said / 100 if guess and guess.figure == "covered_owed" else 0
    y = money_axis(1.18 * max(owed[-1], min(said, FARTHEST * owed[-1]), 10), t)
    span = months + 0.6
    ends = sorted({round(months * k / 3) for k in range(4)})
    box = (72, 48, stage.width - 92, stage.height - 84)
    stage.panel("stairs", *box, (0, span), y[0], (ends, [t.number(v) for v in ends]), y, t("months"),
                t("owed on the new loans, yuan"))  # fmt: skip
    stage.area("gaps", "stairs", x, 0 * x, plain, tokens.GROUND)
    stage.area("stairs cost", "stairs", x, plain, stairs, tokens.COST)
    stage.line("stairs", "stairs", x, stairs)
    high = y[0][-1]
    if 0 < o.covered_passes <= months:
        stage.line("limit", "stairs", [0, span], [o.limit / 100] * 2, tokens.BREACH, 1.4, ":")
        figures = {"n": o.covered_passes, "limit": t.round_money(o.limit)}
        for words, up in (
            (t("month {n}: more than {limit}", **figures), 0.03),
            (t("month {n}:\n{limit}", **figures), 0.06),
        ):
            end = math.ceil(0.02 * span + stage.room_for("stairs", words))  # the stairs must lie below the words
            if owed[min(end, months)] < o.limit / 100:
                stage.text(
                    f"limit words {up}", "stairs", 0.02 * span, o.limit / 100 + up * high, words, tokens.BREACH_TEXT
                )
                break
    stage.mark("now", "stairs", months, owed[-1], size=9, above=6)
    stage.text("now words", "stairs", months - 0.02 * span, owed[-1] + 0.055 * high, t.money(o.covered_owed),
               size=tokens.LARGE_SIZE, bold=True, ha="right", above=6)  # fmt: skip
    if plain[-1] > 0.12 * high:
        stage.text(
            "stairs gap words", "stairs", 0.97 * span, 0.05 * high, t("the gap itself"), tokens.QUIET, ha="right"
        )
    if owed[-1] - plain[-1] > 0.09 * high:
        near = 1.6 * tokens.TEXT_SIZE * high / box[3]  # the words of a guess need their own place
        places = [(owed[m] + 0.03 * high, m) for m in (round(0.8 * months), round(0.55 * months))]
        y_words, at = next((p for p in places if abs(p[0] - said) > near), places[-1])
        stage.text("stairs cost words", "stairs", at, y_words, t("interest and fees"), tokens.COST_TEXT, ha="right")
    if guess and guess.figure == "covered_owed":
        said, shape, words = _pinned(said, high, t)
        under = np.flatnonzero(owed < 0.94 * said)
        at, end = min(int(under[-1]), months) if len(under) else 0, min(guess.settings.get("ahead", months), months)
        x = max(at - 0.02 * span, stage.room_for("stairs", words))
        stage.line("guess line", "stairs", [min(x, end), end], [said] * 2, tokens.YOURS, 1.2, ":", above=5)
        stage.mark(f"stairs guess {shape}", "stairs", end, said, tokens.YOURS, shape, 9, hollow=True, above=6)
        low = 0.7 * tokens.TEXT_SIZE * high / box[3]
        y_words = max(said, low)
        places = [(x - 0.01 * span, y_words + up * 2 * low, "right") for up in (0, 1, 2, 3, 4)]
        x, y_words, side = stage.free("stairs", places, words)
        stage.text("stairs guess words", "stairs", x, y_words, words, tokens.YOURS, ha=side, above=6, halo=True)
