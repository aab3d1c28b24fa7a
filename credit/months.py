"""What happens in one month after the other, to many plans at once?

**Never is proved, not guessed.** With whole cents and a budget that has stopped changing, a month is a fixed function
F of the balances. A plan is declared endless when one of these holds, and one of them holds after finitely many months
for every plan that does not end:

1. The debts at a rate of rho or more owe S, and rho x S (less half a cent a debt for rounding) takes the whole budget.
   Then S cannot fall, whatever is paid first: S' >= S + rho S - budget >= S.
2. In a fixed order F is monotone (more owed now is never less owed later), so balances that are all at least what they
   were at an earlier month stay so for ever.
3. The balances are exactly what they were at an earlier month: the months repeat.

If balances grow without bound, 1 fires; if they stay bounded, there are finitely many, and 3 fires at the latest.
"""

import numpy as np

from credit.debts import Kept, Timing
from credit.money import SAFE

NEVER, TOO_LONG = -1, -2
CHECK = 8  # months between two looks at what has ended; a plan that has ended stays at zero in between
LONGEST = (
    100_000  # months (8,333 years) without a verdict after which a plan is called TOO_LONG: neither success nor proof
)
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
        self.mark, self.marked_at = self.b.copy(), 0
        self.owed_before = self.owed_at_mark = self.b.sum(axis=0)
        self.month = 0

    def _scratch(self):
        size = self.b.shape
        self.w, self.p, self.is_open = np.zeros(size, self.dtype), np.zeros(size, self.dtype), np.zeros(size, bool)
        self.part = np.zeros(size[1], self.dtype)

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
        self.month += 1
        if self.run.timing is Timing.ACCRUE_THEN_PAY:
            self.accrue()
            self.pay()
        else:
            self.pay()
            self.accrue()
        np.greater(self.b, 0, out=self.is_open)
        np.add(self.open, self.is_open, out=self.open)

    def accrue(self):
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
        """The budget does not cover the minimums of some plans: the first debts in the order get theirs."""
        go = left + p.sum(axis=0)
        late = np.zeros(p.shape, dtype=bool)
        slack = DUST if self.unrounded else 0
        for row, short in zip(p, late):
            part = np.minimum(row, go)
            short |= part + slack < row
            row[:] = part
            go -= part
        np.maximum(left, 0, out=left)
        np.copyto(self.late, self.month, where=late & (self.late == 0))
        return late

    def spill_to_the_biggest(self, left):
        each = np.arange(self.b.shape[1])
        for _ in self.b:
            if not np.count_nonzero(left):
                break
            largest = self.b.argmax(axis=0)
            part = np.minimum(self.b[largest, each], left)
            self.b[largest, each] -= part
            left -= part

    def endless(self):
        """Which plans are proved never to end? See the module's proof; bool, (n,).

        A plan that goes on for ever cannot owe less at every look; only those that do not are looked at closely.
        """
        owed = self.b.sum(axis=0)
        if not self.month:
            return np.zeros(len(owed), dtype=bool)
        doubtful = np.flatnonzero((owed > 0) & ((owed >= self.owed_before) | (owed >= self.owed_at_mark)))
        self.owed_before = owed
        proved = np.zeros(len(owed), dtype=bool)
        if len(doubtful):
            proved[doubtful] = self._proved(doubtful)
        return proved

    def too_long(self):
        """Which plans would take more than LONGEST months? Those that do, and those at zero interest that must."""
        if self.month >= LONGEST:
            return np.ones(self.b.shape[1], dtype=bool)
        if self.budget is None or self.month < self.steady or self.has_monthly_fee or self.has_late_fee:
            return np.zeros(self.b.shape[1], dtype=bool)
        bearing = (self.b * (self.rate > 0) > 0).any(axis=0)
        return ~bearing & (self.budget[-1] > 0) & (self.b.sum(axis=0) > LONGEST * self.budget[-1])

    def _proved(self, at):
        b, mark = self.b[:, at], self.mark[:, at]
        proved = np.zeros(len(at), dtype=bool)
        if self.marked_at >= self.steady and self.month > self.marked_at:
            if self.budget is None and self.monotone:  # each debt on its own
                proved |= ((b >= mark) & (b > 0)).any(axis=0)
            elif self.monotone:
                proved |= (b >= mark).all(axis=0)
            else:
                proved |= (b == mark).all(axis=0)
        if self.budget is not None and self.month >= self.steady:
            rate = self.rate[:, at]
            by_rate = np.argsort(-rate, axis=0, kind="stable")
            at_or_above = np.take_along_axis(b, by_rate, axis=0).cumsum(axis=0)
            fuel = np.take_along_axis(rate, by_rate, axis=0) * at_or_above
            budget = self.budget[-1, at]
            if self.unrounded:
                proved |= fuel.max(axis=0) > budget * (1 + 1e-9)
            else:
                base = self.run.portfolio.rate_base
                half_cents = np.arange(1, len(b) + 1)[:, None] * base
                proved |= (2 * fuel - half_cents).max(axis=0) >= 2 * base * budget
        return proved

    def to_the_end(self) -> tuple:
        """Months, costs, clearing and late months of each plan, in the order of the fields of `Payoff`."""
        d, n = self.b.shape
        whole = np.int64 if self.dtype is not object else object
        months = np.zeros(n, np.int64)
        total = {name: np.zeros(n, whole) for name in ("interest", "fees")}
        each = {name: np.zeros((n, d), whole) for name in ("interest", "fees")}
        cleared, late = np.zeros((n, d), np.int64), np.zeros((n, d), np.int64)
        alive = np.arange(n)
        owed = self.b > 0

        def write(columns, verdict=None):
            rows = alive[columns]
            order = self.order[rows]
            spots = (rows[:, None], order)
            done_in = np.where(owed[:, columns], self.open[:, columns] + 1, 0)
            if verdict:
                done_in = np.where(self.b[:, columns] > 0, verdict, done_in)
            cleared[spots] = done_in.T
            late[spots] = self.late[:, columns].T
            months[rows] = verdict or done_in.max(axis=0, initial=0)
            for name in ("interest", "fees"):
                if verdict:
                    total[name][rows], each[name][rows] = verdict, verdict
                    continue
                value = getattr(self, name)[:, columns]
                if value.dtype == object and total[name].dtype != object:
                    total[name], each[name] = total[name].astype(object), each[name].astype(object)
                total[name][rows], each[name][spots] = self.rounded(value.sum(axis=0)), self.rounded(value).T

        done = np.zeros(n, dtype=bool)
        while True:
            ended, never = ~(done | (self.b > 0).any(axis=0)), self.endless()
            write(np.flatnonzero(ended))
            for which, verdict in ((never, NEVER), (~done & ~ended & ~never & self.too_long(), TOO_LONG)):
                if which.any():
                    write(np.flatnonzero(which), verdict)
                    self.b[:, which] = 0
                    done |= which
            done |= ended
            if done.all():
                return months, total["interest"], total["fees"], each["interest"], each["fees"], cleared, late
            if 8 * np.count_nonzero(done) >= len(done):  # worth the copying
                alive, owed = alive[~done], owed[:, ~done]
                self.keep(~done)
                done = done[~done]
            if self.month & (self.month - 1) == 0 or self.month == self.steady:
                self.mark, self.marked_at, self.owed_at_mark = self.b.copy(), self.month, self.owed_before
            if self.limit is not None and self.b.max() >= self.limit:
                self._widen()
            for _ in range(CHECK):
                self.step()

    def record(self, months) -> tuple:
        """Balance, interest, fees, paid and asked in each month, in the order of the fields of `History`."""
        self.asked = self.p
        rows = [(self.b.copy(), *(np.zeros_like(self.b) for _ in range(4)))]
        for _ in range(months):
            if self.limit is not None and self.b.size and self.b.max() >= self.limit:
                self._widen()
            before, interest, fees = self.b.copy(), self.interest.copy(), self.fees.copy()
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

    def rounded(self, value):
        return np.floor(value + 0.5).astype(np.int64) if self.unrounded else value

    def keep(self, stay):
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
