"""The traps of late charges, one test each, by their numbers in the list of engine traps."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from credit.caps import Caps, Over
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
    WorkingDays,
)
from credit.daily_interest import day_count, simple
from credit.decisions.court import judgment_interest
from credit.events import Call, Judgment, Loss, Pause, Payment, Waiver, WriteOff
from credit.fees import upfront
from credit.lateness import follow, stop_paying
from credit.loans import Loan
from credit.money import cents, exact
from credit.rates import per_month, per_year

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
DAY_0 = date(2026, 8, 5)  # the fifth instalment, 560.41 with 485.87 of principal
LATE_RATE = 0.324


def day(n):
    return DAY_0 + timedelta(n)


def missed(clause=None, later=(), events=(), first=5):
    return stop_paying(LOAN, clause or LateClause(), first, later, events=events)


def test_trap_13_grace_as_threshold_and_as_shift_are_the_same_delay_and_another_bill():
    bill = {}
    for grace in Grace:
        ledger = missed(LateClause(grace_days=5, grace=grace))
        assert ledger.at(day(5)).charges[0, 0] == 0  # the same delay
        bill[grace] = ledger.at(day(6)).charges[0, 0]
    assert bill[Grace.THRESHOLD] == round(48587 * LATE_RATE * 6 / 365)
    assert bill[Grace.SHIFT] == round(48587 * LATE_RATE * 1 / 365)


def test_trap_13_two_settings_of_grace_do_not_add_up():
    # A fee beside the rate has the same one grace: both stand on day 6, not on day 11.
    ledger = missed(LateClause(grace_days=5, fee=OneOff(Style.FLAT, 1000)))
    assert ledger.at(day(5)).fee[0, 0] == 0 and ledger.at(day(6)).fee[0, 0] == 1000


def test_trap_14_the_due_date_is_not_counted_and_the_day_of_payment_is():
    assert missed().at(DAY_0).charges[0, 0] == 0
    assert missed().at(day(1)).charges[0, 0] == round(48587 * LATE_RATE / 365)
    paid = missed(LateClause(allocation=OLDEST_INSTALMENT_FIRST), [Payment(day(7), cents("560.41"))])
    assert paid.at(day(7)).charges[0, 0] == paid.at(day(30)).charges[0, 0] == round(48587 * LATE_RATE * 7 / 365)


def test_trap_14_a_grace_of_five_days_is_five_and_its_last_day_is_in():
    on_the_last = missed(LateClause(grace_days=5), [Payment(day(5), cents("560.41"))])
    assert on_the_last.at(day(20)).charges[0, 0] == 0
    a_day_later = missed(LateClause(grace_days=5), [Payment(day(6), cents("560.41"))])
    assert a_day_later.at(day(20)).charges[0, 0] > 0


def test_trap_14_courts_count_both_ends_and_banks_one():
    assert day_count(date(2025, 3, 21), date(2025, 5, 7)) == 47
    assert day_count(date(2025, 3, 21), date(2025, 5, 7), both_ends=True) == 48


def test_trap_15_each_base_takes_what_it_names():
    parts = {
        Base.OVERDUE_PRINCIPAL: 48587,
        Base.OVERDUE_INTEREST: 7454,
        Base.OVERDUE_INSTALMENT: 56041,
        Base.ORIGINAL_INSTALMENT: 56041,
        Base.WHOLE_BALANCE: 414092,
        Base.ORIGINAL_PRINCIPAL: 600000,
    }
    assert set(parts) == set(Base)
    for base, amount in parts.items():
        got = missed(LateClause(base=base)).at(day(30)).penalty[0, 0]
        assert got == round(amount * LATE_RATE * 30 / 365), base


def test_trap_15_after_a_part_payment_only_the_original_bases_stay():
    def after(base):
        clause = LateClause(base=base, allocation=OLDEST_INSTALMENT_FIRST)
        ledger = missed(clause, [Payment(day(10), cents("300"))])
        return ledger.at(day(20)).penalty[0, 0] - ledger.at(day(10)).penalty[0, 0]

    owed = {
        Base.OVERDUE_PRINCIPAL: 48587 - (30000 - 7454),
        Base.OVERDUE_INSTALMENT: 56041 - 30000,
        Base.ORIGINAL_INSTALMENT: 56041,
        Base.ORIGINAL_PRINCIPAL: 600000,
    }
    for base, amount in owed.items():
        assert abs(after(base) - amount * LATE_RATE * 10 / 365) <= 1, base
    assert after(Base.OVERDUE_INTEREST) == 0  # the interest was paid first


def test_trap_16_a_charge_is_made_once_however_often_it_is_asked_for():
    ledger = missed(LateClause(style=Style.FLAT, amount=3000))
    asked = [day(n) for n in (1, 1, 2, 2, 5, 30)]
    assert ledger.at(asked).fee[0].tolist() == [3000] * 6
    # Payments of nothing, on any day, are events and change nothing.
    noise = [Payment(day(n), 0) for n in range(30)]
    again = missed(LateClause(style=Style.FLAT, amount=3000), noise)
    assert again.at(asked).one(0, 5) == ledger.at(asked).one(0, 5)


def test_trap_16_each_instalment_and_each_day_counts_once():
    days = [day(n) for n in range(120)]
    fee = missed(LateClause(style=Style.FLAT, amount=3000)).at(days).fee[0]
    assert np.flatnonzero(np.diff(fee)).tolist() == [0, 31, 61, 92] and set(np.diff(fee)) == {0, 3000}


def test_trap_16_a_fee_each_month_is_charged_only_by_a_clause_that_says_so():
    once = missed(LateClause(style=Style.FLAT, amount=3000)).at([day(1), day(32), day(62)]).fee[0]
    monthly = missed(LateClause(style=Style.FLAT, amount=3000, repeat=Repeat.MONTHLY)).at([day(1), day(32), day(62)])
    assert once.tolist() == [3000, 6000, 9000]
    assert monthly.fee[0].tolist() == [3000, 9000, 18000]


def test_trap_17_early_and_split_payments_are_no_missed_ones():
    early = [Payment(day(-40), cents("300")), Payment(day(-3), cents("200")), Payment(DAY_0, cents("60.41"))]
    ledger = missed(LateClause(fee=OneOff(Style.SHARE, "5%")), early)
    assert ledger.at(day(25)).charges[0, 0] == 0 and ledger.at(day(25)).missed[0, 0] == 0


def test_trap_18_what_bears_after_a_late_payment_starts_on_the_day_of_the_payment():
    ledger = missed(LateClause(allocation=OLDEST_INSTALMENT_FIRST), [Payment(day(20), cents("560.41"))])
    at = ledger.at([day(20), day(31), day(32)])
    assert at.penalty[0, 0] == at.penalty[0, 1]  # nothing overdue until the next due date
    assert at.penalty[0, 2] == round((48587 * 20 + 49462) * LATE_RATE / 365)


def test_trap_18_late_and_before_the_next_due_date_is_late():
    ledger = missed(LateClause(), [Payment(day(30), cents("573.35"))])
    assert ledger.at(day(30)).charges_paid[0, 0] == 1294


def test_trap_19_a_due_date_on_a_saturday_moves_the_charges_and_nothing_else():
    loan = Loan.of("6000", per_month("1.8%"), 12, "2026-08-01", "2026-07-01")  # 1 August 2026 is a Saturday
    clause = LateClause(working_days=WorkingDays())
    schedule = loan.schedule()
    assert schedule.due[0, 0] == np.datetime64("2026-08-01")  # interest and due date stay
    on_monday = follow(loan, clause, [Payment(date(2026, 8, 3), int(schedule.instalment[0, 0]))])
    assert on_monday.at(date(2026, 8, 31)).charges[0, 0] == 0
    unpaid = follow(loan, clause).at([date(2026, 8, 3), date(2026, 8, 4)])
    assert unpaid.days_past_due[0].tolist() == [2, 3]  # the record counts from the due date
    assert unpaid.penalty[0].tolist() == [0, round(schedule.principal[0, 0] * LATE_RATE / 365)]
    holiday = LateClause(working_days=WorkingDays(holidays=(date(2026, 8, 3),)))
    assert follow(loan, holiday).at(date(2026, 8, 4)).penalty[0, 0] == 0


def test_trap_20_a_ceiling_binds_on_the_sum_and_what_it_cuts_is_recorded():
    fee = OneOff(Style.FLAT, 2000)
    free = missed(LateClause(compounding=Compounding.INTEREST, fee=fee)).at(day(180)).one()
    by_contract = free["penalty"] + free["compound"] + free["fee"]
    for caps, limit in (
        (Caps(total=5000), 5000),
        (Caps(share="2%"), 12000),
        (Caps(total=5000, share="0.5%"), 3000),
    ):
        capped = missed(LateClause(compounding=Compounding.INTEREST, fee=fee, caps=caps)).at(day(180))
        assert capped.charges[0, 0] == limit
        assert capped.cut[0, 0] == by_contract - limit
        entries = missed(LateClause(compounding=Compounding.INTEREST, fee=fee, caps=caps)).entries(day(180))
        assert sum(e.amount for e in entries if e.event == "cut") == by_contract - limit


def test_trap_20_a_ceiling_per_day():
    clause = LateClause(style=Style.DAILY, amount="2%", base=Base.ORIGINAL_PRINCIPAL, caps=Caps(a_day="0.8%"))
    position = missed(clause).at(day(10))
    assert position.charges[0, 0] == round(414092 * 0.008 * 10)
    assert position.cut[0, 0] == 600000 * 2 // 100 * 10 - position.charges[0, 0]


def test_trap_20_a_multiple_of_a_reference_rate_on_all_charges_together():
    lpr, multiple = "3.0%", 4
    caps = Caps.multiple_of(lpr, multiple)
    clause = LateClause(compounding=Compounding.INTEREST, fee=OneOff(Style.SHARE, "5%"), caps=caps)
    position = missed(clause).at(day(20))
    assert position.charges[0, 0] == int(48587 * 0.12 * 20 / 365)
    assert position.cut[0, 0] > 0
    # With contract interest below the same ceiling there is no room at 21.6 % a year, and late charges are cut whole.
    together = Caps.multiple_of(lpr, multiple, Over.ALL)
    assert missed(LateClause(caps=together), first=1).at(date(2026, 4, 20)).charges[0, 0] == 0


def test_trap_20_the_room_of_a_growing_ceiling_comes_back_with_time():
    clause = LateClause(style=Style.FLAT, amount=3000, caps=Caps(yearly="24%"))
    position = missed(clause).at([day(10), day(20), day(30)])
    assert position.charges[0].tolist() == [int(48587 * 0.24 * n / 365) for n in (10, 20, 30)]
    assert (position.charges + position.cut)[0].tolist() == [3000] * 3


@pytest.mark.parametrize(
    "order, charges_paid, overdue",
    [
        (CHARGES_FIRST, 2556, 112082 - 56041 + 2556),
        (KIND_BY_KIND, 2556, 112082 - 56041 + 2556),
        (OLDEST_INSTALMENT_FIRST, 0, 112082 - 56041),
        (PRINCIPAL_FIRST, 0, 112082 - 56041),
    ],
)
def test_trap_21_the_order_of_payment_is_a_stated_choice(order, charges_paid, overdue):
    position = missed(LateClause(allocation=order), [Payment(day(45), cents("560.41"))]).at(day(45)).one()
    assert position["charges_paid"] == charges_paid
    assert position["overdue_principal"] + position["overdue_interest"] == overdue


def test_trap_21_nothing_is_paid_before_it_is_charged_or_due():
    ledger = missed(LateClause(grace_days=3), [Payment(day(2), cents("1000"))])
    position = ledger.at(day(2)).one()
    assert position["charges_paid"] == 0 and position["credit"] == cents("439.59")
    assert ledger.at(day(31)).credit[0, 0] == 0


def test_trap_22_a_back_dated_payment_replays_what_came_after_it():
    late = missed(LateClause(), [Payment(day(40), cents("700"))])
    back_dated = missed(LateClause(), [Payment(day(40), cents("700")), Payment(day(3), cents("561.70"))])
    assert late.at(day(40)).penalty[0, 0] > back_dated.at(day(40)).penalty[0, 0]
    assert back_dated.at(day(3)).cost_to_get_current[0, 0] == 0
    # The report of a day before it is as it was.
    assert late.at(day(2)).one() == back_dated.at(day(2)).one()


def test_trap_22_days_past_due_are_none_on_the_day_of_pay_out_and_on_the_due_date():
    ledger = missed(first=1)
    assert ledger.at([date(2026, 3, 5), date(2026, 4, 5), date(2026, 4, 6)]).days_past_due[0].tolist() == [0, 0, 1]


def test_trap_22_a_pause_takes_end_minus_start_from_the_days_past_due_and_no_charge():
    paused = missed(events=[Pause(day(10), day(25))])
    assert paused.at([day(10), day(20), day(25), day(40)]).days_past_due[0].tolist() == [10, 10, 10, 25]
    assert paused.at(day(40)).charges[0, 0] == missed().at(day(40)).charges[0, 0]


def test_trap_22_one_cent_keeps_an_instalment_open_and_the_last_cent_closes_it():
    clause = LateClause(allocation=OLDEST_INSTALMENT_FIRST)
    almost = missed(clause, [Payment(day(5), cents("560.40"))])
    assert almost.at(day(6)).missed[0, 0] == 1 and almost.at(day(6)).overdue[0, 0] == 1
    closed = missed(clause, [Payment(day(5), cents("560.40")), Payment(day(6), 1)])
    assert closed.at(day(6)).missed[0, 0] == 0 and closed.at(day(6)).days_past_due[0, 0] == 0


def test_trap_22_a_waiver_does_not_prevent_later_charges():
    ledger = missed(events=[Waiver(day(10), (Kind.PENALTY,))])
    waived, later = ledger.at(day(10)).one(), ledger.at(day(20)).one()
    assert waived["charges_waived"] == 431 == waived["penalty"]
    assert later["penalty"] == missed().at(day(20)).penalty[0, 0] and later["charges_waived"] == 431
    assert ledger.at(day(20)).charges_owed[0, 0] == later["penalty"] - 431


def test_trap_22_charge_off_and_write_off_book_the_loss_once_and_stop_what_accrues():
    both = missed(events=[WriteOff(day(100), Loss.CHARGE_OFF), WriteOff(day(160))])
    one = missed(events=[WriteOff(day(100))])
    assert both.at(day(200)).one() == one.at(day(200)).one()
    lost = both.at(day(100))
    assert lost.written_off[0, 0] == both.at(day(300)).written_off[0, 0] > 0
    assert both.at(day(300)).owed[0, 0] == 0 and both.at(day(300)).charges[0, 0] == lost.charges[0, 0]
    assert sum(e.amount for e in both.entries(day(300)) if e.event == "written off") == lost.written_off[0, 0]


def test_trap_22_a_recovery_brings_the_written_off_debt_down():
    ledger = missed(events=[WriteOff(day(100))], later=[Payment(day(150), cents("1000"))])
    assert ledger.at(day(100)).written_off[0, 0] - ledger.at(day(150)).written_off[0, 0] == cents("1000")


def test_trap_22_a_call_counts_the_interest_of_the_broken_month_once():
    ledger = missed(events=[Call(day(92 + 10))])
    before, after = ledger.at(day(101)).one(), ledger.at(day(102)).one()
    assert after["overdue_interest"] - before["overdue_interest"] == round(214432 * 0.216 * 10 / 365)
    assert after["outstanding"] == after["overdue_principal"] == 414092
    assert ledger.at(day(400)).overdue_interest[0, 0] == after["overdue_interest"]


def test_judgment_interest_runs_beside_the_clause_from_the_day_after_its_date():
    daily = "0.0175%"  # as a rule file would give it
    ledger = missed(events=[Call(day(100), interest=False), Judgment(day(200), daily)])
    assert ledger.at(day(200)).judgment[0, 0] == 0
    position = ledger.at(day(248))
    assert position.judgment[0, 0] == simple(414092, daily, 48)
    assert position.charges[0, 0] == position.penalty[0, 0] + position.judgment[0, 0]


def test_trap_30_the_printed_example_is_wrong_and_both_day_counts_say_so():
    principal, rate = cents("100000"), "0.05175"
    figures = {year: simple(principal, exact(rate) / year, 140) for year in (365, 360)}
    assert figures == {365: cents("1984.93"), 360: cents("2012.50")}
    assert cents("1987.67") not in figures.values()


def test_charges_paid_off_bear_no_more_though_they_stood_at_the_last_rest():
    clause = LateClause(compounding=Compounding.INTEREST_AND_CHARGES)
    all_of_it = missed(clause).at(day(40)).cost_to_get_current[0, 0]
    ledger = missed(clause, [Payment(day(40), int(all_of_it))])
    assert ledger.at(day(60)).charges[0, 0] == ledger.at(day(40)).charges[0, 0]


def test_trap_22_a_write_off_in_the_days_of_grace_charges_nothing_afterwards():
    loan = Loan.of("500", per_month(0), 1, DAY_0, "2026-07-05")  # nothing is left to call, so grace runs on
    ledger = follow(loan, LateClause(style=Style.DAILY, amount="1%", grace_days=5), events=[WriteOff(day(3))])
    at = ledger.at([day(2), day(3), day(6), day(60)])
    assert at.charges[0].tolist() == [0, 0, 0, 0]
    assert at.pending[0].tolist() == [1000, 0, 0, 0]


def test_trap_9_rests_after_the_last_instalment_keep_the_31st():
    loan = Loan.of("6000", per_month("1.8%"), 2, "2027-01-31", "2026-12-31")  # the last falls due on 28 February
    clause = LateClause(style=Style.FLAT, amount=100, repeat=Repeat.MONTHLY)
    days = [date(2027, 3, 30) + timedelta(n) for n in range(34)]
    fee = follow(loan, clause, until=days[-1]).at(days).fee[0]
    charged = [days[k + 1].isoformat() for k in np.flatnonzero(np.diff(fee))]
    assert charged == ["2027-04-01", "2027-05-01"]  # the days after 31 March and 30 April


def test_money_in_hand_waits_until_all_of_a_day_has_fallen_due():
    early = [Payment(day(-1), cents("600"))]
    ledger = missed(LateClause(allocation=PRINCIPAL_FIRST), early, [Call(DAY_0)])
    # 414,092 of principal falls due on that day; principal comes first, so no interest is paid from 600.00.
    assert ledger.at(DAY_0).overdue_interest[0, 0] == 7454
    assert ledger.at(DAY_0).overdue_principal[0, 0] == 414092 - 60000


def test_trap_16_an_instalment_and_the_rest_called_on_its_day_bear_one_monthly_fee_each():
    clause = LateClause(style=Style.FLAT, amount=100, repeat=Repeat.MONTHLY)
    ledger = missed(clause, events=[Call(DAY_0)])
    assert ledger.at([day(1), day(32)]).fee[0].tolist() == [200, 400]


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: missed(LateClause(), events=[Call(date(2026, 3, 4))]), "The call of 2026-03-04 lies before the loan"),
        (lambda: missed(LateClause(), events=[WriteOff(date(2026, 3, 4))]), "The write-off of 2026-03-04 lies before"),
        (lambda: missed(LateClause(), events=["judgment"]), "'judgment' is no event of a loan"),
        (lambda: Payment(DAY_0, 5.5), "part of a cent"),
        (lambda: Waiver(DAY_0, amount=0.5), "give whole cents"),
        (lambda: Caps(total="5"), "part of a cent"),
        (lambda: per_year("1%", 0), "A year of 0 days is none"),
        (lambda: judgment_interest(-1, DAY_0, DAY_0), "A judged sum of -1 cents is below zero"),
        (lambda: replace(LOAN, multiple=0), "multiple of 0 cents"),
        (lambda: replace(LOAN, grace_rows=12), "give 0 to 11"),
        (lambda: replace(LOAN, fees=(upfront("6000.01"),)), "at most the loan itself"),
    ],
)
def test_what_no_loan_can_hold_is_refused_in_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
