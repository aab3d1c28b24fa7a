"""The lateness ledger again, naively: one loan, one day at a time, one instalment at a time, in fractions.

It shares no line with the engine. Nothing here is fast or clever; it is the readable second opinion.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from credit.caps import Over
from credit.clause import CHARGES, Base, Compounding, Grace, Kind, LateClause, Repeat, Style
from credit.events import Call, Judgment, Pause, Waiver, WriteOff

DAY = timedelta(1)


def to_cents(value):
    return floor(Fraction(value) + Fraction(1, 2))


def fraction(text):
    return Fraction(text[:-1]) / 100 if isinstance(text, str) and text.endswith("%") else Fraction(text)


@dataclass
class Instalment:
    due: date
    principal: int
    interest: int
    pays_late_from: date  # the last day on which it can be paid on time
    grace_until: date
    capitalised: int = 0
    is_rest: bool = False
    whole: int = 0
    grace_over: bool = False
    waivable: Fraction = Fraction(0)
    waivable_compound: Fraction = Fraction(0)
    waivable_cut: Fraction = Fraction(0)

    def __post_init__(self):
        self.whole = self.principal + self.interest

    @property
    def open(self):
        return self.principal + self.interest


@dataclass
class Oracle:
    instalments: list
    lent: int
    yearly: Fraction  # contract rate a year
    contract_daily: Fraction
    clause: LateClause
    rests: set
    drawn: date
    events: tuple
    penalty: Fraction = Fraction(0)
    compound: Fraction = Fraction(0)
    judgment: Fraction = Fraction(0)
    day_cut: Fraction = Fraction(0)
    ceiling: Fraction = Fraction(0)
    fees: int = 0
    rested: int = 0
    credit: int = 0
    money_days: int = 0
    closed: bool = False
    paid: dict = field(default_factory=lambda: dict.fromkeys(Kind, 0))
    waived: dict = field(default_factory=lambda: dict.fromkeys(Kind, 0))

    def of(self, kind):
        return sorted(
            (e for e in self.events if isinstance(e, kind)), key=lambda e: getattr(e, "date", None) or e.start
        )

    # Rates and ceilings.

    def rate(self, amount):
        if self.clause.style is Style.MULTIPLE:
            return self.yearly * fraction(amount) / self.clause.year_days
        return fraction(amount) if self.clause.style is Style.DAILY else Fraction(0)

    def rate_on(self, instalment, day):
        """The late rate of the day that ends with `day`, for what fell due with this instalment."""
        amount = self.clause.amount
        for after, other in self.clause.tiers:
            if (day - instalment.due).days > after:
                amount = other
        return self.rate(amount)

    def charged(self, kind):
        if kind is Kind.FEE:
            return self.fees
        return to_cents({Kind.PENALTY: self.penalty, Kind.COMPOUND: self.compound, Kind.JUDGMENT: self.judgment}[kind])

    def under_the_ceilings(self):
        """All that the contract charges, together."""
        total = sum(self.charged(kind) for kind in CHARGES)
        caps = self.clause.caps
        if caps is None:
            return total
        bounds = [total]
        if caps.a_day is not None:
            bounds.append(to_cents(self.penalty + self.compound - self.day_cut) + self.fees)
        if caps.total is not None:
            bounds.append(caps.total)
        if caps.share is not None:
            bounds.append(floor(fraction(caps.share) * self.lent))
        if caps.yearly is not None:
            bounds.append(floor(self.ceiling))
        return min(bounds)

    def settled(self, kind):
        return self.paid[kind] + self.waived[kind]

    def room(self):
        return self.under_the_ceilings() - sum(self.settled(kind) for kind in CHARGES)

    def owed(self, kind):
        left = self.charged(kind) - self.settled(kind)
        return left if kind is Kind.JUDGMENT else min(left, self.room())

    # Who is late.

    def fallen_due(self, day):
        return [i for i in self.instalments if i.due <= day]

    def late(self, day):
        return [i for i in self.fallen_due(day) if i.open > 0]

    def outstanding(self, day):
        coming = sum(i.capitalised for i in self.instalments if i.due > day)
        return sum(i.principal for i in self.instalments) - coming

    # A day.

    def a_day_passes(self, today):
        yesterday = today - DAY
        if self.closed:
            return
        clause, late = self.clause, self.late(yesterday)
        hard = [i for i in late if i.grace_over]
        outstanding = self.outstanding(yesterday)
        self.money_days += sum(i.open for i in late)
        first_rate = self.rate(clause.amount)
        in_base = clause.base in (Base.OVERDUE_INTEREST, Base.OVERDUE_INSTALMENT, Base.ORIGINAL_INSTALMENT)
        rated = clause.style in (Style.MULTIPLE, Style.DAILY)
        penalty = compound = Fraction(0)
        waits = []
        for i in late:
            part = {
                Base.OVERDUE_PRINCIPAL: i.principal,
                Base.OVERDUE_INTEREST: i.interest,
                Base.OVERDUE_INSTALMENT: i.open,
                Base.ORIGINAL_INSTALMENT: i.whole,
            }.get(clause.base, 0)
            extra = 0 if in_base or clause.compounding is Compounding.NONE else i.interest
            if i.grace_over:
                penalty += part * self.rate_on(i, today)
                compound += extra * first_rate
            elif clause.grace is Grace.THRESHOLD and yesterday >= i.pays_late_from:
                waits.append([i, part * self.rate_on(i, today), extra * first_rate])
        if clause.base in (Base.WHOLE_BALANCE, Base.ORIGINAL_PRINCIPAL) and late:
            whole = outstanding if clause.base is Base.WHOLE_BALANCE else self.lent
            if hard:
                penalty += whole * self.rate_on(hard[0], today)
            elif waits:
                waits[0][1] += whole * self.rate_on(waits[0][0], today)
        if clause.compounding is Compounding.INTEREST_AND_CHARGES and rated:
            compound += self.rested * first_rate
        self.penalty += penalty
        self.compound += compound
        limit = None
        if clause.caps is not None and clause.caps.a_day is not None:
            limit = fraction(clause.caps.a_day) * outstanding
            self.day_cut += max(0, penalty + compound - limit)
        for i, bears, extra in waits:
            i.waivable += bears
            i.waivable_compound += extra
            if limit is not None:
                i.waivable_cut += max(0, bears + extra - max(0, limit - penalty - compound))
        due_principal = sum(i.principal for i in self.fallen_due(yesterday))
        if clause.caps is not None and clause.caps.yearly is not None:
            rate = fraction(clause.caps.yearly) / clause.caps.year_days
            if clause.caps.over is Over.LATE:
                self.ceiling += rate * due_principal
            else:
                not_due = outstanding - due_principal
                self.ceiling += max(0, rate * outstanding - self.contract_daily * not_due)
        for judgment in self.of(Judgment):
            if judgment.date <= yesterday:
                self.judgment += due_principal * fraction(judgment.daily)

    def pay(self, day, money):
        order = self.clause.allocation
        if Kind.JUDGMENT not in order:
            order = (*order, Kind.JUDGMENT)
        for entry in order:
            if isinstance(entry, tuple):
                for i in self.late(day):
                    for kind in entry:
                        money = self.take(i, kind, money, self.paid)
            elif entry in (*CHARGES, Kind.JUDGMENT):
                part = min(money, self.owed(entry))
                self.paid[entry] += part
                money -= part
            else:
                for i in self.late(day):
                    money = self.take(i, entry, money, self.paid)
        return money

    def take(self, instalment, kind, money, book):
        part = min(money, getattr(instalment, kind.value))
        setattr(instalment, kind.value, getattr(instalment, kind.value) - part)
        book[kind] += part
        return money - part

    def waive(self, day, waiver):
        left = 10**30 if waiver.amount is None else waiver.amount
        for kind in waiver.kinds:
            if kind in (Kind.INTEREST, Kind.PRINCIPAL):
                for i in self.late(day):
                    left = self.take(i, kind, left, self.waived)
            else:
                part = min(left, self.owed(kind))
                self.waived[kind] += part
                left -= part

    def call(self, day, interest):
        coming = [i for i in self.instalments if i.due > day]
        if all(i.is_rest for i in coming):
            return
        since = max((i.due for i in self.instalments if i.due <= day), default=self.drawn)
        rest = sum(i.principal - i.capitalised for i in coming)
        broken = to_cents(rest * self.contract_daily * (day - since).days) if interest else 0
        for i in coming:  # their days stay, as rests
            i.principal = i.interest = i.capitalised = i.whole = 0
        self.instalments.append(Instalment(day, rest, broken, day, day))
        self.instalments.sort(key=lambda i: i.due)
        self.rests.add(day)

    def called_on(self):
        """The day on which everything falls due at once, and whether with interest; None without."""
        calls, losses = self.of(Call), self.of(WriteOff)
        if calls and (not losses or calls[0].date <= losses[0].date):
            return calls[0].date, calls[0].interest
        return (losses[0].date, False) if losses else None

    def run(self, payments, as_of, each_day=None):
        called = self.called_on()
        if called and any(i.due > called[0] and not i.is_rest for i in self.instalments):
            for i in (i for i in self.instalments if i.due <= called[0]):
                last = max(called[0] - DAY, i.due)
                i.grace_until, i.pays_late_from = min(i.grace_until, last), min(i.pays_late_from, last)
        day = self.drawn
        while day <= as_of:
            if day > self.drawn:
                self.a_day_passes(day)
            if called and called[0] == day:
                self.call(*called)
            if day in self.rests:
                self.rested = self.room()
                self.credit = self.pay(day, self.credit)
            for payment in payments:
                if payment.date == day:
                    self.credit = self.pay(day, self.credit + payment.amount)
            for waiver in self.of(Waiver):
                if waiver.date == day:
                    self.waive(day, waiver)
            # What was paid off no longer bears; what was charged since the rest does not bear yet.
            self.rested = min(self.rested, self.room())
            if any(loss.date == day for loss in self.of(WriteOff)):
                self.closed = True
            if each_day:
                each_day(day, self)
            if day == as_of:
                return self
            for i in self.instalments:
                if i.grace_until == day and i.due <= day:
                    self.grace_ends(i)
            day += DAY
        return self

    def grace_ends(self, i):
        fee = self.clause.one_off
        if i.open > 0 and not self.closed:
            self.penalty += i.waivable
            self.compound += i.waivable_compound
            self.day_cut += i.waivable_cut
        if fee is not None and not self.closed:
            late = [i] if fee.repeat is Repeat.ONCE else [x for x in self.instalments if x.due <= i.due]
            if fee.repeat is Repeat.MONTHLY and i is not [x for x in self.instalments if x.due == i.due][-1]:
                late = []  # another row of the day ends with this one; the fee is made once for all
            late = [x for x in late if x.open > 0]
            if late and fee.style is Style.FLAT:
                self.fees += len(late) * int(fee.amount)
            elif late:
                of = [x.principal if fee.style is Style.PRINCIPAL_SHARE else x.open for x in late]
                share = to_cents(sum(of) * fraction(fee.amount))
                self.fees += max(share, fee.minimum * len(late))
        i.waivable = i.waivable_compound = i.waivable_cut = Fraction(0)
        i.grace_over = True

    def days_past_due(self, as_of):
        late = self.late(as_of)
        if not late:
            return 0
        paused = 0
        for pause in self.of(Pause):
            start, end = max(pause.start, late[0].due), min(pause.end, as_of)
            paused += max(0, (end - start).days)
        return (as_of - late[0].due).days - paused

    def summary(self, as_of):
        late, past = self.late(as_of), self.days_past_due(as_of)
        limit = self.clause.acceleration_days
        charges_owed = self.room() + self.charged(Kind.JUDGMENT) - self.settled(Kind.JUDGMENT)
        overdue_p, overdue_i = sum(i.principal for i in late), sum(i.interest for i in late)
        outstanding, live = self.outstanding(as_of), not self.closed
        every = (*CHARGES, Kind.JUDGMENT)
        waits = sum(i.waivable + i.waivable_compound - i.waivable_cut for i in self.instalments)
        return {
            "penalty": self.charged(Kind.PENALTY),
            "compound": self.charged(Kind.COMPOUND),
            "fee": self.fees,
            "judgment": self.charged(Kind.JUDGMENT),
            "cut": sum(self.charged(kind) for kind in CHARGES) - self.under_the_ceilings(),
            "pending": to_cents(waits) * live,
            "charges_paid": sum(self.paid[kind] for kind in every),
            "charges_waived": sum(self.waived[kind] for kind in every),
            "charges_written_off": charges_owed * self.closed,
            "overdue_principal": overdue_p * live,
            "overdue_interest": overdue_i * live,
            "outstanding": outstanding * live,
            "paid": sum(self.paid.values()),
            "credit": self.credit,
            "waived": sum(self.waived.values()),
            "written_off": (outstanding + overdue_i + charges_owed) * self.closed,
            "missed": len(late),
            "days_past_due": past,
            "callable_balance": outstanding * live if limit is not None and past > limit else 0,
            "money_days": self.money_days,
        }


def oracle(loan, clause, payments, as_of, events=()):
    """The position of `loan`, repaid in equal instalments, on `as_of`, as a dict of whole cents."""
    return oracle_of(equal_rows(loan), loan.rate, clause, payments, as_of, events, drawn_on(loan))


def oracle_of(rows, rate, clause, payments, as_of, events, drawn):
    """The same for any rows (due, principal, interest with fees, capitalised)."""
    book = book_of(rows, rate, clause, as_of, events, drawn).run(payments, as_of)
    return {k: int(v) for k, v in book.summary(as_of).items()}


def diary(rows, rate, clause, payments, as_of, events, drawn):
    """The same for every day from the first to the last: day -> summary."""
    days = {}
    keep = lambda day, book: days.update({day: {k: int(v) for k, v in book.summary(day).items()}})
    book_of(rows, rate, clause, as_of, events, drawn).run(payments, as_of, keep)
    return days


def book_of(rows, rate, clause, as_of, events, drawn):
    yearly = rate.nominal_annual

    def moves(due):
        working = clause.working_days
        while working and (working.week[due.weekday()] == "0" or due in working.holidays):
            due += DAY
        return due

    rows = [(due, p, i, c, moves(due)) for due, p, i, c in rows]
    instalments = [Instalment(due, p, i, late, late + timedelta(clause.grace_days), c) for due, p, i, c, late in rows]
    rests = {row[0] for row in rows}
    fee = clause.one_off
    if clause.compounding is Compounding.INTEREST_AND_CHARGES or (fee and fee.repeat is Repeat.MONTHLY):
        for due in rests_after([row[0] for row in rows], as_of):
            rests.add(due)
            late = moves(due)
            instalments.append(Instalment(due, 0, 0, late, late + timedelta(clause.grace_days), 0, True))
    lent = sum(p - c for _, p, _, c, _ in rows)
    return Oracle(instalments, lent, yearly, rate.daily, clause, rests, min(drawn, rows[0][0]), tuple(events))


def rests_after(dues, as_of):
    """The same day of each month after the last due date, up to the day asked about."""
    highest = max(due.day for due in dues)
    months = {due_dates(dues[0].replace(day=1), len(dues))[k].replace(day=1): k for k in range(len(dues))}
    regular = [due.replace(day=1) in months and due == on_day(due, highest) for due in dues]
    in_line = [due.replace(day=1) for due in dues] == sorted(months)
    anchor = highest if all(regular) and in_line else dues[-1].day
    result, k = [], 1
    while True:
        month = dues[-1].month - 1 + k
        rest = on_day(date(dues[-1].year + month // 12, month % 12 + 1, 1), anchor)
        if rest > as_of:
            return result
        result.append(rest)
        k += 1


def on_day(day, wanted):
    """This day of the month of `day`, or its last one where the month is shorter."""
    while True:
        try:
            return day.replace(day=wanted)
        except ValueError:
            wanted -= 1


def equal_rows(loan):
    """Equal instalments in Decimal, or the contract's own: (due, principal, interest, 0) each."""
    dates = due_dates(loan.first_due, loan.n)
    with_digits = Decimal(loan.rate.nominal_annual.numerator), Decimal(loan.rate.nominal_annual.denominator)
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 60
        yearly = with_digits[0] / with_digits[1]
        i = yearly / 12
        level = loan.principal * i / (1 - (1 + i) ** -loan.n) if i else Decimal(loan.principal) / loan.n
        level = getattr(loan, "instalment", None) or int(level.quantize(Decimal(1), ROUND_HALF_UP))
    balance, rows = loan.principal, []
    for k in range(loan.n):
        interest = to_cents(balance * loan.rate.nominal_annual / 12)
        part = balance if k == loan.n - 1 else min(max(level - interest, 0), balance)
        balance -= part
        rows.append((dates[k], part, interest, 0))
    return rows


def drawn_on(loan):
    return loan.drawn or due_dates(loan.first_due, 1, -1)[0]


def due_dates(first, n, start=0):
    result = []
    for k in range(start, start + n):
        month = first.month - 1 + k
        result.append(on_day(date(first.year + month // 12, month % 12 + 1, 1), first.day))
    return result
