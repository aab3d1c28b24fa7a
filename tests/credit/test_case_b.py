"""Case B, "Clay Bell Credit" 陶铃借 (fictional): 0.1 % a day of the whole missed instalment of 1,423.33."""

from datetime import date, timedelta

import pytest

from credit.clause import Base, LateClause, Style
from credit.kinds import flat
from credit.lateness import replay
from credit.money import cents
from credit.rates import per_day, per_month_flat

DUE = date(2026, 2, 5)
ROWS = flat([cents("12000")], per_month_flat("0.75%").fraction, [9], DUE)
CLAUSE = LateClause(style=Style.DAILY, amount="0.1%", base=Base.OVERDUE_INSTALMENT)


def stop():
    return replay(ROWS, [per_day(0)], CLAUSE, [[]], [[]])


@pytest.mark.parametrize("day, charge", [(1, "1.42"), (3, "4.27"), (9, "12.81"), (28, "39.85")])
def test_late_charge_on_one_missed_instalment(day, charge):
    assert ROWS.to_pay[0, 0] == cents("1423.33")
    position = stop().at(DUE + timedelta(day))
    assert position.charges[0, 0] == cents(charge)
    assert position.cost_to_get_current[0, 0] == cents(charge) + cents("1423.33") * (1 if day < 28 else 2)


def test_after_30_days_the_first_instalment_alone_has_cost_42_70():
    # The second one falls due on day 30 in the story; here in March, so the whole is followed from a month of 31 days.
    rows = flat([cents("12000")], per_month_flat("0.75%").fraction, [9], date(2026, 3, 5))
    position = replay(rows, [per_day(0)], CLAUSE, [[]], [[]]).at(date(2026, 4, 4))
    assert position.charges[0, 0] == cents("42.70")


def test_a_part_payment_lowers_the_overdue_base_and_the_original_one_stays():
    # "Of the overdue amount" is what is unpaid; a clause on the whole instalment would go on charging all of it.
    half = [[DUE + timedelta(10)]], [[cents("700")]]
    by_rest = replay(ROWS, [per_day(0)], CLAUSE, *half).at(DUE + timedelta(20)).charges[0, 0]
    whole = LateClause(style=Style.DAILY, amount="0.1%", base=Base.ORIGINAL_INSTALMENT)
    by_all = replay(ROWS, [per_day(0)], whole, *half).at(DUE + timedelta(20)).charges[0, 0]
    # 14.23 was charged and paid first, so 685.77 went to the instalment and 737.56 stayed.
    assert by_rest == round((142333 * 10 + 73756 * 10) / 1000)
    assert by_all == round(142333 * 20 / 1000)
