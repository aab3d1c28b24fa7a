"""A loan, a borrower's money and seven requests as controls, and from the learner's values back to `credit.asking`."""

from datetime import date
from functools import cache, lru_cache

import numpy as np

from credit import record, rules
from credit.asking import Plan, Request, Standing, Wishes, money_for_it, plans, silence, standing
from credit.clause import LateClause
from credit.ledger import Ledger
from credit.loans import Loan
from credit.money import cents, exact
from credit.rates import per_year
from widgets.controls import MONEY_UNIT, YEAR_RATE_UNIT, Choice, Number
from widgets.language import N_
from widgets.silent_meters import MARKS, PLACES

DAY_0 = date(2026, 8, 5)  # the next instalment falls due
FIRST_DAY, LAST_DAY = -10, 180
AS_OF = date(2026, 11, 22)
CLAUSE = LateClause(acceleration_days=90)  # the contracts of cases C and E
LONGEST = 72  # months: 60 instalments after a year of interest only
MONTHS_UNIT = N_("months")
YES_NO = {"yes": N_("yes"), "no": N_("no")}

PLANS = {
    Request.AS_BEFORE: N_("as before: catch up, go on"),
    Request.EXTENSION: N_("extension: a pause first"),
    Request.INTEREST_ONLY: N_("only interest at first"),
    Request.LONGER: N_("more months"),
    Request.CHEAPER: N_("more months, lower rate"),
    Request.LUMP: N_("a part at once, for all of it"),
    Request.CARD: N_("personalised plan (cards)"),
    Request.FIXER: N_("more months, by a fixer"),
}
RECORD = {
    Request.AS_BEFORE: N_("marks stay"),
    Request.EXTENSION: N_("extension"),
    Request.INTEREST_ONLY: N_("ask first"),
    Request.LONGER: N_("ask first"),
    Request.CHEAPER: N_("ask first"),
    Request.LUMP: N_("reduction"),
    Request.CARD: N_("card plan"),
    Request.FIXER: N_("no better"),
}


def _of(*requests):
    return lambda values: values["plan"] in {request.value for request in requests}


def _asks(values):
    return values["contact"] == "asks"


CONTROLS = (
    Number(
        "afford", N_("You can pay"), N_("For this loan, in an ordinary month, after essentials and the other debts."),
        "1027.20", 0, 10_000, 10, 2, MONEY_UNIT,
    ),
    Choice(
        "plan", N_("Look at"), N_("One of the requests in the picture."), Request.LONGER.value,
        {request.value: words for request, words in PLANS.items()},
    ),
    Number("extension", N_("Months without payment"), N_("The interest runs on and joins the balance at the end."),
           3, 1, 6, 1, 0, MONTHS_UNIT, _of(Request.EXTENSION)),
    Number("resting", N_("Months of interest only"), N_("After them the balance runs over the months that were left."),
           6, 1, 12, 1, 0, MONTHS_UNIT, _of(Request.INTEREST_ONLY)),
    Number("longer", N_("Spread over"), N_("Equal instalments over so many months."),
           36, 6, 60, 1, 0, MONTHS_UNIT, _of(Request.LONGER, Request.CHEAPER, Request.FIXER)),
    Number("cut", N_("Rate lower by"), N_("20% takes a rate of 18% to 14.4%."),
           20, 0, 100, 5, 1, "%", _of(Request.CHEAPER)),
    Number("share", N_("Part that is paid"), N_("In one sum; the lender lets the rest go."),
           90, 30, 100, 5, 1, "%", _of(Request.LUMP)),
    Number("fee", N_("The fixer's fee"), N_("A share of what is owed, paid first."),
           8, 0, 20, 1, 1, "%", _of(Request.FIXER)),
    Number("day", N_("Day on which you ask"), N_("0 is the due date; −3 is three days before it."),
           -3, FIRST_DAY, LAST_DAY, when=_asks),
    Number("swing", N_("It swings by"), N_("15%: in two months of three, what you can pay lies within 15% of it."),
           15, 0, 60, 1, 1, "%"),
    Choice("contact", N_("Do you ask?"), N_("Never: nothing is agreed, and everything runs on."), "asks",
           {"asks": N_("yes, on that day"), "never": N_("never at all")}),
    Choice("leftover", N_("What a good month leaves"), N_("Put by, it carries the next bad month."), "spent",
           {"spent": N_("is spent"), "kept": N_("is put by for the plan")}),
    Number("saved", N_("Put by already"),
           N_("It pays what is asked at once; bad months too, where good ones are put by."),
           0, 0, 100_000, 100, 2, MONEY_UNIT),
    Choice("waive", N_("Late charges let go"), N_("If you ask for it, in this model up to day 30."), "yes", YES_NO),
    Number("balance", N_("Still owed"), N_("Principal, after the last instalment that was paid."),
           "15648.78", 1000, 100_000, 100, 2, MONEY_UNIT),
    Number("rate", N_("Contract rate"), N_("Nominal: each month bears a twelfth of it."), 18, 0, 36, "0.1", 2,
           YEAR_RATE_UNIT),
    Number("months", N_("Months left"), N_("Instalments that the contract still asks for."), 18, 1, 60, 1, 0,
           MONTHS_UNIT),
    Choice("debt", N_("Kind of debt"), N_("The personalised plan is for credit cards only."), "loan",
           {"loan": N_("a loan"), "card": N_("a credit card")}),
    Choice("place", N_("Record of"), N_("Whose marks are shown for the day on which you ask."), "cn", PLACES),
    Number("seed", N_("Luck"), N_("Another number draws other good and bad months."), 7, 0, 999),
)  # fmt: skip


