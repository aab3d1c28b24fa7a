"""A cohort in chunks is the same engine: the same figures, a report of progress, and a stop without loss."""

from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.caps import Caps, Over
from credit.clause import LateClause, Style
from credit.cohort import stand
from credit.lateness import replay
from credit.ledger import Position
from credit.level import equal_instalments
from credit.rates import Rates, per_month, per_year
from tests.credit.strategies import clauses

RATE = per_month("1.8%")


def cohort(seed, size, n, in_step):
    rng = np.random.default_rng(seed)
    first = np.datetime64("2026-04-05") + rng.integers(0, 24, size)
    rows = equal_instalments(rng.integers(100_000, 3_000_000, size), [RATE.monthly] * size, [n] * size, first)
    late = np.where(rng.random((size, n)) < 0.5, rng.integers(0, 27 if in_step else 70, (size, n)), 0)
    paid = np.where(rng.random((size, n)) < 0.2, 0, rows.instalment)
    paid[:, 1:] += np.where((paid[:, :-1] == 0) & (rng.random((size, n - 1)) < 0.5), rows.instalment[:, :-1], 0)
    return rows, rows.due + late, paid


def same(one: Position, other: Position):
    for f in fields(Position):
        assert (getattr(one, f.name) == getattr(other, f.name)).all(), f.name


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), clauses(longest_grace=20), st.booleans(), st.booleans(), st.integers(1, 40))
def test_chunks_without_history_equal_the_ledger(seed, clause, in_step, after_all, chunk):
    rows, paid_on, paid = cohort(seed, 25, 9, in_step)
    end = max(rows.due.max(), paid_on.max()).item()
    as_of = [end + timedelta(40)] if after_all else [date(2026, 8, 31), date(2026, 7, 1), end]
    whole = replay(rows, [RATE] * 25, clause, paid_on, paid, max(as_of)).at(as_of)
    run = stand(rows, RATE, clause, paid_on, paid, as_of, chunk=chunk)
    assert run.finished
    same(run.position, whole)


def test_one_rate_for_all_is_the_rate_of_each():
    rows, paid_on, paid = cohort(1, 30, 12, True)
    as_of = rows.due.max() + 60
    one = stand(rows, RATE, LateClause(), paid_on, paid, as_of)
    same(one.position, stand(rows, [RATE] * 30, LateClause(), paid_on, paid, as_of, chunk=7).position)
    assert one.position.charges.sum() > 0


def test_rates_as_an_array_are_those_of_each_loan():
    rows, paid_on, paid = cohort(3, 30, 12, True)
    yearly, as_of = np.arange(30) * 77 + 500, rows.due.max() + 60
    for caps in (None, Caps(yearly="30%", over=Over.ALL)):
        clause = LateClause(grace_days=3, caps=caps)
        each = [per_year(Fraction(int(y), 10_000)) for y in yearly]
        one_by_one = stand(rows, each, clause, paid_on, paid, as_of, chunk=11)
        same(stand(rows, Rates(yearly, 10_000), clause, paid_on, paid, as_of, chunk=11).position, one_by_one.position)
    with pytest.raises(ValueError, match="one a loan"):
        stand(rows, each[:4], clause, paid_on, paid, as_of)
    with pytest.raises(ValueError, match="one a loan"):
        stand(rows, Rates(yearly[:4], 10_000), clause, paid_on, paid, as_of)


def test_progress_is_told_after_each_chunk_and_a_stop_keeps_what_is_done():
    rows, paid_on, paid = cohort(2, 50, 6, True)
    clause, as_of, told = LateClause(style=Style.FLAT, amount=3000, grace_days=3), rows.due.max() + 60, []
    whole = stand(rows, RATE, clause, paid_on, paid, as_of)
    run = stand(
        rows, RATE, clause, paid_on, paid, as_of, chunk=20,
        progress=lambda done, size: told.append((done, size)), stop=lambda: len(told) == 2,
    )  # fmt: skip
    assert told == [(20, 50), (40, 50)]
    assert not run.finished and run.done == 40 and run.position.charges.shape == (40, 1)
    assert (run.position.charges == whole.position.charges[:40]).all()
    nothing = stand(rows, RATE, clause, paid_on, paid, as_of, stop=lambda: True)
    assert nothing.done == 0 and nothing.position.charges.shape == (0, 1)
    with pytest.raises(ValueError, match="holds none"):
        stand(rows, RATE, clause, paid_on, paid, as_of, chunk=0)
