"""Where does which problem go, and in which order?"""

from datetime import date

from credit.deadlines import after
from credit.reasons import Decision, cite, figure, in_force

LENDERS = ("bank", "consumer_finance", "micro_loan", "trust", "auto_finance", "platform", "unlicensed")
SUPERVISED = ("bank", "consumer_finance", "trust", "auto_finance")

# By problem: the channels after the lender's own desk, in order; "supervisor" is the one of the lender.
CN = {
    "cost": ("supervisor", "help_court"),
    "collection": ("supervisor", "help_nuisance_12321", "help_court"),
    "danger": ("help_police_110", "supervisor", "help_organised_12337"),
    "exposure": ("supervisor", "help_police_110", "help_court"),
    "record": ("dispute_20_days", "help_pboc_branch", "help_court"),
    "fraud": ("help_antifraud_96110", "help_police_110"),
    "advert": ("help_market_12315", "supervisor"),
    "nuisance": ("help_nuisance_12321",),
    "legal_advice": ("help_legal_aid_12348",),
    "court": ("help_legal_aid_12348", "help_court"),
    "despair": ("help_mind_12356",),
}
DESK_FIRST = ("cost", "collection", "exposure", "record")
ELSEWHERE = {
    "us": {
        "cost": ("us_help_cfpb",), "collection": ("us_help_cfpb",), "exposure": ("us_help_cfpb",),
        "record": ("us_fcra_dispute", "us_help_cfpb"), "legal_advice": ("us_help_counselling",),
        "despair": ("us_help_mind_988",),
    },
    "gb": {
        "cost": ("gb_complaint", "gb_help_ombudsman"), "collection": ("gb_complaint", "gb_help_ombudsman"),
        "exposure": ("gb_complaint", "gb_help_ombudsman", "gb_data_protection"),
        "record": ("gb_complaint", "gb_help_ombudsman"), "legal_advice": ("gb_help_debt_advice",),
        "despair": ("gb_help_mind_116123",),
    },
    "eu": {
        "exposure": ("eu_gdpr_contacts",), "legal_advice": ("eu_debt_advice",), "despair": ("eu_help_mind_116123",),
    },
    "tw": {"cost": ("tw_help_finance",), "collection": ("tw_help_finance",), "despair": ("tw_help_mind_1925",)},
    "hk": {"despair": ("hk_help_mind_18111",)},
}  # fmt: skip


def complaint_channel(
    jurisdiction: str, problem: str, on: date, *, lender: str = "bank", desk_asked: bool = False
) -> Decision:
    """Who is there for my problem, and whom do I ask first?

    No channel rewrites a correct record or cancels the debt: each of them takes a complaint, and a court decides.

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb", "eu", "tw", "hk"}
    problem : str
        A key of `CN`: "cost", "collection" (how they collect), "danger" (violence, threats, somebody at the door),
        "exposure" (others were told), "record" (an error in it), "fraud" (a fake lender or collector), "advert",
        "nuisance", "legal_advice", "court" (papers have come), "despair".
    on : date
    lender : str
        China: one of `LENDERS`.
    desk_asked : bool
        The lender's own desk was asked already.

    Returns
    -------
    Decision
        answer: "channels", rule ids in order; "desk_answers_by" (the day for a simple complaint sent on `on`, where
        the rules set one and the desk comes first); "changes_the_debt" and "deletes_a_correct_mark" (both False).

    Raises
    ------
    ValueError
        For a problem or lender that these rules do not know.
    """
    known = CN if jurisdiction == "cn" else ELSEWHERE.get(jurisdiction, {})
    if problem not in known:
        raise ValueError(
            f'The course holds no channel for "{problem}" in "{jurisdiction}"; '
            f"it holds channels for {', '.join(known) or 'nothing there'}."
        )
    by = None
    if jurisdiction == "cn":
        channels, by = _cn(problem, on, lender, desk_asked)
    else:
        channels = list(known[problem])
    channels = [c for c in dict.fromkeys(channels) if in_force(jurisdiction, c, on)]
    answer = {
        "channels": tuple(channels), "desk_answers_by": by, "changes_the_debt": False, "deletes_a_correct_mark": False,
    }  # fmt: skip
    return Decision(answer, tuple(cite(jurisdiction, c, on, "takes it") for c in channels))


def _cn(problem, on, lender, desk_asked):
    if lender not in LENDERS:
        raise ValueError(f'"{lender}" is no lender of these rules; they are {", ".join(LENDERS)}.')
    if lender in SUPERVISED:
        supervisor = "help_nfra_12378"
    elif lender == "unlicensed":
        supervisor = "help_market_12315"
    else:
        supervisor = "help_local_finance"
    channels = [supervisor if c == "supervisor" else c for c in CN[problem]]
    by = None
    if problem in DESK_FIRST and not desk_asked and lender in SUPERVISED and in_force("cn", "help_lender_desk", on):
        by = after(on, days=int(figure(cite("cn", "help_lender_desk", on), "simple")))
        channels = ["help_lender_desk", *channels]
    return channels, by
