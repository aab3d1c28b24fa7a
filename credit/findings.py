"""What does one rule say about some contacts: a breach, within, cannot tell, or not bound?"""

from dataclasses import dataclass
from datetime import date

from credit.reasons import Reason, cite, in_force

BREACH, WITHIN, CANNOT_TELL, NOT_BOUND = "breach", "within", "cannot tell", "not bound"


@dataclass(frozen=True)
class Circumstances:
    """What does the log itself not say?

    Attributes
    ----------
    late_hours_agreed : bool
        The borrower agreed to contacts in the closed hours.
    borrower_reachable : bool or None
        The collector could reach the borrower, so there was no need to ask others.
    own_number : str or None
        The number that rang where the log names none.
    """

    late_hours_agreed: bool = False
    borrower_reachable: bool | None = None
    own_number: str | None = None


@dataclass(frozen=True)
class Finding:
    """What does one rule say about some contacts?

    Attributes
    ----------
    pack : str
    reason : Reason
        The rule with its date, value, force and confidence.
    outcome : {"breach", "within", "cannot tell", "not bound"}
    contacts : tuple of int
        Places in the log, from 0.
    first, last : date
        The day, or the window of days.
    count : tuple of int or None
        (certainly, at most), where the rule counts.
    limit : int or None
        The count that is still within.
    missing : tuple of str
        What would have to be known.
    why : tuple of str
        The words said, or the fact, that decide; of `contact_log.SAID` where they were said.
    """

    pack: str
    reason: Reason
    outcome: str
    contacts: tuple
    first: date
    last: date
    count: tuple | None = None
    limit: int | None = None
    missing: tuple = ()
    why: tuple = ()

    @property
    def rule(self) -> str:
        """Which rule is it?"""
        return self.reason.rule


def bound_by(contact, pack):
    """Does the pack bind who called? True, False, or None when it is not known."""
    if not pack.collectors_only:
        return True
    return {"agency": True, "lender": False}.get(contact.caller)


def finding(pack, rule, on, outcome, contacts, **more):
    """What is found about these contacts by this rule, in its version of that day? `more` are fields of `Finding`."""
    reason = cite(pack.jurisdiction, rule, on, outcome)
    more.setdefault("first", on)
    more.setdefault("last", on)
    return Finding(pack.name, reason, outcome, tuple(contacts), **more)


def one_by_one(log, pack, rule, judge):
    """What does a rule find that looks at one contact at a time? `judge` gives (outcome, why, missing) or None."""
    found = []
    for i, contact in enumerate(log):
        if not in_force(pack.jurisdiction, rule, contact.date):
            continue
        verdict = judge(contact)
        if verdict is None:
            continue
        outcome, why, missing = verdict
        bound = bound_by(contact, pack)
        if bound is False:
            outcome, missing = NOT_BOUND, ()
        elif bound is None:
            outcome, missing = CANNOT_TELL, (*missing, "caller")
        found.append(finding(pack, rule, contact.date, outcome, [i], why=tuple(why), missing=tuple(missing)))
    return found
