"""What runs on while nobody calls: the loan of an instalment as controls have it, and its mark in a place's record."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from credit import record, rules
from credit.borrowed import borrowed
from credit.ledger import Position
from credit.money import amount, cents, exact
from credit.rates import per_year
from widgets.language import N_
from widgets.loan_terms import CHARGE, CLAUSE, LOAN, PAYMENT, ledger_of

DAY_0 = date(2026, 8, 5)
LAST_DAY = 180
TERMS = {control.name: control.normal for control in (*CHARGE, *CLAUSE, *LOAN, *PAYMENT)}
PLACES = {"cn": N_("Mainland China"), "us": N_("United States"), "gb": N_("United Kingdom")}


@dataclass(frozen=True)
class Meters:
    """Day by day from the missed due date, shape (LAST_DAY + 1,); money in cents.

    `marks` are the words of the place's record from the mildest on; `level` is the index of the day's mark.
    """

    story: Position
    principal: int
    marks: tuple[str, ...]
    level: np.ndarray

    def __getattr__(self, name):
        return getattr(self.story, name)[0]


@lru_cache(maxsize=64)
def meters(instalment, place: str, on: date) -> Meters:
    """What happens to a loan on Lin's terms with this instalment, when nothing is paid from the fifth on?"""
    principal = borrowed(cents(instalment), per_year(exact(TERMS["rate"]) / 100), TERMS["term"])
    ledger = ledger_of({**TERMS, "principal": amount(principal)}, DAY_0, LAST_DAY)
    days = np.datetime64(DAY_0) + np.arange(LAST_DAY + 1)
    marks, grid = MARKS[place](record.account(ledger, days), on)
    return Meters(ledger.at(days), principal, marks, (grid[:, None] == np.array(marks)).argmax(axis=1))


def _china(account, on):
    steps = rules.get("cn", "status_codes").on(on).value
    grid = record.china(account, [int(first) for first in steps.values()])[0]
    return ("N", *steps), np.where(np.isin(grid, ("*", "M")), "N", grid)


def _united_states(account, on):
    steps = [int(step) for step in rules.get("us", "us_late_reporting_30").on(on).value]
    return ("OK", *map(str, steps)), record.united_states(account, steps)[0]


def _great_britain(account, on):
    default = rules.get("gb", "gb_default_3_6").on(on).value
    top = int(default["min"]) - 1
    return (*map(str, range(top + 1)), "D"), record.great_britain(account, top, int(default["min"]))[0]


MARKS = {"cn": _china, "us": _united_states, "gb": _great_britain}
