"""What became of a lender's book, and of the same lender without its lax quarters? Read off `credit.portfolio`."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from credit.applicants import follow
from credit.lender import QUARTER, STYLISED, Lender
from credit.money import cents, exact
from credit.portfolio import Portfolio, book_of
from widgets import lender_quarters as quarters
from widgets.lender_terms import END

SEED = 7
LATE = 3  # months behind from which the curves count a loan as late
STEP = 5  # points of the cut-off between two tried lenders
NOW, LATER = slice(0, 4), slice(8, 12)  # quarters of the first year, and two years later


@dataclass(frozen=True)
class Outcome:
    """What became of the lender's book, and of the same lender without lax quarters. Money in cents."""

    values: dict
    states: tuple
    lax: tuple
    book: Portfolio
    usual: Portfolio

    @property
    def now(self) -> int:
        return self.values["now"]

    @property
    def watched(self) -> int:
        """The quarter whose loans the picture names, from 1: the last lax one, else the worst."""
        if self.lax:
            return self.lax[-1]
        late = np.nan_to_num(self.curves(END)[:, -1], nan=-1)
        return int(late.argmax()) + 1

    def curves(self, quarter: int) -> np.ndarray:
        """The late rates of each quarter's loans by months since lending, as known at the end of this quarter."""
        return _curves(self.book, quarter)

    def profits(self, book: Portfolio) -> np.ndarray:
        """Of each quarter, shape (18,)."""
        return by_quarter(book.profit)

    @cached_property
    def more(self) -> np.ndarray:
        """What the lax quarters add to the profit of each quarter."""
        return self.profits(self.book) - self.profits(self.usual)

    @property
    def added(self) -> int:
        """What they have added by now."""
        return int(self.more[: self.now].sum())

    @property
    def ahead(self) -> int:
        """In how many quarters is the profit higher than without the lax ones?"""
        return int((self.more > 0).sum())

    @property
    def gained(self) -> int:
        return int(self.more[self.more > 0].sum())

    @property
    def lost(self) -> int:
        return -int(self.more[self.more < 0].sum())

    @property
    def profit(self) -> int:
        return int(self.book.profit.sum())

    @property
    def usual_profit(self) -> int:
        return int(self.usual.profit.sum())

    @property
    def so_far(self) -> int:
        return int(self.profits(self.book)[: self.now].sum())

    def late_rate(self, book: Portfolio) -> int:
        """Of the watched quarter's loans, given up in the end: hundredths of a percent, to a tenth."""
        rate = _curves(book, END)[self.watched - 1, -1]
        return 0 if np.isnan(rate) else 10 * round(1_000 * rate)

    @property
    def watched_rate(self) -> int:
        return self.late_rate(self.book)

    @property
    def usual_rate(self) -> int:
        return self.late_rate(self.usual)

    @cached_property
    def late(self) -> tuple[np.ndarray, np.ndarray]:
        """At the end of each quarter: late loans, and running loans, shape (18,)."""
        number, running = self.book.late_by_month()
        return number[QUARTER - 1 :: QUARTER], running[QUARTER - 1 :: QUARTER]

    def rate(self, quarter: int) -> int:
        """Of 10,000 running loans, late at the end of this quarter: hundredths of a percent, to a tenth."""
        number, running = (int(a[quarter - 1]) for a in self.late)
        return 10 * round(1_000 * number / running) if running else 0

    @property
    def counted_at(self) -> int:
        """The quarter whose late loans are counted: after 12 no loan is made, and a rate says little."""
        return min(self.now, quarters.QUARTERS)

    @property
    def rate_now(self) -> int:
        return self.rate(self.counted_at)

    @cached_property
    def tried(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lenders with one cut-off in every quarter: the cut-offs, profit of the first year, profit two years later."""
        cuts = np.arange(0, 101, STEP)
        profits = [by_quarter(_book(self.world, (int(cut),) * quarters.QUARTERS).profit) for cut in cuts]
        return cuts, *(np.array([p[part].sum() for p in profits]) for part in (NOW, LATER))

    @property
    def world(self) -> Lender:
        return replace(self.book.lender, cut_off=0)

    @property
    def best_now(self) -> int:
        """The cut-off with the highest profit in the first year."""
        return int(self.tried[0][self.tried[1].argmax()])

    @property
    def best_later(self) -> int:
        return int(self.tried[0][self.tried[2].argmax()])

    @property
    def refused(self) -> int:
        return int((~self.book.granted).sum())

    @property
    def good_of_100(self) -> int:
        """Of 100 refused people, how many would never have been three months late?"""
        return round(100 * self.book.excluded_good / self.refused) if self.refused else 0

    @property
    def given_up(self) -> int:
        """Of 10,000 loans made, given up in the end: hundredths of a percent, to a tenth."""
        return 10 * round(1_000 * float(self.book.written_off[self.book.granted].mean())) if self.borrowers else 0

    @property
    def borrowers(self) -> int:
        return int(self.book.granted.sum())

    @property
    def spiral(self) -> int:
        return self.book.in_spiral

    @property
    def complaints(self) -> int:
        return int(self.book.complaints.sum())


def by_quarter(monthly: np.ndarray) -> np.ndarray:
    """Sums of three months each."""
    return monthly.reshape(-1, QUARTER).sum(axis=1)


@lru_cache(maxsize=6)
def _followed(world: Lender):
    return follow(world, SEED, STYLISED)


@lru_cache(maxsize=64)
def _book(world: Lender, cut_offs: tuple) -> Portfolio:
    return book_of(_followed(world), cut_offs)


@lru_cache(maxsize=8)
def _vintages(world: Lender, cut_offs: tuple, seen_after: int):
    return _book(world, cut_offs).vintages(LATE, seen_after)


def _curves(book, quarter):
    return _vintages(replace(book.lender, cut_off=0), book.lender.cut_offs, quarter * QUARTER)


def outcome_of(v: dict) -> Outcome:
    """The books under these values of the controls."""
    states, lax = quarters.economy(v["economy"], None), quarters.lax(v["lax"], None)
    world = Lender(
        cut_off=0, price=exact(v["price"]) / 100, repeat=v["repeat"] / 100, economy=states, intensity=v["intensity"],
        outsourced=v["outsourced"] / 100, disclosure=v["disclosure"], fine=cents(v["fine"]),
        shared=v["shared"] == "yes", guaranteed=exact(v["guaranteed"]) / 100, applicants=v["applicants"],
    )  # fmt: skip
    usual = (v["cut_off"],) * quarters.QUARTERS
    cut_offs = tuple(min(v["lax_cut"], cut) if n + 1 in lax else cut for n, cut in enumerate(usual))
    return Outcome(v, states, lax, _book(world, cut_offs), _book(world, usual))
