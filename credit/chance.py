"""Which luck did this run draw, and can it be drawn again?

Every purpose (wages, repairs, forgetting, ...) has a stream of its own. A control that is moved then changes what the
luck does to somebody, never the luck itself: two settings are compared under common random numbers, and what differs
between them is the setting. Blocks make the draw of one path independent of how many paths and months are asked for.
"""

import numpy as np

BLOCK = 1000  # paths drawn at once


def stream(seed: int, purpose: str, block: int = 0) -> np.random.Generator:
    """Which stream of random numbers belongs to this purpose? PCG64, seeded by seed, purpose and block.

    Raises
    ------
    ValueError
        For a seed below zero.
    """
    if seed < 0:
        raise ValueError(f"A seed of {seed} is below zero; seeds are whole numbers from 0.")
    entropy = [int(seed), int.from_bytes(purpose.encode(), "big"), int(block)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def share(name: str, value: float, most: float = 1.0) -> None:
    """Is this a share between 0 and `most`?

    Raises
    ------
    ValueError
        When it is not.
    """
    if not 0 <= value <= most:
        raise ValueError(f"{name} is {value}; it lies between 0 and {most:g}.")


def whole(name: str, value: int, least: int, most: int | None = None) -> None:
    """Is this a whole number in its range?

    Raises
    ------
    ValueError
        When it is not.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise ValueError(f"{name} is {value!r}; it is a whole number.")
    if value < least or (most is not None and value > most):
        limits = f"from {least}" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} is {value}; it goes {limits}.")
