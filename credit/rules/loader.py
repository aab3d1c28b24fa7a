"""Is this rule file whole? It is read, or refused with file, field and reason."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import yaml

from credit.rules import words
from credit.rules.rule import Rule, RuleError, Value

RANGE, TEXT = {"min", "max"}, set(words.LANGUAGES)
NOT_NUMBERS = ("none", "text", "date", "order", "yes or no")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which 1.30 is a Decimal, not the nearest binary float, and a key stands once."""

    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            names = [key.value for key, _ in node.value]
            twice = next(name for name in names if names.count(name) > 1)
            raise yaml.constructor.ConstructorError(None, None, f'"{twice}" stands twice', node.start_mark)
        return mapping


_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


def read(path: Path) -> Rule:
    """What rule does this file hold?

    Raises
    ------
    RuleError
        Naming the file, the field and the reason.
    """
    return build(read_data(path, path.read_bytes()))


def read_data(path: Path, text: bytes) -> dict:
    """What is the file as checked plain data, from which `build` makes the rule?

    Raises
    ------
    RuleError
        Naming the file, the field and the reason.
    """

    def refuse(field, reason):
        raise RuleError(f"{path.parent.name}/{path.name}, {field}: {reason}")

    data = parse(text, refuse)
    Check(refuse).rule(data)
    if data["id"] != path.stem or data["jurisdiction"] != path.parent.name:
        refuse("id", f"{data['jurisdiction']}/{data['id']} is not where the file stands.")
    return data


def parse(text: bytes, refuse):
    """What is this YAML as plain data? `refuse(field, reason)` is called where it is not YAML."""
    try:
        return yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        refuse(f"line {mark.line + 1}" if mark else "text", getattr(error, "problem", None) or str(error))


def build(data: dict) -> Rule:
    """Which rule is this checked plain data?"""
    values = tuple(Value(**{**value, "value": _exact(value["value"])}) for value in data["values"])
    return Rule(**{**data, "values": values})


