"""A late clause is a set of named choices; each does what it says."""

from datetime import date, timedelta

import pytest

from credit.caps import Caps
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
    OneOff,
    Repeat,
    Style,
)
from credit.events import Judgment, Pause, Waiver
from credit.lateness import Payment, follow, stop_paying
from credit.loans import Loan
from credit.money import cents
from credit.rates import per_month, per_year

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
DAY_0 = date(2026, 8, 5)


def on_day(day, payments=(), events=(), **clause):
    later = [Payment(DAY_0 + timedelta(d), cents(a)) for d, a in payments]
    return stop_paying(LOAN, LateClause(**clause), 5, later, events=events).at(DAY_0 + timedelta(day)).one()


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


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: LateClause(style=Style.FLAT, amount=1, tiers=((3, 2),)), "no tiers"),
        (lambda: LateClause(minimum=5), "belongs to a share"),
        (lambda: LateClause(repeat=Repeat.MONTHLY), "runs by itself"),
        (lambda: LateClause(tiers=((5, "1"), (3, "2"))), "rising numbers"),
        (lambda: LateClause(tiers=((5, "-1"),)), "starts at 0"),
        (lambda: LateClause(acceleration_days=-1), "below zero"),
        (lambda: OneOff(Style.DAILY, "1%"), "flat or a share"),
        (lambda: OneOff(Style.FLAT, "0.5"), "part of a cent"),
        (lambda: OneOff(Style.SHARE, "5%", -1), "starts at 0"),
        (lambda: Caps(share="-1%"), "starts at 0"),
        (lambda: Waiver(DAY_0, ()), "names no kind"),
        (lambda: Waiver(DAY_0, amount=-1), "starts at 0"),
        (lambda: Pause(DAY_0, date(2026, 8, 1)), "swap the dates"),
        (lambda: Judgment(DAY_0, "-1%"), "starts at 0"),
        (lambda: on_day(1, events=[Judgment(DAY_0, 0)] * 2), "one judgment"),
        (lambda: on_day(1, events=[Pause(DAY_0, date(2026, 9, 1)), Pause(date(2026, 8, 9), date(2026, 9, 9))]), "join"),
    ],
)
def test_a_choice_out_of_range_is_refused_in_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_fee_a_day_that_changes_with_the_days_late():
    # 0.1 % of 560.41 a day for three days, then 0.2 %: 3 x 0.1 + 27 x 0.2 = 5.7 %.
    tiered = {"style": Style.DAILY, "amount": "0.1%", "tiers": ((3, "0.2%"),), "base": Base.OVERDUE_INSTALMENT}
    assert on_day(3, **tiered)["penalty"] == 168
    assert on_day(30, **tiered)["penalty"] == 3194
    # Each instalment counts its own days: on day 32 the second one is in its first tier.
    assert on_day(32, **tiered)["penalty"] == round(56041 * (0.057 + 0.004 + 0.001))


def test_a_share_has_a_least_amount_and_can_be_of_the_principal_alone():
    assert on_day(1, style=Style.SHARE, amount="1%")["fee"] == 560
    assert on_day(1, style=Style.SHARE, amount="1%", minimum=1000)["fee"] == 1000
    assert on_day(1, style=Style.PRINCIPAL_SHARE, amount="1%")["fee"] == 486


def test_a_fee_may_stand_beside_a_rate():
    both = on_day(30, fee=OneOff(Style.SHARE, "2%"))
    assert (both["penalty"], both["fee"]) == (1294, 1121)


def test_judgment_money_is_paid_last_unless_the_order_names_it():
    judged = {"events": [Judgment(DAY_0, "1%")], "payments": [(10, "30")]}
    assert on_day(10, **judged)["overdue_interest"] < 7454
    first = (Kind.JUDGMENT, *CHARGES_FIRST)
    assert on_day(10, allocation=first, **judged)["overdue_interest"] == 7454


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
