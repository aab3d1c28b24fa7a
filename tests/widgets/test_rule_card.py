"""A rule card says what, since when, who says so, how binding, and how sure we are, in both languages."""

from datetime import date
from html import unescape

import pytest

from credit import rules
from widgets.language import LANGUAGES, language
from widgets.rule_card import CONFIDENCE, FIGURE, FORCE, PLACES, rule_card

CHECKED = date(2026, 11, 22)
ALL = [(place, rule) for place in rules.jurisdictions() for rule in rules.load(place)]


@pytest.mark.parametrize("place, rule", ALL)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_has_a_card(place, rule, code):
    t, found = language(code), rules.get(place, rule)
    card = unescape(rule_card(place, rule, CHECKED, t))
    assert found.title[code] in card and t(FORCE[found.force]) in card and t(CONFIDENCE[found.confidence]) in card
    assert found.instrument["name"][code] in card and t.date(found.checked_on) in card and "{" not in card


def test_every_word_a_file_may_use_has_words_for_people():
    assert set(FORCE) == set(rules.FORCES) and set(CONFIDENCE) == set(rules.CONFIDENCES)
    assert set(FIGURE) == set(rules.UNITS) - {"none"} and set(PLACES) >= set(rules.jurisdictions())


def test_what_is_not_certain_says_so():
    assert "not certain" in rule_card("cn", "no_compound_on_penalty", CHECKED, language("en"))
    assert "not re-checked" in rule_card("cn", "penalty_small_loan", CHECKED, language("en"))


def test_before_its_first_day_a_card_says_when_the_rule_begins():
    card = rule_card("cn", "cost_sheet_2026", date(2026, 7, 31), language("en"))
    assert "not yet in force on 31 July 2026; it starts on 1 August 2026" in card


def test_numbers_are_shown_with_their_unit():
    assert "1.3 to 1.5 times the contract rate" in rule_card("cn", "penalty_rate_30_50", CHECKED, language("en"))
    assert "合同利率的 1.3 至 1.5 倍" in rule_card("cn", "penalty_rate_30_50", CHECKED, language("zh"))
    assert "12378" in rule_card("cn", "help_nfra_12378", CHECKED, language("en"))
