"""One tap decides how many people can be reached; each person counts once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit import rules
from credit.consent import PERMISSIONS, Phone, given_away, not_needed

PHONE = Phone(312, calls=640, called=58, other_callers=46, texts=1870, texted=40, other_texters=25, files=2400, form=8)


def naive(phone, granted, applications):
    """The same with sets of names."""
    if not applications:
        return set()
    book = [f"c{n}" for n in range(max(phone.contacts, phone.named))]
    people = set(book[: phone.named])
    if "contacts" in granted:
        people |= set(book)
    if "call_log" in granted:
        people |= set(book[: min(phone.called, phone.contacts)]) | {f"p{n}" for n in range(phone.other_callers)}
    if "sms" in granted:
        people |= set(book[: min(phone.texted, phone.contacts)]) | {f"t{n}" for n in range(phone.other_texters)}
    return people


def test_one_tap_makes_312_people_of_one():
    assert given_away(PHONE, ()).people == 1
    assert given_away(PHONE, {"contacts"}).people == 312


def test_the_call_log_alone_opens_the_nearest_people_too():
    assert given_away(PHONE, {"call_log"}).people == 58 + 46
    assert given_away(PHONE, {"call_log", "contacts"}).people == 312 + 46


counts = st.integers(0, 60)


@settings(max_examples=200)
@given(
    phone=st.builds(
        Phone, contacts=counts, calls=counts, called=counts, other_callers=counts, texts=counts, texted=counts,
        other_texters=counts, places=counts, files=counts, pictures=counts, form=counts,
    ),
    granted=st.sets(st.sampled_from(PERMISSIONS)), more=st.sampled_from(PERMISSIONS), applications=st.integers(0, 3),
)  # fmt: skip
def test_people_are_counted_once_and_a_grant_never_takes_anything_back(phone, granted, more, applications):
    now, then = (given_away(phone, g, applications) for g in (granted, granted | {more}))
    assert now.people == len(naive(phone, granted, applications))
    assert (now.reached <= then.reached).all() and now.total <= then.total and now.queries <= then.queries


def test_each_application_leaves_a_query_with_each_lender_that_reviews_it_and_none_without_consent():
    assert given_away(PHONE, {"credit_query"}, 6).queries == 6
    assert given_away(PHONE, {"credit_query"}, 6, reviewers=3).queries == 18
    assert given_away(PHONE, set(PERMISSIONS) - {"credit_query"}, 6).queries == 0


def test_without_an_application_nothing_leaves():
    none = given_away(PHONE, PERMISSIONS, 0)
    assert (none.people, none.total, none.queries, none.holders) == (0, 0, 0, 0)


def test_sharing_makes_more_companies_hold_the_same_items():
    with_, without = (given_away(PHONE, g, parties=3, partners=6) for g in ({"sharing"}, ()))
    assert (with_.holders, without.holders) == (9, 3) and with_.total == without.total


def test_what_a_loan_does_not_need_comes_from_the_rule():
    rule = rules.get("cn", "app_permissions_2021").on(date(2026, 11, 22)).value
    assert not_needed(PERMISSIONS, rule) == ("contacts", "location", "sms", "call_log", "storage")
    assert not_needed({"camera", "credit_query"}, rule) == () and not_needed(PERMISSIONS, {}) == ()


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no permission"):
        given_away(PHONE, {"microphone"})
    with pytest.raises(ValueError, match="starts at 0"):
        Phone(-1)
    with pytest.raises(ValueError, match="cannot be counted"):
        given_away(PHONE, (), reviewers=0)
