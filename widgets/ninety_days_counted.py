"""Which acts counted? A finished game beside itself, each time with one free act left out: WhatCounted("en", "E")."""

from html import escape

from credit.ninety_days_result import called_on_day_3
from credit.ninety_days_world import Game
from credit.ninety_days_worth import LATE_LOOK, ways
from widgets import ninety_days_words as words
from widgets.html import Table, as_in_a_panel, paragraphs
from widgets.language import N_, language

NAMES = {
    "played": N_("as it was played"), "looked_later": N_("the same, begun {n} weeks later"),
    "not_in_writing": N_("nothing asked in writing"), "took_the_shortcut": N_("the debt fixer paid"),
    "update": N_("number not updated"), "tell": N_("nobody told"), "save": N_("no screenshots"),
    "complain": N_("no complaint"), "withdraw": N_("permission left as it was"), "filter": N_("no filter"),
    "ignore": N_("calls not left to ring"), "check": N_("no message checked"),
}  # fmt: skip


def table(state, t) -> Table:
    """Each way as a row, the one that was played first."""
    heads = [t("The same game"), t("Missing on day 90"), t("Longest lateness, days"), t("People told"), t("Stress"),
             t("Still owed in all")]  # fmt: skip
    rows = [
        [t(NAMES[name], n=t.number(LATE_LOOK - 1)), t.money(r.missing), t.number(r.worst_days), t.number(r.people),
         t.number(r.mean_stress), t.money(r.owed)]
        for name, r in ways(state).items()
    ]  # fmt: skip
    return Table(t("One free act left out at a time"), heads, rows, 0)


def notes(t) -> list[str]:
    """What the columns mean."""
    return [
        t(
            "Missing = what it takes to get up to date + essentials there was no money for − cash in hand; a minus is "
            "money to spare. Each row is a whole game of its own, with the same luck."
        )
    ]


class WhatCounted:
    """For a text: the careful game of one borrower, and what each free act was worth in it."""

    def __init__(self, code: str, borrower: str = "E", seed: int = 7):
        self.t, self.state = language(code), called_on_day_3(Game(borrower, seed=seed))

    def _repr_html_(self):
        t, game = self.t, self.state.game
        did = [
            t("Week {n}: {acts}", n=t.number(n), acts=t("; ").join(words.act_words(a, game, t) for a in week))
            for n, week in enumerate(self.state.choices, 1) if week
        ]  # fmt: skip
        played = "".join(f"<li>{escape(line)}</li>" for line in did)
        head = escape(t("What was done, week by week"))
        shown = table(self.state, t).html()
        said = f"{shown}{paragraphs(notes(t))}<details><summary>{head}</summary><ul>{played}</ul></details>"
        return as_in_a_panel(said)

    def __repr__(self):
        found = table(self.state, self.t)
        return "\n".join([found.caption, *(" · ".join(row) for row in found.rows)])
