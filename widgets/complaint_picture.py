"""The picture of a complaint: its road with the present step lit, and what the letter holds and lacks."""

import numpy as np

from widgets import tokens
from widgets.language import N_

SIDE, BOX, GAP, LINE = 14, 62, 22, 23  # px
NARROW = 3  # steps side by side on a phone
SHORT = {
    "lender": N_("lender's\ndesk"), "regulator": N_("regulator"), "local": N_("local\nregulator"),
    "market": N_("market\nregulator"), "bureau": N_("credit\nbureau"), "central_bank": N_("central\nbank"),
    "data": N_("data\nauthority"), "court": N_("court"), "police": N_("police"),
}  # fmt: skip
THINGS = {
    "facts": N_("what happened"), "dates": N_("day and hour"), "rule": N_("the rule"), "ask": N_("what you ask for"),
    "answer_by": N_("answer by when"), "contract": N_("the contract"), "cost_sheet": N_("the cost sheet"),
    "payments": N_("account statement"), "call_log": N_("call list"), "recordings": N_("recordings"),
    "screenshots": N_("screenshots"), "witnesses": N_("notes of those contacted"), "report": N_("the credit report"),
    "payee": N_("the account they named"), "recipient": N_("the right recipient"),
}  # fmt: skip
MOST = 9  # things that a letter needs at most


def thing(name, t) -> str:
    """A part of the letter, a proof or the recipient, in words."""
    return t(THINGS[name])


def rows(width: int) -> int:
    """In how many lines stand the things?"""
    return -(-MOST // 2) if width >= tokens.WIDE else MOST


def height(width: int) -> int:
    """How tall is it, in CSS pixels?"""
    return rows(width) * LINE + 46 + BOX + 68


def draw(stage, o, t):
    """The road above, the letter below."""
    width, tall = stage.width - 2 * SIDE, rows(stage.width) * LINE + 46
    stage.bare("road", SIDE, tall + 6, width, BOX + 56, (0, width), (0, BOX + 56))
    _road(stage, o, t, width)
    stage.bare("letter", SIDE, 4, width, tall, (0, width), (0, tall))
    _letter(stage, o, t, width, tall)


def _road(stage, o, t, width):
    steps, at = o.stand.road, o.stand.at
    if not steps:
        stage.text("no road", "road", 0, 60, t("no channel held for this place"), tokens.QUIET)
        return
    before = 0
    if not stage.wide and len(steps) > NARROW:  # a long road on a phone: the steps around the present one
        before = min(max(at - 1, 0), len(steps) - NARROW)
        steps, at = steps[before : before + NARROW], at - before
    wide = min((width - GAP * (len(steps) - 1)) / len(steps), 210)
    low = 32
    for n, step in enumerate(steps):
        left, now, done = n * (wide + GAP), n == at, n < at
        colour = tokens.YOURS if now else tokens.GROUND
        ends = np.array([left, left + wide])
        stage.area(f"box {n} {now}", "road", ends, np.full(2, low), np.full(2, low + BOX), colour)
        ink = tokens.PAPER if now else tokens.QUIET if not done else tokens.INK
        stage.text(f"who {n} {now} {done}", "road", left + wide / 2, low + BOX / 2, t(SHORT[step.role]), ink,
                   tokens.TEXT_SIZE if stage.wide else 11, bold=now, ha="center")  # fmt: skip
        if n or before:
            stage.line(
                f"way {n}", "road", [max(left - GAP + 3, -SIDE + 2), left - 5], [low + BOX / 2] * 2, tokens.QUIET, 2
            )
            stage.mark(f"head {n}", "road", left - 6, low + BOX / 2, tokens.QUIET, ">", 9)
        if done:
            stage.text(f"done {n}", "road", left + wide / 2, low + BOX + 12, t("written"), tokens.QUIET, ha="center")
        if now:
            words = t("has it") if o.stand.waiting else t("now")
            stage.text("now", "road", left + wide / 2, low + BOX + 12, words, bold=True, ha="center")
    if before + len(steps) < len(o.stand.road):
        stage.mark("more", "road", width + 8, low + BOX / 2, tokens.QUIET, ">", 9)
    if o.stand.waiting:
        last = t("time until {until}", until=t.date(o.stand.until))
        stage.text("until", "road", 0, 14, last)


def _letter(stage, o, t, width, tall):
    words = t("{there} of {needed}", there=t.number(o.there), needed=t.number(o.needed))
    stage.text("score", "letter", 0, tall - 18, words, size=tokens.LARGE_SIZE, bold=True)
    room = stage.room_for("letter", words, tokens.LARGE_SIZE, True)
    stage.text("score words", "letter", room + 12, tall - 20, t("things in the letter"), tokens.QUIET)
    per = rows(stage.width)
    for n, (name, there) in enumerate(o.held):
        x, y = width / 2 * (n // per), tall - 48 - LINE * (n % per)
        colour = tokens.GOOD if there else tokens.AXIS
        stage.mark(f"tick {n} {there}", "letter", x + 7, y, colour, "o", 12, hollow=not there)
        stage.text(f"thing {n} {there}", "letter", x + 22, y, thing(name, t), tokens.INK if there else tokens.QUIET)
