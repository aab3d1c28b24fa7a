"""The judge of the published cases is judged: it must refuse what is a cent off."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.published import NotSupported, cases
from tests.published.compare import differences


def off(expected, computed, **more) -> bool:
    return bool(differences({"id": "x", "expected": expected} | more, computed))


@pytest.mark.parametrize("same", ["15.0", "15", "15.00", 15, Decimal("15"), Fraction(15)])
def test_an_exact_figure_is_equal_however_it_is_written(same):
    assert not off({"fee": "15.0"}, {"fee": same})


@pytest.mark.parametrize("other", ["15.01", "14.99", 16, Fraction(1501, 100), 15.0, "fifteen", None, True])
def test_a_cent_off_or_a_binary_float_is_not_an_exact_figure(other):
    assert off({"fee": "15.0"}, {"fee": other})


@pytest.mark.parametrize("computed, wrong", [(3.784, False), (3.786, True), (3.77, True), ("3.78", False)])
def test_a_number_with_a_point_must_round_to_the_printed_one(computed, wrong):
    assert off({"interest": 3.78}, {"interest": computed}) is wrong


def test_a_printed_tenth_still_means_hundredths():
    assert off({"apr_percent": 10.5}, {"apr_percent": 10.52})


@pytest.mark.parametrize(
    "computed, wrong", [(85, False), (85.0, False), (85.3, True), (84, True), (float("nan"), True)]
)
def test_a_whole_number_must_be_equal(computed, wrong):
    assert off({"months": 85}, {"months": computed}) is wrong


def test_about_means_rounded_to_the_unit():
    assert not off({"interest_about": 2266}, {"interest_about": 2265.6})
    assert off({"interest_about": 2266}, {"interest_about": 2265.4})


def test_a_stated_tolerance_is_the_measure_even_where_it_is_stricter_than_the_print():
    strict = {"conventions": {"tolerance": 1e-6}}
    assert off({"irr": 0.12}, {"irr": 0.121}, **strict)
    assert not off({"irr": 0.12}, {"irr": 0.1200005}, **strict)
    assert off({"irr": 0.12}, {"irr": 0.1200015}, **strict)


def test_a_tolerance_for_each_segment_counts_the_segments_that_were_computed():
    stated = {"conventions": {"tolerance": "0.01 per segment"}}
    assert not off({"interest": 10.04}, {"interest": 10.01, "segments": 3}, **stated)
    assert off({"interest": 10.04}, {"interest": 10.01, "segments": 2}, **stated)
    assert off({"interest": "10.04"}, {"interest": "10.03", "segments": 9}, **stated)  # an exact figure stays exact


def test_a_tolerance_nobody_can_read_is_an_error():
    with pytest.raises(ValueError, match="neither a number"):
        off({"a": 1.5}, {"a": 1.5}, conventions={"tolerance": "roughly"})


def test_a_tolerance_in_a_note_is_read():
    assert not off({"value": 0.373362535, "decimals": 9}, {"value": 0.3733625335}, notes="test with 1e-6")
    assert off({"value": 0.373362535, "decimals": 9}, {"value": 0.3733625335}, notes="")
    assert off({"value": 0.373362535, "decimals": 9}, {"value": 0.373365}, notes="test with 1e-6")


def test_stated_decimals_replace_the_printed_ones():
    assert not off({"value": 391, "decimals": 0}, {"value": 391.07})
    assert off({"value": 391, "decimals": 0}, {"value": 391.6})
    assert off({"value": 10.9, "decimals": 2}, {"value": 10.91})


def test_every_published_key_and_row_must_be_answered():
    assert off({"a": "1", "b": "2"}, {"a": 1})
    assert off({"rows": [{"a": "1"}, {"a": "2"}]}, {"rows": [{"a": 1}]})
    assert off({"rows": [{"a": "1"}]}, {"rows": [{"a": 1}, {"a": 2}]})
    assert off({"rows": [{"a": "1"}, {"a": "2"}]}, {"rows": [{"a": 1}, {"a": 3}]})
    assert not off({"rows": [{"a": "1"}]}, {"rows": [{"a": 1, "more": 5}]})
    assert off({"rows": [{"a": "1"}]}, {"rows": None})
    assert off({"ranges": {"R1": "5"}}, {"ranges": {}})


def test_words_dates_and_booleans_must_be_equal():
    assert not off({"date": "2024-02-01", "charged": True}, {"date": "2024-02-01", "charged": True})
    assert off({"date": "2024-02-01"}, {"date": "2024-02-02"})
    assert off({"charged": True}, {"charged": 1})
    assert off({"charged": False}, {"charged": True})


def result(expected, computed, **more):
    case = {"id": "x", "kind": "k", "inputs": {}, "expected": expected} | more
    return cases.judge(case, {"k": lambda case: computed})[0]


def test_a_negative_case_passes_only_when_it_is_answered_and_not_reproduced():
    assert result({"months": 34}, {"months": 34}, negative=True) == cases.FAILED
    assert result({"months": 34}, {"months": 28}, negative=True) == cases.RIGHTLY_NOT
    assert result({"months": 34}, {}, negative=True) == cases.FAILED
    assert result({"peer": 34, "correct": 28}, {"correct": 28}, negative=True) == cases.RIGHTLY_NOT
    assert result({"peer": 34, "correct": 28}, {"peer": 29, "correct": 29}, negative=True) == cases.FAILED


def test_what_is_not_supported_says_why():
    def refuses(case):
        raise NotSupported("a convention that no lender uses")

    case = {"id": "x", "kind": "k", "inputs": {}, "expected": {}}
    assert cases.judge(case, {"k": refuses}) == (cases.NOT_SUPPORTED, "a convention that no lender uses")
    assert cases.judge(case, {}) == (cases.NOT_SUPPORTED, "no adapter for kind k")


def test_a_further_folder_is_read_and_a_broken_one_is_named(tmp_path):
    with pytest.raises(ValueError, match="holds no"):
        cases.load([tmp_path])
    (tmp_path / "mine.json").write_text('[{"id": "m", "kind": "k", "inputs": {}, "expected": {}}]', "utf-8")
    assert cases.load([tmp_path])[-1]["id"] == "m"
    (tmp_path / "mine.json").write_text('{"cases": [{"id": "m", "kind": "k", "inputs": {}}]}', "utf-8")
    with pytest.raises(ValueError, match="Case 0 of mine.json has no expected"):
        cases.load([tmp_path])


def test_the_summary_counts_each_kind_and_gives_each_reason():
    lines = cases.table(
        [
            ("a", "k", cases.REPRODUCED, ""),
            ("b", "k", cases.NOT_SUPPORTED, "no such rule"),
            ("c", "m", cases.FAILED, "x"),
        ]
    )
    assert lines[1].split() == ["k", "1", "0", "1", "0"] and lines[3].split() == ["all", "1", "1", "1", "0"]
    assert lines[-1].split() == ["b", "no", "such", "rule"]
