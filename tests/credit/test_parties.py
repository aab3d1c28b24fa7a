"""Every cent of a loan goes from one pocket to another; names on an icon move none of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.fees import financed, upfront, with_each_instalment
from credit.loans import Loan
from credit.parties import BORROWER, Arrow, Offer
from credit.rates import per_month, per_month_flat

FOUR = {"app": "bell", "lender": "reed", "guarantor": "step", "payee": "sluice"}


def case_b(company=FOUR, **more):
    loan = Loan.of("12000", per_month_flat("0.75%"), 9, "2026-06-08")
    return Offer(loan, company, (("guarantor", upfront("480")),), **more)


def test_case_b_480_is_taken_at_pay_out_and_11520_arrives():
    offer = case_b(commission=36_000)
    assert (offer.withheld, offer.arrives, offer.cost) == (48_000, 1_152_000, 129_000)
    assert offer.kept == {BORROWER: -129_000, "bell": 36_000, "reed": 45_000, "step": 48_000, "sluice": 0}
    assert set(offer.arrows) == {
        Arrow("lender", BORROWER, 1_152_000), Arrow("lender", "guarantor", 48_000), Arrow("lender", "app", 36_000),
        Arrow(BORROWER, "payee", 1_281_000), Arrow("payee", "lender", 1_281_000),
    }  # fmt: skip
    assert not offer.brand_is_lender


def test_case_b_costs_26_1_percent_nominal_and_29_5_effective_as_published():
    one = case_b().yearly.one()
    assert round(one["nominal"] * 100, 1) == 26.1 and round(one["effective"] * 100, 1) == 29.5


def test_one_company_in_all_roles_pays_itself_nothing():
    offer = Offer(Loan.of("36000", per_month("1.5%"), 36, "2026-06-08"), dict.fromkeys(("app", "lender", "payee"), "b"))
    assert [(a.payer, a.receiver) for a in offer.arrows] == [("lender", BORROWER), (BORROWER, "payee")]
    assert offer.brand_is_lender and offer.kept["b"] == offer.cost == 46_853_44 - 36_000_00


def test_fees_beside_the_instalments_go_through_the_payee():
    loan = Loan.of("5000", per_month("0"), 6, "2026-06-08")
    offer = Offer(loan, FOUR, (("app", with_each_instalment("100")),), before=29_900)
    assert offer.cost == 60_000 + 29_900 and offer.kept["bell"] == 60_000 and offer.kept["sluice"] == 29_900
    assert Arrow("payee", "app", 60_000) in offer.arrows and Arrow("payee", "lender", 500_000) in offer.arrows


@settings(max_examples=150)
@given(
    principal=st.integers(100_000, 5_000_000), n=st.integers(1, 36), rate=st.integers(0, 30),
    fee=st.integers(0, 50_000), beside=st.integers(0, 5_000), before=st.integers(0, 50_000),
    commission=st.integers(0, 50_000), names=st.tuples(*[st.sampled_from("abc")] * 4),
)  # fmt: skip
def test_what_all_keep_adds_up_to_nothing(principal, n, rate, fee, beside, before, commission, names):
    loan = Loan.of(f"{principal / 100:.2f}", per_month(f"{rate / 10}%"), n, "2026-06-08")
    charges = (("guarantor", upfront(f"{fee / 100:.2f}")), ("app", with_each_instalment(f"{beside / 100:.2f}")))
    offer = Offer(loan, dict(zip(FOUR, names)), charges, before, commission)
    assert sum(offer.kept.values()) == 0
    interest = int(offer.schedule.total_interest[0])
    assert offer.cost == interest + fee + beside * n + before
    assert all(a.cents > 0 for a in offer.arrows)


def test_what_has_nobody_to_go_to_is_refused():
    loan = Loan.of("5000", per_month("1%"), 6, "2026-06-08")
    with pytest.raises(ValueError, match="missing"):
        Offer(loan, {"app": "a"})
    with pytest.raises(ValueError, match="nobody to go to"):
        Offer(loan, {"app": "a", "lender": "b", "payee": "b"}, (("guarantor", upfront("1")),))
    with pytest.raises(ValueError, match="nobody to go to"):
        Offer(loan, FOUR, (("guarantor", financed("1")),))
    with pytest.raises(ValueError, match="start at 0"):
        Offer(loan, FOUR, before=-1)
