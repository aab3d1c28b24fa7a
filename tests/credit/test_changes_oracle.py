"""Offers, new loans for old debts, pay-offs and split payments against their naive second opinions, to the cent."""

from datetime import timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.borrower import Account, Borrower, Split
from credit.debts import Kept
from credit.lanes import one_loan
from credit.minimums import Minimum
from credit.offers import Holiday, holiday, interest_only, keeping, re_term, settlement, with_charges, with_fixer
from credit.plans import Debt
from credit.promise import promise
from credit.rates import per_month, per_year
from credit.rollover import roll_over
from credit.settlement import PayOff, settle
from credit.spiral import Fee, borrow_to_cover, consolidate, months_until
from tests.credit import changes_oracle as naive
from tests.credit.loan_oracle import contract
from tests.credit.oracle import drawn_on, equal_rows, oracle_of
from tests.credit.schedule_oracle import half_up
from tests.credit.strategies import clauses, happenings, loans, payments_for
from tests.credit.test_loan_oracle import contracts

rates = st.decimals(0, "0.04", places=4).map(per_month) | st.decimals(0, "0.6", places=3).map(per_year)
balances = st.integers(1, 10**8) | st.integers(1, 500)
parts = st.fractions(0, 1, max_denominator=200)
fees = st.fractions(0, Fraction(2, 5), max_denominator=100)
months = st.integers(1, 40)


@st.composite
def offers(draw):
    """An offer of the engine and its naive rows, what is paid at once, and what is forgiven."""
    balance, rate, n, rest = draw(balances), draw(rates), draw(months), draw(st.integers(0, 8))
    kind = draw(st.integers(0, 3))
    given_up, at_once = 0, 0
    if kind == 0:
        offer, rows = re_term(balance, rate, n), naive.spread(balance, rate.monthly, n)
    elif kind == 1:
        interest = draw(st.sampled_from(Holiday))
        offer = holiday(balance, rate, n, rest, interest)
        rows = naive.rest(balance, rate.monthly, n, rest, interest.value)
    elif kind == 2:
        offer, rows = interest_only(balance, rate, n, rest), naive.interest_first(balance, rate.monthly, n, rest)
    else:
        part = draw(parts)
        offer = settlement(balance, part, n, rest + 1)
        rows, given_up = naive.part_for_the_whole(balance, part, n, rest + 1)
    if draw(st.booleans()):
        fee = draw(fees)
        offer, at_once = with_fixer(offer, fee), half_up(balance * fee)
    if draw(st.booleans()):
        charges, waived = draw(st.integers(0, 90_000)), draw(st.booleans())
        offer, balance = with_charges(offer, charges, waived), balance + charges
        at_once, given_up = at_once + (0 if waived else charges), given_up + (charges if waived else 0)
    return offer, rows, at_once, given_up, balance


@settings(max_examples=200, deadline=None)
@given(offers(), st.data(), st.booleans())
def test_an_offer_and_how_often_it_is_kept_equal_the_naive_ones(drawn, data, carry):
    offer, rows, at_once, given_up, balance = drawn
    assert offer.payments.tolist() == rows
    assert (offer.at_once, offer.forgiven, offer.balance) == (at_once, given_up, balance)
    assert (offer.instalment, offer.months, offer.total_paid, offer.cost) == naive.look_of(rows, at_once, balance)
    most = 2 * max(rows) + 1
    purses = st.lists(st.integers(-most, most), min_size=len(rows), max_size=len(rows))
    spare, cushion = (
        data.draw(st.lists(purses, min_size=1, max_size=4)),
        data.draw(st.just(0) | st.integers(0, 2 * most)),
    )
    got = keeping(offer, np.array(spare), cushion, carry)
    alone = [naive.kept(rows, at_once, purse, cushion, carry) for purse in spare]
    assert list(zip(got.breaks.tolist(), got.paid_before.tolist())) == alone
    assert got.chance == sum(month == 0 for month, _ in alone) / len(spare)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 300_000), rates, fees, st.integers(0, 30), st.sampled_from(Fee), st.sampled_from(Kept),
    st.integers(0, 10**6), st.integers(0, 10**7),
)  # fmt: skip
def test_a_gap_covered_by_new_loans_equals_the_naive_spiral(gap, rate, fee, n, taken, kept, start, limit):
    rows = borrow_to_cover(gap, rate, fee, n, taken, kept, start)
    assert rows == naive.spiral(gap, rate.monthly, fee, n, taken is Fee.ON_TOP, kept is Kept.CENTS, start)
    over = [month for month, owed in enumerate(rows) if owed > limit]
    assert months_until(rows, limit) == (over[0] if over else -1)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5), rates, months, fees, st.sampled_from(Fee))
