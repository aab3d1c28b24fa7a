"""Who is to carry the instalment, and what can happen to them?

Amounts are whole cents; chances and shares are real numbers between 0 and 1. `credit.shock` lives these months.
"""

from dataclasses import dataclass

import numpy as np

from credit.chance import share, whole

MONTH_DAYS = 30  # days late are counted in months of 30 days, as the buckets of lenders are


@dataclass(frozen=True)
class Shock:
    """What can happen, how often, and what does it take?

    Attributes
    ----------
    name : str
        Also names its stream of luck.
    chance : float
        Of starting in any one month.
    least, most : int
        Cents; the cost is spread evenly between them.
    income_lost : float
        Share of the wage that is gone for `months` months from then on.
    """

    name: str
    chance: float
    least: int = 0
    most: int = 0
    income_lost: float = 0.0
    months: int = 1

    def __post_init__(self):
        share(f"The monthly chance of {self.name}", self.chance)
        share(f"The share of income lost to {self.name}", self.income_lost)
        whole(f"The number of months of {self.name}", self.months, 1)
        whole(f"The least cost of {self.name}", self.least, 0)
        whole(f"The most cost of {self.name}", self.most, self.least)


REPAIR = Shock("repair", 0.08, 50_000, 400_000)
ILLNESS = Shock("illness", 0.02, 50_000, 500_000, income_lost=0.5, months=1)
JOB_LOSS = Shock("job loss", 0.01, income_lost=1.0, months=3)


@dataclass(frozen=True)
class Economy:
    """How is the year? `pay_cut`: share taken off every wage; `shock_times`: shocks are that much more frequent."""

    pay_cut: float = 0.0
    shock_times: float = 1.0

    def __post_init__(self):
        share("The pay cut", self.pay_cut)
        if not self.shock_times >= 0:
            raise ValueError(f"Shocks cannot be {self.shock_times} times as frequent; the factor starts at 0.")


NORMAL = Economy()
DOWNTURN = Economy(pay_cut=0.05, shock_times=1.5)  # an assumption of the course, not a forecast


@dataclass(frozen=True)
class Household:
    """Who is to carry which instalment? Amounts in cents a month.

    Attributes
    ----------
    income, essentials : int
    instalment : int or tuple of int
        The same each month, or one amount for each month (0 after the loan has ended).
    buffer : int
        Cash at the start. `months_of_essentials` makes it from months.
    swing : float
        Standard deviation of the wage as a share of it; with spread "even", half the width of an even spread.
    spread : {"normal", "even"}
        A normal swing of 10 % misses far more often than an even one: its bad months are worse.
    pay_gap : int
        Days from the due day to pay day, 0 (wage there on the due day) to 29.
    shocks : tuple of Shock
    autopay : bool
        Then nothing is forgotten.
    forgetting : float
        Chance in a month that the payment is forgotten without autopay.
    noticed_after : int
        Days after which a forgotten payment is made, 1 to 29.
    """

    income: int
    essentials: int
    instalment: int | tuple[int, ...]
    buffer: int = 0
    swing: float = 0.0
    spread: str = "normal"
    pay_gap: int = 0
    shocks: tuple[Shock, ...] = ()
    autopay: bool = True
    forgetting: float = 0.0
    noticed_after: int = 10

    def __post_init__(self):
        for name in ("income", "essentials", "buffer"):
            whole(f"The {name} in cents", getattr(self, name), 0)
        for amount in self.instalment if isinstance(self.instalment, tuple) else (self.instalment,):
            whole("An instalment in cents", amount, 0)
        share("The swing of income", self.swing)
        share("The chance of forgetting", self.forgetting)
        whole("The gap to pay day in days", self.pay_gap, 0, MONTH_DAYS - 1)
        whole("The days until a forgotten payment is noticed", self.noticed_after, 1, MONTH_DAYS - 1)
        if self.spread not in ("normal", "even"):
            raise ValueError(f'Income swings "normal" or "even", not "{self.spread}".')
        if len({s.name for s in self.shocks}) < len(self.shocks):
            raise ValueError("Two shocks have the same name and would share their luck; give each its own.")

    def months_of_essentials(self, months: float) -> int:
        """How many cents are a buffer of so many months of essentials?"""
        return round(self.essentials * months)

    @property
    def burden(self) -> float:
        """Which share of income goes to instalments? nan without income. The largest month counts."""
        most = max(self.instalment) if isinstance(self.instalment, tuple) else self.instalment
        return most / self.income if self.income else float("nan")

    def due(self, months: int) -> np.ndarray:
        """What falls due in each month? int64, shape (months,), cents."""
        given = self.instalment if isinstance(self.instalment, tuple) else (self.instalment,) * months
        return np.array((given + (0,) * months)[:months], dtype=np.int64)
