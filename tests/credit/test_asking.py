"""Asking by the day: what each request comes to, what silence takes away, and what of it is kept."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.asking import (
    Request,
    Wishes,
    money_for_it,
    open_on,
    plans,
    silence,
    standing,
)
from credit.clause import LateClause
from credit.loans import Loan
from credit.money import cents
from credit.promise import promise
from credit.rates import per_year

CLAUSE = LateClause(acceleration_days=90)
MOSS = Loan(cents("15648.78"), per_year("18%"), 18, date(2026, 8, 5))  # case C: what is left after six payments
BAMBOO = Loan(cents("27849.98"), per_year("18%"), 26, date(2026, 8, 5))  # case E: after ten
SPARE = money_for_it(cents("1027.20"), 0.15, 72)


def asked(loan=MOSS, day=-3, spare=SPARE, saved=0, carry=False, **wishes):
    return plans(standing(silence(loan, CLAUSE), loan, day), Wishes(**wishes), spare, saved, carry)


def test_the_re_terms_of_cases_c_and_e_before_the_due_date():
    for loan, months, instalment, cost in (
        (MOSS, 24, "781.25", "3101.25"),
        (MOSS, 36, "565.74", "4717.89"),
        (BAMBOO, 48, "818.09", "11418.50"),
        (BAMBOO, 60, "707.21", "14582.30"),
    ):
        longer = asked(loan, longer=months)[Request.LONGER]
        assert (longer.offer.instalment, longer.cost) == (cents(instalment), cents(cost))
    assert asked()[Request.AS_BEFORE].cost == cents("2323.93")
    assert asked(BAMBOO)[Request.EXTENSION].offer.instalment == cents("1360.05")
    assert asked(BAMBOO, card_months=60)[Request.CARD].offer.instalment == cents("464.17")


def test_the_charges_of_silence_are_those_of_the_calendar():
    ledger = silence(MOSS, CLAUSE)
    for day, missed, penalty in ((3, 1, "1.69"), (30, 1, "16.95"), (60, 2, "50.53"), (90, 3, "101.56")):
        at = standing(ledger, MOSS, day)
        assert (at.missed, at.charges) == (missed, cents(penalty))
    assert standing(ledger, MOSS, 180).current == cents("5990.88") + cents("359.60")
    at = standing(ledger, MOSS, 60)
    assert (at.behind, at.owed) == (cents("998.48"), MOSS.principal + cents("234.73")) and not at.whole
    assert standing(ledger, MOSS, 91).whole == MOSS.principal
    assert standing(ledger, MOSS, -10).charges == standing(ledger, MOSS, 0).charges == 0


def test_catching_up_costs_the_contract_and_the_charges_whatever_the_day():
    for day in (-10, 0, 3, 31, 60, 89):
        plan = asked(day=day, waive=False)[Request.AS_BEFORE]
        assert plan.cost == cents("2323.93") + standing(silence(MOSS, CLAUSE), MOSS, day).charges


def test_charges_are_let_go_on_request_and_only_up_to_the_lender_s_day():
    plain = asked(day=30)[Request.LONGER]
    assert (plain.cost, plain.offer.at_once) == (cents("4717.89"), 0)
    charged = asked(day=30, waive=False)[Request.LONGER]
    assert (charged.cost, charged.offer.at_once) == (cents("4717.89") + cents("16.95"), cents("16.95"))
    assert asked(day=60)[Request.LONGER].offer.at_once == cents("50.53")


def test_five_requests_are_open_on_day_3_and_one_on_day_180():
    counts = {day: sum(open_on(r, day) for r in Request if r is not Request.FIXER) for day in range(-10, 181)}
    assert [counts[day] for day in (-10, 3, 30, 60, 90, 180)] == [5, 5, 4, 3, 2, 1]
    assert open_on(Request.LUMP, 180) and not open_on(Request.LUMP, 3)
    assert not any(open_on(request, None, True) for request in Request)
    assert open_on(Request.CARD, 3, card=True) and not open_on(Request.CARD, 3)


@pytest.mark.parametrize("request_", [r for r in Request if r not in (Request.LUMP, Request.CARD)])
def test_what_silence_has_closed_stays_closed(request_):
    days = [open_on(request_, day) for day in range(-10, 181)]
    assert days == sorted(days, reverse=True)


def test_565_kept_beats_998_broken():
    found = asked()
    heavy, light = found[Request.AS_BEFORE], found[Request.LONGER]
    assert (heavy.offer.instalment, light.offer.instalment) == (cents("998.48"), cents("565.74"))
    assert heavy.kept.chance < 0.01 and light.kept.chance > 0.9


def test_an_extension_holds_only_if_the_free_months_are_put_by():
    assert asked()[Request.EXTENSION].kept.chance < 0.01
    assert asked(carry=True)[Request.EXTENSION].kept.chance > 0.95


def test_a_fixer_adds_a_fee_and_nothing_else():
    found = asked(BAMBOO, fee=Fraction(8, 100), longer=60)
    plain, bought = found[Request.LONGER], found[Request.FIXER]
    assert bought.cost - plain.cost == cents("2228.00")
    assert (bought.offer.payments == plain.offer.payments).all() and bought.kept.chance <= plain.kept.chance


def test_what_falls_away_when_a_plan_breaks():
    found = asked(day=3, cut=Fraction(1, 2), spare=money_for_it(cents("600"), 0.3, 72))
    at = standing(silence(MOSS, CLAUSE), MOSS, 3)
    assert found[Request.LONGER].lost == at.charges == cents("1.69")
    cheaper = found[Request.CHEAPER]
    rate = lambda percent: per_year(percent).monthly
    balances = []
    for i in (rate("18%"), rate("9%")):
        balance = MOSS.principal
        for payment in cheaper.offer.payments[: cheaper.breaks_in - 1]:
            balance = int(balance + balance * i + Fraction(1, 2)) - int(payment)
        balances.append(balance)
    assert cheaper.lost == at.charges + balances[0] - balances[1] > at.charges
    assert found[Request.LUMP].lost == found[Request.LUMP].offer.forgiven + at.charges


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1_000_00, 100_000_00),
    st.integers(0, 36),
    st.integers(1, 60),
    st.integers(-10, 180),
    st.integers(6, 60),
    st.booleans(),
)
def test_every_plan_pays_back_what_is_not_let_go(principal, rate, n, day, longer, waive):
    loan = Loan(principal, per_year(f"{rate}%"), n, date(2026, 8, 5))
    at = standing(silence(loan, CLAUSE), loan, day)
    found = plans(at, Wishes(longer=longer, waive=waive, card_months=60), SPARE[:20])
    for request, plan in found.items():
        assert plan.offer.total_paid == principal + plan.cost
        if request is not Request.LUMP:
            assert plan.cost >= 0
        assert 0 <= plan.broken <= 100 and plan.lost >= 0
        assert bool(plan.breaks_in) == (plan.kept.chance < 1)
    assert found[Request.CHEAPER].cost <= found[Request.LONGER].cost <= found[Request.FIXER].cost
    charged = replace(Wishes(longer=longer, card_months=60), waive=False)
    assert all(p.cost >= found[r].cost for r, p in plans(at, charged, SPARE[:20]).items())


def test_the_same_luck_serves_every_sum_and_length():
    short, long = money_for_it(50_000, 0.2, 12), money_for_it(50_000, 0.2, 60)
    assert (short == long[:, :12]).all() and short.shape == (1000, 12)
    assert (money_for_it(50_000, 0.0, 3, paths=2) == 50_000).all() and (money_for_it(100, 1.0, 9) >= 0).all()
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        money_for_it(50_000, 1.5, 3)


def test_a_promise_is_followed_to_its_end_or_never_ends():
    kept = promise(MOSS.principal, MOSS.rate, cents("565.74"), SPARE)
    assert (kept.months, kept.cost) == (37, 471789)  # the last 3 cents of the re-term make a month of their own
    never = promise(MOSS.principal, MOSS.rate, cents("234.73"), SPARE)
    assert (never.months, never.cost, len(never.payments)) == (0, 0, 72)
    assert promise(MOSS.principal, MOSS.rate, cents("998.48"), SPARE).kept < 0.01 < kept.kept
    with pytest.raises(ValueError, match="from 1"):
        promise(MOSS.principal, MOSS.rate, 0, SPARE)


def test_luck_is_common_so_a_smaller_instalment_is_never_kept_less_often():
    chances = [asked(longer=m)[Request.LONGER].kept.chance for m in (18, 24, 36, 48)]
    assert chances == sorted(chances) and np.isclose(chances[2], 0.95, atol=0.02)
