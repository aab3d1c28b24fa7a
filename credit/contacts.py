"""Which contacts of this week broke which rule, and how binding is that rule?

Each pack of rules is held against the same log. A limit is tested with two counts: what certainly happened and what may
have happened given the cells that are empty. Above the limit for certain is a breach; above it only perhaps cannot be
told, and the finding names what is missing.

Conventions. A closed hour begins with its first minute and ends before its last: 22:00 is closed, 08:00 is open. A
number is called when it rings: "unanswered" are tries to one number called. In a window of days both end days count.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from credit.contact_log import Contact
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
    """
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


def _caller(contact, pack):
    """Does the pack bind who called? True, False, or None when it is not known."""
    if not pack.collectors_only:
        return True
    return {"agency": True, "lender": False}.get(contact.caller)


def _finding(pack, rule, on, outcome, contacts, **more):
    reason = cite(pack.jurisdiction, rule, on, outcome)
    more.setdefault("first", on)
    more.setdefault("last", on)
    return Finding(pack.name, reason, outcome, tuple(contacts), **more)


def _one_by_one(log, pack, rule, judge):
    """The findings of a rule that looks at one contact at a time. `judge` gives (outcome, why, missing) or None."""
    found = []
    for i, contact in enumerate(log):
        if not in_force(pack.jurisdiction, rule, contact.date):
            continue
        verdict = judge(contact)
        if verdict is None:
            continue
        outcome, why, missing = verdict
        bound = _caller(contact, pack)
        if bound is False:
            outcome, missing = NOT_BOUND, ()
        elif bound is None:
            outcome, missing = CANNOT_TELL, (*missing, "caller")
        found.append(_finding(pack, rule, contact.date, outcome, [i], why=tuple(why), missing=tuple(missing)))
    return found


def _hours(log, pack, rule, circumstances):
    def judge(contact):
        if contact.channel in ("letter", "public"):
            return None
        if circumstances.late_hours_agreed:
            return None
        if contact.time is None:
            return CANNOT_TELL, (), ("time",)
        value = cite(pack.jurisdiction, rule.rule, contact.date).value
        at = contact.time.hour + Fraction(contact.time.minute, 60)
        return (
            None
            if Fraction(value["allowed_from"]) <= at < Fraction(value["allowed_until"])
            else (BREACH, (f"{contact.time:%H:%M}",), ())
        )

    return _one_by_one(log, pack, rule.rule, judge)


def _verdict(low, high, limit):
    return BREACH if low > limit else CANNOT_TELL if high > limit else WITHIN


def _bound_or(outcome, missing, contacts, log, pack):
    """The outcome of a count, given that who called decides whether the rule binds."""
    callers = {_caller(log[i], pack) for i in contacts}
    if callers == {False}:
        return NOT_BOUND, ()
    if outcome == BREACH and None in callers:
        return CANNOT_TELL, (*missing, "caller")
    return outcome, missing


def _connected(log, pack, rule, circumstances):
    found = []
    for day, members in _by_day(log, pack, rule.rule).items():
        sure = [i for i in members if log[i].connected]
        perhaps = [i for i in members if log[i].connected is not False]
        limit = int(cite(pack.jurisdiction, rule.rule, day).value)
        outcome = _verdict(len(sure), len(perhaps), limit)
        if perhaps:
            found.append(
                _finding(
                    pack, rule.rule, day, outcome, sure if outcome == BREACH else perhaps, limit=limit,
                    count=(len(sure), len(perhaps)), missing=("connected",) if outcome == CANNOT_TELL else (),
                )
            )  # fmt: skip
    return found


def _unanswered(log, pack, rule, circumstances):
    """Per number called; a try whose number is not known may belong to any of them."""
    found = []
    for day, members in _by_day(log, pack, rule.rule).items():
        limit = int(cite(pack.jurisdiction, rule.rule, day).value)
        tries = [i for i in members if log[i].connected is not True]
        numbers = {log[i].to_number for i in tries if log[i].to_number}
        nameless = [i for i in tries if not log[i].to_number]
        for number in sorted(numbers) or ([None] if nameless else []):
            sure = [i for i in tries if log[i].to_number == number and log[i].connected is False and number]
            perhaps = [i for i in tries if log[i].to_number in (number, None)]
            outcome = _verdict(len(sure), len(perhaps), limit)
            missing = [
                *(["connected"] if any(log[i].connected is None for i in perhaps) else []),
                *(["to_number"] if any(not log[i].to_number for i in perhaps) else []),
            ]
            found.append(
                _finding(
                    pack, rule.rule, day, outcome, sure if outcome == BREACH else perhaps, limit=limit,
                    count=(len(sure), len(perhaps)), missing=tuple(missing) if outcome == CANNOT_TELL else (),
                )
            )  # fmt: skip
    return found


def _by_day(log, pack, rule):
    """Calls to the borrower, by day, on the days on which the rule was there."""
    days = defaultdict(list)
    for i, c in enumerate(log):
        if c.is_call and c.reached not in ("declared", "third") and in_force(pack.jurisdiction, rule, c.date):
            days[c.date].append(i)
    return dict(sorted(days.items()))


