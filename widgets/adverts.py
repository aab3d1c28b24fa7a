"""The four mock adverts of lesson 1 and the phone that they would read. All names and figures are fictional."""

from dataclasses import dataclass
from functools import cache

from credit.consent import Phone
from credit.fees import upfront, with_each_instalment
from credit.loans import Loan
from credit.money import cents
from credit.parties import Offer
from credit.rates import per_month, per_month_flat
from widgets.language import N_

FIRST_DUE = "2026-10-10"
BESIDE_THE_BOOK = {
    "calls": 640, "called": 58, "other_callers": 46, "texts": 1870, "texted": 40, "other_texters": 25,
    "places": 720, "files": 2400, "pictures": 3, "form": 8,
}  # fmt: skip

BELL, RAFT = N_("Clay Bell Credit"), N_("Lantern Raft")
GOOSE, GRAIN = N_("Goose Letter Quick Loan"), N_("Bamboo Grain Consumer Finance")
POND, STEP, SLUICE = N_("Reed Pond Micro-loan"), N_("Stone Step Guarantee"), N_("Sluice Gate Payments")
PERSON, UNNAMED = N_("a person's account"), N_("not named")

SIGNS = (
    N_("says who stands behind it"),
    N_("bears a date"),
    N_("names its rule or source"),
    N_("can be checked and reached"),
    N_("is whole: no gaps, no placeholder"),
)


@dataclass(frozen=True)
class Advert:
    """What an advert promises, how its page looks, and what stands behind it.

    Attributes
    ----------
    name, promise : message
    place : int
        In the list of search results; 1 is the top.
    signs : tuple of bool
        Which of the five `SIGNS` of a reliable page it shows.
    minutes : int
        Until the money is there, by its own words.
    reviewers : int
        Lenders to which one application is passed.
    partners : int
        Companies with which data may be shared beside those of the contract.
    """

    name: str
    promise: str
    place: int
    signs: tuple[bool, ...]
    minutes: int
    reviewers: int
    partners: int


ADVERTS = {
    "clay_bell": Advert(
        BELL, N_("0.75% a month. Up to 12,000 yuan, in your account in 5 minutes."),
        3, (True, False, False, True, True), 5, 1, 6,
    ),
    "lantern_raft": Advert(
        RAFT, N_("0 interest. 5,000 yuan in 3 minutes, no questions. Since a certain month of a certain year."),
        1, (False, False, False, False, False), 3, 3, 12,
    ),
    "goose_letter": Advert(
        GOOSE, N_("4,000 yuan till payday, in 30 minutes. Only 2% for 30 days."),
        2, (False, True, False, False, True), 30, 1, 4,
    ),
    "bamboo_grain": Advert(
        GRAIN, N_("18% a year, all costs counted, simple. The answer comes within a day. Lender: the name above."),
        4, (True, True, True, True, True), 1440, 1, 2,
    ),
}  # fmt: skip


@cache
def offer(name: str) -> Offer:
    """The contract behind an advert."""
    if name == "clay_bell":
        loan = Loan.of("12000", per_month_flat("0.75%"), 9, FIRST_DUE)
        roles = {"app": BELL, "lender": POND, "guarantor": STEP, "payee": SLUICE}
        return Offer(loan, roles, (("guarantor", upfront("480")),), commission=cents("360"))
    if name == "lantern_raft":
        loan = Loan.of("5000", per_month("0"), 6, FIRST_DUE)
        roles = {"app": RAFT, "lender": UNNAMED, "payee": PERSON}
        return Offer(loan, roles, (("app", with_each_instalment("100")),), before=cents("299"))
    if name == "goose_letter":
        loan = Loan.of("4000", per_month("0"), 1, FIRST_DUE)
        return Offer(loan, dict.fromkeys(("app", "lender", "payee"), GOOSE), (("lender", upfront("80")),))
    loan = Loan.of("36000", per_month("1.5%"), 36, FIRST_DUE)
    return Offer(loan, dict.fromkeys(("app", "lender", "payee"), GRAIN))


def phone(entries: int) -> Phone:
    """Chen Yu's phone, with so many people in its phone book."""
    return Phone(entries, **BESIDE_THE_BOOK)
