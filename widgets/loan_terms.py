"""A loan and its late clause as controls, and from the learner's values back to terms that `credit` can follow."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from credit.clause import (
    CHARGES_FIRST,
    OLDEST_INSTALMENT_FIRST,
    PRINCIPAL_FIRST,
    Base,
    Compounding,
    Grace,
    LateClause,
    Style,
)
from credit.dates import monthly
from credit.lateness import Payment, stop_paying
from credit.ledger import Ledger
from credit.loans import Loan
from credit.money import cents, exact
from credit.rates import per_year
from widgets.controls import DAY_UNIT, MONEY_UNIT, YEAR_RATE_UNIT, Choice, Number
from widgets.language import N_

LAST_DAY = 360
ORDERS = {"charges": CHARGES_FIRST, "oldest": OLDEST_INSTALMENT_FIRST, "principal": PRINCIPAL_FIRST}


def _style(*names):
    return lambda values: values["style"] in names


LOAN = (
    Number(
        "principal", N_("Borrowed"), N_("The amount that was lent."), 6000, 1000, 50_000, 100, 2, MONEY_UNIT,
    ),
    Number("term", N_("Instalments"), N_("Equal instalments, one a month."), 12, 3, 60),
    Number(
        "rate", N_("Contract rate"), N_("Nominal: each month bears a twelfth of it."),
        "21.6", 0, 36, "0.1", 2, YEAR_RATE_UNIT,
    ),
    Number(
        "missed", N_("First missed instalment"), N_("This one and all after it are not paid; those before it were."),
        5, 1, lambda values: values["term"],
    ),
)  # fmt: skip

CHARGE = (
    Choice(
        "style", N_("Late charge"), N_("How the contract works out what being late costs."), "multiple",
        {
            "multiple": N_("a multiple of the contract rate"),
            "daily": N_("a percentage a day"),
            "flat": N_("a flat fee for each missed instalment"),
            "share": N_("a percentage of the missed instalment, once"),
        },
    ),
    Number(
        "multiple", N_("Penalty rate"), N_("1.5 means: the contract rate and half of it again."),
        "1.5", 1, 2, "0.05", 2, N_("× contract rate"), _style("multiple"),
    ),
    Number(
        "daily", N_("Charge a day"), N_("0.05% a day is 5 in every 10,000, each day."),
        "0.05", 0, "0.1", "0.005", 3, N_("% a day"), _style("daily"),
    ),
    Number(
        "flat", N_("Fee"), N_("Charged once for each instalment that outlives its grace."),
        30, 0, 200, 5, 2, MONEY_UNIT, _style("flat"),
    ),
    Number(
        "share", N_("Share of the instalment"), N_("Charged once, on what is then unpaid of the instalment."),
        5, 0, 10, "0.5", 2, "%", _style("share"),
    ),
    Choice(
        "compounding", N_("Compounding"), N_("Whether what was charged bears a charge in its turn."), "none",
        {
            "none": N_("off"),
            "interest": N_("on unpaid interest"),
            "interest_and_charges": N_("on unpaid interest and on charges, monthly"),
        },
        _style("multiple", "daily"),
    ),
)  # fmt: skip

CLAUSE = (
    Number(
        "grace_days", N_("Days of grace"), N_("Days after the due date that the contract forgives."),
        3, 0, 5, unit=DAY_UNIT,
    ),
    Choice(
        "grace", N_("After grace"), N_("Whether the days of grace count once they are over."), "threshold",
        {
            "threshold": N_("charges count from the due date"),
            "shift": N_("charges count from the end of grace"),
        },
        lambda values: values["grace_days"] > 0,
    ),
    Choice(
        "base", N_("Charged on"), N_("The sum that the late rate is taken of."), "overdue_principal",
        {
            "overdue_principal": N_("the overdue principal"),
            "overdue_instalment": N_("the overdue instalments"),
            "whole_balance": N_("all principal still owed"),
        },
        _style("multiple", "daily"),
    ),
    Choice(
        "acceleration", N_("Whole balance can be called"),
        N_("When the contract lets the lender ask for everything."), 90,
        {0: N_("never"), 60: N_("after 60 days"), 90: N_("after 90 days"), 180: N_("after 180 days")},
    ),
)  # fmt: skip

PAYMENT = (
    Number(
        "payment", N_("You pay"), N_("One payment after the missed due date; 0 means nothing is paid."),
        0, 0, 20_000, 10, 2, MONEY_UNIT,
    ),
    Number(
        "payment_day", N_("On day"), N_("The day this payment arrives."),
        45, 0, LAST_DAY, when=lambda values: values["payment"] > 0,
    ),
    Choice(
        "order", N_("It pays first"), N_("The contract says what a payment is taken for first."), "charges",
        {
            "charges": N_("charges, then the oldest instalment"),
            "oldest": N_("the oldest instalment, then charges"),
            "principal": N_("principal, then interest, then charges"),
        },
        lambda values: values["payment"] > 0,
    ),
)  # fmt: skip


def loan_of(values: dict, missed_due: date) -> Loan:
    """The loan of these values whose instalment number `missed` falls due on `missed_due`."""
    month = np.datetime64(missed_due, "M") - (values["missed"] - 1)
    first_due = monthly(month, 1, missed_due.day)[0, 0].item()
    return Loan(cents(values["principal"]), per_year(exact(values["rate"]) / 100), values["term"], first_due)


def clause_of(values: dict) -> LateClause:
    """The late clause of these values."""
    scale = {"multiple": 1, "flat": 100}.get(values["style"], Decimal("0.01"))
    return LateClause(
        style=Style[values["style"].upper()],
        amount=exact(values[values["style"]]) * exact(scale),
        base=Base[values["base"].upper()],
        compounding=Compounding[values["compounding"].upper()],
        grace_days=values["grace_days"],
        grace=Grace[values["grace"].upper()],
        acceleration_days=values["acceleration"] or None,
        allocation=ORDERS[values["order"]],
    )


def ledger_of(values: dict, missed_due: date, days: int) -> Ledger:
    """What happened to the loan of these values, from the missed due date for so many days."""
    later = []
    if values["payment"]:
        later.append(Payment(missed_due + timedelta(values["payment_day"]), cents(values["payment"])))
    until = missed_due + timedelta(days)
    return stop_paying(loan_of(values, missed_due), clause_of(values), values["missed"], later, until)
