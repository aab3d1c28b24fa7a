"""The picture of the collection queue: the list and you in it, the quiet phone, and the meters below it."""

import numpy as np

from credit.floor import Stage
from widgets import tokens
from widgets.axis import money_axis, ticks
from widgets.language import N_
from widgets.silent_meters import LAST_DAY

LEFT, RIGHT = 58, 20  # px beside the panels
LISTS = {
    "amount": N_("{n} accounts, largest first"),
    "days_late": N_("{n} accounts, most days late first"),
    "contactable": N_("{n} accounts, live numbers first"),
    "random": N_("{n} accounts, by lot each day"),
}


def draw(stage, o, t, guess):
    """Everything, from top to bottom."""
    _list(stage, o, t)
    _phone(stage, o, t, guess)
    _gauges(stage, o, t, guess)


def _list(stage, o, t):
    """The list from first to last, how far today's calls reach, and you in it. All as artists: no axis moves by day."""
    place, order, both = o.place, LISTS[o.values["order"]], np.array([0.0, 1.0])
    end = max(place.listed, 1)
    stage.panel("list", LEFT, 434, _width(stage), 26, (0, 1), (0, 1), ([], []), ([], []))
    stage.area("listed", "list", both, both * 0, both * 0 + 1, tokens.GROUND)
    stage.area("reached", "list", both * place.reached / end, both * 0, both * 0 + 1, tokens.AXIS)
    words = t(order, n=t.number(place.listed))
    beyond = stage.room_for("list", words) > 1 + RIGHT / _width(stage)  # a narrow page: it begins left of the list
    stage.text("list words", "list", (8 - LEFT) / _width(stage) if beyond else 0, 1.5, words)
    whose = t("agency") if place.stage is Stage.AGENCY else t("own callers")
    reach = t("calls reach {n}", n=t.number(place.reached))
    stage.text("reach words", "list", 0, -0.55, reach, tokens.QUIET)
    together = stage.room_for("list", reach) + stage.room_for("list", whose) + 8 / _width(stage)
    stage.text("whose", "list", 1, -0.55 if together < 1 else -1.1, whose, tokens.QUIET, ha="right")
    if not place.listed:
        stage.text("nobody", "list", 0.5, 0.5, t("software alone writes"), tokens.QUIET, ha="center")
        return
    x = min(place.ahead / end, 1)
    side = 1 if x < 0.5 else -1
    stage.mark("you", "list", x, 0.5, size=13, above=7)
    stage.text("you words", "list", x + side * 14 / _width(stage), 0.5, t("you"), bold=True,
               ha="left" if side > 0 else "right", above=7)  # fmt: skip


def _phone(stage, o, t, guess):
    """The share of 100 like you whose phone stayed silent, up to today, and the phone itself."""
    title = t("no call yet, of 100 like you")
    y = ([0, 50, 100], ["0", "50", "100"])
    days = np.arange(o.day + 1)
    stage.panel("phone", LEFT, 332, _width(stage), 46, (0, LAST_DAY), (0, 100), _days(False), y, "", title)
    silent = 100 * o.silence.by_day()[: o.day + 1]
    stage.area("silent", "phone", days, 0 * silent, silent, tokens.GROUND)
    stage.line("silent line", "phone", days, silent)
    _upright(stage, "phone", o.day, 100)
    handset = LAST_DAY / (_width(stage))  # days a pixel
    rings = o.silent <= 50
    colour = tokens.GOOD if rings else tokens.QUIET
    x, w, low, high = o.day + (12 if o.day < 150 else -12) * handset, 7 * handset, 22, 78
    box_x, box_y = [x - w, x + w, x + w, x - w, x - w], [low, low, high, high, low]
    stage.area("handset", "phone", np.array([x - w, x + w]), np.full(2, low), np.full(2, high), tokens.PAPER)
    stage.line("handset edge", "phone", box_x, box_y, colour, 2, above=6)
    stage.line("handset key", "phone", [x - 0.3 * w, x + 0.3 * w], [low + 13, low + 13], colour, 2, above=6)
    said = t("{n} silent", n=t.number(o.silent))
    right = o.day < LAST_DAY / 2
    side = x + (2 * w if right else -2 * w)
    stage.text("silent words", "phone", side, 50, said, bold=True, ha="left" if right else "right", above=7)
    if guess and guess.figure == "called":
        at, level = guess.settings["day"], 100 - min(guess.said, 100)
        near = right and abs(at - o.day) < LAST_DAY / 3
        beyond = side + stage.room_for("phone", said, bold=True) + 4 * handset if near else at + 8 * handset
        stage.mark("guess", "phone", at, level, tokens.YOURS, "D", 9, hollow=True, above=7)
        words = t("your guess")
        if beyond + stage.room_for("phone", words) > LAST_DAY + RIGHT * handset:
            words = t.number(guess.said)  # the mark in the learner's colour tells whose figure it is
        stage.text("guess words", "phone", beyond, level if not near else 50, words, tokens.YOURS, above=7)


