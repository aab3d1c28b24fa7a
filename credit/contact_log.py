"""Who called, wrote or came, when, and what was said? A log of contacts, read from a table that somebody typed.

An empty cell means "I do not know"; the check (`credit.contacts`) then says what cannot be tested, and guesses nothing.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from datetime import time as Clock

CHANNELS = ("call", "robot", "sms", "email", "message", "letter", "visit", "public")
CALLS = ("call", "robot")
CALLERS = ("lender", "agency", "unknown")
REACHED = ("borrower", "guarantor", "spouse", "declared", "third", "nobody")
PLACES = ("phone", "home", "work", "public")
SAID = (
    *("identified", "debt", "amount", "name", "whereabouts", "pass_message", "asked_to_pay", "opt_out"),
    *("insult", "threat", "violence", "arrest", "court", "authority", "lawyer", "seizure", "false_fee", "new_loan"),
    *("private_account", "link", "entered", "refused_entry", "posted"),
)
PROOFS = ("recording", "screenshot", "call_list", "letter", "witness", "video")
ANSWERS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


@dataclass(frozen=True)
class Contact:
    """What is known about one contact? None: not known.

    Attributes
    ----------
    date : date
    time : time or None
        On the clock of the person who was contacted.
    channel : str, one of `CHANNELS`
        "robot" is a call by a machine, "message" a chat or social app, "public" something others could see.
    caller : str, one of `CALLERS`
        The lender itself, somebody it has engaged or sold the debt to, or not known.
    from_number, to_number : str or None
        The number (or address) it came from, and the one that was called.
    connected : bool or None
        Somebody answered. For a message: it was delivered.
    reached : str or None, one of `REACHED`
        "declared" is a contact that the borrower named, "third" anybody else.
    said : frozenset of str, of `SAID`
        "debt": the debt was mentioned; "whereabouts": asked only how to reach the borrower; "authority": posed as
        police or court; "court": said a case is filed; "link": asked to click; "private_account": asked to
        pay a person.
    place : str or None, one of `PLACES`
    debt : str or None
        Which debt it was about; empty everywhere means one debt.
    who : str or None
        The name and company that were given.
    people : int or None
        How many came to the door.
    proof : frozenset of str, of `PROOFS`
    line : int or None
        The line of the table it was read from.
    """

    date: Day
    channel: str
    time: Clock | None = None
    caller: str = "unknown"
    from_number: str | None = None
    to_number: str | None = None
    connected: bool | None = None
    reached: str | None = None
    said: frozenset = frozenset()
    place: str | None = None
    debt: str | None = None
    who: str | None = None
    people: int | None = None
    proof: frozenset = frozenset()
    line: int | None = field(default=None, compare=False)

    @property
    def is_call(self) -> bool:
        """Was it a telephone call, by a person or a machine?"""
        return self.channel in CALLS


@dataclass(frozen=True)
class Problem:
    """What is wrong in which cell? `line` counts from 1, the heading included."""

    line: int
    field: str
    value: str
    allowed: str

    def __str__(self):
        return f'line {self.line}, {self.field}: "{self.value}" is not {self.allowed}'


class LogError(ValueError):
    """A table that cannot be read, with every cell that is wrong; nothing of it is loaded."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, self.problems)) + ".")


def _word(allowed):
    def convert(text):
        if text.lower() not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return text.lower()

    return convert


def _words(allowed):
    one = _word(allowed)
    return lambda text: frozenset(one(part) for part in text.split())


def _date(text):
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError("a date such as 2026-08-05")


def _time(text):
    for form in ("%H:%M", "%H:%M:%S", "%H.%M", "%H点%M分", "%H点%M", "%H点", "%I:%M %p", "%I:%M%p"):
        try:
            return datetime.strptime(text.replace("：", ":"), form).time()
        except ValueError:
            continue
    raise ValueError("a time from 00:00 to 23:59")


def _answer(text):
    if text.lower() not in ANSWERS:
        raise ValueError("yes, no or empty (not known)")
    return ANSWERS[text.lower()]


def _people(text):
    if not text.isdecimal() or not int(text):
        raise ValueError("a whole number from 1")
    return int(text)


READERS = {
    "date": _date, "time": _time, "channel": _word(CHANNELS), "caller": _word(CALLERS), "from_number": str,
    "to_number": str, "connected": _answer, "reached": _word(REACHED), "said": _words(SAID), "place": _word(PLACES),
    "debt": str, "who": str, "people": _people, "proof": _words(PROOFS),
}  # fmt: skip
NEEDED = ("date", "channel")
SEVERAL = ("said", "proof")  # columns whose cells may hold several words
UNKNOWN = ("", "?", "？", "-")


