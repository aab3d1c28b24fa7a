"""The aha of lesson 2, in the simulator: the advert's number, the real one, and the line that is missing."""

import re
from decimal import Decimal

import pytest

from credit.true_cost import paid_in_equal_parts
from tests.widgets.drive import digest
from widgets.language import language
from widgets.price_terms import priced
from widgets.true_cost import TrueCost


def at(**settings):
    return TrueCost("en", guessed=True, **settings).result


def own_words(simulator):
    return re.sub("<.*?>", " ", simulator.panel.own.children[0].value)


def test_0_6_percent_a_month_is_not_7_2_but_13_0():
    offer = at(flat="0.6", months=12, deducted=0)
    assert offer.advertised == Decimal("0.072") and offer.nominal == 1300
    assert round(offer.all_in["effective"], 3) == 0.138


def test_7_6_percent_with_a_guarantee_fee_becomes_about_36():
    offer = at(style="year", year="7.6", principal=9000, months=12, deducted=0, fee=122)
    assert offer.advertised == Decimal("0.076") and offer.nominal == 3580


def test_case_b_costs_1290_and_26_1_percent_against_an_advert_of_9():
    offer = at()
    assert (offer.price.received, offer.price.paid, offer.cost) == (1152000, 1281000, 129000)
    assert (float(offer.advertised), offer.nominal, round(offer.all_in["effective"], 3)) == (0.09, 2610, 0.295)
    assert round(offer.plain["nominal"], 3) == 0.159


def test_a_longer_term_lowers_instalment_and_rate_and_raises_the_money():
    story = [at(months=n) for n in (9, 12, 24, 36)]
    assert [int(o.price.payments[0]) for o in story] == [142333, 109000, 59000, 42333]
    assert [o.cost for o in story] == [129000, 156000, 264000, 372000]
    assert [o.nominal for o in story] == [2610, 2410, 2070, 1920]


def test_the_sheet_without_its_line_says_15_9_and_is_480_short():
    simulator = TrueCost("en", guessed=True, sheet="payout")
    assert simulator.result.missing_line == 3
    assert round(simulator.result.on_sheet["nominal"], 3) == 0.159
    words = own_words(simulator)
    assert "left off" in words and "¥810.00" in words and "The gap of ¥480.00" in words
    assert "The cost sheet says 15.9% a year." in " ".join(simulator.sentence(simulator.result, simulator.t))


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"sheet": "whole"}, "and so do what you get"),
        ({"sheet": "late"}, "ask for it before signing"),
        ({"sheet": "monthly"}, "would say ¥0.00"),
        ({"sheet": "monthly", "fee": 50}, "The gap of ¥450.00"),
    ],
)
def test_a_sheet_is_told_by_its_sums_and_by_its_list(settings, words):
    assert words in own_words(TrueCost("en", guessed=True, **settings))
    panel = TrueCost("en", guessed=True, **settings).panel
    panel.views["sheet"].field.value = "none"
    assert "<table" not in panel.own.children[0].value


@pytest.mark.parametrize(
    "settings, limits, above",
    [
        ({}, [0.24, 0.24], True),
        ({"months": 18}, [0.24, 0.24], False),
        ({"contract": "2025-12-18"}, [0.24], True),
        ({"contract": "2028-01-10"}, [0.24, 0.24, 0.12], True),
        ({"lender": "bank"}, [0.24], True),
        ({"lender": "assisted"}, [0.24, 0.24], True),
        ({"lender": "private", "contract": "2026-04-25"}, [0.12, 0.36], True),
        ({"lender": "private", "contract": "2021-05-10"}, [0.154, 0.36], True),
        ({"lender": "private", "lpr": "3.5"}, [0.14, 0.36], True),
        ({"place": "tw"}, [0.16], True),
        ({"place": "hk"}, [0.48, 0.36], False),
        ({"place": "us", "forces": "yes"}, [0.36], False),
        ({"place": "gb", "high_cost": "yes"}, [2.92, 1.0], False),
        ({"place": "us"}, [], None),
        ({"place": "eu"}, [], None),
    ],
)
def test_the_lines_follow_lender_date_and_place(settings, limits, above):
    offer = at(**settings)
    assert [float(s.limit) for s in offer.standings] == pytest.approx(limits)
    assert not limits or offer.standings[0].above is above


def test_the_lpr_is_asked_for_only_where_the_rules_do_not_hold_it():
    panel = TrueCost("en", guessed=True).panel
    shown = lambda: panel.views["lpr"].box.layout.display is None
    assert not shown()
    panel.views["lender"].field.value = "private"
    assert shown()
    panel.set("contract", "2026-04-25")
    assert not shown()


def test_what_lies_above_the_line_goes_when_the_fee_goes():
    assert at().over == 11662 and at(deducted=0).over == 0
    assert at(line=12).over_own == 73529 and at(line=36).over_own == 0


