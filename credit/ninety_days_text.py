"""How is a game written on one line? Weeks parted by "/", the acts of a week by spaces, "-" for a week of nothing.

look write:boat pay:boat:current / - / save
"""

import re

from credit.ninety_days_world import WEEKS

ACT = re.compile(r"[a-z]+(:[\w.-]+){0,2}")
MOST_WRITTEN = 3


def written(choices) -> str:
    """How do these weekly choices read on one line? "" for none."""
    return " / ".join(" ".join(week) or "-" for week in choices)


def read(text: str) -> tuple[tuple[str, ...], ...]:
    """Which weekly choices does such a line hold?

    Raises
    ------
    ValueError
        When it is not of this form; whether the acts are open is not asked here.
    """
    weeks = [part.split() for part in text.split("/")] if text.strip() else []
    if len(weeks) > WEEKS:
        raise ValueError(f"The line has {len(weeks)} weeks; a game has {WEEKS}.")
    for number, week in enumerate(weeks, 1):
        acts = [act for act in week if act != "-"]
        wrong = [act for act in acts if not ACT.fullmatch(act)]
        if wrong or len(acts) > MOST_WRITTEN:
            why = f'"{wrong[0]}" is no act' if wrong else f"there are {len(acts)} acts, and {MOST_WRITTEN} is the most"
            raise ValueError(f'Week {number} cannot be read: {why}; write a week such as "look write:boat".')
        weeks[number - 1] = acts
    return tuple(tuple(week) for week in weeks)
