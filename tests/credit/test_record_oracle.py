"""Marks, stretches, the time to sue, new terms and the contact log against their naive second opinions."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.borrower import Account
from credit.clause import CHARGES, Kind
from credit.contact_log import Contact
from credit.contacts import check, counts
from credit.events import Call, Pause, Waiver
from credit.lateness import follow
from credit.limitation import Effect, Event, run
from credit.loans import Loan
from credit.record import account, china, great_britain, reporting_days, spells, united_states
from credit.reterm import reterm
from tests.credit import record_oracle as naive
from tests.credit.oracle import diary, drawn_on, equal_rows
from tests.credit.strategies import Terms, clauses, loans, payments_for, rates, whole_stories

CN_STEPS, US_STEPS = (1, 31, 61, 91, 121, 151, 181), (30, 60, 90, 120, 150, 180)


@settings(max_examples=80, deadline=None)
@given(whole_stories(), st.none() | st.integers(1, 31), st.integers(-2, 3), st.integers(60, 200), st.integers(1, 6))
def test_marks_and_stretches_equal_the_naive_ones(story, day, early, charge_off, default_at):
    loan, clause, payments, events, until = story
    rows, drawn = (loan.rows, loan.drawn) if isinstance(loan, Terms) else (equal_rows(loan), drawn_on(loan))
    first, months, day = drawn + timedelta(31 * early), 12, day or rows[0][0].day
    last = max(until, reporting_days(first, months, day)[-1].item())
    book = diary(rows, loan.rate, clause, payments, last, events, drawn)
    ledger = follow(loan, clause, payments, last, events)
    seen = account(ledger, reporting_days(first, months, day))
    cn, us, gb = naive.marks(book, rows, drawn, first, months, day, CN_STEPS, US_STEPS, charge_off, 6, default_at)
    assert china(seen, CN_STEPS)[0].tolist() == cn
    assert united_states(seen, US_STEPS, charge_off)[0].tolist() == us
    assert great_britain(seen, 6, default_at)[0].tolist() == gb
    until = max(until, rows[0][0])
    book = {d: summary for d, summary in book.items() if d <= until}
    if until in book:
        got = [(s.missed, s.ended, s.longest) for s in spells(ledger, until)]
        assert got == naive.stretches(book, [e for e in events if isinstance(e, Pause)])


START = date(2024, 2, 29)
EFFECTS = {effect.value: effect for effect in Effect}


@st.composite
def lawsuits(draw):
    on = st.integers(-1, 30).map(lambda k: START + timedelta(50 * k))  # a grid, so that days meet
    events = []
    for when in draw(st.lists(on, max_size=7)):
        kind = draw(st.sampled_from([*EFFECTS, "something else"]))
        later = when + timedelta(50 * draw(st.integers(0, 8)))
        open_end = kind == "proceedings" and draw(st.booleans())
        events.append(Event(when, kind, None if open_end else later))
    return events


@settings(max_examples=300, deadline=None)
@given(lawsuits(), st.integers(1, 3), st.integers(1, 3), st.none() | st.integers(2, 5), st.integers(0, 3000))
def test_the_time_to_sue_equals_the_naive_one_walked_day_by_day(events, years, enforcement, long_stop, later):
    clock = run(START, years, events, EFFECTS, enforcement_years=enforcement, long_stop_years=long_stop)
    last, running, lost, doubt, said = naive.time_to_sue(START, years, events, EFFECTS, enforcement, long_stop)
    assert (clock.last_day, clock.running) == (last, running)
    assert (clock.defence_lost_on, clock.defence_doubted_on) == (lost, doubt)
    for k, event in enumerate(events):
        assert next(s.effect for s in clock.steps if s.event is event) == said[k]
    as_of = START + timedelta(later)
    ended = last is not None and as_of > last and lost is None
    assert clock.over(as_of) is (None if ended and doubt else ended)


@settings(max_examples=40, deadline=None)
@given(loans, clauses(), st.data(), rates, st.integers(1, 12), st.booleans())
def test_new_terms_for_a_late_loan_equal_the_naive_ones(loan, clause, data, rate, n, capitalise):
    begins, rows = drawn_on(loan), equal_rows(loan)
    on = begins + timedelta(data.draw(st.integers(1, 31 * loan.n)))
    payments = data.draw(payments_for(begins, 31 * loan.n, st.integers(0, 2 * max(1, loan.principal // loan.n))))
    waive = data.draw(
        st.sets(st.sampled_from([*CHARGES, Kind.INTEREST])).map(lambda s: tuple(k for k in Kind if k in s))
    )
    events = (Call(on), *((Waiver(on, waive),) if waive else ()))
    old = [p for p in payments if p.date <= on]
    then = diary(rows, loan.rate, clause, old, on, events, begins)[on]
    arrears = naive.current(then) - then["overdue_principal"]
    if then["outstanding"] + arrears * capitalise <= 0 or then["outstanding"] == 0:
        return
    principal = then["outstanding"] + arrears * capitalise
    new = Loan(principal, rate, n, on + timedelta(30), on)
    agreed = reterm(
        Account(loan, clause, tuple(payments)),
        on,
        lambda cents: replace(new, principal=cents),
        waive,
        capitalise,
        on + timedelta(400),
    )
    assert (agreed.principal, agreed.capitalised) == (principal, arrears * capitalise)
    assert (agreed.carried, agreed.waived) == (arrears * (not capitalise), then["waived"])
    later = on + timedelta(data.draw(st.integers(1, 300)))
    after = diary(equal_rows(new), rate, clause, [p for p in payments if p.date > on], later, (), on)[later]
    owed = after["outstanding"] + naive.current(after) - after["overdue_principal"]
    assert agreed.owed(later) == owed + agreed.carried
    assert agreed.owed(on) == then["outstanding"] + arrears


MONDAY = date(2026, 10, 12)


@st.composite
def calls(draw, most, span, least=1):
    """Calls in order, with at most five empty cells among them, and what may stand in each."""
    blanks, log, cells, usually = 5, [], [], draw(st.booleans())
    for k in range(draw(st.integers(least, most))):
        facts = {
            "date": MONDAY + timedelta(draw(st.integers(0, span))),
            "connected": usually != (draw(st.integers(0, 4)) == 0),
            "to_number": draw(st.sampled_from("aaab")),
            "caller": draw(st.sampled_from(["agency"] * 5 + ["lender"])),
            "debt": draw(st.sampled_from("xxxxxy")),
        }
        may = {
            "connected": (True, False),
            "to_number": ("a", "b", f"new {k}"),
            "caller": ("agency", "lender"),
            "debt": ("x", "y", f"new {k}"),
        }
        empty = [name for name in may if blanks and draw(st.integers(0, 7)) == 0][:blanks]
        blanks -= len(empty)
        log.append(facts)
        cells.append({name: may[name] for name in empty})
    order = sorted(range(len(log)), key=lambda k: log[k]["date"])
    return [log[k] for k in order], [cells[k] for k in order]


def contacts(log, cells):
    unknown = {"connected": None, "to_number": None, "caller": "unknown", "debt": None}
    return [
        Contact(channel="call", reached="borrower", **facts | {name: unknown[name] for name in cell})
        for facts, cell in zip(log, cells)
    ]


def worst(findings):
    outcomes = {f.outcome for f in findings}
    return next((o for o in ("breach", "cannot tell") if o in outcomes), "within")


@settings(max_examples=120, deadline=None)
@given(calls(most=10, span=1, least=4) | calls(most=9, span=0, least=6))
def test_limits_a_day_are_judged_as_if_every_empty_cell_had_been_tried(drawn):
    log, cells = drawn
    seen = contacts(log, cells)
    for pack, rule, limit, broken in (
        ("cn_standard", "gbt_calls", 3, naive.too_many_connected),
        ("cn_bank_guide", "cba_calls", 6, naive.too_many_tries),
    ):
        for day in {facts["date"] for facts in log}:
            found = [f for f in check(seen, pack) if f.rule == rule and f.first == day]
            assert worst(found) == naive.verdict(log, cells, broken(limit, day)), rule
            assert all(f.limit == limit for f in found)


@settings(max_examples=120, deadline=None)
@given(calls(most=14, span=16) | calls(most=14, span=4, least=8))
def test_a_run_of_days_is_judged_as_if_every_empty_cell_had_been_tried(drawn):
    log, cells = drawn
    found = [f for f in check(contacts(log, cells), "us_reg_f") if f.rule == "us_regf_7in7"]
    runs, talks = ([f for f in found if why in f.why] for why in ("calls", "conversation"))
    assert worst(runs) == naive.verdict(log, cells, naive.too_many_in_a_run(7, 7))
    assert worst(talks) == naive.verdict(log, cells, naive.called_after_talk(7))


@settings(max_examples=60, deadline=None)
@given(calls(most=12, span=16), st.integers(1, 10))
def test_calls_are_counted_a_day_and_in_the_run_that_ends_with_it(drawn, window):
    log, cells = drawn
    rows = counts(contacts(log, cells), window)
    first, last = log[0]["date"], log[-1]["date"]
    assert [row["date"] for row in rows] == naive.days(first, last)
    for row in rows:
        today = [k for k, facts in enumerate(log) if facts["date"] == row["date"]]
        blank = [k for k in today if "connected" in cells[k]]
        answered = [k for k in today if k not in blank and log[k]["connected"]]
        assert (row["calls"], row["connected"], row["unknown"]) == (len(today), len(answered), len(blank))
        assert row["unanswered"] == len(today) - len(answered) - len(blank)
        inside = naive.days(row["date"] - timedelta(window - 1), row["date"])
        assert row["calls_in_window"] == sum(facts["date"] in inside for facts in log)
    assert np.array([r["calls"] for r in rows]).sum() == len(log)
