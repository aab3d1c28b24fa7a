"""The worlds against their naive second opinions: the same luck, another program, the same figures."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.chance import stream
from credit.floor import Floor, Order
from credit.lender import STYLISED
from credit.portfolio import PEOPLE, run
from credit.queue import wait
from tests.credit import floor_oracle, portfolio_oracle
from tests.credit.test_portfolio import lenders

floors = st.builds(
    Floor,
    accounts=st.integers(1, 60),
    callers=st.integers(0, 4),
    calls=st.integers(0, 6),
    order=st.sampled_from(Order),
    rest_days=st.integers(1, 4),
    automated=st.sampled_from([0.0, 0.3, 1.0]),
    dead=st.sampled_from([0.0, 0.3, 1.0]),
    answered=st.floats(0, 1),
    pays_after_talk=st.floats(0, 1),
    stays_late=st.floats(1, 60),
    agency_day=st.integers(1, 40),
    agency_calls=st.integers(0, 20),
    sold_day=st.integers(41, 80),
    median_balance=st.integers(1, 500_000),
    balance_spread=st.floats(0, 2),
)


@settings(max_examples=60, deadline=None)
@given(floors, st.data(), st.integers(0, 50), st.sampled_from([None, True, False]), st.integers(0, 99))
def test_a_floor_and_its_silence_equal_the_naive_ones(floor, data, days_late, reachable, seed):
    horizon, copies = 25, 6
    balances = data.draw(st.lists(st.integers(0, 900_000), min_size=horizon, max_size=horizon))
    got = wait(floor, np.array(balances), days_late, reachable, horizon, seed, copies)
    luck = lambda purpose: stream(seed, purpose)
    first, days, lost, messages = floor_oracle.silence(floor, luck, balances, days_late, reachable, horizon, copies)
    assert got.first_call.tolist() == first
    assert [round(c * copies) for c in got.calls] == [d["rang"] for d in days]
    assert [s.value for s in got.stages] == [d["stage"] for d in days]
    assert got.called.tolist() == [d["called"] for d in days]
    assert got.waiting.tolist() == [d["waited"] for d in days]
    assert (round(got.lost_calls * copies), round(got.lost_messages * copies)) == (lost, messages)
    for day, naive in enumerate(days, 1):
        place = got.place(day)
        assert (place and (place.listed, place.ahead, place.reached)) == naive["place"]
    for day in range(horizon + 1):
        silent = [f for f in first if f == 0 or f > day]
        assert round(got.chance(day) * copies) == len(silent)
        if silent:
            waits = [(f or horizon + 1) - day for f in silent]
            mean, exact = got.wait_after(day)
            assert round(mean * len(silent), 6) == sum(waits) and exact == all(f > 0 for f in silent)
        else:
            assert got.wait_after(day) is None


@settings(max_examples=40, deadline=None)
@given(lenders, st.integers(0, 9), st.integers(1, 4), st.integers(0, 3))
def test_a_lender_s_book_equals_the_naive_one_to_the_cent(lender, seed, write_off_at, late):
    lender, a = replace(lender, applicants=min(lender.applicants, 60)), replace(STYLISED, write_off_at=2 * write_off_at)
    luck = lambda purpose, kind, shape: getattr(stream(seed, f"lender {purpose}"), kind)(shape)
    people, horizon = [], lender.term + a.write_off_at
    once = {name: luck(name, "random", PEOPLE) for name in ("month", "repeat", "size")}
    once |= {name: luck(name, "standard_normal", PEOPLE) for name in ("strength", "score")}
    monthly = {name: luck(name, "random", (horizon, PEOPLE)) for name in ("miss", "catch", "cover", "complain")}
    for k in range(lender.applicants):
        people.append({name: draw[k] for name, draw in once.items()} | {n: d[:, k] for n, d in monthly.items()})
    flows, seen, owed = portfolio_oracle.book(lender, a, people)
    got = run(lender, seed, a)
    assert got.complaints.tolist() == flows["complaints"]
    assert {name: flow.tolist() for name, flow in got.flows.items()} == {
        name: flow for name, flow in flows.items() if name != "complaints"
    }
    assert got.granted.tolist() == [p["granted"] for p in seen] and got.month.tolist() == [p["month"] for p in seen]
    assert got.behind.T.tolist() == [p["behind"] for p in seen]
    assert got.covered.tolist() == [p["covered"] for p in seen]
    assert got.owed.tolist() == owed and got.carried() == portfolio_oracle.carried(lender, flows, owed)
    curves = got.vintages(late)
    for quarter in range(len(lender.economy)):
        for age in range(1, horizon + 1):
            share, naive = curves[quarter, age - 1], portfolio_oracle.vintage(seen, quarter, age, late)
            assert np.isnan(share) if naive is None else share == naive
    number, running = got.late_by_month(1)
    on_book = lambda p, age: p["granted"] and p["behind"][age - 1] < a.write_off_at
    for m in range(len(number)):
        rows = [(p["behind"][m - p["month"] - 1], p, m - p["month"]) for p in seen if 1 <= m - p["month"] <= horizon]
        alive = [b for b, p, age in rows if on_book(p, age) and (age < lender.term or b > 0)]
        assert (number[m], running[m]) == (sum(b >= 1 for b in alive), len(alive))
    assert got.excluded_good == sum(not p["granted"] and max(p["behind"]) < 3 for p in seen)
    assert got.in_spiral == sum(p["granted"] and p["covered"] >= 2 for p in seen)
