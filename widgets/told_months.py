"""What was paid, month by month, as a learner writes it: ". . . . x", and what a click on a month changes."""

import re
import unicodedata

from widgets.language import N_

ON_TIME, LATE, UNPAID = ".", "L", "x"
NEXT = {ON_TIME: LATE, LATE: UNPAID, UNPAID: ON_TIME}  # what a click makes of it; a number becomes on time
MOST_DAYS = 360
SIGNS = N_(
    "“{sign}” is no sign for a month. Write . for paid on the day, L for late, x for not paid, "
    "or a number of days late from 0 to {most}, with spaces between."
)


def read(text: str, t) -> tuple[str, ...]:
    """The signs of the months; the last one goes on to the end of the loan.

    Raises
    ------
    ValueError
        In one sentence, for a sign that is none.
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").lower()
    signs = []
    for word in re.split(r"[\s,;、]+", plain.strip()) if plain.strip() else [ON_TIME]:
        for sign in re.findall(r"\d+|\D", word):
            if sign not in (".", "l", "x") and not (sign.isascii() and sign.isdigit() and int(sign) <= MOST_DAYS):
                raise ValueError(t(SIGNS, sign=sign, most=t.number(MOST_DAYS)))
            signs.append(LATE if sign == "l" else sign if not sign.isdigit() else str(int(sign)))
    return tuple(signs)


def whole(signs, months: int) -> tuple[str, ...]:
    """One sign for each month of the loan."""
    return (*signs, *[signs[-1]] * months)[:months]


def clicked(signs, index: int, shown: str) -> str:
    """The text after a click on one month, of which the page shows this sign."""
    signs = list(signs)
    signs[index] = NEXT.get(shown, ON_TIME)
    while len(signs) > 1 and signs[-1] == signs[-2]:
        signs.pop()
    return " ".join(signs)


def days_late(signs, late: int) -> tuple[int | None, ...]:
    """As `credit.payment_history` wants them: days, or None for what waits until everything is paid."""
    known = {ON_TIME: 0, LATE: late, UNPAID: None}
    return tuple(known[sign] if sign in known else int(sign) for sign in signs)
