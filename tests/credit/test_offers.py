"""Offers side by side: the plans of cases C and E to the cent, and the chance of keeping them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.money import cents
from credit.offers import (
    Holiday,
    Offer,
    compare,
    formula_interest,
    holiday,
    interest_only,
    keeping,
    price_of_ease,
    re_term,
    settlement,
    with_charges,
    with_fixer,
)
from credit.rates import per_year

RATE = per_year("18%")
C, E = cents("15648.78"), cents("27849.98")

PLANS = [
    # balance, months, instalment, interest as a leaflet prints it, interest of the cent schedule, last instalment
    (C, 18, "998.48", "2323.91", "2323.93", "998.55"),
    (C, 24, "781.25", "3101.25", "3101.25", "781.28"),
    (C, 36, "565.74", "4717.89", "4717.89", "565.77"),
    (C, 60, "397.38", "8193.79", "8193.65", "397.01"),
    (E, 36, "1006.84", "8396.39", "8396.38", "1006.96"),
    (E, 48, "818.09", "11418.49", "11418.50", "818.25"),
    (E, 60, "707.21", "14582.41", "14582.30", "706.89"),
]


@pytest.mark.parametrize("balance, months, instalment, leaflet, schedule, last", PLANS)
def test_the_re_terms_of_cases_c_and_e(balance, months, instalment, leaflet, schedule, last):
    offer = re_term(balance, RATE, months)
    assert (offer.instalment, int(offer.payments[-1])) == (cents(instalment), cents(last))
    assert (offer.cost, formula_interest(balance, RATE, months)) == (cents(schedule), cents(leaflet))
    assert offer.months == months and offer.total_paid == balance + cents(schedule)


def test_case_e_as_before_is_the_rest_of_the_contract():
    as_before = Offer("as before", np.array([cents("1301.49")] * 25 + [cents("1301.29")]), E)
    assert as_before.cost == cents("5988.56") and formula_interest(E, RATE, 26) == cents("5988.61")


def test_case_e_interest_free_over_60_months():
    offer = re_term(E, per_year(0), 60)
    assert offer.instalment == cents("464.17") and offer.cost == 0


def test_case_e_three_months_of_holiday_under_three_named_rules():
    instalment = {kind: holiday(E, RATE, 26, 3, kind).instalment for kind in Holiday}
    assert instalment[Holiday.SIMPLE] == cents("1360.05")
    assert instalment[Holiday.CAPITALISED] == cents("1360.93")
    assert instalment[Holiday.WAIVED] == re_term(E, RATE, 26).instalment
    rest = holiday(E, RATE, 26, 3, Holiday.SIMPLE)
    assert rest.payments[:3].tolist() == [0, 0, 0] and rest.months == 29


def test_case_e_a_fixers_fee_buys_nothing():
    plain = re_term(E, RATE, 60)
    fixed = with_fixer(plain, "8%")
    assert fixed.at_once == cents("2228.00") and fixed.cost == plain.cost + cents("2228.00")
    assert (fixed.instalment, fixed.months) == (plain.instalment, plain.months)


def test_each_100_less_a_month_has_a_price():
    of = {(b, n): re_term(b, RATE, n) for b, n, *_ in PLANS}
    assert price_of_ease(of[C, 24], of[C, 18]) == pytest.approx(cents("357.84"), abs=2)
    assert price_of_ease(of[E, 60], of[E, 48]) == pytest.approx(cents("2853.46"), abs=20)
    with pytest.raises(ValueError, match="not less"):
        price_of_ease(of[C, 18], of[C, 24])


def test_a_settlement_gives_up_the_rest():
    offer = settlement(E, "60%", in_months=3, month=2)
    assert offer.total_paid == cents("16709.99") and offer.forgiven == E - cents("16709.99")
    assert offer.payments.tolist()[:1] == [0] and offer.months == 4 and offer.cost == -offer.forgiven


def test_charges_waived_are_forgiven_and_else_paid_at_once():
    plain = re_term(E, RATE, 36)
    paid, waived = with_charges(plain, cents("118.05"), False), with_charges(plain, cents("118.05"), True)
    assert paid.total_paid == plain.total_paid + cents("118.05") and paid.cost == plain.cost
    assert waived.total_paid == plain.total_paid and waived.cost == plain.cost - cents("118.05")
    assert (paid.forgiven, waived.forgiven) == (0, cents("118.05"))


def test_interest_only_then_the_whole_balance():
    offer = interest_only(E, RATE, 26, 3)
    assert offer.payments[:3].tolist() == [cents("417.75")] * 3
    assert offer.payments[3:].tolist() == re_term(E, RATE, 26).payments.tolist()


# The chance of keeping it


def test_a_plan_is_kept_on_the_paths_that_can_pay_it():
    offer = Offer("three", np.array([100, 100, 100]), 300)
    spare = np.array([[100, 100, 100], [150, 50, 100], [50, 150, 100], [300, 0, 0], [0, 0, 0]])
    kept = keeping(offer, spare)
    assert kept.breaks.tolist() == [0, 0, 1, 0, 1] and kept.chance == 0.6
    assert kept.error == pytest.approx((0.6 * 0.4 / 5) ** 0.5)
    assert keeping(offer, spare, carry=False).breaks.tolist() == [0, 2, 1, 2, 1]
    assert keeping(offer, spare, cushion=50).breaks.tolist() == [0, 0, 0, 0, 1]
    assert keeping(offer, spare, carry=False).paid_before.tolist() == [300, 100, 0, 100, 0]


def test_a_bad_month_eats_savings_but_leaves_no_debt():
    later = Offer("later", np.array([0, 100]), 100)
    assert keeping(later, np.array([[-50, 100]])).breaks[0] == 0
    assert keeping(later, np.array([[-50, 100]]), cushion=40).breaks[0] == 0
    assert keeping(later, np.array([[-50, 99]]), cushion=40).breaks[0] == 2


def test_565_kept_beats_998_broken():
    spare = np.random.default_rng(7).normal(90_000, 30_000, (4_000, 36)).astype(np.int64)
    light, heavy = re_term(C, RATE, 36, "36"), re_term(C, RATE, 18, "18")
    rows = compare([light, heavy], spare, cushion=100_000)
    assert rows[0]["chance"] > rows[1]["chance"] and rows[0]["cost"] > rows[1]["cost"]
    assert compare([light])[0]["chance"] is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=6),
    st.lists(st.lists(st.integers(-200, 600), min_size=6, max_size=6), min_size=1, max_size=20),
    st.integers(0, 500),
    st.booleans(),
)
def test_more_savings_never_make_an_offer_harder_to_keep(payments, paths, cushion, carry):
    offer = Offer("any", np.array(payments), sum(payments))
    less, more = (keeping(offer, np.array(paths), c, carry).chance for c in (0, cushion))
    assert less <= more


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=6),
    st.lists(st.integers(-200, 600), min_size=6, max_size=6),
    st.integers(0, 500),
)
def test_keeping_equals_a_purse_followed_by_hand(payments, path, cushion):
    purse, broken = cushion, 0
    for month, due in enumerate(payments):
        purse += path[month]
        if due > 0 and purse < due and not broken:
            broken = month + 1
        purse = max(purse - (0 if broken else due), 0)
    assert keeping(Offer("any", np.array(payments), 0), np.array([path]), cushion).breaks[0] == broken


@pytest.mark.parametrize(
    "question, words",
    [
        (lambda: keeping(re_term(C, RATE, 36), np.zeros((5, 24), int)), "36 months or more"),
        (lambda: settlement(C, "120%"), "outside 0 % to 100 %"),
        (lambda: with_fixer(re_term(C, RATE, 36), "-1%"), "below zero"),
        (lambda: holiday(C, RATE, 12, -1, Holiday.WAIVED), "below zero"),
        (lambda: re_term(C, RATE, 0), "at least 1"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_in_a_sentence(question, words):
    with pytest.raises(ValueError, match=words):
        question()
