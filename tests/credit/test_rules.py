"""Law is dated data: every file is whole, and the value of a day is the last one not after it."""

from datetime import date
from decimal import Decimal

import pytest

from credit import rules

GOOD = (rules.HOME / "cn" / "record_5_years.yaml").read_text("utf-8")


def test_every_rule_file_is_read():
    for place in rules.jurisdictions():
        assert rules.load(place)


def test_the_value_of_a_day_is_the_last_one_not_after_it():
    rule = rules.get("cn", "penalty_rate_30_50")
    assert rule.on(date(2026, 1, 1)).value == {"min": Decimal("1.30"), "max": Decimal("1.50")}
    with pytest.raises(rules.RuleError, match="was not in force on 2003-12-31; it starts on 2004-01-01"):
        rule.on(date(2003, 12, 31))


def test_a_rule_that_begins_later_is_not_among_those_of_the_day():
    assert "cost_sheet_2026" not in rules.at("cn", date(2026, 7, 31))
    assert "cost_sheet_2026" in rules.at("cn", date(2026, 8, 1))


def test_an_unknown_rule_or_place_is_answered_with_the_nearest():
    with pytest.raises(rules.RuleError, match='nearest is "record_5_years"'):
        rules.get("cn", "record_5_year")
    with pytest.raises(rules.RuleError, match='no rules for "atlantis"; there are for'):
        rules.load("atlantis")


@pytest.mark.parametrize(
    "change, words",
    [
        (("unit: years", "unit: fortnights"), "unit: 'fortnights' is none of"),
        (("force: law", "force: strong"), "force: 'strong' is none of"),
        (("confidence: verified", "confidence: sure"), "confidence"),
        (("checked_on: 2026-11-22", "checked_on: today"), "checked_on: 'today' is not a date"),
        (("valid_from: 2013-03-15", "valid_from: soon"), "values: valid_from 'soon' is not a date"),
        (("rests_on:", "rests_upon:"), "rests_on: is missing"),
        (("id: record_5_years", "id: record_6_years"), "is not where the file stands"),
        (("topic:", "topic: x\nflavour:"), "flavour: is not a field"),
        (("  - valid_from", "  - valid_from: 2020-01-01\n    value: 7\n  - valid_from"), "dates must rise"),
        (("value: 5", "value: {min: 6, max: 5}"), "min 6 is above max 5"),
        (("title:", "title: : :"), "line"),
    ],
)
def test_a_bad_file_is_refused_with_file_field_and_reason(tmp_path, change, words):
    folder = tmp_path / "cn"
    folder.mkdir()
    path = folder / "record_5_years.yaml"
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change, 1), "utf-8")
    with pytest.raises(rules.RuleError, match="cn/record_5_years.yaml, ") as refused:
        rules.read(path)
    assert words in str(refused.value)


def test_a_file_without_one_of_the_languages_is_refused(tmp_path):
    folder = tmp_path / "cn"
    folder.mkdir()
    path = folder / "record_5_years.yaml"
    path.write_text("\n".join(line for line in GOOD.split("\n") if not line.startswith("  zh: 不良信息")), "utf-8")
    with pytest.raises(rules.RuleError, match="title: has no text in zh"):
        rules.read(path)
