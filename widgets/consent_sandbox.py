"""Consent and parties sandbox 授权沙盘: what does one tap give away, and whose money is it?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape

import ipywidgets as w

from credit import rules
from credit.consent import GivenAway, given_away, not_needed
from credit.parties import BORROWER, ROLES, Offer
from widgets import consent_picture
from widgets.adverts import ADVERTS, PERSON, SIGNS, UNNAMED, Advert, offer, phone
from widgets.consent_picture import ROLE
from widgets.controls import Choice, Number
from widgets.grants import Grants
from widgets.guess import Ask
from widgets.html import Table
from widgets.language import N_
from widgets.rule_words import PLACES
from widgets.simulator import Simulator

AS_OF = date(2026, 11, 22)
PERMISSIONS = {
    "contacts": N_("phone book"), "location": N_("location"), "sms": N_("text messages"), "call_log": N_("call log"),
    "camera": N_("camera"), "storage": N_("photos and files"), "credit_query": N_("look at my credit record"),
    "sharing": N_("share with partners"),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What has been given away, and the contract behind the advert."""

    entries: int
    granted: tuple[str, ...]
    applications: int
    given: GivenAway
    advert: Advert
    offer: Offer
    refusable: tuple[str, ...] | None  # None where no rule says what a loan needs
    years: int | None  # for which a look is shown; None where the course holds no rule
    place: str

    @property
    def people(self) -> int:
        return self.given.people

    @property
    def queries(self) -> int:
        return self.given.queries

    @property
    def cost(self) -> int:
        return self.offer.cost

    @property
    def repaid(self) -> int:
        """Everything the borrower pays."""
        return sum(a.cents for a in self.offer.arrows if a.payer == BORROWER)

    @property
    def warned(self) -> tuple[str, str]:
        """Names that should not stand in a contract."""
        return PERSON, UNNAMED

    def leaving(self, t) -> list[tuple[str, str, str, bool]]:
        """(name, words, number, allowed) of every row that leaves the phone."""
        on = self.given.holders > 0
        rows = [("form", N_("what she types"), t.number(self.given.items["form"]), on)]
        for name, count in self.given.items.items():
            if name != "form":
                rows.append((name, PERMISSIONS[name], t.number(count), on and name in self.granted))
        return rows

    def role_of(self, company: str) -> str:
        """The first role a company plays: what it keeps is told there; the lender before the app."""
        return next(role for role in ("lender", *ROLES) if self.offer.company.get(role) == company)

    def rounded(self, t) -> dict[str, str]:
        """Amounts for a picture."""
        whole = {"got": self.offer.arrives, "paid": self.repaid, "cost": self.cost}
        return {name: t.number(round(c / 100)) for name, c in whole.items()}


@lru_cache(maxsize=8)
def _law(place):
    """Which permissions a loan does not need, and for how many years a look is shown; None without a rule."""
    needed = years = None
    for rule in rules.answering("phone_book", place):
        if rule.unit == "yes or no" and isinstance(rule.state(AS_OF), rules.Value):
            needed = rule.state(AS_OF).value
    for rule in rules.answering("record_query", place):
        held = rule.state(AS_OF)
        if rule.unit == "years" and isinstance(held, rules.Value) and isinstance(held.value, Decimal):
            years = int(held.value)
    return needed, years


