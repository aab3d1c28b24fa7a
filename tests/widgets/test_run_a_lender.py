"""The aha of lesson 13, in the simulator: lax approval pays for three quarters and costs later; a number is no rate."""

import numpy as np
import pytest

from tests.widgets.drive import answers, astray, digest, guess
from widgets import lender_quarters as quarters
from widgets.controls import Refusal
from widgets.language import LANGUAGES, language
from widgets.quiz import Quiz
from widgets.run_a_lender import RunALender

BOTH = pytest.mark.parametrize("code", LANGUAGES)


def at(**settings):
    return RunALender("en", guessed=True, **settings).result


def test_two_lax_quarters_raise_profit_for_three_quarters_and_cost_more_later():
    o = at()
    more = o.more
    assert o.ahead == 3 and (more[4:7] > 0).all() and (more[7:12] < 0).all() and not more[:4].any()
    assert (round(o.gained, -5), round(o.lost, -5)) == (92_800_000, 525_900_000)
    assert o.usual_profit > 0 > o.profit
    flat = at(economy="f")
    assert flat.ahead == 3 and 0 < flat.gained < flat.lost < o.lost  # the downturn makes it worse, it does not make it


def test_the_lax_quarter_s_curve_fans_out_above_all_others():
    o = at()
    late = o.curves(18)[:, -1]
    assert late.argmax() == 5 and (o.watched, o.watched_rate, o.usual_rate) == (6, 2_770, 1_540)
    assert set(np.argsort(late)[-2:]) == {4, 5}


def test_the_number_of_late_loans_rises_while_their_rate_falls():
    before, after = at(now=4), at(now=5)
    count = lambda o: int(o.late[0][o.now - 1])
    assert (count(before), count(after)) == (178, 221)
    assert (before.rate_now, after.rate_now) == (490, 430)
    assert at(now=7).rate_now == 1_830


def test_the_best_cut_off_depends_on_the_year_that_one_looks_at():
    o = at(view="cut_offs", lax="")
    assert (o.best_now, o.best_later) == (15, 95)
    total = {cut: at(lax="", cut_off=cut).profit for cut in (15, 40, 60, 80, 95)}
    assert max(total, key=total.get) == 60 and total[15] < 0


def test_most_of_those_who_are_refused_would_have_paid_and_sharing_data_changes_little_of_that():
    plain, shared = at(lax=""), at(lax="", shared="yes")
    assert (plain.refused, plain.book.excluded_good, plain.good_of_100) == (17_921, 12_424, 69)
    assert shared.good_of_100 == 66 and (plain.spiral, shared.spiral) == (140, 5)


def test_the_same_people_lose_three_times_as_often_by_the_lender_and_the_economy_alone():
    calm, downturn, lax = at(lax="", economy="f"), at(lax=""), at()
    assert (calm.given_up, downturn.given_up, lax.given_up) == (480, 820, 1_440)


def test_twice_the_price_brings_more_profit_and_about_twice_the_losses():
    for spell in ("", "5 6"):
        usual, dear = at(lax=spell), at(lax=spell, price=36)
        assert dear.profit > usual.profit and 1.9 < dear.given_up / usual.given_up < 2.5


def test_at_least_ten_thousand_borrowers():
    assert at().borrowers > at(lax="").borrowers > 10_000


def test_who_carries_the_loss_adds_up():
    o = at()
    carried, f = o.book.carried(), o.book.flows
    assert sum(carried.values()) - carried["borrower"] == (f["written_off"] - f["recovered"]).sum()
    assert carried["lender"] == -o.profit > 0 and not carried["funder"]
    assert at(guaranteed=100).book.carried()["price"] == 0
    assert at(cut_off=0, lax="").book.carried()["funder"] > 0


def test_the_curves_show_only_what_is_known_by_then():
    o = at(now=6)
    assert np.isnan(o.curves(6)[5]).all() and not np.isnan(o.curves(6)[4, 0])
    later = at(now=12).curves(12)
    known = ~np.isnan(o.curves(6))
    assert (later[known] == o.curves(6)[known]).all()


# The page of quarters -------------------------------------------------------------------------------------------------


