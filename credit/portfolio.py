"""What does a lender earn and lose over a cycle, and who carries the loss?

A stylised lender: applicants of unequal strength come month by month, the lender sees a blurred score of each, grants
equal-instalment loans (the exact schedules of `credit.loans`, to the cent) and collects. Each month each borrower pays,
misses, catches up, or covers the gap with a loan from elsewhere, by chances of logistic form:

    strain  = price x (p - p0) + other_loans x k + economy - strength x s
    miss    = 1 / (1 + exp(-(base + strain)))
    catch up = 1 / (1 + exp(-(catch_up + effort x intensity - each_behind x (behind - 1) - strain)))

Every applicant is followed, refused ones too: they live the same luck, but no money moves. So the good borrowers that a
strict lender refuses can be counted, and a moved control meets the same people.

Left out: competition, provisions (a loss shows when it is written off), taxes, and
any effect of the lender on the economy. Every figure that nobody has measured stands in `credit.lender.Assumptions`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from credit.applicants import PEOPLE, SIZES, Followed, follow
from credit.lender import QUARTER, STYLISED, Assumptions, Lender
from credit.money import divide, exact, integers
from credit.rates import per_year

__all__ = ["PEOPLE", "SIZES", "Portfolio", "book_of", "run"]


@dataclass(frozen=True)
class Portfolio:
    """What became of it? By applicant (A), month on book (H), calendar month (M) or quarter of granting (Q).

    Attributes
    ----------
    granted : ndarray of bool, shape (A,)
    month : ndarray of int64, shape (A,)
        Calendar month of the application, from 0.
    behind : ndarray of int8, shape (H, A)
        Months that the oldest unpaid instalment is late after each month on book; `write_off_at` and more is written
        off. Of everybody, granted or not.
    covered : ndarray of int8, shape (A,)
        Loans taken elsewhere to cover an instalment.
    complaints : ndarray of int64, shape (M,)
    flows : dict of ndarray of int64, shape (M,), cents
        lent; received as principal, interest and late; written_off and recovered; paid as funding, review, collection
        and fines.
    """

    lender: Lender
    assumptions: Assumptions
    granted: np.ndarray
    month: np.ndarray
    behind: np.ndarray
    covered: np.ndarray
    complaints: np.ndarray
    flows: dict

    @property
    def owed(self) -> np.ndarray:
        """How much principal is out at the end of each month? lent - received - written off, cents, shape (M,)."""
        f = self.flows
        return (f["lent"] - f["principal"] - f["written_off"]).cumsum()

    @property
    def profit(self) -> np.ndarray:
        """What is earned each month? Cents, shape (M,).

        interest + late charges - funding - review - collection - fines - (written off - recovered - guarantor's part)
        """
        f = self.flows
        lost = f["written_off"] - f["recovered"] - self._guarantor
        return f["interest"] + f["late"] - f["funding"] - f["review"] - f["collection"] - f["fines"] - lost

    @property
    def _guarantor(self):
        """What the guarantor pays each month: its share of the running total, so that no cent is lost."""
        total, part = (self.flows["written_off"] - self.flows["recovered"]).cumsum(), exact(self.lender.guaranteed)
        total = integers(total, int(total[-1] + 1) * part.denominator)
        return np.diff(divide(total * part.numerator, part.denominator).astype(np.int64), prepend=0)

    def carried(self) -> dict[str, int]:
        """Who carries what lateness costs? Cents.

        borrower: late charges paid. The rest adds up to written off - recovered: guarantor by contract, then price (the
        margin that the interest of those who pay leaves after all other costs), then lender up to its own money
        (`equity` x the largest sum out), and the funder beyond it.
        """
        f = self.flows
        lost = int((f["written_off"] - f["recovered"]).sum())
        guarantor, own = int(self._guarantor.sum()), exact(self.lender.equity)
        earned = sum(int(f[name].sum()) for name in ("interest", "late"))
        margin = earned - sum(int(f[name].sum()) for name in ("funding", "review", "collection", "fines"))
        price = min(lost - guarantor, max(margin, 0))
        cushion = divide(int(self.owed.max()) * own.numerator, own.denominator)
        lender = min(lost - guarantor - price, cushion)
        return {
            "borrower": int(f["late"].sum()),
            "price": price,
            "guarantor": guarantor,
            "lender": lender,
            "funder": lost - guarantor - price - lender,
        }

    def vintages(self, late: int = 1, seen_after: int | None = None) -> np.ndarray:
        """How late is each quarter's lending as it ages? Share of its loans `late` or more months late.

        Parameters
        ----------
        late : int
            A loan that was written off stays late.
        seen_after : int, optional
            Show only what was known after so many calendar months.

        Returns
        -------
        ndarray of float64, shape (Q, H)
            nan for a quarter without loans, and for what was not yet seen.
        """
        quarters, quarter = len(self.lender.economy), self.month[self.granted] // QUARTER
        size = np.bincount(quarter, minlength=quarters)[:, None]
        late_ones = [np.bincount(quarter[row[self.granted] >= late], minlength=quarters) for row in self.behind]
        rates = np.where(size > 0, np.array(late_ones).T / np.maximum(size, 1), np.nan)
        if seen_after is not None:
            last = (np.arange(quarters)[:, None] + 1) * QUARTER - 1 + np.arange(1, len(self.behind) + 1)
            rates = np.where(last < seen_after, rates, np.nan)
        return rates

    def late_by_month(self, late: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """How many running loans are late in each calendar month, and of how many? Two arrays (M,)."""
        months, off = len(self.complaints), self.assumptions.write_off_at
        number, running = np.zeros(months, np.int64), np.zeros(months, np.int64)
        for age, row in enumerate(self.behind, 1):
            alive = self.granted & (row < off) & ((age < self.lender.term) | (row > 0))
            running += np.bincount(self.month[alive] + age, minlength=months)
            number += np.bincount(self.month[alive & (row >= late)] + age, minlength=months)
        return number, running

    @property
    def written_off(self) -> np.ndarray:
        """Who did not repay, or would not have? bool, shape (A,)."""
        return self.behind[-1] >= self.assumptions.write_off_at

    @property
    def excluded_good(self) -> int:
        """How many refused people would never have been three months late?"""
        return int((~self.granted & (self.behind.max(axis=0) < 3)).sum())

    @property
    def in_spiral(self) -> int:
        """How many borrowers covered an instalment with another loan twice or more?"""
        return int((self.granted & (self.covered >= 2)).sum())


def run(
    lender: Lender,
    seed: int = 7,
    assumptions: Assumptions = STYLISED,
    progress: Callable[[int, int], bool | None] | None = None,
) -> Portfolio:
    """What becomes of this lender's book?

    Parameters
    ----------
    lender : Lender
    seed : int
        The same seed brings the same applicants with the same luck, whatever the lender does.
    assumptions : Assumptions
    progress : callable, optional
        Called as progress(done, asked) after each 10,000 applicants; when it returns False the run stops, and the book
        of those is the answer.

    Returns
    -------
    Portfolio
        Every loan has ended: repaid or written off.
    """
    return book_of(follow(lender, seed, assumptions, progress), lender.cut_offs)


def book_of(followed: Followed, cut_offs) -> Portfolio:
    """What is the book of this lender under these cut-offs, among people who were followed once?

    Parameters
    ----------
    followed : Followed
    cut_offs : sequence of int, shape (Q,)
        For each quarter, 0 to 100.

    Raises
    ------
    ValueError
        For another number of quarters, or a cut-off out of range.
    """
    lender = replace(followed.lender, cut_off=tuple(int(cut) for cut in cut_offs))
    by_month = np.repeat(lender.cut_offs, QUARTER)
    flows = followed.moved(by_month)
    complaints = flows.pop("complaints")
    out = (flows["lent"] - flows["principal"] - flows["written_off"]).cumsum()
    funding = per_year(lender.funding).monthly
    before = np.concatenate([[0], out[:-1]])  # interest is paid on what was out at the end of the month before
    flows["funding"] = divide(before * funding.numerator, funding.denominator)
    people = followed.month, followed.behind, followed.covered
    return Portfolio(lender, followed.assumptions, followed.granted(by_month), *people, complaints, flows)
