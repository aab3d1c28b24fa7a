"""Law is dated data: every file is whole, and the value of a day is the last one not after it."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
import yaml
from jsonschema import Draft202012Validator

from credit import rules
from credit.rules import words

GOOD = (rules.HOME / "cn" / "record_5_years.yaml").read_text("utf-8")
FILES = sorted(rules.HOME.glob("*/*.yaml"))
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
SCHEMA = Draft202012Validator(
    json.loads(words.SCHEMA.read_text("utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER
)


class AsWritten(yaml.SafeLoader):
    """Dates as the words they are written with: JSON has none."""


AsWritten.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def complaints(text):
    return [error.message for error in SCHEMA.iter_errors(yaml.load(text, AsWritten))]


def altered(tmp_path, *changes, text=GOOD, name="record_5_years"):
    """The good file with some words changed, in a place of its own."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    folder = tmp_path / "cn"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path


def test_every_place_has_rules():
    assert rules.jurisdictions() == rules.PLACES
    assert len(rules.load("cn")) > 140


@EACH_FILE
def test_every_file_is_read_and_keeps_to_the_schema(path):
    assert rules.read(path).id == path.stem
    assert complaints(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "change, words_of_it",
    [
        (("unit: years", "unit: fortnights"), "unit: 'fortnights' is none of"),
        (("force: law", "force: strong"), "force: 'strong' is none of"),
        (("confidence: verified", "confidence: sure"), "confidence: 'sure' is none of"),
        (("checked_on: 2026-11-22", "checked_on: today"), "checked_on: 'today' is not a date"),
        (("valid_from: 2013-03-15", "valid_from: soon"), "values: valid_from 'soon' is not a date"),
        (("valid_from: 2013-03-15", "valid: 2013-03-15"), "values.valid: is not a field of a value"),
        (("rests_on:", "rests_upon:"), "rests_on: is missing"),
        (("topic:", "topic: x\nflavour:"), "flavour: is not a field"),
        (("topic: credit_record", "topic: Credit record"), "topic: 'Credit record' is not a word"),
        (("title:", "note: {en: only English}\ntitle:"), "note: has no text in zh"),
        (("title:", "note: {en: a, zh: b, fr: c}\ntitle:"), "note.fr: is not a language of the course"),
        (("value: 5", "value: {min: 6, max: soon}"), "values: max 'soon' is not a number"),
        (("value: 5", "value: about five"), "values: 'about five' is not a form that a value can have"),
        (("value: 5", "value: {en: five years, zh: 五年}"), "unit: 'years' does not fit the value"),
        (("value: 5", "value: true"), "unit: 'years' does not fit the value True"),
        (("value: 5", "value: 2026-01-01"), "unit: 'years' does not fit the value"),
        (("unit: years", "unit: none"), "unit: 'none' does not fit the value 5"),
        (("value: 5", "value: {paid: 5}"), 'names: has no words for "paid"'),
        (("value: 5", "value: [principal, interest]"), "unit: 'years' does not fit the value"),
        (("value: 5", "value: 5\n    until: 2012-01-01"), "until 2012-01-01 is before valid_from 2013-03-15"),
        (("value: 5", "value: 5\n    value: 6"), 'line 17: "value" stands twice'),
        (("unit: years", "unit: years\nseries: true"), "as_of: stands in a series, and only there"),
        (("unit: years", "unit: years\nas_of: 2020-01-01"), "as_of: stands in a series, and only there"),
        (("lenders: [all]", "lenders: [everybody]"), "binds.lenders: 'everybody' is none of"),
        (
            ("confidence: verified", "confidence: verified\nless_sure: {number: verified}"),
            "less_sure.number: 'verified'",
        ),
        (("number: 国务院令第631号", "number: 631"), "instrument.number: 631 is not a text"),
        (("instrument:\n  name:", "instrument:\n  nom:"), "instrument: a rule names its source"),
    ],
)
def test_a_bad_file_is_refused_with_file_field_and_reason_and_by_the_schema_too(tmp_path, change, words_of_it):
    path = altered(tmp_path, change)
    with pytest.raises(rules.RuleError) as refused:
        rules.read(path)
    sentence = re.sub(r"line \d+", "line 17", str(refused.value))
    assert sentence.startswith("cn/record_5_years.yaml, ") and words_of_it in sentence
    # What only the loader knows: which names a value uses, which unit a form fits, and the order of dates.
    beyond = ("names", "does not fit", "is before", "stands twice")
    assert complaints(path.read_text("utf-8")) or any(one in words_of_it for one in beyond)


