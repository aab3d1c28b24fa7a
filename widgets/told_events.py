"""What happened, day by day, as words that a learner can read and type: "demand 400, part payment 1090"."""

import re

from credit.decisions.court_road import EVENTS
from widgets.language import LANGUAGES, N_, Language, language

NAMES = {
    "demand": N_("demand"),
    "acknowledgement": N_("acknowledgement"),
    "part_payment": N_("part payment"),
    "suit": N_("suit"),
    "judgment": N_("judgment"),
    "enforcement": N_("enforcement"),
    "payment": N_("payment in full"),
}
MEANING = {
    "demand": N_("the lender asks for the money, by letter or text"),
    "acknowledgement": N_("you sign that you owe it, or promise to pay"),
    "part_payment": N_("you pay a small part"),
    "suit": N_("the lender goes to court"),
    "judgment": N_("the court decides"),
    "enforcement": N_("the lender applies for enforcement"),
    "payment": N_("you pay everything"),
}
LAST = 3000  # the last day on which an event may be put


def read(text: str, t: Language | None) -> dict[str, int]:
    """The day of each event, in the order of the road.

    Raises
    ------
    ValueError
        In one sentence, for a word or a day that cannot be read.
    """
    t, found = t or language("en"), {}
    for part in filter(None, (one.strip() for one in re.split(r"[,，;；、\n]", str(text)))):
        match = re.fullmatch(r"(\D+?)\s*(\d{1,6})", part)
        kind = _kind(match[1]) if match else None
        if kind is None or int(match[2]) > LAST:
            words = t(", ").join(t(name) for name in NAMES.values())
            raise ValueError(
                t("“{part}” is not an event and a day from 0 to {last}. Write for example “demand 400”; the events "
                  "are: {events}.", part=part, last=t.number(LAST), events=words)
            )  # fmt: skip
        found[kind] = int(match[2])
    return {kind: found[kind] for kind in EVENTS if kind in found}


def written(days: dict[str, int]) -> str:
    """The events as they stand in a line of settings, the same in both languages."""
    return ", ".join(f"{kind} {days[kind]}" for kind in EVENTS if days.get(kind) is not None)


def _kind(words):
    said = words.strip().casefold()
    for kind, name in NAMES.items():
        if said in {kind, *(language(code)(name).casefold() for code in LANGUAGES)}:
            return kind
    return None
