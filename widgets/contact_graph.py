"""Contact graph 通讯录暴露图: who hears of a late loan, day by day, and what of it is allowed?"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import ipywidgets as w
import numpy as np

from credit.clause import Base, LateClause, Style
from credit.cost import all_in
from credit.decisions.may_contact import may_contact
from credit.exposure import LAST_DAY, WORLDS, Exposure, People, Steps, exposure
from credit.kinds import flat
from credit.lateness import replay
from credit.ledger import Position
from credit.money import cents
from credit.rates import per_day, per_month_flat
from widgets import contact_picture
from widgets.controls import DAY_UNIT, Choice, Number
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.rule_words import PLACES
from widgets.simulator import Simulator

DUE = date(2026, 9, 5)  # the next instalment falls due on day 30
PRINCIPAL, FLAT, MONTHS, GUARANTEE, DAILY = cents("12000"), "0.75%", 9, cents("480"), "0.1%"
LENDER = "micro_loan"
YES_NO = {"yes": N_("yes"), "no": N_("no")}
RELATIONS = (
    (N_("guarantor, signed"), "guarantor"),
    (N_("husband or wife, on the form"), "spouse"),
    (N_("parents, in the phone book"), "phone_book"),
    (N_("emergency contact"), "declared"),
    (N_("manager, on the form"), "employer"),
    (N_("friend, colleague, in the phone book"), "phone_book"),
)
MAY = {"yes": N_("yes"), "no": N_("no"), "only to find the borrower": N_("only to find her")}
OWES = {"guarantor": N_("as signed for"), "spouse": N_("only a joint debt")}


@dataclass(frozen=True)
class Outcome:
    """Who has heard of it by `day`, and what the loan costs by then; money in cents."""

    day: int
    story: Exposure
    loan: Position
    values: dict

    def __getattr__(self, name):
        if name in ("charges", "overdue", "cost_to_get_current"):
            return int(getattr(self.loan, name)[0, self.day])
        return int(getattr(self.story, name)[self.day])

    @property
    def people(self) -> int:
        """Whose numbers the lender holds."""
        return len(self.story.rings)


@cache
def _schedule():
    return flat([PRINCIPAL], per_month_flat(FLAT).fraction, [MONTHS], DUE)


@cache
def _loan() -> Position:
    """The loan of the case, whose instalments are missed from day 0 on, over a month."""
    clause = LateClause(style=Style.DAILY, amount=DAILY, base=Base.OVERDUE_INSTALMENT)
    return replay(_schedule(), [per_day(0)], clause, [[]], [[]]).at(np.datetime64(DUE) + np.arange(LAST_DAY + 1))


@cache
def _price() -> dict:
    return all_in(_schedule(), withheld=GUARANTEE).one()


@lru_cache(maxsize=128)
def _told(contacts, named, world, silent, warns, complains, works_after, place, seed) -> Exposure:
    steps = Steps(silent, warns, complains, works_after)
    return exposure(People(contacts, named), world, steps, DUE, place, LENDER, seed)


class ContactGraph(Simulator):
    title = N_("Contact graph")
    lesson = "08_my_data_my_people"
    controls = (
        Number("day", N_("Day"), N_("Days since the missed due date."), 9, 0, LAST_DAY),
        Choice(
            "world", N_("How they collect"), N_("Three made-up worlds; real ones lie between."), "abusive",
            {
                "compliant": N_("by the rules"),
                "grey": N_("at the edge: keeps asking"),
                "abusive": N_("abusive: tells others"),
            },
        ),
        Number("contacts", N_("Contacts the app has read"), N_("Entries of her phone book; 0 if she did not allow it."),
               312, 0, 500),
        Choice("reachable", N_("Chen answers"), N_("Does she pick up or write back to the collector?"), "yes", YES_NO),
        Number("silent", N_("She does not answer until day"), N_("From day 1 to this day nobody can reach her."),
               12, 0, LAST_DAY, when=lambda v: v["reachable"] == "no"),
        Choice("warns", N_("She tells her people"), N_("A message to relatives, household and work."), "no",
               YES_NO),
        Number("warn_day", N_("She writes on day"), N_("The day of her message to those near her."), 1, 0, LAST_DAY,
               when=lambda v: v["warns"] == "yes"),
        Choice("complains", N_("She complains"), N_("To the lender, then to its supervisor."), "no", YES_NO),
        Number("complaint_day", N_("Complaint on day"), N_("The day on which she sends it."), 10, 0, LAST_DAY,
               when=lambda v: v["complains"] == "yes"),
        Number("works_after", N_("Days until it works"), N_("An assumption; nobody knows it."), 5, 0, LAST_DAY,
               unit=DAY_UNIT, when=lambda v: v["complains"] == "yes"),
        Number("named", N_("Emergency contacts on the form"), N_("People whom she named herself."), 1, 0, 5),
        Choice("place", N_("Rules of"), N_("Whose rules sort the contacts."), "cn",
               {place: PLACES[place] for place in ("cn", "us", "gb", "eu")}),
        Number("seed", N_("Luck"), N_("Another number draws other people and other answers."), 7, 0, 999),
    )  # fmt: skip
    first = ("day", "world", "contacts", "reachable", "silent", "warns", "warn_day")
    ask = Ask(
        "told",
        N_("On day 9 the first texts go out to others. How many people have been told of the debt by day 20?"),
        {"day": 20},
        unit="count",
    )
    example = {"day": 9}
    rules = (
        *("gbt_45251", "cba_third_party", "ml_collect_art37", "personal_info_civil", "privacy_quiet", "pipl_contacts"),
        *("pipl_consent", "pipl_rights", "pipl_share_separate", "app_necessary_data_2021", "family_not_liable"),
        *("spouse_joint_debt", "evidence_to_keep", "help_local_finance"),
    )
    as_of = date(2026, 11, 22)

    def outcome(self, values):
        v = values
        story = _told(
            v["contacts"], v["named"], v["world"],
            v["silent"] if v["reachable"] == "no" else 0,
            v["warn_day"] if v["warns"] == "yes" else None,
            v["complaint_day"] if v["complains"] == "yes" else None,
            v["works_after"], v["place"], v["seed"],
        )  # fmt: skip
        return Outcome(v["day"], story, _loan(), v)

    def height(self, width):
        return contact_picture.height(width)

    def picture(self, stage, o, t, guess):
        contact_picture.draw(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        first = t("On day {day} it takes {cost_to_get_current} to get up to date, whoever has been told.", **words)
        if not o.reached:
            return [first, t("The collector has contacted nobody but Chen.")]
        people = t.plural("One other person has been contacted:", "{n} other people have been contacted:", o.reached)
        split = t("{asked} asked to pass on a message, {told} told of the debt.", **words)
        outside = t("Contacts outside the rules: {unlawful} of {contacts}; kept as evidence: {evidence}.", **words)
        return [first, t.join([people, split, outside, t("Pressure index: {pressure}.", **words)])]

    def table(self, o, t):
        days = sorted({0, 3, 6, 9, 10, 12, 15, 20, 25, LAST_DAY, o.day})
        columns = {
            t("People contacted"): "reached", t("Of them told"): "told", t("Contacts"): "contacts",
            t("Within the rules"): "lawful", t("Pressure index"): "pressure", t("Evidence kept"): "evidence",
        }  # fmt: skip
        rows = [
            [t.number(d), *(t.number(int(getattr(o.story, name)[d])) for name in columns.values())]
            + [t.money(int(o.loan.cost_to_get_current[0, d]))]
            for d in days
        ]
        heads = [t("Day"), *columns, t("To get up to date")]
        return Table(t("Who has heard of it, day by day"), heads, rows, days.index(o.day))

    def working(self, o, t):
        habits, v = WORLDS[o.values["world"]], o.values
        words = {**self.facts(o, t), "patience": t.number(habits.patience)}
        rule = {
            "compliant": N_(
                "By the rules: where they allow it, one named contact a day is asked to pass on a message, each once, "
                "while Chen has not answered for more than {patience} days."
            ),
            "grey": N_(
                "At the edge: named contacts are asked every 3 days from day 3 on; while Chen does not answer, two "
                "people near her a day from day 7, and from day 12 the named contacts are told."
            ),
            "abusive": N_(
                "Abusive: on day 9 the named contacts, the manager and a colleague are told, and from then on 15 "
                "people a day, whether or not Chen answers."
            ),
        }[v["world"]]
        return [
            t(rule, **words),
            t("These habits are made up for the lesson. Whether a contact was allowed is asked of the day's rules."),
            t(
                "Pressure index = 1 for each person asked + 3 for each person told = {pressure}; "
                "people who heard it from Chen first count 0.",
                **words,
            ),
            t("Evidence = contacts outside the rules that were passed on to Chen: by all whom she has told, and by "
              "one in ten of the others, drawn by luck."),
            t("Late charge = 0.1% a day of each overdue instalment of {instalment}; so far {charges}.", **words),
            t(
                "All in, the loan costs {nominal} a year nominal, {effective} effective: "
                "480 of 12,000 was taken at pay-out.",
                **words,
            ),
            t("Computed in credit/exposure.py and credit/lateness.py."),
        ]  # fmt: skip

    def facts(self, o, t):
        counts = ("told", "asked", "reached", "contacts", "lawful", "unlawful", "pressure", "evidence", "people", "day")
        money = {name: getattr(o, name) for name in ("charges", "overdue", "cost_to_get_current")}
        money["instalment"] = int(_schedule().to_pay[0, 0])
        rates = {name: _price()[name] for name in ("nominal", "effective")}
        return (
            {name: t.number(getattr(o, name)) for name in counts}
            | {name: t.money(amount) for name, amount in money.items()}
            | {name: t.percent(rate) for name, rate in rates.items()}
        )

    def own(self, panel):
        self.relations = w.HTML()
        return [self.relations]

    def show_own(self, o, t):
        rows = []
        for words, person in RELATIONS:
            answer = may_contact(
                o.values["place"], person, self.as_of, lender=LENDER, by_agency=True,
                borrower_reachable=not o.story.lost[o.day],
            ).answer  # fmt: skip
            owes = OWES.get(person, N_("no"))
            told = N_("yes") if answer["may_name_the_debt"] else N_("no")
            may = MAY[answer["may"]]
            rows.append([t(words), t(may), t(told), t(owes)])
        heads = [t("Who"), t("Contact?"), t("Tell the debt?"), t("Owes it?")]
        lost, found = N_("Six relations, while Chen cannot be reached"), N_("Six relations, while Chen can be reached")
        table = Table(t(lost if o.story.lost[o.day] else found), heads, rows)
        self.relations.value = table.html()
