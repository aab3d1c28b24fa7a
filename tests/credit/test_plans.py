"""What to pay first: the published table to the cent, the traps of payoff planners, and an oracle in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.debts import Kept, Order, Portfolio, Timing, priorities
from credit.minimums import Minimum, minimum_due
from credit.money import cents
from credit.payoff import NEVER, TOO_LONG, month_by_month, repay
from credit.plans import Debt, lowest_budget, minimum_only, minimums, month_table, pay_off, portfolio, race
from credit.rates import per_month, per_year
from tests.credit.plan_oracle import plan

APP, CARD, CONSUMER, PURCHASE = range(4)
DEBTS = [
    Debt.of("6000", per_year("24%"), "600"),
    Debt.of("20000", per_year("18.25%"), "1000"),
    Debt.of("15000", per_year("36%"), "900"),
    Debt.of("3000", per_year("12%"), "300"),
]
LOUDEST = [APP, CARD, CONSUMER, PURCHASE]
BIGGEST_AT_THE_START = [CARD, CONSUMER, APP, PURCHASE]

TABLE = [
    # budget, order, months, interest with no rounding inside
    ("2800", Order.AVALANCHE, 20, "9794.47"),
    ("2800", Order.SNOWBALL, 20, "9795.96"),
    ("2800", Order.BIGGEST, 20, "10059.52"),
    ("2800", LOUDEST, 20, "10162.37"),
    ("3200", Order.AVALANCHE, 17, "7943.64"),
    ("3200", Order.SNOWBALL, 17, "8285.37"),
    ("3200", Order.BIGGEST, 17, "8643.88"),
    ("3200", LOUDEST, 17, "8779.90"),
    ("4500", Order.AVALANCHE, 11, "5040.02"),
    ("4500", Order.SNOWBALL, 12, "5505.14"),
    ("4500", Order.BIGGEST, 12, "5827.84"),
    ("4500", LOUDEST, 12, "6098.55"),
    ("2800", BIGGEST_AT_THE_START, 20, "10163.05"),
    ("3200", BIGGEST_AT_THE_START, 17, "8867.27"),
    ("4500", BIGGEST_AT_THE_START, 12, "6207.31"),
]


@pytest.mark.parametrize("budget, order, months, interest", TABLE)
def test_the_strategy_set_to_the_cent(budget, order, months, interest):
    result = pay_off(DEBTS, cents(budget), order, kept=Kept.UNROUNDED)
    assert (result.months[0], result.total_interest[0]) == (months, cents(interest))
    whole = pay_off(DEBTS, cents(budget), order)
    assert whole.months[0] == months
    assert abs(whole.total_interest[0] - cents(interest)) <= 3


def test_the_strategy_set_by_the_oracle_in_fractions():
    for budget, order, months, interest in TABLE:
        queue = "biggest" if order is Order.BIGGEST else priorities(portfolio(DEBTS), order)[0].tolist()
        naive = plan(as_dicts(portfolio(DEBTS)), lambda _, b=budget: cents(b), queue, whole_cents=False)
        assert naive["months"] == months and round(sum(naive["interest"])) == cents(interest)


def test_all_24_fixed_orders_lie_between_avalanche_and_the_card_first():
    from itertools import permutations

    orders = np.array(list(permutations(range(4))))
    interest = repay(portfolio(DEBTS), cents("2800"), orders, kept=Kept.UNROUNDED).total_interest
    assert (interest.min(), interest.max()) == (cents("9794.47"), cents("10163.05"))


def test_a_race_tells_the_first_debt_cleared_and_more_money_beats_a_better_order():
    lanes = race(DEBTS, cents("3200"), {"avalanche": Order.AVALANCHE, "snowball": Order.SNOWBALL})
    assert lanes["snowball"]["cleared"] == [8, 17, 14, 5]
    assert pay_off(DEBTS, cents("3200"), Order.SNOWBALL).first_cleared[0] == PURCHASE
    assert pay_off(DEBTS, cents("4500"), LOUDEST).cost[0] < lanes["avalanche"]["total_interest"]


CHECKS = [
    # balance, rate, minimum, budget, (months, interest) unrounded, in whole cents
    ("10000", "20%", "0", "500", (25, "2266.07"), (25, "2266.06")),
    ("5000", "22%", "0", "200", (34, "1749.88"), (34, "1749.90")),
]


@pytest.mark.parametrize("balance, rate, minimum, budget, unrounded, whole", CHECKS)
def test_check_values_of_one_debt(balance, rate, minimum, budget, unrounded, whole):
    debt = [Debt.of(balance, per_year(rate), minimum)]
    for kept, (months, interest) in ((Kept.UNROUNDED, unrounded), (Kept.CENTS, whole)):
        result = pay_off(debt, cents(budget), kept=kept)
        assert (result.months[0], result.total_interest[0]) == (months, cents(interest))


def test_minimum_only_of_2_percent_or_25_takes_817_months():
    card = [Debt.of("5000", per_year("22%"), Minimum.of("25", "2%"))]
    assert minimum_only(card).one()["interest"] == [cents("35957.25")]
    unrounded = minimum_only(card, kept=Kept.UNROUNDED)
    assert (unrounded.months[0], unrounded.total_interest[0]) == (817, cents("35957.75"))


# The numbered traps of payoff planners


def test_trap_23_interest_is_charged_once_a_month_on_the_priority_debt_too():
    table = month_table([Debt.of("10000", per_year("20%"), "250")], cents("500"))
    assert table.interest[0, 0, 0] == cents("166.67") and len(table.interest) == 25
    assert table.interest.sum() == cents("2266.06")


def test_trap_24_every_debt_gets_its_own_minimum_before_any_extra():
    table = month_table(DEBTS, cents("3200"), LOUDEST)
    assert (table.paid >= table.asked).all()
    assert table.paid[0, 0].tolist() == [cents("1000"), cents("1000"), cents("900"), cents("300")]


def test_trap_25_freed_minimums_stay_in_the_budget():
    three = [
        Debt.of("100", per_year("10%"), "50"),
        Debt.of("1000", per_year("10%"), "100"),
        Debt.of("5000", per_year("10%"), "100"),
    ]
    result = pay_off(three, cents("250"), Order.SNOWBALL)
    assert (result.months[0], result.total_interest[0]) == (28, cents("748.22"))
    table = month_table(three, cents("250"), Order.SNOWBALL)
    assert table.paid[-2, 0].tolist() == [0, 0, cents("250")]
    assert table.paid[:-1].sum(axis=2).tolist() == [[cents("250")]] * 27


def test_roll_over_off_lets_freed_minimums_go_and_is_never_cheaper():
    on = pay_off(DEBTS, cents("3200"))
    off = pay_off(DEBTS, cents("3200"), roll_over=False)
    assert off.months[0] > on.months[0] and off.cost[0] > on.cost[0]
    table = month_table(DEBTS, cents("3200"), roll_over=False)
    spent = table.paid.sum(axis=2)[:, 0]
    assert spent[0] == cents("3200") and (np.diff(spent) <= 0).all()


def test_trap_26_a_loop_limit_is_not_success_91_a_month_on_5000_at_22_percent_never_ends():
    debt = [Debt.of("5000", per_year("22%"))]
    for kept in Kept:
        result = pay_off(debt, cents("91"), kept=kept)
        assert result.never[0] and result.one()["outcome"] == "never"
        assert (result.months[0], result.cost[0], result.cleared[0, 0]) == (NEVER, NEVER, NEVER)
    # One cent above what stands still ends, however late: 91.67 is the interest of a month.
    assert pay_off(debt, cents("91.67")).never[0]
    assert pay_off(debt, cents("91.68")).months[0] > 400
    history = month_by_month(portfolio(debt), cents("91"), months=600)
    month = int(history.passes(cents("10000"))[0])
    assert history.balance[month, 0, 0] > cents("10000") >= history.balance[month - 1, 0, 0]


def test_trap_26_never_is_proved_for_an_order_that_changes_and_for_months_that_repeat():
    # Biggest of the moment pays two debts in turn; together they bear more than the budget.
    pair = [Debt.of("5000", per_year("24%")), Debt.of("4999", per_year("12%"))]
    assert pay_off(pair, cents("120"), Order.BIGGEST).never[0]
    # No interest and no money: nothing ever changes.
    assert pay_off([Debt.of("10", per_year("0%"))], 0, Order.BIGGEST).never[0]
    # A share without a floor stalls at some cents.
    assert minimum_only([Debt.of("100", per_year("12%"), Minimum.of(share="10%"))]).never[0]


def test_trap_26_growing_for_years_is_not_endless_when_the_dear_debt_goes_first():
    # All that is owed grows for years, while the dear debt shrinks ever faster; then the budget is free for the other.
    pair = [Debt(20_000_00, per_month("5%")), Debt(100_000_00, per_month("0.5%"))]
    result = pay_off(pair, cents("1010"))
    assert result.ends[0] and result.cleared[0, 0] > 90
    naive = plan(as_dicts(portfolio(pair)), lambda _: cents("1010"), [0, 1])
    assert result.one()["months"] == naive["months"] and result.interest[0].tolist() == naive["interest"]


def test_trap_26_interest_that_is_rounded_down_on_each_debt_is_not_taken_for_endless():
    # 1 % of 50.40 is 50 cents on each of two debts: 100 a month, not the 100.8 of an unrounded sum.
    pair = [Debt(50_40, per_month("1%"), Minimum(floor=50)), Debt(50_40, per_month("1%"), Minimum(floor=50))]
    assert pay_off(pair, 101).ends[0] and pay_off(pair, 100).never[0]


def test_half_a_cent_of_interest_is_rounded_up():
    assert month_table([Debt(50, per_month("1%"))], 100).interest[0, 0, 0] == 1


def test_trap_26_too_long_is_neither_an_end_nor_proved_endless():
    cent_a_month = pay_off([Debt.of("1000000", per_year("0%"))], 1)
    assert cent_a_month.one()["outcome"] == "too long" and cent_a_month.cost[0] == TOO_LONG
    assert not cent_a_month.ends[0] and not cent_a_month.never[0]


def test_trap_26_one_endless_debt_among_others_is_found_after_the_others_are_gone():
    debts = [Debt.of("300", per_year("12%"), "100"), Debt.of("5000", per_year("22%"), "90")]
    result = minimum_only(debts)
    assert result.never[0] and result.cleared[0].tolist()[1] == NEVER
    assert pay_off(debts, cents("190")).never[0] is np.False_


def test_trap_27_a_loans_minimum_is_its_contract_payment_and_a_cards_is_share_or_floor():
    loan, card = Minimum.of("560.41"), Minimum.of("25", "2%")
    assert loan.due(cents("6000")) == cents("560.41") and loan.due(cents("100")) == cents("100")
    assert [card.due(cents(b)) for b in ("5000", "1000", "20", "0")] == [cents(m) for m in ("100", "25", "20", "0")]
    assert card.due(cents("50.25")) == cents("25")
    assert Minimum.of(share="10%").due(45) == 5  # 4.5 cents, half up


def test_trap_27_parts_asked_for_in_full_are_not_counted_in_the_share():
    assert minimum_due(cents("1000"), 1, 10, cents("50"), cents("100")) == cents("190")
    assert minimum_due(np.array([10_000, 40]), 1, 10, 500, np.array([0, 40])).tolist() == [1000, 40]


def test_trap_28_paying_before_or_after_the_interest_are_two_named_timings():
    debt = [Debt.of("4773", per_year("20%"))]
    first, after = Timing.PAY_THEN_ACCRUE, Timing.ACCRUE_THEN_PAY
    assert pay_off(debt, cents("440"), timing=first).months[0] == 12
    assert pay_off(debt, cents("440"), timing=after).months[0] == 13
    assert lowest_budget(debt, 12, multiple=cents("10"), timing=first) == cents("440")
    assert lowest_budget(debt, 12, multiple=cents("10"), timing=after) == cents("450")
    assert month_table(debt, cents("440")).interest[0, 0, 0] == cents("79.55")  # the first statement has interest


# The budget


def test_a_budget_below_the_minimums_names_the_debts_that_fall_late():
    assert minimums(DEBTS) == cents("2800")
    assert (pay_off(DEBTS, cents("2800")).late == 0).all()
    short = pay_off(DEBTS, cents("2700"))
    assert short.late[0].tolist() == [0, 0, 0, 1]  # the cheapest rate is served last
    shorter = pay_off(DEBTS, cents("2000"), LOUDEST)
    assert shorter.late[0].tolist() == [0, 0, 1, 1]
    table = month_by_month(portfolio(DEBTS), cents("2000"), LOUDEST, months=1)
    assert table.paid[0, 0].tolist() == [cents("600"), cents("1000"), cents("400"), 0]


def test_a_late_fee_is_charged_in_each_month_a_minimum_is_missed():
    debts = [Debt.of("1000", per_year("0%"), "100"), Debt.of("500", per_year("0%"), "50", late_fee="20")]
    result = pay_off(debts, cents("120"), [0, 1])
    assert result.late[0].tolist() == [0, 1] and result.total_interest[0] == 0
    assert result.fees[0].tolist() == [0, cents("200")]  # ten months in which 20 of the 50 is left for it


def test_an_extra_from_a_given_month_on():
    plain, later = pay_off(DEBTS, cents("2800")), pay_off(DEBTS, cents("2800"), extra=cents("1700"), extra_from=6)
    at_once = pay_off(DEBTS, cents("2800"), extra=cents("1700"), extra_from=1)
    assert at_once.months[0] == 11 < later.months[0] < plain.months[0]
    table = month_by_month(portfolio(DEBTS), [[cents("2800")] * 5 + [cents("4500")]], months=6)
    assert table.paid.sum(axis=2)[:, 0].tolist() == [cents("2800")] * 5 + [cents("4500")]


def test_the_lowest_budget_is_the_lowest():
    need = lowest_budget(DEBTS, 17)
    assert pay_off(DEBTS, need).months[0] <= 17 < pay_off(DEBTS, need - 1).months[0]
    assert lowest_budget(DEBTS, 60) == cents("2800")  # no minimum is missed


@pytest.mark.parametrize("balance, rate, payment", [("320000", "20%", "29157.09"), ("71751", "15%", "6396.17")])
def test_the_lowest_payment_paid_first_is_the_annuity_due(balance, rate, payment):
    debt = [Debt.of(balance, per_year(rate))]
    need = lowest_budget(debt, 12, timing=Timing.PAY_THEN_ACCRUE, kept=Kept.UNROUNDED)
    assert abs(need - cents(payment)) <= 1


# Any portfolio


@st.composite
def portfolios(draw, most=4):
    count = draw(st.integers(1, most))
    column = lambda values: [draw(values) for _ in range(count)]
    return Portfolio.of(
        [column(st.one_of(st.integers(0, 500), st.integers(0, 300_000)))],
        [column(st.sampled_from([0, 500, 1825, 2400, 3600, 6000]))],
        120_000,
        floor=[column(st.one_of(st.just(0), st.integers(500, 20_000)))],
        share=[column(st.sampled_from([0, 0, 2, 5, 10]))],
        share_base=100,
        with_interest=[column(st.booleans())],
        monthly_fee=[column(st.sampled_from([0, 0, 0, 30, 900]))],
        late_fee=[column(st.sampled_from([0, 0, 500]))],
    )


def as_dicts(p):
    names = ("balance", "floor", "with_interest", "monthly_fee", "late_fee")
    return [
        {name: int(getattr(p, name)[0, k]) for name in names}
        | {"rate": Fraction(int(p.rate[0, k]), p.rate_base), "share": Fraction(int(p.share[0, k]), p.share_base)}
        for k in range(p.balance.shape[1])
    ]


budgets = st.one_of(st.none(), st.integers(0, 60_000), st.lists(st.integers(0, 60_000), min_size=2, max_size=12))
orders = st.sampled_from([*Order, "custom"])


@settings(max_examples=120, deadline=None)
@given(portfolios(), budgets, orders, st.booleans(), st.sampled_from(Timing), st.randoms())
def test_the_engine_equals_the_oracle_to_the_cent(p, budget, order, roll_over, timing, random):
    if order == "custom":
        order = random.sample(range(p.balance.shape[1]), p.balance.shape[1])
    money = np.array([budget]) if isinstance(budget, list) else budget
    mine = repay(p, money, order, roll_over=roll_over, timing=timing)
    queue = "biggest" if order is Order.BIGGEST else priorities(p, order)[0].tolist()
    purse = (
        None if budget is None else lambda m: budget[min(m, len(budget)) - 1] if isinstance(budget, list) else budget
    )
    naive = plan(as_dicts(p), purse, queue, 300, roll_over, timing is Timing.PAY_THEN_ACCRUE)
    if naive is None:
        assert not mine.ends[0] or mine.months[0] > 300
        return
    got = mine.one()
    assert got["outcome"] == "ends"
    assert {name: got[name] for name in naive} == naive
    assert got["total_interest"] == sum(naive["interest"]) and got["total_fees"] == sum(naive["fees"])


@settings(max_examples=150, deadline=None)
@given(portfolios(), st.integers(0, 60_000), orders, st.integers(1, 40))
def test_each_month_opening_plus_charges_less_paid_is_closing(p, budget, order, months):
    order = list(range(p.balance.shape[1])) if order == "custom" else order
    h = month_by_month(p, budget, order, months)
    assert (h.balance[:-1] + h.interest + h.fees - h.paid == h.balance[1:]).all()
    assert (h.paid >= 0).all() and (h.balance >= 0).all() and (h.paid.sum(axis=2) <= budget).all()
    left_over = budget - h.paid.sum(axis=2)
    assert ((left_over == 0) | ((h.balance[1:] - h.fees).clip(0).sum(axis=2) == 0)).all()


@settings(max_examples=150, deadline=None)
@given(portfolios(), st.integers(1, 60_000), st.integers(0, 60_000), st.sampled_from([Order.AVALANCHE, Order.SNOWBALL]))
def test_more_budget_never_takes_longer_and_never_costs_more(p, budget, more, order):
    a, b = repay(p, [budget, budget + more], order).months
    assert a < 0 or 0 <= b <= a
    with_less, with_more = repay(p, [budget, budget + more], order).cost
    # Whole-cent interest: each debt and month can round the other way by half a cent.
    assert a < 0 or with_more <= with_less + int(a) * p.balance.shape[1]


@settings(max_examples=150, deadline=None)
@given(portfolios(), st.integers(1, 90_000), st.randoms())
def test_the_order_of_the_list_does_not_matter(p, budget, random):
    width = p.balance.shape[1]
    shuffled = random.sample(range(width), width)
    fields = ("balance", "rate", "floor", "share", "with_interest", "monthly_fee", "late_fee")
    q = Portfolio.of(
        **{name: getattr(p, name)[:, shuffled] for name in fields}, rate_base=p.rate_base, share_base=p.share_base
    )
    for order in (Order.AVALANCHE, Order.SNOWBALL):
        mine, other = repay(p, budget, order), repay(q, budget, order)
        assert mine.months == other.months and mine.cost == other.cost
        assert sorted(mine.interest[0].tolist()) == sorted(other.interest[0].tolist())


@settings(max_examples=60, deadline=None)
@given(st.lists(portfolios(most=1), min_size=1, max_size=8), st.integers(0, 60_000))
def test_a_batch_gives_each_plan_what_it_gets_alone(several, budget):
    fields = ("balance", "rate", "floor", "share", "with_interest", "monthly_fee", "late_fee")
    together = Portfolio.of(
        **{name: np.vstack([getattr(p, name) for p in several]) for name in fields}, rate_base=120_000, share_base=100
    )
    for chunk in (3, 4096):
        batch = repay(together, budget, chunk=chunk)
        assert [batch.one(k) for k in range(len(several))] == [repay(p, budget).one() for p in several]


def test_amounts_beyond_int64_stay_exact():
    large = 10**20
    p = Portfolio.from_rates([large, 3 * large], ["0.01", "0.02"])
    mine = repay(p, np.array([large], dtype=object), [0, 1])
    naive = plan(as_dicts(p), lambda _: large, [0, 1])
    assert mine.interest[0].tolist() == naive["interest"] and mine.months[0] == naive["months"]


def test_a_balance_that_outgrows_int64_on_its_way_is_still_proved_endless():
    p = Portfolio.from_rates([10**12, 10**4], ["0.5", "0"], floor=[0, 1])
    assert repay(p, None).never[0] and repay(p, 10, Order.BIGGEST).never[0]
    history = month_by_month(p, None, months=200)
    assert history.balance[-1, 0, 0] > 2**70


def test_a_long_run_shows_progress_and_can_be_stopped_without_loss():
    p = Portfolio.of(np.full((10, 1), 10_000), 100, 120_000)
    seen = []
    result = repay(p, 1_000, chunk=4, progress=lambda done, of: seen.append((done, of)) or done < 8)
    assert seen == [(4, 10), (8, 10)] and len(result.months) == 8
    assert (result.months == repay(p, 1_000).months[:8]).all()


@pytest.mark.parametrize(
    "question, words",
    [
        (lambda: pay_off(DEBTS, -1), "below zero"),
        (lambda: pay_off(DEBTS, cents("2800"), [0, 1, 2]), "must name each debt"),
        (lambda: pay_off([], 100), "at least 1"),
        (lambda: repay(portfolio(DEBTS), 100.5), "whole cents"),
        (lambda: pay_off(DEBTS, 280_000.5), "give whole cents"),
        (lambda: Portfolio.of([[-1]], 1), "below zero"),
        (lambda: Minimum.of(share="110%"), "outside 0 to 1"),
        (lambda: Minimum(floor=-1), "below zero"),
        (lambda: lowest_budget(DEBTS, 0), "start at 1"),
        (lambda: lowest_budget(DEBTS, 12, Order.BIGGEST), "no fixed order"),
        (lambda: month_table([Debt.of("5000", per_year("22%"))], 9_100), "never ends"),
        (lambda: repay(portfolio(DEBTS), np.ones((3, 1), int), [[0, 1, 2, 3], [1, 0, 2, 3]]), "one number of plans"),
    ],
)
def test_a_plan_that_cannot_be_asked_is_refused_in_a_sentence(question, words):
    with pytest.raises(ValueError, match=words):
        question()
