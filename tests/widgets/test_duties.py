"""Duties and rules are sorted by what their rule files say: no date and no force is typed."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from credit import rules
from widgets import sorting as cards
from widgets.duties import Sorting, timeline
from widgets.language import LANGUAGES
from widgets.rule_words import FORCE
from widgets.sorting import BINDING, FIRM, SAID, SOFT

BOTH = pytest.mark.parametrize("code", LANGUAGES)
NAMES = [name for name in cards.names() if len(cards.read(name).asks) > 1]
EACH = pytest.mark.parametrize("name", NAMES)


def put(sorting, right=True):
    """Answer everything rightly, or everything wrongly."""
    for item in sorting.items:
        for ask in sorting.cards.asks:
            keys = sorting.cards.options(ask)
            (key,) = sorting.cards.answers(item.n, ask)
            item.fields[ask["id"]].value = key if right else next(k for k in keys if k != key)


def test_every_force_of_a_rule_has_a_place():
    assert set(FIRM) == set(FORCE) and set(FIRM.values()) == set(SAID)


def test_ten_duties_two_for_each_of_five():
    sorting = Sorting("duties")
    owners = Counter(item.data["who"] for item in sorting.items)
    assert owners == dict.fromkeys(("borrower", "lender", "agency", "regulator", "association"), 2)


def test_six_rules_of_six_days_four_of_them_binding():
    items = Sorting("six_rules").items
    assert len({item.value.valid_from for item in items}) == len(items) == 6
    assert Counter(FIRM[item.rule.force] for item in items) == {BINDING: 4, SOFT: 2}
    assert sum(item.rule.force == "regulation" for item in items) == 3


@EACH
def test_no_date_and_no_force_is_typed(name):
    text = (Path(__file__).parents[2] / "lessons" / "triage" / f"{name}.yaml").read_text("utf-8")
    assert not re.search(r"\b(19|20)\d\d\b", text)
    for item in Sorting(name).items:
        assert not {"force", "since"} & item.data.keys()
        since = rules.get("cn", item.data["rules"][0]).on(date(2026, 11, 22)).valid_from
        assert item.cards.answers(item.n, {"id": "since", "from": "since"}) == (since,)


@EACH
@BOTH
def test_right_and_wrong_answers_are_told_apart_with_a_reason_and_the_rule(name, code):
    sorting = Sorting(name, code)
    asked = len(sorting.items) * len(sorting.cards.asks)
    assert sorting.view and sorting.check() == 0  # nothing chosen yet: every answer is shown as open
    put(sorting, right=False)
    assert sorting.check() == 0 and all("dc-wrong" in item.reply.value for item in sorting.items)
    put(sorting)
    assert sorting.check() == asked and str(asked) in sorting.score.value
    for item in sorting.items:
        assert "dc-right" in item.reply.value and "{" not in item.reply.value
        assert sorting.t.of(item.rule.title) in item.reply.value.replace("&quot;", '"').replace("&#x27;", "'")


@BOTH
def test_the_line_of_time_opens_after_the_check_oldest_first(code):
    sorting = Sorting("six_rules", code)
    assert sorting.view and not sorting.line.value
    sorting.check()
    shown = re.findall(r"<b>(.*?)</b>", sorting.line.value)
    assert shown == [sorting.t.date(d) for d in sorted(item.value.valid_from for item in sorting.items)]
    assert sorting.line.value == timeline(sorting.items, sorting.t) and sorting.line.value.count("dc-binding") == 4
    assert not Sorting("duties", code).cards.data.get("timeline")


@EACH
@BOTH
def test_each_list_has_a_name_and_starts_without_an_answer(name, code):
    sorting = Sorting(name, code)
    assert sorting.view
    for item in sorting.items:
        for field in item.fields.values():
            assert field.description and field.value is None and len(field.options) > 2


@BOTH
def test_a_reader_without_a_kernel_sees_what_is_to_be_sorted(code):
    bundle = Sorting("duties", code)._repr_mimebundle_()
    assert bundle["text/plain"].count("○") == 10


def test_an_unknown_sorting_is_named():
    with pytest.raises(ValueError, match='no cards "rules"'):
        Sorting("rules")
