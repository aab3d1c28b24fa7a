"""What must hold for every loan, clause and history of payments."""

import dataclasses
import random
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.clause import CHARGES, Kind
from credit.dates import days, to_date
from credit.lateness import Payment, follow, replay
from tests.credit.oracle import oracle
from tests.credit.strategies import on_time, stories

COUNT = 2500


@settings(max_examples=COUNT, deadline=None)
@given(stories())
def test_engine_equals_the_naive_oracle_to_the_cent(story):
    loan, clause, payments, as_of = story
    ledger = follow(loan, clause, payments, as_of)
    assert ledger.at(as_of).one() == oracle(loan, clause, payments, as_of)


@settings(max_examples=300, deadline=None)
@given(stories())
def test_nothing_is_lost_or_created_at_any_date(story):
    loan, clause, payments, as_of = story
    ledger = follow(loan, clause, payments, as_of)
    for day in {as_of, *(p.date for p in payments if p.date <= as_of)}:
        p = ledger.at(day)
        owed = p.outstanding + p.overdue_interest + p.charges_owed
        entries = ledger.entries(day)
        total = {
            event: sum(e.amount for e in entries if e.event == event)
            for event in ("advanced", "charged", "paid", "held")
        }
        assert total["advanced"] == loan.principal
        assert total["advanced"] + total["charged"] == total["paid"] + owed[0, 0]
        received = sum(x.amount for x in payments if x.date <= day)
        assert total["paid"] + total["held"] == received == p.paid[0, 0] + p.credit[0, 0]


@settings(max_examples=300, deadline=None)
@given(stories())
def test_allocations_add_up_to_each_day_s_payments_and_never_overfill(story):
    loan, clause, payments, as_of = story
    ledger = follow(loan, clause, payments, as_of)
    received = {}
    for p in payments:
        received[p.date] = received.get(p.date, 0) + p.amount
    entries = ledger.entries(as_of)
    for day, amount in received.items():
        if day <= as_of:
            assert sum(e.amount for e in entries if e.date == day and e.event in ("paid", "held")) == amount
    p = ledger.at(as_of).one()
    assert all(value >= 0 for value in p.values())
    assert all(e.amount >= 0 for e in entries if e.event != "held")


@settings(max_examples=200, deadline=None)
@given(stories(), st.randoms())
def test_any_order_of_the_same_payments_gives_the_same_ledger(story, rng):
    loan, clause, payments, as_of = story
    shuffled = payments[:]
    rng.shuffle(shuffled)
    assert follow(loan, clause, payments, as_of).entries(as_of) == follow(loan, clause, shuffled, as_of).entries(as_of)


@settings(max_examples=200, deadline=None)
@given(stories(), st.integers(0, 20))
def test_paying_on_time_or_early_costs_nothing(story, early):
    loan, clause, _, _ = story
    payments = [Payment(p.date - timedelta(early), p.amount) for p in on_time(loan)]
    ledger = follow(loan, clause, payments)
    last = ledger.at(payments[-1].date + timedelta(100))
    assert last.charges[0, 0] == 0 and last.pending[0, 0] == 0
    assert last.outstanding[0, 0] == 0 and last.missed[0, 0] == 0 and last.days_past_due[0, 0] == 0


@settings(max_examples=200, deadline=None)
@given(stories())
def test_a_later_day_never_lowers_what_was_charged(story):
    loan, clause, payments, as_of = story
    ledger = follow(loan, clause, payments, as_of)
    first = loan.first_due - timedelta(30)
    position = ledger.at(np.arange(np.datetime64(first), np.datetime64(as_of) + 1))
    for kind in ("penalty", "compound", "fee"):
        assert (np.diff(getattr(position, kind)[0]) >= 0).all()


@settings(max_examples=100, deadline=None)
@given(st.lists(stories(), min_size=2, max_size=8))
def test_a_cohort_gives_each_loan_what_it_gets_alone(batch):
    from credit.loans import equal_instalments

    clause = dataclasses.replace(batch[0][1], grace_days=min(batch[0][1].grace_days, 27))
    stories_ = [(loan, payments, as_of) for loan, _, payments, as_of in batch]
    widest = max(len(p) for _, p, _ in stories_)
    schedule = equal_instalments(
        [s[0].principal for s in stories_],
        [s[0].rate.monthly for s in stories_],
        [s[0].n for s in stories_],
        [s[0].first_due for s in stories_],
    )
    filler = stories_[0][0].first_due
    paid_on = [[p.date for p in s[1]] + [filler] * (widest - len(s[1])) for s in stories_]
    paid = [[p.amount for p in s[1]] + [0] * (widest - len(s[1])) for s in stories_]
    until = max(s[2] for s in stories_)
    together = replay(schedule, [s[0].rate for s in stories_], clause, paid_on, paid, until)
    at = together.at(np.array([[s[2]] for s in stories_], dtype="datetime64[D]"))
    for b, (loan, payments, as_of) in enumerate(stories_):
        assert at.one(b) == follow(loan, clause, payments, as_of).at(as_of).one()


def test_batches_of_thousands_equal_the_oracle():
    """The same 1,000 loans through the engine at once and through the oracle one by one."""
    from credit.clause import LateClause
    from credit.loans import Loan, equal_instalments
    from credit.rates import per_year

    rng = random.Random(20261122)
    start = np.datetime64("2026-01-05")
    loans = [
        Loan(rng.randrange(100_000, 5_000_000), per_year(f"{rng.randrange(0, 3600) / 100:.2f}%"), rng.randrange(3, 25),
             (start + rng.randrange(60)).item())
        for _ in range(1000)
    ]  # fmt: skip
    clause = LateClause(grace_days=3, acceleration_days=90)
    payments = [
        [
            Payment(p.date + timedelta(rng.choice([0, 0, 2, 5, 40])), p.amount)
            for p in on_time(loan)[: rng.randrange(13)]
        ]
        for loan in loans
    ]
    as_of = [loan.first_due + timedelta(rng.randrange(700)) for loan in loans]
    widest = max(len(p) for p in payments)
    pad = Payment(loans[0].first_due, 0)
    padded = [p + [pad] * (widest - len(p)) for p in payments]
    schedule = equal_instalments(
        [x.principal for x in loans],
        [x.rate.monthly for x in loans],
        [x.n for x in loans],
        [x.first_due for x in loans],
    )
    ledger = replay(
        schedule,
        [x.rate for x in loans],
        clause,
        [[p.date for p in row] for row in padded],
        [[p.amount for p in row] for row in padded],
        max(as_of),
    )
    position = ledger.at(np.array(as_of, dtype="datetime64[D]")[:, None])
    for b in range(len(loans)):
        assert position.one(b) == oracle(loans[b], clause, payments[b], as_of[b]), loans[b]
    assert position.charges.sum() > 0 and (position.missed > 0).sum() > 100  # the sample does hold late loans


def test_kinds_are_the_charges_and_the_loan():
    assert {*CHARGES, Kind.INTEREST, Kind.PRINCIPAL} == set(Kind)
    assert to_date(days("2026-08-05")).isoformat() == "2026-08-05"
