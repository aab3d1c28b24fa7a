"""New terms for a late loan: waive before capitalise; no interest vanishes and none is counted twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.borrower import Account
from credit.clause import CHARGES, Kind, LateClause
from credit.events import Payment, WriteOff
from credit.loans import Loan
from credit.money import cents
from credit.rates import per_month, per_year
from credit.reterm import ARREARS, reterm
from tests.credit.strategies import on_time

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
PAID = tuple(on_time(LOAN)[:4])
DAY_60 = date(2026, 10, 4)


def new_terms(principal, n=18):
    return Loan(principal, per_year("15%"), n, date(2026, 11, 4), DAY_60)


def test_what_is_owed_becomes_the_new_principal_to_the_cent():
    # Case A, day 60: overdue 1,120.82 and 38.61 of penalty, 3,160.43 not yet due and its interest from 5 September.
    agreed = reterm(Account(LOAN, LateClause(), PAID), DAY_60, new_terms)
    broken = round(316043 * 0.216 * 29 / 365)
    assert agreed.principal == cents("1120.82") + cents("38.61") + cents("3160.43") + broken
    assert agreed.capitalised == agreed.principal - cents("4140.92")
    assert (agreed.waived, agreed.carried) == (0, 0)
    assert agreed.owed(DAY_60) == agreed.principal


def test_trap_22_waived_before_it_is_capitalised_so_that_it_is_counted_once():
    account = Account(LOAN, LateClause(), PAID)
    agreed, forgiven = reterm(account, DAY_60, new_terms), reterm(account, DAY_60, new_terms, waive=CHARGES)
    assert forgiven.waived == cents("38.61")
    assert agreed.principal - forgiven.principal == cents("38.61")
    everything = reterm(account, DAY_60, new_terms, waive=ARREARS)
    assert (everything.principal, everything.capitalised) == (cents("4140.92"), 0)


def test_carried_arrears_bear_nothing_and_stay_owed():
    agreed = reterm(Account(LOAN, LateClause(), PAID), DAY_60, new_terms, capitalise=False)
    assert agreed.principal == cents("4140.92")
    assert agreed.owed(DAY_60 + timedelta(10)) == agreed.owed(DAY_60) == agreed.principal + agreed.carried


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(Payment, st.dates(date(2026, 3, 5), date(2028, 3, 1)), st.integers(1, 90_000)), max_size=10),
    st.sets(st.sampled_from(Kind)).map(tuple),
    st.booleans(),
    st.integers(-100, 600),
)
def test_nothing_is_lost_over_the_change_at_any_date(payments, waive, capitalise, day):
    if Kind.PRINCIPAL in waive:
        waive = tuple(kind for kind in waive if kind is not Kind.PRINCIPAL)
    account = Account(LOAN, LateClause(grace_days=3), tuple(payments))
    agreed = reterm(account, DAY_60, new_terms, waive, capitalise, date(2030, 1, 1))
    as_of = DAY_60 + timedelta(day)
    total = {}
    for e in agreed.entries(as_of):
        total[e.event] = total.get(e.event, 0) + e.amount
    assert total["advanced"] == LOAN.principal
    came = total["advanced"] + total.get("charged", 0)
    assert came == total.get("paid", 0) + total.get("waived", 0) + agreed.owed(as_of)
    received = sum(p.amount for p in payments if p.date <= as_of)
    assert received == total.get("paid", 0) + total.get("held", 0)


def test_what_cannot_be_retermed_is_refused_in_a_sentence():
    account = Account(LOAN, LateClause(), tuple(on_time(LOAN)))
    with pytest.raises(ValueError, match="nothing to re-term"):
        reterm(replace(account, payments=(Payment(date(2026, 9, 1), cents("9000")),)), DAY_60, new_terms)
    with pytest.raises(ValueError, match="lies after"):
        reterm(replace(account, events=(WriteOff(date(2027, 1, 1)),)), DAY_60, new_terms)
    with pytest.raises(ValueError, match="start them on"):
        reterm(account, DAY_60, lambda principal: Loan(principal, per_year(0), 3, date(2026, 12, 4)))
