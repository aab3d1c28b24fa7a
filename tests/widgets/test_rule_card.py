"""A rule card says what, since when, who says so, how binding, and how sure we are, in both languages."""

from datetime import date
from decimal import Decimal
from html import unescape

import ipywidgets as w
import pytest

from credit import rules
from widgets.language import LANGUAGES, language
from widgets.late_cost_clock import LateCostClock
from widgets.rule_card import FORCE, PLACES, RuleCards, place_cards, rule_card
from widgets.rule_words import CONFIDENCE, FIGURE, PARTS, SPOKEN, figure, instrument

CHECKED = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def card(rule, day=CHECKED, code="en", place="cn"):
    return unescape(rule_card(place, rule, day, language(code)))


@pytest.mark.parametrize("place", rules.PLACES)
@BOTH
def test_every_rule_has_a_card_for_every_day_it_changed(place, code):
    t = language(code)
    for name, found in rules.load(place).items():
        for day in {CHECKED, *(v.valid_from for v in found.changes)}:
            shown, state = card(name, day, code, place), found.state(day)
            value = getattr(state, "last", state)
            words = [found.title[code], found.statement[code].strip(), found.instrument_of(value)["name"][code]]
            words += [t(FORCE[found.force])] if found.binds["lenders"] else []
            words += [t.date(found.checked_on), t(CONFIDENCE[found.confidence_of(value)])]
            assert all(one in shown for one in words), (found.path, day)
            assert "{" not in shown and "</b> None" not in shown and "None</" not in shown, found.path


def test_a_card_names_whom_it_binds_and_a_help_line_binds_nobody():
    assert "<b>Binds</b> micro-loan companies (for loans) ·" in card("ml_24pct_ban")
    assert "<b>约束谁</b> 发薪日贷款机构、助贷平台、催收机构、债权受让方（涉及贷款） ·" in card(
        "gb_hcstc_price_cap", code="zh", place="gb"
    )
    assert "<b>Binds</b> everyone concerned (for loans) ·" in card("acceleration")
    line = card("help_mind_12356")
    assert "Binds" not in line and "Force" not in line


@pytest.mark.parametrize("place", rules.PLACES)
@BOTH
def test_a_source_says_no_part_of_itself_twice(place, code):
    for found in rules.load(place).values():
        for value in found.changes:
            source = found.instrument_of(value)
            said = instrument(source, language(code))
            assert not source.get("number") or said.count(str(source["number"])) == 1, found.path


@pytest.mark.parametrize("place", rules.PLACES)
def test_no_chinese_title_slips_into_an_english_card(place):
    for found in rules.load(place).values():
        assert not any("\u4e00" <= c <= "\u9fff" for c in found.title["en"]), found.path
        assert any("\u4e00" <= c <= "\u9fff" for c in found.title["zh"]), found.path


def test_every_word_a_file_may_use_has_words_for_people():
    assert set(FORCE) == set(rules.FORCES) and set(CONFIDENCE) == set(rules.CONFIDENCES)
    assert set(FIGURE) | SPOKEN == set(rules.UNITS) and not set(FIGURE) & SPOKEN
    assert set(PLACES) == set(rules.PLACES) and set(PARTS) == set(rules.PARTS)


def test_force_says_how_binding_it_is():
    assert "<b>Force</b> law ·" in card("record_5_years")
    assert "<b>Force</b> regulator's rule ·" in card("ml_collect_art37")
    assert "<b>Force</b> voluntary standard: not binding ·" in card("gbt_calls")


def test_what_was_not_re_checked_says_so():
    assert "<b>How sure</b> not re-checked ·" in card("penalty_small_loan")
    assert "未复核" in card("penalty_small_loan", code="zh")
    assert "a source that says so was read; not re-checked: the number of the document" in card("private_cap_4lpr")
    assert "not certain: the article" in card("security_admin_law_2026")


