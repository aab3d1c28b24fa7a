"""The picture of the consent sandbox: what leaves the phone, who can be reached, who looked, and who pays whom."""

import math

import numpy as np

from credit.parties import BORROWER, ROLES
from widgets import tokens
from widgets.language import N_

TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: each next point finds the widest gap
MOST_PEOPLE = 571  # the phone book at its fullest, and everybody else on the phone
MOST_LOOKS = 36
STILL = 1.5  # over areas; what seldom changes is painted first, so that it is kept when a slider moves
NEAREST = 4  # places left free in the middle, so that the first person is seen beside the phone
KNOWN = ((0, 0.36, N_("her aunt")), (50, 0.1, N_("her manager")), (163, -0.36, N_("her old teacher")))
ROLE = {
    "app": N_("app"), "lender": N_("lender"), "guarantor": N_("guarantor"), "payee": N_("payee"), BORROWER: N_("you"),
}  # fmt: skip
NARROW = (0.62, -0.62)  # where the first two stand in a narrow picture: there the disc leaves room for words
ROW = 23


def height(width: int) -> int:
    """How tall is it, in CSS pixels?"""
    return 582 if width >= tokens.WIDE else 852


def spiral(count: int) -> tuple[np.ndarray, np.ndarray]:
    """A place for each person: the nearest ones in the middle, in a disc of radius 1 when everybody is there."""
    k = np.arange(1, count + 1)
    radius = np.sqrt((k + NEAREST) / (MOST_PEOPLE + NEAREST))
    return radius * np.cos(k * TURN), radius * np.sin(k * TURN)


def draw(stage, o, t, guess):
    """All four parts."""
    whole, wide = height(stage.width), stage.wide
    if wide:
        _leaving(stage, o, t, 8, whole - 256, 186)
        _people(stage, o, t, guess, 214, whole - 256, stage.width - 222, 246)
        _looks(stage, o, t, guess, 8, whole - 318, stage.width - 16)
        _parties_wide(stage, o, t, guess, stage.width)
    else:
        _people(stage, o, t, guess, 8, whole - 252, stage.width - 16, 246)
        _leaving(stage, o, t, 8, whole - 506, stage.width - 16)
        _looks(stage, o, t, guess, 8, whole - 568, stage.width - 16)
        _parties_narrow(stage, o, t, guess, stage.width)


def _leaving(stage, o, t, left, bottom, width):
    """Each permission with what leaves by it, their sum, and how many companies hold it."""
    rows = [(t(words), number if on else "–", on) for _, words, number, on in o.leaving(t)]
    held = t.number(o.given.holders)
    rows += [(t("items in all"), t.number(o.given.total), True), (t("companies holding them"), held, True)]
    high = len(rows)
    stage.bare("leaving", left, bottom, width, ROW * high, (0, width), (0, high), t("leaves the phone"))
    for n, (words, number, on) in enumerate(rows):
        y, ink = high - n - 0.5, tokens.INK if on else tokens.QUIET
        stage.text(f"leaves {n} {on}", "leaving", 0, y, words, ink, above=STILL)
        stage.text(f"leaves {n} n {on}", "leaving", width, y, number, ink, bold=on, ha="right")
    stage.line("sum", "leaving", [0, width], [2, 2], tokens.AXIS, 1)


