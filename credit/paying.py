"""Where does money go: what is charged, what is open, and in which order a payment or a waiver fills it?"""

import numpy as np

from credit.clause import Kind

CONTRACT_CHARGES = (Kind.PENALTY, Kind.COMPOUND, Kind.FEE)
BEYOND = 2**62  # more than any sum: behind the last instalment there is none to go on to


def charged(terms, penalty, compound, fees, day_cut, ceiling):
    """What do the contract's charges come to in cents, kind by kind and, under its ceilings, together?

    Accruals in numerators over `terms.denominator`; over an odd one there is no half cent. Shapes broadcast.
    """
    half, whole = terms.half, terms.whole
    total = penalty_cents = (penalty + half) // whole
    compound_cents = 0
    if terms.compounds:
        compound_cents = (compound + half) // whole
        total = total + compound_cents
    if terms.clause.one_off is not None:
        total = total + fees
    caps = terms.clause.caps
    if caps is not None:
        if caps.a_day is not None:
            total = np.minimum(total, (penalty + compound - day_cut + half) // whole + fees)
        if caps.yearly is not None:
            total = np.minimum(total, ceiling // whole)
        if terms.fixed_cap is not None:
            total = np.minimum(total, terms.fixed_cap.reshape((-1,) + (1,) * (np.ndim(total) - 1)))
    return penalty_cents, compound_cents, total


class Paying:
    """The part of `credit.book.Book` that money moves."""

    def _prepare_instalments(self, one):
        """For orders that work off instalments: flat arrays, row by row, of what lies before each row."""
        # The oldest instalment that is not settled, as a flat index into (N + 1, B).
        self.at = self.loans.copy()
        before_p, before_i = (np.vstack([rows[:1] * 0, rows]) for rows in (self.cum_p, self.cum_i))
        before = before_p + before_i
        before[-1] = BEYOND
        self.before, self.upto, self.row = before, before[1:], np.array([self.size])
        self.before_one = before_p if one is Kind.PRINCIPAL else before_i
        self.of_one = self.p if one is Kind.PRINCIPAL else self.i
        if self.waivers is not None:
            self.before_p, self.before_i = before_p, before_i

    def _pay(self, who, index):
        money = self.paid[index] if who is None else self._row(self.paid, who, index)
        self._apply_money(money + self.credit if np.count_nonzero(self.credit) else money, who)

    def _apply_money(self, money, who):
        if who is not None:
            rest = self._allocate(np.where(who, money, 0))
            self.credit = np.where(who, rest, self.credit)
        else:
            self.credit = self._allocate(money)
        if self.rests:
            # A payment of charges takes the rested ones first; charges made since the rest do not bear yet.
            self.rested = np.minimum(self.rested, self._charges_owed())

    def _posted(self):
        """Cents of each kind the contract charged, and of all of them under the ceilings."""
        penalty, compound, total = charged(
            self.terms,
            self.penalty if self.rated else 0,
            self.compound if self.compounds else 0,
            self.fees,
            self.day_cut if self.day_capped else 0,
            self.ceiling if self.ceiled else None,
        )
        return {Kind.PENALTY: penalty, Kind.COMPOUND: compound, Kind.FEE: self.fees}, total

    def _charges_owed(self):
        return self._posted()[1] - sum(self.settled[kind] for kind in self.charges)

    def _owed(self):
        """What is open of each live charge, and of those under the ceilings together (None: no ceiling)."""
        posted, total = self._posted()
        owed = {kind: posted[kind] - self.settled[kind] for kind in self.charges}
        if self.judging is not None:
            owed[Kind.JUDGMENT] = (self.judgment + self.terms.half) // self.terms.whole - self.settled[Kind.JUDGMENT]
        return owed, (total - sum(self.settled[kind] for kind in self.charges) if self.capped else None)

    def _settle(self, kind, part):
        self.settled[kind] = self.settled[kind] + part
        if kind is Kind.PRINCIPAL:
            self.open_p = self.open_p - part
        elif kind is Kind.INTEREST:
            self.open_i = self.open_i - part

    def _open(self, kind, owed, room):
        if kind is Kind.PRINCIPAL:
            return self.open_p
        if kind is Kind.INTEREST:
            return self.open_i
        return np.minimum(owed[kind], room) if room is not None and kind is not Kind.JUDGMENT else owed[kind]

    def _allocate(self, money):
        """Fill what is due in the clause's order; what is left over comes back."""
        owed, room = self._owed()
        for entry in self.order:
            if isinstance(entry, tuple):
                money = self._by_instalment(entry, money)
                continue
            part = np.minimum(money, self._open(entry, owed, room))
            self._settle(entry, part)
            if room is not None and entry in CONTRACT_CHARGES:
                room = room - part
            money = money - part
        return money

    def _by_instalment(self, entry, money):
        """Oldest instalment first, and within it the entry's first kind first."""
        one, two = entry
        part = np.minimum(money, self.open_p + self.open_i)
        before = self.settled[one]
        total = before + self.settled[two] + part
        self._advance(total, part)
        low = self.before_one.take(self.at)
        if self.waivers is None:
            new = low + np.minimum(total - self.before.take(self.at), self.of_one.take(self.at))
        else:
            # What was waived may run ahead of the other kind, so both are looked at apart.
            into = part - self._cost(self.before_p.take(self.at), self.before_i.take(self.at))
            low = np.maximum(low, before)
            new = low + np.minimum(into, np.maximum(self.before_one[1:].take(self.at) - low, 0))
        to_one = new - before
        to_two = part - to_one
        self._settle(one, to_one)
        self._settle(two, to_two)
        return money - part

    def _advance(self, total, part):
        """Move `at` to the oldest instalment that is not settled whole once `part` is in; `total` settled by then."""
        some, at = None, self.at
        while True:
            if self.waivers is None:
                done = self.upto.take(at) <= total
            else:
                done = self._cost(self.before_p[1:].take(at), self.before_i[1:].take(at), some) <= part
                done &= at < self.width * self.size
            count = np.count_nonzero(done)
            if not count:
                return
            at = at + (self.row if count == len(done) else done * self.size)
            if some is not None:
                self.at[some] = at
            else:
                self.at = at
            if 8 * count < len(done):
                some = np.flatnonzero(done) if some is None else some[done]
                at, part, total = at[done], part[done], total[done]

    def _cost(self, upto_p, upto_i, some=None):
        """What is still open of the instalments up to where these sums of principal and interest stand?"""
        p, i = self.settled[Kind.PRINCIPAL], self.settled[Kind.INTEREST]
        if some is not None:
            p, i = p[some], i[some]
        return np.maximum(upto_p - p, 0) + np.maximum(upto_i - i, 0)

    def _unpaid_rows(self, count):
        """Which of the first `count` rows are not settled whole? (N + 1, B)"""
        open_p = (self.p > 0) & (self.cum_p > self.settled[Kind.PRINCIPAL])
        open_i = (self.i > 0) & (self.cum_i > self.settled[Kind.INTEREST])
        return (open_p | open_i) & (np.arange(self.width + 1)[:, None] < count)

    def _waive(self, who, index):
        kinds, amounts = self.waivers[index if who is None else 0]
        if who is not None:
            column = np.where(who, index, 0)
            amounts = np.where(who, np.stack([a for _, a in self.waivers])[column, self.loans], 0)
            kinds = np.stack([k for k, _ in self.waivers])[column, :, self.loans].T
        owed, room = self._owed()
        left = amounts
        for rank in range(kinds.shape[0]):
            for place, kind in enumerate(Kind):
                if kind not in self.settled or not (kinds[rank] == place).any():
                    continue
                part = np.where(kinds[rank] == place, np.minimum(left, self._open(kind, owed, room)), 0)
                self._settle(kind, part)
                self.waived[kind] = self.waived[kind] + part
                if room is not None and kind in CONTRACT_CHARGES:
                    room = room - part
                left = left - part
        if self.at is not None:
            self.at = self._first_open() * self.size + self.loans
        if self.rests:
            self.rested = np.minimum(self.rested, self._charges_owed())

    def _first_open(self):
        full = (self.cum_p <= self.settled[Kind.PRINCIPAL]) & (self.cum_i <= self.settled[Kind.INTEREST])
        return np.minimum(full.sum(axis=0), self.width)
