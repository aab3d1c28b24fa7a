"""The reader of the published cases is read: it takes every wording for what it says, and passes nothing over."""

import copy
from fractions import Fraction

import pytest

from credit.accrual import Accrual
from credit.daycount import DayCount
from credit.intervals import UnitPeriod
from credit.money import Rounding
from credit.periods import Period
from tests.published import NotSupported, cases
from tests.published.cost import unit_period
from tests.published.reading import Given, accrual_of, day_count_of, number, only, period_of, quoted_rate, rounding_of
from tests.published.schedules import multiple_of
from tests.published.settlements import PayOff, policy_of


@pytest.mark.parametrize(
    "text, value",
    [
        ("1,200.50", "1200.5"), (0.1, "0.1"), (7, "7"), ("8.25%/12", "0.006875"), ("-5%", "-0.05"), ("4.9 %", "0.049"),
        ("20/366+1/12", Fraction(20, 366) + Fraction(1, 12)), ("1e-6", "0.000001"),
    ],
)  # fmt: skip
def test_a_number_is_exact_however_it_is_written(text, value):
    assert number(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "twelve", "1/0", "2**3", "f(1)", None, True, [1], "1 000"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotSupported, match="number"):
        number(text)


@pytest.mark.parametrize(
    "convention, texts",
    [
        (DayCount.ACT_365F, ["actual/365", "Actual/365 (Fixed)", "act365f", "ACT/365", "actual days / 365"]),
        (DayCount.ACT_360, ["act/360", "Actual/360, both end days counted"]),
        (DayCount.ACT_364, ["act364", "actual days / 364"]),
        (DayCount.ACT_365_25, ["actual/365.25", "act36525"]),
        (DayCount.NL_365, ["NL/365", "nl365", "actual/365 no leap"]),
        (DayCount.ACT_ACT_ISDA, ["act/act", "actual/actual (ISDA)", "actact-ISDA", "actual days / actual"]),
        (DayCount.D30_360, ["30/360", "30-360", "30/360 ISDA", "30-360-BondBasis", "30360"]),
        (DayCount.D30_360_US, ["30/360 US", "30-360-US", "30U/360"]),
        (DayCount.D30E_360, ["30E/360", "30E-360 (Eurobond basis)", "30e360"]),
        (DayCount.D30E_360_ISDA, ["30E/360 ISDA: end of February counts as 30 except on the termination date"]),
        (DayCount.D30_365, ["30/365"]),
    ],
)
def test_a_day_count_is_known_by_any_of_its_names(convention, texts):
    assert [day_count_of(text) for text in texts] == [convention] * len(texts)


@pytest.mark.parametrize(
    "text",
    ["actual/actual (ISMA)", "actual/actual (AFB)", "30E+/360", "NL/360", "act/366", "act/365 ISDA", "business/252", "",
     "30/360 Italian", "30/360 PSA", "exact"],
)  # fmt: skip
def test_a_day_count_that_the_engine_does_not_have_is_never_taken_for_another(text):
    with pytest.raises(NotSupported, match="day count"):
        day_count_of(text)


def test_thirty_day_months_are_twelfths_where_the_periods_are_whole():
    assert accrual_of({"day_count": "30/360"}) is Accrual.BY_PERIOD
    assert accrual_of({"day_count": "30/360"}, irregular=True) is DayCount.D30_360
    assert accrual_of({"day_count": "30/360 us"}) is DayCount.D30_360_US
    assert accrual_of({"day_count": "actual/365 daily compounding"}) is Accrual.COMPOUND_DAYS


@pytest.mark.parametrize(
    "text, period",
    [
        ("monthly", Period("month", 1)), ("every 2 months", Period("month", 2)), ("semi-annual", Period("month", 6)),
        ("Quarterly", Period("month", 3)), ("annually", Period("month", 12)), ("every 15 days", Period("day", 15)),
        ("2 weeks", Period("day", 14)), ("biweekly", Period("day", 14)),
    ],
)  # fmt: skip
def test_a_frequency_by_its_name_or_its_length(text, period):
    assert period_of(text) == period