def _people(stage, o, t, guess, left, bottom, width, tall):
    """Everybody on the phone; those who can be reached joined to the middle. Words stand at the left of the disc."""
    half = 1.04
    unit = 2 * half / (tall - (0 if stage.wide else 36))  # a pixel; a narrow picture has its words above too
    low, high, edge = -half, -half + tall * unit, half - width * unit
    stage.bare("people", left, bottom, width, tall, (edge, half), (low, high))
    reached = o.given.reached
    x, y = spiral(len(reached))
    stage.dots("others", "people", x[~reached], y[~reached], tokens.GROUND, 5)
    gaps = np.full(reached.sum(), np.nan)
    spokes = [np.column_stack([0 * gaps, v[reached], gaps]) for v in (x, y)]
    for one in spokes:
        one[:, 0] = 0
    stage.line("spokes", "people", *(one.ravel() for one in spokes), tokens.AXIS, 0.6, above=2)
    stage.dots("reached", "people", x[reached], y[reached], tokens.COST, 6)
    stage.mark("you", "people", 0, 0, tokens.INK, "s", 10)
    count = t.number(o.people)
    stage.text("count", "people", edge, high - 20 * unit, count, size=34, bold=True)
    beside = (edge + (10 + 23 * len(count)) * unit, high - 14 * unit) if not stage.wide else (edge, high - 52 * unit)
    stage.text("count words", "people", *beside, t("can be reached"))
    for n, (k, at, words) in enumerate(KNOWN[: 3 if stage.wide else 2]):
        at = at if stage.wide else NARROW[n]
        if k < max(o.entries, 1) and reached[k]:
            start = edge + stage.room_for("people", t(words)) + 4 * unit
            stage.line(f"known lead {n}", "people", [start, x[k]], [at, y[k]], tokens.QUIET, 1, above=5)
            stage.mark(f"known {n}", "people", x[k], y[k], tokens.BREACH, size=8, above=6)
            stage.text(f"known words {n}", "people", edge, at, t(words), tokens.BREACH_TEXT)
    if guess and guess.figure == "people":
        radius = min(math.sqrt((guess.said + NEAREST) / (MOST_PEOPLE + NEAREST)), half - 2 * unit)
        angle = np.linspace(0, 2 * np.pi, 120)
        stage.line("guess", "people", radius * np.cos(angle), radius * np.sin(angle), tokens.YOURS, 2.4, above=7)
        words = t("your guess: {n}", n=t.number(guess.said))
        stage.text("guess words", "people", edge, low + 12 * unit, words, tokens.YOURS)


def _looks(stage, o, t, guess, left, bottom, width):
    """One dot for each look that the credit record keeps."""
    stage.bare("looks", left, bottom, width, 28, (0, MOST_LOOKS + 5), (0, 1), t("looks that the credit record keeps"))
    n = o.queries
    if n:
        stage.dots(
            "looks", "looks", np.arange(n) + 0.5, np.full(n, 0.5), tokens.COST, min(11, 0.7 * width / MOST_LOOKS)
        )
    stage.text("looks n", "looks", n + 0.6, 0.5, t.number(n), bold=True)
    if guess and guess.figure == "queries":
        at = min(guess.said, MOST_LOOKS + 2)
        stage.mark("guess", "looks", at, 0.5, tokens.YOURS, "D", 9, hollow=True)
        words, left = t("your guess: {n}", n=t.number(guess.said)), at < MOST_LOOKS / 2
        stage.text("guess words", "looks", at, -0.25, words, tokens.YOURS, ha="left" if left else "right")


