"""When does a bad mark leave the record, and what changes that day?"""

from datetime import date, timedelta

from credit import rules
from credit.deadlines import after, working_days_after
from credit.money import exact
from credit.reasons import Decision, cite, in_force

CENTS = 100
KINDS = {
    "cn": ("late", "court", "query"),
    "us": ("late", "collection", "charge_off", "bankruptcy"),
    "gb": ("late", "default", "judgment"),
}


def record_end(
    jurisdiction: str,
    kind: str,
    began: date,
    *,
    ended: date | None = None,
    amount: int | None = None,
    as_of: date | None = None,
    credit_amount: int | None = None,
) -> Decision:
    """On which day does this mark leave my record?

    China: so many years after the bad conduct ended; while it lasts no day is set. United States: so many years after
    the late payment; for a collection or charge-off so many days after the delinquency began, and the years from
    there. Great Britain: so many years after the missed payment, default or judgment.

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb"}
    kind : str
        One of `KINDS`: "late" (a stretch of lateness), "query" (somebody looked), "court" (enforcement data),
        "collection", "charge_off", "bankruptcy", "default", "judgment".
    began : date
        The first missed due date; the day of the query, default, judgment or bankruptcy.
    ended : date, optional
        The day on which everything overdue was paid; None while it is not.
    amount : int, optional
        The overdue amount in cents, for the closed repair policy of China.
    as_of : date, optional
        For "gone"; today's question needs today.
    credit_amount : int, optional
        Cents of credit somebody asks for; the United States limits do not bind reports for large sums.

    Returns
    -------
    Decision
        answer: "leaves" (the last day it may be shown; None while the clock has not begun), "clock_from" (the day it is
        counted from, or None), "hidden_from" (the repair policy, or None), "gone" (None without `as_of`),
        "paying_moves_it" (paying later makes the day later).

    Raises
    ------
    ValueError
        For a mark or a place without a rule in this course.
    """
    if kind not in KINDS.get(jurisdiction, ()):
        known = "; ".join(f"{j}: {', '.join(k)}" for j, k in KINDS.items())
        raise ValueError(f'There is no rule for "{kind}" in "{jurisdiction}"; there are rules for {known}.')
    if ended is not None and ended < began:
        raise ValueError(f"The lateness ends on {ended}, before it began on {began}.")
    found, why, moves, hidden = {"cn": _cn, "us": _us, "gb": _gb}[jurisdiction](kind, began, ended, amount)
    leaves, start = found
    if jurisdiction == "us" and credit_amount is not None:
        large = cite("us", "us_fcra_exempt_150k", began, "the limits do not bind reports for such sums")
        if credit_amount >= exact(large.value) * CENTS:
            why.append(large)
            leaves = None
    gone = None
    if as_of is not None:
        gone = bool((leaves is not None and as_of > leaves) or (hidden is not None and as_of >= hidden))
    answer = {
        "leaves": leaves, "clock_from": start, "hidden_from": hidden, "gone": gone, "paying_moves_it": moves,
    }  # fmt: skip
    return Decision(answer, tuple(why))


def _cn(kind, began, ended, amount):
    if kind == "query":
        rule = cite("cn", "hard_query", began, "counted from the query")
        return (after(began, years=int(rule.value)), began), [rule], False, None
    on = ended or began
    rule = cite("cn", "record_5_years", max(on, rules.get("cn", "record_5_years").values[0].valid_from), "from its end")
    why = [rule]
    if kind == "court":
        why.append(cite("cn", "court_data_in_report", on, "also settled public records"))
    if ended is None:
        return (None, None), why, True, None
    hidden = None
    if kind == "late" and amount is not None:
        hidden, more = _repair(began, ended, amount)
        why += more
    return (after(ended, years=int(rule.value)), ended), why, True, hidden


def _repair(began, ended, amount):
    """From which day did the one-off policy hide an item? None when it does not cover it."""
    policy = rules.get("cn", "credit_repair_2025_policy").values[0]
    p = policy.value
    covered = p["arose_from"] <= began <= p["arose_until"] and amount <= exact(p["amount"]["max"]) * CENTS
    if not covered:
        return None, [cite("cn", "credit_repair_2025_policy", policy.valid_from, "does not cover it")]
    if ended > p["paid_by"]:
        closed = [cite("cn", "credit_repair_2025_closed", ended, "the window had closed")]
        return None, [cite("cn", "credit_repair_2025_policy", policy.valid_from, "paid too late"), *closed]
    reason = cite("cn", "credit_repair_2025_policy", policy.valid_from, "covers it")
    if ended <= p["paid_early_by"]:
        return p["hidden_early_from"], [reason]
    return after(ended.replace(day=1), months=2) - timedelta(1), [reason]


def _us(kind, began, ended, amount):
    if kind == "bankruptcy":
        rule = cite("us", "us_fcra_bankruptcy", began, "from the case, by statute")
        return (after(began, years=int(rule.value["by_statute"])), began), [rule], False, None
    rule = cite("us", "us_fcra_7_years", began, "paid or not")
    start = began
    if kind in ("collection", "charge_off"):
        start = began + timedelta(int(rule.value["days_after_delinquency"]))
    return (after(start, years=int(rule.value["years"])), start), [rule], False, None


def _gb(kind, began, ended, amount):
    rule = cite("gb", "gb_credit_file_6y", began, "sold or paid later changes nothing")
    leaves = after(began, years=int(rule.value["years"]))
    if (
        kind == "judgment"
        and ended is not None
        and ended <= after(began, months=int(rule.value["judgment_paid_months"]))
    ):
        return (ended, began), [rule], False, None
    return (leaves, began), [rule], False, None


