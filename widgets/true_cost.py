"""True-cost calculator 真实成本计算器: what does the loan cost in money, and which yearly rate is that?"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import ipywidgets as w
import numpy as np

from credit.loans import Repayment
from credit.money import divide
from credit.reasons import Decision
from credit.true_cost import THUMB, Price, Standing, beyond, stand
from widgets import price_picture
from widgets.guess import Ask
from widgets.html import Table, paragraphs
from widgets.language import N_
from widgets.price_terms import AS_OF, FEE, LINE, LOAN, PRICE, SHEET, ceilings_of, priced
from widgets.price_words import NOWHERE, advertised, line_words, sheet_html, yearly
from widgets.simulator import Simulator

MISSING = {"none": 0, "whole": 0, "payout": 3, "monthly": 4, "late": 6}  # number of the line on the sheet
TENTH = 1000  # of a percentage point, in a share


@dataclass(frozen=True)
class Outcome:
    """One offer: its months, its rates with and without what the advert leaves out, and the ceilings."""

    values: dict
    price: Price
    advertised: Fraction | None  # where only the payments are named there is no number
    flat: bool
    decision: Decision | None
    standings: tuple[Standing, ...]

    @cached_property
    def all_in(self):
        return self.price.rates()

    @cached_property
    def plain(self):
        """The yearly rate without any fee beside the interest."""
        return self.price.rates(at_payout=False, monthly=False)

    @cached_property
    def on_sheet(self):
        """What the cost sheet makes it, with its missing line."""
        missing = self.values["sheet"]
        return self.price.rates(at_payout=missing != "payout", monthly=missing != "monthly")

    @property
    def cost(self):
        return self.price.money

    @property
    def nominal(self):
        """In hundredths of a percent, to a tenth of a percentage point."""
        return round(self.all_in["nominal"] * TENTH) * 10

    @property
    def missing_line(self):
        return MISSING[self.values["sheet"]]

    @property
    def over(self):
        """Cents of the cost above the lowest yearly line, or above the learner's own."""
        found = [s.money for s in self.standings if s.money is not None and s.ceiling.kind != "crime"]
        return max(found, default=self.over_own)

    @property
    def over_own(self):
        return beyond(self.price, self.values["line"]) if self.values["line"] else 0


@lru_cache(maxsize=256)
def _priced(terms):
    price, loan = priced(dict(terms))
    price.rates()  # worked out here, kept with it
    named = None if dict(terms)["style"] == "payment" else loan.rate.nominal_annual
    return price, named, loan.repayment is Repayment.FLAT


ABOUT_PLACE = {"place", "lender", "lpr", "high_cost", "forces", "line", "sheet"}