@pytest.mark.parametrize("text", ["bimonthly", "often", "every now and then"])
def test_a_frequency_that_means_two_things_is_not_guessed(text):
    with pytest.raises(NotSupported, match="frequency"):
        period_of(text)


def test_twelve_months_are_a_year_and_half_a_month_has_many_names():
    assert unit_period("12 months") == unit_period("1 year") == unit_period("yearly") == UnitPeriod(1, "year")
    assert {unit_period(t) for t in ("half-month", "semi-month", "0.5 months", "1 half-month", "semimonthly")} == {
        UnitPeriod(1, "half-month")
    }
    assert unit_period("quarter") == UnitPeriod(3, "month") and unit_period("weekly") == UnitPeriod(1, "week")


def test_a_quoted_rate_says_its_time():
    assert [quoted_rate(t).per for t in ("4.0% m", "15% annual", "4.99% a.m.", "0.05% d", "6 % a year")] == [
        "month", "year", "month", "day", "year",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, multiple, rounding",
    [
        ("half-up 0.01", 1, Rounding.HALF_UP),
        ("half-even to 0.01; last instalment absorbs", 1, Rounding.HALF_EVEN),
        ("equal instalment (or flat principal) rounded to a multiple of 1; last takes the rest", 100, Rounding.HALF_UP),
        ("instalment ceil; totals rounded to whole units", 100, Rounding.UP),
        ("instalment rounded up to the whole unit", 100, Rounding.UP),
        ("level payment rounded up, lower final payment", 1, Rounding.UP),
        ("totals rounded to whole units", 1, Rounding.HALF_UP),
    ],
)
def test_the_rounding_of_an_instalment_is_read_from_its_own_words(text, multiple, rounding):
    assert multiple_of(text) == {"multiple": multiple, "multiple_rounding": rounding}


def test_a_settlement_policy_by_the_words_of_lenders():
    assert policy_of("till pre-closure date: interest to the day of pay-off") is PayOff.PRO_RATA
    assert policy_of("till rest frequency date") is policy_of("interest to the end of the period") is PayOff.PERIOD_END
    with pytest.raises(NotSupported, match="unknown policy"):
        policy_of("as agreed")


# What has been read


def test_an_input_that_nobody_reads_leaves_the_case_unsupported():
    case = {"id": "x", "kind": "k", "inputs": {"a": 1, "b": 2, "c": None, "name": "Lin"}, "expected": {"f": 1}}
    solve = lambda case: {"f": case["inputs"]["a"]}
    assert cases.judge(case, {"k": solve}) == (cases.NOT_SUPPORTED, "nothing is known of the input b")
    assert cases.judge(case | {"inputs": {"a": 1, "b": 0}}, {"k": solve}) == (cases.REPRODUCED, "")


def test_an_input_that_is_missing_or_given_twice_is_named():
    given = Given({"principal": "1", "balance": "2"})
    with pytest.raises(NotSupported, match="does not give n"):
        given["n"]
    with pytest.raises(NotSupported, match="principal and balance are given together"):
        given.first("principal", "balance")
    assert Given({"balance": 0}).first("principal", "balance") == 0


def test_what_the_engine_refuses_or_no_reader_can_read_is_not_supported_and_a_mistake_of_the_engine_is_an_error():
    from credit.money import divide
    from credit.rates import per_year

    def unread(case):
        raise TypeError("a list where a number was expected")

    case = {"id": "x", "kind": "k", "inputs": {}, "expected": {"f": 1}}
    outcome, reason = cases.judge(case, {"k": lambda case: {"f": per_year("-1%")}})
    assert outcome == cases.NOT_SUPPORTED and reason.startswith("the engine refuses: A rate of -1.0000% is below zero")
    assert cases.judge(case, {"k": unread})[1].startswith(
        "its inputs are not in a form that is known (TypeError: a list"
    )
    with pytest.raises(ZeroDivisionError):
        cases.judge(case, {"k": lambda case: {"f": divide(1, 0)}})


