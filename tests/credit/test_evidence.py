"""What share of the proof is written down, and where a pack draws its lines."""

from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from credit.contact_log import EVIDENCE, Contact, missing, parse
from credit.evidence import completeness, gaps
from credit.findings import Circumstances
from credit.pack_lines import call_limit, counted, open_hours
from credit.packs import PACKS
from tests.credit.test_contacts import contacts

WEEK = parse((Path(__file__).parent / "case_d_week.csv").read_text("utf-8"))
DAYS = [date(2026, 10, d) for d in range(12, 19)]


def test_case_d_from_memory_has_a_fifth_of_its_proof():
    assert completeness(WEEK) == Fraction(24, 112) == Fraction(3, 14)
    assert gaps(WEEK)["proof"] == 16 and gaps(WEEK)["time"] == 14


def test_nothing_to_prove_has_no_share_and_a_whole_contact_has_all():
    assert completeness(()) is None and gaps(()) == {}
    letter = Contact(DAYS[0], "letter", time(9), reached="borrower", said=frozenset({"debt"}), who="x",
                     proof=frozenset({"letter"}))  # fmt: skip
    assert completeness([letter]) == 1 and gaps([letter]) == {}


@settings(max_examples=100, deadline=None)
@given(contacts)
def test_the_share_is_whole_just_when_nothing_is_missing(contact):
    assert (completeness([contact]) == 1) == (missing(contact) == ())
    assert 0 <= completeness([contact]) <= 1
    assert set(gaps([contact])) <= {*EVIDENCE, "place", "people"}


@pytest.mark.parametrize(
    "pack, hours, most, kind",
    [
        ("cn_standard", (8, 22), 3, "connected"),
        ("cn_bank_guide", (8, 22), 6, "unanswered"),
        ("us_reg_f", (8, 21), 7, "in days"),
    ],
)
def test_the_lines_of_a_pack_are_those_of_its_rules(pack, hours, most, kind):
    assert open_hours(pack, DAYS[0]) == hours
    assert (call_limit(pack, DAYS[0]).most, call_limit(pack, DAYS[0]).kind) == (most, kind)


def test_a_line_is_not_there_before_its_rule_and_not_in_a_pack_without_one():
    assert open_hours("cn_bank_guide", date(2026, 1, 29)) is None and call_limit("cn_law", DAYS[0]) is None
    assert call_limit("cn_standard", date(2025, 2, 27)) is None and open_hours("hk", DAYS[0]) is None


@pytest.mark.parametrize(
    "pack, expected",
    [
        ("cn_standard", [(3, 3), (2, 9), (0, 1), (1, 1), (0, 0), (0, 0), (0, 0)]),
        ("cn_bank_guide", [(0, 0), (0, 7), (0, 1), (0, 0), (0, 0), (0, 0), (0, 0)]),
        ("us_reg_f", [(3, 3), (12, 12), (13, 13), (13, 14), (13, 14), (13, 14), (13, 14)]),
        ("cn_law", [(3, 3), (9, 9), (1, 1), (1, 1), (1, 1), (0, 0), (0, 0)]),
    ],
)
def test_what_each_pack_counts_in_the_week_of_case_d(pack, expected):
    assert counted(WEEK, pack, DAYS) == expected


def test_naming_the_own_number_changes_what_is_possible_only():
    assert counted(WEEK, "cn_bank_guide", DAYS, Circumstances(own_number="own"))[1] == (0, 7)


@settings(max_examples=60, deadline=None)
@given(contacts, contacts)
def test_the_certain_count_never_exceeds_the_possible_one(one, two):
    for pack in PACKS:
        assert all(low <= high for low, high in counted([one, two], pack, [one.date, two.date]))
