"""Numbers that dial, lessons that are named as links, and the road onward."""

from datetime import date

import pytest

from credit import rules
from widgets import roads
from widgets.language import language
from widgets.rule_words import phone

RULE = "../../credit/rules/cn/help_police_110.yaml"


def test_a_help_line_dials_and_its_rule_stands_behind_it():
    assert roads.dialled(f"打 [110]({RULE})。", "zh") == f"打 [110](tel:110)（[依据]({RULE})）。"
    spaced = "[116 123](../../credit/rules/gb/gb_help_mind_116123.yaml)"
    assert roads.dialled(spaced, "en").startswith("[116 123](tel:116123) ([rule](")


@pytest.mark.parametrize("text", ["[5 years](../../credit/rules/cn/record_5_years.yaml)", f"[the police]({RULE})"])
def test_what_is_no_number_of_a_help_line_stays(text):
    assert roads.dialled(text, "en") == text


def test_another_lesson_becomes_a_link_but_not_in_headings_html_code_or_links():
    text = "See lesson 9.\n# Lesson 9\n<summary>lesson 9</summary>\n*Lesson 4 · 45 minutes*\n`lesson 9` [lesson 9](x)"
    linked = roads.linked(text, "en", "04").split("\n")
    assert linked[0] == "See [lesson 9](09_ask_for_a_plan.ipynb)."
    assert linked[1:] == text.split("\n")[1:]
    assert roads.linked("lesson 4 and lesson 99", "en", "04") == "lesson 4 and lesson 99"
    assert roads.linked("（第 9 课）", "zh", "04") == "（[第 9 课](09_ask_for_a_plan.ipynb)）"


def test_a_lesson_ends_with_the_next_one_and_the_last_with_the_start():
    assert "(05_the_credit_record.ipynb)" in roads.onward("en", "04") and "(00_start.ipynb)" in roads.onward("en", "04")
    assert roads.onward("zh", "14") == "[回到开始](00_start.ipynb)"


@pytest.mark.parametrize("place", rules.jurisdictions())
def test_every_place_has_an_emergency_number_that_dials(place):
    rule = next(rule for name, rule in rules.load(place).items() if "help_emergency" in name)
    number = rule.on(date(2026, 11, 22)).value
    assert phone(rule, date(2026, 11, 22), language("en")) == f'<a href="tel:{number}">{number}</a>'


def test_a_line_without_one_number_gives_no_link():
    rule = rules.get("gb", "gb_help_debt_advice")
    assert phone(rule, date(2026, 11, 22), language("en")) == ""