def test_what_is_not_certain_is_a_start_value_and_never_a_fact():
    shown = card("gbt_records")
    assert "not certain: take it as something to ask" in shown
    assert "<b>Number</b> not certain; a value to start from: 5 years" in shown and "<b>Number</b> 5" not in shown


def test_before_its_first_day_a_card_says_when_the_rule_begins():
    shown = card("cost_sheet_2026", date(2026, 7, 31))
    assert "not yet in force on 31 July 2026; it starts on 1 August 2026" in shown
    assert "<b>Number</b>" not in card("record_5_years", date(2013, 3, 14)).split("What changed")[0]


def test_after_its_last_day_a_card_says_when_the_rule_ended():
    assert "no longer in force on 22 November 2026; it ended on 31 March 2026" in card("credit_repair_2025_policy")
    assert "2026年11月22日已不再有效，截止于2026年3月31日" in card("credit_repair_2025_policy", code="zh")


def test_past_the_last_month_held_the_learner_is_asked_to_type_it():
    assert "not held for 22 November 2026; on 20 April 2026 it was 3% a year" in card("lpr_1y")
    assert "<b>Number</b> 3% a year · <b>Since</b> 20 May 2025" in card("lpr_1y", date(2026, 5, 1))


@pytest.mark.parametrize(
    "rule, english, chinese",
    [
        ("penalty_rate_30_50", "1.3 to 1.5 times the contract rate", "合同利率的 1.3 至 1.5 倍"),
        ("private_cap_4lpr", "4 times the one-year LPR", "一年期 LPR 的 4 倍"),
        ("judgment_doubled_interest", "0.0175% a day", "每天 0.0175%"),
        ("gbt_hours", "allowed from: 08:00; allowed until: 22:00", "允许自：08:00；允许至：22:00"),
        ("gbt_calls", "at most 3 times a day", "每天最多 3 次"),
        ("gbt_agency_review", "at least 1 time a year", "每年至少 1 次"),
        ("query_consent", "50,000 to 500,000 yuan", "50,000 至 500,000 元"),
        ("payment_order_default", "costs of enforcing the claim → interest → principal", "实现债权的费用 → 利息"),
        ("help_nfra_12378", "call 12378", "12378"),
        ("credit_repair_2025_closed", "31 March 2026", "2026年3月31日"),
        ("court_fee", "payment order, of the fee: one third", "支付令，按：三分之一"),
        ("reporting_lag", "1 day ·", "1 天"),
    ],
)
def test_figures_are_said_with_their_unit(rule, english, chinese):
    assert english in card(rule)
    assert chinese.replace(" ", "") in card(rule, code="zh").replace(" ", "")


@pytest.mark.parametrize("unit", sorted(FIGURE))
@BOTH
def test_every_unit_has_words_for_one_for_many_and_for_bounds(unit, code):
    t = language(code)
    if unit == "order":
        return
    values = {"1": Decimal(1), "7": Decimal(7), "least": {"min": Decimal(1)}, "most": {"max": Decimal(7)}}
    said = {name: figure(value, unit, t) for name, value in values.items()}
    assert len(set(said.values())) == 4 and all("{" not in words for words in said.values())
    assert "7" in said["7"]


def test_half_an_hour_is_half_an_hour():
    assert figure(Decimal("22.5"), "hour of day", language("en")) == "22:30"


def test_what_changed_lists_earlier_values_newest_first():
    shown = card("card_interest_history").split("What changed")[1]
    assert shown.index("from 1 January 2021: no figure") < shown.index("from 1 January 2017: 0.035 to 0.05% a day")
    assert "before that: From 2015 to 2020" in card("private_cap_4lpr") and "36% a year" in card("private_cap_4lpr")
    assert "What changed" not in card("record_5_years")
    assert card("lpr_1y").count("<li>") == 13


def test_an_earlier_day_names_the_instrument_of_that_day():
    assert "银发〔2016〕111号" in card("card_interest_history", date(2018, 1, 1))
    assert "银发〔2020〕327号" in card("card_interest_history", date(2021, 1, 1))


