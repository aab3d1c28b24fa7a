"""What happens in one month after the other, to many plans at once?

The steps of one month, over arrays of n plans and D debts; when a plan is done, or proved endless, is for
`credit.verdict` to say.
"""

import numpy as np

from credit.debts import Kept, Timing
from credit.money import SAFE

CHECK = 8  # months between two looks at what has ended; a plan that has ended stays at zero in between
DUST = 1e-6  # cents; without rounding, less than this is nothing


class Months:
    """n plans, worked on together. Arrays are (D, n), debts in order of payment."""

    def __init__(self, run, rows):
        p = run.portfolio
        self.run, self.unrounded = run, run.kept is Kept.UNROUNDED
        self.order = np.broadcast_to(run.priority, (run.size, run.priority.shape[1]))[rows]
        cut = lambda array: run.cut(array, rows)
        self.monthly_fee, self.late_fee = cut(p.monthly_fee), cut(p.late_fee)
        self.with_interest = cut(p.with_interest)
        self.share, self.floor, self.rate, self.b = cut(p.share), cut(p.floor), cut(p.rate), cut(p.balance)
        size = self.b.shape
        self.budget = None if run.budget is None else np.broadcast_to(run.budget, (run.size, run.budget.shape[1]))[rows]
        self.steady = 0 if self.budget is None else self.budget.shape[1] - 1  # months until the budget stops changing
        if run.timing is Timing.PAY_THEN_ACCRUE and p.with_interest.any():
            self.steady = max(self.steady, 1)  # the first payment has no month's interest to ask for
        self.has_share, self.has_interest_on_top = bool(self.share.any()), bool(self.with_interest.any())
        self.has_monthly_fee, self.has_late_fee = bool(self.monthly_fee.any()), bool(self.late_fee.any())
        # b - minimum(b) never falls as b grows unless a share comes on top of the interest of more than all of b.
        self.monotone = (
            not run.biggest
            and not (self.with_interest & (self.share * (p.rate_base + self.rate) > p.share_base * p.rate_base)).any()
        )
        self._choose_type()
        zero = lambda dtype: np.zeros(size, dtype)
        self.interest, self.fees = zero(self.dtype), zero(self.dtype)
        self.open, self.late = zero(np.int32), zero(np.int32)
        self._scratch()
        self.at_start = self.asked = None
        self.ever_late = False
        self.mark, self.marked_at = self.b.copy(), 0
        self.owed_before = self.owed_at_mark = self.b.sum(axis=0)
        self.month = 0

    def _scratch(self):
        size = self.b.shape
        self.w, self.p, self.is_open = np.zeros(size, self.dtype), np.zeros(size, self.dtype), np.zeros(size, bool)
        self.part = np.zeros(size[1], self.dtype)
        self.newly = np.zeros(size, np.int8)  # months open since the last look: one byte, so that counting is cheap

    def _choose_type(self):
        p = self.run.portfolio
        if self.unrounded:
            self.dtype = np.float64
            self.rate = self.rate.astype(float) / float(p.rate_base)
            self.share = self.share.astype(float) / float(p.share_base)
            self.limit = None
        else:
            top = max((int(a.max()) for a in (self.b, self.floor) if a.size), default=0)
            if self.budget is not None and self.budget.size:
                top = max(top, int(self.budget.max()))
            fee = max((int(a.max()) for a in (self.monthly_fee, self.late_fee) if a.size), default=0)
            rate = int(self.rate.max()) if self.rate.size else 0
            share = int(self.share.max()) if self.share.size else 0
            growth = (1 + min(rate / p.rate_base, 1e6)) ** (CHECK + 2)
            factor = 4 * max(1, len(self.b)) * max(rate + p.rate_base, share + p.share_base)
            self.limit = int(SAFE / (factor * growth)) - (CHECK + 2) * 2 * fee
            self.dtype = np.int64 if top < self.limit else object
            self.rate, self.share = self.rate.astype(self.dtype), self.share.astype(self.dtype)
            self.rate2, self.share2 = 2 * self.rate, 2 * self.share
        for name in ("b", "floor", "monthly_fee", "late_fee"):
            setattr(self, name, np.ascontiguousarray(getattr(self, name).astype(self.dtype)))
        if self.budget is not None:
            self.budget = np.ascontiguousarray(self.budget.T.astype(self.dtype))

    def _widen(self):
        """Go on in Python integers once a balance could outgrow int64 before the next look."""
        self.dtype, self.limit = object, None
        for name in ("b", "floor", "monthly_fee", "late_fee", "share2", "rate", "rate2", "interest", "fees", "mark"):
            setattr(self, name, getattr(self, name).astype(object))
        if self.budget is not None:
            self.budget = self.budget.astype(object)
        if self.at_start is not None:
            self.at_start = self.at_start.astype(object)
        w = self.w.astype(object)
        self._scratch()
        self.w = w

    def step(self):
        """What does one more month do to every plan?"""
        self.month += 1
        if self.run.timing is Timing.ACCRUE_THEN_PAY:
            self.accrue()
            self.pay()
        else:
            self.pay()
            self.accrue()
        np.greater(self.b, 0, out=self.is_open)
        np.add(self.newly, self.is_open.view(np.int8), out=self.newly)

    def accrue(self):
        """What does this month's interest add to each debt?"""
        b, w = self.b, self.w
        if self.unrounded:
            np.multiply(b, self.rate, out=w)
        else:  # half up: (2 b num + den) // (2 den), nothing being negative
            base = self.run.portfolio.rate_base
            np.multiply(b, self.rate2, out=w)
            np.add(w, base, out=w)
            _floor_divide(w, 2 * base)
        if self.has_monthly_fee:
            fee = np.where(b > 0, self.monthly_fee, 0)
            b += fee
            self.fees += fee
        np.add(b, w, out=b)
        np.add(self.interest, w, out=self.interest)

    def minimum(self):
        """What does each debt ask for this month? Never more than is owed."""
        b, p = self.b, self.p
        if not (self.has_share or self.has_interest_on_top):
            return np.minimum(b, self.floor, out=p)
        if self.unrounded:
            np.multiply(b, self.share, out=p)
        else:
            base = self.run.portfolio.share_base
            np.multiply(b, self.share2, out=p)
            np.add(p, base, out=p)
            _floor_divide(p, 2 * base)
        if self.has_interest_on_top:
            p += self.w * self.with_interest
        np.maximum(p, self.floor, out=p)
        return np.minimum(b, p, out=p)

    def pay(self):
        """Where does this month's budget go? Minimums first, then the order of the plan."""
        b, p = self.b, self.minimum()
        if self.asked is not None:
            self.asked = p.copy()
        if self.budget is None:
            np.subtract(b, p, out=b)
            return
        asked = p.sum(axis=0)
        left = self.budget[min(self.month, len(self.budget)) - 1] - asked
        if not self.run.roll_over:
            if self.at_start is None:
                self.at_start = asked
            extra = np.maximum(left + asked - self.at_start, 0)
            left = np.minimum(left, extra)
        late = None
        if left.size and left.min() < 0:
            late = self.serve_in_order(p, left)
        np.subtract(b, p, out=b)
        if self.run.biggest:
            self.spill_to_the_biggest(left)
        else:
            for row in b:
                part = np.minimum(row, left, out=self.part)
                np.subtract(row, part, out=row)
                np.subtract(left, part, out=left)
                if not np.count_nonzero(left):
                    break
        if self.unrounded:
            b[b < DUST] = 0
        if late is not None and self.has_late_fee:
            fee = np.where(late, self.late_fee, 0)
            b += fee
            self.fees += fee

    def serve_in_order(self, p, left):
        """Who is served when the budget does not cover the minimums of some plans? The first debts in the order."""
        go = left + p.sum(axis=0)
        late = np.zeros(p.shape, dtype=bool)
        slack = DUST if self.unrounded else 0
        for row, short in zip(p, late):
            part = np.minimum(row, go)
            short |= part + slack < row
            row[:] = part
            go -= part
        np.maximum(left, 0, out=left)
        self.ever_late = True
        np.copyto(self.late, self.month, where=late & (self.late == 0))
        return late

    def spill_to_the_biggest(self, left):
        """Where does what is left go, when the biggest balance is always first?"""
        each = np.arange(self.b.shape[1])
        for _ in self.b:
            if not np.count_nonzero(left):
                break
            largest = self.b.argmax(axis=0)
            part = np.minimum(self.b[largest, each], left)
            self.b[largest, each] -= part
            left -= part

    def record(self, months) -> tuple:
        """What are balance, interest, fees, paid and asked in each month, in the order of the fields of `History`?"""
        self.asked = self.p
        rows = [(self.b.copy(), *(np.zeros_like(self.b) for _ in range(4)))]
        for _ in range(months):
            if self.limit is not None and self.b.size and self.b.max() >= self.limit:
                self._widen()
            before, interest, fees = self.b.copy(), self.interest.copy(), self.fees.copy()
            self.newly[:] = 0
            self.step()
            interest, fees = self.interest - interest, self.fees - fees
            rows.append((self.b.copy(), interest, fees, before + interest + fees - self.b, self.asked))
        d, n = self.b.shape
        result = []
        for column in zip(*rows):
            table = np.zeros((months + 1, n, d), self.dtype)
            table[:, np.arange(n)[:, None], self.order] = np.stack(column).transpose(0, 2, 1)
            result.append(table)
        return result[0], *(table[1:] for table in result[1:])

    def keep(self, stay):
        """Which plans still run? Only they are carried on."""
        names = ["b", "rate", "share", "floor", "mark", "interest", "open"]
        names += [] if self.unrounded else ["rate2", "share2"]
        names += ["monthly_fee", "late_fee", "with_interest", "fees", "late"]
        w = self.w[:, stay] if self.has_interest_on_top else None
        for name in names:
            setattr(self, name, np.ascontiguousarray(getattr(self, name)[:, stay]))
        self.owed_before, self.owed_at_mark = self.owed_before[stay], self.owed_at_mark[stay]
        if self.budget is not None:
            self.budget = np.ascontiguousarray(self.budget[:, stay])
        if self.at_start is not None:
            self.at_start = self.at_start[stay]
        self._scratch()
        if w is not None:
            self.w = w


def _floor_divide(array, by):
    """In place; nothing here is negative, and unsigned division is the faster one."""
    view = array.view(np.uint64) if array.dtype == np.int64 else array
    np.floor_divide(view, np.uint64(by) if array.dtype == np.int64 else by, out=view)
