"""Which number did the learner type?"""

import re
import unicodedata
from decimal import Decimal

from widgets.language import LANGUAGES, language

# A minus as texts print it, and the stop that a Chinese keyboard gives where a point is meant.
SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "。": "."})
GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?")
MOST = 100  # digits; 1e999999 is no number that anybody means
SHOWN = 24  # characters of something long that is said back


def number(text, parts=()) -> Decimal:
    """The number that was typed; full-width digits, thousands commas and these words around it are all right.

    Raises
    ------
    ValueError
        Where it is no number, or one that can be read in two ways: 1,5.
    """
    plain = unicodedata.normalize("NFKC", str(text)).translate(SIGNS).casefold()
    plain = "".join(plain.split())
    for part in parts:
        plain = plain.removeprefix(part).removesuffix(part)
    if "," in plain and not GROUPED.fullmatch(plain):
        raise ValueError(text)
    try:
        value = Decimal(plain.replace(",", ""))
    except ArithmeticError:
        raise ValueError(text) from None
    if not value.is_finite() or abs(value.adjusted()) > MOST:
        raise ValueError(text)
    return value


def around(unit: str) -> tuple[str, ...]:
    """What people write around a number of this unit: its words in every language, its sign."""
    words = [language(code)(unit) for code in LANGUAGES if unit]
    words += [word.removesuffix("s") for word in words]  # 1 day
    signs = [sign for sign, own in (("¥", "yuan"), ("%", "%")) if own in unit]
    return tuple(unicodedata.normalize("NFKC", "".join(word.split())).casefold() for word in [*words, *signs])


def shown(text) -> str:
    """What was typed, said back; something very long is cut."""
    text = " ".join(str(text).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
