"""How is a published case read? Numbers, dates, amounts and the words of its conventions.

A convention is read by the words that name it, wherever they stand in the sentence; what is not understood is not
guessed. Inputs are kept in `Given`, which knows what of them has been read, so that none is passed over.
"""

import ast
import operator
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from credit.accrual import Accrual
from credit.daycount import DayCount
from credit.money import Rounding, divide
from credit.periods import Period
from credit.rates import Rate, per_day, per_month, per_year, per_year_effective
from tests.published import NotSupported

FINE = 10**10  # units in a cent for figures that the source does not round
# Inputs that describe: they say again what another one says, or whose case it is.
DESCRIPTIONS = {
    "comment", "currency", "description", "dates", "first_payment", "label", "lpr_term", "name", "note", "notes",
    "period_bounds_as_written_upstream", "product", "published", "title",
}  # fmt: skip
# Conventions that describe: how the source came by its figure, or words that matter to some loans only.
CONVENTIONS = {
    "comment", "currency", "identity", "note", "notes", "odd_period", "printed_error", "quote", "reference",
    "root_choice", "rounding", "source", "tolerance", "year_boundary",
}  # fmt: skip


class Given(dict):
    """The inputs of a case, or its conventions, which remember what has been read of them."""

    def __init__(self, inputs):
        super().__init__(inputs)
        self.read = set()

    def __getitem__(self, key):
        self.read.add(key)
        if key not in self:
            raise NotSupported(f"the case does not give {key}")
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)

    def first(self, *keys, default=None):
        """The one of these that is given: sources have several names for the same input."""
        there = [key for key in keys if super(Given, self).get(key) is not None]
        if len(there) > 1:
            raise NotSupported(f"{' and '.join(there)} are given together")
        return self[there[0]] if there else default

    def everything(self) -> dict:
        """A plain copy, for a reader that reads or refuses each of them itself."""
        self.read |= set(self)
        return {key: super(Given, self).__getitem__(key) for key in self}

    def unread(self) -> list[str]:
        """Which inputs that say something has nobody looked at? An empty one and a plain no say nothing."""
        there = set(self) - self.read - DESCRIPTIONS
        return sorted(key for key in there if super(Given, self).__getitem__(key) not in (None, False, "", [], {}, 0))


def only(known: dict, case: dict) -> dict:
    """The figures asked for; another one is not known. `decimals` beside a `value` says how it is printed."""
    wanted = [key for key in case["expected"] if not (key == "decimals" and "value" in case["expected"])]
    missing = [key for key in wanted if key not in known]
    if missing:
        raise NotSupported(f"the figure {missing[0]!r} is not known")
    return {key: known[key] for key in wanted}


def asked(case: dict) -> dict:
    """The case as an adapter is asked it: inputs that remember what was read, conventions in one spelling.

    An input that is null is not given.
    """
    conventions = {key: _small(value) for key, value in (case.get("conventions") or {}).items()}
    return case | {
        "inputs": Given({key: value for key, value in case["inputs"].items() if value is not None}),
        "conventions": Given(conventions),
    }


def _small(value):
    if isinstance(value, list):
        return [_small(each) for each in value]
    return value.lower().replace("installment", "instalment") if isinstance(value, str) else value


def words_of(case: dict, *keys: str) -> str:
    """What do these conventions say? All of them unless told."""
    conventions = case["conventions"]
    return " ".join(str(conventions[key]) for key in keys or conventions if key in conventions)


def understood(text: str, pattern: str, what: str) -> str:
    """The text, if it is none or speaks of what is known; a convention in other words is not passed over."""
    if text and not re.search(pattern, text):
        raise NotSupported(f"{what} by the words {text!r} is not known")
    return text


# Numbers and amounts

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def number(value) -> Fraction:
    """1000, 0.14, "4.9", "1,200.50", "28/30", "8.25%/12", "20/366+1/12": a sum or product of decimals, exactly."""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, (float, Decimal)):
        return Fraction(repr(value) if isinstance(value, float) else value)
    if not isinstance(value, str):
        raise NotSupported(f"{value!r} is no number")
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", value.strip())
    try:
        return _evaluated(ast.parse(re.sub(r"([\d.]+) ?%", r"(\1/100)", text), mode="eval").body)
    except (SyntaxError, TypeError, ZeroDivisionError):
        raise NotSupported(f"the number {value!r} is not a sum or product of decimals") from None


