"""Random loans, clauses and payments, within the ranges a learner can reach and somewhat beyond."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from credit.clause import (
    CHARGES_FIRST,
    KIND_BY_KIND,
    OLDEST_INSTALMENT_FIRST,
    PRINCIPAL_FIRST,
    Base,
    Compounding,
    Grace,
    Kind,
    LateClause,
    Style,
)
from credit.lateness import Payment
from credit.loans import Loan
from credit.rates import per_month, per_year

AMOUNTS = {
    Style.MULTIPLE: st.decimals(0, 3, places=2),
    Style.DAILY: st.decimals(0, "0.01", places=5),
    Style.FLAT: st.integers(0, 50_000),
    Style.SHARE: st.decimals(0, "0.2", places=3),
}

loans = st.builds(
    Loan,
    principal=st.one_of(st.integers(1, 10_000), st.integers(100_000, 5_000_000), st.integers(10**9, 10**11)),
    rate=st.one_of(st.decimals(0, "0.48", places=4).map(per_year), st.decimals(0, "0.03", places=4).map(per_month)),
    n=st.integers(1, 24),
    first_due=st.dates(date(2023, 12, 1), date(2028, 3, 31)),
)

orders = st.one_of(
    st.sampled_from([CHARGES_FIRST, KIND_BY_KIND, PRINCIPAL_FIRST, OLDEST_INSTALMENT_FIRST]),
    st.permutations(list(Kind)).map(tuple),
    st.permutations([Kind.FEE, Kind.COMPOUND, Kind.PENALTY, (Kind.PRINCIPAL, Kind.INTEREST)]).map(tuple),
)


@st.composite
def clauses(draw):
    style = draw(st.sampled_from(Style))
    return LateClause(
        style=style,
        amount=draw(AMOUNTS[style]),
        base=draw(st.sampled_from(Base)),
        compounding=draw(st.sampled_from(Compounding)),
        grace_days=draw(st.integers(0, 27)),
        grace=draw(st.sampled_from(Grace)),
        year_days=draw(st.sampled_from([360, 365])),
        acceleration_days=draw(st.sampled_from([None, 0, 60, 90])),
        allocation=draw(orders),
    )


@st.composite
def stories(draw):
    """A loan, a clause, payments in no order, and a day to look at it."""
    loan, clause = draw(loans), draw(clauses())
    start = loan.first_due - timedelta(27)
    count = draw(st.integers(0, 12))
    whole = max(1, loan.principal // loan.n)
    sizes = st.one_of(st.integers(0, 3 * whole), st.just(int(loan.schedule().instalment[0, 0])))
    payments = [Payment(start + timedelta(draw(st.integers(0, 31 * (loan.n + 4)))), draw(sizes)) for _ in range(count)]
    return loan, clause, payments, start + timedelta(draw(st.integers(0, 31 * (loan.n + 6))))


def on_time(loan):
    """Payments that clear every instalment on its due date."""
    s = loan.schedule()
    return [Payment(d, int(a)) for d, a in zip(s.due[0].tolist(), s.instalment[0])]


def as_decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
