"""The credit record: marks from the ledger, stretches of lateness, classes and ranges by days."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.classification import Pause, Range, age, by_range, in_range, rung
from credit.clause import LateClause
from credit.decisions.late_status import bank_class, monthly_marks
from credit.events import Call
from credit.lateness import Payment, follow, replay
from credit.loans import Loan, equal_instalments
from credit.money import cents
from credit.rates import per_month
from credit.record import NOT_OPEN, SPECIAL, WORSE, account, reporting_days, spells, worst
from tests.credit.strategies import stories

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")  # case A, Lin (fictional)
PAID = [Payment(date(2026, month, 5), cents("560.41")) for month in (4, 5, 6, 7)]
UNTIL = date(2028, 12, 31)


FREE = LateClause(amount="0")  # lateness costs nothing: a payment of the instalment is whole on any day


def marks(payments=PAID, jurisdiction="cn", first="2026-03-01", months=12, **more):
    ledger = follow(LOAN, FREE, payments, UNTIL)
    decision = monthly_marks(ledger, jurisdiction, date.fromisoformat(first), months, **more)
    return " ".join(decision.answer["marks"][0])


def all_paid(late_by=0, instalment=5):
    """Every instalment on its day, but one so many days late."""
    rows = LOAN.schedule()
    return [
        Payment(d + timedelta(late_by * (n == instalment - 1)), int(a))
        for n, (d, a) in enumerate(zip(rows.due[0].tolist(), rows.instalment[0]))
    ]


class TestMarks:
    def test_case_a_shows_1_2_and_3_at_the_ends_of_august_september_and_october(self):
        assert marks(months=8) == "* N N N N 1 2 3"

    def test_every_code_of_a_loan_that_is_never_paid(self):
        assert marks(months=14) == "* N N N N 1 2 3 4 5 6 7 7 7"

    def test_paid_late_in_the_same_month_is_m_and_a_day_into_the_next_is_1(self):
        assert marks(all_paid(late_by=1), months=8) == "* N N N N M N N"
        assert marks(all_paid(late_by=26), months=8) == "* N N N N M N N"
        assert marks(all_paid(late_by=27), months=8) == "* N N N N 1 N N"

    def test_before_the_account_is_open_and_after_it_is_paid_off(self):
        assert marks(all_paid(), first="2026-01-01", months=17) == "/ / * N N N N N N N N N N N C / /"

    def test_an_early_reporting_day_sees_an_instalment_that_is_not_yet_due(self):
        assert marks(months=8, day=1) == "/ * N N N N 1 2"

    def test_an_instalment_that_falls_due_on_the_reporting_day_belongs_to_its_month(self):
        assert marks(all_paid(), months=4, day=5) == "* N N N"
        assert marks(all_paid(late_by=3), months=8, day=5) == "* N N N N N M N"

    def test_the_first_month_of_a_page_holds_the_instalments_of_its_first_days(self):
        loan = Loan.of("1000", per_month("1%"), 6, "2026-03-01", "2026-02-01")
        rows = loan.schedule()
        on_time = [Payment(d, int(a)) for d, a in zip(rows.due[0].tolist(), rows.instalment[0])]
        ledger = follow(loan, FREE, on_time, UNTIL)
        for first, page in ((date(2026, 3, 1), "N N N"), (date(2026, 2, 1), "* N N")):
            assert " ".join(monthly_marks(ledger, "cn", first, 3).answer["marks"][0]) == page
        assert " ".join(monthly_marks(ledger, "cn", date(2026, 3, 1), 1).answer["marks"][0]) == "N"

    def test_the_american_record_shows_nothing_under_thirty_days_and_then_steps(self):
        assert marks(jurisdiction="us", months=14) == "OK OK OK OK OK OK 30 60 90 CO CO CO CO CO"
        assert marks(jurisdiction="us", months=14, open_end=True) == "OK OK OK OK OK OK 30 60 90 120 150 CO CO CO"
        assert marks(jurisdiction="us", months=14, charged_off=False).split()[-2:] == ["180", "180"]

    def test_a_charge_off_stays_until_everything_is_paid(self):
        rest = Payment(date(2027, 4, 20), cents("9000"))
        assert marks([*PAID, rest], "us", "2026-11-01", 7) == "90 CO CO CO CO closed /"

    def test_the_british_file_counts_missed_payments_up_to_six_and_a_default_stays(self):
        assert marks(jurisdiction="gb", months=14, default_at=6) == "0 0 0 0 0 1 2 3 4 5 D D D D"
        assert marks([*PAID, Payment(date(2026, 11, 20), cents("3000"))], "gb", months=10) == "0 0 0 0 0 1 2 D D D"

    def test_special_events_come_from_outside(self):
        special = np.full((1, 14), "")
        special[0, 8], special[0, 10] = "D", "G"
        assert marks(months=14, special=special) == "* N N N N 1 2 3 D 5 G / / /"
        special[0, 8:11] = ["B", "", ""]
        assert marks(months=14, special=special) == "* N N N N 1 2 3 B B B B B B"

    def test_a_letter_that_is_none_is_refused(self):
        with pytest.raises(ValueError, match='"X" is no letter for a special event; they are D, Z, G, B, #, A'):
            marks(months=2, special=[["X", ""]])

    @pytest.mark.parametrize("at", [2, 7])
    def test_a_default_outside_the_usual_range_is_refused(self, at):
        with pytest.raises(ValueError, match="it lies from 3 to 6"):
            marks(jurisdiction="gb", default_at=at)

    def test_a_reporting_day_that_is_none_and_a_place_without_marks_are_refused(self):
        with pytest.raises(ValueError, match="lies from 1 to 31"):
            marks(day=32)
        with pytest.raises(ValueError, match="A record of 0 months shows nothing"):
            marks(months=0)
        with pytest.raises(ValueError, match='no marks for "tw"'):
            marks(jurisdiction="tw")

    def test_worst_mark(self):
        assert worst([["N", "M", "3", "N"], ["N", "*", "/", "C"]], "cn").tolist() == ["3", "C"]
        with pytest.raises(ValueError, match='"30" is not a mark of cn'):
            worst([["30"]], "cn")

    def test_a_batch_shows_what_each_of_its_loans_shows_alone(self):
        stops = [4, 7, 12]
        rows = LOAN.schedule()
        schedule = equal_instalments([LOAN.principal] * 3, [LOAN.rate.monthly] * 3, [12] * 3, [LOAN.first_due] * 3)
        money = np.repeat(rows.instalment, 3, axis=0) * (np.arange(12) < np.array(stops)[:, None])
        ledger = replay(schedule, [LOAN.rate] * 3, FREE, np.repeat(rows.due, 3, axis=0), money, UNTIL)
        together = monthly_marks(ledger, "cn", date(2026, 3, 1), 24).answer["marks"]
        for row, stop in zip(together, stops):
            assert " ".join(row) == marks(all_paid()[:stop], months=24)


@settings(max_examples=150, deadline=None)
@given(stories(), st.integers(1, 31))
def test_a_code_always_agrees_with_the_days_past_due_and_m_means_late_but_paid(story, day):
    loan, clause, payments, as_of = story
    ledger = follow(loan, clause, payments, max(as_of, loan.first_due + timedelta(900)))
    on = reporting_days(loan.first_due, 24, day)
    seen = account(ledger, on)
    grid = monthly_marks(ledger, "cn", loan.first_due, 24, day=day).answer["marks"][0]
    for m, code in enumerate(grid):
        late = seen.days_past_due[0, m]
        if code.isdigit():
            assert (int(code) - 1) * 30 < late and (int(code) == 7 or late <= int(code) * 30)
        else:
            assert late == 0
        if code == "M":
            due = [d for d in ledger.schedule.due[0].tolist() if (m == 0 or d >= on[m - 1].item()) and d < on[m].item()]
            assert any(ledger.at(d).missed[0, 0] for d in due)
    assert set(grid) <= set(WORSE["cn"])


class TestSpells:
    """The five years start when a stretch of lateness ends."""

    def test_a_stretch_runs_from_the_first_missed_due_date_to_the_day_everything_due_is_paid(self):
        ledger = follow(LOAN, LateClause(), [*PAID, Payment(date(2026, 9, 20), cents("1200"))], UNTIL)
        (first, second) = spells(ledger, date(2026, 12, 1))
        assert (first.missed, first.ended, first.longest) == (date(2026, 8, 5), date(2026, 9, 20), 46)
        assert (second.missed, second.ended) == (date(2026, 10, 5), None)

    def test_paid_a_day_late_is_a_stretch_of_one_day_and_paid_on_the_day_is_none(self):
        assert [s.longest for s in spells(follow(LOAN, FREE, all_paid(1), UNTIL), UNTIL)] == [1]
        assert spells(follow(LOAN, FREE, all_paid(0), UNTIL), UNTIL) == ()

    def test_a_call_of_the_whole_balance_begins_a_stretch_on_its_own_day(self):
        ledger = follow(LOAN, FREE, PAID, UNTIL, [Call(date(2026, 7, 20), interest=False)])
        (stretch,) = spells(ledger, date(2026, 9, 1))
        assert (stretch.missed, stretch.ended, stretch.longest) == (date(2026, 7, 20), None, 43)

    def test_a_day_on_which_the_clock_stands_still_is_none(self):
        paid, pause = Payment(date(2026, 8, 20), cents("560.41")), Pause(date(2026, 8, 15), date(2026, 8, 31))
        (stretch,) = spells(follow(LOAN, FREE, [*PAID, paid], UNTIL, [pause]), date(2026, 9, 1))
        assert (stretch.ended, stretch.longest) == (date(2026, 8, 20), 10)

    def test_a_part_payment_does_not_end_it(self):
        ledger = follow(LOAN, LateClause(), [*PAID, Payment(date(2026, 8, 20), cents("300"))], UNTIL)
        assert [s.ended for s in spells(ledger, date(2026, 12, 1))] == [None]


class TestTrap22DaysPastDue:
    """Two ages of the same debt, one-cent tolerances, a first day that is already late."""

    def test_trap_22_nothing_is_past_due_on_the_day_of_disbursement_or_of_a_prepayment(self):
        early = [Payment(date(2026, 3, 5), cents("560.41")), *PAID[1:]]
        ledger = follow(LOAN, LateClause(), early, UNTIL)
        seen = ledger.at([date(2026, 3, 5), date(2026, 4, 4), date(2026, 4, 5), date(2026, 4, 6)])
        assert seen.days_past_due[0].tolist() == [0, 0, 0, 0]

    def test_trap_22_the_due_date_itself_is_day_0_and_the_next_is_day_1(self):
        ledger = follow(LOAN, LateClause(), PAID, UNTIL)
        assert ledger.at([date(2026, 8, 5), date(2026, 8, 6)]).days_past_due[0].tolist() == [0, 1]

    def test_trap_22_the_age_of_the_loan_takes_the_grace_off_and_the_age_of_an_instalment_does_not(self):
        due, as_of = [date(2023, 7, 31)], date(2023, 8, 9)
        assert age(due, as_of).tolist() == [9] and age(due, as_of, grace_days=3).tolist() == [6]

    def test_trap_22_a_pause_takes_off_end_minus_start_and_no_day_before_the_delinquency(self):
        pause = [Pause(date(2023, 11, 17), date(2023, 11, 30))]
        due = [date(2023, 10, 1), date(2023, 11, 20), date(2023, 12, 1)]
        assert age(due, date(2023, 12, 10), pauses=pause).tolist() == [70 - 13, 20 - 10, 9]
        assert age(due[:1], date(2023, 11, 20), pauses=pause).tolist() == [50 - 3]

    def test_trap_22_the_cents_that_were_shown_close_an_instalment_and_one_cent_less_does_not(self):
        for paid, mark in (("560.41", "N"), ("560.40", "1")):
            payments = [*PAID, Payment(date(2026, 8, 5), cents(paid))]
            assert marks(payments, months=6).split()[-1] == mark

    def test_trap_22_many_small_payments_leave_no_cent_that_keeps_it_open(self):
        pieces = [Payment(date(2026, 8, 5), 41), *[Payment(date(2026, 8, 5), 1000)] * 56]
        assert marks([*PAID, *pieces], months=6).split()[-1] == "N"

    def test_trap_22_a_back_dated_payment_takes_the_mark_away_again(self):
        late = Payment(date(2026, 8, 5), cents("560.41"))
        assert marks([late, *PAID], months=6) == marks([*PAID, late], months=6) == "* N N N N N"


RANGES = [Range("a", 1, 3), Range("b", 4, 30), Range("c", 31, None)]


def test_pauses_that_overlap_are_refused():
    pauses = [Pause(date(2026, 4, 10), date(2026, 4, 30)), Pause(date(2026, 4, 1), date(2026, 4, 20))]
    with pytest.raises(ValueError, match="The pause from 2026-04-10 starts before the one before it ends"):
        age([date(2026, 3, 1)], date(2026, 5, 10), pauses=pauses)


def test_ranges_hold_their_first_and_last_day_and_money_is_summed_by_range():
    assert in_range([0, 1, 3, 4, 30, 31, 999], RANGES).tolist() == [-1, 0, 0, 1, 1, 2, 2]
    assert by_range([100, 200, 400, 0], [2, 3, 40, 5], RANGES) == {"a": 300, "c": 400}


def test_ranges_that_overlap_run_backwards_or_begin_before_day_1_are_refused():
    with pytest.raises(ValueError, match="The range b overlaps a"):
        in_range([3], [Range("a", 1, 3), Range("b", 3, 5)])
    for first, last in ((0, 3), (5, 4)):
        with pytest.raises(ValueError, match="starts at 1 or later"):
            Range("x", first, last)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=20))
def test_every_late_cent_stands_in_exactly_one_range(late):
    amounts = [7 * n + 1 for n in range(len(late))]
    assert sum(by_range(amounts, late, RANGES).values()) == sum(a for a, d in zip(amounts, late) if d)


@pytest.mark.parametrize(
    "days, name, bad",
    [
        (0, "pass", False), (1, "attention", False), (90, "attention", False), (91, "substandard", True),
        (270, "substandard", True), (271, "doubtful", True), (360, "doubtful", True), (361, "loss", True),
    ],
)  # fmt: skip
def test_the_five_classes_of_2023(days, name, bad):
    answer = bank_class(days, date(2026, 11, 22)).answer
    assert (answer["class"], answer["non_performing"]) == (name, bad)


def test_the_card_scale_of_2011_is_offered_as_unsure_and_classes_work_on_arrays():
    decision = bank_class([[0, 120], [121, 181]], date(2026, 11, 22), card_scale=True)
    assert decision.answer["class"].tolist() == [["pass", "substandard"], ["doubtful", "loss"]]
    assert decision.reasons[0].less_sure == {"application": "unsure"}


def test_a_ladder_must_rise():
    with pytest.raises(ValueError, match="must rise"):
        rung([3], [5, 5])
    assert NOT_OPEN == "/" and set(SPECIAL) < set(WORSE["cn"])