def _columns(width, words):
    """Words in lines no longer than the width in pixels."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        size = sum(13 if ord(c) > 0x2E80 else 7.6 for c in longer)
        lines = [*lines[:-1], longer] if size <= width or not lines[-1] else [*lines, word]
    return "\n".join(lines)


def _parties_wide(stage, o, t, guess, width):
    """The borrower above, four boxes below, and what goes between them."""
    width, gap = width - 16, 36
    box = (width - 3 * gap) / 4
    left = {role: n * (box + gap) for n, role in enumerate(ROLES)}
    stage.bare("parties", 8, 6, width, 214, (0, width), (0, 214), t("who pays whom, in yuan"))
    stage.area("you box", "parties", [0, width], [186, 186], [212, 212], tokens.GROUND)
    stage.text(
        "you words",
        "parties",
        10,
        198,
        t("you get {got}, you pay {paid}: it costs {cost}", **o.rounded(t)),
        bold=True,
        above=STILL,
    )
    if guess and guess.figure == "cost":
        words = t("your guess: {n}", n=t.number(round(guess.said / 100)))
        stage.text("guess", "parties", width - 10, 198, words, tokens.YOURS, ha="right", above=STILL)
    for role in ROLES:
        x, company = left[role], o.offer.company.get(role)
        there = company is not None
        if there:
            stage.area(f"{role} box", "parties", [x, x + box], [48, 48], [140, 140], tokens.GROUND)
        stage.text(f"{role} role", "parties", x + 7, 129, t(ROLE[role]), tokens.QUIET, above=STILL)
        words, ink = _named(o, t, company, box - 8)
        stage.text(f"{role} name {ink}", "parties", x + 7, 97, words, ink, bold=there, above=STILL)
        words, ink = _keeps(o, t, role)
        stage.text(f"{role} keeps {ink}", "parties", x + 7, 59, words, ink, above=STILL)
    middle = {role: x + box / 2 for role, x in left.items()}
    below = 0
    for arrow in o.offer.arrows:
        name, n = f"{arrow.payer} {arrow.receiver}", t.number(round(arrow.cents / 100))
        if BORROWER in (arrow.payer, arrow.receiver):
            up = arrow.receiver == BORROWER
            x = middle[arrow.payer if up else arrow.receiver]
            _arrow(stage, name, [x, x], [144, 182] if up else [182, 144], "^" if up else "v")
            stage.text(
                f"{name} n",
                "parties",
                x + (9 if up else -9),
                163,
                n,
                bold=True,
                ha="left" if up else "right",
                above=STILL,
            )
        elif arrow.payer == "lender":
            right = arrow.receiver == "guarantor"
            start = left["lender"] + (box + 3 if right else -3)
            end = start + (gap - 6) * (1 if right else -1)
            _arrow(stage, name, [start, end], [90, 90], ">" if right else "<")
            stage.text(f"{name} n", "parties", (start + end) / 2, 104, n, ha="center", above=STILL)
        else:  # from the payee on, below the boxes
            y, x, to = 28 - 20 * below, middle["payee"] + 10 * below, middle[arrow.receiver]
            _arrow(stage, name, [x, x, to, to], [46, y, y, 44], "^")
            stage.text(f"{name} n", "parties", to + 9, y + 9, n, above=STILL)
            below += 1


def _named(o, t, company, room):
    """The name of who plays a role, in lines, and its colour."""
    if company is None:
        return t("no guarantor"), tokens.QUIET
    return _columns(room, t(company)), tokens.BREACH_TEXT if company in o.warned else tokens.INK


def _keeps(o, t, role):
    """What a role keeps, and the colour of the words; a company is told once."""
    company = o.offer.company.get(role)
    if company is None:
        return "", tokens.QUIET
    if role != o.role_of(company):
        return t("same company"), tokens.QUIET
    return t("keeps {n}", n=t.number(round(o.offer.kept[company] / 100))), tokens.COST_TEXT


def _arrow(stage, name, x, y, head):
    stage.line(f"{name} line", "parties", x, y, tokens.QUIET, 1.6, above=STILL)
    stage.mark(f"{name} head", "parties", x[-1], y[-1], tokens.QUIET, head, 8, above=STILL)


def _parties_narrow(stage, o, t, guess, width):
    """The same, one below the other: role, name, what it keeps, and what goes to you or comes from you."""
    width, row, room = width - 16, 52, width - 28
    stage.bare("parties", 8, 2, width, 246, (0, width), (0, 246), t("who pays whom, in yuan"))
    lines = [t("you get {got}, you pay {paid}", **o.rounded(t)), t("it costs {cost}", **o.rounded(t))]
    for n, words in enumerate(lines):
        stage.text(f"you words {n}", "parties", 0, 236 - 17 * n, words, bold=True, above=STILL)
    if guess and guess.figure == "cost":
        words = t("your guess: {n}", n=t.number(round(guess.said / 100)))
        stage.text("guess", "parties", width, 219, words, tokens.YOURS, ha="right", above=STILL)
    for n, role in enumerate(ROLES):
        top, company = 208 - row * n, o.offer.company.get(role)
        stage.area(f"{role} box", "parties", [0, width], [top - row + 4] * 2, [top] * 2, tokens.GROUND)
        stage.text(f"{role} role", "parties", 6, top - 13, t(ROLE[role]), tokens.QUIET, above=STILL)
        words, ink = _named(o, t, company, room)
        stage.text(f"{role} name {ink}", "parties", 6, top - 33, words, ink, above=STILL)
        keeps, ink = _keeps(o, t, role)
        flows = [(a, a.receiver == BORROWER) for a in o.offer.arrows if {a.payer, a.receiver} == {role, BORROWER}]
        said = [t("to you {n}", n=_whole(t, a)) if up else t("from you {n}", n=_whole(t, a)) for a, up in flows]
        words = t(", ").join([*said, keeps]) if keeps else ""
        stage.text(f"{role} keeps {ink}", "parties", width - 6, top - 13, words, ink, ha="right", above=STILL)


def _whole(t, arrow):
    return t.number(round(arrow.cents / 100))
