"""A debt of the ninety days again, naively: every stretch of it kept in the naive ledger, evening by evening.

It shares no line with the engine.
"""

from datetime import timedelta
from fractions import Fraction
from types import SimpleNamespace

from credit.events import Payment
from tests.credit.loan_oracle import nominal
from tests.credit.oracle import diary, due_dates, equal_rows
from tests.credit.record_oracle import current
from tests.credit.schedule_oracle import half_up, month_later


class NaiveAccount:
    def __init__(self, debt, start, days):
        self.debt, self.start, self.days = debt, start, days
        loan = debt.loan
        self.stretches = []
        drawn = loan.drawn or due_dates(loan.first_due, 1, -1)[0]
        self.open(loan.principal, loan.n, loan.first_due, drawn, 0, "contract", loan.instalment)
        self.stretches[0]["payments"] = [Payment(d, p + i) for d, p, i, _ in self.stretches[0]["rows"][: debt.paid]]

    def date(self, day):
        return self.start + timedelta(day)

    def open(self, principal, n, first_due, drawn, day, kind, instalment=None):
        rate = self.debt.loan.rate
        terms = SimpleNamespace(
            principal=principal,
            n=n,
            first_due=first_due,
            rate=SimpleNamespace(nominal_annual=nominal(rate)),
            instalment=instalment,
        )
        stretch = {"rows": equal_rows(terms), "drawn": drawn, "payments": [], "opened": day, "closed": None}
        self.stretches.append(
            stretch | {"principal": principal, "waived": 0, "kind": kind, "n": n, "first_due": first_due}
        )

    def book(self, stretch):
        """Every evening of the game; worked anew after each payment."""
        if stretch.get("worked") == len(stretch["payments"]):
            return stretch["evenings"]
        last = self.date(self.days)
        rate = self.debt.loan.rate
        days = diary(stretch["rows"], rate, self.debt.clause, stretch["payments"], last, (), stretch["drawn"])
        stretch["worked"] = len(stretch["payments"])
        stretch["evenings"] = [days.get(self.date(day)) for day in range(self.days + 1)]
        return stretch["evenings"]

    def now(self, day):
        return self.book(self.stretches[-1])[day]

    def pay(self, day, amount):
        self.stretches[-1]["payments"].append(Payment(self.date(day), amount))

    def coming(self, day):
        return [(d, p + i) for d, p, i, _ in self.stretches[-1]["rows"] if d > self.date(day)]

    def payable(self, day):
        book, coming = self.now(day), self.coming(day)
        return max(0, current(book) + (coming[0][1] if coming else 0) - book["credit"])

    def left(self, day, waives):
        """What a plan would spread: everything owed, less what is let go and what is held; and what is let go."""
        book = self.now(day)
        arrears = current(book) - book["overdue_principal"]
        let_go = half_up((arrears - book["overdue_interest"]) * Fraction(waives))
        return book["outstanding"] + arrears - let_go - book["credit"], let_go

    def next_due(self, day):
        first, k = self.stretches[-1]["first_due"], 0
        while month_later(first, k, first.day) <= self.date(day):
            k += 1
        return month_later(first, k, first.day)

    def renew(self, day, principal, n, let_go, kind):
        first = self.next_due(day)
        self.stretches[-1] |= {"closed": day, "waived": let_go}
        self.open(principal, n, first, self.date(day), day, kind)

    def plan(self, day, months, waives):
        principal, let_go = self.left(day, waives)
        self.renew(day, principal, months, let_go, "plan")

    def roll_cost(self, day):
        book = self.now(day)
        due = current(book) - book["overdue_principal"]
        late = book["overdue_principal"] + book["overdue_interest"]
        return due if self.debt.rolls and late and self.stretches[-1]["n"] == 1 and due else None

    def roll(self, day):
        self.pay(day, self.roll_cost(day))
        self.renew(day, self.now(day)["outstanding"], 1, 0, "roll-over")

    def worst(self, day, kinds=("contract", "plan", "roll-over")):
        found = []
        for s in self.stretches:
            end = day if s["closed"] is None else min(day, s["closed"])
            if s["kind"] in kinds:
                found.append(max([b["days_past_due"] for b in self.book(s)[s["opened"] : end + 1]], default=0))
        return found

    def totals(self, day):
        """Cents over all stretches; money that moved into new terms is no new advance."""
        paid = waived = charges = charges_paid = cost_paid = interest = 0
        for s in self.stretches:
            book = self.book(s)[day if s["closed"] is None else min(day, s["closed"])]
            off = s["principal"] - book["outstanding"]
            charged = book["penalty"] + book["compound"] + book["fee"] + book["judgment"] - book["cut"]
            paid += book["paid"] + (book["credit"] if s["closed"] is not None else 0)
            waived, charges = waived + s["waived"], charges + charged
            charges_paid, cost_paid = charges_paid + book["charges_paid"], cost_paid + book["paid"] - off
            interest += book["paid"] - off - book["charges_paid"] + book["overdue_interest"]
        book = self.now(day)
        owed = book["outstanding"] + current(book) - book["overdue_principal"]
        return {
            "advanced": self.stretches[0]["principal"], "interest": interest, "charges": charges,
            "charges_paid": charges_paid, "cost_paid": cost_paid, "paid": paid, "waived": waived,
            "held": book["credit"], "owed": owed,
        }  # fmt: skip
