"""Money is exact to the cent, and every rounding has a name."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.money import SAFE, Rounding, amount, cents, divide, exact, integers

DECIMAL_NAMES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.sampled_from(Rounding))
def test_divide_rounds_as_decimal_does(numerator, denominator, rounding):
    exact_value = Fraction(numerator, denominator)
    whole = Decimal(exact_value.numerator) / Decimal(exact_value.denominator)
    if abs(exact_value - Fraction(whole)) == 0:  # Decimal holds it exactly, so its own rounding is the truth
        assert divide(numerator, denominator, rounding) == int(whole.quantize(Decimal(1), DECIMAL_NAMES[rounding]))
    result = divide(numerator, denominator, rounding)
    assert abs(result - exact_value) < 1 or result == exact_value


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.integers(1, 1000), st.sampled_from(Rounding))
def test_divide_gives_an_array_what_it_gives_each_number(numerators, denominator, rounding):
    for dtype in (np.int64, object):
        together = divide(np.array(numerators, dtype=dtype), denominator, rounding)
        assert together.tolist() == [divide(n, denominator, rounding) for n in numerators]


def test_a_half_cent_goes_where_its_rule_says():
    assert [divide(5, 2, r) for r in (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP)] == [3, 2, 2, 3]
    assert [divide(-5, 2, r) for r in (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN, Rounding.UP)] == [
        -3,
        -2,
        -2,
        -3,
    ]


def test_amounts_become_cents_exactly_or_not_at_all():
    assert cents("560.41") == 56041 and cents(6000) == 600000 and cents(Decimal("0.1")) == 10
    assert amount(56041) == Decimal("560.41")
    with pytest.raises(ValueError, match="part of a cent"):
        cents("0.005")


def test_a_binary_float_is_refused_with_the_way_out():
    with pytest.raises(TypeError, match='write it as text or as a Decimal, for example "0.05"'):
        exact(0.05)
    with pytest.raises(TypeError):
        cents(np.float64(1.5))


def test_words_that_are_no_number_are_refused():
    with pytest.raises(ValueError, match="is not a number"):
        exact("five")
    assert exact("1.8%") == Fraction(18, 1000)


def test_integers_stay_exact_where_int64_would_wrap():
    assert integers([1], SAFE - 1).dtype == np.int64
    large = integers([2**70], 2**71)
    assert large.dtype == object and (large * 4)[0] == 2**72
