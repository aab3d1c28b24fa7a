"""Whom may a collector contact about my debt, and at which hours?"""

from datetime import date, time
from fractions import Fraction

from credit.reasons import Decision, cite, figure, in_force

PEOPLE = ("borrower", "guarantor", "spouse", "declared", "phone_book", "employer")
MINUTES = 60


def may_contact(
    jurisdiction: str,
    person: str,
    on: date,
    at: time | None = None,
    *,
    lender: str = "bank",
    by_agency: bool = False,
    borrower_reachable: bool | None = True,
    refused: bool = False,
    hours_agreed: bool = False,
    stop_requested: bool = False,
    breathing_space: bool = False,
    plan_kept: bool = False,
) -> Decision:
    """May a collector contact this person, when, and for what?

    Parameters
    ----------
    jurisdiction : {"cn", "us", "gb", "eu"}
    person : str
        One of `PEOPLE`: "declared" is a contact the borrower named, "phone_book" somebody who only stands in it.
    on : date
    at : time, optional
        On the clock of the person contacted.
    lender : str
        China: "bank", "consumer_finance", "micro_loan", or "card" for a bank's credit card.
    by_agency : bool
        An agency or debt buyer makes contact. In the United States the rules bind only these.
    borrower_reachable : bool or None
    refused : bool
        This person has said that they want no contact.
    hours_agreed : bool
        The borrower agreed to other hours.
    stop_requested : bool
        The borrower has refused in writing (United States).
    breathing_space : bool
        Great Britain: a moratorium runs.
    plan_kept : bool
        China, cards: a personalised plan is being kept.

    Returns
    -------
    Decision
        answer: "may" ("yes", "no", "only to find the borrower"), "hours" ((from, until), or None where no rule sets
        them), "hour_ok" (None without `at` or hours), "may_name_the_debt", "must_pay" (this person owes it).

    Raises
    ------
    ValueError
        For a person that the rules do not speak of, or a place without rules on contact.
    """
    if person not in PEOPLE:
        raise ValueError(f'"{person}" is none of the people of these rules: {", ".join(PEOPLE)}.')
    facts = {
        "lender": lender, "by_agency": by_agency, "reachable": borrower_reachable, "refused": refused,
        "stop": stop_requested, "breathing_space": breathing_space, "plan": plan_kept,
    }  # fmt: skip
    places = {"cn": _cn, "us": _us, "gb": _gb, "eu": _eu}
    if jurisdiction not in places:
        raise ValueError(f'The course holds no rule on contact for "{jurisdiction}", only for {", ".join(places)}.')
    may, name, clocks, why, left = places[jurisdiction](person, on, facts)
    hours, ok = _hours(jurisdiction, on, clocks, why, hours_agreed)
    if hours and at is not None and may != "no":
        minute = Fraction(at.hour * MINUTES + at.minute, MINUTES)
        ok = hours[0] <= minute < hours[1]
    answer = {
        "may": may, "hours": hours, "hour_ok": ok, "may_name_the_debt": name,
        "must_pay": person in ("borrower", "guarantor"),
    }  # fmt: skip
    return Decision(answer, tuple(why), tuple(left))


def _hours(jurisdiction, on, clocks, why, agreed):
    """The narrowest of the hours that these rules set on that day."""
    found = []
    for rule in clocks:
        if in_force(jurisdiction, rule, on):
            reason = cite(jurisdiction, rule, on, "hours agreed" if agreed else "open hours")
            why.append(reason)
            found.append((figure(reason, "allowed_from"), figure(reason, "allowed_until")))
    if not found or agreed:
        return None, None
    return (max(f for f, _ in found), min(u for _, u in found)), None


def _add(why, jurisdiction, on, *steps):
    """Add the rules that were there on that day; a rule that came later is no reason."""
    for rule, says in steps:
        if in_force(jurisdiction, rule, on):
            why.append(cite(jurisdiction, rule, on, says))


