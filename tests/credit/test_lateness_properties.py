"""What must hold for every loan, clause and history of payments."""

import random
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.clause import CHARGES, Kind
from credit.dates import days, to_date
from credit.events import Call, Waiver, WriteOff
from credit.lateness import Payment, follow, replay
from tests.credit.oracle import drawn_on, equal_rows, oracle, oracle_of
from tests.credit.strategies import Terms, clauses, happenings, on_time, stories, whole_stories, without_caps

COUNT = 150


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_engine_equals_the_naive_oracle_to_the_cent(story):
    loan, clause, payments, events, as_of = story
    any_kind = isinstance(loan, Terms)
    rows, drawn = (loan.rows, loan.drawn) if any_kind else (equal_rows(loan), drawn_on(loan))
    ledger = follow(loan, clause, payments, as_of, events)
    assert ledger.at(as_of).one() == oracle_of(rows, loan.rate, clause, payments, as_of, events, drawn)


def totals(entries):
    names = ("advanced", "charged", "cut", "paid", "waived", "written off", "held")
    return {event: sum(e.amount for e in entries if e.event == event) for event in names}


def by_kind(entries):
    """What came together under each event and kind; the fillers of a batch are days of writing, too."""
    result = {}
    for e in entries:
        result[e.event, e.kind] = result.get((e.event, e.kind), 0) + e.amount
    return {name: amount for name, amount in result.items() if amount}


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_nothing_is_lost_or_created_at_any_date(story):
    loan, clause, payments, events, as_of = story
    ledger = follow(loan, clause, payments, as_of, events)
    for day in {as_of, *(p.date for p in payments if p.date <= as_of)}:
        p = ledger.at(day)
        entries = ledger.entries(day)
        total = totals(entries)
        assert total["advanced"] == loan.principal
        assert total["advanced"] + total["charged"] - total["cut"] == (
            total["paid"] + total["waived"] + total["written off"] + p.owed[0, 0]
        )
        received = sum(x.amount for x in payments if x.date <= day)
        assert total["paid"] + total["held"] == received == p.paid[0, 0] + p.credit[0, 0]
        assert (total["waived"], total["written off"]) == (p.waived[0, 0], p.written_off[0, 0])


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_of_each_kind_no_more_is_paid_waived_and_written_off_than_was_charged(story):
    loan, clause, payments, events, as_of = story
    entries = follow(loan, clause, payments, as_of, events).entries(as_of)
    for kind in Kind:
        put = sum(e.amount for e in entries if e.kind is kind and e.event in ("advanced", "charged"))
        if kind is Kind.PRINCIPAL and isinstance(loan, Terms):
            put += sum(c for due, _, _, c in loan.rows if due <= as_of)  # interest that became principal
        taken = sum(e.amount for e in entries if e.kind is kind and e.event in ("paid", "waived", "written off"))
        assert 0 <= taken <= put


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_allocations_add_up_to_each_day_s_payments_and_never_overfill(story):
    loan, clause, payments, events, as_of = story
    ledger = follow(loan, clause, payments, as_of, events)
    received = {}
    for p in payments:
        received[p.date] = received.get(p.date, 0) + p.amount
    entries = ledger.entries(as_of)
    for day, amount in received.items():
        if day <= as_of:
            assert sum(e.amount for e in entries if e.date == day and e.event in ("paid", "held")) == amount
    assert all(value >= 0 for value in ledger.at(as_of).one().values())
    assert all(e.amount >= 0 for e in entries if e.event in ("advanced", "charged", "paid", "waived"))


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories(), st.randoms())
def test_any_order_of_the_same_events_gives_the_same_ledger(story, rng):
    loan, clause, payments, events, as_of = story
    # Two waivers of one day are taken in the order given; all else has its place in the day.
    events = [e for k, e in enumerate(events) if not any(e.date == o.date for o in events[:k] if type(o) is type(e))
              ] if not any(hasattr(e, "start") for e in events) else []  # fmt: skip
    shuffled, moved = payments[:], events[:]
    rng.shuffle(shuffled)
    rng.shuffle(moved)
    first = follow(loan, clause, payments, as_of, events).entries(as_of)
    assert first == follow(loan, clause, shuffled, as_of, moved).entries(as_of)


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories(), st.integers(0, 6))
def test_paying_on_time_or_early_costs_nothing(story, early):
    loan, clause, _, _, _ = story
    payments = [Payment(p.date - timedelta(early), p.amount) for p in on_time(loan)]
    ledger = follow(loan, clause, payments)
    last = ledger.at(payments[-1].date + timedelta(100))
    assert last.charges[0, 0] == 0 and last.pending[0, 0] == 0
    assert last.outstanding[0, 0] == 0 and last.missed[0, 0] == 0 and last.days_past_due[0, 0] == 0


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_a_later_day_never_lowers_what_was_charged(story):
    loan, clause, payments, events, as_of = story
    ledger = follow(loan, clause, payments, as_of, events)
    position = ledger.at(np.arange(ledger.terms.drawn[0], int(days(as_of)) + 1).astype("datetime64[D]"))
    for kind in ("penalty", "compound", "fee", "judgment", "charges", "paid", "waived"):
        assert (np.diff(getattr(position, kind)[0]) >= 0).all(), kind
    if not any(isinstance(e, (Waiver, WriteOff)) for e in events):
        falls = np.flatnonzero(np.diff(position.owed[0] - position.credit[0]) < 0)
        paid_on = {int(days(p.date)) for p in payments}
        assert all(ledger.terms.drawn[0] + f + 1 in paid_on for f in falls)


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_no_instalment_is_covered_before_an_older_one_and_missed_means_that_something_due_is_unpaid(story):
    loan, clause, payments, events, as_of = story
    events = [e for e in events if not isinstance(e, (Waiver, Call, WriteOff))]
    asked = int(follow(loan, clause, payments, as_of, events).at(as_of).cost_to_get_current[0, 0])
    s = loan.schedule()
    youngest = [int(a) for d, a in zip(s.due[0].tolist(), s.instalment[0]) if d <= as_of and a][::-1]
    for more in {0, max(asked - 1, 0), asked}:  # the last cent keeps an instalment open, or closes it
        p = follow(loan, clause, [*payments, Payment(as_of, more)], as_of, events).at(as_of).one()
        overdue = p["overdue_principal"] + p["overdue_interest"]
        assert (p["missed"] > 0) == (overdue > 0) and (overdue == 0 or more < asked)
        if overdue and any(isinstance(entry, tuple) for entry in clause.allocation):  # oldest instalment first
            assert sum(youngest[: p["missed"]]) >= overdue > sum(youngest[: p["missed"] - 1])


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_a_ceiling_is_never_passed_and_what_it_cuts_is_recorded(story):
    loan, clause, _, events, as_of = story
    events = [e for e in events if not isinstance(e, Waiver)]
    position = follow(loan, clause, (), as_of, events).at(as_of)
    by_contract = position.charges - position.judgment + position.cut
    free = follow(loan, without_caps(clause), (), as_of, events).at(as_of)
    if clause.caps is not None and clause.compounding.value != "on unpaid interest and charges":
        assert by_contract == free.charges - free.judgment
    assert position.cut >= 0
    if clause.caps is not None:
        fixed = clause.caps.fixed(loan.principal)
        assert fixed is None or position.charges - position.judgment <= fixed
    else:
        assert position.cut == 0


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_a_write_off_closes_the_account_once_and_keeps_the_debt_visible(story):
    loan, clause, payments, events, as_of = story
    ledger = follow(loan, clause, payments, as_of, events)
    closed = [e.date for e in events if isinstance(e, WriteOff)]
    if not closed or min(closed) > as_of:
        assert ledger.at(as_of).written_off[0, 0] == 0
        return
    at_close, now = ledger.at(min(closed)), ledger.at(as_of)
    assert now.owed[0, 0] == 0 and now.charges[0, 0] == at_close.charges[0, 0]
    recovered = now.paid[0, 0] - at_close.paid[0, 0] + now.waived[0, 0] - at_close.waived[0, 0]
    assert now.written_off[0, 0] + recovered == at_close.written_off[0, 0]


