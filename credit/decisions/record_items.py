"""Which bad entries does my record hold, and when is it clean again?"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from credit import record
from credit.decisions.late_status import monthly_marks
from credit.decisions.record_end import record_end
from credit.ledger import Ledger
from credit.reasons import Decision

CLEARED = {"us": "closed", "gb": "S"}  # the last mark of `credit.record.WORSE` that is none to worry about


@dataclass(frozen=True)
class Item:
    """One stretch of lateness as the record keeps it.

    Attributes
    ----------
    spell : credit.record.Spell
        From the first missed due date to the day on which nothing was overdue any more.
    kind : str
        "late"; United States also "charge_off"; Great Britain also "default".
    amount : int
        The most that was overdue in it, cents, late charges left out.
    end : Decision
        See `credit.decisions.record_end.record_end`.
    """

    spell: record.Spell
    kind: str
    amount: int
    end: Decision

    @property
    def last_shown(self) -> date | None:
        """What is the last day on which it may be shown? None while no day can be given."""
        leaves, hidden = self.end.answer["leaves"], self.end.answer["hidden_from"]
        return min(leaves, hidden - timedelta(1)) if hidden else leaves


@dataclass(frozen=True)
class Record:
    """The pages and entries of one account under the rules of one place.

    Attributes
    ----------
    days : ndarray of datetime64[D], (M,)
        The reporting days.
    marks : tuple of str, (M,)
    worst : str
    items : tuple of Item, oldest first
    """

    days: object
    marks: tuple
    worst: str
    items: tuple

    @property
    def last_shown(self) -> date | None:
        """When does the last entry leave? None where nothing is kept, or where no day can be given (`open`)."""
        return None if self.open or not self.items else max(item.last_shown for item in self.items)

    @property
    def open(self) -> bool:
        """Is there an entry whose clock has not begun?"""
        return any(item.last_shown is None for item in self.items)


def record_of(
    ledger: Ledger, jurisdiction: str, first: date, months: int, *, day: int = record.LAST_DAY, until: date
) -> Record:
    """What stands on my page month by month, which entries does it hold, and until when?

    China keeps every stretch of lateness, from one day on. The United States and Great Britain keep one when a
    reporting day saw it: from the first step of the American ladder on, from one missed instalment on. An American
    stretch that reached the charge-off, and a British one that reached the default, is kept as that, and later
    stretches of the account add nothing.

    Parameters
    ----------
    ledger : Ledger
        Of one loan.
    jurisdiction : {"cn", "us", "gb"}
    first : date
        Any day of the first month of the page.
    months : int
        Months on the page.
    day : int
        The reporting day of each month.
    until : date
        What is unpaid on this day counts as unpaid; not after `ledger.until`.

    Returns
    -------
    Record
    """
    seen = max(months, int(np.datetime64(until, "M") - np.datetime64(first, "M")))
    decided = monthly_marks(ledger, jurisdiction, first, seen, day=day).answer
    on, marks = decided["days"].tolist(), decided["marks"][0].tolist()
    items, closed = [], False
    for spell in record.spells(ledger, until):
        inside = [n for n, d in enumerate(on) if spell.missed < d <= until and (spell.ended is None or d < spell.ended)]
        found = None if closed else _kept(jurisdiction, spell, [(on[n], marks[n]) for n in inside], ledger)
        if found:
            kind, began = found
            closed = kind in ("charge_off", "default")
            amount = _most_overdue(ledger, spell, until)
            ended = spell.ended if jurisdiction == "cn" else None
            items.append(Item(spell, kind, amount, record_end(jurisdiction, kind, began, ended=ended, amount=amount)))
    page = marks[:months]
    worst = record.worst([page], jurisdiction)[0]
    return Record(decided["days"][:months], tuple(page), str(worst), tuple(items))


def _kept(jurisdiction, spell, seen, ledger):
    """As what is this stretch kept, and from which day is it counted? None where no reporting day saw it."""
    if jurisdiction == "cn":
        return "late", spell.missed
    ladder = record.WORSE[jurisdiction]
    bad = [(d, mark) for d, mark in seen if ladder.index(mark) > ladder.index(CLEARED[jurisdiction])]
    if not bad:
        return None
    final = {"us": ("CO", "charge_off"), "gb": ("D", "default")}[jurisdiction]
    reached = next((d for d, mark in bad if mark == final[0]), None)
    if jurisdiction == "us":
        return (final[1] if reached else "late"), spell.missed
    if reached:
        return final[1], reached
    # A British missed payment is kept from its own month, so the last of the stretch leaves last.
    due = ledger.schedule.due[0, : int(ledger.schedule.n[0])].tolist()
    return "late", max(d for d in due if spell.missed <= d < bad[-1][0])


def _most_overdue(ledger, spell, until):
    last = (spell.ended or until) - timedelta(1)
    due = [d for d in ledger.schedule.due[0, : int(ledger.schedule.n[0])].tolist() if spell.missed <= d <= last]
    return int(ledger.at([*due, max(last, spell.missed)]).overdue.max())
