"""Case A, "Paper Boat Lending" 纸船借款 (fictional): every figure, to the cent.

5 March 2026: 6,000 at 1.8 % a month, 12 instalments from 5 April. The fifth, of 5 August, and all after it are missed.
Penalty 1.5 x 21.6 % = 32.4 % a year on the overdue principal, actual/365; the balance may be called after 90 days.
"""

from datetime import date, timedelta

import pytest

from credit.clause import Grace, LateClause
from credit.lateness import Payment, follow
from credit.loans import Loan
from credit.money import amount, cents
from credit.rates import per_month

LOAN = Loan.of("6000", per_month("1.8%"), 12, "2026-04-05", "2026-03-05")
PAID = [Payment(date(2026, month, 5), cents("560.41")) for month in (4, 5, 6, 7)]
DAY_0 = date(2026, 8, 5)
CLAUSE = LateClause(acceleration_days=90)  # as the case prints it: the penalty shown unwaived

SCHEDULE = """
2026-04-05 560.41 108.00 452.41 5547.59
2026-05-05 560.41  99.86 460.55 5087.04
2026-06-05 560.41  91.57 468.84 4618.20
2026-07-05 560.41  83.13 477.28 4140.92
2026-08-05 560.41  74.54 485.87 3655.05
2026-09-05 560.41  65.79 494.62 3160.43
2026-10-05 560.41  56.89 503.52 2656.91
2026-11-05 560.41  47.82 512.59 2144.32
2026-12-05 560.41  38.60 521.81 1622.51
2027-01-05 560.41  29.21 531.20 1091.31
2027-02-05 560.41  19.64 540.77  550.54
2027-03-05 560.45   9.91 550.54    0.00
"""

DAYS = [
    # day, date, missed, penalty so far, cost to get current
    (2, "2026-08-07", 1, "0.86", "561.27"),
    (3, "2026-08-08", 1, "1.29", "561.70"),
    (7, "2026-08-12", 1, "3.02", "563.43"),
    (15, "2026-08-20", 1, "6.47", "566.88"),
    (30, "2026-09-04", 1, "12.94", "573.35"),
    (31, "2026-09-05", 2, "13.37", "1134.19"),
    (60, "2026-10-04", 2, "38.61", "1159.43"),
    (61, "2026-10-05", 3, "39.48", "1720.71"),
    (92, "2026-11-05", 4, "80.32", "2321.96"),
    (180, "2027-02-01", 6, "275.88", "3638.34"),
]


def test_the_schedule():
    s = LOAN.schedule()
    rows = [
        f"{d} {amount(a)} {amount(i)} {amount(p)} {amount(b)}"
        for d, a, i, p, b in zip(s.due[0], s.instalment[0], s.interest[0], s.principal[0], s.balance[0])
    ]
    assert rows == [" ".join(line.split()) for line in SCHEDULE.split("\n") if line]


def test_total_interest_and_both_yearly_rates():
    assert amount(LOAN.schedule().interest.sum()) == amount(cents("724.96"))
    assert float(LOAN.rate.nominal_annual) == pytest.approx(0.216)
    assert round(LOAN.rate.effective_annual, 3) == 0.239


@pytest.mark.parametrize("day, on, missed, penalty, cost", DAYS)
def test_each_day_of_lateness(day, on, missed, penalty, cost):
    assert DAY_0 + timedelta(day) == date.fromisoformat(on)
    position = follow(LOAN, CLAUSE, PAID).at(date.fromisoformat(on))
    assert position.missed[0, 0] == missed
    assert position.penalty[0, 0] == position.charges[0, 0] == cents(penalty)
    assert position.cost_to_get_current[0, 0] == cents(cost)


def test_with_its_three_days_of_grace_the_penalty_is_forgiven_until_day_3_and_whole_on_day_4():
    clause = LateClause(grace_days=3, grace=Grace.THRESHOLD, acceleration_days=90)
    ledger = follow(LOAN, clause, PAID)
    day_3, day_4 = ledger.at(DAY_0 + timedelta(3)), ledger.at(DAY_0 + timedelta(4))
    assert (day_3.charges[0, 0], day_3.pending[0, 0]) == (0, cents("1.29"))
    assert day_3.cost_to_get_current[0, 0] == cents("560.41")
    assert (day_4.charges[0, 0], day_4.pending[0, 0]) == (cents("1.73"), 0)


def test_later_days_are_the_same_with_grace_once_the_newest_instalment_has_outlived_it():
    ledger = follow(LOAN, LateClause(grace_days=3, acceleration_days=90), PAID)
    for day, _, _, penalty, cost in DAYS:
        if day in (7, 15, 30, 60, 180):
            position = ledger.at(DAY_0 + timedelta(day))
            assert position.penalty[0, 0] == cents(penalty) and position.cost_to_get_current[0, 0] == cents(cost)


def test_the_balance_may_be_called_after_90_days_and_contains_the_overdue_principal():
    ledger = follow(LOAN, CLAUSE, PAID)
    assert ledger.at(DAY_0 + timedelta(90)).callable_balance[0, 0] == 0
    day_92 = ledger.at(DAY_0 + timedelta(92))
    assert day_92.callable_balance[0, 0] == cents("4140.92")
    assert day_92.overdue_principal[0, 0] == cents("1996.60")


def test_paying_nothing_from_august_counts_26_56_and_87_days_at_the_month_ends():
    position = follow(LOAN, CLAUSE, PAID).at([date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)])
    assert position.days_past_due[0].tolist() == [26, 56, 87]
