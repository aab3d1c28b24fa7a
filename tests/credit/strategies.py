"""Random loans, clauses, events and payments, within the ranges a learner can reach and somewhat beyond."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from credit.caps import Caps, Over
from credit.clause import (
    CHARGES_FIRST,
    KIND_BY_KIND,
    OLDEST_INSTALMENT_FIRST,
    ONE_OFF,
    PRINCIPAL_FIRST,
    Base,
    Compounding,
    Grace,
    Kind,
    LateClause,
    OneOff,
    Repeat,
    Style,
    WorkingDays,
)
from credit.events import Call, Judgment, Loss, Pause, Payment, Waiver, WriteOff
from credit.loans import Loan, Schedule
from credit.rates import per_month, per_year

AMOUNTS = {
    Style.MULTIPLE: st.decimals(0, 3, places=2),
    Style.DAILY: st.decimals(0, "0.01", places=5),
    Style.FLAT: st.integers(0, 50_000),
    Style.SHARE: st.decimals(0, "0.2", places=3),
    Style.PRINCIPAL_SHARE: st.decimals(0, "0.2", places=3),
}

rates = st.one_of(st.decimals(0, "0.48", places=4).map(per_year), st.decimals(0, "0.03", places=4).map(per_month))
principals = st.one_of(st.integers(1, 10_000), st.integers(100_000, 5_000_000), st.integers(10**9, 10**11))

loans = st.builds(
    Loan,
    principal=principals,
    rate=rates,
    n=st.integers(1, 24),
    first_due=st.dates(date(2023, 12, 1), date(2028, 3, 31)),
)

orders = st.one_of(
    st.sampled_from([CHARGES_FIRST, KIND_BY_KIND, PRINCIPAL_FIRST, OLDEST_INSTALMENT_FIRST]),
    st.permutations(list(Kind)).map(tuple),
    st.permutations([Kind.FEE, Kind.COMPOUND, Kind.PENALTY, (Kind.PRINCIPAL, Kind.INTEREST)]).map(tuple),
)

ceilings = st.builds(
    Caps,
    a_day=st.none() | st.decimals(0, "0.01", places=5),
    total=st.none() | st.integers(0, 200_000),
    share=st.none() | st.decimals(0, 1, places=3),
    yearly=st.none() | st.decimals(0, "0.4", places=3),
    over=st.sampled_from(Over),
    year_days=st.sampled_from([360, 365]),
)

one_offs = st.sampled_from(ONE_OFF).flatmap(
    lambda style: st.builds(
        OneOff,
        style=st.just(style),
        amount=AMOUNTS[style],
        minimum=st.just(0) if style is Style.FLAT else st.integers(0, 2000),
        repeat=st.sampled_from(Repeat),
    )
)


@st.composite
def clauses(draw, longest_grace=27, capped=True):
    style = draw(st.sampled_from(Style))
    rated = style in (Style.MULTIPLE, Style.DAILY)
    grace_days = draw(st.integers(0, longest_grace))
    tiers = ()
    if rated and draw(st.booleans()):
        starts = sorted(draw(st.sets(st.integers(1, 70), min_size=1, max_size=2)))
        tiers = tuple((after, draw(AMOUNTS[style])) for after in starts)
    return LateClause(
        style=style,
        amount=draw(AMOUNTS[style]),
        base=draw(st.sampled_from(Base)),
        compounding=draw(st.sampled_from(Compounding)),
        grace_days=grace_days,
        grace=draw(st.sampled_from(Grace)),
        year_days=draw(st.sampled_from([360, 365])),
        acceleration_days=draw(st.sampled_from([None, 0, 60, 90])),
        allocation=draw(orders),
        tiers=tiers,
        minimum=draw(st.integers(0, 2000)) if style in ONE_OFF[1:] else 0,
        repeat=Repeat.ONCE if rated else draw(st.sampled_from(Repeat)),
        fee=draw(st.none() | one_offs) if rated else None,
        caps=draw(st.none() | ceilings) if capped else None,
        working_days=draw(st.none() | st.just(WorkingDays())) if grace_days <= longest_grace - 3 else None,
    )


@st.composite
def happenings(draw, start, days):
    """Waivers, a call, a write-off, pauses and a judgment, each of them seldom."""
    when = st.integers(0, days).map(lambda d: start + timedelta(d))
    events = []
    if draw(st.booleans()):
        kinds = st.lists(st.sampled_from(Kind), min_size=1, max_size=6, unique=True).map(tuple)
        amounts = st.none() | st.integers(0, 100_000)
        events += draw(st.lists(st.builds(Waiver, date=when, kinds=kinds, amount=amounts), max_size=3))
    if draw(st.integers(0, 3)) == 0:
        events.append(draw(st.builds(Call, date=when, interest=st.booleans())))
    if draw(st.integers(0, 3)) == 0:
        events += draw(st.lists(st.builds(WriteOff, date=when, loss=st.sampled_from(Loss)), min_size=1, max_size=2))
    if draw(st.integers(0, 3)) == 0:
        events.append(draw(st.builds(Judgment, date=when, daily=st.decimals(0, "0.001", places=6))))
    if draw(st.integers(0, 3)) == 0:
        a, b, c, d = sorted(draw(st.lists(when, min_size=4, max_size=4)))
        events += [Pause(a, b), Pause(c, d)]
    return draw(st.permutations(events))


@st.composite
def payments_for(draw, start, days, sizes):
    count = draw(st.integers(0, 12))
    return [Payment(start + timedelta(draw(st.integers(0, days))), draw(sizes)) for _ in range(count)]


@st.composite
def stories(draw):
    """A loan, a clause, payments in no order, and a day to look at it: the plain ones."""
    loan, clause = draw(loans), draw(clauses(capped=False))
    start = loan.first_due - timedelta(27)
    whole = max(1, loan.principal // loan.n)
    sizes = st.one_of(st.integers(0, 3 * whole), st.just(int(loan.schedule().instalment[0, 0])))
    payments = draw(payments_for(start, 31 * (loan.n + 4), sizes))
    return loan, clause, payments, start + timedelta(draw(st.integers(0, 31 * (loan.n + 6))))


class Terms:
    """Any rows as a loan that the ledger can follow."""

    def __init__(self, rows, rate, drawn):
        self.rows, self.rate, self.drawn, self.n = rows, rate, drawn, len(rows)
        self.first_due = rows[0][0]
        self.principal = sum(p - c for _, p, _, c in rows)

    def schedule(self):
        due, p, i, c = zip(*self.rows)
        p, i, c = (np.array([part], dtype=object if max(part) > 10**12 else np.int64) for part in (p, i, c))
        extra = {"capitalised": c} if c.any() else {}
        return Schedule(
            np.array([due], "datetime64[D]"), p, i, np.array([len(due)]),
            np.array([self.drawn], "datetime64[D]"),
            **extra,
        )  # fmt: skip

    def __repr__(self):
        return f"Terms({self.rows!r}, {self.rate!r}, {self.drawn!r})"


CAN_CAPITALISE = "capitalised" in {f.name for f in fields(Schedule)}


@st.composite
def any_rows(draw):
    """Rows of any shape: weekly to half-yearly, uneven, with empty ones, bullets, capitalised interest."""
    drawn = draw(st.dates(date(2023, 12, 1), date(2028, 3, 31)))
    gap = draw(st.sampled_from([7, 14, 30, 31, 90]))
    due, rows = drawn, []
    for _ in range(draw(st.integers(1, 8))):
        due += timedelta(gap if draw(st.booleans()) else draw(st.integers(7, 2 * gap)))
        p, i = draw(st.sampled_from([0, 1, 50_000, 123_457])), draw(st.sampled_from([0, 999, 3_000]))
        c = draw(st.sampled_from([0, 0, min(p, 777)])) if CAN_CAPITALISE and rows else 0
        rows.append((due, p, i, c))
    rows[-1] = (due, 200_000, 1_234, 0)
    return Terms(rows, draw(rates), drawn)


@st.composite
def whole_stories(draw):
    """A loan of any kind, a clause with everything, payments, events, and a day to look at it."""
    terms = draw(loans | any_rows())
    weekly = isinstance(terms, Terms)
    clause = draw(clauses(longest_grace=6 if weekly else 27))
    start = terms.drawn or terms.first_due - timedelta(27)
    last = int((terms.schedule().due[0, -1] - np.datetime64(start)).astype(int)) + 150
    whole = max(1, terms.principal // terms.n)
    payments = draw(payments_for(start, last, st.one_of(st.integers(0, 3 * whole), st.integers(0, 300_000))))
    events = draw(happenings(start, last))
    return terms, clause, payments, tuple(events), start + timedelta(draw(st.integers(0, last)))


def on_time(loan):
    """Payments that clear every instalment on its due date."""
    s = loan.schedule()
    return [Payment(d, int(a)) for d, a in zip(s.due[0].tolist(), s.instalment[0])]


def without_caps(clause):
    return replace(clause, caps=None)


def as_decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
