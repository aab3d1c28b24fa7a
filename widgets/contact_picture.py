"""The picture of the contact graph: the borrower with her rings of people, and how many have heard of it each day."""

import math

import numpy as np

from credit.exposure import ASKED, LAST_DAY, NOT_YET, OTHERS, RINGS, TOLD
from widgets import tokens
from widgets.axis import round_step, ticks
from widgets.language import N_

RADIUS = (0.26, 0.43, 0.63, 0.84)  # of the rings, the nearest first
OUTER = (0.84, 0.92, 1.0)  # the last ring holds hundreds, and is three circles
WEDGE = math.radians(34)  # on both sides of the top: room for the names of the rings
WORDS = (N_("named"), N_("household"), N_("work"), N_("all others"))


def height(width: int) -> int:
    """How tall is it, in CSS pixels?"""
    return 372 if width >= tokens.WIDE else 640


def places(rings) -> tuple[np.ndarray, np.ndarray]:
    """Where does each person stand? Evenly on the ring, with a gap at the top."""
    angle, radius = np.zeros(len(rings)), np.zeros(len(rings))
    for ring in range(len(RINGS)):
        members = np.flatnonzero(rings == ring)
        circles = OUTER if ring == OTHERS and len(members) > 60 else RADIUS[ring : ring + 1]
        for n, r in enumerate(circles):
            on = members[n :: len(circles)]
            share = (np.arange(len(on)) + 0.5) / max(len(on), 1)
            angle[on], radius[on] = math.pi / 2 + WEDGE + share * (2 * math.pi - 2 * WEDGE), r
    return radius * np.cos(angle), radius * np.sin(angle)


def draw(stage, o, t, guess):
    wide, full = stage.wide, height(stage.width)
    side = min(max(stage.width - 340, 220), 300) if wide else min(stage.width - 16, 330)
    star = (8 if wide else (stage.width - side) // 2, full - side - 26, side, side)
    left = star[0] + side + 62
    time = (left, 96, stage.width - left - 20, full - 132) if wide else (46, 92, stage.width - 66, full - side - 216)
    _star(stage, o, t, star)
    _days(stage, o, t, guess, time)
    _money(stage, o, t, guess, (time[0] - (0 if wide else 38), 6, stage.width - time[0], 34))


def _star(stage, o, t, box):
    stage.bare("star", *box, (-1.08, 1.08), (-1.08, 1.08))
    stage.text("star title", "star", -1.08, 1.15, t("Chen and the people in her phone"), va="bottom")
    x, y = places(o.story.rings)
    state, warned = o.story.state[o.day], o.story.warned[o.day]
    small = 5 if len(x) > 150 else 7
    for name, members, colour, size in (
        ("others", (state == NOT_YET) & ~warned, tokens.AXIS, small),
        ("warned", (state == NOT_YET) & warned, tokens.GOOD, 8),
        ("asked", state == ASKED, tokens.COST, 9),
        ("told", state == TOLD, tokens.BREACH, small + 2),
    ):
        if name in ("asked", "told"):
            gap = np.full(members.sum(), np.nan)
            spokes = [np.column_stack([0 * gap, v[members], gap]) for v in (x, y)]
            for one in spokes:
                one[:, 0] = 0
            thin = 0.5 if members.sum() > 60 else 1.6
            stage.line(f"{name} spokes {thin}", "star", *(one.ravel() for one in spokes), colour, thin, above=2)
        halo = members & warned if name in ("asked", "told") else members & False
        stage.dots(f"{name} halo {size}", "star", x[halo], y[halo], tokens.GOOD, size + 7, hollow=True)
        stage.dots(f"{name} {size}", "star", x[members], y[members], colour, size, hollow=name == "warned")
    keys = [
        (t("asked to pass on"), tokens.COST, (state == ASKED).any(), False),
        (t("told of the debt"), tokens.BREACH, (state == TOLD).any(), False),
        (t("heard it from her"), tokens.GOOD, warned.any(), True),  # a ring: told apart without colour too
    ]
    at, row = -1.08, -1.22
    for n, (words, colour, there, hollow) in enumerate(keys):
        if there:
            room = stage.room_for("star", words) + 0.12
            if at + room > 1.1:  # a third one begins a second row on a phone
                at, row = -1.08, row - 0.15
            stage.mark(f"key {n}", "star", at + 0.04, row, colour, size=10, hollow=hollow)
            stage.text(f"key words {n}", "star", at + 0.12, row, words)
            at += room + 0.12
    stage.mark("chen", "star", 0, 0, tokens.INK, "s", 11)
    for ring, words in enumerate(WORDS):
        if (o.story.rings == ring).any():
            up = RADIUS[ring] + (0.08 if ring == OTHERS else 0)
            stage.text(f"ring {ring}", "star", 0, up, t(words), tokens.QUIET, ha="center", above=7)


def _days(stage, o, t, guess, box):
    days, told, reached = np.arange(LAST_DAY + 1), o.story.told, o.story.reached
    said = guess.said if guess and guess.ask.unit == "count" else 0
    room = 1.3 if stage.wide else 1.8  # above the curve, for words
    step = math.ceil(round_step(room * max(reached.max(), said, 2)))
    y = [step * k for k in range(4)]
    stage.panel("days", *box, (0, LAST_DAY), y, ticks(LAST_DAY), (y, [t.number(v) for v in y]),
                t("days since the missed due date"), t("other people contacted"))  # fmt: skip
    stage.area("told days", "days", days, 0 * told, told, tokens.BREACH)
    stage.area("asked days", "days", days, told, reached, tokens.COST)
    stage.line("reached", "days", days, reached)
    v = o.values
    marks = [
        (v["warn_day"] if v["warns"] == "yes" else None, t("she tells\nher people")),
        (v["complaint_day"] if v["complains"] == "yes" else None, t("complaint")),
    ]
    if o.told and o.asked:
        words = t("{reached} contacted", reached=t.number(o.reached))
    else:
        words = t("{told} told", told=t.number(o.told)) if o.told else t("{asked} asked", asked=t.number(o.asked))
    stage.beside("count", "days", o.day, reached, words, tokens.LARGE_SIZE, bold=True)
    stage.uprights("steps", "days", sorted(marks, key=lambda m: -1 if m[0] is None else m[0]))
    if said or (guess and guess.ask.unit == "count"):
        stage.guessed("days", guess.settings["day"], said, t("your guess"))


def _money(stage, o, t, guess, box):
    """What is owed goes its own way; it stands below, in figures."""
    stage.bare("money", *box, (0, box[2]), (0, box[3]))
    amount = t.money(o.cost_to_get_current)
    stage.text("amount", "money", 0, 24, amount, bold=True, size=tokens.TEXT_SIZE + 3)
    stage.text("amount words", "money", 0, 4, t("to get up to date, whoever knows"), tokens.QUIET)
    if guess and guess.ask.unit == "money":
        said = t.money(guess.said)
        words = t("your guess: {said}", said=said)
        at = stage.room_for("money", amount, tokens.TEXT_SIZE + 3, bold=True) + 16
        if at + 10 + stage.room_for("money", words) > box[2]:
            words = said  # the mark in the learner's colour tells whose figure it is
        stage.mark("guess", "money", at, 24, tokens.YOURS, "D", 9, hollow=True)
        stage.text("guess words", "money", at + 10, 24, words, tokens.YOURS)