class TrueCost(Simulator):
    title = N_("True-cost calculator")
    lesson = "02_the_real_price"
    controls = (*PRICE, *FEE, *SHEET, *LOAN, *LINE)
    first = ("flat", "month", "year", "day", "arrived", "months", "payment", "style", "deducted", "fee")
    ask = Ask(
        "nominal", N_("0.75% a month for nine months, and 4% taken at pay-out. Which yearly rate is that, all in?"), {},
        "percent",
    )  # fmt: skip
    example = {"flat": "0.5", "months": 6, "deducted": 0}
    rules = (
        *("apr_disclosure_2021", "apr_annex_formula", "cost_sheet_2026", "ml_cost_definition", "financial_24pct_line"),
        *("ml_24pct_ban", "ml_4lpr_transition", "cf_20pct_guidance", "assisted_loan_notice_2025", "private_cap_4lpr"),
        *("no_upfront_deduction", "no_upfront_deduction_ml", "early_repay"),
    )
    as_of = AS_OF

    def outcome(self, values):
        price, named, flat = _priced(tuple(sorted((k, v) for k, v in values.items() if k not in ABOUT_PLACE)))
        decision = ceilings_of(values)
        found = decision.answer["ceilings"] if decision else ()
        return Outcome(values, price, named, flat, decision, tuple(stand(price, c) for c in found))

    def height(self, width):
        return price_picture.height(width)

    def picture(self, stage, o, t, guess):
        price_picture.draw(stage, o, t, guess)

    def sentence(self, o, t):
        words, n = self.facts(o, t), o.price.months
        even = len(set(o.price.payments.tolist()[:-1])) <= 1
        count = t.plural("one payment", "{n} payments", n)
        if even and n > 1:
            first = t(
                "You get {received} and pay back {paid}, in {count} of {instalment}: the loan costs {cost}.",
                count=count, **words,
            )  # fmt: skip
        else:
            first = t("You get {received} and pay back {paid}: the loan costs {cost}.", **words)
        if o.advertised is None:
            rate = t("That is {nominal} a year, or {effective} with compounding.", **words)
        else:
            rate = t(
                "That is {nominal} a year, or {effective} with compounding; the advert's number makes {advertised}.",
                **words,
            )
        lines = sorted(o.standings, key=lambda s: (not s.above, s.limit or 0))
        nowhere = NOWHERE[o.values["place"]]
        more = [rate, line_words(lines[0], t) if lines else t(nowhere)]
        if o.values["sheet"] != "none":
            more.insert(1, t("The cost sheet says {on_sheet} a year.", **words))
        return [first, t.join(more)]

    def table(self, o, t):
        p = o.price
        heads = [t("Month"), t("Date"), t("You get"), t("You pay back"), t("Principal"), t("Interest"), t("Fees"),
                 t("Still owed")]  # fmt: skip
        rows = []
        for k, day in enumerate(p.days):
            pays = int(p.payments[k - 1]) if k else 0
            figures = (p.received if k == 0 else 0, pays, p.principal[k], p.interest[k], p.fees[k], p.owed[k])
            rows.append([t.number(k), t.date(day.item()), *(t.money(int(cents)) for cents in figures)])
        return Table(t("What comes and goes, month by month"), heads, rows)

    def working(self, o, t):
        words = self.facts(o, t)
        style = o.values["style"]
        lines = [
            t("Cost = paid back − what arrived = {paid} − {received} = {cost}.", **words),
            t(
                "The yearly rate: find the rate a month, i, at which what arrives = the sum of payment k ÷ (1 + i)^k. "
                "Here i = {a_month}; × 12 = {nominal}, and (1 + i)^12 − 1 = {effective}.",
                **words,
            ),
        ]
        if o.advertised is not None:
            said = (
                t("The advert: {advertised} a year.", **words)
                if style == "year"
                else t("The advert: {said} × {times} = {advertised} a year.", **words)
            )
            arrives = t("What arrives = sum lent − taken at pay-out = {lent} − {withheld} = {received}.", **words)
            lines[:1] = [arrives, lines[0], said]
        if o.price.by_day:
            lines.append(t("Real days are counted (actual/365), and (1 + i)^12 stands for a whole year."))
        if o.plain["nominal"] != o.all_in["nominal"]:
            lines.append(t("Without the fees it would be {plain} a year, or {plain_effective} compounded.", **words))
        if o.values["repayment"] not in ("interest_only", "bullet") or o.flat:
            lines.append(
                t(
                    "Rule of thumb: cost ÷ sum lent × 12 ÷ {months} × {factor} = {thumb} a year.",
                    factor=t.number(float(THUMB)),
                    **words,
                )  # fmt: skip
            )
            lines.append(
                t("On average {used} of the sum lent is in your hands, since you repay it bit by bit.", **words)
            )
        lines += [line_words(standing, t) for standing in o.standings]
        if o.values["line"]:
            lines.append(
                t("Your own line, {line} a year: {over_own} of the cost lies above it.", **words)
                if o.over_own
                else t("Your own line, {line} a year: this loan is within it.", **words)
            )
        lines.append(
            t(
                "Above a line: an account of what arrived bears the line's rate each month and your payments come off "
                "it; what is paid after it is cleared lies above."
            )
        )
        reads = {
            "us": N_("An American lender has to print the rate without compounding: {nominal}."),
            "gb": N_("A British lender has to print the rate with compounding: {effective}."),
            "eu": N_("A lender in the European Union has to print the rate with compounding: {effective}."),
        }
        reading = reads.get(o.values["place"])
        if reading:
            lines.append(t(reading, **words))
        return [
            *lines,
            t("Source: the payments of the contract; see also “What the rule says”. Computed in credit/true_cost.py."),
        ]

    def facts(self, o, t):
        p, last = o.price, o.price.payments
        money = {
            "received": p.received, "paid": p.paid, "cost": p.money, "lent": p.lent, "withheld": p.fees[0],
            "interest": p.interest.sum(), "fees": p.fees.sum(), "monthly_fees": p.fees[1:].sum(), "instalment": last[0],
            "last": last[-1], "month_interest": p.interest[1], "part_principal": p.principal[1], "over": o.over,
            "over_own": o.over_own, "within": p.money - o.over, "sheet_cost": o.on_sheet["money"],
            "gap": p.money - o.on_sheet["money"],
            "average": divide(p.lent * p.used.numerator, p.used.denominator),
        }  # fmt: skip
        rates = {
            "nominal": o.all_in["nominal"], "effective": o.all_in["effective"], "plain": o.plain["nominal"],
            "plain_effective": o.plain["effective"], "on_sheet": o.on_sheet["nominal"],
            "thumb": p.by_thumb,
        }  # fmt: skip
        v, style = o.values, o.values["style"]
        year = 365 if v["day_count"] == "calendar" else 360
        limits = [s.limit for s in o.standings if s.limit is not None]
        return (
            {name: t.money(int(cents)) for name, cents in money.items()}
            | {name: yearly(rate, t) for name, rate in rates.items()}
            | {
                "advertised": "–" if o.advertised is None else advertised(o.advertised, t),
                "said": "–" if o.advertised is None else t.percent(v[style] / 100, 4 if style == "day" else 2),
                "times": t.number({"day": year, "year": 1}.get(style, 12)),
                "a_month": t.percent(np.expm1(np.log1p(o.all_in["effective"]) / 12), 3),
                "used": t.percent(p.used, 0),
                "months": t.number(p.months),
                "line": t.percent(v["line"] / 100, 1),
                "limit": yearly(min(limits), t) if limits else "",
            }
        )

    def own(self, panel):
        self._below = w.HTML()
        return [self._below]

    def show_own(self, o, t):
        parts = sheet_html(o.price, o.values, o.on_sheet, t) if o.values["sheet"] != "none" else ""
        rest = sorted(o.standings, key=lambda s: (not s.above, s.limit or 0))[1:]
        self._below.value = parts + paragraphs([line_words(s, t) for s in rest], "dc-meaning")