def _exact(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, dict):
        return {name: _exact(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_exact(one) for one in value]
    return value


class Check:
    """The checks of one file; `refuse(field, reason)` ends them."""

    def __init__(self, refuse):
        self.refuse = refuse

    def rule(self, data):
        """Is this a whole rule: every field there, known, and of its form?"""
        if not isinstance(data, dict):
            self.refuse("text", "is not a mapping of fields.")
        for field in words.REQUIRED:
            if field not in data:
                self.refuse(field, "is missing.")
        self.known("fields", data, words.FIELDS, "is not a field of a rule.")
        for field in ("id", "topic", "question", "replaces"):
            if field in data:
                self.key(field, data[field])
        for field in ("title", "statement", "note", "where"):
            if field in data:
                self.text(field, data[field])
        for field, allowed in (("jurisdiction", words.PLACES), ("force", words.FORCES)):
            self.word(field, data[field], allowed)
        self.word("confidence", data["confidence"], words.CONFIDENCES)
        self.binds(data["binds"])
        self.instrument("instrument", data["instrument"])
        self.less_sure(data)
        self.day("checked_on", data["checked_on"])
        if not isinstance(data["rests_on"], str) or not data["rests_on"].strip():
            self.refuse("rests_on", "says in words what the confidence rests on.")
        self.units(data["unit"])
        self.values(data)
        self.series(data)

    def known(self, field, mapping, allowed, reason):
        """Are all these fields known ones?"""
        for name in mapping:
            if name not in allowed:
                self.refuse(str(name) if field == "fields" else f"{field}.{name}", reason)

    def key(self, field, value):
        """Is this a name of small letters, digits and underscores?"""
        if not isinstance(value, str) or not re.match(words.KEY, value):
            self.refuse(field, f"{value!r} is not a word in small letters, digits and _.")

    def word(self, field, value, allowed):
        """Is this one of the words allowed?"""
        if not isinstance(value, str) or value not in allowed:
            self.refuse(field, f"{value!r} is none of {', '.join(allowed)}.")

    def text(self, field, value):
        """Is this said in both languages?"""
        if not isinstance(value, dict):
            self.refuse(field, f"is a text in {' and '.join(words.LANGUAGES)}.")
        for language in words.LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                self.refuse(field, f"has no text in {language}.")
        self.known(field, value, words.LANGUAGES, "is not a language of the course.")

    def day(self, field, value):
        """Is this a date?"""
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(field, f"{value!r} is not a date.")

    def binds(self, binds):
        """Are those whom it binds named by known words?"""
        if not isinstance(binds, dict) or set(binds) != {"lenders", "debts"}:
            self.refuse("binds", "names lenders and debts.")
        for field, allowed in (("lenders", words.LENDERS), ("debts", words.DEBTS)):
            if not isinstance(binds[field], list):
                self.refuse(f"binds.{field}", "is a list of words.")
            for one in binds[field]:
                self.word(f"binds.{field}", one, allowed)

    def instrument(self, field, instrument):
        """Has the instrument its name and, where given, its article?"""
        if not isinstance(instrument, dict) or not instrument.get("name"):
            self.refuse(field, "a rule names its source.")
        self.known(field, instrument, words.INSTRUMENT_FIELDS, "is not a field of an instrument.")
        self.text(f"{field}.name", instrument["name"])
        if not isinstance(instrument.get("number"), str | None):
            self.refuse(f"{field}.number", f"{instrument['number']!r} is not a text; put it in quotes.")
        article = instrument.get("article")
        if isinstance(article, dict):
            self.text(f"{field}.article", article)
        elif not isinstance(article, str | int | None) or isinstance(article, bool):
            self.refuse(f"{field}.article", f"{article!r} is not a text; put it in quotes.")

    def less_sure(self, data):
        """Are the parts that are less sure named, each with its confidence?"""
        parts = data.get("less_sure", {"content": "known"})
        if not isinstance(parts, dict) or not parts:
            self.refuse("less_sure", "is a mapping of parts, such as number: known.")
        for part, confidence in parts.items():
            self.word("less_sure", part, words.PARTS)
            self.word(f"less_sure.{part}", confidence, words.CONFIDENCES[1:])

    def units(self, unit):
        """Are the units known ones?"""
        for name, one in unit.items() if isinstance(unit, dict) else [("", unit)]:
            self.word(f"unit.{name}".rstrip("."), one, words.UNITS)

    def values(self, data):
        """Has the rule dated values, each of a known form?"""
        values = data["values"]
        if not isinstance(values, list) or not values:
            self.refuse("values", "a rule has at least one dated value.")
        used = set()
        for value in values:
            if not isinstance(value, dict) or "value" not in value:
                self.refuse("values", "each has valid_from and value.")
            self.known("values", value, words.VALUE_FIELDS, "is not a field of a value.")
            self.days_of(value)
            if "instrument" in value:
                self.instrument("values.instrument", value["instrument"])
            if "confidence" in value:
                self.word("values.confidence", value["confidence"], words.CONFIDENCES)
            if "note" in value:
                self.text("values.note", value["note"])
            used |= self.value(value["value"], data["unit"])
        self.order(values)
        names = data.get("names", {})
        for word in sorted(used - set(names)):
            self.refuse("names", f'has no words for "{word}".')
        for word in names:
            if word not in used:
                self.refuse("names", f'"{word}" is not in any value.')
            self.text(f"names.{word}", names[word])
        if isinstance(data["unit"], dict) and set(data["unit"]) != used:
            self.refuse("unit", f"names {', '.join(data['unit'])}, the values name {', '.join(sorted(used))}.")

    def days_of(self, value):
        """Are the dates of a value dates, and do they follow each other?"""
        for field in ("valid_from", "published", "until"):
            if field == "valid_from" or field in value:
                day = value.get(field)
                if not isinstance(day, date) or isinstance(day, datetime):
                    self.refuse("values", f"{field} {day!r} is not a date.")
        start, end = value["valid_from"], value.get("until")
        if end and end < start:
            self.refuse("values", f"until {end} is before valid_from {start}.")

    def order(self, values):
        """Do the values follow each other in time?"""
        for one, following in zip(values, values[1:]):
            start, end, after = one["valid_from"], one.get("until"), following["valid_from"]
            if start >= after:
                self.refuse("values", f"dates must rise from one value to the next: {after} follows {start}.")
            if end and end >= after:
                self.refuse("values", f"two overlap: one runs until {end}, the next starts on {after}.")

    def series(self, data):
        """Is the series, where there is one, whole?"""
        if data.get("series", True) is not True:
            self.refuse("series", "is true or is left out.")
        if ("series" in data) != ("as_of" in data):
            self.refuse("as_of", "stands in a series, and only there.")
        if "as_of" in data:
            self.day("as_of", data["as_of"])
            last = data["values"][-1]["valid_from"]
            if data["as_of"] < last:
                self.refuse("as_of", f"{data['as_of']} is before the last value, {last}.")

    def value(self, value, unit) -> set:
        """Has the value one of the forms, and does it fit its unit?

        Else it is refused; the words that need a name come back.
        """
        if isinstance(value, list):
            return self.list(value, unit)
        if isinstance(value, dict) and not (set(value) <= RANGE or set(value) == TEXT):
            for name, one in value.items():
                self.key("values", name)
                if name in RANGE | TEXT:
                    self.refuse("values", f'"{name}" cannot be the name of a figure.')
                if isinstance(unit, dict) and name not in unit:
                    self.refuse("unit", f'has no unit for "{name}".')
                self.leaf(one, unit[name] if isinstance(unit, dict) else unit)
            return set(value)
        if isinstance(unit, dict) and value is not None:
            self.refuse("unit", "is a mapping, but the value names no figures.")
        self.leaf(value, unit)
        return set()

    def list(self, value, unit) -> set:
        """Are these words in an order, or figures in any unit of numbers?"""
        if value and all(isinstance(one, str) for one in value):
            for one in value:
                self.key("values", one)
            self.fits(value, unit, among=("order",))
            return set(value)
        if not value or not all(_is_number(one) for one in value):
            self.refuse("values", f"{value!r} is neither a list of words nor one of numbers.")
        self.fits(value, unit, not_among=NOT_NUMBERS)
        return set()

    def leaf(self, value, unit):
        """Is this single value one that fits its unit?"""
        if isinstance(value, dict) and set(value) <= RANGE and value:
            for end, one in value.items():
                if not _is_number(one):
                    self.refuse("values", f"{end} {one!r} is not a number.")
            if len(value) == len(RANGE) and value["min"] > value["max"]:
                self.refuse("values", f"min {value['min']} is above max {value['max']}.")
            return self.fits(value, unit, not_among=NOT_NUMBERS)
        if isinstance(value, dict):
            self.text("values", value)
            return self.fits(value, unit, among=("text",))
        if isinstance(value, bool):
            return self.fits(value, unit, among=("yes or no",))
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.fits(value, unit, among=("date",))
        if value is not None and not _is_number(value):
            self.refuse("values", f"{value!r} is not a form that a value can have.")
        if value is not None:
            self.fits(value, unit, not_among=NOT_NUMBERS)

    def fits(self, value, unit, among=(), not_among=()):
        """Is the unit among these, and not among those?"""
        if (among and unit not in among) or unit in not_among:
            self.refuse("unit", f"{unit!r} does not fit the value {value!r}.")


def _is_number(value):
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