def test_each_style_of_rate_has_its_own_control():
    for style in ("flat", "month", "year", "day", "payment"):
        views = TrueCost("en", guessed=True, style=style).panel.views
        shown = {name for name, view in views.items() if view.box.layout.display is None}
        assert shown & {"flat", "month", "year", "day", "payment"} == {style}
        assert ("repayment" in shown) == (style not in ("flat", "payment"))
        assert ("arrived" in shown) == (style == "payment")
        assert shown & {"principal", "deducted", "fee"} == (
            {"principal", "deducted", "fee"} if style != "payment" else set()
        )


def test_three_numbers_of_an_account_give_the_rate_of_the_contract():
    own = TrueCost("en", guessed=True, style="payment", fee=100)  # what arrived and what is paid hold every fee
    assert (own.result.price.received, own.result.price.paid) == (1152000, 9 * 142333)
    assert own.result.nominal == at().nominal == 2610 and own.result.advertised is None
    words = " ".join([*own.sentence(own.result, own.t), *own.working(own.result, own.t)])
    assert "advert" not in words and "–" not in words
    uneven = at(style="payment", arrived=10_000, months=3, payment=3400).price
    assert uneven.payments.tolist() == [340_000] * 3 and uneven.owed[-1] == 0


def test_payments_that_do_not_clear_what_arrived_are_refused_or_follow():
    panel = TrueCost("en", guessed=True, style="payment").panel
    assert not panel.set("payment", 1000) and "1,280" in panel.views["payment"].error.value
    assert panel.set("arrived", 40_000) and panel.simulator.values["payment"] == Decimal("4444.45")
    with pytest.raises(ValueError, match="start at 128000"):
        paid_in_equal_parts(priced({**panel.simulator.normal, "style": "payment"})[0], 127_999)


def test_0_05_percent_a_day_is_18_25_by_the_calendar_and_18_0_by_months_alike():
    for day_count, words in (("calendar", "18.25%"), ("alike", "18.0%")):
        simulator = TrueCost("en", guessed=True, style="day", day_count=day_count)
        assert simulator.facts(simulator.result, simulator.t)["advertised"] == words


def test_a_small_loan_pulls_its_fee_along_and_says_so():
    panel = TrueCost("en", guessed=True, fee=2000).panel
    panel.views["principal"].field.value = "1000"
    assert panel.simulator.values["fee"] == 500 and "Set to 500" in panel.views["fee"].error.value


def test_the_working_agrees_with_itself():
    simulator = TrueCost("en", guessed=True)
    lines = " ".join(simulator.working(simulator.result, simulator.t))
    for words in ("0.75% × 12 = 9.0%", "i = 2.177%", "× 12 = 26.1%", "= 29.5%", "× 1.8 = 25.8%", "56%"):
        assert words in lines, words
    assert abs(12 * 2.177 - 26.1) < 0.05


def test_the_table_adds_up():
    simulator = TrueCost("en", guessed=True, months=24, fee=35)
    rows = simulator.table(simulator.result, simulator.t).rows
    amounts = [[Decimal(cell.strip("¥").replace(",", "")) for cell in row[2:]] for row in rows]
    got, paid = sum(row[0] for row in amounts), sum(row[1] for row in amounts)
    assert paid - got == Decimal(simulator.result.cost) / 100 and amounts[-1][-1] == 0
    assert all(row[1] == sum(row[2:5]) for row in amounts[1:])


def test_a_free_loan_costs_nothing_and_not_minus_nothing():
    simulator = TrueCost("en", guessed=True, flat=0, deducted=0, months=1)
    assert "-0" not in " ".join(simulator.sentence(simulator.result, simulator.t))


def test_a_guess_far_out_does_not_flatten_the_picture():
    far, near = TrueCost("en"), TrueCost("en")
    for simulator, said in ((far, "900"), (near, "41")):
        simulator.panel.guess_box.value = said
        simulator.panel.lock.click()
    top = lambda s: s.panel.stage.panels["rates"].get_ylim()[1]
    assert top(near) <= top(far) < 1


def test_every_line_is_said_in_both_languages():
    for code in ("en", "zh"):
        for settings in (
            {"place": "tw", "contract": "2020-01-10"},
            {"place": "gb", "high_cost": "yes", "months": 1, "deducted": 15},
            {"lender": "unlicensed"},
            {"lender": "private", "contract": "2019-05-10"},
            {"place": "eu"},
        ):
            simulator = TrueCost(code, guessed=True, **settings)
            words = own_words(simulator) + " ".join(simulator.sentence(simulator.result, language(code)))
            assert "{" not in words and "None" not in words and simulator.panel.error is None


def test_a_blitted_picture_is_the_picture_drawn_afresh():
    moved, fresh = TrueCost("en", guessed=True).panel, TrueCost("en", guessed=True, months=24, sheet="payout").panel
    for months in (12, 60, 1, 24):
        moved.views["months"].slider.value = float(months)
    moved.views["sheet"].field.value = "whole"
    moved.views["sheet"].field.value = "payout"
    assert digest(moved) == digest(fresh)


def test_no_open_control_gives_the_missing_line_away():
    simulator = TrueCost("en", task=2)
    assert simulator.covered and "sheet" not in simulator.opened and simulator.result.missing_line == 3
