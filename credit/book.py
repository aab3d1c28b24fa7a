"""The running state of B loans, event by event.

Between two events every amount stands still or grows by the same sum a day, so each event does three things: let the
days since the last one accrue, change what it changes, and work out what a day bears from now on. Accruals are
integers over one common denominator; they become cents only when they are read.

What a clause does not use is not computed: the same code serves one loan and the long walks of a cohort.
"""

from operator import attrgetter

import numpy as np

from credit.bearing import Bearing
from credit.clause import INTEREST_IN_BASE, Base, Compounding, Grace, Kind, Repeat, Style
from credit.money import exact
from credit.paying import CONTRACT_CHARGES, Paying
from credit.standing import running
from credit.timeline import BEARS, CLOSE, DUE, GRACE_END, JUDGE, PAYMENT, READING, SLOTS, TIER, WAIVE


class Book(Paying, Bearing):
    """State of B loans. `terms` is what stays (`credit.standing.Terms`), `paid` the amounts of the payments, (M, B)."""

    def __init__(self, terms, paid, waivers=None):
        clause, rows = terms.clause, terms.rows
        self.terms, self.clause, self.paid, self.waivers = terms, clause, paid, waivers
        # A row of zero after the last, so that a pointer may stand behind it.
        self.p, self.i = _rows(rows.principal), _rows(rows.interest)
        self.width, self.size = self.p.shape[0] - 1, self.p.shape[1]
        self.loans, self.ones = np.arange(self.size), np.ones(self.size, np.int64)
        self.dtype = self.p.dtype
        self.cum_p, self.cum_i = running(self.p), running(self.i)
        self.one_off = clause.one_off
        self.rated = clause.style in (Style.MULTIPLE, Style.DAILY)
        self.in_base = clause.base in INTEREST_IN_BASE
        self.compounds, self.rests = terms.compounds, clause.compounding is Compounding.INTEREST_AND_CHARGES
        self.moves = clause.working_days is not None
        self.interest_matters = clause.base is not Base.OVERDUE_PRINCIPAL or self.compounds or bool(clause.tiers)
        self.graced = clause.grace_days > 0 or clause.working_days is not None
        self.lazy = terms.lazy
        self.waives_in_grace = self.graced and clause.grace is Grace.THRESHOLD and self.rated
        self.day_capped = clause.caps is not None and clause.caps.a_day is not None and self.rated
        self.ceiled = clause.caps is not None and clause.caps.yearly is not None
        self.capped = clause.caps is not None
        zero, self.slots = np.zeros(self.size, dtype=self.dtype), np.array([SLOTS])
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
            self.grace_until, self.waiting = terms.drawn, False
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
        self.read = [*self.names, "key", "count_due", "credit"]
        self.read += ["in_grace", "grace_until", "new_p", "new_i"] * self.lazy + ["alive"] * (self.alive is not None)
        self._single = attrgetter(*self.read)
        self.read += [f"settled_{kind.value}" for kind in self.settled]
        self.read += [f"waived_{kind.value}" for kind in self.waived]
        self.followed = np.vstack([twice.T, np.zeros((1, self.size), bool)]) if twice.any() else None
        self.key = terms.drawn * SLOTS
        self._slopes()

    def walk(self, events, record=None):
        """What do these events make of the loans? Runs through a `Timeline`; `record` gets each row number after it."""
        kinds, indices, day = events.kind, events.index, None
        shared, places = kinds[:, 0].tolist(), indices[:, 0].tolist()
        for e, key in enumerate(events.key):
            day = key // self.slots
            self._accrue(day - self.day)
            self.day, self.key = day, key
            if self.lazy and self.waiting:
                self._lapse(day)
            if events.same[e]:
                self._apply(shared[e], None, places[e])
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
        if not np.count_nonzero(dt):
            return
        self.money_days = self.money_days + self.late_slope * dt
        if self.rated:
            self.penalty = self.penalty + self.penalty_slope * dt
        if self.compounds:
            self.compound = self.compound + self.compound_slope * dt
        if self.waives_in_grace and self.waiting:
            self.waivable = self.waivable + self.waivable_slope * dt
            if self.compounds:
                self.waivable_compound = self.waivable_compound + self.waivable_compound_slope * dt
        if self.day_capped:
            self.day_cut = self.day_cut + self.day_cut_slope * dt
            if self.waives_in_grace:
                self.waivable_cut = self.waivable_cut + self.waivable_cut_slope * dt
        if self.ceiled:
            self.ceiling = self.ceiling + self.ceiling_slope * dt
        if self.judging is not None:
            self.judgment = self.judgment + self.judgment_slope * dt

    # What events do.

    def _row(self, values, who, index):
        """This event's row of `values` (N + 1, B) for each loan; zero where the event is another's."""
        if who is None:
            return values[index]
        return np.where(who, values[np.where(who, index, 0), self.loans], 0)

    def _fall_due(self, who, index):
        p, i = self._row(self.p, who, index), self._row(self.i, who, index)
        self.open_p = self.open_p + p
        self.open_i = self.open_i + i
        self.count_due = self.count_due + (self.ones if who is None else who)
        if self.graced:
            self.waiting = True
            bears = self._row(self.terms.bears_at_once, who, index) if self.moves else 1
            if who is None:
                self.new_p, self.new_i, self.bearing = p, i, bears
                self.in_grace, self.newest = self.ones, index * self.ones
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
        if np.count_nonzero(self.credit):
            if self.followed is not None:
                # Money in hand waits until all that falls due on this day has done so.
                last = self._row(~self.followed, who, index).astype(bool)
                who = last if who is None else who & last
            self._apply_money(self.credit, who)

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
            self.waiting = np.count_nonzero(self.in_grace) > 0
        if self.one_off is not None:
            self.fees = self.fees + self._fee(_mask(who, self.size), lapses, unpaid, index)

    def _lapse(self, day):
        """The same where the end of grace is no event: it is looked at before the first event after it."""
        over = day > self.grace_until
        if not np.count_nonzero(over):
            return
        over = np.where(over, self.in_grace, 0)
        self.in_grace = self.in_grace - over
        self.waiting = np.count_nonzero(self.in_grace) > 0
        unpaid = np.minimum(self.open_p, self.new_p) + np.minimum(self.open_i, self.new_i)
        lapses = np.minimum(unpaid, over)  # 1 where anything is
        if self.alive is not None:
            lapses = lapses * self.alive
        for held, into in self.lapsing:
            waits = getattr(self, held)
            setattr(self, into, getattr(self, into) + waits * lapses)
            setattr(self, held, waits - waits * over)

    def _fee(self, every, lapses, unpaid, index):
        fee = self.one_off
        each = lapses
        if fee.repeat is Repeat.MONTHLY:
            upto = np.where(every, index, 0) + 1
            if self.followed is not None:
                # Two rows of one day (an instalment, and the rest called on it) end together: one fee for each of them.
                every = every & ~self.followed[upto - 1, self.loans]
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

    def columns(self) -> dict:
        """What does a reading need? name -> (B,)."""
        return dict(zip(self.read, self.reading()))

    def reading(self) -> tuple:
        """And without the names? The same arrays, in their order."""
        return (*self._single(self), *self.settled.values(), *self.waived.values())


def _rows(values):
    return np.vstack([np.ascontiguousarray(values.T), np.zeros((1, len(values)), dtype=values.dtype)])


def _mask(who, size):
    return np.ones(size, bool) if who is None else who


def _between(value, highest):
    return np.minimum(np.maximum(value, 0), highest)
