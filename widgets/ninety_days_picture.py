"""The picture of the ninety days: a strip with what happened, and three meters under it, covered while one plays."""

from credit.ninety_days_world import DAYS, world
from widgets import tokens
from widgets.axis import money_axis
from widgets.language import N_
from widgets.ninety_days_words import decision_day

HEIGHT = 492
LANES = {"you": N_("you"), "calls": N_("calls"), "mail": N_("messages"), "money": N_("money")}
TICKS = [0, 30, 60, 90]


def draw(stage, o, t, guess) -> None:
    """Draw an outcome of `widgets.ninety_days` on the stage."""
    _strip(stage, o, t)
    _money(stage, o, t, guess)
    _mark(stage, o, t)
    _stress(stage, o, t)


def _left(t):
    return 74


def _box(stage, t):
    return _left(t), stage.width - _left(t) - 16


def _today(stage, panel, day, top, low=0):
    stage.line(f"{panel} today", panel, [day, day], [low, top], tokens.YOURS, 1.4, above=3)


def _strip(stage, o, t):
    left, width = _box(stage, t)
    day, last, luck = o.day, o.states[-1], world(o.game)
    stage.bare("strip", left, 356, width, 116, (0, DAYS), (0, 4))
    high = {name: 3.5 - n for n, name in enumerate(LANES)}
    for name, words in LANES.items():
        stage.line(f"lane {name}", "strip", [0, DAYS], [high[name]] * 2, tokens.GROUND, 1, above=1)
        stage.text(f"lane words {name}", "strip", -1.5, high[name], t(words), tokens.QUIET, ha="right")
    acts = [(decision_day(n), k) for n, week in enumerate(last.choices, 1) for k in range(len(week))]
    if acts:
        x, y = [d for d, _ in acts], [high["you"] - 0.24 + 0.24 * k for _, k in acts]
        stage.dots("acts", "strip", x, y, tokens.YOURS, 7)
    plain = [c.day for c in last.contacts if not c.breach]
    bad = [c.day for c in last.contacts if c.breach]
    if plain:
        stage.dots("plain calls", "strip", plain, [high["calls"] - 0.16] * len(plain), tokens.QUIET, 5)
    if bad:
        stage.dots("breaches", "strip", bad, [high["calls"] + 0.18] * len(bad), tokens.BREACH, 8)
        words = t("over the line")
        end = max(bad) + 2 + stage.room_for("strip", words) < DAYS
        stage.text("breach words", "strip", max(bad) + 2 if end else min(bad) - 2, high["calls"] + 0.2, words,
                   tokens.BREACH_TEXT, ha="left" if end else "right")  # fmt: skip
    for m in (m for m in luck.messages if m.day <= day):
        colour = tokens.COST if m.fake else tokens.INK
        stage.mark(f"message {m.id}", "strip", m.day, high["mail"], colour, "v" if m.fake else "o", 10)
    wages = [d for d, sum_ in luck.wages.items() if d <= day and sum_]
    for n, d in enumerate(wages):
        stage.mark(f"wage {n}", "strip", d, high["money"], tokens.GOOD, "^", 9)
    if luck.shock_day <= day:
        stage.mark("shock", "strip", luck.shock_day, high["money"], tokens.BREACH, "D", 10)
        words = t("a bill")
        end = luck.shock_day + 3 + stage.room_for("strip", words) < DAYS
        stage.text("shock words", "strip", luck.shock_day + (3 if end else -3), high["money"] - 0.02, words,
                   tokens.BREACH_TEXT, ha="left" if end else "right")  # fmt: skip
    if luck.downturn_day <= day:
        stage.line("downturn", "strip", [luck.downturn_day] * 2, [0, 1], tokens.QUIET, 1.2, ":")
    _today(stage, "strip", day, 4)


def _panel(stage, t, name, bottom, height, top, ticks, title, last=False):
    left, width = _box(stage, t)
    at = (TICKS, [str(d) for d in TICKS] if last else [""] * 4)
    stage.panel(name, left, bottom, width, height, (0, DAYS), (0, top), at, ticks, t("day") if last else "", title)


def _cover(stage, o, t, name, top):
    """While one plays, a meter shows nothing but a cover."""
    stage.area(f"{name} cover", name, [0, DAYS], [0, 0], [top, top], tokens.GROUND)
    stage.text(f"{name} cover words", name, DAYS / 2, top / 2, t("covered"), tokens.QUIET, ha="center")


def _money(stage, o, t, guess):
    own, silent, asked = o.curve("cost"), o.silent_curve("cost"), o.asked_curve("cost")
    said = guess.said if guess and guess.ask.unit == "money" and not guess.ask.options else 0
    shown = max(max(silent), max(own), said, 10_000) if not o.covered or said else 1_000_000
    at, words = money_axis(shown / 100, t)
    top = at[-1]
    _panel(stage, t, "cost", 218, 100, top, (at, words), t("To get up to date with all debts (yuan)"))
    if o.covered:
        _cover(stage, o, t, "cost", top)
    else:
        days = list(range(o.day + 1))
        stage.line("silent", "cost", range(DAYS + 1), [v / 100 for v in silent], tokens.AXIS, 2, "--")
        stage.line("asked", "cost", range(DAYS + 1), [v / 100 for v in asked], tokens.GOOD, 2)
        stage.area("own cost", "cost", days, [0] * len(days), [v / 100 for v in own], tokens.COST)
        stage.mark("own cost now", "cost", o.day, own[-1] / 100, tokens.INK, size=7)
        if o.day > 55:
            stage.text("silent words", "cost", 52, silent[52] / 100 + 0.16 * top, t("did nothing"), tokens.QUIET, ha="right")
    if said:
        stage.guessed("cost", DAYS, said / 100, t("your guess"))
    _today(stage, "cost", o.day, top)


def _mark(stage, o, t):
    own, silent = o.curve("mark"), o.silent_curve("mark")
    _panel(stage, t, "mark", 128, 52, 4, ([0, 1, 2, 3], ["0", "1", "2", "3"]), t("Worst mark on the record"))
    if o.covered:
        _cover(stage, o, t, "mark", 4)
    else:
        stage.line("silent mark", "mark", range(DAYS + 1), silent, tokens.AXIS, 2, "--")
        stage.line("own mark", "mark", range(o.day + 1), own, tokens.INK, 2.4)
        stage.mark("own mark now", "mark", o.day, own[-1], tokens.INK, size=7)
    _today(stage, "mark", o.day, 4)


def _stress(stage, o, t):
    own, silent = o.curve("stress"), o.silent_curve("stress")
    _panel(stage, t, "stress", 42, 52, 105, ([0, 50, 100], ["0", "50", "100"]), t("Stress, of 100"), last=True)
    if o.covered:
        _cover(stage, o, t, "stress", 105)
    else:
        stage.line("silent stress", "stress", range(DAYS + 1), silent, tokens.AXIS, 2, "--")
        stage.line("own stress", "stress", range(o.day + 1), own, tokens.INK, 2.4)
        stage.mark("own stress now", "stress", o.day, own[-1], tokens.INK, size=7)
    _today(stage, "stress", o.day, 105)