# What an event does to a correct bad mark, and the rule that says so. Nothing here needs a number.
EFFECTS = {
    "cn": {
        "paid_in_full": ("starts the clock", ("record_5_years",)),
        "part_payment": ("nothing", ("record_5_years",)),
        "silence": ("nothing", ("record_5_years",)),
        "limitation_over": ("nothing", ("limitation_effect", "record_5_years")),
        "sold": ("nothing", ("assignment_notice", "record_5_years")),
        "guarantor_paid": ("adds a mark", ("guarantor_steps_in", "account_types")),
        "plan": ("adds a mark", ("special_transactions",)),
        "paid_repair": ("nothing", ("credit_repair_scam",)),
        "agent": ("nothing", ("credit_repair_scam",)),
        "hotline": ("nothing", ("record_5_years", "dispute_20_days")),
        "objection_upheld": ("corrected", ("dispute_20_days",)),
        "objection_rejected": ("nothing", ("dispute_20_days", "complaint_30_days")),
        "statement": ("adds a statement", ("statement_right",)),
        "own_query": ("nothing", ("hard_query",)),
    },
    "us": {
        "paid_in_full": ("nothing", ("us_fcra_7_years",)),
        "part_payment": ("nothing", ("us_fcra_7_years",)),
        "silence": ("nothing", ("us_fcra_7_years",)),
        "sold": ("nothing", ("us_fcra_7_years",)),
        "objection_upheld": ("corrected", ("us_fcra_dispute",)),
        "objection_rejected": ("nothing", ("us_fcra_dispute",)),
    },
    "gb": {
        "paid_in_full": ("nothing", ("gb_credit_file_6y",)),
        "part_payment": ("nothing", ("gb_credit_file_6y",)),
        "silence": ("nothing", ("gb_credit_file_6y",)),
        "sold": ("nothing", ("gb_credit_file_6y",)),
    },
}


def effect_on_record(jurisdiction: str, event: str, on: date) -> Decision:
    """Does this change a correct bad mark?

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb"}
    event : str
        A key of `EFFECTS`: "paid_in_full", "paid_repair", "hotline", "silence", ...
    on : date

    Returns
    -------
    Decision
        answer: "effect", one of "nothing", "starts the clock", "adds a mark", "adds a statement", "corrected".

    Raises
    ------
    ValueError
        For an event that the rules of the place do not speak of.
    """
    known = EFFECTS.get(jurisdiction, {})
    if event not in known:
        raise ValueError(
            f'The rules of "{jurisdiction}" say nothing about "{event}"; they speak of {", ".join(known) or "nothing"}.'
        )
    effect, ids = known[event]
    return Decision({"effect": effect}, tuple(cite(jurisdiction, i, on, effect) for i in ids))


def dispute_clock(
    jurisdiction: str, filed: date, as_of: date, *, answered: date | None = None, added: bool = False
) -> Decision:
    """By which day must my dispute be answered, and what if it is not?

    Parameters
    ----------
    jurisdiction : {"cn", "us"}
    filed : date
        The day the bureau or the lender received it.
    as_of : date
    answered : date, optional
    added : bool
        The borrower sent more information while it ran (United States: a longer time).

    Returns
    -------
    Decision
        answer: "answer_by", "lender_told_by" (None where there is no such time), "state" ("waiting", "late",
        "answered", "answered late"), "free" (it costs nothing).
    """
    if jurisdiction == "cn":
        rule = cite("cn", "dispute_20_days", filed, "marked as disputed, checked, answered in writing")
        by, told = after(filed, days=int(rule.value)), None
        why = [rule]
    elif jurisdiction == "us":
        rule = cite("us", "us_fcra_dispute", filed, "delete what cannot be verified")
        by = after(filed, days=int(rule.value["days"]) + (int(rule.value["extra_days"]) if added else 0))
        told = working_days_after(filed, int(rule.value["furnisher_business_days"]))
        why = [rule]
    else:
        raise ValueError(f'The course holds no time for a dispute in "{jurisdiction}", only in "cn" and "us".')
    if answered is not None:
        state = "answered" if answered <= by else "answered late"
    else:
        state = "waiting" if as_of <= by else "late"
    if jurisdiction == "cn" and state in ("late", "answered late") and in_force("cn", "complaint_30_days", as_of):
        why.append(cite("cn", "complaint_30_days", as_of, "complain to the central bank's branch"))
    return Decision({"answer_by": by, "lender_told_by": told, "state": state, "free": True}, tuple(why))


HARD = ("loan_approval", "card_approval", "guarantee_check")
SOFT = ("own_query", "post_loan", "other")


def inquiry(kind: str, on: date, as_of: date, *, consent: bool = True) -> Decision:
    """Somebody looked at my report: does that weigh, until when is it shown, and was it allowed?

    Parameters
    ----------
    kind : str
        `HARD`: a decision about credit, which may weigh in scoring. `SOFT`: my own look, the lender's watch over a loan
        that runs.
    on, as_of : date
    consent : bool
        I gave written consent for this purpose; my own look needs none.

    Returns
    -------
    Decision
        answer: "hard", "shown_until", "shown" (on `as_of`), "allowed".

    Raises
    ------
    ValueError
        For a kind that the rules do not know.
    """
    if kind not in HARD + SOFT:
        raise ValueError(f'"{kind}" is no reason to look at a report; the reasons are {", ".join(HARD + SOFT)}.')
    rule = cite("cn", "hard_query", on, "a word of the market; shown for so many years")
    why, allowed = [rule], kind == "own_query" or consent
    if not allowed:
        why.append(cite("cn", "query_consent", on, "needs written consent and an agreed purpose"))
    until = after(on, years=int(exact(rule.value)))
    answer = {"hard": kind in HARD, "shown_until": until, "shown": on <= as_of <= until, "allowed": allowed}
    return Decision(answer, tuple(why))
