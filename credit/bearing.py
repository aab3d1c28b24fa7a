"""What does one day bear from now on, for good and waivably, and what do ceilings leave of it?"""

import numpy as np

from credit.caps import Over
from credit.clause import WHOLE_LOAN, Base, Kind


class Bearing:
    """The part of `credit.book.Book` that works out the slopes: numerators a day until the next event."""

    def _slopes(self):
        terms, base = self.terms, self.clause.base
        self.late_slope = self.open_p + self.open_i
        hard_p, hard_i, grace_p, grace_i = self.open_p, self.open_i, 0, 0
        if self.graced and self.waiting:
            grace_p = np.minimum(self.open_p, self.new_p) * self.in_grace
            hard_p = self.open_p - grace_p
            if self.interest_matters:
                grace_i = np.minimum(self.open_i, self.new_i) * self.in_grace
                hard_i = self.open_i - grace_i
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
