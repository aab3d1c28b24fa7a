"""A late clause is a set of named choices; each does what it says."""

from datetime import date, timedelta

import pytest

from credit.clause import (
    CHARGES_FIRST,
    KIND_BY_KIND,
    OLDEST_INSTALMENT_FIRST,
    PRINCIPAL_FIRST,
    Base,
    Compounding,
    Grace,
    Kind,
    LateClause,
    Style,
)
from credit.lateness import Payment, follow, stop_paying
from credit.loans import Loan
from credit.money import cents
from credit.rates import per_month, per_year

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
DAY_0 = date(2026, 8, 5)


def on_day(day, payments=(), **clause):
    later = [Payment(DAY_0 + timedelta(d), cents(a)) for d, a in payments]
    return stop_paying(LOAN, LateClause(**clause), 5, later).at(DAY_0 + timedelta(day)).one()


def test_threshold_forgives_everything_or_nothing_and_shift_forgives_the_days():
    assert on_day(3, grace_days=3)["penalty"] == 0
    assert on_day(4, grace_days=3)["penalty"] == on_day(4)["penalty"] == 173
    assert on_day(4, grace_days=3, grace=Grace.SHIFT)["penalty"] == on_day(1)["penalty"] == 43


def test_bases_take_the_rate_of_what_they_name():
    # 32.4 % a year for 30 days on the principal part, on the instalment, on all principal still owed.
    assert on_day(30)["penalty"] == 1294
    assert on_day(30, base=Base.OVERDUE_INSTALMENT)["penalty"] == 1492
    assert on_day(30, base=Base.WHOLE_BALANCE)["penalty"] == 11027


def test_a_rate_a_day_a_flat_fee_and_a_share():
    assert on_day(30, style=Style.DAILY, amount="0.1%", base=Base.OVERDUE_INSTALMENT)["penalty"] == 1681
    assert [on_day(d, style=Style.FLAT, amount=3000)["fee"] for d in (0, 1, 30, 31, 32)] == [0, 3000, 3000, 3000, 6000]
    assert on_day(30, style=Style.SHARE, amount="5%")["fee"] == 2802


def test_case_b_a_tenth_of_a_percent_a_day_on_one_missed_instalment():
    # Clay Bell Credit: 1,423.33 a month; one missed instalment costs 1.42, 4.27, 12.81, 42.70 after 1, 3, 9, 30 days.
    loan = Loan.of("1423.33", per_year(0), 1, "2026-01-05")
    clause = LateClause(style=Style.DAILY, amount="0.1%", base=Base.OVERDUE_INSTALMENT)
    position = follow(loan, clause).at([date(2026, 1, 5) + timedelta(d) for d in (1, 3, 9, 30)])
    assert position.penalty[0].tolist() == [142, 427, 1281, 4270]


def test_compounding_bears_on_unpaid_interest_and_then_on_charges():
    assert on_day(30, compounding=Compounding.INTEREST)["compound"] == 199
    assert (
        on_day(92, compounding=Compounding.INTEREST)["compound"]
        < on_day(92, compounding=Compounding.INTEREST_AND_CHARGES)["compound"]
    )
    both = {"base": Base.OVERDUE_INSTALMENT, "compounding": Compounding.INTEREST}
    assert on_day(92, **both)["compound"] == 0  # the interest is in the base already


def test_the_order_of_payment_decides_what_stays_open():
    paid = [(45, "560.41")]
    assert on_day(45)["penalty"] == 2556
    charges_first = on_day(45, paid, allocation=CHARGES_FIRST)
    assert charges_first["charges_paid"] == 2556 and charges_first["missed"] == 2
    oldest_first = on_day(45, paid, allocation=OLDEST_INSTALMENT_FIRST)
    assert oldest_first["charges_paid"] == 0 and oldest_first["missed"] == 1 and oldest_first["days_past_due"] == 14
    principal_first = on_day(45, paid, allocation=PRINCIPAL_FIRST)
    assert principal_first["overdue_principal"] == cents("980.49") - cents("560.41")
    by_kind = on_day(45, paid, allocation=KIND_BY_KIND)
    assert by_kind["overdue_interest"] == 0 and by_kind["overdue_principal"] == cents("585.97")


def test_25_56_more_closes_the_oldest_instalment_and_keeps_the_balance_from_being_called():
    short, whole = [(45, "560.41")], [(45, "585.97")]
    assert on_day(92, short, acceleration_days=90)["callable_balance"] > 0
    assert on_day(92, whole, acceleration_days=90)["callable_balance"] == 0


def test_money_that_comes_early_waits_for_what_falls_due():
    ledger = follow(LOAN, LateClause(), [Payment(date(2026, 3, 20), cents("1200"))])
    before, after = ledger.at(date(2026, 4, 4)).one(), ledger.at(date(2026, 5, 6)).one()
    assert (before["credit"], before["paid"]) == (cents("1200"), 0)
    assert (after["credit"], after["paid"], after["missed"]) == (cents("79.18"), cents("1120.82"), 0)


def test_a_fee_of_7_on_25_that_is_14_days_late_costs_730_percent_a_year():
    loan = Loan.of("25", per_year(0), 1, "2026-01-05")
    ledger = follow(loan, LateClause(style=Style.FLAT, amount=700))
    assert ledger.at(date(2026, 1, 19)).annual_cost[0, 0] == pytest.approx(7.30)


@pytest.mark.parametrize(
    "clause, words",
    [
        ({"amount": "-1"}, "below zero"),
        ({"style": Style.FLAT, "amount": "0.5"}, "part of a cent"),
        ({"grace_days": -1}, "grace starts at 0"),
        ({"year_days": 366}, "neither 360 nor 365"),
        ({"allocation": (Kind.PENALTY,)}, "once each"),
        (
            {"allocation": ((Kind.FEE, Kind.PENALTY), Kind.COMPOUND, Kind.INTEREST, Kind.PRINCIPAL)},
            "worked off together",
        ),
    ],
)
def test_a_clause_out_of_range_is_refused_in_a_sentence(clause, words):
    with pytest.raises(ValueError, match=words):
        LateClause(**clause)


def test_what_cannot_be_followed_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="grace must end before it"):
        follow(LOAN, LateClause(grace_days=30))
    with pytest.raises(ValueError, match="before the loan was drawn"):
        follow(LOAN, LateClause(), [Payment(date(2026, 3, 1), 100)])
    with pytest.raises(ValueError, match="starts at 0"):
        Payment(DAY_0, -1)
    with pytest.raises(ValueError, match="has instalments 1 to 12"):
        stop_paying(LOAN, LateClause(), 13)
    with pytest.raises(ValueError, match="is later"):
        follow(LOAN, LateClause(), until=date(2026, 9, 1)).at(date(2026, 9, 2))