def _evaluated(node) -> Fraction:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(repr(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluated(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_evaluated(node.left), _evaluated(node.right))
    raise TypeError


def percentage(value) -> Fraction:
    """12, "12" and "12%" are the same share where a percentage is asked for."""
    return number(value.strip().rstrip("%") if isinstance(value, str) else value) / 100


def count(value) -> int:
    """24 or "5*12": a whole number."""
    found = number(value)
    if found.denominator != 1:
        raise NotSupported(f"{value!r} is not a whole number")
    return int(found)


def money(units, scale: int = 1) -> str:
    """Units as an amount with two decimals, half up."""
    return f"{Decimal(divide(int(units), scale)).scaleb(-2)}"


def on(text) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise NotSupported(f"{text!r} is no date") from None


# Conventions in words


ROUNDINGS = "half|even|round|display|none|ceil|truncat|down|whole|multiple|minor unit|cent|exact|away from zero"


def rounding_of(text: str) -> Rounding:
    understood(text, ROUNDINGS, "a rounding")
    if re.search(r"interest (is )?(rounded down|truncated)", text):
        return Rounding.DOWN
    unit = re.search(
        r"(?:half[- ]\w+|round\w*|nearest|multiple of)(?: to| the| nearest| a| multiple| of)* (0?\.\d+)", text
    )
    if re.search("half[- ]down|truncat|rounded down", text) or unit and number(unit[1]) != number("0.01"):
        raise NotSupported(f"a rounding by the words {text!r} is not known")
    return Rounding.HALF_EVEN if re.search(r"half[- ]even|banker", text) else Rounding.HALF_UP


def is_unrounded(text: str) -> bool:
    """No rounding named is none made, but for what is shown."""
    return not text or "unrounded" in text or text.strip() in ("display", "none")


DAY_COUNT = re.compile(
    r"\b(actual|act|nl|30e\+|30e|30u|30)(?: days)? ?(?:[/-] ?)?(actual|act|360|364|365\.25|36525|365|366)(?!\d)"
)
BY_YEAR = {
    "360": DayCount.ACT_360,
    "364": DayCount.ACT_364,
    "365": DayCount.ACT_365F,
    "365.25": DayCount.ACT_365_25,
    "36525": DayCount.ACT_365_25,
}


def day_count_of(text: str) -> DayCount:
    """ "Actual/365 (Fixed)", "act360", "30E-360", "30/360 US", "30E/360 ISDA: the end of February ...", ..."""
    words = str(text).lower().replace("_", "-")
    found = DAY_COUNT.search(words)
    if found:
        days, year = found[1].replace("actual", "act"), found[2].replace("actual", "act")
        if days == "act" and re.search(r"no[- ]?leap|japan", words):
            days = "nl"
        rule = words[found.end() : found.end() + 25]
        convention = _thirty(days, year, rule) if days.startswith("30") else _actual(days, year, rule)
        if convention is not None:
            return convention
    raise NotSupported(f"the day count {text!r} is not known")


def _actual(days, year, rule) -> DayCount | None:
    if days == "nl":
        return DayCount.NL_365 if year == "365" else None
    if year == "act":
        # ISDA 2006 Definitions, 4.16(b): the words alone mean that rule, too.
        return None if re.search(r"icma|isma|afb|euro|bond", rule) else DayCount.ACT_ACT_ISDA
    # "act/365 ISDA" is another name of act/act, "act/360 ISDA" none of anything.
    return None if "isda" in rule else BY_YEAR.get(year)


def _thirty(days, year, rule) -> DayCount | None:
    if year == "365":
        return DayCount.D30_365 if days == "30" else None
    if year != "360" or days == "30e+" or re.search(r"psa|nasd|ital", rule):
        return None
    if days == "30e" or re.search(r"euro|german", rule):
        return DayCount.D30E_360_ISDA if re.search(r"isda|german", rule) else DayCount.D30E_360
    return DayCount.D30_360_US if days == "30u" or re.search(r"\bus|\bsia", rule) else DayCount.D30_360


def accrual_of(conventions: dict, irregular: bool = False) -> Accrual | DayCount:
    """The time of a period, from words such as "actual days / 360"; `irregular` where a period may not be whole.

    "30/360" of whole periods is a twelfth for each month, whatever its length.
    """
    words = conventions.get("day_count", "")
    if "compounding" in words:
        return Accrual.COMPOUND_DAYS
    if not words:
        return DayCount.ACT_365F if irregular else Accrual.BY_PERIOD
    convention = day_count_of(words)
    if convention is DayCount.D30_360 and not irregular:
        return Accrual.BY_PERIOD
    if convention is DayCount.ACT_ACT_ISDA:
        boundary = understood(conventions.get("year_boundary", ""), "split at 31 december|isda", "the turn of the year")
        return DayCount.ACT_ACT_BY_DATE if "31 december" in boundary else convention
    return convention


FREQUENCIES = {
    r"monthly|month|each month|every month": Period("month", 1),
    r"quarterly|quarter|every quarter": Period("month", 3),
    r"semi-?annual(?:ly)?|half-?yearly|half-?year|every half year": Period("month", 6),
    r"yearly|year|annual(?:ly)?|every year": Period("month", 12),
    r"weekly|week|every week": Period("day", 7),
    r"fortnightly|fortnight|bi-?weekly": Period("day", 14),
    r"daily|day|every day": Period("day", 1),
}
UNITS = {"day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12)}


def period_of(text: str) -> Period:
    """ "monthly", "every 15 days", "2 weeks", "semi-annual"; "bimonthly" means two things and is not guessed."""
    words = str(text).strip().lower()
    several = re.fullmatch(r"(?:every )?(\d+)[ -](day|week|month|quarter|year)s?", words)
    if several:
        unit, length = UNITS[several[2]]
        return Period(unit, int(several[1]) * length)
    for pattern, period in FREQUENCIES.items():
        if re.fullmatch(pattern, words):
            return period
    raise NotSupported(f"the frequency {text!r} is not known")


def rate_of(given: Given, conventions: dict) -> Rate:
    """The contract rate, by the name of the input that holds it."""
    if "annual_effective_rate_rounded" in given:
        # The lender's rounding is a term; it is worked from the monthly rate, not read from the case.
        given.get("annual_effective_rate_rounded")
        digits = re.search(r"rounded to (\d+) decimals", conventions.get("day_count", ""))
        return quoted_rate(given["rate"]).as_effective(int(digits[1])) if digits else quoted_rate(given["rate"])
    named = {
        "annual_rate_percent": per_year,
        "annual_rate": per_year,
        "apr_percent": per_year,
        "annual_effective_rate_percent": per_year_effective,
        "monthly_rate_percent": per_month,
        "monthly_rate": per_month,
        "daily_rate_percent": per_day,
        "daily_rate": per_day,
        "rate_per_period": per_month,
    }
    there = [name for name in named if name in given]
    if len(there) == 1:
        [name] = there
        return named[name]((percentage if name.endswith("percent") else number)(given[name]))
    if not there and "rate" in given:
        rate = quoted_rate(given["rate"])
        # A rate a year that compounds by the day is an effective one.
        effective = rate.per == "year" and "compounding" in conventions.get("day_count", "")
        return per_year_effective(rate.fraction) if effective else rate
    raise NotSupported(f"one rate is not known among {', '.join(given)}")


def quoted_rate(text: str) -> Rate:
    """ "4.0% m", "15% annual", "0.05% a day", "4.99% a.m." (ao mês)."""
    found = re.fullmatch(r"([\d.]+) ?% ?(?:a |per )?(m|month|a\.m\.|a|year|annual|a\.a\.|d|day)", str(text).strip())
    if not found:
        raise NotSupported(f"the rate {text!r} is not a percentage a month, year or day")
    unit = found[2].split(".")[1] if "." in found[2] else found[2][0]
    return {"m": per_month, "a": per_year, "y": per_year, "d": per_day}[unit](percentage(found[1]))
