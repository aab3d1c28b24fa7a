"""When is a plan done, and how is it proved that it never will be?

**Never is proved, not guessed.** With whole cents and a budget that has stopped changing, a month is a fixed function
F of the balances. A plan is declared endless when one of these holds, and one of them holds after finitely many months
for plans that do not end:

1. The debts at a rate of rho or more owe S, and rho x S (less half a cent a debt for rounding) takes the whole budget.
   Then S cannot fall, whatever is paid first: S' >= S + rho S - budget >= S.
2. In a fixed order F is monotone (more owed now is never less owed later), so balances that are all at least what they
   were at an earlier month stay so for ever.
3. The balances are exactly what they were at an earlier month: the months repeat.

If a balance grows without bound, it bears interest and 1 fires; if all stay bounded, there are finitely many, and 3
fires at the latest. (A debt at zero interest that grows by late fees alone escapes 1; 2 finds it in a fixed order, and
BIGGEST may end as TOO_LONG, which claims nothing.)
"""

import numpy as np

from credit.months import CHECK, Months

NEVER, TOO_LONG = -1, -2
LONGEST = 100_000  # months (8,333 years) without a verdict after which a plan is TOO_LONG: neither success nor proof


class Verdict(Months):
    """The months of n plans, up to the verdict on each."""

    def to_the_end(self) -> tuple:
        """What are months, costs, clearing and late months of each plan, in the order of the fields of `Payoff`?"""
        d, n = self.b.shape
        whole = object if self.dtype is object else np.int64
        self.months = np.zeros(n, np.int64)
        self.totals = {name: np.zeros(n, whole) for name in ("interest", "fees")}
        self.each = {name: np.zeros((d, n), whole) for name in ("interest", "fees")}
        self.cleared, self.first_late = np.zeros((d, n), np.int64), np.zeros((d, n), np.int64)
        self.alive, self.owed_something = np.arange(n), self.b > 0
        done = np.zeros(n, dtype=bool)
        while True:
            ended, never = ~(done | (self.b > 0).any(axis=0)), self.endless()
            too_long = ~(done | ended | never) & self.too_long()
            for which, verdict in ((ended, None), (never, NEVER), (too_long, TOO_LONG)):
                if which.any():
                    self.write(np.flatnonzero(which), verdict)
                    done |= which
            if never.any() or too_long.any():
                self.b[:, never | too_long] = 0
            if done.all():
                return self.results()
            if 8 * np.count_nonzero(done) >= len(done):  # worth the copying
                self.alive, self.owed_something = self.alive[~done], self.owed_something[:, ~done]
                self.keep(~done)
                done = done[~done]
            if self.month & (self.month - 1) == 0 or self.month == self.steady:
                self.mark, self.marked_at, self.owed_at_mark = self.b.copy(), self.month, self.owed_before
            if self.limit is not None and self.b.max() >= self.limit:
                self._widen()
            for _ in range(CHECK):
                self.step()
            self.open += self.newly
            self.newly[:] = 0

    def write(self, columns, verdict):
        """What did these plans come to? Kept, with debts still in their order of payment."""
        rows = self.alive[columns]
        cleared = (self.open[:, columns] + 1) * self.owed_something[:, columns]
        if verdict:
            cleared = np.where(self.b[:, columns] > 0, verdict, cleared)
        self.cleared[:, rows] = cleared
        self.months[rows] = verdict or cleared.max(axis=0, initial=0)
        if self.ever_late:
            self.first_late[:, rows] = self.late[:, columns]
        for name in ("interest", "fees"):
            if name == "fees" and not (self.has_monthly_fee or self.has_late_fee or verdict):
                continue
            if verdict:
                self.totals[name][rows], self.each[name][:, rows] = verdict, verdict
                continue
            value = getattr(self, name)[:, columns]
            if value.dtype == object and self.totals[name].dtype != object:
                self.totals[name], self.each[name] = self.totals[name].astype(object), self.each[name].astype(object)
            self.totals[name][rows] = self.rounded(value.sum(axis=0))
            self.each[name][:, rows] = self.rounded(value)

    def rounded(self, value):
        """What is this to the cent, half up, where the amounts were not kept in cents?"""
        return np.floor(value + 0.5).astype(np.int64) if self.unrounded else value

    def results(self):
        """What came of each plan, with the debts back in the order of the portfolio?"""
        rows = np.arange(len(self.order))[:, None]
        listed = []
        for array in (self.each["interest"], self.each["fees"], self.cleared, self.first_late):
            table = np.zeros(self.order.shape, array.dtype)
            if array.any():
                table[rows, self.order] = array.T
            listed.append(table)
        return self.months, self.totals["interest"], self.totals["fees"], *listed

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
        rarely = self.month & 63 == CHECK
        if not rarely or self.budget is None or self.month < self.steady or self.has_monthly_fee or self.has_late_fee:
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
