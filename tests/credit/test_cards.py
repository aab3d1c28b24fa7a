"""Cards: what a bill charges when it is not paid in full, by which convention, and a day-by-day oracle."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.cards import Bearing, Card, FreePeriod, MinimumTo, PayFirst, Posting, allocate, minimum_only
from credit.debts import Kept, Timing
from credit.lateness import Payment
from credit.minimums import Minimum
from credit.money import cents
from credit.payoff import NEVER
from credit.rates import per_day, per_year
from credit.statements import statements
from tests.credit.card_oracle import bills

PURCHASE = [Posting(date(2026, 4, 30), cents("1000"))]
END = date(2026, 8, 31)


def card(**terms):
    terms = {"rate": per_day("0.05%"), "statement_day": 5, "due_days": 18, "minimum": Minimum.of(share="10%")} | terms
    return Card(**terms)


def test_a_bill_paid_in_full_by_its_due_date_bears_nothing():
    rows = statements(card(), PURCHASE, [Payment(date(2026, 5, 23), cents("1000"))], END)
    assert [row.interest for row in rows] == [0] * 4 and rows[-1].balance == 0
    assert rows[0].in_full and rows[0].minimum_met and rows[0].due == date(2026, 5, 23)


def test_a_day_late_the_free_period_is_lost_from_the_posting_date():
    # 30 April to 24 May: 24 days x 1,000 x 0.05 % = 12.00
    rows = statements(card(), PURCHASE, [Payment(date(2026, 5, 24), cents("1000"))], END)
    assert rows[1].interest == cents("12.00") and not rows[0].in_full


FIRST_INTEREST = [
    # bearing, does the day of payment bear, interest on the bill of 5 June when 100 of 1,000 was paid on 23 May
    (Bearing.FULL_BALANCE, False, "17.35"),  # 23 days on 1,000 and 13 on 900
    (Bearing.FULL_BALANCE, True, "17.40"),  # 24 days on 1,000 and 12 on 900
    (Bearing.UNPAID_PART, False, "16.20"),  # 36 days on 900
    (Bearing.UNPAID_PART, True, "16.20"),
]


@pytest.mark.parametrize("bearing, day_bears, interest", FIRST_INTEREST)
def test_paying_the_minimum_full_balance_and_unpaid_part(bearing, day_bears, interest):
    terms = card(bearing=bearing, payment_day_bears=day_bears)
    rows = statements(terms, PURCHASE, [Payment(date(2026, 5, 23), cents("100"))], END)
    assert rows[0].minimum == cents("100") and rows[0].minimum_met and not rows[0].in_full
    assert rows[1].interest == cents(interest)
    # the share of the rest, and the interest in full
    assert rows[1].minimum == cents("90") + cents(interest)


def test_damages_are_a_share_of_the_unpaid_part_of_the_minimum_with_a_floor_and_bear_no_interest():
    paid = [Payment(date(2026, 5, 23), cents("40"))]
    plain = statements(card(damages_share="5%"), PURCHASE, paid, END)
    assert plain[0].minimum_met is False and plain[1].damages == cents("3.00")
    floor = statements(card(damages_share="5%", damages_floor=cents("10")), PURCHASE, paid, END)
    assert floor[1].damages == cents("10")
    none = statements(card(), PURCHASE, paid, END)
    assert [row.interest for row in plain[:3]] == [row.interest for row in none[:3]]


def test_the_minimum_asks_for_an_earlier_minimum_that_was_missed():
    rows = statements(card(), PURCHASE, [], END)
    # 36 days on 1,000 = 18.00; missed 100; a tenth of the other 900
    assert rows[1].minimum == cents("18.00") + cents("100") + cents("90")
    plain = statements(card(charges_in_full=False, minimum=Minimum.of("50", "10%")), PURCHASE, [], END)
    assert plain[1].minimum == cents("101.80")
    late = statements(card(), PURCHASE, [Payment(date(2026, 5, 28), cents("100"))], END)
    assert late[0].minimum_met is False and late[1].minimum == cents("90") + late[1].interest


def test_grace_days_and_a_small_shortfall_count_as_paid_in_full():
    terms = card(grace_days=3, grace_amount=cents("10"))
    on_day_3 = statements(terms, PURCHASE, [Payment(date(2026, 5, 26), cents("990"))], END)
    assert on_day_3[0].in_full and [row.interest for row in on_day_3[:2]] == [0, 0]
    assert on_day_3[1].balance == cents("10")
    on_day_4 = statements(terms, PURCHASE, [Payment(date(2026, 5, 27), cents("990"))], END)
    assert not on_day_4[0].in_full and on_day_4[1].interest > 0
    a_cent_short = statements(terms, PURCHASE, [Payment(date(2026, 5, 26), cents("989.99"))], END)
    assert not a_cent_short[0].in_full


def test_cash_has_no_free_period():
    rows = statements(card(), [Posting(date(2026, 4, 30), cents("1000"), cash=True)], [], END)
    assert rows[0].interest == cents("2.50")  # 5 days


def test_after_a_bill_not_paid_in_full_new_purchases_bear_at_once_where_the_contract_says_so():
    two = [*PURCHASE, Posting(date(2026, 5, 26), cents("2000"))]
    paid = [Payment(date(2026, 5, 23), cents("100"))]
    each = statements(card(), two, paid, END)[1].interest
    strict = statements(card(free_period=FreePeriod.AFTER_A_FULL_PAYMENT), two, paid, END)[1].interest
    assert strict - each == cents("10.00")  # 10 days on 2,000


def test_principal_first_once_91_days_past_due():
    late = [Payment(date(2026, 8, 23), cents("500"))]
    normal, switched = (
        statements(card(principal_first_after=after), PURCHASE, late, date(2026, 12, 31)) for after in (None, 90)
    )
    assert normal[4].balance == switched[4].balance  # the same money, but what is left bears differently
    assert switched[5].interest != normal[5].interest or switched[5].minimum != normal[5].minimum
    early = [Payment(date(2026, 8, 21), cents("500"))]  # 90 days
    same = [statements(card(principal_first_after=after), PURCHASE, early, END) for after in (None, 90)]
    assert same[0] == same[1]


@st.composite
def stories(draw):
    first = date(2026, 1, 1)
    day = st.integers(0, 200).map(lambda n: first + timedelta(n))
    amount = st.one_of(st.integers(1, 300), st.integers(1, 200_000))
    postings = [Posting(draw(day), draw(amount), draw(st.booleans())) for _ in range(draw(st.integers(1, 5)))]
    payments = [Payment(draw(day), draw(amount)) for _ in range(draw(st.integers(0, 6)))]
    terms = Card(
        rate=per_day(draw(st.sampled_from(["0.05%", "0", "0.035%", "0.0333%"]))),
        statement_day=draw(st.sampled_from([1, 5, 28, 31])),
        due_days=draw(st.integers(1, 24)),
        minimum=Minimum(draw(st.sampled_from(["0", "5%", "10%"])).replace("5%", "0.05").replace("10%", "0.1"), 500),
        charges_in_full=draw(st.booleans()),
        bearing=draw(st.sampled_from(Bearing)),
        free_period=draw(st.sampled_from(FreePeriod)),
        damages_share=draw(st.sampled_from(["0", "0.05"])),
        damages_floor=draw(st.sampled_from([0, 1000])),
        grace_days=draw(st.sampled_from([0, 3])),
        grace_amount=draw(st.sampled_from([0, 1000])),
        payment_day_bears=draw(st.booleans()),
        compound=draw(st.booleans()),
        pay_first=draw(st.sampled_from(PayFirst)),
        principal_first_after=draw(st.sampled_from([None, 30, 90])),
    )
    return terms, postings, payments, first + timedelta(draw(st.integers(1, 330)))


@settings(max_examples=150, deadline=None)
@given(stories())
def test_the_bills_equal_the_day_by_day_oracle(story):
    terms, postings, payments, until = story
    rows = statements(terms, postings, payments, until)
    naive = bills(terms, postings, payments, {row.date for row in rows}, until) if rows else []
    names = ("interest", "damages", "balance", "minimum", "in_full", "minimum_met")
    assert [tuple(getattr(row, name) for name in names) for row in rows] == naive


@settings(max_examples=150, deadline=None)
@given(stories(), st.randoms())
def test_every_cent_posted_or_charged_is_paid_or_on_the_bill_and_the_order_of_entry_does_not_matter(story, random):
    terms, postings, payments, until = story
    rows = statements(terms, postings, payments, until)
    for row in rows:
        assert row.before + row.postings + row.interest + row.damages - row.paid == row.balance
        assert 0 <= row.minimum <= max(row.balance, 0)
    for before, after in zip(rows, rows[1:]):
        assert after.before == before.balance
    assert statements(terms, random.sample(postings, len(postings)), payments, until) == rows
    assert statements(terms, postings, payments[::-1], until) == rows


# Balances at several rates (United States)


def test_what_is_above_the_minimum_goes_to_the_highest_rate():
    rates = ["0", "0.17", "0.25"]
    taken = allocate([cents("300")], [cents("40")], [[cents("500"), cents("250"), cents("200")]], rates)
    assert taken.tolist() == [[cents("40"), cents("60"), cents("200")]]
    taken = allocate([cents("300")], [cents("40")], [[50_000, 25_000, 20_000]], rates, MinimumTo.HIGHEST_RATE)
    assert taken.tolist() == [[0, cents("100"), cents("200")]]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 1000), min_size=3, max_size=3), min_size=1, max_size=5),
    st.integers(0, 4000),
    st.integers(0, 500),
    st.sampled_from(MinimumTo),
)
def test_allocation_loses_no_cent(balances, paid, minimum, to):
    rows = np.array(balances)
    taken = allocate(np.full(len(rows), paid), np.full(len(rows), minimum), rows, ["0.1", "0.3", "0.2"], to)
    assert (taken <= rows).all() and (taken >= 0).all()
    assert (taken.sum(axis=1) == np.minimum(paid, rows.sum(axis=1))).all()


# The minimum, again and again


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=4, unique_by=lambda b: b[1]),
    st.integers(0, 200), st.integers(0, 90), st.sampled_from(MinimumTo),
)  # fmt: skip
def test_allocation_equals_a_payment_laid_down_cent_by_cent(cards, paid, minimum, to):
    left = [balance for balance, _ in cards]
    for cent in range(paid):
        open_ = [k for k, balance in enumerate(left) if balance]
        if not open_:
            break
        cheapest, dearest = min(open_, key=lambda k: cards[k][1]), max(open_, key=lambda k: cards[k][1])
        left[cheapest if cent < minimum and to is MinimumTo.LOWEST_RATE else dearest] -= 1
    got = allocate(paid, minimum, [balance for balance, _ in cards], [f"{rate}%" for _, rate in cards], to)[0]
    assert got.tolist() == [balance - rest for (balance, _), rest in zip(cards, left)]


def test_only_the_minimum_for_many_cards_at_once():
    result = minimum_only([cents("5000"), cents("8000")], per_year("22%"), Minimum.of("25", "2%"))
    assert result.months[0] == 817 and result.total_interest[0] == cents("35957.25")
    assert result.months[1] > 817
    assert minimum_only(cents("5000"), per_year("30%"), Minimum.of(share="2%")).months[0] == NEVER


def test_a_minimum_paid_before_the_interest():
    result = minimum_only(cents("42"), per_year("20%"), Minimum.of("5", "4%"), Timing.PAY_THEN_ACCRUE, Kept.UNROUNDED)
    assert result.ends[0] and result.months[0] == 9


@pytest.mark.parametrize(
    "question, words",
    [
        (lambda: card(due_days=25, grace_days=3), "do not fit"),
        (lambda: card(statement_day=32), "1 to 31"),
        (lambda: card(damages_share="-1%"), "start at 0"),
        (lambda: Posting(date(2026, 1, 1), -5), "below zero"),
        (lambda: Posting(date(2026, 1, 1), 5.5), "part of a cent"),
        (lambda: allocate(-1, 1_000, [5_000, 20_000], ["24%", "12%"]), "-1 cents are below zero"),
    ],
)
def test_a_card_that_cannot_be_is_refused_in_a_sentence(question, words):
    with pytest.raises(ValueError, match=words):
        question()


def test_no_history_no_bills():
    assert statements(card(), [], [], END) == []
