"""How is a rule's figure, force, source or confidence said to a learner, in either language?"""

import re
from datetime import date
from html import escape

from widgets.language import N_, Language

PLACES = {
    "cn": N_("Mainland China"),
    "us": N_("United States"),
    "gb": N_("United Kingdom"),
    "eu": N_("European Union"),
    "tw": N_("Taiwan"),
    "hk": N_("Hong Kong"),
}
FORCE = {
    "law": N_("law"),
    "regulation": N_("regulator's rule"),
    "policy": N_("judicial or regulatory policy"),
    "self-regulation": N_("industry self-regulation: not binding like law"),
    "standard": N_("voluntary standard: not binding"),
    "practice": N_("practice: the contract decides"),
}
SERVICE = N_("a service that you may use")  # a help line binds nobody
CONFIDENCE = {
    "verified": N_("a source that says so was read"),
    "known": N_("not re-checked"),
    "unsure": N_("not certain: take it as something to ask, not as a fact"),
}
LESS_SURE = {"known": N_("not re-checked: {parts}"), "unsure": N_("not certain: {parts}")}
PARTS = {
    "content": N_("the details"),
    "value": N_("the figure"),
    "number": N_("the number of the document"),
    "article": N_("the article"),
    "dates": N_("the dates"),
    "scope": N_("whom it covers"),
    "application": N_("how it is applied"),
    "name": N_("the name"),
}
LENDERS = {
    "bank": N_("banks"),
    "card_issuer": N_("card issuers"),
    "consumer_finance": N_("consumer finance companies"),
    "micro_loan": N_("micro-loan companies"),
    "auto_finance": N_("car finance companies"),
    "trust": N_("trust companies"),
    "credit_union": N_("credit unions"),
    "payday": N_("payday lenders"),
    "money_lender": N_("licensed money lenders"),
    "pawnshop": N_("pawnshops"),
    "platform": N_("platforms that arrange loans"),
    "merchant": N_("shops that sell on credit"),
    "private": N_("private lenders"),
    "unlicensed": N_("lenders without a licence"),
    "student_loan_servicer": N_("student loan servicers"),
    "guarantor": N_("guarantee companies"),
    "collector": N_("collectors"),
    "debt_buyer": N_("buyers of debts"),
    "credit_bureau": N_("credit bureaus"),
    "data_handler": N_("whoever handles personal data"),
    "court": N_("courts"),
    "public_office": N_("public offices"),
}
DEBTS = {
    "loan": N_("loans"),
    "card": N_("credit cards"),
    "overdraft": N_("overdrafts"),
    "bnpl": N_("buy now, pay later"),
    "student_loan": N_("student loans"),
    "mortgage": N_("home loans"),
    "vehicle_loan": N_("car loans"),
    "judgment": N_("sums a court has awarded"),
    "illegal_debt": N_("debts the law does not protect"),
}
# (for one, for any other number)
FIGURE = {
    "percent": (N_("{n}%"), N_("{n}%")),
    "percentage points": (N_("{n} percentage point"), N_("{n} percentage points")),
    "percent a year": (N_("{n}% a year"), N_("{n}% a year")),
    "percent a month": (N_("{n}% a month"), N_("{n}% a month")),
    "percent a day": (N_("{n}% a day"), N_("{n}% a day")),
    "multiple": (N_("{n}×"), N_("{n}×")),
    "multiple of the contract rate": (N_("{n} times the contract rate"), N_("{n} times the contract rate")),
    "multiple of the one-year LPR": (N_("{n} times the one-year LPR"), N_("{n} times the one-year LPR")),
    "years": (N_("{n} year"), N_("{n} years")),
    "months": (N_("{n} month"), N_("{n} months")),
    "weeks": (N_("{n} week"), N_("{n} weeks")),
    "days": (N_("{n} day"), N_("{n} days")),
    "working days": (N_("{n} working day"), N_("{n} working days")),
    "hours": (N_("{n} hour"), N_("{n} hours")),
    "minutes": (N_("{n} minute"), N_("{n} minutes")),
    "hour of day": ("{n}", "{n}"),
    "days late": (N_("{n} day late"), N_("{n} days late")),
    "times": (N_("{n} time"), N_("{n} times")),
    "times a day": (N_("{n} time a day"), N_("{n} times a day")),
    "times a week": (N_("{n} time a week"), N_("{n} times a week")),
    "times a month": (N_("{n} time a month"), N_("{n} times a month")),
    "times a year": (N_("{n} time a year"), N_("{n} times a year")),
    "people": (N_("{n} person"), N_("{n} people")),
    "items": (N_("{n} item"), N_("{n} items")),
    "instalments": (N_("{n} instalment"), N_("{n} instalments")),
    "yuan": (N_("{n} yuan"), N_("{n} yuan")),
    "US dollars": (N_("${n}"), N_("${n}")),
    "pounds": (N_("£{n}"), N_("£{n}")),
    "pounds a day": (N_("£{n} a day"), N_("£{n} a day")),
    "euros": (N_("€{n}"), N_("€{n}")),
    "Hong Kong dollars": (N_("HK${n}"), N_("HK${n}")),
    "New Taiwan dollars": (N_("NT${n}"), N_("NT${n}")),
    "order": (N_("in this order: {n}"), N_("in this order: {n}")),
    "phone number": (N_("call {n}"), N_("call {n}")),
}
SIGNED = {"US dollars", "pounds", "pounds a day", "euros", "Hong Kong dollars", "New Taiwan dollars"}  # $5: sign first
MINUTES = 60  # of an hour
SPOKEN = {"none", "text", "date", "yes or no"}  # units that say themselves, without a pattern


