"""A debt fixer's offer: what it costs on average, what not paying adds, and how likely it would have to work."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.clause import LateClause
from credit.fixer import Offer, bill, own_chance, wait
from credit.lateness import stop_paying
from credit.loans import Loan
from credit.money import divide
from credit.rates import per_year

DAY_0 = date(2026, 8, 5)
CASE_E = Loan.of("36000", per_year("18%"), 36, "2025-10-05")  # the eleventh instalment falls due on day 0
OFFERS = st.builds(
    Offer,
    fee=st.integers(0, 3_000_000),
    cut=st.integers(0, 8_000_000),
    chance=st.fractions(0, 1, max_denominator=1000),
    only_on_success=st.booleans(),
)
PENALTY = st.integers(0, 2_000_000)


def unpaid():
    return stop_paying(CASE_E, LateClause(acceleration_days=90), 11, until=date(2028, 6, 1))


def by_hand(base_and_days):
    """Sum of base x 27 % x days / 365 over the missed principal parts, rounded once."""
    whole = sum(Fraction(base * days * 27, 36500) for base, days in base_and_days)
    return int(divide(whole.numerator, whole.denominator))


def test_2228_asked_against_a_cut_of_7500_needs_29_7_percent_before_any_penalty():
    fee = int(divide(2_784_998 * 8, 100))
    assert fee == 222_800
    needed = bill(Offer(fee, 750_000, Fraction(3, 10))).break_even
    assert needed == Fraction(2228, 7500) and round(float(needed), 3) == 0.297


def test_the_new_penalty_is_what_the_late_clause_adds_from_the_day_of_the_offer_on():
    story = wait(unpaid(), DAY_0 + timedelta(70), 6)
    assert (story.start, story.end) == (date(2026, 10, 14), date(2027, 4, 14))
    parts = [int(p) for p in CASE_E.schedule().principal[0, 10:19]]
    due = [int((DAY_0 + timedelta(d) - DAY_0).days) for d in (0, 31, 61, 92, 122, 153, 184, 212, 243)]
    then = by_hand([(p, 252 - d) for p, d in zip(parts, due)])
    before = by_hand([(p, 70 - d) for p, d in zip(parts[:3], due)])
    assert (story.penalty_before, story.penalty) == (before, then - before)
    assert (story.missed_before, story.missed, story.callable_balance) == (3, 9, 2_784_998)


def test_the_figures_of_case_e_stand_in_the_wait():
    for days, penalty in ((30, 1961), (60, 5847), (90, 11751), (120, 19638)):
        assert wait(unpaid(), DAY_0 + timedelta(days), 0).penalty_before == penalty


def test_no_month_adds_no_penalty_and_more_months_never_less():
    waits = [wait(unpaid(), DAY_0, months) for months in range(13)]
    assert waits[0].penalty == 0
    assert all(a.penalty < b.penalty and a.missed < b.missed for a, b in zip(waits, waits[1:]))


@settings(max_examples=200)
@given(OFFERS, PENALTY)
def test_the_gain_is_the_average_of_the_two_ways_it_can_end(offer, penalty):
    found = bill(offer, penalty)
    average = offer.chance * found.if_it_works + (1 - offer.chance) * found.if_it_fails
    assert abs(found.gain - average) <= 1  # two sums rounded to the cent
    assert found.gain == found.saving - found.fee - found.penalty


@settings(max_examples=200)
@given(OFFERS, PENALTY)
def test_from_the_break_even_chance_on_there_is_no_loss_and_below_it_there_is_one(offer, penalty):
    needed = bill(offer, penalty).break_even
    for chance in (Fraction(0), Fraction(1, 3), Fraction(1)):
        exact = chance * (offer.cut - offer.fee * offer.only_on_success) - penalty
        exact -= 0 if offer.only_on_success else offer.fee
        assert (exact >= 0) == (needed is not None and chance >= needed) or (exact == 0 and needed is None)


@settings(max_examples=100)
@given(OFFERS, PENALTY)
def test_asking_with_one_s_own_chance_does_as_well(offer, penalty):
    gain = bill(offer, penalty).gain
    chance = own_chance(gain, offer.cut)
    assert chance is None if offer.cut == 0 else chance * offer.cut == max(gain, 0)


def test_where_success_brings_nothing_no_chance_breaks_even():
    assert bill(Offer(1000, 0, 1)).break_even is None
    assert bill(Offer(1000, 1000, 1, only_on_success=True), 5).break_even is None
    assert bill(Offer(2000, 1000, 1)).break_even == 2  # more than certain


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Offer(-1, 5, 1), "A fee of -1 cents"),
        (lambda: Offer(1, -5, 1), "A cut of -5 cents"),
        (lambda: Offer(1, 5, Fraction(6, 5)), "A chance of 1.2 lies outside"),
        (lambda: bill(Offer(1, 5, 1), -1), "A new penalty of -1"),
        (lambda: wait(unpaid(), DAY_0, -1), "-1 months"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
