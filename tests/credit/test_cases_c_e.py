"""Cases C, "Moss Wallet" 苔衣钱包, and E, "Bamboo Grain" 竹纹消费金融 (fictional): the penalty tables, to the cent.

27 % a year on the overdue principal, actual/365. The calendar column has due dates on the 5th from 5 August 2026; the
first-published one has instalments 30.4 days apart, which a ledger of days cannot have: there a day is cut in five, so
that a period is 152 of them, on a year of 1,825.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from credit.clause import LateClause, Style
from credit.daily_interest import simple
from credit.events import Call
from credit.lateness import follow, replay, stop_paying
from credit.loans import Loan
from credit.money import cents, exact
from credit.rates import per_day, per_month, per_year
from credit.schedule import Schedule
from tests.credit.strategies import on_time

DAY_0 = date(2026, 8, 5)
MOSS = Loan.of("20000", per_year("18%"), 24, "2026-02-05")  # the seventh falls due on 5 August
BAMBOO = Loan.of("36000", per_month("1.5%"), 36, "2025-10-05")  # the eleventh
CASES = {"C": (MOSS, 7), "E": (BAMBOO, 11)}

TABLE = [
    # case, day, missed, overdue instalments, penalty by the calendar, penalty 30.4 days apart
    ("C", 3, 1, "998.48", "1.69", "1.69"),
    ("C", 30, 1, "998.48", "16.95", "16.95"),
    ("C", 60, 2, "1996.96", "50.53", "50.87"),
    ("C", 90, 3, "2995.44", "101.56", "102.02"),
    ("C", 120, 4, "3993.92", "169.71", "170.65"),
    ("C", 180, 6, "5990.88", "359.60", "361.38"),
    ("E", 30, 1, "1301.49", "19.61", "19.61"),
    ("E", 60, 2, "2602.98", "58.47", "58.86"),
    ("E", 90, 3, "3904.47", "117.51", "118.05"),
    ("E", 120, 4, "5205.96", "196.38", "197.46"),
]


@pytest.mark.parametrize("case, day, missed, overdue, calendar, _", TABLE)
def test_overdue_and_penalty_by_the_calendar(case, day, missed, overdue, calendar, _):
    loan, first = CASES[case]
    position = stop_paying(loan, LateClause(acceleration_days=90), first).at(DAY_0 + timedelta(day))
    assert position.missed[0, 0] == missed
    assert position.overdue[0, 0] == cents(overdue)
    assert position.penalty[0, 0] == cents(calendar)


@pytest.mark.parametrize("case, day, missed, overdue, _, published", TABLE)
def test_overdue_and_penalty_with_instalments_30_4_days_apart(case, day, missed, overdue, _, published):
    loan, first = CASES[case]
    rows = loan.schedule()
    left = slice(first - 1, None)
    count = rows.due[0, left].size
    start = np.datetime64("2000-01-01")
    due = (start + 152 * np.arange(1, count + 1))[None, :]
    fifths = Schedule(
        due,
        rows.principal[:, left],
        rows.interest[:, left],
        np.array([count]),
        np.array([start]),
    )
    clause = LateClause(style=Style.DAILY, amount=exact("27%") / (365 * 5))
    as_of = due[0, 0] + 5 * day
    position = replay(fifths, [per_day(0)], clause, [[]], [[]], as_of).at(as_of)
    assert position.missed[0, 0] == missed
    assert position.overdue[0, 0] == cents(overdue)
    assert position.penalty[0, 0] == cents(published)


def test_case_c_called_due_costs_347_27_in_30_days_where_ordinary_interest_is_231_52():
    paid = on_time(MOSS)[:6]
    day = date(2026, 7, 5)  # the sixth is paid and the rest is called that day
    for multiple, interest in (("1.5", "347.27"), ("1", "231.52")):
        ledger = follow(MOSS, LateClause(amount=multiple), paid, events=[Call(day)])
        position = ledger.at(day + timedelta(30))
        assert position.overdue_principal[0, 0] == position.outstanding[0, 0] == cents("15648.78")
        assert position.penalty[0, 0] == cents(interest)
        assert position.overdue_interest[0, 0] == 0  # paid up to the day
    assert simple(cents("15648.78"), exact("18%") / 365, 30) == cents("231.52")