def _cn(person, on, facts):
    why, clocks = [], ["gbt_hours"]
    if facts["lender"] in ("bank", "card", "consumer_finance"):
        clocks.append("cba_2026")
    if facts["by_agency"]:
        _add(why, "cn", on, ("no_collection_licence", "no licence exists; unlawful methods are what is punished"))
        _add(why, "cn", on, ("nfra_consumer_2022", "tell the debtor first; the lender answers for the agency"))
    if person in ("borrower", "guarantor"):
        if facts["plan"] and facts["lender"] == "card":
            _add(why, "cn", on, ("card_personalised_art70", "collection stops while the plan is kept"))
            return "no", True, (), why, ()
        steps = [("gbt_45251", "the debtor; a guarantor as law or contract allow")]
        if facts["lender"] == "card":
            steps.append(("card_collect_art69", "the debtor and the guarantor"))
        _add(why, "cn", on, *steps)
        return "yes", True, clocks, why, ()
    by_lender = {
        "card": "card_collect_art69", "micro_loan": "ml_collect_art37", "consumer_finance": "cf_measures_2024",
    }.get(facts["lender"])  # fmt: skip
    if person == "phone_book":
        _add(why, "cn", on, ("pipl_contacts", "the borrower cannot consent for them"))
        _add(why, "cn", on, ("app_necessary_data_2021", "a loan app may not need them"))
    if person == "spouse":
        _add(why, "cn", on, ("family_not_liable", "owes it only by law or agreement"))
    if by_lender:
        _add(why, "cn", on, (by_lender, "nobody who does not owe"))
    _add(why, "cn", on, ("personal_info_civil", "the debt is the borrower's own business"))
    if person == "phone_book":
        _add(why, "cn", on, ("gbt_45251", "the debtor, not contacts"), ("cba_third_party", "not unrelated people"))
        return "no", False, (), why, ()
    if facts["refused"]:
        _add(why, "cn", on, ("gbt_45251", "refused: never again"), ("cba_third_party", "refused: stop"))
        return "no", False, (), why, ()
    if facts["reachable"]:
        _add(
            why, "cn", on, ("gbt_45251", "the debtor can be reached"), ("cba_third_party", "the debtor can be reached")
        )
        return "no", False, (), why, ()
    _add(why, "cn", on, ("gbt_45251", "only to reach the debtor"), ("cba_third_party", "only to reach the debtor"))
    left = () if facts["reachable"] is False else ("whether the borrower can be reached",)
    return "only to find the borrower", False, clocks, why, left


def _us(person, on, facts):
    why = []
    if not facts["by_agency"]:
        why.append(cite("us", "us_fdcpa_third_party", on, "binds those who collect for others, not the lender itself"))
        return "yes", person in ("borrower", "guarantor", "spouse"), (), why, ("state law for original lenders",)
    if facts["stop"] and person in ("borrower", "guarantor", "spouse"):
        why.append(cite("us", "us_fdcpa_cease", on, "only notices of specific remedies"))
        return "no", True, (), why, ()
    if person in ("borrower", "guarantor", "spouse"):
        _add(why, "us", on, ("us_fdcpa_third_party", "the consumer and the spouse"))
        _add(why, "us", on, ("us_regf_7in7", "calls in a run of days"))
        return "yes", True, ("us_fdcpa_hours",), why, ()
    _add(why, "us", on, ("us_fdcpa_location_calls", "once, to find the consumer, without naming the debt"))
    _add(why, "us", on, ("us_fdcpa_third_party", "the debt may not be named"))
    may = "no" if facts["refused"] or facts["reachable"] else "only to find the borrower"
    return may, False, ("us_fdcpa_hours",), why, ()


def _gb(person, on, facts):
    why = []
    if facts["breathing_space"] and in_force("gb", "gb_breathing_space", on):
        why.append(cite("gb", "gb_breathing_space", on, "no contact about the debt while it runs"))
        return "no", person in ("borrower", "guarantor"), (), why, ()
    if person in ("borrower", "guarantor"):
        _add(why, "gb", on, ("gb_conc7_contact_times", "reasonable times; no fixed hours"))
        _add(why, "gb", on, ("gb_conc7_no_pressure", "no pressure"))
        return "yes", True, (), why, ()
    _add(why, "gb", on, ("gb_conc7_disclosure", "must not expose the debt"))
    _add(why, "gb", on, ("gb_data_protection", "needs a basis in data law"))
    return "only to find the borrower", False, (), why, ("whether a basis in data law exists",)


def _eu(person, on, facts):
    why = []
    if person in ("borrower", "guarantor"):
        _add(why, "eu", on, ("eu_conduct_admission", "honest, fair, transparent, professional"))
        return "yes", True, (), why, ("hours and numbers are national",)
    _add(why, "eu", on, ("eu_gdpr_contacts", "people without a contract; no basis fits"))
    return "no", False, (), why, ("hours and numbers are national",)
