"""What does the rule say here, since when, who says so, how binding is it, and how sure are we?"""

from datetime import date
from html import escape

from credit import rules
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
UNIT = {
    "multiple of the contract rate": N_("times the contract rate"),
    "percent a year": N_("% a year"),
    "percent a day": N_("% a day"),
    "years": N_("years"),
    "days": N_("days"),
    "yuan": N_("yuan"),
    "order": N_("in this order"),
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
        number = t("{low} to {high}", low=t.number(value["min"].normalize()), high=t.number(value["max"].normalize()))
    elif isinstance(value, list):
        number = " → ".join(t(ORDER_WORDS[word]) for word in value)
    else:
        number = t.number(value.normalize())
    return number if unit == "order" else f"{number} {t(UNIT[unit])}"


def rule_card(jurisdiction: str, rule_id: str, day: date, t: Language) -> str:
    """The card of one rule as it stood on `day`, as HTML."""
    rule = rules.get(jurisdiction, rule_id)
    facts = []
    try:
        value = rule.on(day)
    except rules.RuleError:
        first = rule.values[0].valid_from
        facts.append(
            (t("Since"), t("not yet in force on {day}; it starts on {first}", day=t.date(day), first=t.date(first)))
        )
    else:
        if value.value is not None:
            facts.append((t("Number"), figure(value.value, rule.unit, t)))
        facts.append((t("Since"), t.date(value.valid_from)))
    instrument = [t.of(rule.instrument["name"])]
    if rule.instrument.get("number"):
        instrument.append(str(rule.instrument["number"]))
    if rule.instrument.get("article"):
        instrument.append(t("article {n}", n=rule.instrument["article"]))
    facts += [
        (t("Force"), t(FORCE[rule.force])),
        (t("Source"), t(", ").join(instrument)),
        (t("How sure"), t(CONFIDENCE[rule.confidence])),
        (t("Last checked"), t.date(rule.checked_on)),
    ]
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in facts)
    return (
        f'<div class="dc-rule dc-{rule.force} dc-{rule.confidence}"><h4>{escape(t.of(rule.title))}</h4>'
        f"<p>{escape(t.of(rule.statement).strip())}</p><dl>{rows}</dl></div>"
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
