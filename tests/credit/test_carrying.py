"""Up to which instalment is every payment made on its day? Held against the lives themselves."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.carrying import carried, largest_instalments
from credit.household import ILLNESS, REPAIR, Economy, Household
from credit.shock import live

FAMILY = Household(income=620_000, essentials=430_000, instalment=130_000, swing=0.10, shocks=(REPAIR,))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900_000), st.integers(0, 400_000), st.sampled_from([0, 3]), st.floats(0, 0.4), st.integers(0, 99))
def test_a_life_misses_nothing_up_to_its_largest_instalment_and_something_one_cent_above(
    buffer, instalment, pay_gap, swing, seed
):
    home = replace(FAMILY, buffer=buffer, swing=swing, pay_gap=pay_gap, shocks=(REPAIR, ILLNESS))
    economy = Economy(pay_cut=0.05, shock_times=1.5)
    largest = largest_instalments(home, 12, 300, seed, economy)
    asked = live(replace(home, instalment=instalment), 12, 300, seed, economy)
    if instalment:
        assert ((asked.first_miss == 0) == (instalment <= largest)).all()
    one = int(np.argmax(largest))
    if largest[one] > 0:
        for more, missed in ((0, False), (1, True)):
            life = live(replace(home, instalment=int(largest[one]) + more), 12, 300, seed, economy)
            assert (life.first_miss[one] > 0) == missed


@pytest.mark.parametrize("kept", ["0.8", "0.95", "0.99"])
@pytest.mark.parametrize("months", [0.5, 1, 2])
def test_the_carried_instalment_holds_in_that_share_of_lives_and_one_cent_more_does_not(kept, months):
    home = replace(FAMILY, buffer=FAMILY.months_of_essentials(months))
    most = carried(home, kept, runs=2000)
    missed = lambda instalment: int((live(replace(home, instalment=instalment), 12, 2000).first_miss > 0).sum())
    may_fail = (1 - Fraction(kept)) * 2000
    assert missed(most) <= may_fail < missed(most + 1)


def test_without_a_buffer_a_shock_in_the_first_month_leaves_little_to_carry():
    none, month = carried(FAMILY, runs=5000), carried(replace(FAMILY, buffer=430_000), runs=5000)
    assert none < 60_000 < 130_000 < month
    assert carried(replace(FAMILY, income=430_000), runs=1000) == 0
    assert carried(replace(FAMILY, instalment=999_999), runs=1000) == carried(FAMILY, runs=1000)


def test_a_share_that_is_none_is_named():
    with pytest.raises(ValueError, match="goes up to 1"):
        carried(FAMILY, "1.2")
