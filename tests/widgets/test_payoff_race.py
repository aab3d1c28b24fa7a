"""The aha of lesson 10, in the simulator: the order is worth little, the money much, and some plans never end."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from matplotlib.text import Text

from credit.optimum import Proof
from tests.widgets.drive import astray, digest, with_no_event_loop
from widgets.debt_table import OWN, SETS, prepared
from widgets.language import LANGUAGES, language
from widgets.payoff_race import PayoffRace
from widgets.race_terms import VIEWS
from widgets.stage import Stage

BOTH = pytest.mark.parametrize("code", LANGUAGES)
FEES = "name,balance,rate,minimum,monthly_fee\nA,6000,24,600,30\nB,3000,12,300,60\nC,9000,18,500,\n"


def simulator(code="en", **settings):
    return PayoffRace(code, guessed=True, **settings)


def at(**settings):
    return simulator(**settings).result


def said(**settings):
    one = simulator(**settings)
    return " ".join(one.sentence(one.result, one.t))


def test_at_the_minimums_the_order_hardly_matters():
    race = at(budget=2800).lanes
    assert {name: lane.cost // 100 for name, lane in race.items()} == {
        "avalanche": 9794, "snowball": 9795, "biggest": 10059, "loudest": 10162,
    }  # fmt: skip
    assert at(budget=2800).order_saves == 36793
    assert all(lane.months == 20 for lane in race.values())


def test_going_from_2800_to_4500_nearly_halves_the_interest():
    assert (at(budget=2800).cost, at(budget=4500).cost) == (979446, 504003)


def test_91_a_month_on_5000_at_22_percent_never_ends():
    words = said(whose="one_debt", budget=91, limit=10000)
    assert "never ends" in words and "¥91.67" in words and "In month 272 more than ¥10,000.00" in words
    assert at(whose="one_debt", budget=91).ending == 0
    assert at(whose="one_debt", budget=92).months == 310


def test_the_minimum_of_a_card_takes_817_months_and_200_a_month_34():
    o = at(whose="one_card", budget=200, order="minimum")
    assert (o.months, o.cost) == (817, 3595725)
    assert (o.lanes["avalanche"].months, o.lanes["avalanche"].cost) == (34, 174990)
    assert list(o.lanes) == ["avalanche", "minimum"]


@pytest.mark.parametrize("ahead, owed", [(6, "7989.21"), (12, "17042.22"), (24, "38925.07")])
def test_the_staircase_of_the_curriculum(ahead, owed):
    """Published without rounding; a new loan of whole cents is rounded up, so a few cents more."""
    found = at(view="cover", ahead=ahead).covered_owed
    assert 0 <= found - 100 * Decimal(owed) <= ahead


def test_paying_only_the_roll_over_fee_repays_nothing():
    o = at(whose="sun", budget=160, order="minimum")
    assert o.lane.owed[0] == o.lane.owed[-1] == 800000 and not o.lane.ends


def test_zhao_s_minimums_just_fit_an_ordinary_month_and_with_a_plan_something_is_left():
    assert at(whose="zhao").minimums == 187736
    assert at(whose="zhao_plan").minimums == 144462
    words = said(whose="zhao", budget=620)
    assert "ask for a plan" in words and "Late charges are not counted" in words
    assert "ask for a plan" not in said(whose="zhao_plan", budget=1900)


def test_a_longer_new_loan_is_dearer_and_with_the_same_money_hardly_cheaper():
    one = simulator(view="one", budget=2800, one_term=60)
    facts = one.facts(one.result, one.t)
    assert (facts["one_payment"], facts["one_cost"], facts["same_cost"]) == ("¥1,176.12", "¥26,566.91", "¥9,634.38")
    assert "¥16,772.45 less" in said(view="one", one_term=60)
    assert "more." in said(view="one", one_term=18, one_rate=12, one_fee=0)
    assert "does not reach the new instalment" in said(view="one", one_term=6)


def test_freed_money_that_is_spent_and_an_extra_that_comes_later_cost():
    assert at(budget=2800, roll_over="off").cost == 1107348
    assert (at(extra=1000).cost, at(extra=1000, extra_from=7).cost) == (622811, 822409)
    assert at(extra=1000).cost == at(budget=3800).cost
    assert at(view="money", extra=1000).cost == at(budget=2800).cost  # its curve knows no extra


def test_the_own_order_is_that_of_the_table():
    text = "name,balance,rate,place\nA,6000,10,2\nB,3000,30,3\nC,9000,20,1\n"
    o = at(whose=OWN, debts=text, budget=1500, order="custom")
    assert o.lane.first[0] == 2 and "custom" in o.lanes
    assert "custom" not in at(whose=OWN, debts=text, budget=1500).lanes


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("whose", [name for name in SETS if name != OWN])
def test_every_question_about_every_set_has_words_and_a_picture(view, whose):
    one = simulator("zh", view=view, whose=whose)
    panel = one.panel
    panel.folds["table"].button.value = panel.folds["working"].button.value = True
    for order, budget in (("loudest", 0), ("minimum", 50), ("custom", 3000), ("snowball", 95)):
        assert panel.set("order", order) and panel.set("budget", budget)
        assert panel.error is None, (order, budget, panel.error)
        assert "None" not in panel.words.value and "-1" not in panel.words.value + panel.table_html.value


@BOTH
def test_a_changed_cell_makes_the_debts_the_learners_own(code):
    one = simulator(code)
    panel, editor = one.panel, one.editor
    rows = [dict(row) for row in editor.rows]
    assert [row["balance"] for row in rows] == ["6000", "20000", "15000", "3000"]
    rows[1]["balance"] = "12,000"
    editor.rows = rows
    assert one.values["whose"] == OWN and one.result.owed == 3600000 and panel.error is None
    assert editor.rows[1]["balance"] == "12000" and panel.views["whose"].field.value == OWN
    again = eval(panel.assist.settings.partition("; ")[2], {"PayoffRace": PayoffRace})
    assert again.values == one.values


@BOTH
def test_a_cell_that_cannot_be_read_is_named_below_the_table_and_nothing_changes(code):
    one = simulator(code)
    before = digest(one.panel)
    rows = [dict(row) for row in one.editor.rows]
    rows[2]["rate"], rows[0]["balance"] = "399", "many"
    one.editor.rows = rows
    t = language(code)
    for debt in ({"en": ("debt 1,", "debt 3,"), "zh": ("第 1 笔", "第 3 笔")})[code]:
        assert debt in one.wrong.value
    for words in (
        "“399”",
        "“many”",
        t("Rate (% a year)"),
        t("Owed today"),
        t("a rate from 0 to 300, such as 24 or 24%"),
    ):
        assert words in one.wrong.value
    assert one.values["whose"] == "four" and digest(one.panel) == before
    one.panel.set("budget", 3000)
    assert "“399”" in one.wrong.value and one.editor.rows == rows  # another control takes nothing away
    one.panel.back.click()
    assert not one.wrong.value and one.editor.rows[2]["rate"] != "399"
    one.editor.rows = rows
    assert "“399”" in one.wrong.value
    one.panel.views["whose"].field.value = "zhao"
    assert not one.wrong.value and "399" not in [row["rate"] for row in one.editor.rows]


def test_a_debt_is_added_up_to_eight_and_taken_away():
    one = simulator()
    one.panel.refresh()
    for n in range(5, 9):
        one.editor._handle_custom_msg({"add": True}, [])
        assert len(one.result.debts) == n
    one.editor._handle_custom_msg({"add": True}, [])
    assert len(one.result.debts) == 8 and "9" in one.wrong.value and "8" in one.wrong.value
    one.editor.rows = one.editor.rows[:2]
    assert len(one.result.debts) == 2


@BOTH
def test_a_pasted_table_may_have_headings_in_either_language_and_is_refused_as_a_whole(code):
    one = simulator(code, whose=OWN)
    box = one.panel.views["debts"]
    box.field.value = "哪笔债,今天还欠,年利率（%）\n甲,5000,24\n乙,8000,18\n"
    assert one.result.owed == 1300000 and not box.error.value
    box.field.value = "name,balance,rate\nA,5000,24\nB,5,18\n"
    assert "3" in box.error.value and "“5”" in box.error.value and one.result.owed == 1300000
    box.field.value = "name,colour\nA,red\n"
    assert "“colour”" in box.error.value
    if code == "zh":
        assert "an amount" not in box.error.value and "column" not in box.error.value


def test_a_file_is_taken_in_and_a_bad_one_is_named_by_line():
    one = simulator()
    one.panel.refresh()
    good = {
        "content": memoryview(b""),
        "name": "a.csv",
        "type": "text/csv",
        "size": 1,
        "last_modified": datetime.now(UTC),
    }
    one.upload.button.value = (
        {**good, "content": memoryview("name,balance,rate\n甲,5000,24\n".encode("gb18030"))},
    )  # fmt: skip
    assert one.values["whose"] == OWN and one.result.names("en") == ["甲"]
    one.upload.button.value = ({**good, "content": memoryview(b"name,balance,rate\nA,1,24\n")},)
    assert "line 2" in one.wrong.value and "“1”" in one.wrong.value and one.result.names("en") == ["甲"]


@with_no_event_loop
def test_the_best_of_all_plans_is_looked_for_where_debts_charge_fees():
    one = simulator(whose=OWN, debts=FEES, budget=2500)
    assert one.panel.error is None and one.searching.layout.display is None and one.result.best is None
    one.search.go()
    found = one.result.found
    assert found.proof is Proof.SOLVER and found.cost <= min(lane.cost for lane in one.result.raced.values())
    assert one.t.money(found.cost) in one.note.value
    one.panel.set("budget", 2600)
    assert one.result.found is None and one.t.money(found.cost) not in one.note.value
    assert simulator().panel and simulator().result.best is not None


def test_no_search_is_offered_where_the_best_is_known():
    one = simulator()
    assert one.panel.error is None and one.searching.layout.display == "none"


def test_names_follow_the_language():
    assert prepared("four", "zh")[0].name != prepared("four", "en")[0].name
    one = simulator("en")
    panel = one.panel
    assert "Instalment purchase" in panel.words.value
    panel.switch.value = "zh"
    assert "分期购物" in panel.words.value and one.editor.rows[3]["name"] == "分期购物"


def test_a_picture_after_many_moves_is_the_picture_drawn_afresh():
    fresh = simulator(order="snowball", budget=3300).panel
    moved = simulator(view="cover").panel
    for name, value in (
        ("gap", 300), ("view", "one"), ("one_term", 12), ("view", "money"), ("view", "race"), ("order", "minimum"),
        ("whose", "sun"), ("budget", 900), ("order", "custom"), ("whose", "four"), ("order", "snowball"),
        ("budget", 3300),
    ):  # fmt: skip
        assert moved.set(name, value)
    assert digest(moved) == digest(fresh)


def test_moving_the_sum_paints_again_only_what_moved():
    one = simulator(budget=3000)
    slider = one.panel.views["budget"].slider
    slider.value = 3100.0
    full = one.panel.stage.full_drawings
    for budget in range(3100, 3700, 50):
        slider.value = float(budget)
    assert one.panel.stage.full_drawings <= full + 1  # the axis of months may change once


def words_in_the_picture(one, width):
    stage = Stage(width, one.height(width), 1.0, one.t.code)
    stage.begin()
    one.picture(stage, one.result, one.t, one.guess)
    stage.png()
    return {text.get_text() for text in stage.figure.findobj(Text) if text.get_visible()}


@BOTH
@pytest.mark.parametrize("width", [340, 600])
@pytest.mark.parametrize("whose", ["four", "zhao", "sun"])
def test_every_band_has_its_name_in_the_picture_however_thin(code, width, whose):
    one = simulator(code, whose=whose, budget=2800)
    assert set(one.result.names(code)) <= words_in_the_picture(one, width)


@pytest.mark.parametrize("task", [1, 2, 4, 5])
def test_a_guess_far_beyond_the_picture_says_so_and_leaves_the_rest_readable(task):
    one = PayoffRace("en", task=task)
    one.lock_in("1e9")
    found = words_in_the_picture(one, 600)
    assert "you guessed more" in found and not any("000,000" in words for words in found)


@BOTH
@pytest.mark.parametrize("width", [330, 600])
def test_words_about_a_growing_debt_stay_in_the_picture(code, width):
    panel = simulator(code).panel
    panel.assist.width = width
    for budget in (0, 500, 1000, 1500, 2600, 6000):
        assert panel.set("budget", budget) and astray(panel) == [], budget


@pytest.mark.parametrize("width", [330, 600])
def test_the_cost_of_a_sum_stands_above_the_band_of_orders(width):
    one = simulator(view="money", budget=9000)
    panel = one.panel
    panel.assist.width = width
    for budget in (2800, 9000, 20000):
        assert panel.set("budget", budget)
        axes, words = panel.stage.panels["money"], panel.stage._artists["here words"]
        box = words.get_window_extent(panel.stage.canvas.get_renderer()).transformed(axes.transData.inverted())
        budgets, costs = one.result.curves
        under = [max(c) / 100 for b, *c in zip(budgets, *costs.values()) if box.x0 <= b / 100 <= box.x1]
        assert box.y0 > max(under, default=0)
