"""What becomes of everybody who applies, whoever is granted the loan?

The people of `credit.portfolio`: each lives the same luck and would do with the loan what it does, granted or not. So
they are followed once, and the book of a lender with any cut-off is read off afterwards, to the cent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit, ndtr

from credit.chance import stream
from credit.lender import Assumptions, Lender
from credit.loans import equal_instalments
from credit.money import divide, exact
from credit.rates import per_year

SIZES = tuple(range(100_000, 2_100_000, 100_000))  # cents: loans of 1,000 to 20,000
PEOPLE = 10_000  # applicants drawn at once; each keeps the same luck however many are asked for
BANDS = 101  # whole points of the score, 0 to 100
FLOWS = ("lent", "principal", "interest", "late", "written_off", "recovered", "review", "collection", "fines")


@dataclass(frozen=True)
class Followed:
    """Everybody who applied. By applicant (A), age in months (H + 1, from 0), month of the application (G).

    Attributes
    ----------
    lender, assumptions : Lender, Assumptions
        In whose world they were followed; its cut-off plays no part.
    score : ndarray of int64, shape (A,)
        Below which hundredth of all it lies, 0 to 100: who has at least the cut-off is granted the loan.
    month, behind, covered : ndarray
        As in `credit.portfolio.Portfolio`.
    flows : dict of ndarray of int64, shape (H + 1, G, 102), cents (complaints: their number)
        What those would bring in, or cost, who have at least this score; the last column is nobody.
    """

    lender: Lender
    assumptions: Assumptions
    score: np.ndarray
    month: np.ndarray
    behind: np.ndarray
    covered: np.ndarray
    flows: dict

    def granted(self, cut_offs: np.ndarray) -> np.ndarray:
        """Who is granted the loan under these cut-offs by month, shape (G,)? bool, shape (A,)."""
        return self.score >= cut_offs[self.month]

    def moved(self, cut_offs: np.ndarray) -> dict[str, np.ndarray]:
        """What moves in each calendar month under these cut-offs by month, shape (G,)? By name, shape (M,)."""
        months, found = len(cut_offs), {}
        for name, flow in self.flows.items():
            by_age = flow[:, np.arange(months), cut_offs]
            found[name] = np.zeros(months + len(flow) - 1, np.int64)
            for age, row in enumerate(by_age):
                found[name][age : age + months] += row
        return found


def follow(
    lender: Lender,
    seed: int,
    assumptions: Assumptions,
    progress: Callable[[int, int], bool | None] | None = None,
) -> Followed:
    """What becomes of everybody who applies? Parameters as of `credit.portfolio.run`."""
    parts, total = [], {}
    for block in range(-(-lender.applicants // PEOPLE)):
        size = min(PEOPLE, lender.applicants - block * PEOPLE)
        *people, flows = _block(lender, assumptions, seed, block, size)
        parts.append(people)
        total = {name: total.get(name, 0) + flow for name, flow in flows.items()}
        if progress is not None and progress(block * PEOPLE + size, lender.applicants) is False:
            break
    score, month, behind, covered = (np.concatenate(column, axis=-1) for column in zip(*parts))
    above = {
        name: np.pad(flow[..., ::-1].cumsum(axis=-1)[..., ::-1], ((0, 0), (0, 0), (0, 1)))
        for name, flow in total.items()
    }
    return Followed(lender, assumptions, score, month, behind, covered, above)


def _block(lender: Lender, a: Assumptions, seed: int, block: int, size: int):
    def draw(purpose, kind="random", shape=(PEOPLE,)):
        return _drawn(seed, purpose, block, kind, shape)[..., :size]

    horizon, granting = lender.term + a.write_off_at, lender.months
    months = granting + horizon
    strength = draw("strength", "standard_normal")
    month = _months(lender, a, draw("month"))
    other = (draw("repeat") < lender.repeat).astype(np.int8)
    score = _score(lender, a, strength, draw("score", "standard_normal"), other)
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
    cell, shape = month * BANDS + score, (granting, BANDS)
    flows = {name: np.zeros((horizon + 1, *shape), np.int64) for name in (*FLOWS, "complaints")}

    def book_in(name, age, amounts):
        # Sums of whole numbers far below 2^53 are exact in the floats of bincount.
        flows[name][age] = np.rint(np.bincount(cell, amounts, granting * BANDS)).astype(np.int64).reshape(shape)

    book_in("lent", 0, principal[kind, -1])
    book_in("review", 0, np.full(size, a.review_cost))
    for age in range(1, horizon + 1):
        due = min(age, lender.term)
        alive = ~gone & (paid < lender.term)
        late = np.where(alive, age - 1 - paid, 0)
        strain = burden + a.other_loans * other + state[month + age]
        misses = luck["miss"][age - 1] < expit(a.base + strain)
        fills = misses & (late == 0) & (luck["cover"][age - 1] < covers) & alive
        catch = expit(a.catch_up + a.effort * effort - a.each_behind * (late - 1) - strain)
        up = np.where(late > 0, luck["catch"][age - 1] < catch, ~misses | fills)
        still = (late > 0) & (luck["cover"][age - 1] < a.stands_still)
        after = np.where(alive, np.where(up, due, paid + still), paid)
        other, covered = other + fills, covered + fills
        book_in("principal", age, principal[kind, after] - principal[kind, paid])
        book_in("interest", age, interest[kind, after] - interest[kind, paid])
        overdue = np.where(alive, principal[kind, due] - principal[kind, paid], 0)
        # What was overdue in the month just past bears late interest; who catches up pays it.
        overdue = np.where(late > 0, overdue - (principal[kind, due] - principal[kind, min(age - 1, lender.term)]), 0)
        late_owed = late_owed + divide(overdue * late_rate.numerator, late_rate.denominator)
        book_in("late", age, np.where(after == due, late_owed, 0))
        late_owed = np.where(after == due, 0, late_owed)
        paid = after
        months_late = np.where(paid < lender.term, age - paid, 0)
        ends = alive & (months_late >= a.write_off_at)
        left = np.where(ends, principal[kind, -1] - principal[kind, paid], 0)
        book_in("written_off", age, left)
        book_in("recovered", age, divide(left * back.numerator, back.denominator))
        worked = alive & ~ends & (months_late > 0)
        book_in("collection", age, np.where(worked, visit, 0))
        angry = worked & (luck["complain"][age - 1] < complains)
        book_in("complaints", age, angry.astype(np.int64))
        book_in("fines", age, np.where(angry, lender.fine, 0))
        gone |= ends
        behind[age - 1] = np.where(gone, a.write_off_at, months_late)
    return score, month, behind, covered, flows


def _months(lender: Lender, a: Assumptions, u: np.ndarray) -> np.ndarray:
    """When does each apply? More of them where demand is higher; the order of the people stays."""
    demand = np.array([a.demand[lender.state(m)] for m in range(lender.months)]).cumsum()
    return np.minimum(np.searchsorted(demand, u * demand[-1], side="right"), lender.months - 1)


def _score(lender: Lender, a: Assumptions, strength, noise, other) -> np.ndarray:
    """Below which hundredth of all does each one's score lie? Whole points: 0 to 100."""
    seen = a.seen_shared if lender.shared else a.seen
    score = seen * strength + np.sqrt(1 - seen**2) * noise - (a.caution * other if lender.shared else 0)
    return np.floor(100 * ndtr(score)).astype(np.int64)


@lru_cache(maxsize=32)
def _drawn(seed: int, purpose: str, block: int, kind: str, shape: tuple) -> np.ndarray:
    """The luck of a block for one purpose; kept, since every move of a control meets the same people."""
    luck = getattr(stream(seed, f"lender {purpose}", block), kind)(shape)
    luck.flags.writeable = False
    return luck
