"""The rules of the United States, the United Kingdom, the European Union, Taiwan and Hong Kong are whole and agree."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from credit import rules

PLACES = ("us", "gb", "eu", "tw", "hk")
DATA = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text("utf-8"))
FILES = [path for place in PLACES for path in sorted((rules.HOME / place).glob("*.yaml"))]
EVERY = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
LENGTHS = {"title": 60, "statement": 480}


class TextDates(yaml.SafeLoader):
    """YAML whose dates stay texts, as JSON Schema wants them."""


TextDates.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def plain(value):
    """A value as the tables of `places.yaml` write it: numbers as Decimals, all the way down."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def figures(value):
    """Every number inside a value."""
    if isinstance(value, dict):
        return [one for part in value.values() for one in figures(part)]
    if isinstance(value, list):
        return [one for part in value for one in figures(part)]
    if isinstance(value, str):
        return [value] if re.fullmatch(r"[\d -]+", value) else []
    return [] if value is None or isinstance(value, bool | date) else [Decimal(value)]


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EN_DATE = re.compile(rf"(?:(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
ZH_DATE = re.compile(r"(?:(\d{4}) 年 ?)?(\d{1,2}) 月(?: ?(\d{1,2}) 日)?")
SCALES = {"million": 10**6, "万": 10**4}


def numbers(text):
    """The dates (month, day) and the numbers that stand in a text of either language."""
    dates, years = set(), set()
    for day, month, year in EN_DATE.findall(text):
        dates.add((MONTHS.index(month) + 1, int(day or 0)))
        years.add(year)
    for year, month, day in ZH_DATE.findall(text):
        dates.add((int(month), int(day or 0)))
        years.add(year)
    rest = ZH_DATE.sub(" ", EN_DATE.sub(" ", text))
    found = {Decimal(year) for year in years if year}
    for number, scale in re.findall(r"(\d[\d,]*(?:\.\d+)?)(?: ?(million|万))?", rest):
        found.add(Decimal(number.rstrip(",").replace(",", "")) * SCALES.get(scale, 1))
    return dates, found


def missing(rule, value, language):
    """Which figures of the value does the statement in that language not say?"""
    text = rule.statement[language]
    said = numbers(text)[1]
    return [one for one in figures(value) if (one not in text if isinstance(one, str) else one not in said)]


@pytest.mark.parametrize("place", PLACES)
def test_every_rule_the_reference_names_has_its_file(place):
    assert set(DATA["named"][place]) <= set(rules.load(place))


@EVERY
def test_a_file_fits_the_schema(path):
    schema = json.loads((rules.HOME / "schema.json").read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert not [error.message for error in checker.iter_errors(yaml.load(path.read_text("utf-8"), TextDates))]


@pytest.mark.parametrize("row", DATA["changes"], ids=lambda row: f"{row['rule']} {row['day']}")
def test_the_figure_is_right_on_both_sides_of_a_change(row):
    rule = rules.get(row["rule"][:2], row["rule"])
    day = row["day"]
    assert plain(rule.on(day).value) == plain(row["from"])
    assert any(value.valid_from == day for value in rule.values)
    eve = day - timedelta(days=1)
    if "before" in row:
        assert plain(rule.on(eve).value) == plain(row["before"])
    else:
        assert rule.state(eve) == rules.NotYet(day)


def test_the_table_of_changes_has_every_change_of_a_figure():
    told = {(row["rule"], row["day"]) for row in DATA["changes"]}
    for place in PLACES:
        for rule in rules.load(place).values():
            for value in rule.changes[1:]:
                assert (rule.id, value.valid_from) in told


def test_the_eight_dollar_late_fee_was_never_the_law():
    fee = rules.get("us", "us_late_fee_safe_harbour")
    assert all(value.value["first"] != 8 for value in fee.values)
    assert fee.confidence_of(fee.on(date(2024, 5, 13))) == "verified"
    assert fee.confidence_of(fee.on(date(2026, 11, 22))) == "unsure"


@EVERY
def test_the_statement_says_the_figure_in_force(path):
    rule = rules.read(path)
    value = rule.on(rule.checked_on).value
    assert missing(rule, value, "en") == missing(rule, value, "zh") == []


def test_a_statement_with_another_figure_is_caught():
    rule = rules.get("tw", "tw_rate_cap_16")
    assert missing(rule, Decimal(17), "en") == missing(rule, Decimal(17), "zh") == [17]
    line = rules.get("gb", "gb_help_ombudsman")
    assert missing(line, {"en": "0800 023 4568", "zh": "0800 023 4568"}, "en")


@EVERY
@pytest.mark.parametrize("field", ["title", "statement", "note"])
def test_both_languages_give_the_same_numbers_and_dates(path, field):
    text = getattr(rules.read(path), field)
    if text is not None:
        assert numbers(text["en"]) == numbers(text["zh"])


@EVERY
def test_the_words_are_short_and_plain(path):
    rule = rules.read(path)
    texts = [rule.title, rule.statement, rule.note or rule.title, *(rule.names or {}).values()]
    texts += [value.note for value in rule.values if value.note]
    for text in texts:
        assert not re.search("[\u2013\u2014]", text["en"] + text["zh"])
        assert not re.search("[\u4e00-\u9fff]", text["en"])
        assert re.search("[\u4e00-\u9fff]", text["zh"]) or text["zh"] == text["en"]
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()][^0-9]|[\u4e00-\u9fff]\.", text["zh"])
    assert re.search("[\u4e00-\u9fff]", rule.title["zh"]) and re.search("[\u4e00-\u9fff]", rule.statement["zh"])
    for field, most in LENGTHS.items():
        assert len(getattr(rule, field)["en"]) <= most and len(getattr(rule, field)["zh"]) <= most


@EVERY
def test_a_rule_says_who_and_what_its_certainty_rests_on(path):
    rule = rules.read(path)
    assert rule.instrument["name"]["en"] != rule.instrument["name"]["zh"]
    if rule.confidence == "known":
        assert re.search("general knowledge|recomputed|prints 3 for balances", rule.rests_on)
    if rule.confidence == "verified" and "general knowledge" in rule.rests_on:
        assert rule.less_sure or any(value.confidence for value in rule.values)
    if rule.topic == "help":
        assert rule.question == "help_line"


@pytest.mark.parametrize("place", PLACES)
def test_the_rules_that_answer_a_question_are_those_of_the_table(place):
    told = {(question, rule) for question, ids in DATA["answers"].items() for rule in ids if rule.startswith(place)}
    assert told == {(rule.question, rule.id) for rule in rules.load(place).values() if rule.question}