def figure(value, unit, t: Language, names: dict | None = None) -> str:
    """The rule's figure in words, or nothing where it has none. Amounts in a mapping are told name by name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, date):
        return t.date(value)
    if isinstance(value, list):
        words = [t.of(names[one]) if isinstance(one, str) else _number(one, unit, t) for one in value]
        return _in_unit((" → ".join(words) if unit == "order" else t.series(words)), unit, t)
    if not isinstance(value, dict):
        return _in_unit(_number(value, unit, t), unit, t, value)
    if set(value) == {"en", "zh"}:
        return t.of(value)
    if not value.keys() <= {"min", "max"}:
        each = unit if isinstance(unit, dict) else dict.fromkeys(value, unit)
        return t("; ").join(
            t("{name}: {figure}", name=t.of(names[name]), figure=figure(one, each[name], t, names))
            for name, one in value.items()
            if one is not None
        )
    if len(value) == 1:
        ((end, one),) = value.items()
        bound = t("at least {n}") if end == "min" else t("at most {n}")
        pattern = t(FIGURE[unit][one != 1])
        number = _number(one, unit, t)
        if "{n}" not in pattern or unit in SIGNED:
            return bound.format(n=pattern.format(n=number))
        return pattern.format(n=bound.format(n=number))
    low, high = (_number(value[end], unit, t) for end in ("min", "max"))
    return _in_unit(t("{low} to {high}", low=low, high=high), unit, t)


def _number(value, unit, t):
    if unit == "phone number":
        return str(value)
    if unit == "hour of day":
        hour, part = divmod(value, 1)
        return f"{int(hour):02d}:{int(part * MINUTES):02d}"
    exact = value.normalize()
    return t.number(int(exact)) if exact == int(exact) else t.number(exact, -exact.as_tuple().exponent)


def _in_unit(words, unit, t, value=None):
    return t(FIGURE[unit][value != 1], n=words)


def instrument(source: dict, t: Language) -> str:
    """Who says so, with number and article. Some announcements have no name but their number; it stands once."""
    article = source.get("article")
    if isinstance(article, dict):
        article = t.of(article)
    elif article:
        many = str(article).split(", ")
        article = (t("articles {n}") if len(many) > 1 else t("article {n}")).format(n=t.series(many))
    name, number = t.of(source["name"]), source.get("number")
    parts = [name, None if number and number in name else number, article]
    return t(", ").join(str(part) for part in parts if part)


def binds(rule, t: Language) -> str:
    """Whom does it bind, for which debts? Nothing where it binds nobody, as a help line."""
    lenders, debts = rule.binds["lenders"], rule.binds["debts"]
    if not lenders:
        return ""
    whom = t("everyone concerned") if "all" in lenders else t.series(t(LENDERS[one]) for one in lenders)
    if "all" in debts or not debts:
        return whom
    return t("{whom} (for {debts})", whom=whom, debts=t.series(t(DEBTS[one]) for one in debts))


def sureness(rule, confidence: str, t: Language) -> str:
    """How sure is it, and which parts are less sure than the rest?"""
    words = [t(CONFIDENCE[confidence])]
    for mark, sentence in LESS_SURE.items():
        parts = [t(PARTS[part]) for part, one in (rule.less_sure or {}).items() if one == mark]
        if parts:
            words.append(t(sentence, parts=t.series(parts)))
    return t("; ").join(words)


def force(rule) -> str:
    """How binding is it? A message to be translated; a help line is a service, whatever its file says of force."""
    return SERVICE if rule.topic == "help" else FORCE[rule.force]


def phone(rule, on: date, t: Language) -> str:
    """The telephone number of a help line on that day, as HTML that a phone can dial; empty where there is none."""
    value = rule.on(on).value
    if isinstance(value, dict):
        value = t.of(value) if t.code in value else ""
    number = str(value or "")
    if not re.fullmatch(r"[\d -]{3,}", number):
        return ""
    return f'<a href="tel:{re.sub("[ -]", "", number)}">{escape(number)}</a>'