@cache
def card_months() -> int:
    """How long may a card's personalised plan be, by the rule in force?"""
    return int(rules.get("cn", "card_personalised_art70").on(AS_OF).value["max"])


@lru_cache(maxsize=32)
def followed(balance, rate, months) -> tuple[Loan, Ledger]:
    """The loan as it stands, and what becomes of it in silence."""
    loan = Loan(cents(balance), per_year(exact(rate) / 100), months, DAY_0)
    return loan, silence(loan, CLAUSE)


@lru_cache(maxsize=256)
def standing_of(balance, rate, months, day) -> Standing:
    loan, ledger = followed(balance, rate, months)
    return standing(ledger, loan, day)


@lru_cache(maxsize=32)
def money_of(afford, swing, seed) -> np.ndarray:
    """What is there for the loan in each month, on many paths of luck?"""
    return money_for_it(cents(afford), float(swing) / 100, LONGEST, seed)


def wishes_of(v: dict) -> Wishes:
    """How large is each request, by the controls?"""
    card = v["debt"] == "card" and v["place"] == "cn"
    share = lambda name: exact(v[name]) / 100
    return Wishes(
        v["extension"], v["resting"], v["longer"], share("cut"), share("share"), v["waive"] == "yes", card,
        card_months(), share("fee"),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _planned(at, wishes, afford, swing, seed, saved, carry):
    return plans(at, wishes, money_of(afford, swing, seed), cents(saved), carry)


def plans_of(v: dict, at: Standing) -> dict[Request, Plan]:
    """What would each request come to, by the controls?"""
    return _planned(at, wishes_of(v), v["afford"], v["swing"], v["seed"], v["saved"], v["leftover"] == "kept")


@lru_cache(maxsize=128)
def _mark(balance, rate, months, day, place) -> tuple[str, str]:
    """The mark of this day late, and the mildest of the place."""
    ledger = followed(balance, rate, months)[1]
    days = np.datetime64(DAY_0) + np.array([max(day, 0)])
    marks, grid = MARKS[place](record.account(ledger, days), AS_OF)
    return str(grid[0]), marks[0]


def mark_of(balance, rate, months, day, place) -> str:
    """Which mark has the record of this place on this day late? None is given before the due date."""
    return _mark(balance, rate, months, day, place)[0]


def marked(balance, rate, months, day, place) -> bool:
    """Is it a mark of lateness?"""
    mark, mildest = _mark(balance, rate, months, day, place)
    return mark != mildest
