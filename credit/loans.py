"""What do the contract's own numbers say: the instalment, what each one is made of, and what money changes hands?"""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

import numpy as np

from credit.accrual import Accrual, FirstPeriod, odd_days, period_rate, periodic_rates
from credit.dates import LONGEST_MONTH
from credit.daycount import DayCount
from credit.fees import Fee, Taken
from credit.instalment import checked_multiple, level_instalment
from credit.kinds import bullet, equal_principal, flat, interest_only
from credit.level import Absorbs, equal_instalments
from credit.money import Rounding, cents
from credit.periods import MONTHLY, Period, due_dates, given_dates
from credit.rates import Rate, Rates
from credit.schedule import Schedule, cash_flows

__all__ = ["Loan", "Repayment", "Schedule", "cash_flows", "equal_instalments", "level_instalment"]


class Repayment(Enum):
    """How does the principal come back?

    EQUAL_INSTALMENT: 等额本息. EQUAL_PRINCIPAL: 等额本金. INTEREST_ONLY: 先息后本, the principal at the end.
    BULLET: 一次性还本付息, principal and interest in one sum. FLAT: 等本等费, a fee on the sum first lent in every row.
    BALLOON: 气球贷, equal instalments and a larger rest with the last.
    """

    EQUAL_INSTALMENT = "equal instalment"
    EQUAL_PRINCIPAL = "equal principal"
    INTEREST_ONLY = "interest only"
    BULLET = "bullet"
    FLAT = "flat"
    BALLOON = "balloon"