class ConsentSandbox(Simulator):
    title = N_("Consent and parties sandbox")
    lesson = "01_before_you_tap_borrow"
    controls = (
        Number("entries", N_("People in the phone book"), N_("Entries on this phone."), 312, 0, 500),
        Grants(
            "granted", N_("The app asks to use"), N_("Tick what you allow."), ",".join(PERMISSIONS), PERMISSIONS,
        ),
        Number(
            "applications", N_("Applications this month"), N_("Forms sent off, even just to see the limit."), 1, 0, 12,
        ),
        Choice(
            "advert", N_("Advert"), N_("Whose form it is."), "clay_bell",
            {name: advert.name for name, advert in ADVERTS.items()},
        ),
        Choice("place", N_("Place"), N_("Whose rules say what a loan app needs."), "cn", dict(PLACES)),
    )  # fmt: skip
    first = ("entries", "granted", "applications", "advert")
    ask = Ask(
        "people", N_("She allows one thing, the phone book. How many people can be reached?"),
        {"granted": "contacts"}, "count",
    )  # fmt: skip
    example = {"granted": ""}
    rules = (
        *("app_necessary_data_2021", "app_permissions_2021", "pipl_consent", "pipl_minimum", "pipl_contacts"),
        *("pipl_share_separate", "pipl_rights", "query_consent", "hard_query", "apr_disclosure_2021"),
        *("cost_sheet_2026", "assisted_loan_notice_2025", "no_upfront_deduction", "family_not_liable"),
    )
    as_of = AS_OF

    def outcome(self, values):
        advert, contract = ADVERTS[values["advert"]], offer(values["advert"])
        granted = tuple(name for name in values["granted"].split(",") if name)
        given = given_away(
            phone(values["entries"]), granted, values["applications"], advert.reviewers,
            len(set(contract.company.values())), advert.partners,
        )  # fmt: skip
        needed, years = _law(values["place"])
        refusable = None if needed is None else not_needed(granted, needed)
        return Outcome(
            values["entries"], granted, values["applications"], given, advert, contract, refusable, years,
            values["place"],
        )  # fmt: skip

    def height(self, width):
        return consent_picture.height(width)

    def picture(self, stage, o, t, guess):
        consent_picture.draw(stage, o, t, guess)

    def sentence(self, o, t):
        words = self.facts(o, t)
        if not o.applications:
            first = t("No form has been sent: nothing leaves the phone, and nobody can be reached through it.")
        else:
            words["who"] = t.plural("one person can be reached", "{n} people can be reached", o.people)
            words["held"] = t.plural("one company", "{n} companies", o.given.holders)
            first = t("Through this phone {who}; {total} items leave it, and {held} may hold them.", **words)
        money = t("The loan costs {cost}, or {yearly} a year: {arrives} arrives, and {repaid} is paid.", **words)
        if o.offer.brand_is_lender:
            name = t("The name on the icon, {app}, is also the lender.", **words)
        else:
            name = t("The name on the icon is {app}; the lender is {lender}.", **words)
        more = [money, name]
        if o.refusable:
            more.append(t.plural("One thing allowed here is not needed for a loan.",
                                 "{n} things allowed here are not needed for a loan.", len(o.refusable)))  # fmt: skip
        return [first, t.join(more)]

    def table(self, o, t):
        rows = []
        for name, words, number, on in o.leaving(t):
            said = t("allowed") if on else t("not allowed")
            if on and o.refusable and name in o.refusable:
                said = t("allowed, not needed for a loan")
            rows.append([t(words), t("always") if name == "form" else said, number if on else "0"])
        asked = t("allowed") if "credit_query" in o.granted else t("not allowed")
        shared = t("sharing allowed") if "sharing" in o.granted else t("sharing not allowed")
        rows += [
            [t("items in all"), "", t.number(o.given.total)],
            [t("companies holding them"), shared, t.number(o.given.holders)],
            [t("people who can be reached"), "", t.number(o.people)],
            [t("looks that the credit record keeps"), t("; ").join([asked, self._shown(o, t)]), t.number(o.queries)],
        ]
        for role in ROLES:
            company = o.offer.company.get(role)
            keeps = ""
            if company is not None and role == o.role_of(company):
                keeps = t("keeps {n}", n=t.money(o.offer.kept[company]))
            rows.append([t(ROLE[role]), t("no guarantor") if company is None else t(company), keeps])
        for arrow in o.offer.arrows:
            who = t("{payer} to {receiver}", payer=t(ROLE[arrow.payer]), receiver=t(ROLE[arrow.receiver]))
            rows.append([who, t("pays"), t.money(arrow.cents)])
        heads = [t("What"), t("How it stands"), t("How much")]
        return Table(t("What leaves the phone, and who is paid"), heads, rows, len(o.leaving(t)) + 2)

    def _shown(self, o, t):
        if o.years is None:
            return t("{place}: the course holds no rule about this.", place=t(PLACES[o.place]))
        return t.plural("each is shown for one year", "each is shown for {n} years", o.years)

    def working(self, o, t):
        words, mine = self.facts(o, t), phone(o.entries)
        numbers = {
            "named": t.number(mine.named), "entries": t.number(o.entries), "others": t.number(mine.other_callers),
            "texters": t.number(mine.other_texters), "reviewers": t.number(o.advert.reviewers),
            "applications": t.number(o.applications), "parties": t.number(len(set(o.offer.company.values()))),
            "partners": t.number(o.advert.partners),
        }  # fmt: skip
        lines = [
            t("People = the {named} named in the form, joined with {entries} of the phone book if it is allowed, "
              "{others} other numbers of the call log and {texters} of the text messages; each counts once: {people}.",
              **words, **numbers),
            t("Looks = {applications} applications × {reviewers} lenders that review each = {queries}, if allowed.",
              **words, **numbers),
            self._shown(o, t),
            t("Companies = {parties} in the contract, and {partners} partners if sharing is allowed: {holders}.",
              **words, **numbers),
            t("Cost = everything paid − what arrives = {repaid} − {arrives} = {cost}.", **words),
            t("A year = rate of a month at which all flows are worth nothing × 12 = {yearly}.", **words),
        ]  # fmt: skip
        kept = [t("{company} keeps {n}", company=t(c), n=t.money(v)) for c, v in o.offer.kept.items() if c != BORROWER]
        lines.append(t("Who keeps the cost: {kept}.", kept=t("; ").join(kept)))
        if o.refusable is None:
            lines.append(t("{place}: the course holds no list of what a loan app needs.", place=t(PLACES[o.place])))
        return [*lines, t("Computed in credit/consent.py and credit/parties.py.")]

    def facts(self, o, t):
        money = {"cost": o.cost, "arrives": o.offer.arrives, "repaid": o.repaid, "withheld": o.offer.withheld,
                 "before": o.offer.before, "principal": o.offer.loan.principal, "contact_owes": 0,
                 "instalment": int(o.offer.schedule.instalment[0, 0])}  # fmt: skip
        kept = {f"{role}_keeps": o.offer.kept.get(o.offer.company.get(role), 0) for role in ROLES}
        counts = {
            "people": o.people, "total": o.given.total, "queries": o.queries, "holders": o.given.holders,
            "refusable": len(o.refusable or ()), "place_in_results": o.advert.place, "signs": sum(o.advert.signs),
            "minutes": o.advert.minutes,
        }  # fmt: skip
        names = {role: t(o.offer.company.get(role, N_("no guarantor"))) for role in ROLES}
        return (
            {name: t.money(cents) for name, cents in (money | kept).items()}
            | {name: t.number(count) for name, count in counts.items()}
            | names
            | {"yearly": t.percent(o.offer.yearly.one()["nominal"])}
        )

    def own(self, panel):
        self.page = w.HTML().add_class("dc-advert")
        return [self.page]

    def show_own(self, o, t):
        words = {"place": t.number(o.advert.place), "signs": t.number(sum(o.advert.signs)), "of": t.number(len(SIGNS))}
        head = t("The advert (fictional), place {place} in the search results", **words)
        rows = "".join(f"<li>{'✓' if has else '✗'} {escape(t(sign))}</li>" for sign, has in zip(SIGNS, o.advert.signs))
        foot = t("{signs} of {of} signs of a page that can be relied on", **words)
        self.page.value = (
            f"<h4>{escape(head)}</h4><p><b>{escape(t(o.advert.name))}</b><br>{escape(t(o.advert.promise))}</p>"
            f"<p>{escape(foot)}</p><ul>{rows}</ul>"
        )
