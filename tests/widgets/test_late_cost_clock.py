"""The aha of lesson 4, in the simulator: small penalty, growing pile."""

from decimal import Decimal

import pytest

from tests.widgets.drive import digest
from widgets.late_cost_clock import LateCostClock


def at(**settings):
    simulator = LateCostClock("en", guessed=True, **settings)
    return simulator.result


def test_day_30_penalty_12_94_against_an_instalment_of_560_41():
    day_30 = at(day=30)
    assert (day_30.charges, day_30.overdue, day_30.cost_to_get_current) == (1294, 56041, 57335)


def test_day_92_penalty_80_32_but_four_instalments_and_4140_92_callable():
    day_92 = at(day=92)
    assert (day_92.charges, day_92.missed, day_92.callable_balance) == (8032, 4, 414092)
    assert day_92.cost_to_get_current == 232196


def test_the_balance_is_callable_from_day_91():
    assert at(day=90).callable_balance == 0 and at(day=91).callable_balance == 414092
    assert at(day=91, acceleration=0).callable_balance == 0


def test_the_sentence_says_money_first():
    simulator = LateCostClock("en", guessed=True, day=92)
    first, more = simulator.sentence(simulator.result, simulator.t)
    assert "¥2,321.96" in first and "4 instalments" in first and "¥80.32" in first
    assert "¥4,140.92" in more and more.endswith("% a year.")


def test_the_working_adds_up_to_the_penalty():
    for settings in ({"day": 92}, {"day": 94}, {"day": 94, "grace": "shift"}, {"day": 200, "grace_days": 0}):
        simulator = LateCostClock("en", guessed=True, **settings)
        lines = simulator.working(simulator.result, simulator.t)
        products = [
            Decimal(line.split("= ")[-1].replace(",", ""))
            for line in lines
            if line.startswith("Instalment ") and "×" in line and "÷ 365" in line
        ]
        assert len(products) >= 3
        assert abs(sum(products) - Decimal(simulator.result.penalty) / 100) <= Decimal("0.0051"), settings


def test_the_table_has_a_row_for_the_day_and_agrees_with_the_engine():
    simulator = LateCostClock("en", guessed=True, day=77)
    table = simulator.table(simulator.result, simulator.t)
    row = table.rows[table.here]
    assert row[0] == "77" and row[-1] == simulator.t.money(simulator.result.cost_to_get_current)


@pytest.mark.parametrize("style, setting", [("multiple", "2"), ("daily", "0.1"), ("flat", "200"), ("share", "10")])
def test_each_style_of_charge_has_its_own_control(style, setting):
    low, high = at(day=60, style=style), at(day=60, style=style, **{style: setting})
    assert high.charges > low.charges > 0
    panel = LateCostClock("en", guessed=True, style=style).panel
    shown = {name for name in ("multiple", "daily", "flat", "share") if panel.views[name].box.layout.display is None}
    assert shown == {style}


def test_a_shorter_loan_pulls_the_missed_instalment_along_and_says_so():
    simulator = LateCostClock("en", guessed=True)
    simulator.panel.views["term"].field.value = "3"
    assert simulator.values["missed"] == 3
    assert "Set to 3" in simulator.panel.views["missed"].error.value


def test_the_picture_redraws_only_what_moved():
    simulator = LateCostClock("en", guessed=True, day=60)
    panel = simulator.panel
    panel.views["day"].slider.value = 61.0
    full = panel.stage.full_drawings
    for day in range(62, 90):
        panel.views["day"].slider.value = float(day)
    assert panel.stage.full_drawings == full


def test_a_blitted_picture_is_the_picture_drawn_afresh():
    moved, fresh = LateCostClock("en", guessed=True, day=20).panel, LateCostClock("en", guessed=True, day=150).panel
    for day in (40, 90, 149, 150):
        moved.views["day"].slider.value = float(day)
    moved.views["payment"].slider.value = 1000.0
    moved.views["payment"].slider.value = 0.0
    assert digest(moved) == digest(fresh)
