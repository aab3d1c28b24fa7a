"""Late-cost clock 逾期时钟: what does each day late cost, and what really grows?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from credit.ledger import Ledger, Position
from widgets import tokens
from widgets.axis import money_axis, ticks
from widgets.controls import Number
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.loan_terms import CHARGE, CLAUSE, LAST_DAY, LOAN, PAYMENT, ledger_of
from widgets.simulator import Simulator

DAY_0 = date(2026, 8, 5)
DAY = Number("day", N_("Day"), N_("Days since the missed due date."), 30, 0, LAST_DAY)


@dataclass(frozen=True)
class Outcome:
    """The story of one loan from day 0 on, and where it stands on `day`; money in cents."""

    day: int
    last: int
    story: Position
    ledger: Ledger
    values: dict

    def __getattr__(self, name):
        return int(getattr(self.story, name)[0, self.day])

    def curve(self, name):
        """A figure over the days 0 to `last`, in yuan."""
        return getattr(self.story, name)[0, : self.last + 1] / 100

    @property
    def due(self):
        """The days on which instalments fall due."""
        days = (self.ledger.schedule.due[0] - np.datetime64(DAY_0)).astype(int)
        return [int(d) for d in days if 0 <= d <= self.last]

    @property
    def late_rate(self):
        """The rate a year that runs on late money; 0 where the contract charges fees instead."""
        return float(self.ledger.rate[0] * self.ledger.clause.year_days / self.ledger.denominator)


@lru_cache(maxsize=64)
def _followed(terms):
    ledger = ledger_of(dict(terms), DAY_0, LAST_DAY)
    return ledger, ledger.at(np.datetime64(DAY_0) + np.arange(LAST_DAY + 1))


class LateCostClock(Simulator):
    title = N_("Late-cost clock")
    lesson = "04_the_day_after"
    controls = (DAY, *CHARGE, *PAYMENT, *LOAN, *CLAUSE)
    first = ("day", "style", "multiple", "daily", "flat", "share", "compounding", "payment", "payment_day")
    ask = Ask("cost_to_get_current", N_("On day 92, what does it take to get up to date again?"), {"day": 92})
    example = {"day": 30}
    rules = (
        *("overdue_interest_basis", "penalty_rate_30_50", "penalty_small_loan", "compound_interest"),
        *("no_compound_on_penalty", "financial_24pct_line", "acceleration", "payment_order_default"),
        *("card_grace_3_10", "cost_sheet_2026", "standard_terms", "record_5_years"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        ledger, story = _followed(tuple(sorted((k, v) for k, v in values.items() if k != "day")))
        return Outcome(values["day"], 180 if values["day"] <= 180 else LAST_DAY, story, ledger, values)

    def height(self, width):
        return 360 if width >= tokens.WIDE else 440

    def picture(self, stage, o, t, guess):
        days, overdue, total, charged = (
            np.arange(o.last + 1),
            *map(o.curve, ("overdue", "cost_to_get_current", "charges")),
        )
        compound = o.curve("compound")
        simple = np.maximum(total - compound, overdue)
        room = 1.32 if stage.wide else 1.4  # above the curve, for words
        said = {guess.figure: guess.said / 100} if guess else {}
        y = money_axis(room * max(total.max(), said.get("cost_to_get_current", 0), 10), t)
        zoom_y = money_axis(max(charged.max(), said.get("compound", 0), 10), t, count=2)
        width, high = stage.width - 80, y[0][-1]
        main = (62, 48, width - 208, stage.height - 76) if stage.wide else (62, 196, width, stage.height - 224)
        zoom = (stage.width - 168, 48, 150, stage.height - 76) if stage.wide else (62, 28, width, 84)
        x, x_ticks = (0, o.last), ticks(o.last)
        stage.panel(
            "main", *main, x, y[0], x_ticks, y, t("days since the missed due date"), t("to get up to date, yuan")
        )
        stage.panel("zoom", *zoom, x, zoom_y[0], ticks(o.last, 1), zoom_y, "", t("the charges alone"), tokens.COST_TEXT)
        stage.area("overdue", "main", days, 0 * overdue, overdue, tokens.GROUND)
        stage.area("charges", "main", days, overdue, simple, tokens.COST)
        stage.area("compound", "main", days, simple, total, tokens.BREACH)
        stage.line("total", "main", days, total)
        stage.area("alone", "zoom", days, 0 * charged, charged - compound, tokens.COST)
        stage.area("compound alone", "zoom", days, charged - compound, charged, tokens.BREACH)
        stage.edges("due dates", "main", [(d, overdue[d - 1]) for d in o.due if d], tokens.PAPER)
        called = np.flatnonzero(o.curve("callable_balance"))
        limits = [
            (o.values["grace_days"], t("grace ends")),
            (*called[:1], None)[:1] + (t("whole balance\ncan be called"),),
        ]
        stage.beside("cost", "main", o.day, total, t.money(o.cost_to_get_current), tokens.LARGE_SIZE, bold=True)
        stage.uprights("limits", "main", limits)
        stage.beside("charge", "zoom", o.day, charged, t.money(o.charges))
        if overdue[-1] > 0.12 * high:
            stage.text(
                "overdue words", "main", 0.98 * o.last, 0.06 * high, t("missed instalments"), tokens.QUIET, ha="right"
            )
        if total[-1] - overdue[-1] > 0.01 * high:  # a band that can be seen
            within = overdue[int(0.98 * o.last - stage.room_for("main", t("late charges")))] - 0.045 * high
            heights = [within] if within > 0.15 * high else []
            places = [(0.98 * o.last, y, "right") for y in (*heights, *(total[-1] + up * high for up in (0.06, 0.2)))]
            x, at, ha = stage.free("main", places, t("late charges"))
            stage.text("charge words", "main", x, at, t("late charges"), tokens.COST_TEXT, ha=ha)
        if compound[-1] > 0:
            top = zoom_y[0][-1]
            places = [(0.04 * o.last, share * top, "left") for share in (0.92, 0.76, 0.6, 0.44)]
            x, at, _ = stage.free("zoom", places, t("compound part"))
            stage.text("compound words", "zoom", x, at, t("compound part"), tokens.BREACH_TEXT, halo=True)
        if guess:
            panel = "main" if guess.figure == "cost_to_get_current" else "zoom"
            stage.guessed(panel, guess.settings["day"], guess.said / 100, t("your guess"))

    def sentence(self, o, t):
        words = self.facts(o, t)
        if not o.cost_to_get_current:
            return [t("On day {day} ({date}) nothing is overdue.", **words)]
        words["count"] = t.plural("one instalment", "{n} instalments", o.missed)
        start = o.values["missed"] - 1
        if o.overdue < int(o.ledger.schedule.instalment[0, start : start + o.missed].sum()):  # a part is paid
            words["count"] = t("{overdue} that is still open of {count}", **words)
        words["yearly"] = t.percent(o.story.annual_cost[0, o.day]) if o.charges else ""
        first = t(
            "On day {day} ({date}) it takes {cost_to_get_current} to get up to date: "
            "{count}, and {charges_owed} of charges.",
            **words,
        )
        forgiven = t("{pending} is counted but forgiven if you pay within the days of grace.", **words)
        called = t(
            "The lender may also call the whole balance: {callable_balance} of principal, what is overdue of it "
            "included; interest and charges that are due come on top.",
            **words,
        )
        more_to_call = o.callable_balance > o.overdue_principal  # in the end all of it is due anyway
        rate = t("So far the late money costs {yearly} a year.", **words)
        more = t.join(line for line, said in ((forgiven, o.pending), (called, more_to_call), (rate, o.charges)) if said)
        return [first, more] if more else [first]

    def table(self, o, t):
        days = sorted({d for d in (0, 3, 7, 15, 30, 60, 90, 120, 180, LAST_DAY, o.day, *o.due) if d <= o.last})
        columns = {
            t("Instalments overdue"): "overdue", t("Penalty and fees"): "simple_charges", t("Compound"): "compound",
            t("Charges paid"): "charges_paid", t("To get up to date"): "cost_to_get_current",
        }  # fmt: skip
        rows = [
            [t.number(d), t.date(DAY_0 + timedelta(d)), t.number(int(o.story.missed[0, d]))]
            + [t.money(getattr(o.story, name)[0, d]) for name in columns.values()]
            for d in days
        ]
        heads = [t("Day"), t("Date"), t("Missed"), *columns]
        return Table(t("What it takes to get up to date, day by day"), heads, rows, days.index(o.day))

    def working(self, o, t):
        v, words, first = o.values, self.facts(o, t), o.values["missed"] - 1
        lines = [
            t(
                "To get up to date = overdue + unpaid charges = {overdue} + {charges_owed} = {cost_to_get_current}.",
                **words,
            )
        ]
        if o.late_rate:
            lines.append(
                t("Late charge = base × {late_rate} a year × days ÷ 365, from the day after the due date.", **words)
            )
        if o.late_rate and o.penalty and not v["payment"] and v["base"] == "overdue_principal":
            for k, due in enumerate(o.due[: o.missed], first):
                days = o.day - due - (v["grace_days"] if v["grace"] == "shift" else 0)
                if o.day - due > v["grace_days"]:
                    part = int(o.ledger.schedule.principal[0, k])
                    product = t.number(part / 100 * o.late_rate * days / 365, 4)
                    line = N_("Instalment {k}: {part} × {late_rate} × {days} ÷ 365 = {product}")
                    lines.append(t(line, k=k + 1, part=t.money(part), days=days, product=product, **words))
            lines.append(t("Added up first and rounded once, to the cent: {penalty}.", **words))
        if o.charges:
            yearly = t.percent(o.story.annual_cost[0, o.day])
            lines.append(
                t("The late money, a year = charges × 365 ÷ (late yuan × days, added up) = {yearly}, simple.",
                  yearly=yearly)
            )  # fmt: skip
        lines.append(
            t(
                "Instalment = P × i ÷ (1 − (1 + i)^−n) = {instalment}: P borrowed, i the rate a month, n instalments.",
                **words,
            )
        )
        source = t("Source: the contract's late clause; see also “What the rule says”. Computed in credit/lateness.py.")
        return [*lines, source]

    def facts(self, o, t):
        schedule, missed = o.ledger.schedule, o.values["missed"] - 1
        names = (
            "charges",
            "charges_owed",
            "penalty",
            "compound",
            "overdue",
            "cost_to_get_current",
            "pending",
            "callable_balance",
        )
        money = {name: getattr(o, name) for name in names} | {
            "instalment": schedule.instalment[0, missed],
            "part_principal": schedule.principal[0, missed],
            "part_interest": schedule.interest[0, missed],
            "first_interest": schedule.interest[0, 0],
        }
        rates = {"rate": o.values["rate"] / 100, "late_rate": o.late_rate}
        return (
            {name: t.money(cents) for name, cents in money.items()}
            | {name: t.percent(rate) for name, rate in rates.items()}
            | {"day": t.number(o.day), "date": t.date(DAY_0 + timedelta(o.day)), "missed": t.number(o.missed)}
        )
