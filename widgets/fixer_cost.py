"""Fixer cost 救星账单: a fee, months of not paying and a promise; what is left of it on average?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from credit import record
from credit.clause import LateClause
from credit.deadlines import after
from credit.fixer import Bill, Offer, Wait, bill, own_chance, wait
from credit.lateness import stop_paying
from credit.loans import Loan
from credit.money import cents, divide, exact
from credit.rates import per_year
from widgets import fixer_picture
from widgets.controls import DAY_UNIT, MONEY_UNIT, YEAR_RATE_UNIT, Choice, Number
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.silent_meters import MARKS, PLACES
from widgets.simulator import Simulator

DAY_0 = date(2026, 8, 5)
LATEST, MOST_MONTHS = 180, 12
CALLED_AFTER = 90  # days late, by the contract of the case
MONTH_UNIT = N_("months")

CONTROLS = (
    Number("chance", N_("Chance that it works"), N_("In how many of 100 cases the cut really comes. Who says so?"),
           30, 0, 100, 1, 1, "%"),
    Number("months", N_("You stop paying for"), N_("Many such offers ask you to pay nothing meanwhile."),
           6, 0, MOST_MONTHS, unit=MONTH_UNIT),
    Choice("fee_kind", N_("Their fee is"), N_("How the advert names its price."), "share",
           {"share": N_("a share of the debt"), "sum": N_("a fixed sum")}),
    Number("fee_share", N_("Their fee"), N_("Of all that you still owe."), 8, 0, 30, "0.5", 2, "%",
           lambda v: v["fee_kind"] == "share"),
    Number("fee_sum", N_("Their fee"), N_("Deposit, material, service: whatever it is called."),
           2228, 0, 30_000, 100, 2, MONEY_UNIT, lambda v: v["fee_kind"] == "sum"),
    Number("cut", N_("Promised cut"), N_("The part of the debt that is to disappear."), "26.93", 0, 80, 1, 2, "%"),
    Choice("due", N_("The fee is due"), N_("Most want it first; some only take it if it works."), "first",
           {"first": N_("in any case"), "success": N_("only if it works")}),
    Number("own", N_("Your own chance"), N_("The same cut, asked of the lender by you. An assumption."),
           10, 0, 100, 1, 1, "%"),
    Number("debt", N_("You still owe"), N_("Principal, due or not."), "27849.98", 1000, 100_000, 100, 2, MONEY_UNIT),
    Number("rate", N_("Contract rate"), N_("Nominal: each month bears a twelfth of it."), 18, 0, 36, "0.1", 2,
           YEAR_RATE_UNIT),
    Number("left", N_("Instalments left"), N_("Equal instalments, one a month."), 26, MOST_MONTHS, 60),
    Number("late", N_("Days late when the offer comes"), N_("Counted from the first missed due date."), 70, 0, LATEST,
           unit=DAY_UNIT),
    Number("multiple", N_("Penalty rate"), N_("1.5 means: the contract rate and half of it again."),
           "1.5", 1, 2, "0.05", 2, N_("× contract rate")),
    Choice("place", N_("Record of"), N_("Whose marks the record shows."), "cn", PLACES),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What the offer comes to; money in cents, percent figures in hundredths, said to a tenth."""

    values: dict
    offer: Offer
    wait: Wait
    bill: Bill
    marks: tuple[str, ...]
    new_from: int

    @property
    def gain(self) -> int:
        return self.bill.gain

    @property
    def loss(self) -> int:
        """On average; 0 where the offer leaves something."""
        return max(-self.bill.gain, 0)

    @property
    def penalty(self) -> int:
        return self.bill.penalty

    @property
    def needed(self) -> int | None:
        """The chance from which on there is no loss; None where no chance is enough."""
        return None if self.bill.break_even is None else _tenths(self.bill.break_even)

    @property
    def possible(self) -> bool:
        """Is there a chance that would be enough?"""
        return self.bill.break_even is not None and self.bill.break_even <= 1

    @property
    def own_needed(self) -> int:
        """The chance at which asking yourself does as well."""
        return _tenths(own_chance(self.bill.gain, self.offer.cut) or 0)

    @property
    def own_gain(self) -> int:
        """What asking yourself brings, on average: no fee, no month without paying."""
        share = exact(self.values["own"]) / 100
        return int(divide(self.offer.cut * share.numerator, share.denominator))

    @property
    def new_marks(self) -> tuple[str, ...]:
        """The marks of the months in which nothing is paid."""
        return self.marks[self.new_from :]


