"""Four ticks on an axis, at round numbers, from an honest zero."""

import math

from widgets.language import Language

STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def round_step(top: float, count: int = 3) -> float:
    """Which round step reaches `top` in `count` steps? 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    raw = max(top, 1e-9) / count
    power = 10.0 ** math.floor(math.log10(raw))
    return next(s * power for s in STEPS if s * power >= raw * 0.999)


def money_axis(top: float, t: Language, count: int = 3) -> tuple[list, list]:
    """Ticks from 0 to just above `top`, in currency units: positions and words."""
    step = round_step(top * 1.02, count)
    at = [step * k for k in range(count + 1)]
    words = [t.number(round(v, 2) if step < 10 else round(v)) for v in at]
    return at, words


def ticks(last: int, count: int = 3) -> tuple[list, list]:
    """Whole-number ticks from 0 to `last`."""
    at = [round(last * k / count) for k in range(count + 1)]
    return at, [str(v) for v in at]
