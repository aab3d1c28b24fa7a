"""The text of a complaint, put together from its parts, as a sheet to fill in, copy and download."""

from dataclasses import dataclass
from datetime import date
from functools import reduce

from credit import rules
from widgets import lesson_data
from widgets.language import LANGUAGES, Language, language
from widgets.letters import Field, Letter, Letters
from widgets.rule_words import instrument

LESSON = "12_help_that_helps"


def listed(words, t: Language) -> str:
    """Several things one after the other: Chinese parts them with a mark of its own."""
    first, *rest = words or [""]
    return reduce(lambda said, one: t("{said}, {one}", said=said, one=one), rest, first)


@dataclass(frozen=True)
class Draft:
    """What the letter is made of.

    Attributes
    ----------
    place, problem, recipient : str
        Role of the recipient, as in `credit.complaint_file`.
    first : str
        The role at the beginning of the road.
    rule : str or None
        The rule that it names.
    parts : tuple of str
        Of `credit.complaint_file.PARTS`.
    enclosed : tuple of dict
        The proof that goes with it, in both languages.
    today : date
    written : date or None
        When the last letter went out.
    earlier : dict or None
        Who got it, in both languages; None for the lender.
    answer_by : date
    """

    place: str
    problem: str
    recipient: str
    first: str
    rule: str | None
    parts: tuple
    enclosed: tuple
    today: date
    written: date | None
    earlier: dict | None
    answer_by: date


def letter_of(draft: Draft) -> Letter:
    """The letter of these parts, in both languages; a part that is not chosen is not in it."""
    data = lesson_data.read("complaint")
    higher = draft.recipient != draft.first
    ask = data["ask"][draft.problem]
    earlier = "{earlier}" if draft.earlier else "{lender}"  # the lender's name is a field of its own already
    before = {code: text.replace("{earlier}", earlier) for code, text in data["before"].items()}
    pieces = [
        ("to", {"en": "To: {to}", "zh": "致：{to}"}),
        ("subject", data["subject"][draft.problem]),
        ("opening", data["opening"]),
        ("facts", data["facts"]),
        ("dates", data["dates"]),
        ("before", before),
        ("rule", data["rule"]),
        ("ask", ask["higher"] if higher else ask),
        ("answer_by", data["answer_by"]),
        ("enclosed", data["enclosed"]),
        ("closing", data["closing"]),
        ("end", {"en": "{me}, {date}", "zh": "{me}，{date}"}),
    ]
    absent = {name for name in ("facts", "dates", "ask", "answer_by") if name not in draft.parts}
    absent |= {"rule"} if "rule" not in draft.parts or not draft.rule else set()
    absent |= set() if higher and draft.written and draft.problem != "fraud" else {"before"}
    absent |= set() if draft.enclosed else {"enclosed"}
    body = {code: "\n\n".join(t[code] for name, t in pieces if name not in absent) for code in LANGUAGES}
    names = [name for name in data["labels"] if f"{{{name}}}" in body["en"]]
    starts = {code: _starts(draft, data, language(code)) for code in LANGUAGES}
    fields = tuple(
        Field(name, data["labels"][name], {code: starts[code][name] for code in LANGUAGES})
        if starts["en"].get(name)
        else Field(name, data["labels"][name])
        for name in names
    )
    ids = (draft.rule,) if draft.rule and "rule" not in absent else ()
    return Letter(
        "complaint", LESSON, data["subject"][draft.problem], data["does"], data["does_not"], ids, fields, body
    )


def _starts(draft, data, t: Language) -> dict[str, str]:
    """What stands in the fields at first, in one language."""
    case = data["lenders"][draft.problem]
    found = {
        "me": t.of(case["me"]), "lender": t.of(case["name"]), "what": t.of(data["what"][draft.problem]),
        "when": t.of(data["when"][draft.problem]), "by": t.date(draft.answer_by), "date": t.date(draft.today),
        "list": listed([t.of(words) for words in draft.enclosed], t),
    }  # fmt: skip
    if draft.recipient in data["to"]:
        found["to"] = t.of(data["to"][draft.recipient]).format(lender=found["lender"])
    if draft.earlier:
        found["earlier"] = t.of(draft.earlier)
    if draft.written:
        found["written"] = t.date(draft.written)
    if draft.rule:
        rule = rules.get(draft.place, draft.rule)
        found["rule"] = instrument(rule.instrument_of(rule.on(draft.today)), t)
    return found


class ComplaintSheet(Letters):
    """The sheet that stands under the builder: it takes a new letter whenever the builder moves.

    What the reader has typed over stays; what was left alone follows the builder.
    """

    def __init__(self, t: Language, letter: Letter, typed: dict | None = None):
        self.t, self.letters, self.typed = t, [letter], dict(typed or {})
        self._build()
        self._open()

    def bring(self, letter: Letter) -> None:
        """Show this letter."""
        if letter == self.letters[0]:
            return
        self.letters[0] = letter
        start = letter.start(self.t)
        if list(self.fields) != [field.name for field in letter.fields]:
            self._open()
            return
        for name, field in self.fields.items():
            if name not in self.typed and field.value != start[name]:
                self._following = True
                field.value = start[name]
                self._following = False
        self._say()

    _following = False

    def _type(self, name, words):
        if not self._following:
            super()._type(name, words)