def parse(text: str, words: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Contact, ...]:
    """What contacts does this pasted table hold?

    The first line names the columns, in any order: the fields of `Contact`; "date" and "channel" are needed. Cells are
    parted by commas, semicolons or tabs (the heading decides); several words in a cell by spaces, commas, 、, / or +.
    An empty cell or "?" is "not known". Blank lines, and a byte-order mark, are passed over; full-width commas and
    colons are taken for plain ones.

    Parameters
    ----------
    text : str
    words : mapping of mappings, optional
        Other words for the headings and for the cells of a column, such as those of another language:
        {"heading": {"日期": "date"}, "connected": {"接了": "yes"}}.

    Returns
    -------
    tuple of Contact
        In order of date and time; those whose time is not known come first in their day.

    Raises
    ------
    LogError
        Naming every wrong cell by line, field, value and what is allowed. Nothing is loaded then.
    """
    words = {column: {k.lower(): v for k, v in known.items()} for column, known in (words or {}).items()}
    lines = text.lstrip("\ufeff").replace("，", ",").replace("；", ";").splitlines()
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise LogError([Problem(1, "heading", "", f"a line that names the columns: {', '.join(READERS)}")])
    mark = max("\t;,", key=lines[first].count)
    rows = list(csv.reader(io.StringIO("\n".join(lines[first:])), delimiter=mark, skipinitialspace=True))
    heading = [_known(cell, words.get("heading", {})).lower() for cell in rows[0]]
    problems = [
        Problem(first + 1, "heading", name, f"one of {', '.join(READERS)}") for name in heading if name not in READERS
    ]
    problems += [
        Problem(first + 1, "heading", n, "named once only") for n in {h for h in heading if heading.count(h) > 1}
    ]
    problems += [Problem(first + 1, "heading", n, "there, and it is needed") for n in NEEDED if n not in heading]
    if problems:
        raise LogError(problems)
    found = []
    for number, cells in enumerate(rows[1:], first + 2):
        if not any(cell.strip() for cell in cells):
            continue
        values = _row(number, heading, cells, words, problems)
        if values is not None:
            found.append(Contact(**values, line=number))
    if problems:
        raise LogError(problems)
    return tuple(sorted(found, key=lambda c: (c.date, c.time or Clock.min)))


def _row(number, heading, cells, words, problems):
    """The values of one line; None when a cell is wrong, which is then added to `problems`."""
    before, values = len(problems), {}
    if len(cells) > len(heading):
        problems.append(Problem(number, "line", " ".join(cells[len(heading) :]), f"within the {len(heading)} columns"))
    for name, cell in zip(heading, [*cells, *[""] * len(heading)]):
        cell, known = cell.strip(), words.get(name, {})
        meant = _known(cell, known)
        if meant in UNKNOWN:
            if name in NEEDED:
                problems.append(Problem(number, name, cell, "filled in, and it is needed"))
            continue
        try:
            values[name] = READERS[name](_several(meant, known) if name in SEVERAL else meant)
        except ValueError as error:
            problems.append(Problem(number, name, cell, str(error)))
    return values if len(problems) == before else None


def _known(cell, words):
    return words.get(cell.strip().lower(), cell.strip())


def _several(cell, words):
    """The words of a cell with spaces between them; a phrase that is known as it stands is one of them."""
    parts = [part.strip() for part in re.split("[+|/、,;]", cell)]
    return " ".join(_known(one, words) for part in parts for one in ([part] if part.lower() in words else part.split()))


EVIDENCE = ("time", "from_number", "connected", "reached", "said", "who", "proof")


def needed(contact: Contact) -> tuple[str, ...]:
    """Which facts would prove this contact? Those of `EVIDENCE` that apply to its channel.

    Whether it was answered, and from which number it came, does not apply to a letter, a visit or a public notice;
    where and how many they were only applies to a visit; nobody was reached and nothing said when a call was not
    answered.
    """
    names = list(EVIDENCE)
    if contact.channel in ("letter", "visit", "public"):
        names = [n for n in names if n not in ("connected", "from_number")]
    if contact.channel == "visit":
        names += ["place", "people"]
    if contact.connected is False:
        names = [n for n in names if n not in ("reached", "said", "who")]
    return tuple(names)


def missing(contact: Contact) -> tuple[str, ...]:
    """What should still be written down or kept to prove this contact? The empty ones of `needed`."""
    return tuple(name for name in needed(contact) if getattr(contact, name) in (None, frozenset()))