@pytest.mark.parametrize(
    "change, words_of_it",
    [
        (("id: record_5_years", "id: record_6_years"), "is not where the file stands"),
        (("  - valid_from", "  - valid_from: 2020-01-01\n    value: 7\n  - valid_from"), "dates must rise"),
        (("  - valid_from", "  - valid_from: 2013-03-15\n    value: 7\n  - valid_from"), "dates must rise"),
        (
            ("  - valid_from", "  - valid_from: 2010-01-01\n    until: 2013-03-15\n    value: 7\n  - valid_from"),
            "two overlap: one runs until 2013-03-15, the next starts on 2013-03-15",
        ),
        (("value: 5", "value: {min: 6, max: 5}"), "min 6 is above max 5"),
        (("title:", "title: : :"), "line"),
        (("unit: years", "unit: {paid: years}"), "is a mapping, but the value names no figures"),
        (("unit: years", "unit: years\nnames: {paid: {en: paid, zh: 还清}}"), '"paid" is not in any value'),
    ],
)
def test_what_a_schema_cannot_say_is_refused_too(tmp_path, change, words_of_it):
    with pytest.raises(rules.RuleError, match="^cn/record_5_years.yaml, ") as refused:
        rules.read(altered(tmp_path, change))
    assert words_of_it in str(refused.value)


