"""Shock lab 冲击实验室: in how many of a hundred years is an instalment missed, and why?"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

import ipywidgets as w
import numpy as np

from credit.carrying import carried
from credit.cash_line import plan, year
from credit.household import Economy, Household
from credit.money import exact
from credit.shock import Cause, Lives, live
from widgets import tokens
from widgets.guess import Ask
from widgets.household_terms import COUNTING, HABIT, LUCK, MONEY, household_of
from widgets.html import Table, paragraphs
from widgets.language import N_
from widgets.long_run import LongRun
from widgets.parts import live as announced
from widgets.shock_picture import BESIDE, draw
from widgets.simulator import Simulator

MONTHS = 12
LONG = 500_000
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
FIRST_CAUSE = {
    Cause.OVER_COMMITMENT: N_("Most often the plan itself was too tight."),
    Cause.SHOCK: N_("Most often a sudden expense was too large."),
    Cause.INCOME: N_("Most often the wages had fallen short."),
    Cause.TIMING: N_("Most often the wages came after the due day."),
    Cause.FORGETTING: N_("Most often the money was there and the day was forgotten."),
}
CAUSE_FACTS = ("of_plan", "of_expense", "of_wages", "of_timing", "of_forgetting")  # in the order of CAUSES


@dataclass(frozen=True)
class Outcome:
    """What became of many years of one household; money in cents, chances as counts out of 100 years."""

    household: Household
    economy: Economy
    lives: Lives
    values: dict

    @property
    def missed_in_100(self):
        """Out of 100 such years, how many miss at least one instalment? To the nearest whole one."""
        return round(100 * self.lives.chance_of_a_miss)

    @property
    def late_30_in_100(self):
        """Out of 100, how many are ever 30 days late or more?"""
        return round(100 * self.lives.chance_late(30))

    @property
    def left(self):
        """What a month leaves if all goes to plan, at the ordinary wage."""
        return self.household.income - self.household.essentials - self.household.instalment

    @cached_property
    def by_cause(self):
        """Years out of 100 by the cause of the first miss, in the order of `CAUSES`: whole ones that add up to the
        years with a miss (the largest remainders are rounded up)."""
        exactly = self.missed_in_100 * np.array(list(self.lives.causes().values()))
        whole = np.floor(exactly).astype(int)
        more = max(self.missed_in_100 - whole.sum(), 0) if exactly.any() else 0
        whole[np.argsort(whole - exactly, kind="stable")[:more]] += 1
        return whole.tolist()

    @cached_property
    def half_month(self):
        """The month by which half of the first misses have come; 0 without a miss."""
        met = self.lives.first_miss[self.lives.first_miss > 0]
        return int(np.quantile(met, 0.5, method="inverted_cdf")) if len(met) else 0

    @cached_property
    def carried(self):
        """The largest instalment for which the money is there often enough."""
        v = self.values
        share = exact(v["kept"]) / 100
        return carried(self.household, share, MONTHS, v["runs"], v["seed"], self.economy)

    @cached_property
    def fan(self):
        """Lines of cash less what is overdue, yuan, month 0 to 12: one row a quantile."""
        lines = self.lives.fan(QUANTILES) / 100
        return np.column_stack([np.full(len(lines), self.household.buffer / 100), lines])

    @cached_property
    def planned(self):
        """The line of the plan, yuan, month 0 to 12."""
        return np.concatenate([[self.household.buffer], plan(self.household, MONTHS)]) / 100

    @property
    def one(self):
        """The year that is shown, yuan, month 0 to 12, and its first miss; None where none is."""
        if not self.values["life"]:
            return None
        n = self.values["life"] - 1
        line = np.concatenate([[self.household.buffer], self.lives.spare[n]]) / 100
        return line, int(self.lives.first_miss[n])

    @property
    def error(self):
        """Out of 100 years, how many may luck of the draw add or take? Two standard errors."""
        return 200 * self.lives.sampling_error


@lru_cache(maxsize=64)
def _lived(household, runs, seed, economy):
    return live(household, MONTHS, runs, seed, economy)


class ShockLab(Simulator):
    title = N_("Shock lab")
    lesson = "03_can_i_carry_it"
    controls = (*MONEY, *LUCK, *HABIT, *COUNTING)
    first = ("buffer", "instalment", "income", "essentials", "shock_chance")
    ask = Ask(
        "missed_in_100",
        N_("A wage of 6,200, essentials of 4,300, an instalment of 1,300, nothing put by. "
           "Out of 100 such years, how many miss at least one instalment?"),
        {"buffer": 0, "instalment": 1300},
        "count",
    )  # fmt: skip
    example = {"buffer": 0, "instalment": 900, "autopay": "on", "pay_cut": 0}
    rules = ("ml_online_caps", "cost_sheet_2026", "apr_disclosure_2021", "extension", "record_5_years")
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        household, economy = household_of(values)
        return Outcome(household, economy, _lived(household, values["runs"], values["seed"], economy), values)

    def height(self, width):
        return 400 if width >= tokens.WIDE else 560 if width >= BESIDE else 660

    def picture(self, stage, o, t, guess):
        draw(stage, o, t, guess)

    def own(self, panel):
        self.another = w.Button()
        self.another.on_click(lambda _: panel.set("life", self.values["life"] % 200 + 1))
        self.story, self.note = (announced(w.HTML()).add_class("dc-meaning") for _ in range(2))
        self.long = LongRun(self._long_work, lambda lives: self._long_took(panel, lives))
        return [w.HBox([self.another, self.long.start]).add_class("dc-foot"), self.story, self.long.view, self.note]

    def _long_work(self):
        self._long_values = dict(self.values)
        household, economy = household_of(self.values)
        seed = self.values["seed"]
        return lambda progress: live(household, MONTHS, LONG, seed, economy, progress)

    def _long_took(self, panel, lives):
        if self.values == self._long_values:  # a control that was moved meanwhile has an answer of its own
            self.result = replace(self.result, lives=lives)
            panel.refresh()

    def show_own(self, o, t):
        if self.long.running and self.values != self._long_values:
            self.long.stop()
        self.another.description = t("Another year") if self.values["life"] else t("Show one single year")
        self.long.say(t("Try out {n} years", n=t.number(LONG)), t("Stop here"), t("Progress"))
        self.story.value = paragraphs(self._story(o, t))
        words = {"runs": t.number(o.lives.runs), "error": t.number(o.error, 1)}
        counted = t("Counted in {runs} made-up years. Other luck would move it by up to {error} of 100.", **words)
        self.note.value = paragraphs([counted])

    def _story(self, o, t):
        """What happened in the year that is shown."""
        life = self.values["life"]
        if not life:
            return []
        happened, missed = year(o.household, life - 1, MONTHS, self.values["seed"], o.economy), o.one[1]
        lines = [t("Year {n}.", n=t.number(life))]
        for month in np.flatnonzero(happened.costs):
            words = {"month": t.number(int(month) + 1), "cost": t.money(happened.costs[month])}
            lines.append(t("Month {month}: a sudden expense of {cost}.", **words))
        if not missed:
            return [t.join([*lines, t("No instalment was missed.")])]
        words = {"month": t.number(missed), "wage": t.money(happened.wages[missed - 1])}
        lines.append(t("The first instalment missed: month {month}, with a wage of {wage}.", **words))
        if happened.forgot[missed - 1]:
            lines.append(t("The day was forgotten."))
        return [t.join(lines)]

    def sentence(self, o, t):
        words = self.facts(o, t)
        if o.left >= 0:
            first = t(
                "If all goes to plan, {left} is left each month. Out of 100 such years, {missed} miss at least "
                "one instalment.",
                **words,
            )
        else:
            first = t(
                "The plan itself is {short} short each month. Out of 100 such years, {missed} miss at least "
                "one instalment.",
                **words,
            )
        more = []
        if o.half_month:
            more.append(t("Half of the first misses have come by month {month}.", **words))
            causes = o.lives.causes()
            more.append(t(FIRST_CAUSE[max(causes, key=causes.get)]))
        if o.carried:
            line = N_("The money for an instalment of up to {carried} is there on the day in {kept} of 100 years; "
                      "{instalment} is asked, {burden} of the wage.")  # fmt: skip
        else:
            line = N_("As things stand, no instalment, however small, could be paid on its day in as many as {kept} of "
                      "100 years; {instalment} is asked, {burden} of the wage.")  # fmt: skip
        return [first, t.join([*more, t(line, **words)])]

    def table(self, o, t):
        heads = [t("Month"), t("The plan"), t("Worst of 20 years"), t("Middle year"), t("Best of 20 years")]
        heads.append(t("First miss, of 1,000 years"))
        lines = [o.planned, o.fan[0], o.fan[2], o.fan[4]]
        if o.one:
            heads.append(t("Year {n}", n=t.number(self.values["life"])))
        rows = []
        for m in range(MONTHS + 1):
            first = round(1000 * o.lives.first_misses()[m - 1]) if m else 0
            row = [t.number(m), *(t.money(round(100 * line[m])) for line in lines), t.number(first)]
            rows.append(row + ([t.money(round(100 * o.one[0][m]))] if o.one else []))
        caption = t(
            "Cash at the end of each month, after everything that is due. Years out of 100 by the cause of the first "
            "miss: plan too tight {of_plan}, sudden expense {of_expense}, wages too low {of_wages}, wages too late "
            "{of_timing}, forgotten {of_forgetting}.",
            **self.facts(o, t),
        )
        return Table(caption, heads, rows, o.half_month or None)

    def working(self, o, t):
        words = self.facts(o, t)
        return [
            t("The plan: cash(m) = {buffer} + m × ({income} − {essentials} − {instalment}).", **words),
            t(
                "One year: each month a wage is drawn around {wage} (normal, standard deviation {swing}). With a "
                "chance of {chance_of_expense} there is an expense from {least} to {most}, each amount equally likely.",
                **words,
            ),
            t("What is due is paid, oldest first, whole instalments only. Below zero stands what is overdue."),
            t(
                "Missed = years with an instalment not paid on its day ÷ all years = {count} ÷ {runs} = {chance}.",
                **words,
            ),
            t("Luck of the draw: √(p × (1 − p) ÷ years) = {standard_error}; twice that is a fair margin.", **words),
            t(
                "You can carry: in each year the smallest of (cash before instalments ÷ months so far); in {kept} of "
                "100 years it is {carried} or more.",
                **words,
            ),
            t("Ever 30 days late or more: {late_30} of 100 years.", **words),
            t(
                "Left out: late charges, borrowing to fill a gap, spending less when it gets tight. Computed in "
                "credit/shock.py and credit/carrying.py."
            ),
        ]

    def facts(self, o, t):
        h, v, lives = o.household, o.values, o.lives
        shock, chance = h.shocks[0], lives.chance_of_a_miss
        money = {
            "left": max(o.left, 0),
            "short": max(-o.left, 0),
            "income": h.income,
            "essentials": h.essentials,
            "instalment": h.instalment,
            "buffer": h.buffer,
            "carried": o.carried,
            "least": shock.least,
            "most": shock.most,
            "wage": round(h.income * (1 - o.economy.pay_cut)),
            "plan_end": round(100 * o.planned[-1]),
        }
        percents = {"burden": h.burden, "swing": h.swing, "chance_of_expense": shock.chance * o.economy.shock_times}
        counts = {
            "month": o.half_month,
            "kept": v["kept"],
            "runs": lives.runs,
            "count": int((lives.first_miss > 0).sum()),
            **dict(zip(CAUSE_FACTS, o.by_cause)),
        }
        years = {"missed": 100 * chance, "late_30": 100 * lives.chance_late(30)}
        return (
            {name: t.money(amount) for name, amount in money.items()}
            | {name: t.percent(share, 0) for name, share in percents.items()}
            | {"chance": t.percent(chance), "standard_error": t.percent(lives.sampling_error, 2)}
            | {name: t.number(n) for name, n in counts.items()}
            | {name: in_100(part, t) for name, part in years.items()}
        )


def in_100(share: float, t) -> str:
    """So many of 100 in words: a rare thing is not said to be none, nor a frequent one to be certain."""
    if 0 < share < 0.5:
        return t("fewer than 1")
    if 99.5 <= share < 100:
        return t("more than 99")
    return t.number(round(share))