def _window(log, pack, rule, circumstances):
    members = [i for day in _by_day(log, pack, rule.rule).values() for i in day]
    named = sorted({log[i].debt for i in members if log[i].debt})
    found = []
    for debt in named or [None]:
        sure = [i for i in members if log[i].debt == debt and _caller(log[i], pack)]
        perhaps = [i for i in members if log[i].debt in (debt, None) and _caller(log[i], pack) is not False]
        if not perhaps:
            if members and not named:
                on = log[members[-1]].date
                found.append(_finding(pack, rule.rule, on, NOT_BOUND, members, first=log[members[0]].date))
            continue
        value = cite(pack.jurisdiction, rule.rule, log[perhaps[-1]].date).value
        found.append(_busiest(log, pack, rule.rule, sure, perhaps, int(value["calls"]), int(value["days"])))
        found += _after_talk(log, pack, rule.rule, sure, perhaps, int(value["after_conversation_days"]))
    return found


def _busiest(log, pack, rule, sure, perhaps, limit, days):
    """The run of days with the most calls."""
    best = None
    for last in sorted({log[i].date for i in perhaps}):
        first = last - timedelta(days - 1)
        certain = [i for i in sure if first <= log[i].date <= last]
        possible = [i for i in perhaps if first <= log[i].date <= last]
        if best is None or (len(certain), len(possible)) > (len(best[2]), len(best[3])):
            best = first, last, certain, possible
    first, last, certain, possible = best
    outcome = _verdict(len(certain), len(possible), limit)
    return _finding(
        pack, rule, last, outcome, certain if outcome == BREACH else possible, first=first, last=last, limit=limit,
        count=(len(certain), len(possible)), why=("calls",),
        missing=_unknown(log, possible) if outcome == CANNOT_TELL else (),
    )  # fmt: skip


def _after_talk(log, pack, rule, sure, perhaps, quiet):
    """Calls in the days after a conversation, whose own day is the first of them."""

    def follow(calls, talked):
        return [
            i for i in calls
            for t in talked
            if t != i and 0 <= (log[i].date - log[t].date).days < quiet and _order(log, t) < _order(log, i)
        ]  # fmt: skip

    certain = sorted(set(follow(sure, [t for t in sure if log[t].connected])))
    possible = sorted(set(follow(perhaps, [t for t in perhaps if log[t].connected is not False])))
    if not possible:
        return []
    outcome = BREACH if certain else CANNOT_TELL
    shown = certain or possible
    missing = () if certain else (*_unknown(log, possible), "connected")
    return [
        _finding(
            pack, rule, log[shown[-1]].date, outcome, shown, first=log[shown[0]].date, last=log[shown[-1]].date,
            why=("conversation",), missing=missing,
        )
    ]  # fmt: skip


def _order(log, i):
    """Where a contact stands in time; within a day the order of the log decides where a time is not known."""
    return log[i].date, i


def _unknown(log, contacts):
    return tuple(
        name for name, blank in (
            ("caller", any(log[i].caller == "unknown" for i in contacts)),
            ("debt", any(log[i].debt is None for i in contacts) and any(log[i].debt for i in contacts)),
        ) if blank
    )  # fmt: skip


TOLD = frozenset({"debt", "amount", "asked_to_pay"})
ASKED = frozenset({"whereabouts", "pass_message"})


def _third_person(log, pack, rule, circumstances):
    met = set()

    def judge(contact):
        if contact.reached not in {"spouse", "declared", "third"} - rule.free:
            return None
        told = TOLD & contact.said
        if told:
            return (BREACH, sorted(told), ()) if rule.told else None
        if not contact.said:
            return CANNOT_TELL, (), ("said",)
        if rule.lost_only and ASKED & contact.said:
            if circumstances.borrower_reachable is None:
                return CANNOT_TELL, sorted(ASKED & contact.said), ("borrower_reachable",)
            if circumstances.borrower_reachable:
                return BREACH, sorted(ASKED & contact.said), ()
        if rule.once:
            person = contact.to_number or contact.reached
            if person in met:
                return (BREACH, ("twice",), ()) if contact.to_number else (CANNOT_TELL, ("twice",), ("to_number",))
            met.add(person)
        return None

    return _one_by_one(log, pack, rule.rule, judge)


def _conduct(log, pack, rule, circumstances):
    def judge(contact):
        banned = rule.banned & contact.said
        if contact.channel == "public" and "posted" in rule.banned:
            banned |= {"posted"}
        if banned:
            return BREACH, sorted(banned), ()
        doubtful = rule.false_only & contact.said
        return (CANNOT_TELL, sorted(doubtful), ("is it true",)) if doubtful else None

    return _one_by_one(log, pack, rule.rule, judge)


def _visits(log, pack, rule, circumstances):
    def judge(contact):
        if contact.channel != "visit":
            return None
        if "entered" in contact.said:
            return BREACH, ("entered",), ()
        if contact.people is None:
            return CANNOT_TELL, (), ("people",)
        least = int(cite(pack.jurisdiction, rule.rule, contact.date).value)
        return (BREACH, (str(contact.people),), ()) if contact.people < least else None

    return _one_by_one(log, pack, rule.rule, judge)


def _opt_out(log, pack, rule, circumstances):
    def judge(contact):
        if contact.channel not in ("sms", "email", "message") or "opt_out" in contact.said:
            return None
        return (BREACH, ("no opt_out",), ()) if contact.said else (CANNOT_TELL, (), ("said",))

    return _one_by_one(log, pack, rule.rule, judge)


def _workplace(log, pack, rule, circumstances):
    def judge(contact):
        return (CANNOT_TELL, ("work",), ("employer forbids",)) if contact.place == "work" else None

    return _one_by_one(log, pack, rule.rule, judge)


TESTS = {
    Hours: _hours, ConnectedPerDay: _connected, UnansweredPerNumber: _unanswered, CallsInDays: _window,
    ThirdPerson: _third_person, Conduct: _conduct, Visits: _visits, OptOut: _opt_out, Workplace: _workplace,
}  # fmt: skip
