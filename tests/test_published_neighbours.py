"""Cases beside the published ones, in the same form: what the known ones happen not to vary."""

import numpy as np
import pytest

from credit.dates import monthly
from tests.published import cases

PRODUCT = {
    "principal": "7777.77", "annual_rate_percent": "9.5", "n": 9, "frequency": "monthly",
    "interest_method": "declining_balance", "interest_period": "same_as_repayment",
    "amortization": "equal_installments",
}  # fmt: skip
HALF_UP, WHOLE = {"rounding": "half-up 0.01"}, {"rounding": "half-up 0.01; equal instalment rounded to a multiple of 1"}


def outcome(kind, inputs, expected, conventions=HALF_UP):
    case = {"id": "neighbour", "kind": kind, "inputs": inputs, "expected": expected, "conventions": conventions}
    return cases.judge(case, cases.adapters())


@pytest.mark.parametrize("drawn", ["2023-01-15", "2023-01-31", "2024-01-31", "2023-02-28"])
def test_a_product_bears_whole_twelfths_from_whatever_day_it_is_drawn(drawn):
    # 7,777.77 x 9.5 % / 12 = 61.574; the instalment is 898.76.
    expected = {"instalment": {"interest": "61.57", "principal": "837.19", "balance": "6940.58"}}
    assert outcome("schedule", PRODUCT | {"disbursement_date": drawn}, expected) == (cases.REPRODUCED, "")


@pytest.mark.parametrize(
    "start, kept", [("2025-08-31", 31), ("2025-08-15", 15), ("2025-02-28", 31), ("2025-02-28", 28)]
)
def test_periods_between_month_ends_are_whole_months_where_each_has_thirty_days(start, kept):
    days = [str(day) for day in monthly(np.datetime64(start, "D"), 13, kept)[0]]
    inputs = {"principal": "5000", "annual_rate_percent": "18.5", "period_bounds": list(zip(days, days[1:]))}
    twelfth = {"rate_factor": "0.015416666667"}
    expected = {"payment": "459.59", "rows": [twelfth] * 12}
    assert outcome("schedule", inputs, expected, {"day_count": "30/360", "rounding": "half-even"})[1] == ""


def test_periods_free_of_interest_put_it_off_until_the_first_instalment_after_them():
    # apache/fineract, LoanRepayment.feature, RS07: six months of grace on the principal, three free of interest.
    terms = {"principal": "5000", "annual_rate_percent": "12", "n": 18, "disbursement_date": "2022-11-01"}
    terms |= {"grace_principal_periods": 6, "interest_free_periods": 3}
    due = ["0.0", "0.0", "0.0", "200.0", "50.0", "50.0", *["444.0"] * 11, "447.09"]
    rows = [{"n": k, "due": each} for k, each in enumerate(due, 1)]
    assert outcome("schedule", PRODUCT | terms, {"rows": rows}, WHOLE) == (cases.REPRODUCED, "")


def test_within_grace_there_is_no_late_interest_and_the_contract_runs_to_the_day_of_payment():
    # money-warp 0.33.0, run: three days late with five days of grace, and fifteen days late.
    loan = {
        "principal": "890.22", "annual_effective_rate_percent": "15", "disbursement_date": "2025-01-01",
        "due_dates": ["2025-02-01", "2025-03-01", "2025-04-01"], "fine_percent_of_instalment": "2", "grace_days": 5,
    }  # fmt: skip
    order = {"order": ["fine", "mora", "interest", "principal"]}
    for day, parts in (
        ("2025-02-04", {"fine": "0.00", "mora": "0.00", "interest": "11.67", "principal": "291.95"}),
        ("2025-02-16", {"fine": "6.07", "mora": "5.19", "interest": "10.63", "principal": "281.73"}),
    ):
        paid = loan | {"payment": {"date": day, "amount": "303.62"}}
        assert outcome("allocation", paid, parts, order) == (cases.REPRODUCED, "")


def test_the_least_instalment_leaves_a_last_one_that_is_not_larger():
    # FSharp.Finance.Personal, PaymentScheduleTests: eleven fortnightly instalments, interest rounded down.
    due = [str(day) for day in np.datetime64("2023-11-29") + 14 * np.arange(11)]
    inputs = {"principal": "3473.64", "annual_rate_percent": "9.95", "start_date": "2023-11-15", "due_dates": due}
    expected = {"payment": "323.06", "last_payment": "323.03", "total_interest": "79.99"}
    text = "level payment rounded up, interest rounded down, lower final payment"
    assert outcome("schedule", inputs, expected, {"rounding": text, "day_count": "actual/365"})[1] == ""


def test_a_thirty_day_convention_is_the_one_that_is_named():
    lent = {"principal": "10000", "annual_rate_percent": "12", "start": "2025-02-28", "end": "2025-03-31"}
    for convention, interest in (("30/360", "110.00"), ("30/360 US", "100.00"), ("30E/360", "106.67")):
        assert outcome("day_count", lent, {"interest": interest}, {"day_count": convention}) == (cases.REPRODUCED, "")


def test_a_late_rate_of_its_own_must_say_what_it_grows_on():
    loan = {
        "principal": "10000", "annual_effective_rate_percent": "6", "mora_annual_effective_rate_percent": "12",
        "disbursement_date": "2025-01-01", "due_date": "2025-02-01", "payment_date": "2025-02-15",
    }  # fmt: skip
    by_rule = {"compound on principal and interest": "43.78", "simple: on principal only": "43.56"}
    for rule, mora in by_rule.items():
        assert outcome("late_interest", loan, {"mora": mora}, {"rule": rule}) == (cases.REPRODUCED, "")
    assert outcome("late_interest", loan, {"mora": "43.78"}, {})[0] == cases.NOT_SUPPORTED


def test_a_function_of_dated_flows_takes_them_as_a_spreadsheet_a_library_or_the_published_cases_do():
    # Microsoft, XIRR and YEARFRAC function.
    days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    sums = [-10000, 2750, 4250, 3250, 2750]
    for args in ([sums, days], [sums, days, 0.1], [days, sums], [list(zip(days, sums))], list(zip(days, sums))):
        asked = {"function": "XIRR", "args": args}
        assert outcome("spreadsheet_function", asked, {"value": 0.3734, "decimals": 4}) == (cases.REPRODUCED, "")
    for basis, part in (("0", 0.58055556), (3, 0.57808219)):
        asked = {"function": "YEARFRAC", "args": ["2012-01-01", "2012-07-30", basis]}
        assert outcome("spreadsheet_function", asked, {"value": part, "decimals": 8}) == (cases.REPRODUCED, "")


def test_a_term_in_months_is_so_many_months_whatever_the_periods():
    # 1,000 at 12 % by the quarter: 1000 x 0.03 / (1 - 1.03^-4) = 269.03.
    loan = {"principal": "1000", "annual_rate_percent": "12", "frequency": "quarterly", "term_months": 12}
    assert outcome("schedule", loan, {"payment": "269.03"}) == (cases.REPRODUCED, "")
    assert outcome("schedule", loan | {"term_months": 13}, {"payment": "269.03"})[0] == cases.NOT_SUPPORTED
