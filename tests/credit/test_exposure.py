"""Who hears of a late loan: people counted once, rules asked, and the made-up worlds held to what they say."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.exposure import LAST_DAY, TOLD, WORLDS, People, Steps, exposure

DUE = date(2026, 9, 5)
DAYS = st.one_of(st.none(), st.integers(0, LAST_DAY))


def of(world="abusive", contacts=312, named=1, place="cn", seed=0, **steps):
    return exposure(People(contacts, named), world, Steps(**steps), DUE, place, seed=seed)


def test_one_declared_contact_or_312():
    assert of(contacts=312).told[LAST_DAY] == 312
    assert of(contacts=0).told[LAST_DAY] == 1


def test_people_are_counted_once():
    assert len(People(312, 5).rings) == 312 and len(People(2, 5).rings) == 5 and len(People(0, 0).rings) == 0
    assert np.bincount(People(312, 2).rings).tolist() == [2, 3, 24, 283]


def test_a_reachable_borrower_keeps_everybody_out_of_it_in_the_compliant_world():
    assert of("compliant", named=5).contacts[LAST_DAY] == 0


def test_a_lost_borrower_lets_named_contacts_be_asked_and_nobody_told():
    story = of("compliant", named=5, unreachable=12)
    assert story.reached[LAST_DAY] == 5 and story.told[LAST_DAY] == 0 and story.unlawful[LAST_DAY] == 0
    assert story.reached[:4].tolist() == [0, 0, 0, 0] and story.reached[4] == 1  # lost from day 4 on


@pytest.mark.parametrize("place, asked", [("cn", 2), ("us", 2), ("gb", 2), ("eu", 0)])
def test_the_compliant_world_never_breaks_the_rules_of_its_place(place, asked):
    story = of("compliant", named=2, place=place, unreachable=30)
    assert story.unlawful[LAST_DAY] == 0 and story.reached[LAST_DAY] == asked


def test_telling_others_is_outside_the_rules_of_every_place():
    for place in ("cn", "us", "gb", "eu"):
        story = of(place=place)
        assert story.lawful[LAST_DAY] == 0 and story.contacts[LAST_DAY] == 312


def test_the_grey_world_asks_again_and_only_a_lost_borrower_makes_some_of_it_lawful():
    reachable, silent = of("grey", named=5), of("grey", named=5, unreachable=12)
    assert reachable.lawful[LAST_DAY] == 0 < reachable.unlawful[LAST_DAY]
    assert silent.lawful[LAST_DAY] > 0 and silent.told[LAST_DAY] == 5 and reachable.told[LAST_DAY] == 0
    assert silent.reached[LAST_DAY] > reachable.reached[LAST_DAY]


def test_a_warning_takes_away_the_pressure_of_the_near_ones_and_no_contact():
    plain, warned = of(), of(warns=1)
    assert (plain.told == warned.told).all()
    near = (plain.rings < 3).sum()
    assert plain.pressure[LAST_DAY] - warned.pressure[LAST_DAY] == 3 * near
    assert warned.pressure[9] == 0 < plain.pressure[9] and warned.evidence[9] == 3


def test_a_warning_after_the_text_comes_too_late_for_those_who_had_it():
    late = of(warns=20)
    heard = ((late.state[19] > 0) & (late.rings < 3)).sum()
    near = (late.rings < 3).sum()
    assert late.pressure[LAST_DAY] == 3 * (312 - near + heard)


def test_a_complaint_stops_it_after_the_days_it_takes():
    stopped = of(complains=10, works_after=5)
    assert stopped.told[14] == of().told[14] and stopped.told[LAST_DAY] == stopped.told[14]
    assert of(complains=0, works_after=0).contacts[LAST_DAY] == 0


@settings(max_examples=120, deadline=None)
@given(
    st.integers(0, 60), st.integers(0, 5), st.sampled_from(list(WORLDS)), st.sampled_from(["cn", "us", "gb", "eu"]),
    st.integers(0, LAST_DAY), DAYS, DAYS, st.integers(0, LAST_DAY), st.integers(0, 999),
)  # fmt: skip
def test_the_counts_agree_with_each_other(contacts, named, world, place, unreachable, warns, complains, after, seed):
    story = exposure(
        People(contacts, named), world, Steps(unreachable, warns, complains, after), DUE, place, seed=seed
    )  # fmt: skip
    for counted in (story.reached, story.told, story.contacts, story.lawful, story.evidence, story.pressure):
        assert (np.diff(counted) >= 0).all()
    assert (story.told <= story.reached).all() and (story.reached <= story.contacts).all()
    assert (story.evidence <= story.unlawful).all() and (story.lawful >= 0).all()
    assert (story.pressure <= 3 * story.told + story.asked).all()
    assert story.reached[-1] <= max(contacts, named)
    assert ((story.state == TOLD).sum(axis=1) == story.told).all()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(WORLDS)), st.integers(0, 400), st.integers(0, 5), st.integers(0, 30), st.integers(0, 30))
def test_answering_and_a_smaller_phone_book_never_expose_more(world, contacts, named, silent, less):
    more, fewer = of(world, contacts, named, unreachable=silent), of(world, max(contacts - less, 0), named)
    assert (fewer.reached <= more.reached).all() and (fewer.told <= more.told).all()


def test_wrong_input_is_answered_in_a_sentence():
    with pytest.raises(ValueError, match="There is no world"):
        of("kind")
    with pytest.raises(ValueError, match="warns is 31"):
        of(warns=31)
    with pytest.raises(ValueError, match="holds no rule on contact"):
        of(place="tw")
    with pytest.raises(ValueError, match="contacts is -1"):
        People(-1)
