"""Which ceiling on the cost of a loan applies to me, and what would a court cut?"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from credit import rules
from credit.money import exact
from credit.reasons import Decision, cite, in_force

CN_LICENSED = ("bank", "consumer_finance", "auto_finance", "trust", "micro_loan")
CN_LENDERS = ("private", "unlicensed", *CN_LICENSED)


@dataclass(frozen=True)
class Ceiling:
    """What is one ceiling?

    Attributes
    ----------
    kind : {"court", "supervisor", "crime", "void"}
        Who watches over it: the court in a suit about this loan, the supervisor of the lender, the criminal law; "void"
        means that no rate is protected at all.
    percent : Fraction or None
        Of the principal really received; None where no number holds.
    first, last : date
        The days of interest that it limits.
    covers : str
        "interest", or "all" (interest, penalty, compound interest, damages and fees together).
    on_request : bool
        The court looks at it only when the borrower asks.
    effective : bool
        Read as an effective rate a year; nominal otherwise.
    rule : str
    paid_back_above : Fraction or None
        What was paid above this percentage comes back; between the two it is neither enforced nor returned.
    per : {"year", "day", "loan"}
        What the percentage is of: the principal for a year or a day, or the loan once.
    """

    kind: str
    percent: Fraction | None
    first: date | None
    last: date | None
    covers: str
    on_request: bool
    effective: bool
    rule: str
    paid_back_above: Fraction | None = None
    per: str = "year"


def ceiling(
    jurisdiction: str,
    lender: str,
    contract: date,
    *,
    sued: date | None = None,
    lpr=None,
    debt: str = "loan",
    assisted: bool = False,
    months: int | None = None,
    forces: bool = False,
    high_cost: bool = False,
) -> Decision:
    """Which ceiling on the cost of my loan applies?

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb", "eu", "tw", "hk"}
    lender : str
        China: "private" (a person or company that is no licensed lender), "unlicensed" (lends for profit to the public
        without a licence), "bank", "consumer_finance", "auto_finance", "trust", "micro_loan". Elsewhere "bank" or any
        other word.
    contract : date
        The day the contract was made.
    sued : date, optional
        The day the court accepted the case; today's answer for a loan that is not in court is that of today.
    lpr : str or Decimal, optional
        One-year LPR in percent on the day that counts, where the course does not know it.
    debt : {"loan", "card"}
    assisted : bool
        A platform found the borrower for the bank.
    months : int, optional
        Term of a micro-loan.
    forces : bool
        The borrower serves in the United States forces (or depends on somebody who does).
    high_cost : bool
        High-cost short-term credit in Great Britain.

    Returns
    -------
    Decision
        answer: "ceilings", a tuple of `Ceiling`, the court's first. Without one, `open` says why.

    Raises
    ------
    ValueError
        For a lender that the rules of China do not know.
    RuleError
        Where the LPR of the day is not known and was not given.
    """
    if jurisdiction == "cn":
        if lender not in CN_LENDERS:
            raise ValueError(f'"{lender}" is no lender of these rules; they are {", ".join(CN_LENDERS)}.')
        if lender in CN_LICENSED:
            return _cn_licensed(lender, contract, sued or contract, lpr, debt, assisted, months)
        return _cn_private(lender, contract, sued, lpr)
    if jurisdiction == "us":
        return _us(contract, debt, forces)
    if jurisdiction == "gb":
        return _gb(contract, high_cost)
    if jurisdiction == "tw":
        return _tw(contract, debt)
    if jurisdiction == "hk":
        return _hk(lender, contract)
    there = in_force("eu", "eu_rate_caps", contract)
    why = (cite("eu", "eu_rate_caps", contract, "each state sets its own"),) if there else ()
    return Decision({"ceilings": ()}, why, ("country",))


def _lpr(multiple_rule, day, lpr):
    """The multiple of the one-year LPR of that day, in percent a year, and the rules it rests on."""
    multiple = cite("cn", multiple_rule, day, "multiple of the one-year LPR")
    if lpr is not None:
        return exact(multiple.value) * exact(lpr), (multiple,)
    known = cite("cn", "lpr_1y", day, "one-year LPR of that day")
    return exact(multiple.value) * exact(known.value), (multiple, known)


def _cn_private(lender, contract, sued, lpr):
    switch = rules.get("cn", "history_2020_switch").values[0].value["switch"]
    if contract < switch and sued is None:
        raise ValueError(
            f"The contract of {contract} is older than the switch of {switch}: the day on which the court accepted the "
            "case decides; give it as `sued`."
        )
    sued = sued or contract
    found, why, left = [], [], []
    if lender == "unlicensed" and in_force("cn", "unlicensed_lender_contract_void", sued):
        why.append(cite("cn", "unlicensed_lender_contract_void", sued, "contract void; principal goes back"))
        found.append(Ceiling("void", Fraction(0), None, None, "interest", False, False, why[-1].rule))
    elif sued < switch:
        found.append(_before_switch(contract, sued, None, False, why))
    elif contract >= switch:
        percent, used = _lpr("private_cap_4lpr", contract, lpr)
        why += [*used, cite("cn", "private_total_cap_4lpr", sued, "all charges together")]
        found.append(Ceiling("court", percent, None, None, "all", False, False, "private_cap_4lpr"))
    else:
        if in_force("cn", "history_2020_switch", sued):
            why.append(cite("cn", "history_2020_switch", sued, "older contract, sued after the switch"))
        else:
            left.append("the first version of history_2020_switch")
        found.append(_before_switch(contract, switch - timedelta(1), switch - timedelta(1), True, why))
        percent, used = _lpr("private_cap_4lpr", sued, lpr)
        why += used
        found.append(Ceiling("court", percent, switch, None, "all", False, False, "private_cap_4lpr"))
    if in_force("cn", "illegal_lending_crime", contract):
        crime = cite("cn", "illegal_lending_crime", contract, "a yardstick of criminal law, no ceiling for a contract")
        percent = exact(crime.value["rate"])
        why.append(crime)
        found.append(Ceiling("crime", percent, None, None, "all", False, False, crime.rule))
    return Decision({"ceilings": tuple(found)}, tuple(why), tuple(left))


def _before_switch(contract, day, last, on_request, why):
    """The rule of private lending before the switch: two lines since 2015, four times the benchmark before."""
    if in_force("cn", "history_24_36", contract):
        zones = cite("cn", "history_24_36", min(day, contract) if not on_request else day, "the two lines")
        why.append(zones)
        supported, void = exact(zones.value["supported"]), exact(zones.value["void_above"])
        return Ceiling("court", supported, None, last, "interest", on_request, False, zones.rule, void)
    old = cite("cn", "history_1991_4x_benchmark", contract, "multiple of the bank benchmark rate of the time")
    why.append(old)
    return Ceiling("court", None, None, last, "interest", on_request, False, old.rule)


def _cn_licensed(lender, contract, sued, lpr, debt, assisted, months):
    why, found, left = [], [], []
    line = cite("cn", "financial_24pct_line", sued, "all charges together, when the borrower asks")
    percent = exact(line.value)
    why.append(line)
    if lender == "micro_loan":
        if in_force("cn", "seven_local_orgs_excluded", sued):
            why.append(cite("cn", "seven_local_orgs_excluded", sued, "not private lending"))
        else:
            left.append("seven_local_orgs_excluded")
    elif in_force("cn", "private_cap_not_for_licensed", sued):
        why.append(cite("cn", "private_cap_not_for_licensed", sued, "not private lending"))
    found.append(Ceiling("court", percent, None, None, "all", True, False, line.rule))
    if debt == "card" and in_force("cn", "card_court_cut", sued):
        why.append(cite("cn", "card_court_cut", sued, "no fixed number; the line is a guide"))
    supervised = {
        "bank": ["assisted_loan_notice_2025"] if assisted else [],
        "consumer_finance": ["cf_20pct_guidance"],
        "micro_loan": ["ml_24pct_ban", "ml_4lpr_transition"],
    }.get(lender, [])
    for rule in supervised:
        if not in_force("cn", rule, contract):
            continue
        reason = cite("cn", rule, contract, "for new loans")
        if rule == "ml_4lpr_transition":
            if contract <= reason.value["by"]:
                why.append(reason)
                continue
            percent, used = _lpr("private_cap_4lpr", contract, lpr)
            why += [reason, *used[1:]]
        else:
            percent = exact(reason.value["each"] if isinstance(reason.value, dict) else reason.value)
            why.append(reason)
        found.append(Ceiling("supervisor", percent, None, None, "all", False, False, rule))
    return Decision({"ceilings": tuple(found)}, tuple(why), tuple(left))


def _us(contract, debt, forces):
    why = []
    if in_force("us", "us_state_rate_caps", contract):
        why.append(cite("us", "us_state_rate_caps", contract, "no federal ceiling; each state sets its own"))
    military = "us_military_lending_act_cards" if debt == "card" else "us_military_lending_act"
    if not forces or not in_force("us", military, contract):
        return Decision({"ceilings": ()}, tuple(why), ("state",))
    cap = cite("us", military, contract, "all charges together; the loan is void above it")
    one = Ceiling("court", exact(cap.value), None, None, "all", False, False, cap.rule)
    return Decision({"ceilings": (one,)}, (cap, *why), ("state",))


def _gb(contract, high_cost):
    """Percentages a day and of the loan in total: the only ceilings here that are not a rate a year."""
    if not high_cost or not in_force("gb", "gb_hcstc_price_cap", contract):
        return Decision({"ceilings": ()}, (), ("no price cap for this credit",))
    a_day = cite("gb", "gb_hcstc_price_cap", contract, "a day, of what is outstanding")
    total = cite("gb", "gb_hcstc_total_cost_cap", contract, "of the loan, everything together")
    fee = cite("gb", "gb_hcstc_default_fee", contract, "for all defaults of the agreement together")
    found = (
        Ceiling("supervisor", exact(a_day.value), None, None, "interest", False, False, a_day.rule, per="day"),
        Ceiling("supervisor", exact(total.value), None, None, "all", False, False, total.rule, per="loan"),
    )
    return Decision({"ceilings": found}, (a_day, total, fee))


def _tw(contract, debt):
    rule = rules.get("tw", "tw_rate_cap_16")
    why, found = [], []
    for value, following in zip(rule.values, (*rule.values[1:], None)):
        last = following.valid_from - timedelta(1) if following else None
        if last is not None and last < contract:
            continue
        why.append(cite("tw", rule.id, value.valid_from, "interest of these days, whenever the contract was made"))
        first = max(value.valid_from, contract)
        found.append(Ceiling("court", exact(value.value), first, last, "interest", False, False, rule.id))
    if debt == "card" and in_force("tw", "tw_card_cap_15", contract):
        why.append(cite("tw", "tw_card_cap_15", contract, "cards"))
        found.append(Ceiling("court", exact(why[-1].value), None, None, "interest", False, False, "tw_card_cap_15"))
    return Decision({"ceilings": tuple(found)}, tuple(why))


def _hk(lender, contract):
    why = [
        cite("hk", "hk_cap_48", contract, "an offence and not enforceable above it"),
        cite("hk", "hk_extortionate_36", contract, "presumed extortionate above it"),
    ]
    if lender == "bank" and in_force("hk", "hk_banks", contract):
        why.append(cite("hk", "hk_banks", contract, "outside the Ordinance; their code points to the same limits"))
    kinds = "supervisor" if lender == "bank" else "court"
    found = [Ceiling(kinds, exact(r.value), None, None, "all", False, True, r.rule) for r in why[:2]]
    return Decision({"ceilings": tuple(found)}, tuple(why))