def _tenths(share) -> int:
    return 10 * int(divide(share.numerator * 1000, share.denominator))


@lru_cache(maxsize=32)
def _unpaid(debt, rate, left, multiple):
    """The loan on which nothing is paid from day 0 on, followed as far as the controls reach."""
    clause = LateClause(amount=multiple, acceleration_days=CALLED_AFTER)
    loan = Loan(cents(debt), per_year(exact(rate) / 100), left, DAY_0)
    return stop_paying(loan, clause, 1, until=after(DAY_0 + timedelta(LATEST), months=MOST_MONTHS + 1))


@lru_cache(maxsize=256)
def _waited(debt, rate, left, multiple, late, months, place, on):
    """What not paying adds, the marks of all months so far, and which of them is the first new one."""
    ledger, start = _unpaid(debt, rate, left, multiple), DAY_0 + timedelta(late)
    story = wait(ledger, start, months)
    span = (story.end.year - DAY_0.year) * 12 + story.end.month - DAY_0.month + 1
    days = record.reporting_days(DAY_0, span)
    marks = MARKS[place](record.account(ledger, days), on)[1]
    written = days <= np.datetime64(story.end)
    return story, tuple(str(mark) for mark in marks[written]), int((days <= np.datetime64(start)).sum())


class FixerCost(Simulator):
    title = N_("Fixer cost")
    lesson = "12_help_that_helps"
    controls = CONTROLS
    first = ("chance", "months", "fee_kind", "fee_share", "fee_sum", "cut")
    ask = Ask(
        "needed",
        N_("A fixer asks 2,228 yuan first and promises to get 7,500 off the debt. In how many of 100 cases must that "
           "work for the fee alone to come back?"),
        {"months": 0, "chance": 30},
        unit="percent",
    )  # fmt: skip
    example = {"months": 3, "chance": 50, "cut": 40, "fee_share": 12}
    rules = (
        *("credit_repair_scam", "penalty_rate_30_50", "acceleration", "status_codes", "record_5_years"),
        *("extension", "help_lender_desk", "help_legal_aid_12348", "help_nfra_12378"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        v, debt = values, cents(values["debt"])
        part = lambda percent: int(divide(debt * exact(percent).numerator, 100 * exact(percent).denominator))
        fee = part(v["fee_share"]) if v["fee_kind"] == "share" else cents(v["fee_sum"])
        offer = Offer(fee, part(v["cut"]), exact(v["chance"]) / 100, v["due"] == "success")
        terms = (v["debt"], v["rate"], v["left"], v["multiple"], v["late"], v["months"], v["place"])
        story, marks, new_from = _waited(*terms, self.as_of)
        return Outcome(v, offer, story, bill(offer, story.penalty), marks, new_from)

    def height(self, width):
        return fixer_picture.height(width)

    def picture(self, stage, o, t, guess):
        fixer_picture.draw(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        if o.gain < 0:
            first = t("On average the offer costs you {loss}: {saving} saved, less {fee_paid} of fee and {penalty} of "
                      "new penalty.", **words)  # fmt: skip
        else:
            first = t("On average {gain} is left of the offer: {saving} saved, less {fee_paid} of fee and {penalty} of "
                      "new penalty.", **words)  # fmt: skip
        return [first, t.join([self.how_likely(o, t), self.meanwhile(o, t), self.alone(o, t)])]

    def how_likely(self, o, t):
        """From which chance on there is no loss."""
        if o.bill.break_even is None:
            return t("Nothing is promised that could bring the cost back.")
        if not o.possible:
            return t("Even if it always worked, it would not bring its cost back.")
        return t("To break even it has to work in {needed} of all cases.", **self.facts(o, t))

    def meanwhile(self, o, t):
        """What the months without paying leave behind beside money."""
        if not o.values["months"]:
            return t("Nothing is left unpaid for it, so no new mark comes.")
        months = t.plural("One more month on the record", "{n} more months on the record", len(o.new_marks))
        if not o.new_marks:
            months = t("No new month on the record yet")
        words = {"months": months, "mark": o.marks[-1] if o.marks else "", "missed": t.number(o.wait.missed)}
        return t("{months}, the last one marked {mark}; {missed} instalments missed.", **words)

    def alone(self, o, t):
        """The same, asked by oneself."""
        return t("Asking for the same cut yourself costs nothing; with {own} it is worth {own_gain} on average.",
                 **self.facts(o, t))  # fmt: skip

    def table(self, o, t):
        rows = [[t(words, **self.facts(o, t)), t.money(amount)] for words, amount in fixer_picture.lines(o)]
        rows += [
            [t("if it works"), t.money(o.bill.if_it_works)],
            [t("if it does not work"), t.money(o.bill.if_it_fails)],
            [t("new marks on the record"), " ".join(o.new_marks) or t("none")],
        ]
        return Table(t("What the offer comes to, line by line"), [t("Line"), t("Yuan")], rows, 4)

    def working(self, o, t):
        words = self.facts(o, t)
        fee = N_("Saving on average = {chance} × {cut} = {saving}. The fee comes in any case: {fee}.")
        success = N_("Saving on average = {chance} × {cut} = {saving}. The fee comes only if it works: {chance} × "
                     "{fee} = {fee_paid}.")  # fmt: skip
        lines = [
            t(success if o.offer.only_on_success else fee, **words),
            t("New penalty = what the contract charges from {start} to {end}, at {late_rate} a year on the overdue "
              "principal: {penalty}. What had been charged before, {before}, is owed either way.", **words),
            t("Left on average = {saving} − {fee_paid} − {penalty} = {gain}. If it works: {works}; if not: {fails}.",
              **words),
        ]  # fmt: skip
        if o.possible and not o.offer.only_on_success:
            lines.append(t("Break-even chance = (fee + new penalty) ÷ promised cut = ({fee} + {penalty}) ÷ {cut} = "
                           "{needed}.", **words))  # fmt: skip
        elif o.possible:
            lines.append(t("Break-even chance = new penalty ÷ (promised cut − fee) = {penalty} ÷ ({cut} − {fee}) = "
                           "{needed}.", **words))  # fmt: skip
        lines += [
            t("Asking yourself = {own} × {cut} = {own_gain}. It does as well as the offer from a chance of "
              "{own_needed} on.", **words),
            t("The chances are assumptions: nobody publishes them. So is it that you settle it yourself on {start}.",
              **words),
            t("What the marks cost later, in time and in refused loans, is not in these sums; nor is what a called "
              "balance or a court would add."),
        ]  # fmt: skip
        if o.wait.callable_balance:
            lines.append(t("On {end} the lender may call the whole balance: {callable}.", **words))
        return [*lines, t("Computed in credit/fixer.py and credit/lateness.py.")]

    def facts(self, o, t):
        money = {
            "fee": o.offer.fee, "fee_paid": o.bill.fee, "cut": o.offer.cut, "saving": o.bill.saving, "gain": o.gain,
            "loss": o.loss, "penalty": o.penalty, "before": o.wait.penalty_before, "own_gain": o.own_gain,
            "works": o.bill.if_it_works, "fails": o.bill.if_it_fails, "callable": o.wait.callable_balance,
            "debt": cents(o.values["debt"]), "better": o.own_gain - o.gain,
        }  # fmt: skip
        rates = {
            "own_needed": o.own_needed / 10_000,
            "needed": (o.needed or 0) / 10_000, "fee_percent": exact(o.values["fee_share"]) / 100,
            "late_rate": exact(o.values["rate"]) * exact(o.values["multiple"]) / 100,
        }  # fmt: skip
        counts = {"months": o.values["months"], "missed": o.wait.missed, "marks": len(o.new_marks)}
        return (
            {name: t.money(value) for name, value in money.items()}
            | {name: t.percent(value) for name, value in rates.items()}
            | {name: t.number(value) for name, value in counts.items()}
            | {name: fixer_picture.percent(o.values[name], t) for name in ("chance", "own")}
            | {"start": t.date(o.wait.start), "end": t.date(o.wait.end), "mark": o.marks[-1] if o.marks else ""}
        )
