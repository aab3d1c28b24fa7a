"""Was one contact out of line: its hour, whom it reached, what was said, who came?"""

from fractions import Fraction

from credit.findings import BREACH, CANNOT_TELL, one_by_one
from credit.reasons import cite, figure

MINUTES = 60


def hours(log, pack, rule, circumstances):
    """Was a contact made in the closed hours?

    The rule's value names the opening and the closing hour; a letter has none.
    """

    def judge(contact):
        if contact.channel in ("letter", "public"):
            return None
        if circumstances.late_hours_agreed:
            return None
        if contact.time is None:
            return CANNOT_TELL, (), ("time",)
        value = cite(pack.jurisdiction, rule.rule, contact.date)
        at = contact.time.hour + Fraction(contact.time.minute, MINUTES)
        return (
            None
            if figure(value, "allowed_from") <= at < figure(value, "allowed_until")
            else (BREACH, (f"{contact.time:%H:%M}",), ())
        )

    return one_by_one(log, pack, rule.rule, judge)


TOLD = frozenset({"debt", "amount", "asked_to_pay"})
ASKED = frozenset({"whereabouts", "pass_message"})


def third_person(log, pack, rule, circumstances):
    """Did somebody other than the borrower hear what was none of theirs, or get asked too much?"""
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

    return one_by_one(log, pack, rule.rule, judge)


def conduct(log, pack, rule, circumstances):
    """Was something said or done that the rule bans, or that is banned if it is untrue?"""

    def judge(contact):
        banned = rule.banned & contact.said
        if contact.channel == "public" and "posted" in rule.banned:
            banned |= {"posted"}
        if banned:
            return BREACH, sorted(banned), ()
        doubtful = rule.false_only & contact.said
        return (CANNOT_TELL, sorted(doubtful), ("is it true",)) if doubtful else None

    return one_by_one(log, pack, rule.rule, judge)


def visits(log, pack, rule, circumstances):
    """Did enough people come to the door, and did they stay outside?"""

    def judge(contact):
        if contact.channel != "visit":
            return None
        if "entered" in contact.said:
            return BREACH, ("entered",), ()
        if contact.people is None:
            return CANNOT_TELL, (), ("people",)
        least = int(figure(cite(pack.jurisdiction, rule.rule, contact.date)))
        return (BREACH, (str(contact.people),), ()) if contact.people < least else None

    return one_by_one(log, pack, rule.rule, judge)


def opt_out(log, pack, rule, circumstances):
    """Does each written message say how to stop such messages?"""

    def judge(contact):
        if contact.channel not in ("sms", "email", "message") or "opt_out" in contact.said:
            return None
        return (BREACH, ("no opt_out",), ()) if contact.said else (CANNOT_TELL, (), ("said",))

    return one_by_one(log, pack, rule.rule, judge)


def workplace(log, pack, rule, circumstances):
    """Was the person contacted at work? Whether the employer forbids it, no log can tell."""

    def judge(contact):
        return (CANNOT_TELL, ("work",), ("employer forbids",)) if contact.place == "work" else None

    return one_by_one(log, pack, rule.rule, judge)
