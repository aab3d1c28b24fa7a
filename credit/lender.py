"""How does this lender do business, and in what world?

`Assumptions` holds every figure of the model that is nobody's measurement; `credit.portfolio` runs it.
"""

from dataclasses import dataclass, field

from credit.chance import share, whole
from credit.money import exact

QUARTER = 3
STATES = ("boom", "flat", "downturn")


@dataclass(frozen=True)
class Assumptions:
    """Which numbers make this world? Log-odds unless told; every one can be changed.

    Attributes
    ----------
    base : chance of a miss in a flat economy for a middling borrower at price `price_level`.
    strength, price, other_loans, economy : what moves it; `economy` by state.
    seen, seen_shared : how well the score shows strength (correlation), alone and when lenders share data.
    catch_up : chance that a late borrower clears the arrears; `effort` adds to it at full intensity, `each_behind` is
        taken off for every instalment behind.
    stands_still : chance (plain) that one who does not catch up pays one instalment all the same.
    covers, covers_shared : chance (plain) that a miss is covered by a loan from elsewhere; clear disclosure halves it.
    write_off_at : instalments behind at which a loan is written off.
    late_multiple : late interest on overdue principal, times the contract rate.
    recovered, recovered_effort : shares of a written-off balance that come back, at no and at full intensity.
    complains, agency_complains, muddle_complains : monthly chance (plain) of a complaint of a late borrower at full
        intensity; how much outsourcing, and unclear disclosure, multiply it by.
    review_cost, collection_cost : cents per loan granted; cents per late loan and month at full intensity.
    agency_saving : share of the collection cost that outsourcing saves.
    demand : applicants by state, relative.
    caution : taken off the score, in its standard deviations, for each loan elsewhere that shared data show.
    """

    base: float = -3.6
    strength: float = 1.0
    price: float = 4.0
    price_level: float = 0.18
    other_loans: float = 0.7
    economy: dict = field(default_factory=lambda: {"boom": -0.4, "flat": 0.0, "downturn": 0.9})
    seen: float = 0.55
    seen_shared: float = 0.75
    catch_up: float = -0.2
    effort: float = 0.8
    each_behind: float = 0.5
    stands_still: float = 0.25
    covers: float = 0.35
    covers_shared: float = 0.10
    write_off_at: int = 6
    late_multiple: str = "1.5"
    recovered: float = 0.05
    recovered_effort: float = 0.10
    complains: float = 0.03
    agency_complains: float = 2.0
    muddle_complains: float = 2.0
    review_cost: int = 8_000
    collection_cost: int = 2_500
    agency_saving: float = 0.4
    caution: float = 0.5
    demand: dict = field(default_factory=lambda: {"boom": 1.3, "flat": 1.0, "downturn": 0.9})


STYLISED = Assumptions()


@dataclass(frozen=True)
class Lender:
    """How does this lender do business?

    Attributes
    ----------
    cut_off : int, or tuple of int
        0 to 100: applicants whose score lies below this hundredth of all are refused. 0 refuses nobody. A tuple has
        one for each quarter.
    price : str, Decimal or Fraction
        Nominal rate a year.
    repeat : float
        Share of applicants who come back while they still owe elsewhere.
    economy : tuple of str
        A state of `STATES` for each quarter; loans are granted in them, and the last goes on after them.
    intensity, disclosure : int
        0 to 100: of collection, and of how clearly the loan is explained.
    outsourced : float
        Share of collection done by agencies.
    fine : int
        Cents for each complaint.
    shared : bool
        Do lenders share data?
    funding : str, Decimal or Fraction
        What the lender pays a year on what is lent out.
    guaranteed : str, Decimal or Fraction
        Share of each net loss that a guarantor bears.
    equity : str, Decimal or Fraction
        The lender's own money, as a share of the largest sum lent out; losses beyond it fall on the funder.
    applicants, term : int
        Over all quarters; and instalments of each loan.
    """

    cut_off: int | tuple[int, ...] = 40
    price: object = "24%"
    repeat: float = 0.3
    economy: tuple[str, ...] = ("flat",) * 4 + ("boom",) * 2 + ("downturn",) * 4 + ("flat",) * 2
    intensity: int = 50
    outsourced: float = 0.5
    disclosure: int = 50
    fine: int = 20_000
    shared: bool = False
    funding: object = "6%"
    guaranteed: object = "0%"
    equity: object = "10%"
    applicants: int = 10_000
    term: int = 12

    def __post_init__(self):
        for cut in self.cut_off if isinstance(self.cut_off, tuple) else (self.cut_off,):
            whole("The cut-off", cut, 0, 100)
        whole("The intensity of collection", self.intensity, 0, 100)
        whole("The quality of disclosure", self.disclosure, 0, 100)
        whole("The fine in cents", self.fine, 0)
        whole("The number of applicants", self.applicants, 1, 2_000_000)
        whole("The number of instalments", self.term, 1, 60)
        for name in ("repeat", "outsourced"):
            share(f"The share {name}", getattr(self, name))
        for name in ("price", "funding", "guaranteed", "equity"):
            share(f"The {name}", exact(getattr(self, name)))
        if not self.economy or any(state not in STATES for state in self.economy):
            raise ValueError(f"An economy is a boom, flat or downturn for each quarter, not {self.economy}.")
        if isinstance(self.cut_off, tuple) and len(self.cut_off) != len(self.economy):
            raise ValueError(
                f"There are {len(self.cut_off)} cut-offs for {len(self.economy)} quarters; give one for each quarter."
            )

    @property
    def months(self) -> int:
        """For how many months are loans granted?"""
        return len(self.economy) * QUARTER

    @property
    def cut_offs(self) -> tuple[int, ...]:
        """What is the cut-off of each quarter?"""
        return self.cut_off if isinstance(self.cut_off, tuple) else (self.cut_off,) * len(self.economy)

    def state(self, month: int) -> str:
        """How is the economy in this month, from 0?"""
        return self.economy[min(month // QUARTER, len(self.economy) - 1)]
