"""How guesses are typed and answered."""

import pytest

from widgets.controls import Refusal
from widgets.guess import COUNT, DAYS, MONEY, PERCENT, Ask, Guess
from widgets.language import LANGUAGES, language


@pytest.mark.parametrize("words", ["1000", "1,000.00", "¥1000", " 1000 元", "１，０００", "￥1000", "1000 yuan"])
def test_amounts_are_understood_as_people_type_them(words):
    assert MONEY.typed(words, language("zh")) == 100_000


@pytest.mark.parametrize("unit, words, figure", [(PERCENT, "26.1%", 2610), (DAYS, "92 天", 92), (COUNT, "312", 312)])
def test_other_units_are_understood_too(unit, words, figure):
    assert unit.typed(words, language("zh")) == figure


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("unit", [MONEY, PERCENT, DAYS])
@pytest.mark.parametrize("words", ["", "abc", "-5", "1e99", "12,3x", "nan"])
def test_what_is_no_number_is_refused(code, unit, words):
    with pytest.raises(Refusal):
        unit.typed(words, language(code))


def test_a_figure_said_is_a_figure_typed():
    for unit in (MONEY, PERCENT, DAYS):
        for code in LANGUAGES:
            t = language(code)
            assert unit.typed(unit.said(123_400, t), t) == 123_400


def test_the_gap_says_its_unit():
    gaps = {
        unit: Guess(Ask("x", "", {}, unit), 1200, 2010).gap(language("en")) for unit in ("percent", "days", "money")
    }
    assert gaps["percent"] == "You guessed 12%. It is 20.1%: 8.1 percentage points more than you guessed."
    assert gaps["days"] == "You guessed 1,200 days. It is 2,010 days: 810 days more than you guessed."
    assert gaps["money"].endswith("¥8.10 more than you guessed.")
    assert "多 8.1 个百分点" in Guess(Ask("x", "", {}, "percent"), 1200, 2010).gap(language("zh"))
    assert "1 month less" in Guess(Ask("x", "", {}, "months"), 4, 3).gap(language("en"))


def test_a_choice_is_one_of_the_options_and_the_gap_names_both():
    ask = Ask("best", "?", {}, options={"a": {"en": "plan A", "zh": "方案甲"}, "b": {"en": "plan B", "zh": "方案乙"}})
    t = language("en")
    with pytest.raises(Refusal, match="Choose one"):
        ask.typed("c", t)
    assert Guess(ask, "a", "b").gap(t) == "Your guess: plan A. The answer: plan B."
    assert Guess(ask, "b", "b").gap(t) == "Your guess: plan B. That is right."
    assert "方案乙" in Guess(ask, "a", "b").gap(language("zh"))