def test_one_loan_in_place_of_several_equals_the_naive_one(owed, rate, n, fee, taken):
    debts = [Debt(balance, per_year("18%"), Minimum(0, 10_000)) for balance in owed]
    principal, cut, payments, cost, balance, first = naive.one_loan(owed, rate.monthly, n, fee, taken is Fee.ON_TOP)
    new = consolidate(debts, rate, n, fee, taken)
    assert (new.principal, new.fee, new.payments.tolist()) == (principal, cut, payments)
    assert (new.cost, new.total_paid) == (cost, sum(payments))
    _, lane = one_loan(debts, rate, n, fee, taken)
    assert lane.balance[:, 0].tolist() == balance and lane.first_interest == first and lane.months == n
    assert (lane.cost, lane.interest, lane.fees) == (cost, cost - cut, cut)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**6), rates, st.integers(1, 60_000), st.integers(1, 60), st.data())
def test_a_promise_equals_the_naive_one(owed, rate, monthly, horizon, data):
    spare = data.draw(st.lists(st.integers(0, 60_000), min_size=horizon, max_size=horizon))
    got = promise(owed, rate, monthly, np.array([spare]))
    n, cost, rows = naive.promised(owed, rate.monthly, monthly, horizon)
    assert (got.months, got.cost, got.payments.tolist()) == (n, cost, rows)
    assert got.kept == (naive.kept(rows, 0, spare, 0, False)[0] == 0)


@settings(max_examples=100, deadline=None)
@given(balances, fees, st.integers(1, 90), st.integers(0, 40), st.sampled_from([360, 365]))
def test_a_roll_over_equals_the_naive_one(principal, fee, days, times, year):
    got, paid, seen = roll_over(principal, fee, days, times, year), 0, []
    for _ in range(times + 1):
        paid += half_up(principal * fee)
        seen.append(paid)
    assert list(got.fees) == seen and got.owed == principal
    assert got.nominal_annual == Fraction(fee) / days * year


@settings(max_examples=150, deadline=None)
@given(contracts(), st.integers(0, 900) | st.integers(0, 150), st.sampled_from(PayOff), st.integers(0, 9_000), fees)
def test_a_pay_off_equals_the_naive_one(loan, later, policy, fee, fee_share):
    rows, drawn, _ = contract(loan)
    lent, on = sum(row[1] for row in rows), drawn + timedelta(later)
    daily = loan.rate.daily * (1, 1, 40)[later % 3]
    got = settle(loan.schedule(), on, policy, daily_rate=daily, fee=fee, fee_share=fee_share)
    answer = [int(x[0]) for x in (got.paid, got.principal, got.interest, got.fee, got.saved)]
    plain = [row[:3] for row in rows]
    assert tuple(answer) == naive.pay_off(plain, lent, drawn, on, policy.value, daily, fee, fee_share)


@st.composite
def borrowers(draw):
    """Several loans, each with a clause, payments and events of its own, and a day."""
    found, start = [], None
    for _ in range(draw(st.integers(1, 3))):
        loan = draw(loans)
        begins = loan.first_due - timedelta(27)
        start = max(start or begins, begins)
        span = 31 * (loan.n + 2)
        payments = draw(payments_for(begins, span, st.integers(0, 3 * max(1, loan.principal // loan.n))))
        found.append(Account(loan, draw(clauses()), tuple(payments), tuple(draw(happenings(begins, span)))))
    return found, start + timedelta(draw(st.integers(0, 300)))


@settings(max_examples=40, deadline=None)
@given(borrowers(), st.sampled_from(Split), st.data())
def test_several_loans_at_once_and_a_payment_split_over_them_equal_the_naive_ones(borrower, rule, data):
    accounts, day = borrower
    each = []
    for a in accounts:
        rows = equal_rows(a.loan)
        at = oracle_of(rows, a.loan.rate, a.clause, list(a.payments), day, a.events, drawn_on(a.loan))
        charged = at["penalty"] + at["compound"] + at["fee"] + at["judgment"] - at["cut"]
        at["owed"] = charged - at["charges_paid"] - at["charges_waived"] - at["charges_written_off"]
        needed = at["overdue_principal"] + at["overdue_interest"] + at["owed"]
        each.append(at | {"needed": needed, "late": at["days_past_due"], "rate": a.loan.rate.nominal_annual})
    got = Borrower.of(accounts)
    together = got.together(day)
    assert together.cost_to_get_current[0, 0] == sum(a["needed"] for a in each)
    for name, value in together.one().items():
        several = [a[name] for a in each]
        assert value == (max(several) if name == "days_past_due" else sum(several)), name
    amount = data.draw(st.integers(0, 2 * sum(a["needed"] for a in each) + 100))
    assert got.split(amount, day, rule) == naive.split(amount, each, rule.value)
