"""Plan comparator 协商方案比较器: what does each request cost, who keeps it, and what does silence take away?"""

from dataclasses import dataclass
from functools import cached_property

from credit.asking import WAIVES_UNTIL, Plan, Request, Standing
from credit.money import divide
from credit.offers import formula_interest
from widgets import plan_picture
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.plan_picture import LETTERS
from widgets.plan_terms import (
    AS_OF,
    CONTROLS,
    LAST_DAY,
    PLANS,
    RECORD,
    card_months,
    mark_of,
    marked,
    plans_of,
    standing_of,
)
from widgets.simulator import Simulator

STEP = 100_00  # cents: "each 100 less a month"
SHOWS = (Request.EXTENSION, Request.LUMP, Request.CARD)  # the report lists these agreements: special_transactions


@dataclass(frozen=True)
class Outcome:
    """What every request comes to on the day of asking; money in cents, chances as counts out of 100."""

    values: dict
    day: int | None  # None: never asks
    at: Standing  # of somebody who never asks, on the last day of the picture
    plans: dict[Request, Plan]

    def is_open(self, request: Request) -> bool:
        return self.day is not None and self.plans[request].open

    @property
    def request(self) -> Request:
        """Which one is looked at?"""
        return Request(self.values["plan"])

    @property
    def plan(self) -> Plan:
        return self.plans[self.request]

    @property
    def cost(self) -> int:
        return self.plan.cost

    @property
    def kept(self) -> int:
        """Of 100 borrowers with this money, how many keep it?"""
        return 100 - self.plan.broken

    @property
    def asked(self) -> list[Request]:
        """What may be asked of the lender for this kind of debt?"""
        card = self.values["debt"] == "card" and self.values["place"] == "cn"
        return [r for r in self.plans if r is not Request.FIXER and (card or r is not Request.CARD)]

    @property
    def open_count(self) -> int:
        return sum(self.is_open(request) for request in self.asked)

    @property
    def all_count(self) -> int:
        return len(self.asked)

    @cached_property
    def ease(self) -> int:
        """What does each 100 less a month cost with more months? By the formula of leaflets; 0 where it is not less."""
        loan, longer = self.at.loan, self.values["longer"]
        n = max(loan.n - max(self.at.missed - 1, 0), 1)
        off = self.plans[Request.AS_BEFORE].offer.instalment - self.plans[Request.LONGER].offer.instalment
        if off <= 0 or longer <= n:
            return 0
        more = formula_interest(self.at.owed, loan.rate, longer) - formula_interest(self.at.owed, loan.rate, n)
        return divide(more * STEP, off)

    @property
    def more(self) -> int:
        """What does it cost above going on as before?"""
        return self.cost - self.plans[Request.AS_BEFORE].cost

    @property
    def waived(self) -> int:
        waives = self.values["waive"] == "yes" and self.at.day <= WAIVES_UNTIL
        return self.at.charges if waives else 0


# What is gone when a plan breaks.
LET_GO = N_("Half of those who break it have done so by month {breaks}; the {lost} that the lender let go is owed "
            "again then, and charges run again.")  # fmt: skip
LOST = {
    Request.CHEAPER: N_("Half of those who break it have done so by month {breaks}; the {lost} that the lower rate and "
                        "the charges let go had saved is gone then, and charges run again."),
    Request.FIXER: N_("Half of those who break it have done so by month {breaks}; the {lost} paid to the fixer, with "
                      "the charges let go, is gone then, and charges run again."),
}  # fmt: skip


