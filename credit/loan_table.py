"""Which columns tell the terms of a loan, and which loan do they make?

Only what a loan really has needs a column; what is left out has the value in brackets.

    loan                its name, once
    principal           amount lent
    rate                1.8% or 0.018
    rate_per            year, effective year, month or day
    year_days           365 or 360                                            (365)
    rate_digits         decimals of a rate made from an effective one         (15)
    repayment           equal instalment, equal principal, interest only, bullet, flat or balloon (equal instalment)
    instalments         1 to 600
    period              1 month, 3 months, 2 weeks, 14 days                   (1 month)
    first_due           date
    drawn               date                                                  (a period before first_due)
    anchor_day          1 to 31: the day that due dates keep or return to     (that of first_due)
    due                 irregular due dates, a space between them             (none)
    counted             each period the same; days, compounded; or a day count such as ACT/365F (each period the same)
    first_period        whole, pro rata, by day or alone                      (whole)
    balloon             amount with the last instalment, of a balloon loan
    interest_only_rows  first rows without principal                          (0)
    instalment          an amount fixed by the contract                       (computed)
    multiple            the instalment is a multiple of this amount           (0.01)
    multiple_rounding   half up, half even, down or up                        (half up)
    rounding            of each row's interest                                (half up)
    absorbs             last instalment or last interest                      (last instalment)
    compound            yes or no: a bullet loan's interest bears interest    (no)

And a row for each fee:

    loan                a name of the table above
    taken               upfront, financed or each instalment
    amount              each time                                             (0)
    share               and a share: 4%                                       (0)
    of                  principal, instalment or balance                      (principal)
"""

import re
from dataclasses import fields
from datetime import date
from fractions import Fraction

from credit import cells
from credit.accrual import Accrual, FirstPeriod
from credit.cells import Unreadable, plain
from credit.daycount import DayCount
from credit.fees import Fee, Of, Taken
from credit.level import Absorbs
from credit.loans import Loan, Repayment
from credit.money import Rounding, amount
from credit.periods import Period
from credit.rates import DIGITS, Rate
from credit.tables import Column

WEEK = 7
PERIOD = "a period such as 1 month, 3 months, 2 weeks or 14 days, up to 1200 of them"
DATES = "dates with a space between them, each after the one before"


def words_of(*kinds):
    """Which reader takes the values of these enumerations?"""
    named = {member.value: member for kind in kinds for member in kind}
    read = cells.one_of(*named)
    return lambda cell: named[read(cell)]


def period(cell) -> Period:
    """How long is a period?"""
    found = re.fullmatch(r"(\d{1,4})\s*(month|week|day)s?", plain(cell).lower()) if isinstance(cell, str) else None
    if not found or not 0 < int(found[1]) <= 1200:
        raise Unreadable(PERIOD)
    every = int(found[1])
    return Period("day", every * WEEK) if found[2] == "week" else Period(found[2], every)


def dates(cell) -> tuple:
    """Which days?"""
    found = tuple(cells.day(one) for one in plain(cell).split()) if isinstance(cell, str) else ()
    if not found or any(b <= a for a, b in zip(found, found[1:])):
        raise Unreadable(DATES)
    return found


LOANS = (
    Column("loan", cells.name),
    Column("principal", cells.positive_money),
    Column("rate", cells.rate),
    Column("rate_per", cells.one_of("year", "effective year", "month", "day")),
    Column("year_days", cells.one_of(365, 360), 365),
    Column("rate_digits", cells.count(1, 30), DIGITS),
    Column("repayment", words_of(Repayment), Repayment.EQUAL_INSTALMENT),
    Column("instalments", cells.count(1, 600)),
    Column("period", period, Period()),
    Column("first_due", cells.day),
    Column("drawn", cells.day, None),
    Column("anchor_day", cells.count(1, 31), None),
    Column("due", dates, None),
    Column("counted", words_of(Accrual, DayCount), Accrual.BY_PERIOD),
    Column("first_period", words_of(FirstPeriod), FirstPeriod.WHOLE),
    Column("balloon", cells.money, 0),
    Column("interest_only_rows", cells.count(0, 600), 0),
    Column("instalment", cells.positive_money, None),
    Column("multiple", cells.positive_money, 1),
    Column("multiple_rounding", words_of(Rounding), Rounding.HALF_UP),
    Column("rounding", words_of(Rounding), Rounding.HALF_UP),
    Column("absorbs", words_of(Absorbs), Absorbs.LAST_INSTALMENT),
    Column("compound", cells.one_of("yes", "no"), "no"),
)
FEES = (
    Column("loan", cells.name),
    Column("taken", words_of(Taken)),
    Column("amount", cells.money, 0),
    Column("share", cells.rate, Fraction(0)),
    Column("of", words_of(Of), Of.PRINCIPAL),
)
CALLED = {"interest_only_rows": "grace_rows", "counted": "accrual"}  # where a column's name is not the loan's own
OF_THE_RATE = ("rate", "rate_per", "year_days", "rate_digits")
MONEY = ("principal", "balloon", "instalment", "multiple", "amount")


def loan_of(row: dict, fees=()) -> Loan:
    """Which loan do the values of this row make?

    Raises
    ------
    ValueError
        For terms that do not go together, in the loan's own words.
    """
    repayment = row["repayment"]
    rate = Rate(
        row["rate"], row["rate_per"], row["year_days"], digits=row["rate_digits"], flat=repayment is Repayment.FLAT
    )
    terms = {CALLED.get(name, name): row[name] for name in row if name not in (*OF_THE_RATE, "loan", "instalments")}
    loan = Loan(n=row["instalments"], rate=rate, fees=tuple(fees), **{**terms, "compound": row["compound"] == "yes"})
    loan.schedule()  # what cannot be worked out is no loan
    return loan


def fee_of(row: dict) -> Fee:
    """Which fee do the values of this row make?

    Raises
    ------
    ValueError
        For a share of something that is not there on the day of pay-out.
    """
    return Fee(row["taken"], row["amount"], row["share"], row["of"])


def row_of(name: str, loan: Loan) -> dict:
    """How are the terms written? Text and whole numbers; what a column may leave out is left out."""
    values = {CALLED.get(c.name, c.name): c.name for c in LOANS}
    row = {values[f.name]: getattr(loan, f.name) for f in fields(Loan) if f.name in values}
    rate = loan.rate
    row |= {"loan": name, "rate": rate.fraction, "rate_per": rate.per, "year_days": rate.year_days}
    row |= {"rate_digits": rate.digits, "instalments": loan.n, "compound": "yes" if loan.compound else "no"}
    return _written(LOANS, row)


def row_of_fee(name: str, fee: Fee) -> dict:
    """How is a fee written?"""
    row = {"loan": name, "taken": fee.taken, "amount": fee.cents, "share": fee.share, "of": fee.of}
    return _written(FEES, row)


def _written(columns, row):
    kept = {c.name: row[c.name] for c in columns if row[c.name] != c.default}
    return {name: _cell(name, value) for name, value in kept.items()}


def _cell(name, value):
    if name in MONEY:
        return str(amount(value))
    if isinstance(value, Period):
        return f"{value.every} {value.unit}{'s' if value.every > 1 else ''}"
    if isinstance(value, Fraction):
        return cells.percent(value)
    if isinstance(value, tuple):
        return " ".join(day.isoformat() for day in value)
    return value.isoformat() if isinstance(value, date) else getattr(value, "value", value)
