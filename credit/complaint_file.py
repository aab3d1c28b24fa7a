"""Is my complaint whole, whose turn is it, and whom do I write to next?

A complaint walks a road: first the desk that can put it right, then whoever supervises that desk, then a court. Which
channels stand on it is asked of `credit.decisions.complaint`; how long each may take, of the rules, where they say so.

What a complaint needs is this course's own checklist: five parts of the letter, the proof that its problem calls for,
and the right recipient. Each counts one.

    completeness = what is there / what is needed
"""

from dataclasses import dataclass
from datetime import date, timedelta

from credit.decisions.complaint import CN, ELSEWHERE, complaint_channel
from credit.reasons import cite, figure, in_force

PROBLEMS = ("cost", "collection", "exposure", "record", "fraud")
PARTS = ("facts", "dates", "rule", "ask", "answer_by")
PROOF = {
    "cost": ("contract", "cost_sheet", "payments"),
    "collection": ("call_log", "recordings", "screenshots"),
    "exposure": ("screenshots", "witnesses", "contract"),
    "record": ("report", "payments", "contract"),
    "fraud": ("screenshots", "payee", "call_log"),
}

# Who stands behind a channel; two channels of one role are one step of the road.
ROLE = {
    "help_lender_desk": "lender", "gb_complaint": "lender",
    "help_nfra_12378": "regulator", "us_help_cfpb": "regulator", "gb_help_ombudsman": "regulator",
    "tw_help_finance": "regulator", "help_local_finance": "local", "help_market_12315": "market",
    "dispute_20_days": "bureau", "us_fcra_dispute": "bureau", "help_pboc_branch": "central_bank",
    "gb_data_protection": "data", "eu_gdpr_contacts": "data", "help_court": "court",
    "help_police_110": "police", "help_antifraud_96110": "police",
}  # fmt: skip
TIME = {  # the figure of a channel's rule that says how long an answer may take
    "help_lender_desk": ("simple", "days"), "gb_complaint": ("answer", "weeks"),
    "dispute_20_days": (None, "days"), "us_fcra_dispute": ("days", "days"), "help_pboc_branch": (None, "days"),
}  # fmt: skip
RESTS_ON = {  # (place, problem): the rule that the letter names; by kind of lender where that decides
    ("cn", "cost"): {"micro_loan": "ml_cost_definition", "unlicensed": "no_upfront_deduction_private",
                     None: "cost_sheet_2026"},
    ("cn", "collection"): {"micro_loan": "ml_collect_art37", "unlicensed": "privacy_quiet",
                           None: "nfra_consumer_2022"},
    ("cn", "exposure"): {"micro_loan": "ml_collect_art37", None: "personal_info_civil"},
    ("cn", "record"): {None: "dispute_20_days"},
    ("cn", "fraud"): {"micro_loan": "ml_collect_art37", "unlicensed": "privacy_quiet", None: "nfra_consumer_2022"},
    ("us", "cost"): {None: "us_fdcpa_amount"},
    ("us", "collection"): {None: "us_fdcpa_harassment"},
    ("us", "exposure"): {None: "us_fdcpa_third_party"},
    ("us", "record"): {None: "us_fcra_dispute"},
    ("gb", "cost"): {None: "gb_unfair_relationship"},
    ("gb", "collection"): {None: "gb_conc7_no_pressure"},
    ("gb", "exposure"): {None: "gb_conc7_disclosure"},
    ("gb", "record"): {None: "gb_data_protection"},
    ("eu", "exposure"): {None: "eu_gdpr_contacts"},
    ("tw", "cost"): {None: "tw_no_disguise"},
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """Who takes the complaint at this step, by which rule file, and until when they answer.

    Attributes
    ----------
    role : str
        A value of `ROLE`.
    rule : str or None
        The rule of the channel; None where the course holds none (a micro-lender's own desk, a court elsewhere).
    time : timedelta or None
        How long an answer may take, where a rule says so.
    """

    role: str
    rule: str | None = None
    time: timedelta | None = None


@dataclass(frozen=True)
class Standing:
    """Where does the complaint stand?

    Attributes
    ----------
    road : tuple of Step
        Empty where the course holds no channel for this problem in this place.
    at : int or None
        Whose turn it is; None on an empty road.
    waiting : bool
        Whoever's turn it is has the complaint already, and still has time.
    until : date or None
        The last day of that time.
    """

    road: tuple[Step, ...]
    at: int | None
    waiting: bool = False
    until: date | None = None

    @property
    def recipient(self) -> str | None:
        """Who is the right recipient now?"""
        return None if self.at is None else self.road[self.at].role


def road(place: str, problem: str, on: date, lender: str = "bank", threatened: bool = False) -> tuple[Step, ...]:
    """Who takes my complaint, from the first to the last?

    Threats and violence put the police first, whatever the problem. A wrong record goes to the bureau that keeps it, or
    to the lender that reported it, as the same first step. A fake collector is no matter for a complaint desk.

    Parameters
    ----------
    place : {"cn", "us", "gb", "eu", "tw", "hk"}
    problem : str
        One of `PROBLEMS`.
    on : date
    lender : str
        Of `credit.decisions.complaint.LENDERS`.
    threatened : bool

    Returns
    -------
    tuple of Step
        Empty where the rules name nobody.

    Raises
    ------
    ValueError
        For another problem.
    """
    if problem not in PROBLEMS:
        raise ValueError(f'"{problem}" is no problem of these letters; they are {", ".join(PROBLEMS)}.')
    held = problem in (CN if place == "cn" else ELSEWHERE.get(place, {}))
    channels = complaint_channel(place, problem, on, lender=lender).answer["channels"] if held else ()
    steps = [_step(place, channel, on) for channel in channels if channel in ROLE]
    if steps and problem != "fraud":
        to_bureau = any(step.role == "bureau" for step in steps)
        steps = [step for step in steps if step.role != "police" and not (to_bureau and step.role == "lender")]
        first = [] if to_bureau or steps[0].role == "lender" else [Step("lender")]
        steps = [*first, *steps, *([] if steps[-1].role == "court" else [Step("court")])]
    if threatened:
        first = _step(place, "help_police_110", on) if place == "cn" else Step("police")
        steps = [first, *(step for step in steps if step.role != "police")]
    return tuple({step.role: step for step in reversed(steps)}[role] for role in dict.fromkeys(s.role for s in steps))


def standing(
    steps: tuple[Step, ...],
    asked=(),
    written: date | None = None,
    on: date | None = None,
    given: timedelta | None = None,
) -> Standing:
    """Whose turn is it?

    The first step that has not been asked yet; but while the one before it has the letter and still has time, that one.

    Parameters
    ----------
    steps : tuple of Step
        From `road`.
    asked : iterable of str
        Roles that have been written to.
    written, on : date
        When the latest of them got its letter, and today.
    given : timedelta, optional
        The time that the letter itself gives, for a step for which no rule names one.
    """
    if not steps:
        return Standing(steps, None)
    asked = set(asked)
    ahead = next((n for n, step in enumerate(steps) if step.role not in asked), len(steps))
    if ahead and written is not None:
        time = steps[ahead - 1].time or given
        if time is not None and on <= written + time:
            return Standing(steps, ahead - 1, True, written + time)
    return Standing(steps, min(ahead, len(steps) - 1))


def missing(
    problem: str, parts, proof, recipient_is_right: bool, rule_held: bool = True
) -> tuple[tuple[str, ...], int]:
    """What does the complaint still lack, and of how many things?

    Parameters
    ----------
    problem : str
        One of `PROBLEMS`.
    parts, proof : iterable of str
        What the letter holds (`PARTS`), and what is enclosed.
    recipient_is_right : bool
    rule_held : bool
        False where the course holds no rule that the letter could name: it is not asked for then.

    Returns
    -------
    (tuple of str, int)
        The names of what is missing, "recipient" last; and the count of what is needed.
    """
    needed = [part for part in PARTS if rule_held or part != "rule"] + list(PROOF[problem]) + ["recipient"]
    there = {*parts, *proof} | ({"recipient"} if recipient_is_right else set())
    return tuple(one for one in needed if one not in there), len(needed)


def rests_on(place: str, problem: str, on: date, lender: str = "bank") -> str | None:
    """Which rule may the letter name? Its id; None where the course holds none, or it is not in force on that day."""
    choices = RESTS_ON.get((place, problem), {})
    rule = choices.get(lender, choices.get(None))
    return rule if rule and in_force(place, rule, on) else None


def _step(place, channel, on):
    time = None
    if channel in TIME:
        name, unit = TIME[channel]
        time = timedelta(**{unit: int(figure(cite(place, channel, on), name))})
    return Step(ROLE[channel], channel, time)
