"""What does the rule say here, since when, who says so, how binding is it, and how sure are we?"""

from datetime import date
from html import escape

from credit import rules
from widgets import lesson_data
from widgets.language import N_, Language, language

FORCE = {
    "law": N_("law"),
    "regulation": N_("regulator's rule"),
    "policy": N_("judicial or regulatory policy"),
    "self-regulation": N_("industry self-regulation: not binding like law"),
    "standard": N_("industry standard: not binding"),
    "practice": N_("practice: the contract decides"),
}
CONFIDENCE = {
    "verified": N_("a source that says so was read"),
    "known": N_("not re-checked"),
    "unsure": N_("not certain: take it as something to ask, not as a fact"),
}
FIGURE = {
    "multiple of the contract rate": N_("{n} times the contract rate"),
    "percent a year": N_("{n}% a year"),
    "percent a day": N_("{n}% a day"),
    "years": N_("{n} years"),
    "days": N_("{n} days"),
    "yuan": N_("{n} yuan"),
    "order": N_("in this order: {n}"),
    "phone number": N_("call {n}"),
}
ORDER_WORDS = {
    "enforcement_costs": N_("costs of enforcing the claim"),
    "interest": N_("interest"),
    "principal": N_("principal"),
}
PLACES = {"cn": N_("Mainland China")}


def figure(value, unit: str, t: Language) -> str:
    """The rule's number in words, or nothing where it has none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        low, high = (t.number(value[end].normalize()) for end in ("min", "max"))
        number = t("{low} to {high}", low=low, high=high)
    elif isinstance(value, list):
        number = " → ".join(t(ORDER_WORDS[word]) for word in value)
    else:
        number = str(value) if unit == "phone number" else t.number(value.normalize())
    return t(FIGURE[unit], n=number)


def instrument(rule, t: Language) -> str:
    """Who says so, with number and article."""
    article = rule.instrument.get("article")
    if isinstance(article, dict):
        article = t.of(article)
    elif article:
        article = t("article {n}", n=article)
    parts = [t.of(rule.instrument["name"]), rule.instrument.get("number"), article]
    return t(", ").join(str(part) for part in parts if part)


def rule_card(jurisdiction: str, rule_id: str, day: date, t: Language) -> str:
    """The card of one rule as it stood on `day`, as HTML that also reads well without a style sheet."""
    rule = rules.get(jurisdiction, rule_id)
    facts = []
    try:
        value = rule.on(day)
    except rules.RuleError:
        first = t.date(rule.values[0].valid_from)
        facts.append((t("Since"), t("not yet in force on {day}; it starts on {first}", day=t.date(day), first=first)))
    else:
        if value.value is not None:
            facts.append((t("Number"), figure(value.value, rule.unit, t)))
        facts.append((t("Since"), t.date(value.valid_from)))
    facts += [
        (t("Force"), t(FORCE[rule.force])),
        (t("Source"), instrument(rule, t)),
        (t("How sure"), t(CONFIDENCE[rule.confidence])),
        (t("Last checked"), t.date(rule.checked_on)),
    ]
    words = " · ".join(f"<b>{escape(name)}</b> {escape(fact)}" for name, fact in facts)
    return (
        f'<div class="dc-rule dc-{rule.force} dc-{rule.confidence}"><h4>{escape(t.of(rule.title))}</h4>'
        f'<p>{escape(t.of(rule.statement).strip())}</p><p class="dc-facts">{words}</p></div>'
    )


class RuleCards:
    """Several rule cards one below the other: RuleCards("en", "acceleration", "payment_order_default")."""

    def __init__(self, code: str, *rule_ids: str, on: date, jurisdiction: str = "cn"):
        self.cards = [rule_card(jurisdiction, rule_id, on, language(code)) for rule_id in rule_ids]
        self.names = [f"{rules.get(jurisdiction, r).title[code]} ({rules.get(jurisdiction, r).path})" for r in rule_ids]

    def _repr_html_(self):
        return f'<div class="due-course">{"".join(self.cards)}</div>'

    def __repr__(self):
        return "\n".join(self.names)


def lesson_cards(lesson: str, code: str) -> RuleCards:
    """The cards of the rules that a lesson's text rests on, as of the lesson's date: its front matter names both."""
    front = lesson_data.front_matter(lesson, code)
    return RuleCards(code, *front["rules"], on=front["date"])
