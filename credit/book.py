"""The running state of B loans, event by event.

Between two events every amount stands still or grows by the same sum a day, so each event does three things: let the
days since the last one accrue, change what it changes, and work out what a day bears from now on. Accruals are
integers over one common denominator; they become cents only when they are read.

What a clause does not use is not computed: the same code serves one loan and the long walks of a cohort.
"""

import numpy as np

from credit.caps import Over
from credit.clause import INTEREST_IN_BASE, WHOLE_LOAN, Base, Compounding, Grace, Kind, Repeat, Style
from credit.money import exact
from credit.timeline import BEARS, CLOSE, DUE, GRACE_END, JUDGE, PAYMENT, READING, SLOTS, TIER, WAIVE

_BEYOND = 2**62
CONTRACT_CHARGES = (Kind.PENALTY, Kind.COMPOUND, Kind.FEE)


def charged(terms, penalty, compound, fees, day_cut, ceiling):
    """What do the contract's charges come to in cents, kind by kind and, under its ceilings, together?

    Accruals in numerators over `terms.denominator`; over an odd one there is no half cent. Shapes broadcast.
    """
    half, whole = terms.denominator // 2, terms.denominator
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


class Book:
    """State of B loans. `terms` is what stays (`credit.ledger.Terms`), `paid` the amounts of the payments, (M, B)."""

    def __init__(self, terms, paid, waivers=None):
        clause, rows = terms.clause, terms.rows
        self.terms, self.clause, self.paid, self.waivers = terms, clause, paid, waivers
        # A row of zero after the last, so that a pointer may stand behind it.
        self.p, self.i = _rows(rows.principal), _rows(rows.interest)
        self.width, self.size = self.p.shape[0] - 1, self.p.shape[1]
        self.loans = np.arange(self.size)
        self.dtype = self.p.dtype
        self.cum_p, self.cum_i = running(self.p), running(self.i)
        self.one_off = clause.one_off
        self.rated = clause.style in (Style.MULTIPLE, Style.DAILY)
        self.in_base = clause.base in INTEREST_IN_BASE
        self.compounds, self.rests = terms.compounds, clause.compounding is Compounding.INTEREST_AND_CHARGES
        self.moves = clause.working_days is not None
        self.graced = clause.grace_days > 0 or clause.working_days is not None
        self.lazy = terms.lazy
        self.waives_in_grace = self.graced and clause.grace is Grace.THRESHOLD and self.rated
        self.day_capped = clause.caps is not None and clause.caps.a_day is not None and self.rated
        self.ceiled = clause.caps is not None and clause.caps.yearly is not None
        self.capped = clause.caps is not None
        zero = np.zeros(self.size, dtype=self.dtype)
        names = ["open_p", "open_i", "money_days", "late_slope"]
        names += ["penalty", "penalty_slope"] * self.rated + ["compound", "compound_slope"] * self.compounds
        names += ["fees"] * (self.one_off is not None) + ["rested"] * self.rests
        names += ["waivable", "waivable_slope"] * self.waives_in_grace
        names += ["waivable_compound", "waivable_compound_slope"] * (self.waives_in_grace and self.compounds)
        names += ["day_cut", "day_cut_slope"] * self.day_capped
        names += ["waivable_cut", "waivable_cut_slope"] * (self.day_capped and self.waives_in_grace)
        names += ["ceiling", "ceiling_slope"] * self.ceiled
        names += ["judgment", "judgment_slope"] * (terms.judge is not None)
        kinds = [Kind.INTEREST, Kind.PRINCIPAL]
        kinds += [Kind.PENALTY] * self.rated + [Kind.COMPOUND] * self.compounds
        kinds += [Kind.FEE] * (self.one_off is not None) + [Kind.JUDGMENT] * (terms.judge is not None)
        self.live = kinds
        self.charges = [kind for kind in kinds if kind in CONTRACT_CHARGES]
        self.settled = {kind: zero.copy() for kind in kinds}
        self.waived = {kind: zero.copy() for kind in kinds} if waivers is not None else {}
        for name in names:
            setattr(self, name, zero.copy())
        pairs = (("waivable", "penalty"), ("waivable_compound", "compound"), ("waivable_cut", "day_cut"))
        self.lapsing = [pair for pair in pairs if pair[0] in names]
        self.names = [n for n in names if n != "rested"]
        self.credit = zero.copy()
        self.fees = getattr(self, "fees", 0)
        self.count_due = np.zeros(self.size, np.int64)
        self.day = terms.drawn.copy()
        self.alive = np.ones(self.size, np.int64) if terms.closed is not None else None
        if self.graced:
            self.in_grace, self.bearing = np.zeros(self.size, np.int64), np.ones(self.size, np.int64)
            self.grace_until = terms.drawn
            self.grace = np.ascontiguousarray(rows.grace.T) if self.lazy else None
            self.new_p, self.new_i, self.newest = zero.copy(), zero.copy(), np.full(self.size, -1)
        tiers = len(clause.tiers) if self.rated else 0
        self.tier_p, self.tier_i = [zero.copy() for _ in range(tiers)], [zero.copy() for _ in range(tiers)]
        self.tier_new = [np.zeros(self.size, np.int64) for _ in range(tiers)]
        self.tier_count = [np.zeros(self.size, np.int64) for _ in range(tiers)]
        self.judging = zero.copy() if terms.judge is not None else None
        self.order = [entry for entry in clause.order if isinstance(entry, tuple) or entry in self.settled]
        groups = [entry for entry in self.order if isinstance(entry, tuple)]
        self.at = None
        if groups:
            self._prepare_instalments(groups[0][0])
        twice = rows.due[:, :-1] == rows.due[:, 1:]
        self.followed = np.vstack([twice.T, np.zeros((1, self.size), bool)]) if twice.any() else None
        self.key = terms.drawn * SLOTS
        self._slopes()

    def _prepare_instalments(self, one):
        """For orders that work off instalments: flat arrays, row by row, of what lies before each row."""
        # The oldest instalment that is not settled, as a flat index into (N + 1, B).
        self.at = self.loans.copy()
        before_p, before_i = (np.vstack([rows[:1] * 0, rows]) for rows in (self.cum_p, self.cum_i))
        before = before_p + before_i
        before[-1] = _BEYOND  # behind the last instalment there is none to go on to
        self.before = before
        self.before_one = before_p if one is Kind.PRINCIPAL else before_i
        self.of_one = self.p if one is Kind.PRINCIPAL else self.i
        if self.waivers is not None:
            self.before_p, self.before_i = before_p, before_i

    def walk(self, events, record=None):
        """Run through a `Timeline`. `record` is called with the row number after each event."""
        kinds, indices, day = events.kind, events.index, None
        for e, key in enumerate(events.key):
            day = key // SLOTS
            self._accrue(day - self.day)
            self.day, self.key = day, key
            if self.lazy:
                self._lapse(day)
            if events.same[e]:
                self._apply(int(kinds[e, 0]), None, int(indices[e, 0]))
            else:
                for kind in np.unique(kinds[e]):
                    self._apply(int(kind), kinds[e] == kind, indices[e])
            self._slopes()
            if record is not None:
                record(e)

    def _apply(self, kind, who, index):
        if kind == PAYMENT:
            self._pay(who, index)
        elif kind == DUE:
            self._fall_due(who, index)
        elif kind == GRACE_END:
            self._end_grace(who, index)
        elif kind == WAIVE:
            self._waive(who, index)
        elif kind == CLOSE:
            self.alive = np.where(_mask(who, self.size), 0, self.alive)
        elif kind == BEARS:
            self.bearing = np.where(_mask(who, self.size), 1, self.bearing)
        elif kind == JUDGE:
            self.judging = np.where(_mask(who, self.size), self.terms.judge, self.judging)
        elif kind >= TIER:
            self._reach_tier(kind - TIER, who, index)
        elif kind != READING:
            raise AssertionError(kind)

    # What time does.

    def _accrue(self, dt):
        if not dt.any():
            return
        self.money_days += self.late_slope * dt
        if self.rated:
            self.penalty += self.penalty_slope * dt
        if self.compounds:
            self.compound += self.compound_slope * dt
        if self.waives_in_grace:
            self.waivable += self.waivable_slope * dt
            if self.compounds:
                self.waivable_compound += self.waivable_compound_slope * dt
        if self.day_capped:
            self.day_cut += self.day_cut_slope * dt
            if self.waives_in_grace:
                self.waivable_cut += self.waivable_cut_slope * dt
        if self.ceiled:
            self.ceiling += self.ceiling_slope * dt
        if self.judging is not None:
            self.judgment += self.judgment_slope * dt

    # What events do.

    def _row(self, values, who, index):
        """This event's row of `values` (N + 1, B) for each loan; zero where the event is another's."""
        if who is None:
            return values[index]
        return np.where(who, values[np.where(who, index, 0), self.loans], 0)

    def _fall_due(self, who, index):
        p, i = self._row(self.p, who, index), self._row(self.i, who, index)
        self.open_p += p
        self.open_i += i
        self.count_due += 1 if who is None else who
        if self.graced:
            bears = self._row(self.terms.bears_at_once, who, index) if self.moves else 1
            if who is None:
                self.new_p, self.new_i, self.bearing = p, i, bears
                self.in_grace, self.newest = np.ones(self.size, np.int64), np.full(self.size, index)
                self.tier_new = [np.zeros(self.size, np.int64) for _ in self.tier_new]
                self.grace_until = self.grace[index] if self.lazy else None
            else:
                if self.lazy:
                    self.grace_until = np.where(who, self._row(self.grace, who, index), self.grace_until)
                self.new_p, self.new_i = np.where(who, p, self.new_p), np.where(who, i, self.new_i)
                self.in_grace = np.where(who, 1, self.in_grace)
                self.newest = np.where(who, index, self.newest)
                self.bearing = np.where(who, bears, self.bearing)
                self.tier_new = [np.where(who, 0, flag) for flag in self.tier_new]
        if self.rests:
            self.rested = np.where(_mask(who, self.size), self._charges_owed(), self.rested)
        if self.credit.any():
            if self.followed is not None:
                # Money in hand waits until all that falls due on this day has done so.
                last = self._row(~self.followed, who, index).astype(bool)
                who = last if who is None else who & last
            self._apply_money(self.credit, who)

    def _pay(self, who, index):
        money = self.paid[index] if who is None else self._row(self.paid, who, index)
        self._apply_money(money + self.credit if self.credit.any() else money, who)

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
            half, whole = self.terms.denominator // 2, self.terms.denominator
            owed[Kind.JUDGMENT] = (self.judgment + half) // whole - self.settled[Kind.JUDGMENT]
        return owed, (total - sum(self.settled[kind] for kind in self.charges) if self.capped else None)

    def _settle(self, kind, part):
        self.settled[kind] += part
        if kind is Kind.PRINCIPAL:
            self.open_p -= part
        elif kind is Kind.INTEREST:
            self.open_i -= part

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
                done = self.before[1:].take(at) <= total
            else:
                done = self._cost(self.before_p[1:].take(at), self.before_i[1:].take(at), some) <= part
                done &= at < self.width * self.size
            count = np.count_nonzero(done)
            if not count:
                return
            at = at + done * self.size
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
                self.waived[kind] += part
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

    def _reach_tier(self, tier, who, index):
        p, i = self._row(self.p, who, index), self._row(self.i, who, index)
        self.tier_p[tier] += p
        self.tier_i[tier] += i
        self.tier_count[tier] += 1 if who is None else who
        if self.graced:
            self.tier_new[tier] = np.where(_mask(who, self.size) & (self.newest == index), 1, self.tier_new[tier])

    def _end_grace(self, who, index):
        """At the end of the last day of grace: what is then unpaid of the instalment is late for good."""
        p, i = self._row(self.p, who, index), self._row(self.i, who, index)
        open_p = _between(self._row(self.cum_p, who, index) - self.settled[Kind.PRINCIPAL], p)
        open_i = _between(self._row(self.cum_i, who, index) - self.settled[Kind.INTEREST], i)
        unpaid = open_p + open_i
        lapses = unpaid > 0 if who is None else who & (unpaid > 0)
        if self.one_off is not None and self.one_off.style is Style.PRINCIPAL_SHARE:
            unpaid = open_p
        if self.alive is not None:
            lapses &= self.alive > 0
        if self.waives_in_grace:
            for held, into in self.lapsing:
                waits = getattr(self, held)
                setattr(self, into, getattr(self, into) + waits * lapses)
                setattr(self, held, np.zeros_like(waits) if who is None else np.where(who, 0, waits))
        if self.graced:
            ends = self.newest == index
            self.in_grace = self.in_grace * ~(ends if who is None else who & ends)
        if self.one_off is not None:
            self.fees = self.fees + self._fee(_mask(who, self.size), lapses, unpaid, index)

    def _lapse(self, day):
        """The same where the end of grace is no event: it is looked at before the first event after it."""
        over = self.in_grace * (day > self.grace_until)
        if not over.any():
            return
        self.in_grace = self.in_grace - over
        lapses = over * (np.minimum(self.open_p, self.new_p) + np.minimum(self.open_i, self.new_i) > 0)
        if self.alive is not None:
            lapses = lapses * self.alive
        for held, into in self.lapsing:
            waits = getattr(self, held)
            setattr(self, into, getattr(self, into) + waits * lapses)
            setattr(self, held, waits * (1 - over))

    def _fee(self, every, lapses, unpaid, index):
        fee = self.one_off
        each = lapses
        if fee.repeat is Repeat.MONTHLY:
            upto = np.where(every, index, 0) + 1
            each = np.where(every, self._unpaid_rows(upto).sum(axis=0), 0)
            open_p = self.cum_p[upto - 1, self.loans] - self.settled[Kind.PRINCIPAL]
            open_i = self.cum_i[upto - 1, self.loans] - self.settled[Kind.INTEREST]
            unpaid = np.maximum(open_p, 0)
            if fee.style is not Style.PRINCIPAL_SHARE:
                unpaid = unpaid + np.maximum(open_i, 0)
            if self.alive is not None:
                each = each * self.alive
        if fee.style is Style.FLAT:
            return each * int(exact(fee.amount))
        share = exact(fee.amount)
        amount = (2 * unpaid * share.numerator + share.denominator) // (2 * share.denominator)
        return np.where(each > 0, np.maximum(amount, fee.minimum * (each if fee.repeat is Repeat.MONTHLY else 1)), 0)

    # What a day bears from now on.

    def _slopes(self):
        terms, base = self.terms, self.clause.base
        self.late_slope = self.open_p + self.open_i
        hard_p, hard_i, grace_p, grace_i = self.open_p, self.open_i, 0, 0
        if self.graced:
            grace_p = np.minimum(self.open_p, self.new_p) * self.in_grace
            grace_i = np.minimum(self.open_i, self.new_i) * self.in_grace
            hard_p, hard_i = self.open_p - grace_p, self.open_i - grace_i
        if self.rated:
            rate = terms.rate[0]
            if self.tier_p:
                self.penalty_slope, waivable = self._tiered(base, hard_p, hard_i, grace_p, grace_i)
            else:
                bears, in_grace = self._base(base, hard_p, hard_i, grace_p, grace_i)
                self.penalty_slope = bears * rate
                waivable = in_grace * rate
            if self.compounds:
                extra = 0 if self.in_base else hard_i
                self.compound_slope = (extra + self.rested if self.rests else extra) * rate
            if self.waives_in_grace:
                self.waivable_slope = waivable * self.bearing if self.moves else waivable
                if self.compounds:
                    self.waivable_compound_slope = (
                        np.zeros_like(self.open_p) if self.in_base else grace_i * rate * self.bearing
                    )
        if self.day_capped:
            self._day_limit()
        if self.ceiled:
            if self.clause.caps.over is Over.LATE:
                self.ceiling_slope = self.open_p * terms.ceiling_rate
            else:
                not_due = self._outstanding() - self.open_p
                room = (not_due + self.open_p) * terms.ceiling_rate - not_due * terms.contract_rate
                self.ceiling_slope = np.maximum(room, 0)
        if self.judging is not None:
            self.judgment_slope = self.open_p * self.judging
        if self.alive is not None:
            for name in self.names:
                if name.endswith("_slope"):
                    setattr(self, name, getattr(self, name) * self.alive)

    def _base(self, base, hard_p, hard_i, grace_p, grace_i):
        """What bears the late rate: for good, and waivably while an instalment is in grace."""
        if base is Base.OVERDUE_PRINCIPAL:
            return hard_p, grace_p
        if base is Base.OVERDUE_INTEREST:
            return hard_i, grace_i
        if base is Base.OVERDUE_INSTALMENT:
            return hard_p + hard_i, grace_p + grace_i
        if base is Base.ORIGINAL_INSTALMENT:
            return self._original_instalments(grace_p + grace_i)
        whole, hard = self._whole(base), hard_p + hard_i > 0
        if not self.graced:
            return whole * hard, 0
        return whole * hard, whole * (~hard & (grace_p + grace_i > 0))

    def _whole(self, base):
        if base is Base.ORIGINAL_PRINCIPAL:
            return self.terms.lent
        return self._outstanding()

    def _outstanding(self):
        whole = self.terms.principal_total - self.settled[Kind.PRINCIPAL]
        later = self.terms.to_capitalise
        return whole if later is None else whole - later[self.count_due, self.loans]

    def _original_instalments(self, grace):
        unpaid = np.where(self._unpaid_rows(self.count_due), self.p + self.i, 0).sum(axis=0)
        if not self.graced:
            return unpaid, 0
        newest = np.where(grace > 0, self.new_p + self.new_i, 0)
        return unpaid - newest, newest

    def _tiered(self, base, hard_p, hard_i, grace_p, grace_i):
        """The same with a rate for each tier: numerators a day, for good and waivable."""
        rates, (sp, si) = self.terms.rate, (self.settled[Kind.PRINCIPAL], self.settled[Kind.INTEREST])
        bears, in_grace = self._base(base, hard_p, hard_i, grace_p, grace_i)
        slope, rate_whole, rate_new = bears * rates[0], rates[0], rates[0]
        for j, (p, i) in enumerate(zip(self.tier_p, self.tier_i)):
            newest = 0
            if self.graced:
                newest = self.in_grace * self.tier_new[j]
                p, i = p - self.new_p * newest, i - self.new_i * newest
                rate_new = np.where(self.tier_new[j] > 0, rates[j + 1], rate_new)
            old_p, old_i = np.maximum(p - sp, 0), np.maximum(i - si, 0)
            if base in WHOLE_LOAN:
                rate_whole = np.where(old_p + old_i > 0, rates[j + 1], rate_whole)
                continue
            if base is Base.ORIGINAL_INSTALMENT:
                unpaid = self._unpaid_rows(self.tier_count[j] - newest)
                part = np.where(unpaid, self.p + self.i, 0).sum(axis=0)
            else:
                part, _ = self._base(base, old_p, old_i, 0, 0)
            slope = slope + part * (rates[j + 1] - rates[j])
        if base in WHOLE_LOAN:
            slope = bears * rate_whole
        return slope, in_grace * rate_new

    def _day_limit(self):
        """What accrues in a day beyond its limit is cut: first of what is late for good, then of what is in grace."""
        limit = self._outstanding() * self.terms.day_rate
        runs = self.penalty_slope + (self.compound_slope if self.compounds else 0)
        self.day_cut_slope = np.maximum(runs - limit, 0)
        if self.waives_in_grace:
            waits = self.waivable_slope + (self.waivable_compound_slope if self.compounds else 0)
            self.waivable_cut_slope = np.maximum(waits - np.maximum(limit - runs, 0), 0)

    def columns(self) -> dict:
        """Everything a reading needs, name -> (B,)."""
        names = [*self.names, "key", "count_due", "credit"]
        names += ["in_grace", "grace_until", "new_p", "new_i"] * self.lazy + ["alive"] * (self.alive is not None)
        return {name: getattr(self, name) for name in names} | self.totals()

    def totals(self) -> dict:
        """The part of `columns` whose arrays stay the same objects, changed in place."""
        settled = {f"settled_{kind.value}": value for kind, value in self.settled.items()}
        return settled | {f"waived_{kind.value}": value for kind, value in self.waived.items()}


def _rows(values):
    return np.vstack([np.ascontiguousarray(values.T), np.zeros((1, len(values)), dtype=values.dtype)])


def running(rows):
    """Running sums over the rows of (N, B); row by row, which is quicker than along columns of memory."""
    total = np.empty_like(rows)
    total[0] = rows[0]
    for k in range(1, len(rows)):
        np.add(total[k - 1], rows[k], out=total[k])
    return total


def _mask(who, size):
    return np.ones(size, bool) if who is None else who


def _between(value, highest):
    return np.minimum(np.maximum(value, 0), highest)
