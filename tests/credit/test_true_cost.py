"""What a loan really costs: case B to the cent, the advert's arithmetic, and the account at a ceiling's rate."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.accrual import Accrual, FirstPeriod
from credit.cost import by_date
from credit.daycount import DayCount
from credit.decisions.ceiling import Ceiling, ceiling
from credit.fees import upfront
from credit.loans import Loan, Repayment
from credit.rates import per_day, per_month, per_month_flat, per_year
from credit.true_cost import beyond, price_of, stand

CASE_B = Loan.of("12000", per_month_flat("0.75%"), 9, "2026-10-10", fees=(upfront(share="4%"),))


def one(percent, **changes):
    words = {
        "kind": "court", "percent": Fraction(percent), "first": None, "last": None, "covers": "all",
        "on_request": False, "effective": False, "rule": "any",
    }  # fmt: skip
    return Ceiling(**{**words, **changes})


def test_case_b_is_26_1_nominal_and_29_5_effective_against_an_advert_of_9():
    price = price_of(CASE_B)
    assert (price.received, price.paid, price.money) == (1152000, 1281000, 129000)
    assert price.payments.tolist() == [142333] * 8 + [142336]
    assert (round(price.nominal, 3), round(price.effective, 3)) == (0.261, 0.295)
    without = price.rates(at_payout=False)
    assert (round(without["nominal"], 3), round(without["effective"], 3)) == (0.159, 0.171)
    assert CASE_B.rate.nominal_annual == Fraction(9, 100)


def test_0_6_percent_a_month_flat_is_13_0_not_7_2():
    price = price_of(Loan.of("10000", per_month_flat("0.6%"), 12, "2026-10-10"))
    assert (round(price.nominal, 3), round(price.effective, 3)) == (0.130, 0.138)


def test_7_6_percent_with_a_monthly_guarantee_fee_is_about_36():
    price = price_of(Loan.of("9000", per_year("7.6%"), 12, "2026-10-10"), monthly_fee=122_00)
    assert round(price.nominal, 3) == 0.358
    assert round(price.rates(monthly=False)["nominal"], 3) == 0.076


@pytest.mark.parametrize("repayment", ["EQUAL_INSTALMENT", "EQUAL_PRINCIPAL", "INTEREST_ONLY"])
def test_without_fees_the_yearly_rate_is_the_rate_on_what_is_owed(repayment):
    price = price_of(Loan.of("50000", per_month("1.5%"), 24, "2026-10-10", repayment=Repayment[repayment]))
    assert price.nominal == pytest.approx(0.18, abs=2e-5)


def test_a_bullet_loan_pays_its_monthly_fee_every_month_and_the_rest_at_the_end():
    loan = Loan.of("12000", per_month("1%"), 12, "2026-10-10", repayment=Repayment.BULLET)
    price = price_of(loan, monthly_fee=10_00)
    assert price.payments.tolist() == [1000] * 11 + [1200000 + 144000 + 1000]
    assert price.used == 1


def test_a_rate_a_day_is_counted_by_the_calendar_or_by_months_alike():
    alike = price_of(Loan.of("12000", per_day("0.05%", 360), 12, "2026-10-10"))
    days = price_of(Loan.of("12000", per_day("0.05%"), 12, "2026-10-10", accrual=DayCount.ACT_365F))
    assert round(alike.nominal, 4) == 0.18 and not alike.by_day
    assert days.by_day and days.effective == pytest.approx((1 + 0.0005 * 365 / 12) ** 12 - 1, abs=5e-4)
    assert alike.interest[1] == 18000 and days.interest[1] == 12000 * 5 * 30 / 100


def test_a_month_end_contract_keeps_its_day():
    price = price_of(Loan.of("12000", per_month_flat("1%"), 3, "2027-02-28", "2027-01-31", anchor_day=31))
    assert [str(d) for d in price.days] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_odd_days_that_fall_due_alone_are_paid_on_their_own_day():
    loan = Loan.of("1000", per_month("1%"), 3, "2026-03-05", "2026-01-20", first_period=FirstPeriod.ALONE)
    price = price_of(loan, 500)
    assert price.days.tolist()[:3] == [date(2026, 1, 20), date(2026, 2, 5), date(2026, 3, 5)]
    assert price.interest.tolist()[1:] == loan.schedule().interest[0].tolist()
    assert price.fees.tolist() == [0, 0, 500, 500, 500] and price.principal.sum() == loan.principal
    days, cents = loan.flows()
    assert price.by_day and price_of(loan).effective == pytest.approx(by_date(cents, days).effective[0], abs=1e-12)


def test_nothing_arriving_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="A monthly fee of -1 cents is below zero"):
        price_of(Loan.of("1000", per_month("1%"), 3, "2026-10-10"), -1)
    loan = Loan.of("1000", per_month("1%"), 3, "2026-10-10", fees=(upfront("1000"),))
    with pytest.raises(ValueError, match="leave nothing of a loan"):
        price_of(loan)


offers = st.builds(
    lambda principal, percent, n, share, style, repayment: Loan.of(
        principal,
        (per_month_flat if style else per_month)(f"{percent / 100}%"),
        n,
        "2026-10-10",
        repayment=None if style else Repayment[repayment],
        fees=(upfront(share=f"{share}%"),),
    ),
    st.integers(1000, 50_000),
    st.integers(1, 300),
    st.integers(1, 60),
    st.integers(0, 15),
    st.booleans(),
    st.sampled_from(["EQUAL_INSTALMENT", "EQUAL_PRINCIPAL", "INTEREST_ONLY", "BULLET"]),
)


@settings(max_examples=200)
@given(offers, st.integers(0, 300))
def test_every_cent_is_principal_interest_or_fee(loan, fee):
    price = price_of(loan, fee * 100)
    assert price.money == price.interest.sum() + price.fees.sum()
    assert price.received + price.fees[0] == price.lent == loan.principal
    assert price.owed[0] == price.lent and price.owed[-1] == 0


@settings(max_examples=200)
@given(offers, st.integers(0, 300))
def test_a_fee_never_makes_it_cheaper(loan, fee):
    price = price_of(loan, fee * 100)
    less = [price.rates(at_payout=a, monthly=m)["nominal"] for a, m in ((0, 1), (1, 0), (0, 0))]
    assert all(price.nominal >= rate - 1e-12 for rate in less)


def by_hand(received, payments, percent):
    """The account at a ceiling's rate, month by month in Decimal."""
    balance, over = Decimal(received), Decimal(0)
    for payment in payments:
        balance += (balance * Decimal(str(percent)) / 1200).quantize(Decimal(1), ROUND_HALF_UP)
        balance -= int(payment)
        if balance < 0:
            over, balance = over - balance, Decimal(0)
    return int(over)