@pytest.mark.parametrize("field", words.REQUIRED)
def test_a_file_that_lacks_a_field_is_refused(tmp_path, field):
    data = yaml.load(GOOD, AsWritten)
    del data[field]
    text = yaml.safe_dump(data, allow_unicode=True)
    with pytest.raises(rules.RuleError, match=f"record_5_years.yaml, {field}: is missing"):
        rules.read(altered(tmp_path, text=re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", text)))
    assert complaints(text)


@pytest.mark.parametrize("field", ["title", "statement"])
@pytest.mark.parametrize("language", rules.LANGUAGES)
def test_a_file_without_one_of_the_languages_is_refused(tmp_path, field, language):
    data = yaml.load(GOOD, AsWritten)
    del data[field][language]
    text = re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(rules.RuleError, match=f"{field}: has no text in {language}"):
        rules.read(altered(tmp_path, text=text))


def test_a_series_may_not_run_past_its_last_announcement(tmp_path):
    text = GOOD.replace("value: 5", "value: 5\nseries: true\nas_of: 2013-01-01")
    with pytest.raises(rules.RuleError, match="as_of: 2013-01-01 is before the last value, 2013-03-15"):
        rules.read(altered(tmp_path, text=text))


def test_the_value_of_a_day_is_the_last_one_not_after_it():
    rule = rules.get("cn", "penalty_rate_30_50")
    assert rule.on(date(2026, 1, 1)).value == {"min": Decimal("1.30"), "max": Decimal("1.50")}
    with pytest.raises(rules.RuleError, match="was not in force on 2003-12-31; it starts on 2004-01-01") as refused:
        rule.on(date(2003, 12, 31))
    assert refused.value.outcome == rules.NotYet(date(2004, 1, 1))


def test_a_rule_that_ended_says_when_and_keeps_what_it_said():
    rule = rules.get("cn", "history_24_36")
    assert rule.on(date(2020, 8, 19)).value == {"supported": Decimal(24), "void_above": Decimal(36)}
    assert rule.state(date(2020, 8, 20)) == rules.Ended(rule.values[-1])
    with pytest.raises(rules.RuleError, match="was no longer in force on 2020-08-20; it ended on 2020-08-19"):
        rule.on(date(2020, 8, 20))
    assert rules.get("cn", "private_cap_4lpr").replaces == rule.id


def test_the_rules_of_a_day_are_those_begun_and_not_ended():
    before, after = rules.at("cn", date(2020, 8, 19)), rules.at("cn", date(2020, 8, 20))
    assert "history_24_36" in before and "private_cap_4lpr" not in before
    assert "history_24_36" not in after and after["private_cap_4lpr"][1].value == 4
    assert "cost_sheet_2026" not in rules.at("cn", date(2026, 7, 31))
    assert "cost_sheet_2026" in rules.at("cn", date(2026, 8, 1))
    assert rules.at("cn", date(1900, 1, 1)) == {}


def test_an_unknown_rule_place_or_question_is_answered_with_the_nearest():
    with pytest.raises(rules.RuleError, match='nearest is "record_5_years"'):
        rules.get("cn", "record_5_year")
    with pytest.raises(rules.RuleError, match='no rules for "atlantis"; there are for cn, us'):
        rules.load("atlantis")
    with pytest.raises(rules.RuleError, match='nearest is "quiet_hours"'):
        rules.answering("quite_hours", "cn")


def test_rules_of_different_places_answer_the_same_question():
    assert [rule.id for rule in rules.answering("record_retention", "cn")] == ["record_5_years"]
    assert all(rules.answering("record_retention", place) for place in ("us", "gb"))
    assert rules.answering("military", "cn") == []
    assert all(set(text) == set(rules.LANGUAGES) for text in rules.questions().values())


@pytest.mark.parametrize("place", rules.PLACES)
def test_links_between_rules_lead_somewhere(place):
    for rule in rules.load(place).values():
        assert rule.replaces is None or rule.replaces in rules.load(place)
        assert rule.question is None or rule.question in rules.questions()


def test_a_date_of_a_source_is_never_after_the_check():
    for place in rules.jurisdictions():
        for rule in rules.load(place).values():
            assert all(v.published is None or v.published <= rule.checked_on for v in rule.values), rule.path


def lpr():
    return rules.get("cn", "lpr_1y")


def test_the_lpr_is_held_month_by_month_from_its_reform():
    months = [(v.valid_from.year, v.valid_from.month) for v in lpr().values]
    first = (2019, 8)
    assert months == [(first[0] + (first[1] - 1 + n) // 12, (first[1] - 1 + n) % 12 + 1) for n in range(len(months))]
    assert lpr().values[-1].valid_from == lpr().as_of == rules.get("cn", "lpr_5y").as_of == date(2026, 4, 20)


@pytest.mark.parametrize(
    "day, rate",
    [
        (date(2019, 8, 20), "4.25"),
        (date(2020, 8, 20), "3.85"),
        (date(2021, 12, 19), "3.85"),
        (date(2021, 12, 20), "3.80"),
        (date(2022, 4, 20), "3.70"),
        (date(2023, 8, 20), "3.55"),
        (date(2024, 10, 21), "3.10"),
        (date(2025, 5, 19), "3.10"),
        (date(2025, 5, 20), "3.00"),
        (date(2026, 5, 19), "3.00"),
    ],
)
def test_the_lpr_of_a_day_is_the_last_one_announced(day, rate):
    assert rules.value("cn", "lpr_1y", day) == Decimal(rate)


def test_the_lpr_changed_thirteen_times_with_its_first_value():
    assert len(lpr().changes) == 13 and lpr().changes[-1].value == Decimal("3.00")


def test_past_the_last_month_held_the_lpr_is_unknown_and_names_it():
    day = date(2026, 5, 20)
    assert lpr().state(day) == rules.Unknown(lpr().values[-1], date(2026, 4, 20))
    with pytest.raises(rules.RuleError, match="known up to the announcement of 2026-04-20, not for 2026-05-20"):
        lpr().on(day)
    assert isinstance(rules.at("cn", day)["lpr_1y"][1], rules.Unknown)


def test_a_series_announced_on_the_last_days_of_january_is_known_until_the_end_of_february(tmp_path):
    text = GOOD.replace("value: 5", "value: 5\nseries: true\nas_of: 2026-01-31")
    rule = rules.read(altered(tmp_path, text=text))
    assert isinstance(rule.state(date(2026, 2, 27)), rules.Value)
    assert isinstance(rule.state(date(2026, 2, 28)), rules.Unknown)


def test_numbers_are_exact_in_every_form():
    def exact(value):
        if isinstance(value, dict):
            return all(exact(one) for one in value.values())
        if isinstance(value, list):
            return all(exact(one) for one in value)
        return value is None or isinstance(value, Decimal | bool | date | str)

    for place in rules.jurisdictions():
        for rule in rules.load(place).values():
            assert all(exact(value.value) for value in rule.values), rule.path
