"""Roll-over counter 展期计数器: what has been paid, and what is still owed, after each roll-over?

The shortest simulator of the course; CONTRIBUTING.md walks through it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from credit.money import cents, exact
from credit.rollover import RollOver, roll_over
from widgets import tokens
from widgets.axis import money_axis
from widgets.controls import DAY_UNIT, MONEY_UNIT, Number
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.simulator import Simulator

MOST = 24


@dataclass(frozen=True)
class Outcome:
    """Every roll-over up to the last that the control allows; money in cents."""

    times: int
    story: RollOver
    days: int

    @property
    def paid(self):
        return self.story.fees[self.times]

    @property
    def owed(self):
        return self.story.owed


class RollOverCounter(Simulator):
    title = N_("Roll-over counter")
    lesson = "04_the_day_after"
    controls = (
        Number("times", N_("Roll-overs"), N_("How often the loan was put off so far."), 4, 0, MOST),
        Number("principal", N_("Borrowed"), N_("The amount that was lent."), 8000, 500, 50_000, 100, 2, MONEY_UNIT),
        Number("fee", N_("Fee each time"), N_("A share of the amount borrowed."), 2, 0, 10, "0.1", 2, "%"),
        Number("days", N_("Days between"), N_("How long each fee buys."), 30, 7, 90, unit=DAY_UNIT),
    )
    first = ("times", "principal", "fee", "days")
    ask = Ask("paid", N_("After four roll-overs at 2% each, how much has gone into fees?"), {"times": 4})
    example = {"times": 1}
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        share = exact(values["fee"]) / 100
        story = roll_over(cents(values["principal"]), share, values["days"], MOST)
        return Outcome(values["times"], story, values["days"])

    def height(self, width):
        return 320

    def picture(self, stage, o, t, guess):
        x = np.arange(MOST + 1)
        fees = np.array(o.story.fees) / 100
        y = money_axis(1.2 * max(fees[-1], o.owed / 100, guess.said / 100 if guess else 0), t)
        ticks = ([0, 8, 16, 24], ["0", "8", "16", "24"])
        box = (62, 48, stage.width - 80, stage.height - 76)
        stage.panel("main", *box, (0, MOST), y[0], ticks, y, t("roll-overs"), t("yuan"))
        stage.area("fees", "main", x, 0 * fees, fees, tokens.COST)
        stage.line("owed", "main", x, 0 * fees + o.owed / 100)
        stage.beside("paid", "main", o.times, fees, t.money(o.paid), tokens.LARGE_SIZE, bold=True)
        step = 0.04 * y[0][-1]
        places = [(x, o.owed / 100 + up * step, ha) for up in (1, -1) for x, ha in ((MOST, "right"), (0.4, "left"))]
        at, height, ha = stage.free("main", places, t("still owed"))
        stage.text("owed words", "main", at, height, t("still owed"), ha=ha, halo=True)
        if guess:
            stage.guessed("main", guess.settings["times"], guess.said / 100, t("your guess"))

    def sentence(self, o, t):
        words = self.facts(o, t)
        first = t("After {times} roll-overs {paid} has gone into fees, and {owed} is still owed.", **words)
        return [first, t("None of it was repaid; the fees alone are {yearly} a year of the amount borrowed.", **words)]

    def table(self, o, t):
        rows = [
            [t.number(k), t.number(k * o.days), t.money(fee), t.money(o.owed)] for k, fee in enumerate(o.story.fees)
        ]
        heads = [t("Roll-overs"), t("Day"), t("Paid in fees"), t("Still owed")]
        return Table(t("What has been paid and what is owed, roll-over by roll-over"), heads, rows, o.times)

    def working(self, o, t):
        words = self.facts(o, t)
        return [
            t("Fees = (roll-overs + 1) × {fee} = {paid}: the first fee is taken when the money is paid out.", **words),
            t("A year = fee ÷ amount borrowed × 365 ÷ {days} = {yearly}, simple.", days=t.number(o.days), **words),
            t("Computed in credit/rollover.py."),
        ]

    def facts(self, o, t):
        amounts = {"paid": o.paid, "owed": o.owed, "fee": o.story.fees[0]}
        words = {name: t.money(value) for name, value in amounts.items()}
        return words | {"times": t.number(o.times), "yearly": t.percent(o.story.nominal_annual)}
