"""How is a sentence, an amount or a date said in the learner's language?

English is the language of the sources; Chinese comes from `locale/zh/LC_MESSAGES/due_course.po`, read as it stands, so
a translator's change shows at once. Numbers, money and dates go through Babel.
"""

import gettext
import io
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from credit.money import amount

CATALOGUES = Path(__file__).parent / "locale"
BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
LANGUAGES = {"en": "English", "zh": "中文"}
_LOCALES = {"en": "en", "zh": "zh_Hans_CN"}
_DATES = {"en": "d MMMM yyyy", "zh": "y年M月d日"}
_MONEY = {"en": "¥#,##0.00", "zh": "#,##0.00 元"}
_ROUND_MONEY = {"en": "¥#,##0", "zh": "#,##0 元"}


def N_(message: str) -> str:
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message


class Language:
    """A translator: t("Day"), t("{n} days", n=30), t.money(56041), t.date(day).

    Parameters
    ----------
    code : {"en", "zh"}

    Raises
    ------
    ValueError
        For another language.
    """

    def __init__(self, code: str):
        if code not in LANGUAGES:
            raise ValueError(f'The course speaks "en" and "zh", not "{code}"; choose one of them.')
        self.code = code
        self.locale = Locale.parse(_LOCALES[code])
        self._translations = _translations(code)

    def __call__(self, message: str, **values) -> str:
        text = self._translations.gettext(message)
        return self._set(text.format(**values)) if values else text

    def plural(self, one: str, many: str, n: int, **values) -> str:
        """The message for this count; `n` is formatted into it."""
        return self._set(self._translations.ngettext(one, many, n).format(n=self.number(n), **values))

    def _set(self, text: str) -> str:
        """The text without the spaces that a filled-in word leaves between two Chinese characters."""
        return BETWEEN_CHINESE.sub("", text) if self.code == "zh" else text

    def join(self, sentences) -> str:
        """Sentences one after the other: Chinese puts no space between them."""
        return ("" if self.code == "zh" else " ").join(sentences)

    def series(self, words) -> str:
        """Things of a kind, one beside the other: Chinese has a comma of its own for them."""
        return ("、" if self.code == "zh" else ", ").join(words)

    def of(self, texts: dict) -> str:
        """The text of a {"en": ..., "zh": ...} from a data file."""
        return texts[self.code]

    def money(self, cents: int) -> str:
        """An amount of yuan, with its cents."""
        return format_decimal(amount(cents), format=_MONEY[self.code], locale=self.locale)

    def round_money(self, cents: int) -> str:
        """An amount of yuan without cents, for axes."""
        return format_decimal(amount(cents), format=_ROUND_MONEY[self.code], locale=self.locale)

    def number(self, value, digits: int | None = None) -> str:
        """A plain number with its grouping; with so many digits after the point if told."""
        pattern = None if digits is None else "#,##0." + "0" * digits
        return format_decimal(value if isinstance(value, int) else Decimal(str(value)), pattern, locale=self.locale)

    def percent(self, share, digits: int = 1) -> str:
        """A share, of any kind of number, as a percentage: 0.284 is 28.4%."""
        share = round(float(share), digits + 2) + 0.0  # no minus before a zero
        return format_percent(share, format=f"#,##0.{'0' * digits}%" if digits else "#,##0%", locale=self.locale)

    def date(self, day: date) -> str:
        """A date in full."""
        return format_date(day, format=_DATES[self.code], locale=self.locale)


@cache
def language(code: str) -> Language:
    """The translator of this code, made once.

    Raises
    ------
    ValueError
        For a language that the course does not speak.
    """
    return Language(code)


@cache
def _translations(code):
    path = CATALOGUES / code / "LC_MESSAGES" / "due_course.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open(encoding="utf-8") as file:
        catalogue = read_po(file, locale=_LOCALES[code])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
