"""The entries of a record: which stretches of lateness are kept, as what, and when the last one leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit import rules
from credit.clause import LateClause
from credit.deadlines import after
from credit.decisions.record_items import record_of
from credit.lateness import Payment, follow
from credit.loans import Loan
from credit.money import cents
from credit.payment_history import payments_told
from credit.rates import per_month

FREE = LateClause(amount="0")
FIRST = date(2026, 4, 5)


def record(lateness, settled=None, place="cn", first=FIRST, principal="6000", **more):
    """Case A (Lin, fictional), told month by month; the last number told goes on."""
    lateness = (*lateness, *[lateness[-1]] * 12)[:12]
    loan = Loan.of(principal, per_month("1.8%"), 12, str(first))
    schedule = loan.schedule()
    payments = payments_told(schedule, lateness, settled)
    until = max(schedule.due[0, -1].item(), settled or first) + timedelta(400)
    return record_of(follow(loan, FREE, payments, until), place, first, 12, until=until, **more)


LIN = (0, 0, 0, 0, None)


class TestChina:
    def test_the_years_begin_on_the_day_everything_overdue_is_paid(self):
        paid = date(2026, 11, 22)
        found = record(LIN, paid)
        assert " ".join(found.marks) == "N N N N 1 2 3 M N N N C" and found.worst == "3"
        (item,) = found.items
        assert (item.spell.missed, item.spell.ended, item.amount) == (date(2026, 8, 5), paid, 4 * cents("560.41"))
        assert found.last_shown == date(2031, 11, 22) and not found.open

    def test_a_day_of_waiting_is_a_day_more(self):
        ends = [record(LIN, date(2026, 11, 22) + timedelta(n)).last_shown for n in range(4)]
        assert [(b - a).days for a, b in zip(ends, ends[1:])] == [1, 1, 1]

    def test_unpaid_there_is_no_day(self):
        found = record(LIN)
        assert found.open and found.last_shown is None and found.marks[-1] == "7"

    def test_one_day_late_is_an_entry_too(self):
        found = record((0, 0, 0, 0, 1, 0))
        assert found.marks[4] == "M" and found.last_shown == date(2031, 8, 6)

    def test_every_stretch_is_an_entry_and_the_last_to_end_leaves_last(self):
        found = record((0, 12, 0, 0, 40, 0))
        assert [item.spell.missed for item in found.items] == [date(2026, 5, 5), date(2026, 8, 5)]
        assert found.last_shown == max(item.last_shown for item in found.items)

    def test_everything_on_its_day_leaves_nothing(self):
        found = record((0,))
        assert found.items == () and found.last_shown is None and not found.open

    def test_the_closed_repair_hides_what_it_covered_and_nothing_else(self):
        covered = record((0, 0, 0, 0, None), date(2025, 9, 10), first=date(2025, 2, 5))
        assert covered.items[0].end.answer["leaves"] == date(2030, 9, 10)
        assert covered.last_shown == date(2025, 12, 31)  # the last day before it was hidden
        too_much = record((0, 0, 0, 0, None), date(2025, 9, 10), first=date(2025, 2, 5), principal="50000")
        assert too_much.last_shown == date(2030, 9, 10)
        too_late = record((0, 0, 0, 0, None), date(2026, 4, 1), first=date(2025, 2, 5))
        assert too_late.last_shown == date(2031, 4, 1)


class TestElsewhere:
    def test_american_lateness_under_the_first_step_is_no_entry(self):
        assert record((0, 0, 0, 0, 26, 0), place="us").items == ()

    def test_the_american_clock_runs_from_the_first_miss_paid_or_not(self):
        ends = {record(LIN, date(2026, 11, day), "us").last_shown for day in (6, 22)}
        assert ends == {date(2033, 8, 5)}
        written_off = [record(LIN, paid, "us") for paid in (date(2027, 6, 1), date(2029, 1, 1), None)]
        assert {one.items[0].kind for one in written_off} == {"charge_off"}
        assert {one.last_shown for one in written_off} == {date(2034, 2, 1)}

    def test_a_british_default_counts_from_its_own_day_and_payment_does_not_move_it(self):
        for paid in (date(2026, 11, 22), None):
            (item,) = record(LIN, paid, "gb").items
            assert (item.kind, item.last_shown) == ("default", date(2032, 10, 31))

    def test_british_missed_payments_below_a_default_count_from_the_last_of_them(self):
        (item,) = record(LIN, date(2026, 9, 20), "gb").items
        assert (item.kind, item.last_shown) == ("late", date(2032, 8, 5))
        (item,) = record(LIN, date(2026, 10, 2), "gb").items
        assert (item.kind, item.last_shown) == ("late", date(2032, 9, 5))

    def test_after_a_default_the_account_gets_no_second_entry(self):
        late = (0, None, None, None, None, 0, 0, 0, 40, 0)
        assert len(record(late, date(2026, 9, 1), "gb").items) == 1


class TestStory:
    LOAN = Loan.of("6000", per_month("1.8%"), 12, str(FIRST))

    def test_what_was_held_back_is_paid_in_one_sum_and_what_is_not_yet_due_on_its_day(self):
        told = payments_told(self.LOAN.schedule(), (*LIN[:4], *[None] * 8), date(2026, 9, 5))
        assert Payment(date(2026, 9, 5), cents("560.41")) in told
        assert sum(p.amount for p in told) == self.LOAN.schedule().instalment.sum()
        assert [p.date for p in told if p.date >= date(2026, 9, 5)][:2] == [date(2026, 9, 5)] * 2

    def test_a_story_of_another_length_or_before_a_due_date_is_refused(self):
        with pytest.raises(ValueError, match="tells 3 months and the loan has 12 instalments"):
            payments_told(self.LOAN.schedule(), (0, 0, 0))
        with pytest.raises(ValueError, match="before its due date; 0 is on the day"):
            payments_told(self.LOAN.schedule(), (-1, *[0] * 11))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(st.just(0), st.just(0), st.integers(1, 200), st.none()), min_size=12, max_size=12),
    st.one_of(st.none(), st.integers(0, 900)),
)
def test_in_china_each_entry_leaves_the_years_of_the_rule_after_its_own_end(lateness, days):
    first_unpaid = lateness.index(None) if None in lateness else None
    due = Loan.of("6000", per_month("1.8%"), 12, str(FIRST)).schedule().due[0].tolist()
    settled = due[first_unpaid] + timedelta(days) if first_unpaid is not None and days is not None else None
    found = record(lateness, settled)
    years = int(rules.get("cn", "record_5_years").on(date(2026, 11, 22)).value)
    assert found.open == any(item.spell.ended is None for item in found.items)
    for item in found.items:
        assert item.last_shown == (after(item.spell.ended, years=years) if item.spell.ended else None)
        assert item.amount > 0
    if all(late == 0 for late in lateness):
        assert found.items == ()
