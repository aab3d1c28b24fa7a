"""Do the words of a link to a rule file say what the rule says on the lesson's date?

Figures are read as people write them: 24%, twenty-four percent, 百分之二十四, 万分之五, 1.5 times, 四倍, five years,
五年, 60 months, 20 万元, 22:00, 10 p.m., 晚上 10 点, 1 August 2026, 2026 年 8 月 1 日.
"""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from credit import rules

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])+)\]\(([^)\s]*credit/rules/(\w+)/(\w+)\.yaml)\)")
MONTH = {name: n for n, name in enumerate(calendar.month_name) if n}
MONTHS = "|".join(MONTH)
DATES = [
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), (1, 2, 3)),
    (re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?"), (1, 2, 3)),
    (re.compile(rf"(?:(\d{{1,2}}) )?({MONTHS}) (\d{{4}})"), (3, 2, 1)),
    (re.compile(rf"({MONTHS}) (\d{{1,2}}), (\d{{4}})"), (3, 1, 2)),
]
CLOCKS = [
    (re.compile(r"(\d{1,2}):(\d\d)"), lambda m: int(m[1]) + Decimal(int(m[2])) / 60),
    (re.compile(r"(\d{1,2}) ?(a|p)\.?m\b\.?"), lambda m: Decimal(int(m[1]) % 12 + (12 if m[2] == "p" else 0))),
    (re.compile(r"(?:晚上|夜里|下午) ?(\d{1,2}) ?点"), lambda m: Decimal(int(m[1]) % 12 + 12)),
    (re.compile(r"(\d{1,2}) ?点"), lambda m: Decimal(m[1])),
]
TEENS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty"""
TENS = "thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: n for n, word in enumerate(TEENS.split(), 1)} | {word: n * 10 for n, word in enumerate(TENS.split(), 3)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN = "零〇一二两三四五六七八九十百千万亿点"
# what a figure may be followed by: (the words, kind, how many of the kind's smallest unit)
UNITS = [
    (r"%|％|per ?cent(?!age)|percentage points?|个?百分点", "percent", 1),
    (r"times a|次|通|calls?|attempts?|connected|unanswered", "count", 1),
    (r"times|×|倍", "multiple", 1),
    (r"(?:full |whole |-)?years?|整?年", "months", 12),
    (r"(?:full |whole |-)?months?|个月", "months", 1),
    (r"(?:-)?weeks?|周(?!岁)", "days", 7),
    (r"(?:working |calendar |-)?days?|个?工作日|天|日", "days", 1),
    (r"hours?|小时", "hours", 1),
    (r"minutes?|分钟", "minutes", 1),
    (r"yuan|元|dollars?|美元|pounds?|英镑|euros?|欧元|港元", "money", 1),
    (r"people|persons?|staff|人", "people", 1),
    (r"instalments?|期", "instalments", 1),
]
AFTER = re.compile(r"[ -]?(?:" + "|".join(f"(?P<u{n}>{words})" for n, (words, _, _) in enumerate(UNITS)) + ")")
KIND = {
    "percentage points": ("percent", 1), "multiple of the contract rate": ("multiple", 1),
    "multiple of the one-year LPR": ("multiple", 1), "years": ("months", 12), "months": ("months", 1),
    "weeks": ("days", 7), "days": ("days", 1), "working days": ("days", 1), "days late": ("days", 1),
    "hour of day": ("clock", 1), "yuan": ("money", 1), "US dollars": ("money", 1), "pounds": ("money", 1),
    "pounds a day": ("money", 1), "euros": ("money", 1), "Hong Kong dollars": ("money", 1),
    "New Taiwan dollars": ("money", 1), "items": ("count", 1), "times": ("count", 1),
}  # fmt: skip
SINCE = re.compile(r"\b(since|from|until|by|starts?|ended)\b|自|起|以来|截止|为止|之前|以前")


def kind_of(unit: str) -> tuple[str, int]:
    """What sort of figure is a file's unit, in which smaller unit is it compared?"""
    if unit.startswith("percent"):
        return "percent", 1
    if unit.startswith("times"):
        return "count", 1
    return KIND.get(unit, (unit, 1))


