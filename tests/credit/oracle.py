"""The lateness ledger again, naively: one loan, one day at a time, one instalment at a time, in Decimal.

It shares no line with the engine. Nothing here is fast or clever; it is the readable second opinion.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, getcontext

from credit.clause import CHARGES, Base, Compounding, Grace, Kind, LateClause, Style

getcontext().prec = 60
CENT = Decimal(1)


def to_cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass
class Instalment:
    due: date
    principal: Decimal
    interest: Decimal
    grace_over: bool = False
    waivable: Decimal = Decimal(0)
    waivable_compound: Decimal = Decimal(0)

    @property
    def open(self):
        return self.principal + self.interest


@dataclass
class Oracle:
    instalments: list[Instalment]
    outstanding: Decimal
    yearly: Decimal  # contract rate a year
    clause: LateClause
    rests: set[date]
    penalty_years: Decimal = Decimal(0)  # base x rate x days, still to be divided by the days of the year
    compound_years: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    rested: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)
    money_days: Decimal = Decimal(0)
    paid: dict = field(default_factory=lambda: dict.fromkeys(Kind, Decimal(0)))

    def yearly_late_rate(self):
        if self.clause.style is Style.MULTIPLE:
            return self.yearly * Decimal(self.clause.amount)
        if self.clause.style is Style.DAILY:
            return Decimal(self.clause.amount) * self.clause.year_days
        return Decimal(0)

    def charged(self, kind):
        if kind is Kind.FEE:
            return self.fees
        total = self.penalty_years if kind is Kind.PENALTY else self.compound_years
        return to_cents(total / self.clause.year_days)

    def owed_charges(self):
        return sum(self.charged(kind) - self.paid[kind] for kind in CHARGES)

    def late(self, day):
        return [i for i in self.instalments if i.due <= day and i.open > 0]

    def a_day_passes(self, yesterday):
        rate = self.yearly_late_rate()
        late = self.late(yesterday)
        hard = [i for i in late if i.grace_over]
        self.money_days += sum(i.open for i in late)
        compounds = self.clause.compounding is not Compounding.NONE
        for i in late:
            bears = {
                Base.OVERDUE_PRINCIPAL: i.principal,
                Base.OVERDUE_INSTALMENT: i.open,
                Base.WHOLE_BALANCE: Decimal(0),
            }[self.clause.base]
            extra = i.interest if compounds and self.clause.base is not Base.OVERDUE_INSTALMENT else Decimal(0)
            if i.grace_over:
                self.penalty_years += bears * rate
                self.compound_years += extra * rate
            elif self.clause.grace is Grace.THRESHOLD:
                i.waivable += bears * rate
                i.waivable_compound += extra * rate
        if self.clause.base is Base.WHOLE_BALANCE and late:
            if hard:
                self.penalty_years += self.outstanding * rate
            elif self.clause.grace is Grace.THRESHOLD:
                late[0].waivable += self.outstanding * rate
        if self.clause.compounding is Compounding.INTEREST_AND_CHARGES:
            self.compound_years += self.rested * rate

    def pay(self, day, money):
        for entry in self.clause.allocation:
            if isinstance(entry, tuple):
                for i in self.late(day):
                    for kind in entry:
                        money = self.take(i, kind, money)
            elif entry in CHARGES:
                part = min(money, self.charged(entry) - self.paid[entry])
                self.paid[entry] += part
                money -= part
            else:
                for i in self.late(day):
                    money = self.take(i, entry, money)
        return money

    def take(self, instalment, kind, money):
        part = min(money, getattr(instalment, kind.value))
        setattr(instalment, kind.value, getattr(instalment, kind.value) - part)
        self.paid[kind] += part
        if kind is Kind.PRINCIPAL:
            self.outstanding -= part
        return money - part

    def run(self, payments, as_of, drawn):
        day = drawn
        while True:
            if day in self.rests:
                self.rested = self.owed_charges()
                self.credit = self.pay(day, self.credit)
            for payment in payments:
                if payment.date == day:
                    self.credit = self.pay(day, self.credit + payment.amount)
                    # What was paid off no longer bears; what was charged since the rest does not bear yet.
                    self.rested = min(self.rested, self.owed_charges())
            if day == as_of:
                return self
            for i in self.instalments:
                if i.due + timedelta(self.clause.grace_days) == day:
                    self.grace_ends(i)
            day += timedelta(1)
            self.a_day_passes(day - timedelta(1))

    def grace_ends(self, i):
        if i.open > 0:
            self.penalty_years += i.waivable
            self.compound_years += i.waivable_compound
            if self.clause.style is Style.FLAT:
                self.fees += Decimal(self.clause.amount)
            if self.clause.style is Style.SHARE:
                self.fees += to_cents(i.open * Decimal(self.clause.amount))
        i.waivable = i.waivable_compound = Decimal(0)
        i.grace_over = True

    def summary(self, as_of):
        late = self.late(as_of)
        return {
            "penalty": self.charged(Kind.PENALTY),
            "compound": self.charged(Kind.COMPOUND),
            "fee": self.fees,
            "pending": to_cents(
                sum(i.waivable + i.waivable_compound for i in self.instalments) / self.clause.year_days
            ),
            "charges_paid": sum(self.paid[kind] for kind in CHARGES),
            "overdue_principal": sum(i.principal for i in late),
            "overdue_interest": sum(i.interest for i in late),
            "outstanding": self.outstanding,
            "paid": sum(self.paid.values()),
            "credit": self.credit,
            "missed": len(late),
            "days_past_due": (as_of - late[0].due).days if late else 0,
            "callable_balance": self.outstanding
            if late
            and self.clause.acceleration_days is not None
            and (as_of - late[0].due).days > self.clause.acceleration_days
            else 0,
            "money_days": self.money_days,
        }


def oracle(loan, clause, payments, as_of):
    """The position of `loan` on `as_of`, as a dict of whole cents."""
    dates = due_dates(loan.first_due, loan.n + 60)
    yearly = Decimal(loan.rate.nominal_annual.numerator) / Decimal(loan.rate.nominal_annual.denominator)
    i = yearly / 12
    level = to_cents(loan.principal * i / (1 - (1 + i) ** -loan.n) if i else Decimal(loan.principal) / loan.n)
    balance, rows = Decimal(loan.principal), []
    for k in range(loan.n):
        interest = to_cents(balance * yearly / 12)  # divided last, so that an exact half cent stays one
        part = balance if k == loan.n - 1 else min(max(level - interest, Decimal(0)), balance)
        balance -= part
        rows.append(Instalment(dates[k], part, interest))
    rests = set(dates) if clause.compounding is Compounding.INTEREST_AND_CHARGES else set(dates[: loan.n])
    book = Oracle(rows, Decimal(loan.principal), yearly, clause, rests)
    start = loan.drawn or due_dates(loan.first_due, 1, -1)[0]
    return {k: int(v) for k, v in book.run(payments, as_of, start).summary(as_of).items()}


def due_dates(first, n, start=0):
    result = []
    for k in range(start, start + n):
        month = first.month - 1 + k
        year, month = first.year + month // 12, month % 12 + 1
        day = first.day
        while True:
            try:
                result.append(date(year, month, day))
                break
            except ValueError:
                day -= 1
    return result
