"""The terms of a loan offer as a learner sets them: controls, the loan they make, and the ceilings that hold for it."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from credit import rules
from credit.accrual import Accrual
from credit.daycount import DayCount
from credit.decisions.ceiling import ceiling
from credit.fees import upfront
from credit.loans import Loan, Repayment
from credit.money import cents
from credit.periods import due_dates
from credit.rates import per_day, per_month, per_month_flat, per_year
from credit.true_cost import Price, least_payment, paid_in_equal_parts, price_of
from widgets.controls import MONEY_UNIT, YEAR_RATE_UNIT, Choice, Day, Number
from widgets.language import N_
from widgets.rule_words import PLACES

AS_OF = date(2026, 11, 22)
MONTH_RATE_UNIT = N_("% a month")

LENDERS = {
    "micro_loan": N_("a micro-loan company"),
    "consumer_finance": N_("a consumer-finance company"),
    "bank": N_("a bank"),
    "assisted": N_("a bank, through a platform"),
    "private": N_("a private person or company"),
    "unlicensed": N_("a lender without a licence"),
}
YES = {"no": N_("no"), "yes": N_("yes")}
STYLES = {
    "flat": N_("a monthly fee on the sum lent"),
    "month": N_("a monthly rate on what is owed"),
    "year": N_("a yearly rate on what is owed"),
    "day": N_("a daily rate on what is owed"),
    "payment": N_("no rate, only the payments"),
}
REPAYMENTS = {
    "equal_instalment": N_("equal instalments"),
    "equal_principal": N_("equal principal, falling sums"),
    "interest_only": N_("interest first, principal last"),
    "bullet": N_("everything at the end"),
}
SHEETS = {
    "none": N_("show no sheet"),
    "whole": N_("nothing is missing"),
    "payout": N_("the fee taken at pay-out"),
    "monthly": N_("the fee with each instalment"),
    "late": N_("what being late may cost"),
}


def _style(name):
    return lambda values: values["style"] == name


def _half(values):
    """No fee of more than half the loan: the fee's own range ends where the loan is small."""
    return min(3000, values["principal"] / 2)


def _by_rate(values):
    return values["style"] != "payment"


def _least(values):
    """Payments that clear what arrived; where no payments are named their range does not matter."""
    return 0 if _by_rate(values) else Decimal(least_payment(cents(values["arrived"]), values["months"])) / 100


def _most(values):
    """Three times what clears it, and a tenth of the loan beside: dearer than any that is offered."""
    return 1_000_000 if _by_rate(values) else 3 * _least(values) + Decimal(values["arrived"]) / 10


def _here(*places):
    return lambda values: values["place"] in places


