"""Nobody calls: capacity decides who hears what, and the meters do not wait."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.clause import LateClause
from credit.floor import messages, work
from credit.lateness import stop_paying
from credit.loans import Loan
from credit.queue import Floor, Order, Stage, meters, wait
from credit.rates import per_month

SMALL = Floor(accounts=1_000, callers=4, calls=30, agency_calls=60)


def test_twenty_callers_cover_at_most_3600_of_20000_and_a_small_balance_waits_a_month():
    floor = Floor(accounts=20_000, callers=20, calls=60, rest_days=3, order=Order.AMOUNT)
    assert floor.capacity == 1_200 and floor.covered == 3_600
    silence = wait(floor, 56_041, reachable=True)
    assert silence.chance(30) == 1.0 and silence.expected_days is None
    assert (silence.called == floor.capacity + floor.agency_calls).all() and (silence.waiting > 10_000).all()
    assert wait(floor, 5_000_000, reachable=True).chance(1) == 0.0


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(Order), st.integers(0, 40), st.floats(0, 1), st.integers(0, 400_000), st.integers(0, 120),
    st.integers(0, 99),
)  # fmt: skip
def test_silence_never_becomes_more_likely_with_time(order, callers, automated, balance, late, seed):
    floor = replace(SMALL, order=order, callers=callers, automated=automated)
    silence = wait(floor, balance, late, horizon=60, seed=seed, copies=200)
    by_day = silence.by_day()
    assert by_day[0] == 1 and (np.diff(by_day) <= 1e-12).all() and (by_day >= -1e-12).all()
    assert (silence.called <= floor.capacity + floor.agency_calls).all()
    assert ((silence.calls >= 0) & (silence.calls <= 1)).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 99))
def test_more_callers_never_lengthen_the_silence_by_lot(callers, more, seed):
    # With little churn the same accounts meet the same lots; only the number of calls differs.
    floor = replace(SMALL, order=Order.RANDOM, stays_late=1e9, pays_after_talk=0.0, agency_day=10_000, sold_day=20_000)
    few = wait(replace(floor, callers=callers), 50_000, horizon=30, seed=seed, copies=400)
    many = wait(replace(floor, callers=callers + more), 50_000, horizon=30, seed=seed, copies=400)
    assert many.chance(30) <= few.chance(30) + 0.1


def test_a_call_leads_to_days_of_rest():
    everyone = wait(replace(SMALL, callers=1000), 10_000, reachable=True, horizon=9)
    assert everyone.calls.tolist() == [1, 0, 0, 1, 0, 0, 1, 0, 0]
    assert set(everyone.first_call) == {1} and everyone.expected_days == 1


def test_a_dead_number_swallows_calls_and_messages():
    lost = wait(replace(SMALL, callers=1000), 10_000, reachable=False, horizon=9)
    assert lost.chance(9) == 1 and lost.lost_calls == 3 and lost.lost_messages == 3  # days 1, 3 and 7
    kept = wait(replace(SMALL, callers=1000), 10_000, reachable=True, horizon=9)
    assert kept.lost_calls == kept.lost_messages == 0


def test_software_alone_means_silence_until_the_agency_comes():
    floor = replace(SMALL, callers=1000, automated=1.0, agency_day=30, agency_calls=10_000)
    silence = wait(floor, 10_000, reachable=True, horizon=40)
    assert set(silence.first_call) == {30}
    assert silence.stages[28] is Stage.OWN and silence.stages[29] is Stage.AGENCY


def test_after_the_sale_this_floor_calls_no_more():
    floor = replace(SMALL, callers=1000, agency_day=20, agency_calls=10_000, sold_day=25)
    silence = wait(floor, 10_000, days_late=10, reachable=True, horizon=40)
    assert silence.stages[14] is Stage.SOLD and silence.calls[14:].sum() == 0 and silence.calls[:14].sum() > 0


def test_nobody_works_so_nobody_is_called():
    silence = wait(replace(SMALL, callers=0, agency_calls=0), 900_000, horizon=30)
    assert silence.chance(30) == 1 and not silence.called.any()


def test_the_order_decides_who_is_called():
    poor = {order: wait(replace(SMALL, order=order), 5_000, reachable=True, horizon=50).chance(30) for order in Order}
    assert poor[Order.AMOUNT] == 1 and poor[Order.RANDOM] < 0.3 and poor[Order.CONTACTABLE] <= poor[Order.RANDOM]
    late = replace(SMALL, order=Order.DAYS_LATE)
    assert wait(late, 5_000, 50, True, 5).chance(5) < wait(late, 5_000, 0, True, 5).chance(5)


def test_the_same_seed_gives_the_same_silence():
    assert (wait(SMALL, 50_000, seed=3).first_call == wait(SMALL, 50_000, seed=3).first_call).all()
    mixed = replace(SMALL, order=Order.RANDOM)
    assert (wait(mixed, 50_000, seed=3).first_call != wait(mixed, 50_000, seed=4).first_call).any()


def test_the_meters_of_case_a_run_on_in_silence():
    loan = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
    ledger = stop_paying(loan, LateClause(acceleration_days=90), 5)
    run = meters(ledger, date(2026, 8, 5), 92, mark_from=(1, 31, 61, 91))
    assert run["charges"][[30, 92]].tolist() == [1_294, 8_032]
    assert run["owed"][[30, 92]].tolist() == [57_335, 232_196]
    assert run["callable"][92] == 414_092 and run["callable"][90] == 0
    assert run["mark"][[0, 1, 30, 31, 61, 92]].tolist() == [0, 1, 1, 2, 3, 4]
    assert (np.diff(run["owed"]) >= 0).all()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: Floor(accounts=0), "The number of accounts is 0; it goes from 1 to 1000000."),
        (lambda: Floor(dead=1.4), "The share dead is 1.4; it lies between 0 and 1."),
        (lambda: Floor(agency_day=90, sold_day=60), "The day of sale is 60; it goes from 91."),
        (lambda: wait(SMALL, 5, horizon=0), "The horizon in days is 0; it goes from 1 to 720."),
        (lambda: wait(SMALL, 5, horizon=20).chance(30), "The day asked for is 30; it goes from 0 to 20."),
    ],
)
def test_a_wrong_value_is_named_with_its_range(ask, sentence):
    with pytest.raises(ValueError) as error:
        ask()
    assert sentence in str(error.value)


def test_a_floor_that_has_worked_serves_every_borrower():
    worked = work(SMALL, 40)
    for balance in (10_000, 400_000, 3_000_000):
        afresh, served = wait(SMALL, balance, horizon=40), wait(SMALL, balance, horizon=40, worked=worked)
        assert (afresh.first_call == served.first_call).all() and (afresh.calls == served.calls).all()
    with pytest.raises(ValueError, match="of another floor, another seed or fewer days"):
        wait(SMALL, 10_000, horizon=41, worked=worked)


def test_a_balance_that_grows_moves_up_the_list():
    grows = np.where(np.arange(40) < 20, 10_000, 5_000_000)
    silence = wait(SMALL, grows, reachable=True, horizon=40)
    assert set(silence.first_call) == {21}
    assert silence.place(20).ahead > silence.place(20).reached and silence.place(21).ahead < 10


def test_who_stands_within_reach_is_called_and_who_does_not_is_not():
    floor = replace(SMALL, order=Order.AMOUNT, rest_days=1)
    for balance in np.linspace(200_000, 1_200_000, 30).astype(int):
        silence = wait(floor, int(balance), reachable=True, horizon=20)
        for day in (1, 7, 20):
            place = silence.place(day)
            assert (silence.calls[day - 1] == 1) == (place.ahead < place.reached)
            assert place.reached == floor.capacity and place.listed <= floor.accounts


def test_after_the_sale_there_is_no_place():
    floor = replace(SMALL, agency_day=20, sold_day=25)
    silence = wait(floor, 10_000, days_late=10, horizon=20)
    assert silence.place(14).stage is Stage.AGENCY and silence.place(15) is None


def test_the_wait_after_a_silence_counts_from_its_end():
    everyone = wait(replace(SMALL, callers=1000, automated=1.0, agency_day=30, agency_calls=10_000), 1, horizon=60)
    machine = wait(replace(SMALL, automated=1.0, agency_day=30, agency_calls=10_000), 1, reachable=True, horizon=60)
    assert machine.wait_after(0) == (30, True) and machine.wait_after(10) == (20, True)
    assert machine.chance_after(0, 29) == 1 and machine.chance_after(10, 20) == 0
    assert machine.wait_after(30) is machine.chance_after(30) is None
    mean, exact = everyone.wait_after(0)  # some numbers are dead
    assert not exact and 30 < mean < 61


def test_software_writes_until_the_sale():
    assert [messages(day, SMALL) for day in (0, 1, 30, 92)] == [0, 1, 5, 7]
    assert messages(92, replace(SMALL, agency_day=20, sold_day=25)) == 4
