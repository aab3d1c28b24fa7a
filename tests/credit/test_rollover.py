"""Case D: what rolling over costs."""

import pytest

from credit.money import cents
from credit.rollover import roll_over


def test_case_d_paid_800_on_two_loans_and_still_owes_8000():
    one = roll_over(cents("4000"), "2%", 30, 4)
    assert (2 * one.paid, 2 * one.owed) == (cents("800"), cents("8000"))
    assert one.fees == tuple(cents(str(80 * k)) for k in (1, 2, 3, 4, 5))
    assert float(one.nominal_annual) == pytest.approx(0.24333, abs=5e-6)


def test_each_fee_is_rounded_when_it_is_posted():
    assert roll_over(12_345, "1.5%", 30, 2).paid == 3 * 185  # 185.175 each


def test_what_cannot_be_followed_is_refused_with_its_values():
    with pytest.raises(ValueError, match="rolled over -1 times"):
        roll_over(100, "2%", 30, -1)