class PlanComparator(Simulator):
    title = N_("Plan comparator")
    lesson = "09_ask_for_a_plan"
    controls = CONTROLS
    first = ("afford", "plan", "extension", "resting", "longer", "cut", "share", "fee", "day", "swing")
    ask = Ask(
        "cost",
        N_("¥15,648.78 at 18%, spread over 36 months: what is paid on top?"),
        {"plan": "longer", "longer": 36, "day": -3},
    )
    example = {"longer": 24}
    rules = (
        *("extension", "card_personalised_art70", "special_transactions", "record_5_years", "status_codes"),
        *("acceleration", "limitation_restart", "nfra_consumer_2022", "card_min_payment_practice"),
    )
    as_of = AS_OF

    def outcome(self, values):
        never = values["contact"] == "never"
        day = LAST_DAY if never else values["day"]
        at = standing_of(values["balance"], values["rate"], values["months"], day)
        return Outcome(values, None if never else day, at, plans_of(values, at))

    def height(self, width):
        return plan_picture.height(width)

    def picture(self, stage, o, t, guess):
        plan_picture.draw(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        if o.day is None:
            return [
                t("Nobody has asked, and nothing is agreed. By day {day} it takes {behind} to get up to date: "
                  "instalments, and {charges} of charges.", **words),
                t("The whole balance, {whole}, can be called. The mark on the record is {mark}.", **words)
                if o.at.whole else t("The mark on the record is {mark}.", **words),
            ]  # fmt: skip
        if not o.is_open(o.request):
            if o.request is Request.LUMP:
                would = N_("“{name}” is not to be had {when}. It would be {total} at once, and {forgiven} let go.")
            else:
                would = N_("“{name}” is not to be had {when}. It would come to {instalment} a month, {cost} on top.")
            return [
                t(would, **words),
                t.join([t("The lender here agrees to {open} of {all} requests on that day.", **words),
                        self._because(o, t)]),
            ]  # fmt: skip
        return [self._first(o, t, words), t.join(self._further(o, t, words))]

    def _first(self, o, t, words):
        kept = t("Of 100 borrowers with the money set here, {kept} keep it.", **words)
        if o.request is Request.LUMP:
            first = t("{total} at once, and {forgiven} of the debt is let go.", **words)
        elif o.request is Request.EXTENSION:
            first = t("Nothing for {extension} months, then {instalment} a month up to month {months}: {total} in "
                      "all, {cost} on top of the loan.", **words)  # fmt: skip
        elif o.request is Request.INTEREST_ONLY:
            first = t("{interest} a month for {resting} months, then {instalment} up to month {months}: {total} in "
                      "all, {cost} on top of the loan.", **words)  # fmt: skip
        else:
            first = t("{instalment} a month for {months} months: {total} in all, {cost} on top of the loan.", **words)
        return t.join([first, kept])

    def _further(self, o, t, words):
        lines = []
        if o.request is not Request.AS_BEFORE and o.more:
            line = N_("That is {more} more than going on as before.") if o.more > 0 else N_(
                "That is {more} less than going on as before.")  # fmt: skip
            lines.append(t(line, **words))
        if o.request is Request.LONGER and o.ease:
            lines.append(t("Each ¥100 less a month costs {ease}.", **words))
        if o.plan.offer.at_once and o.request is not Request.LUMP:  # all of that is paid at once
            lines.append(t("Of it {at_once} is paid at once.", **words))
        if o.plan.lost:
            lines.append(t(LOST.get(o.request, LET_GO), **words))
        elif o.plan.breaks_in:
            lines.append(t("If it breaks, late charges run again."))
        lines.append(t("The lender here agrees to {open} of {all} requests {when}.", **words))
        return [*lines, *self._record(o, t, words)]

    def _record(self, o, t, words):
        """What does the record show: the mark of the day of asking, and the agreement itself?"""
        v = o.values
        if o.at.day < 1 or not marked(v["balance"], v["rate"], v["months"], o.at.day, v["place"]):
            lines = [t("No mark on the record so far.")]
        else:
            lines = [t("The mark of that day, {mark}, stays on the record.", **words)]
        if o.request in SHOWS:
            lines.append(t("The agreement shows there too."))
        return lines

    def _because(self, o, t):
        if o.request is Request.CARD and o.values["debt"] == "loan":
            return t("The personalised plan is for credit cards.")
        if o.request is Request.LUMP:
            return t("It lets a part go only when it has nearly given up the rest.")
        return t("Earlier it would have agreed.")

    def table(self, o, t):
        heads = [t("Request"), t("Open"), t("A month"), t("In all"), t("On top"), t("Last month"),
                 t("Kept, of 100"), t("Lost if it breaks"), t("Record shows")]  # fmt: skip
        rows = []
        for request, plan in o.plans.items():
            name = t("{letter}  {name}", letter=LETTERS[request], name=t(PLANS[request]))
            agreed = t("yes") if o.is_open(request) else t("no")
            money = [t.money(v) for v in (plan.offer.instalment, plan.offer.total_paid, plan.cost)]
            lost = t.money(plan.lost) if plan.breaks_in else "–"
            rows.append([name, agreed, *money, t.number(plan.offer.months), t.number(100 - plan.broken), lost,
                         t(RECORD[request])])  # fmt: skip
        return Table(t("Every request, side by side"), heads, rows, list(o.plans).index(o.request))

    def working(self, o, t):
        words = self.facts(o, t)
        lines = [
            t("Instalment = balance × i ÷ (1 − (1 + i)^−n), i = {rate} ÷ 12, rounded to the cent; the last one absorbs "
              "the rest. On top = all payments − {balance}.", **words),
            t("Owed on the day of asking = {balance} + interest of the missed months before the last = {owed}. Charges "
              "so far: {charges}, of it let go: {waived}.", **words),
            t("Kept: 1,000 lives. What can be paid in a month = {afford} × (1 + {swing} × z), z standard normal, never "
              "below 0. A plan breaks in the first month in which that does not reach.", **words),
            t("What a good month leaves is put by for the next.") if o.values["leftover"] == "kept" else
            t("What a good month leaves is spent; money put by at the start pays only what is asked at once."),
            t("Lost if it breaks = charges that come back + interest saved so far + a part that was to be let go + a "
              "fixer's fee, in the month by which half of the broken plans have broken."),
        ]  # fmt: skip
        if o.ease:
            lines.append(
                t("Each ¥100 less a month = (interest with {longer} months − interest as before) ÷ (instalment before "
                  "− new instalment) × 100 = {ease}; interest = n × unrounded instalment − balance.", **words)
            )  # fmt: skip
        lines += [
            t("Up to which day the lender agrees to what is made up for this lesson; each lender decides for itself. "
              "Only the {card_months} months of the card plan come from a rule.", **words),
            t("Left out: other debts, tax on what is let go, what a court would do. Computed in credit/asking.py and "
              "credit/offers.py."),
        ]  # fmt: skip
        return lines

    def facts(self, o, t):
        v, plan, at = o.values, o.plan, o.at
        fee = o.plans[Request.FIXER].cost - o.plans[Request.LONGER].cost
        before = o.plans[Request.AS_BEFORE]
        money = {
            "instalment": plan.offer.instalment, "total": plan.offer.total_paid, "cost": max(plan.cost, 0),
            "forgiven": plan.offer.forgiven, "at_once": plan.offer.at_once, "more": abs(o.more), "ease": o.ease,
            "lost": plan.lost, "balance": at.loan.principal, "owed": at.owed, "charges": at.charges,
            "waived": o.waived, "whole": at.whole, "fee_money": fee, "before": before.offer.instalment,
            "before_cost": before.cost, "behind": at.current,
            "interest": int(o.plans[Request.INTEREST_ONLY].offer.payments[0]),
        }  # fmt: skip
        counts = {
            "months": plan.offer.months, "kept": o.kept, "broken": plan.broken, "breaks": plan.breaks_in,
            "open": o.open_count, "all": o.all_count, "day": at.day, "missed": at.missed,
            "card_months": card_months(), **{n: v[n] for n in ("extension", "resting", "longer")},
        }  # fmt: skip
        shares = {"rate": v["rate"], "swing": v["swing"], "cut": v["cut"], "share": v["share"], "fee": v["fee"]}
        return (
            {name: t.money(amount) for name, amount in money.items()}
            | {name: t.number(n) for name, n in counts.items()}
            | {name: t.percent(percent / 100, 1 if percent % 1 else 0) for name, percent in shares.items()}
            | {"afford": t.money(round(100 * v["afford"])), "name": t(PLANS[o.request]), "when": self._when(at.day, t)}
            | {"mark": mark_of(v["balance"], v["rate"], v["months"], at.day, v["place"])}
        )

    def _when(self, day, t):
        if day < 0:
            return t.plural("one day before the due date", "{n} days before the due date", -day)
        if not day:
            return t("on the due date")
        return t.plural("one day after the due date", "{n} days after the due date", day)