@BOTH
def test_the_switch_shows_another_place_s_answers_to_the_same_questions(code):
    t = language(code)
    cards = RuleCards(code, "record_5_years", "gbt_calls", "m_code", on=CHECKED)
    assert cards.switch.layout.display is None
    assert [words for words, _ in cards.switch.options][0] == t(PLACES["cn"]) and cards.switch.value == "cn"
    at_home = [box.value for box in cards.body.children]
    assert len(at_home) == 3
    cards.switch.value = "us"
    shown = unescape("".join(box.value for box in cards.body.children if isinstance(box, w.HTML)))
    for question in ("record_retention", "call_limit", "late_status"):
        assert rules.answering(question, "us")
        assert all(rule.title[code] in shown for rule in rules.answering(question, "us"))
    home = rules.get("cn", "record_5_years")
    assert t("{place}: {title}", place=t(PLACES["cn"]), title=home.title[code]) in shown
    cards.switch.value = "cn"
    assert [box.value for box in cards.body.children] == at_home


@BOTH
def test_a_rule_that_a_place_does_not_have_says_so(code):
    t, asked = language(code), rules.get("cn", "cba_visit").question
    cards = RuleCards(code, "cba_visit", on=CHECKED)
    cards.switch.value = "hk"
    assert not rules.answering(asked, "hk")
    (box,) = cards.body.children
    assert t("{place}: the course holds no rule about this.", place=t(PLACES["hk"])) in unescape(box.value)
    assert rules.questions()[asked][code] in unescape(box.value)


@pytest.mark.parametrize("place", rules.PLACES)
def test_no_card_stands_twice(place):
    ids = list(rules.load("cn"))
    shown = [rule.path for _, rule in place_cards(ids, place, CHECKED, language("en")) if rule]
    assert len(shown) == len(set(shown)) and shown


@pytest.mark.parametrize(
    "rule, kind, start, typed",
    [
        ("gbt_records", w.FloatText, Decimal("5.0"), 3.0),
        ("lpr_1y", w.FloatText, Decimal("3.0"), 2.9),
        ("no_compound_on_penalty", w.Checkbox, False, True),
        ("credit_repair_2025_closed", w.DatePicker, date(2026, 3, 31), date(2026, 6, 30)),
    ],
)
def test_what_is_not_certain_or_not_known_yet_has_an_input(rule, kind, start, typed):
    cards = RuleCards("en", rule, "record_5_years", on=CHECKED)
    assert list(cards.values) == [rule] and cards.values[rule] == start
    (field,) = cards.inputs[rule].fields.values()
    assert isinstance(field, kind)
    field.value = typed
    assert cards.values[rule] == (Decimal(str(typed)) if isinstance(typed, float) else typed)


def test_every_uncertain_rule_of_every_place_has_an_input():
    for place in rules.jurisdictions():
        uncertain = [
            i
            for i, (rule, state) in rules.at(place, CHECKED).items()
            if isinstance(state, rules.Unknown) or rule.confidence_of(state) == "unsure"
        ]
        asked = {rule.question for rule in rules.load("cn").values()} - {None}
        cards = RuleCards("zh", *rules.load("cn"), on=CHECKED)
        cards.switch.value = place
        shown = {i for i in uncertain if place == "cn" or rules.get(place, i).question in asked}
        assert shown == set(cards.values)


def test_a_reader_without_a_kernel_gets_the_cards_as_a_page():
    bundle = RuleCards("en", "record_5_years", on=CHECKED)._repr_mimebundle_()
    assert "How long a bad mark stays" in bundle["text/html"] and "record_5_years.yaml" in bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


@BOTH
def test_the_fold_of_a_simulator_follows_the_place(code):
    panel = LateCostClock(code, guessed=True).panel
    panel.folds["rules"].button.value = True
    before = panel.rules_html.value
    panel.place_box.value = "gb"
    t = language(code)
    assert panel.rules_html.value != before and t(PLACES["cn"]) in unescape(panel.rules_html.value)
