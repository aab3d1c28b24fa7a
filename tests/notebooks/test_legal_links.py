"""Every legal figure in a lesson is a link, and its words say what the rule says on the lesson's date."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from credit import rules
from tests.notebooks.legal_links import dates_of, english, figures_of, han, linked, problem, problems, unlinked
from widgets import lesson_data

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted((ROOT / "lessons").glob("??/*.md"))
DAY = date(2026, 11, 22)


def body(path):
    return path.read_text("utf-8").split("---\n", 2)[2]


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_linked_legal_figure_says_what_the_rule_says_on_the_lesson_s_date(path):
    front = lesson_data.front_matter(path.stem, path.parent.name)
    assert problems(body(path), front["date"]) == []
    assert {("cn", rule) for rule in front["rules"]} <= set(linked(body(path)))


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_legal_term_of_years_stands_in_links_only(path):
    assert unlinked(body(path), lesson_data.front_matter(path.stem, path.parent.name)["date"]) == []


def test_a_legal_term_of_years_outside_a_link_is_found():
    link = "[5 years](../../credit/rules/cn/record_5_years.yaml)"
    assert unlinked(f"It stays for {link}.\n\nSo wait five years.", DAY)
    assert unlinked(f"保存{link}。\n再等五年就好。", DAY)
    assert unlinked(f"It stays for {link}. He is 27 and worked there for 3 years.", DAY) == []


@pytest.mark.parametrize("path", [p for p in LESSONS if p.parent.name == "en"], ids=lambda p: p.stem)
def test_the_two_languages_link_to_the_same_rules_in_the_same_order(path):
    assert linked(body(path)) == linked(body(path.parent.parent / "zh" / path.name))


@pytest.mark.parametrize(
    "words, rule",
    [
        ("five years", "record_5_years"),
        ("5 years", "record_5_years"),
        ("the five-year limit", "record_5_years"),
        ("5 年", "record_5_years"),
        ("五年", "record_5_years"),
        ("60 个月", "record_5_years"),
        ("24% a year", "financial_24pct_line"),
        ("twenty-four percent", "financial_24pct_line"),
        ("年利率 24%", "financial_24pct_line"),
        ("百分之二十四", "financial_24pct_line"),
        ("1.3 to 1.5 times", "penalty_rate_30_50"),
        ("1.3 至 1.5 倍", "penalty_rate_30_50"),
        ("一点三倍到一点五倍", "penalty_rate_30_50"),
        ("four times the one-year LPR", "private_cap_4lpr"),
        ("一年期 LPR 的四倍", "private_cap_4lpr"),
        ("4 倍", "private_cap_4lpr"),
        ("0.0175% a day", "judgment_doubled_interest"),
        ("每天万分之一点七五", "judgment_doubled_interest"),
        ("twenty days", "dispute_20_days"),
        ("二十日", "dispute_20_days"),
        ("three connected calls a day", "gbt_calls"),
        ("每天三次", "gbt_calls"),
        ("3", "gbt_calls"),
        ("twice a year", "free_reports_2"),
        ("每年两次", "free_reports_2"),
        ("between 22:00 and 08:00", "gbt_hours"),
        ("10 p.m. to 8 a.m.", "gbt_hours"),
        ("晚上 10 点到早上 8 点", "gbt_hours"),
        ("the quiet hours", "gbt_hours"),
        ("50,000 yuan", "loan_nonpay_not_crime"),
        ("5 万元", "loan_nonpay_not_crime"),
        ("五万元", "loan_nonpay_not_crime"),
        ("up to 200,000 yuan", "ml_online_caps"),
        ("20 万元", "ml_online_caps"),
        ("5 years", "card_personalised_art70"),
        ("60 months", "card_personalised_art70"),
        ("三年", "limitation_3y"),
        ("at least 3 days", "card_grace_3_10"),
        ("since 1 August 2026", "cost_sheet_2026"),
        ("August 2026", "cost_sheet_2026"),
        ("2026 年 8 月 1 日", "cost_sheet_2026"),
        ("what the contract says", "penalty_small_loan"),
        ("costs, then interest, then principal", "payment_order_default"),
        ("the one-off credit repair, until 31 March 2026", "credit_repair_2025_policy"),
        ("10,000 yuan or less, paid by 31 March 2026", "credit_repair_2025_policy"),
        ("24% and 36%, in 2019", "history_24_36"),
        ("3.00% in April 2026", "lpr_1y"),
        ("2021 年 6 月是 3.85%", "lpr_1y"),
        ("article 65: 30%", "damages_reducible"),
        ("12378", "help_nfra_12378"),
    ],
)
def test_words_that_say_what_the_rule_says_pass(words, rule):
    assert problem(words, "cn", rule, DAY) is None


@pytest.mark.parametrize(
    "words, rule, why",
    [
        ("six years", "record_5_years", "72 is not among 60 months"),
        ("5 months", "record_5_years", "5 is not among"),
        ("5 天", "record_5_years", "5 is not among"),
        ("六年", "record_5_years", "72 is not among"),
        ("five or 6 years", "record_5_years", "is not among"),
        ("a long time", "record_5_years", "does not say 60 months"),
        ("很久", "record_5_years", "does not say"),
        ("36% a year", "financial_24pct_line", "36 is not among"),
        ("百分之三十六", "financial_24pct_line", "36 is not among"),
        ("24 天", "financial_24pct_line", "24 is not among"),
        ("24 times", "financial_24pct_line", "24 is not among"),
        ("1.3 to 1.6 times", "penalty_rate_30_50", "1.6 is not among"),
        ("1.5 times", "penalty_rate_30_50", "does not say 1.3"),
        ("1.3% to 1.5%", "penalty_rate_30_50", "1.3, 1.5 is not among"),
        ("three times", "private_cap_4lpr", "3 is not among"),
        ("三倍", "private_cap_4lpr", "3 is not among"),
        ("万分之五", "judgment_doubled_interest", "0.05 is not among"),
        ("1.75%", "judgment_doubled_interest", "1.75 is not among"),
        ("six calls a day", "gbt_calls", "6 is not among"),
        ("21:00 to 08:00", "gbt_hours", "21 is not among"),
        ("晚上 9 点", "gbt_hours", "21 is not among"),
        ("1,000 yuan", "loan_nonpay_not_crime", "1000 is not among"),
        ("3 万元", "loan_nonpay_not_crime", "30000 is not among"),
        ("two years", "limitation_3y", "24 is not among"),
        ("since 1 September 2026", "cost_sheet_2026", "2026-09-01 is not a date of the rule"),
        ("2026 年 9 月 1 日起", "cost_sheet_2026", "2026-09-01 is not a date"),
        ("5 years, since 1 May 2014", "record_5_years", "2014-05-01 is not a date"),
        ("the one-off credit repair", "credit_repair_2025_policy", "names no day on which it held"),
        ("24% and 36%", "history_24_36", "names no day on which it held"),
        ("3.00%", "lpr_1y", "known up to the announcement of 2026-04-20"),
        ("3.45% in April 2026", "lpr_1y", "3.45 is not among"),
        ("12345", "help_nfra_12378", "12345 is not among"),
        ("five years", "record_5_year", 'the nearest is "record_5_years"'),
    ],
)
def test_words_that_say_something_else_are_found(words, rule, why):
    found = problem(words, "cn", rule, DAY)
    assert found and why in found


def test_a_lesson_s_own_date_decides_which_value_holds():
    assert problem("2 times a year", "cn", "free_reports_2", date(2026, 7, 1)) is None
    assert "4 is not among" in problem("four in all", "cn", "free_reports_2", date(2026, 3, 1))
    assert "not in force" in problem("a sheet of all costs", "cn", "cost_sheet_2026", date(2026, 7, 31))
    assert problem("a sheet of all costs", "cn", "cost_sheet_2026", date(2026, 8, 1)) is None
    assert problem("0.05% a day", "cn", "card_interest_history", date(2016, 12, 31)) is None
    assert problem("0.05% a day", "cn", "card_interest_history", date(2021, 1, 1))
    assert problem("0.05% a day until 31 December 2016", "cn", "card_interest_history", date(2021, 1, 1)) is None
    assert problem("0.05% a day until 30 June 2016", "cn", "card_interest_history", date(2021, 1, 1))


def test_a_changed_rule_file_makes_the_lessons_fail(monkeypatch):
    """The whole way: the text of lesson 4, with one value changed."""
    import dataclasses

    path = ROOT / "lessons" / "zh" / "04_the_day_after.md"
    get = rules.get

    def changed(place, rule_id):
        rule = get(place, rule_id)
        if rule_id != "financial_24pct_line":
            return rule
        value = dataclasses.replace(rule.values[-1], valid_from=date(2026, 10, 1), value=Decimal(20))
        return dataclasses.replace(rule, values=(*rule.values, value))

    monkeypatch.setattr(rules, "get", changed)
    (found,) = problems(body(path), DAY)
    assert "24 is not among 20 percent" in found
    assert problems(body(path), date(2026, 9, 30)) == []


@pytest.mark.parametrize(
    "text, number",
    [("五", 5), ("十", 10), ("十五", 15), ("二十", 20), ("二十四", 24), ("三百六十", 360), ("一百零五", 105)]
    + [("五万", 50000), ("一千二百万", 12_000_000), ("两", 2), ("一点七五", Decimal("1.75"))],
)
def test_chinese_numerals_are_read(text, number):
    assert han(text) == number


@pytest.mark.parametrize(
    "text, number",
    [("five", 5), ("twenty-four", 24), ("one hundred and eighty", 180), ("ten thousand", 10_000), ("ninety", 90)],
)
def test_english_number_words_are_read(text, number):
    assert english(text) == number


@pytest.mark.parametrize(
    "words, figures",
    [
        ("1 to 3 working days", [(1, "days"), (3, "days")]),
        ("1 至 3 年", [(12, "months"), (36, "months")]),
        ("2016 年以前", [(2016, None)]),
        ("five or 6 years", [(60, "months"), (72, "months")]),
        ("in 2 cases 3 days", [(2, None), (3, "days")]),
        ("未满 14 周岁", [(14, None)]),
        ("30% 至 50%", [(30, "percent"), (50, "percent")]),
    ],
)
def test_figures_are_read_with_their_unit(words, figures):
    assert figures_of(words) == figures


def test_words_that_only_look_like_figures_are_none():
    for words in (
        "this one",
        "一旦逾期",
        "统一规定",
        "第三人",
        "the first lender",
        "千万别信",
        "a third party",
        "one of them",
    ):
        assert figures_of(words) == [], words


def test_a_month_without_a_day_is_read_as_its_last_day():
    assert dates_of("from February 2024")[0] == [date(2024, 2, 29)]
    assert dates_of("2026 年 8 月 1 日")[0] == [date(2026, 8, 1)]
