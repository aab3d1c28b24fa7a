"""What does this cell of a table mean, as people type it?

Full-width digits and signs (６，０００．５０), a currency sign, commas between thousands, spaces around, dates as
2026-08-05, 2026/8/5, 2026.8.5 or 2026年8月5日. What can be read in two ways is refused, never guessed.
Each reader returns the value or raises `Unreadable` with what is allowed.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

from credit.money import cents, exact

NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet runs a cell that starts so
LARGEST = 10**15  # cents; beyond it a figure is a slip of the key
LONGEST = 100


class Unreadable(ValueError):
    """What is allowed here?"""


def plain(text: str) -> str:
    """What is typed, with full-width forms made narrow and spaces around it gone?"""
    return unicodedata.normalize("NFKC", text).strip()


def money(cell) -> int:
    """How many cents?"""
    allowed = "an amount from 0 with at most two decimals, such as 6000 or 6,000.50"
    text = plain(_written(cell, allowed)).strip("¥￥$£€元 ").strip()
    if not NUMBER.fullmatch(text):
        raise Unreadable(allowed)
    try:
        value = cents(text.replace(",", ""))
    except ValueError:
        raise Unreadable(allowed) from None
    if value > LARGEST:
        raise Unreadable("an amount up to 10,000,000,000,000")
    return value


def positive_money(cell) -> int:
    """How many cents, at least one?"""
    value = money(cell)
    if value == 0:
        raise Unreadable("an amount above 0")
    return value


def rate(cell) -> Fraction:
    """Which share? 1.8% and 0.018 are the same; 18 alone is refused, for it may mean 18 %."""
    allowed = "a rate such as 1.8% or 0.018, from 0 to 100%"
    text = plain(_written(cell, allowed))
    fraction = re.fullmatch(r"\d+/[1-9]\d*", text)
    if not fraction and not re.fullmatch(r"\d+(\.\d+)?\s*%?", text):
        raise Unreadable(allowed)
    value = exact(text.replace(" ", ""))
    if value > 1:
        raise Unreadable(f"{allowed}; write {text}% if that is meant" if "%" not in text else allowed)
    return value


def count(least: int, most: int):
    """Which reader takes whole numbers from `least` to `most`?"""

    def read(cell) -> int:
        allowed = f"a whole number from {least} to {most}"
        text = plain(_written(cell, allowed))
        if not re.fullmatch(r"\d{1,9}(\.0+)?", text) or not least <= int(Decimal(text)) <= most:
            raise Unreadable(allowed)
        return int(Decimal(text))

    return read


def one_of(*words):
    """Which reader takes one of these words or numbers, in any case?"""

    def read(cell):
        allowed = "one of " + ", ".join(str(w) for w in words)
        text = plain(_written(cell, allowed)).lower()
        for word in words:
            if text == str(word).lower():
                return word
        raise Unreadable(allowed)

    return read


def day(cell) -> date:
    """Which day?"""
    allowed = "a date such as 2026-08-05 or 2026/8/5, from 1900 to 2199"
    found = DAY.fullmatch(plain(_written(cell, allowed)))
    if not found:
        raise Unreadable(allowed)
    year, month, number = (int(g) for g in found.group(1, 3, 4) if g) if found[1] else map(int, found.group(5, 6, 7))
    try:
        value = date(year, month, number)
    except ValueError:
        raise Unreadable("a day that the month has") from None
    if not 1900 <= year < 2200:
        raise Unreadable(allowed)
    return value


def name(cell) -> str:
    """Which name? Kept as typed, without the spaces around it."""
    allowed = f"a name of 1 to {LONGEST} characters without control characters"
    text = str(cell).strip() if isinstance(cell, int) else _written(cell, allowed).strip()
    if not is_name(text):
        raise Unreadable(allowed)
    return text


def is_name(text: str) -> bool:
    """Can this be the name of a loan?"""
    clean = not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)
    return 0 < len(text) <= LONGEST and clean and text == text.strip()


def guard(cell: str) -> str:
    """How is a cell written so that no spreadsheet runs it? With an apostrophe before a formula's first sign."""
    return "'" + cell if cell.startswith((*FORMULA, "'")) else cell


def unguard(cell: str) -> str:
    """And read again?"""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*FORMULA, "'")) else cell


def percent(value: Fraction) -> str:
    """How is a rate written exactly? As a percentage where its decimals end, else as a fraction."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{value.numerator}/{value.denominator}"
    text = _decimal(value * 100)
    return f"{text}%"


def _decimal(value: Fraction) -> str:
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    return digits[: len(digits) - places] + ("." + digits[-places:] if places else "")


def _written(cell, allowed) -> str:
    """Text of a cell of a CSV or JSON table; numbers of JSON come as int or Decimal."""
    if isinstance(cell, bool) or not isinstance(cell, (str, int, Decimal)):
        raise Unreadable(allowed)
    return cell if isinstance(cell, str) else format(cell, "f") if isinstance(cell, Decimal) else str(cell)
