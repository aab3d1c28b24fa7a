"""Were there too many calls: in a day, to one number, in a run of days, after a conversation?

A limit is tested with two counts: the calls that certainly belong to it, and those that may.
"""

from collections import defaultdict
from datetime import timedelta

from credit.findings import BREACH, CANNOT_TELL, NOT_BOUND, WITHIN, bound_by, finding
from credit.reasons import cite, figure, in_force


def _verdict(low, high, limit):
    return BREACH if low > limit else CANNOT_TELL if high > limit else WITHIN


def connected(log, pack, rule, circumstances):
    """On which days were more calls answered than the rule allows?"""
    found = []
    for day, members in _by_day(log, pack, rule.rule).items():
        sure = [i for i in members if log[i].connected]
        perhaps = [i for i in members if log[i].connected is not False]
        limit = int(figure(cite(pack.jurisdiction, rule.rule, day)))
        outcome = _verdict(len(sure), len(perhaps), limit)
        if perhaps:
            found.append(
                finding(
                    pack, rule.rule, day, outcome, sure if outcome == BREACH else perhaps, limit=limit,
                    count=(len(sure), len(perhaps)), missing=("connected",) if outcome == CANNOT_TELL else (),
                )
            )  # fmt: skip
    return found


def unanswered(log, pack, rule, circumstances):
    """On which days was one number tried too often without an answer?

    A try whose number is not known may belong to any of them.
    """
    found = []
    for day, members in _by_day(log, pack, rule.rule).items():
        limit = int(figure(cite(pack.jurisdiction, rule.rule, day)))
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
                finding(
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


def in_days(log, pack, rule, circumstances):
    """Were there too many calls about one debt in a run of days, or a call too soon after a conversation?"""
    members = [i for day in _by_day(log, pack, rule.rule).values() for i in day]
    named = sorted({log[i].debt for i in members if log[i].debt})
    found = []
    for debt in named or [None]:
        sure = [i for i in members if log[i].debt == debt and bound_by(log[i], pack)]
        perhaps = [i for i in members if log[i].debt in (debt, None) and bound_by(log[i], pack) is not False]
        if not perhaps:
            if members and not named:
                on = log[members[-1]].date
                found.append(finding(pack, rule.rule, on, NOT_BOUND, members, first=log[members[0]].date))
            continue
        value = cite(pack.jurisdiction, rule.rule, log[perhaps[-1]].date)
        found.append(
            _busiest(log, pack, rule.rule, sure, perhaps, int(figure(value, "calls")), int(figure(value, "days")))
        )
        found += _after_talk(log, pack, rule.rule, sure, perhaps, int(figure(value, "after_conversation_days")))
    return found


def _busiest(log, pack, rule, sure, perhaps, limit, days):
    """The run of days with the most calls: the most certain ones, unless only calls that are not certain break it."""
    runs = []
    for last in sorted({log[i].date for i in perhaps}):
        first = last - timedelta(days - 1)
        certain = [i for i in sure if first <= log[i].date <= last]
        possible = [i for i in perhaps if first <= log[i].date <= last]
        runs.append((first, last, certain, possible))
    verdicts = (WITHIN, CANNOT_TELL, BREACH)
    best = max(
        runs,
        key=lambda run: (verdicts.index(_verdict(len(run[2]), len(run[3]), limit)), len(run[2]), len(run[3])),
    )
    first, last, certain, possible = best
    outcome = _verdict(len(certain), len(possible), limit)
    return finding(
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
        finding(
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
