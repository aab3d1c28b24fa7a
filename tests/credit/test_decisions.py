"""The scenarios: what the law says in a case told in plain words, and which rules say so.

Each file in `scenarios/` is named after the function it asks. A scenario gives the facts, the parts of the answer that
matter, and the rules that lead to it, in order; or, under `refused`, words of the sentence with which it is refused.
Amounts of money are written in whole currency units, as in "216000.00".
"""

import datetime
import inspect
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from credit import rules
from credit.contact_log import parse
from credit.decisions import (
    Claim,
    bank_class,
    before_signing,
    card_grace,
    ceiling,
    complaint_channel,
    contact_breaches,
    court_cut,
    dishonest_list,
    dispute_clock,
    effect_on_record,
    inquiry,
    is_it_a_crime,
    judgment_interest,
    limitation_end,
    may_contact,
    payment_goes_to,
    payment_order,
    plan_right,
    record_end,
    two_clocks,
)  # fmt: skip
from credit.limitation import Event
from credit.loans import level_instalment
from credit.money import amount, cents, divide, exact, integers
from credit.reasons import Decision, cite

HOME = Path(__file__).parent / "scenarios"
LEAST = 10
MONEY = {
    "court_cut": ("principal", "principal_cut", "charges", "limit", "stands", "cut", "returned"),
    "judgment_interest": ("extra",),
}


class Loader(yaml.SafeLoader):
    """YAML in which 12.4 is a Decimal, and "on" a word, not a yes."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not (tag.endswith(":bool") and first in "oOyYnN")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


def in_register(rule_id: str) -> Decision:
    """Does the course hold a rule of this name? What nobody could find is not in it."""
    return Decision({"held": rule_id in rules.load("cn")})


def flat_fee(principal: str, months: int, monthly_fee: str, yearly: str) -> Decision:
    """What would an honest loan cost that asks the same instalment? The instalment of both, at that nominal rate."""
    lent = cents(principal)
    fee = exact(monthly_fee) * lent + Fraction(lent, months)
    rate = exact(yearly) / 12
    honest = level_instalment(integers([lent], 2**40), [rate], integers([months], 99))[0]
    return Decision(
        {"flat": str(amount(divide(fee.numerator, fee.denominator))), "honest": str(amount(honest))},
        (cite("cn", "apr_disclosure_2021", datetime.date(2026, 8, 1)),),
    )


FUNCTIONS = {
    f.__name__: f
    for f in (
        before_signing, ceiling, complaint_channel, contact_breaches, court_cut, dishonest_list, dispute_clock,
        effect_on_record, bank_class, card_grace, flat_fee, in_register, inquiry, is_it_a_crime, judgment_interest,
        limitation_end,         may_contact, payment_goes_to, payment_order, plan_right, record_end, two_clocks,
    )
}  # fmt: skip


def scenarios():
    for path in sorted(HOME.glob("*.yaml")):
        for told in yaml.load(path.read_text("utf-8"), Loader)["scenarios"] if path.stem != "myths" else ():
            yield path.stem, {"asks": path.stem, **told}


ALL = list(scenarios())


def facts(asks, given):
    """The arguments of the function, from the words of the scenario."""
    given = dict(given)
    if "claim" in given:
        claim = dict(given["claim"])
        for name in ("principal", "received", "paid"):
            if name in claim:
                claim[name] = cents(str(claim[name]))
        claim["charges"] = {name: cents(str(money)) for name, money in claim["charges"].items()}
        given["claim"] = Claim(**claim)
    if "events" in given:
        given["events"] = [Event(**e) for e in given["events"]]
    if "log" in given:
        given["log"] = parse(given["log"])
    if "at" in given:
        given["at"] = datetime.time.fromisoformat(given["at"])
    for name in ("principal", "amount", "credit_amount", "judged"):
        if name in given and asks in ("record_end", "is_it_a_crime", "judgment_interest"):
            given[name] = cents(str(given[name]))
    if "agreed" in given:
        given["agreed"] = tuple(given["agreed"])
    return given


def shows(expected, actual):
    """Does the answer show what is expected? Of mappings and objects only the named parts are compared."""
    if isinstance(expected, dict):
        get = actual.get if isinstance(actual, dict) else lambda name: getattr(actual, name)
        return all(shows(part, get(name)) for name, part in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(actual) and all(shows(e, a) for e, a in zip(expected, actual))
    return expected == actual


def in_words(asks, answer):
    names = MONEY.get(asks, ())
    return {
        k: str(amount(v)) if k in names and v is not None else v for k, v in answer.items()
    }  # fmt: skip


@pytest.mark.parametrize("told", [pytest.param(t, id=f"{f}: {t['title']}") for f, t in ALL])
def test_scenario(told):
    ask = FUNCTIONS[told["asks"]]
    if "refused" in told:
        with pytest.raises(ValueError, match=told["refused"]):
            ask(**facts(told["asks"], told["given"]))
        return
    decision = ask(**facts(told["asks"], told["given"]))
    answer = in_words(told["asks"], decision.answer)
    assert set(told["answer"]) <= set(answer)
    assert shows(told["answer"], answer), f"the answer is {answer}"
    assert list(decision.rules) == told["rules"]
    if "open" in told:
        assert list(decision.open) == told["open"]


def test_every_decision_function_has_at_least_ten_scenarios():
    asked = Counter(t["asks"] for _, t in ALL)
    for name in (
        "ceiling", "court_cut", "record_end", "may_contact", "contact_breaches", "limitation_end", "complaint_channel",
        "before_signing",
    ):  # fmt: skip
        assert asked[name] >= LEAST, f"{name} has {asked[name]} scenarios"


def test_every_myth_has_a_scenario_that_shows_the_right_answer():
    myths = yaml.safe_load((HOME / "myths.yaml").read_text("utf-8"))["myths"]
    told = Counter(t["myth"] for _, t in ALL if "myth" in t)
    assert set(told) == set(myths), f"without a scenario: {set(myths) - set(told)}; unknown: {set(told) - set(myths)}"


def test_titles_are_plain_sentences_each_told_once():
    titles = [t["title"] for _, t in ALL]
    assert len(set(titles)) == len(titles)
    assert all(" " in title and "_" not in title for title in titles)


def test_each_decision_is_pure_and_cites_the_version_of_its_day():
    asked = ceiling("cn", "private", datetime.date(2025, 3, 1))
    assert asked == ceiling("cn", "private", datetime.date(2025, 3, 1))
    lpr = next(r for r in asked.reasons if r.rule == "lpr_1y")
    assert (lpr.on, lpr.valid_from, lpr.value) == (
        datetime.date(2025, 3, 1),
        datetime.date(2025, 2, 20),
        Decimal("3.10"),
    )


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"in_register", "flat_fee"}))
def test_every_decision_function_opens_with_the_borrower_s_question(name):
    assert inspect.getdoc(FUNCTIONS[name]).split("\n")[0].endswith(("?", "of each other."))


@pytest.mark.parametrize("day, sure", [(datetime.date(2026, 3, 1), True), (datetime.date(2026, 9, 1), False)])
def test_past_the_last_known_lpr_the_learner_gives_the_figure(day, sure):
    if sure:
        assert ceiling("cn", "private", day).answer["ceilings"][0].percent == 12
        return
    with pytest.raises(rules.RuleError, match="give the figure yourself"):
        ceiling("cn", "private", day)
    assert ceiling("cn", "private", day, lpr="2.9").answer["ceilings"][0].percent == Fraction("11.6")
