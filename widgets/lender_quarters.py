"""Twelve quarters as a learner sets them: how the economy goes, and in which quarters the lender is lax."""

import re
import unicodedata

from widgets.language import N_

QUARTERS = 12
STATES = {"b": "boom", "f": "flat", "d": "downturn"}
WORDS = {"boom": N_("boom"), "flat": N_("flat"), "downturn": N_("downturn")}
SHORT = {**WORDS, "downturn": N_("down")}  # a cell of the page is narrow
ARROWS = {"boom": "↗", "flat": "→", "downturn": "↘"}
LEVELS = {"boom": 0, "flat": 0, "downturn": 2}
NEXT = {"boom": "flat", "flat": "downturn", "downturn": "boom"}
NO_SIGN = N_(
    "“{sign}” is no sign for a quarter. Write b for a boom, f for flat, d for a downturn, with spaces between."
)
TOO_MANY = N_("There are {n} signs; the model has {most} quarters. Leave some out.")
NO_QUARTER = N_("“{word}” is no quarter. Write numbers from 1 to {most} with spaces between, or nothing.")


def economy(text: str, t) -> tuple[str, ...]:
    """The state of each quarter; the last sign goes on to the end, and an empty text is flat.

    Raises
    ------
    ValueError
        In one sentence, for a sign that is none and for too many of them.
    """
    plain = re.sub(r"[\s,;、，；]+", "", unicodedata.normalize("NFKC", text).lower())
    signs = list(plain) or ["f"]
    for sign in signs:
        if sign not in STATES:
            raise ValueError(t(NO_SIGN, sign=sign))
    if len(signs) > QUARTERS:
        raise ValueError(t(TOO_MANY, n=t.number(len(signs)), most=t.number(QUARTERS)))
    return tuple(STATES[sign] for sign in (*signs, *signs[-1] * (QUARTERS - len(signs))))


def lax(text: str, t) -> tuple[int, ...]:
    """The lax quarters, from 1, in order.

    Raises
    ------
    ValueError
        In one sentence, for a word that is no quarter.
    """
    words = re.findall(r"[^\s,;、，；]+", unicodedata.normalize("NFKC", text))
    for word in words:
        if not (word.isascii() and word.isdigit() and 1 <= int(word) <= QUARTERS):
            raise ValueError(t(NO_QUARTER, word=word, most=t.number(QUARTERS)))
    return tuple(sorted({int(word) for word in words}))


def signs(states) -> str:
    """The states as a learner would write them."""
    letters = {state: letter for letter, state in STATES.items()}
    return " ".join(letters[state] for state in states)


def turned(states, quarter: int) -> str:
    """The text after a click on the economy of a quarter, from 0."""
    return signs([NEXT[s] if n == quarter else s for n, s in enumerate(states)])


def switched(lax_ones, quarter: int) -> str:
    """The text after a click on the approval of a quarter, from 0."""
    return " ".join(map(str, sorted(set(lax_ones) ^ {quarter + 1})))


def cells(states, lax_ones, cut_offs, t) -> list[dict]:
    """Two rows for the page of cells: the economy, and the approval."""
    rows = []
    for head, row in ((t("the economy"), "economy"), (t("approval: the cut-off"), "approval")):
        for n, (state, cut) in enumerate(zip(states, cut_offs)):
            is_lax = n + 1 in lax_ones
            approval = t("lax") if is_lax else t("usual")
            word = t(WORDS[state]) if row == "economy" else approval
            note = t(SHORT[state]) if row == "economy" else approval
            mark = ARROWS[state] if row == "economy" else t.number(cut)
            level = LEVELS[state] if row == "economy" else (3 if is_lax else 0)
            name = (
                t("Economy in quarter {n}: {word}", n=t.number(n + 1), word=word)
                if row == "economy"
                else t(
                    "Approval in quarter {n}: {word}, cut-off {cut}", n=t.number(n + 1), word=word, cut=t.number(cut)
                )
            )
            rows.append({"year": head, "month": t("Q{n}", n=n + 1), "mark": mark, "note": note, "level": level,
                         "name": name})  # fmt: skip
    return rows