PRICE = (
    Number(
        "flat", N_("Fee a month"), N_("Charged every month on the whole sum first lent."), "0.75", 0, 3, "0.05", 3,
        MONTH_RATE_UNIT, when=_style("flat"),
    ),
    Number("month", N_("Rate"), N_("On what is still owed."), "1.5", 0, 3, "0.05", 3, MONTH_RATE_UNIT, _style("month")),
    Number("year", N_("Rate"), N_("On what is still owed."), 18, 0, 36, "0.1", 2, YEAR_RATE_UNIT, _style("year")),
    Number(
        "day", N_("Rate"), N_("On what is still owed."), "0.05", 0, "0.1", "0.005", 4, N_("% a day"), _style("day")
    ),
    Number(
        "arrived", N_("What arrived"), N_("As your account shows it."), 11520, 1000, 300_000, 10, 2, MONEY_UNIT,
        _style("payment"),
    ),
    Number(
        "payment", N_("Each payment"), N_("All that leaves your account each month for this loan."), "1423.33", _least,
        _most, 10, 2, MONEY_UNIT, _style("payment"),
    ),
    Choice("style", N_("The advert names"), N_("What the number in the advert is charged on."), "flat", STYLES),
    Number(
        "deducted", N_("Taken at pay-out"), N_("A share of the sum lent that never arrives."), 4, 0, 15, "0.5", 2, "%",
        _by_rate,
    ),
    Number("months", N_("Term"), N_("Number of monthly instalments."), 9, 1, 60, unit=N_("months")),
)  # fmt: skip
FEE = (
    Number("fee", N_("Other fee"), N_("Guarantee, member or service fee."), 0, 0, _half, 10, 2, MONEY_UNIT,
           _by_rate),
    Choice(
        "fee_when", N_("The other fee is paid"), N_("Once means on the day of the pay-out."), "monthly",
        {"monthly": N_("with each instalment"), "once": N_("once, at pay-out")},
        when=lambda v: v["fee"] > 0 and _by_rate(v),
    ),
)  # fmt: skip
SHEET = (Choice("sheet", N_("Missing on the cost sheet"), N_("The sheet stands under the picture."), "none", SHEETS),)
LOAN = (
    Number("principal", N_("Sum lent"), N_("As the contract says."), 12000, 1000, 50_000, 500, 2, MONEY_UNIT,
           _by_rate),
    Choice(
        "repayment", N_("Repaid in"), N_("A fee on the sum first lent comes with equal parts of principal."),
        "equal_instalment", REPAYMENTS, when=lambda v: v["style"] not in ("flat", "payment"),
    ),
    Choice(
        "day_count", N_("Months count"), N_("Alike: 30 of 360 days. By the calendar: real days of 365."), "alike",
        {"alike": N_("all alike (30/360)"), "calendar": N_("by the calendar (actual/365)")},
    ),
)  # fmt: skip
LINE = (
    Choice("place", N_("Whose rules"), N_("The line on the cost of credit differs from place to place."), "cn", PLACES),
    Choice("lender", N_("Who lends"), N_("Look for the name in the contract."), "micro_loan", LENDERS,
           _here("cn", "hk")),
    Day(
        "contract", N_("Contract date"), N_("Some lines hold for contracts from a certain day on."), date(2026, 9, 10),
        date(2018, 1, 1), date(2028, 6, 30),
    ),
    Number(
        "lpr", N_("One-year LPR"), N_("Not held for that day: look it up. Where it stands is the last one known."),
        rules.get("cn", "lpr_1y").values[-1].value, "0.5", 8, "0.05", 2, YEAR_RATE_UNIT, when=lambda v: needs_lpr(v),
    ),
    Choice(
        "high_cost", N_("High-cost short-term credit"), N_("In Great Britain: a payday loan."), "no", YES,
        _here("gb"),
    ),
    Choice("forces", N_("In the armed forces"), N_("Or depending on somebody who serves."), "no", YES, _here("us")),
    Number("line", N_("A line of your own"), N_("0 draws none."), 0, 0, 60, 1, 1, YEAR_RATE_UNIT),
)  # fmt: skip


def priced(values: dict) -> tuple[Price, Loan]:
    """What comes and goes, and the loan behind it."""
    if values["style"] != "payment":
        loan, monthly = loan_of(values)
        return price_of(loan, monthly), loan
    bare = {"style": "flat", "flat": 0, "deducted": 0, "fee": 0, "principal": values["arrived"]}
    loan, _ = loan_of({**values, **bare})
    return paid_in_equal_parts(price_of(loan), cents(values["payment"])), loan


def loan_of(values: dict) -> tuple[Loan, int]:
    """The loan, and the cents of the fee that is paid every month."""
    calendar, name = values["day_count"] == "calendar", values["style"]
    share = f"{values[name]}%"
    if name == "day":
        rate = per_day(share, 365 if calendar else 360)
    else:
        rate = {"flat": per_month_flat, "month": per_month, "year": per_year}[name](share)
    once, monthly = (cents(values["fee"]) if values["fee_when"] == when else 0 for when in ("once", "monthly"))
    taken = (upfront(share=f"{values['deducted']}%"), upfront(f"{values['fee']}" if once else "0"))
    drawn = values["contract"]
    first_due = due_dates(drawn, 2, anchor_day=drawn.day)[0, 1].item()
    loan = Loan(
        cents(values["principal"]),
        rate,
        values["months"],
        first_due,
        drawn,
        Repayment.FLAT if name == "flat" else Repayment[values["repayment"].upper()],
        anchor_day=drawn.day,
        accrual=DayCount.ACT_365F if calendar else Accrual.BY_PERIOD,
        fees=taken,
    )
    return loan, monthly


@lru_cache(maxsize=256)
def _ceilings(place, lender, contract, high_cost, forces, lpr):
    facts = {"high_cost": high_cost == "yes", "forces": forces == "yes", "assisted": lender == "assisted"}
    who = "bank" if lender == "assisted" else lender
    return ceiling(place, who, contract, sued=max(contract, AS_OF), lpr=lpr, **facts)


def needs_lpr(values: dict) -> bool:
    """Does the ceiling hang on an LPR that the course does not hold?"""
    return _found(values, None) is None and _found(values, values["lpr"]) is not None


def ceilings_of(values: dict):
    """The ceilings of this offer as a `Decision`, or None where the course holds no rule for that day."""
    return _found(values, None) or _found(values, values["lpr"])


def _found(values, lpr):
    try:
        return _ceilings(*(values[name] for name in ("place", "lender", "contract", "high_cost", "forces")), lpr)
    except rules.RuleError:
        return None