def test_a_click_on_the_economy_turns_it_and_a_click_on_approval_makes_it_lax():
    simulator = RunALender("en", guessed=True)
    panel, page = simulator.panel, simulator.page
    assert len(page.cells) == 24 and [c["note"] for c in page.cells[:6]] == ["flat"] * 4 + ["boom"] * 2
    before, words = digest(panel), panel.words.value
    page.click(6)
    assert simulator.result.states[6] == "boom" and panel.views["economy"].field.value == "f f f f b b b d d d f f"
    assert digest(panel) != before and panel.words.value != words
    page.click(12 + 4)
    assert simulator.result.lax == (6,) and panel.views["lax"].field.value == "6"
    page.click(12 + 5)
    assert simulator.result.lax == () and panel.views["lax_cut"].box.layout.display == "none"
    page.click(12 + 11)
    assert simulator.result.lax == (12,)


def test_the_page_says_each_cell_whole_in_the_learner_s_language():
    simulator = RunALender("zh", guessed=True)
    assert simulator.panel.error is None
    names = [cell["name"] for cell in simulator.page.cells]
    assert names[4] == "第 5 季度经济：景气" and names[16] == "第 5 季度审批：放松，审批线 0"
    simulator.panel.switch.value = "en"
    assert simulator.page.cells[16]["name"] == "Approval in quarter 5: lax, cut-off 0"


@pytest.mark.parametrize("text", ["f f f f b b d d d d f f", "ffffbbddddff", "F,F,F,F,b b；dddd f", "ｆｆｆｆbbddddf"])
def test_the_economy_is_read_as_people_write_it_and_the_last_sign_goes_on(text):
    states = quarters.economy(text, language("en"))
    assert quarters.signs(states) == "f f f f b b d d d d f f"


@BOTH
@pytest.mark.parametrize(
    "name, text",
    [("economy", "f x"), ("economy", "f" * 13), ("lax", "0"), ("lax", "13"), ("lax", "five"), ("lax", "1.5")],
)
def test_what_cannot_be_read_is_named_and_the_picture_stays(code, name, text):
    simulator = RunALender(code, guessed=True)
    panel, before = simulator.panel, digest(simulator.panel)
    panel.views[name].field.value = text
    assert panel.views[name].error.value and digest(panel) == before and panel.error is None
    with pytest.raises(Refusal):
        RunALender(code, **{name: text})


def test_an_empty_economy_is_flat_and_no_lax_quarter_is_a_lender_as_usual():
    o = at(economy="", lax="")
    assert set(o.states) == {"flat"} and not o.more.any() and o.ahead == 0


@BOTH
@pytest.mark.parametrize("settings", [
    {"cut_off": 100}, {"cut_off": 100, "view": "late"}, {"cut_off": 100, "view": "cut_offs"}, {"now": 1},
    {"now": 1, "view": "late"}, {"price": 6}, {"price": 36, "view": "cut_offs"}, {"lax": "1 2 3 4 5 6 7 8 9 10 11 12"},
    {"economy": "d", "repeat": 100}, {"intensity": 0, "now": 8}, {"lax": "12", "now": 12},
])  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_extreme_worlds_are_drawn_and_said(code, settings):
    for width in (286, 420, 640):
        simulator = RunALender(code, guessed=True, **settings)
        simulator.panel.assist.width = width
        assert simulator.panel.error is None and simulator.panel.words.value


@BOTH
def test_every_task_s_guess_stands_in_the_picture(code):
    for task, said in ((1, "20"), (2, "5"), (3, "50"), (4, "9"), (5, "30")):
        simulator = RunALender(code, task=task)
        guess(simulator, said)
        assert simulator.panel.error is None and simulator.panel.gap.value


@BOTH
def test_the_five_scenes_are_answered(code):
    assert answers(Quiz("13_the_system_around_you", code, part="card")) == []


def test_above_the_line_of_the_court_the_sentence_says_so():
    assert "24%" in " ".join(RunALender("en", price=30).sentence(at(price=30), language("en")))
    assert "court" not in " ".join(RunALender("en").sentence(at(price=24), language("en")))


@BOTH
@pytest.mark.parametrize("width", [330, 600])
def test_no_words_leave_the_picture_or_lie_on_others(code, width):
    simulator = RunALender(code)
    panel = simulator.panel
    panel.assist.width = width
    guess(simulator, "5")
    for name, value in (("lax_cut", 60), ("price", 36), ("price", 6), ("now", 5), ("cut_off", 0), ("view", "quarters")):
        assert panel.set(name, value) and astray(panel) == [], (name, value)
        panel.back.click()
    for price in (18, 27, 36):
        assert panel.set("view", "quarters") and panel.set("price", price) and astray(panel) == []
