"""What does a lender earn and lose over a cycle, and who carries the loss?

A stylised lender: applicants of unequal strength come month by month, the lender sees a blurred score of each, grants
equal-instalment loans (the exact schedules of `credit.loans`, to the cent) and collects. Each month each borrower pays,
misses, catches up, or covers the gap with a loan from elsewhere, by chances of logistic form:

    strain  = price x (p - p0) + other_loans x k + economy - strength x s
    miss    = 1 / (1 + exp(-(base + strain)))
    catch up = 1 / (1 + exp(-(catch_up + effort x intensity - each_behind x (behind - 1) - strain)))

Every applicant is followed, refused ones too: they live the same luck, but no money moves. So the good borrowers that a
strict lender refuses can be counted, and a moved control meets the same people.

Left out: competition, a cut-off that changes on the way, provisions (a loss shows when it is written off), taxes, and
any effect of the lender on the economy. Every figure that nobody has measured stands in `credit.lender.Assumptions`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtr

from credit.chance import stream
from credit.lender import QUARTER, STYLISED, Assumptions, Lender
from credit.loans import equal_instalments
from credit.money import divide, exact, integers
from credit.rates import per_year

SIZES = tuple(range(100_000, 2_100_000, 100_000))  # cents: loans of 1,000 to 20,000
PEOPLE = 10_000  # applicants drawn at once; each keeps the same luck however many are asked for


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

        borrower: late charges paid. The rest adds up to written off - recovered: guarantor by contract, lender up to
        its own money (`equity` x the largest sum out), funder beyond it.
        """
        lost = int((self.flows["written_off"] - self.flows["recovered"]).sum())
        guarantor, own = int(self._guarantor.sum()), exact(self.lender.equity)
        cushion = divide(int(self.owed.max()) * own.numerator, own.denominator)
        lender = min(lost - guarantor, cushion)
        return {
            "borrower": int(self.flows["late"].sum()),
            "lender": lender,
            "guarantor": guarantor,
            "funder": lost - guarantor - lender,
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
    parts, months = [], lender.months + lender.term + assumptions.write_off_at
    totals = {}
    for block in range(-(-lender.applicants // PEOPLE)):
        size = min(PEOPLE, lender.applicants - block * PEOPLE)
        *people, flows = _block(lender, assumptions, seed, block, size, months)
        parts.append(people)
        totals = {name: totals.get(name, 0) + flow for name, flow in flows.items()}
        if progress is not None and progress(block * PEOPLE + size, lender.applicants) is False:
            break
    granted, month, behind, covered = (np.concatenate(column, axis=-1) for column in zip(*parts))
    complaints = totals.pop("complaints")
    out = (totals["lent"] - totals["principal"] - totals["written_off"]).cumsum()
    funding = per_year(lender.funding).monthly
    before = np.concatenate([[0], out[:-1]])  # interest is paid on what was out at the end of the month before
    totals["funding"] = divide(before * funding.numerator, funding.denominator)
    return Portfolio(lender, assumptions, granted, month, behind, covered, complaints, totals)


def _block(lender: Lender, a: Assumptions, seed: int, block: int, size: int, months: int):
    def draw(purpose, kind="random", shape=(PEOPLE,)):
        return getattr(stream(seed, f"lender {purpose}", block), kind)(shape)[..., :size]

    horizon = lender.term + a.write_off_at
    strength = draw("strength", "standard_normal")
    month = _months(lender, a, draw("month"))
    other = (draw("repeat") < lender.repeat).astype(np.int8)
    granted = _granted(lender, a, strength, draw("score", "standard_normal"), other)
    kind = (draw("size") * len(SIZES)).astype(np.int64)
    contract = per_year(lender.price)
    book = equal_instalments(SIZES, [contract.monthly] * len(SIZES), [lender.term] * len(SIZES), "2026-01-05")
    principal, interest = (np.pad(p, ((0, 0), (1, 0))).cumsum(axis=1) for p in (book.principal, book.interest))
    late_rate = contract.times(a.late_multiple).monthly
    effort, clear = lender.intensity / 100, lender.disclosure / 100
    burden = a.price * (float(exact(lender.price)) - a.price_level) - a.strength * strength
    state = np.array([a.economy[lender.state(m)] for m in range(months)])
    covers = (a.covers_shared if lender.shared else a.covers) * (1 - clear / 2)
    complains = a.complains * effort * (1 + (a.agency_complains - 1) * lender.outsourced)
    complains *= 1 + (a.muddle_complains - 1) * (1 - clear)
    visit = round(a.collection_cost * effort * (1 - a.agency_saving * lender.outsourced))
    back = exact(str(a.recovered)) + exact(str(a.recovered_effort)) * lender.intensity / 100

    luck = {name: draw(name, shape=(horizon, PEOPLE)) for name in ("miss", "catch", "cover", "complain")}
    paid, late_owed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    covered, behind = np.zeros(size, np.int8), np.zeros((horizon, size), np.int8)
    gone = np.zeros(size, bool)
    names = ("lent", "principal", "interest", "late", "written_off", "recovered", "review", "collection", "fines")
    flows = {name: np.zeros(months, np.int64) for name in (*names, "complaints")}

    def book_in(name, when, amounts):
        # Sums of whole numbers far below 2^53 are exact in the floats of bincount.
        flows[name] += np.rint(np.bincount(when[granted], amounts[granted], months)).astype(np.int64)

    book_in("lent", month, principal[kind, -1])
    book_in("review", month, np.full(size, a.review_cost))
    for age in range(1, horizon + 1):
        now = month + age
        due = min(age, lender.term)
        alive = ~gone & (paid < lender.term)
        late = np.where(alive, age - 1 - paid, 0)
        strain = burden + a.other_loans * other + state[now]
        misses = luck["miss"][age - 1] < expit(a.base + strain)
        fills = misses & (late == 0) & (luck["cover"][age - 1] < covers) & alive
        catch = expit(a.catch_up + a.effort * effort - a.each_behind * (late - 1) - strain)
        up = np.where(late > 0, luck["catch"][age - 1] < catch, ~misses | fills)
        still = (late > 0) & (luck["cover"][age - 1] < a.stands_still)
        after = np.where(alive, np.where(up, due, paid + still), paid)
        other, covered = other + fills, covered + fills
        book_in("principal", now, principal[kind, after] - principal[kind, paid])
        book_in("interest", now, interest[kind, after] - interest[kind, paid])
        overdue = np.where(alive, principal[kind, due] - principal[kind, paid], 0)
        # What was overdue in the month just past bears late interest; who catches up pays it.
        overdue = np.where(late > 0, overdue - (principal[kind, due] - principal[kind, min(age - 1, lender.term)]), 0)
        late_owed = late_owed + divide(overdue * late_rate.numerator, late_rate.denominator)
        book_in("late", now, np.where(after == due, late_owed, 0))
        late_owed = np.where(after == due, 0, late_owed)
        paid = after
        months_late = np.where(paid < lender.term, age - paid, 0)
        ends = alive & (months_late >= a.write_off_at)
        left = np.where(ends, principal[kind, -1] - principal[kind, paid], 0)
        book_in("written_off", now, left)
        book_in("recovered", now, divide(left * back.numerator, back.denominator))
        worked = alive & ~ends & (months_late > 0)
        book_in("collection", now, np.where(worked, visit, 0))
        angry = worked & (luck["complain"][age - 1] < complains)
        book_in("complaints", now, angry.astype(np.int64))
        book_in("fines", now, np.where(angry, lender.fine, 0))
        gone |= ends
        behind[age - 1] = np.where(gone, a.write_off_at, months_late)
    return granted, month, behind, covered, flows


def _months(lender: Lender, a: Assumptions, u: np.ndarray) -> np.ndarray:
    """When does each apply? More of them where demand is higher; the order of the people stays."""
    demand = np.array([a.demand[lender.state(m)] for m in range(lender.months)]).cumsum()
    return np.minimum(np.searchsorted(demand, u * demand[-1], side="right"), lender.months - 1)


def _granted(lender: Lender, a: Assumptions, strength, noise, other) -> np.ndarray:
    seen = a.seen_shared if lender.shared else a.seen
    score = seen * strength + np.sqrt(1 - seen**2) * noise - (a.caution * other if lender.shared else 0)
    return 100 * ndtr(score) >= lender.cut_off