@dataclass(frozen=True)
class Loan:
    """The terms of one loan; equal monthly instalments (等额本息) unless told.

    Attributes
    ----------
    principal : int
        Cents, as contracted.
    rate : Rate
        A month bears rate.monthly, unless `accrual` counts days.
    n : int
        Number of instalments; of periods for a bullet loan.
    first_due : date
        Later ones fall on the same day of the month, or a period apart.
    drawn : date, optional
        The day the money was paid out; a period before the first due date unless told.
    repayment : Repayment
    period : Period
    accrual : Accrual or DayCount
        How the time of a period is counted.
    first_period : FirstPeriod
        What a shorter or longer first period bears.
    anchor_day : int, optional
        The day of the month that due dates keep or return to; that of `first_due` unless told.
    due : tuple of date, optional
        Irregular due dates, the first of them `first_due`.
    balloon : int
        Cents of principal that fall due with the last instalment.
    grace_rows : int
        Leading rows that pay interest and no principal.
    instalment : int, optional
        Cents; an equal instalment fixed by the contract.
    fees : tuple of Fee
    multiple : int
        Cents; the instalment (equal instalment), or its principal part (equal principal, flat), is rounded to a
        multiple of this, by `multiple_rounding`.
    rounding : Rounding
        Of each row's interest.
    absorbs : Absorbs
        Where the cents of an equal-instalment loan go that rounding leaves over.
    compound : bool
        For a bullet loan: each period's interest bears interest.
    """

    principal: int
    rate: Rate
    n: int
    first_due: date
    drawn: date | None = None
    repayment: Repayment = Repayment.EQUAL_INSTALMENT
    period: Period = MONTHLY
    accrual: Accrual | DayCount = Accrual.BY_PERIOD
    first_period: FirstPeriod = FirstPeriod.WHOLE
    anchor_day: int | None = None
    due: tuple[date, ...] | None = None
    balloon: int = 0
    grace_rows: int = 0
    instalment: int | None = None
    fees: tuple[Fee, ...] = ()
    multiple: int = 1
    multiple_rounding: Rounding = Rounding.HALF_UP
    rounding: Rounding = Rounding.HALF_UP
    absorbs: Absorbs = Absorbs.LAST_INSTALMENT
    compound: bool = False

    @classmethod
    def of(cls, principal, rate: Rate, n: int, first_due, drawn=None, repayment=None, **terms) -> "Loan":
        """Which loan is meant by these everyday words? Loan.of("6000", per_month("1.8%"), 12, "2026-04-05").

        A flat rate makes a flat loan unless told. `balloon` and `instalment` may be amounts such as "2000".
        """
        if repayment is None:
            repayment = Repayment.FLAT if getattr(rate, "flat", False) else cls.repayment
        for name in ("balloon", "instalment"):
            if terms.get(name) is not None:
                terms[name] = cents(terms[name])
        if terms.get("due") is not None:
            terms["due"] = tuple(_date(d) for d in terms["due"])
        drawn = None if drawn is None else _date(drawn)
        n = int(n) if isinstance(n, str) or n == int(n) else n
        return cls(cents(principal), rate, n, _date(first_due), drawn, repayment, **terms)

    def __post_init__(self):
        if self.principal <= 0:
            raise ValueError(f"A principal of {self.principal} cents is not a loan; it starts at 1 cent.")
        if self.n < 1 or not isinstance(self.n, (int, np.integer)):
            raise ValueError(f"{self.n} instalments are not a loan; give a whole number, the least is 1.")
        if not isinstance(self.rate, Rate):
            raise ValueError(
                f"The rate {self.rate!r} does not say for what time; write per_year, per_month or per_day."
            )
        checked_multiple(self.multiple)
        if not 0 <= self.grace_rows < self.n:
            raise ValueError(f"{self.grace_rows} interest-only rows of {self.n} do not fit; give 0 to {self.n - 1}.")
        if self.received < 0:
            raise ValueError(
                f"{self.principal - self.received} cents are deducted at pay-out of a loan of {self.principal}; "
                "at most the loan itself can be."
            )
        if self.drawn is not None and self.drawn > self.first_due:
            raise ValueError(f"The loan is drawn on {self.drawn}, after its first due date {self.first_due}.")
        if self.rate.flat != (self.repayment is Repayment.FLAT):
            wanted = "a flat rate, such as per_month_flat" if not self.rate.flat else "a rate on the balance"
            raise ValueError(f"A loan repaid by {self.repayment.value} takes {wanted}.")
        if (self.balloon > 0) != (self.repayment is Repayment.BALLOON):
            raise ValueError(f"A loan repaid by {self.repayment.value} has a balloon of {self.balloon} cents; give a "
                             "balloon above 0 to balloon loans and to no others.")  # fmt: skip
        if self.instalment is not None and self.repayment is not Repayment.EQUAL_INSTALMENT:
            raise ValueError(f"The instalment is fixed for equal instalments only, not for {self.repayment.value}.")
        if self.anchor_day is not None and not 1 <= self.anchor_day <= LONGEST_MONTH:
            raise ValueError(f"{self.anchor_day} is no day of a month; an anchor day is 1 to {LONGEST_MONTH}.")
        if self.anchor_day is not None and self.due is None and self.due_dates[0].item() != self.first_due:
            raise ValueError(
                f"The anchor day {self.anchor_day} does not put a due date on {self.first_due}; leave one of them out."
            )
        if self.due is not None and (len(self.due) != self.n or self.due[0] != self.first_due):
            raise ValueError(f"{len(self.due)} due dates from {self.due[0]} do not fit {self.n} instalments from "
                             f"{self.first_due}.")  # fmt: skip

    @property
    def due_dates(self) -> np.ndarray:
        """When does each period end? datetime64[D], shape (n,)."""
        if self.due is not None:
            return given_dates(list(self.due))[0]
        return due_dates(self.first_due, self.n, self.period, self.anchor_day)[0]

    @property
    def paid_out(self) -> date:
        """On which day was the money paid out? `drawn`, or one period before the first due date."""
        return self.drawn or due_dates(self.first_due, 1, self.period, self.anchor_day, start=-1)[0, 0].item()

    @property
    def borrowed(self) -> int:
        """On how much does interest run? The principal and the fees financed with it, cents."""
        return self.principal + self._at_start(Taken.FINANCED)

    @property
    def received(self) -> int:
        """How much arrives? The principal less what is deducted at pay-out, cents."""
        return self.principal - self._at_start(Taken.UPFRONT)

    def as_received(self) -> "Loan":
        """What would the loan be if only the money that arrived counted as principal?

        The reading of PRC Civil Code article 670 for interest deducted in advance: principal = sum received.
        """
        kept = tuple(fee for fee in self.fees if fee.taken is not Taken.UPFRONT)
        return replace(self, principal=self.received, fees=kept)

    def schedule(self) -> Schedule:
        """What is due, when? A batch of one loan."""
        due, drawn, n, grace = *self._dates(), self.n, self.grace_rows
        rates = self._rates(due, drawn)
        if self.repayment is Repayment.FLAT:
            rates = Rates.of(period_rate(self.rate, self.period))
        elif self._stub():
            due, rates, n, grace = self._with_stub(due)
        common = {"due": due, "drawn": drawn, "rounding": self.rounding}
        multiple = {"multiple": self.multiple, "multiple_rounding": self.multiple_rounding}
        terms = ([self.borrowed], rates, [n])
        if self.repayment in (Repayment.EQUAL_INSTALMENT, Repayment.BALLOON):
            fixed = None if self.instalment is None else [self.instalment]
            rows = equal_instalments(
                *terms,
                absorbs=self.absorbs,
                balloon=self.balloon,
                instalment=fixed,
                interest_only=grace,
                **common,
                **multiple,
            )
        elif self.repayment is Repayment.EQUAL_PRINCIPAL:
            rows = equal_principal(*terms, interest_only=grace, **common, **multiple)
        elif self.repayment is Repayment.FLAT:
            rows = flat(*terms, **common, **multiple)
        elif self.repayment is Repayment.BULLET:
            rows = bullet(*terms, compound=self.compound, **common)
        else:
            rows = interest_only(*terms, **common)
        charged = [fee.on_rows(rows) for fee in self.fees if fee.taken is Taken.EACH_INSTALMENT]
        return rows.with_fees(sum(charged)) if charged else rows

    def flows(self) -> tuple[np.ndarray, np.ndarray]:
        """What money comes and goes, as the borrower sees it?

        Returns
        -------
        days : ndarray of datetime64[D], shape (M,)
        cents : ndarray of int, shape (M,)
            What is received on the day of pay-out, then each payment with its fees, negative.
        """
        when, amounts = cash_flows(self.schedule(), [self.received])
        return when[0], amounts[0]

    @property
    def total_cost(self) -> int:
        """What does the loan cost in money, paid on time? All paid less all received, cents."""
        return -int(self.flows()[1].sum())

    def _dates(self):
        """The due dates, and the day of pay-out."""
        if self.due is not None:
            return self.due_dates, self.paid_out
        due = due_dates(self.first_due, self.n + 1, self.period, self.anchor_day, start=-1)[0]
        return due[1:], self.drawn or due[0].item()

    def _at_start(self, taken):
        return sum(fee.at_start(self.principal) for fee in self.fees if fee.taken is taken)

    def _stub(self):
        """Do odd days fall due by themselves?"""
        if self.first_period is not FirstPeriod.ALONE or self.accrual is not Accrual.BY_PERIOD or self.due is not None:
            return False
        whole, odd, _ = self._odd()
        return self.repayment is not Repayment.BULLET and whole > 0 and odd > 0

    def _odd(self):
        return odd_days(self.paid_out, self.first_due, self.period, self.anchor_day)

    def _rates(self, due, drawn):
        first = FirstPeriod.BY_DAY if self.first_period is FirstPeriod.ALONE else self.first_period
        if self.due is not None and self.accrual is Accrual.BY_PERIOD:
            first = FirstPeriod.WHOLE
        return periodic_rates(self.rate, drawn, due, self.accrual, first, self.period, self.anchor_day)

    def _with_stub(self, due):
        whole, odd, _ = self._odd()
        begins = due_dates(self.first_due, 1, self.period, self.anchor_day, start=-whole)[0]
        each = period_rate(self.rate, self.period)
        row = Rates.of([self.rate.daily * odd, whole * each, *[each] * (self.n - 1)][: self.n + 1])
        return (
            np.concatenate([begins, due]),
            Rates(row.numerators[None], row.denominator),
            self.n + 1,
            self.grace_rows + 1,
        )


def _date(value) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f'"{value}" is not a date; write it as 2026-08-05.') from None
