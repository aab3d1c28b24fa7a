"""The picture of the ninety days: a strip with what happened, and three meters under it, covered while one plays."""

from credit.ninety_days_world import DAYS, world
from widgets import tokens
from widgets.axis import money_axis
from widgets.language import N_
from widgets.ninety_days_words import decision_day

HEIGHT = 500
LANES = {
    "you": N_("you"),
    "calls": N_("calls"),
    "crossed": N_("over the line"),
    "mail": N_("messages"),
    "money": N_("money"),
}
TICKS = [0, 30, 60, 90]


def draw(stage, o, t, guess) -> None:
    """Draw an outcome of `widgets.ninety_days` on the stage."""
    _strip(stage, o, t)
    _money(stage, o, t, guess)
    _mark(stage, o, t)
    _stress(stage, o, t)


def _left(t):
    return 96 if t.code == "en" else 66


def _box(stage, t):
    return _left(t), stage.width - _left(t) - 16


def _today(stage, panel, day, top, low=0):
    stage.line(f"{panel} today", panel, [day, day], [low, top], tokens.YOURS, 1.4, above=3)


def _strip(stage, o, t):
    left, width = _box(stage, t)
    day, last, luck = o.day, o.states[-1], world(o.game)
    stage.bare("strip", left, 350, width, 136, (0, DAYS), (-0.7, len(LANES)))
    high = {name: len(LANES) - 0.5 - n for n, name in enumerate(LANES)}
    for name, words in LANES.items():
        stage.line(f"lane {name}", "strip", [0, DAYS], [high[name]] * 2, tokens.GROUND, 1, above=1)
        colour = tokens.BREACH_TEXT if name == "crossed" else tokens.QUIET
        stage.text(f"lane words {name}", "strip", -8 * DAYS / width, high[name], t(words), colour, ha="right")
    acts = [(decision_day(n), k) for n, week in enumerate(last.choices, 1) for k in range(len(week))]
    if acts:
        x, y = [d for d, _ in acts], [high["you"] - 0.26 + 0.3 * k for _, k in acts]
        stage.dots("acts", "strip", x, y, tokens.YOURS, 7)
    called = [c.day for c in last.contacts]
    if called:
        stage.dots("calls", "strip", called, [high["calls"]] * len(called), tokens.QUIET, 6)
    bad = [c.day for c in last.contacts if c.breach]
    if bad:
        stage.dots("breaches", "strip", bad, [high["crossed"]] * len(bad), tokens.BREACH, 8)
    seen = dict(last.resolved)
    for m in (m for m in luck.messages if m.day <= day):
        false = m.fake and (m.id in seen or o.state.over)  # what it is stays open until it was looked into
        stage.mark(f"message {m.id} {false}", "strip", m.day, high["mail"], tokens.COST if false else tokens.INK,
                   "v" if false else "o", 10)  # fmt: skip
    for n, (d, wage) in enumerate(luck.wages.items()):
        if d <= day and wage:
            stage.mark(f"wage {n}", "strip", d, high["money"], tokens.GOOD, "^", 9)
    if luck.shock_day <= day:
        stage.mark("shock", "strip", luck.shock_day, high["money"], tokens.BREACH, "D", 9)
        stage.text(
            "shock words", "strip", luck.shock_day, high["money"] - 0.72, t("a bill"), tokens.BREACH_TEXT, ha="center"
        )
    if luck.downturn_day <= day and abs(luck.downturn_day - luck.shock_day) > DAYS * 90 / width:
        stage.text(
            "downturn", "strip", luck.downturn_day, high["money"] - 0.72, t("lower wages"), tokens.QUIET, ha="center"
        )
    _today(stage, "strip", day, len(LANES))


def _panel(stage, t, name, bottom, height, top, ticks, title, last=False):
    left, width = _box(stage, t)
    at = (TICKS, [str(d) for d in TICKS] if last else [""] * 4)
    stage.panel(name, left, bottom, width, height, (0, DAYS), (0, top), at, ticks, t("day") if last else "", title)


def _cover(stage, o, t, name, top):
    """While one plays, a meter shows nothing but that it has been running."""
    stage.area(f"{name} cover", name, [0, o.day], [0, 0], [top, top], tokens.GROUND)
    words, room = t("covered"), stage.room_for(name, t("covered"))
    inside = o.day > 1.3 * room
    stage.text(f"{name} cover words", name, o.day / 2 if inside else o.day + 2, top / 2, words, tokens.QUIET,
               ha="center" if inside else "left")  # fmt: skip


def _steps(values, last):
    """A curve that stands still through each day."""
    x = [edge for day in range(last + 1) for edge in (day, min(day + 1, last))]
    return x, [v for v in values[: last + 1] for _ in (0, 1)]


def _money(stage, o, t, guess):
    own, silent = ([v / 100 for v in curve] for curve in (o.curve("cost"), o.silent_curve("cost")))
    said = guess.said / 100 if guess and guess.ask.unit == "money" and not guess.ask.options else 0
    at, words = money_axis(max(*silent, *own, said, 100), t)
    top = at[-1]
    _panel(stage, t, "cost", 214, 100, top, (at, words) if not o.covered or said else ([], []),
           t("To get up to date (yuan)"))  # fmt: skip
    if o.covered:
        _cover(stage, o, t, "cost", top)
    else:
        x, y = _steps(own, o.day)
        stage.area("own cost", "cost", x, [0] * len(x), y, tokens.COST)
        stage.line("silent", "cost", *_steps(silent, DAYS), tokens.AXIS, 2, "--")
        stage.mark("own cost now", "cost", o.day, own[-1], tokens.INK, size=7)
        stage.text("silent words", "cost", 30, max(silent[32], own[min(32, o.day)] if o.day > 10 else 0) + 0.13 * top,
                   t("did nothing"), tokens.QUIET, ha="right")  # fmt: skip
    if said:
        stage.guessed("cost", DAYS, said, t("your guess"))
    _today(stage, "cost", o.day, top)


def _mark(stage, o, t):
    own, silent = o.curve("mark"), o.silent_curve("mark")
    ticks = ([], []) if o.covered else ([0, 1, 2, 3], ["0", "1", "2", "3"])
    _panel(stage, t, "mark", 126, 52, 4, ticks, t("Worst mark on the record"))
    if o.covered:
        _cover(stage, o, t, "mark", 4)
    else:
        stage.line("silent mark", "mark", *_steps(silent, DAYS), tokens.AXIS, 2, "--")
        stage.line("own mark", "mark", *_steps(own, o.day), tokens.INK, 2.4)
        stage.mark("own mark now", "mark", o.day, own[-1], tokens.INK, size=7)
    _today(stage, "mark", o.day, 4)


def _stress(stage, o, t):
    own, silent = o.curve("stress"), o.silent_curve("stress")
    ticks = ([], []) if o.covered else ([0, 50, 100], ["0", "50", "100"])
    _panel(stage, t, "stress", 42, 52, 105, ticks, t("Stress, of 100"), last=True)
    if o.covered:
        _cover(stage, o, t, "stress", 105)
    else:
        stage.line("silent stress", "stress", *_steps(silent, DAYS), tokens.AXIS, 2, "--")
        stage.line("own stress", "stress", *_steps(own, o.day), tokens.INK, 2.4)
        stage.mark("own stress now", "stress", o.day, own[-1], tokens.INK, size=7)
    _today(stage, "stress", o.day, 105)
