"""The picture of the ninety days: a strip with what happened, and three meters under it, covered while one plays."""

from credit.ninety_days_world import DAYS, world
from widgets import tokens
from widgets.axis import money_axis
from widgets.language import N_
from widgets.ninety_days_words import decision_day

HEIGHT, LOW = 500, 246  # with the meters open, and covered
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
    if o.covered:
        _strip(stage, o, t, 98)
        _cover(stage, o, t, guess)
        return
    _strip(stage, o, t, 350)
    _money(stage, o, t, guess)
    _mark(stage, o, t)
    _stress(stage, o, t)


def _left(t):
    return 96 if t.code == "en" else 66


def _box(stage, t):
    return _left(t), stage.width - _left(t) - 16


def _today(stage, panel, day, top, low=0):
    stage.line(f"{panel} today", panel, [day, day], [low, top], tokens.YOURS, 1.4, above=3)


def _strip(stage, o, t, bottom):
    left, width = _box(stage, t)
    day, last, luck = o.day, o.states[-1], world(o.game)
    stage.bare("strip", left, bottom, width, 136, (0, DAYS), (-0.7, len(LANES)))
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


def _cover(stage, o, t, guess):
    """While one plays, the meters show nothing but that they are running."""
    _panel(stage, t, "cover", 42, 30, 1, ([], []), t("Three meters, covered"), last=True)
    stage.area("covered", "cover", [0, o.day], [0, 0], [1, 1], tokens.GROUND)
    _today(stage, "cover", o.day, 1)
    if guess and not guess.ask.options:
        words = t("your guess: {said}", said=guess.ask.said(guess.said, t))
        stage.mark("guess", "cover", DAYS, 0.5, tokens.YOURS, "D", 9, hollow=True)
        clear = 11 * DAYS / _box(stage, t)[1]  # px beside the middle of the mark
        stage.text("guess words", "cover", DAYS - clear, 0.5, words, tokens.YOURS, ha="right")


def _steps(values, last):
    """A curve that stands still through each day."""
    x = [edge for day in range(last + 1) for edge in (day, min(day + 1, last))]
    return x, [v for v in values[: last + 1] for _ in (0, 1)]


def _money(stage, o, t, guess):
    own, silent = ([v / 100 for v in curve] for curve in (o.curve("cost"), o.silent_curve("cost")))
    said = guess.said / 100 if guess and guess.ask.unit == "money" and not guess.ask.options else 0
    at, words = money_axis(max(*silent, *own, said, 100), t)
    top, (x, y) = at[-1], _steps(own, o.day)
    _panel(stage, t, "cost", 214, 100, top, (at, words), t("To get up to date (yuan)"))
    stage.area("own cost", "cost", x, [0] * len(x), y, tokens.GROUND)
    stage.line("own cost line", "cost", x, y, tokens.COST, 3)
    stage.line("silent", "cost", *_steps(silent, DAYS), tokens.AXIS, 2, "--")
    stage.mark("own cost now", "cost", o.day, own[-1], tokens.INK, size=7)
    room = int(stage.room_for("cost", t("did nothing"))) + 3
    over = max(silent[: room + 1] + own[: room + 1])
    stage.text("silent words", "cost", 1.5, over + 0.13 * top, t("did nothing"), tokens.QUIET)
    if said:
        stage.guessed("cost", DAYS, said, t("your guess"))
    _today(stage, "cost", o.day, top)


def _mark(stage, o, t):
    ticks = ([0, 1, 2, 3], ["0", "1", "2", "3"])
    _panel(stage, t, "mark", 126, 52, 4, ticks, t("Worst mark on the record"))
    _beside_silence(stage, o, "mark", 4)


def _stress(stage, o, t):
    ticks = ([0, 50, 100], ["0", "50", "100"])
    _panel(stage, t, "stress", 42, 52, 105, ticks, t("Stress, of 100"), last=True)
    _beside_silence(stage, o, "stress", 105)


def _beside_silence(stage, o, name, top):
    own = o.curve(name)
    stage.line(f"silent {name}", name, *_steps(o.silent_curve(name), DAYS), tokens.AXIS, 2, "--")
    stage.line(f"own {name}", name, *_steps(own, o.day), tokens.INK, 2.4)
    stage.mark(f"own {name} now", name, o.day, own[-1], tokens.INK, size=7)
    _today(stage, name, o.day, top)