@settings(max_examples=COUNT, deadline=None)
@given(whole_stories())
def test_calling_the_balance_neither_adds_nor_loses_principal(story):
    loan, clause, payments, events, as_of = story
    calls = [e for e in events if isinstance(e, Call) and e.date <= as_of]
    ledger = follow(loan, clause, payments, as_of, calls)
    p = ledger.at(as_of).one()
    if calls:
        assert p["outstanding"] == p["overdue_principal"]
    paid = sum(e.amount for e in ledger.entries(as_of) if (e.event, e.kind) == ("paid", Kind.PRINCIPAL))
    put = 0 if not isinstance(loan, Terms) else sum(c for due, _, _, c in loan.rows if due <= as_of)
    assert calls and put or loan.principal + put == p["outstanding"] + paid


@settings(max_examples=40, deadline=None)
@given(st.lists(stories(), min_size=2, max_size=8), clauses(longest_grace=24), st.data())
def test_a_cohort_gives_each_loan_what_it_gets_alone(batch, clause, data):
    from credit.loans import equal_instalments

    stories_ = [(loan, payments, as_of) for loan, _, payments, as_of in batch]
    events = [data.draw(happenings(loan.first_due, 31 * loan.n + 90)) for loan, _, _ in stories_]
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
    together = replay(schedule, [s[0].rate for s in stories_], clause, paid_on, paid, until, events)
    at = together.at(np.array([[s[2]] for s in stories_], dtype="datetime64[D]"))
    for b, (loan, payments, as_of) in enumerate(stories_):
        alone = follow(loan, clause, payments, as_of, events[b])
        assert at.one(b) == alone.at(as_of).one()
        assert by_kind(together.entries(as_of, b)) == by_kind(alone.entries(as_of))


def test_a_batch_equals_the_oracle_loan_by_loan():
    """The same 150 loans through the engine at once and through the oracle one by one."""
    from credit.clause import LateClause
    from credit.loans import Loan, equal_instalments
    from credit.rates import per_year

    rng = random.Random(20261122)
    start = np.datetime64("2026-01-05")
    loans = [
        Loan(rng.randrange(100_000, 5_000_000), per_year(f"{rng.randrange(0, 3600) / 100:.2f}%"), rng.randrange(3, 25),
             (start + rng.randrange(60)).item())
        for _ in range(150)
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
    assert position.charges.sum() > 0 and (position.missed > 0).sum() > 15  # the sample does hold late loans


def test_kinds_are_the_charges_and_the_loan():
    assert {*CHARGES, Kind.JUDGMENT, Kind.INTEREST, Kind.PRINCIPAL} == set(Kind)
    assert to_date(days("2026-08-05")).isoformat() == "2026-08-05"
