"""Which rule was in force on which day, what did it say, and how sure are we?

One rule is one YAML file, `credit/rules/<jurisdiction>/<id>.yaml`. No legal number stands in Python. A file holds:

id, jurisdiction
    The file's name and its folder.
topic
    A free word that groups the rules of one place.
question (optional)
    A key of `questions.yaml`, for instance `quiet_hours`. Rules of different places that answer the same question
    carry the same key, so that a rule card can show the learner's own place beside it, or say that there is none.
title, statement, note (optional), where (optional)
    In `en` and `zh`. `statement` says in plain words what the rule says; `note` what is easily misread or still open;
    `where` stands only in rules of a city or a state.
unit
    One of `UNITS`; `hour of day` is 8 or 22 (22.5 is half past ten). For a value that names several figures either
    one unit for all or a mapping {name: unit}.
names
    `{word: {en, zh}}`: what each name of a mapping, and each word of a list, is called. Needed as soon as there is one.
values
    Oldest first, each with `valid_from` (its first day) and `value`, and if need be `published`, `until` (its last
    day, when no next value follows at once), and its own `instrument`, `confidence` or `note` where they differ from
    the rule's. A value holds until the day before the next one. Forms of `value`:

    ======================================  =========================================================================
    `24`, `0.05`                            a number, in the file's unit; percentages as they are said (24, not 0.24)
    `{min: 1.30, max: 1.50}`                a range; one end alone means "at least" or "at most"
    `{connected: 3, unanswered: 6}`         figures by name; each may itself be a number, range, date, text or null
    `[interest, principal]`                 an order of words (unit `order`)
    `[30, 60, 90]`                          several figures in the file's unit
    `{en: ..., zh: ...}`                    words instead of a figure (unit `text`)
    `2026-03-31`                            a date (unit `date`)
    `true`, `false`                         unit `yes or no`; in an `unsure` rule it is the default of the input
    `null`                                  there is no figure: the rule is its statement
    ======================================  =========================================================================
series, as_of (optional)
    `series: true` marks a figure announced every month (the LPR); `as_of` is the last announcement held. From a month
    after it the answer is `Unknown`, not the last value.
force, binds {lenders, debts}
    How binding, and on whom: words of `FORCES`, `LENDERS`, `DEBTS`.
instrument {name {en, zh}, number, article}
    Who says so. `article` is a number, a word or {en, zh}.
replaces (optional)
    The id of the rule of the same place that this one took over from.
confidence, less_sure (optional), checked_on, rests_on
    "verified", "known" or "unsure"; `less_sure: {number: known}` names parts that are less sure than the rest;
    `rests_on` says in English what was read.

Every word a file may use stands in `schema.json` (JSON Schema 2020-12, for editors and tests) and is read from there.
"""

from credit.rules.loader import read
from credit.rules.register import answering, at, get, jurisdictions, load, questions, value
from credit.rules.rule import Ended, NotYet, Rule, RuleError, Unknown, Value
from credit.rules.words import CONFIDENCES, DEBTS, FORCES, HOME, LANGUAGES, LENDERS, PARTS, PLACES, UNITS

__all__ = [
    "CONFIDENCES",
    "DEBTS",
    "FORCES",
    "HOME",
    "LANGUAGES",
    "LENDERS",
    "PARTS",
    "PLACES",
    "UNITS",
    "Ended",
    "NotYet",
    "Rule",
    "RuleError",
    "Unknown",
    "Value",
    "answering",
    "at",
    "get",
    "jurisdictions",
    "load",
    "questions",
    "read",
    "value",
]