def test_of_the_cases_here_only_these_are_not_supported(outcomes):
    here = [case["id"] for case in cases.load()]
    assert {name for name, outcome in zip(here, outcomes(lambda case: case)) if outcome == cases.NOT_SUPPORTED} == {
        "br-mora-compound-business", "br-mora-compound-business-on-1100", "br-mora-compound-calendar",
        "br-mora-simple-calendar", "frappe-pr-1452", "moneywarp-ext-3_0pctm-1019_32", "moneywarp-ext-4_0pctm-1020_06",
    }  # fmt: skip


def test_a_figure_that_is_not_known_is_named():
    with pytest.raises(NotSupported, match="the figure 'b' is not known"):
        only({"a": 1}, {"expected": {"a": 1, "b": 2}})
    assert only({"value": 1}, {"expected": {"value": 1, "decimals": 2}}) == {"value": 1}


def _written(value):
    """Every number as text, a percentage with its sign."""
    if isinstance(value, dict):
        return {key: f"{_written(each)}%" if "percent" in key else _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    return repr(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


@pytest.fixture(scope="module")
def outcomes():
    solvers, every = cases.adapters(), cases.load()
    return lambda change: [cases.judge(change(copy.deepcopy(case)), solvers)[0] for case in every]


def test_numbers_as_text_and_conventions_in_american_capitals_say_the_same(outcomes):
    def spelt(value):
        return value.upper().replace("INSTALMENT", "INSTALLMENT") if isinstance(value, str) else value

    def louder(case):
        said = case.get("conventions") or {}
        loud = {key: v if key == "tolerance" else spelt(v) for key, v in said.items()}
        return case | {"inputs": _written(case["inputs"]), "conventions": loud}

    assert outcomes(louder) == outcomes(lambda case: case)


def test_no_case_is_answered_when_it_says_something_more(outcomes):
    more = lambda case: case | {"inputs": case["inputs"] | {"balloon": "5000"}}
    assert set(outcomes(more)) == {cases.NOT_SUPPORTED}


def test_where_figures_differ_a_convention_that_nobody_read_may_be_why_unless_it_only_describes():
    case = {"id": "x", "kind": "k", "inputs": {}, "expected": {"f": 1}}
    for conventions, figure, outcome in (
        ({"compounding": "by the day"}, 1, (cases.REPRODUCED, "")),
        ({"note": "as printed", "tolerance": "0.01"}, 2, (cases.FAILED, "f: 2 instead of 1")),
        ({"compounding": "by the day"}, 2, (cases.NOT_SUPPORTED, "nothing is known of the convention compounding")),
    ):
        assert cases.judge(case | {"conventions": conventions}, {"k": lambda case, f=figure: {"f": f}}) == outcome


@pytest.mark.parametrize("text", ["half-down", "truncated", "rounded to 0.05", "half-even to the nearest 0.001"])
def test_a_rounding_that_is_not_made_is_refused(text):
    with pytest.raises(NotSupported, match="a rounding by the words"):
        rounding_of(text)


def test_a_loan_may_stand_in_the_further_folder(tmp_path):
    loan = """{"id": "my-loan", "kind": "schedule", "inputs": {"principal": "100", "annual_rate_percent": "7", "n": 6,
        "frequency": "monthly", "disbursement_date": "2024-01-01"}, "expected": {"payment": "17.01"},
        "conventions": {"day_count": "30/360", "rounding": "half-even"}}"""
    payoff = """{"id": "my-payoff", "kind": "settlement", "inputs": {"loan": "my-loan", "payoff_date": "2024-02-15",
        "payments": [{"date": "2024-02-01", "amount": "17.01"}]}, "expected": {"payoff": "83.81"},
        "conventions": {"policy": "interest to the day of pay-off"}}"""
    (tmp_path / "mine.json").write_text(f"[{payoff}, {loan}]", "utf-8")
    mine = [case for case in cases.load([tmp_path]) if case["id"].startswith("my-")]
    assert [cases.judge(case, cases.adapters()) for case in mine] == [(cases.REPRODUCED, "")] * 2