@settings(max_examples=200)
@given(offers, st.integers(0, 480))
def test_what_lies_above_a_line_is_what_is_paid_after_the_account_is_cleared(loan, tenths):
    price, percent = price_of(loan), Decimal(tenths) / 10
    over = beyond(price, percent)
    assert over == by_hand(price.received, price.payments, percent)
    assert 0 <= over <= max(price.money, 0)
    if price.nominal * 100 < float(percent) - 0.01:
        assert over == 0


def test_by_the_calendar_the_account_bears_the_days_of_each_month():
    loan = Loan.of("12000", per_year("30%"), 3, "2026-10-10", accrual=DayCount.ACT_365F)
    balance, over = 1200000, 0
    for days, payment in zip((30, 31, 30), price_of(loan).payments):
        balance += int(Fraction(balance * 24 * days, 36500) + Fraction(1, 2)) - int(payment)
        over, balance = over + max(0, -balance), max(0, balance)
    assert beyond(price_of(loan), 24) == over > 0


def test_case_b_is_above_the_line_of_a_micro_lender_by_116_62():
    found = ceiling("cn", "micro_loan", date(2026, 9, 10)).answer["ceilings"]
    assert [(stand(price_of(CASE_B), c).above, stand(price_of(CASE_B), c).money) for c in found] == [(True, 11662)] * 2


def test_a_line_on_interest_leaves_the_monthly_fees_out_and_counts_what_arrived():
    loan = Loan.of("12000", per_month("1%"), 12, "2026-10-10", fees=(upfront(share="4%"),))
    price = price_of(loan, monthly_fee=300_00)
    assert stand(price, one(25, covers="interest")).rate == pytest.approx(price.rates(monthly=False)["nominal"])
    assert stand(price, one(25)).rate == price.nominal > 0.7
    assert stand(price, one(25, covers="interest")).money is None


def test_an_effective_line_is_held_against_the_effective_rate():
    price = price_of(CASE_B)
    assert not stand(price, one(28)).above and stand(price, one(28, effective=True)).above


def test_a_line_a_day_and_one_of_the_whole_loan():
    price = price_of(CASE_B)
    a_day, whole = stand(price, one("0.05", per="day")), stand(price, one(10, per="loan"))
    assert a_day.limit == Fraction(73, 400) and a_day.above
    assert whole.above and whole.money == 129000 - 120000


def test_a_line_without_a_number_is_no_line():
    assert stand(price_of(CASE_B), Ceiling("court", None, None, None, "interest", False, False, "old")).limit is None


def test_a_rate_on_the_line_is_not_above_it():
    loan = Loan.of("50000", per_month("2%"), 24, "2026-10-10", accrual=Accrual.BY_PERIOD)
    assert not stand(price_of(loan), one(24)).above


@settings(max_examples=200)
@given(st.integers(20, 120), st.integers(6, 36), st.integers(0, 6))
def test_the_rule_of_thumb_is_within_three_points(hundredths, n, share):
    loan = Loan.of("12000", per_month_flat(f"{hundredths / 100}%"), n, "2026-10-10", fees=(upfront(share=f"{share}%"),))
    price = price_of(loan)
    if price.nominal < 0.36:
        assert abs(float(price.by_thumb) - price.nominal) < 0.03
