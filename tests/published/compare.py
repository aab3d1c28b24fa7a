"""Does a computed answer reproduce a published one? Strict: a comparer that accepts too much proves nothing."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Rational

import numpy as np

NUMBER = r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?"


def differences(case: dict, computed: dict) -> list[str]:
    """Where do the figures differ from those of the case? Nothing if it is reproduced.

    - A string that is a decimal is an exact figure: the computed one must be exact too and equal ("15.0" equals "15").
    - Any other string, a boolean and null must be equal.
    - A number must lie within the tolerance that the case states. Where it states none, a whole number must be equal,
      and one with a point must be what the computed one rounds to, at its printed decimals but no fewer than two; in a
      key that ends in "_about" any number must round to the printed one.
    - Where the case states `decimals`, the computed number must round to the printed one at those, or lie within the
      tolerance.
    - A list must be as long and each item match; of a dictionary each published key must be there and match.
    """
    expected, decimals = dict(case["expected"]), None
    if "value" in expected and "decimals" in expected:
        decimals = expected.pop("decimals")
    return list(_differ(expected, computed, "", tolerance(case, computed), decimals))


def tolerance(case: dict, computed: dict) -> Fraction | None:
    """How far off does the case allow a number to be?

    A number, or words: "0.01 per segment" is 0.01 for each of computed["segments"]; a note may say "test with 1e-6".
    """
    stated = case.get("tolerance", (case.get("conventions") or {}).get("tolerance"))
    if stated is None:
        said = re.search(rf"test with ({NUMBER})", case.get("notes") or "")
        return Fraction(said[1]) if said else None
    words = re.fullmatch(rf"({NUMBER})(?: per (\w+))?", str(stated).strip())
    if not words:
        raise ValueError(f'The tolerance "{stated}" of {case["id"]} is neither a number nor "number per something".')
    return Fraction(words[1]) * (int(computed.get(f"{words[2]}s", 1)) if words[2] else 1)


def _differ(expected, computed, where, allowed, decimals):
    if isinstance(computed, np.generic):
        computed = computed.item()
    if isinstance(expected, dict):
        if not isinstance(computed, dict):
            yield f"{where or 'answer'}: {computed!r} is no set of named figures"
            return
        for key, value in expected.items():
            at = f"{where}.{key}" if where else str(key)
            if key not in computed:
                yield f"{at}: not answered"
            else:
                yield from _differ(value, computed[key], at, allowed, decimals)
    elif isinstance(expected, list):
        if not isinstance(computed, (list, tuple)) or len(computed) != len(expected):
            size = len(computed) if isinstance(computed, (list, tuple)) else "no"
            yield f"{where}: {size} rows instead of {len(expected)}"
            return
        for n, (one, other) in enumerate(zip(expected, computed)):
            yield from _differ(one, other, f"{where}[{n}]", allowed, decimals)
    elif isinstance(expected, str) and (figure := _decimal(expected)) is not None:
        if not _is_exact(computed) or _fraction(computed) != Fraction(figure):
            yield f"{where}: {_shown(computed)} instead of {expected}"
    elif isinstance(expected, bool) or expected is None or isinstance(expected, str):
        if computed != expected or isinstance(computed, bool) is not isinstance(expected, bool):
            yield f"{where}: {_shown(computed)} instead of {expected!r}"
    elif not _near(expected, computed, where, allowed, decimals):
        yield f"{where}: {_shown(computed)} instead of {expected}"


def _near(expected, computed, where, allowed, decimals) -> bool:
    if not _is_exact(computed) and not (isinstance(computed, float) and np.isfinite(computed)):
        return False
    if decimals is not None:
        allowed = max(Fraction(1, 2) / 10**decimals, allowed or 0)
    elif allowed is None and where.endswith("_about"):
        allowed = Fraction(1, 2) * Fraction(10) ** Decimal(repr(expected)).as_tuple().exponent
    elif allowed is None and isinstance(expected, int):
        allowed = Fraction(0)
    elif allowed is None:
        allowed = Fraction(1, 2) / 10 ** max(2, -Decimal(repr(expected)).as_tuple().exponent)
    # A float stands for all that rounds to it.
    unseen = Fraction(0) if _is_exact(computed) else abs(Fraction(computed)) / 2**52
    distance = abs(_fraction(computed) - Fraction(repr(expected)))
    return distance <= (allowed + unseen if allowed else 0)


def _decimal(text: str) -> Decimal | None:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None


def _is_exact(value) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (Rational, Decimal)) or (isinstance(value, str) and _decimal(value) is not None)


def _fraction(value) -> Fraction:
    return Fraction(value)


def _shown(value) -> str:
    return str(float(value)) if isinstance(value, Fraction) and value.denominator > 1 else f"{value!r}"
