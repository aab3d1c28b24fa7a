"""Which contacts of this week broke which rule, and how binding is that rule?

Each pack of rules is held against the same log. A limit is tested with two counts: what certainly happened and what may
have happened given the cells that are empty. Above the limit for certain is a breach; above it only perhaps cannot be
told, and the finding names what is missing.

Conventions. A closed hour begins with its first minute and ends before its last: 22:00 is closed, 08:00 is open. A
number is called when it rings: "unanswered" are tries to one number called. In a window of days both end days count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from credit import contact_conduct as conduct
from credit import contact_limits as limits
from credit.contact_log import Contact
from credit.findings import BREACH, Circumstances, Finding
from credit.packs import (
    PACKS,
    CallsInDays,
    Conduct,
    ConnectedPerDay,
    Hours,
    OptOut,
    ThirdPerson,
    UnansweredPerNumber,
    Visits,
    Workplace,
)

TESTS = {
    Hours: conduct.hours,
    ConnectedPerDay: limits.connected,
    UnansweredPerNumber: limits.unanswered,
    CallsInDays: limits.in_days,
    ThirdPerson: conduct.third_person,
    Conduct: conduct.conduct,
    Visits: conduct.visits,
    OptOut: conduct.opt_out,
    Workplace: conduct.workplace,
}


def check(log: Sequence[Contact], pack: str, circumstances: Circumstances | None = None) -> tuple[Finding, ...]:
    """What does one pack of rules say about these contacts?

    Parameters
    ----------
    log : sequence of Contact
    pack : str
        One of `credit.packs.PACKS`.
    circumstances : Circumstances, optional

    Returns
    -------
    tuple of Finding
        Breaches and what cannot be told; also "within" where the rule counts, so that a full day that is still within
        the limit can be seen. A rule that did not exist yet on the day of a contact says nothing about it.

    Raises
    ------
    ValueError
        For a pack that there is not.
    """
    if pack not in PACKS:
        raise ValueError(f'There is no pack of rules "{pack}"; there are {", ".join(PACKS)}.')
    circumstances = circumstances or Circumstances()
    if circumstances.own_number:
        log = [c if c.to_number or not c.is_call else replace(c, to_number=circumstances.own_number) for c in log]
    found = []
    for rule in PACKS[pack].checks:
        found += TESTS[type(rule)](log, PACKS[pack], rule, circumstances)
    return tuple(found)


def side_by_side(
    log: Sequence[Contact], circumstances: Circumstances | None = None, packs: Iterable[str] = tuple(PACKS)
) -> dict[str, tuple[Finding, ...]]:
    """What does each pack of rules say about the same contacts? Findings by pack; an empty one found nothing."""
    return {pack: check(log, pack, circumstances) for pack in packs}


def breaches(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Which findings are breaches?"""
    return tuple(f for f in findings if f.outcome == BREACH)


def counts(log: Sequence[Contact], window: int) -> list[dict]:
    """How many calls were there each day, and in each run of days that ends with it?

    Parameters
    ----------
    log : sequence of Contact
    window : int
        Days in a run, the last one included: the rule's own number.

    Returns
    -------
    list of dict
        One a day from the first contact to the last: "date", "calls" (all tries), "connected", "unanswered", "unknown"
        (answered or not), "messages", "visits", and "calls_in_window".

    Raises
    ------
    ValueError
        When the run holds no day.
    """
    if window < 1:
        raise ValueError(f"A run of {window} days holds none; the least is 1.")
    if not log:
        return []
    first, last = min(c.date for c in log), max(c.date for c in log)
    rows = []
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        today = [c for c in log if c.date == day]
        calls = [c for c in today if c.is_call]
        rows.append(
            {
                "date": day,
                "calls": len(calls),
                "connected": sum(c.connected is True for c in calls),
                "unanswered": sum(c.connected is False for c in calls),
                "unknown": sum(c.connected is None for c in calls),
                "messages": sum(c.channel in ("sms", "email", "message", "letter") for c in today),
                "visits": sum(c.channel == "visit" for c in today),
                "calls_in_window": sum(c.is_call and 0 <= (day - c.date).days < window for c in log),
            }
        )
    return rows


def to_verify(log: Sequence[Contact]) -> tuple[int, ...]:
    """Which contacts look like somebody else than the lender? Check these before anything is paid or clicked.

    Those that asked to pay a person, sent a link, or spoke as police, court or lawyer. It says nothing about the debt.
    """
    signs = {"private_account", "link", "authority", "court", "lawyer"}
    return tuple(i for i, c in enumerate(log) if signs & c.said)
