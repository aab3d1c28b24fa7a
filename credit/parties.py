"""Who takes part in a loan, who pays whom, and what does each of them keep?

The name on the icon, the lender of record, the guarantor and the account that repayments go to may be four companies
or one. Money is followed from pocket to pocket; where two roles are one company, nothing moves between them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from credit.cost import Cost, by_period
from credit.fees import Fee, Taken
from credit.loans import Loan
from credit.schedule import Schedule

BORROWER = "borrower"
ROLES = ("app", "lender", "guarantor", "payee")


@dataclass(frozen=True)
class Arrow:
    """Money that goes from one to another over the whole life of the loan, cents."""

    payer: str
    receiver: str
    cents: int


@dataclass(frozen=True)
class Offer:
    """One loan with all who take part in it.

    Attributes
    ----------
    loan : Loan
        As contracted, without the charges below.
    company : dict of str
        Role -> name of the company that plays it; the same name twice is one company. Without a guarantor, leave that
        role out. "app", "lender" and "payee" are needed.
    charges : tuple of (str, Fee)
        Who gets which fee: withheld at pay-out (UPFRONT) or paid beside each instalment, through the payee.
    before : int, cents
        Paid by the borrower to the payee before anything arrives.
    commission : int, cents
        What the lender pays the app for bringing the borrower.
    """

    loan: Loan
    company: dict
    charges: tuple[tuple[str, Fee], ...] = ()
    before: int = 0
    commission: int = 0

    def __post_init__(self):
        missing = [role for role in ("app", "lender", "payee") if role not in self.company]
        strange = [role for role in self.company if role not in ROLES]
        if missing or strange:
            raise ValueError(
                f"An offer names app, lender and payee, and perhaps a guarantor; missing {missing}, unknown {strange}."
            )
        for role, fee in self.charges:
            if role not in self.company or fee.taken is Taken.FINANCED:
                raise ValueError(f"A fee of {role!r}, {fee.taken.value}, has nobody to go to; name the company, and "
                                 "take it at pay-out or with each instalment.")  # fmt: skip
        if self.before < 0 or self.commission < 0:
            raise ValueError(f"{self.before} and {self.commission} cents paid before and as commission start at 0.")

    @cached_property
    def schedule(self) -> Schedule:
        """What is due when, by the loan's own terms?"""
        return self.loan.schedule()

    @property
    def withheld(self) -> int:
        """How much is taken out of the money before it arrives? Cents."""
        return sum(fee.at_start(self.loan.principal) for _, fee in self.charges if fee.taken is Taken.UPFRONT)

    @property
    def arrives(self) -> int:
        """How much reaches the borrower? Cents."""
        return self.loan.principal - self.withheld

    @cached_property
    def arrows(self) -> tuple[Arrow, ...]:
        """Who pays whom, and how much in all? Nothing of 0, and nothing between two roles of one company."""
        moved = [("lender", BORROWER, self.arrives), (BORROWER, "payee", self.before + self._repaid)]
        beside = 0
        for role, fee in self.charges:
            if fee.taken is Taken.UPFRONT:
                moved.append(("lender", role, int(fee.at_start(self.loan.principal))))
            else:
                cents = int(fee.on_rows(self.schedule).sum())
                beside += cents
                moved.append(("payee", role, cents))
        moved += [("payee", "lender", self._repaid - beside), ("lender", "app", self.commission)]
        return tuple(Arrow(a, b, int(c)) for a, b, c in moved if c and self._name(a) != self._name(b))

    @cached_property
    def kept(self) -> dict[str, int]:
        """What does each company keep, and what does it cost the borrower (below 0)? Cents; they sum to 0."""
        kept = dict.fromkeys([BORROWER, *self.company.values()], 0)
        for arrow in self.arrows:
            kept[self._name(arrow.payer)] -= arrow.cents
            kept[self._name(arrow.receiver)] += arrow.cents
        return kept

    @property
    def cost(self) -> int:
        """What does the loan cost in money, everything counted? Cents."""
        return -self.kept[BORROWER]

    @cached_property
    def yearly(self) -> Cost:
        """What does it cost a year, everything counted? The rate of a month x 12 (`nominal`), or compounded."""
        paid = self.schedule.instalment[0] + self._beside
        return by_period(np.concatenate([[self.arrives - self.before], -paid]))

    @property
    def brand_is_lender(self) -> bool:
        """Is the name on the icon the one that lends?"""
        return self.company["app"] == self.company["lender"]

    @property
    def _beside(self):
        rows = [fee.on_rows(self.schedule)[0] for _, fee in self.charges if fee.taken is Taken.EACH_INSTALMENT]
        return sum(rows, np.zeros_like(self.schedule.instalment[0]))

    @property
    def _repaid(self):
        return int(self.schedule.instalment.sum() + self._beside.sum())

    def _name(self, role):
        return role if role == BORROWER else self.company[role]