def dates_of(words: str) -> tuple[list[date], str]:
    """The dates in the words (a month without a day is its last day), and the words without them."""
    found = []
    for pattern, order in DATES:
        for match in pattern.finditer(words):
            year, month, day = (match[group] for group in order)
            month = MONTH.get(month) or int(month)
            found.append(date(int(year), month, int(day or calendar.monthrange(int(year), month)[1])))
        words = pattern.sub(" ; ", words)
    return found, words


def han(text: str) -> Decimal:
    """A Chinese numeral: 二十四, 一点七五, 三百六十."""
    whole, _, part = text.partition("点")
    total = section = digit = 0
    for c in whole:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in "万亿":
            total, section, digit = (total + section + digit) * (10**4 if c == "万" else 10**8), 0, 0
        else:
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
    return Decimal(f"{total + section + digit}.{''.join(str(DIGITS[c]) for c in part) or 0}")


def english(text: str) -> Decimal:
    """An English number word: twenty-four, one hundred and eighty, ten thousand."""
    total = current = 0
    for word in re.split(r"[ -](?:and )?", text.lower()):
        if word in SCALES:
            current = (current or 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0
        else:
            current += WORDS[word]
    return Decimal(total + current)


_word = "|".join([*sorted(WORDS, key=len, reverse=True), *SCALES])
PART = re.compile(rf"([百千万])分之 ?([{HAN}]+|\d+(?:\.\d+)?)")
NUMERAL = re.compile(
    r"[¥$£€]?(\d[\d,]*(?:\.\d+)?) ?(万|亿|thousand|million)?"
    rf"|([{HAN}]+)"
    rf"|\b((?:{_word})(?:[ -](?:and )?(?:{_word}))*)\b"
    r"|\b(twice|double|once)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
TO = re.compile(r" ?(?:to|至|到|-|–|and|or|和|、|或) ?")
NAMES = re.compile(rf"one-year LPR|一年期|one-off|一次性|第 ?[{HAN}]+")  # names that hold a numeral and are no figures


def figures_of(words: str) -> list[tuple[Decimal, str | None]]:
    """Every figure of the words with its kind, in the kind's smallest unit; None where no unit follows."""
    words = NAMES.sub(" ", words)
    found = []
    for pattern, hour in CLOCKS:
        found += [(hour(match), "clock") for match in pattern.finditer(words)]
        words = pattern.sub(" ; ", words)
    for match in PART.finditer(words):
        number = han(match[2]) if match[2][0] in HAN else Decimal(match[2])
        found.append((number / {"百": 1, "千": 10, "万": 100}[match[1]], "percent"))
    words = PART.sub(" ; ", words)
    row = []  # [number, kind, how many of the smallest unit, start, end]
    for match in NUMERAL.finditer(words):
        after = AFTER.match(words, match.end())
        kind, size = next((u[1:] for n, u in enumerate(UNITS) if after[f"u{n}"]), (None, 1)) if after else (None, 1)
        if YEAR.fullmatch(match[0].strip()) and kind == "months":
            kind, size = None, 1  # 2016 年 is a year, not a time of 2016 years
        number = _number(match, kind)
        if number is not None:
            row.append([number, "money" if words[match.start()] in "¥$£€" else kind, size, match.start(), match.end()])
    for one, following in zip(row[-2::-1], row[:0:-1]):  # "1.3 to 1.5 times": the unit is that of both
        if one[1] is None and TO.fullmatch(words, one[4], following[3]):
            one[1:3] = following[1:3]
    return found + [(number * size, kind) for number, kind, size, *_ in row]


def _number(match, kind):
    if match[1]:
        scale = {"万": 10**4, "亿": 10**8, "thousand": 1000, "million": 10**6}.get((match[2] or "").lower(), 1)
        return Decimal(match[1].replace(",", "")) * scale
    if match[3]:
        return han(match[3]) if kind and match[3][0] != "点" else None
    if match[4]:
        return english(match[4]) if kind or match[4].lower() != "one" else None
    return Decimal(1 if match[5].lower() == "once" else 2)


def _held(value, unit):
    """(number, kind in its smallest unit) of every figure in a value, and its dates."""
    if isinstance(value, Decimal):
        kind, size = kind_of(unit)
        return [(value * size, kind)], []
    if isinstance(value, date):
        return [], [value]
    parts = []
    if isinstance(value, list):
        parts = [_held(one, unit) for one in value]
    elif isinstance(value, dict) and "en" not in value:
        parts = [_held(one, unit.get(name) if isinstance(unit, dict) else unit) for name, one in value.items()]
    return [f for p in parts for f in p[0]], [d for p in parts for d in p[1]]


def _same(said, held):
    number, kind = said
    plain = {held[0]} | ({held[0] / 12} if held[1] == "months" else {held[0] / 7} if held[1] == "days" else set())
    return number == held[0] if kind == held[1] else kind is None and number in plain


def _complaint(rule, value, words):
    """Why the words do not say this value, or None."""
    said_dates, rest = dates_of(words)
    said = figures_of(rest)
    held, held_dates = _held(value.value, rule.unit)
    own = {v for one in rule.values for v in (one.valid_from, one.published, one.until) if v} | {
        *held_dates,
        rule.as_of,
    }
    own |= {one.valid_from - timedelta(days=1) for one in rule.values[1:]}
    own |= {d.replace(day=calendar.monthrange(d.year, d.month)[1]) for d in own if d}
    beside = set(re.findall(r"\d+", f"{rule.instrument_of(value)}")) | {str(d.year) for d in own if d}
    strange = [n for n, k in said if not any(_same((n, k), h) for h in held) and not (k is None and f"{n}" in beside)]
    if strange:
        return f"{', '.join(f'{n.normalize():f}' for n in strange)} is not among {_told(held)}"
    wanted = held if not isinstance(value.value, dict | list) or set(value.value) <= {"min", "max"} else []
    missing = [h for h in wanted if not any(_same(one, h) for one in said)]
    if missing:
        return f"does not say {_told(missing)}"
    if isinstance(value.value, date) and value.value not in said_dates:
        return f"does not say {value.value}"
    wrong = [d for d in said_dates if d not in own and (not said or SINCE.search(words))]
    return f"{wrong[0]} is not a date of the rule" if wrong else None


def _told(held):
    return " ".join(f"{number.normalize():f} {kind}" for number, kind in held) or "no figure"


def problem(words: str, place: str, rule_id: str, day: date) -> str | None:
    """What is wrong with the words of a link to this rule, on this day? None if they say what it says.

    A rule that is not in force that day, or an older value, may be linked by words that name a day on which it held.
    """
    try:
        rule = rules.get(place, rule_id)
    except rules.RuleError as error:
        return str(error)
    said_dates, rest = dates_of(words)
    for year in re.findall(r"\b(?:19|20)\d\d\b", rest):
        if isinstance(rule.state(date(int(year), 12, 31)), rules.Value):
            said_dates.append(date(int(year), 12, 31))
            words = words.replace(year, " ; ")
    states = [rule.state(one) for one in (day, *said_dates)]
    values = [state for state in states if isinstance(state, rules.Value)]
    if not values:
        try:
            rule.on(day)
        except rules.RuleError as error:
            return f"[{words}] names no day on which it held: {error}"
    complaints = [_complaint(rule, value, words) for value in values]
    return None if None in complaints else f"[{words}]: {rule.path} of {day}: {complaints[0]}"


def problems(text: str, day: date) -> list[str]:
    """Every link of a lesson whose words do not say what the rule says on that day."""
    found = (problem(match[1], match[3], match[4], day) for match in LINK.finditer(text))
    return [one for one in found if one]


def linked(text: str) -> list[tuple[str, str]]:
    """The rules that a text links to, (place, id), in their order."""
    return [(match[3], match[4]) for match in LINK.finditer(text)]


def unlinked(text: str, day: date) -> list[str]:
    """Lines that say the months or years of a linked rule again, outside a link.

    Rates, days and amounts are left out: a case has its own, and another test knows them.
    """
    held = {}
    for place, rule_id in linked(text):
        state = rules.get(place, rule_id).state(day)
        if isinstance(state, rules.Value):
            held |= dict.fromkeys(_held(state.value, rules.get(place, rule_id).unit)[0], rule_id)
    found = []
    for line in text.split("\n"):
        prose = re.sub(r"`[^`]*`", " ", LINK.sub(" ; ", line))
        for figure in figures_of(dates_of(prose)[1]):
            if figure in held and figure[1] == "months":
                found.append(f"{figure[0]:f} {figure[1]} of {held[figure]} stands unlinked in {line[:60]!r}")
    return found
