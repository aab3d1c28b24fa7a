"""Where does a pack of rules draw its lines on a day: at which hours, and at how many calls?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from credit.contact_log import Contact
from credit.contacts import check
from credit.findings import Circumstances
from credit.packs import PACKS, CallsInDays, ConnectedPerDay, Hours, UnansweredPerNumber
from credit.reasons import cite, figure, in_force

KINDS = {ConnectedPerDay: "connected", UnansweredPerNumber: "unanswered", CallsInDays: "in days"}


@dataclass(frozen=True)
class CallLimit:
    """How many calls does a pack allow?

    Attributes
    ----------
    kind : {"connected", "unanswered", "in days"}
        Answered calls a day; tries a day to one number that does not answer; calls in a run of `days`.
    rule : str
    most : int
        The count that is still within.
    days : int
        The run of days that is counted together; 1 for a day.
    """

    kind: str
    rule: str
    most: int
    days: int


def open_hours(pack: str, on: date) -> tuple[Fraction, Fraction] | None:
    """From which hour until which hour may the borrower be contacted on that day?

    Returns
    -------
    (Fraction, Fraction) or None
        Hours of the day; None where the pack sets none, or not yet on that day.
    """
    for rule in PACKS[pack].checks:
        if isinstance(rule, Hours) and in_force(PACKS[pack].jurisdiction, rule.rule, on):
            value = cite(PACKS[pack].jurisdiction, rule.rule, on)
            return figure(value, "allowed_from"), figure(value, "allowed_until")
    return None


def call_limit(pack: str, on: date) -> CallLimit | None:
    """How many calls does the pack allow on that day? None where it sets no number, or not yet on that day."""
    for rule in PACKS[pack].checks:
        if type(rule) in KINDS and in_force(PACKS[pack].jurisdiction, rule.rule, on):
            value = cite(PACKS[pack].jurisdiction, rule.rule, on)
            if isinstance(rule, CallsInDays):
                return CallLimit(KINDS[type(rule)], rule.rule, int(figure(value, "calls")), int(figure(value, "days")))
            return CallLimit(KINDS[type(rule)], rule.rule, int(figure(value)), 1)
    return None


def counted(
    log: Sequence[Contact], pack: str, days: Sequence[date], circumstances: Circumstances | None = None
) -> list[tuple[int, int]]:
    """How many calls does the pack count on each of these days: (certainly, at most)?

    In a run of days, those of the run that ends with the day. Where several numbers or debts are counted each for
    itself, the highest. Where the pack sets no limit, all calls of the day.
    """
    rows = []
    for day in days:
        limit = call_limit(pack, day)
        if limit is None:
            calls = sum(c.is_call and c.date == day for c in log)
            rows.append((calls, calls))
            continue
        run = [c for c in log if day - timedelta(limit.days - 1) <= c.date <= day]
        found = [f.count for f in check(run, pack, circumstances) if f.rule == limit.rule and f.count]
        rows.append(max(found, default=(0, 0)))
    return rows
