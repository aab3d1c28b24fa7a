"""Who plays the ninety days, and what do they owe? Five borrowers, or the player's own numbers.

Borrowers and lenders are fictional. Amounts are cents.
"""

from dataclasses import dataclass
from datetime import date

from credit.chance import whole
from credit.clause import Base, LateClause, Style
from credit.household import MONTH_DAYS
from credit.loans import Loan
from credit.money import divide, exact
from credit.rates import Rate, per_month, per_year

START = date(2026, 8, 2)  # day 0, a Sunday; day 3 is 5 August
OWN = "own"  # the borrower of `Own`
MOST = 10**12  # cents

PENALTY = LateClause(acceleration_days=90)
DAILY = LateClause(style=Style.DAILY, amount="0.1%", base=Base.OVERDUE_INSTALMENT, acceleration_days=90)


@dataclass(frozen=True)
class Debt:
    """What is owed to whom? `paid`: instalments paid on their days before the game. `rolls`: it can be rolled over."""

    id: str
    loan: Loan
    paid: int
    clause: LateClause = PENALTY
    conduct: str = "fair"
    rolls: bool = False


@dataclass(frozen=True)
class Borrower:
    """Who plays? Cents.

    Attributes
    ----------
    wage, every : int
        Each pay day's wage, and days between pay days from `first_pay` on (0: the same day of every month).
    swing : float
        Standard deviation of a wage as a share of it.
    living : int
        Essentials of a day.
    cash : int
        At the start.
    shock : tuple of int
        Least and most cost of what happens on a hidden day; `idle` days of wages are lost with it.
    cut : float
        Share of wages lost from the day the economy turns.
    contacts : int
        People the app may read at the start; 1 = the declared contact.
    reachable : bool
        Do lenders have a number that works?
    """

    id: str
    wage: int
    every: int
    first_pay: int
    swing: float
    living: int
    cash: int
    shock: tuple[int, int]
    idle: int
    cut: float
    contacts: int
    reachable: bool
    debts: tuple[Debt, ...]


def _loan(id_, principal, rate: Rate, n, first_due, paid, instalment=None, **more) -> Debt:
    return Debt(id_, Loan.of(principal, rate, n, first_due, instalment=instalment), paid, **more)


CAST = {
    b.id: b
    for b in (
        Borrower(
            "A", 620_000, 0, 7, 0.05, 14_333, 60_000, (150_000, 300_000), 0, 0.10, 1, False,
            (
                _loan("boat", "6000", per_month("1.8%"), 12, "2026-04-05", 4),
                _loan("shelf", "3000", per_year("12%"), 12, "2026-06-12", 2, conduct="pushy"),
                _loan("kite", "3000", per_year("24%"), 12, "2026-05-20", 3, conduct="pushy"),
            ),
        ),
        Borrower(
            "B", 540_000, 0, 8, 0.05, 12_500, 60_000, (100_000, 250_000), 0, 0.10, 312, True,
            (
                _loan("clay", "12000", per_year("15.9%"), 9, "2026-07-10", 1, clause=DAILY, conduct="abusive",
                      instalment="1423.33"),
                _loan("phone", "3000", per_year("12%"), 12, "2026-05-15", 3),
                _loan("lamp", "2000", per_year("24%"), 6, "2026-06-24", 2, conduct="pushy"),
            ),
        ),
        Borrower(
            "C", 123_200, 7, 2, 0.35, 11_267, 80_000, (200_000, 400_000), 35, 0.10, 1, True,
            (
                _loan("moss", "20000", per_year("18%"), 24, "2026-02-05", 6, conduct="pushy"),
                _loan("card", "8000", per_year("18.25%"), 24, "2026-08-18", 0),
                _loan("app", "5000", per_year("24%"), 12, "2026-05-10", 3, conduct="pushy"),
            ),
        ),
        Borrower(
            "D", 680_000, 0, 10, 0.05, 15_000, 30_000, (80_000, 200_000), 0, 0.05, 40, True,
            (
                _loan("goose", "4000", per_month("2%"), 1, "2026-08-06", 0, conduct="abusive", rolls=True),
                _loan("gander", "4000", per_month("2%"), 1, "2026-08-16", 0, conduct="abusive", rolls=True),
                _loan("ward", "6000", per_year("18%"), 12, "2026-06-11", 2),
            ),
        ),
        Borrower(
            "E", 620_000, 0, 9, 0.05, 12_000, 90_000, (100_000, 250_000), 0, 17 / 62, 1, True,
            (
                _loan("bamboo", "36000", per_month("1.5%"), 36, "2025-10-05", 10, conduct="pushy"),
                _loan("stove", "3000", per_year("12%"), 12, "2026-05-15", 3),
                _loan("reed", "6000", per_year("24%"), 12, "2026-06-22", 2, conduct="pushy"),
            ),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Own:
    """Who plays with numbers of their own? Cents; `borrower` makes a player of them.

    Attributes
    ----------
    income, essentials : int
        Of a month of 30 days.
    cash : int
        In hand at the start.
    pay_day : int
        Day of the month on which the income arrives, 1 to 28.
    debts : tuple of (int, str, int, int)
        One to three: what is left of the principal (cents), the nominal rate a year in percent as text ("18.25"), the
        instalments left, and the day of the month on which they fall due, 1 to 28.
    """

    income: int
    essentials: int
    cash: int
    pay_day: int
    debts: tuple[tuple[int, str, int, int], ...]

    def __post_init__(self):
        object.__setattr__(self, "debts", tuple(tuple(debt) for debt in self.debts))
        whole("The income of a month", self.income, 0, MOST)
        whole("The essentials of a month", self.essentials, 0, MOST)
        whole("The cash in hand", self.cash, 0, MOST)
        whole("The pay day", self.pay_day, 1, 28)
        whole("The number of debts", len(self.debts), 1, 3)
        for left, rate, months, day in self.debts:
            whole("What is left of a debt", left, 100, MOST)
            whole("The number of instalments left", months, 1, 120)
            whole("The due day of a debt", day, 1, 28)
            if not 0 <= exact(rate) <= 100:
                raise ValueError(f"The rate of a debt is {rate} % a year; it goes from 0 to 100.")

    @property
    def borrower(self) -> Borrower:
        """Who plays? A shock costs a quarter to a half of the month's essentials; a downturn takes a tenth of wages."""
        debts = tuple(
            Debt(f"debt{n}", Loan(left, per_year(exact(rate) / 100), months, _next(day)), 0, conduct=conduct)
            for n, ((left, rate, months, day), conduct) in enumerate(zip(self.debts, ("pushy", "fair", "pushy")), 1)
        )
        shock = (self.essentials // 4, self.essentials // 2)
        living = divide(self.essentials, MONTH_DAYS)
        return Borrower(
            OWN, self.income, 0, self.pay_day, 0.05, living, self.cash, shock, 0, 0.10, 1, True, debts
        )  # fmt: skip


def _next(day: int) -> date:
    """The first such day of a month after the start."""
    return date(START.year, START.month + (day <= START.day), day)