def _gauges(stage, o, t, guess):
    """What runs on: the money, the mark, and the balance that can be called."""
    hidden, days = o.values["show"] == "hidden", np.arange(o.day + 1)
    wide, large = _width(stage), tokens.LARGE_SIZE if stage.wide else tokens.TEXT_SIZE + 1
    said = {guess.figure: guess.said} if guess and not guess.ask.options else {}
    run = o.meters
    total, charged, whole = (
        getattr(run, name) / 100 for name in ("cost_to_get_current", "charges", "callable_balance")
    )
    y = money_axis(1.15 * max(total.max(), said.get("owed", 0) / 100), t, 2)
    top = len(run.marks) - 1
    marks = ([0, top], [run.marks[0], run.marks[-1]])
    y_whole = money_axis(1.25 * max(whole.max(), said.get("whole", 0) / 100, 1), t, 1)
    stage.panel("owed", LEFT, 216, wide, 84, (0, LAST_DAY), y[0], _days(False), y, "", t("to get up to date, yuan"))
    stage.panel("mark", LEFT, 132, wide, 50, (0, LAST_DAY), (0, 1.25 * top), _days(False), marks, "",
                t("mark on the record"))  # fmt: skip
    stage.panel("whole", LEFT, 48, wide, 50, (0, LAST_DAY), y_whole[0], _days(True), y_whole, t("days late"),
                t("balance that can be called"))  # fmt: skip
    for name, high in (("owed", y[0][-1]), ("mark", 1.25 * top), ("whole", y_whole[0][-1])):
        _upright(stage, name, o.day, high)
        if hidden:
            stage.area(f"{name} cover", name, np.array([0, LAST_DAY]), np.zeros(2), np.full(2, high), tokens.GROUND)
            stage.text(f"{name} covered", name, LAST_DAY / 2, high / 2, t("covered"), tokens.QUIET, ha="center")
    if hidden:
        return
    now = slice(0, o.day + 1)
    stage.area("instalments", "owed", days, 0 * total[now], (total - charged)[now], tokens.GROUND)
    stage.area("charges", "owed", days, (total - charged)[now], total[now], tokens.COST)
    stage.line("total", "owed", days, total[now])
    _figure(stage, "owed", o.day, total[o.day], t.money(o.owed), y[0][-1], large)
    stage.area("marks", "mark", days, 0 * days, run.level[now], tokens.GROUND)
    stage.line("mark line", "mark", days, run.level[now])
    _figure(stage, "mark", o.day, o.level, o.mark, 1.25 * top, large)
    stage.area("callable", "whole", days, 0 * whole[now], whole[now], tokens.GROUND)
    stage.line("callable line", "whole", days, whole[now])
    _figure(stage, "whole", o.day, whole[o.day], t.money(o.whole), y_whole[0][-1])
    for figure, panel, scale, curve, high in (
        ("owed", "owed", 100, total, y[0][-1]),
        ("whole", "whole", 100, whole, y_whole[0][-1]),
        ("level", "mark", 1, run.level, 1.25 * top),
    ):
        if figure in said:
            _guess(stage, panel, guess.settings["day"], guess.said / scale, curve, o.day, high, t("your guess"))


def _figure(stage, panel, day, value, words, high, size=tokens.TEXT_SIZE):
    """The point of today and its figure beside it, right of it where there is room, else left."""
    right = day + stage.room_for(panel, words, size, True) + 6 < LAST_DAY
    y = min(max(value, 0.2 * high), 0.82 * high) if right else min(value + 0.2 * high, 0.86 * high)
    stage.mark(f"{panel} point", panel, day, value, size=8)
    side, align = (5, "left") if right else (-5, "right")
    stage.text(f"{panel} figure", panel, day + side, y, words, size=size, bold=True, ha=align, above=6)


def _width(stage):
    return stage.width - LEFT - RIGHT


def _guess(stage, panel, at, said, curve, day, high, words):
    """The learner's guess at the day it was asked for; its words keep clear of the figure of today."""
    near = abs(at - day) < LAST_DAY / 2 and abs(said - curve[day]) < 0.35 * high
    under = curve[day] > 0.45 * high or (said < curve[day] and curve[day] > 0.3 * high)
    y = curve[day] + (-0.34 if under else 0.34) * high if near else said
    right = at + stage.room_for(panel, words) + 6 < LAST_DAY
    stage.mark("guess", panel, at, said, tokens.YOURS, "D", 9, hollow=True, above=7)
    stage.text("guess words", panel, at + (5 if right else -5), y, words, tokens.YOURS, ha="left" if right else "right",
               above=7)  # fmt: skip


def _upright(stage, panel, day, high):
    stage.line(f"{panel} today", panel, [day, day], [0, high], tokens.QUIET, 1, ":", above=4)


def _days(said):
    at, words = ticks(LAST_DAY)
    return at, words if said else [""] * len(at)
