"""Every contract against its naive second opinion: its rows, its money, and what it costs to be late on it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from credit.accrual import Accrual, FirstPeriod
from credit.clause import Compounding
from credit.dates import is_month_end
from credit.daycount import DayCount
from credit.fees import Fee, Of, Taken
from credit.lateness import follow
from credit.level import Absorbs
from credit.loans import Loan, Repayment
from credit.money import Rounding
from credit.periods import Period
from credit.rates import Rate
from tests.credit.loan_oracle import bears, contract, nominal
from tests.credit.oracle import oracle_of
from tests.credit.strategies import clauses, happenings, payments_for

shares = st.fractions(0, "0.05", max_denominator=1000)
fees = st.builds(Fee, st.just(Taken.EACH_INSTALMENT), st.integers(0, 3000), shares, st.sampled_from(Of)) | st.builds(
    Fee, st.sampled_from([Taken.UPFRONT, Taken.FINANCED]), st.integers(0, 50), shares
)


@st.composite
def contracts(draw, longest=18):
    """Any loan that `Loan` can say: every kind, rate, calendar, fee and rounding."""
    kind = draw(st.sampled_from(Repayment))
    per = draw(st.sampled_from(["year", "effective year", "month", "day"])) if kind is not Repayment.FLAT else "month"
    most = {"year": 60, "effective year": 60, "month": 5, "day": 1}[per]
    rate = Rate(
        draw(st.fractions(0, most, max_denominator=100)) / 100, per, draw(st.sampled_from([360, 365])),
        draw(st.sampled_from([6, 15])), kind is Repayment.FLAT,
    )  # fmt: skip
    principal, n = draw(st.integers(100, 10**7)), draw(st.integers(1, longest))
    first = draw(st.dates(date(2023, 12, 20), date(2024, 3, 10)) | st.dates(date(2025, 1, 1), date(2027, 12, 31)))
    period = draw(
        st.builds(Period, st.just("month"), st.sampled_from([1, 1, 3]))
        | st.builds(Period, st.just("day"), st.sampled_from([7, 14, 30]))
    )
    due = None
    if draw(st.integers(0, 5)) == 0:
        gaps = draw(st.lists(st.integers(7, 70), min_size=n - 1, max_size=n - 1))
        due = tuple(first + timedelta(sum(gaps[:k])) for k in range(n))
    return Loan(
        principal, rate, n, first,
        drawn=draw(st.none() | st.integers(0, 100).map(lambda d: first - timedelta(d))),
        repayment=kind,
        period=period,
        accrual=draw(st.just(Accrual.BY_PERIOD) | st.sampled_from([*Accrual, *DayCount])),
        first_period=draw(st.sampled_from(FirstPeriod)),
        anchor_day=31 if is_month_end(first) and draw(st.booleans()) else None,
        due=due,
        balloon=draw(st.integers(1, principal)) if kind is Repayment.BALLOON else 0,
        grace_rows=draw(st.integers(0, n - 1)),
        fees=tuple(draw(st.lists(fees, max_size=2))),
        multiple=draw(st.sampled_from([1, 1, 10, 100])),
        multiple_rounding=draw(st.sampled_from(Rounding)),
        rounding=draw(st.sampled_from(Rounding)),
        absorbs=draw(st.sampled_from(Absorbs)),
        compound=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(contracts())
def test_every_contract_equals_the_naive_one_to_the_cent(loan):
    rows, drawn, received = contract(loan)
    s = loan.schedule()
    none = [0] * len(rows)
    assert s.due[0].tolist() == [row[0] for row in rows] and s.drawn[0].item() == drawn == loan.paid_out
    assert s.principal[0].tolist() == [row[1] for row in rows]
    assert s.interest[0].tolist() == [row[2] for row in rows]
    assert (none if s.fees is None else s.fees[0].tolist()) == [row[3] for row in rows]
    assert s.balance[0].tolist() == [row[4] for row in rows]
    days, cents = loan.flows()
    assert days.tolist() == [drawn, *(row[0] for row in rows)]
    assert cents.tolist() == [received, *(-sum(row[1:4]) for row in rows)]
    assert loan.total_cost == sum(sum(row[1:4]) for row in rows) - received
    assert (loan.rate.monthly, loan.rate.daily) == (bears(loan.rate, months=1), bears(loan.rate, days=1))


@settings(max_examples=120, deadline=None)
@given(contracts(longest=8), st.data())
def test_being_late_on_any_contract_costs_what_the_naive_ledger_says(loan, data):
    """Fees that belong to an instalment are due with its interest."""
    rows, drawn, _ = contract(loan)
    dues = [row[0] for row in rows]
    least = min([(b - a).days for a, b in zip(dues, dues[1:])], default=30)
    clause = data.draw(clauses(longest_grace=min(least - 1, 20)))
    if loan.rate.flat or least == 0:
        clause = replace(clause, compounding=Compounding.NONE)
    span = (dues[-1] - drawn).days + 100
    payments = data.draw(payments_for(drawn, span, st.integers(0, 3 * (loan.principal // len(rows) + 100))))
    events = tuple(data.draw(happenings(drawn, span)))
    as_of = drawn + timedelta(data.draw(st.integers(0, span)))
    naive = [(day, p, i + fee, 0) for day, p, i, fee, _ in rows]
    got = follow(loan, clause, payments, as_of, events).at(as_of).one()
    assert nominal(loan.rate) == loan.rate.nominal_annual
    assert got == oracle_of(naive, loan.rate, clause, payments, as_of, events, drawn)
