"""Several loans of one borrower: they add up, and one payment is split by a named rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.borrower import Account, Borrower, Split
from credit.clause import Base, LateClause, Style
from credit.events import Payment
from credit.loans import Loan
from credit.money import cents
from credit.rates import per_month, per_year

BOAT = Account(Loan.of("6000", per_month("1.8%"), 12, "2026-08-05"))
MOSS = Account(Loan.of("20000", per_year("18%"), 24, "2026-09-05"))
BELL = Account(
    Loan.of("1423.33", per_year(0), 1, "2026-09-20"),
    LateClause(style=Style.DAILY, amount="0.1%", base=Base.OVERDUE_INSTALMENT),
)
THREE = Borrower.of([BOAT, MOSS, BELL])
DAY = date(2026, 9, 30)


def costs():
    return [int(c) for c in THREE.each(DAY).cost_to_get_current[:, 0]]


def test_all_loans_together_are_the_sum_of_each():
    each = [account.ledger(DAY).at(DAY).one() for account in THREE.accounts]
    together = THREE.together(DAY)
    assert together.one()["penalty"] == sum(e["penalty"] for e in each)
    assert together.cost_to_get_current[0, 0] == sum(costs())
    assert together.days_past_due[0, 0] == 56


def test_each_rule_pays_the_loan_that_it_names_first():
    boat, moss, bell = costs()
    assert THREE.split(boat + 100, DAY, Split.LONGEST_LATE) == ([boat, 100, 0], 0)
    assert THREE.split(boat + 100, DAY, Split.HIGHEST_RATE) == ([boat, 100, 0], 0)
    assert THREE.split(moss + 100, DAY, Split.LEAST) == ([100, moss, 0], 0)
    assert THREE.split(bell + 100, DAY, Split.MOST) == ([100, 0, bell], 0)
    assert THREE.split(100, DAY, Split.IN_ORDER) == ([100, 0, 0], 0)
    assert THREE.split(sum(costs()) + 7, DAY, Split.EVENLY) == (costs(), 7)
    parts, left = THREE.split(100_000, DAY, Split.EVENLY)
    assert sum(parts) == 100_000 and left == 0
    assert all(abs(part - 100_000 * cost / sum(costs())) <= 1 for part, cost in zip(parts, costs()))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500_000), st.sampled_from(Split), st.integers(0, 120))
def test_a_split_adds_up_never_pays_more_than_is_due_and_brings_the_cost_down_by_itself(amount, rule, day):
    on = date(2026, 8, 5) + timedelta(day)
    needed = THREE.each(on).cost_to_get_current[:, 0]
    parts, left = THREE.split(amount, on, rule)
    assert sum(parts) + left == amount
    assert all(0 <= part <= need for part, need in zip(parts, needed))
    assert left == 0 or parts == needed.tolist()
    after, rest = THREE.pay(amount, on, rule)
    assert rest == left
    assert after.together(on).cost_to_get_current[0, 0] == needed.sum() - sum(parts)


def test_no_loan_and_a_negative_payment_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="without a loan"):
        Borrower.of([])
    with pytest.raises(ValueError, match="below zero"):
        THREE.split(-1, DAY, Split.EVENLY)


def test_payments_made_before_the_split_count():
    paid = Account(BOAT.loan, BOAT.clause, (Payment(DAY, cents("200")),))
    assert Borrower.of([paid]).split(10**9, DAY, Split.LEAST)[0] == [costs()[0] - cents("200")]
